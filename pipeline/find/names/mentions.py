"""Names of several words in a text: tokens, and the shapes they make (initials and surname, forename and surname, ...).

A single capitalised word is handed back as a token; whether it is somebody is decided in `names.py`. Offsets are
code points of the text. Nothing here joins mentions into persons.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern
from typing import NamedTuple

from pipeline.find.names.agreeing import given_cases, readings
from pipeline.find.names.forms import folded, forename_forms, patronym_forms
from pipeline.find.names.words import (
    ends_like_a_surname,
    is_function_word,
    is_namelike,
    is_place,
    is_preposition,
    known,
    listed,
    weights,
)
from pipeline.find.words import analyses

_CAPITAL = re.compile(r"[А-ЯЁA-Z]")
_GAP = re.compile(r"[^\S\n]*\n?[^\S\n]*")
_SMALL_WORD = re.compile(r" ([а-яё]+)")
_ACTING = re.compile(r" (?:не )?(?P<verb>[а-яё]+)|, (?P<apart>[а-яё]+)|(?P<label>:)[ \u00a0]?[«„“\"]")
_COMMA = re.compile(r",[^\S\n]+")


@dataclass(slots=True, eq=False)
class Token:
    """A piece that names are made of.

    `label`: I initial, F forename, P patronymic, S other capitalised word, R Roman number, V particle.
    `joint` is what stands before it: "_" only white space, "," a comma, "|" anything else.
    """

    start: int
    end: int
    text: str
    label: str
    joint: str


class Mention(NamedTuple):
    """A person's name as it stands in the text, taken to pieces.

    `forenames` and `patronym` may be initials ("В."). `inverted`: surname first. `cases` and `gender` say what the
    surroundings allow, empty if nothing is known; `leaning` is a mere likelihood. `known_as` is the name under which
    a register knows the person, if it was the register that found the mention.
    """

    start: int
    end: int
    text: str
    surname: str = ""
    particle: str = ""
    forenames: tuple[str, ...] = ()
    patronym: str = ""
    regnal: str = ""
    cases: frozenset[str] = frozenset()
    gender: str = ""
    leaning: str = ""
    known_as: str = ""


@cache
def _token() -> re.Pattern[str]:
    shortened = "|".join(sorted(map(str.capitalize, listed("shortened")), reverse=True))
    small_particles = listed("particles")
    particles = "|".join(sorted(small_particles | {word.capitalize() for word in listed("noble")}, reverse=True))
    towns = "".join(sorted(name.upper() for name in listed("towns") if len(name) == 1))
    capital, small = "А-ЯЁA-Z", "а-яёa-z"
    first = capital + "дл" + "".join(sorted({word[0] for word in small_particles}))  # most words begin otherwise
    word = rf"(?:[дДлЛО]['’])?[{capital}](?:[{small}]+|[{capital}]+)"
    return re.compile(
        rf"(?<![^\W_])(?=[{first}])(?:"
        rf"(?P<I>(?![{towns}]\.(?::|,?\s*\d|\s*[–—-]\s*[{towns}]\.))[{capital}]\.(?:-[{capital}]\.)?(?!-|\s*\d)"
        rf"|(?:{shortened})\.(?!\s*\d))"
        rf"|(?P<R>[IVX]+)(?![^\W_]|\.)"
        rf"|(?P<V>{particles})(?![^\W_]|[-‑])"
        rf"|(?P<S>{word}(?:[-‑](?:(?:и|де|ла|аль|эль|дю)[-‑])?{word})*)(?![^\W_]))"
    )


def tokens(text: str, start: int, end: int, latin: bool = False) -> list[Token]:
    """The tokens of `text[start:end]`; words in Latin letters only if asked for."""
    found: list[Token] = []
    stretch = text[start:end]
    last = 0
    for match in _token().finditer(stretch):
        label, said, (first, past) = match.lastgroup or "", intern(match.group()), match.span()
        if label == "S" and not latin and said.isascii():
            continue
        joint = _joint(stretch[last:first], found)
        found.append(Token(start + first, start + past, said, _label(said) if label == "S" else label, joint))
        last = past
    return found


def _joint(gap: str, before: Sequence[Token]) -> str:
    if not before or _COMMA.fullmatch(gap):
        return "," if before else "|"
    touching = gap or before[-1].label == "I"
    return "_" if touching and _GAP.fullmatch(gap) else "|"


@lru_cache(maxsize=20_000)
def _label(word: str) -> str:
    if patronym_forms(word):
        return "P"
    share = weights(word)
    forms = forename_forms(word)
    return "F" if forms and (share.forename >= share.surname / 2 or forms[-1].rank >= 0) else "S"


_ANY = "[SFP]"
_SHAPES = tuple(
    (first, name, re.compile(shape))
    for first, name, shape in (
        ("F", "regnal", r"(?P<f>F)_(?P<r>R)"),
        ("I", "initials before", rf"(?P<f>I)(?:_(?P<p>I)(?:_I)?)?(?P<v>(?:_V)*)_(?P<s>{_ANY})"),
        ("F", "forename, patronymic, surname", rf"(?P<f>F)_(?P<p>P)(?P<v>(?:_V)*)_(?P<s>{_ANY})"),
        ("F", "forename, initial, surname", rf"(?P<f>F)_(?P<p>I)(?P<v>(?:_V)*)_(?P<s>{_ANY})"),
        ("SFP", "surname, forename, patronymic", rf"(?P<s>{_ANY})_(?P<f>F)_(?P<p>P)"),
        ("SFP", "surname, initials", rf"(?P<s>{_ANY})[_,](?P<f>I_I_I|I)(?:_(?P<p>I))?"),
        ("F", "forename, patronymic", r"(?P<f>F)_(?P<p>P)"),
        ("V", "particle, surname", rf"(?P<v>V)_(?P<s>{_ANY})"),
        ("S", "surname, forename", r"(?P<s>S)_(?P<f>F)"),
        ("F", "forenames, surname", rf"(?P<f>F(?:_F){{0,2}})(?P<v>(?:_V)*)_(?P<s>{_ANY})"),
        ("I", "initials alone", r"(?P<f>I)_(?P<p>I)(?!_[ISFPV])"),
    )
)  # by the labels they begin with
_BEGUN_BY = {label: [(name, shape) for first, name, shape in _SHAPES if label in first] for label in "IFPSRV"}


def mentions(text: str, start: int, end: int, latin: bool = False) -> Iterator[Mention | Token]:
    """The names of several words in `text[start:end]`, and between them the capitalised words that are left."""
    if not _CAPITAL.search(text, start, end):
        return
    pieces = tokens(text, start, end, latin)
    labels = "".join(piece.joint + piece.label for piece in pieces)
    at = 0
    while at < len(pieces):
        mention, used = _longest(text, start, pieces, labels, at)
        if mention:
            yield mention
        elif pieces[at].label in "SFP":
            yield pieces[at]
        at += used


def _longest(text: str, floor: int, pieces: list[Token], labels: str, at: int) -> tuple[Mention | None, int]:
    if labels[2 * at + 2 : 2 * at + 3] not in ("_", ","):
        return None, 1
    for name, shape in _BEGUN_BY[labels[2 * at + 1]]:
        match = shape.match(labels, 2 * at + 1)
        if match:
            mention = _mention(text, pieces, match)
            used = match.end() // 2 - at
            if _stands(name, mention, text, floor, pieces, at, used):
                return mention, used
    return None, 1


def _mention(text: str, pieces: list[Token], match: re.Match[str]) -> Mention:
    taken = pieces[match.start() // 2 : match.end() // 2]
    parts = {
        name: [piece.text for piece in pieces[match.start(name) // 2 : match.end(name) // 2]]
        for name in match.re.groupindex
        if match.group(name) and name != "v"
    }
    start, end = taken[0].start, taken[-1].end
    surname, patronym, regnal = (" ".join(parts.get(name, ())) for name in "spr")
    particle = " ".join(piece.text for piece in taken if piece.label == "V")
    return Mention(start, end, text[start:end], surname, particle, tuple(parts.get("f", ())), patronym, regnal)


def _stands(name: str, mention: Mention, text: str, floor: int, pieces: list[Token], at: int, used: int) -> bool:
    if mention.surname and not _may_be_surname(mention, name) and not _is_label(mention, text, floor):
        return False
    if name == "initials before" and _is_attribute(mention, text):
        return False
    if name == "initials alone":
        return _acts(mention, text, pieces[at - 1] if at else None)
    if name == "surname, forename" and not _fills_line(mention, text, floor):
        return False
    following = pieces[at + used] if at + used < len(pieces) else None
    if name == "surname, initials":
        first = not any(map(str.isalpha, text[floor : mention.start]))
        return _surname_first(mention, first, following, pieces[at + used + 1 : at + used + 2])
    if name == "forename, patronymic" and not weights(mention.patronym).forename:
        return False
    return bool(readings(mention)) if mention.surname else bool(given_cases(mention))


def _is_attribute(mention: Mention, text: str) -> bool:
    """«Пасечник Г. И. Экономическая мысль»: behind the initials begins a title, an adjective before its noun."""
    behind = _SMALL_WORD.match(text, mention.end)
    if behind is None or not known(mention.surname) or weights(mention.surname).surname:
        return False
    shapes = {(one.case, one.gender) for one in analyses(mention.surname) if one.pos == "ADJF"}
    return any(one.pos == "NOUN" and (one.case, one.gender) in shapes for one in analyses(behind[1]))


def _acts(mention: Mention, text: str, before: Token | None) -> bool:
    """«Л. Н. сказал», «П. К.: «...»», «П. К., помнивший ...»: initials alone are somebody by what he does or says."""
    beside = before is not None and not text[before.end : mention.start].strip(" ,\u00a0")
    after = _ACTING.match(text, mention.end)
    if beside or after is None or mention.text.isascii():
        return False
    word = after["verb"] or after["apart"]
    likeliest = analyses(word)[0] if word else None
    said = likeliest is not None and likeliest.pos in (("VERB",) if after["verb"] else ("PRTF", "GRND"))
    singular = likeliest is not None and likeliest.number != "plur" and likeliest.gender != "neut"
    return after["label"] is not None or (said and singular)


def _is_label(mention: Mention, text: str, floor: int) -> bool:
    """«Роман Пак: ...»: forename and surname alone between the beginning of a line and a colon, whatever they mean."""
    if not text.startswith(":", mention.end) or mention.surname.endswith("."):
        return False
    begins = text[max(floor, text.rfind("\n", floor, mention.start) + 1) : mention.start]
    return not begins.strip("–—- \t")


def _fills_line(mention: Mention, text: str, floor: int) -> bool:
    """«Белов Роман», alone on its line or before a comma, as a by-line has it."""
    if text[mention.end : mention.end + 1] not in ("", "\n", ","):
        return False
    begins = text[max(floor, text.rfind("\n", floor, mention.start) + 1) : mention.start]
    return not begins.strip()


def _may_be_surname(mention: Mention, shape: str) -> bool:
    word = mention.surname
    if (is_function_word(word) and not _may_be_somebody(word)) or folded(word) in listed("never"):
        return False
    if shape == "particle, surname":
        return folded(mention.particle) in listed("noble")
    given = len(mention.forenames) + bool(mention.patronym)
    placed = is_place(word) and weights(word).place > weights(word).ordinary
    if placed and not weights(word).surname and not ends_like_a_surname(word) and given < 2:
        return False
    if not mention.patronym and folded(mention.forenames[0].rstrip(".")) in listed("towns"):
        return is_namelike(word) or ends_like_a_surname(word)
    ordinary = given < 2 and any(weights(f).ordinary > weights(f).forename for f in mention.forenames)
    if ordinary and known(word) and not weights(word).surname + weights(word).forename:
        return False
    return is_namelike(word) or not (ordinary or shape.startswith("surname, fore") or _is_abbreviation(word))


def _may_be_somebody(word: str) -> bool:
    """«Чеботарь»: likelier a verb, and yet a noun for somebody."""
    return any({"NOUN", "anim", "sing"} <= one.grammemes for one in analyses(word))


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and len(word) < 5


def _surname_first(mention: Mention, first: bool, following: Token | None, after: Sequence[Token]) -> bool:
    """Whether it is «Фамилия И. О.»: not if the initials belong to the surname that follows."""
    named = is_namelike(mention.surname)
    office = not weights(mention.surname).surname and known(mention.surname)
    if office and following and _has_initials_before(following, after):  # «Историк И. М. Белов»
        return False
    if following and is_preposition(mention.surname) and _takes_initials(following, after):  # «По О. Белову»
        return False
    if not (named or first) or ("," in mention.text and not first):
        return False
    return (first and named) or not (following and _takes_initials(following, after))


def _takes_initials(following: Token, after: Sequence[Token]) -> bool:
    """Whether a surname follows that has no initials of its own behind it."""
    return is_namelike(following.text) and _has_initials_before(following, after)


def _has_initials_before(following: Token, after: Sequence[Token]) -> bool:
    name = following.joint == "_" and following.label in "SFP"
    return name and not any(token.joint == "_" and token.label == "I" for token in after)

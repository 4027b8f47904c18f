"""The head of a bibliographic reference: who is named as its author.

Asked by an ordered tuple of rules, the first that answers wins. Works on one window of text; places count from its
start. Titles are found in `citation_titles`; whether the whole is a reference is decided in `citation_shapes`.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from pipeline.find.citations.words import (
    DASH,
    SPACE,
    UPPER,
    Window,
    any_of,
    citation_words,
    level_of_noun,
    masked,
)
from pipeline.find.words import WORD, lemmas
from pipeline.text import Span

_SURNAME = rf"{UPPER}[^\W\d_]+(?:[-‑'’][^\W\d_]+)*"
_DESIGNATION = rf"(?!(?:[ТтЧчСсФNPS]|Оп|Кн|Д|Л)\.{SPACE}?\d)(?![ТЧ]\.{SPACE}?[IVXLC]+\b)"
PUNCTUATION = " \t\u00a0\u202f\u2009.,:;/-–—−‒"


class Authorship(NamedTuple):
    """The rule that answered, the authors' spans, where the title begins, and the level a noun before it speaks for."""

    rule: str
    spans: tuple[Span, ...]
    after: int
    level: str = ""


@cache
def initials() -> str:
    """An expression for one to three initials or abbreviated forenames; no designation such as «Т. 2»."""
    one = rf"{_DESIGNATION}(?:{any_of('forename_abbreviations')}|{UPPER}[^\W\d_A-ZА-ЯЁ]?\.)"
    return rf"(?:{one}[ \u00a0-]?){{1,3}}(?<![ \u00a0-])"


@cache
def name_lists() -> dict[str, re.Pattern[str]]:
    """Lists of authors, each shape with itself only: `Surname I. O.`, `Surname, I. O.`, `I. O. Surname`."""
    glue = rf"(?:{SPACE}*,{SPACE}*|{SPACE}+{any_of('and')}{SPACE}+)"
    surname = rf"(?:{any_of('particle')}{SPACE})?{_SURNAME}"
    shapes = {
        "surname-first": rf"{surname}{SPACE}+{initials()}",
        "surname-comma": rf"{surname},{SPACE}{initials()}",
        "initials-first": rf"{initials()}{SPACE}*{surname}",
    }
    return {name: re.compile(rf"{shape}(?:{glue}{shape})*") for name, shape in shapes.items()}


@cache
def one_name() -> re.Pattern[str]:
    """One name with initials, before or after the surname."""
    surname = rf"(?:{any_of('particle')}{SPACE})?{_SURNAME}"
    return re.compile(rf"{initials()}{SPACE}*{surname}|{surname},?{SPACE}+{initials()}")


def opens_with_name(text: str) -> bool:
    """Whether a name with initials, or words that repeat a reference, stand at the start: a cheap first question."""
    return any(pattern.match(text) for pattern in name_lists().values()) or bool(_repetition().match(text))


@cache
def _repetition() -> re.Pattern[str]:
    return re.compile("(?i:" + "|".join(any_of(name) for name in ("same_place", "same_work", "same_author")) + ")")


def authorship(text: str, mask: str) -> Authorship:
    """Who is named before the title at the start of `text`; without an answer the title begins at 0."""
    window = Window(text, mask, 0, len(text))
    for rule in _RULES:
        if answer := rule(window):
            return answer
    return Authorship("unnamed", (), 0)


def _same_author(window: Window) -> Authorship | None:
    match = re.match(rf"(?i:{any_of('same_author')}){SPACE}*[.,:]?{SPACE}*", window.text)
    if not match:
        return None
    end = len(match.group().rstrip(PUNCTUATION))
    return Authorship("same-author", (Span(0, end, "cited_author"),), match.end())


def _listed(window: Window) -> Authorship | None:
    for name, pattern in name_lists().items():
        match = pattern.match(window.text)
        if match and _names_a_work(window.text, match):
            return None
        if match and (after := _past_names(window.text, match.end(), name)):
            names = tuple(Span(*one.span(), "cited_author") for one in one_name().finditer(match.group()))
            return Authorship(name, names, after)
    return None


def _names_a_work(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a surname is a work, and its initials are those of the name after them: «Письма И. С.
    Лугова».
    """
    first = WORD.match(text)
    named = re.compile(rf"{SPACE}*{_SURNAME}").match(text, match.end())
    return first is not None and named is not None and _is_work(first.group().lower())


def _is_work(word: str) -> bool:
    personal = not lemmas(word).isdisjoint(citation_words()["personal"])
    return personal or word in _plain_collected() or bool(level_of_noun(word))


def _past_names(text: str, end: int, shape: str) -> int:
    """Where the title begins after names; 0 if what follows shows that they were no heading."""
    others = re.compile(rf"{SPACE}*,?{SPACE}*{any_of('others')}").match(text, end)
    end = others.end() if others else end
    if shape == "initials-first" and not re.compile(rf"{SPACE}*(?:[.,:/(«„“\"]|{DASH}{SPACE})").match(text, end):
        return 0
    gap = re.compile(rf"{SPACE}*[.,:]?{SPACE}*").match(text, end)
    return gap.end() if gap else end


def _lone_surname(window: Window) -> Authorship | None:
    """A bare surname before the collected works, a title in marks, or two slashes."""
    match = re.match(rf"{_SURNAME}(?={SPACE}*//|[.,]{SPACE}?(?:[«„“\"]|(?i:{any_of('collected')})))", window.mask)
    if not match or match.group().lower() in _plain_collected():
        return None
    gap = re.compile(rf"[.,]?{SPACE}*").match(window.text, match.end())
    return Authorship("lone-surname", (Span(*match.span(), "cited_author"),), gap.end() if gap else match.end())


@cache
def _plain_collected() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in citation_words()["collected"])


_NAMED_WORK = re.compile(
    rf"(?P<before>(?:[^\W\d_]+{SPACE}+){{1,8}}?)(?P<name>(?:{UPPER}\.{SPACE}*){{0,3}}{_SURNAME}(?:{SPACE}{_SURNAME}){{0,2}})"
    rf",?{SPACE}*(?=[«„“\"])"
)


def _noun_and_name(window: Window) -> Authorship | None:
    """A noun of a work, then the author in the genitive, then the title in marks."""
    match = _NAMED_WORK.match(window.mask)
    if not match:
        return None
    level = level_of_noun(match["before"].split()[-1])
    return (
        Authorship("noun-and-name", (Span(*match.span("name"), "cited_author"),), match.end(), level) if level else None
    )


_RULES: tuple[Callable[[Window], Authorship | None], ...] = (_same_author, _noun_and_name, _listed, _lone_surname)


def is_collected(title: str) -> bool:
    """Whether a title speaks of collected works, which are volumes and no paper."""
    return bool(re.search(rf"(?i:(?<!\w){any_of('collected')})", title))


def surnames(name: str) -> list[str]:
    """The words of a name that are no initials and no abbreviations."""
    return [
        word.group()
        for word in WORD.finditer(masked(name))
        if len(word.group()) > 2 and name[word.end() : word.end() + 1] != "."
    ]

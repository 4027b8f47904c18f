"""What could be a note's mark in the text; decides nothing.

A mark has a shape (`[1]`, `(1)`, `1)`, `¹`, `*`, a bare digit) and a number; of stars the number is how many there are.
Offsets count code points.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.find.notes.free import counts_things, says_which
from pipeline.find.notes.numbers import COUNT, SUPERSCRIPTS, number
from pipeline.find.vocabulary import signs, words

_BRACKETED = 300
_CLOSING = "»”“\"’')\\].,!?…;:"
_SHAPES = {
    "square": rf"[\[<]\s?\^?({COUNT})\s?[\]>]",
    "round": rf"(?<=[\w{_CLOSING}])[ \u00a0]?(?P<round>\*?\(\*?(\d{{1,3}})\))|(?<=[^\W\d_]|[{_CLOSING}])(\d{{1,3}})\)"
    rf"|(?<=[\w»”“][ \u00a0])(\d{{1,3}})\)(?![^\W\d_])",
    "superscript": rf"([{SUPERSCRIPTS}]{{1,6}})\)?",
    "star": r"(?<=[^\s*])(\*{1,5})(?![*(\d])\)?|(?<=[^\s*][ \u00a0\n])(\*{1,5})\)?(?=[\s.,;:!?)»]|$)",
    "free": rf"(\d(?<=[^\W\d_][ \u00a0]\d|[{_CLOSING}][ \u00a0]\d)\d{{0,2}})(?=[ \u00a0]?[.,;:!?…»]|[ \u00a0]|$)"
    r"(?![ \u00a0]?[.,]\d)",
    "bare": rf"(\d(?<=[^\W\d_]\d|[{_CLOSING}%]\d)\d{{0,2}})(?![\w%°‰]|[.,–-]\d)",
}
_MARKS = {shape: re.compile(pattern, re.MULTILINE) for shape, pattern in _SHAPES.items()}
_RUN = re.compile(r"\[\s?\d{1,4}(?:\s?[,;–—-]\s?\d{1,4})+\s?\]")
_PIECE = re.compile(r"([\[,;–—-])\s?(\d{1,4})(?:\s?\])?")
_CHARGE = re.compile(rf"[⁺⁻](?![{SUPERSCRIPTS}])|⁺")
_DASHES = frozenset("⁻–—-")
_WIDEST = 20  # notes that a range may name
_ROUND_END, _ROUND_LONGEST = re.compile(r"\d\)"), 8  # how every round mark ends; code points of the longest
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?$")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?:\s?гг?\.?)?$")


class Mark(NamedTuple):
    """A sign in the text that may lead to a note, a page or an entry; `sound` if nothing beside it speaks against."""

    start: int
    end: int
    shape: str
    number: int
    sound: bool = True


def marks(text: str, shape: str) -> Iterator[Mark]:
    """Everything in a text that has the shape of a mark, in order; what counts something else is none."""
    if shape == "square" and (together := _together(text)):
        yield from sorted([*_each(text, shape), *together])
    elif shape == "superscript" and (raised := list(_each(text, shape))):
        yield from sorted([*raised, *_raised_ranges(text, raised)])
    else:
        yield from _each(text, shape)


def _together(text: str) -> list[Mark]:
    """`[2, 3]`: several marks in one pair of brackets, if they count on; each from the sign that opens it.

    Of a range, `[1–4]`, the first and the last are marks like others, and the dash is the mark of each between them.
    """
    found: list[Mark] = []
    for match in _RUN.finditer(text):
        pieces = list(_PIECE.finditer(text, *match.span()))
        numbers = [int(piece[2]) for piece in pieces]
        if all(map(_counts_on, pieces[1:], pairwise(numbers))):
            found.append(Mark(*pieces[0].span(), "square", numbers[0]))
            for piece, (first, last) in zip(pieces[1:], pairwise(numbers), strict=True):
                between = range(first + 1, last)
                found += [Mark(*piece.span(1), "square", one) for one in between]
                found.append(Mark(piece.start(2) if between else piece.start(), piece.end(), "square", last))
    return found


def _counts_on(piece: re.Match[str], numbers: tuple[int, int]) -> bool:
    first, last = numbers
    return last == first + 1 or (piece[1] in _DASHES and first < last <= first + _WIDEST)


def _raised_ranges(text: str, raised: Sequence[Mark]) -> Iterator[Mark]:
    """`¹⁻³`: the dash is the mark of each note between the first and the last, which are marks by themselves."""
    for first, last in pairwise(raised):
        if last.start == first.end + 1 and text[first.end] in _DASHES and last.number <= first.number + _WIDEST:
            for between in range(first.number + 1, last.number):
                yield Mark(first.end, last.start, "superscript", between)


def _each(text: str, shape: str) -> Iterator[Mark]:
    for match in _shaped(text, shape):
        sign = next(group for group in reversed(match.groups()) if group)
        start, end = match.span("round") if shape == "round" and match["round"] else match.span()
        mark = Mark(start, end, shape, number(sign))
        if not any(rule(text, mark) for rule in _NO_MARK.get(shape, ())):
            yield mark._replace(sound=not any(rule(text, mark) for rule in _DOUBTFUL))


def _shaped(text: str, shape: str) -> Iterator[re.Match[str]]:
    """What matches a shape, which is not looked for where what it cannot do without does not stand."""
    if shape == "round":
        yield from _rounded(text)
    elif shape in signs():
        yield from _worded(shape).finditer(text)
    elif shape != "star" or "*" in text:
        yield from _MARKS[shape].finditer(text)


@cache
def _worded(name: str) -> re.Pattern[str]:
    return re.compile(rf"\[(?i:{'|'.join(signs()[name])})\.?\s?(\d{{1,3}})\]")


def _rounded(text: str) -> Iterator[re.Match[str]]:
    last = 0
    for end in (found.end() for found in _ROUND_END.finditer(text)):
        if match := _MARKS["round"].search(text, max(last, end - _ROUND_LONGEST), end + 1):
            last = match.end()
            yield match


def _opens_item(text: str, mark: Mark) -> bool:
    """The number of an item inside a sentence: it stands after a colon, a comma or a conjunction, a word after it."""
    before = text[max(0, mark.start - 12) : mark.start]
    if mark.shape != "round" or not before[-1:].isspace() or not text[mark.end : mark.end + 2].strip():
        return False
    core = before.rstrip()
    word = _WORD_BEFORE.search(core)
    return core[-1:] in tuple(":;,") or (word is not None and word.group(1).lower() in words("lines", "joining"))


def _stands_before_word(text: str, mark: Mark) -> bool:
    """Half a bracket that stands free, a word after it, rather begins something than refers to it."""
    half = mark.shape == "round" and text[mark.start] != "("
    return half and text[mark.start - 1].isspace() and text[mark.end : mark.end + 2].strip().isalpha()


def _closes_bracket(text: str, mark: Mark) -> bool:
    """A bracket opened shortly before is still open, so that the one after the digits closes it."""
    if text[mark.start] == "(" or text[mark.end - 1] != ")":
        return False
    first = max(0, mark.start - _BRACKETED)
    return text.rfind("(", first, mark.start) > text.rfind(")", first, mark.start)


def _counts_otherwise(text: str, mark: Mark) -> bool:
    """Glued digits of a formula, a page or a fraction: a mark stands behind a word, its closing mark or stop."""
    before = text[max(0, mark.start - 12) : mark.start]
    if mark.shape not in ("round", "bare") or text[mark.start] == "(" or before[-1:].isspace():
        return False
    if _YEAR_BEFORE.search(before):
        return False
    core = before.rstrip("»”“\"’')].,!?…;:")
    if not core or core[-1].isspace() or core[-1].isdigit():
        return True
    word = _WORD_BEFORE.search(before)
    return word is not None and not _is_word(word.group(1))


def _is_word(name: str) -> bool:
    return (
        len(name) > (3 if name.isascii() else 1)
        and not name.isupper()
        and name.lower() not in words("lines", "numbered")
    )


def _is_power(text: str, mark: Mark) -> bool:
    """The exponent of a unit or a number: `м²`, `10³`; a year may have a note. The charge of an ion: `Ca²⁺`."""
    before = text[max(0, mark.start - 12) : mark.start]
    if _CHARGE.match(text, mark.end) or (before[-1:] == "⁻" and before[-2:-1] not in SUPERSCRIPTS):
        return True
    if before[-1:].isdigit():
        return not _YEAR_BEFORE.search(before)
    word = _WORD_BEFORE.search(before)
    return mark.number in (2, 3) and word is not None and word.group(1).lower() in words("lines", "units")


def in_mid_sentence(text: str, mark: Mark) -> bool:
    """Whether a mark cuts a word, or stands free between two words without a stop between them, the second small."""
    before, after = text[max(0, mark.start - 2) : mark.start], text[mark.end : mark.end + 2]
    torn = before[-1:].isalpha() and after[:1].isalpha()
    free = before[-1:].isspace() and after[:1].isspace() and before[:1].isalpha() and after[1:].islower()
    return mark.shape == "square" and (torn or free)


def in_range(text: str, mark: Mark) -> bool:
    """Whether a mark is one end of a range, or its dash, which stands for the notes between."""
    return not _DASHES.isdisjoint((text[mark.start - 1], text[mark.start], text[mark.end : mark.end + 1]))


_NO_MARK = {
    "square": (),
    "round": (_closes_bracket,),
    "superscript": (_is_power,),
    "star": (_closes_bracket,),
    "bare": (),
    "free": (says_which,),
}
_DOUBTFUL = (_opens_item, _stands_before_word, _counts_otherwise, in_mid_sentence, counts_things)


def is_glued(text: str, mark: Mark) -> bool:
    """Whether a mark leans on the word or mark before it and no letter follows, as a reference does."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return bool(before) and not before.isspace() and not after.isalpha()


def leans(text: str, mark: Mark) -> bool:
    """Whether a mark leans on what it refers from, by itself: not as one end of a range, which may be one of pages."""
    return is_glued(text, mark) and not in_range(text, mark)


def stands_alone(text: str, mark: Mark) -> bool:
    """Whether a mark is torn into a word or stands free between two words, as a pasted page number does."""
    before, after = text[mark.start - 1 : mark.start] or "\n", text[mark.end : mark.end + 1] or "\n"
    return (before.isspace() and after.isspace()) or (before.isalpha() and after.isalpha())


def standing(text: str, mark: Mark) -> int:
    """How like a reference a mark stands: 3 leaning on what it refers from, 2 before a stop, 1 free, 0 in a word."""
    before, after = text[mark.start - 1 : mark.start] or "\n", text[mark.end : mark.end + 1] or "\n"
    if not before.isspace():
        return 0 if before.isalpha() and after.isalpha() else 3
    return 2 if after in ".,;:!?…»)" else 1


def parted(mark: Mark, numbers: Set[int]) -> tuple[Mark, ...]:
    """Two marks that a paste has run together, `¹²` for 1 and 2; none if the digits are not two such numbers."""
    digits = mark.end - mark.start
    for cut in range(1, digits if mark.shape in ("superscript", "bare") else 0):
        first, second = divmod(mark.number, 10 ** (digits - cut))
        if second == first + 1 and first in numbers and second in numbers:
            between = mark.start + cut
            return mark._replace(end=between, number=first), mark._replace(start=between, number=second)
    return ()

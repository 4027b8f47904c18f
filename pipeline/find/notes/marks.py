"""What could be a note's mark in the text, or its label at the start of a line; decides nothing.

A mark or label has a shape (`[1]`, `(1)`, `1)`, `1.`, `¹`, `*`, a bare digit) and a number; of stars the
number is how many there are. Offsets count code points.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.find.lines import INVISIBLE, Line
from pipeline.find.vocabulary import words

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BRACKETED = 300
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")
_COUNT = r"\d{1,6}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_CLOSING = "»”“\"’')\\].,!?…;:"
_SHAPES = {
    "square": rf"[\[<]\s?\^?({_COUNT})\s?[\]>]",
    "round": rf"(?<=[\w{_CLOSING}])[ \u00a0]?(?P<round>\((\d{{1,3}})\))|(?<=[^\W\d_]|[{_CLOSING}])(\d{{1,3}})\)",
    "superscript": rf"([{_SUPERSCRIPTS}]{{1,6}})\)?",
    "star": r"(?<=[^\s*])(\*{1,5})(?!\*)|(?<=[^\s*] )(\*{1,5})(?=[\s.,;:!?)»]|$)",
    "bare": rf"(?<=[^\W\d_]|[{_CLOSING}])(\d{{1,3}})(?![\w%°‰]|[.,–-]\d)",
}
_MARKS = {shape: re.compile(pattern, re.MULTILINE) for shape, pattern in _SHAPES.items()}
_LEAD = rf"[{INVISIBLE}]*"
_LABELS = {
    "square": re.compile(_LEAD + rf"([\[<]\s?\^?({_COUNT})\s?[\]>][.:)]?)\s*(?=\S)"),
    "dotted": re.compile(_LEAD + r"((\d{1,6})\.)(?!\d)\s*(?=\S)"),
    "paren": re.compile(_LEAD + r"((\d{1,3})\))\s*(?=\S)"),
    "round": re.compile(_LEAD + r"(\((\d{1,3})\)[.:]?)\s*(?=\S)"),
    "superscript": re.compile(_LEAD + rf"(([{_SUPERSCRIPTS}]{{1,6}})[.)]?)\s*(?=\S)"),
    "star": re.compile(_LEAD + r"((\*{1,5})\)?)[ \t\u00a0]*(?=[^\s*])"),
    "bare": re.compile(_LEAD + r"((\d{1,3}))\s*(?=[«„“\"]?[^\W\d_a-zа-яё]|[«„“\"]|https?:)"),
}
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?$")

LABELS_OF = {
    "square": ("square", "dotted", "paren", "bare", "round", "superscript"),
    "round": ("paren", "round", "dotted", "bare"),
    "superscript": ("superscript", "dotted", "paren", "bare", "round", "square"),
    "star": ("star",),
    "bare": ("bare", "dotted", "superscript", "paren", "round", "square"),
}


class Mark(NamedTuple):
    """A sign in the text that may lead to a note, a page or an entry."""

    start: int
    end: int
    shape: str
    number: int


class Label(NamedTuple):
    """A sign that opens a line, and may be a note's label; `line` is the line's index."""

    line: int
    start: int
    end: int
    shape: str
    number: int


def number(sign: str) -> int:
    """What a sign counts: `12`, `¹²` and `xii` are twelve, `**` is two."""
    if sign.startswith("*"):
        return len(sign)
    return int(sign.translate(_DIGITS)) if sign[0] not in _ROMAN else _roman(sign)


def _roman(sign: str) -> int:
    values = [_ROMAN[letter] for letter in sign]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def marks(text: str, shape: str) -> Iterator[Mark]:
    """Everything in a text that has the shape of a mark, in order; what opens a line is none."""
    for match in _MARKS[shape].finditer(text):
        sign = next(group for group in reversed(match.groups()) if group)
        whole = shape == "round" and match["round"] is not None
        start, end = match.span("round") if whole else match.span()
        half = shape == "round" and not whole
        if not (half or shape == "bare") or (_may_be_bare(text, start) and not (half and _in_brackets(text, start))):
            yield Mark(start, end, shape, number(sign))


def _in_brackets(text: str, start: int) -> bool:
    """Whether a bracket opened shortly before is still open, so that the one after the digits closes it."""
    first = max(0, start - _BRACKETED)
    return text.rfind("(", first, start) > text.rfind(")", first, start)


def _may_be_bare(text: str, start: int) -> bool:
    """Not a formula, a page or a fraction: before the digits stands a word, or a closing mark or stop after one."""
    before = text[max(0, start - 12) : start]
    core = before.rstrip("»”“\"’')].,!?…;:")
    if not core or core[-1].isspace() or core[-1].isdigit():
        return False
    word = _WORD_BEFORE.search(before)
    if not word:
        return True
    name = word.group(1)
    return (
        len(name) > 1
        and not name.isupper()
        and not name[-1].isascii()
        and name.lower() not in words("lines", "numbered")
    )


def labels(text: str, found: Sequence[Line], shape: str) -> list[Label]:
    """The lines that open with a label of this shape and have text after it."""
    taken: list[Label] = []
    for index, line in enumerate(found):
        match = _LABELS[shape].match(text, line.start, line.end)
        if match:
            taken.append(Label(index, match.start(1), match.end(1), shape, number(match.group(2))))
    return taken


def is_glued(text: str, mark: Mark) -> bool:
    """Whether a mark leans on the word or mark before it and no letter follows, as a reference does."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return bool(before) and not before.isspace() and not after.isalpha()


def stands_alone(text: str, mark: Mark) -> bool:
    """Whether a mark is torn into a word or stands free between two words, as a pasted page number does."""
    before, after = text[mark.start - 1 : mark.start] or "\n", text[mark.end : mark.end + 1] or "\n"
    return (before.isspace() and after.isspace()) or (before.isalpha() and after.isalpha())

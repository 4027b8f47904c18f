"""What could be the label of a note at the start of a line; decides nothing.

A label has a shape (`[1]`, `(1)`, `1)`, `1.`, `¹`, `*`, a bare digit) and a number; in any shape but the star it may
stand `alone` on the line above its note.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.find.lines import INVISIBLE, Line
from pipeline.find.notes.numbers import COUNT, SUPERSCRIPTS, number

_LEAD = rf"[{INVISIBLE}]*"
_LABELS = {
    "square": re.compile(_LEAD + rf"([\[<]\s?\^?({COUNT})\s?[\]>][.:)]?)\s*(?=\S)"),
    "dotted": re.compile(_LEAD + r"((\d{1,6})\.)(?!\d)\s*(?=\S)"),
    "paren": re.compile(_LEAD + r"((\d{1,3})\))\s*(?=\S)"),
    "round": re.compile(_LEAD + r"(\*?\(\*?(\d{1,3})\)[.:]?)\s*(?=\S)"),
    "superscript": re.compile(_LEAD + rf"(([{SUPERSCRIPTS}]{{1,6}})[.)]?)\s*(?=\S)"),
    "star": re.compile(_LEAD + r"((\*{1,5})\)?)(?![.,;:])[ \t\u00a0]*(?=[^\s*)])"),
    "bare": re.compile(_LEAD + r"((\d{1,3}))\s*(?=[«„“\"]?[^\W\d_a-zа-яё]|[«„“\"]|https?:)"),
}
_ALONE = re.compile(_LEAD + rf"([\[(<]?\s?\^?(\d{{1,3}}|[{SUPERSCRIPTS}]{{1,3}})\s?[\])>]?[.:]?)")
_LONGEST_ALONE = 10

_OF_WORDS = ("dotted", "square", "paren", "bare", "alone")
_LABELS_OF = {
    "square": ("square", "dotted", "paren", "bare", "round", "superscript", "alone"),
    "round": ("paren", "round", "dotted", "bare", "alone"),
    "superscript": ("superscript", "dotted", "paren", "bare", "round", "square", "alone"),
    "star": ("star",),
    "bare": ("bare", "dotted", "superscript", "paren", "round", "square", "alone"),
    "free": ("bare", "dotted", "superscript", "paren", "alone"),
}


def labels_of(shape: str) -> tuple[str, ...]:
    """The shapes that the labels may have which marks of this shape lead to."""
    return _LABELS_OF.get(shape, _OF_WORDS)


class Label(NamedTuple):
    """A sign that opens a line, and may be a note's label; `line` is the line's index."""

    line: int
    start: int
    end: int
    shape: str
    number: int

    @property
    def body(self) -> int:
        """The index of the line that the words of the note begin in."""
        return self.line + (self.shape == "alone")


def labels(text: str, found: Sequence[Line], shape: str) -> list[Label]:
    """The lines that open with a label of this shape and have text after it."""
    taken: list[Label] = []
    for index, line in enumerate(found):
        match = _LABELS[shape].match(text, line.start, line.end)
        if match:
            taken.append(Label(index, match.start(1), match.end(1), shape, number(match.group(2))))
    return taken


def labels_alone(text: str, found: Sequence[Line]) -> list[Label]:
    """The lines that are a number and nothing else, between lines that are more than that."""
    signs = [_ALONE.fullmatch(text, line.start, min(line.end, line.start + _LONGEST_ALONE)) for line in found]
    bare = [sign if sign and sign.end() == line.end else None for sign, line in zip(signs, found, strict=True)]
    return [
        Label(index, sign.start(1), sign.end(1), "alone", number(sign.group(2)))
        for index, (sign, after) in enumerate(pairwise(bare))
        if sign and not after
    ]

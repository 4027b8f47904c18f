"""Notes whose labels a paste has lost: lines that end in a return arrow, or stand under a heading or at the very end.

They are told by their number: as many as there are marks that rise one by one. Adds no span.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.find.lines import Line
from pipeline.find.notes.marks import Mark, is_glued

_CITES = re.compile(
    r"\b[сcСCpP]\.\s?\d|\bстр\.|\bТам же|\bIbid|https?:|//|\b1[5-9]\d\d\b|\b20[0-4]\d\b|\bУказ\. ?соч|^См\.|\bт\.\s?\d"
)


_ARROW = 3


class Unlabelled(NamedTuple):
    """A note without a label: its lines (half-open), and the number its place in the order gives it, 0 for none."""

    first: int
    last: int
    number: int


def by_arrows(
    found: Sequence[Line], arrows: Sequence[int], apart: bool, barred: Callable[[int], bool]
) -> list[list[tuple[int, int]]]:
    """Lines that end in an arrow, each with the lines above that belong to it, in groups that follow each other.

    `apart`: blank lines part the paragraphs, so lines without one between them are one note. `barred` tells the lines
    that can be in no note.
    """
    groups: list[list[tuple[int, int]]] = []
    before = -1
    for index in arrows:
        first = index
        while (
            first - 1 > before
            and not barred(first - 1)
            and (_is_arrow(found[first]) or (apart and found[first].gap == 0))
        ):
            first -= 1
        if not groups or first != before + 1:
            groups.append([])
        groups[-1].append((first, index + 1))
        before = index
    return groups


def _is_arrow(line: Line) -> bool:
    return line.end - line.start <= _ARROW


def series(text: str, marks: Sequence[Mark], wanted: int) -> list[int]:
    """The `wanted` numbers that rise one by one through the marks, or none; marks that lean on a word come first."""
    leaning = [mark for mark in marks if is_glued(text, mark)]
    for few in (leaning, marks):
        lengths = _lengths(few)
        fits = [number for number, length in lengths.items() if length >= wanted and number + 1 not in lengths]
        exact = [number for number in fits if lengths[number] == wanted]
        if exact:
            return list(range(exact[0] - wanted + 1, exact[0] + 1))
        if fits:
            first = fits[0] - lengths[fits[0]] + 1
            return list(range(first, first + wanted))
    return []


def _lengths(marks: Sequence[Mark]) -> Mapping[int, int]:
    """For each number how many rise one by one up to it."""
    lengths: dict[int, int] = {}
    for mark in marks:
        lengths.setdefault(mark.number, lengths.get(mark.number - 1, 0) + 1)
    return lengths


def at_the_end(text: str, found: Sequence[Line], last: int, marks: Sequence[Mark], apart: bool) -> list[Unlabelled]:
    """The lines before line `last` that are as many as the marks in the text: one close group, or all citing."""
    leaning = [mark for mark in marks if is_glued(text, mark)]
    lengths = _lengths(leaning)
    count = max(lengths.values(), default=0)
    if not count or count != len({mark.number for mark in leaning}) or count > last - 2:
        return []
    tail = found[last - count : last]
    close = apart and count > 1 and tail[0].gap > 0 and all(line.gap == 0 for line in tail[1:])
    if leaning[-1].start > tail[0].start or not (close or _all_cite(text, found, last - count, last)):
        return []
    first = max(lengths) - count + 1
    return [Unlabelled(last - count + place, last - count + place + 1, first + place) for place in range(count)]


def _all_cite(text: str, found: Sequence[Line], first: int, last: int) -> bool:
    """Nearly every line names a page, a year or «Там же» and is not long, and the line above the first does not."""

    def cites(line: Line) -> bool:
        return line.end - line.start < 600 and bool(_CITES.search(text, line.start, line.end))

    return sum(map(cites, found[first:last])) >= 0.9 * (last - first) and not cites(found[first - 1])


def under_heading(first: int, last: int, numbers: Sequence[int]) -> Iterator[Unlabelled]:
    """Every line under a heading of notes is one, numbered in order if the marks are as many."""
    counted = numbers if len(numbers) == last - first else [0] * (last - first)
    for place, number in enumerate(counted):
        yield Unlabelled(first + place, first + place + 1, number)

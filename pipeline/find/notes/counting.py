"""Which marks go with a row of notes: laid beside their numbers, or counted where a paste has lost the labels.

Adds no span.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.find.notes.aligning import aligned, rising
from pipeline.find.notes.marks import Mark, in_mid_sentence, parted, standing

_HIGHEST = 999
_TRIED = 50
_MISSING = 8
_HIT, _DOUBTFUL = 100, 30
_AHEAD = 12  # marks among which the second of a chapter stands
Pairs = list[tuple[Mark, int]]


def beside(text: str, marks: Sequence[Mark], numbers: Sequence[int]) -> Pairs:
    """The marks laid beside a row of numbers, each with its place in the row; sound ones and leaning ones first."""
    named = set(numbers)
    fitting = [one for mark in marks for one in ((mark,) if mark.number in named else parted(mark, named))]
    weights = [(mark.number, (_HIT if mark.sound else _DOUBTFUL) + standing(text, mark)) for mark in fitting]
    return [(fitting[mark], place) for mark, place in aligned(weights, numbers)]


def counted(text: str, marks: Sequence[Mark], wanted: int) -> Pairs:
    """The marks that rise one by one and are as many as wanted, each with its place, or none.

    Those that lean on a word or stand before a stop come first; of many a few may be missing.
    """
    free = [mark for mark in _without_pages(text, marks) if mark.number <= _HIGHEST]
    leaning = [mark for mark in free if mark.sound and standing(text, mark) >= 2]
    for few in (leaning, free):
        series, row = _series(text, few, wanted), by_chapters(few)
        if len(series) < wanted == len(row):
            return [(mark, place) for place, mark in enumerate(row)]
        if series:
            return series
    return []


def _without_pages(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """The marks but those in the middle of a word or a sentence, as pages stand, and those counted between."""
    torn = [place for place, mark in enumerate(marks) if in_mid_sentence(text, mark)]
    paged = [torn[place] for place in rising([marks[place].number for place in torn])]
    between = {
        place
        for before, after in pairwise(paged)
        for place in range(before + 1, after)
        if marks[before].number < marks[place].number < marks[after].number
    }
    pages = {*paged, *between}
    return [mark for place, mark in enumerate(marks) if place not in pages]


def first_named(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that rise one by one from the first; one with a number that was there leads to a note once more."""
    row: list[Mark] = []
    for mark in marks:
        if not row or mark.number == row[-1].number + 1:
            row.append(mark)
    return row


def by_chapters(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that rise one by one from the first and begin again at its number; none where that is not sure.

    Numbers begin again only where the first is followed by the second; a number that counts on from the row before
    shows that they did not.
    """
    row: list[Mark] = []
    before = 0  # the last number of the chapter before
    for place, mark in enumerate(marks):
        if not row or mark.number == row[-1].number + 1:
            row.append(mark)
        elif before and mark.number == before + 1:
            return []
        elif mark.number == row[0].number != row[-1].number and _counts_on(marks[place : place + _AHEAD]):
            before = row[-1].number
            row.append(mark)
    return row


def _counts_on(marks: Sequence[Mark]) -> bool:
    first = marks[0].number
    return first + 1 == next((mark.number for mark in marks if mark.number != first), 0)


def _series(text: str, marks: Sequence[Mark], wanted: int) -> Pairs:
    """The marks of the numbers that rise one by one through them; of several rows the fullest, and one that ends."""
    numbers = {mark.number for mark in marks}
    fewest = wanted - wanted // _MISSING
    starts = [first for first in sorted(numbers) if sum(first + step in numbers for step in range(wanted)) >= fewest]
    rows = [beside(text, marks, range(first, first + wanted)) for first in starts[:_TRIED]]
    full = [row for row in rows if len(row) >= fewest and (row[0][1], row[-1][1]) == (0, wanted - 1)]
    return max(full, key=lambda row: (len(row), row[-1][0].number + 1 not in numbers, _sound(row)), default=[])


def _sound(row: Sequence[tuple[Mark, int]]) -> int:
    return sum(mark.sound for mark, _ in row)

"""Marks and labels laid beside each other: the heaviest row in which every mark has a label of its number.

Both keep their order, so numbers may begin again in every chapter and what stands between is passed over. Adds no span.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

_BAND = 8
Cell = tuple[int, int]


def aligned(marks: Sequence[tuple[int, int]], labels: Sequence[int]) -> list[tuple[int, int]]:
    """Which mark goes with which label, as places in both, rising in both.

    `marks` are number and weight in the order of the text, `labels` numbers. Of all ways the one with the greatest
    weight is taken. Of a number that stands often only labels about as often counted are tried, so that the time
    stays in proportion.
    """
    where: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(labels):
        where[number].append(place)
    best = _Best([(0, -1)] * (len(labels) + 1))
    steps: list[tuple[int, int, int]] = []
    seen: Counter[int] = Counter()
    for place, (number, weight) in enumerate(marks):
        for label in reversed(_near(where.get(number, []), seen[number])):
            total, before = best.before(label)
            best.raise_to(label, (total + weight, len(steps)))
            steps.append((place, label, before))
        seen[number] += 1
    return _walk(steps, best.before(len(labels))[1])


def _near(labels: Sequence[int], seen: int) -> Sequence[int]:
    first = max(0, min(seen, len(labels)) - _BAND)
    return labels[first : first + 2 * _BAND]


def _walk(steps: Sequence[tuple[int, int, int]], last: int) -> list[tuple[int, int]]:
    row: list[tuple[int, int]] = []
    while last >= 0:
        mark, label, last = steps[last]
        row.append((mark, label))
    return row[::-1]


@dataclass(slots=True)
class _Best:
    """The greatest cell before a place, a Fenwick tree: both answers take the logarithm of the length."""

    cells: list[Cell] = field(default_factory=list)

    def before(self, place: int) -> Cell:
        """The greatest cell of those at places below this one."""
        found = (0, -1)
        while place > 0:
            found = max(found, self.cells[place], key=lambda cell: cell[0])
            place -= place & -place
        return found

    def raise_to(self, place: int, cell: Cell) -> None:
        """Puts a cell at a place where it is greater."""
        place += 1
        while place < len(self.cells):
            if self.cells[place][0] < cell[0]:
                self.cells[place] = cell
            place += place & -place


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising series in a sequence of numbers (patience sorting, n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        slot = bisect_left(tails, number)
        before.append(ends[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [number]
        ends[slot : slot + 1] = [index]
    series, index = [], ends[-1] if ends else -1
    while index >= 0:
        series.append(index)
        index = before[index]
    return series[::-1]

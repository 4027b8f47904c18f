"""Where a text is cut into pages: as few as can be, of about one size, each beginning as well as it can.

Knows weights and how well a page begins at a place, and nothing of what is cut. Takes time in proportion to the number
of places.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple


class Place(NamedTuple):
    """Where a page may begin: how badly it would, and of what depth; and the weight of all up to the next place."""

    badness: int
    depth: int
    weight: int


def cut(places: Sequence[Place], room: int) -> Iterator[range]:
    """The places of each page, of no more weight than `room`, unless one place alone has more.

    Among the least bad beginnings that make no page of less than half the size that all might have, those of the
    least depth are taken, and of them that which makes the page most like the others.

    >>> chapters = [Place(0, 0, 3), Place(1, 1, 3), Place(0, 0, 3), Place(1, 1, 3)]
    >>> list(cut(chapters, 9))
    [range(0, 2), range(2, 4)]
    """
    total = [0, *accumulate(place.weight for place in places)]
    start = 0
    while total[-1] - total[start] > room:
        aim = (total[-1] - total[start]) / ceil((total[-1] - total[start]) / room)
        ends = range(start + 1, max(start + 1, bisect_right(total, total[start] + room) - 1) + 1)
        end = min(ends, key=lambda end: _rank(places, end, (total[end] - total[start]) / aim))
        if end == len(places):
            break
        yield range(start, end)
        start = end
    yield range(start, len(places))


def _rank(places: Sequence[Place], end: int, size: float) -> tuple[int, bool, int, float]:
    """How bad it is to end a page of that size, as a part of what is aimed at, before a place."""
    if end == len(places):
        return (0, False, 0, 0.0)
    badness, depth, _ = places[end]
    is_small = size < 0.5
    return (badness, is_small, 0 if is_small else depth, abs(size - 1))

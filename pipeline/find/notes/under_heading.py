"""Which lines under a heading of notes are the notes, where a paste has lost the labels. Adds no span.

Where there are as many lines as marks, each is one. Where there are more, a note has several paragraphs, or what a site
puts there follows: an ordered row of rules, each sure of what it says. Where none answers, each line is a note and no
mark leads to any: a wrong note is worse than none.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.find.lines import Line
from pipeline.find.notes.citing import begins_note, ends_note
from pipeline.find.notes.counting import by_chapters, counted, first_named
from pipeline.find.notes.layout import Layout
from pipeline.find.notes.marks import Mark
from pipeline.find.vocabulary import beginning

Extents = list[tuple[int, int]]


class Under(NamedTuple):
    """The lines under a heading, and how many notes the marks may lead to: fewer than there are lines."""

    text: str
    lines: Sequence[Line]
    wanted: int

    def each(self) -> Extents:
        """The first lines, each a note."""
        return [(place, place + 1) for place in range(self.wanted)]


def under_heading(layout: Layout, marks: Sequence[Mark], first: int, last: int) -> Extents:
    """The lines of each note among those under a heading (half-open)."""
    lines = layout.lines[first:last]
    before = [mark for mark in marks if mark.start < lines[0].start and mark.sound]
    for wanted in () if counted(layout.text, before, len(lines)) else _wanted(before, len(lines)):
        for rule in _RULES:
            if found := rule(Under(layout.text, lines, wanted)):
                return [(first + begun, first + end) for begun, end in found]
    return [(index, index + 1) for index in range(first, last)]


def _wanted(marks: Sequence[Mark], most: int) -> Iterator[int]:
    """How many notes the marks may lead to, if there are more lines than that."""
    rows = (len(first_named(marks)), len(by_chapters(marks)))
    return (many for many in dict.fromkeys(rows) if 0 < many < most)


def signed(under: Under) -> Extents:
    """Behind as many lines as there are marks one says who made the text («Перевод Серова»)."""
    said = beginning("lines", "responsibilities").match(under.text, under.lines[under.wanted].start)
    return under.each() if said and len(under.lines) == under.wanted + 1 else []


def kept_together(under: Under) -> Extents:
    """A blank line stands behind as many lines as there are marks, and none between these."""
    close = all(line.gap == 0 for line in under.lines[1 : under.wanted])
    return under.each() if under.wanted > 1 and close and under.lines[under.wanted].gap > 0 else []


def before_links(under: Under) -> Extents:
    """The lines behind them have no stop, as links to other pages have none, and each of them has one."""
    ended = [ends_note(under.text, line) for line in under.lines]
    return under.each() if all(ended[: under.wanted]) and not any(ended[under.wanted :]) else []


def begun_alike(under: Under) -> Extents:
    """As many lines as there are marks begin like a note; the others go on theirs, but for one apart behind them."""
    begun = [place for place, line in enumerate(under.lines) if begins_note(under.text, line)]
    if len(begun) != under.wanted or begun[0] != 0:
        return []
    left = under.wanted > 1 and begun[-1] == under.wanted - 1 == len(under.lines) - 2 and under.lines[-1].gap > 0
    return list(zip(begun, [*begun[1:], len(under.lines) - left], strict=True))


_RULES: tuple[Callable[[Under], Extents], ...] = (kept_together, signed, before_links, begun_alike)

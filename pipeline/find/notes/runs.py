"""Lines that may be the notes that belong together: labels with rising numbers, or lines whose labels a paste has lost.

A chapter, a page or a paragraph may have a run of its own. Which runs are notes is decided elsewhere. Adds no span.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.find.notes.labels import Label
from pipeline.find.notes.marks import Mark

_STEP = 3
_BETWEEN = 30
_CLOSE = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Labels that belong together, of several chapters perhaps. `sure`: under a heading of notes, or with arrows.

    Of lines without labels the labels are empty, and `ends` has the line after each note's last one.
    """

    labels: tuple[Label, ...]
    sure: bool
    ends: tuple[int, ...] = ()

    @property
    def start(self) -> int:
        return self.labels[0].start

    @property
    def end(self) -> int:
        return self.labels[-1].end

    @property
    def numbers(self) -> list[int]:
        return [label.number for label in self.labels]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cuts labels into runs: where numbers stand as marks, sound and faint; which lines matter."""

    where: Mapping[int, Sequence[int]]
    faint: Mapping[int, Sequence[int]]
    headings: Sequence[int]
    arrows: Sequence[int]
    prose: Sequence[int]


def places(marks: Sequence[Mark]) -> dict[int, list[int]]:
    """Where each number stands as a mark, in order."""
    where: dict[int, list[int]] = {}
    for mark in marks:
        where.setdefault(mark.number, []).append(mark.start)
    return where


def runs(labels: Sequence[Label], around: Surroundings) -> list[Run]:
    """Labels cut into runs."""
    groups: list[list[Label]] = []
    for label in labels:
        if not groups or _parts(groups[-1], label, around):
            groups.append([])
        groups[-1].append(label)
    return [Run(tuple(group), _is_sure(group, around)) for group in groups]


def _parts(group: Sequence[Label], after: Label, around: Surroundings) -> bool:
    """Whether a new run begins: the numbers do not rise, the text goes on between, or a heading stands there."""
    before = group[-1]
    if after.shape == "star":
        return after.line - before.line > 1
    heading = bisect_right(around.headings, before.line)
    return (
        not (before.number < after.number <= before.number + _STEP or _begins_again(group, after, around))
        or after.line - before.line > _BETWEEN
        or (heading < len(around.headings) and around.headings[heading] < after.line)
        or _between(around.where, after.number, before.end, after.start)
        or (_talks(around, before, after) and _between(around.faint, after.number, before.end, after.start))
    )


def _talks(around: Surroundings, before: Label, after: Label) -> bool:
    """Whether prose stands between the lines of two labels."""
    place = bisect_right(around.prose, before.line)
    return place < len(around.prose) and around.prose[place] < after.line


def _begins_again(group: Sequence[Label], after: Label, around: Surroundings) -> bool:
    """Whether the notes of the next chapter follow at once: its marks stand before the run, like the first's."""
    talks = _talks(around, group[-1], after)
    if after.line - group[-1].line > _CLOSE or (talks and not _is_headed(group, around)):
        return False
    marks = bisect_left(around.where.get(after.number, ()), group[0].start)
    again = sum(label.number == after.number for label in group)
    return after.number == group[0].number and marks > again > 0


def _between(where: Mapping[int, Sequence[int]], number: int, start: int, end: int) -> bool:
    starts = where.get(number, ())
    index = bisect_left(starts, start)
    return index < len(starts) and starts[index] < end


def _is_sure(group: Sequence[Label], around: Surroundings) -> bool:
    arrow = bisect_left(around.arrows, group[0].line)
    return _is_headed(group, around) or (arrow < len(around.arrows) and around.arrows[arrow] <= group[-1].line + 1)


def _is_headed(group: Sequence[Label], around: Surroundings) -> bool:
    above = bisect_left(around.headings, group[0].line - 2)
    return above < len(around.headings) and around.headings[above] < group[0].line

"""Which labels open notes: runs of labels that rise, each weighed by the marks in the text before it.

A run is a stretch of labels of one shape with rising numbers; a chapter or a page may have its own. Of all runs
the chain is chosen that leaves the fewest marks and labels without each other. Adds no span.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.find.notes.marks import LABELS_OF, Label, Mark

_STEP = 3
_BETWEEN = 30
_CLOSE = 4
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class Run:
    """Labels that belong together, of several chapters perhaps. `sure`: under a heading of notes, or with arrows."""

    labels: tuple[Label, ...]
    sure: bool

    @property
    def start(self) -> int:
        return self.labels[0].start

    @property
    def end(self) -> int:
        return self.labels[-1].end


def places(marks: Iterable[Mark]) -> dict[int, list[int]]:
    """Where each number stands as a mark, in order."""
    where: dict[int, list[int]] = defaultdict(list)
    for mark in marks:
        where[mark.number].append(mark.start)
    return where


def _between(where: Mapping[int, Sequence[int]], number: int, start: int, end: int) -> bool:
    starts = where.get(number, ())
    index = bisect_left(starts, start)
    return index < len(starts) and starts[index] < end


def _parts(group: Sequence[Label], after: Label, where: Mapping[int, Sequence[int]], headings: Sequence[int]) -> bool:
    """Whether a new run begins: the numbers do not rise, the text goes on between, or a heading stands there."""
    before = group[-1]
    if after.shape == "star":
        return after.line - before.line > 1
    heading = bisect_right(headings, before.line)
    return (
        not (before.number < after.number <= before.number + _STEP or _begins_again(group, after, where))
        or after.line - before.line > _BETWEEN
        or (heading < len(headings) and headings[heading] < after.line)
        or _between(where, after.number, before.end, after.start)
    )


def _begins_again(group: Sequence[Label], after: Label, where: Mapping[int, Sequence[int]]) -> bool:
    """Whether the notes of the next chapter follow at once: its marks stand before the run, like the first's."""
    marks = bisect_left(where.get(after.number, ()), group[0].start)
    again = sum(label.number == after.number for label in group)
    return after.number == group[0].number and after.line - group[-1].line <= _CLOSE and marks > again > 0


def runs(
    labels: Sequence[Label], where: Mapping[int, Sequence[int]], headings: Sequence[int], arrows: Sequence[int]
) -> list[Run]:
    """Labels cut into runs; `headings` and `arrows` are the lines that head notes or end in an arrow, sorted."""
    groups: list[list[Label]] = []
    for label in labels:
        if not groups or _parts(groups[-1], label, where, headings):
            groups.append([])
        groups[-1].append(label)
    return [Run(tuple(group), _is_sure(group, headings, arrows)) for group in groups]


def _is_sure(group: Sequence[Label], headings: Sequence[int], arrows: Sequence[int]) -> bool:
    above = bisect_left(headings, group[0].line - 2)
    arrow = bisect_left(arrows, group[0].line)
    return (above < len(headings) and headings[above] < group[0].line) or (
        arrow < len(arrows) and arrows[arrow] <= group[-1].line + 1
    )


def gain(run: Run, where: Mapping[int, Sequence[int]], after: int) -> float:
    """Labels with a mark between `after` and themselves, less those without (a sure run loses nothing by them)."""
    hits = sum(_between(where, label.number, after, label.start) for label in run.labels)
    return hits + 0.5 * (hits > 0) if run.sure else hits - 0.75 * (len(run.labels) - hits)


def best_chain(found: Sequence[Run], where: Mapping[int, Sequence[int]]) -> tuple[float, list[Run]]:
    """The runs that explain most marks, and what they gain together; each takes the marks since the one before it."""
    useful = [run for run in found if gain(run, where, 0) > 0]
    totals: list[float] = []
    previous: list[int] = []
    for index, run in enumerate(useful):
        choices = [(gain(run, where, 0), -1)]
        for back in range(max(0, index - _LOOK_BACK), index):
            own = gain(run, where, useful[back].end)
            if own > 0:
                choices.append((totals[back] + own, back))
        total, back = max(choices)
        totals.append(total)
        previous.append(back)
    return (0.0, []) if not useful else _walk(useful, totals, previous)


def _walk(useful: Sequence[Run], totals: Sequence[float], previous: Sequence[int]) -> tuple[float, list[Run]]:
    index = max(range(len(useful)), key=lambda i: (totals[i], i))
    total, chain = totals[index], []
    while index >= 0:
        chain.append(useful[index])
        index = previous[index]
    return total, chain[::-1]


def choose(
    shape: str,
    marks: Sequence[Mark],
    labels: Mapping[str, Sequence[Label]],
    headings: Sequence[int],
    arrows: Sequence[int],
) -> tuple[float, list[Run]]:
    """The runs of notes that marks of one shape lead to, by the best shape of labels, and how much they explain."""
    where = places(marks)
    best: tuple[float, list[Run]] = (0.0, [])
    for kind in LABELS_OF[shape]:
        candidates = [
            run for run in runs(labels.get(kind, ()), where, headings, arrows) if _enough(run, shape, kind, marks)
        ]
        found = best_chain(candidates, where)
        best = max(best, found, key=lambda pair: pair[0])
    return best


def _enough(run: Run, shape: str, kind: str, marks: Sequence[Mark]) -> bool:
    """One mark and one label prove nothing unless they look alike; bare digits need a whole rising series."""
    if shape == "bare":
        before = [mark.number for mark in marks[: bisect_left(marks, run.start, key=lambda mark: mark.start)]]
        numbers = {label.number for label in run.labels}
        series = len(rising([number for number in before[-20 * len(numbers) - 20 :] if number in numbers]))
        return series >= 2 and series >= 0.6 * len(numbers)
    return run.sure or kind == shape or len(run.labels) > 1 or (shape, kind) == ("round", "paren")


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

"""Which mark leads to which note of a chosen family; adds no span.

A mark leads to the label it is laid beside. One that is left over waits for the next groups, or stands for a note named
once more.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.find.notes.counting import Pairs
from pipeline.find.notes.marks import Mark, standing
from pipeline.find.notes.runs import Run
from pipeline.find.notes.weighing import matched

_LATER = 3
_LEANING = 3
_NAMED_ONCE = ("bare", "free")  # signs that may as well be something else where they stand again


def paired(text: str, marks: Sequence[Mark], chain: Sequence[Run]) -> list[Pairs]:
    """For each run of a family the marks that lead to its notes, by place in the run."""
    every: list[Pairs] = []
    waiting: list[tuple[Mark, int]] = []
    position = 0
    for run in chain:
        stop = bisect_left(marks, run.start, key=lambda mark: mark.start)
        waiting += [(mark, 0) for mark in marks[position:stop]]
        found = matched(text, run, [mark for mark, _ in waiting])
        found += _once_more(text, [mark for mark, _ in waiting], found, run)
        led = {mark for mark, _ in found}
        patience = 1 if run.labels[0].shape == "star" else _LATER
        waiting = [(mark, waited + 1) for mark, waited in waiting if mark not in led and waited + 1 < patience]
        position = bisect_right(marks, run.end, key=lambda mark: mark.start)
        every.append(found)
    return every


def _named_late(run: Run) -> Iterator[tuple[int, int]]:
    """The notes whose label has a number that no other has: a mark of that number leads there in whatever order."""
    if run.ends or run.labels[0].shape == "star":
        return
    times = Counter(run.numbers)
    yield from ((number, place) for place, number in enumerate(run.numbers) if times[number] == 1)


def _once_more(text: str, marks: Sequence[Mark], found: Pairs, run: Run) -> Iterator[tuple[Mark, int]]:
    """Marks left over that have the number of a note and stand as the others do: it is referred to again, or late."""
    if not found or found[0][0].shape in _NAMED_ONCE:
        return
    usual = Counter(standing(text, mark) for mark, _ in found).most_common(1)[0][0]
    labels: dict[int, list[int]] = {}
    for mark, label in found:
        labels.setdefault(mark.number, []).append(label)
    for number, label in _named_late(run):
        labels.setdefault(number, [label])
    led = {mark for mark, _ in found}
    starts = [mark.start for mark, _ in found]
    for mark in marks:
        if mark.sound and mark not in led and mark.number in labels and standing(text, mark) in (usual, _LEANING):
            beside = found[max(0, bisect_right(starts, mark.start) - 1)][1]
            yield mark, min(labels[mark.number], key=lambda label: abs(label - beside))

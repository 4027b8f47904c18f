"""Which runs are notes: the chain of runs, each laid beside the marks since the one before, that explains most.

Marks of one shape and labels of one shape, or lines without any, are a family. Adds no span.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.find.notes.labels import labels_of
from pipeline.find.notes.layout import Layout
from pipeline.find.notes.runs import Run, Surroundings, places, runs
from pipeline.find.notes.unlabelled import without_labels
from pipeline.find.notes.weighing import AGAINST, Weighing
from pipeline.find.vocabulary import folded, signs

_LOOK_BACK, _FAR = 8, 16
_WITH_LABELS = ("star", "free")  # the shapes of marks that are told by labels alone


class Family(NamedTuple):
    """The runs that marks of one shape lead to, in order, and how much they explain."""

    gain: float
    shape: str
    chain: tuple[Run, ...] = ()


def best_family(layout: Layout, shapes: Sequence[str]) -> Family | None:
    """The family that explains most, of equal ones the first; None if none explains anything."""
    found = [_family(layout, shape, kind) for shape in shapes for kind in (*labels_of(shape), "none")]
    best = max(found, key=lambda family: family.gain, default=None)
    return best if best and best.chain else None


def _family(layout: Layout, shape: str, kind: str) -> Family:
    if (shape in _WITH_LABELS) if kind == "none" else not layout.has_labels(kind):
        return Family(0, shape)
    weighing = Weighing(layout, shape, kind, layout.marks(shape))
    if not weighing.marks:
        return Family(0, shape)
    if kind == "none":
        candidates = list(without_labels(layout, weighing.marks))
    else:
        sound, faint = (places([mark for mark in weighing.marks if mark.sound == sure]) for sure in (True, False))
        around = Surroundings(sound, faint, layout.headings, layout.arrows, layout.prose)
        candidates = [run for run in runs(layout.labels().get(kind, ()), around) if not _speaks_against(weighing, run)]
    if shape in signs():
        candidates = [run for run in candidates if _is_headed_as(layout, run, shape)]
    gain, chain = best_chain(candidates, weighing.gain)
    return Family(gain, shape, chain) if _convinces(weighing, chain) else Family(0, shape)


def _is_headed_as(layout: Layout, run: Run, heading: str) -> bool:
    """Whether notes stand right under the heading that the word in their marks is short for."""
    above = layout.lines[max(0, run.labels[0].line - 1)]
    return folded(layout.text[above.start : above.end]).startswith(heading)


def _convinces(weighing: Weighing, chain: Sequence[Run]) -> bool:
    """One mark and one label prove nothing unless they look alike or a heading says so."""
    return weighing.alike or any(run.sure for run in chain) or sum(len(run.labels) for run in chain) > 1


def _speaks_against(weighing: Weighing, run: Run) -> bool:
    return not run.sure and any(rule(weighing, run) for rule in AGAINST)


def best_chain(candidates: Sequence[Run], gain: Callable[[Run, int], float]) -> tuple[float, tuple[Run, ...]]:
    """The runs that explain most marks, and what they gain together; each takes the marks since the one before it."""
    before = [0] * _FAR + [run.end for run in candidates]
    alone = [(run, own) for run, after in zip(candidates, before, strict=False) if (own := gain(run, after)) > 0]
    totals: list[float] = []
    previous: list[int] = []
    for index, (run, own) in enumerate(alone):
        choices = [(own, -1)]
        for back in range(max(0, index - _LOOK_BACK), index):
            further = gain(run, alone[back][0].end)
            choices += [(totals[back] + further, back)] if further > 0 else []
        total, back = max(choices)
        totals.append(total)
        previous.append(back)
    return _walk([run for run, _ in alone], totals, previous) if alone else (0.0, ())


def _walk(useful: Sequence[Run], totals: Sequence[float], previous: Sequence[int]) -> tuple[float, tuple[Run, ...]]:
    index = max(range(len(useful)), key=lambda i: (totals[i], i))
    total, chain = totals[index], []
    while index >= 0:
        chain.append(useful[index])
        index = previous[index]
    return total, tuple(chain[::-1])

"""Which runs are notes: every run is laid beside the marks before it, and the chain is chosen that explains most.

Marks of one shape and labels of one shape are a family. A run gains by every label that has a mark and loses by every
one that has none. What is known to be something else (a list, headings) is no candidate: `AGAINST`. Adds no span.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.find.lines import has_stop
from pipeline.find.notes.layout import Layout
from pipeline.find.notes.marks import LABELS_OF, Mark
from pipeline.find.notes.runs import Run, Surroundings, places, runs
from pipeline.find.notes.unlabelled import beside, cites, counted, without_labels

_LOOK_BACK = 8
_MISSED, _MISSED_BY_SURE = 0.75, 0.25
_ENOUGH, _NEARLY_ALL, _HALF = 0.6, 0.75, 0.5
_NEAR = 4
_PAGE = 12
_HEADING = 110
_PER_LABEL, _AT_LEAST = 40, 400
_LISTING = ("dotted", "paren", "bare")
_ALIKE = frozenset((("square", "square"), ("superscript", "superscript"), ("star", "star"), ("round", "round"),
                    ("round", "paren")))  # fmt: skip
Pairs = list[tuple[Mark, int]]


class Family(NamedTuple):
    """The runs that marks of one shape lead to, in order, and how much they explain."""

    gain: float
    shape: str
    chain: tuple[Run, ...] = ()


@dataclass(slots=True)
class _Weighing:
    """Marks of one shape, and labels of one kind that they may lead to."""

    layout: Layout
    shape: str
    kind: str
    marks: Sequence[Mark]

    def before(self, run: Run, after: int) -> Sequence[Mark]:
        """The marks between a place and a run, at most as many as a run of its length can have."""
        last = bisect_left(self.marks, run.start, key=lambda mark: mark.start)
        first = bisect_left(self.marks, after, key=lambda mark: mark.start)
        return self.marks[max(first, last - _PER_LABEL * len(run.labels) - _AT_LEAST) : last]

    def gain(self, run: Run, after: int) -> float:
        """What a run explains of the marks after a place; nothing where that proves nothing."""
        marks = self.before(run, after)
        pairs = matched(self.layout.text, run, marks)
        hits, missed = sum(mark.sound for mark, _ in pairs), len(run.labels) - len(pairs)
        if not hits or self.too_few(run, pairs, marks):
            return 0
        return max(hits + 0.5 - _MISSED_BY_SURE * missed, 0.5) if run.sure else hits - _MISSED * missed

    def too_few(self, run: Run, pairs: Pairs, marks: Sequence[Mark]) -> bool:
        """Whether too many labels have no mark, or too many marks no label, for signs that may count anything."""
        alike = run.sure or (self.shape, self.kind) in _ALIKE
        if self.shape not in ("bare", "round") or run.ends:
            return False
        if len(pairs) < (_ENOUGH if self.shape == "bare" else 0 if alike else _NEARLY_ALL) * len(run.labels):
            return True
        numbers = set(run.numbers)
        fitting = sum(mark.sound and mark.number in numbers for mark in marks)
        return self.shape == "round" and not alike and len(pairs) < _HALF * fitting

    def near(self, run: Run, lines: int) -> bool:
        """Whether each label has a mark among the last lines before the run."""
        first = self.layout.lines[max(0, run.labels[0].line - lines)].start
        numbers = {mark.number for mark in self.before(run, first) if mark.sound}
        return all(label.number in numbers for label in run.labels)


def matched(text: str, run: Run, marks: Sequence[Mark]) -> Pairs:
    """Which of the marks before a run goes with which of its notes."""
    if run.ends:
        return counted(text, marks, len(run.labels))
    return beside(text, marks, run.numbers)


def best_family(layout: Layout, shapes: Sequence[str]) -> Family | None:
    """The family that explains most, of equal ones the first; None if none explains anything."""
    found = [_family(layout, shape, kind) for shape in shapes for kind in (*LABELS_OF[shape], "none")]
    best = max(found, key=lambda family: family.gain, default=None)
    return best if best and best.chain else None


def _family(layout: Layout, shape: str, kind: str) -> Family:
    weighing = _Weighing(layout, shape, kind, layout.marks(shape))
    if not weighing.marks:
        return Family(0, shape)
    if kind == "none":
        candidates = list(without_labels(layout, weighing.marks)) if shape != "star" else []
    else:
        where = places([mark for mark in weighing.marks if mark.sound])
        around = Surroundings(where, layout.headings, layout.arrows, layout.prose)
        candidates = [run for run in runs(layout.labels().get(kind, ()), around) if not _speaks_against(weighing, run)]
    gain, chain = best_chain(candidates, weighing.gain)
    return Family(gain, shape, chain) if _convinces(weighing, chain) else Family(0, shape)


def _convinces(weighing: _Weighing, chain: Sequence[Run]) -> bool:
    """One mark and one label prove nothing unless they look alike or a heading says so."""
    alike = (weighing.shape, weighing.kind) in _ALIKE
    return alike or any(run.sure for run in chain) or sum(len(run.labels) for run in chain) > 1


def _speaks_against(weighing: _Weighing, run: Run) -> bool:
    return not run.sure and any(rule(weighing, run) for rule in AGAINST)


def announced(weighing: _Weighing, run: Run) -> bool:
    """A list: a colon leads to it, or its items end in semicolons."""
    if weighing.kind not in _LISTING or ((weighing.shape, weighing.kind) in _ALIKE and weighing.near(run, _NEAR)):
        return False
    text, lines = weighing.layout.text, weighing.layout.lines
    ends = [text[lines[label.line].end - 1] for label in run.labels]
    above = run.labels[0].line - 1
    return (above >= 0 and text[lines[above].end - 1] == ":") or ends.count(";") * 2 > len(ends) - 1 > 0


def elsewhere(weighing: _Weighing, run: Run) -> bool:
    """Labels that could number anything stand neither at the end of a part of the text nor near their marks."""
    if weighing.kind not in _LISTING:
        return False
    return not (_closes(weighing.layout, run) or weighing.near(run, _PAGE))


def alone(weighing: _Weighing, run: Run) -> bool:
    """A single label unlike its mark is a footnote only right behind it, and ends like a sentence or cites."""
    if len(run.labels) > 1 or (weighing.shape, weighing.kind) in _ALIKE:
        return False
    line = weighing.layout.lines[run.labels[0].line]
    said = has_stop(weighing.layout.text, line.start, line.end) or cites(weighing.layout, run.labels[0].line)
    return not (said and weighing.near(run, _NEAR))


AGAINST: tuple[Callable[[_Weighing, Run], bool], ...] = (announced, elsewhere, alone)


def _closes(layout: Layout, run: Run) -> bool:
    """Whether the text or a part of it ends with a run: only a few lines stand before a heading, a note or the end."""
    last = run.labels[-1].line + 1
    return any(index >= layout.content_end or _begins_part(layout, index) for index in range(last, last + _NEAR))


def _begins_part(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    short = line.end - line.start <= _HEADING and not has_stop(layout.text, line.start, line.end)
    return layout.barred(index) or (short and layout.text[line.start].isupper())


def best_chain(candidates: Sequence[Run], gain: Callable[[Run, int], float]) -> tuple[float, tuple[Run, ...]]:
    """The runs that explain most marks, and what they gain together; each takes the marks since the one before it."""
    alone = [(run, own) for run in candidates if (own := gain(run, 0)) > 0]
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

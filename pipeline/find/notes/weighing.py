"""What speaks for a run of lines being the notes of marks, and what against; adds no span.

A run gains by every label that has a mark and loses by every one that has none. What is known to be something else is
no candidate: `AGAINST`.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.find.lines import has_stop
from pipeline.find.notes.citing import begins_note, cites
from pipeline.find.notes.counting import Pairs, beside, counted
from pipeline.find.notes.layout import Layout
from pipeline.find.notes.marks import Mark
from pipeline.find.notes.runs import Run

_MISSED, _MISSED_BY_SURE = 0.75, 0.25
_ENOUGH, _NEARLY_ALL = 0.6, 0.75
_NEAR = 4
_PAGE = 12
_HEADING = 110
_UNDER_NUMBER = 3  # lines with the number, of a note of two paragraphs
_PER_LABEL, _AT_LEAST = 40, 400
_LISTING = ("dotted", "paren", "bare", "alone")
_ALIKE = frozenset((("square", "square"), ("superscript", "superscript"), ("star", "star"), ("round", "round"),
                    ("round", "paren")))  # fmt: skip


@dataclass(slots=True)
class Weighing:
    """Marks of one shape, and labels of one kind that they may lead to."""

    layout: Layout
    shape: str
    kind: str
    marks: Sequence[Mark]

    @property
    def alike(self) -> bool:
        """Whether a mark and a label look so much alike that one pair of them proves something."""
        return (self.shape, self.kind) in _ALIKE

    def before(self, run: Run, after: int) -> Sequence[Mark]:
        """The marks between a place and a run, at most as many as a run of its length can have."""
        last = bisect_left(self.marks, run.start, key=lambda mark: mark.start)
        first = bisect_left(self.marks, after, key=lambda mark: mark.start)
        return self.marks[max(first, last - _PER_LABEL * len(run.labels) - _AT_LEAST) : last]

    def gain(self, run: Run, after: int) -> float:
        """What a run explains of the marks after a place; nothing where that proves nothing."""
        pairs = matched(self.layout.text, run, self.before(run, after))
        hits, missed = sum(mark.sound for mark, _ in pairs), len(run.labels) - len(pairs)
        if not hits or self.too_few(run, pairs):
            return 0
        return max(hits + 0.5 - _MISSED_BY_SURE * missed, 0.5) if run.sure else hits - _MISSED * missed

    def too_few(self, run: Run, pairs: Pairs) -> bool:
        """Whether too many labels have no mark, for signs that may count anything."""
        if self.shape == "free":
            return self.by_chance(run, pairs)
        if self.shape not in ("bare", "round") or run.ends:
            return False
        alike = run.sure or self.alike
        return len(pairs) < (_ENOUGH if self.shape == "bare" else 0 if alike else _NEARLY_ALL) * len(run.labels)

    def by_chance(self, run: Run, pairs: Pairs) -> bool:
        """Whether free digits may be no marks: not each label has one, many count something, or nothing is cited."""
        rest = sum(mark.number in run.numbers for mark in self.before(run, 0)) - len(pairs)
        sound = sum(mark.sound for mark, _ in pairs)
        if len(pairs) < max(2, len(run.labels)) or sound < _NEARLY_ALL * len(pairs) or rest * 2 > len(pairs):
            return True
        begun = sum(begins_note(self.layout.text, self.layout.lines[label.body]) for label in run.labels)
        return not run.sure and begun * 2 < len(run.labels)

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


def announced(weighing: Weighing, run: Run) -> bool:
    """A list: a colon leads to it, or its items end in semicolons."""
    if weighing.kind not in _LISTING or (weighing.alike and weighing.near(run, _NEAR)):
        return False
    text, lines = weighing.layout.text, weighing.layout.lines
    ends = [text[lines[label.body].end - 1] for label in run.labels]
    above = run.labels[0].line - 1
    return (above >= 0 and text[lines[above].end - 1] == ":") or ends.count(";") * 2 > len(ends) - 1 > 0


def elsewhere(weighing: Weighing, run: Run) -> bool:
    """Labels that could number anything stand neither at the end of a part of the text nor near their marks."""
    if weighing.kind not in _LISTING:
        return False
    return not (_closes(weighing.layout, run) or weighing.near(run, _PAGE))


def alone(weighing: Weighing, run: Run) -> bool:
    """A single label unlike its mark is a footnote only right behind it, and ends like a sentence or cites."""
    if len(run.labels) > 1 or weighing.alike:
        return False
    line = weighing.layout.lines[run.labels[0].line]
    said = has_stop(weighing.layout.text, line.start, line.end) or cites(weighing.layout.text, line)
    return not (said and weighing.near(run, _NEAR))


def heads_sections(weighing: Weighing, run: Run) -> bool:
    """Numbers alone on their lines head sections or are pages, unless each has a mark and few lines under it."""
    if weighing.kind != "alone":
        return False
    led = {mark.number for mark in weighing.before(run, 0) if mark.sound}
    long = run.labels[-1].line - run.labels[0].line > _UNDER_NUMBER * len(run.labels)
    return len(run.labels) == 1 or long or not all(label.number in led for label in run.labels)


AGAINST: tuple[Callable[[Weighing, Run], bool], ...] = (announced, elsewhere, alone, heads_sections)


def _closes(layout: Layout, run: Run) -> bool:
    """Whether the text or a part of it ends with a run: only a few lines stand before a heading, a note or the end."""
    last = run.labels[-1].body + 1
    return any(index >= layout.content_end or _begins_part(layout, index) for index in range(last, last + _NEAR))


def _begins_part(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    short = line.end - line.start <= _HEADING and not has_stop(layout.text, line.start, line.end)
    return layout.barred(index) or (short and layout.text[line.start].isupper())

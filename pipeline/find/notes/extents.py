"""How far each note reaches, and whether it is an end note or a footnote; adds no span.

A line without a label belongs to the note above it up to the next label; after a run's last label only lines that
follow without a blank line, or look like those between the run's labels. A return arrow ends a note and is not in it.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.find.lines import arrow, has_stop, runs_on
from pipeline.find.notes.counting import Pairs
from pipeline.find.notes.labels import Label
from pipeline.find.notes.layout import SHAPES, Layout, Note
from pipeline.find.notes.marks import Mark
from pipeline.find.notes.runs import Run
from pipeline.find.vocabulary import signs

_NEAR = 3


def labelled(layout: Layout, shape: str, chosen: Sequence[Run], led: Sequence[Pairs]) -> list[list[Note]]:
    """The notes of each run, in order; `led` are the marks that lead to them."""
    groups: list[list[Note]] = []
    marks = layout.marks(shape) if shape in SHAPES or shape in signs() else ()
    for place, (run, pairs) in enumerate(zip(chosen, led, strict=True)):
        limit = chosen[place + 1].labels[0].line if place + 1 < len(chosen) else len(layout.lines)
        closes = len(chosen) == 1 and shape != "star" and layout.content_end <= run.labels[-1].body + 1
        if run.ends:
            groups.append(_unlabelled(layout, run, {label: mark.number for mark, label in pairs}))
        else:
            groups.append(_of_run(layout, run, limit, "end" if closes else _place(layout, run, marks)))
    return groups


def _unlabelled(layout: Layout, run: Run, numbers: Mapping[int, int]) -> list[Note]:
    notes: list[Note] = []
    for place, (label, last) in enumerate(zip(run.labels, run.ends, strict=True)):
        end = _before_arrow(layout, label.start, last)
        number = numbers.get(place, 0)
        notes.append(
            Note(label.start, end, label.start, label.start, number, str(number or ""), "end", label.line, last)
        )
    return notes


def _of_run(layout: Layout, run: Run, limit: int, place: str) -> list[Note]:
    loose = _has_loose_lines(layout, run)
    notes: list[Note] = []
    for index, label in enumerate(run.labels):
        inner = index + 1 < len(run.labels)
        until = _limit(layout, label, run.labels[index + 1]) if inner else limit
        last = _last_line(layout, label, until, inner or (loose and place == "end"))
        start = layout.lines[label.line].start
        end = _before_arrow(layout, label.end, last)
        sign = "*" * label.number if label.shape == "star" else str(label.number)
        notes.append(Note(start, end, label.start, label.end, label.number, sign, place, label.line, last))
    return notes


def _limit(layout: Layout, label: Label, after: Label) -> int:
    """The line a note ends before: the next label's, or the heading above it where the numbers begin again."""
    above = layout.lines[after.line - 1]
    heads = after.number <= label.number and not has_stop(layout.text, above.start, above.end)
    return max(label.body + 1, after.line - heads)


def _before_arrow(layout: Layout, start: int, last: int) -> int:
    """Where the lines before line `last` end, without their return arrow and the white before it."""
    end = arrow(layout.text, layout.lines[last - 1])
    return start + len(layout.text[start:end].rstrip())


def _has_loose_lines(layout: Layout, run: Run) -> bool:
    """Whether some note of the run goes on after a blank line, so that the last one may too."""
    return any(
        after.line - before.body > 1 and layout.lines[before.body + 1].gap > 0
        for before, after in zip(run.labels, run.labels[1:], strict=False)
    )


def _last_line(layout: Layout, label: Label, limit: int, loose: bool) -> int:
    """The line after a note's last one."""
    last = label.body + 1
    while last < limit and arrow(layout.text, layout.lines[last - 1]) == layout.lines[last - 1].end:
        above, line = layout.lines[last - 1], layout.lines[last]
        follows = line.gap == 0 and (layout.spaced or runs_on(layout.text, above, line))
        if last in layout.claimed or not (loose or follows) or layout.stops(last):
            break
        last += 1
    return last


def _place(layout: Layout, run: Run, marks: Sequence[Mark]) -> str:
    """A footnote stands within three lines of its mark; what stands under a heading or ends the text is an end note."""
    if run.sure:
        return "end"
    near = layout.lines[max(0, run.labels[0].line - _NEAR)].start
    before = bisect_left(marks, run.start, key=lambda mark: mark.start)
    recent = {mark.number for mark in marks[bisect_left(marks, near, key=lambda mark: mark.start) : before]}
    enough = any if run.labels[0].shape == "star" else all
    return "foot" if enough(label.number in recent for label in run.labels) else "end"

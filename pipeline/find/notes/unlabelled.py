"""Notes whose labels a paste has lost: lines that end in a return arrow, or stand under a heading or at the very end.

They are told by their number: as many as there are marks that rise one by one. Adds no span.
"""

from collections.abc import Iterator, Sequence

from pipeline.find.lines import arrow
from pipeline.find.notes.citing import cites
from pipeline.find.notes.labels import Label
from pipeline.find.notes.layout import Layout
from pipeline.find.notes.marks import Mark, is_glued
from pipeline.find.notes.runs import Run
from pipeline.find.notes.under_heading import under_heading

_ARROW = 3
_PARAGRAPHS, _LINES = 4, 6
_MOST = 0.9


def without_labels(layout: Layout, marks: Sequence[Mark]) -> Iterator[Run]:
    """The groups of lines that may be notes without labels, whatever marks lead to them."""
    free = [index for index in layout.arrows if index not in layout.claimed]
    for group in _by_arrows(layout, free):
        yield _run(layout, group, sure=True)
    for first, last in layout.unread():
        if not (layout.notes and first - 1 in layout.doubtful):
            yield _run(layout, under_heading(layout, marks, first, last), sure=first - 1 not in layout.doubtful)
    told = free or layout.claimed or layout.headings
    tail = [] if told else _at_the_end(layout, marks)
    if tail:
        yield _run(layout, tail, sure=False)


def _run(layout: Layout, group: Sequence[tuple[int, int]], sure: bool) -> Run:
    starts = [layout.lines[first].start for first, _ in group]
    labels = (Label(first, start, start, "none", 0) for (first, _), start in zip(group, starts, strict=True))
    return Run(tuple(labels), sure, tuple(last for _, last in group))


def _by_arrows(layout: Layout, arrows: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Lines that end in an arrow, each with the lines above that belong to it, in groups that follow each other.

    Where blank lines part the paragraphs, lines without one between them are one note; so are a few lines between two
    arrows in which no mark stands.
    """
    groups: list[list[tuple[int, int]]] = []
    before = -1
    for index in arrows:
        first = _first_of_note(layout, before, index, groups)
        if not groups or first != before + 1:
            groups.append([])
        if arrow(layout.text, layout.lines[first]) > layout.lines[first].start:
            groups[-1].append((first, index + 1))
        before = index
    return [group for group in groups if group]


def _first_of_note(layout: Layout, before: int, index: int, groups: Sequence[object]) -> int:
    if groups and index - before <= _PARAGRAPHS and not any(map(layout.barred, range(before + 1, index))):
        between = layout.lines[before].end, layout.lines[index].start
        if not any(between[0] <= mark.start < between[1] for mark in layout.marks("square")):
            return before + 1
    first = index
    while first - 1 > max(before, index - _LINES) and not layout.barred(first - 1) and _goes_on(layout, first):
        first -= 1
    return index if first == index - _LINES + 1 and _goes_on(layout, first) else first


def _goes_on(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    return line.end - line.start <= _ARROW or (layout.spaced and line.gap == 0)


def _at_the_end(layout: Layout, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The last lines if they are as many as the marks in the text: one close group, or all citing."""
    leaning = [mark for mark in marks if is_glued(layout.text, mark)]
    count, last = len({mark.number for mark in leaning}), layout.content_end
    if not count or count > last - 2:
        return []
    tail = layout.lines[last - count : last]
    close = layout.spaced and count > 1 and tail[0].gap > 0 and all(line.gap == 0 for line in tail[1:])
    if leaning[-1].start > tail[0].start or not (close or _all_cite(layout, last - count, last)):
        return []
    return [(index, index + 1) for index in range(last - count, last)]


def _all_cite(layout: Layout, first: int, last: int) -> bool:
    """Nearly every line names a page, a year or «Там же» and is not long, and the line above the first does not."""
    cited = sum(cites(layout.text, layout.lines[index]) for index in range(first, last))
    return cited >= _MOST * (last - first) and not cites(layout.text, layout.lines[first - 1])

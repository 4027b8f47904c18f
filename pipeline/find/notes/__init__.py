"""Notes, the marks that lead to them, and page numbers pasted into the text; the first stage.

Adds `note` (n, place, refs), `note_label`, `note_ref` (target) and, inside a line, `page_number` (n). Which lines are
notes is decided by consistency: marks of one shape whose numbers have labels of one shape after them, return arrows,
or as many lines without a label as there are marks. A numbered bibliography is left to the blocks.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from pipeline.find.notes.extents import Note, labelled, plain
from pipeline.find.notes.layout import SHAPES, Layout
from pipeline.find.notes.marks import Mark, is_glued
from pipeline.find.notes.page_numbers import page_marks
from pipeline.find.notes.runs import Run, choose, rising, runs
from pipeline.find.notes.unlabelled import Unlabelled, at_the_end, by_arrows, series, under_heading
from pipeline.text import Document, Span

_LATER = 3
Pairs = list[tuple[Mark, int]]


def find_notes(document: Document) -> Document:
    """A document with its notes, their references and the page numbers inside its lines. Linear in the text."""
    layout = Layout.of(document.text)
    notes, pairs = _families(layout)
    paired = dict(pairs)
    pages = _pages(layout, notes, paired)
    for mark in pages:
        paired.pop(mark, None)
    loose = _leading_nowhere(layout, notes, paired, pages)
    return document.adding([*_spans(notes, paired, loose), *_page_spans(pages)])


def _families(layout: Layout) -> tuple[list[Note], Pairs]:
    """All notes in text order, and which mark leads to which of them."""
    notes: list[Note] = []
    pairs: Pairs = []
    left = list(SHAPES)
    while left and (best := _best_family(layout, left)):
        shape, chosen = best
        left.remove(shape)
        own = labelled(layout, shape, chosen)
        pairs += _pair(layout.marks(shape), own, len(notes), shape)
        layout.claim(note for group in own for note in group)
        notes += [note for group in own for note in group]
    for shape, group in _without_labels(layout, {mark for mark, _ in pairs}, bool(notes)):
        pairs += _pair(layout.marks(shape), [group], len(notes), shape)
        notes += group
    notes += _never_referred_to(layout)
    order = sorted(range(len(notes)), key=lambda place: notes[place].start)
    rank = {place: position for position, place in enumerate(order)}
    return [notes[place] for place in order], [(mark, rank[place]) for mark, place in pairs]


def _best_family(layout: Layout, shapes: Sequence[str]) -> tuple[str, list[Run]] | None:
    """The shape of mark whose labels explain most, of equal ones the first; None if none explains anything."""
    labels = layout.labels()
    found = {shape: choose(shape, layout.marks(shape), labels, layout.headings, layout.arrows) for shape in shapes}
    best = max(shapes, key=lambda shape: found[shape][0])
    return (best, found[best][1]) if found[best][1] else None


def _pair(marks: Sequence[Mark], groups: Sequence[Sequence[Note]], offset: int, shape: str) -> Pairs:
    """Marks and notes of one family: a mark leads to the note of its number, at most three groups on."""
    pairs: Pairs = []
    waiting: list[tuple[Mark, int]] = []
    position = 0
    for group in filter(None, groups):
        stop = bisect_left(marks, group[0].start, key=lambda mark: mark.start)
        waiting += [(mark, 0) for mark in _series(marks[position:stop], group, shape)]
        places: dict[int, list[int]] = defaultdict(list)
        for place, note in enumerate(group):
            places[note.number].append(offset + place)
        waiting = _settle(waiting, places, pairs, 1 if shape == "star" else _LATER)
        position = bisect_right(marks, group[-1].end, key=lambda mark: mark.start)
        offset += len(group)
    return pairs


def _settle(
    waiting: Sequence[tuple[Mark, int]], places: Mapping[int, Sequence[int]], pairs: Pairs, patience: int
) -> list[tuple[Mark, int]]:
    """Pairs what one group can pair, the k-th mark of a number with its k-th note; the rest goes on waiting."""
    used: dict[int, int] = defaultdict(int)
    left: list[tuple[Mark, int]] = []
    for mark, waited in waiting:
        chances = places.get(mark.number, ())
        if chances:
            pairs.append((mark, chances[min(used[mark.number], len(chances) - 1)]))
            used[mark.number] += 1
        elif waited + 1 < patience:
            left.append((mark, waited + 1))
    return left


def _series(marks: Sequence[Mark], group: Sequence[Note], shape: str) -> Sequence[Mark]:
    """Bare digits count only where they rise through the labels of the group; of other shapes all marks count."""
    if shape != "bare":
        return marks
    numbers = {note.number for note in group}
    fitting = [mark for mark in marks if mark.number in numbers]
    return [fitting[place] for place in rising([mark.number for mark in fitting])]


def _without_labels(layout: Layout, led: Set[Mark], some: bool) -> Iterator[tuple[str, list[Note]]]:
    """Notes that have lost their labels, with the shape of the marks that lead to them; `led` have one."""
    after = 0
    free = [index for index in layout.arrows if index not in layout.claimed]
    for group in by_arrows(layout.lines, free, layout.spaced, layout.barred):
        start = layout.lines[group[0][0]].start
        shape, numbers = _matching(layout, led, after, start, len(group))
        signs = numbers or [0] * len(group)
        yield shape, plain(layout, [Unlabelled(*pair, sign) for pair, sign in zip(group, signs, strict=True)])
        after = start
    for first, last in layout.unread():
        shape, numbers = _matching(layout, led, 0, layout.lines[first].start, last - first)
        if numbers or first - 1 not in layout.doubtful:
            layout.claimed.update(range(first, last))
            yield shape, plain(layout, list(under_heading(first, last, numbers)))
            some = True
    if not some and not free and not layout.bibliographies:
        yield from _tail(layout)


def _tail(layout: Layout) -> Iterator[tuple[str, list[Note]]]:
    for shape in ("square", "superscript"):
        found = at_the_end(layout.text, layout.lines, layout.content_end, layout.marks(shape), layout.spaced)
        if found:
            yield shape, plain(layout, found)
            return


def _matching(layout: Layout, led: Set[Mark], after: int, before: int, wanted: int) -> tuple[str, list[int]]:
    """The shape and the numbers of marks between two places that rise one by one and are as many as wanted."""
    for shape in ("square", "superscript", "round", "bare"):
        between = [mark for mark in layout.marks(shape) if after <= mark.start < before and mark not in led]
        numbers = series(layout.text, between, wanted)
        if numbers and (shape in ("square", "superscript") or wanted > 1):
            return shape, numbers
    return "square", []


def _never_referred_to(layout: Layout) -> Iterator[Note]:
    """Labelled lines under a heading of notes that no mark leads to."""
    for kind, found in layout.labels().items():
        sure = [run for run in runs(found, {}, layout.headings, ()) if _is_headed(layout, run)]
        for group in labelled(layout, kind, sure):
            layout.claim(group)
            yield from group


def _is_headed(layout: Layout, run: Run) -> bool:
    above = run.labels[0].line - 1
    place = bisect_left(layout.headings, above)
    return run.sure and layout.headings[place : place + 1] == [above]


def _pages(layout: Layout, notes: Sequence[Note], paired: Mapping[Mark, int]) -> list[Mark]:
    numbers = {notes[place].number for mark, place in paired.items() if mark.shape == "square"}
    labels = {entry.start for one in layout.bibliographies for entry in one.entries}
    outside = [mark for mark in layout.all_marks("square") if mark.start not in labels and not _inside(notes, mark)]
    return [mark for mark in page_marks(layout.text, outside, numbers) if not layout.is_line(mark)]


def _inside(notes: Sequence[Note], mark: Mark) -> bool:
    place = bisect_right(notes, mark.start, key=lambda note: note.start) - 1
    return place >= 0 and mark.start < notes[place].end


def _leading_nowhere(
    layout: Layout, notes: Sequence[Note], paired: Mapping[Mark, int], pages: Sequence[Mark]
) -> list[Mark]:
    """Marks in square brackets that lean on a word and belong to a rising row, but have no note and no entry."""
    entries = {entry.number for one in layout.bibliographies for entry in one.entries}
    taken = {*pages, *paired}
    family = [mark for mark in layout.marks("square") if mark in paired or mark.number not in entries]
    leaning = [mark for mark in family if mark in paired or (is_glued(layout.text, mark) and mark.number < 1000)]
    outside = [mark for mark in leaning if not _inside(notes, mark)]
    return [
        mark
        for place, mark in enumerate(outside)
        if mark not in taken
        and any(abs(mark.number - other.number) == 1 for other in outside[max(0, place - 1) : place + 2])
    ]


def _spans(notes: Sequence[Note], paired: Mapping[Mark, int], loose: Sequence[Mark]) -> Iterator[Span]:
    leading: dict[int, list[str]] = defaultdict(list)
    for count, mark in enumerate(sorted({*paired, *loose}), start=1):
        target = f"n{paired[mark] + 1}" if mark in paired else ""
        yield Span(mark.start, mark.end, "note_ref", f"r{count}").having(target=target)
        if mark in paired:
            leading[paired[mark]].append(f"r{count}")
    for place, note in enumerate(notes):
        span = Span(note.start, note.end, "note", f"n{place + 1}", {"place": note.place})
        yield span.having(n=note.sign, refs=" ".join(leading[place]))
        if note.label_end > note.start:
            yield Span(note.label_start, note.label_end, "note_label")


def _page_spans(pages: Sequence[Mark]) -> Iterator[Span]:
    return (Span(mark.start, mark.end, "page_number", attrs={"n": str(mark.number)}) for mark in pages)

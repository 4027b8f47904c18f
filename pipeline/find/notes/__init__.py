"""Notes, the marks that lead to them, and page numbers pasted into the text; the first stage.

Adds `note` (n, place, refs), `note_label`, `note_ref` (target) and, inside a line, `page_number` (n). Which lines are
notes is decided by consistency: marks of one shape whose numbers have labels of one shape after them, return arrows,
or as many lines without a label as there are marks. A numbered bibliography is left to the blocks.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.find.notes.choosing import best_family
from pipeline.find.notes.extents import labelled
from pipeline.find.notes.layout import SHAPES, Layout, Note
from pipeline.find.notes.marks import Mark, leans
from pipeline.find.notes.page_numbers import page_marks
from pipeline.find.notes.pairing import paired
from pipeline.find.notes.runs import Run, Surroundings, runs
from pipeline.find.notes.unlabelled import without_labels
from pipeline.find.vocabulary import signs
from pipeline.text import Document, Span


def find_notes(document: Document) -> Document:
    """A document with its notes, their references and the page numbers inside its lines. Linear in the text."""
    layout = Layout.of(document.text)
    leads = list(_families(layout))
    _claim_those_never_referred_to(layout)
    notes = sorted(layout.notes)
    rank = {note: place for place, note in enumerate(notes)}
    pairs = {mark: rank[note] for mark, note in leads}
    pages = _pages(layout, notes, pairs)
    for mark in pages:
        pairs.pop(mark, None)
    loose = _leading_nowhere(layout, notes, pairs, pages)
    return document.adding([*_spans(notes, pairs, loose), *_page_spans(pages)])


def _families(layout: Layout) -> Iterator[tuple[Mark, Note]]:
    """Which mark leads to which note: the family that explains most first, then what is left; claims the notes."""
    named, left = list(signs()), list(SHAPES)
    while best := best_family(layout, named) or best_family(layout, left):
        (named if best.shape in named else left).remove(best.shape)
        led = paired(layout.text, layout.marks(best.shape), best.chain)
        notes = labelled(layout, best.shape, best.chain, led)
        for group, pairs in zip(notes, led, strict=True):
            for mark, place in pairs:
                layout.taken.add(mark.start)
                yield mark, group[place]
        for group in notes:
            layout.claim(group)


def _claim_those_never_referred_to(layout: Layout) -> None:
    """Lines that a heading of notes or their arrows show to be notes, though no mark leads to them."""
    for kind, found in layout.labels().items():
        around = Surroundings({}, {}, layout.headings, (), ())
        sure = [run for run in runs(found, around) if _is_headed(layout, run)]
        for group in labelled(layout, kind, sure, [[] for _ in sure]):
            layout.claim(group)
    for run in without_labels(layout, ()):
        if run.labels[0].line - 1 not in layout.doubtful:
            layout.claim(*labelled(layout, "square", [run], [[]]))


def _is_headed(layout: Layout, run: Run) -> bool:
    first = run.labels[0]
    above = first.line - 1
    place = bisect_left(layout.headings, above)
    counted = first.shape != "alone" or (len(run.labels) > 1 and first.number == 1)
    return run.sure and counted and layout.headings[place : place + 1] == [above]


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
    family = [mark for mark in layout.inside("square") if mark in paired or mark.number not in entries]
    leaning = [mark for mark in family if mark in paired or (leans(layout.text, mark) and mark.number < 1000)]
    outside = [mark for mark in leaning if not _inside(notes, mark)]
    return [
        mark
        for place, mark in enumerate(outside)
        if mark not in taken
        and any(abs(mark.number - other.number) == 1 for other in outside[max(0, place - 1) : place + 2])
    ]


def _spans(notes: Sequence[Note], paired: Mapping[Mark, int], loose: Sequence[Mark]) -> Iterator[Span]:
    leading: dict[int, list[str]] = defaultdict(list)
    places = groupby(sorted({*paired, *loose}), key=lambda mark: (mark.start, mark.end))
    for count, ((start, end), together) in enumerate(places, start=1):
        led = [paired[mark] for mark in together if mark in paired]
        yield Span(start, end, "note_ref", f"r{count}").having(target=" ".join(f"n{place + 1}" for place in led))
        for place in led:
            leading[place].append(f"r{count}")
    for place, note in enumerate(notes):
        span = Span(note.start, note.end, "note", f"n{place + 1}", {"place": note.place})
        yield span.having(n=note.sign, refs=" ".join(leading[place]))
        if note.label_end > note.start:
            yield Span(note.label_start, note.label_end, "note_label")


def _page_spans(pages: Sequence[Mark]) -> Iterator[Span]:
    return (Span(mark.start, mark.end, "page_number", attrs={"n": str(mark.number)}) for mark in pages)

"""What the search for notes asks of a text again and again, worked out once: lines, marks, labels, headings, arrows.

Keeps account of the lines that are notes already, so that no line is two notes. Adds no span.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.find.blocks.line_kinds import heading_level, is_list, is_navigation
from pipeline.find.comments import comments
from pipeline.find.lines import Line, arrow, has_stop, is_ornament, line_at, spaced
from pipeline.find.notes.bibliography import Bibliography, bibliographies, headings
from pipeline.find.notes.labels import Label, labels, labels_alone
from pipeline.find.notes.literature import holds_notes
from pipeline.find.notes.marks import Mark, marks
from pipeline.find.notes.whole_lines import whole_lines

SHAPES = ("square", "superscript", "round", "star", "bare", "free")
_LONGEST_HEADING = 110
_LABEL_SHAPES = ("square", "dotted", "paren", "round", "superscript", "star", "bare")


class Note(NamedTuple):
    """A note: its extent and its label's (empty where it has none), number and sign, place, and lines (half-open)."""

    start: int
    end: int
    label_start: int
    label_end: int
    number: int
    sign: str
    place: str
    first: int
    last: int


@dataclass(slots=True)
class Layout:
    """A text seen as lines, marks and labels.

    `notes` are those found so far, `claimed` the lines that are notes or entries, `taken` where marks of notes begin.
    """

    text: str
    lines: Sequence[Line]
    spaced: bool
    headings: list[int]
    doubtful: list[int]
    arrows: list[int]
    bibliographies: list[Bibliography]
    prose: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    _marks: dict[str, list[Mark]] = field(default_factory=dict)
    _labels: dict[str, list[Label]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Layout":
        """The layout of a text; nothing in it is a note yet."""
        found = whole_lines(text)
        listed = [one for one in bibliographies(text, found) if not holds_notes(text, one)]
        entries = [range(one.heading, one.last) for one in listed]
        doubtful = _doubtful(text, found, listed)
        answered = comments(text, found)
        heads = sorted({*headings(text, found, "notes"), *doubtful} - set(answered))
        layout = cls(text, found, spaced(text, found), heads, doubtful, _arrow_lines(text, found), listed)
        layout.prose = [index for index, line in enumerate(found) if _is_prose(text, line)]
        for stretch in (*entries, answered):
            layout.claimed.update(stretch)
        for shape in _LABEL_SHAPES:
            layout._labels[shape] = labels(text, found, shape)
        layout._labels["alone"] = [one for one in labels_alone(text, found) if not layout.stops(one.body)]
        return layout

    def all_marks(self, shape: str) -> Sequence[Mark]:
        """Every mark of a shape, those that open a line too."""
        if shape not in self._marks:
            self._marks[shape] = list(marks(self.text, shape))
        return self._marks[shape]

    def marks(self, shape: str) -> Sequence[Mark]:
        """The marks of a shape that may still be references."""
        return [mark for mark in self.inside(shape) if mark.start not in self.taken]

    def inside(self, shape: str) -> Sequence[Mark]:
        """The marks of a shape that open no line."""
        key = f"{shape} inside"
        if key not in self._marks:
            self._marks[key] = [mark for mark in self.all_marks(shape) if not self._opens(mark)]
        return self._marks[key]

    def _opens(self, mark: Mark) -> bool:
        """A mark at the start of a line is a label or a page, unless a sentence runs on there from the line above."""
        index = line_at(self.lines, mark.start)
        line, above = self.lines[index], self.lines[index - 1] if index else None
        if line.start < mark.start:
            return False
        return above is None or line.gap > 0 or not self.text[above.end - 1].isalpha() or not self._goes_on(mark, line)

    def _goes_on(self, mark: Mark, line: Line) -> bool:
        rest = self.text[mark.end : min(line.end, mark.end + 3)].lstrip(" ,.;:)")
        return rest[:1].islower()

    def is_line(self, mark: Mark) -> bool:
        """Whether a mark is a whole line."""
        line = self.lines[line_at(self.lines, mark.start)]
        return (line.start, line.end) == (mark.start, mark.end)

    def has_labels(self, shape: str) -> bool:
        """Whether there is a label of a shape that opens a line nothing has claimed yet."""
        return any(label.line not in self.claimed for label in self._labels[shape])

    def labels(self) -> dict[str, list[Label]]:
        """The labels that open lines nothing has claimed yet, by shape."""
        return {
            shape: [label for label in found if label.line not in self.claimed] for shape, found in self._labels.items()
        }

    def claim(self, notes: Iterable[Note]) -> None:
        """Keeps notes, and takes their lines out of the search."""
        for note in notes:
            self.notes.append(note)
            self.claimed.update(range(note.first, note.last))

    def stops(self, index: int) -> bool:
        """Whether a line can belong to no note: a heading, an ornament, a site's furniture."""
        line = self.lines[index]
        return (
            is_list(self.text, line, "notes")
            or is_list(self.text, line, "bibliography")
            or is_ornament(self.text, line)
            or is_navigation(self.text, line)
            or heading_level(self.text, line) in (1, 2, 3)
        )

    def barred(self, index: int) -> bool:
        """Whether a line can belong to no note that is still sought."""
        return index in self.claimed or self.stops(index)

    @property
    def content_end(self) -> int:
        """The line after the last that is neither furniture nor ornament."""
        last = len(self.lines)
        while last and self.stops(last - 1):
            last -= 1
        return last

    def unread(self) -> Iterator[tuple[int, int]]:
        """The lines under each heading of notes where none is a note yet or has a label (half-open)."""
        free = self.labels()
        labelled = sorted({label.line for kind, found in free.items() if kind != "alone" for label in found})
        alone = {label.line for label in free["alone"]}
        noted = {note.first for note in self.notes}
        for heading in self.headings:
            first = last = heading + 1
            while last < len(self.lines) and last not in self.claimed and not self.stops(last):
                last += 1
            label = bisect_right(labelled, heading)
            told = last in noted or first in alone or (label < len(labelled) and labelled[label] < last)
            if last > first and not told:
                yield first, last


def _doubtful(text: str, found: Sequence[Line], listed: Sequence[Bibliography]) -> list[int]:
    """Headings that may head notes or not: of links, and of literature whose list is no numbered bibliography."""
    read = {one.heading for one in listed}
    literature = (index for index in headings(text, found, "bibliography") if index not in read)
    return sorted({*literature, *headings(text, found, "links")})


def _is_prose(text: str, line: Line) -> bool:
    return line.end - line.start > _LONGEST_HEADING and has_stop(text, line.start, line.end)


def _arrow_lines(text: str, found: Sequence[Line]) -> list[int]:
    return [index for index, line in enumerate(found) if arrow(text, line) < line.end]

"""The pieces a text falls into: its lines, joined where a sentence was wrapped at a column, with the notes among them.

Adds no span. A piece is a block to be: what it is, the later rooms decide (`front`, `kinds`, `divisions`).
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.find.blocks.line_kinds import stands_alone
from pipeline.find.blocks.running_heads import numbered_heads, repeated_heads, running_heads
from pipeline.find.comments import comments
from pipeline.find.editing import without_editing
from pipeline.find.lines import Line, lines
from pipeline.find.run_in_lists import parted
from pipeline.find.wrapping import wrapped, wrapping
from pipeline.text import Document, Span

_PAGE = re.compile(r"[-–—]?\s*(\d{1,4})\s*[-–—]?")
_LONGEST_PAGE = 10


class Piece(NamedTuple):
    """A stretch that is one block: its extent and kind, blank lines before it, indent, lines, number or type.

    `kind` is `line` until it is known. `level` is a heading's depth, `group` tells the members of one list or stanza.
    """

    start: int
    end: int
    kind: str
    gap: int = 0
    indent: int = 0
    lines: int = 1
    note: str = ""
    level: int = 0
    group: int = 0


def pieces(document: Document) -> list[Piece]:
    """The notes and the lines between them, in order; together they hold all that is not white."""
    found = parted(document.text, without_editing(document.text, lines(document.text))[0])
    width = wrapping(document.text, found)
    free, taken = _apart(document, found)
    answered = comments(document.text, found)
    known = dict.fromkeys((found[index].start for index in answered), "")
    pages = rising_numbers(document.text, free)
    heads = numbered_heads(document.text, free) | repeated_heads(document.text, free, pages)
    known |= dict.fromkeys(running_heads(document, free) | heads, "head")
    alone = {line.start for line in free if stands_alone(document.text, line)}
    alone |= pages | known.keys()
    whole = [_joined(group, known) for group in wrapped(document.text, free, width, alone=alone)]
    return sorted([*whole, *taken], key=lambda piece: piece.start)


def editing(text: str) -> dict[int, Piece]:
    """The links by which a wiki lets a section be edited, which no line holds, by the place their headings end at."""
    _, links = without_editing(text, lines(text))
    return {end: Piece(link.start, link.end, "navigation") for end, link in links.items()}


def _joined(group: Sequence[Line], known: Mapping[int, str]) -> Piece:
    """A piece of lines; those known to be furniture say whether they are the head of a page."""
    first, last = group[0], group[-1]
    kind = "navigation" if first.start in known else "line"
    return Piece(first.start, last.end, kind, first.gap, first.indent, len(group), known.get(first.start, ""))


def _apart(document: Document, found: Sequence[Line]) -> tuple[list[Line], list[Piece]]:
    """The lines that are no note, and the notes; what follows a note on its line is furniture (its return arrow)."""
    notes = list(document.of("note"))
    free: list[Line] = []
    taken: list[Piece] = []
    place = 0
    for line in found:
        while place < len(notes) and notes[place].end <= line.start:
            place += 1
        if place == len(notes) or notes[place].start >= line.end:
            free.append(line)
            continue
        taken += _note_and_rest(document.text, notes[place], line)
    return free, taken


def _note_and_rest(text: str, note: Span, line: Line) -> Iterator[Piece]:
    if note.start >= line.start:
        yield Piece(note.start, note.end, "note", line.gap, line.indent, note=note.attrs["place"])
    rest = text[note.end : line.end]
    if rest.strip():
        yield Piece(line.end - len(rest.lstrip()), line.end, "navigation")


def rising_numbers(text: str, found: Iterable[Line]) -> set[int]:
    """Where the lines begin that are a bare number, if there are several and they rise as page numbers do."""
    bare = [line for line in found if line.end - line.start <= _LONGEST_PAGE and _PAGE.fullmatch(text, *line[:2])]
    numbers = [int(_PAGE.fullmatch(text, *line[:2])[1]) for line in bare]  # type: ignore[index]
    rises = len(bare) > 1 and all(a < b <= a + 5 for a, b in itertools.pairwise(numbers))
    return {line.start for line in bare} if rises else set()


def hyphens(text: str, piece: Piece) -> Iterator[Span]:
    """The hyphens that cut a word at a line's end inside a wrapped paragraph."""
    position = text.find("\n", piece.start, piece.end) if piece.lines > 1 else -1
    while position >= 0:
        last = position
        while last > piece.start and text[last - 1] in " \t\u00a0":
            last -= 1
        first = position + 1
        while text[first].isspace():
            first += 1
        if text[last - 1] in "-\u00ad‐" and text[last - 2].isalpha() and text[first].islower():
            yield Span(last - 1, last, "hyphen")
        position = text.find("\n", first, piece.end)

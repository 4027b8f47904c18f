"""The bibliography among the blocks: which lines under its heading are entries, and which marks lead to them.

An entry is a block of kind `citation`. A heading of literature over a text that cites nothing is a heading like others,
one over notes is a heading of notes. Adds no span but `bibl_ref`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.find.blocks.pieces import Piece
from pipeline.find.lines import has_stop
from pipeline.find.notes.bibliography import bibliographies, references, round_references
from pipeline.find.notes.whole_lines import whole_lines
from pipeline.text import Document, Span

_CITES = re.compile(r"//|https?:|\b(?:1[5-9]|20)\d\d\b|\b\d{1,4}\s?[сcpС]\.|\b[СсPpS]\.\s?\d|\b[Тт]\.\s?\d")
_LONGEST = 700
_MOST = 0.6
_LEVEL = 3
_NEAR = 4


def merged(document: Document, found: Sequence[Piece]) -> list[Piece]:
    """Lines that go on an entry of a numbered bibliography become one piece with it."""
    starts = {
        entry.start: entry for one in bibliographies(document.text, whole_lines(document.text)) for entry in one.entries
    }
    joined: list[Piece] = []
    until = 0
    for piece in found:
        entry = starts.get(piece.start)
        if entry and piece.kind == "line":
            until = max(piece.end, entry.end)
            joined.append(piece._replace(end=until, note=str(entry.number)))
        elif piece.start >= until:
            joined.append(piece)
    return joined


def entries(text: str, found: Sequence[Piece]) -> list[Piece]:
    """The entries under each heading of literature, and what kind of heading it or a heading of notes really is."""
    result = list(found)
    for group, heading in enumerate(_headings(found), start=1):
        last = _end(found, heading)
        chosen = [] if found[heading].note == "notes" else _chosen(text, result, heading + 1, last)
        for place in chosen:
            result[place] = result[place]._replace(kind="citation", group=-group)
        if not chosen:
            noted = any(piece.kind == "note" for piece in found[heading + 1 : heading + _NEAR])
            result[heading] = result[heading]._replace(note="notes" if noted else "", level=_LEVEL)
    return result


def _headings(found: Sequence[Piece]) -> list[int]:
    return [place for place, piece in enumerate(found) if piece.kind == "heading" and piece.note]


def _end(found: Sequence[Piece], heading: int) -> int:
    """The piece that ends what stands under a heading: the next heading or ornament."""
    stops = ("heading", "ornament")
    return next((place for place in range(heading + 1, len(found)) if found[place].kind in stops), len(found))


def _chosen(text: str, found: Sequence[Piece], first: int, last: int) -> list[int]:
    """The numbered lines and those right after that cite; of a list without numbers all lines if most of them cite."""
    free = [place for place in range(first, last) if found[place].kind == "line"]
    numbered = [place for place in free if found[place].note]
    if numbered:
        after = (place for place in free if place > numbered[-1])
        return [*numbered, *takewhile(lambda place: _cites(text, found[place]), after)]
    while free and not _may_close(text, found[free[-1]]):
        free.pop()
    cite = [place for place in free if _cites(text, found[place])]
    return free if len(cite) >= _MOST * len(free) else []


def _may_close(text: str, piece: Piece) -> bool:
    """Whether a line may be the last entry: it cites, or has the stop that links to other pages have not."""
    return _cites(text, piece) or has_stop(text, piece.start, piece.end)


def _cites(text: str, piece: Piece) -> bool:
    return piece.end - piece.start <= _LONGEST and bool(_CITES.search(text, piece.start, piece.end))


def leading(document: Document, blocks: Sequence[Span]) -> Iterator[Span]:
    """The marks that name entries of a numbered bibliography, where no note's mark or page number stands."""
    listed = {block.start: block.id for block in blocks if block.kind == "citation"}
    taken = {span.start for span in document.of("note_ref", "note_label", "page_number")}
    before = 0
    for one in bibliographies(document.text, whole_lines(document.text)):
        targets = {entry.number: listed[entry.start] for entry in one.entries if entry.start in listed}
        first = one.entries[0].start
        named = list(references(document.text, targets, first, before))
        for start, end, target in named or round_references(document.text, targets, first, before):
            if start not in taken:
                yield Span(start, end, "bibl_ref", attrs={"target": target})
        before = one.entries[-1].end

"""The containers: front, body and back, sections nested by their headings, notes, bibliography, lists, verse, figures.

Works on pieces whose kind is known. TEI: in a division no bare paragraph follows a division, so what stands after one
is a section of its own, even without a heading; notes, page numbers and furniture may stand anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.find.blocks.pieces import Piece
from pipeline.text import Span

_ANYWHERE = frozenset(("note", "navigation", "page_number", "caption"))
_TITLE_PAGE = frozenset(("title_part", "byline", "doc_date"))
_NO_HEADING = 99
PART_LEVEL = _NO_HEADING + 2
_LISTS = ("notes", "bibliography")


def back_start(found: Sequence[Piece], first: int) -> int:
    """The piece the back begins at: a heading of notes or literature or an end note that only such things follow."""
    start = len(found)
    for index in range(len(found) - 1, first - 1, -1):
        piece = found[index]
        if not (piece.kind in _ANYWHERE or _lists(piece) or _is_part(piece)):
            break
        if _lists(piece) and (piece.kind != "citation" or index == first):
            start = index
    return start


def _is_part(piece: Piece) -> bool:
    """Whether a piece heads the notes of one chapter among all the notes."""
    return piece.kind == "heading" and piece.level >= PART_LEVEL


def _lists(piece: Piece) -> str:
    """The list (`notes` or `bibliography`) a piece heads or belongs to, or nothing."""
    if piece.kind == "heading" and piece.note in _LISTS:
        return piece.note
    if piece.kind == "note" and piece.note == "end":
        return "notes"
    return "bibliography" if piece.kind == "citation" else ""


def containers(found: Sequence[Piece], front: int) -> Iterator[Span]:
    """Every container of a text; `front` is how many pieces stand in front."""
    back = back_start(found, front)
    back = len(found) if back == front else back
    for kind, first, last in (("front", 0, front), ("body", front, back), ("back", back, len(found))):
        if last > first:
            yield Span(found[first].start, found[last - 1].end, kind)
    yield from _front(found[:front])
    yield from _Divider().divide(found[front:back])
    yield from _Divider().divide(found[back:])
    yield from _small(found)


def _front(found: Sequence[Piece]) -> Iterator[Span]:
    """Title pages and the preface."""
    for key, group in groupby(
        found, lambda p: "preface" if p.note == "preface" else "title_page" if _titles(p) else ""
    ):
        members = list(group)
        if key:
            yield Span(members[0].start, members[-1].end, key)
        titles = [p for p in members if key == "title_page" and p.note in ("main", "sub")]
        if titles:
            yield from _doc_titles(members)


def _titles(piece: Piece) -> bool:
    return piece.kind in _TITLE_PAGE


def _doc_titles(members: Sequence[Piece]) -> Iterator[Span]:
    for key, group in groupby(members, lambda piece: piece.note in ("main", "sub")):
        parts = list(group)
        if key:
            yield Span(parts[0].start, parts[-1].end, "doc_title")


def _small(found: Sequence[Piece]) -> Iterator[Span]:
    """Lists, stanzas, figures and epigraphs."""
    for note, group in groupby(found, lambda piece: piece.note):
        if note == "epigraph":
            members = list(group)
            yield Span(members[0].start, members[-1].end, "epigraph")
    kinds = {"item": "list", "verse_line": "stanza", "citation": "bibliography_list"}
    for (kind, _), group in groupby(found, lambda piece: (piece.kind, piece.group)):
        members = list(group)
        if kind in kinds:
            yield Span(members[0].start, members[-1].end, kinds[kind])
        if kind == "caption":
            yield from (Span(piece.start, piece.end, "figure") for piece in members)


@dataclass(slots=True)
class _Open:
    level: int
    start: int
    kind: str = "section"
    divided: bool = False


@dataclass(slots=True)
class _Divider:
    """The divisions open at a place of the text, and the spans of those that are closed."""

    open: list[_Open] = field(default_factory=lambda: [_Open(-1, 0, "")])
    done: list[Span] = field(default_factory=list)
    end: int = 0

    def divide(self, found: Sequence[Piece]) -> list[Span]:
        """The divisions of a stretch of pieces."""
        before: Piece | None = None
        for piece in found:
            self._take(piece, before)
            self.end = piece.end
            before = piece if piece.kind not in ("navigation", "page_number") else before
        self._close(0)
        return self.done

    def _take(self, piece: Piece, before: Piece | None) -> None:
        listing = _lists(piece)
        if listing:
            self._list(piece, listing)
        elif piece.kind == "heading":
            if piece.level < PART_LEVEL:
                self._leave_list()
            self._head(piece, before)
        elif piece.kind not in _ANYWHERE:
            self._leave_list()
            if self.open[-1].divided:
                self._begin(_Open(_NO_HEADING, piece.start))

    def _list(self, piece: Piece, listing: str) -> None:
        if listing not in self._open_kinds() or piece.kind == "heading":
            self._leave_list()
            self._begin(_Open(_NO_HEADING + 1, piece.start, listing))

    def _head(self, piece: Piece, before: Piece | None) -> None:
        again = before is not None and before.kind == "heading" and before.level == piece.level
        if not again:
            self._close(piece.level)
            self._begin(_Open(piece.level, piece.start))

    def _begin(self, one: _Open) -> None:
        self.open[-1].divided = True
        self.open.append(one)

    def _leave_list(self) -> None:
        if self._open_kinds() & set(_LISTS):
            self._close(_NO_HEADING + 1)

    def _open_kinds(self) -> set[str]:
        return {one.kind for one in self.open}

    def _close(self, level: int) -> None:
        while self.open[-1].level >= level and len(self.open) > 1:
            one = self.open.pop()
            self.done.append(Span(one.start, self.end, one.kind))

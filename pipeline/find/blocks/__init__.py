"""Blocks and the containers around them: everything that is not white stands in a block afterwards; the second stage.

Adds the containers and blocks of the title page, the paragraphs, headings, lists and furniture, `hyphen` and
`place_name` inside them, the entries of a bibliography as bare `citation` spans, and `bibl_ref` for marks that lead to
them. Takes the notes as they are.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.find.blocks.bibliography import entries, leading, merged
from pipeline.find.blocks.divisions import back_start, containers
from pipeline.find.blocks.epigraphs import epigraphs
from pipeline.find.blocks.front import front
from pipeline.find.blocks.furniture import after_notes, beside, contents, menus, related
from pipeline.find.blocks.groups import dotted_items, groups, indented_items
from pipeline.find.blocks.kinds import (
    as_line,
    by_themselves,
    headings,
    page_numbers,
    parts_of_notes,
    running_heads,
    with_breaks,
)
from pipeline.find.blocks.line_kinds import dateline
from pipeline.find.blocks.pages import over_pages
from pipeline.find.blocks.pieces import Piece, editing, hyphens, pieces
from pipeline.find.blocks.wiki import edited, head_of_page
from pipeline.find.lines import lines, spaced
from pipeline.text import Document, Span

_LETTERS = {"paragraph": "p", "heading": "h", "citation": "c"}
_READ = frozenset(("paragraph", "item", "verse_line"))


def find_blocks(document: Document) -> Document:
    """A document with its blocks and containers. Linear in the text; a text that is all white gets none."""
    found, first = _known(document)
    ahead, (found, inside, cut) = found[:first], over_pages(document, found[first:])
    found, links, first = _with_editing(document.text, [*ahead, *found], first)
    inside = [*inside, *links]
    blocks = list(_blocks(sorted([*found, *inside], key=lambda piece: (piece.start, -piece.end))))
    inner = [*_place_names(document.text, found), *_hyphens(document.text, found), *cut]
    divided = _identified(containers(found, first))
    return document.adding([*blocks, *divided, *inner, *leading(document, blocks)])


def _known(document: Document) -> tuple[list[Piece], int]:
    """Every piece with its kind, and how many pieces stand in front."""
    text = document.text
    found = edited(text, by_themselves(text, pieces(document)))
    found = related(text, head_of_page(text, beside(text, menus(text, found))))
    found = running_heads(text, page_numbers(text, found))
    found = after_notes(text, entries(text, merged(document, found)))
    found, first = front(text, dotted_items(text, contents(text, found)))
    parted = spaced(text, lines(text))
    rest = groups(text, indented_items(text, found[first:]), parted)
    found = epigraphs(text, [*found[:first], *headings(text, rest)], first)
    found = parts_of_notes(text, found)
    found = _closing_date(text, found, first)
    if parted:
        ahead = with_breaks(text, found[:first])
        found, first = [*ahead, *with_breaks(text, found[first:])], len(ahead)
    found = [piece._replace(kind="paragraph") if piece.kind == "line" else piece for piece in found]
    back = back_start(found, first)
    if any(piece.kind in _READ for piece in found[first:back]):
        return found, first
    return [*_as_text(found[:back]), *found[back:]], 0


def _with_editing(text: str, found: Sequence[Piece], first: int) -> tuple[list[Piece], list[Piece], int]:
    """The pieces and the links a wiki puts behind headings; such links inside a paragraph; how many stand in front."""
    apart: list[Piece] = []
    inside: list[Piece] = []
    for link in editing(text).values():
        before = bisect_left(found, link.start, key=lambda piece: piece.start) - 1
        (inside if link.start < found[before].end else apart).append(link)
    ahead = sum(link.start < found[first].start for link in apart) if first < len(found) else 0
    return sorted([*found, *apart], key=lambda piece: piece.start), inside, first + ahead


def _as_text(found: Iterable[Piece]) -> list[Piece]:
    """Where there is no paragraph all but notes and ornaments is plain text (TEI: furniture alone is no body)."""
    kept = ("note", "ornament")
    return [piece if piece.kind in kept else piece._replace(kind="text", note="") for piece in found]


def _closing_date(text: str, found: Sequence[Piece], first: int) -> list[Piece]:
    """A place and date as the last line of the text proper is a date line (TEI: divBottom, only notes follow)."""
    index = back_start(found, first) - 1
    while index > first and found[index].kind in ("navigation", "page_number", "note"):
        index -= 1
    if (
        index <= first
        or found[index].kind != "line"
        or found[index].lines > 1
        or dateline(text, as_line(found[index])) is None
    ):
        return list(found)
    return [*found[:index], found[index]._replace(kind="dateline"), *found[index + 1 :]]


def _blocks(found: Iterable[Piece]) -> Iterator[Span]:
    counts: Counter[str] = Counter()
    for piece in found:
        if piece.kind != "note":
            letter = _LETTERS.get(piece.kind, "b")
            counts[letter] += 1
            span = Span(piece.start, piece.end, piece.kind, f"{letter}{counts[letter]}")
            yield span.having(**_attributes(piece))


def _attributes(piece: Piece) -> dict[str, str]:
    if piece.kind == "title_part":
        return {"type": piece.note}
    return {"n": piece.note} if piece.kind in ("page_number", "citation") else {}


def _identified(found: Iterable[Span]) -> Iterator[Span]:
    """The divisions numbered in text order; other containers need no id."""
    number = 0
    for span in sorted(found, key=Span.order):
        divides = span.kind in ("preface", "section", "notes", "bibliography")
        number += divides
        yield Span(span.start, span.end, span.kind, f"d{number}" if divides else "", span.attrs)


def _place_names(text: str, found: Iterable[Piece]) -> Iterator[Span]:
    for piece in found:
        place = dateline(text, as_line(piece)) if piece.kind in ("dateline", "doc_date") else None
        if place and place[1] > place[0]:
            yield Span(*place, "place_name")


def _hyphens(text: str, found: Iterable[Piece]) -> Iterator[Span]:
    for piece in found:
        if piece.kind != "note":
            yield from hyphens(text, piece)

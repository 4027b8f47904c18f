"""Paragraphs that go on over the end of a page: its number, running heads and footnotes between stand inside them.

A form feed tells where a page ends, or the page's number or head. Adds no span.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.find.blocks.pieces import Piece
from pipeline.find.lines import has_stop
from pipeline.text import Document, Span

_FURNITURE = frozenset(("navigation", "page_number", "note"))
_HYPHENS = "-\u00ad‐"
_FULL_LINE = 40  # code points of a line that may have been broken for want of room


class Joined(NamedTuple):
    """The pieces, those joined that are one; what stands inside them; the hyphens before that."""

    whole: list[Piece]
    inside: list[Piece]
    hyphens: list[Span]


def over_pages(document: Document, found: Sequence[Piece]) -> Joined:
    """Paragraphs joined where a page ends inside a sentence. Linear in the pieces."""
    breaks = [span.start for span in document.of("page_break")]
    joined = Joined([], [], [])
    last = 0  # the piece before this one that is no furniture
    for piece in found:
        whole = joined.whole
        between = whole[last + 1 :]
        if whole and _goes_over(document.text, whole[last], piece, _ends_page(whole[last], piece, between, breaks)):
            joined.inside.extend(between)
            joined.hyphens.extend(_hyphen(document.text, whole[last], piece) if between else ())
            whole[last:] = [whole[last]._replace(end=piece.end, lines=whole[last].lines + piece.lines)]
        else:
            whole.append(piece)
            last = last if _is_of_page(piece) else len(whole) - 1
    return joined


def _is_of_page(piece: Piece) -> bool:
    """Whether a piece is what a page ends or begins with: its number, furniture, a note."""
    return piece.kind in _FURNITURE


def _ends_page(before: Piece, after: Piece, between: Sequence[Piece], breaks: Sequence[int]) -> bool:
    """Whether a page ends between two paragraphs: a form feed says it, or the number or head of a page."""
    at = bisect_left(breaks, before.end)
    broken = at < len(breaks) and breaks[at] < after.start
    return broken or any(piece.kind == "page_number" or piece.note == "head" for piece in between)


def _goes_over(text: str, before: Piece, after: Piece, paged: bool) -> bool:
    """Whether a paragraph's last sentence on one page is another's first on the next."""
    return paged and before.kind == after.kind == "paragraph" and _is_inside_sentence(text, before, after)


def _is_inside_sentence(text: str, before: Piece, after: Piece) -> bool:
    """No stop before a small letter; or a comma, or a line of prose that breaks off, before anything of a sentence."""
    sign, first = text[before.end - 1], text[after.start]
    if first.islower():
        return sign not in '.!?…:;»”"'
    begins = first.isalnum() or first in '«„“"('
    breaks_off = sign == "," or (sign.isalpha() and before.end - before.start >= _FULL_LINE)
    return begins and breaks_off and has_stop(text, after.start, after.end)


def _hyphen(text: str, before: Piece, after: Piece) -> Iterator[Span]:
    """The hyphen of a word that is cut at the end of a page."""
    at = before.end - 1
    if text[at] in _HYPHENS and text[at - 1].isalpha() and text[after.start].islower():
        yield Span(at, before.end, "hyphen")

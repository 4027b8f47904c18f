"""Epigraphs: a few short lines above a text or a part of it, and under them a name and nothing more.

Marks the pieces with the note `epigraph`; the containers are made in `divisions`. TEI: an epigraph opens a division.
"""

import re
from collections.abc import Sequence

from pipeline.find.blocks.bylines import is_byline
from pipeline.find.blocks.kinds import PLAIN_LEVEL
from pipeline.find.blocks.pieces import Piece

_LONGEST = 400
_MOST = 8
_SIGNED = 90
_QUOTED, _SIGNATURES = ("line", "verse_line"), ("line", "heading")
_SOURCE = re.compile(r"[.,]?\s*(?:[«„“\"(].*|\d{4}.*)?$")
_DASH = "–—- "


def epigraphs(text: str, found: Sequence[Piece], first: int) -> list[Piece]:
    """The pieces with the epigraphs at the beginning and under headings marked; `first` is the first of the body."""
    result = list(found)
    for place in range(first, len(found)):
        if place and (place == first or found[place - 1].kind == "heading"):
            last = _end(text, found, place)
            for index in range(place, last):
                kind = "verse_line" if found[index].kind == "verse_line" else "paragraph"
                result[index] = found[index]._replace(note="epigraph", kind=kind, level=0)
    return result


def _end(text: str, found: Sequence[Piece], first: int) -> int:
    """The piece after an epigraph that begins at a piece, or that piece itself where none does."""
    for place in range(first + 1, min(first + _MOST, len(found) - 1)):
        if found[place - 1].kind not in _QUOTED or found[place - 1].end - found[first].start > _LONGEST:
            return first
        if _is_signature(text, found[place]) and found[place + 1].kind in ("line", "heading", "verse_line"):
            return place + 1
    return first


def _is_signature(text: str, piece: Piece) -> bool:
    """Whether a line is a name, before which a dash and behind which a title or a year may stand."""
    if piece.kind not in _SIGNATURES or 0 < piece.level < PLAIN_LEVEL or piece.end - piece.start > _SIGNED:
        return False
    start = piece.start
    while start < piece.end and text[start] in _DASH:
        start += 1
    ends = (match.start() for match in re.finditer(r"[.,]?\s*(?=[«„“\"(\d])|$", text[start : piece.end]))
    return any(
        is_byline(text, piece._replace(start=start, end=start + end))
        and _SOURCE.fullmatch(text, start + end, piece.end)
        for end in ends
        if end
    )

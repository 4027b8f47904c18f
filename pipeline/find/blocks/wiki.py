"""What a wiki, or a library of files, puts at the head of a text and at its headings. Adds no span."""

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.find.blocks.kinds import PLAIN_LEVEL, as_line
from pipeline.find.blocks.line_kinds import heading_level
from pipeline.find.blocks.pieces import Piece, editing
from pipeline.find.lines import has_stop

_ROW = re.compile(r"[^\t\n]{2,40}\t[^\t\n]{1,120}")
_FEWEST = 2
_HEAD = 12  # pieces among which the head of a text ends
_BEFORE = 2
_LONGEST = 80


def edited(text: str, found: Sequence[Piece]) -> list[Piece]:
    """A line with the link by which a wiki lets a section be edited is its heading; the first may be the title."""
    links = editing(text)
    first = next((piece.start for piece in found if piece.kind != "navigation"), 0)
    return [
        piece._replace(kind="heading", level=heading_level(text, as_line(piece)) or PLAIN_LEVEL)
        if piece.kind in ("line", "heading") and piece.end in links and piece.start > first
        else piece
        for piece in found
    ]


def head_of_page(text: str, found: Sequence[Piece]) -> list[Piece]:
    """What stands beside the furniture above a text: a box of facts with the title once more, rows of dashes."""
    result = list(found)
    for place in _dashes(found):
        result[place] = result[place]._replace(kind="navigation")
    for place in _box(text, result):
        result[place] = result[place]._replace(kind="navigation")
    return result


def _dashes(found: Sequence[Piece]) -> list[int]:
    """Ornaments above a text with furniture between them."""
    above = list(takewhile(lambda place: found[place].kind in ("ornament", "navigation"), range(len(found))))
    furnished = any(found[place].kind == "navigation" for place in above)
    return [place for place in above if found[place].kind == "ornament" and furnished]


def _box(text: str, found: Sequence[Piece]) -> list[int]:
    """Rows of a name and what it is, parted by a tab, right below furniture; the title may stand between once more."""
    rows = [place for place in range(min(len(found), _HEAD)) if _is_row(text, found[place])]
    box = list(takewhile(lambda place: _is_row(text, found[place]), range(rows[0], len(found)))) if rows else []
    if len(box) < _FEWEST or box[0] == 0:
        return []
    if found[box[0] - 1].kind == "navigation":
        return box
    titled = any(piece.kind == "line" for piece in found[: max(0, box[0] - _BEFORE)])
    again = titled and found[box[0] - _BEFORE].kind == "navigation" and _may_be_title(text, found[box[0] - 1])
    return [box[0] - 1, *box] if again else []


def _may_be_title(text: str, piece: Piece) -> bool:
    return piece.kind == "line" and piece.end - piece.start <= _LONGEST and not has_stop(text, piece.start, piece.end)


def _is_row(text: str, piece: Piece) -> bool:
    return piece.kind == "line" and bool(_ROW.fullmatch(text, piece.start, piece.end))

"""What each piece between the title page and the end is: heading, caption, ornament, furniture, paragraph.

An ordered row of rules over pieces, each sure of what it takes; what no rule takes is a paragraph. Adds no span.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.find.blocks.divisions import PART_LEVEL
from pipeline.find.blocks.line_kinds import dateline, heading_level, is_caption, is_list, is_navigation
from pipeline.find.blocks.pieces import Piece
from pipeline.find.lines import Line, arrow, has_stop, is_ornament, says_nothing
from pipeline.find.vocabulary import beginning

PLAIN_LEVEL, ASKING_LEVEL = 8, 9
_LONGEST = 110
_LONGEST_QUESTION = 80
_PAGE = re.compile(r"\[\s?(\d{1,4})\s?\]|[-–—]?\s*(\d{1,4})\s*[-–—]?")
_PARTED = 0.7
_YEARS = range(1500, 2100)


def as_line(piece: Piece) -> Line:
    """A piece of one line, as the tests of a line want it."""
    return Line(piece.start, piece.end, piece.gap, piece.indent)


def by_themselves(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Pieces that need no neighbour to be known: ornaments, furniture, captions, page numbers, headings of lists."""
    return [_alone(text, piece) if piece.kind == "line" and piece.lines == 1 else piece for piece in found]


def _alone(text: str, piece: Piece) -> Piece:
    line = as_line(piece)
    if is_list(text, line, "notes"):
        return piece._replace(kind="heading", note="notes")
    if is_list(text, line, "bibliography"):
        return piece._replace(kind="heading", note="bibliography")
    if is_ornament(text, line):
        return piece._replace(kind="ornament")
    if says_nothing(text, line) or arrow(text, line) == line.start or is_navigation(text, line):
        return piece._replace(kind="navigation")
    if is_caption(text, line):
        return piece._replace(kind="caption")
    page = _PAGE.fullmatch(text, piece.start, piece.end)
    return piece._replace(kind="page_number", note=page.group(1) or page.group(2)) if page else piece


def page_numbers(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Bare numbers alone on a line are page numbers if they rise; counted from one, or years, they head sections."""
    bare = [int(p.note) for p in found if p.kind == "page_number" and text[p.start] != "["]
    rises = len(bare) > 1 and all(a < b <= a + 5 for a, b in itertools.pairwise(bare))
    counts = bare == list(range(1, len(bare) + 1))
    dated = _are_years(bare)
    if rises and not counts and not dated:
        return list(found)
    kind, level = ("heading", 4) if (counts or dated) and len(bare) > 1 else ("line", 0)
    return [
        p._replace(kind=kind, level=level, note="") if p.kind == "page_number" and text[p.start] != "[" else p
        for p in found
    ]


def _are_years(numbers: Sequence[int]) -> bool:
    """Whether numbers rise as those of years do, which a book has no pages for."""
    return all(number in _YEARS for number in numbers) and all(a < b for a, b in itertools.pairwise(numbers))


def running_heads(text: str, found: Sequence[Piece]) -> list[Piece]:
    """A line beside a page number that stands elsewhere too is a running head, pasted with the page's number."""
    said = Counter(text[piece.start : piece.end] for piece in found if piece.kind == "line" and piece.lines == 1)
    paged = [piece.kind == "page_number" for piece in found]
    return [
        piece._replace(kind="navigation")
        if said[text[piece.start : piece.end]] > 1
        and piece.kind == "line"
        and piece.end - piece.start <= _LONGEST
        and not has_stop(text, piece.start, piece.end)
        and any(paged[max(0, place - 1) : place] + paged[place + 1 : place + 2])
        else piece
        for place, piece in enumerate(found)
    ]


def with_breaks(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Where blank lines part the paragraphs, lines without one between them are one paragraph with line breaks.

    Where only some paragraphs are parted so, lines are joined only if a sentence runs on.
    """
    free = [piece for piece in found[1:] if piece.kind == "line"]
    parted = sum(piece.gap > 0 for piece in free) >= _PARTED * len(free)
    joined: list[Piece] = []
    for piece in found:
        before = joined[-1] if joined else None
        both = before is not None and before.kind == piece.kind == "line" and piece.gap == 0
        if before and both and (parted or not has_stop(text, before.start, before.end)):
            joined[-1] = before._replace(end=piece.end, lines=before.lines + piece.lines)
        else:
            joined.append(piece)
    return joined


def headings(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Lines that head what follows: by their number, name or capitals, or short, without a stop, before a paragraph."""
    levels = [_level(text, found, index) for index in range(len(found))]
    plain = levels.count(PLAIN_LEVEL)
    lines = sum(piece.kind == "line" for piece in found)
    asking = levels.count(ASKING_LEVEL)
    allowed = {PLAIN_LEVEL: plain * 3 <= lines, ASKING_LEVEL: asking * 2 <= levels.count(PLAIN_LEVEL)}
    return [
        piece._replace(kind="heading", level=min(level, PLAIN_LEVEL)) if level and allowed.get(level, True) else piece
        for piece, level in zip(found, levels, strict=True)
    ]


def parts_of_notes(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Short lines without a stop between end notes head those of one chapter."""
    listed = [(piece.kind, piece.note) in (("note", "end"), ("heading", "notes")) for piece in found]
    return [
        piece._replace(kind="heading", level=PART_LEVEL)
        if 0 < place < len(found) - 1
        and listed[place - 1]
        and found[place + 1].kind == "note"
        and piece.kind in ("line", "heading")
        and piece.note == ""
        and piece.end - piece.start <= _LONGEST
        and not has_stop(text, piece.start, piece.end)
        else piece
        for place, piece in enumerate(found)
    ]


def _level(text: str, found: Sequence[Piece], index: int) -> int:
    piece = found[index]
    if piece.kind != "line" or piece.end - piece.start > 160 or not _something_follows(found, index):
        return 0
    if beginning("lines", "abstracts").match(text, piece.start):
        return 0
    own = heading_level(text, as_line(piece)) if piece.lines <= 2 else 0
    if own >= 4 and _is_numbered_series(text, found, index, own):
        return 0
    plain = _is_plain_heading(text, found, index)
    return own or (plain and (ASKING_LEVEL if text[piece.end - 1] in "?!" else PLAIN_LEVEL))


def _something_follows(found: Sequence[Piece], index: int) -> bool:
    return any(piece.kind in ("line", "item", "verse_line") for piece in found[index + 1 : index + 4])


def _is_numbered_series(text: str, found: Sequence[Piece], index: int, level: int) -> bool:
    """Numbered lines one right after the other are a list or a table of contents, not headings."""
    around = [found[place] for place in (index - 1, index + 1) if 0 <= place < len(found)]
    return any(piece.kind == "line" and heading_level(text, as_line(piece)) == level for piece in around)


def _is_plain_heading(text: str, found: Sequence[Piece], index: int) -> bool:
    piece, after = found[index], found[index + 1]
    before = found[index - 1] if index else None
    asks = text[piece.end - 1] in "?!" and piece.end - piece.start <= _LONGEST_QUESTION
    if piece.lines > 1 or piece.end - piece.start > _LONGEST or (has_stop(text, piece.start, piece.end) and not asks):
        return False
    opened = text[piece.start]
    if dateline(text, as_line(after)) is not None:
        return False
    if not (opened.isupper() or opened.isdigit() or opened in '«„"') or dateline(text, as_line(piece)):
        return False
    ended = before is None or before.kind != "line" or has_stop(text, before.start, before.end)
    leads = after.kind == "line" and has_stop(text, after.start, after.end) and not text[after.start].islower()
    return ended and leads and after.end - after.start > (piece.end - piece.start) * (1 if after.gap else 3)

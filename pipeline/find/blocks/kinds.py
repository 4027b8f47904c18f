"""What each piece between the title page and the end is: heading, list, verse, caption, ornament, furniture, paragraph.

An ordered row of rules over pieces, each sure of what it takes; what no rule takes is a paragraph. Adds no span.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.find.blocks.divisions import PART_LEVEL
from pipeline.find.blocks.line_kinds import dateline, heading_level, is_caption, is_list, is_navigation
from pipeline.find.blocks.pieces import Piece
from pipeline.find.lines import Line, arrow, has_stop, is_ornament, runs_on, says_nothing
from pipeline.find.vocabulary import beginning

PLAIN_LEVEL, ASKING_LEVEL = 8, 9
_LONGEST = 110
_LONGEST_QUESTION = 80
_PAGE = re.compile(r"\[\s?(\d{1,4})\s?\]|[-–—]?\s*(\d{1,4})\s*[-–—]?")
_DOT = re.compile(r"[•▪◦‣●○■□✓➢]")
_BULLET = re.compile(r"[•▪◦‣●○■□✓➢]|[*·–—-](?=\s)")
_ITEM = re.compile(r"\(?(\d{1,2})[.)](?=\s)")
_LONGEST_VERSE = 64
_FULL_LINE = 40  # code points from which a line may have been broken for want of room
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


def chunks(found: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Stretches of at least two lines with no blank line between them (half-open)."""
    first = 0
    for index in range(1, len(found) + 1):
        ended = (
            index == len(found)
            or found[index].gap > 0
            or found[index].kind != "line"
            or found[index - 1].kind != "line"
        )
        if ended:
            if index - first > 1:
                yield first, index
            first = index


def groups(text: str, found: Sequence[Piece], spaced: bool) -> list[Piece]:
    """Lists and stanzas: lines kept together by blank lines around them and by what every one of them begins with."""
    result = list(found)
    for count, (first, last) in enumerate(chunks(found), start=1):
        lead = found[first - 1] if first else None
        begun = first
        for number, (a, b) in enumerate(_listed(text, found, first, last, lead)):
            result[a:b] = [piece._replace(kind="item", group=count * 1000 + number % 1000) for piece in found[a:b]]
            begun = b
        kind = _whole_chunk(text, found[first:last], lead) if begun == first and spaced else ""
        if kind:
            result[first:last] = [piece._replace(kind=kind, group=count * 1000) for piece in found[first:last]]
    return result


def _whole_chunk(text: str, chunk: Sequence[Piece], lead: Piece | None) -> str:
    """Lines without marks of their own: a stanza, or a list whose bullets the browser has dropped, after a colon."""
    if _is_verse(text, chunk):
        return "verse_line"
    announced = lead is not None and lead.kind == "line" and text[lead.end - 1] == ":"
    if announced and _is_broken_prose(text, chunk):
        return ""
    return "item" if announced and all(text[piece.start] not in '–—-«„"' for piece in chunk) else ""


def _is_broken_prose(text: str, chunk: Sequence[Piece]) -> bool:
    """Full lines of which the first begins with a capital and another in the middle of a sentence: no items."""
    full = all(piece.end - piece.start >= _FULL_LINE for piece in chunk[:-1])
    inside = (runs_on(text, as_line(before), as_line(after)) for before, after in itertools.pairwise(chunk))
    return full and text[chunk[0].start].isupper() and any(inside)


def _listed(text: str, found: Sequence[Piece], first: int, last: int, lead: Piece | None) -> Iterator[tuple[int, int]]:
    """Runs of two or more lines with the same bullet, or numbered from one on."""
    begun = first
    for index in range(first + 1, last + 1):
        if index < last and _follows(text, found[index - 1], found[index]):
            continue
        if index - begun > 1 and _opens(text, found[begun], lead if begun == first else found[begun - 1]):
            yield begun, index
        begun = index


def _follows(text: str, before: Piece, piece: Piece) -> bool:
    bullets = _BULLET.match(text, before.start), _BULLET.match(text, piece.start)
    if bullets[0] and bullets[1]:
        return bullets[0].group() == bullets[1].group()
    items = _ITEM.match(text, before.start), _ITEM.match(text, piece.start)
    return bool(items[0] and items[1]) and int(items[1].group(1)) == int(items[0].group(1)) + 1  # type: ignore[union-attr]


def indented_items(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Lines that a browser has indented and numbered or marked (` 1. `) in a text whose lines are not indented."""
    indented = sum(piece.indent > 0 for piece in found)
    if indented * 3 > len(found):
        return list(found)
    result: list[Piece] = []
    group = 0
    for piece in found:
        before = result[-1] if result else None
        if piece.kind == "line" and piece.indent and _is_marked(text, piece):
            group += before is None or before.kind != "item"
            piece = piece._replace(kind="item", group=group)
        result.append(piece)
    return result


def dotted_items(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Two lines or more that begin with the same bullet are items, blank lines between them or not."""
    result = list(found)
    signs = [_dot(text, piece) for piece in found]
    for sign, row in itertools.groupby(range(len(found)), lambda place: signs[place]):
        places = list(row)
        if sign and len(places) > 1:
            result[places[0] : places[-1] + 1] = [
                found[at]._replace(kind="item", group=-2 - places[0]) for at in places
            ]
    return result


def _dot(text: str, piece: Piece) -> str:
    match = _DOT.match(text, piece.start) if piece.kind == "line" else None
    return match.group() if match else ""


def _is_marked(text: str, piece: Piece) -> bool:
    bullet = _BULLET.match(text, piece.start)
    return bool(_ITEM.match(text, piece.start)) or (bullet is not None and bullet.group() not in "–—-*")


def _opens(text: str, piece: Piece, lead: Piece | None) -> bool:
    """A dash begins speech as well as an item: then a colon must lead to it. Numbers begin at one."""
    item = _ITEM.match(text, piece.start)
    if item:
        return item.group(1) == "1"
    small = text[piece.start + 1 : piece.end].lstrip()[:1].islower()
    return text[piece.start] not in "–—-" or small or (lead is not None and text[lead.end - 1] == ":")


def _is_verse(text: str, chunk: Sequence[Piece]) -> bool:
    """Four short lines or more, each with a capital, most ending inside a sentence, the last at its end."""
    if len(chunk) < 4 or any(piece.end - piece.start > _LONGEST_VERSE for piece in chunk):
        return False
    capital = all(text[piece.start].isupper() or text[piece.start] in '«„"—–' for piece in chunk)
    ends = [text[piece.end - 1] for piece in chunk]
    return capital and ends[-1] in '.!?…»”"' and sum(end in ",;—–:" for end in ends) * 4 >= len(chunk)


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

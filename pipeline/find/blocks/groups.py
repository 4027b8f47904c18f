"""Lists and stanzas: lines that belong together by how each begins, or by blank lines around them. Adds no span."""

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.find.blocks.kinds import as_line
from pipeline.find.blocks.pieces import Piece
from pipeline.find.lines import runs_on

_DOT = re.compile(r"[•▪◦‣●○■□✓➢]")
_BULLET = re.compile(r"[•▪◦‣●○■□✓➢]|[*·–—-](?=\s)")
_ITEM = re.compile(r"\(?(\d{1,2})[.)](?=\s)")
_LONGEST_VERSE = 64
_FULL_LINE = 40  # code points from which a line may have been broken for want of room


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
        apart = found[first].gap > 0 and (last == len(found) or found[last].gap > 0)
        verse = begun == first and (spaced or apart) and _is_verse(text, found[first:last], apart)
        kind = "verse_line" if verse else _unmarked(text, found[first:last], lead) if begun == first and spaced else ""
        if kind:
            result[first:last] = [piece._replace(kind=kind, group=count * 1000) for piece in found[first:last]]
    return result


def _unmarked(text: str, chunk: Sequence[Piece], lead: Piece | None) -> str:
    """Lines without marks of their own, a list whose bullets the browser has dropped, after a colon."""
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


def _is_verse(text: str, chunk: Sequence[Piece], apart: bool) -> bool:
    """Four short lines or more, most ending inside a sentence, the last at its end; with capitals, or set apart."""
    longest = max(piece.end - piece.start for piece in chunk)
    if len(chunk) < 4 or longest > _LONGEST_VERSE:
        return False
    small = sum(text[piece.start].islower() for piece in chunk) if apart and longest <= _FULL_LINE else 0
    capital = small + sum(text[piece.start].isupper() or text[piece.start] in '«„"—–' for piece in chunk) == len(chunk)
    ends = [text[piece.end - 1] for piece in chunk]
    return capital and ends[-1] in '.!?…»”"' and sum(end in ",;—–:" for end in ends) * 4 >= len(chunk)

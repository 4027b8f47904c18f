"""What a site puts around a text and a paste brings along: menus, links to other pages, tables of contents.

A single known line is told by itself (`line_kinds.is_navigation`); here neighbours decide. Adds no span.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby, pairwise

from pipeline.find.blocks.bylines import signs
from pipeline.find.blocks.kinds import PLAIN_LEVEL, as_line
from pipeline.find.blocks.line_kinds import dateline, heading_level, in_menus
from pipeline.find.blocks.pieces import Piece
from pipeline.find.lines import has_stop
from pipeline.find.vocabulary import beginning, folded, words

_SHORT = 110
_MENU = 45
_FEWEST = 3
_WORDS = 3
_LINE = 200
_TO_PAGE = re.compile(r"(?:\t|(?:\.\s?){3,}|…+)\s*\d{1,4}$")
_ENDS_IN_NUMBER = re.compile(r"[\s.…](\d{1,4})$")
_YEARS = range(1500, 2100)
_TIME = re.compile(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?")
_HEAD = 3
_DEFINES = re.compile(r"\s[–—=-]\s|\t|:\s")
_CONTENTS = -1
_END_NOTE = ("note", "end")


def menus(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Three short lines or more in a row, at least half of them known from menus or as furniture, are a menu."""
    taken: set[int] = set()
    for short, group in groupby(range(len(found)), lambda place: _may_be_entry(text, found[place])):
        row = list(group)
        known = [place for place in row if short and _is_known(text, found[place])]
        if len(known) >= _FEWEST:
            apart = _stand_apart(text, found, known)
            between = [at for at in range(known[0], known[-1] + 1) if _is_plain(text, found[at]) and at not in apart]
            taken.update(known)
            taken.update(between if len(between) <= 2 * len(known) else ())
    return [piece._replace(kind="navigation") if place in taken else piece for place, piece in enumerate(found)]


def _may_be_entry(text: str, piece: Piece) -> bool:
    return piece.kind == "navigation" or (
        piece.kind in ("line", "heading")
        and not piece.level
        and piece.lines == 1
        and piece.end - piece.start <= _MENU
        and not has_stop(text, piece.start, piece.end)
    )


def _is_plain(text: str, piece: Piece) -> bool:
    """Whether an entry between known ones is a few bare words: no name with initials, nothing behind a colon."""
    said = text[piece.start : piece.end]
    return len(said.split()) <= _WORDS and not any(sign in said for sign in ".:")


def _stand_apart(text: str, found: Sequence[Piece], known: Sequence[int]) -> set[int]:
    """What may be the title among the entries of a menu: it has a blank line above, or the line of a wiki below."""
    close = sum(found[place].gap == 0 for place in known[1:]) * 2 > len(known) - 1
    return {
        place
        for place in range(known[0], known[-1])
        if (close and found[place].gap > 0) or _is_tagline(text, found[place + 1])
    }


def _is_tagline(text: str, piece: Piece) -> bool:
    said = text[piece.start : piece.end].lower()
    return piece.kind == "navigation" and bool(beginning("navigation", "taglines").match(said))


def beside(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Words that may be a heading or furniture are furniture beside it; so is a number, or «Содержание», within it."""
    result = list(found)
    for places in (range(len(found)), range(len(found) - 1, -1, -1)):
        for place in places:
            around = [result[at].kind == "navigation" for at in (place - 1, place + 1) if 0 <= at < len(found)]
            if _may_be_furniture(text, result[place], any(around), all(around)) or _is_clock(text, result, place):
                result[place] = result[place]._replace(kind="navigation", note="")
    return _counters(result)


def _may_be_furniture(text: str, piece: Piece, one: bool, both: bool) -> bool:
    said = folded(text[piece.start : piece.end]) if one and piece.kind == "line" else ""
    return said in words("navigation", "beside") or (both and said in words("lines", "contents"))


def _is_clock(text: str, found: Sequence[Piece], place: int) -> bool:
    """A time of day alone, at the head of a page or beside furniture or a date; elsewhere it may head an hour."""
    if found[place].kind != "line" or not _TIME.fullmatch(text, found[place].start, found[place].end):
        return False
    around = [*found[max(0, place - 1) : place], *found[place + 1 : place + 2]]
    dated = (one.kind == "line" and dateline(text, as_line(one)) is not None for one in around)
    above = place < _HEAD and all(one.kind == "navigation" or _is_short(text, one) for one in found[:place])
    return above or any(one.kind == "navigation" for one in around) or any(dated)


def _counters(found: Sequence[Piece]) -> list[Piece]:
    """Bare numbers with furniture before and behind them count who read or liked a page."""
    result = list(found)
    for number, row in groupby(range(len(found)), lambda place: found[place].kind == "page_number"):
        places = list(row)
        around = found[places[0] - 1 : places[0]], found[places[-1] + 1 : places[-1] + 2]
        if number and all(side and _is_of_site(side[0]) for side in around):
            for place in places:
                result[place] = result[place]._replace(kind="navigation", note="")
    return result


def _is_of_site(piece: Piece) -> bool:
    return piece.kind == "navigation" and piece.note != "head"


def _is_known(text: str, piece: Piece) -> bool:
    return piece.kind == "navigation" or in_menus(text[piece.start : piece.end])


def related(text: str, found: Sequence[Piece]) -> list[Piece]:
    """The short lines without a stop under «Читайте также» and its like, but one that may head what follows."""
    result = list(found)
    for place, piece in enumerate(found):
        if piece.kind == "navigation" and folded(text[piece.start : piece.end]) in words("navigation", "related"):
            for after in _links(text, found, place + 1):
                result[after] = result[after]._replace(kind="navigation")
    return result


def _links(text: str, found: Sequence[Piece], first: int) -> range:
    last = first
    while last < len(found) and found[last].kind == "line" and _is_short(text, found[last]):
        last += 1
    heads = last < len(found) and found[last].kind == "line" and last - first > 1
    return range(first, last - heads)


def _is_short(text: str, piece: Piece) -> bool:
    return piece.end - piece.start <= _SHORT and not has_stop(text, piece.start, piece.end)


def after_notes(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Short lines without a stop behind the notes and the literature, to the end of the text, lead to other pages.

    Furniture that is known stands among them: a list of abbreviations behind the notes looks as they do.
    """
    closing = (place for place, one in enumerate(found) if one.kind == "citation" or (one.kind, one.note) == _END_NOTE)
    last = max(closing, default=len(found))
    behind = found[last + 1 :]
    unknown = [piece for piece in behind if piece.kind != "navigation"]
    if len(unknown) == len(behind) or not all(_is_link(text, piece) for piece in unknown):
        return list(found)
    return [*found[: last + 1], *(piece._replace(kind="navigation") for piece in found[last + 1 :])]


def _is_link(text: str, piece: Piece) -> bool:
    """Whether a line may lead to another page: no stop, no name, no date, no division of the text."""
    if piece.kind != "line" or not _is_short(text, piece) or signs(text, piece):
        return False
    line = as_line(piece)
    responsible = beginning("lines", "responsibilities").match(text, piece.start)
    defines = _DEFINES.search(text, piece.start, piece.end)
    return not responsible and not defines and dateline(text, line) is None and not heading_level(text, line)


def contents(text: str, found: Sequence[Piece]) -> list[Piece]:
    """The lines of a table of contents are items, and those that they announce are headings.

    Two or more in a row end in a page behind a tab or dots, or three in pages that rise; or they come again in their
    order, as headings.
    """
    listed = {*_to_pages(text, found), *_rising(text, found), *_coming_again(text, found)}
    announced = {_title(text, found[place]) for place in listed} - {""}
    return [
        piece._replace(kind="item", group=_CONTENTS, level=0, note="")
        if place in listed
        else piece._replace(kind="heading", level=PLAIN_LEVEL)
        if announced and place > min(listed) and _is_announced(text, piece, announced)
        else piece
        for place, piece in enumerate(found)
    ]


def _is_announced(text: str, piece: Piece, announced: Set[str]) -> bool:
    """Whether the contents have a line that does not say by itself how deep it divides the text."""
    return piece.kind == "line" and _title(text, piece) in announced and not heading_level(text, as_line(piece))


def _to_pages(text: str, found: Sequence[Piece]) -> Iterator[int]:
    listed = [piece.kind == "line" and _leads_to_page(text, piece) for piece in found]
    for place, (before, after) in enumerate(pairwise(listed)):
        if before and after:
            yield from (place, place + 1)


def _leads_to_page(text: str, piece: Piece) -> bool:
    """Whether a line ends in dots and a page; only its end is looked at, for a row of dots may be of any length."""
    return bool(_TO_PAGE.search(text, max(piece.start, piece.end - _LINE), piece.end))


def _rising(text: str, found: Sequence[Piece]) -> Iterator[int]:
    numbers = [_page(text, piece) for piece in found]
    row: list[int] = []
    for place, number in enumerate([*numbers, 0]):
        if row and not numbers[row[-1]] <= number <= numbers[row[-1]] + _SHORT:
            if len(row) >= _FEWEST and numbers[row[0]] < numbers[row[-1]]:
                yield from row
            row = []
        if number:
            row.append(place)


def _page(text: str, piece: Piece) -> int:
    """The number a short line ends in, 0 if there is none or it is a year."""
    match = _ENDS_IN_NUMBER.search(text, max(piece.start, piece.end - 6), piece.end)
    short = piece.kind == "line" and piece.end - piece.start <= _SHORT
    number = int(match.group(1)) if match and short else 0
    return 0 if number in _YEARS else number


def _coming_again(text: str, found: Sequence[Piece]) -> Iterator[int]:
    """Lines under the heading of the contents that come again, or three in a row that come again in the same order."""
    said = [_title(text, piece) for piece in found]
    where: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        where[one].append(place)
    place = 0
    while place < len(said):
        last = _repeated(said, where, place)
        headed = place > 0 and said[place - 1] in words("lines", "contents")
        if last - place >= (_FEWEST - headed):
            yield from range(place, last)
        place = max(last, place + 1)


def _repeated(said: Sequence[str], where: Mapping[str, Sequence[int]], first: int) -> int:
    """Where a row of lines ends that come again after it in their order."""
    last, again = first, [first]
    while last < len(said) and said[last] and (last == first or last < again[1]):
        places = where[said[last]]
        later = bisect_right(places, max(again[-1], last))
        if later == len(places):
            break
        again.append(places[later])
        last += 1
    return last


def _title(text: str, piece: Piece) -> str:
    """A line as its heading has it, without the page it leads to; empty if it can be no heading."""
    if piece.kind not in ("line", "heading", "item") or piece.end - piece.start > _SHORT:
        return ""
    return folded(_ENDS_IN_NUMBER.sub("", text[piece.start : piece.end]))

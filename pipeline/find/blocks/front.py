"""The front matter: title, subtitle, by-line, occasion, date line, and a preface between two title pages.

Gives pieces their kind and says how many of them stand in front; adds no span. Without a title there is no front.
TEI: a titlePage takes titlePart, docTitle, byline, docDate; a dateline stands beside it.
"""

import re
from collections.abc import Sequence

from pipeline.find.blocks.bylines import is_byline, signs
from pipeline.find.blocks.kinds import as_line
from pipeline.find.blocks.line_kinds import dateline, heading_level
from pipeline.find.blocks.pieces import Piece
from pipeline.find.lines import has_stop
from pipeline.find.vocabulary import beginning, folded, words

_LONGEST_TITLE = 220
_PREFACE = 30
_IMPRINT = re.compile(r"(?:УДК|ББК|UDC|DOI|ГРНТИ)\b|(?:e-?mail:?\s*)?\S+@\S+\.\w+$", re.IGNORECASE)
_ISSUE = re.compile(r"[«„“\"][^»”“\"\n]{2,60}[»”“\"],?\s*(?:№|N|вып|т\.|\d)", re.IGNORECASE)
_BODY = re.compile(r"\b(?:университет|институт|академи[яи]|кафедр[аы])", re.IGNORECASE)
_NUMERAL = re.compile(r"[IVXLCDMІХ\d]+\b[.)]?")
_LONGEST_IMPRINT = 160
_TITLE_PAGE = frozenset(("title_part", "byline", "doc_date"))


def front(text: str, found: Sequence[Piece]) -> tuple[list[Piece], int]:
    """The pieces with the kinds of front matter given, and how many belong to the front."""
    first = _title_page(text, found, 0)
    if not any(piece.kind == "title_part" and piece.note != "desc" for piece in first):
        return list(found), 0
    last = len(first)
    second = _second_title_page(text, found, last)
    if second is None:
        return [*first, *found[last:]], last
    ornament, page = second
    preface = [piece._replace(note="preface") for piece in found[last : ornament + 1]]
    end = ornament + 1 + len(page)
    return [*first, *preface, *page, *found[end:]], end


def _second_title_page(text: str, found: Sequence[Piece], start: int) -> tuple[int, list[Piece]] | None:
    """The ornament that closes a preface and the title page after it, which names an occasion or a date."""
    for index in range(start, min(len(found), start + _PREFACE)):
        if found[index].kind == "ornament":
            page = _title_page(text, found, index + 1)
            told = any(piece.kind == "dateline" or piece.note == "desc" for piece in page)
            return (index, page) if told and index > start else None
        if found[index].kind not in ("line", "navigation"):
            return None
    return None


def _title_page(text: str, found: Sequence[Piece], start: int) -> list[Piece]:
    """The pieces of a title page from one piece on, as long as each is something a title page has."""
    page: list[Piece] = []
    for index in range(start, len(found)):
        piece = found[index]
        if piece.kind == "navigation":
            page.append(piece)
            continue
        kind, note = _on_title_page(text, found, index, page) if piece.kind == "line" else ("", "")
        if not kind:
            break
        page.append(piece._replace(kind=kind, note=note))
    while page and page[-1].kind == "navigation":
        page.pop()
    return _dates_inside(page) if start + len(page) < len(found) else []


def _dates_inside(page: Sequence[Piece]) -> list[Piece]:
    """A date line that more of the title follows is a docDate of the title page."""
    last = max((index for index, piece in enumerate(page) if piece.kind in _TITLE_PAGE), default=-1)
    return [
        piece._replace(kind="doc_date") if piece.kind == "dateline" and index < last else piece
        for index, piece in enumerate(page)
    ]


def _on_title_page(text: str, found: Sequence[Piece], index: int, page: Sequence[Piece]) -> tuple[str, str]:
    """What a line is on a title page: kind and type, or two empty strings; the first rule that answers wins."""
    piece = found[index]
    line = as_line(piece)
    if piece.end - piece.start > _LONGEST_TITLE or piece.lines > 3:
        return "", ""
    if dateline(text, line) is not None and (page or index + 1 < len(found)):
        return "dateline", ""
    if signs(text, piece):
        return "byline", ""
    if _is_imprint(text, piece, page):
        return "title_part", "desc"
    if _tells_occasion(text, piece) and (page or _is_titled(text, piece)) and _titled(page, index):
        return "title_part", "desc"
    if not _is_titled(text, piece):
        return "", ""
    return _title_or_part(text, found, index, page)


def _is_imprint(text: str, piece: Piece, page: Sequence[Piece]) -> bool:
    """Whether a line is a number of a classification, an address, a paper's issue, or the author's place of work."""
    if piece.end - piece.start > _LONGEST_IMPRINT or text[piece.end - 1] in ",;:":
        return False
    signed = any(part.kind == "byline" for part in page)
    if page and _ISSUE.match(text, piece.start, piece.end):
        return True
    return bool(_IMPRINT.match(text, piece.start, piece.end) or (signed and _BODY.search(text, piece.start, piece.end)))


def _titled(page: Sequence[Piece], index: int) -> bool:
    """Whether the title stands already (a second title page has it on the first)."""
    return index != len(page) or any(piece.kind == "title_part" for piece in page)


def _title_or_part(text: str, found: Sequence[Piece], index: int, page: Sequence[Piece]) -> tuple[str, str]:
    piece = found[index]
    second = index != len(page)
    begun = second or any(part.note == "main" for part in page)
    parts = [part for part in page if part.kind == "title_part" and begun]
    if second or parts:
        described = bool(parts) and parts[-1].note == "desc"
        if described and _in_marks(text, piece):
            return "title_part", "desc"
        signed = any(part.kind == "byline" for part in page)
        return ("title_part", "sub") if not second and _is_subtitle(text, found, index, parts, signed) else ("", "")
    level = heading_level(text, as_line(piece))
    divides = level and any(_divides_alike(text, piece, other, level) for other in found[index + 1 :])
    known = folded(text[piece.start : piece.end]) in words("lines", "headings")
    return ("", "") if divides or (known and _others(text, found, index)) else ("title_part", "main")


def _divides_alike(text: str, piece: Piece, other: Piece, level: int) -> bool:
    """Whether another line heads a division of the same level by its number or capitals: no name, no «Предисловие».

    A bare number divides what has a title in words.
    """
    if _NUMERAL.fullmatch(text, other.start, other.end) and not _NUMERAL.match(text, piece.start, piece.end):
        return False
    if other.kind != "line" or heading_level(text, as_line(other)) != level or is_byline(text, other):
        return False
    return folded(text[other.start : other.end]) not in words("lines", "headings")


def _others(text: str, found: Sequence[Piece], index: int) -> bool:
    return any(piece.kind == "line" and heading_level(text, as_line(piece)) for piece in found[index + 1 :])


def _is_subtitle(text: str, found: Sequence[Piece], index: int, parts: Sequence[Piece], signed: bool) -> bool:
    """A second line of the title: in brackets, right below it, or before a by-line or date; no numbered heading."""
    piece = found[index]
    if heading_level(text, as_line(piece)) or len(parts) > 2 or index + 1 >= len(found):
        return False
    if signed and _in_marks(text, piece) and is_byline(text, found[index + 1]):
        return False  # an epigraph and whose it is
    if text[piece.start] == "(" or piece.gap == 0 or parts[-1].note == "sub":
        return True
    after = found[index + 1]
    if _alone_is_short(text, found, index):
        return True
    return after.kind == "line" and (signs(text, after) or dateline(text, as_line(after)) is not None)


def _alone_is_short(text: str, found: Sequence[Piece], index: int) -> bool:
    """Whether no other line of the text is short and without a stop, so that this one heads no section of it."""
    short = (
        piece.kind == "line" and piece.lines == 1 and piece.end - piece.start < _LONGEST_TITLE
        and not signs(text, piece) and _is_titled(text, piece) and not has_stop(text, piece.start, piece.end)
        for piece in found[index + 1 :]
    )  # fmt: skip
    return found[index + 1].kind == "line" and not any(short)


def _is_titled(text: str, piece: Piece) -> bool:
    """Whether a line has the shape of a title: a capital or mark first, no stop last (but `?`, `!`, closing marks)."""
    said = text[piece.start : piece.end]
    opened = said[0].isupper() or said[0].isdigit() or said[0] in '«„"“(§'
    if said.endswith("!") and beginning("lines", "salutations").match(said):
        return False
    if not opened or (said.endswith((".", ",", ";", ":")) and not _closes_abbreviated(said)):
        return False
    return (
        _in_marks(text, piece)
        or not has_stop(text, piece.start, piece.end)
        or (len(said) <= 120 and said[-1] in '?!…»)"')
    )


def _closes_abbreviated(said: str) -> bool:
    return bool(re.search(r"\b(?:г|гг|вв|в|гл|ч|т)\.$", said)) and len(said) <= 120


def _in_marks(text: str, piece: Piece) -> bool:
    return text[piece.start] in '«„"“' and text[piece.end - 1] in '»“”"'


def _tells_occasion(text: str, piece: Piece) -> bool:
    """Whether a line says what the text was made for («Доклад на ...»), and is no sentence."""
    said = text[piece.start : piece.end].lstrip("(")
    opening = beginning("lines", "occasions").match(said)
    if not opening or piece.end - piece.start > _LONGEST_TITLE or not said[0].isupper():
        return False
    whole = not said[opening.end() : opening.end() + 1].isalpha()
    return whole and (not said.rstrip(")").endswith((".", ",", ";", ":")) or _closes_abbreviated(said.rstrip(")")))

"""How a stretch of TEI reads: editorial corrections taken in, everything that interrupts the prose left out.

Left out are figures, note marks, notes, running heads and page numbers, a note's label and hyphens at a
line's end, with the white space that leaving them out would double. Nothing here knows offsets (see
`edition.py`) or tables. Rules: TEI Guidelines 3.5 (simple editorial changes), 3.11.3 (breaks), 17.1 (`pc`).
"""

import re
from collections.abc import Iterator
from enum import Enum

from lxml import etree

EDITORS = frozenset({"corr", "reg", "expan"})
_CLOSED_BY = {"«": "»", "‹": "›", "“": "”", "„": "”“", '"': '"', "‘": "’", "‚": "’‘"}
_MARKS = frozenset('«»‹›“”„"‘’‚')
_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_APART = frozenset({"p", "lg", "l", "list", "item", "table", "row", "cell"})
_NO_SPACE_BEFORE = frozenset(".,;:!?)")


class _Joint(Enum):
    """Where something was left out: between words, or inside one."""

    GAP = 1
    GLUE = 2


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words(text: str) -> int:
    """The number of words: runs of letters or digits with inner hyphens.

    >>> words("Кое-что из 3-го письма – вслух")
    5
    """
    return sum(1 for _ in _WORD.finditer(text))


def is_note_mark(element: etree._Element) -> bool:
    """Whether an element is the mark in the text that refers to a note."""
    return local(element) in ("ref", "ptr") and element.get("type") == "note"


def reading(element: etree._Element, inline_notes: bool = False) -> str:
    """The reading text of an element, without white space at its ends.

    >>> reading(etree.fromstring('<p>Сад <figure><head>Яблоня</head></figure> цвёл<ref type="note">[1]</ref>.</p>'))
    'Сад цвёл.'

    Notes inside it are left out, or with `inline_notes` only those that do not say `place="inline"`.
    """
    return _folded(_pieces(element, inline_notes)).strip()


def without_marks(text: str) -> str:
    """A text without the quotation marks around it; marks that pair up inside it stay.

    >>> without_marks("«Читаю «Утро»"), without_marks("«Утро» и «Вечер»")
    ('Читаю «Утро»', '«Утро» и «Вечер»')
    """
    partner, last = _partners(text), len(text) - 1
    opened = text[:1] in _MARKS and partner.get(0, last) == last
    closed = last > 0 and text[last] in _MARKS and partner.get(last, 0) == 0
    return text[opened : len(text) - closed].strip() if text else ""


def _partners(text: str) -> dict[int, int]:
    partner: dict[int, int] = {}
    opened: list[int] = []
    for place, mark in enumerate(text):
        if mark in _MARKS:
            depth = next((d for d in reversed(range(len(opened))) if mark in _CLOSED_BY[text[opened[d]]]), None)
            if depth is not None:
                partner[place], partner[opened[depth]] = opened[depth], place
                del opened[depth:]
            elif mark in _CLOSED_BY:
                opened.append(place)
    return partner


def _pieces(element: etree._Element, inline_notes: bool) -> Iterator[str | _Joint]:
    mixed = local(element) != "choice"
    if mixed and element.text:
        yield element.text
    for child in [*element] if mixed else _chosen(element):
        yield from _piece(child, inline_notes)
        if mixed and child.tail:
            yield child.tail


def _piece(child: etree._Element, inline_notes: bool) -> Iterator[str | _Joint]:
    name = local(child)
    if child.get("break") == "no" or (name == "pc" and child.get("force") == "weak"):
        yield _Joint.GLUE
    elif _is_left_out(child, inline_notes):
        yield _Joint.GAP
    elif name == "lb":
        yield from (_Joint.GAP, " ")
    elif name in _APART:
        yield from (_Joint.GAP, " ", *_pieces(child, inline_notes), _Joint.GAP, " ")
    elif name:
        yield from _pieces(child, inline_notes)


def _is_left_out(element: etree._Element, inline_notes: bool) -> bool:
    match local(element):
        case "figure" | "fw" | "pb" | "cb":
            return True
        case "note":
            return not (inline_notes and element.get("place") == "inline")
        case "label":
            parent = element.getparent()
            return parent is not None and local(parent) == "note"
        case _:
            return is_note_mark(element)


def _chosen(choice: etree._Element) -> list[etree._Element]:
    readings = [child for child in choice if local(child)]
    return ([child for child in readings if local(child) in EDITORS] or readings)[:1]


def _folded(pieces: Iterator[str | _Joint]) -> str:
    kept: list[str] = []
    joint: _Joint | None = None
    for piece in pieces:
        if isinstance(piece, _Joint):
            joint = _Joint.GLUE if _Joint.GLUE in (joint, piece) else piece
        elif joint is None:
            kept.append(piece)
        else:
            body = piece.lstrip()
            space = _cut_space(kept) + piece[: len(piece) - len(body)]
            kept += [_space(space, joint, body) if kept else "", body]
            joint = None if body else joint
    return "".join(kept)


def _cut_space(kept: list[str]) -> str:
    space = ""
    while kept and not (body := kept[-1].rstrip()):
        space = kept.pop() + space
    if kept:
        kept[-1], space = body, kept[-1][len(body) :] + space
    return space


def _space(space: str, joint: _Joint, following: str) -> str:
    if joint is _Joint.GLUE or following[:1] in _NO_SPACE_BEFORE:
        return ""
    return " " if len(space) > 1 else space

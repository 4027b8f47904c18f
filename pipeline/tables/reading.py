"""How a stretch of TEI reads: editorial corrections taken in, everything that interrupts the prose left out.

Left out are figures, note marks, notes, running heads and page numbers, a note's label, other witnesses' readings,
what was deleted, and hyphens at a line's end, with the white space that leaving them out would double (`roles.py`
lists them). Nothing here knows offsets (see `edition.py`) or tables. Rules: TEI Guidelines 3.5 (simple editorial
changes), 3.11.3 (breaks), 12.1 (`app`), 17.1 (`pc`, `@join`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from enum import Enum
from functools import lru_cache

from lxml import etree

from pipeline.element import string
from pipeline.tables.roles import APART, EDITORS, LEFT_OUT, MARK_TYPES, READ_INSTEAD

_CLOSED_BY = {"«": "»", "‹": "›", "“": "”", "„": "”“", '"': '"', "‘": "’", "‚": "’‘"}
_MARKS = frozenset('«»‹›“”„"‘’‚')
_MARK = re.compile(f"[{''.join(sorted(_MARKS))}]")
_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_LETTERS, _ROMAN = re.compile(r"[^\W\d_]{3,}"), re.compile("[ivxlcdm]+", re.IGNORECASE)
_TEI = "{http://www.tei-c.org/ns/1.0}"
_CUT = ("¬", "\u00ad")  # the hyphen of a cut word and no other, unlike `-`
_READ_OTHERWISE = frozenset(("choice", "app", *READ_INSTEAD))  # holding no element, not as they stand
_NO_SPACE_BEFORE = frozenset(".,;:!?)")


class _Joint(Enum):
    """Where something was left out: between words, or inside one."""

    GAP = 1
    GLUE = 2


def local(element: etree._Element) -> str:
    """The name of a TEI element; of one of another vocabulary as lxml spells it, of a comment or instruction nothing.

    >>> local(etree.fromstring("<p/>")), local(etree.fromstring('<p xmlns="http://www.w3.org/1999/xhtml"/>'))
    ('p', '{http://www.w3.org/1999/xhtml}p')
    """
    return _local(element.tag)


@lru_cache(maxsize=1000)
def _local(tag: object) -> str:
    return tag.removeprefix(_TEI) if isinstance(tag, str) else ""


def words(text: str) -> int:
    """The number of words: runs of letters or digits with inner hyphens.

    >>> words("Кое-что из 3-го письма – вслух")
    5
    """
    return len(_WORD.findall(text))


def is_note_mark(element: etree._Element) -> bool:
    """Whether an element says of itself that it is the mark in the text that refers to a note."""
    return element.get("type") in MARK_TYPES and local(element) in ("ref", "ptr")


def reading(
    element: etree._Element,
    inline_notes: bool = False,
    without: Collection[str] = (),
    marks: Collection[etree._Element] = (),
) -> str:
    """The reading text of an element, without white space at its ends.

    >>> reading(etree.fromstring('<p>Сад <figure><head>Яблоня</head></figure> цвёл<ref type="note">[1]</ref>.</p>'))
    'Сад цвёл.'

    Notes inside it are left out, or with `inline_notes` only those that do not say `place="inline"`; so are elements
    of the names `without`, and those known to be note marks although they do not say so.
    """
    if not len(element) and local(element) not in _READ_OTHERWISE:
        return (element.text or "").strip()
    return _folded(_Reader(inline_notes, without, marks).read(element)).strip()


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
    """Where the marks of a text have their partners: one that closes has the last open one that it can close."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    waiting: Counter[str] = Counter()  # the marks that are open; no search is in vain, and the work is linear
    for place, mark in ((found.start(), found.group()) for found in _MARK.finditer(text)):
        if any(waiting[opener] for opener, closers in _CLOSED_BY.items() if mark in closers):
            opening = opened.pop()
            while mark not in _CLOSED_BY[text[opening]]:
                waiting[text[opening]] -= 1
                opening = opened.pop()
            waiting[text[opening]] -= 1
            partner[place], partner[opening] = opening, place
        elif mark in _CLOSED_BY:
            opened.append(place)
            waiting[mark] += 1
    return partner


class _Reader:
    """The pieces of a text and the joints between them, with a choice of what else to leave out."""

    def __init__(self, inline_notes: bool, without: Collection[str], marks: Collection[etree._Element]) -> None:
        self._inline_notes, self._without, self._marks = inline_notes, without, marks
        self.pieces: list[str | _Joint] = []

    def read(self, element: etree._Element) -> list[str | _Joint]:
        """Take in what an element holds; all that was taken in."""
        name = local(element)
        if name in ("choice", "app"):  # white space between the readings is layout
            for child in _chosen(element):
                self.read(child)
        elif name in READ_INSTEAD and (read := element.get(READ_INSTEAD[name])):
            self.pieces.append(read)
        else:
            self._say(element.text, element, None)
            for child in element:
                self._read_in(child)
                self._say(child.tail, element, child)
        return self.pieces

    def _say(self, text: str | None, around: etree._Element, before: etree._Element | None) -> None:
        """Take in a string; a sign at its end that a word is cut there is left out before the end of a line."""
        if not text:
            return
        if text.endswith(_CUT) or (text[-1].isspace() and text.rstrip().endswith(_CUT)):
            following = next(iter(around), None) if before is None else before.getnext()
            if following is not None and local(following) in ("lb", "pb", "cb"):
                self.pieces += [text.rstrip()[:-1], _Joint.GLUE]
                return
        self.pieces.append(text)

    def _read_in(self, child: etree._Element) -> None:
        """Take in what stands in another element, as far as it is read there."""
        name = local(child)
        if child.get("break") == "no" or (name == "pc" and child.get("force") == "weak"):
            self.pieces.append(_Joint.GLUE)
        elif self._is_left_out(child, name):
            self.pieces.append(_Joint.GAP)
        elif name == "lb":
            self.pieces += [_Joint.GAP, " "]
        elif name in APART or (name == "seg" and _is_in(child, "u")):
            self.pieces += [_Joint.GAP, " "]
            self.read(child)
            self.pieces += [_Joint.GAP, " "]
        elif name in ("w", "pc"):
            self._token(child)
        elif name:
            self.read(child)

    def _token(self, token: etree._Element) -> None:
        """A word or mark that may say on which side no space is read, whatever the layout (17.1, `@join`)."""
        join = token.get("join")
        if join in ("left", "both"):
            self.pieces.append(_Joint.GLUE)
        self.read(token)
        if join in ("right", "both"):
            self.pieces.append(_Joint.GLUE)

    def _is_left_out(self, element: etree._Element, name: str) -> bool:
        if name in LEFT_OUT or name in self._without or (element in self._marks and not _is_prose(element)):
            return True
        if name == "note":
            return not (self._inline_notes and element.get("place") == "inline")
        if name in ("label", "desc"):
            return _is_in(element, "note", "gap", "incident", "kinesic", "vocal")
        return is_note_mark(element)


def _is_prose(mark: etree._Element) -> bool:
    """Whether what leads to a note is no sign but words of the text, as in `see <ref target="#n1">above</ref>`."""
    return any(not _ROMAN.fullmatch(word) for word in _LETTERS.findall(string(mark)))


def _is_in(element: etree._Element, *names: str) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) in names


def _chosen(alternatives: etree._Element) -> list[etree._Element]:
    """Of a `choice` the editor's reading, of an `app` the lemma; else the first."""
    readings = [child for child in alternatives if local(child) and local(child) not in ("note", "witDetail", "wit")]
    preferred = [child for child in readings if local(child) in EDITORS or local(child) == "lem"]
    return (preferred or [rdg for group in readings for rdg in _alternative(group)])[:1]


def _alternative(reading: etree._Element) -> list[etree._Element]:
    return list(reading.iterchildren("{*}lem", "{*}rdg")) if local(reading) == "rdgGrp" else [reading]


def _folded(pieces: Iterable[str | _Joint]) -> str:
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

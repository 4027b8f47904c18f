"""One pass through a TEI document that counts its characters: where every element that may become a row stands.

In TEI that knows its source, offsets count the code points of that: what the page has, so `sic`, `orig`, `abbr` count
and an editor's `corr`, `reg`, `expan`, `supplied` do not, nor does white space straight inside `choice`. In other TEI
they count the string value of `text`, all of it. Outside of `text` (`standOff`) only notes are looked for, and have no
place; nor has what holds nothing that counts, but for the marks of notes.
"""

import re
from array import array
from io import StringIO
from typing import NamedTuple

from lxml import etree

from pipeline.tables.edition import Edition, Place, Seen
from pipeline.tables.pointers import XML_ID
from pipeline.tables.reading import local
from pipeline.tables.roles import BLOCKS, EDITORS, MARKS, NOTES, ROWS

_CHAR = re.compile(r"#char=(\d{1,9}),(\d{1,9})(?!\S)")
_UNCOUNTED = EDITORS | {"supplied"}
_LOST = -(2**40)  # how far what has no place is shifted
_HEADERS = frozenset({"teiHeader", "TEI", "TEI.2", "teiCorpus"})


class _Blocks:
    """The blocks that say where they stand: what each holds among all that was counted, its place, the block around."""

    def __init__(self) -> None:
        self.firsts, self.lasts, self.starts, self.ends, self.arounds = (array("q") for _ in range(5))

    def open(self, first: int, place: Place, around: int) -> int:
        """Take in a block that begins there; its number."""
        self.firsts.append(first)
        self.lasts.append(-1)
        self.starts.append(place.start)
        self.ends.append(place.end)
        self.arounds.append(around)
        return len(self.firsts) - 1


class _Open(NamedTuple):
    """An element that is open: its name, where it began, the placed block that it is or is in, whether it is that
    itself, whether an editor added it.
    """

    name: str
    first: int
    block: int
    placed: bool
    added: bool


def measure(edition: Edition, source: str | None) -> None:
    """Fill in where the elements of an edition stand, and the text their places count in.

    `source` is the source text; where a sourced edition comes without it, it is put together from the blocks, with
    line feeds between.
    """
    walk = _Walk(edition)
    for before, part in enumerate(edition.root.iterchildren("*")):
        if local(part) not in _HEADERS:
            walk.through(part, before)
    held = walk.strings.getvalue()
    shifts, edition.source = _placed(walk.blocks, held, source) if edition.sourced else (array("q", [0]), held)
    for (element, seen), block in zip(edition.seen.items(), walk.within, strict=True):
        shift = shifts[block] if seen.start >= 0 else _LOST
        if shift == _LOST or (seen.start == seen.end and local(element) not in MARKS):
            seen.start = seen.end = -1
        elif shift:
            seen.start, seen.end = seen.start + shift, seen.end + shift


def offsets(element: etree._Element) -> Place | None:
    """The stretch of the source that an element's `corresp` names."""
    said = element.get("corresp")
    found = _CHAR.search(said) if said else None
    return Place(int(found[1]), int(found[2])) if found else None


def is_editorial(element: etree._Element, name: str = "") -> bool:
    """Whether it is an editor's note, which the source does not have; `name` is its own, where that is known."""
    return (name or local(element)) == "note" and element.get("type") == "editorial"


def _is_added(element: etree._Element, name: str) -> bool:
    """Whether an editor put it there: in a file with offsets they do not count it."""
    return name in _UNCOUNTED or (name == "note" and is_editorial(element, name))


class _Walk:
    """The counted strings of a document one after the other, and where elements begin and end among them."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.strings = StringIO()
        self.blocks = _Blocks()
        self.within = array("q")  # of every element that may become a row, in which block it stands
        self.position = 0
        self.uncounted = 0
        self.counts = False  # whether this is a part of the document that has places
        self.wanted = ROWS  # the elements that may become rows there
        self.open: list[int] = []  # the blocks around that say where they stand
        self.holders: list[Seen] = []  # the blocks around, those without places too
        self.taken: list[Seen] = []  # the elements around that may become rows
        self.opened: list[_Open] = []  # the elements around
        self.children: list[int] = []

    def through(self, part: etree._Element, before: int) -> None:
        self.counts = local(part) == "text"
        self.wanted = ROWS if self.counts else frozenset(NOTES)
        self.children = [before]
        for event, element in etree.iterwalk(part, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._enter(element)
                continue
            if event == "end":
                self._leave()
            if element is not part:
                self._count(element.tail)

    def _enter(self, element: etree._Element) -> None:
        self.children[-1] += 1
        name = local(element)
        if name in self.wanted:
            self._take(element, name)
        self.children.append(0)
        place, added = None, False
        if self.edition.sourced:
            place, added = offsets(element), _is_added(element, name)
        if place:
            self.open.append(self.blocks.open(self.position, place, self.open[-1] if self.open else -1))
        self.uncounted += added
        block = self.open[-1] if self.open else -1
        self.opened.append(_Open(name, self.position, block, place is not None, added))
        self._count(element.text)

    def _take(self, element: etree._Element, name: str) -> None:
        edition = self.edition
        seen = Seen(self.taken[-1] if self.taken else None, len(edition.seen))
        edition.seen[element] = seen
        self.within.append(-1)
        edition.named.setdefault(name, []).append(element)
        if edition.pointers.by_id.get(element.get(XML_ID, "")) is not element:
            seen.path = "/1" + "".join(f"/{number}" for number in self.children)
        self.taken.append(seen)
        if name in BLOCKS and self._may_hold(element, name):
            self.holders.append(seen)

    def _may_hold(self, element: etree._Element, name: str) -> bool:
        """Whether it is a block where it stands: a reference in a list of them, a running head between paragraphs."""
        outer = element.getparent()
        match name:
            case "seg":
                return False
            case "bibl":
                return outer is not None and local(outer) == "listBibl"
            case "fw":
                return not self.holders
            case _:
                return True

    def _leave(self) -> None:
        self.children.pop()
        name, start, block, placed, added = self.opened.pop()
        self.uncounted -= added
        if placed:
            self.blocks.lasts[block] = self.position
            self.open.pop()
        if name in self.wanted:
            self._let_go(start, block)

    def _let_go(self, start: int, block: int) -> None:
        seen = self.taken.pop()
        if seen.filled and self.taken:
            self.taken[-1].filled = True
        if self.counts:
            seen.start, seen.end, self.within[seen.rank] = start, self.position, block
        if self.holders and self.holders[-1] is seen:
            self.holders.pop()

    def _count(self, string: str | None) -> None:
        """Take in text that stands straight in the innermost of the open elements."""
        if not string:
            return
        if self.taken and not string.isspace():
            self.taken[-1].filled = True
            if self.holders:
                self.holders[-1].holds = True
        if self.counts and (not self.edition.sourced or self._is_of_the_source()):
            self.strings.write(string)
            self.position += len(string)

    def _is_of_the_source(self) -> bool:
        return bool(self.open) and not self.uncounted and self.opened[-1].name != "choice"


def _placed(blocks: _Blocks, held: str, source: str | None) -> "tuple[array[int], str]":
    """How far blocks that hold what their places say are shifted against `held`, `_LOST` for others; and the source.

    The last is for what is in no block.
    """
    shifts = array("q", [_LOST]) * (len(blocks.firsts) + 1)
    laid_out: list[str] = []
    length = 0
    every = zip(blocks.firsts, blocks.lasts, blocks.starts, blocks.ends, blocks.arounds, strict=True)
    for number, (first, last, start, end, around) in enumerate(every):
        if shifts[around] != _LOST:
            shifts[number] = shifts[around]
            continue
        text = held[first:last]
        if source is not None and source[start:end] == text and start < end:
            shifts[number] = start - first
        elif source is None and len(text) == end - start and start >= length:
            shifts[number] = start - first
            laid_out += ["\n" * (start - length), text]
            length = end
    return shifts, "".join(laid_out) if source is None else source

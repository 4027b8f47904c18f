"""White space that an XML editor changed in a TEI file put back as the source has it.

A block that differs from its stretch of the source in nothing but white space is given the source's own, so that all
offsets hold again; one that differs in more is left as it is, for the checks to name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from pipeline.tei import UNSPACED, is_added, place_of

_SPACE = re.compile(r"\s+")


class _Piece(NamedTuple):
    """A string of a block: whose it is, whether its text or its tail, and whether an editor added it."""

    node: etree._Element
    tail: bool
    added: bool

    @property
    def text(self) -> str:
        return (self.node.tail if self.tail else self.node.text) or ""

    def put(self, text: str) -> None:
        if self.tail:
            self.node.tail = text
        else:
            self.node.text = text


def is_placed(root: etree._Element) -> bool:
    """Whether any block says where it stands in a source, as in the TEI that we write."""
    return any(place_of(block) for block in root.iter("*"))


def restore(root: etree._Element, source: str) -> None:
    """Put back the white space of every outermost block that has its place in `source` (offsets in code points)."""
    done: set[etree._Element] = set()
    for block in root.iter("*"):
        place = place_of(block)
        if place is None or done.intersection(block.iterancestors()):
            continue
        pieces, stretch = list(_pieces(block)), source[slice(*place)]
        held = "".join(piece.text for piece in pieces if not piece.added)
        if held == stretch:
            done.add(block)
        elif "".join(held.split()) == "".join(stretch.split()):
            _put_back(pieces, held, stretch)
            done.add(block)


def _pieces(block: etree._Element, added: bool = False) -> Iterator[_Piece]:
    """The strings of a block in their order; those straight inside `choice` are layout and no text."""
    added = added or (is_added(block) if isinstance(block.tag, str) else False)
    if isinstance(block.tag, str) and block.tag not in UNSPACED:
        yield _Piece(block, False, added)
    for child in block:
        if isinstance(child.tag, str):
            yield from _pieces(child, added)
        if block.tag not in UNSPACED:
            yield _Piece(child, True, added)


def _put_back(pieces: list[_Piece], held: str, stretch: str) -> None:
    cut = _Cut(held, stretch)
    position, start = 0, 0
    last = max(number for number, piece in enumerate(pieces) if not piece.added)
    for number, piece in enumerate(pieces):
        if piece.added:
            piece.put(_SPACE.sub(" ", piece.text))
            continue
        position += len(piece.text)
        opens = number + 1 < len(pieces) and not pieces[number + 1].tail
        end = len(stretch) if number == last else max(start, cut.at(position, opens))
        piece.put(stretch[start:end])
        start = end


class _Cut:
    """Where a place between two characters of `held` is in `stretch`, which differs from it in white space only."""

    def __init__(self, held: str, stretch: str) -> None:
        self._held, self._stretch = held, stretch
        self._theirs = [number for number, char in enumerate(held) if not char.isspace()]
        self._ours = [number for number, char in enumerate(stretch) if not char.isspace()]

    def at(self, place: int, opens: bool) -> int:
        """In white space that differs, a place where an element opens is after it, one where it closes before it."""
        before = bisect_left(self._theirs, place)
        theirs, ours = self._gap(self._theirs, self._held, before), self._gap(self._ours, self._stretch, before)
        if self._held[slice(*theirs)] == self._stretch[slice(*ours)]:
            return ours[0] + place - theirs[0]
        if theirs[0] == theirs[1]:
            return ours[opens]
        if place in theirs:
            return ours[theirs.index(place)]
        return ours[opens]

    @staticmethod
    def _gap(visible: list[int], text: str, before: int) -> tuple[int, int]:
        """The white space after the first `before` visible characters."""
        return (
            visible[before - 1] + 1 if before else 0,
            visible[before] if before < len(visible) else len(text),
        )

"""White space that an XML editor changed in a TEI file put back as the source has it.

A block that differs from its stretch of the source in nothing but white space is given the source's own, so that all
offsets hold again; one that differs in more is left as it is, for the checks to name. Names and the header's values,
which stand in no source, are put on one line.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from pipeline.element import clark
from pipeline.tei import UNSPACED, is_added, place_of
from pipeline.tei.kinds import PROGRAM

_SPACE = re.compile(r"\s+")
_SPACE_AT_START, _SPACE_AT_END = re.compile(r"\A\s+"), re.compile(r"\s+\Z")
_ON_ONE_LINE = (
    "persName", "orgName", "name", "idno", "title", "author", "editor", "resp", "edition", "publisher", "pubPlace",
    "biblScope", "licence", "date", "placeName", "activity", "term", "note",
)  # fmt: skip


class _Piece(NamedTuple):
    """A string of a block: whose it is, whether its text or its tail, and whether an editor added it."""

    node: etree._Element
    tail: bool
    added: bool

    @property
    def text(self) -> str:
        return (self.node.tail if self.tail else self.node.text) or ""

    @property
    def opens_addition(self) -> bool:
        """Whether an addition that is no alternative to what the source has begins with it."""
        around = self.node.getparent()
        alone = around is not None and around.tag not in UNSPACED
        return not self.tail and alone and is_added(self.node)

    @property
    def follows_addition(self) -> bool:
        """Whether it stands right after such an addition."""
        return self.tail and is_added(self.node)

    def put(self, text: str) -> None:
        if self.tail:
            self.node.tail = text
        else:
            self.node.text = text


def is_placed(root: etree._Element) -> bool:
    """Whether any block says where it stands in a source, as in the TEI that we write."""
    return any(place_of(block) for block in root.iter("*"))


def is_ours(root: etree._Element) -> bool:
    """Whether this program wrote it, by its `appInfo` or by where its blocks say they stand; a corpus is another's."""
    written = any(one.get("ident") == PROGRAM for one in root.iter(clark("application")))
    return root.tag == clark("TEI") and (written or is_placed(root))


def restore(root: etree._Element, source: str) -> None:
    """Put back the white space of every outermost block that has its place in `source` (offsets in code points).

    What the header says is put on one line again.
    """
    for header in root.iter(clark("teiHeader")):
        _unwrap(header)
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
            _put_back(pieces, _Cut(held, stretch, place[0]))
            done.add(block)


def _unwrap(header: etree._Element) -> None:
    """Put names and the header's values, which an editor's program broke into lines, on one line each."""
    for element in reversed([*header.iter(*map(clark, _ON_ONE_LINE))]):  # names before what holds them
        pieces = list(_pieces(element))
        if any("\n" in piece.text for piece in pieces):
            _on_one_line(pieces)


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


def _on_one_line(pieces: list[_Piece]) -> None:
    end = " "
    for piece in pieces:
        text = _SPACE.sub(" ", piece.text)
        piece.put(text.lstrip() if end.isspace() else text)
        end = piece.text[-1:] or end
    for piece in reversed(pieces):
        piece.put(piece.text.rstrip())
        if piece.text:
            return


def _put_back(pieces: list[_Piece], cut: "_Cut") -> None:
    before, ends, start = [piece.text for piece in pieces], _ends(pieces, cut), 0
    for piece, end in zip(pieces, ends, strict=True):
        if piece.added:
            piece.put(_SPACE.sub(" ", piece.text))
        else:
            piece.put(cut.stretch[start : max(start, end)])
            start = max(start, end)
    for number, end in enumerate(ends[:-1]):
        _keep_apart(pieces[number : number + 2], before[number : number + 2], cut.stretch[max(0, end - 1) : end + 1])


def _keep_apart(pieces: list[_Piece], before: list[str], around: str) -> None:
    """Give an addition the white space between it and its neighbour that went with what the source does not have.

    `around` is what the source has on both sides of where they meet.
    """
    left, right = pieces
    is_between = left.follows_addition and before[0].isspace()  # then the addition before has it
    if right.opens_addition and not is_between and _is_lost(_SPACE_AT_END, before[0], left.text, around):
        right.put(f" {right.text.lstrip()}")
    elif right.follows_addition and _is_lost(_SPACE_AT_START, before[1], right.text, around):
        left.put(f"{left.text.rstrip()} ")


def _is_lost(space: re.Pattern[str], before: str, after: str, around: str) -> bool:
    """Whether white space that set an added word apart is gone with what the source does not have.

    A line break that stands within a word of the source is layout, and does not come back.
    """
    was = space.search(before)
    return bool(was and not space.search(after) and ("\n" not in was[0] or _SPACE.search(around)))


def _ends(pieces: list[_Piece], cut: "_Cut") -> list[int]:
    """Where each piece ends in the stretch; none goes beyond the edge of a block that stands after it."""
    places = accumulate(0 if piece.added else len(piece.text) for piece in pieces)
    bound = len(cut.stretch)
    ends = [bound]
    for place, following in reversed(list(zip(places, pieces[1:], strict=False))):
        end, is_edge = cut.at(place, following)
        bound = min(bound, end) if is_edge else bound
        ends.append(min(bound, end))
    return ends[::-1]


class _Cut:
    """Where a place between two characters of `held` is in `stretch`, which differs from it in white space only.

    `stretch` begins at `start` in the source.
    """

    def __init__(self, held: str, stretch: str, start: int) -> None:
        self.stretch = stretch
        self._held, self._start = held, start
        self._theirs = [number for number, char in enumerate(held) if not char.isspace()]
        self._ours = [number for number, char in enumerate(stretch) if not char.isspace()]

    def at(self, place: int, following: _Piece) -> tuple[int, bool]:
        """Where the piece that follows begins, and whether that is the edge of a block, which says where that is.

        Elsewhere, where the white space differs, an element opens after it and closes before it.
        """
        before = bisect_left(self._theirs, place)
        theirs, ours = self._gap(self._theirs, self._held, before), self._gap(self._ours, self.stretch, before)
        stated = place_of(following.node)
        if stated and ours[0] <= stated[following.tail] - self._start <= ours[1]:
            return stated[following.tail] - self._start, True
        if self._held[slice(*theirs)] == self.stretch[slice(*ours)]:
            return ours[0] + place - theirs[0], False
        if theirs[0] != theirs[1] and place in theirs:
            return ours[theirs.index(place)], False
        return ours[not following.tail], False

    @staticmethod
    def _gap(visible: list[int], text: str, before: int) -> tuple[int, int]:
        """The white space after the first `before` visible characters."""
        return (
            visible[before - 1] + 1 if before else 0,
            visible[before] if before < len(visible) else len(text),
        )

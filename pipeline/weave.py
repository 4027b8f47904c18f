"""Nested spans → XML, and an element tree → the extents of its elements, in linear time.

Knows no TEI: what a span becomes is asked of the caller. A *block* holds text directly; within it every character of
the text is written and nothing else. Outside of blocks the text is white space, which is not kept: there containers and
blocks stand on lines of their own. So a container outside of blocks begins with its first block and ends with its last;
that is how its extent is known again. A very long text is parted by comments.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.element import escaped, legal, line_begun
from pipeline.errors import TeiError
from pipeline.text import Span
from pipeline.xml_chars import illegal_character

Element = etree._Element  # noqa: SLF001 – lxml gives its element type no other name
LONGEST = (
    2_000_000  # code points of text in one piece: libxml2, unless told otherwise, reads no more than 10 million bytes
)
_PARTED = "<!-- Here a text is parted that would be too long in one piece for programs that read XML. -->"
_AT_ONCE = 10_000  # pieces

Tags = tuple[str, str]
"""The XML before what an element holds, and after that; nothing after it where an empty element only marks a place."""

MakeTags = Callable[[Span, bool], Tags]
IsBlock = Callable[[Span, Span | None], bool]
Anchor = Callable[[Element], int | None]


def weave(text: str, spans: Iterable[Span], make: MakeTags, is_block: IsBlock, depth: int = 1) -> Iterator[str]:
    """The XML of a text: the tags of each span, with the text of the blocks between them, piece by piece.

    `spans` come in nesting order (`Span.order`). `make(span, inside)` gives the tags of one, with empty elements around
    them where there are such; `inside` says whether a block encloses it. It gives nothing to write after it where an
    empty element marks only where the span begins: then what encloses the span holds its text.
    `is_block(span, enclosing)` is asked outside of blocks only. The outermost stand `depth` steps in, and a new line is
    begun behind them. Raises `TeiError` with the place where spans cross or come in another order, where text that is
    not white space lies outside of all blocks, where a container is wider than its blocks, and where a character cannot
    stand in XML.
    """
    loom = _Loom(text, make, is_block, depth)
    for span in spans:
        loom.open(span)
        if len(loom.pieces) > _AT_ONCE:
            yield loom.taken()
    loom.finish()
    yield loom.taken()


class _Open(NamedTuple):
    span: Span | None
    end: int
    inside: bool
    after: str


class _Loom:
    """The elements now open, how far the text is written, and what is written and not yet taken."""

    def __init__(self, text: str, make: MakeTags, is_block: IsBlock, depth: int) -> None:
        self._text, self._make, self._is_block, self._depth = text, make, is_block, depth
        self._legal = not illegal_character(text)
        self._written = 0
        self._opened = [_Open(None, len(text), False, "")]
        self.pieces: list[str] = []

    def taken(self) -> str:
        """What was written since it was last asked."""
        taken = "".join(self.pieces)
        self.pieces.clear()
        return taken

    def open(self, span: Span) -> None:
        start, end = span.start, span.end
        while len(self._opened) > 1 and self._opened[-1].end <= start:
            self._close()
        outer = self._opened[-1]
        if not self._written <= start < end <= outer.end:
            raise TeiError(
                f"{_place(span)} crosses {_place(outer.span)}, is empty or out of order: spans must nest or be disjoint"
            )
        if outer.inside:
            self._write(start)
        else:
            self._pass(outer, start, edge=outer.span is not None and self._written == outer.span.start)
            self.pieces.append(line_begun(self._depth + len(self._opened) - 1))
        before, after = self._make(span, outer.inside)
        self.pieces.append(before)
        if after:
            self._opened.append(_Open(span, end, outer.inside or self._is_block(span, outer.span), after))

    def finish(self) -> None:
        while self._opened:
            self._close()

    def _close(self) -> None:
        outer = self._opened.pop()
        if outer.inside:
            self._write(outer.end)
        else:
            self._pass(outer, outer.end, edge=outer.span is not None)
            self.pieces.append(line_begun(self._depth + len(self._opened) - 1))
        self.pieces.append(outer.after)

    def _write(self, to: int) -> None:
        """Write the text of a block as far as that."""
        if to == self._written:
            return
        piece = self._text[self._written : to]
        if not self._legal:
            legal(piece, "the text", self._written)
        for start in range(LONGEST, len(piece), LONGEST):
            self.pieces += [escaped(piece[start - LONGEST : start]), _PARTED]
        self.pieces.append(escaped(piece[(len(piece) - 1) // LONGEST * LONGEST :]))
        self._written = to

    def _pass(self, outer: _Open, to: int, edge: bool) -> None:
        """Pass over what is between blocks; it is white space, and at the edge of a container there is none."""
        piece = self._text[self._written : to]
        if piece.strip():
            self._uncovered(piece)
        elif piece and edge:
            raise TeiError(
                f"{_place(outer.span)} has white space at its edge, [{self._written}, {to}): "
                "a container begins with its first block and ends with its last"
            )
        self._written = to

    def _uncovered(self, piece: str) -> None:
        bare = piece.strip()
        start = self._written + piece.index(bare)
        raise TeiError(
            f"the characters [{start}, {start + len(bare)}) lie outside of all blocks: {bare[:40]!r}; "
            "each stretch that is not white space needs a block"
        )


def _place(span: Span | None) -> str:
    return f"{span.kind} {span.id or '(no id)'} at [{span.start}, {span.end})" if span else "the text"


@dataclass(slots=True)
class Extent:
    """An element and the stretch `[start, end)` of the source it covers, in code points; -1 where it holds no block."""

    element: Element
    start: int = -1
    end: int = -1


def unweave(
    root: Element, anchor: Anchor, added: Callable[[Element], bool] = lambda _: False, unspaced: Collection[str] = ()
) -> list[Extent]:
    """Every element beneath `root` with its extent, in document order.

    `anchor(element)` says where an outermost block begins in the source, None for what is no such block; within a
    block characters are counted, except in elements that are `added`, which are left out with all they hold, and
    except directly in elements whose names are `unspaced`, where an editor may break lines. A container reaches
    from its first block to its last. Raises `TeiError` for text outside of all blocks.
    """
    reader = _Reader(anchor, added, frozenset(unspaced))
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            reader.start(node)
        elif event == "end":
            reader.end(node)
        if event != "start" and node is not root:
            reader.count(node.tail, node.getparent())
    return reader.extents


class _Reader:
    """Where in the source the reading stands, and what is open."""

    def __init__(self, anchor: Anchor, added: Callable[[Element], bool], unspaced: frozenset[str]) -> None:
        self._anchor, self._added, self._unspaced = anchor, added, unspaced
        self._position, self._muted = 0, 0
        self._block: Element | None = None
        self._opened: list[Extent] = []
        self.extents: list[Extent] = []

    def start(self, node: Element) -> None:
        if self._muted or self._added(node):
            self._muted += 1
            return
        extent = Extent(node)
        self._opened.append(extent)
        self.extents.append(extent)
        if self._block is None:
            self._begin(node)
        if self._block is not None:
            extent.start = self._position
        self.count(node.text, node)

    def end(self, node: Element) -> None:
        if self._muted:
            self._muted -= 1
        else:
            self._leave(self._opened.pop(), node)

    def count(self, text: str | None, node: Element) -> None:
        """Take in text that stands directly in `node`."""
        if not text or self._muted or node.tag in self._unspaced:
            return
        if self._block is not None:
            self._position += len(text)
        elif text.strip():
            raise TeiError(
                f"line {node.sourceline}: the text {text.strip()[:40]!r} lies outside of all blocks with a place in "
                "the source; give the element that holds it a corresp of the form name.txt#char=start,end"
            )

    def _begin(self, node: Element) -> None:
        place = self._anchor(node)
        if place is not None:
            self._position, self._block = place, node

    def _leave(self, extent: Extent, node: Element) -> None:
        if self._block is not None:
            extent.end = self._position
        if node is self._block:
            self._block = None
        if self._block is None and self._opened and extent.start < extent.end:
            outer = self._opened[-1]
            outer.start = extent.start if outer.start < 0 else outer.start
            outer.end = extent.end

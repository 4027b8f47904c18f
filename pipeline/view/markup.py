"""The text of a TEI file as HTML: everything it holds, in its order, and at its place what is doubtful there.

Text is escaped here and tags in `shapes`, which says what an element becomes. Offsets are kept as `tei.read` keeps
them: blocks say where they begin, and what an editor added is not counted.
"""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree
from markupsafe import Markup, escape

from pipeline.element import clark
from pipeline.tei import UNSPACED, is_added, place_of
from pipeline.view.shapes import Facts, Place, Shapes, tag


class Doubt(NamedTuple):
    """Something doubtful at a place of the text (code points), in a sentence."""

    at: int
    said: str


class _Open(NamedTuple):
    """An element that is open: what closes it, whether it is in a block, in a link, and added by an editor."""

    end: Markup
    inside: bool
    linked: bool
    added: bool


def markup(text: etree._Element, facts: Facts, doubts: Iterable[Doubt] = ()) -> Markup:
    """The `text` element of a TEI file of ours as HTML; `doubts` come in the order of the text."""
    writer = _Writer(Shapes(text, facts), doubts)
    for event, node in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event == "start":
            writer.start(node, node is text)
        elif event == "end":
            writer.end()
        if event != "start" and node is not text:
            writer.tail(node)
    return Markup("".join(writer.out))


class _Writer:
    """What is written, what is open, and where in the source the writing stands."""

    def __init__(self, shapes: Shapes, doubts: Iterable[Doubt]) -> None:
        self.out: list[str] = []
        self._shapes, self._doubts = shapes, deque(doubts)
        self._open: list[_Open] = []
        self._at, self._block = 0, 0

    def start(self, node: etree._Element, is_root: bool) -> None:
        around = self._open[-1] if self._open else _Open(Markup(""), inside=False, linked=False, added=False)
        if is_root:
            self._open.append(around)
            return
        place = place_of(node)
        if place and not around.inside:
            self._at, self._block = place[0], self._block + 1
        shape = self._shapes.of(node, Place(around.inside, self._block, around.linked))
        self.out += [shape.before, tag(shape.tag, shape.attributes) if shape.tag else ""]
        end = shape.after + Markup(f"</{shape.tag}>" if shape.tag else "")
        is_inside = around.inside or shape.is_block or place is not None
        is_linked = around.linked or shape.tag == "a"
        self._open.append(_Open(end, is_inside, is_linked, around.added or is_added(node)))
        self._text(node.text or "", node)

    def end(self) -> None:
        self.out.append(self._open.pop().end)

    def tail(self, node: etree._Element) -> None:
        """What stands after an element; a line break within a word is not shown."""
        tail = node.tail or ""
        if node.tag == clark("lb") and node.get("break") == "no":
            self._at += len(tail) - len(tail.lstrip())
            tail = tail.lstrip()
        self._text(tail, node.getparent())

    def _text(self, text: str, within: etree._Element | None) -> None:
        """Write text that stands directly within an element."""
        around = self._open[-1]
        if not around.inside or (within is not None and within.tag in UNSPACED):
            self.out.append("\n" if text else "")
        elif around.added:
            self.out.append(escape(text))
        else:
            self._source(text)

    def _source(self, text: str) -> None:
        """Write text of the source, and before a doubtful place of it what is doubtful."""
        start, self._at = self._at, self._at + len(text)
        written = 0
        while self._doubts and self._doubts[0].at < self._at:
            doubt = self._doubts.popleft()
            upto = max(written, doubt.at - start)
            self.out += [escape(text[written:upto]), _doubt(doubt)]
            written = upto
        self.out.append(escape(text[written:]))


def _doubt(doubt: Doubt) -> Markup:
    return Markup('<span class="doubt" role="note" lang="en">{}</span>').format(doubt.said)

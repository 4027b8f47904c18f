"""The text of a TEI file as HTML: everything it holds, in its order, and at its place what is doubtful there.

Text is escaped here and tags in `shapes`, which says what an element becomes. Offsets are kept as `tei.read` keeps
them: blocks say where they begin, and what an editor added is not counted. The white space between blocks is the
source's, so that the text of the HTML, without what is added and said, is the source's to the character.

The HTML comes in pieces, before each of which a page may end as far as its elements are concerned.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from lxml import etree
from markupsafe import Markup, escape

from pipeline.element import clark
from pipeline.tei import UNSPACED, is_added, place_of
from pipeline.tei.kinds import of_element
from pipeline.view.shapes import Facts, Place, Shape, Shapes, tag

_DIVIDED = frozenset(  # what a page may end in, and the next one go on with
    map(clark, ("text", "group", "front", "body", "back", "div", "lg", "list", "listBibl", "table"))
)
_LEADING = frozenset(("heading", "title_page", "doc_title", "title_part", "byline"))  # what nothing is parted from
_LONG = 20_000  # code points after which a block may be parted at a sentence
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[.!?…][»”\")\]]*\s+")


class Doubt(NamedTuple):
    """Something doubtful at a place of the text (code points), in a sentence."""

    at: int
    said: str


class Beginning(IntEnum):
    """What begins with a piece, and so how well a page begins there; parts of the text are told apart by `depth`."""

    PART = 1  # of the text: a chapter
    BLOCK = 2
    SENTENCE = 3  # or what belongs to what is before it


class Around(NamedTuple):
    """An element that is open where a piece begins: what closes it, and what opens it again on another page."""

    end: Markup
    again: Markup


class Piece(NamedTuple):
    """A stretch of the HTML: where in the source it begins (code points), how, and in what."""

    html: Markup
    start: int
    begins: Beginning
    around: tuple[Around, ...]


class _Open(NamedTuple):
    """An element that is open: what stands at its end, whether it is in a block, in a link, added by an editor, and
    whether a page may end between its children.
    """

    around: Around
    after: Markup = Markup("")
    inside: bool = False
    linked: bool = False
    added: bool = False
    divided: bool = True
    kind: str = ""


def markup(text: etree._Element, facts: Facts, doubts: Iterable[Doubt] = (), source: str = "") -> Iterator[Piece]:
    """The `text` element of a TEI file of ours as HTML; `doubts` come in the order of the text, which is `source`."""
    writer = _Writer(Shapes(text, facts), doubts, source)
    for event, node in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event == "start":
            writer.start(node, node is text)
        elif event == "end":
            writer.end()
        if event != "start" and node is not text:
            writer.tail(node)
        yield from writer.written()
    yield writer.last()


class _Writer:
    """What is written of the piece, what is open, and where in the source the writing stands."""

    def __init__(self, shapes: Shapes, doubts: Iterable[Doubt], source: str) -> None:
        self._shapes, self._doubts, self._source = shapes, deque(doubts), source
        self._done: list[Piece] = []
        self._out: list[str] = []
        self._open: list[_Open] = []
        self._at, self._block = 0, 0
        self._begins, self._start, self._around = Beginning.SENTENCE, 0, tuple[Around, ...]()
        self._leads = True  # whether what is written last belongs to what comes next

    def written(self) -> list[Piece]:
        """The pieces that are whole, and not given yet."""
        done, self._done = self._done, []
        return done

    def last(self) -> Piece:
        """The last piece."""
        return Piece(Markup("".join(self._out)), self._start, self._begins, self._around)

    def start(self, node: etree._Element, is_root: bool) -> None:
        if is_root:
            self._open.append(_Open(Around(Markup(""), Markup(""))))
            return
        around, row = self._open[-1], of_element(node)
        kind, place = row.kind if row else "", place_of(node)
        if around.divided:
            self._begin(node.tag in _DIVIDED)
        if place and not around.inside:
            self._out.append(escape(self._source[self._at : place[0]]))
            self._at, self._block = place[0], self._block + 1
        shape = self._shapes.of(node, Place(around.inside, self._block, around.linked))
        self._out += [shape.before, tag(shape.tag, shape.attributes) if shape.tag else ""]
        self._open.append(_opened(node, kind, around, shape, place is not None))
        self._text(node.text or "", node)

    def end(self) -> None:
        ended = self._open.pop()
        self._out += [ended.after, ended.around.end]
        if not self._open:
            self._out.append(escape(self._source[self._at :]))
        elif self._open[-1].divided:
            self._leads = ended.kind in _LEADING

    def tail(self, node: etree._Element) -> None:
        """What stands after an element; a line break within a word is there, and not shown."""
        tail = node.tail or ""
        if node.tag == clark("lb") and node.get("break") == "no" and self._open[-1].inside:
            rest = tail.lstrip()
            self._out.append(Markup('<span class="hyphen">{}</span>').format(tail[: len(tail) - len(rest)]))
            self._at += len(tail) - len(rest)
            tail = rest
        self._text(tail, node.getparent())

    def _begin(self, is_part: bool) -> None:
        self._piece(Beginning.SENTENCE if self._leads else Beginning.PART if is_part else Beginning.BLOCK)
        self._leads = self._leads or is_part

    def _piece(self, begins: Beginning) -> None:
        if self._out:
            self._done.append(self.last())
        self._out, self._start, self._begins = [], self._at, begins
        self._around = tuple(one.around for one in self._open[1:])

    def _text(self, text: str, within: etree._Element | None) -> None:
        """Write text that stands directly within an element; what lays out the file is left out."""
        around = self._open[-1]
        if not around.inside or (within is not None and within.tag in UNSPACED):
            return
        if around.added:
            self._out.append(escape(text))
        elif self._open[-2].divided:
            self._in_sentences(text)
        else:
            self._of_source(text)

    def _in_sentences(self, text: str) -> None:
        """Write text that stands directly in a block, which may be too long to be on one page."""
        written = 0
        while end := _end_of_sentence(text, written + max(0, self._start + _LONG - self._at)):
            self._of_source(text[written : end.end()])
            self._piece(Beginning.SENTENCE)
            written = end.end()
        self._of_source(text[written:])

    def _of_source(self, text: str) -> None:
        """Write text of the source, and before a doubtful place of it what is doubtful."""
        start, self._at = self._at, self._at + len(text)
        written = 0
        while self._doubts and self._doubts[0].at < self._at:
            doubt = self._doubts.popleft()
            upto = max(written, doubt.at - start)
            self._out += [escape(text[written:upto]), _doubt(doubt)]
            written = upto
        self._out.append(escape(text[written:]))


def _end_of_sentence(text: str, start: int) -> re.Match[str] | None:
    """The first after a place, or the end of a word where no sentence ends for long."""
    return _SENTENCE.search(text, start, start + _LONG) or _SPACE.search(text, start + _LONG)


def _opened(node: etree._Element, kind: str, around: _Open, shape: Shape, is_placed: bool) -> _Open:
    end = Markup(f"</{shape.tag}>" if shape.tag else "")
    again = tag(shape.tag, {"class": shape.attributes["class"]}) if shape.tag and around.divided else Markup("")
    is_inside = around.inside or shape.is_block or is_placed
    is_divided = around.divided and not is_inside and node.tag in _DIVIDED
    is_linked, is_of_editor = around.linked or shape.tag == "a", around.added or is_added(node)
    return _Open(Around(end, again), shape.after, is_inside, is_linked, is_of_editor, is_divided, kind)


def _doubt(doubt: Doubt) -> Markup:
    return Markup('<span class="doubt" role="note" lang="en">{}</span>').format(doubt.said)

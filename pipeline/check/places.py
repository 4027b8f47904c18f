"""Places in the source: every block of a TEI file against the text it was made from, in one pass over the tree.

The law of the text: the string value of a block is exactly the stretch its `corresp` names (RFC 5147), what an editor
added left out; what lies outside all blocks is white space. Here also: the same of a document's spans.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.check.faults import Fault, Lines, placed
from pipeline.element import NS, clark
from pipeline.tei import UNSPACED, is_added
from pipeline.text import BLOCKS, Document, Span

_PLACE = re.compile(r"(?P<name>[^\s#]+)\.txt#char=(?P<start>[0-9]+),(?P<end>[0-9]+)")
_POSITION = re.compile(r"(?P<name>[^\s#]+)\.txt#char=(?P<at>[0-9]+)")
_PAGE_BREAK = clark("pb")
_SHOWN = 20
_FEW = 2  # blocks that may begin otherwise, in however short a text


@dataclass(slots=True)
class _Block:
    """A block that is open: its place, the first of the pieces it holds, where the last block before or in it ended.

    `placed` is false where its place is none; then only its text is known not to be outside.
    """

    element: etree._Element
    start: int
    end: int
    first: int
    reached: int
    placed: bool


@dataclass(slots=True)
class _Reading:
    """What was read so far of a TEI text."""

    where: str
    name: str
    text: str | None
    pieces: list[str] = field(default_factory=list)
    counted: int = 0  # characters of the pieces
    open: list[_Block] = field(default_factory=list)
    last: int = 0  # where the last block ended that is in no other
    page: int = -1  # where the last page break was that is in no block
    placed: bool = False  # whether any block had a place, so that the file is one of ours
    added: int = 0  # how many elements around here are an editor's
    outside: set[etree._Element] = field(default_factory=set)  # what holds text that no block holds
    others: set[str] = field(default_factory=set)  # names of other texts that places are in
    compared: int = 0  # blocks that were held against the source
    elsewhere: list[Fault] = field(default_factory=list)  # those of them that differ from their first character on
    faults: list[Fault] = field(default_factory=list)

    def reached(self) -> int:
        """Where the next block may begin."""
        return self.open[-1].reached if self.open else self.last

    def reach(self, end: int) -> None:
        if self.open:
            self.open[-1].reached = end
        else:
            self.last = end

    def fault(self, element: etree._Element, rule: str, said: str) -> None:
        self.faults.append(Fault(placed(self.where, element), rule, said))


def of_tei(root: etree._Element, where: str, text: str | None = None) -> list[Fault]:
    """Blocks whose places are not well formed, not in order, overlap, or do not hold what the source has there.

    `text` is the source; without it only the length of each block is compared with its place.
    """
    body, name = root.find("tei:text", NS), root.findtext(".//tei:publicationStmt/tei:idno[@type='doc_id']", "", NS)
    reading = _Reading(where, name, text)
    if body is not None:
        for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
            if event == "start":
                _open(reading, element)
            elif event == "end":
                _close(reading, element)
            if event != "start" and element is not body:
                _piece(reading, element.getparent(), element.tail)
        if reading.placed:
            _nothing_lost(reading, body, len(text or ""))
            _another_text(reading, body)
    return reading.faults


def _another_text(reading: _Reading, body: etree._Element) -> None:
    """Where most blocks begin otherwise than the source does, the source is another, and that is said once."""
    if len(reading.elsewhere) > max(_FEW, reading.compared // 2):
        same = {id(fault) for fault in reading.elsewhere}
        reading.faults = [one for one in reading.faults if id(one) not in same and one.rule != "source-is-held"]
        said = (
            f"{len(reading.elsewhere)} of {reading.compared} blocks begin otherwise than {reading.name}.txt does at"
            " their places; it was changed, or is of another text. Put back the one that was written with this file."
        )
        reading.fault(body, "place-is-text", said)


def _nothing_lost(reading: _Reading, element: etree._Element, until: int) -> None:
    """What the source has between the last block and this place must be white space, or a block was taken out."""
    lost = "" if reading.text is None else reading.text[reading.last : until]
    if lost.strip():
        said = f"No block holds “{_shown(lost.strip())}”, which the source has before here; put its block back."
        reading.fault(element, "source-is-held", said)


def _open(reading: _Reading, element: etree._Element) -> None:
    said = element.get("corresp")
    token = next((one for one in said.split() if "#char=" in one), None) if said else None
    if token is not None and element.tag == _PAGE_BREAK:
        _page_break(reading, element, token)
    elif token is not None:
        place, reached = _place(reading, element, token), reading.reached()
        if place is not None:
            _in_order(reading, element, *place)
            if not reading.open:
                _nothing_lost(reading, element, place[0])
                _after_page_break(reading, element, place[0])
            reading.placed = True
        reading.open.append(_Block(element, *(place or (0, 0)), len(reading.pieces), reached, place is not None))
    reading.added += is_added(element)
    _piece(reading, element, element.text)


def _close(reading: _Reading, element: etree._Element) -> None:
    reading.added -= is_added(element)
    if reading.open and reading.open[-1].element is element:
        block = reading.open.pop()
        held = "".join(reading.pieces[block.first :])
        if block.placed:
            _law(reading, block, held)
            reading.reach(block.end)
        if not reading.open:
            reading.pieces.clear()
            reading.counted = 0


def _piece(reading: _Reading, holder: etree._Element, text: str | None) -> None:
    if not text or reading.added or holder.tag in UNSPACED:
        return
    if reading.open:
        reading.pieces.append(text)
        reading.counted += len(text)
    elif not text.isspace() and reading.outside.isdisjoint((holder, *holder.iterancestors())):
        reading.outside.add(holder)
        said = f"Text stands outside of all blocks, “{_shown(text.strip())}”; put it into a block that has its place."
        reading.fault(holder, "outside-is-blank", said)


def _place(reading: _Reading, element: etree._Element, token: str) -> tuple[int, int] | None:
    match = _PLACE.fullmatch(token)
    start, end = (int(match["start"]), int(match["end"])) if match else (0, 0)
    if match is None or start >= end:
        said = f"“{token}” is no place; write {reading.name or 'name'}.txt#char=start,end with start before end."
        reading.fault(element, "place-well-formed", said)
        return None
    if (named := match["name"]) != reading.name and named not in reading.others:
        of = f"of {reading.name}" if reading.name else "of a text without doc_id"
        said = f"The places are in {named}.txt, but the file is {of}; make the doc_id {named} again."
        reading.fault(element, "place-names-text", said)
        reading.others.add(named)
    return start, end


def _page_break(reading: _Reading, element: etree._Element, token: str) -> None:
    """A page break says where it stands, and there the source has the line feed that a form feed became."""
    match = _POSITION.fullmatch(token)
    if match is None or match["name"] != reading.name:
        said = f"“{token}” is no place of a page break; write {reading.name or 'name'}.txt#char=position."
        reading.fault(element, "page-break-place", said)
        return
    at, here = int(match["at"]), reading.open[0].start + reading.counted if reading.open else reading.last
    if (reading.open and reading.open[0].placed and at != here) or at < here:
        said = f"The page break stands at {here} and says it is at {at}; put it back where it was."
        reading.fault(element, "place-is-text", said)
    elif reading.text is not None and reading.text[at : at + 1] != "\n":
        said = f"The source has no line feed at {at}, where the page break says that its form feed was; take it out."
        reading.fault(element, "place-is-text", said)
    elif not reading.open:
        reading.page = at


def _after_page_break(reading: _Reading, element: etree._Element, start: int) -> None:
    if start <= reading.page:
        said = (
            f"The block begins at {start}, and before it stands a page break of {reading.page}; put that in its place."
        )
        reading.fault(element, "place-is-text", said)


def _in_order(reading: _Reading, element: etree._Element, start: int, end: int) -> None:
    around = next((block for block in reversed(reading.open) if block.placed), None)
    if around and not around.start <= start < end <= around.end:
        said = f"The place {start},{end} is not within {around.start},{around.end}, that of the block around it."
        reading.fault(element, "place-within", said)
    if start < reading.reached():
        said = f"The place {start},{end} begins before {reading.reached()}, where the block before it ends."
        reading.fault(element, "place-in-order", said)


def _law(reading: _Reading, block: _Block, held: str) -> None:
    source = None if reading.text is None else reading.text[block.start : block.end]
    reading.compared += source is not None
    if source is None and len(held) != block.end - block.start:
        said = f"The block holds {len(held)} characters, its place {block.end - block.start}; one was altered."
        reading.fault(block.element, "place-is-text", said)
    elif source is not None and source != held:
        reading.fault(block.element, "place-is-text", _difference(held, source))
        if held[:1] != source[:1]:
            reading.elsewhere.append(reading.faults[-1])


def _difference(held: str, source: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(held, source, strict=False)) if one != other), None)
    at = min(len(held), len(source)) if at is None else at
    return (
        f"After {at} characters the block has “{_shown(held[at:])}” and the source “{_shown(source[at:])}”;"
        " put back what the source has, and give what you read as a reading (choice, sic, corr)."
    )


def _shown(text: str) -> str:
    text = text.replace("\n", "⏎")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def of_document(document: Document) -> Iterator[Fault]:
    """Text of a document that no block holds and that is not white space, a fault a stretch."""
    lines, written = Lines(document.text), 0
    ends = Span(len(document.text), len(document.text), "text")
    for block in (*_blocks(document), ends):
        gap = document.text[written : block.start]
        if gap.strip():
            at = written + len(gap) - len(gap.lstrip())
            said = f"Text stands outside of all blocks, “{_shown(gap.strip())}”."
            yield Fault(lines.place(f"{document.id}.txt", at), "outside-is-blank", said)
        written = max(written, block.end)


def _blocks(document: Document) -> Iterator[Span]:
    """What holds text: the blocks, and the citations of a numbered bibliography, where TEI lets no paragraph stand."""
    listed = 0
    for span in document.spans:
        if span.kind == "bibliography_list":
            listed = max(listed, span.end)
        if span.kind in BLOCKS or (span.kind == "citation" and span.end <= listed):
            yield span

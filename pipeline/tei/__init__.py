"""Document ↔ TEI P5, exactly: `read(parse(encode(d)), d.text) == d`.

Here the tree of a file becomes a document; how a document becomes a file is in `encoding`. Which kind is which element
stands in `kinds`, how spans become XML and a tree extents in `weave`, the header in `header` and `agents`. Nothing is
judged or repaired here.
"""

import re

from lxml import etree

from pipeline.element import attribute, clark
from pipeline.errors import TeiError
from pipeline.tei import agents, header, readings
from pipeline.tei.encoding import encode
from pipeline.tei.kinds import Attribute, of_element
from pipeline.tei.parsing import parse, parser
from pipeline.text import Document, Span
from pipeline.weave import Extent, unweave

__all__ = ["encode", "is_added", "parse", "parser", "place_of", "read"]

_ADDED = frozenset(map(clark, ("corr", "reg", "expan", "supplied")))
_NOTE = clark("note")
UNSPACED = frozenset({clark("choice")})
_ID = attribute("xml:id")
_PLACE = re.compile(r"\S*#char=([0-9]+)(?:,([0-9]+))?")


def read(root: etree._Element, text: str) -> Document:
    """The document a TEI file holds, given the source text its places count in (code points).

    Elements that are no span of ours (`lb`, `choice`, `hi`) are read through; what an editor added in `corr`, `reg`,
    `expan`, `supplied` or an editorial note is not the source and is left out. Raises `TeiError` where header or text
    are missing, where text stands outside of all blocks, and where a block does not hold as many characters as its
    place says.
    """
    head, body = root.find(clark("teiHeader")), root.find(clark("text"))
    if root.tag != clark("TEI") or head is None or body is None:
        raise TeiError(f"<{etree.QName(root).localname}> is no TEI document with a teiHeader and a text")
    found = (_span(extent) for extent in unweave(body, _start, is_added, UNSPACED))
    spans = sorted((span for span in found if span is not None), key=Span.order)
    if spans and max(span.end for span in spans) > len(text):
        raise TeiError(f"the TEI points beyond the {len(text)} characters of its text; is this the right text?")
    return Document(header.read_id(head), text, header.read_meta(head), tuple(spans), agents.read(head))


def is_added(node: etree._Element) -> bool:
    """Whether an editor put it there, so that it is not the source's: `corr`, `supplied`, an editorial note, ..."""
    tag = node.tag
    return tag in _ADDED or (tag == _NOTE and node.get("type") == "editorial")


def _start(node: etree._Element) -> int | None:
    place = place_of(node)
    return None if place is None else place[0]


def place_of(node: etree._Element) -> tuple[int, int] | None:
    """The stretch of the source a block's `corresp` names (RFC 5147), None where it names none or is no element.

    A page break has a position, an empty stretch.
    """
    match = _PLACE.search(node.get("corresp", "")) if isinstance(node.tag, str) else None
    return (int(match[1]), int(match[2] or match[1])) if match else None


def _span(extent: Extent) -> Span | None:
    row, node, place = of_element(extent.element), extent.element, place_of(extent.element)
    if place is not None and place != (extent.start, extent.end):
        raise TeiError(
            f"line {node.sourceline}: <{etree.QName(node).localname}> says it is char={place[0]},{place[1]} "
            f"but holds [{extent.start}, {extent.end}); what it holds has been altered"
        )
    if row and row.kind == "page_break":
        return Span(extent.start, extent.start + 1, row.kind)
    if row is None or extent.start >= extent.end:
        return None
    if row.kind == "reading":
        reading = readings.read(node)
        return Span(extent.start, extent.end, row.kind, node.get(_ID, ""), reading) if reading else None
    known = {each.key: value for each in row.attributes if (value := _known(node, each)) is not None}
    return Span(extent.start, extent.end, row.kind, node.get(_ID, ""), known)


def _known(node: etree._Element, attribute: Attribute) -> str | None:
    value = node.get(attribute.name)
    if value is None or not attribute.pointer:
        return value
    pointers = [one[1:] for one in value.split(" ") if one.startswith("#")]
    return " ".join(pointers) or None

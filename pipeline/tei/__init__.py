"""Document ↔ TEI P5, exactly: `read(parse(serialise(encode(d))), d.text) == d`.

Here are ids, places in the source, pointers, and the way through bytes. Which kind is which element stands in `kinds`,
how spans become a tree in `weave`, the header in `header` and `agents`. Nothing is judged or repaired here.
"""

import re
from collections.abc import Set
from functools import lru_cache

from lxml import etree

from pipeline.element import NSMAP, attribute, clark, legal
from pipeline.errors import TeiError
from pipeline.tei import agents, header, readings
from pipeline.tei.kinds import Attribute, of_element, of_span
from pipeline.tei.parsing import parse, parser
from pipeline.text import BLOCKS, Document, Span
from pipeline.weave import Extent, unweave, weave

__all__ = ["encode", "is_added", "parse", "parser", "place_of", "read", "serialise"]

_ADDED = frozenset(map(clark, ("corr", "reg", "expan", "supplied")))
_NOTE = clark("note")
UNSPACED = frozenset({clark("choice")})
_ID = attribute("xml:id")
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_PLACE = re.compile(r"\S*#char=([0-9]+)(?:,([0-9]+))?")
_LINE_BREAK = re.compile(r"[^\S\n]*\n")


def encode(document: Document, when: str = "") -> etree._Element:
    """The TEI of a document, complete with its header.

    `when` is the W3C date to give in `revisionDesc/change`; without it the change is not dated. Raises `TeiError` where
    the document has no body, where text that is not white space lies outside of all blocks, where a span knows
    something TEI has no attribute for, and where a character cannot stand in XML.
    """
    if next(document.of("body"), None) is None:
        raise TeiError(f"{document.id}: the text has no body; a TEI text needs one, so find its blocks first")
    if not re.fullmatch(r"[\w.-]+", document.id):
        raise TeiError(f"{document.id!r} cannot name a file that places point into; use letters, digits, hyphens")
    root = etree.Element(clark("TEI"), nsmap=NSMAP)
    try:
        text = _text(root, document)
        root.insert(0, header.write(document, text, when))
    except TeiError as fault:
        raise TeiError(f"{document.id}: {fault}") from fault
    root.text, root[0].tail, root[1].tail = "\n  ", "\n  ", "\n"
    return root


def _text(root: etree._Element, document: Document) -> etree._Element:
    language = {attribute("xml:lang"): document.meta.language} if document.meta.language else {}
    node = etree.SubElement(root, clark("text"), language)

    def make(parent: etree._Element, span: Span, inside: bool) -> etree._Element | None:
        return _element(parent, document, span, inside)

    weave(node, document.text, document.spans, make, _is_block)
    return node


def _is_block(span: Span, enclosing: Span | None) -> bool:
    """A numbered bibliography has its citations as they are: TEI lets `listBibl` hold no paragraph."""
    listed = enclosing is not None and enclosing.kind == "bibliography_list"
    return span.kind in BLOCKS or (span.kind == "citation" and listed)


def _element(parent: etree._Element, document: Document, span: Span, inside: bool) -> etree._Element | None:
    if span.kind == "reading":
        return readings.write(parent, span)
    if span.kind == "page_break":
        etree.SubElement(parent, clark("pb"), {"corresp": f"{document.id}.txt#char={span.start}"})
        return None
    values = _attributes(span)
    if _is_placed(span, inside):
        place = f"{document.id}.txt#char={span.start},{span.end}"
        values["corresp"] = f"{place} {values['corresp']}" if "corresp" in values else place
    if span.kind == "page_number":
        etree.SubElement(parent, clark("pb"), {"n": values["n"]} if "n" in values else {})
    node = etree.SubElement(parent, clark(of_span(span.kind).tag), values)
    if span.kind == "hyphen" and _LINE_BREAK.match(document.text, span.end):
        etree.SubElement(parent, clark("lb"), {"break": "no"})
    return node


def _is_placed(span: Span, inside: bool) -> bool:
    if span.kind in ("page_number", "citation"):
        return not inside
    return span.kind in BLOCKS


def _attributes(span: Span) -> dict[str, str]:
    """The attributes of a span's element, in the order of its row."""
    row = of_span(span.kind)
    values = {_ID: _pointed(span.id, span)} if span.id else {}
    values.update(row.fixed)
    known = span.attrs
    if known:
        values.update({each.name: _value(span, each, known[each.key]) for each in row.attributes if each.key in known})
        _refuse(span, known.keys() - {each.key for each in row.attributes})
    if row.needs and row.needs not in values:
        raise TeiError(f"{_name(span)} has no @{row.needs}, by which it is known again; give it one")
    return values


def _refuse(span: Span, unknown: Set[str]) -> None:
    if unknown:
        raise TeiError(f"{_name(span)} knows {', '.join(sorted(unknown))}, which TEI has no attribute for here")


def _value(span: Span, attribute: Attribute, value: str) -> str:
    if attribute.pointer:
        return _pointers(value) or " ".join("#" + _pointed(one, span) for one in value.split(" "))
    return legal(value, f"{_name(span)}, {attribute.key}")


@lru_cache(maxsize=10_000)
def _pointers(value: str) -> str:
    """Ids as pointers to them; nothing where one of them is no XML id."""
    ids = value.split(" ")
    return " ".join(f"#{one}" for one in ids) if all(map(_NAME.fullmatch, ids)) else ""


def _pointed(identifier: str, span: Span) -> str:
    if not _NAME.fullmatch(identifier):
        raise TeiError(f"{_name(span)}: {identifier!r} is no XML id; use letters, digits, dots")
    return identifier


def _name(span: Span) -> str:
    return f"{span.kind} {span.id or '(no id)'} at [{span.start}, {span.end})"


def serialise(root: etree._Element) -> bytes:
    """The bytes of a TEI file: UTF-8, with an XML declaration and a final line end, the same every time."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


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

"""Document → the bytes of a TEI file: ids, places in the source, pointers.

Written in one go and as text: a tree of it would take twenty times the room. What comes out is UTF-8, with an XML
declaration and a final line end, the same every time.
"""

import re
from collections import Counter
from collections.abc import Set
from functools import lru_cache

from pipeline.element import TEI, empty_tag, legal, start_tag
from pipeline.errors import TeiError
from pipeline.tei import header, readings
from pipeline.tei.kinds import Attribute, of_span
from pipeline.text import BLOCKS, Document, Span
from pipeline.weave import Tags, weave

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_LINE_BREAK = re.compile(r"[^\S\n]*\n")
_BEGIN = f"<?xml version='1.0' encoding='UTF-8'?>\n<TEI xmlns=\"{TEI}\">\n  "
_END = "</text>\n</TEI>\n"


def encode(document: Document, when: str = "") -> bytes:
    """The TEI of a document, complete with its header.

    `when` is the W3C date to give in `revisionDesc/change`; without it the change is not dated. Raises `TeiError` where
    the document has no body, where text that is not white space lies outside of all blocks, where a span knows
    something TEI has no attribute for, and where a character cannot stand in XML.
    """
    if next(document.of("body"), None) is None:
        raise TeiError(f"{document.id}: the text has no body; a TEI text needs one, so find its blocks first")
    if not re.fullmatch(r"[\w.-]+", document.id):
        raise TeiError(f"{document.id!r} cannot name a file that places point into; use letters, digits, hyphens")
    scribe = _Scribe(document)
    try:
        text = [part.encode() for part in weave(document.text, document.spans, scribe.tags, _is_block, depth=2)]
        head = header.write(document, scribe.counts, when)
    except TeiError as fault:
        raise TeiError(f"{document.id}: {fault}") from fault
    language = {"xml:lang": document.meta.language} if document.meta.language else {}
    begin = f"{_BEGIN}{head}\n  {start_tag('text', language)}"
    return b"".join([begin.encode(), *text, _END.encode()])


class _Scribe:
    """Writes the tags of a document's spans, and counts the elements."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.counts = Counter({"text": 1})

    def tags(self, span: Span, inside: bool) -> Tags:
        """The tags of a span, which stands inside of a block or not."""
        match span.kind:
            case "reading":
                self.counts.update(("choice", "sic", "corr"))
                return readings.tags(span)
            case "page_break":
                self.counts.update(("pb", header.PAGE_BREAK))
                return empty_tag("pb", {"corresp": f"{self._document.id}.txt#char={span.start}"}), ""
            case _:
                return self._around(span, self._placed(span) if _is_placed(span, inside) else _attributes(span))

    def _placed(self, span: Span) -> dict[str, str]:
        """The attributes of what says where it stands."""
        values = _attributes(span)
        place = f"{self._document.id}.txt#char={span.start},{span.end}"
        values["corresp"] = f"{place} {values['corresp']}" if "corresp" in values else place
        return values

    def _around(self, span: Span, values: dict[str, str]) -> Tags:
        """The tags of an element with these attributes, with the breaks of page and line beside it."""
        tag = of_span(span.kind).tag
        before, after = start_tag(tag, values), f"</{tag}>"
        self.counts[tag] += 1
        if span.kind == "page_number":
            self.counts["pb"] += 1
            before = empty_tag("pb", {"n": values["n"]} if "n" in values else {}) + before
        if span.kind == "hyphen" and _LINE_BREAK.match(self._document.text, span.end):
            self.counts["lb"] += 1
            after += empty_tag("lb", {"break": "no"})
        return before, after


def _is_block(span: Span, enclosing: Span | None) -> bool:
    """A numbered bibliography has its citations as they are: TEI lets `listBibl` hold no paragraph."""
    listed = enclosing is not None and enclosing.kind == "bibliography_list"
    return span.kind in BLOCKS or (span.kind == "citation" and listed)


def _is_placed(span: Span, inside: bool) -> bool:
    if span.kind in ("page_number", "citation"):
        return not inside
    return span.kind in BLOCKS


def _attributes(span: Span) -> dict[str, str]:
    """The attributes of a span's element, in the order of its row."""
    row = of_span(span.kind)
    values = {"xml:id": _pointed(span.id, span)} if span.id else {}
    values.update(row.fixed)
    known = span.attrs
    if known:
        said = [(each.name, _value(span, each, known[each.key])) for each in row.attributes if each.key in known]
        values.update(said)
        if len(said) < len(known):
            _refuse(span, known.keys() - {each.key for each in row.attributes})
    if row.needs and row.needs not in values:
        raise TeiError(f"{_name(span)} has no @{row.needs}, by which it is known again; give it one")
    return values


def _refuse(span: Span, unknown: Set[str]) -> None:
    raise TeiError(f"{_name(span)} knows {', '.join(sorted(unknown))}, which TEI has no attribute for here")


def _value(span: Span, attribute: Attribute, value: str) -> str:
    if attribute.pointer:
        return _pointers(value) or " ".join("#" + _pointed(one, span) for one in value.split(" "))
    return value if value.isprintable() else legal(value, f"{_name(span)}, {attribute.key}")


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

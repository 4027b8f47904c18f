"""Which kind of span is which TEI element: one row a kind, read in both directions. Knows nothing of trees.

In a row, `speaker:#who` reads: what the span calls `speaker` is the attribute `who`, a pointer (or several) into the
file; without `#` it is the value itself. A row earlier in the table is asked first when an element is read.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from lxml import etree

from pipeline.element import clark
from pipeline.errors import TeiError
from pipeline.text import NESTING

PROGRAM = "tei-export"


class Attribute(NamedTuple):
    """What a span knows (`key`) and where TEI writes it (`name`), as a pointer or as it is."""

    key: str
    name: str
    pointer: bool


class Kind(NamedTuple):
    """One row: a kind of span, its element, the attributes that tell it from its neighbours, and those that vary.

    `needs` names an attribute without which the element is not of this kind; `within` the element it must stand in.
    """

    kind: str
    tag: str
    fixed: Mapping[str, str]
    attributes: tuple[Attribute, ...]
    needs: str = ""
    within: str = ""

    def fits(self, node: etree._Element) -> bool:
        """Whether an element whose name is this row's is of this kind."""
        for name, value in self.fixed.items():
            if node.get(name) != value:
                return False
        if self.needs and node.get(self.needs) is None:
            return False
        parent = node.getparent() if self.within else None
        return not self.within or (parent is not None and parent.tag == clark(self.within))


def _row(kind: str, tag: str, varying: str = "", needs: str = "", within: str = "") -> Kind:
    """A row from its shorthand: `fw type=navigation` is an element with a fixed attribute."""
    name, *fixed = tag.split()
    attributes = [_attribute(*pair.split(":")) for pair in varying.split()]
    return Kind(kind, name, dict(pair.split("=") for pair in fixed), tuple(attributes), needs, within)


def _attribute(key: str, name: str) -> Attribute:
    return Attribute(key, name.lstrip("#"), name.startswith("#"))


_REASON = "rule:#ana certainty:cert resp:#resp "
_QUOTATION = _REASON + "speaker:#who source:#source next:#next prev:#prev"
_DATE = "when:when from:from to:to not_before:notBefore not_after:notAfter certainty:cert"

KINDS: tuple[Kind, ...] = (
    # the parts of a text (TEI Guidelines 4, 7)
    _row("front", "front"),
    _row("body", "body"),
    _row("back", "back"),
    _row("title_page", "titlePage"),
    _row("doc_title", "docTitle"),
    _row("preface", "div type=preface"),
    _row("section", "div type=section"),
    _row("notes", "div type=notes"),
    _row("bibliography", "div type=bibliography"),
    _row("bibliography_list", "listBibl"),
    _row("epigraph", "epigraph"),
    _row("stanza", "lg"),
    _row("list", "list"),
    _row("table", "table"),
    _row("row", "row"),
    _row("figure", "figure"),
    # what holds text directly
    _row("title_part", "titlePart", "type:type"),
    _row("byline", "byline"),
    _row("doc_date", "docDate"),
    _row("dateline", "dateline"),
    _row("caption", "head", within="figure"),
    _row("heading", "head"),
    _row("opener", "opener"),
    _row("closer", "closer"),
    _row("paragraph", "p"),
    _row("verse_line", "l"),
    _row("item", "item", "n:n"),
    _row("cell", "cell"),
    _row("note", "note", "n:n place:place refs:#target"),
    _row("ornament", "ab type=ornament"),
    _row("text", "ab"),
    _row("navigation", "fw type=navigation"),
    _row("page_number", "fw type=pageNum", "n:n"),
    # what stands inside a block (3.3, 3.6, 3.12, 13)
    _row("note_label", "label"),
    _row("block_quotation", "q type=quotation rend=block", _QUOTATION),
    _row("quotation", "q type=quotation", _QUOTATION),
    _row("citation", "bibl", "type:type repeats:#corresp n:n"),
    _row("bibl_ref", "ref type=bibl", "target:#target"),
    _row("note_ref", "ref type=note", "target:#target closes:#corresp"),
    _row("title", "title", _REASON + "level:level type:type", needs="cert"),
    _row("cited_title", "title", "level:level rule:#ana"),
    _row("name", "name", _REASON),
    _row("mentioned", "mentioned", _REASON),
    _row("so_called", "soCalled", _REASON),
    _row("cue", "seg type=cue", "of:#corresp"),
    _row("cited_author", "author"),
    _row("cited_editor", "editor"),
    _row("publisher", "publisher"),
    _row("pub_place", "pubPlace"),
    _row("scope", "biblScope", "unit:unit n:n"),
    _row("pages", "citedRange unit=page", "first:from last:to"),
    _row("place_name", "placeName"),
    _row("date", "date", _DATE),
    _row("person_name", "persName", "person:#ref"),
    _row("reading", "sic", within="choice"),  # its `corr` is the element beside it, see `readings`
    _row("hyphen", "pc force=weak"),
    _row("page_break", "pb", needs="corresp"),  # beside a page number stands another `pb`, without a place
)

_BY_KIND = {row.kind: row for row in KINDS}


def of_span(kind: str) -> Kind:
    """The row of a kind. Raises `TeiError` for a kind the table does not have."""
    if kind not in _BY_KIND:
        raise TeiError(f"there is no TEI element for spans of kind {kind!r}; the kinds are {', '.join(NESTING)}")
    return _BY_KIND[kind]


def of_element(node: etree._Element) -> Kind | None:
    """The row an element belongs to, None where it is no span of ours (`lb`, `choice`, another's `hi`)."""
    for row in _by_tag().get(str(node.tag), ()):
        if row.fits(node):
            return row
    return None


@cache
def _by_tag() -> dict[str, tuple[Kind, ...]]:
    tags = dict.fromkeys(clark(row.tag) for row in KINDS)
    return {tag: tuple(row for row in KINDS if clark(row.tag) == tag) for tag in tags}

"""The edition: `titleStmt`, `editionStmt`, `extent` and `publicationStmt` (TEI Guidelines 2.2).

Text and encoding have terms of their own: those of the encoding stand here, those of the text with its source;
`@status` says of both together no more than the less free of them.
"""

import re

from lxml import etree

from pipeline.element import NS, Content, Tree
from pipeline.meta import Edition, Meta
from pipeline.tei.header import people
from pipeline.tei.header.stated import UNKNOWN, dated, known, stated, tongue, tongue_of, value, where
from pipeline.text import Document

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_FREE = re.compile(r"\bCC(0|[ -](BY|0|PD))\b|creative ?commons|public domain|общественное достояние", re.IGNORECASE)
_RESTRICTED = re.compile(r"all rights reserved|все права защищены|©", re.IGNORECASE)
_TITLES = "tei:fileDesc/tei:titleStmt/tei:title"
_PUBLISHED = "tei:fileDesc/tei:publicationStmt/tei:"


def described(document: Document) -> list[Tree]:
    """The parts of `fileDesc` that describe the file itself, in TEI's order."""
    meta = document.meta
    return [
        ("titleStmt", {}, [*_titles(meta), *people.statements(meta)]),
        ("editionStmt", {}, [_edition(meta)]),
        ("extent", {}, _measures(document)),
        ("publicationStmt", {}, _publication(document.id, meta)),
    ]


def _edition(meta: Meta) -> Tree:
    version = meta.edition.version
    return known("edition", version, "The edition has no number.", tongue_of(version, meta))


def _titles(meta: Meta) -> list[Tree]:
    main = known("title", meta.title, "untitled", {"type": "main", **(tongue(meta) if meta.title else {})})
    subtitle = where("title", meta.subtitle, {"type": "sub", **tongue(meta)})
    return [main, *subtitle, *where("title", meta.title_en, {"type": "alt", "xml:lang": "en"})]


def _measures(document: Document) -> Content:
    counts = {
        "characters": len(document.text),
        "words": len(_WORD.findall(document.text)),
        "paragraphs": sum(1 for _ in document.of("paragraph")),
        "quotations": sum("prev" not in span.attrs for span in document.of("quotation", "block_quotation")),
    }
    return [("measure", {"unit": unit, "quantity": str(count)}, f"{unit}: {count}") for unit, count in counts.items()]


def _publication(identifier: str, meta: Meta) -> list[Tree]:
    edition = meta.edition
    nobody = known("authority", "", "not published: exported from its source by the person who ran the program")
    terms = licence(edition.licence, "The licence of the encoding is not stated.", meta)
    publisher: Tree = ("publisher", tongue_of(edition.publisher, meta), edition.publisher)
    return [
        publisher if edition.publisher else nobody,
        *where("pubPlace", edition.place, tongue_of(edition.place, meta)),
        dated(edition.date, "date of publication not known"),
        *people.identified(edition.identifiers),
        ("idno", {"type": "doc_id"}, identifier),
        ("availability", {"status": _together(status(edition.licence), status(meta.licence))}, [terms]),
    ]


def licence(said: str, otherwise: str, meta: Meta) -> Tree:
    """A `licence`, with its address as `@target` where it is one."""
    target = {"target": said} if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", said) else {}
    return known("licence", said, otherwise, target or tongue_of(said, meta))


def status(said: str) -> str:
    """What TEI allows to say of availability; a licence this cannot place is unknown, its words stand beside it."""
    if _FREE.search(said):
        return "free"
    return "restricted" if _RESTRICTED.search(said) else UNKNOWN


def _together(*several: str) -> str:
    return next(one for one in ("restricted", UNKNOWN, "free") if one in several)


def read_titles(header: etree._Element) -> dict[str, str]:
    """The titles, by the field of `Meta` they are."""
    kinds = {"subtitle": "sub", "title_en": "alt"}
    return {"title": value(header, _TITLES)} | {
        name: value(header, f"{_TITLES}[@type='{kind}']") for name, kind in kinds.items()
    }


def read_edition(header: etree._Element) -> Edition:
    """What a `teiHeader` says of the edition."""
    idnos = (node for node in header.iterfind(f"{_PUBLISHED}idno", NS) if node.get("type") != "doc_id")
    return Edition(
        value(header, "tei:fileDesc/tei:editionStmt/tei:edition"),
        value(header, f"{_PUBLISHED}publisher"),
        value(header, f"{_PUBLISHED}pubPlace"),
        value(header, f"{_PUBLISHED}date"),
        value(header, f"{_PUBLISHED}availability/tei:licence"),
        tuple(said for node in idnos if (said := stated(node))),
    )


def read_id(header: etree._Element) -> str:
    """The document's id; empty where the file is not ours."""
    return value(header, f"{_PUBLISHED}idno[@type='doc_id']")

"""Meta ↔ `teiHeader` (TEI Guidelines 2), complete: what is known, what is not, and how the text was encoded.

A value nobody knows is said to be unknown, in words, by an element with `cert="unknown"`; that is how reading tells the
words of such a statement from a value. The standing sentences on the encoding are in `declaration`.
"""

import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from pipeline.element import NS, NSMAP, TEI, Content, Tree, clark, grow, string
from pipeline.tei import agents
from pipeline.tei.declaration import APPLICATION, EDITORIAL, PROJECT, REVISION, VERSION, taxonomy
from pipeline.tei.kinds import PROGRAM
from pipeline.text import Document, Meta

UNKNOWN = "unknown"
_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_DATE = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|--(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
_FREE = re.compile(r"\bCC(0|[ -](BY|0|PD))\b|creative ?commons|public domain", re.IGNORECASE)
_RESTRICTED = re.compile(r"all rights reserved|©", re.IGNORECASE)
_LANGUAGES = {"ru": "Russian"}

# where each fact of `Meta` is read, beneath teiHeader
_PLACES = {
    "title": "tei:fileDesc/tei:titleStmt/tei:title",
    "author": "tei:fileDesc/tei:titleStmt/tei:author",
    "licence": "tei:fileDesc/tei:publicationStmt/tei:availability/tei:licence",
    "source_name": ".//tei:bibl[@type='digital']/tei:idno[@type='filename']",
    "source_sha256": ".//tei:bibl[@type='digital']/tei:idno[@type='sha256']",
    "source_url": ".//tei:bibl[@type='digital']/tei:idno[@type='URI']",
    "encoding": ".//tei:bibl[@type='digital']/tei:note[@type='encoding']",
    "published_in": ".//tei:bibl[@type='original']/tei:title",
    "published_date": ".//tei:bibl[@type='original']/tei:date",
    "published_note": ".//tei:bibl[@type='original']/tei:note[@type='publication']",
    "date": "tei:profileDesc/tei:creation/tei:date",
    "place": "tei:profileDesc/tei:creation/tei:placeName",
    "occasion": "tei:profileDesc/tei:settingDesc/tei:setting/tei:activity",
}


def write(document: Document, text: etree._Element, when: str = "") -> etree._Element:
    """The header of a document whose text is encoded already (its elements are counted).

    `when` dates the change in `revisionDesc`; nothing reads the clock. Raises `TeiError` for characters XML cannot
    hold.
    """
    root = etree.Element(clark("TEI"), nsmap=NSMAP)
    parts = [_file(document), _encoding(text), _profile(document), _revision(when)]
    return grow(root, ("teiHeader", {"xml:lang": "en"}, parts), 1)


def _known(name: str, value: str, otherwise: str, attributes: Mapping[str, str] | None = None) -> Tree:
    """An element with a value, or with a sentence that says it is unknown."""
    given = dict(attributes or {})
    return (name, given, value) if value else (name, {**given, "cert": UNKNOWN}, otherwise)


def _where(name: str, value: str, attributes: Mapping[str, str] | None = None) -> list[Tree]:
    """An element where there is a value, else nothing."""
    return [(name, attributes or {}, value)] if value else []


def _date(value: str, otherwise: str) -> Tree:
    return _known("date", value, otherwise, {"when": value} if _DATE.fullmatch(value) else {})


def _language(meta: Meta) -> dict[str, str]:
    return {"xml:lang": meta.language} if meta.language else {}


def _file(document: Document) -> Tree:
    return (
        "fileDesc",
        {},
        [
            ("titleStmt", {}, _titles(document.meta)),
            ("extent", {}, _measures(document)),
            ("publicationStmt", {}, _publication(document)),
            ("sourceDesc", {}, _sources(document.meta)),
        ],
    )


def _titles(meta: Meta) -> Content:
    program: Tree = ("respStmt", {"xml:id": PROGRAM}, [("resp", {}, "encoded by the program"), ("name", {}, PROGRAM)])
    return [
        _known("title", meta.title, "untitled", _language(meta) if meta.title else {}),
        _known("author", meta.author, "author not named in the source", _language(meta) if meta.author else {}),
        program,
    ]


def _measures(document: Document) -> Content:
    counts = {
        "characters": len(document.text),
        "words": len(_WORD.findall(document.text)),
        "paragraphs": sum(1 for _ in document.of("paragraph")),
        "quotations": sum("prev" not in span.attrs for span in document.of("quotation", "block_quotation")),
    }
    return [("measure", {"unit": unit, "quantity": str(count)}, f"{unit}: {count}") for unit, count in counts.items()]


def _publication(document: Document) -> Content:
    licence = document.meta.licence
    target = {"target": licence} if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", licence) else {}
    terms = _known("licence", licence, "The licence of the source is not known.", target)
    return [
        ("authority", {"cert": UNKNOWN}, "not published: exported from its source by the person who ran the program"),
        ("idno", {"type": "doc_id"}, document.id),
        ("availability", {"status": _status(licence)}, [terms]),
    ]


def _status(licence: str) -> str:
    """What TEI allows to say of availability; a licence this cannot place is unknown, its words stand beside it."""
    if _FREE.search(licence):
        return "free"
    return "restricted" if _RESTRICTED.search(licence) else UNKNOWN


def _sources(meta: Meta) -> Content:
    digital = [
        _known("idno", meta.source_name, "name of the file not known", {"type": "filename"}),
        _known("idno", meta.source_sha256, "checksum of the file not known", {"type": "sha256"}),
        *_where("idno", meta.source_url, {"type": "URI"}),
        _known("note", meta.encoding, "encoding of the file not known", {"type": "encoding"}),
    ]
    original = [
        _known("title", meta.published_in, "place of first publication not known"),
        _date(meta.published_date, "date of first publication not known"),
        *_where("note", meta.published_note, {"type": "publication"}),
    ]
    return [("bibl", {"type": "digital"}, digital), ("bibl", {"type": "original"}, original)]


def _encoding(text: etree._Element) -> Tree:
    return (
        "encodingDesc",
        {},
        [PROJECT, EDITORIAL, _tags(text), ("classDecl", {}, [taxonomy()]), APPLICATION],
    )


def _tags(text: etree._Element) -> Tree:
    counts = Counter(etree.QName(node).localname for node in text.iter("*"))
    usages = [("tagUsage", {"gi": name, "occurs": str(counts[name])}, "") for name in sorted(counts)]
    return ("tagsDecl", {}, [("namespace", {"name": TEI}, usages)])


def _profile(document: Document) -> Tree:
    meta = document.meta
    creation = [_date(meta.date, "date not known"), *_where("placeName", meta.place, _language(meta))]
    occasion: Tree = ("settingDesc", {}, [("setting", {}, [("activity", _language(meta), meta.occasion)])])
    parts = [
        ("creation", {}, creation),
        ("langUsage", {}, [_tongue(meta.language)]),
        *agents.particulars(document.agents),
        *([occasion] if meta.occasion else []),
    ]
    return ("profileDesc", {}, parts)


def _tongue(language: str) -> Tree:
    name = _LANGUAGES.get(language, language)
    return _known("language", name, "language not known", {"ident": language or "und"})


def _revision(when: str) -> Tree:
    dated = {"when": when} if when else {}
    return ("revisionDesc", {}, [("change", {**dated, "who": f"#{PROGRAM}"}, f"{REVISION} {PROGRAM} {VERSION}.")])


def read_id(header: etree._Element) -> str:
    """The document's id, from `publicationStmt/idno[@type='doc_id']`; empty where the file is not ours."""
    return _value(header, "tei:fileDesc/tei:publicationStmt/tei:idno[@type='doc_id']")


def read_meta(header: etree._Element) -> Meta:
    """What a `teiHeader` says of the text; what is said to be unknown, or not said, is empty."""
    language = header.find("tei:profileDesc/tei:langUsage/tei:language", NS)
    known = "" if language is None or language.get("cert") == UNKNOWN else language.get("ident", "")
    return Meta(language=known, **{name: _value(header, path) for name, path in _PLACES.items()})


def _value(header: etree._Element, path: str) -> str:
    node = header.find(path, NS)
    return "" if node is None or node.get("cert") == UNKNOWN else string(node)

"""TEI → rows: the document itself, its blocks, paragraphs, notes, phrases and dates.

Quotations, references and names have rooms of their own; `compute` brings all together. Every row is
read from the TEI, so what a person corrects there is what the tables say. Nothing here knows Arrow or files.
"""

from lxml import etree

from pipeline.tables.cited import REFERENCES, bounds, citations, dated, is_cited_title, references, repeated
from pipeline.tables.edition import Edition, Row, is_editorial, measured
from pipeline.tables.named import mentions, persons, speakers
from pipeline.tables.quoted import Firsts, firsts, in_parts, quotation_parts, quotations, reason
from pipeline.tables.reading import local, reading, words

_BLOCKS = {
    "p": "paragraph", "head": "heading", "titlePart": "title", "byline": "byline", "docAuthor": "byline",
    "docDate": "doc_date", "dateline": "dateline", "opener": "opener", "salute": "opener", "closer": "closer",
    "signed": "closer", "l": "verse_line", "item": "item", "cell": "cell", "note": "note", "figDesc": "caption",
    "bibl": "item", "ab": "text", "fw": "navigation", "trailer": "text",
}  # fmt: skip
_ASIDE = frozenset({"note", "caption", "ornament", "navigation", "page_number"})
_PHRASES = {"soCalled": "so_called", "title": "title", "name": "name", "orgName": "name", "mentioned": "mentioned"}
_PLACES = {"end": "end", "foot": "foot", "bottom": "foot", "inline": "inline"}
_FILE, _PROFILE = "{*}teiHeader/{*}fileDesc/", "{*}teiHeader/{*}profileDesc/"


def compute(root: etree._Element, text: str | None) -> dict[str, list[Row]]:
    """The rows of every table; see `tables.rows`, which puts their columns in order."""
    edition = measured(root, text)
    quoted, named = quotations(edition), mentions(edition)
    blocks = [block for block in edition.ranks if _is_block(edition, block)]
    return {
        "documents": [_document(edition, blocks)],
        "blocks": [_block(edition, block, ordinal) for ordinal, block in enumerate(blocks, 1)],
        "paragraphs": _paragraphs(edition),
        "quotations": quoted,
        "quotation_parts": quotation_parts(edition),
        "speakers": speakers(edition, quoted),
        "notes": _notes(edition),
        "note_refs": _note_refs(edition),
        "citations": citations(edition),
        "persons": persons(edition, named),
        "mentions": named,
        "phrases": [_phrase(edition, phrase) for phrase in edition.all(*_PHRASES) if _is_phrase(edition, phrase)],
        "dates": [_date(edition, date) for date in edition.all("date")],
    }


def _document(edition: Edition, blocks: list[etree._Element]) -> Row:
    root = edition.root
    language = root.find(_PROFILE + "{*}langUsage/{*}language[@ident]")
    return {
        "doc_id": edition.doc_id,
        "title": _first(root, _FILE + "{*}titleStmt/{*}title"),
        "author": "; ".join(_stated(root, _FILE + "{*}titleStmt/{*}author")) or None,
        "date": _created(root),
        "language": None if language is None or language.get("cert") == "unknown" else language.get("ident"),
        "source_name": _first(root, _FILE + "{*}sourceDesc//{*}idno[@type='filename']"),
        "source_sha256": _first(root, _FILE + "{*}sourceDesc//{*}idno[@type='sha256']"),
        "encoding": _first(root, _FILE + "{*}sourceDesc//{*}note[@type='encoding']") if edition.sourced else None,
        "chars": len(edition.source),
        "words": _words(edition, blocks),
        "licence": _first(root, _FILE + "{*}publicationStmt/{*}availability/{*}*"),
        "text": edition.source,
    }


def _stated(root: etree._Element, path: str) -> list[str]:
    """What the header says there; a statement that something is unknown (`@cert`) says nothing."""
    found = [element for element in root.iterfind(path) if element.get("cert") != "unknown"]
    return [said for element in found if (said := " ".join(reading(element).split()))]


def _first(root: etree._Element, path: str) -> str | None:
    return next(iter(_stated(root, path)), None)


def _created(root: etree._Element) -> str | None:
    path = _PROFILE + "{*}creation/{*}date"
    date = root.find(path)
    return None if date is None else dated(date) or _first(root, path)


def _words(edition: Edition, blocks: list[etree._Element]) -> int:
    counted: set[etree._Element] = set()
    total = 0
    for block in blocks:
        outer = set(block.iterancestors())
        aside = any(local(element) in ("note", "figure") for element in outer) or _kind(block) in _ASIDE
        if not aside and edition.division(block) == "body" and not outer & counted:
            counted.add(block)
            total += words(edition.reading(block, inline_notes=True))
    return total


def _is_block(edition: Edition, element: etree._Element) -> bool:
    if edition.sourced or not edition.holds_text(element):
        return edition.holds_text(element)
    match local(element):
        case "bibl":
            return edition.holder(element, "listBibl") is not None
        case "fw":
            return edition.holder(element, *(_BLOCKS.keys() - {"fw"})) is None
        case name:
            return name in _BLOCKS


def _kind(block: etree._Element) -> str:
    parent = block.getparent()
    match local(block), block.get("type"):
        case "head", _ if parent is not None and local(parent) == "figure":
            return "caption"
        case "ab", "ornament":
            return "ornament"
        case "fw", "pageNum":
            return "page_number"
        case name, _:
            return _BLOCKS.get(name, "text")


def _block(edition: Edition, block: etree._Element, ordinal: int) -> Row:
    return {**edition.where(block), "block_id": edition.id(block), "ordinal": ordinal, "kind": _kind(block)}


def _paragraphs(edition: Edition) -> list[Row]:
    heads: dict[etree._Element | None, str] = {}
    for head in edition.all("head"):
        heads.setdefault(head.getparent(), edition.reading(head))
    return [_paragraph(edition, p, ordinal, heads) for ordinal, p in enumerate(edition.paragraphs, 1)]


def _paragraph(edition: Edition, p: etree._Element, ordinal: int, heads: dict[etree._Element | None, str]) -> Row:
    text = edition.reading(p, inline_notes=True)
    return {
        **edition.where(p),
        "paragraph_id": edition.id(p),
        "ordinal": ordinal,
        "division": edition.division(p),
        "section": next((heads[outer] for outer in p.iterancestors() if outer in heads), None),
        "text": text,
        "words": words(text),
    }


def _notes(edition: Edition) -> list[Row]:
    cited: dict[etree._Element | None, etree._Element] = {}
    for bibl in references(edition):
        cited.setdefault(edition.holder(bibl, "note"), bibl)
    notes = (note for note in edition.all("note") if not (edition.sourced and is_editorial(note)))
    return [_note(edition, note, ordinal, cited.get(note)) for ordinal, note in enumerate(notes, 1)]


def _note(edition: Edition, note: etree._Element, ordinal: int, bibl: etree._Element | None) -> Row:
    antecedent = None if bibl is None else repeated(edition, bibl)
    label = note.find("{*}label")
    cites = "comment" if bibl is None else "ibid" if bibl.get("type") == "ibid" else "citation"
    return {
        **edition.where(note),
        "note_id": edition.id(note),
        "ordinal": ordinal,
        "label": (note.get("n") if label is None else reading(label)) or None,
        "place": _PLACES.get(note.get("place", "")),
        "kind": cites,
        "text": edition.reading(note),
        "antecedent_id": None if antecedent is None else edition.note_id(antecedent),
    }


def _note_refs(edition: Edition) -> list[Row]:
    first_of = firsts(in_parts(edition))
    return [_note_ref(edition, mark, first_of) for mark in edition.note_marks()]


def _note_ref(edition: Edition, mark: etree._Element, first_of: Firsts) -> Row:
    closed = next((first_of[part] for part in edition.targets(mark.get("corresp")) if part in first_of), None)
    return {
        **edition.where(mark),
        "ref_id": edition.id(mark),
        "note_id": edition.link(mark.get("target")),
        "quotation_id": None if closed is None else edition.id(closed),
    }


def _is_phrase(edition: Edition, element: etree._Element) -> bool:
    inside = ("person", "personGrp", "org", *(REFERENCES if is_cited_title(element) else ()))
    return edition.holder(element, *inside) is None


def _phrase(edition: Edition, phrase: etree._Element) -> Row:
    kind = _PHRASES[local(phrase)]
    return {**edition.where(phrase), "phrase_id": edition.id(phrase), "kind": kind, **reason(phrase)}


def _date(edition: Edition, date: etree._Element) -> Row:
    earliest, latest = bounds(date)
    return {
        **edition.where(date),
        "date_id": edition.id(date),
        "when": date.get("when"),
        "not_before": earliest,
        "not_after": latest,
    }

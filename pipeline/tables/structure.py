"""TEI → rows: the document itself, its blocks, paragraphs, notes, phrases and dates.

Quotations, references and names have rooms of their own; `compute` brings all together. Every row is
read from the TEI, so what a person corrects there is what the tables say. Nothing here knows Arrow or files.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from lxml import etree

from pipeline.element import string
from pipeline.tables.agents import Cast, name_of
from pipeline.tables.chosen import continued
from pipeline.tables.cited import bounds, citations, dated, is_cited_title, point
from pipeline.tables.columns import Row
from pipeline.tables.edition import Edition
from pipeline.tables.named import mentions, named, persons, speakers
from pipeline.tables.noted import note_refs, notes
from pipeline.tables.quoted import Speech, reason, speech
from pipeline.tables.reading import local, reading
from pipeline.tables.roles import AGENT_LISTS, BLOCKS, CITATIONS, DATES, MENTIONS, NO_QUOTATIONS, PHRASES
from pipeline.tables.walk import offsets

_ASIDE = frozenset({"note", "caption", "ornament", "navigation", "page_number", "speaker", "stage", "cast_item"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FILE, _PROFILE = "{*}teiHeader/{*}fileDesc/", "{*}teiHeader/{*}profileDesc/"
_TERMS = (
    _FILE + "{*}sourceDesc/{*}bibl[@type='digital']/{*}availability/{*}*",
    _FILE + "{*}publicationStmt/{*}availability/{*}*",
)


def compute(edition: Edition) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of every table, see `tables.columns`, a table after the other: each is made when it is gone through.

    What all other tables need comes first; the document is last, for its words are counted paragraph by paragraph.
    """
    cast = Cast(edition)
    names = named(edition, cast)  # before the speeches: who is only pointed to goes by the name the text has
    said = speech(edition, cast)
    blocks = [block for block in edition.seen if _is_block(edition, block)]
    yield "quotations", said.quotations
    yield "quotation_parts", said.quotation_parts
    yield "turns", said.turns
    yield "speakers", speakers(edition, cast, said.uttered)
    yield "persons", persons(edition, cast, names, said.uttered)
    yield "mentions", mentions(edition, names)
    yield "phrases", _phrases(edition, {name for name, _ in names})
    yield "notes", notes(edition)
    yield "note_refs", note_refs(edition)
    yield "citations", citations(edition)
    yield "dates", (_date(edition, date) for date in edition.all(*DATES))
    yield "blocks", (_block(edition, block, ordinal) for ordinal, block in enumerate(blocks, 1))
    yield "paragraphs", _paragraphs(edition, said)
    yield "documents", [_document(edition, blocks)]


def _document(edition: Edition, blocks: list[etree._Element]) -> Row:
    root = edition.root
    return {
        "doc_id": edition.doc_id,
        "title": _first(root, _FILE + "{*}titleStmt/{*}title"),
        "author": "; ".join(_stated(root, _FILE + "{*}titleStmt/{*}author", name_of)) or None,
        "date": _created(root),
        "language": _language(root),
        "source_name": _first(root, _FILE + "{*}sourceDesc//{*}idno[@type='filename']"),
        "source_sha256": _first(root, _FILE + "{*}sourceDesc//{*}idno[@type='sha256']"),
        "encoding": _first(root, _FILE + "{*}sourceDesc//{*}note[@type='encoding']") if edition.sourced else None,
        "chars": len(edition.source),
        "words": _words(edition, blocks),
        "licence": _licence(root),
        "text": edition.source,
    }


def _language(root: etree._Element) -> str | None:
    stated = root.find(_PROFILE + "{*}langUsage/{*}language[@ident]")
    if stated is not None:
        return stated.get("ident") if stated.get("cert") != "unknown" else None
    return next((tag for part in (*root.iterfind("{*}text"), root) if (tag := part.get(_LANG))), None)


def _stated(root: etree._Element, path: str, read: Callable[[etree._Element], str] = reading) -> list[str]:
    """What the header says there; a statement that something is unknown (`@cert`), or an empty one, says nothing."""
    found = [element for element in root.iterfind(path) if element.get("cert") != "unknown" and string(element).strip()]
    return [" ".join(read(element).split()) for element in found]


def _first(root: etree._Element, path: str) -> str | None:
    return next(iter(_stated(root, path)), None)


def _licence(root: etree._Element) -> str | None:
    """The terms of the source, where they are stated apart, else those of the edition."""
    return next((said for path in _TERMS if (said := _first(root, path))), None)


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
            total += edition.words(block)
    return total


def _is_block(edition: Edition, element: etree._Element) -> bool:
    """Whether it knows its place in the source, or, where none does, holds text that no block in it holds."""
    if element in edition.paragraphs:
        return True
    if edition.sourced:
        return offsets(element) is not None
    return edition.seen[element].holds and local(element) != "u"


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
            return BLOCKS.get(name, "text")


def _block(edition: Edition, block: etree._Element, ordinal: int) -> Row:
    return {**edition.where(block), "block_id": edition.id(block), "ordinal": ordinal, "kind": _kind(block)}


def _paragraphs(edition: Edition, said: Speech) -> Iterator[Row]:
    heads: dict[etree._Element | None, str] = {}
    for head in edition.all("head"):
        heads.setdefault(head.getparent(), edition.reading(head))
    earlier = continued(edition)
    for ordinal, p in enumerate(edition.paragraphs, 1):
        yield {
            **_paragraph(edition, p, ordinal, heads),
            "continues_id": edition.paragraphs[earlier[p]] if p in earlier else None,
            "turn_id": next((said.turn_of[one] for one in (p, *p.iterancestors()) if one in said.turn_of), None),
        }


def _paragraph(edition: Edition, p: etree._Element, ordinal: int, heads: dict[etree._Element | None, str]) -> Row:
    return {
        **edition.where(p),
        "paragraph_id": edition.id(p),
        "ordinal": ordinal,
        "division": edition.division(p),
        "section": next((heads[outer] for outer in p.iterancestors() if outer in heads), None),
        "text": edition.prose(p),
        "words": edition.words(p),
    }


def _is_phrase(edition: Edition, element: etree._Element) -> bool:
    if local(element) == "q":
        return bool(NO_QUOTATIONS.get(element.get("type", "")))
    of_name = MENTIONS if local(element) in ("name", "orgName") else ()  # `persName/name` is a part of the name
    inside = (*AGENT_LISTS, *of_name, *(CITATIONS if is_cited_title(element) else ()))
    return edition.holder(element, *inside) is None


def _phrases(edition: Edition, mentioned: Collection[etree._Element]) -> Iterator[Row]:
    """The rows of `phrases`: strings in marks that are no names of persons."""
    for phrase in edition.all("q", *PHRASES):
        if phrase not in mentioned and _is_phrase(edition, phrase):
            yield _phrase(edition, phrase)


def _phrase(edition: Edition, phrase: etree._Element) -> Row:
    kind = PHRASES.get(local(phrase)) or NO_QUOTATIONS[phrase.get("type", "")]
    return {**edition.where(phrase), "phrase_id": edition.id(phrase), "kind": kind, **reason(phrase)}


def _date(edition: Edition, date: etree._Element) -> Row:
    earliest, latest = bounds(date)
    return {
        **edition.where(date),
        "date_id": edition.id(date),
        "when": point(date),
        "not_before": earliest,
        "not_after": latest,
    }

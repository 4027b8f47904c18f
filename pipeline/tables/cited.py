"""Bibliographic references of a TEI document as rows: their fields, and what an ibid takes over.

«Там же» repeats the reference its `@corresp` leads to, through any chain; what it states itself
overrides. Authors and editors who are persons of the document go by the name they have there, so that one can group
by them; volume, issue and pages are given without the words «т.», «№», «с.» where the TEI says them apart.
"""

from collections.abc import Iterator

from lxml import etree

from pipeline.tables.agents import name_of
from pipeline.tables.columns import Row
from pipeline.tables.edition import Edition
from pipeline.tables.reading import local, without_marks

Fields = dict[str, str | None]

_HOLDERS = frozenset({"m", "j", "s"})
_LEVELS = {"analytic": "a", "series": "s"}  # of a title that does not say its own, in a biblStruct
_UNITS = {
    "volume": ("volume", "vol", "vol."),
    "issue": ("issue", "no", "nr", "number", "num"),
    "page": ("page", "pages", "pp", "pp.", "p", "page(s)", None),
}  # of biblScope and citedRange, in `@unit` or, before P5, `@type`; a citedRange without one cites pages
_LISTED = {"author": ("author",), "editor": ("editor",), "place": ("pubPlace",), "publisher": ("publisher",)}


def citations(edition: Edition) -> Iterator[Row]:
    """The rows of `citations`, in the order of the text."""
    resolved: dict[etree._Element, Fields] = {}
    for ordinal, bibl in enumerate(edition.citations, 1):
        own = _own_fields(edition, bibl)
        antecedent = repeated(edition, bibl)
        taken = _taken_over(own, resolved[antecedent]) if antecedent in resolved else {}
        resolved[bibl] = own | taken
        yield _row(edition, bibl, ordinal, own | taken, tuple(taken))


def repeated(edition: Edition, bibl: etree._Element) -> etree._Element | None:
    """The reference that an ibid repeats."""
    return next(iter(edition.pointers.here(bibl, "corresp")), None) if bibl.get("type") == "ibid" else None


def dated(date: etree._Element) -> str | None:
    """A date as W3C dates are written, a period as from/to; null where no attribute says it."""
    if when := point(date):
        return when
    earliest, latest = bounds(date)
    return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else None


def point(date: etree._Element) -> str | None:
    """The date itself, where an attribute says it (`@value` in P4)."""
    return date.get("when") or date.get("when-iso") or (date.get("value") if local(date) == "date" else None)


def bounds(date: etree._Element) -> tuple[str | None, str | None]:
    """The earliest and the latest date of a period or of an uncertain date."""
    said = [date.get(name) or date.get(f"{name}-iso") for name in ("from", "notBefore", "to", "notAfter")]
    return said[0] or said[1], said[2] or said[3]


def _row(edition: Edition, bibl: etree._Element, ordinal: int, fields: Fields, taken: tuple[str, ...]) -> Row:
    return {
        **edition.where(bibl),
        "citation_id": edition.id(bibl),
        "ordinal": ordinal,
        **fields,
        "inherited": " ".join(taken) or None,
    }


def _own_fields(edition: Edition, bibl: etree._Element) -> Fields:
    parts = [part for part in bibl.iterdescendants("*") if part.get("type") != "sub"]
    title, container = _titles(edition, [part for part in parts if is_cited_title(part)])
    named = {field: _joined(edition, parts, *names) for field, names in _LISTED.items()}
    return {
        "author": named["author"],
        "editor": named["editor"],
        "title": title,
        "container": container,
        "volume": _joined(edition, parts, "biblScope", unit="volume"),
        "issue": _joined(edition, parts, "biblScope", unit="issue"),
        "pages": _joined(edition, parts, "citedRange", "biblScope", unit="page"),
        "place": named["place"],
        "publisher": named["publisher"],
        "date": _date(edition, parts),
    }


def is_cited_title(element: etree._Element) -> bool:
    """Whether a title names the work cited; one with a certainty is a string in marks that was weighed."""
    return local(element) == "title" and element.get("cert") is None


def _taken_over(own: Fields, antecedent: Fields) -> Fields:
    """The antecedent's fields that an ibid does not state; pages of one volume say nothing of another."""
    elsewhere = {"issue", "pages"} if own["volume"] else {"pages"} if own["issue"] else set()
    return {name: value for name, value in antecedent.items() if value and not own[name] and name not in elsewhere}


def _titles(edition: Edition, titles: list[etree._Element]) -> tuple[str | None, str | None]:
    if not titles:
        return None, None
    work = next((title for title in titles if _level(title) == "a"), titles[0])
    holders = [title for title in titles if title is not work and _level(title) in _HOLDERS]
    return _read(edition, work), _read(edition, holders[-1]) if holders else None


def _level(title: etree._Element) -> str:
    outer = title.getparent()
    return title.get("level") or ("m" if outer is None else _LEVELS.get(local(outer), "m"))


def _joined(edition: Edition, parts: list[etree._Element], *names: str, unit: str | None = None) -> str | None:
    found = [part for part in parts if local(part) in names and (unit is None or _unit(part) in _UNITS[unit])]
    return "; ".join(read for part in found if (read := _value(edition, part))) or None


def _unit(part: etree._Element) -> str | None:
    stated = part.get("unit", part.get("type"))
    return stated.lower() if stated else None if local(part) == "citedRange" else ""


def _value(edition: Edition, part: etree._Element) -> str | None:
    """A field as it groups and sorts best: the person, the number, the pages from and to; else its words."""
    if local(part) in ("author", "editor"):
        return _person(edition, part) or _stated_name(part) or _read(edition, part)
    pages = dict.fromkeys(page for page in (part.get("from"), part.get("to")) if page)
    return part.get("n") or "–".join(pages) or _read(edition, part)


def _person(edition: Edition, part: etree._Element) -> str | None:
    """The name, as the document declares it, of the one person mentioned in an author or editor."""
    mentioned = list(part.iter("{*}persName"))
    person = edition.pointers.target(mentioned[0], "ref") if len(mentioned) == 1 else None
    return name_of(person) if person is not None else None


def _stated_name(part: etree._Element) -> str | None:
    """The name of an author or editor who has it in pieces without anything between them."""
    return (
        name_of(part)
        if part.find("{*}persName/{*}surname") is not None or part.find("{*}surname") is not None
        else None
    )


def _date(edition: Edition, parts: list[etree._Element]) -> str | None:
    date = next((part for part in parts if local(part) == "date"), None)
    return None if date is None else dated(date) or _read(edition, date)


def _read(edition: Edition, element: etree._Element) -> str | None:
    return without_marks(edition.reading(element)) or None

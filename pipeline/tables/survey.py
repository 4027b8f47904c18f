"""What was not understood of a TEI document, counted: elements without a role, without text, pointers to nowhere."""

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from pipeline.tables.edition import Edition
from pipeline.tables.reading import local
from pipeline.tables.roles import CITATIONS, NOTES, PARAGRAPHS, QUOTATIONS, UNDERSTOOD

_LOOKED_FOR = (*(name for name in PARAGRAPHS if name != "seg"), *QUOTATIONS, "sp", *NOTES, *CITATIONS, "persName")
_QUOTED = tuple(f"{{*}}{name}" for name in QUOTATIONS)


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts by name: elements that mean nothing here, those with a role but no text, attributes that lead nowhere."""

    unknown: Counter[str] = field(default_factory=Counter)
    empty: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def counts(self) -> tuple[tuple[str, Counter[str]], ...]:
        """The counts, each with what is the matter."""
        return (("not understood", self.unknown), ("without text", self.empty), ("leads nowhere", self.lost))


def survey(edition: Edition) -> Survey:
    """What was not understood outside the header; ask once all pointers have been followed."""
    parts = [part for part in edition.root.iterchildren("*") if local(part) not in ("teiHeader", "TEI", "teiCorpus")]
    looked_for = (one for name in _LOOKED_FOR for one in edition.named.get(name, ()))
    empty = Counter(local(element) for element in looked_for if not edition.seen[element].filled)
    empty[local(edition.root)] += edition.root.find("{*}text") is None
    lost = Counter(f"@{attribute}" for _, attribute in edition.pointers.lost)
    return Survey(_unknown(parts), +empty, lost)


def _unknown(parts: list[etree._Element]) -> Counter[str]:
    names = {local(element) for part in parts for element in part.iter("*")}
    if names < UNDERSTOOD and "cit" not in names:
        return Counter()
    elements = (element for part in parts for element in part.iter("*") if not _is_inside_another(element))
    return Counter(_shown(element) for element in elements if not _is_understood(element))


def _is_understood(element: etree._Element) -> bool:
    """Whether it has a role; a `cit` has one for the sake of the quotation in it."""
    name = local(element)
    return name in UNDERSTOOD and (name != "cit" or next(element.iter(*_QUOTED), None) is not None)


def _is_inside_another(element: etree._Element) -> bool:
    """Whether what holds it is of another vocabulary, and counted for all it holds."""
    outer = element.getparent()
    return outer is not None and local(outer).startswith("{")


def _shown(element: etree._Element) -> str:
    """An element's name, with its prefix where it is of another vocabulary."""
    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix and local(element) != name else name

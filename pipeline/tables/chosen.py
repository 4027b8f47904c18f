"""Which elements of a TEI document have rows: paragraphs, notes and the marks that lead to them, citations, speech.

What is looked for is listed in `roles.py`; here is what position and attributes decide. Nothing here reads texts.
"""

from collections.abc import Iterator

from lxml import etree

from pipeline.tables.edition import Edition, called
from pipeline.tables.pointers import Pointers
from pipeline.tables.reading import is_note_mark, local
from pipeline.tables.roles import (
    CITATIONS,
    MARKS,
    NO_PARAGRAPHS_IN,
    NO_QUOTATIONS,
    NOTES,
    PARAGRAPHS,
    QUOTATIONS,
    TURNS,
)
from pipeline.tables.walk import is_editorial, measure, offsets

Parts = list[etree._Element]  # noqa: SLF001
Firsts = dict[etree._Element, etree._Element]  # noqa: SLF001


def edition_of(
    root: etree._Element, source: str | None = None, pointers: Pointers | None = None, name: str = ""
) -> Edition:
    """The edition of a `TEI` element, measured and its rows chosen.

    `source` is the text that its offsets count in, `pointers` those of the file it is in, `name` what the document is
    called where it does not say so itself. Raises `TeiError` where it has no name.
    """
    text_first = (element for part in root.iterchildren("*", reversed=True) for element in part.iter("*"))
    sourced = any(map(offsets, text_first))
    edition = Edition(root, called(root, name), sourced, pointers or Pointers(root))
    measure(edition, source)
    edition.paragraphs = {one: edition.id(one) for one in edition.all(*PARAGRAPHS) if _is_paragraph(edition, one)}
    for paragraph, name in edition.paragraphs.items():
        edition.seen[paragraph].paragraph_id = name
    edition.notes = {part: edition.id(parts[0]) for parts in notes_in_parts(edition) for part in parts}
    for note, name in edition.notes.items():
        edition.seen[note].note_id = name
    edition.citations = {one: edition.id(one) for one in edition.all(*CITATIONS) if _is_whole(edition, one)}
    edition.marks = dict(sorted(_marks(edition), key=lambda mark: edition.rank(mark[0])))
    return edition


def in_parts(edition: Edition) -> list[Parts]:
    """The quotations, each as the list of its parts, in the order of the text."""
    return _tied(
        edition, [q for q in edition.all(*QUOTATIONS) if q.get("type") not in NO_QUOTATIONS or local(q) != "q"]
    )


def turns_in_parts(edition: Edition) -> list[Parts]:
    """The turns of speech, each as the list of its parts, in the order of the text."""
    return _tied(edition, edition.all(*TURNS))


def notes_in_parts(edition: Edition) -> list[Parts]:
    """The notes, each as the list of its parts (one may go on at the foot of the next page), in the order of the text.

    What an editor adds to a text of ours is no note of it.
    """
    return _tied(edition, [one for one in edition.all(*NOTES) if not (edition.sourced and is_editorial(one))])


def firsts(whole: list[Parts]) -> Firsts:
    """The first part of the whole that each part belongs to."""
    return {part: parts[0] for parts in whole for part in parts}


def continued(edition: Edition) -> Firsts:
    """The paragraph or verse line that each further part of one (`@prev`, `@next`, `@part`) goes on with."""
    tied = (firsts(_tied(edition, [one for one in edition.paragraphs if local(one) == name])) for name in PARAGRAPHS)
    return {part: first for found in tied for part, first in found.items() if part is not first}


def _tied(edition: Edition, several: Parts) -> list[Parts]:
    """Elements tied together: by `@next` or `@prev`, or by `@part`, which says initial, medial, final."""
    follows = {end: part for part in several for end in edition.pointers.here(part, "next")[:1]}
    whole: dict[etree._Element, Parts] = {}
    first_of: dict[etree._Element | None, etree._Element] = {}
    begun: etree._Element | None = None
    for part in several:
        stated = next(iter(edition.pointers.here(part, "prev")), follows.get(part))
        which = part.get("part", "N")
        earlier = begun if stated is None and which in ("M", "F") else stated
        if which in ("I", "M", "F"):
            begun = None if which == "F" else part
        first_of[part] = first_of.get(earlier, part)
        whole.setdefault(first_of[part], []).append(part)
    return list(whole.values())


def _is_paragraph(edition: Edition, element: etree._Element) -> bool:
    if edition.holder(element, *NO_PARAGRAPHS_IN) is not None:
        return False
    match local(element):
        case "ab":
            return element.get("type") != "ornament"
        case "u":
            return element.find(".//{*}seg") is None
        case "seg":
            around = edition.holder(element, *PARAGRAPHS)
            return around is not None and local(around) == "u"
        case _:
            return True


def _is_whole(edition: Edition, bibl: etree._Element) -> bool:
    """A reference inside another is part of it."""
    return edition.holder(bibl, *CITATIONS) is None


def _marks(edition: Edition) -> Iterator[tuple[etree._Element, str | None]]:
    """The marks of notes, each with the note's id: those that point to one, that one points to, that say they are."""
    anchored = {
        mark: name
        for note, name in edition.notes.items()
        for attribute in ("target", "corresp")
        for mark in edition.pointers.here(note, attribute)
        if local(mark) in MARKS and mark in edition.seen
    }
    for mark in (one for name in MARKS for one in edition.named.get(name, ())):
        leads = [*edition.pointers.here(mark, "target"), *edition.pointers.here(mark, "corresp")]
        note = next((name for end in leads if (name := _note_of(edition, end, mark))), anchored.get(mark))
        if note or is_note_mark(mark):
            yield mark, note


def _note_of(edition: Edition, end: etree._Element, mark: etree._Element) -> str | None:
    """The note that an end of a mark is, or is in; not the one that the mark itself stands in, nor a work cited."""
    if local(end) in CITATIONS:
        return None
    same = edition.pointers.here(end, "sameAs") + edition.pointers.here(end, "corresp")
    around = [one for one in (end, *end.iterancestors(), *same) if one in edition.notes]
    return edition.notes[around[0]] if around and around[0] not in mark.iterancestors() else None

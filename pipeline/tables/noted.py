"""Notes of a TEI document and the marks that lead to them, as rows."""

from collections.abc import Iterator

from lxml import etree

from pipeline.tables.chosen import Parts, firsts, in_parts, notes_in_parts
from pipeline.tables.cited import repeated
from pipeline.tables.columns import Row
from pipeline.tables.edition import Edition
from pipeline.tables.reading import reading

_PLACES = {"end": "end", "foot": "foot", "bottom": "foot", "inline": "inline"}


def notes(edition: Edition) -> Iterator[Row]:
    """The rows of `notes`, in the order of the text."""
    cited: dict[str | None, etree._Element] = {}
    for bibl in edition.citations:
        cited.setdefault(edition.note_id(bibl), bibl)
    several = enumerate(notes_in_parts(edition), 1)
    return (_note(edition, parts, ordinal, cited.get(edition.notes[parts[0]])) for ordinal, parts in several)


def note_refs(edition: Edition) -> Iterator[Row]:
    """The rows of `note_refs`, in the order of the text."""
    first_of = firsts(in_parts(edition))
    for mark, note in edition.marks.items():
        closed = (first_of[end] for end in edition.pointers.here(mark, "corresp") if end in first_of)
        yield {
            **edition.where(mark),
            "ref_id": edition.id(mark),
            "note_id": note,
            "quotation_id": next(map(edition.id, closed), None),
        }


def _note(edition: Edition, parts: Parts, ordinal: int, bibl: etree._Element | None) -> Row:
    note = parts[0]
    antecedent = None if bibl is None else repeated(edition, bibl)
    label = note.find("{*}label")
    cites = "comment" if bibl is None else "ibid" if bibl.get("type") == "ibid" else "citation"
    return {
        **edition.whole(parts),
        "note_id": edition.notes[note],
        "ordinal": ordinal,
        "label": (note.get("n") if label is None else " ".join(reading(label).split())) or None,
        "place": _PLACES.get(note.get("place", "")),
        "kind": cites,
        "text": " ".join(text for part in parts if (text := edition.reading(part))),
        "antecedent_id": None if antecedent is None else edition.note_id(antecedent),
    }

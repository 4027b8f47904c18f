"""Notes of a TEI document and the marks that lead to them, as rows."""

from lxml import etree

from pipeline.tables.chosen import firsts, in_parts
from pipeline.tables.cited import repeated
from pipeline.tables.edition import Edition, Row
from pipeline.tables.reading import reading

_PLACES = {"end": "end", "foot": "foot", "bottom": "foot", "inline": "inline"}


def notes(edition: Edition) -> list[Row]:
    """The rows of `notes`, in the order of the text."""
    cited: dict[etree._Element | None, etree._Element] = {}
    for bibl in edition.citations:
        cited.setdefault(edition.holder(bibl, "note"), bibl)
    return [_note(edition, note, ordinal, cited.get(note)) for ordinal, note in enumerate(edition.notes, 1)]


def note_refs(edition: Edition) -> list[Row]:
    """The rows of `note_refs`, in the order of the text."""
    first_of = firsts(in_parts(edition))
    return [
        {
            **edition.where(mark),
            "ref_id": edition.id(mark),
            "note_id": note,
            "quotation_id": edition.id(closed[0]) if closed else None,
        }
        for mark, note in edition.marks.items()
        for closed in [[first_of[end] for end in edition.pointers.here(mark, "corresp") if end in first_of]]
    ]


def _note(edition: Edition, note: etree._Element, ordinal: int, bibl: etree._Element | None) -> Row:
    antecedent = None if bibl is None else repeated(edition, bibl)
    label = note.find("{*}label")
    cites = "comment" if bibl is None else "ibid" if bibl.get("type") == "ibid" else "citation"
    return {
        **edition.where(note),
        "note_id": edition.notes[note],
        "ordinal": ordinal,
        "label": (note.get("n") if label is None else " ".join(reading(label).split())) or None,
        "place": _PLACES.get(note.get("place", "")),
        "kind": cites,
        "text": edition.reading(note),
        "antecedent_id": None if antecedent is None else edition.note_id(antecedent),
    }

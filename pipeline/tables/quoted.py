"""Direct quotations of a TEI document as rows: their parts, cues and sources.

The parts of an interrupted quotation are tied by `@next`/`@prev` (TEI Guidelines 17.3); the first part's
id is the quotation's, and what is known of the quotation is read from the first part.
"""

from lxml import etree

from pipeline.tables.edition import Edition, Row, first_local
from pipeline.tables.named import name_of
from pipeline.tables.reading import without_marks, words

Parts = list[etree._Element]  # noqa: SLF001
Firsts = dict[etree._Element, etree._Element]  # noqa: SLF001

_ELEMENTS = ("q", "quote", "said")
_TYPES = frozenset({None, "quotation", "spoken", "thought", "written"})
_PROGRAM = "#tei-export"
_CERTAINTIES = frozenset({"high", "medium", "low"})


def quotations(edition: Edition) -> list[Row]:
    """The rows of `quotations`, in the order of the text."""
    whole = in_parts(edition)
    first_of = firsts(whole)
    notes, cues = _closing_notes(edition, first_of), _cues(edition, first_of)
    return [
        {
            **_extent(edition, parts, ordinal),
            **_ascription(edition, parts[0]),
            **_cue(edition, cues.get(parts[0])),
            "parent_id": _parent(edition, parts[0], first_of),
            "note_id": notes.get(parts[0]),
        }
        for ordinal, parts in enumerate(whole, 1)
    ]


def in_parts(edition: Edition) -> list[Parts]:
    """The direct quotations, each as the list of its parts, in the order of the text."""
    spoken = [q for q in edition.all(*_ELEMENTS) if q.get("type") in _TYPES]
    follows = {edition.target(q.get("next")): q for q in spoken if q.get("next")}
    whole: dict[etree._Element, Parts] = {}
    first_of: dict[etree._Element | None, etree._Element] = {}
    for q in spoken:
        earlier = edition.target(q.get("prev")) if q.get("prev") else follows.get(q)
        first_of[q] = first_of.get(earlier, q)
        whole.setdefault(first_of[q], []).append(q)
    return list(whole.values())


def firsts(whole: list[Parts]) -> Firsts:
    """The first part of the quotation that each part belongs to."""
    return {part: parts[0] for parts in whole for part in parts}


def quotation_parts(edition: Edition) -> list[Row]:
    """The rows of `quotation_parts`, in the order of the text."""
    first_of = firsts(in_parts(edition))
    return [
        {
            **edition.where(part),
            "quotation_id": edition.id(first_of[part]),
            "ordinal": ordinal,
            "text": without_marks(edition.reading(part)),
        }
        for ordinal, part in enumerate(sorted(first_of, key=edition.ranks.__getitem__), 1)
    ]


def reason(element: etree._Element) -> Row:
    """The rule that decided, `editor` where anybody but the program is responsible, and its certainty."""
    person = any(pointer != _PROGRAM for pointer in element.get("resp", "").split())
    certainty = element.get("cert")
    return {
        "rule": "editor" if person else first_local(element.get("ana")) or None,
        "certainty": certainty if certainty in _CERTAINTIES else None,
    }


def _extent(edition: Edition, parts: Parts, ordinal: int) -> Row:
    text = " ".join(without_marks(edition.reading(part)) for part in parts)
    return {
        **edition.where(parts[0]),
        "quotation_id": edition.id(parts[0]),
        "ordinal": ordinal,
        "text": text,
        "end": edition.place(parts[-1]).end,
        "parts": len(parts),
        "words": words(text),
    }


def _ascription(edition: Edition, first: etree._Element) -> Row:
    speaker = edition.target(first.get("who"))
    return {
        "speaker_id": edition.link(first.get("who")),
        "speaker_name": None if speaker is None else name_of(speaker),
        "citation_id": edition.link(first.get("source")),
        **reason(first),
    }


def _cue(edition: Edition, cue: etree._Element | None) -> Row:
    if cue is None:
        return {"cue": None, "cue_start": None, "cue_end": None}
    where = edition.where(cue)
    return {"cue": where["text"], "cue_start": where["start"], "cue_end": where["end"]}


def _parent(edition: Edition, part: etree._Element, first_of: Firsts) -> str | None:
    return next((edition.id(first_of[outer]) for outer in part.iterancestors() if outer in first_of), None)


def _cues(edition: Edition, first_of: Firsts) -> dict[etree._Element, etree._Element]:
    cues: dict[etree._Element, etree._Element] = {}
    for seg in edition.all("seg"):
        for quotation in edition.targets(seg.get("corresp")) if seg.get("type") == "cue" else ():
            if quotation in first_of:
                cues.setdefault(first_of[quotation], seg)
    return cues


def _closing_notes(edition: Edition, first_of: Firsts) -> dict[etree._Element, str | None]:
    notes: dict[etree._Element, str | None] = {}
    for mark in edition.note_marks():
        for quotation in edition.targets(mark.get("corresp")):
            if quotation in first_of:
                notes.setdefault(first_of[quotation], edition.link(mark.get("target")))
    return notes

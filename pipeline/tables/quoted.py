"""Direct quotations and turns of speech of a TEI document as rows: their parts, speakers, cues and sources.

The parts of an interrupted quotation are tied by `@next`/`@prev` (TEI Guidelines 17.3); the first part's
id is the quotation's, and what is known of the quotation is read from the first part.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.tables.agents import Agent, Cast, speaker_label
from pipeline.tables.chosen import Firsts, Parts, firsts, in_parts, turns_in_parts
from pipeline.tables.columns import Row
from pipeline.tables.edition import Edition
from pipeline.tables.named import Uttered
from pipeline.tables.reading import local, without_marks, words
from pipeline.tables.roles import UNSPOKEN

_PROGRAM = "#tei-export"
_CERTAINTIES = frozenset({"high", "medium", "low"})

Texts = Mapping[etree._Element, str]  # noqa: SLF001
"""How the parts of quotations read without their marks."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The rows of `quotations`, `quotation_parts` and `turns`, whose words they hold, and what turn is whose."""

    quotations: list[Row]
    quotation_parts: list[Row]
    turns: list[Row]
    uttered: Uttered
    turn_of: dict[etree._Element, str]


def speech(edition: Edition, cast: Cast) -> Speech:
    """What is quoted and what is spoken, in the order of the text."""
    quoted, spoken = in_parts(edition), turns_in_parts(edition)
    first_of, whose = firsts(quoted), {parts[0]: cast.speaking(parts[0]) for parts in (*quoted, *spoken)}
    bare = {part: without_marks(edition.reading(part)) for part in first_of}
    rows = _quotations(edition, quoted, first_of, whose, bare)
    turns = [_turn(edition, parts, ordinal, whose[parts[0]]) for ordinal, parts in enumerate(spoken, 1)]
    uttered = [("quotations", whose[parts[0]], row["words"]) for parts, row in zip(quoted, rows, strict=True)]
    uttered += [("turns", whose[parts[0]], row["words"]) for parts, row in zip(spoken, turns, strict=True)]
    turn_of = {part: edition.id(first) for part, first in firsts(spoken).items()}
    return Speech(rows, _parts(edition, first_of, bare), turns, uttered, turn_of)


def reason(element: etree._Element) -> Row:
    """The rule that decided, `editor` where anybody but the program is responsible, and its certainty."""
    person = any(pointer != _PROGRAM for pointer in element.get("resp", "").split())
    rules = [pointer[1:] for pointer in element.get("ana", "").split() if pointer.startswith("#")]
    certainty = element.get("cert")
    return {
        "rule": "editor" if person else next(iter(rules), None),
        "certainty": certainty if certainty in _CERTAINTIES else None,
    }


def _quotations(
    edition: Edition,
    quoted: list[Parts],
    first_of: Firsts,
    whose: dict[etree._Element, list[Agent]],
    bare: Texts,
) -> list[Row]:
    notes, cues = _closing_notes(edition, first_of), _cues(edition, first_of)
    return [
        {
            **_extent(edition, parts, ordinal, " ".join(bare[part] for part in parts)),
            **_speaker(whose[parts[0]]),
            **_cue(edition, cues.get(parts[0])),
            **reason(parts[0]),
            "quotation_id": edition.id(parts[0]),
            "parent_id": _parent(edition, parts[0], first_of),
            "note_id": notes.get(parts[0]),
            "citation_id": _citation(edition, parts[0]),
        }
        for ordinal, parts in enumerate(quoted, 1)
    ]


def _parts(edition: Edition, first_of: Firsts, bare: Texts) -> list[Row]:
    return [
        {
            **edition.where(part),
            "quotation_id": edition.id(first_of[part]),
            "ordinal": ordinal,
            "text": bare[part],
        }
        for ordinal, part in enumerate(sorted(first_of, key=edition.rank), 1)
    ]


def _turn(edition: Edition, parts: Parts, ordinal: int, agents: list[Agent]) -> Row:
    text = " ".join(edition.reading(part, without=UNSPOKEN) for part in parts)
    return {
        **_extent(edition, parts, ordinal, text),
        **_speaker(agents),
        "turn_id": edition.id(parts[0]),
        "division": edition.division(parts[0]),
        "label": speaker_label(edition, parts[0]),
    }


def _extent(edition: Edition, parts: Parts, ordinal: int, text: str) -> Row:
    return {
        **edition.whole(parts),
        "ordinal": ordinal,
        "text": text,
        "parts": len(parts),
        "words": words(text),
    }


def _speaker(agents: list[Agent]) -> Row:
    return {
        "speaker_id": agents[0].id if agents else None,
        "speaker_name": "; ".join(agent.name for agent in agents) or None,
    }


def _citation(edition: Edition, first: etree._Element) -> str | None:
    """The citation that `@source` leads to, else the one in the same `cit`, or to which a pointer in it leads."""
    stated = edition.pointers.here(first, "source")
    cit = first.getparent()
    if cit is not None and local(cit) == "cit":
        stated += [child for child in cit if child in edition.citations]
        stated += [
            end for child in cit if local(child) in ("ref", "ptr") for end in edition.pointers.here(child, "target")
        ]
    return next((edition.citations[end] for end in stated if end in edition.citations), None)


def _cue(edition: Edition, cue: etree._Element | None) -> Row:
    if cue is None:
        return {"cue": None, "cue_start": None, "cue_end": None}
    where = edition.where(cue)
    return {"cue": where["text"], "cue_start": where["start"], "cue_end": where["end"]}


def _parent(edition: Edition, part: etree._Element, first_of: Firsts) -> str | None:
    outer = (first_of[outer] for outer in part.iterancestors() if outer in first_of)
    return next((edition.id(one) for one in outer if one is not first_of[part]), None)


def _cues(edition: Edition, first_of: Firsts) -> dict[etree._Element, etree._Element]:
    cues: dict[etree._Element, etree._Element] = {}
    for seg in edition.all("seg"):
        for quotation in edition.pointers.here(seg, "corresp") if seg.get("type") == "cue" else ():
            if quotation in first_of:
                cues.setdefault(first_of[quotation], seg)
    return cues


def _closing_notes(edition: Edition, first_of: Firsts) -> dict[etree._Element, str | None]:
    notes: dict[etree._Element, str | None] = {}
    for mark, note in edition.marks.items():
        for quotation in edition.pointers.here(mark, "corresp"):
            if quotation in first_of:
                notes.setdefault(first_of[quotation], note)
    return notes

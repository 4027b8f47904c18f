"""Persons, groups, bodies and works of a TEI document as rows: who is named, and who is quoted.

They are declared in the header (`particDesc`) or wherever else the file lists them; names are taken as
declared there, never made up from mentions.
"""

from collections import Counter

from lxml import etree

from pipeline.tables.edition import Edition, Row
from pipeline.tables.reading import local, reading

_KINDS = {"personGrp": "group", "org": "organisation"}
_NAMES = frozenset({"persName", "orgName", "name"})
_AGENTS = frozenset({"person", "personGrp", "org"})


def speakers(edition: Edition, quotations: list[Row]) -> list[Row]:
    """The rows of `speakers`: those whom a row of `quotations` names, in the order of the document."""
    times = Counter(row["speaker_id"] for row in quotations)
    said: Counter[str | None] = Counter()
    for row in quotations:
        said[row["speaker_id"]] += row["words"]
    return [
        {
            "doc_id": edition.doc_id,
            "speaker_id": speaker,
            "name": name_of(agent),
            "kind": _kind(agent),
            "quotations": times[speaker],
            "words": said[speaker],
            "authority": _authority(agent),
        }
        for agent in edition.by_id.values()
        if (speaker := edition.id(agent)) in times
    ]


def mentions(edition: Edition) -> list[Row]:
    """The rows of `mentions`, in the order of the text."""
    return [_mention(edition, name) for name in edition.all("persName") if edition.holder(name, *_AGENTS) is None]


def persons(edition: Edition, named: list[Row]) -> list[Row]:
    """The rows of `persons`, in the order of the document, their rows in `named` counted."""
    times = Counter(row["person_id"] for row in named)
    return [_person(edition, person, times[edition.id(person)]) for person in edition.root.iter("{*}person")]


def name_of(agent: etree._Element) -> str:
    """The main name of a person, group, body or work; of one without a name element its whole text."""
    main = _main_name(agent)
    pieces = [child for child in main if local(child)]
    butted = pieces and not any((main.text, *(child.tail for child in main)))
    name = " ".join(map(reading, pieces)) if butted else reading(main)
    return " ".join(name.split())


def _mention(edition: Edition, name: etree._Element) -> Row:
    named = edition.target(name.get("ref"))
    another = named is not None and local(named) != "person"
    person = None if another else edition.link(name.get("ref"))
    return {**edition.where(name), "mention_id": edition.id(name), "person_id": person}


def _person(edition: Edition, person: etree._Element, times: int) -> Row:
    return {
        "doc_id": edition.doc_id,
        "person_id": edition.id(person),
        "name": name_of(person),
        "surname": _piece(person, "{*}surname"),
        "forename": _piece(person, "{*}forename"),
        "patronym": _piece(person, "{*}addName[@type='patronym']"),
        "authority": _authority(person),
        "mentions": times,
    }


def _main_name(agent: etree._Element) -> etree._Element:
    names = [child for child in agent if local(child) in _NAMES]
    return next((name for name in names if name.get("type") != "variant"), names[0] if names else agent)


def _piece(person: etree._Element, path: str) -> str | None:
    """A part of the name, from the first name that has it; a further name may hold the parts alone."""
    return next((read for piece in person.iterfind("{*}persName/" + path) if (read := reading(piece))), None)


def _kind(agent: etree._Element) -> str:
    roles = (agent.get("role") or "").split()
    said = next((role for role in ("unnamed", "work") if role in roles), None)
    return said or _KINDS.get(local(agent), "person")


def _authority(agent: etree._Element) -> str | None:
    idno = agent.findtext("{*}idno")
    return idno or agent.get("sameAs") or _main_name(agent).get("ref")

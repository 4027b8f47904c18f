"""Persons and speakers of a TEI document as rows: who is named, and who speaks or is quoted.

Names are taken as they are declared, never made up from mentions; only whom nothing declares goes by the words or the
key that the text has.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from pipeline.tables.agents import Agent, Cast, is_person
from pipeline.tables.columns import Row
from pipeline.tables.edition import Edition
from pipeline.tables.reading import local, reading
from pipeline.tables.roles import AGENT_LISTS, MENTIONS, PERSONAL

Named = list[tuple[etree._Element, Agent | None]]  # noqa: SLF001
Uttered = list[tuple[str, list[Agent], int]]
"""What is quoted or spoken: the column that counts it, whose words these are, how many."""


def speakers(edition: Edition, cast: Cast, uttered: Uttered) -> Iterator[Row]:
    """The rows of `speakers`: those who speak or are quoted, in the order in which the document declares them."""
    counts: dict[str, Counter[str]] = {}
    for column, agents, words in uttered:
        for agent in agents:
            counts.setdefault(agent.id, Counter()).update({column: 1, f"{column}:words": words})
    once = cast.ordered(agent for _, agents, _ in uttered for agent in agents)
    return (_speaker(edition, agent, counts[agent.id]) for agent in once)


def named(edition: Edition, cast: Cast) -> Named:
    """The names of persons in the text, each with whom it means, as far as that is said."""
    names = [name for name in edition.all(*MENTIONS) if edition.holder(name, *AGENT_LISTS) is None]
    return [(name, agent) for name in names for agent in [cast.meant(name)] if _is_of_person(name, agent)]


def mentions(edition: Edition, names: Named) -> Iterator[Row]:
    """The rows of `mentions`, in the order of the text."""
    for name, agent in names:
        yield {
            **edition.where(name),
            "mention_id": edition.id(name),
            "person_id": agent.id if agent is not None and is_person(agent) else None,
        }


def persons(edition: Edition, cast: Cast, names: Named, uttered: Uttered) -> Iterator[Row]:
    """The rows of `persons`: whom the document declares, then who speaks or is meant and is declared elsewhere."""
    own = [cast.declaring(person) for person in edition.root.iter("{*}person")]
    speaking = [agent for _, agents, _ in uttered for agent in agents if agent.element is not None]
    meant = [agent for _, agent in names if agent is not None]
    times = Counter(agent.id for agent in meant)
    once = {agent.id: agent for agent in (*own, *speaking, *meant) if is_person(agent)}
    return (_person(edition, agent, times[agent.id]) for agent in once.values())


def _is_of_person(name: etree._Element, agent: Agent | None) -> bool:
    """Whether a name or referring string is a person's: by its element, its type, or whom it leads to."""
    if local(name) == "persName" or name.get("type", "").lower() in PERSONAL:
        return True
    return agent is not None and agent.element is not None and agent.kind in ("person", "group", "unnamed")


def _speaker(edition: Edition, agent: Agent, counts: Counter[str]) -> Row:
    return {
        "doc_id": edition.doc_id,
        "speaker_id": agent.id,
        "name": agent.name,
        "kind": agent.kind,
        "quotations": counts["quotations"],
        "words": counts["quotations:words"],
        "turns": counts["turns"],
        "turn_words": counts["turns:words"],
        "authority": agent.authority,
    }


def _person(edition: Edition, agent: Agent, times: int) -> Row:
    said = {} if agent.element is None else _pieces(agent.element)
    return {
        "doc_id": edition.doc_id,
        "person_id": agent.id,
        "name": agent.name,
        "surname": said.get("surname"),
        "forename": said.get("forename"),
        "patronym": said.get("@patronym") or said.get("@patronymic"),
        "authority": agent.authority,
        "mentions": times,
    }


def _pieces(person: etree._Element) -> dict[str, str]:
    """The parts of the name by element and by `@type`, each from the first name that has it.

    A further name may hold the parts alone.
    """
    said: dict[str, str] = {}
    for piece in (piece for name in person.iterchildren("{*}persName") for piece in name.iterchildren("*")):
        if read := " ".join(reading(piece).split()):
            said.setdefault(etree.QName(piece).localname, read)
            said.setdefault(f"@{piece.get('type')}", read)
    return said

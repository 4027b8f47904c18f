"""The adjectives that are made of surnames: Пушкин – пушкинский, Гоголь – гоголевский, Маркс – марксов."""

from collections.abc import Iterable

from pipeline.find.names.forms import folded
from pipeline.text import Agent

# what a surname ends in, how much of it goes, and what an adjective has in its stead (Русская грамматика 1980, § 630)
_MADE = (
    ("ский", 10, ()),
    ("ой", 2, ("овский",)),
    ("ый", 2, ("овский",)),
    ("ий", 2, ("овский", "иевский")),
    ("й", 1, ("евский",)),
    ("ь", 1, ("евский", "ев")),
    ("а", 1, ("инский", "овский", "ин")),
    ("я", 1, ("инский", "ин")),
    ("о", 0, ("вский",)),
    ("е", 0, ("вский", "анский")),
    ("и", 0, ("евский", "анский")),
    ("", 0, ("ский", "овский", "евский", "ов", "ев", "ианский")),
)


def adjectives_of(surname: str) -> frozenset[str]:
    """The adjectives, folded and in their dictionary form, that a surname in the nominative can have."""
    name = folded(surname)
    for ending, goes, made in _MADE:
        if name.endswith(ending):
            return frozenset(name[: len(name) - goes] + one for one in made)
    raise AssertionError("every word ends in nothing")


def bearers(agents: Iterable[Agent]) -> dict[str, str]:
    """The id of the only person whose surname an adjective can be of, by the adjective."""
    found: dict[str, set[str]] = {}
    for agent in agents:
        for adjective in adjectives_of(agent.surname) if agent.surname else ():
            found.setdefault(adjective, set()).add(agent.id)
    return {adjective: one.pop() for adjective, one in found.items() if len(one) == 1}

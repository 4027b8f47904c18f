"""Persons of one name told apart, so that decisions, which speak of persons by name, never mistake one for another.

While decisions are looked for or carried out each person has a name of his own: of several who share one, `name (1)`,
`name (2)`, in the order of the table persons; one whom an editor added to a single other is `name (2)`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from pipeline.text import Agent, Document

_NUMBER = re.compile(r" \(\d+\)\Z")


def told_apart(document: Document, known: Document | None = None) -> Document:
    """The document with a name for each agent that no other has.

    `known` is told apart already: who has the same id there, and the same name but for a number, is called as there.
    """
    numbers = Counter(agent.name for agent in document.agents)
    if known is None and max(numbers.values(), default=0) < 2:
        return document
    if known is None:
        same = {agent.id: agent.name for agent in document.agents if numbers[agent.name] == 1}
    else:
        called = {agent.id: agent.name for agent in known.agents}
        same = {agent.id: called[agent.id] for agent in document.agents if _is_the_same(called, agent)}
    taken = {*same.values()}
    agents = []
    for agent in document.agents:
        name = same.get(agent.id) or _free(agent.name, numbers[agent.name] > 1 and known is None, taken)
        taken.add(name)
        agents.append(agent if name == agent.name else replace(agent, name=name))
    return replace(document, agents=tuple(agents))


def _is_the_same(called: Mapping[str, str], agent: Agent) -> bool:
    return agent.id in called and agent.name in (called[agent.id], _NUMBER.sub("", called[agent.id]))


def _free(name: str, numbered: bool, taken: set[str]) -> str:
    """The name, or the name with the first number, that nobody has; never the bare name where others are numbered."""
    first = 1 if numbered or f"{name} (1)" in taken else 2
    if first == 2 and name not in taken:
        return name
    return next(one for number in count(first) if (one := f"{name} ({number})") not in taken)


def namesakes(document: Document, name: str) -> list[str]:
    """What those are called, in a document told apart, who share a name that is nobody's alone."""
    every = [agent.name for agent in document.agents]
    return [] if name in every else [one for one in every if _NUMBER.search(one) and _NUMBER.sub("", one) == name]


def as_written(document: Document, names: Mapping[str, str]) -> Document:
    """The document with the names that persons have in the text, by what they are called to tell them apart."""
    return replace(document, agents=tuple(_as_written(document.agents, names)))


def _as_written(agents: tuple[Agent, ...], names: Mapping[str, str]) -> Iterator[Agent]:
    for agent in agents:
        name = names.get(agent.name, agent.name)
        variants = tuple(form for form in agent.variants if form != name)
        yield agent if name == agent.name else replace(agent, name=name, variants=variants)


def written_names(before: Document, told: Document) -> dict[str, str]:
    """By what each is called in a document told apart, the name he had before, where that is another."""
    pairs = zip(told.agents, before.agents, strict=True)
    return {one.name: other.name for one, other in pairs if one.name != other.name}

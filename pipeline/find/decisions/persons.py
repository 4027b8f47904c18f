"""Decisions on who there is, carried out: a person more, two that are one, what is known of somebody."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain

from pipeline.find.decisions.namesakes import namesakes
from pipeline.find.decisions.strings import fresh_ids
from pipeline.find.decisions.values import OfPerson, Unmet
from pipeline.text import Agent, Document, Span

_LETTERS = {"person": "per", "group": "grp"}
_FEW = 3  # names that are named where another was not found
_POINTING = ("speaker", "person")


class UnknownNameError(Exception):
    """A name leads to nobody, or to several; its text is the sentence that says so."""


def called(document: Document, name: str) -> Agent:
    """The agent of this name in a document told apart. Raises `UnknownNameError`."""
    found = next((agent for agent in document.agents if agent.name == name), None)
    if several := namesakes(document, name):
        raise UnknownNameError(_ambiguous(name, several))
    if found is None:
        like = _alike(document, name)
        known = f", but {' and '.join(map(repr, like))}" if like else ""
        said = f"nobody is called {name!r} here{known}; give a name as persons has it, or add a [[person]]"
        raise UnknownNameError(said)
    return found


def _alike(document: Document, name: str) -> list[str]:
    """Who may be meant by a name that nobody has: those who share a word of it, else those written much like it."""
    words, names = set(name.split()), [agent.name for agent in document.agents]
    sharing = [one for one in names if words & set(one.split())]
    return sharing[:_FEW] or get_close_matches(name, names, _FEW)


def _ambiguous(name: str, several: list[str]) -> str:
    return f"{len(several)} are called {name!r}; say {' or '.join(map(repr, several))}, by their order in persons"


def with_persons(document: Document, decisions: Iterable[OfPerson]) -> tuple[Document, list[Unmet]]:
    """The document with all these persons, each of whom is everybody who is the same."""
    unmet: list[Unmet] = []
    declared: dict[str, OfPerson] = {}
    for one in decisions:
        if declared.setdefault(one.name, one) is not one:
            unmet.append(Unmet(one, _declared_twice(declared[one.name])))
            continue
        shared = {name: several for name in (one.name, *one.also) if (several := namesakes(document, name))}
        unmet += [Unmet(one, _ambiguous(name, several)) for name, several in shared.items()]
        if one.name not in shared:
            document = _with_person(document, one)
    return document, unmet


def _declared_twice(first: OfPerson) -> str:
    again = f'keep one of the two, or tell them apart: name = "{first.name} (2)", called = "{first.name}"'
    return f"{first.name!r} is declared{f' at line {first.line}' if first.line else ''} already; {again}"


def missing(document: Document, decisions: Iterable[OfPerson]) -> Iterator[Unmet]:
    """Who is said to be the same as somebody but is not found by the rules (any more)."""
    known = {agent.name for agent in document.agents}
    for one in decisions:
        said = "is called {!r} by the rules, so that there is nobody to join with {}"
        lost = (name for name in one.also if name not in known and not namesakes(document, name))
        yield from (Unmet(one, "nobody " + said.format(name, one.name)) for name in lost)


def _with_person(document: Document, one: OfPerson) -> Document:
    by_name = {agent.name: agent for agent in document.agents}
    same = [by_name[name] for name in dict.fromkeys((one.name, *one.also)) if name in by_name]
    kind = str(one.known.get("kind", "person"))
    new = Agent(next(fresh_ids(_LETTERS.get(kind, "org"), (agent.id for agent in document.agents))), kind, one.name)
    base = same[0] if same else new
    made = replace(base, name=one.name, **one.known)  # type: ignore[arg-type]
    gone = {agent.id: base.id for agent in same[1:]}
    agents = [made if agent is base else agent for agent in document.agents if agent.id not in gone]
    spans = tuple(_pointing(span, gone) for span in document.spans)
    return replace(document, spans=spans, agents=tuple(agents if same else [*agents, made]))


def _pointing(span: Span, gone: dict[str, str]) -> Span:
    attrs = {key: span.attrs[key].split() for key in _POINTING if key in span.attrs}
    if not gone or not any(one in gone for one in chain.from_iterable(attrs.values())):
        return span
    return span.having(**{key: " ".join(dict.fromkeys(gone.get(i, i) for i in ids)) for key, ids in attrs.items()})


def settled(before: Document, after: Document, decisions: Iterable[OfPerson]) -> Document:
    """The document without those whom nobody means any more, and with the forms of the names that persons have now."""
    declared = {one.name for one in decisions}
    meant, was_meant = pointed(after), pointed(before)
    agents = [
        agent for agent in after.agents if agent.id in meant or agent.id not in was_meant or agent.name in declared
    ]
    old, new = _forms(before), _forms(after)
    names = {agent.id: agent.name for agent in before.agents}
    named_anew = {agent.id for agent in agents if names.get(agent.id) != agent.name and agent.id in new}
    changed = named_anew | {agent.id for agent in agents if old.get(agent.id) != new.get(agent.id)}
    return replace(after, agents=tuple(_with_forms(agent, new) if agent.id in changed else agent for agent in agents))


def _with_forms(agent: Agent, forms: dict[str, tuple[str, ...]]) -> Agent:
    return replace(agent, variants=tuple(form for form in forms.get(agent.id, ()) if form != agent.name))


def pointed(document: Document) -> set[str]:
    """The ids of those who are named or speak in a document."""
    return {one for span in document.spans for key in _POINTING for one in span.attrs.get(key, "").split()}


def _forms(document: Document) -> dict[str, tuple[str, ...]]:
    forms: dict[str, dict[str, None]] = {}
    for span in document.of("person_name"):
        for one in span.attrs.get("person", "").split():
            forms.setdefault(one, {})[" ".join(document.slice(span).split("\n"))] = None
    return {one: tuple(several) for one, several in forms.items()}

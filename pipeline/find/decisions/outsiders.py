"""Persons whom an editor pointed to in an authority file and nowhere else, known again as persons of the text.

Such a one comes from the TEI with an authority and without a name; so does, with neither, one whose name was taken out.
"""

from dataclasses import replace

from pipeline.text import Agent, Document, Span


def named(found: Document, edited: Document) -> Document:
    """The edited document in which everybody has a name.

    Who has none is the one whom the rules (`found`) have at the same place, and gives him the authority; where they
    have nobody, or another authority is known of him, somebody new, named by the words of the text.
    """
    for outsider in [agent for agent in edited.agents if not agent.name]:
        names = [span for span in edited.of("person_name") if outsider.id in span.attrs.get("person", "").split()]
        name = _name_there(found, names) or next((" ".join(edited.slice(span).split()) for span in names), "")
        same = next((one for one in edited.agents if one.name == name and not one.authority), None)
        new = replace(outsider, name=name or outsider.authority or outsider.id)
        edited = _with(edited, outsider, new) if same is None else _as(edited, outsider, same)
    return edited


def _as(edited: Document, outsider: Agent, same: Agent) -> Document:
    kept = tuple(agent for agent in edited.agents if agent is not outsider)
    spans = tuple(_leading(span, outsider.id, same.id) for span in edited.spans)
    return _with(replace(edited, agents=kept, spans=spans), same, replace(same, authority=outsider.authority))


def _with(document: Document, old: Agent, new: Agent) -> Document:
    return replace(document, agents=tuple(new if agent is old else agent for agent in document.agents))


def _leading(span: Span, old: str, new: str) -> Span:
    ids = span.attrs.get("person", "").split()
    return span.having(person=" ".join(new if one == old else one for one in ids)) if old in ids else span


def _name_there(found: Document, names: list[Span]) -> str:
    """By which name the rules know the one who is named at one of these places."""
    called = {agent.id: agent.name for agent in found.agents}
    there = {(span.start, span.end): called.get(span.attrs.get("person", ""), "") for span in found.of("person_name")}
    return next((name for span in names if (name := there.get((span.start, span.end), ""))), "")

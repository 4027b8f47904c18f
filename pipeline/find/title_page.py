"""The last stage: what the title page says of the text, where the sidecar is silent. Adds no span."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.find.vocabulary import beginning
from pipeline.meta import Contributor
from pipeline.text import Agent, Document, Span

_MARKS = '«»„“”" \u00a0'


def find_title_page(document: Document) -> Document:
    """The document whose titles, authors, date and place are those of its title page, unless they were given."""
    said: dict[str, Any] = {
        "title": _title(document),
        "subtitle": _subtitle(document),
        "authors": _authors(document),
        "date": next((span.attrs.get("when", "") for span in _inside(document, "dateline", "date")), ""),
        "place": next((document.slice(span) for span in _inside(document, "dateline", "place_name")), ""),
    }
    unknown = {name: value for name, value in said.items() if value and not getattr(document.meta, name)}
    return replace(document, meta=replace(document.meta, **unknown))


def _title(document: Document) -> str:
    """The main title, or else the first heading, on one line and without marks around the whole."""
    main = (span for span in document.of("title_part") if span.attrs.get("type") == "main")
    found = next(main, None) or next(document.of("heading"), None)
    if found is None or _closes_text(document, found):
        return ""
    words = _said(document, found)
    bare = words.strip(_MARKS)
    return bare if not any(mark in bare for mark in '«»„“”"') else words


def _closes_text(document: Document, heading: Span) -> bool:
    """A heading of the notes or the bibliography is no title of the text."""
    return any(back.holds(heading) for back in document.of("back"))


def _subtitle(document: Document) -> str:
    part = next((span for span in document.of("title_part") if span.attrs.get("type") == "sub"), None)
    return _said(document, part) if part else ""


def _said(document: Document, part: Span) -> str:
    """The words of a title on one line, without the marks of notes in them."""
    kept, place = [], part.start
    for mark in document.of("note_ref"):
        if part.holds(mark):
            kept.append(document.text[place : mark.start])
            place = mark.end
    return " ".join("".join([*kept, document.text[place : part.end]]).split())


def _authors(document: Document) -> tuple[Contributor, ...]:
    """The persons of the first by-line that tells of no other work than writing, or its words."""
    others = beginning("lines", "responsibilities")
    byline = next((span for span in document.of("byline") if not others.match(document.slice(span))), None)
    if byline is None:
        return ()
    agents = {agent.id: agent for agent in document.agents}
    named = [agents[span.attrs["person"]] for span in document.of("person_name") if byline.holds(span)]
    persons = tuple(map(_contributor, dict.fromkeys(named)))
    return persons or (Contributor(" ".join(document.slice(byline).split())),)


def _contributor(agent: Agent) -> Contributor:
    return Contributor(agent.name, "person", surname=agent.surname, forename=agent.forename, patronym=agent.patronym)


def _inside(document: Document, outer: str, inner: str) -> Iterator[Span]:
    """The spans of one kind inside those of another in the front matter, in order."""
    front = list(document.of("front"))
    holders = [span for span in document.of(outer) if any(one.holds(span) for one in front)]
    return (span for span in document.of(inner) if any(one.holds(span) for one in holders))

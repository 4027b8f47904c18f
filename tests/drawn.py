"""Sentences that have their expectation drawn into them.

    {q Белов:«Пойдём иным путём»}, – сказал Белов.          a quotation and its speaker
    {q Белов:«Нет}, – сказал Белов, – {+:не пойдём»}.        in two parts
    {q -:«Кто там?»}                                         a quotation of nobody who is named
    {s:«чистку»} {t:«Заря»} {n:«Заря»} {m:«заря»}            distance, title, name, a word as a word

A line is a paragraph. Strings drawn inside others are nested.
"""

import re
from dataclasses import dataclass

from pipeline.find import find
from pipeline.find.names import find_names
from pipeline.find.quotations import find_quotations
from pipeline.text import IN_MARKS, Document, Span

_KINDS = {"q": "quotation", "s": "so_called", "t": "title", "n": "name", "m": "mentioned"}
_OPEN = re.compile(r"\{([qstnm+])(?: ([^:{}]+))?:")


@dataclass(frozen=True)
class Seen:
    """A string in marks: its kind, the words of its parts, and who is said to speak ("" for nobody, "?" not asked)."""

    kind: str
    parts: tuple[str, ...]
    speaker: str


def undrawn(markup: str) -> tuple[str, list[Seen]]:
    """The bare text of a drawn one, and what is expected in it, by place."""
    text, place = "", 0
    stack: list[tuple[int, str, str | None]] = []
    closed: list[tuple[int, str, str, list[str]]] = []
    while place < len(markup):
        if match := _OPEN.match(markup, place):
            stack.append((len(text), match.group(1), match.group(2)))
            place = match.end()
        elif markup[place] == "}":
            start, sign, who = stack.pop()
            _close(closed, start, sign, who, text[start:])
            place += 1
        else:
            text += markup[place]
            place += 1
    return text, [Seen(_KINDS[sign], tuple(parts), who) for _, sign, who, parts in sorted(closed, key=lambda c: c[0])]


def _close(closed: list[tuple[int, str, str, list[str]]], start: int, sign: str, who: str | None, words: str) -> None:
    if sign == "+":
        latest = max((c for c in closed if c[0] < start and c[1] == "q"), key=lambda c: c[0])
        latest[3].append(words)
    else:
        closed.append((start, sign, "?" if who is None else who.strip("-"), [words]))


def paragraphs(text: str) -> Document:
    """A document with a paragraph a line, and nothing found in it yet."""
    spans = [
        Span(m.start(), m.end(), "paragraph", f"p{number}")
        for number, m in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text), start=1)
    ]
    return Document("drawn", text).adding([Span(spans[0].start, spans[-1].end, "body"), *spans])


def judged(text: str) -> Document:
    """A document of paragraphs, after the stages that need no notes."""
    return find_quotations(find_names(paragraphs(text)))


def seen(document: Document, expected: list[Seen]) -> list[Seen]:
    """What was found, in the words of the drawing: a speaker counts as right if the drawn name is part of his."""
    agents = {agent.id: agent.name for agent in document.agents}
    parts: dict[str, list[Span]] = {}
    for span in document.of(*IN_MARKS):
        parts.setdefault(span.id.split(".")[0], []).append(span)
    found = []
    for at, spans in enumerate(sorted(parts.values(), key=lambda spans: (spans[0].start, -spans[-1].end))):
        name = agents.get(spans[0].attrs.get("speaker", ""), "")
        asked = expected[at].speaker if at < len(expected) else ""
        agrees = asked == "?" or (asked and asked.lower() in name.lower())
        found.append(Seen(spans[0].kind, tuple(map(document.slice, spans)), asked if agrees else name))
    return found


def check(markup: str, notes: str = "") -> None:
    """Assert that the stages find what is drawn; with notes, which stand below under a heading, that all stages do."""
    text, expected = undrawn(markup)
    document = find(Document("drawn", f"{text}\n\nПримечания\n\n{notes}\n")) if notes else judged(text)
    rules = {document.slice(span): span.attrs["rule"] for span in document.of(*IN_MARKS)}
    assert seen(document, expected) == expected, rules

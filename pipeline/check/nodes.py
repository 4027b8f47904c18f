"""Spans and TEI elements seen alike, as nodes that point to each other, so that one set of rules serves for both.

A node has the kind and the attribute names of a span (`kinds` says which element and attribute they are in TEI). Built
in one pass over a document or over a tree; no rule is applied here.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from lxml import etree

from pipeline.check.faults import Lines, placed
from pipeline.element import attribute, clark
from pipeline.tei.declaration import REASONS
from pipeline.tei.kinds import of_element, of_span
from pipeline.text import Document, Span

POINTING = ("who", "ana", "resp", "source", "corresp", "next", "prev", "ref", "target", "sameAs")
_POINTING = frozenset(POINTING)
Leads = Mapping[str, list[str]]
"""The ids in an element's attributes that point, by the name of the attribute."""

AGENTS = {"person": "person", "personGrp": "group", "org": "organisation"}
RESPONSIBLE = ("respStmt", "application", "author", "editor", "name", "persName", "orgName")
_NOTHING: Mapping[str, str] = {}
_ID, _TEXT, _TAXONOMY, _CITATION = attribute("xml:id"), clark("text"), clark("taxonomy"), clark("bibl")


class Node(NamedTuple):
    """A span, an agent, or an element: what it is, what it knows, and its place in the order of the text.

    Pointers among `attrs` are bare ids. `thing` is the span or the agent that it was made of.
    """

    kind: str
    id: str
    attrs: Mapping[str, str]
    order: int
    thing: Any = None

    def pointers(self, key: str) -> list[str]:
        said = self.attrs.get(key)
        return said.split() if said else []


@dataclass(slots=True)
class Nodes:
    """All nodes of one document or file, and where their ids and pointers are.

    `reasons` is where a rule's name is looked up. `pointers` has every pointer with the name it goes by, `repeated` the
    nodes whose id another had before. `place` writes where a node is, `text` gives what it holds.
    """

    place: Callable[[Node], str]
    text: Callable[[Node], str]
    reasons: Mapping[str, Node]
    by_id: dict[str, Node]
    in_tei: bool
    by_kind: dict[str, list[Node]] = field(default_factory=dict)
    repeated: list[Node] = field(default_factory=list)
    pointers: list[tuple[Node, str, list[str]]] = field(default_factory=list)

    def add(self, node: Node) -> None:
        if node.id in self.by_id:
            self.repeated.append(node)
        elif node.id:
            self.by_id[node.id] = node
        self.by_kind.setdefault(node.kind, []).append(node)

    def of(self, *kinds: str) -> Iterator[Node]:
        """The nodes of these kinds, kind by kind, each in the order of the text."""
        return (node for kind in kinds for node in self.by_kind.get(kind, ()))

    def called(self, node: Node, key: str) -> str:
        """What a person who looks at the text or at the file calls what a node knows: `speaker`, or `@who`."""
        names = {each.key: each.name for each in of_span(node.kind).attributes} if self.in_tei else {}
        return f"@{names[key]}" if key in names else key

    def found(self, key: str, pointer: str) -> Node | None:
        """What a pointer leads to, None where it leads nowhere."""
        return (self.reasons if key == "rule" else self.by_id).get(pointer)


def of_document(document: Document) -> Nodes:
    """The nodes of a document; its rules are looked up among the known reasons."""
    lines = Lines(document.text)

    def place(node: Node) -> str:
        start = node.thing.start if isinstance(node.thing, Span) else None
        return f"{document.id}: agent {node.id}" if start is None else lines.place(f"{document.id}.txt", start)

    def text(node: Node) -> str:
        return document.slice(node.thing) if isinstance(node.thing, Span) else ""

    nodes = Nodes(place, text, {name: Node("reason", name, {}, 0, None) for name in reasons()}, {}, in_tei=False)
    for agent in document.agents:
        nodes.add(Node(agent.kind, agent.id, {}, 0, agent))
    for order, (span, kind) in enumerate(_with_titles(document), 1):
        _add_span(nodes, Node(kind, span.id, span.attrs, order, span))
    return nodes


def _with_titles(document: Document) -> Iterator[tuple[Span, str]]:
    """Every span and its kind; a title that no citation holds is a string in marks, whatever it says of itself."""
    end = 0
    for span in document.spans:
        yield span, "title" if span.kind == "cited_title" and span.end > end else span.kind
        if span.kind == "citation":
            end = max(end, span.end)


def _add_span(nodes: Nodes, node: Node) -> None:
    nodes.add(node)
    for each in of_span(node.kind).attributes:
        if each.pointer and each.key not in ("rule", "resp") and each.key in node.attrs:
            nodes.pointers.append((node, each.key, node.pointers(each.key)))


def of_tei(root: etree._Element, where: str) -> Nodes:
    """The nodes of a TEI file: what is a kind of span in `text`, in the header whatever can be pointed to."""

    @cache
    def elements() -> list[etree._Element]:  # none is held that nobody asks for
        return list(root.iter("*"))

    def place(node: Node) -> str:
        return placed(where, elements()[node.order])

    def text(node: Node) -> str:
        return "".join(map(str, elements()[node.order].itertext()))

    by_id: dict[str, Node] = {}
    nodes, in_text = Nodes(place, text, by_id, by_id, in_tei=True), False
    for order, element in enumerate(root.iter("*")):
        in_text = in_text or element.tag == _TEXT
        attributes: Mapping[str, str] = dict(element.items())  # type: ignore[arg-type]
        points = not _POINTING.isdisjoint(attributes)
        if not in_text and not points and _ID not in attributes:
            continue  # nothing leads there or from there
        leads = {name: local(attributes[name]) for name in POINTING if name in attributes} if points else {}
        node = (_of_element if in_text else _of_header)(element, order, attributes, leads)
        nodes.add(node)
        nodes.pointers += [(node, f"@{name}", ids) for name, ids in leads.items() if ids]
    return nodes


def local(value: str) -> list[str]:
    """The ids that the pointers in an attribute lead to within the file; places and addresses are left out.

    >>> local("a.txt#char=0,9 #c1 https://example.org/#x")
    ['c1']
    """
    return [pointer[1:] for pointer in value.split() if pointer.startswith("#")]


def _of_element(element: etree._Element, order: int, attributes: Mapping[str, str], leads: Leads) -> Node:
    row, identifier = of_element(element), attributes.get(_ID, "")
    if row is None:
        return Node(_name(element), identifier, _NOTHING, order)
    if row.kind == "cited_title" and next(element.iterancestors(_CITATION), None) is None:
        row = of_span("title")  # no citation holds it: a string in marks, whatever it says of itself
    given = ((each, attributes[each.name]) for each in row.attributes if each.name in attributes)
    known = {each.key: " ".join(leads[each.name]) if each.pointer else value for each, value in given}
    return Node(row.kind, identifier, known or _NOTHING, order)


def _of_header(element: etree._Element, order: int, attributes: Mapping[str, str], _leads: Leads) -> Node:
    name = _name(element)
    kind = AGENTS.get(name, "responsible" if name in RESPONSIBLE else f"<{name}>")
    if name == "category" and any(node.get(_ID) == "attribution" for node in element.iterancestors(_TAXONOMY)):
        kind = "reason"
    return Node(kind, attributes.get(_ID, ""), _NOTHING, order)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


@cache
def reasons() -> tuple[str, ...]:
    """The names of the rules by which strings in marks are judged."""
    return tuple(tomllib.loads(REASONS.read_text(encoding="utf-8")))

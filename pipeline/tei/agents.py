"""Agents ↔ `particDesc`: who is named in a text or speaks in it (TEI Guidelines 14.2 and 16.2). Knows no spans."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from lxml import etree

from pipeline.element import NS, Tree, attribute, clark, string
from pipeline.errors import TeiError
from pipeline.meta import Contributor
from pipeline.text import Agent

# kind, its element, the element of its name, its list
_FORMS = {
    "person": ("person", "persName", "listPerson"),
    "group": ("personGrp", "persName", "listPerson"),
    "organisation": ("org", "orgName", "listOrg"),
    "work": ("org", "orgName", "listOrg"),
}
_PARTS = {"surname": "surname", "forename": "forename", "patronym": "addName"}


def particulars(agents: Sequence[Agent], tongue: Mapping[str, str] | None = None) -> list[Tree]:
    """The `particDesc` of a header, or nothing where there are no agents; `tongue` says the language of their names.

    Neighbours of one sort share a list, so that the order of the agents is kept. Raises `TeiError` for a kind of
    agent TEI has no element for.
    """
    lists: list[str | Tree] = [
        (name, {}, [_participant(agent) for agent in group]) for name, group in groupby(agents, _list_of)
    ]
    return [("particDesc", tongue or {}, lists)] if lists else []


def _list_of(agent: Agent) -> str:
    if agent.kind not in _FORMS:
        raise TeiError(f"agent {agent.id}: there is no kind {agent.kind!r}; the kinds are {', '.join(_FORMS)}")
    return _FORMS[agent.kind][2]


def _participant(agent: Agent) -> Tree:
    element, name, _ = _FORMS[agent.kind]
    role = " ".join(["work"] * (agent.kind == "work") + ["unnamed"] * (not agent.named))
    attributes = {key: value for key, value in (("xml:id", agent.id), ("role", role)) if value}
    variants: list[Tree] = [(name, {"type": "variant"}, variant) for variant in agent.variants]
    authority: list[Tree] = [("idno", {"type": "authority"}, agent.authority)] if agent.authority else []
    return (element, attributes, [*spelled(agent, name), *variants, *authority])


def spelled(named: Agent | Contributor, element: str, attributes: Mapping[str, str] | None = None) -> Iterator[Tree]:
    """The name with its parts marked in it; parts that do not stand in it follow as a name of their own."""
    parts = {part: value for part in _PARTS if (value := getattr(named, part))}
    places = _places(named.name, parts)
    if len(places) == len(parts):
        yield (element, attributes or {}, _marked(named.name, places))
    else:
        yield (element, attributes or {}, named.name)
        tongue = {key: value for key, value in (attributes or {}).items() if key == "xml:lang"}
        yield (element, {"type": "parts", **tongue}, ["", *(_part(part, value) for part, value in parts.items())])


def _places(name: str, parts: dict[str, str]) -> list[tuple[int, int, str]]:
    """Where each part stands in the name as whole words, in the order of the name; parts never overlap."""
    places: list[tuple[int, int, str]] = []
    for part, value in parts.items():
        for begin in _whole_words(value, name):
            finish = begin + len(value)
            if all(finish <= start or end <= begin for start, end, _ in places):
                places.append((begin, finish, part))
                break
    return sorted(places)


def _whole_words(value: str, name: str) -> Iterator[int]:
    """Where a value stands in a name without a letter, digit or low line beside it."""
    at = name.find(value)
    while at >= 0:
        beside = name[max(0, at - 1) : at] + name[at + len(value) : at + len(value) + 1]
        alone = not any(char.isalnum() or char == "_" for char in beside)
        if alone:
            yield at
        at = name.find(value, at + (len(value) if alone else 1))


def _marked(name: str, places: list[tuple[int, int, str]]) -> list[str | Tree]:
    content: list[str | Tree] = []
    written = 0
    for start, end, part in places:
        content += [name[written:start], _part(part, name[start:end])]
        written = end
    return [*content, name[written:]]


def _part(part: str, value: str) -> Tree:
    return (_PARTS[part], {"type": "patronym"} if part == "patronym" else {}, value)


def read(header: etree._Element) -> tuple[Agent, ...]:
    """The agents of a `teiHeader`, in the order of the file."""
    kinds = [clark(name) for name in ("person", "personGrp", "org")]
    return tuple(_agent(node) for found in header.iterfind(".//tei:particDesc", NS) for node in found.iter(*kinds))


def _agent(node: etree._Element) -> Agent:
    names = node.findall("tei:persName", NS) + node.findall("tei:orgName", NS)
    full = [name for name in names if name.get("type") not in ("variant", "parts")]
    role = (node.get("role") or "").split()
    return Agent(
        node.get(attribute("xml:id"), ""),
        _kind(node, role),
        string(full[0]) if full else "",
        **parts_of(node),
        named="unnamed" not in role,
        variants=tuple(string(name) for name in names if name.get("type") == "variant"),
        authority=string(node.find("tei:idno", NS)),
    )


def _kind(node: etree._Element, role: list[str]) -> str:
    kind = {"person": "person", "personGrp": "group", "org": "organisation"}[etree.QName(node).localname]
    return "work" if kind == "organisation" and "work" in role else kind


def parts_of(node: etree._Element) -> dict[str, str]:
    """Surname, forename and patronym, wherever the names in an element have them."""
    places = {"surname": "surname", "forename": "forename", "patronym": "addName[@type='patronym']"}
    return {part: string(node.find(f"tei:*/tei:{place}", NS)) for part, place in places.items()}

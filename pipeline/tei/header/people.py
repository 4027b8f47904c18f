"""Who made a text and its edition ↔ `author`, `editor` and `respStmt` (TEI Guidelines 2.2.1).

An identifier is an `idno` beside the name, of the type that `meta.SCHEMES` knows it by; in a `respStmt`, where TEI has
no room for one, a pointer of the name (`@ref`).
"""

from collections.abc import Mapping, Sequence

from lxml import etree

from pipeline.element import NS, Tree, attribute, clark, string
from pipeline.meta import Contributor, Meta, scheme_of
from pipeline.tei import agents
from pipeline.tei.header.stated import UNKNOWN, known, stated, tongue, tongue_of
from pipeline.tei.kinds import PROGRAM

_NAMES = {"": "name", "person": "persName", "organisation": "orgName"}
_KINDS = {clark(element): kind for kind, element in _NAMES.items()}


def statements(meta: Meta) -> list[Tree]:
    """The `author`s, the `editor`s, and a `respStmt` for the program and for everybody else who had a part."""
    authors = [_named("author", one, tongue(meta)) for one in meta.authors]
    editors = [
        _named("editor", one, {"xml:id": f"ed{number}", **tongue_of(one.name, meta)})
        for number, one in enumerate(meta.editors, 1)
    ]
    program: Tree = ("respStmt", {"xml:id": PROGRAM}, [("resp", {}, "encoded by the program"), ("name", {}, PROGRAM)])
    others = [_responsible(number, one, meta) for number, one in enumerate(meta.contributors, 1)]
    return [*(authors or [known("author", "", "author not named in the source")]), *editors, program, *others]


def identified(identifiers: Sequence[str]) -> list[Tree]:
    """An `idno` for each identifier."""
    return [("idno", {"type": scheme_of(uri)}, uri) for uri in identifiers]


def _named(element: str, one: Contributor, attributes: Mapping[str, str]) -> Tree:
    if not one.kind and not one.identifiers:
        return (element, attributes, one.name)
    return (element, attributes, [*agents.spelled(one, _NAMES[one.kind]), *identified(one.identifiers)])


def _responsible(number: int, one: Contributor, meta: Meta) -> Tree:
    pointers = {"ref": " ".join(one.identifiers)} if one.identifiers else {}
    role = known("resp", one.role, "had a part that is not described", tongue_of(one.role, meta))
    name = agents.spelled(one, _NAMES[one.kind], {**tongue_of(one.name, meta), **pointers})
    return ("respStmt", {"xml:id": f"resp{number}"}, [role, *name])


def read_all(header: etree._Element, element: str) -> tuple[Contributor, ...]:
    """The authors, or the editors, of a `teiHeader`."""
    nodes = header.iterfind(f"tei:fileDesc/tei:titleStmt/tei:{element}", NS)
    return tuple(_read(node) for node in nodes if node.get("cert") != UNKNOWN)


def _read(node: etree._Element) -> Contributor:
    identifiers = tuple(string(idno) for idno in node.iterfind("tei:idno", NS))
    name = next(node.iterchildren(*_KINDS), None)
    if name is None or (node.text or "").strip():
        return Contributor(string(node), identifiers=identifiers)
    return Contributor(string(name), _KINDS[name.tag], identifiers=identifiers, **agents.parts_of(node))


def read_others(header: etree._Element) -> tuple[Contributor, ...]:
    """Who else had a part, the program left out."""
    nodes = header.iterfind("tei:fileDesc/tei:titleStmt/tei:respStmt", NS)
    return tuple(one for node in nodes if node.get(attribute("xml:id")) != PROGRAM for one in _read_other(node))


def _read_other(node: etree._Element) -> list[Contributor]:
    role = stated(node.find("tei:resp", NS))
    names = [name for name in node.iterchildren(*_KINDS) if name.get("type") != "parts"]
    parts = agents.parts_of(node) if len(names) == 1 else {}
    return [
        Contributor(string(name), _KINDS[name.tag], role, tuple((name.get("ref") or "").split()), **parts)
        for name in names
    ]

"""schemas/tei-export.odd from what it has to agree with.

    python -m tests.odd

What may stand where is `tei.rng`, the rules `tei.sch`, the reasons `find/ru/reasons.toml`, examples a file of the
tests; what it all means is `schemas/odd.toml`. ODD is chapter 23 of the TEI Guidelines.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.element import TEI
from pipeline.tei.declaration import REASONS, VERSION
from tests.grammars import Attribute, Grammar

ROOT = Path(__file__).parent.parent
ODD = ROOT / "schemas" / "tei-export.odd"
MEANING = ROOT / "schemas" / "odd.toml"
EXAMPLES = ROOT / "tests" / "data" / "check-good.xml"
TEIX, SCH = "http://www.tei-c.org/ns/Examples", "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
REASON = "tei-export.reason"
_SPACES: Any = {None: TEI, "sch": SCH, "xsl": XSL}
_ID = "{http://www.w3.org/XML/1998/namespace}id"

Attributes = Mapping[str, list[Attribute]]


def element(name: str, *content: Any, **attributes: str) -> etree._Element:
    """An element of TEI with strings and elements in it; an underscore at the end of an attribute's name is dropped."""
    node = etree.Element(f"{{{TEI}}}{name}", {key.rstrip("_"): value for key, value in attributes.items()}, _SPACES)
    for part in content:
        if not isinstance(part, str):
            node.append(part)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + part
        else:
            node.text = (node.text or "") + part
    return node


@cache
def meaning() -> dict[str, Any]:
    """What everything means."""
    return tomllib.loads(MEANING.read_text(encoding="utf-8"))


@cache
def reasons() -> dict[str, dict[str, str]]:
    """The values of `@ana`, in English and Russian."""
    return tomllib.loads(REASONS.read_text(encoding="utf-8"))


@cache
def attributes() -> dict[str, dict[str, list[Attribute]]]:
    """Every element of the grammar with its attributes: of each the definitions, one for each place it may stand in."""
    found: dict[str, dict[str, list[Attribute]]] = {}
    for one in Grammar.read(ROOT / "schemas" / "tei.rng").elements():
        mine = found.setdefault(one.name, {})
        for name, attribute in one.attributes.items():
            mine.setdefault(name, []).append(attribute)
    return {name: found[name] for name in sorted(found)}


@cache
def definitions() -> dict[str, int]:
    """How many definitions an element has."""
    names = [one.name for one in Grammar.read(ROOT / "schemas" / "tei.rng").elements()]
    return {name: names.count(name) for name in names}


def specification() -> etree._Element:
    """The whole ODD."""
    sections = [_section(one) for one in meaning()["section"]]
    last = element("div", element("head", "Specification"), _schema())
    return element("TEI", _header(), element("text", element("body", *sections, last)))


def _header() -> etree._Element:
    title = element(
        "titleStmt", element("title", "tei-export: a customisation of TEI P5 for who is quoted in Russian prose")
    )
    published = element(
        "publicationStmt", element("p", f"Distributed with tei-export {VERSION}, under the MIT licence.")
    )
    source = element(
        "sourceDesc",
        element("p", "Born digital; written from tei.rng, tei.sch and the reasons of the program."),
    )
    return element("teiHeader", element("fileDesc", title, published, source))


def _section(one: Mapping[str, Any]) -> etree._Element:
    examples = [_example(identifier) for identifier in one.get("examples", ())]
    return element("div", element("head", one["head"]), *(element("p", words) for words in one["says"]), *examples)


def _example(called: str) -> etree._Element:
    """A passage of the file of examples, by its id or, in the header, its name, in the namespace of examples."""
    nodes = etree.parse(EXAMPLES).getroot().iter("*")
    found = next(node for node in nodes if called in (node.get(_ID), etree.QName(node).localname))
    example = etree.Element(f"{{{TEIX}}}egXML", {"source": "#UND"}, {None: TEIX})  # type: ignore[dict-item]
    example.append(_moved(found))
    example[0].tail = None
    return example


def _moved(node: etree._Element) -> etree._Element:
    """A copy of an element in the namespace of examples."""
    copy = etree.Element(
        f"{{{TEIX}}}{etree.QName(node).localname}", {str(key): str(value) for key, value in node.items()}
    )
    copy.text, copy.tail = node.text, node.tail
    copy.extend([_moved(child) for child in node])
    return copy


def _schema() -> etree._Element:
    modules = [_module(key) for key in meaning()["modules"]]
    specs = [_element(name, found) for name, found in attributes().items()]
    return element("schemaSpec", *modules, _reasons(), *specs, *_rules(), ident="tei-export", start="TEI", docLang="en")


def _module(key: str) -> etree._Element:
    names = sorted(name for name, one in meaning()["element"].items() if one["module"] == key)
    return element("moduleRef", key=key, include=" ".join(names)) if names else element("moduleRef", key=key)


def _reasons() -> etree._Element:
    """The values of `@ana`: the rules by which strings in marks are judged."""
    values = _list(((f"#{rule}", said["en"]) for rule, said in reasons().items()), "closed")
    said = _desc("Why a string in quotation marks was taken for what it is: a category of the taxonomy `attribution`.")
    return element("dataSpec", said, element("content", values), ident=REASON, module="tei", mode="add")


def _element(name: str, found: Attributes) -> etree._Element:
    said = meaning()["element"][name]
    attlist = [element("attList", *(_attribute(name, one, found[one]) for one in sorted(found)))] if found else []
    return element("elementSpec", _desc(said["means"]), *attlist, ident=name, module=said["module"], mode="change")


def _attribute(owner: str, name: str, several: list[Attribute]) -> etree._Element:
    said, whole = meaning()["element"][owner], meaning()
    means = said.get("attributes", {}).get(name) or whole["attributes"][name]
    needed = len(several) == definitions()[owner] and all(one.needed for one in several)
    usage = {"usage": "req"} if needed else {}
    return element("attDef", _desc(means), *_values(owner, name, several), ident=name, mode="change", **usage)


def _values(owner: str, name: str, several: list[Attribute]) -> Iterator[etree._Element]:
    """The list of values: closed where the grammar names all there may be; else those that are ours."""
    if name == "ana":
        yield element("datatype", element("dataRef", key=REASON))
        return
    means = {**meaning()["values"].get(name, {}), **meaning()["element"][owner].get("values", {}).get(name, {})}
    alternatives = [one.alternatives() for one in several]
    named = list(dict.fromkeys(value for values, _ in alternatives for value in values))
    closed = all(only for _, only in alternatives)
    ours = meaning()["element"][owner].get("values", {}).get(name, {}) if not closed else {}
    every = list(dict.fromkeys([*named, *ours]))
    if every:
        yield _list(((value, means[value]) for value in every), "closed" if closed else "open")


def _list(values: Iterable[tuple[str, str]], type_: str) -> etree._Element:
    items = (element("valItem", _desc(means), ident=value) for value, means in values)
    return element("valList", *items, type_=type_, mode="replace")


def _rules() -> Iterator[etree._Element]:
    """The patterns of `tei.sch`, a `constraintSpec` each, and the prefix and keys they use."""
    root = etree.parse(ROOT / "schemas" / "tei.sch", etree.XMLParser(remove_comments=True)).getroot()
    shared = [deepcopy(node) for node in root.iter(f"{{{SCH}}}ns", f"{{{XSL}}}key")]
    yield _constraint("keys", "Ids are looked up by key.", shared)
    for pattern in root.iter(f"{{{SCH}}}pattern"):
        names = ", ".join(f"`{one.get('id')}`" for one in pattern.iter(f"{{{SCH}}}assert"))
        yield _constraint(str(pattern.get("id")), f"{names}.", [deepcopy(rule) for rule in pattern])


def _constraint(ident: str, said: str, content: list[etree._Element]) -> etree._Element:
    inside = element("constraint", *content)
    return element("constraintSpec", _desc(said), inside, ident=ident, scheme="schematron", mode="add")


def _desc(words: str) -> etree._Element:
    """A `desc`, in which what stands in backticks is code."""
    parts: list[Any] = words.split("`")
    parts[1::2] = [element("code", code) for code in parts[1::2]]
    return element("desc", *parts)


def _indented(node: etree._Element, depth: int = 0) -> None:
    """Put what elements alone hold on lines of its own; what has text in it, and examples, stay as they are."""
    text = [node.text, *(child.tail for child in node)]
    if not len(node) or any(one and one.strip() for one in text) or etree.QName(node).namespace == TEIX:
        return
    node.text = "\n" + "  " * (depth + 1)
    for child in node:
        child.tail = "\n" + "  " * (depth + 1)
        _indented(child, depth + 1)
    node[-1].tail = "\n" + "  " * depth


def written() -> bytes:
    """The file, the same every time."""
    root = specification()
    etree.cleanup_namespaces(root, keep_ns_prefixes=["sch", "xsl"])
    _indented(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


if __name__ == "__main__":
    ODD.write_bytes(written())
    sys.stdout.write(f"{ODD}\n")

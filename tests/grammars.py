"""RELAX NG grammars as values, and a decision whether all contents of one element are contents of another.

Contents are words over the names of child elements and over text; `included` walks both patterns by Brzozowski
derivatives, pair by pair, as James Clark's derivative algorithm for RELAX NG does for one. Attributes are apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from lxml import etree

RNG = "http://relaxng.org/ns/structure/1.0"
TEXT = "#text"

# A pattern is a tuple: ("none",) matches nothing, ("empty",) the empty word, ("one", name) a child, ("text",) any text,
# ("or", patterns), ("then", a, b), ("with", a, b) in any order, ("many", a) one or more.
Pattern = tuple[Any, ...]
NONE: Pattern = ("none",)
EMPTY: Pattern = ("empty",)
ANY_TEXT: Pattern = ("text",)
_DEFAULT: Any = {None: RNG}  # the stubs of lxml know no default namespace here


@cache
def nullable(pattern: Pattern) -> bool:
    match pattern:
        case ("empty",) | ("text",):
            return True
        case ("or", parts):
            return any(map(nullable, parts))
        case ("then" | "with", a, b):
            return nullable(a) and nullable(b)
        case ("many", a):
            return nullable(a)
    return False


@cache
def derived(pattern: Pattern, letter: str) -> Pattern:
    """What may follow once this letter was read."""
    match pattern:
        case ("one", name):
            return EMPTY if name == letter else NONE
        case ("text",):
            return ANY_TEXT if letter == TEXT else NONE
        case ("or", parts):
            return either(*(derived(part, letter) for part in parts))
        case ("then", a, b):
            first = then(derived(a, letter), b)
            return either(first, derived(b, letter)) if nullable(a) else first
        case ("with", a, b):
            return either(both(derived(a, letter), b), both(a, derived(b, letter)))
        case ("many", a):
            return then(derived(a, letter), either(pattern, EMPTY))
    return NONE


def either(*patterns: Pattern) -> Pattern:
    flat = chain.from_iterable(one[1] if one[0] == "or" else (one,) for one in patterns)
    parts = frozenset(one for one in flat if one != NONE)
    return NONE if not parts else next(iter(parts)) if len(parts) == 1 else ("or", parts)


def then(a: Pattern, b: Pattern) -> Pattern:
    if NONE in (a, b):
        return NONE
    if a == EMPTY:
        return b
    return a if b == EMPTY else ("then", a[1], then(a[2], b)) if a[0] == "then" else ("then", a, b)


def both(a: Pattern, b: Pattern) -> Pattern:
    if NONE in (a, b):
        return NONE
    if a == EMPTY:
        return b
    return a if b == EMPTY else ("with", a, b)


def letters(pattern: Pattern) -> frozenset[str]:
    match pattern:
        case ("one", name):
            return frozenset({name})
        case ("text",):
            return frozenset({TEXT})
        case ("or", parts):
            return frozenset().union(*map(letters, parts))
        case ("then" | "with", a, b):
            return letters(a) | letters(b)
        case ("many", a):
            return letters(a)
    return frozenset()


def included(small: Pattern, large: Pattern) -> tuple[str, ...] | None:
    """None if every word of `small` is a word of `large`, else how a word begins that is not."""
    alphabet = sorted(letters(small))
    waiting: list[tuple[Pattern, Pattern, tuple[str, ...]]] = [(small, large, ())]
    seen = set()
    while waiting:
        a, b, word = waiting.pop(0)
        if a == NONE or (a, b) in seen:
            continue
        seen.add((a, b))
        if b == NONE or (nullable(a) and not nullable(b)):
            return word
        waiting += [(derived(a, letter), derived(b, letter), (*word, letter)) for letter in alphabet]
    return None


@dataclass(frozen=True)
class Attribute:
    """An attribute, whether the element needs it, and all definitions of its value."""

    needed: bool
    nodes: tuple[etree._Element, ...]
    grammar: Grammar

    @cached_property
    def _validators(self) -> tuple[etree.RelaxNG, ...]:
        return tuple(self.grammar.validator(node) for node in self.nodes)

    def takes(self, value: str) -> bool:
        probe = etree.Element("probe", {self._name: value})
        return any(validator.validate(probe) for validator in self._validators)

    def enumerated(self) -> list[str]:
        return [str(one.text) for node in self.nodes for one in node.iter(f"{{{RNG}}}value")]

    def alternatives(self) -> tuple[list[str], bool]:
        """The values it names, references followed, and whether there are no others."""
        leaves = [leaf for node in self.nodes for leaf in self.grammar.leaves(node)]
        values = [str(leaf.text) for leaf in leaves if _tag(leaf) == "value"]
        return list(dict.fromkeys(values)), len(values) == len(leaves)

    @property
    def _name(self) -> str:
        name = str(self.nodes[0].get("name"))
        return name.replace("xml:", "{http://www.w3.org/XML/1998/namespace}")


@dataclass(frozen=True)
class Element:
    """One definition of an element."""

    name: str
    content: Pattern
    attributes: dict[str, Attribute]


class Grammar:
    """A RELAX NG grammar in the XML syntax."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._defined = {node.get("name"): node for node in root.iter(f"{{{RNG}}}define")}
        self._contents: dict[str, Pattern] = {}

    @classmethod
    def read(cls, path: Path) -> Grammar:
        return cls(etree.parse(path, etree.XMLParser(remove_comments=True)).getroot())

    @classmethod
    def of(cls, start: str) -> Grammar:
        return cls(etree.fromstring(f'<grammar xmlns="{RNG}"><start>{start}</start></grammar>'))

    def elements(self) -> list[Element]:
        return [self._element(node) for node in self._root.iter(f"{{{RNG}}}element") if node.get("name")]

    def named(self, name: str) -> list[Element]:
        return [self._element(node) for node in self._root.iter(f"{{{RNG}}}element") if node.get("name") == name]

    def unused(self) -> set[str]:
        referred = {node.get("name") for node in self._root.iter(f"{{{RNG}}}ref")}
        return {str(name) for name in set(self._defined) - referred}

    def leaves(self, node: etree._Element) -> Iterator[etree._Element]:
        """The values and data types that a pattern comes down to; no pattern of a value refers to itself."""
        if _tag(node) in ("value", "data", "text"):
            yield node
        for child in self._defined[node.get("name")] if _tag(node) == "ref" else node:
            yield from self.leaves(child)

    def validator(self, attribute: etree._Element) -> etree.RelaxNG:
        """A grammar of one element `probe` with this attribute alone."""
        library = attribute.xpath("string(ancestor-or-self::*[@datatypeLibrary][1]/@datatypeLibrary)")
        root = etree.Element(f"{{{RNG}}}grammar", {"datatypeLibrary": str(library)}, nsmap=_DEFAULT)
        start = etree.SubElement(etree.SubElement(root, f"{{{RNG}}}start"), f"{{{RNG}}}element", {"name": "probe"})
        start.append(deepcopy(attribute))
        waiting = [start]
        copied: set[str | None] = set()
        while waiting:
            for ref in waiting.pop().iter(f"{{{RNG}}}ref"):
                if ref.get("name") not in copied:
                    copied.add(ref.get("name"))
                    root.append(deepcopy(self._defined[ref.get("name")]))
                    waiting.append(root[-1])
        return etree.RelaxNG(root.getroottree())

    def _element(self, node: etree._Element) -> Element:
        found: dict[str, list[tuple[bool, etree._Element]]] = {}
        for child in node:
            for needed, attribute in self._attributes(child, True):
                found.setdefault(str(attribute.get("name")), []).append((needed, attribute))
        attributes = {
            name: Attribute(any(needed for needed, _ in several), tuple(one for _, one in several), self)
            for name, several in found.items()
        }
        return Element(str(node.get("name")), self._sequence(node), attributes)

    def _attributes(self, node: etree._Element, needed: bool) -> Iterator[tuple[bool, etree._Element]]:
        match _tag(node):
            case "attribute":
                yield needed, node
            case "ref":
                for child in self._defined[node.get("name")]:
                    yield from self._attributes(child, needed)
            case "optional" | "zeroOrMore" | "choice":
                for child in node:
                    yield from self._attributes(child, False)
            case "group" | "interleave" | "oneOrMore":
                for child in node:
                    yield from self._attributes(child, needed)

    def _sequence(self, node: etree._Element) -> Pattern:
        pattern = EMPTY
        for child in reversed([one for one in node if isinstance(one.tag, str)]):
            pattern = then(self._pattern(child), pattern)
        return pattern

    def _pattern(self, node: etree._Element) -> Pattern:
        match _tag(node):
            case "element":
                return ("one", node.get("name") or "*")
            case "text" | "data" | "value" | "list":
                return ANY_TEXT
            case "ref":
                name = str(node.get("name"))
                if name not in self._contents:
                    self._contents[name] = self._sequence(self._defined[name])
                return self._contents[name]
            case "choice":
                return either(*map(self._pattern, node))
            case "optional":
                return either(self._sequence(node), EMPTY)
            case "oneOrMore":
                return ("many", self._sequence(node))
            case "zeroOrMore":
                return either(("many", self._sequence(node)), EMPTY)
            case "interleave":
                pattern = EMPTY
                for child in node:
                    pattern = both(pattern, self._pattern(child))
                return pattern
            case "group":
                return self._sequence(node)
            case "notAllowed":
                return NONE
        return EMPTY  # attributes, annotations, <empty/>


def _tag(node: etree._Element) -> str:
    name = etree.QName(node) if isinstance(node.tag, str) else None
    return name.localname if name is not None and name.namespace == RNG else ""

"""Where TEI breaks the grammar `schemas/tei.rng`, and how, told by element and attribute.

What libxml2 says of a whole file names the place where it gave up, often far from what is wrong. So, only where a file
is wrong, every element is held against its own pattern, from outside in, until one is wrong in itself.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pipeline.check.faults import Fault, placed

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_WAY_OUT = "the grammar schemas/tei.rng says what may stand there."


class _Pattern(NamedTuple):
    """An element of a grammar, the grammar of which it is the root, and the same with all attributes optional."""

    element: etree._Element
    alone: etree.RelaxNG
    lenient: etree.RelaxNG


class Grammar:
    """A grammar in a file, and that of each of its elements by itself."""

    def __init__(self, path: Path) -> None:
        self._tree = _with_plain_ids(etree.parse(path).getroot())
        self._whole = etree.RelaxNG(self._tree)
        self._definitions = {one.get("name"): one for one in self._tree.iterchildren(f"{_RNG}define")}
        self._patterns: dict[str, list[_Pattern]] = {}

    def faults(self, root: etree._Element, where: str) -> Iterator[Fault]:
        """What of a TEI tree it does not allow; that an id is given twice is another rule's."""
        if self._whole.validate(root):
            return
        log = self._whole.error_log
        for element in self._wrong(root):
            yield Fault(placed(where, element), "tei.rng", f"{self._sentence(element, log)}; {_WAY_OUT}")

    def _wrong(self, element: etree._Element) -> Iterator[etree._Element]:
        """The innermost elements that are wrong though all in them are right, in an element that is wrong."""
        inner = [child for child in element.iterchildren("*") if not self._fits(child)]
        if not inner:
            yield element
        for child in inner:
            yield from self._wrong(child)

    def _fits(self, element: etree._Element) -> bool:
        """Whether it may stand somewhere as it is."""
        return any(pattern.alone.validate(element) for pattern in self._of(element))

    def _of(self, element: etree._Element) -> "list[_Pattern]":
        """The patterns of elements of its name."""
        name = etree.QName(element).localname
        if name not in self._patterns:
            found = (one for one in self._tree.iter(f"{_RNG}element") if one.get("name") == name)
            self._patterns[name] = [self._pattern(one) for one in found]
        return self._patterns[name]

    def _pattern(self, element: etree._Element) -> "_Pattern":
        grammar, copy = deepcopy(self._tree), deepcopy(element)
        copy.tail = None
        start = grammar.find(f"{_RNG}start")
        if start is not None:
            start[:] = [copy]
        alone = etree.RelaxNG(grammar)
        for attribute in [*grammar.iter(f"{_RNG}attribute")]:
            _make_optional(attribute)
        return _Pattern(element, alone, etree.RelaxNG(grammar))

    def _sentence(self, element: etree._Element, log: etree._ListErrorLog) -> str:
        name, patterns = etree.QName(element).localname, self._of(element)
        if not patterns:
            return f"There is no <{name}> here"
        if missing := self._missing(element):
            return f"<{name}> lacks {', '.join(f'@{one}' for one in missing)}"
        for attribute in map(str, element.attrib):
            if self._fits_without(element, attribute):
                return f'<{name}> cannot have {_shown(attribute)}="{element.get(attribute)}"'
        patterns[0].alone.validate(element)
        said = patterns[0].alone.error_log or log
        return re.sub(r"\s+", " ", said[-1].message).strip().rstrip(".")

    def _missing(self, element: etree._Element) -> list[str]:
        """The attributes, as few as any pattern asks for, that are all it lacks."""
        fitting = (pattern for pattern in self._of(element) if pattern.lenient.validate(element))
        lacking = ([one for one in self._needed(fits.element) if element.get(one) is None] for fits in fitting)
        return min(filter(None, lacking), key=len, default=[])

    def _needed(self, pattern: etree._Element) -> Iterator[str]:
        """The attributes that an element of a pattern has to have."""
        for one in pattern:
            if one.tag == f"{_RNG}attribute":
                yield str(one.get("name"))
            elif one.tag == f"{_RNG}ref" and (definition := self._definitions.get(one.get("name"))) is not None:
                yield from self._needed(definition)

    def _fits_without(self, element: etree._Element, attribute: str) -> bool:
        bare = deepcopy(element)
        bare.tail = None
        del bare.attrib[attribute]
        return any(pattern.lenient.validate(bare) for pattern in self._of(bare))


def _with_plain_ids(grammar: etree._Element) -> etree._Element:
    """A grammar in which an id is a name like any other: libxml2 would keep every one with the tree it looks at."""
    for data in grammar.iter(f"{_RNG}data"):
        if data.get("type") == "ID":
            data.set("type", "NCName")
    return grammar


def _make_optional(attribute: etree._Element) -> None:
    around = attribute.getparent()
    if around is not None:
        optional = etree.Element(f"{_RNG}optional")
        around.replace(attribute, optional)
        optional.append(attribute)


def _shown(attribute: str) -> str:
    return re.sub(r"\{http://www.w3.org/XML/1998/namespace\}", "xml:", attribute)


@cache
def grammar(path: Path) -> Grammar:
    """The grammar in a file, compiled once in a process."""
    return Grammar(path)

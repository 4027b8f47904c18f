"""Where TEI breaks the grammar `schemas/tei.rng`, and how, told by element and attribute.

What libxml2 says of a whole file names the place where it gave up, often far from what is wrong. So, only where a file
is wrong, every element is held against its own pattern, from outside in, until one is wrong in itself.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

from lxml import etree

from pipeline.check.faults import Fault, placed

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_WAY_OUT = "the grammar schemas/tei.rng says what may stand there."


class Grammar:
    """A grammar in a file, and that of each of its elements by itself."""

    def __init__(self, path: Path) -> None:
        self._tree = etree.parse(path).getroot()
        self._whole = etree.RelaxNG(self._tree)
        self._definitions = {one.get("name"): one for one in self._tree.iterchildren(f"{_RNG}define")}
        self._patterns: dict[str, list[tuple[etree._Element, etree.RelaxNG]]] = {}

    def faults(self, root: etree._Element, where: str) -> Iterator[Fault]:
        """What of a TEI tree it does not allow."""
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
        return any(alone.validate(element) for _, alone in self._of(element))

    def _of(self, element: etree._Element) -> list[tuple[etree._Element, etree.RelaxNG]]:
        """The patterns of elements of its name, and the grammars of which each is the root."""
        name = etree.QName(element).localname
        if name not in self._patterns:
            found = (one for one in self._tree.iter(f"{_RNG}element") if one.get("name") == name)
            self._patterns[name] = [(one, self._alone(one)) for one in found]
        return self._patterns[name]

    def _alone(self, pattern: etree._Element) -> etree.RelaxNG:
        grammar, copy = deepcopy(self._tree), deepcopy(pattern)
        copy.tail = None
        start = grammar.find(f"{_RNG}start")
        if start is not None:
            start[:] = [copy]
        return etree.RelaxNG(grammar)

    def _sentence(self, element: etree._Element, log: etree._ListErrorLog) -> str:
        name, patterns = etree.QName(element).localname, self._of(element)
        if not patterns:
            return f"There is no <{name}> here"
        for attribute in map(str, element.attrib):
            if self._fits_without(element, attribute):
                return f'<{name}> cannot have {_shown(attribute)}="{element.get(attribute)}"'
        missing = min(([one for one in self._needed(p) if element.get(one) is None] for p, _ in patterns), key=len)
        if missing:
            return f"<{name}> lacks {', '.join(f'@{one}' for one in missing)}"
        patterns[0][1].validate(element)
        said = patterns[0][1].error_log or log
        return re.sub(r"\s+", " ", said[-1].message).strip().rstrip(".")

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
        return self._fits(bare)


def _shown(attribute: str) -> str:
    return re.sub(r"\{http://www.w3.org/XML/1998/namespace\}", "xml:", attribute)


@cache
def grammar(path: Path) -> Grammar:
    """The grammar in a file, compiled once in a process."""
    return Grammar(path)

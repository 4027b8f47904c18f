"""Pointers of a TEI file to the elements they lead to: `#id`, `file.xml#id`, prefixed, relative to `xml:base`, IDREF.

RFC 3986 (references relative to a base), TEI Guidelines 17.2. What leads nowhere is remembered, so that it can be said.
Files come from whoever gives `Elsewhere`; nothing here opens one.
"""

from collections import ChainMap
from collections.abc import Iterable, MutableMapping
from copy import copy
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree

from pipeline.tables.prefixes import Prefixes

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_STEPS = 8
_ADDRESSES = ("http:", "https:", "urn:", "mailto:")

Ids = MutableMapping[str, etree._Element]  # noqa: SLF001


class Elsewhere(Protocol):
    """The files beside a TEI file, as far as they may be read."""

    def file(self, uri: str, /) -> etree._Element | None:
        """The root of the file at that address, if it may be read."""

    def registers(self, uri: str, /) -> Iterable[etree._Element]:
        """The roots of files beside the one at that address that declare persons and bodies and are no texts."""


class Alone:
    """No other file."""

    def file(self, _uri: str) -> None:
        """None, whatever the address."""

    def registers(self, _uri: str) -> tuple[etree._Element, ...]:
        """None, whatever the address."""
        return ()


class Pointers:
    """The pointers of all that stands in one file: `top` is its root, `elsewhere` what is beside it.

    `by_id` are the elements of the file by their ids, `lost` are the pointers that led nowhere, by element and
    attribute.
    """

    def __init__(self, top: etree._Element, elsewhere: Elsewhere | None = None) -> None:
        self.top, self._elsewhere = top, elsewhere or Alone()
        self.by_id = ids_of(top)
        self.lost: dict[tuple[etree._Element, str], None] = {}
        self._others: dict[etree._Element, Ids] = {}
        self._prefixes = Prefixes(top)

    def of(self, document: etree._Element) -> "Pointers":
        """The pointers of one document of the file, where ids are first its own: others may have the same.

        What is known of the file is known here, and what led nowhere in other documents is not.
        """
        another = copy(self)
        another.lost = {}
        if document is not self.top:
            another.by_id = ChainMap(ids_of(document), self.by_id)
        return another

    def target(self, element: etree._Element, attribute: str) -> etree._Element | None:
        """The first element that an attribute's pointers lead to."""
        return next(iter(self.targets(element, attribute)), None)

    def targets(self, element: etree._Element, attribute: str) -> list[etree._Element]:
        """The elements that an attribute's pointers lead to, in their order."""
        if not (said := element.get(attribute)):
            return []
        found = (self.lead(element, pointer, attribute) for pointer in said.split())
        return [target for target in found if target is not None]

    def here(self, element: etree._Element, attribute: str) -> list[etree._Element]:
        """The elements of this very file that an attribute's pointers lead to; no other file is looked into."""
        if not (said := element.get(attribute)):
            return []
        found = [self._here(element, self.expanded(pointer)) for pointer in said.split() if "char=" not in pointer]
        if None in found and said.startswith("#"):
            self.lost[element, attribute] = None
        return [target for target in found if target is not None]

    def lead(self, element: etree._Element, pointer: str, attribute: str) -> etree._Element | None:
        """The element that one pointer leads to; where none is, that is remembered."""
        expanded = self.expanded(pointer)
        file, mark, name = expanded.partition("#")
        if name.startswith("char="):
            return None  # a place in the source text
        found = self.by_id.get(unquote(name or file)) if not (file and mark) else None
        if found is None and mark:
            found = self._found(element, expanded)
        if found is None and mark and not expanded.startswith(_ADDRESSES):
            self.lost[element, attribute] = None
        return found

    def expanded(self, pointer: str) -> str:
        """A pointer with its prefix, where the file declares one, replaced by what that stands for."""
        return self._prefixes.expanded(pointer)

    def real(self, element: etree._Element) -> etree._Element:
        """What an element is the same as (`@sameAs`, `@copyOf`), through any chain of them."""
        for _ in range(_STEPS):
            same = [found for name in ("sameAs", "copyOf") if (found := self.target(element, name)) is not None]
            if not same or same[0] is element:
                break
            element = same[0]
        return element

    def _here(self, element: etree._Element, pointer: str) -> etree._Element | None:
        """What a pointer leads to if that is in this file or included: `#id`, an IDREF, or with the file's name."""
        file, mark, name = pointer.partition("#")
        target = self.by_id.get(unquote(name or file))
        if not (file and mark) or target is None:
            return target
        return target if _absolute(element, file) in (target.base, self.top.base) else None

    def _found(self, element: etree._Element, pointer: str) -> etree._Element | None:
        """What a pointer with a `#` leads to in the file it names; without one, where its base or a register has it."""
        name = unquote(pointer.partition("#")[2])
        if not pointer.startswith("#") and (here := self._here(element, pointer)) is not None:
            return here
        file = _absolute(element, pointer.partition("#")[0])
        other = self._elsewhere.file(file) if file and file != self.top.base else None
        if other is not None:
            return self._ids(other).get(name)
        roots = self._registers if pointer.startswith("#") else []
        return next((found for root in roots if (found := self._ids(root).get(name)) is not None), None)

    def _ids(self, root: etree._Element) -> Ids:
        if root not in self._others:
            self._others[root] = ids_of(root)
        return self._others[root]

    @cached_property
    def _registers(self) -> list[etree._Element]:
        return list(self._elsewhere.registers(str(self.top.base or "")))


def _absolute(element: etree._Element, file: str) -> str:
    """The address of a file as a pointer of an element means it (`xml:base`, RFC 3986); nothing where it is none."""
    try:
        return urldefrag(urljoin(element.base or "", file))[0]
    except ValueError:
        return ""


def ids_of(top: etree._Element) -> Ids:
    """The elements of a file by their ids; of several with one id, the first."""
    found: dict[str, etree._Element] = {}
    for element in top.iter("*"):
        if name := element.get(XML_ID):
            found.setdefault(name, element)
    return found

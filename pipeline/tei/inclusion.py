"""XInclude (W3C, 2006) within one folder: every `xi:include` becomes what it includes, or its fallback, or nothing.

Of `@xpointer` an id and `element(id)` are understood. Included elements are given `xml:base`, so that what points from
them leads where it did.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree

from pipeline.element import attribute
from pipeline.errors import TeiError
from pipeline.tei.parsing import LIMIT, parse

_NAMESPACES = ("{http://www.w3.org/2001/XInclude}", "{http://www.w3.org/2003/XInclude}")
_INCLUDES = tuple(f"{space}include" for space in _NAMESPACES)
_ID, _BASE = attribute("xml:id"), attribute("xml:base")
_XPOINTER = re.compile(r"(?:element\()?([\w.:-]+)\)?")
_DEEPEST = 16
_LEAST = 10_000  # bytes that a file counts for at least: many small ones take their time too

Content = list["str | etree._Element"]  # noqa: SLF001


class Inclusion:
    """What one file includes; `read` gives a file's path and bytes, `unread` learns why something was not included."""

    def __init__(self, read: Callable[[str], tuple[Path, bytes]], unread: dict[str, str]) -> None:
        self._read, self._unread = read, unread
        self._room = LIMIT

    def of(self, root: etree._Element, within: tuple[str, ...] = ()) -> etree._Element:
        """The root of a tree in which nothing is left to include."""
        within = within or (str(root.base or ""),)
        for include in [*root.iter(*_INCLUDES)]:
            if include is root:
                found = self._included(include, within)
                return next((one for one in found if not isinstance(one, str)), root)
            if include.getparent() is not None:
                _replace(include, self._included(include, within))
        return root

    def _included(self, include: etree._Element, within: tuple[str, ...]) -> Content:
        uri = self._address(include)
        try:
            return self._content(include, uri, within)
        except TeiError as error:
            self._unread[uri] = str(error)
        fallback = next((one for space in _NAMESPACES for one in include.iterchildren(f"{space}fallback")), None)
        return [] if fallback is None else [fallback.text or "", *fallback]

    def _address(self, include: etree._Element) -> str:
        href = include.get("href", "")
        try:
            return urljoin(include.base or "", href)
        except ValueError:
            return href

    def _content(self, include: etree._Element, uri: str, within: tuple[str, ...]) -> Content:
        path, data = self._read(uri)
        if uri in within or len(within) > _DEEPEST:
            raise TeiError(f"{path}: includes itself.")
        self._room -= max(len(data), _LEAST)
        if self._room < 0:
            raise TeiError(f"{path}: is not included: with it there would be more than {LIMIT // 1_000_000} MB.")
        if include.get("parse") == "text":
            return [_text(path, data, include.get("encoding", "utf-8"))]
        part = _part(self.of(parse(path, data), (*within, uri)), include.get("xpointer"), path)
        part.set(_BASE, part.base or uri)
        part.tail = None
        return [part]


def _text(path: Path, data: bytes, encoding: str) -> str:
    try:
        return "".join(char for char in data.decode(encoding) if char >= " " or char in "\t\n\r")
    except (LookupError, UnicodeDecodeError) as error:
        raise TeiError(f"{path}: is no text in {encoding}.") from error


def _part(root: etree._Element, pointer: str | None, path: Path) -> etree._Element:
    if not pointer:
        return root
    name = _XPOINTER.fullmatch(pointer)
    found = next((one for one in root.iter("*") if name and one.get(_ID) == name[1]), None)
    if found is None:
        raise TeiError(f"{path}: has nothing that xpointer {pointer!r} leads to, or that is not understood.")
    return found


def _replace(include: etree._Element, content: Content) -> None:
    """Put content where the include stands, and what follows it after that."""
    parent = include.getparent()
    if parent is None:
        return
    place, tail = parent.index(include), include.tail or ""
    before = parent[place - 1] if place else None
    include.tail = None
    parent.remove(include)
    for one in content:
        if isinstance(one, str):
            _append(parent, before, one)
        else:
            place = 0 if before is None else parent.index(before) + 1
            parent.insert(place, one)
            before = one
    _append(parent, before, tail)


def _append(parent: etree._Element, before: etree._Element | None, text: str) -> None:
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text

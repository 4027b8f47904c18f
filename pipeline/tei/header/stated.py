"""How a header states a value, and that nobody knows one, and how both are read.

A value nobody knows is said to be unknown, in words, by an element with `cert="unknown"`; that is how reading tells the
words of such a statement from a value.
"""

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.element import NS, Tree, string
from pipeline.meta import Meta
from pipeline.w3c_date import is_w3c_date

UNKNOWN = "unknown"
_CYRILLIC = re.compile("[\u0400-\u052f]")


def known(name: str, value: str, otherwise: str, attributes: Mapping[str, str] | None = None) -> Tree:
    """An element with a value, or with a sentence that says it is unknown."""
    given = dict(attributes or {})
    return (name, given, value) if value else (name, {**given, "cert": UNKNOWN}, otherwise)


def where(name: str, value: str, attributes: Mapping[str, str] | None = None) -> list[Tree]:
    """An element where there is a value, else nothing."""
    return [(name, attributes or {}, value)] if value else []


def dated(value: str, otherwise: str, attributes: Mapping[str, str] | None = None) -> Tree:
    """A `date`, with `@when` where it is a W3C date or a part of one."""
    return known("date", value, otherwise, {**(attributes or {}), **when(value)})


def when(value: str) -> dict[str, str]:
    """The attribute that says a date, if it is one."""
    return {"when": value} if is_w3c_date(value) else {}


def tongue(meta: Meta) -> dict[str, str]:
    """The attribute that says that something is in the language of the text."""
    return {"xml:lang": meta.language} if meta.language else {}


def tongue_of(words: str, meta: Meta) -> dict[str, str]:
    """The same for words of the sidecar, which may be in any language: Cyrillic ones are in that of the text."""
    return tongue(meta) if _CYRILLIC.search(words) else {}


def stated(node: etree._Element | None) -> str:
    """The value of an element; empty where there is none, or where it is said to be unknown."""
    return "" if node is None or node.get("cert") == UNKNOWN else string(node)


def value(header: etree._Element, path: str) -> str:
    """The first value there."""
    return stated(header.find(path, NS))


def values(header: etree._Element, path: str) -> tuple[str, ...]:
    """All values there, in their order."""
    return tuple(said for node in header.iterfind(path, NS) if (said := stated(node)))

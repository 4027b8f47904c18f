"""Elements of the TEI namespace, written from plain tuples as XML, and the characters XML allows.

Knows names and white space, not what any element means. What is written is spelled as libxml2 spells it, so that it is
the same whether a tree was made of it in between or not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, Union

from lxml import etree

from pipeline.errors import TeiError
from pipeline.xml_chars import ILLEGAL, name_of

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
NS = {"tei": TEI}
_STRING = etree.XPath("string()", smart_strings=False)
_ESCAPED = re.compile('[&<>"\r\n\t]')


@dataclass(frozen=True, slots=True)
class Written:
    """XML that is written already, for the depth at which it will stand."""

    xml: str


Content: TypeAlias = Union[str, Sequence["str | Tree | Written"]]  # noqa: UP007 – a name to come allows no |
Tree: TypeAlias = tuple[str, Mapping[str, str], Content]


@lru_cache(maxsize=1000)
def clark(name: str) -> str:
    """An element's name in the TEI namespace, as lxml spells it.

    >>> clark("p")
    '{http://www.tei-c.org/ns/1.0}p'
    """
    return f"{{{TEI}}}{name}"


def attribute(name: str) -> str:
    """An attribute's name as lxml spells it: `xml:` is a namespace, TEI's own attributes have none.

    >>> attribute("xml:id"), attribute("n")
    ('{http://www.w3.org/XML/1998/namespace}id', 'n')
    """
    return f"{{{XML}}}{name[4:]}" if name.startswith("xml:") else name


def legal(text: str, where: str, offset: int = 0) -> str:
    """The text unchanged, if XML 1.0 can hold it (production 2, Char).

    `offset` is where the text begins in code points. Raises `TeiError` with place and code of the first character
    that no XML file may hold, not even escaped.
    """
    if wrong := ILLEGAL.search(text):
        raise TeiError(
            f"{where}: the character {name_of(wrong.group())} at {offset + wrong.start()} "
            "cannot stand in XML; take it out of the source"
        )
    return text


def written(tree: Tree, depth: int = 0) -> str:
    """A tree of `(name, attributes, content)` as XML, its root standing `depth` steps in.

    Content is a string, or a list. A list of trees alone is put on lines of its own; a list in which a string stands
    (an empty one too) is mixed content and gets no white space. Raises `TeiError` for illegal characters.

    >>> written(("p", {"xml:id": "p1"}, ["Сад & ", ("date", {}, "1926")]))
    '<p xml:id="p1">Сад &amp; <date>1926</date></p>'
    """
    name, attributes, content = tree
    for key, value in attributes.items():
        legal(value, f"{name}/@{key}")
    inside = "".join(_written(name, [content] if isinstance(content, str) else content, depth))
    return f"{start_tag(name, attributes)}{inside}</{name}>" if inside else empty_tag(name, attributes)


def _written(name: str, content: Sequence[str | Tree | Written], depth: int) -> Iterator[str]:
    mixed = any(isinstance(part, str) for part in content)
    for part in content:
        if isinstance(part, str):
            yield escaped(legal(part, name))
        else:
            yield "" if mixed else line_begun(depth + 1)
            yield part.xml if isinstance(part, Written) else written(part, depth + 1)
    if content and not mixed:
        yield line_begun(depth)


def grow(parent: etree._Element, tree: Tree, depth: int = 0) -> etree._Element:
    """Hang what `written` writes beneath `parent`, and return its root."""
    node = etree.fromstring(f'<TEI xmlns="{TEI}">{written(tree, depth)}</TEI>')[0]
    parent.append(node)
    return node


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """The tag that begins an element; the values of attributes are legal.

    >>> start_tag("note", {"n": "«1»", "place": "end"})
    '<note n="«1»" place="end">'
    """
    return f"<{name}{_attributes(attributes)}>"


def empty_tag(name: str, attributes: Mapping[str, str]) -> str:
    """An element that holds nothing.

    >>> empty_tag("pb", {"n": "13"})
    '<pb n="13"/>'
    """
    return f"<{name}{_attributes(attributes)}/>"


def _attributes(attributes: Mapping[str, str]) -> str:
    if _ESCAPED.search("".join(attributes.values())):
        attributes = {key: _quoted(value) for key, value in attributes.items()}
    return "".join([f' {key}="{value}"' for key, value in attributes.items()])


def escaped(text: str) -> str:
    r"""Text as it stands between tags.

    >>> escaped("<&>\r\n")
    '&lt;&amp;&gt;&#13;\n'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(value: str) -> str:
    """The value of an attribute as it stands between quotation marks."""
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


@lru_cache(maxsize=300)
def line_begun(depth: int) -> str:
    """A new line, `depth` steps in."""
    return "\n" + "  " * depth


def string(node: etree._Element | None) -> str:
    """The string value of an element, without comments; empty where there is none."""
    return "" if node is None else str(_STRING(node))

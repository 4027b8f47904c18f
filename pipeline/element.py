"""Elements of the TEI namespace, grown from plain tuples, and the characters XML allows.

Knows names and white space, not what any element means.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any, TypeAlias, Union

from lxml import etree

from pipeline.errors import TeiError
from pipeline.xml_chars import ILLEGAL, name_of

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
NS = {"tei": TEI}
NSMAP: Any = {None: TEI}  # the stubs of lxml know no default namespace

Content: TypeAlias = Union[str, Sequence["str | Tree | etree._Element"]]  # noqa: SLF001, UP007 – a name to come allows no |
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


def grow(parent: etree._Element, tree: Tree, depth: int = 0) -> etree._Element:
    """Hang a tree of `(name, attributes, content)` beneath `parent` and return its root.

    Content is a string, or a list. A list of trees alone is put on lines of its own, `depth` steps in; a list in which
    a string stands (an empty one too) is mixed content and gets no white space. Of an element that is grown already,
    at the depth where it will stand, a copy is taken. Raises `TeiError` for illegal characters.
    """
    name, attributes, content = tree
    node = etree.SubElement(parent, clark(name))
    for key, value in attributes.items():
        node.set(attribute(key), legal(value, f"{name}/@{key}"))
    _fill(node, name, [content] if isinstance(content, str) else content, depth)
    return node


def _fill(node: etree._Element, name: str, content: Sequence[str | Tree | etree._Element], depth: int) -> None:
    mixed = any(isinstance(part, str) for part in content)
    for part in content:
        if isinstance(part, str):
            write(node, legal(part, name))
        else:
            if not mixed:
                indent(node, depth + 1)
            if isinstance(part, tuple):
                grow(node, part, depth + 1)
            else:
                node.append(deepcopy(part))
    if content and not mixed:
        indent(node, depth)


def write(node: etree._Element, text: str) -> None:
    """Put text after whatever the element already holds."""
    if not text:
        return
    try:
        last = node[-1]  # len(node) would count the children, each time
    except IndexError:
        node.text = (node.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def string(node: etree._Element | None) -> str:
    """The string value of an element, without comments; empty where there is none."""
    return "" if node is None else str(node.xpath("string()"))


def indent(node: etree._Element, depth: int) -> None:
    """Begin a new line within an element, `depth` steps in."""
    write(node, "\n" + "  " * depth)

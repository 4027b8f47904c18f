"""TEI that others wrote: only what the tables need of it, whatever grammar it follows.

That is ids given twice, so that nobody can tell which is meant, and pointers that the tables follow and that lead
nowhere. Knows no schema.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.check.faults import Fault, placed
from pipeline.element import attribute

_ID = attribute("xml:id")


def ids_given_twice(document: etree._Element, where: str) -> Iterator[Fault]:
    """The elements of a document whose id another has before them; included files have ids of their own."""
    first: dict[tuple[str, str], etree._Element] = {}
    for element in document.iter("*"):
        name = element.get(_ID)
        if name and (earlier := first.setdefault((name, str(element.base)), element)) is not element:
            said = f"The id {name} is given already at {placed(where, earlier)}; give it another."
            yield Fault(placed(where, element), "id-unique", said)


def lost_pointers(lost: Iterable[tuple[etree._Element, str]], where: str) -> Iterator[Fault]:
    """The pointers, by element and attribute, that led nowhere when the tables were made."""
    for element, name in lost:
        said = f'@{name}="{element.get(name, "")}" leads nowhere, as far as files in this folder go.'
        yield Fault(placed(where, element), "pointer-resolves", said)

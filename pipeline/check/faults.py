"""What a check gives back, and how places are written: an element by its path, an offset by line and column.

Knows no rule. A fault is a value; nothing is printed or raised here.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where it is, the rule it breaks, and what is the matter, in a sentence for a person."""

    where: str
    rule: str
    said: str


class Lines:
    """The lines of a text, to write an offset (code points from 0) as line and column (both from 1)."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, name: str, offset: int) -> str:
        r"""The place of an offset in the file `name`.

        >>> Lines("Да.\nНет.").place("a.txt", 5)
        'a.txt:2:2 (5)'
        """
        line = bisect_right(self._starts, offset)
        return f"{name}:{line}:{offset - self._starts[line - 1] + 1} ({offset})"


def path_of(node: "etree._Element") -> str:
    """Where an element is in its file, `/TEI/text/body/p[12]`."""
    tree = node.getroottree()
    root = _NAMESPACE.sub("", str(tree.getroot().tag))
    below = _NAMESPACE.sub("", tree.getelementpath(node))
    return f"/{root}" if below == "." else f"/{root}/{below}"


def placed(where: str, node: "etree._Element") -> str:
    """The place of an element in the file `where`, with its line, if it was read from one."""
    return f"{where}:{node.sourceline}:{path_of(node)}" if node.sourceline else f"{where}:{path_of(node)}"

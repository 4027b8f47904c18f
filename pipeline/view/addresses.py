"""Where the pages of a text are, and how one leads to another.

The first is `<text>.html` and the others lie in the folder `<text>.parts`, which no other text's page can be called.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

_NUMBERED = re.compile(r"(.*?)(0|[1-9][0-9]*)")

Runs = dict[str, list[tuple[int, int, int]]]


class Addresses(NamedTuple):
    """The pages of a text by number, from 1: `name` is of the first; `parts` says on which an id is, if not on that."""

    name: str
    parts: Mapping[str, int] = {}

    def file(self, number: int) -> str:
        """Where a page lies in the folder of all.

        >>> Addresses("a.html").file(1), Addresses("a.html").file(2)
        ('a.html', 'a.parts/2.html')
        """
        return self.name if number == 1 else f"{self.name.removesuffix('.html')}.parts/{number}.html"

    def page(self, number: int, on: int = 1) -> str:
        """A page as a link on another says; the overview is where the first page is.

        >>> a = Addresses("a b.html")
        >>> a.page(2), a.page(2, on=3), a.page(1, on=2)
        ('a%20b.parts/2.html', '2.html', '../a%20b.html')
        """
        if on == 1:
            return quote(self.file(number))
        return f"{number}.html" if number > 1 else f"../{quote(self.name)}"

    def of(self, identifier: str, on: int = 1) -> str:
        """The place of an id as a link on a page says.

        >>> Addresses("a.html", {"q9": 2}).of("q9"), Addresses("a.html", {"q9": 2}).of("q9", on=2)
        ('a.parts/2.html#q9', '#q9')
        """
        number = self.parts.get(identifier, 1)
        return ("" if number == on != 1 else self.page(number, on)) + "#" + quote(identifier)

    def only(self, wanted: Iterable[str]) -> "Addresses":
        """The same pages, and where some ids are."""
        return Addresses(self.name, {one: self.parts[one] for one in wanted if one in self.parts})


def runs(parts: Mapping[str, int]) -> Runs:
    """On which page every id is, said shortly: by the letters before its number, numbers from, to, and the page.

    An id without a number stands for itself, from 0 to 0; one that has another and a dot before it, as that of a part
    of a quotation has, is where that is and left out.

    >>> runs({"q1": 1, "q2": 1, "q3": 2, "n1": 2, "Начало": 1})
    {'q': [(1, 2, 1), (3, 3, 2)], 'n': [(1, 1, 2)], 'Начало': [(0, 0, 1)]}
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for identifier, part in parts.items():
        if "." in identifier and parts.get(identifier.partition(".")[0]) == part:
            continue
        numbered = _NUMBERED.fullmatch(identifier)
        letters, number = (numbered[1], int(numbered[2])) if numbered else (identifier, 0)
        found.setdefault(letters, []).append((number, part))
    return {letters: _joined(sorted(numbers)) for letters, numbers in found.items()}


def _joined(numbers: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    joined: list[tuple[int, int, int]] = []
    for number, part in numbers:
        if joined and joined[-1][2] == part:
            joined[-1] = (joined[-1][0], number, part)
        else:
            joined.append((number, number, part))
    return joined

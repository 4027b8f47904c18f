"""What a wiki puts behind a heading on its line: «[править | править код]». Adds no span."""

import re
from collections.abc import Iterable
from functools import cache

from pipeline.find.lines import Line
from pipeline.find.vocabulary import words

_LONGEST = 60


def without_editing(text: str, found: Iterable[Line]) -> tuple[list[Line], dict[int, Line]]:
    """The lines, those that end in such a link without it; and the links, by the place their headings end at."""
    own: list[Line] = []
    links: dict[int, Line] = {}
    for line in found:
        if link := _link_of(text, line):
            line = line._replace(end=link.start())
            links[line.end] = Line(link.start(1), link.end(), 0, 0)
        own.append(line)
    return own, links


def _link_of(text: str, line: Line) -> re.Match[str] | None:
    if text[line.end - 1] != "]":
        return None
    return _link().search(text, max(line.start + 1, line.end - _LONGEST), line.end)


@cache
def _link() -> re.Pattern[str]:
    return re.compile(rf"(?<=\S)\s*(\[\s?(?:{'|'.join(sorted(words('navigation', 'editing')))})\b[^\[\]\n]*\])$")

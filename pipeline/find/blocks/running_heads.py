"""Running heads: a page's first or last line that other pages have too, but for the page's number in it. Adds no span.

Only a form feed tells where a page ends.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.find.blocks.line_kinds import stands_alone
from pipeline.find.lines import Line, has_stop
from pipeline.text import Document

_LONGEST = 110
_OFTEN = 3  # pages that have the same head, where there are so many
_NUMBERED = re.compile(r"(?:(?P<before>\d{1,4})\s+)?(?P<words>.*?)(?:\s+(?P<after>\d{1,4}))?")


def running_heads(document: Document, found: Sequence[Line]) -> set[int]:
    """Where the lines begin that are running heads. Linear in the lines."""
    breaks = [span.start for span in document.of("page_break")]
    edges = dict(edge for page, at in enumerate(breaks) for edge in _edges(found, at, page))
    alike = {line: _head(document.text, line, page) for line, page in edges.items() if _may_be(document.text, line)}
    said = Counter(alike.values())
    enough = max(2, min(_OFTEN, len(breaks)))
    return {line.start for line, head in alike.items() if said[head] >= enough}


def _edges(found: Sequence[Line], at: int, page: int) -> Iterator[tuple[Line, int]]:
    """The last line of a page that ends somewhere, and the first of the next, each with the number of its page."""
    place = bisect_left(found, at, key=lambda line: line.start)
    yield from ((line, page) for line in found[max(0, place - 1) : place])
    yield from ((line, page + 1) for line in found[place : place + 1])


def _may_be(text: str, line: Line) -> bool:
    short = line.end - line.start <= _LONGEST and not has_stop(text, line.start, line.end)
    return short and not text[line.start].islower() and not stands_alone(text, line)


def _head(text: str, line: Line, page: int) -> tuple[str, int]:
    """The words of a line, and how far the number before or after them is from that of its page.

    So chapters that begin on pages of their own, «Глава 1», «Глава 2», are no head.
    """
    numbered = _NUMBERED.fullmatch(text, line.start, line.end)
    number = numbered and (numbered["before"] or numbered["after"])
    return (numbered["words"], int(number) - page) if numbered and number else (text[line.start : line.end], 0)

"""Notes or literature that run on behind their heading on its line: «Примечания: 1. ... 2. ...». Adds no span.

Such a line is taken for several: the heading, and one for each number that counts on from one behind a stop.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.find.lines import Line
from pipeline.find.vocabulary import folded, words

_HEAD = re.compile(r"([^\d.:]{3,50}[.:])\s+(?:\[1\]|\(?1[.)])\s")
_FEWEST = 2
_ABBREVIATED = re.compile(r"([^\W\d_]{1,4})\.\s*$")
_BEFORE = 8


def parted(text: str, found: Iterable[Line]) -> list[Line]:
    """The lines, and for one that is a whole list its heading and entries."""
    return [one for line in found for one in _lines_of(text, line)]


def _lines_of(text: str, line: Line) -> Iterator[Line]:
    head = _HEAD.match(text, line.start, line.end)
    starts = list(_starts(text, head.end(1), line.end)) if head and _heads_list(head[1]) else []
    if len(starts) < _FEWEST or not head:
        yield line
        return
    yield line._replace(end=head.end(1))
    for start, after in zip(starts, [*starts[1:], line.end], strict=True):
        yield Line(start, start + len(text[start:after].rstrip()), 0, line.indent)


def _heads_list(said: str) -> bool:
    return folded(said) in words("notes") | words("bibliography")


def _starts(text: str, place: int, end: int) -> Iterator[int]:
    """Where the numbers stand that count on from one, each behind a stop that is no abbreviation's."""
    number = 1
    while found := next((at for at in _places(text, number, place, end) if not _is_abbreviated(text, at)), 0):
        yield found
        place, number = found + 1, number + 1


def _places(text: str, number: int, place: int, end: int) -> Iterator[int]:
    label = re.compile(rf"(?<=[.:;!?…»)\]])\s+((?:\[{number}\]|\(?{number}[.)])\s+)(?=[^\s\d])")
    return (match.start(1) for match in label.finditer(text, place, end))


def _is_abbreviated(text: str, place: int) -> bool:
    """Whether a word that stands before numbers stands before this one («Оп. 2.»)."""
    before = _ABBREVIATED.search(text, max(0, place - _BEFORE), place)
    return before is not None and before[1].lower() in words("lines", "numbered")

"""The lines of a text, trimmed of white space, and what their shape alone tells.

Finds nothing and adds no span: the stages of the layout ask it. White space is Unicode's (`str.isspace`,
so NBSP too); zero-width characters are not white, but a line of nothing else says nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"
ARROWS = re.compile(r"(?:[\s\u00a0]*[↩⤴⮌↵⏎][\ufe0e\ufe0f]?\d*)+$")
ORNAMENT = re.compile(r"[\s*•·⁂~=_#–—−\-✻❖◊" + INVISIBLE + r"]+")
STOP = re.compile(r"[.!?…:;,][\"»”“’)\]*]*(?:\[\d{1,4}\]|[¹²³⁰⁴-⁹]+|\*{1,3}|\d{1,3})?[.!?…]?$")
_ENDING = 40
_ENOUGH = 4
_TAB = 8


class Line(NamedTuple):
    """A line that is not blank: its extent without outer white space, blank lines before it, its indent in columns."""

    start: int
    end: int
    gap: int
    indent: int


@lru_cache(maxsize=1)  # each stage of the layout asks
def lines(text: str) -> Sequence[Line]:
    """The lines of a text that are not all white, in order."""
    found: list[Line] = []
    position = gap = 0
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            ahead = len(raw) - len(raw.lstrip())
            indent = len(raw[:ahead].expandtabs(_TAB)) if raw[0] in " \t" else ahead
            found.append(Line(position + ahead, position + ahead + len(body), gap, indent))
            gap = 0
        else:
            gap += 1
        position += len(raw) + 1
    return [line._replace(gap=max(0, line.gap - 1)) for line in found] if _is_double_spaced(text, found) else found


def _is_double_spaced(text: str, found: Sequence[Line]) -> bool:
    """Whether a blank line stands behind every line of a wrapped text: sentences run on over most of them."""
    if sum(line.gap == 0 for line in found[1:]) * 10 > len(found):
        return False
    parted = [pair for pair in pairwise(found) if pair[1].gap == 1]
    on = sum(runs_on(text, *pair) for pair in parted)
    return on * 2 > len(parted) > 2


def spaced(text: str, found: Sequence[Line]) -> bool:
    """Whether blank lines part the paragraphs of this text: at least every fourth line has one before it.

    Lines that end like a sentence behind others that do decide, if there are enough of them.
    """
    ended = [has_stop(text, line.start, line.end) for line in found]
    prose = [line for line, own, before in zip(found[1:], ended[1:], ended, strict=False) if own and before]
    asked = prose if len(prose) >= _ENOUGH else found[1:]
    return sum(line.gap > 0 for line in asked) * 4 >= len(asked) > 0


def says_nothing(text: str, line: Line) -> bool:
    """Whether a line holds white and zero-width characters only."""
    return line.end - line.start <= _ENDING and not text[line.start : line.end].strip(INVISIBLE + " \t\u00a0")


def is_ornament(text: str, line: Line) -> bool:
    """Whether a line is a row of stars, dashes or the like (`* * *`, `***`, `—`)."""
    return (
        line.end - line.start <= 80
        and not says_nothing(text, line)
        and bool(ORNAMENT.fullmatch(text, line.start, line.end))
    )


def has_stop(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends like a sentence or a clause, note marks and closing quotation marks aside."""
    return bool(STOP.search(text, max(start, end - _ENDING), end))


def runs_on(text: str, before: Line, after: Line) -> bool:
    """Whether a sentence goes from one line into the next: no stop at the end, a small letter at the beginning."""
    return text[after.start].islower() and text[before.end - 1] not in '.!?…:;»”"'


def arrow(text: str, line: Line) -> int:
    """Where a note's return arrow (`↩︎`) begins at a line's end, with the white before it; the line's end if none."""
    match = ARROWS.search(text, max(line.start, line.end - _ENDING), line.end)
    return match.start() if match else line.end


def line_at(found: Sequence[Line], offset: int) -> int:
    """The index of the line that holds an offset, or of the first one after it."""
    index = bisect_left(found, offset, key=lambda line: line.start)
    return index - 1 if index and offset < found[index - 1].end else index


def within(found: Sequence[Line], start: int, end: int) -> Iterator[Line]:
    """The lines that begin in `[start, end)`."""
    for index in range(bisect_left(found, start, key=lambda line: line.start), len(found)):
        if found[index].start >= end:
            return
        yield found[index]

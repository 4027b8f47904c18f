"""Lines that were wrapped at a column: which line goes on the one before it. Adds no span.

A line was broken because the next word would not have fitted: so a paragraph goes on where the line before and the
first word after it are longer than the column.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence, Set

from pipeline.find.lines import Line, arrow, runs_on

_WIDEST = 130
_NARROWEST = 20
_FULL = 0.7
_WORD = 40
_BULLETS = "–—-•*·▪"
_RAGGED = 5


def wrapping(text: str, found: Sequence[Line]) -> int:
    """The column a text is wrapped at, 0 if it is not: lines of nearly one length, most running on into the next."""
    lengths = sorted(line.end - line.start for line in found) or [0]
    width = min(lengths[len(lengths) * 97 // 100], lengths[len(lengths) * 9 // 10] + _RAGGED)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [
        (before, after)
        for before, after in itertools.pairwise(found)
        if after.gap == 0 and before.end - before.start >= _FULL * width
    ]
    on = sum(runs_on(text, before, after) or text[before.end - 1] in "-\u00ad" for before, after in pairs)
    return width if len(pairs) > 1 and on * 2 >= len(pairs) else 0


def goes_on(text: str, before: Line, line: Line, width: int) -> bool:
    """Whether a line goes on the paragraph of the one before: no blank line, no new indent, the line before full.

    The first line of a paragraph may be shorter by its indent.
    """
    if line.gap or line.indent > before.indent + 1 or text[before.end : line.start].strip():
        return False
    if arrow(text, before) < before.end:
        return False
    if runs_on(text, before, line):
        return True
    end = min(line.end, line.start + _WORD)
    word = text[line.start : end].split(maxsplit=1)[0]
    indent = max(0, before.indent - line.indent)
    return indent + before.end - before.start + 1 + len(word) > width


def _is_item(text: str, group: Sequence[Line], line: Line) -> bool:
    """A line that begins with a dash or bullet as its paragraph does, behind a stop; the first, behind a colon."""
    sign, stop = text[line.start], text[group[-1].end - 1]
    opens = sign in _BULLETS and text[line.start + 1 : line.start + 2].isspace()
    return opens and (stop == ":" or (stop in ".;!?…" and text[group[0].start] == sign))


def wrapped(
    text: str, found: Iterable[Line], width: int, first: Set[int] = frozenset(), alone: Set[int] = frozenset()
) -> Iterator[list[Line]]:
    """The lines of each paragraph; those that begin at `first` or `alone` go on nothing, and nothing goes on `alone`.

    Where nothing is wrapped (width 0) every line is one.
    """
    group: list[Line] = []
    for line in found:
        apart = line.start in first or line.start in alone or (group and group[-1].start in alone)
        if group and width and not apart and goes_on(text, group[-1], line, width) and not _is_item(text, group, line):
            group.append(line)
        else:
            if group:
                yield group
            group = [line]
    if group:
        yield group

"""The lines of a text as they were before it was wrapped at a column: each a paragraph, a heading or a note."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.find.blocks.line_kinds import stands_alone
from pipeline.find.editing import without_editing
from pipeline.find.lines import Line, lines
from pipeline.find.notes.labels import Label, labels
from pipeline.find.run_in_lists import parted
from pipeline.find.wrapping import wrapped, wrapping

_SHAPES = ("square", "dotted", "paren", "round", "superscript", "bare")
_CLOSE = 12


@lru_cache(maxsize=1)  # each stage of the layout asks
def whole_lines(text: str) -> Sequence[Line]:
    """The lines that are not all white; of a wrapped text those of one paragraph together."""
    found = parted(text, without_editing(text, lines(text))[0])
    width = wrapping(text, found)
    if not width:
        return found
    first = {found[index].start for index in _labelled(text, found)}
    alone = {line.start for line in found if stands_alone(text, line)}
    return [_joined(group) for group in wrapped(text, found, width, first, alone)]


def _joined(group: Sequence[Line]) -> Line:
    return group[0]._replace(end=group[-1].end)


def _labelled(text: str, found: Sequence[Line]) -> Iterator[int]:
    """The lines that open with a star, or with a number that one not far counts on from or up to."""
    yield from (label.line for label in labels(text, found, "star"))
    for shape in _SHAPES:
        for before, after in pairwise(labels(text, found, shape)):
            if _counts_on(before, after):
                yield from (before.line, after.line)


def _counts_on(before: Label, after: Label) -> bool:
    return after.number == before.number + 1 and after.line - before.line <= _CLOSE

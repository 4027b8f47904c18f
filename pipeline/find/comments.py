"""Readers' comments under a text: a heading, and under it lines that say when somebody wrote, or let one answer.

The heading may as well be one of notes («Комментарии»), under which no time of day stands. Adds no span.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.find.lines import Line
from pipeline.find.vocabulary import folded, words

_STAMP = re.compile(
    r"(?:\b\d{4}|\d{1,2}\.\d{1,2}\.\d{2,4})(?:\s?г\.)?,?\s(?:в\s)?[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\s*#\d*)?$"
)
_LABEL = re.compile(r"[\[(]?\d{1,3}[\]).]\)?\s|\*|[¹²³⁴-⁹]")
_LONGEST = 100
_NEAR = 6  # lines from a heading to the first that tells
_COUNT = re.compile(r"^\d+ | \(?\d+$")


def comments(text: str, found: Sequence[Line]) -> range:
    """The lines of the comments, their heading the first; they reach to the end of the text."""
    first = 0  # no comments stand before a heading of literature
    for index, line in enumerate(found):
        if _heads(text, line) and any(_tells(text, after) for after in _under(text, found[index + 1 : index + _NEAR])):
            first = first or _behind_literature(text, found)
            if index >= first:
                return range(index, len(found))
    return range(0)


def _behind_literature(text: str, found: Sequence[Line]) -> int:
    """The line behind the last heading of literature, or the second."""
    heads = (index for index, line in enumerate(found) if folded(text[line.start : line.end]) in words("bibliography"))
    return max(heads, default=0) + 1


def _under(text: str, found: Sequence[Line]) -> Iterator[Line]:
    """The lines up to the next heading of comments, or to one that has the label of a note."""
    return takewhile(lambda line: not (_heads(text, line) or _LABEL.match(text, line.start, line.end)), found)


def _heads(text: str, line: Line) -> bool:
    said = folded(text[line.start : line.end])
    return _COUNT.sub("", said) in words("navigation", "comments")


def _tells(text: str, line: Line) -> bool:
    if line.end - line.start > _LONGEST:
        return False
    return bool(_STAMP.search(text, line.start, line.end)) or folded(text[line.start : line.end]) in words(
        "navigation", "answering"
    )

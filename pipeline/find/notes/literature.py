"""Whether a numbered list under a heading of literature holds the notes of the text; adds no span.

A bibliography is named in any order, often, and with pages; it is sorted by its authors. Notes are named once each, in
the order they stand in.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.find.notes.aligning import aligned
from pipeline.find.notes.bibliography import Bibliography
from pipeline.find.notes.marks import Mark, in_range, marks

_SHAPES = ("square", "superscript", "round", "bare")
_WITH_PAGE = re.compile(r"\[\d{1,4}\s?[,;:]\s?[^\[\]\n]{1,40}\]|\(\d{1,4}\s?[,:]\s?[сcСC]\.\s?\d[^()\n]{0,30}\)")
_ENTRIES, _MARKS, _SOUND = 0.9, 0.8, 0.6
_FEWEST = 2


def holds_notes(text: str, one: Bibliography) -> bool:
    """Whether nearly every entry has one mark, and nearly all marks run through the entries in order."""
    if _WITH_PAGE.search(text, 0, one.entries[0].start):
        return False
    return any(
        _runs_through([mark for mark in marks(text, shape) if not in_range(text, mark)], one)
        and not (shape == "square" and _is_sorted(text, one))
        for shape in _SHAPES
    )


def _runs_through(found: Sequence[Mark], one: Bibliography) -> bool:
    numbers = [entry.number for entry in one.entries]
    before = found[: bisect_left(found, one.entries[0].start, key=lambda mark: mark.start)]
    fitting = [mark for mark in before if mark.number in numbers]
    led = [fitting[place] for place, _ in aligned([(mark.number, 1 + mark.sound) for mark in fitting], numbers)]
    sound = sum(mark.sound for mark in led)
    enough = len(led) >= _ENTRIES * len(numbers) and sound >= max(_FEWEST, _SOUND * len(numbers))
    return enough and sound >= _MARKS * sum(mark.sound for mark in fitting)


def _is_sorted(text: str, one: Bibliography) -> bool:
    """Whether the entries stand in the order of the alphabet."""
    letters = [text[entry.label_end : entry.end].lstrip(' \t\u00a0«„“"')[:1].lower() for entry in one.entries]
    return letters == sorted(letters)

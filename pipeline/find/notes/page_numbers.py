"""Which marks `[13]` are page numbers pasted from a book; adds no span.

A page number rises through the text with its neighbours, and some at least of a text's page numbers are torn into a
word or stand free between two words; a mark that leans on the word before it and has a note's number is a reference.
"""

from collections.abc import Iterable, Sequence

from pipeline.find.notes.aligning import rising
from pipeline.find.notes.marks import Mark, is_glued, stands_alone

_LAST_PAGE = 1500
_STEP = 3


def page_marks(text: str, marks: Sequence[Mark], numbers: Iterable[int]) -> list[Mark]:
    """The page numbers among the marks in square brackets; `numbers` are those that notes have."""
    noted = set(numbers)
    glued = {mark.number for mark in marks if is_glued(text, mark) and not _torn(text, mark)}
    leaning = len(glued & noted) * 2 > len(noted)
    likely = [
        mark
        for mark in marks
        if mark.number <= _LAST_PAGE
        and (mark.number not in noted or (stands_alone(text, mark) and leaning and mark.number in glued))
    ]
    series = [likely[index] for index in rising([mark.number for mark in likely])]
    if not any(stands_alone(text, mark) for mark in series):
        return []
    return [mark for place, mark in enumerate(series) if _torn(text, mark) or _has_neighbour(series, place, noted)]


def _torn(text: str, mark: Mark) -> bool:
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return before.isalpha() and after.isalpha() and after.islower()


def _has_neighbour(series: Sequence[Mark], place: int, noted: set[int]) -> bool:
    """Another page number close in value, on either side; one that a note has needs a very next one."""
    step = 1 if series[place].number in noted else _STEP
    around = [series[index].number for index in (place - 1, place + 1) if 0 <= index < len(series)]
    return any(abs(number - series[place].number) <= step for number in around)

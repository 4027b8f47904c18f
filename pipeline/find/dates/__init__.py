"""The stage that finds dates in running text: days, months, years, spans of years, decades, centuries.

A date says as much as the words say: `when` (W3C form, as TEI att.datable.w3c takes it), `from` and `to`
for a stretch that the words name, `not_before` and `not_after` for «в конце 1922 года» and the like, whose
reading is a convention set down in `ru/months.toml`. «20-х годов» without a century is a date without any of
these. Numbers that no word of time stands by are no dates. The span leaves the preposition out.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.find.citations.words import time_words
from pipeline.find.crossing import Ground, Stretches
from pipeline.find.dates.rules import DateRule, Values, date_rules, needed_pieces
from pipeline.text import BLOCKS, Document, Span

_CLOSED = ("citation", "date", "note_ref", "note_label", "bibl_ref", "page_number", "navigation", "hyphen")
_REACH = 60  # code points that a date may have before and after its figures


class Found(NamedTuple):
    """A date in `[start, end)`, the rule that found it, and what it says."""

    start: int
    end: int
    rule: str
    values: Values


def find_dates(document: Document) -> Document:
    """The document with the dates of all its blocks; those in citations are numbered with them, in text order."""
    blocks, closed = Stretches(document.of(*BLOCKS)), Stretches(document.of(*_CLOSED))
    ground, edges = Ground(document.spans), Ground(document.of(*BLOCKS))
    return document.adding(
        Span(one.start, one.end, "date", attrs=one.values)
        for one in dates_in(document.text)
        if blocks.hold(one.start, one.end)
        and not closed.touch(one.start, one.end)
        and not ground.crossed_by(one.start, one.end)
        and not edges.parts(one.start, one.end)
    ).numbering("date", "t")


def dates_in(text: str) -> Iterator[Found]:
    """The dates of a text, in order and disjoint: of two that overlap the earlier begun, then the earlier rule."""
    every = [
        (place, order, found)
        for stretch_start, stretch_end in _near_anchors(text)
        for order, rule in _askable(text[max(0, stretch_start) : stretch_end])
        for place, found in _matches(text, stretch_start, stretch_end, rule)
    ]
    past = 0
    for place, _, found in sorted(every, key=lambda one: one[:2]):
        if place >= past:
            yield found
            past = found.end


def _near_anchors(text: str) -> Iterator[tuple[int, int]]:
    """Where a date can be: around figures, Roman numerals and decades in words. The rest of a text is not searched."""
    start = end = 0
    for anchor in _anchor().finditer(text):
        if anchor.start() - _REACH > end:
            if end:
                yield start, end
            start = anchor.start() - _REACH
        end = anchor.end() + _REACH
    if end:
        yield max(0, start), min(end, len(text))


@cache
def _anchor() -> re.Pattern[str]:
    """A figure, a Roman numeral or a decade that begins a word; its first letter comes first, to be found fast."""
    decades = time_words()["decade"]
    first = "".join(sorted({letter for word in decades for letter in (word[0], word[0].upper())}))
    rest = "|".join(rf"(?<={word[0]}){word[1:]}" for word in decades)
    return re.compile(rf"[\dIVXХ{first}](?<!\w.)(?:(?<=\d)\d*|(?<=[IVXХ])[IVXХ]*\b|(?i:{rest}))")


def _askable(stretch: str) -> Iterator[tuple[int, DateRule]]:
    """The rules, and their order, that find in a stretch all that they cannot do without: a month, a year ..."""
    small = stretch.lower()
    there = {piece for piece, pattern in needed_pieces().items() if pattern.search(small)}
    return ((order, rule) for order, rule in enumerate(date_rules()) if rule.needs <= there)


def _matches(text: str, start: int, end: int, rule: DateRule) -> Iterator[tuple[int, Found]]:
    for match in rule.pattern.finditer(text, start, end):
        values = rule.maker(match)
        if values is not None:
            yield match.start("date"), Found(*match.span("date"), rule.name, values)

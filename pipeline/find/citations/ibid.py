"""Which earlier reference a reference repeats: «Там же», «Указ. соч.», author and year.

Each rule leads to the direct antecedent; who follows the chain is the reader of the table. Where nothing that may be
meant precedes, there is no antecedent: none is invented.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.find.citations.heads import surnames
from pipeline.find.citations.words import SPACE, YEAR, any_of
from pipeline.find.words import lemmas
from pipeline.text import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference found: its extent, its parts, and how it repeats another, if it does.

    `repeats` is empty, `place` (the same work and place as the reference before) or `work` (a work of
    the author named). `flow` is the number of the note, counted from 0, or -1 in running text.
    """

    start: int
    end: int
    parts: tuple[Span, ...]
    repeats: str = ""
    flow: int = -1


@dataclass(slots=True)
class Shelf:
    """What has been cited so far, asked and filled in text order."""

    text: str
    _last: dict[bool, tuple[int, str]] = field(default_factory=dict)
    _by_author: dict[str, str] = field(default_factory=dict)
    _by_author_and_year: dict[tuple[str, str], str] = field(default_factory=dict)

    def antecedent(self, one: Reference) -> str:
        """The id of the reference that `one` repeats, or the empty string."""
        authors = self._authors(one)
        if one.repeats == "work" and authors:
            return self._work(one, authors)
        flow, last = self._last.get(one.flow < 0, (-2, ""))
        return last if one.flow < 0 or one.flow - flow <= 1 else ""

    def put(self, one: Reference, key: str) -> None:
        """Remember `one` under its id, `key`."""
        self._last[one.flow < 0] = (one.flow, key)
        for author in self._authors(one):
            self._by_author[author] = key
            for year in self._years(one):
                self._by_author_and_year[author, year] = key

    def _work(self, one: Reference, authors: Iterable[str]) -> str:
        years = self._years(one)
        if years:
            found = [self._by_author_and_year.get((author, year), "") for author in authors for year in years]
        else:
            found = [self._by_author.get(author, "") for author in authors]
        return next(filter(None, found), "")

    def _authors(self, one: Reference) -> list[str]:
        """Dictionary forms of the authors' surnames, so that a surname is found in any case of declension."""
        names = [self.text[part.start : part.end] for part in one.parts if part.kind == "cited_author"]
        keys = {lemma for name in names for word in surnames(name) for lemma in lemmas(word)}
        return sorted(keys)

    def _years(self, one: Reference) -> list[str]:
        return [part.attrs["when"] for part in one.parts if part.kind == "date"]


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that open a repeated reference: their rule, the author before them, where its own fields begin."""

    repeats: str
    parts: tuple[Span, ...]
    end: int


def opening(text: str, authors: tuple[Span, ...], after: int) -> Opening | None:
    """How `text` opens a repeated reference, `authors` being named in `text[:after]`; None if it opens none."""
    if match := re.compile(rf"(?i:{any_of('same_work')})").match(text, after):
        return Opening("work", authors, match.end())
    if match := re.compile(rf"(?P<name>[^\W\d_]+(?:-[^\W\d_]+)*)[.,]?{SPACE}+(?i:{any_of('same_work')})").match(text):
        return Opening("work", (Span(*match.span("name"), "cited_author"),), match.end())
    if match := re.compile(rf"(?i:{any_of('same_place')})").match(text):
        return Opening("place", (), match.end())
    return _author_and_year(text, authors)


def _author_and_year(text: str, authors: tuple[Span, ...]) -> Opening | None:
    """`Surname (1984)`: the author's work of that year, if it was cited."""
    start = authors[-1].end if authors else 0
    name = "" if authors else r"[^\W\d_a-zа-яё][^\W\d_]+(?:-[^\W\d_]+)*"
    match = re.compile(rf"(?P<name>{name}){SPACE}*\((?P<year>{YEAR})\)").match(text, start)
    if not match:
        return None
    named = authors or (Span(*match.span("name"), "cited_author"),)
    return Opening("work", (*named, Span(*match.span("year"), "date", "", {"when": match["year"]})), match.end())

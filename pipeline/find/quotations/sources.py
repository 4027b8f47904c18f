"""What a note mark leads to: the citations of its note, and whose work the first of them cites."""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from pipeline.find.citations.words import any_of
from pipeline.find.crossing import Stretches
from pipeline.find.quotations.owners import Owners
from pipeline.text import Document, Span


class Cited(NamedTuple):
    """The ids of the citations that stand behind a mark, the author's person id or "", the note mark or None."""

    citations: tuple[str, ...]
    author: str
    mark: Span | None


_LEAD = 40  # code points before a citation in which what leads to it may stand


class Sources:
    """Looks up, by code point, the note mark or the citation in brackets that starts there."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._owners = cache(lambda: Owners(document))
        self._citations = {span.id: span for span in document.of("citation")}
        self._authors = _first_inside(document, "cited_author")
        self._persons = _first_inside(document, "person_name")
        self._titles = {
            one: _folded(document.slice(span)) for one, span in _first_inside(document, "cited_title").items()
        }
        self._of_note = _citations_by_note(document)
        self._marks = {span.start: span for span in document.of("note_ref", "bibl_ref")}
        self._by_title = {
            self._titles[one]: self._authors[one] for one in reversed(self._titles) if one in self._authors
        }
        self._openings = {span.start for span in document.of("cited_title")}
        self._publishers = Stretches(document.of("publisher"))
        self._in_brackets = {span.start: span for span in self._citations.values()}

    def at(self, start: int) -> Cited | None:
        """What is cited by the mark or the citation that starts at a place; `None` where neither does."""
        if mark := self._marks.get(start):
            targets = mark.attrs.get("target", "").split()
            ids = tuple(one for target in targets for one in self._behind(target))
            second_hand = _leads_second_hand().search(self._text, mark.start, mark.end)
            return Cited(ids, "" if second_hand else self._author(ids), mark)
        if citation := self._in_brackets.get(start):
            return Cited((citation.id,), self._author((citation.id,)), None)
        return None

    def opens_title(self, start: int) -> bool:
        """Whether the title of a cited work begins at a place."""
        return start in self._openings

    def in_publisher(self, start: int, end: int) -> bool:
        """Whether a stretch is a citation's publisher, or part of its name."""
        return self._publishers.hold(start, end)

    def _behind(self, target: str) -> tuple[str, ...]:
        """The citations a mark's target stands for: those of a note, or an entry of a bibliography itself."""
        return (target,) if target in self._citations else self._of_note.get(target, ())

    def _author(self, ids: tuple[str, ...]) -> str:
        """The author of the first citation, through «Там же» to the one it repeats, however long the chain.

        A citation without an author is of the work of that title that is cited with its author elsewhere, or that is
        named beside him. Of one that is led to by «Цит. по» the author is who quotes the words, and not whose they are.
        """
        seen: set[str] = set()
        one = ids[0] if ids else ""
        while one in self._citations and one not in seen:
            seen.add(one)
            if self._is_second_hand(self._citations[one]):
                return ""
            if author := self._authors.get(one) or self._by_title.get(self._titles.get(one, "")):
                person = self._persons.get(_key(author))
                return person.attrs["person"] if person else ""
            if owner := self._owners().of(self._titles.get(one, "")):
                return owner
            one = self._citations[one].attrs.get("repeats", "")
        return ""

    def _is_second_hand(self, citation: Span) -> bool:
        return _leads_second_hand().search(self._text, max(0, citation.start - _LEAD), citation.start) is not None


@cache
def _leads_second_hand() -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of('second_hand')})[^\w]*(?:\Z|(?=\d))")


def _folded(title: str) -> str:
    return title.strip(' «»„“”".,').lower()


def _key(span: Span) -> str:
    return span.id or f"{span.kind}@{span.start}"


def _first_inside(document: Document, kind: str) -> dict[str, Span]:
    """For each citation and each cited author the first span of a kind inside it."""
    inner = list(document.of(kind))
    starts = [span.start for span in inner]
    found: dict[str, Span] = {}
    for outer in document.of("citation", "cited_author"):
        at = bisect_left(starts, outer.start)
        if at < len(inner) and inner[at].end <= outer.end:
            found[_key(outer)] = inner[at]
    return found


def _citations_by_note(document: Document) -> dict[str, tuple[str, ...]]:
    notes: dict[str, tuple[str, ...]] = {}
    note: Span | None = None
    for span in document.of("note", "citation"):
        if span.kind != "citation":
            note = span
        elif note is not None and note.holds(span):
            notes[note.id] = (*notes.get(note.id, ()), span.id)
    return notes

"""Decisions on mentions, note marks, readings and dates, carried out on the spans of a document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.find.decisions.persons import UnknownNameError, called
from pipeline.find.decisions.quoting import at_home, places
from pipeline.find.decisions.strings import fresh_ids
from pipeline.find.decisions.values import NOTHING, OfDate, OfMention, OfReading, OfReference, OfString, Quote, Unmet
from pipeline.text import Document, Span

_MOST = 8  # lines that a sentence names
Placed = TypeVar("Placed", OfString, OfMention, OfReference, OfReading, OfDate)


class CannotError(Exception):
    """A decision cannot be carried out; its text is the sentence that says why."""


def located(document: Document, decisions: Iterable[Placed]) -> tuple[list[tuple[int, Placed]], list[Unmet]]:
    """The decisions with the place where their words start; and those whose words are nowhere, or at several places,
    or decided already.
    """
    found: list[tuple[int, Placed]] = []
    unmet: list[Unmet] = []
    decided: dict[tuple[int, int], list[Placed]] = {}
    for one in decisions:
        try:
            start = start_of(one.quote, document.text)
            there = decided.setdefault((start, len(one.quote.exact)), [])
            _refuse_twice(one, there)
            there.append(one)
            found.append((start, one))
        except CannotError as error:
            unmet.append(Unmet(one, str(error)))
    return found, unmet


def _refuse_twice(one: Placed, there: Sequence[Placed]) -> None:
    """Raise `CannotError` where the same words are decided already, but for strings one in the other."""
    for same in there:
        if not isinstance(one, OfString) or not isinstance(same, OfString) or _exclude(one.kind, same.kind):
            line = f" at line {same.line}" if same.line else ""
            raise CannotError(f"{shown(one.quote.exact)} is decided{line} already; keep one of the two")


def _exclude(kind: str, other: str) -> bool:
    return kind == other or NOTHING in (kind, other)


def start_of(quote: Quote, text: str) -> int:
    """Where the quoted words start. Raises `CannotError`."""
    found = places(quote, text)
    if not found:
        raise CannotError(
            f"{shown(quote.exact)} is no longer in the text; quote it as it stands there, or take the decision out"
        )
    if len(found) > 1:
        raise CannotError(
            f"{shown(quote.exact)} is {len(found)} times in the text, at {_lines(text, found)}, and nothing tells "
            "which; give prefix and suffix, or start"
        )
    (place,) = found
    if not at_home(quote, text, place):
        raise CannotError(
            f"{shown(quote.exact)} is no longer there: the words stand at line {_line(text, place)}, but with other "
            "words around them; correct prefix and suffix, or take the decision out"
        )
    return place


def shown(words: str) -> str:
    """Words as a sentence quotes them: on one line, cut where they are many."""
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= 40 else f"“{words[:40]}…”"


def _lines(text: str, several: Sequence[int]) -> str:
    r"""At which lines these places are; of many the first.

    >>> _lines("а\nаа", [0, 2, 3]), _lines("аа", [0, 1]), _lines("а\n" * 99, range(0, 198, 2))
    ('lines 1 and 2', 'line 1', 'lines 1, 2, 3, 4, 5, 6, 7, 8 ...')
    """
    lines = list(dict.fromkeys(str(_line(text, place)) for place in several))
    if len(lines) > _MOST:
        return f"lines {', '.join(lines[:_MOST])} ..."
    return f"lines {', '.join(lines[:-1])} and {lines[-1]}" if lines[1:] else f"line {lines[0]}"


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def room_for(document: Document, start: int, end: int, yields: Callable[[Span], bool] = lambda _: False) -> list[Span]:
    """The spans without cues and whatever else `yields` that cross `[start, end)`. Raises `CannotError`."""
    spans, text = document.spans, document.text
    crossing = [span for span in spans if _crosses(span, start, end)]
    for span in crossing:
        if span.kind != "cue" and not yields(span):
            other = f"the {span.kind.replace('_', ' ')} {shown(document.slice(span))} at line {_line(text, span.start)}"
            raise CannotError(f"{shown(text[start:end])} would cross {other}; begin or end it elsewhere")
    gone = set(map(id, crossing))
    return [span for span in spans if id(span) not in gone]


def _crosses(span: Span, start: int, end: int) -> bool:
    return span.start < start < span.end < end or start < span.start < end < span.end


def with_mentions(document: Document, decisions: Iterable[OfMention]) -> tuple[Document, list[Unmet]]:
    """The document with these mentions of persons instead of those they overlap."""
    found, unmet = located(document, decisions)
    decided = {(start, start + len(one.quote.exact)) for start, one in found}
    for start, one in sorted(found, key=lambda pair: pair[1].person != ""):  # first those that make room
        try:
            document = _with_mention(document, start, one, decided)
        except (CannotError, UnknownNameError) as error:
            unmet.append(Unmet(one, str(error)))
    return document, unmet


def _with_mention(document: Document, start: int, one: OfMention, decided: set[tuple[int, int]]) -> Document:
    end = start + len(one.quote.exact)
    same = [span for span in document.of("person_name") if (span.start, span.end) == (start, end)]
    if not one.person:
        if not same:
            words = shown(one.quote.exact)
            raise CannotError(f"{words} is no name by the rules; quote the whole of one, or take the decision out")
        return replace(document, spans=tuple(span for span in document.spans if span not in same))
    person = called(document, one.person)
    if person.kind != "person":
        raise CannotError(f"{one.person!r} is no person but a {person.kind}; give the person another name")
    if same:
        return document.knowing({same[0].id: {"person": person.id}})
    spans = [span for span in document.spans if not _gives_way("person_name", span, start, end, decided)]
    name = next(fresh_ids("m", (span.id for span in document.spans)))
    made = Span(start, end, "person_name", name, {"person": person.id})
    return replace(document, spans=tuple(room_for(replace(document, spans=tuple(spans)), start, end))).adding([made])


def _gives_way(kind: str, span: Span, start: int, end: int, decided: set[tuple[int, int]]) -> bool:
    overlaps = span.start < end and start < span.end
    return span.kind == kind and overlaps and (span.start, span.end) not in decided


def with_references(document: Document, decisions: Iterable[OfReference]) -> tuple[Document, list[Unmet]]:
    """The document with these note marks leading where they are said to, and the notes leading back."""
    found, unmet = located(document, decisions)
    for start, one in found:
        try:
            document = document.knowing(_leading(document, start, one))
        except CannotError as error:
            unmet.append(Unmet(one, str(error)))
    return document, unmet


def _leading(document: Document, start: int, one: OfReference) -> Mapping[str, Mapping[str, str]]:
    marks = {span.id: span for span in document.of("note_ref")}
    end = start + len(one.quote.exact)
    mark = next((span for span in marks.values() if (span.start, span.end) == (start, end)), None)
    if mark is None:
        raise CannotError(
            f"{shown(one.quote.exact)} is no note mark by the rules, and only where one leads can be decided"
        )
    note = _note(document, one.note) if one.note else None
    changes: dict[str, dict[str, str]] = {mark.id: {"target": note.id if note else ""}}
    for other in document.of("note"):
        refs = [ref for ref in other.attrs.get("refs", "").split() if ref != mark.id]
        refs += [mark.id] if note is not None and other.id == note.id else []
        refs.sort(key=lambda ref: marks[ref].start)
        if refs != other.attrs.get("refs", "").split():
            changes[other.id] = {"refs": " ".join(refs)}
    return changes


def _note(document: Document, quote: Quote) -> Span:
    start = start_of(quote, document.text)
    note = next((span for span in document.of("note") if span.start == start), None)
    if note is None:
        raise CannotError(f"no note begins with {shown(quote.exact)}")
    return note


def with_readings(document: Document, decisions: Iterable[OfReading]) -> tuple[Document, list[Unmet]]:
    """The document with what an editor reads at these places."""
    found, unmet = located(document, decisions)
    for start, one in found:
        end = start + len(one.quote.exact)
        try:
            kept = replace(document, spans=tuple(room_for(document, start, end)))
            document = kept.adding([Span(start, end, "reading", attrs={"corr": one.corr})])
        except CannotError as error:
            unmet.append(Unmet(one, str(error)))
    return document, unmet


def with_dates(document: Document, decisions: Iterable[OfDate]) -> tuple[Document, list[Unmet]]:
    """The document with what these dates say, instead of the dates they overlap."""
    found, unmet = located(document, decisions)
    decided = {(start, start + len(one.quote.exact)) for start, one in found}
    for start, one in sorted(found, key=lambda pair: len(pair[1].values) > 0):  # first those that make room
        try:
            document = _with_date(document, start, one, decided)
        except CannotError as error:
            unmet.append(Unmet(one, str(error)))
    return document, unmet


def _with_date(document: Document, start: int, one: OfDate, decided: set[tuple[int, int]]) -> Document:
    end = start + len(one.quote.exact)
    same = next((span for span in document.of("date") if (span.start, span.end) == (start, end)), None)
    if not one.values and same is None:
        words = shown(one.quote.exact)
        raise CannotError(f"{words} is no date by the rules; quote the whole of one, or take the decision out")
    kept = [span for span in document.spans if span is not same and not _gives_way("date", span, start, end, decided)]
    document = replace(document, spans=tuple(kept))
    if not one.values:
        return document
    name = same.id if same else next(fresh_ids("t", (span.id for span in document.spans)))
    made = Span(start, end, "date", name, dict(one.values))
    return replace(document, spans=tuple(room_for(document, start, end))).adding([made])

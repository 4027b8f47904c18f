"""The stage that finds bibliographic references: in notes, in the entries of
a numbered bibliography, and in brackets in running text.

Adds `citation` spans and what stands inside them (authors, editors, titles, volume, issue, pages, imprint, date),
and ties a repeated reference to the one it repeats. The entries of a bibliography are `citation` spans already: they
get their inside, and all are numbered in text order. Follows the forms of GOST 7.1, 7.0.5 and 7.0.108 and the
older comma style. It corrects none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from pipeline.find.citations.ibid import Reference, Shelf
from pipeline.find.citations.shapes import reference
from pipeline.find.citations.short import short_references
from pipeline.find.citations.words import SPACE, UPPER, any_of
from pipeline.find.crossing import Ground, Stretches
from pipeline.text import Document, Span

LONGEST = 1200  # code points that one reference may take at the most
_BRACKETS = re.compile(r"\((?P<inside>[^()\n]{3,300})\)")
_TELLING = re.compile(r"\d|[IVXLC]{2}|(?i:же|ib|соч|cit)")  # no reference in brackets does without
_NUMBER = re.compile(r"[\[(]?\d{1,4}[\])]?[.)]?\s*")
_AFTER_MARK = re.compile(r"[»”“\"][.,…]?\s?$")


def find_citations(document: Document) -> Document:
    """The document with its bibliographic references; the dates in them are numbered with the others, later."""
    found = sorted(_found(document), key=lambda one: one.start)
    ground = Ground(document.spans)
    fitting = [one for one in found if not ground.crossed_by(one.start, one.end)]
    numbers = {one.start: f"c{number}" for number, one in enumerate(fitting, 1)}
    entries = {entry.id: numbers[entry.start] for entry in document.of("citation")}
    return _without_entries(document, entries).adding(_numbered(document, fitting, ground))


def _without_entries(document: Document, entries: Mapping[str, str]) -> Document:
    """The document without the entries of its bibliography; the marks that led to them lead to their new ids."""
    spans = (_led_anew(span, entries) for span in document.spans if span.kind != "citation")
    return replace(document, spans=tuple(spans))


def _led_anew(span: Span, ids: Mapping[str, str]) -> Span:
    if span.kind != "bibl_ref":
        return span
    return span.having(target=" ".join(ids.get(target, target) for target in span.attrs["target"].split()))


def _found(document: Document) -> Iterator[Reference]:
    notes = list(_outermost(document.of("note", "citation")))
    labels = {label.start: label.end for label in document.of("note_label")}
    for flow, note in enumerate(notes):
        if note.kind == "citation":
            yield _entry(document.text, note, flow)
        else:
            yield from _in_note(document.text, labels.get(note.start, note.start), note.end, flow)
    in_notes = Stretches(notes)
    for block in document.of("paragraph", "item"):
        for one in _in_running_text(document.text, block.start, block.end):
            if not in_notes.touch(one.start, one.end):
                yield one


def _in_running_text(text: str, start: int, end: int) -> Iterator[Reference]:
    """The references in brackets: by author and year, or in any form that a note may have."""
    short = list(short_references(text, start, end))
    yield from short
    taken = Stretches(Span(one.start, one.end, "citation") for one in short)
    yield from (one for one in _in_brackets(text, start, end, -1) if not taken.touch(one.start, one.end))


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """Of spans in nesting order those inside no other, so that no reference is read twice."""
    reached = 0
    for span in spans:
        if span.start >= reached:
            reached = span.end
            yield span


def _entry(text: str, entry: Span, flow: int) -> Reference:
    """An entry of a bibliography as one reference, whatever is found in it; it may run over lines' ends."""
    start = _past_number(text, entry)
    said = text[start : entry.end].replace("\n", " ")
    found = next(_in_line(said, 0, len(said), flow), None)
    if found is None:
        return Reference(entry.start, entry.end, (), flow=flow)
    return replace(_moved(found, start, flow), start=entry.start, end=entry.end)


def _past_number(text: str, entry: Span) -> int:
    """Where the reference of a bibliography's entry begins, behind its number «1.», «[1]» or «1)»."""
    number = _NUMBER.match(text, entry.start, entry.end)
    return number.end() if number else entry.start


def _numbered(document: Document, found: Iterable[Reference], ground: Ground) -> Iterator[Span]:
    shelf = Shelf(document.text)
    signs = {entry.start: entry.attrs for entry in document.of("citation")}
    for number, one in enumerate(found, 1):
        attrs = {"type": "ibid", "repeats": shelf.antecedent(one)} if one.repeats else {}
        shelf.put(one, f"c{number}")
        yield Span(one.start, one.end, "citation", f"c{number}", signs.get(one.start, {})).having(**attrs)
        for part in sorted(one.parts, key=Span.order):
            if not ground.crossed_by(part.start, part.end):
                yield part


def _moved(one: Reference, by: int, flow: int) -> Reference:
    parts = tuple(replace(part, start=part.start + by, end=part.end + by) for part in one.parts)
    return Reference(one.start + by, one.end + by, parts, one.repeats, flow)


def _in_note(text: str, start: int, end: int, flow: int) -> Iterator[Reference]:
    """The references of one note, line by line: no reference runs over a line's end."""
    for line in re.compile(r"[^\n]+").finditer(text, start, end):
        found = list(_in_line(text, line.start(), line.end(), flow))
        yield from found
        taken = Stretches(Span(one.start, one.end, "citation") for one in found)
        for one in _in_brackets(text, line.start(), line.end(), flow):
            if not taken.touch(one.start, one.end):
                yield one


def _in_line(text: str, start: int, end: int, flow: int) -> Iterator[Reference]:
    past = start
    places = list(_openings(text, start, end))
    for (place, led, headed), limit in zip(places, _limits(places, end), strict=True):
        if place < past:
            continue
        if one := reference(text[place : min(limit, place + LONGEST)], led, headed, alone=place == places[0][0]):
            yield _moved(one, place, flow)
            past = place + one.end


def _limits(places: list[tuple[int, bool, bool]], end: int) -> list[int]:
    """For each opening where the next one begins that words like «См.» lead to: there a reference must have ended."""
    limits: list[int] = []
    for place, led, _ in reversed(places):
        limits.append(end)
        end = place if led else end
    return limits[::-1]


@cache
def _opening_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    back = rf"[↑^](?:{SPACE}*(?i:{any_of('way_back')}))?(?:{SPACE}*(?:\d{{1,2}}(?:[.,]\d{{1,2}})?|[a-z])(?={SPACE}))*"
    space = rf"(?:{SPACE}|[.,:;–—•▪●·*-]|{back})*"
    lead = rf"(?<!\w)(?i:{any_of('lead_in')})(?:{SPACE}*(?i:{any_of('lead_in_tail')}))*{SPACE}*:?{SPACE}*"
    next_one = rf";{SPACE}*|,{SPACE}*(?=(?i:{any_of('same_author')}))"
    sentence = rf"(?<=[.!?…»)]){SPACE}+(?:[–—-]{SPACE}*)?(?={UPPER})"
    return re.compile(space), re.compile(lead), re.compile(rf"(?P<next>{next_one})|(?P<sentence>{sentence})")


def _openings(text: str, start: int, end: int) -> Iterator[tuple[int, bool, bool]]:
    """Where a reference may begin: the place, whether a lead-in stands before it, whether it must show a name."""
    space, lead, between = _opening_patterns()
    leads = {match.end() for match in lead.finditer(text, start, end)}
    first = space.match(text, start, end)
    found = dict.fromkeys(leads, (True, False))
    found.setdefault(first.end() if first else start, (False, False))
    for match in between.finditer(text, start, end):
        found.setdefault(match.end(), (False, match["sentence"] is not None))
    yield from ((place, *how) for place, how in sorted(found.items()) if place < end)


def _in_brackets(text: str, start: int, end: int, flow: int) -> Iterator[Reference]:
    """References that fill a pair of round brackets; bare pages and a bare «там же» only right after a quotation."""
    _, lead, _ = _opening_patterns()
    for match in _BRACKETS.finditer(text, start, end):
        if not _TELLING.search(match["inside"]):
            continue
        led = lead.match(text, match.start("inside"), match.end("inside"))
        place = led.end() if led else match.start("inside")
        quoted = bool(_AFTER_MARK.search(text, max(start, match.start() - 3), match.start()))
        one = reference(text[place : match.end("inside")], led is not None, alone=quoted)
        if one and one.repeats and not one.parts and not quoted:
            continue
        if one and not text[place + one.end : match.end("inside")].strip(" \t\u00a0."):
            yield _moved(one, place, flow)

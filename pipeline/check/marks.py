"""What is doubtful in a text though no rule is broken: stray quotation marks, notes and references without each other.

Warnings, for a person to look at; each is a `Fault` whose place is a line and column of the text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

from pipeline.check.faults import Fault, Lines
from pipeline.check.legibility import garbled, guessed_encoding, mixed_letters, replaced_characters
from pipeline.find.crossing import Stretches
from pipeline.find.quotations.marks import DEEPEST
from pipeline.text import BLOCKS, IN_MARKS, Document, Span

Doubt = Callable[[Document], Iterator[tuple[int, str, str]]]
"""Offset, rule and sentence of every doubt of one sort."""

MARKS = frozenset('«»„“”"')
_MARK = re.compile('[«»„“”"]')
_PAIRS = ("«»", "„“", "„”", "“”", '""')
_EDGED = (*IN_MARKS, "block_quotation", "cited_title")
_TITLES = ("title_part", "heading")  # a title in marks is all marks itself
_SHOWN = 15
_MOST = 1000  # doubts of a sort; more say no more
_BEGUN = 60
_PARTS = ("cited_author", "cited_title", "pages", "pub_place")
_CITING = re.compile(r"(?s)(?:1[5-9]|20)\d\d\b.*?(?://|\b[СсCcPpS]\.\s?\d)|//.*?(?:1[5-9]|20)\d\d\b")


def stray_marks(document: Document) -> Iterator[tuple[int, str, str]]:
    """Quotation marks in a block that begin or end no string in marks."""
    edges = _edges(document)
    for block in _in_blocks(document):
        for offset in _alone(document.text, [offset for offset in block if offset not in edges]):
            around = " ".join(document.text[max(0, offset - _SHOWN) : offset + _SHOWN].split())
            said = f"The mark {document.text[offset]} is {_lack(document.text, offset)}, in: {around}"
            yield offset, "stray-mark", said


def _alone(text: str, offsets: Sequence[int]) -> list[int]:
    """The marks without a partner among them: a pair is a string that an editor decided to be nothing."""
    left: list[int] = []
    for offset in offsets:
        if left and text[left[-1]] + text[offset] in _PAIRS:
            left.pop()
        else:
            left.append(offset)
    return left


def _edges(document: Document) -> set[int]:
    strings = {offset for span in document.of(*_EDGED) for offset in (span.start, span.end - 1)}
    titles = [(span.start, span.end - 1) for span in document.of(*_TITLES)]
    return strings | {edge for both in titles if {document.text[at] for at in both} <= MARKS for edge in both}


def _in_blocks(document: Document) -> Iterator[list[int]]:
    """Where marks stand, block by block."""
    reached = 0
    for span in document.of(*BLOCKS):
        yield [mark.start() for mark in _MARK.finditer(document.text, max(span.start, reached), span.end)]
        reached = max(reached, span.end)


def _lack(text: str, offset: int) -> str:
    if text[offset] in "«„":
        return "never closed"
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    opens = text[offset] != "»" and not before.strip() and after.isalnum()
    return "never closed" if opens else "never opened"


def nested_too_deep(document: Document) -> Iterator[tuple[int, str, str]]:
    """Strings in marks that hold others, and are the innermost that are marked."""
    enclosing: list[int] = []
    for span in document.of(*_EDGED):
        while enclosing and enclosing[-1] <= span.start:
            enclosing.pop()
        enclosing.append(span.end)
        mark = _MARK.search(document.text, span.start + 1, span.end - 1) if len(enclosing) == DEEPEST else None
        if mark:
            said = f"Here strings in quotation marks stand more than {DEEPEST} deep in one another; those stay text."
            yield mark.start(), "nested-too-deep", said


def unused_notes(document: Document) -> Iterator[tuple[int, str, str]]:
    """Notes that no reference leads to; a note within the line needs none."""
    led_to = {target for ref in document.of("note_ref") for target in ref.attrs.get("target", "").split()}
    for note in document.of("note"):
        if note.attrs.get("place") != "inline" and note.id not in led_to:
            yield note.start, "note-without-ref", f"No reference leads to note {_called(note)}."


def lost_references(document: Document) -> Iterator[tuple[int, str, str]]:
    """References that lead to no note."""
    for ref in document.of("note_ref"):
        if not ref.attrs.get("target"):
            yield ref.start, "ref-without-note", f"The reference {document.slice(ref)} leads to no note."


def gaps_in_numbers(document: Document) -> Iterator[tuple[int, str, str]]:
    """Numbers that are left out, or come twice, in a run of notes; a number below the last begins a new run."""
    for place in ("end", "foot"):
        numbered = [note for note in document.of("note") if note.attrs.get("place") == place and _number(note)]
        for last, note in pairwise(numbered):
            if _number(note) == _number(last):
                yield note.start, "note-number-twice", f"Two notes in a row have the number {_number(note)}."
            elif _number(note) > _number(last) + 1:
                said = f"After note {_number(last)} comes note {_number(note)}; what is between them is missing."
                yield note.start, "note-number-gap", said


def citations_not_understood(document: Document) -> Iterator[tuple[int, str, str]]:
    """Notes and entries of a bibliography that seem to cite, by a year and a page or two slashes, and stayed text."""
    citations = list(document.of("citation"))
    taken_apart = Stretches(document.of(*_PARTS))
    for span in (*document.of("note"), *citations):
        first = bisect_left(citations, span.start, key=lambda one: one.start) if span.kind == "note" else len(citations)
        cited = first < len(citations) and span.holds(citations[first])
        parsed = span.kind == "citation" and taken_apart.touch(span.start, span.end)
        if not (cited or parsed) and _CITING.search(document.text, span.start, span.end):
            said = (
                f"This seems to cite a work in a form that is not understood; it stays text: {_begun(document, span)}"
            )
            yield span.start, "citation-not-understood", said


def _begun(document: Document, span: Span) -> str:
    words = " ".join(document.text[span.start : span.end].split())
    return words if len(words) <= _BEGUN else words[:_BEGUN].rstrip() + "…"


def _number(note: Span) -> int:
    number = note.attrs.get("n", "")
    return int(number) if number.isascii() and number.isdigit() else 0


def _called(note: Span) -> str:
    return note.attrs.get("n") or note.id or "(no id)"


DOUBTS: tuple[Doubt, ...] = (
    guessed_encoding, replaced_characters, garbled, mixed_letters,
    stray_marks, nested_too_deep, unused_notes, lost_references, gaps_in_numbers, citations_not_understood,
)  # fmt: skip


def _first(found: Iterator[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """The first doubts of a sort, then the place of the next, and how many more there are."""
    yield from islice(found, _MOST)
    for offset, rule, _ in found:
        yield offset, rule, f"Here and after this there are {1 + sum(1 for _ in found)} more of this sort."


def doubts(document: Document) -> list[Fault]:
    """What is doubtful, in the order of the text: of each sort the first thousand, and how many more there are."""
    lines = Lines(document.text)
    found = sorted(doubt for find in DOUBTS for doubt in _first(find(document)))
    return [Fault(lines.place(f"{document.id}.txt", offset), rule, said) for offset, rule, said in found]

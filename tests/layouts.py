"""Layouts that have their expectation drawn into the text.

    Сад растёт.{r1:[1]} Вода{g13:[13]} течёт.{b2:[2, с. 5]}     a mark of note 1, a page number 13, a mark of entry 2
    {n1:{l:[1].} Там же.}                                       note 1 and its label; {n-: a note that has no number

    title_part main| О садах                                    what the line (and those up to the next sign) is

A mark that leads nowhere is `{r:[7]}`. `{r1.2:` leads to the second of the notes with number 1.
"""

import re
from collections import Counter

from pipeline.find.blocks import find_blocks
from pipeline.find.notes import find_notes
from pipeline.text import BLOCKS, CONTAINERS, Document, Span, violations

_DRAWN = re.compile(r"\{(?:[rngb][\d.,*-]*|l):|\}")
_SIGN = re.compile(r"^([ \t\u200b]*)[a-z_]+(?: [\w.*-]+)?\| ?", re.MULTILINE)
_NOTES = ("note", "note_label", "note_ref", "page_number")


def noted(text: str) -> Document:
    """A bare text after the first stage, lawful."""
    document = find_notes(Document("drawn", text))
    assert not list(violations(document))
    return document


def blocked(text: str) -> Document:
    """A bare text after the first two stages, lawful, everything that is not white in a block."""
    document = find_blocks(noted(text))
    assert not list(violations(document))
    assert not bare(document)
    return document


def bare(document: Document) -> str:
    """What no block holds and is not white."""
    held, end = [], 0
    for span in document.of(*BLOCKS, "citation"):
        held.append(document.text[end : max(end, span.start)])
        end = max(end, span.end)
    return "".join([*held, document.text[end:]]).strip()


def notes_drawn(drawing: str) -> None:
    """Assert that the first stage finds what is drawn, and nothing else."""
    document = noted(_DRAWN.sub("", drawing))
    assert (found := _redrawn(document)) == drawing, found


def _redrawn(document: Document) -> str:
    signs = _signs(document)
    spans = [span for span in document.spans if span.kind in _NOTES]
    marks = [(span.start, 1, place, signs[place]) for place, span in enumerate(spans)]
    marks += [(span.end, 0, 0, "}") for span in spans]
    pieces, past = [], 0
    for place, _, _, mark in sorted(marks):
        pieces += [document.text[past:place], mark]
        past = place
    return "".join(pieces) + document.text[past:]


def _signs(document: Document) -> list[str]:
    numbers, names = Counter[str](), {}
    for note in document.of("note"):
        sign = note.attrs.get("n", "-")
        numbers[sign] += 1
        names[note.id] = sign + (f".{numbers[sign]}" if numbers[sign] > 1 and sign != "-" else "")
    return ["{" + _code(span, names) + ":" for span in document.spans if span.kind in _NOTES]


def _code(span: Span, names: dict[str, str]) -> str:
    if span.kind == "note_ref":
        return "r" + names.get(span.attrs.get("target", ""), "")
    if span.kind == "note":
        return "n" + names[span.id]
    return "l" if span.kind == "note_label" else "g" + span.attrs["n"]


def blocks_drawn(drawing: str) -> Document:
    """Assert that the second stage finds the blocks that are drawn, and return its document."""
    document = blocked(_SIGN.sub(r"\1", drawing))
    pieces, past, depth = [], 0, 0
    for span in document.spans:
        if (span.kind in BLOCKS or span.kind == "citation") and span.start >= depth:
            pieces += [document.text[past : span.start], f"{_name(span)}| "]
            past, depth = span.start, span.end
    assert (found := "".join(pieces) + document.text[past:]) == drawing, found
    return document


def _name(span: Span) -> str:
    told = span.attrs.get("type", "") or span.attrs.get("n", "") or span.attrs.get("place", "")
    return f"{span.kind} {told}".strip()


def tree(document: Document) -> str:
    """The containers and the blocks in them: `body(section(heading paragraph))`; of blocks alike one is said."""
    return _tree([span for span in document.spans if span.kind in BLOCKS | CONTAINERS | {"citation"}])


def _tree(spans: list[Span]) -> str:
    said: list[str] = []
    while spans:
        outer, *rest = spans
        inner = [span for span in rest if outer.holds(span)]
        spans = rest[len(inner) :]
        inside = _tree(inner) if outer.kind in CONTAINERS else ""
        one = outer.kind + (f"({inside})" if inside else "")
        said += [one] if said[-1:] != [one] or inside else []
    return " ".join(said)

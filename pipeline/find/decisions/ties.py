"""What an editor may change of a document and no decision says: which string a note mark closes, and its citation.

Compared without ids, as `differing.judgements` are, so that what is not carried over can be counted.
"""

from collections.abc import Iterator, Mapping

from pipeline.find.decisions.strings import wholes
from pipeline.text import Document

Extents = Mapping[str, tuple[int, int]]
Tie = tuple[tuple[str, int, int], tuple[tuple[int, int], ...]]


def untied(again: Document, edited: Document) -> set[tuple[str, int]]:
    """Where marks and strings that two documents have differ in these: `closes` or `source`, and where it starts."""
    one, other = dict(_ties(again)), dict(_ties(edited))
    return {(place[0], place[1]) for place in one.keys() & other.keys() if one[place] != other[place]}


def _ties(document: Document) -> Iterator[Tie]:
    strings = {span.id: whole.extent for whole in wholes(document) for span in whole.spans}
    citations = {span.id: (span.start, span.end) for span in document.of("citation")}
    for mark in document.of("note_ref"):
        yield ("closes", mark.start, mark.end), _ends(mark.attrs.get("closes", ""), strings)
    for whole in wholes(document):
        yield ("source", *whole.extent), _ends(whole.first.attrs.get("source", ""), citations)


def _ends(ids: str, extents: Extents) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(extents[one] for one in ids.split() if one in extents))

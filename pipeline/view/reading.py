"""What there is to show of a text: from its TEI, the document read from that, and the rows of its tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.check.marks import DOUBTS
from pipeline.element import attribute, clark
from pipeline.text import Document
from pipeline.view.markup import Doubt, Piece, markup
from pipeline.view.shapes import Facts
from pipeline.view.strings import Marked, Rows, Speaker, marked, speakers_of

_ID = attribute("xml:id")
_WHERE = re.compile(r"(, in)?: .*", re.DOTALL)


class Chapter(NamedTuple):
    """A part of the text that has a heading: the heading's id and words."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pages of a text show; `notes` and `citations` are their words, by their ids."""

    document: Document
    pieces: tuple[Piece, ...]
    speakers: tuple[Speaker, ...]
    strings: tuple[Marked, ...]
    doubts: tuple[Doubt, ...]
    chapters: tuple[Chapter, ...]
    notes: Mapping[str, str]
    citations: Mapping[str, str]
    words: int

    @property
    def title(self) -> str:
        """What the text is called."""
        return self.document.meta.title or self.document.id

    @property
    def authors(self) -> str:
        """Who wrote it, nothing where that is not known."""
        return ", ".join(one.name for one in self.document.meta.authors)

    @property
    def work(self) -> str:
        """As one cites it: author, title, date."""
        return ". ".join(filter(None, (self.authors, self.title, self.document.meta.date)))

    @property
    def quotations(self) -> Sequence[Marked]:
        """Words of somebody."""
        return [one for one in self.strings if one.is_quotation]

    @property
    def uncertain(self) -> Sequence[Marked]:
        """Those that somebody should look at."""
        return [one for one in self.strings if one.is_uncertain]


def reading(root: etree._Element, document: Document, rows: Rows) -> Reading:
    """What there is to show of a text, from its TEI, the document read from that, and the rows of its tables."""
    speakers = speakers_of(document, rows)
    strings = marked(root, document, rows, speakers)
    doubts = tuple(sorted(Doubt(at, _here(said)) for find in DOUBTS for at, _, said in find(document)))
    numbers = {_bare(row["paragraph_id"]): row["ordinal"] for row in rows["paragraphs"]}
    facts = Facts(strings, numbers, {agent.id: agent.name for agent in document.agents})
    text = root.find(clark("text"))
    pieces = () if text is None else tuple(markup(text, facts, doubts, document.text))
    chapters = () if text is None else tuple(_chapters(text, rows))
    notes = {_bare(row["note_id"]): " ".join(filter(None, (row["label"], row["text"]))) for row in rows["notes"]}
    citations = {_bare(row["citation_id"]): " ".join(row["text"].split()) for row in rows["citations"]}
    counted = rows["documents"][0]["words"]
    return Reading(document, pieces, speakers, strings, doubts, chapters, notes, citations, counted)


def _here(said: str) -> str:
    """A warning as it is said at its place: without the words that tell where that is."""
    return _WHERE.sub(".", said)


def _chapters(text: etree._Element, rows: Rows) -> Iterator[Chapter]:
    """The headings that stand in the fewest parts of the text, if those are several."""
    titles = {
        _bare(row["block_id"]): " ".join(row["text"].split()) for row in rows["blocks"] if row["kind"] == "heading"
    }
    by_depth: dict[int, list[str]] = {}
    for head in text.iter(clark("head")):
        if (identifier := head.get(_ID, "")) in titles:
            by_depth.setdefault(sum(1 for _ in head.iterancestors(clark("div"))), []).append(identifier)
    least = min((depth for depth, heads in by_depth.items() if len(heads) > 1), default=0)
    yield from (Chapter(one, titles[one]) for one in by_depth.get(least, ()) if least)


def _bare(identifier: str) -> str:
    return identifier.rpartition("#")[2]

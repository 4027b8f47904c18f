"""A text and the half-open spans over it, and the laws they keep.

Offsets count Unicode code points (RFC 5147), never bytes. Spans nest or are disjoint; of two with the
same extent the one whose kind stands earlier in `NESTING` is the outer. A document is a value: a stage
returns a new one with more spans and never touches the text. Nothing here knows XML or tables.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from itertools import chain, count
from typing import Any, TypeVar

from pipeline.errors import SpanError
from pipeline.meta import Meta

T = TypeVar("T")

NESTING: tuple[str, ...] = (
    # the parts of a text, outermost first
    "front", "body", "back", "title_page", "doc_title", "preface", "section", "notes", "bibliography",
    "bibliography_list", "epigraph", "stanza", "list", "table", "row", "figure",
    # blocks: what holds text directly
    "title_part", "byline", "doc_date", "dateline", "heading", "opener", "closer", "paragraph", "verse_line",
    "item", "cell", "note", "caption", "ornament", "navigation", "text", "page_number",
    # what stands inside a block
    "note_label", "block_quotation", "quotation", "citation", "bibl_ref", "note_ref",
    "cited_author", "cited_editor", "publisher", "pub_place", "scope", "pages",
    "cited_title", "title", "name", "mentioned", "so_called", "cue", "place_name",
    "date", "person_name", "reading", "hyphen",
    # a character of the source that XML has no sign for
    "page_break",
)  # fmt: skip
_DEPTH = {kind: depth for depth, kind in enumerate(NESTING)}

CONTAINERS = frozenset(NESTING[: NESTING.index("title_part")])
BLOCKS = frozenset(NESTING[NESTING.index("title_part") : NESTING.index("note_label")])
IN_MARKS = ("quotation", "so_called", "title", "name", "mentioned")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `[start, end)` of a text, what it is, and what is known of it.

    `id` is unique in the document, or empty where nothing needs to point here. Pointers among
    `attrs` are bare ids, several separated by spaces.
    """

    start: int
    end: int
    kind: str
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def having(self, **attrs: str) -> "Span":
        """The same span knowing more; an attribute set to the empty string is dropped."""
        merged = {name: value for name, value in {**self.attrs, **attrs}.items() if value}
        return Span(self.start, self.end, self.kind, self.id, merged)

    def order(self) -> tuple[int, int, int, str]:
        return (self.start, -self.end, _DEPTH[self.kind], self.id)


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who is named in a text or speaks in it.

    `kind` is person, group, organisation or work; `named` is false where the text gives only a
    description ("such people"). `name` is the fullest nominative form, `variants` the other forms
    as they stand in the text, in order of first occurrence.
    """

    id: str
    kind: str
    name: str
    surname: str = ""
    forename: str = ""
    patronym: str = ""
    named: bool = True
    variants: tuple[str, ...] = ()
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text, what is known of it, the spans found in it (in nesting order) and the agents they point to.

    In `memo` stands what was worked out of it, see `once_a_document`.
    """

    id: str
    text: str
    meta: Meta = field(default_factory=Meta)
    spans: tuple[Span, ...] = ()
    agents: tuple[Agent, ...] = ()
    memo: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def of(self, *kinds: str) -> Iterator[Span]:
        """The spans of these kinds, in nesting order."""
        places = chain.from_iterable(_places(self).get(kind, ()) for kind in {*kinds})
        return map(self.spans.__getitem__, sorted(places))

    def adding(self, spans: Iterable[Span], agents: Iterable[Agent] = ()) -> "Document":
        """A new document with more spans and agents.

        Raises `SpanError` where a span leaves the text, is empty, crosses another, or repeats an id.
        """
        everything = tuple(sorted((*self.spans, *spans), key=Span.order))
        document = Document(self.id, self.text, self.meta, everything, (*self.agents, *agents))
        for fault in violations(document):
            raise SpanError(f"{self.id}: {fault}")
        return document

    def numbering(self, kind: str, letter: str) -> "Document":
        """A new document whose spans of a kind are numbered in text order: `t1`, `t2`, ..."""
        numbers = count(1)
        spans = (replace(span, id=f"{letter}{next(numbers)}") if span.kind == kind else span for span in self.spans)
        return replace(self, spans=tuple(spans))

    def knowing(self, changes: Mapping[str, Mapping[str, str]]) -> "Document":
        """A new document whose spans of these ids know more (see `Span.having`); no span moves."""
        spans = tuple(span.having(**changes[span.id]) if span.id in changes else span for span in self.spans)
        return replace(self, spans=spans)


Stage = Callable[[Document], Document]


def once_a_document(find: Callable[[Document], T]) -> Callable[[Document], T]:
    """A function of a document alone that works out its answer, which nobody changes, once for each document."""

    @wraps(find)
    def asked(document: Document) -> T:
        if find not in document.memo:
            document.memo[find] = find(document)
        answer: T = document.memo[find]
        return answer

    return asked


@once_a_document
def _places(document: Document) -> dict[str, list[int]]:
    """Of each kind, which spans are of it."""
    places: dict[str, list[int]] = {}
    for place, span in enumerate(document.spans):
        places.setdefault(span.kind, []).append(place)
    return places


def violations(document: Document) -> Iterator[str]:
    """The laws of a document that do not hold, a sentence each, in one pass over sorted spans."""
    yield from _repeated_ids(document)
    enclosing: list[Span] = []
    length = len(document.text)
    for span in document.spans:
        start, end = span.start, span.end
        if not 0 <= start < end <= length:
            yield f"{_place(span)} is empty or leaves the text of {length} characters"
        while enclosing and enclosing[-1].end <= start:
            enclosing.pop()
        if enclosing and end > enclosing[-1].end:
            yield f"{_place(span)} crosses {_place(enclosing[-1])}"
        enclosing.append(span)


def _repeated_ids(document: Document) -> Iterator[str]:
    given = [*(span.id for span in document.spans if span.id), *(agent.id for agent in document.agents if agent.id)]
    if len(set(given)) == len(given):
        return
    seen: set[str] = set()
    for identifier in given:
        if identifier in seen:
            yield f"the id {identifier} is given twice"
        seen.add(identifier)


def _place(span: Span) -> str:
    return f"{span.kind} {span.id or '(no id)'} at [{span.start}, {span.end})"

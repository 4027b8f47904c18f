"""The strings of a document as wholes: the parts of an interrupted quotation together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from pipeline.find.decisions.values import KINDS, SPOKEN
from pipeline.text import Document, Span

_MARKS = frozenset('«»‹›“”„"‘’‚')


@dataclass(frozen=True, slots=True)
class Whole:
    """A string that is of one of `KINDS`: its spans in the order of their ties."""

    spans: tuple[Span, ...]

    @property
    def first(self) -> Span:
        """The span that has its id and what is known of it."""
        return self.spans[0]

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        return tuple((span.start, span.end) for span in self.spans)

    @property
    def extent(self) -> tuple[int, int]:
        return self.first.start, self.spans[-1].end

    @property
    def level(self) -> str:
        """Of a title its level, or that it is an event's."""
        attrs = self.first.attrs
        return attrs.get("level", attrs.get("type", "")) if self.first.kind == "title" else ""

    @property
    def speakers(self) -> list[str]:
        """The ids of those whose words it is."""
        return self.first.attrs.get("speaker", "").split() if self.first.kind in SPOKEN else []


def wholes(document: Document) -> list[Whole]:
    """The strings of a document, by the place of their first part."""
    spans = list(document.of(*KINDS))
    by_id = {span.id: span for span in spans if span.id}
    return [Whole(tuple(_chain(span, by_id))) for span in spans if span.attrs.get("prev") not in by_id]


def forgets_marks(text: str, words: tuple[int, int], around: tuple[int, int]) -> bool:
    """Whether the words are what stands in the marks of a string `around` them, and no marks of their own.

    >>> [forgets_marks("о «саде»", words, (2, 8)) for words in ((3, 7), (3, 8), (2, 8), (3, 5))]
    [True, True, False, False]
    """
    (start, end), (first, last) = words, around
    if not first <= start < end <= last or {text[start], text[end - 1]} <= _MARKS:
        return False
    left = text[first:start] + text[end:last]
    return left != "" and set(left) <= _MARKS


def _chain(span: Span, by_id: dict[str, Span]) -> Iterator[Span]:
    seen: set[str] = set()
    following: Span | None = span
    while following is not None and following.id not in seen:
        yield following
        seen.add(following.id)
        following = by_id.get(following.attrs.get("next", ""))


def fresh_ids(letter: str, taken: Iterable[str]) -> Iterator[str]:
    """Ids that come after all that are given, `q29`, `q30`, ..."""
    numbers = (one.removeprefix(letter).partition(".")[0] for one in taken if one.startswith(letter))
    return (f"{letter}{number}" for number in count(max((int(n) for n in numbers if n.isdecimal()), default=0) + 1))

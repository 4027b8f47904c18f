"""Decisions on strings, carried out: what each is and whose, in which parts, instead of what the rules took it for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.find.crossing import Ground
from pipeline.find.decisions.layers import CannotError, located, room_for, shown
from pipeline.find.decisions.persons import UnknownNameError, called
from pipeline.find.decisions.quoting import parts
from pipeline.find.decisions.strings import Whole, forgets_marks, fresh_ids, wholes
from pipeline.find.decisions.values import NOTHING, SPOKEN, OfString, Unmet
from pipeline.text import Document, Span

EDITOR = {"rule": "editor", "certainty": "high", "resp": "editor"}


@dataclass(frozen=True, slots=True)
class _Case:
    """A decision, the stretches it is of, its id, and what the rules have there, if it takes the place of that."""

    decision: OfString
    parts: Sequence[tuple[int, int]]
    id: str
    instead: Whole | None

    @property
    def extent(self) -> tuple[int, int]:
        return self.parts[0][0], self.parts[-1][1]


class Strings:
    """The decisions on strings of a document, to be carried out in two steps, so that others can come between."""

    def __init__(self, document: Document, decisions: Iterable[OfString]) -> None:
        found, self.unmet = located(document, decisions)
        there = wholes(document)
        cases = list(_cases(document, there, found))
        wrong = {id(case): said for case in cases if (said := _mistake(document, there, case, cases))}
        self.unmet += [Unmet(case.decision, wrong[id(case)]) for case in cases if id(case) in wrong]
        self._cases = [case for case in cases if id(case) not in wrong]
        self._yielding = _Yielding(there, self._cases)

    def without_former(self, document: Document) -> Document:
        """The document without the strings that decisions take the place of."""
        gone = {span.id for case in self._cases if case.instead for span in case.instead.spans}
        return replace(document, spans=tuple(span for span in document.spans if span.id not in gone))

    def carried_out(self, document: Document) -> tuple[Document, list[Unmet]]:
        """The document with the strings decided. What the rules took for one and they cross gives way to them."""
        unmet = list(self.unmet)
        for case in self._cases:
            try:
                document = _judged(document, case, self._yielding)
            except (CannotError, UnknownNameError) as error:
                unmet.append(Unmet(case.decision, str(error)))
                document = _restored(document, case)
        return document, unmet


def _restored(document: Document, case: _Case) -> Document:
    """The document with what the rules had in the place of a decision that cannot be carried out, if there is room."""
    spans = case.instead.spans if case.instead else ()
    ground = Ground(document.spans)
    return document if any(ground.crossed_by(span.start, span.end) for span in spans) else document.adding(spans)


class _Yielding:
    """The strings that no decision is about: all their parts go where one is crossed."""

    def __init__(self, there: Sequence[Whole], cases: Sequence[_Case]) -> None:
        decided = {case.instead.first.id for case in cases if case.instead is not None}
        self._spans = {part.id: whole.spans for whole in there if whole.first.id not in decided for part in whole.spans}

    def __call__(self, span: Span) -> bool:
        return span.id in self._spans

    def with_parts(self, gone: Iterable[Span]) -> set[str]:
        """The ids of these and of all other parts of the same strings."""
        return {part.id for span in gone for part in self._spans.get(span.id, ())}


def _cases(document: Document, there: Sequence[Whole], found: Iterable[tuple[int, OfString]]) -> Iterator[_Case]:
    """The decisions; each of the strings of the rules gives its place to one of them, of two to that of its kind."""
    taken: set[str] = set()
    cases = [_Case(one, parts(one.quote, start), "", None) for start, one in found]
    claimed = {(case.extent, case.decision.kind) for case in cases}
    names = {letter: fresh_ids(letter, [span.id for span in document.spans]) for letter in "qs"}
    for case in cases:
        one = case.decision
        same = [whole for whole in there if whole.extent == case.extent]
        same = [whole for whole in same if one.kind == whole.first.kind or _kind_at(whole) not in claimed]
        other = _instead(document, there, case) if one.instead else []
        instead = next((whole for whole in (*same, *other) if whole.first.id not in taken), None)
        taken |= {instead.first.id} if instead else set()
        name = instead.first.id if instead else next(names["q" if one.kind in SPOKEN else "s"])
        yield replace(case, id=name, instead=instead)


def _kind_at(whole: Whole) -> tuple[tuple[int, int], str]:
    return whole.extent, whole.first.kind


def _mistake(document: Document, there: Sequence[Whole], case: _Case, cases: Sequence[_Case]) -> str:
    """What of a decision cannot be meant, as a sentence; empty where nothing is wrong."""
    one, words = case.decision, shown(case.decision.quote.exact)
    if one.instead and not _instead(document, there, case):
        return f"{shown(one.instead)} is no string by the rules where {words} stands; correct instead, or leave it out"
    if one.instead or any(whole.extent == case.extent for whole in there):
        return ""
    decided = {other.extent for other in cases} | {other.instead.extent for other in cases if other.instead}
    left = (whole.extent for whole in there if whole.extent not in decided)
    if any(forgets_marks(document.text, case.extent, extent) for extent in left):
        return f"{words}: the words stand in marks; quote the marks too"
    if one.kind == NOTHING:
        return f"{words} is no string by the rules; quote the whole of one with its marks, or take the decision out"
    return ""


def _instead(document: Document, there: Sequence[Whole], case: _Case) -> list[Whole]:
    """The strings of the words given that overlap the stretch, those first that begin or end with it."""
    start, end = case.extent
    overlapping = [whole for whole in there if whole.extent[0] < end and start < whole.extent[1]]
    named = [whole for whole in overlapping if document.text[slice(*whole.extent)] == case.decision.instead]
    return sorted(named, key=lambda whole: (whole.extent[0] != start, whole.extent[1] != end, whole.extent))


def _judged(document: Document, case: _Case, yielding: _Yielding) -> Document:
    if case.decision.kind == NOTHING:
        return document
    spans, attrs = list(document.spans), _known(document, case)
    for start, end in case.parts:
        kept = room_for(replace(document, spans=tuple(spans)), start, end, yielding)
        stay = set(map(id, kept))
        gone = yielding.with_parts(span for span in spans if id(span) not in stay)
        spans = [span for span in kept if span.id not in gone or not span.id]
    made = list(_spans(case, attrs))
    return replace(document, spans=tuple(spans)).adding(made)


def _known(document: Document, case: _Case) -> dict[str, str]:
    one = case.decision
    if one.kind == "title":
        return EDITOR | ({"type": "event"} if one.level == "event" else {"level": one.level})
    if one.kind not in SPOKEN:
        return EDITOR
    source = case.instead.first.attrs.get("source", "") if case.instead else ""
    return EDITOR | {"speaker": " ".join(called(document, name).id for name in one.speakers), "source": source}


def _spans(case: _Case, attrs: dict[str, str]) -> Iterator[Span]:
    ids = [case.id, *(f"{case.id}.{number}" for number in range(2, len(case.parts) + 1))]
    for at, (start, end) in enumerate(case.parts):
        following = ids[at + 1] if at + 1 < len(ids) else ""
        yield Span(start, end, case.decision.kind, ids[at]).having(
            **attrs, next=following, prev=ids[at - 1] if at else ""
        )

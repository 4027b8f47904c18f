"""Why each string is what it is where an editor decided: the decision, and what the rules alone say there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.find.decisions.judging import EDITOR
from pipeline.find.decisions.strings import Whole, wholes
from pipeline.find.decisions.values import NOTHING
from pipeline.find.lexicon import reasons
from pipeline.text import Document, Span


class ByRules(Protocol):
    """What the rules took a string for."""

    @property
    def span(self) -> Span: ...
    @property
    def kind(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def certainty(self) -> str: ...
    @property
    def speaker(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ByEditor:
    """What an editor decided of a string; `gloss` says as well what the rules alone took it for.

    `kind` is `nothing` for one that is a string by the rules alone.
    """

    span: Span
    kind: str
    gloss: str
    speaker: str = ""
    rule: str = EDITOR["rule"]
    certainty: str = EDITOR["certainty"]
    cue: str = ""
    asked: tuple[str, ...] = ()


Judged = TypeVar("Judged", bound=ByRules)


def with_decisions(decided: Document, judged: Iterable[Judged]) -> list[Judged | ByEditor]:
    """The strings of a document with what an editor decided, in text order: by whom they were judged, and why."""
    by_rules = {(one.span.start, one.span.end): one for one in judged}
    strings = wholes(decided)
    there = {whole.extent for whole in strings} | {(span.start, span.end) for span in decided.of("cited_title")}
    by_editor = {whole.extent for whole in strings if whole.first.attrs.get("rule") == EDITOR["rule"]}
    found: list[Judged | ByEditor] = [one for extent, one in by_rules.items() if extent in there - by_editor]
    found += [ByEditor(one.span, NOTHING, _gloss(one)) for extent, one in by_rules.items() if extent not in there]
    found += _decided(decided, (whole for whole in strings if whole.extent in by_editor), by_rules)
    return sorted(found, key=lambda one: one.span.order())


def _decided(
    document: Document, strings: Iterable[Whole], by_rules: dict[tuple[int, int], Judged]
) -> Iterator[ByEditor]:
    names = {agent.id: agent.name for agent in document.agents}
    for whole in strings:
        span = Span(*whole.extent, whole.first.kind, whole.first.id)
        speaker = "; ".join(names.get(one, one) for one in whole.speakers)
        yield ByEditor(span, span.kind, _gloss(by_rules.get(whole.extent)), speaker)


def _gloss(alone: ByRules | None) -> str:
    """The gloss of a decision, and what the rules say by themselves."""
    said = str(reasons()[EDITOR["rule"]]["en"])
    if alone is None:
        return f"{said} By the rules alone: no string."
    whose = f" of {alone.speaker}" if alone.speaker else ""
    return f"{said} By the rules alone: {alone.kind}{whose}, {alone.rule} ({alone.certainty} certainty)."

"""Why each string in marks was taken for what it is, in words. Judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.find.lexicon import reasons
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.judging import judged, rule_name, rules_for
from pipeline.find.quotations.marking import ids
from pipeline.text import Document, Span


@dataclass(frozen=True, slots=True)
class Explained:
    """A string in marks: what it was taken for, the rule that decided and its gloss, the words that gave it away.

    `span` runs from the first mark to the last. `speaker` is a name, or empty where nobody is named. `asked` are the
    rules that were asked before that one and did not answer.
    """

    span: Span
    kind: str
    rule: str
    gloss: str
    certainty: str
    speaker: str
    cue: str
    asked: tuple[str, ...]


def explained(document: Document) -> list[Explained]:
    """Each string in marks of a document that every other stage has seen, in text order; titles in citations too."""
    every = judged(document)
    made = every[0][0].speakers.agents() if every else []
    names = {agent.id: agent.name for agent in (*document.agents, *made)}
    found = [_explained(document, number, names, *one) for number, one in zip(ids(every), every, strict=True)]
    found += [_cited(span) for span in document.of("cited_title") if "rule" in span.attrs]
    return sorted(found, key=lambda one: one.span.order())


def _explained(
    document: Document, number: str, names: Mapping[str, str], case: Case, judgement: Judgement
) -> Explained:
    return Explained(
        Span(case.string.start, case.string.end, judgement.kind, number),
        judgement.kind,
        judgement.rule,
        _gloss(judgement.rule),
        judgement.certainty,
        names.get(judgement.speaker, ""),
        " … ".join(document.text[start:end] for start, end in judgement.cues),
        _asked(case, judgement),
    )


def _cited(title: Span) -> Explained:
    """A title in marks inside a citation, which was parsed and not judged."""
    return Explained(title, "title", title.attrs["rule"], _gloss(title.attrs["rule"]), "high", "", "", ())


def _gloss(rule: str) -> str:
    return reasons()[rule]["en"]


def _asked(case: Case, judgement: Judgement) -> tuple[str, ...]:
    """The rules before the one that decided; all of them where that was a look at several strings together."""
    names = tuple(map(rule_name, rules_for(case)))
    return names[: names.index(judgement.rule)] if judgement.rule in names else names

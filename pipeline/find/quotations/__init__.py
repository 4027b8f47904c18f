"""The stage that judges every string in marks: speech or not, whose, why, how certain; parts, cues, sources.

The order of the rules is one tuple: what a string is called, whose words it is, what is left over. The
first rule that answers decides. Then two looks at the whole: strings in a row share one judgement, and
a name met once with its noun is known again without it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.find.crossing import Ground
from pipeline.find.lexicon import reasons
from pipeline.find.quotations import phrases, speech
from pipeline.find.quotations.cases import Case, cases
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.phrases import Rule
from pipeline.find.quotations.together import looked_at_together
from pipeline.text import Document, Span

RULES: tuple[Rule, ...] = (*phrases.SURE, *speech.RULES, *phrases.LEFT_OVER)


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


def find_quotations(document: Document) -> Document:
    """The document with a span for each string in marks outside citations, its cues, and the notes it closes."""
    judged = _judged(document)
    identified = list(zip(_ids(judgement for _, judgement in judged), judged, strict=True))
    spans = [span for number, (case, judgement) in identified for span in _parts(number, case, judgement)]
    agents = judged[0][0].speakers.agents() if judged else ()
    spoken = {judgement.speaker for _, judgement in judged}
    used = [agent for agent in agents if agent.id in spoken]
    return document.adding([*spans, *_cues(identified, Ground((*document.spans, *spans)))], used).knowing(
        _closing(identified)
    )


def explained(document: Document) -> list[Explained]:
    """Each string in marks of a document that every other stage has seen, in text order; titles in citations too."""
    judged = _judged(document)
    numbers = _ids(judgement for _, judgement in judged)
    found = [_explained(document, number, *one) for number, one in zip(numbers, judged, strict=True)]
    found += [_cited(span) for span in document.of("cited_title") if "rule" in span.attrs]
    return sorted(found, key=lambda one: one.span.order())


def _explained(document: Document, number: str, case: Case, judgement: Judgement) -> Explained:
    names = {agent.id: agent.name for agent in (*document.agents, *case.speakers.agents())}
    return Explained(
        Span(case.string.start, case.string.end, judgement.kind, number),
        judgement.kind,
        judgement.rule,
        _gloss(judgement.rule),
        judgement.certainty,
        names.get(judgement.speaker, ""),
        " … ".join(document.text[start:end] for start, end in judgement.cues),
        _asked(judgement),
    )


def _cited(title: Span) -> Explained:
    """A title in marks inside a citation, which was parsed and not judged."""
    return Explained(title, "title", title.attrs["rule"], _gloss(title.attrs["rule"]), "high", "", "", ())


def _gloss(rule: str) -> str:
    return reasons()[rule]["en"]


def rule_name(rule: Rule) -> str:
    """The name a rule has in `reasons.toml`, in the TEI and in the tables."""
    return rule.__name__.replace("_", "-")


def _asked(judgement: Judgement) -> tuple[str, ...]:
    names = tuple(map(rule_name, RULES))
    return names[: names.index(judgement.rule)] if judgement.rule in names else names


def _judged(document: Document) -> list[tuple[Case, Judgement]]:
    titles = {(span.start, span.end) for span in document.of("cited_title")}
    ground = Ground(document.spans)
    judged: list[tuple[Case, Judgement]] = []
    for case in cases(document):
        if (case.string.start, case.string.end) in titles or any(
            ground.crossed_by(*piece) for piece in case.string.pieces
        ):
            continue
        judgement = _judge(case)
        case.speakers.spoke(case.string.start, judgement.speaker)
        case.judged[case.number] = judgement
        judged.append((case, judgement))
    return looked_at_together(judged)


def _judge(case: Case) -> Judgement:
    for rule in speech.RULES if case.runs_on else RULES:
        if judgement := rule(case):
            return _by_note(case, replace(judgement, rule=rule_name(rule)))
    raise AssertionError("the last rule answers always, and of a string over paragraphs the last rule of speech")


def _by_note(case: Case, judgement: Judgement) -> Judgement:
    """The note right after a quotation knows its author better than a pronoun or silence does."""
    unsure = (
        judgement.kind == "quotation" and judgement.rule != "inquit" and (judgement.resolved or not judgement.speaker)
    )
    if not unsure or case.cited is None or not case.cited.author:
        return judgement
    certainty = "high" if judgement.speaker in ("", case.cited.author) else "medium"
    return replace(judgement, speaker=case.cited.author, resolved=False, certainty=certainty)


def _ids(judgements: Iterable[Judgement]) -> Iterator[str]:
    counts = {"q": 0, "s": 0}
    for judgement in judgements:
        letter = "q" if judgement.kind == "quotation" else "s"
        counts[letter] += 1
        yield f"{letter}{counts[letter]}"


def _parts(number: str, case: Case, judgement: Judgement) -> list[Span]:
    """One span, or for a quotation that is interrupted or runs over paragraphs one each part, tied both ways."""
    whole = [(case.string.start, case.string.end)]
    stretches = list(_stretches(case, judgement)) if judgement.kind == "quotation" else whole
    ids = [number, *(f"{number}.{part}" for part in range(2, len(stretches) + 1))]
    attrs = _attributes(case, judgement)
    return [
        Span(start, end, judgement.kind, ids[at], attrs).having(
            next=ids[at + 1] if at + 1 < len(ids) else "", prev=ids[at - 1] if at else ""
        )
        for at, (start, end) in enumerate(stretches)
    ]


def _stretches(case: Case, judgement: Judgement) -> Iterator[tuple[int, int]]:
    """The string's pieces without the narrator's insertions, white space at the cuts left outside."""
    for start, end in case.string.pieces:
        for cut_start, cut_end in judgement.cuts:
            if start <= cut_start and cut_end <= end:
                if case.document.text[start:cut_start].strip():
                    yield start, _trimmed_end(case.document.text, start, cut_start)
                start = _trimmed_start(case.document.text, cut_end, end)
        if case.document.text[start:end].strip('»“”" \u00a0'):
            yield start, end


def _trimmed_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _trimmed_start(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _attributes(case: Case, judgement: Judgement) -> dict[str, str]:
    attrs = {"rule": judgement.rule, "certainty": judgement.certainty, "resp": "tei-export"}
    if judgement.kind == "quotation":
        mark = case.cited or case.mark_later
        attrs |= {"speaker": judgement.speaker, "source": " ".join(mark.citations) if mark else ""}
    elif judgement.level:
        attrs |= {"type": "event"} if judgement.level == "event" else {"level": judgement.level}
    return {name: value for name, value in attrs.items() if value}


def _cues(identified: Iterable[tuple[str, tuple[Case, Judgement]]], ground: Ground) -> list[Span]:
    """The words that gave strings away, each once, pointing to all the strings it did that for.

    Of two that cross, the earlier begun stays; none crosses a span that is there.
    """
    pointing: dict[tuple[int, int], list[str]] = {}
    for number, (_, judgement) in identified:
        for cue in judgement.cues:
            pointing.setdefault(cue, []).append(number)
    kept: list[Span] = []
    for (start, end), ids in sorted(pointing.items()):
        crossing = kept and kept[-1].start < start < kept[-1].end < end
        if not crossing and not ground.crossed_by(start, end):
            kept.append(Span(start, end, "cue", attrs={"of": " ".join(ids)}))
    return kept


def _closing(identified: Iterable[tuple[str, tuple[Case, Judgement]]]) -> dict[str, dict[str, str]]:
    """For each note mark the string it closes: right after it, or at the end of its sentence."""
    closing: dict[str, dict[str, str]] = {}
    for number, (case, judgement) in identified:
        later = case.mark_later if judgement.kind == "quotation" else None
        cited = case.cited or later
        if cited is not None and cited.mark is not None and cited.mark.kind == "note_ref":
            closing.setdefault(cited.mark.id, {"closes": number})
    return closing

"""The rules in their order, asked of every string in marks until one answers.

What a string is called comes first, then whose words it is, then what is left over. Then two looks at the whole
(`together.py`): strings in a row share one judgement, and a name met once with its noun is known again without it.
"""

from pipeline.find.crossing import Ground
from pipeline.find.quotations import phrases, speech
from pipeline.find.quotations.building import cases
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.following import signature_in_brackets
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.phrases import Rule
from pipeline.find.quotations.recognising import Judged
from pipeline.find.quotations.together import joined, looked_at_together
from pipeline.text import Document

RULES: tuple[Rule, ...] = (*phrases.SURE, *speech.RULES, *phrases.LEFT_OVER)


def rule_name(rule: Rule) -> str:
    """The name a rule has in `reasons.toml`, in the TEI and in the tables."""
    return rule.__name__.replace("_", "-")


def rules_for(case: Case) -> tuple[Rule, ...]:
    """The rules asked of a string: all, or of one that can only be speech by its shape those of speech."""
    return speech.RULES if case.is_speech else RULES


def judged(document: Document) -> Judged:
    """Each string in marks outside citations with its judgement, in text order, an outer one before those inside it."""
    titles = {(span.start, span.end) for span in document.of("cited_title")}
    ground = Ground(document.spans)
    found: Judged = []
    for case in cases(document):
        cited = (case.string.start, case.string.end) in titles
        if cited or any(ground.crossed_by(*piece) for piece in case.string.pieces):
            continue
        case.speakers.view.tells_of(case.told_of)
        judgement = _judge(case)
        case.speakers.view.spoke(case.string.start, judgement.speaker, case.speakers.gender_of(judgement.speaker))
        case.judged[case.number] = judgement
        if found:
            case.joined = joined(found[-1][0], case)
            found[-1][0].settle()
        found.append((case, judgement))
    return looked_at_together(found)


def _judge(case: Case) -> Judgement:
    for rule in rules_for(case):
        if judgement := rule(case):
            return _by_note(case, _as_sure_as_who(case, judgement._replace(rule=rule_name(rule))))
    raise AssertionError("the last rule answers always, and of a string over paragraphs the last rule of speech")


def _as_sure_as_who(case: Case, judgement: Judgement) -> Judgement:
    """Less certain where the speaker may be somebody else: one without a name may have it elsewhere in the text.

    Whom a pronoun or an office was resolved to, and the paragraph does not name, is least certain; but whose words the
    narrator interrupts is certain where the paragraph names nobody else it can be.
    """
    place = case.string.start
    if judgement.kind != "quotation":
        return judgement
    if judgement.certainty == "high" and case.speakers.may_have_a_name(judgement.speaker):
        return judgement._replace(certainty="medium")
    if judgement.resolved and case.speakers.is_named_far_from(judgement.speaker, place):
        return judgement._replace(certainty="low")
    alone = judgement.cuts and case.speakers.is_without_rival(judgement.speaker, place)
    return judgement._replace(certainty="high") if alone else judgement


def _by_note(case: Case, judgement: Judgement) -> Judgement:
    """The note right after a quotation knows its author better than a pronoun or silence does."""
    heard = judgement.kind != "quotation" or judgement.rule.startswith("inquit")
    named = judgement.speaker and not case.speakers.may_have_a_name(judgement.speaker)
    sure = named and not judgement.resolved
    signed = signature_in_brackets(case) if case.speakers.may_have_a_name(judgement.speaker) else None
    if signed is not None:
        return judgement._replace(speaker=signed.ref, resolved=False, certainty="medium")
    if heard or sure or case.cited is None or not case.cited.author:
        return judgement
    certainty = "high" if judgement.speaker in ("", case.cited.author) else "medium"
    return judgement._replace(speaker=case.cited.author, resolved=False, certainty=certainty)

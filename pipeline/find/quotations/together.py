"""A look at all the strings of a text at once, after each has been judged for itself.

Strings in a row share one judgement, long phrases in one sentence one speaker. What is known again elsewhere in the
text is in `recognising.py`.
"""

from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import is_nominal
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.recognising import BY_CAPITAL, Judged, recognised

_WEAK = frozenset(("proper-name", "capitalised", "opening-subject", "distance", "long-phrase"))
_SHARED = frozenset(("quotation", "title", "name", "mentioned"))
_HOLDING_OFF = frozenset(("slogan", "so-called", "in-a-row"))  # rules of distance whose word holds for all the row
_JOINTS = frozenset((",", ";", "и", "или", "а", "но", "также", "то", "что", "либо"))


def looked_at_together(judged: Judged) -> Judged:
    """The same cases with their judgements shared, then recognised."""
    return recognised(_in_one_sentence(_in_a_row(judged)))


def _in_a_row(judged: Judged) -> Judged:
    """«А», «Б» и «В»: what is sure of one holds for a doubtful one beside it, forwards and then backwards."""
    forwards = _shared_along(judged, 1)
    return _shared_along(forwards[::-1], -1)[::-1]


def _shared_along(judged: Judged, step: int) -> Judged:
    shared: Judged = []
    for case, judgement in judged:
        if shared and judgement.rule in _WEAK and (case if step > 0 else shared[-1][0]).joined:
            model = shared[-1][1]
            fits = model.kind == "quotation" or not case.is_speech
            shares = model.kind in _SHARED or model.rule in _HOLDING_OFF
            if _is_surer(model, judgement) and shares and fits and not model.cuts:
                judgement = model._replace(rule="in-a-row")
        shared.append((case, judgement))
    return shared


def _is_surer(model: Judgement, judgement: Judgement) -> bool:
    """Evidence of any sort is surer than none, and of what is by its capital a name that which shows of what."""
    return model.rule not in _WEAK or (model.rule == "proper-name" and judgement.rule in BY_CAPITAL)


def joined(first: Case, second: Case) -> bool:
    """Whether only commas and conjunctions stand between two strings of one row."""
    if first.row.place != second.row.place or not 0 < second.index - first.index <= 4:
        return False
    between = [token.plain for token in first.row.tokens[first.index + 1 : second.index]]
    before = first.left()
    if len(between) > 1 and before is not None and between[-1] == before.plain and is_nominal(before, "PREP"):
        between = between[:-1]  # «о «...» и о «...»»
    opens_clause = between == [",", "что"] and (before is None or before.plain != "что")
    return bool(between) and not opens_clause and all(word in _JOINTS for word in between)


def _in_one_sentence(judged: Judged) -> Judged:
    """A long phrase that nobody owns is his whose words stand in the same sentence, the last of them."""
    owners: dict[tuple[int, int, int], Judgement] = {}
    for case, judgement in judged:
        if judgement.kind == "quotation" and judgement.rule != "long-phrase" and judgement.speaker:
            owners[case.sentence] = judgement
    return [(case, _owned(judgement, owners.get(case.sentence))) for case, judgement in judged]


def _owned(judgement: Judgement, owner: Judgement | None) -> Judgement:
    if judgement.rule != "long-phrase" or owner is None:
        return judgement
    return judgement._replace(speaker=owner.speaker, certainty="medium", rule="same-sentence")

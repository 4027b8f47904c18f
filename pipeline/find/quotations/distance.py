"""The last rule: words that nobody in particular said and nothing is called are held at arm's length. How sure that is.

What tells them from a word spoken about, or said by somebody, is the grammar of their sentence. They are used in it:
declined as it asks, with an adjective before or the words they belong to behind. A word that is spoken about stands in
its dictionary form, and what somebody says stands outside the author's clause.
"""

from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import is_nominal, verbs
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.tokens import Token

_LONGEST = 4  # words
_SHORT = 2  # words
_NEAR = 200  # tokens before a string among which somebody's words make it less sure


def distance(case: Case) -> Judgement:
    """Whatever nobody in particular said, and nothing is called: words held at arm's length."""
    if case.words > _LONGEST or case.begins_high or case.has_verb or case.ends_sentence:
        return Judgement("so_called", "low")
    if not _is_nominal(case) or _is_parted(case):
        return Judgement("so_called", "low")
    if _is_woven_in(case):
        sure = _is_plainly_used(case) and not _may_be_subject(case) and not _is_reported(case)
        return Judgement("so_called", "high" if sure else "medium")
    return Judgement("so_called", _by_its_form(case))


def _is_plainly_used(case: Case) -> bool:
    """One word, not governed by a verb right before it nor owned («звал «...»», «его «...»»), beside nobody's words.

    Of two words or more, or beside somebody's words, one in six is somebody's after all.
    """
    before, first = case.left(), case.inner.tokens[0].analyses[:1]
    nearest = case.row.tokens[max(0, case.index - _NEAR) : case.index]
    strings = (int(token.ref) for token in nearest if token.kind == "string")
    among = any(case.judged[one].kind == "quotation" for one in strings if one in case.judged)
    subject = any(one.case == "nomn" for one in first)
    governed = before is not None and (is_nominal(before, "NPRO") or (is_nominal(before, "VERB") and not subject))
    return case.words == 1 and not among and not governed


def _is_reported(case: Case) -> bool:
    """«X пишет, что Y показался ему «робким» человеком»: in what somebody is said to say it may be his word."""
    return any(verb.person == "3per" for verb in verbs(case.row, case.bounds[0], case.index))


def _by_its_form(case: Case) -> str:
    """What the case of a string and the adjective before it say, where nothing of its clause follows."""
    nobody = case.parent is not None or not case.somebody_may_say_it
    before = case.left()
    qualified = before is not None and is_nominal(before, "ADJF")
    declined = case.first_noun is not None and case.inner.tokens[0].analyses[0].case != "nomn"
    if case.words > _SHORT or not (qualified or declined or nobody):
        return "low"
    if case.first_noun is None and not qualified:
        return "low"
    return "high" if nobody and (qualified or declined) and _is_plainly_used(case) else "medium"


def _is_nominal(case: Case) -> bool:
    """Whether it begins with a noun, an adjective or a participle, which are declined."""
    first = case.inner.tokens[:1]
    return bool(first) and is_nominal(first[0], "NOUN", "ADJF", "PRTF", "NUMR")


def _is_woven_in(case: Case) -> bool:
    """Whether a word of the same clause follows right behind it, and no conjunction."""
    after = case.following
    return after is not None and after.kind == "word" and after.analyses[0].pos != "CONJ"


def _may_be_subject(case: Case) -> bool:
    """«порука» происходит от руки: in the nominative before its verb a word may be spoken about as well."""
    after = case.following
    nominative = case.inner.tokens[0].analyses[0].case == "nomn"
    return nominative and after is not None and is_nominal(after, "VERB")


def _is_parted(case: Case) -> bool:
    """Whether a dash or a colon stands beside it, as beside speech."""
    beside: tuple[Token | None, ...] = (case.left(), case.following)
    return any(token is not None and (token.kind == "dash" or token.text == ":") for token in beside)

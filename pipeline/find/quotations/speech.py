"""Rules that find direct speech: whose words a string in marks is, from what stands around it.

Each rule looks at one case and answers with a judgement or not at all; the first that answers decides.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.after_colon import after_colon
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.elsewhere import (
    continuation,
    headline,
    hearsay,
    in_the_work,
    long_phrase,
    note_author,
    noted_phrase,
    reply,
)
from pipeline.find.quotations.following import followed_by_frame, inquit, inquit_after, said_after, signed
from pipeline.find.quotations.frames import frame, how_before, may_begin
from pipeline.find.quotations.grammar import is_nominal, is_noun_of, is_person_noun, verb_at
from pipeline.find.quotations.heard import Heard
from pipeline.find.quotations.introduced import introduced
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.nominals import Subject
from pipeline.find.quotations.owned import adjective_of_a_name, noun_of_speech
from pipeline.find.quotations.phrases import Rule
from pipeline.find.quotations.pointed import fronted, pointed_back, told_behind
from pipeline.find.quotations.reported import subject_of_verb
from pipeline.find.quotations.speakers import NOBODY, Speaker
from pipeline.find.quotations.subjects import has_other_subject, subject_of

_OPENING = 3  # tokens of a sentence among which a frame stands that holds for all of it
_IN_FRAME = 2  # words of a phrase in such a sentence
_NEAR = 7  # tokens between a frame and a word or two of whom it names
_PHRASE = 3  # words from which a string in somebody's reported speech is taken for his own


def according_to(case: Case) -> Judgement | None:
    """по словам X, «...»; «...», по выражению X; по его мнению ... «...»"""
    low, _ = case.bounds
    for index in range(case.index - 1, max(low, case.index - 14) - 1, -1):
        if _is_speech(case, index):
            break
        heard = _framed_at(case, index)
        if heard is None and _somebody_else_speaks(case, index):
            break
        near = heard is not None and heard.speaker.agent and _is_said(case, index)
        if heard is not None and (case.words >= _PHRASE or near):
            return quotation(heard.speaker, "high" if case.words >= _PHRASE else "medium", heard.cue)
    return followed_by_frame(case) or _framed_sentence(case)


def _framed_at(case: Case, index: int) -> Heard | None:
    """The frame that begins at a word, or «как отметил X» whose verb it is."""
    if case.row.tokens[index].kind != "word":
        return None
    how = how_before(case.row, index)
    return frame(case.row, index if how is None else how, case.speakers)


def _is_said(case: Case, index: int) -> bool:
    """A word or two behind a frame: a predicate right behind its comma, or near «по словам X» what is no name."""
    token, beside = case.row.tokens[index], case.left()
    near = case.index - index < _NEAR
    parted = near or (beside is not None and beside.text == ",")
    framed = near and may_begin(token) and (token.plain != "как" or (beside is not None and beside.text == ","))
    return not _names(case) and ((case.has_predicate and parted) or framed)


def _names(case: Case) -> bool:
    """A word or two with a capital, no predicate, or neither comma nor colon before: what the sentence speaks about."""
    beside = case.left()
    said = case.has_predicate or case.ends_sentence or (beside is not None and beside.text == ":")
    return case.begins_high and (not said or (beside is not None and beside.kind in ("word", "name")))


def _framed_sentence(case: Case) -> Judgement | None:
    """«По мнению X, ... «...», а потому «...»»: a frame that opens a sentence holds for the phrases of all of it."""
    low, _ = case.bounds
    first = case.inner.tokens[:1]
    nominal = not first or is_nominal(first[0], "NOUN", "ADJF", "PRTF", "NUMR")
    if case.begins_high or (case.words < _IN_FRAME and nominal):
        return None
    opening = [at for at in range(low, min(low + _OPENING, case.index)) if may_begin(case.row.tokens[at])]
    if not opening or any(_somebody_else_speaks(case, index) for index in range(low, case.index)):
        return None
    for index in opening:
        if heard := frame(case.row, index, case.speakers):
            return quotation(heard.speaker, "medium", heard.cue)
    return None


def _is_speech(case: Case, index: int) -> bool:
    """Whether a string of the row stands there that is no title or name."""
    token = case.row.tokens[index]
    if token.kind != "string":
        return False
    judged = case.judged.get(int(token.ref))
    return judged is None or judged.kind not in ("title", "name", "mentioned")


def _somebody_else_speaks(case: Case, index: int) -> bool:
    """Whether a verb of speech stands there whose subject is no thing («ремесло предполагает», «письма говорят»)."""
    verb = verb_at(case.row, index) if case.row.tokens[index].kind == "word" else None
    if verb is None or verb.form != "VERB":
        return False
    subject = subject_of(case.row, verb, case.bounds[0], case.index, case.speakers)
    if subject is None:
        return not any(has_other_subject(case.row, verb, at) for at in range(case.bounds[0] + 1, verb.index + 1))
    head = case.row.tokens[subject.first]
    return subject.sort != "noun" or not is_noun_of(head, "nouns_of_document")


def elliptical(case: Case) -> Judgement | None:
    """«X видел в этом «...», Y – «...»»: behind a dash, somebody in the nominative before it, the verb is left out."""
    if case.begins_high:
        return None
    dash = case.index - 1
    if dash > case.bounds[0] and case.row.tokens[dash].plain in ("с", "в"):
        dash -= 1
    at = dash - 1
    if at <= case.bounds[0] or case.row.tokens[dash].kind != "dash":
        return None
    at -= case.row.tokens[at].kind == "string"
    return _nominative_at(case, at)


def _nominative_at(case: Case, at: int) -> Judgement | None:
    token = case.row.tokens[at]
    if not _in_series(case, at):
        return None
    if token.text == "%" or token.kind == "number":  # «46 % ответили: «да», 31 % – «нет»»
        return quotation(NOBODY, "medium")
    if token.kind == "name":
        return quotation(Speaker(token.ref, True), "medium") if case.speakers.nominative(token) else None
    many = token.plain in listed("substantives")  # «одни называют сад «раем», другие – «адом»»
    if token.kind != "word" or not (many or is_person_noun(token.text)):
        return None
    if is_noun_of(token, "strangers"):  # «назвал героя «...», а героиню – «...»»: who is called so, and does not speak
        return None
    return quotation(case.speakers.another(case.row, Subject(at, at, "noun")), "medium")


def _in_series(case: Case, at: int) -> bool:
    """Whether another string in marks stands before in the sentence, whose verb is meant."""
    strings = (int(token.ref) for token in case.row.tokens[case.bounds[0] : at] if token.kind == "string")
    return any(case.judged[one].kind in ("quotation", "so_called") for one in strings if one in case.judged)


def relayed(case: Case) -> Judgement | None:
    """«По словам X, ... «...», сообщает «Вестник»»: who said it stands before, and who passes it on behind."""
    after = case.right()[:2]
    row, _ = case.around()
    if len(after) < 2 or after[0][1].text != ",":
        return None
    verb = verb_at(row, after[1][0])
    if verb is None or verb.lemma not in listed("verbs_of_relaying"):
        return None
    subject = subject_of(row, verb, verb.index, row.sentence(verb.index)[1], case.speakers)
    if subject is None or subject.sort not in ("noun", "string"):
        return None
    return according_to(case) or subject_of_verb(case)


RULES: tuple[Rule, ...] = (
    inquit,
    introduced,
    relayed,
    inquit_after,
    signed,
    after_colon,
    pointed_back,
    said_after,
    according_to,
    fronted,
    elliptical,
    subject_of_verb,
    adjective_of_a_name,
    noun_of_speech,
    told_behind,
    hearsay,
    reply,
    note_author,
    noted_phrase,
    in_the_work,
    continuation,
    headline,
    long_phrase,
)

"""Rules that find direct speech: whose words a string in marks is, from what stands around it.

Each rule looks at one case and answers with a judgement or not at all; the first that answers decides.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.after_colon import after_colon
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.documents import document_speaks, reported, reporting, spoken_in, stands_in
from pipeline.find.quotations.elsewhere import (
    continuation,
    headline,
    hearsay,
    in_the_work,
    long_phrase,
    note_author,
    noted_phrase,
)
from pipeline.find.quotations.following import followed_by_frame, inquit, inquit_after, said_after, signed
from pipeline.find.quotations.frames import frame, may_begin
from pipeline.find.quotations.grammar import Verb, is_nominal, is_noun_of, is_person_noun, verb_at, verbs
from pipeline.find.quotations.heard import cue_of
from pipeline.find.quotations.introduced import introduced
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.nominals import Subject, genitive_name
from pipeline.find.quotations.owned import noun_of_speech
from pipeline.find.quotations.participles import said_by_participle
from pipeline.find.quotations.phrases import Rule
from pipeline.find.quotations.pointed import fronted, pointed_back
from pipeline.find.quotations.speakers import NOBODY, Speaker
from pipeline.find.quotations.subjects import has_other_subject, named_beside, subject_of
from pipeline.find.quotations.tokens import STOPS, Token

_NEAR = 4  # tokens between a verb and the words it governs, at most, to be sure of it
_FAR = 30  # tokens that a verb of speech reaches over
_OPENING = 3  # tokens of a sentence among which a frame stands that holds for all of it
_OF_READING = frozenset(("читать", "прочитать", "прочесть", "вычитать", "узнать"))
_IN_FRAME = 2  # words of a phrase in such a sentence
_PHRASE = 3  # words from which a string in somebody's reported speech is taken for his own


def according_to(case: Case) -> Judgement | None:
    """по словам X, «...»; «...», по выражению X; по его мнению ... «...»"""
    low, _ = case.bounds
    for index in range(case.index - 1, max(low, case.index - 14) - 1, -1):
        if _is_speech(case, index) or _somebody_else_speaks(case, index):
            break
        heard = frame(case.row, index, case.speakers) if case.row.tokens[index].kind == "word" else None
        near = heard is not None and heard.speaker.agent and case.index - index < 7 and not _names(case)
        if heard is not None and (case.words >= _PHRASE or near):
            return quotation(heard.speaker, "high" if case.words >= _PHRASE else "medium", heard.cue)
    return followed_by_frame(case) or _framed_sentence(case)


def _names(case: Case) -> bool:
    """A word or two with a capital, and neither comma nor colon before them: what the sentence speaks about."""
    beside = case.left()
    return case.begins_high and beside is not None and beside.kind in ("word", "name")


def _framed_sentence(case: Case) -> Judgement | None:
    """«По мнению X, ... «...», а потому «...»»: a frame that opens a sentence holds for the phrases of all of it."""
    low, _ = case.bounds
    if case.words < _IN_FRAME or case.begins_high:
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


def subject_of_verb(case: Case) -> Judgement | None:
    """X сказал, что «...»; X назвал его «...»; такие меры предлагал X «...»."""
    low = _after_semicolon(case)
    for index in reporting(case.row, max(low, case.index - _FAR), case.index):
        if heard := reported(case.row, index, low, case.index, case.speakers):
            return quotation(heard.speaker, "high", heard.cue) if case.words >= _PHRASE else None
    for verb in verbs(case.row, max(low, case.index - _FAR), case.index):
        if verb.lemma in listed("verbs_of_manner"):
            continue
        if owned := _owned_between(case, verb.index):
            return owned
        subject = subject_of(case.row, verb, low, case.index, case.speakers)
        if subject is None:
            return _without_subject(case, verb, low)
        if subject.sort in ("first person", "second person"):
            return _read_by_me(case, verb, low)
        if subject.sort == "noun" and subject.number == "plur" and _is_reported(case, verb, low):
            continue
        return _reported(case, verb, case.speakers.resolve(case.row, subject), cue_of(case.row, verb, subject))
    return participle_of_speech(case) or _passive(case)


def _read_by_me(case: Case, verb: Verb, low: int) -> Judgement | None:
    """«В одной газете я прочёл, что «...»»: what somebody reads says the document in which he reads it."""
    if verb.lemma not in _OF_READING or case.words < _PHRASE:
        return None
    for place in (*range(verb.index + 1, case.index), *range(low + 1, verb.index)):
        if stands_in(case.row, place) == "loct" and (who := document_speaks(case.row, place, "loct", case.speakers)):
            return quotation(who, "medium", cue_of(case.row, verb, None))
    return None


def _is_reported(case: Case, verb: Verb, low: int) -> bool:
    """«X доказывает, что крестьяне понимали это как «...»»: many people do not speak in one wording, X does."""
    outer = next(verbs(case.row, low, verb.index), None)
    if outer is None or outer.form != "VERB" or outer.number != "sing" or outer.person != "3per":
        return False
    behind = case.row.tokens[outer.index + 1 : outer.index + 3]
    return [token.plain for token in behind] == [",", "что"]


def _after_semicolon(case: Case) -> int:
    """Where the part of the sentence begins in which the string stands."""
    low = case.bounds[0]
    return next((i + 1 for i in range(case.index - 1, low - 1, -1) if case.row.tokens[i].text == ";"), low)


def _passive(case: Case) -> Judgement | None:
    """«утверждалось, что «...»», «была названа «...»»: whoever is in view says it."""
    nearest = case.row.tokens[max(case.bounds[0], case.index - _NEAR) : case.index]
    said = next((token for token in reversed(nearest) if _is_passive(token)), None)
    if said is None or case.words < _IN_FRAME or case.begins_high:
        return None
    low, at = case.bounds[0], case.row.at(said.start)
    for place in range(low, at):
        if stands_in(case.row, place) == "loct" and (who := document_speaks(case.row, place, "loct", case.speakers)):
            return quotation(who, "medium", (said.start, said.end))
    return quotation(Speaker(case.speakers.view.antecedent(said.start), False), "medium", (said.start, said.end))


def _is_passive(token: Token) -> bool:
    if token.plain in listed("reports_without_subject"):
        return True
    likeliest = token.analyses[0] if token.analyses else None
    return likeliest is not None and likeliest.pos == "PRTS" and likeliest.lemma in listed("verbs_of_naming")


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
    if token.kind == "name":
        return quotation(Speaker(token.ref, True), "medium") if case.speakers.nominative(token) else None
    if token.kind != "word" or not is_person_noun(token.text):
        return None
    if is_noun_of(token, "strangers"):  # «назвал героя «...», а героиню – «...»»: who is called so, and does not speak
        return None
    return quotation(case.speakers.another(case.row, Subject(at, at, "noun")), "medium")


def _in_series(case: Case, at: int) -> bool:
    """Whether another string in marks stands before in the sentence, whose verb is meant."""
    strings = (int(token.ref) for token in case.row.tokens[case.bounds[0] : at] if token.kind == "string")
    return any(case.judged[one].kind in ("quotation", "so_called") for one in strings if one in case.judged)


def _without_subject(case: Case, verb: Verb, low: int) -> Judgement | None:
    """«И утверждает, что «...»»: whoever is in view; «рассказали в отделе, что «...»»: a body."""
    if verb.form != "VERB" or verb.person != "3per":
        return None
    if verb.number == "plur":
        if body := spoken_in(case.row, verb, low, case.index, case.speakers):
            return _reported(case, verb, body.speaker, body.cue)
        clause = case.words >= _PHRASE or (case.words > 1 and case.has_verb)
        said = _that(case, verb) and clause and not case.begins_high
        return quotation(NOBODY, "low", cue_of(case.row, verb, None)) if said else None
    if has_other_subject(case.row, verb) or not _that(case, verb):
        return None
    place = case.row.tokens[verb.index].start
    who = case.speakers.meant(place, verb.gender, named_beside(case.row, verb.index))
    return _reported(case, verb, Speaker(who, False), cue_of(case.row, verb, None)) if who else None


def _that(case: Case, verb: Verb) -> bool:
    """Whether a conjunction opens the reported clause right behind the verb."""
    return any(token.plain in ("что", "будто", "чтобы") for token in case.row.tokens[verb.index + 1 : verb.index + 4])


def participle_of_speech(case: Case) -> Judgement | None:
    """«... X, доказывавшего, что «...»»: a participle of a verb of speech, and the name it belongs to."""
    if case.begins_high:
        return None
    said_in = "verbs_of_speech" if case.words >= _PHRASE else "verbs_of_seeing"
    heard = said_by_participle(case.row, case.bounds[0], case.index, said_in, case.speakers)
    return quotation(heard.speaker, "medium", heard.cue) if heard is not None else None


def _owned_between(case: Case, verb: int) -> Judgement | None:
    """«спорил с мыслью X, что «...»»: a noun of speech with its owner, nearer to the string than the verb."""
    for index in range(case.index - 1, verb, -1):
        if is_noun_of(case.row.tokens[index], "nouns_of_speech"):
            name = next(genitive_name(case.row, index + 1), None)
            cue = (case.row.tokens[index].start, name.end) if name else None
            return quotation(Speaker(name.ref, True), "high", cue) if name and case.words >= _PHRASE else None
    return None


def _reported(case: Case, verb: Verb, speaker: Speaker, cue: tuple[int, int]) -> Judgement | None:
    """A phrase in somebody's reported speech is his; one word or two only right beside the verb."""
    between = [t for t in case.row.tokens[verb.index + 1 : case.index] if t.kind == "word"]
    near = len(between) <= _NEAR
    clause = between[-3:] if 1 < case.words < _PHRASE else between[-1:]
    that = any(token.plain in ("что", "будто") for token in clause)
    that = that or (_is_predicate(case) and any(token.plain in ("что", "будто") for token in between))
    if case.words < _PHRASE and ((not that and not _governs(case, verb, between)) or not speaker.agent):
        return None
    if case.begins_high and ((not that and not near) or (case.words <= 4 and not case.has_verb)):
        return None
    certainty = "low" if case.words < _PHRASE else "high" if that or near else "medium"
    return quotation(speaker, certainty, cue)


def _is_predicate(case: Case) -> bool:
    """«жалуется, что без сада ей «как-то пусто»»: no noun, and the clause ends with it."""
    first, behind = case.inner.tokens[:1], case.right()[:1]
    ends = not behind or behind[0][1].text in (",", *STOPS)
    return ends and bool(first) and not is_nominal(first[0], "NOUN", "ADJF", "PRTF", "NUMR", "NPRO")


def _governs(case: Case, verb: Verb, between: list[Token]) -> bool:
    """Whether a word or two belong to a verb of speech: a verb of naming not far off, or one right before them.

    So do one or two that it calls to («к «...»»), and two that it speaks about («о «...»»): one alone is the author's.
    """
    if verb.number == "plur" and verb.index and case.row.tokens[verb.index - 1].plain == "как":
        return False  # «, как считают многие, «...»»
    if verb.lemma in listed("verbs_of_naming") | listed("verbs_of_seeing"):
        return len(between) <= _NEAR
    if verb.lemma in listed("verbs_of_judging"):
        first = case.inner.tokens[0]
        return len(between) <= _NEAR and any(one.case == "ablt" for one in first.analyses)
    if between and between[-1].plain in ("к", "о", "об"):
        return len(between) <= _NEAR and (between[-1].plain == "к" or case.words > 1)
    if verb.form == "INFN" and case.words == 1:  # «предпочитает говорить просто «...»»: a word that he uses
        return False
    return len(between) <= 1 and not any(one.analyses[0].pos in ("NOUN", "PREP") for one in between)


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
    noun_of_speech,
    hearsay,
    note_author,
    noted_phrase,
    in_the_work,
    continuation,
    headline,
    long_phrase,
)

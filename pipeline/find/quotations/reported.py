"""The rule for reported speech: «X сказал, что «...»», «X назвал его «...»», «утверждалось, что «...»».

A verb of speech stands before the string in its sentence; who its subject is, `subjects` says.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.documents import document_speaks, reported, reporting, spoken_in, stands_in
from pipeline.find.quotations.grammar import Verb, is_nominal, is_noun_of, verbs
from pipeline.find.quotations.heard import cue_of, spanning
from pipeline.find.quotations.inquits import quoted_person
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.participles import said_by_participle, said_to_be
from pipeline.find.quotations.speakers import NOBODY, Speaker
from pipeline.find.quotations.subjects import has_other_subject, named_beside, subject_of
from pipeline.find.quotations.tokens import STOPS, Token

_NEAR = 4  # tokens between a verb and the words it governs, at most, to be sure of it
_FAR = 30  # tokens that a verb of speech reaches over
_PHRASE = 3  # words from which a string in somebody's reported speech is taken for his own
_TWO_WORDS = 2
_OF_READING = frozenset(("читать", "прочитать", "прочесть", "вычитать", "узнать"))


def subject_of_verb(case: Case) -> Judgement | None:
    """X сказал, что «...»; X назвал его «...»; такие меры предлагал X «...»."""
    low = _after_semicolon(case)
    for index in reporting(case.row, max(low, case.index - _FAR), case.index):
        if heard := reported(case.row, index, low, case.index, case.speakers):
            return quotation(heard.speaker, "high", heard.cue) if _is_clause(case) else None
    for verb in verbs(case.row, max(low, case.index - _FAR), case.index):
        if verb.lemma in listed("verbs_of_manner"):
            continue
        if owned := _owned_between(case, verb):
            return owned
        subject = subject_of(case.row, verb, low, case.index, case.speakers)
        if subject is None:
            return _without_subject(case, verb, low)
        if subject.sort in ("first person", "second person"):
            return _read_by_me(case, verb, low)
        if subject.sort == "noun" and subject.number == "plur" and _is_reported(case, verb, low):
            continue
        return _reported(case, verb, case.speakers.resolve(case.row, subject), cue_of(case.row, verb, subject))
    return _by_participle(case) or _passive(case)


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
    if said is None or case.words < _TWO_WORDS or case.begins_high:
        return None
    low, at = case.bounds[0], case.row.at(said.start)
    if heard := said_to_be(case.row, at, case.index, case.speakers):
        return quotation(heard.speaker, "high", heard.cue)
    cue = (said.start, said.end)
    for place in range(low, at):
        inside = stands_in(case.row, place) == "loct"
        if inside and (who := document_speaks(case.row, place, "loct", case.speakers)):
            return quotation(who, "medium", cue)
        if inside and case.row.tokens[place].kind == "string" and case.row.tokens[place].text[1:2].isupper():
            return quotation(case.speakers.paper(case.row.tokens[place]), "low", cue)
    if said.plain in listed("reports_without_subject") and is_nominal(said, "PRTS") and _is_that(case, at):
        return quotation(NOBODY, "medium", cue)
    subjects = (one for one in case.row.tokens[low:at] if one.kind == "name" and case.speakers.nominative(one))
    named = frozenset(one.ref for one in subjects)
    return quotation(Speaker(case.speakers.view.antecedent(said.start, "", named), False), "medium", cue)


def _is_that(case: Case, at: int) -> bool:
    """«не раз было замечено, что ...»: a clause follows, and nobody is said to say it."""
    return [token.plain for token in case.row.tokens[at + 1 : at + 3]] == [",", "что"]


def _is_passive(token: Token) -> bool:
    if token.plain in listed("reports_without_subject"):
        return True
    likeliest = token.likeliest
    return likeliest is not None and likeliest.pos == "PRTS" and likeliest.lemma in listed("verbs_of_naming")


def _without_subject(case: Case, verb: Verb, low: int) -> Judgement | None:
    """«И утверждает, что «...»»: whoever is in view; «рассказали в отделе, что «...»»: a body."""
    if verb.form != "VERB" or verb.person != "3per":
        return None
    if verb.number == "plur":
        if body := spoken_in(case.row, verb, low, case.index, case.speakers):
            return _reported(case, verb, body.speaker, body.cue)
        said = _that(case, verb) and _is_clause(case) and not case.begins_high
        return quotation(NOBODY, "low", cue_of(case.row, verb, None)) if said else None
    if has_other_subject(case.row, verb) or not _that(case, verb):
        return None
    place = case.row.tokens[verb.index].start
    who = case.speakers.meant(place, verb.gender, named_beside(case.row, verb.index))
    return _reported(case, verb, Speaker(who, False), cue_of(case.row, verb, None)) if who else None


def _is_clause(case: Case) -> bool:
    """A phrase, or two words with their predicate («сохранился местами», «решение принято»)."""
    return case.words >= _PHRASE or (case.words >= _TWO_WORDS and case.has_predicate)


def _that(case: Case, verb: Verb) -> bool:
    """Whether a conjunction opens the reported clause right behind the verb."""
    return any(token.plain in ("что", "будто", "чтобы") for token in case.row.tokens[verb.index + 1 : verb.index + 4])


def _by_participle(case: Case) -> Judgement | None:
    """«... X, доказывавшего, что «...»»: a participle of a verb of speech, and the name it belongs to."""
    if case.begins_high:
        return None
    said_in = "verbs_of_speech" if case.words >= _PHRASE else "verbs_of_seeing"
    heard = said_by_participle(case.row, case.bounds[0], case.index, said_in, case.speakers)
    return quotation(heard.speaker, "medium", heard.cue) if heard is not None else None


def _owned_between(case: Case, verb: Verb) -> Judgement | None:
    """«спорил с мыслью X, что «...»», «цитирует X («...»)»: a noun of speech with its owner, or who is quoted."""
    bracketed = case.row.tokens[case.index - 1].text == "("
    if bracketed and (quoted := quoted_person(case.row, verb, case.index, case.speakers)):
        return quotation(Speaker(quoted.ref, True), "high", spanning(case.row.tokens[verb.index], quoted))
    if case.row.tokens[case.index - 1].plain == "как":
        return None  # «выписал строчку X, как «лучшее признание»»: so he judges
    for index in range(case.index - 1, verb.index, -1):
        if is_noun_of(case.row.tokens[index], "nouns_of_speech"):
            name = genitive_name(case.row, index + 1, case.speakers)
            cue = (case.row.tokens[index].start, name.end) if name else None
            that = any(token.plain == "что" for token in case.row.tokens[index : case.index])
            if name and (case.words >= _PHRASE or that):
                return quotation(Speaker(name.ref, True), "high" if case.words >= _PHRASE else "low", cue)
            return None
    return None


def _reported(case: Case, verb: Verb, speaker: Speaker, cue: tuple[int, int]) -> Judgement | None:
    """A phrase in somebody's reported speech is his; one word or two only right beside the verb."""
    between = [t for t in case.row.tokens[verb.index + 1 : case.index] if t.kind == "word"]
    near = len(between) <= _NEAR
    clause = between[-3:] if 1 < case.words < _PHRASE else between[-1:]
    that = any(token.plain in ("что", "будто") for token in clause)
    that = that or (_is_predicate(case) and any(token.plain in ("что", "будто", "ли") for token in between))
    if case.words < _PHRASE and ((not that and not _governs(case, verb, between)) or not speaker.agent):
        return None
    if _is_attribute(case) and verb.lemma not in listed("verbs_of_naming"):
        return None
    if case.begins_high and ((not that and not near) or (case.words <= 4 and not case.has_verb)):
        return None
    certainty = "low" if case.words < _PHRASE else "high" if that or near else "medium"
    return quotation(speaker, certainty, cue)


def _is_attribute(case: Case) -> bool:
    """«видел в ней случай «разумного» насилия»: one word that belongs to the noun behind it is the sentence's own."""
    first, behind = case.inner.tokens[:1], case.following
    if (
        case.words > 1
        or not first
        or behind is None
        or not (is_nominal(first[0], "ADJF") and is_nominal(behind, "NOUN"))
    ):
        return False
    nouns = {(one.case, one.number) for one in behind.analyses if one.pos == "NOUN"}
    return any((one.case, one.number) in nouns for one in first[0].analyses if one.pos == "ADJF")


def _is_urged(case: Case) -> bool:
    """«призвала партнёров «не драматизировать»»: what somebody is asked to do, in the infinitive."""
    words = [token for token in case.inner.tokens if token.plain != "не"]
    return case.words > 1 and bool(words) and is_nominal(words[0], "INFN")


def _is_predicate(case: Case) -> bool:
    """«жалуется, что без сада ей «как-то пусто»»: no noun, and the clause ends with it."""
    first, behind = case.inner.tokens[:1], case.behind[:1]
    ends = not behind or behind[0].text in (",", *STOPS)
    return ends and bool(first) and not is_nominal(first[0], "NOUN", "ADJF", "PRTF", "NUMR", "NPRO")


def _governs(case: Case, verb: Verb, between: list[Token]) -> bool:
    """Whether a word or two belong to a verb of speech: a verb of naming not far off, or one right before them.

    So do one or two that it calls to («к «...»»), and two that it speaks about («о «...»»): one alone is the author's.
    """
    if verb.number == "plur" and verb.index and case.row.tokens[verb.index - 1].plain == "как":
        return False  # «, как считают многие, «...»»
    if verb.lemma in listed("verbs_of_naming", "verbs_of_seeing"):
        return len(between) <= _NEAR
    if verb.lemma in listed("verbs_of_judging"):
        first = case.inner.tokens[0]
        return len(between) <= _NEAR and any(one.case == "ablt" for one in first.analyses)
    if verb.lemma in listed("verbs_of_reproach") and between and between[-1].plain == "в":
        return len(between) <= _NEAR
    if _is_urged(case):
        return len(between) <= _NEAR
    words = between[:-1] if len(between) > 1 and is_nominal(between[-1], "ADJF") else between
    if words and words[-1].plain in ("к", "о", "об"):
        return len(between) <= _NEAR and (words[-1].plain == "к" or case.words > 1)
    if verb.form == "INFN" and case.words == 1:  # «предпочитает говорить просто «...»»: a word that he uses
        return False
    return len(between) <= 1 and not any(one.analyses[0].pos in ("NOUN", "PREP") for one in between)

"""The rule for a colon that no word of speech stands before: it follows somebody, or a document, or a whole sentence.

Where a word of speech does, `introduced` has answered.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.acting import what_acts, who_acts
from pipeline.find.quotations.by_noun import names_its_theme, read_with, sender_of
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.documents import holding_work
from pipeline.find.quotations.frames import frame
from pipeline.find.quotations.grammar import (
    finite_at,
    is_attribute_in,
    is_finite,
    is_nominal,
    is_noun_of,
    is_person_noun,
    noun_lemmas,
)
from pipeline.find.quotations.introduced import introduction
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.nominals import OF_HIM, Subject
from pipeline.find.quotations.speakers import NOBODY, Speaker
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.tokens import STOPS, Row
from pipeline.find.quotations.writers import carried_by

_SENTENCE = 3  # words from which a string after a bare colon is taken for a sentence somebody said
_GOING_ON = 4  # tokens of an introduction like «И далее:» that leave the speaker to what stands before


def after_colon(case: Case) -> Judgement | None:
    """No word of speech before the colon: then it takes a whole sentence after it, or somebody or a document before."""
    row, low, high = introduction(case)
    if row is None or not case.begins_high:
        return None
    if heard := next((found for i in range(low, high) if (found := frame(row, i, case.speakers))), None):
        return quotation(heard.speaker, "high", heard.cue)
    if author := read_with(case, row, low, high):
        return quotation(Speaker(author, True), "high")
    if judgement := _by_document(case, row, low, high):
        return judgement
    exclaims = case.ends_sentence or case.has_verb or is_said_in_short(case) or names_its_theme(case, row, low)
    exclaims = exclaims or _answers(case, row, low, high)
    subject = _somebody(case, row, low, high)
    if subject and (exclaims or case.words >= _SENTENCE):
        return quotation(subject, "high" if subject.direct else "medium")
    if goes_on(case, row, low, high):
        return quotation(Speaker(case.speakers.view.last_spoken(case.string.start), False), "medium")
    if case.words < _SENTENCE and not is_said_in_short(case):
        return None
    going_on = case.speakers.view.last_spoken(case.string.start) if high - low <= _GOING_ON else ""
    return quotation(Speaker(going_on or case.speakers.view.antecedent(case.string.start), False), "medium")


def speaks_of(case: Case) -> bool:
    """«X – о доме: «...». О саде: «...»»: before the colon somebody, and of what he speaks, or he goes on about it."""
    row, low, high = introduction(case)
    return row is not None and (names_its_theme(case, row, low) or goes_on(case, row, low, high))


def goes_on(case: Case, row: Row, low: int, high: int) -> bool:
    """«X: «...». И далее: «...»»: behind a quotation only adverbs and phrases of a preposition before the colon."""
    before = next((token for token in row.tokens[:low][::-1] if token.text not in STOPS and token.kind != "note"), None)
    judged = case.judged.get(int(before.ref)) if before is not None and before.kind == "string" else None
    governed = False
    for token in row.tokens[low:high]:
        governed = governed or is_nominal(token, "PREP") or token.kind == "number"
        if not (
            token.text == ","
            or is_nominal(token, "ADVB", "CONJ", "PRCL", "COMP", "PREP")
            or (governed and not is_finite(token))
        ):
            return False
    return judged is not None and judged.kind == "quotation"


def _answers(case: Case, row: Row, low: int, high: int) -> bool:
    """«X: «Неутешительные»»: as in an interview only a name before the colon, and no list of titles behind it."""
    listed_on = bool(case.behind[:1]) and case.behind[0].text == ","
    return high - low == 1 and row.tokens[low].kind == "name" and not listed_on


def is_said_in_short(case: Case) -> bool:
    """«Хранить», «Неискренне», «Маршрут сокращён», «Снег вечен»: a predicate without a finite verb."""
    words = [token for token in case.inner.tokens if token.kind == "word"]
    first = words[:1]
    copula = next((at for at, one in enumerate(case.inner.tokens) if one.kind == "dash"), 0) > 0  # «Срок – месяц»
    return (
        copula
        or any(is_nominal(one, "PRTS", "ADJS") for one in words)
        or any(is_nominal(one, "INFN", "ADVB", "PRED", "INTJ") for one in first)
    )


def _by_document(case: Case, row: Row, low: int, high: int) -> Judgement | None:
    """«Из письма X: «...»», «Висело объявление: «...»»: a document right before the colon, and whose it is."""
    for index in range(high - 1, max(low, high - 6) - 1, -1):
        token = row.tokens[index]
        if is_noun_of(token, "nouns_of_document") or is_noun_of(token, "nouns_of_placard"):
            cue = (token.start, token.end)
            if name := genitive_name(row, index + 1, case.speakers):
                return quotation(Speaker(name.ref, True), "high", (cue[0], name.end))
            if gender := OF_HIM.get(row.tokens[index - 1].plain if index else ""):
                return quotation(Speaker(case.speakers.meant(cue[0], gender), False), "medium", cue)
            if noun_lemmas(token) & listed("nouns_of_letter") and (writer := _writer(case, row, low, index)):
                return quotation(writer, "medium", cue)
            writer = carried_by(row, index, case.speakers) or sender_of(case, row, low, index)
            if writer := writer or _issuer(case, row, low, index):
                return quotation(writer, "medium", cue)
            beside = (index == high - 1 or _heads(row, index, low, high)) and (
                case.words >= _SENTENCE or case.ends_sentence or is_said_in_short(case)
            )
            return quotation(_as_it_stands(case, row, index), "medium", cue) if beside else None
    return None


def _issuer(case: Case, row: Row, low: int, document: int) -> Speaker | None:
    """«X наложил резолюцию: «...»», «X снабдил книгу надписью: «...»»: who makes the document, or acts by it."""
    form = row.tokens[document].analyses[0]
    if form.case == "ablt" and form.number == "sing":
        return who_acts(case, row, low, document) or what_acts(case, row, low, document)
    made = any(
        (verb := finite_at(row, at)) is not None and verb.lemma in listed("verbs_of_issuing")
        for at in range(low, document)
    )
    accusative = any(one.case == "accs" for one in row.tokens[document].analyses)
    return who_acts(case, row, low, document) if made and accusative else None


def _heads(row: Row, noun: int, low: int, high: int) -> bool:
    """«Объявление на воротах: «...»»: nothing is done before the colon, and the document stands first."""
    opens = all(is_attribute_in(token, "nomn") for token in row.tokens[low:noun])
    return opens and not any(is_finite(token) for token in row.tokens[noun:high])


def _writer(case: Case, row: Row, low: int, letter: int) -> Speaker | None:
    """«чиновник сделал на полях помету: «...»»: who is the subject before the noun; else the person in view.

    Of «Другая записка: «...»», «Мне подали записку: «...»» nobody.
    """
    if heard := holding_work(row, low, letter, case.speakers):
        return heard.speaker
    if subject := _somebody(case, row, low, letter):
        return subject
    verb = next((found for at in range(letter - 1, low - 1, -1) if (found := finite_at(row, at))), None)
    if (verb is None and row.tokens[letter].analyses[0].case == "nomn") or (verb is not None and verb.number == "plur"):
        return None
    who = case.speakers.view.antecedent(row.tokens[letter].start)
    return Speaker(who, False) if who else None


def _as_it_stands(case: Case, row: Row, index: int) -> Speaker:
    """The document itself, in the nominative."""
    form = row.tokens[index].analyses[0].case
    return case.speakers.oblique(row, index, index, form) if form else NOBODY


def _somebody(case: Case, row: Row, low: int, high: int) -> Speaker | None:
    """The person who is named, or is the subject of any verb, before the colon."""
    for index in range(high - 1, low - 1, -1):
        verb = finite_at(row, index)
        subject = subject_of(row, verb, low, high, case.speakers) if verb and verb.person == "3per" else None
        if subject is not None and subject.sort in ("name", "noun", "pronoun"):
            return case.speakers.resolve(row, subject)
    return who_acts(case, row, low, high) or _label(case, row, low, high)


def _label(case: Case, row: Row, low: int, high: int) -> Speaker | None:
    """«Государь (вставая): ...»: a noun for a person, and no verb, as in the minutes of a meeting."""
    first = row.tokens[low]
    verbal = any(is_finite(token) for token in row.tokens[low:high])
    if verbal or high - low > _GOING_ON + 2 or first.kind != "word" or not is_person_noun(first.text):
        return None
    return case.speakers.resolve(row, Subject(low, low, "noun"))

"""The rule for what a colon introduces behind a word of speech: «X сказал: «...»», «слова X: «...»».

The words before the colon may end the paragraph before. A colon without a word of speech is that of `after_colon`.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.by_noun import read_with, said_in_noun
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.documents import reported, spoken_in
from pipeline.find.quotations.following import inquit_after
from pipeline.find.quotations.frames import frame
from pipeline.find.quotations.grammar import (
    Verb,
    finite_at,
    is_noun_of,
    verb_at,
    verbs,
)
from pipeline.find.quotations.heard import cue_of, spanning
from pipeline.find.quotations.inquits import quoted_person
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.nominals import OF_HIM, Subject
from pipeline.find.quotations.participles import said_by_participle
from pipeline.find.quotations.speakers import NOBODY, Speaker
from pipeline.find.quotations.subjects import has_other_subject, inner_clauses, named_beside, subject_of
from pipeline.find.quotations.tokens import Row, Token

_NEAR = 4  # tokens between a converb and the colon, at most, for it to be the word of speech
_FLOOR = 3  # words of «голос из зала»
_NOUN = 14  # tokens between a noun of speech and the colon, at most
_OF_READING = frozenset(("читать", "прочитать", "прочесть", "находить", "встречать"))


def introduced(case: Case) -> Judgement | None:
    """X сказал: «...»; the colon may end the paragraph before.

    Where nobody stands there, and somebody behind the string, that is who says it: «о повести: «...», – учит X».
    """
    found = _introduced(case)
    if found is None or not (found.resolved or not found.speaker) or _has_somebody(case):
        return found
    behind = inquit_after(case)
    return None if behind is not None and behind.speaker and not behind.resolved else found


def _has_somebody(case: Case) -> bool:
    """«когда нам говорили: «...»», «он отвечал: «...»»: people say it, or he, whoever passes it on behind it."""
    row, low, high = introduction(case)
    there = row.tokens[low:high] if row is not None else ()
    finite = (finite_at(row, at) for at in range(low, high)) if row is not None else ()
    many = any(verb is not None and verb.number == "plur" for verb in finite)
    return many or any(token.plain in ("он", "она", "они") for token in there)


def _introduced(case: Case) -> Judgement | None:
    row, low, high = introduction(case)
    if row is None or (case.words == 1 and not (case.ends_sentence or case.begins_high) and not verb_at(row, high - 1)):
        return None
    if voice := _from_the_floor(case, row, low, high):
        return quotation(voice, "high", (row.tokens[high - _FLOOR].start, row.tokens[high - 1].end))
    for index in range(low, high):
        heard = reported(row, index, low, high, case.speakers)
        if heard is not None and not _says_within(case, row, index, high):
            return quotation(heard.speaker, "high", heard.cue)
        if (heard := frame(row, index, case.speakers)) and heard.cue[1] == row.tokens[high - 1].end:
            return quotation(heard.speaker, "high", heard.cue)
    inside = inner_clauses(row, low, high)
    outer = (verb for verb in verbs(row, low, high) if verb.index not in inside)
    verb = next((verb for verb in outer if verb.form != "GRND" or high - verb.index < _NEAR), None)
    if verb is not None and _opens_relative(row, verb.index + 1, high):
        return None
    noun = _last_noun_of_speech(row, max(low, high - _NOUN), high)
    noun = None if noun is not None and _has_its_words(case, row, noun, high) else noun
    if verb is not None and (noun is None or verb.index > noun):
        return _introduced_by_verb(case, row, verb, low, high)
    if noun is not None:
        return said_in_noun(case, row, noun, low, high)
    if verb is not None:
        return _introduced_by_verb(case, row, verb, low, high)
    heard = said_by_participle(row, max(low, high - _NOUN), high, "verbs_of_speech", case.speakers)
    return quotation(heard.speaker, "medium", heard.cue) if heard is not None else None


def _from_the_floor(case: Case, row: Row, low: int, high: int) -> Speaker | None:
    """«(Голос с места: «...»)», «Реплика из зала: «...»»: in the minutes of a speech somebody of those who listen."""
    at = high - _FLOOR
    opens = at == low or (at > low and row.tokens[at - 1].text == "(")
    if not opens or row.tokens[at + 1].plain not in ("с", "из"):
        return None
    heard = is_noun_of(row.tokens[at], "nouns_of_speech") or is_noun_of(row.tokens[at], "crowds")
    return case.speakers.resolve(row, Subject(at, high - 1, "noun")) if heard else None


def _says_within(case: Case, row: Row, report: int, high: int) -> bool:
    """«Из протокола видно, что X ответил: ...», «там находим его ответ: ...»: whoever is named there says it."""
    noun = _last_noun_of_speech(row, report + 1, high)
    if noun is not None and row.tokens[noun - 1].plain in OF_HIM:
        return True
    aside = report > 0 and row.tokens[report - 1].plain == "как"  # «X, как видно из письма, говорил: ...»
    low = row.sentence(report)[0] if aside else report + 1
    verb = next(verbs(row, report + 1, high), None)
    subject = subject_of(row, verb, low, high, case.speakers) if verb is not None else None
    return subject is not None and subject.sort == "name"


def _opens_relative(row: Row, low: int, high: int) -> bool:
    """«осудила противников, которые пугают: ...»: a relative clause before the colon has its own who and what."""
    return any(row.tokens[i].plain.startswith("котор") and row.tokens[i - 1].text == "," for i in range(low, high))


def _last_noun_of_speech(row: Row, low: int, high: int) -> int | None:
    """The last noun of speech; not of «на её слова он только кивнул, она развела руками: ...», where others go on."""
    for index in range(high - 1, low - 1, -1):
        if is_noun_of(row.tokens[index], "nouns_of_speech"):
            return index
        if index > low and row.tokens[index].plain in ("он", "она", "они") and row.tokens[index - 1].text == ",":
            return None
    return None


def _has_its_words(case: Case, row: Row, noun: int, high: int) -> bool:
    """«Мысль X о «...» Y изложил в стихах: «...»»: a noun whose words stand before the colon gives none behind it."""
    strings = (int(token.ref) for token in row.tokens[noun:high] if token.kind == "string")
    return any(case.judged[one].kind == "quotation" for one in strings if one in case.judged)


def introduction(case: Case) -> tuple[Row | None, int, int]:
    """The row, and the range of tokens, of the sentence that ends in the colon before the string."""
    before, row, index = case.left(), case.row, case.index
    if before is None and case.before is not None:
        row, index = case.before, len(case.before.tokens)
        before = next((t for t in reversed(row.tokens) if t.kind != "note"), None)
    if before is not None and before.kind == "dash":
        index -= 1
        before = row.tokens[index - 1] if index else None
    if before is None or before.text != ":":
        return None, 0, 0
    colon = next(i for i in range(index - 1, -1, -1) if row.tokens[i].text == ":")
    return row, row.sentence(colon)[0], colon


def _introduced_by_verb(case: Case, row: Row, verb: Verb, low: int, high: int) -> Judgement:
    if quoted := quoted_person(row, verb, high, case.speakers):
        return quotation(Speaker(quoted.ref, True), "high", spanning(row.tokens[verb.index], quoted))
    if remembered := _remembered(row, verb, high):
        return quotation(Speaker(remembered.ref, True), "high", spanning(row.tokens[verb.index], remembered))
    if verb.lemma in _OF_READING and (author := read_with(case, row, low, high)):
        return quotation(Speaker(author, True), "high", cue_of(row, verb, None))
    if verb.lemma in _OF_READING and (paper := _paper(row, verb.index, high)):
        return quotation(case.speakers.paper(paper), "high", cue_of(row, verb, None))
    subject = subject_of(row, verb, low, high, case.speakers)
    if owner := _quoted_owner(case, row, verb):
        return quotation(owner, "high", cue_of(row, verb, subject))
    if subject is None:
        return _without_subject(case, row, verb, low, high)
    if subject.sort == "first person":
        return quotation(_by_me(case, row, verb, high), "low", cue_of(row, verb, subject))
    if subject.sort == "second person":
        return quotation(NOBODY, "low", cue_of(row, verb, subject))
    return quotation(case.speakers.resolve(row, subject), "high", cue_of(row, verb, subject))


def _remembered(row: Row, verb: Verb, high: int) -> Token | None:
    """«Вспомним X: ...», «Как тут не вспомнить X: ...»: right before the colon, whom the text's author quotes."""
    mine = verb.person == "1per" or (verb.form == "INFN" and not finite_at(row, verb.index - 1))
    named = row.tokens[high - 1]
    return named if mine and named.kind == "name" and verb.lemma in listed("verbs_of_quoting") else None


def _quoted_owner(case: Case, row: Row, verb: Verb) -> Speaker | None:
    """«X цитирует его записку: ...»: whose it is, who is not X."""
    behind = row.tokens[verb.index + 1] if verb.index + 1 < len(row.tokens) else None
    if behind is None or behind.plain not in OF_HIM or verb.lemma not in listed("verbs_of_quoting"):
        return None
    named = named_beside(row, verb.index)
    return Speaker(case.speakers.view.antecedent(behind.start, OF_HIM[behind.plain], named), False)


def _without_subject(case: Case, row: Row, verb: Verb, low: int, high: int) -> Judgement:
    """«сообщили в управе: ...»: the body; «И добавил: ...»: whoever is in view; «говорят: ...»: nobody."""
    if verb.number == "plur" and (body := spoken_in(row, verb, low, high, case.speakers)):
        return quotation(body.speaker, "high", body.cue)
    if owner := _owner_of_subject(case, row, verb, low):
        return quotation(Speaker(owner.ref, True), "medium", spanning(owner, row.tokens[verb.index]))
    if _is_plural(row, verb) or has_other_subject(row, verb):
        return quotation(NOBODY, "low", cue_of(row, verb, None))
    named = named_beside(row, verb.index)
    who = read_with(case, row, low, high) or case.speakers.meant(row.tokens[verb.index].start, verb.gender, named)
    return quotation(Speaker(who, False), "high", cue_of(row, verb, None))


def _owner_of_subject(case: Case, row: Row, verb: Verb, low: int) -> Token | None:
    """«Философия X учит: «...»»: whose the thing is that can speak for nobody else."""
    at = verb.index - 1
    if at <= low or row.tokens[at].kind != "name" or case.speakers.nominative(row.tokens[at]):
        return None
    return row.tokens[at] if case.speakers.genitive(row.tokens[at]) and has_other_subject(row, verb, at) else None


def _is_plural(row: Row, verb: Verb) -> bool:
    """«говорят», «могут возразить»: nobody in particular."""
    modal = finite_at(row, verb.index - 1) if verb.form == "INFN" and verb.index else None
    return verb.number == "plur" or (modal is not None and modal.number == "plur")


def _by_me(case: Case, row: Row, verb: Verb, high: int) -> Speaker:
    """«Я сказал: ...»: who says «я»; «Приведём несколько мест из письма X: ...»: whose document he lets follow."""
    if verb.lemma not in listed("verbs_of_quoting"):
        return case.own_speaker
    if who := read_with(case, row, row.sentence(verb.index)[0], high):
        return Speaker(who, True)
    for index in range(verb.index + 1, high):
        if is_noun_of(row.tokens[index], "nouns_of_document") or is_noun_of(row.tokens[index], "nouns_of_speech"):
            name = genitive_name(row, index + 1, case.speakers)
            return Speaker(name.ref if name else case.speakers.view.antecedent(row.tokens[index].start), bool(name))
    return NOBODY


def _paper(row: Row, low: int, high: int) -> Token | None:
    """«прочитав в «Вестнике»»: the paper in which something is read, as who says it."""
    inside = (i + 1 for i in range(low, high - 1) if row.tokens[i].plain == "в" and row.tokens[i + 1].kind == "string")
    return next((row.tokens[index] for index in inside), None)

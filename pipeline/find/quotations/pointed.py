"""Rules for words whose owner comes behind them without any comma: in a sentence that points back, after a verb.

«...». Так говорил X. «...» – этими словами начал X. О «...» заговорила Y. «...» назвал Y.
Надо «...». Об этом сообщил X.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import finite_at, is_nominal, is_noun_of, verb_at
from pipeline.find.quotations.heard import Heard, cue_of
from pipeline.find.quotations.inquits import narrator
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.speakers import Speaker
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.tokens import STOPS, Row, Token

_PHRASE = 3  # words from which a string is a sentence that another can point back to
_SENTENCE = 5  # words from which it can be the next paragraph that points back
_NEAR = 4  # tokens among which a pointing sentence has its noun for somebody's words
_POINTING = frozenset(
    ("эти", "этими", "этим", "это", "этот", "таков", "такова", "таково", "такая", "такое", "такого", "такой", "такому",
     "такую", "такие", "таких", "таким", "такими")
)  # fmt: skip
_TWO_WORDS = 2
_OPENING = 9  # tokens of such a sentence among which its verb stands
_ABOUT_THIS = (["об", "этом"], ["о", "чем"], ["в", "этом"])
_ABOUT = frozenset(("о", "об", "обо", "про"))


def pointed_back(case: Case) -> Judgement | None:
    """«...». Так говорил X. «...». Эти слова принадлежат X. «...» – этими словами начал X."""
    if case.words < _PHRASE or not case.begins_high or not case.starts_sentence:
        return None
    row, index = case.around()
    low = _past_stops(row, index + 1)
    if low >= len(row.tokens) and case.after is not None and case.words >= _SENTENCE:
        row, low = case.after, _past_stops(case.after, 0)
    if low >= len(row.tokens):
        return None
    high = row.sentence(low)[1]
    if row.tokens[low].plain == "так":
        heard = narrator(row, low + 1, high, case.speakers, 3)
        return quotation(heard.speaker, "high", heard.cue) if heard is not None and heard.has_subject else None
    return _by_noun_of_speech(case, row, low, high)


def _past_stops(row: Row, low: int) -> int:
    while low < len(row.tokens) and (row.tokens[low].text in STOPS or row.tokens[low].kind in ("dash", "note")):
        low += 1
    return low


def _by_noun_of_speech(case: Case, row: Row, low: int, high: int) -> Judgement | None:
    """«С таким вопросом обратились ...», «Это слова X»: a noun for somebody's words, and whose they are."""
    for index in range(low + 1, min(high, low + _NEAR)):
        pointed = any(token.plain in _POINTING for token in row.tokens[max(low, index - 2) : index])
        if pointed and is_noun_of(row.tokens[index], "nouns_of_speech"):
            cue = (row.tokens[index].start, row.tokens[index].end)
            if name := genitive_name(row, index + 1, case.speakers):
                return quotation(Speaker(name.ref, True), "high", (cue[0], name.end))
            return _by_what_is_done(case, row, index, high)
    return None


def _by_what_is_done(case: Case, row: Row, noun: int, high: int) -> Judgement | None:
    """«Эти слова принадлежат X», «этими словами начал X»: to whom the words belong, or who does something with them."""
    for index in range(noun + 1, high):
        verb = finite_at(row, index)
        if verb is None:
            continue
        if verb.lemma in listed("verbs_of_belonging"):
            owner = next((token for token in row.tokens[index + 1 : high] if token.kind == "name"), None)
            cue = (row.tokens[noun].start, owner.end) if owner else None
            return quotation(Speaker(owner.ref, True), "high", cue) if owner else None
        subject = subject_of(row, verb, noun + 1, high, case.speakers)
        if subject is not None and subject.sort in ("name", "noun", "pronoun"):
            return quotation(case.speakers.resolve(row, subject), "medium", cue_of(row, verb, subject))
    return None


def told_behind(case: Case) -> Judgement | None:
    """Надо «...», считает X. Надо «...». Об этом сообщил X: behind words within a sentence it is said whose it was."""
    if case.words < _TWO_WORDS or case.begins_high:
        return None
    heard = _at_the_end(case) or _in_the_next(case)
    return quotation(heard.speaker, "medium", heard.cue) if heard is not None and heard.has_subject else None


def _at_the_end(case: Case) -> Heard | None:
    """«..., считает X.», «... – такое мнение высказал X.»: the last clause of the sentence begins with its verb."""
    row, high, first = case.row, case.bounds[1], case.inner.tokens[:1]
    if case.words < _PHRASE and first and is_nominal(first[0], "NOUN", "ADJF", "PRTF"):
        return None  # «является выражением «обмена веществ» ..., пишет X»: a term of the sentence
    parted = (
        at for at in range(high - 1, case.index, -1) if row.tokens[at].text == "," or row.tokens[at].kind == "dash"
    )
    last = next(parted, None)
    if last is None or not 2 < high - last <= _OPENING:
        return None
    if verb_at(row, last + 1) or row.tokens[last + 1].plain in listed("reports_without_subject"):
        return narrator(row, last + 1, high, case.speakers, 1)
    return _by_such(row, last + 1, high, case)


def _in_the_next(case: Case) -> Heard | None:
    """«Об этом сообщил X», «Такое мнение высказал X», «Так считает X», «В этом уверен X»."""
    row, low = case.row, case.bounds[1]
    if low >= len(row.tokens):
        return None
    high, opening = row.sentence(low)[1], [token.plain for token in row.tokens[low : low + 2]]
    if opening in _ABOUT_THIS or (opening[0] == "так" and verb_at(row, low + 1)):
        return narrator(row, low + len(opening) - (opening[0] == "так"), high, case.speakers, _OPENING)
    return _by_such(row, low, high, case)


def _by_such(row: Row, low: int, high: int, case: Case) -> Heard | None:
    """«такое мнение высказал X», «с таким предложением выступил X», «такого мнения придерживается X»."""
    opening = row.tokens[low : low + _NEAR]
    noun = next((at for at, token in enumerate(opening) if at and _is_opinion(token)), None)
    if noun is None or not any(token.plain in _POINTING for token in opening[:noun]):
        return None
    for index in range(low + noun + 1, min(high, low + _OPENING)):
        verb = finite_at(row, index)
        if verb is not None:
            subject = subject_of(row, verb, low + noun + 1, high, case.speakers)
            if subject is None or subject.sort not in ("name", "noun", "pronoun"):
                return None
            return Heard(case.speakers.resolve(row, subject), cue_of(row, verb, subject), True)
    return None


def _is_opinion(token: Token) -> bool:
    return is_noun_of(token, "nouns_of_speech") or is_noun_of(token, "nouns_of_opinion")


def fronted(case: Case) -> Judgement | None:
    """О «...» заговорил X; «...» назвал это X; «...» X назвал это: what is said comes first, its verb right behind."""
    row, index = case.around()
    if case.ends_sentence or index + 2 >= len(row.tokens):
        return None
    beside = row.tokens[index + 1]
    named = (beside.kind == "name" and case.speakers.nominative(beside)) or beside.plain in ("он", "она")
    verb = verb_at(row, index + 1 + named)
    if verb is None or verb.form != "VERB" or verb.person != "3per":
        return None
    before = case.left()
    about = before is not None and before.plain in _ABOUT and not case.begins_high
    if not about and verb.lemma not in listed("verbs_of_naming"):
        return None
    subject = subject_of(row, verb, verb.index - named, row.sentence(verb.index)[1], case.speakers)
    if subject is None or subject.sort not in ("name", "pronoun"):
        return None
    return quotation(case.speakers.resolve(row, subject), "medium", cue_of(row, verb, subject))

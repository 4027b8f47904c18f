"""A capitalised word and the verb it is the subject of, with others between: «Шеннер с горечью констатировал».

What may stand between are adverbs, particles, pronouns, phrases of a preposition, and one insertion between commas that
a gerund or a participle opens. Anything else, and above all another nominative, may be the subject itself.
"""

import re
from functools import lru_cache
from itertools import islice

from pipeline.find.names.acting import is_out_of_place, is_verb_of_person, may_be, modifies
from pipeline.find.names.candidates import Candidate
from pipeline.find.names.forms import folded
from pipeline.find.names.words import is_adjectival, is_one_of, known, listed, weights
from pipeline.find.words import Analysis, analyses

_FAR = 100  # code points in which the verb is looked for
_STEPS = 7  # words that may stand between, an insertion not counted
_SHORTEST = 4  # letters of an unknown word that is somebody by what it does far off
_WORD_OR_STOP = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*|[^\s\w]|\d+")
_INSERTION = re.compile(r"\s*,\s+([^\W\d_]+)[^,.;:!?…«»„“\n–—]*,(?=\s)")
_QUOTED = re.compile(r" [«„“\"]((?:[а-яё]+ ?){1,5})")
_GOVERNORS = ("PREP", "NOUN", "ADJF", "VERB")
_SELF = frozenset({"сам", "сама"})
_TO_PASS = frozenset({"ADVB", "PRCL", "NPRO", "COMP"})
_IN_PHRASE = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", "NPRO"})


def subject_far_off(word: Candidate, _: object) -> bool | None:
    """A surname, or what may be one, whose verb of speech or thought stands further off in its clause."""
    if not _may_be_somebody(word) or not may_be(word, "nomn") or modifies(word):
        return None
    return True if verb_far_off(word) else None


def verb_far_off(word: Candidate) -> Analysis | None:
    """The verb of speech or thought, or the short adjective, of which the word may be the subject."""
    return _verb_behind(word) or (None if word.opens else _verb_before(word))


def _may_be_somebody(word: Candidate) -> bool:
    if not known(word.text):
        return len(word.text) >= _SHORTEST
    if word.opens and _is_rather_common(word.text):
        return False
    return _is_of_persons(word.text) or is_out_of_place(word)


@lru_cache(maxsize=20_000)
def _is_rather_common(form: str) -> bool:
    share = weights(form)
    return share.forename <= share.ordinary and any(map(_is_common_subject, analyses(form)))


@lru_cache(maxsize=20_000)
def _is_of_persons(form: str) -> bool:
    share = weights(form)
    personal = share.surname if share.place else share.surname + share.forename
    return personal > 0 or is_adjectival(form)


def _is_common_subject(one: Analysis) -> bool:
    return one.pos == "NOUN" and one.case == "nomn" and not one.grammemes & {"Surn", "Name", "Geox"}


def _verb_behind(word: Candidate) -> Analysis | None:
    """«X в данном случае преувеличивает», «X, разбирая её, находил»."""
    governor = word.before if word.gap_before.isspace() and folded(word.before) not in _SELF else ""
    if governor and analyses(governor)[0].pos in _GOVERNORS:
        return None
    if verb := _verb_in_marks(word):
        return verb
    start, end = word.token.end, word.token.end + _FAR
    insertion = _INSERTION.match(word.whole, start, end)
    if insertion:
        opens = insertion[1] == "а" or is_one_of(insertion[1], "parentheses")
        if not opens and analyses(insertion[1])[0].pos not in ("GRND", "PRTF", "ADVB", "PRCL"):
            return None
        start = insertion.end()
    in_phrase = False
    for one in islice((match.group() for match in _WORD_OR_STOP.finditer(word.whole, start, end)), _STEPS + 1):
        if (verb := _said_by_one(one)) is not None:
            return verb
        pos = analyses(one)[0].pos if one[0].isalpha() else "stop"
        if not (pos == "PREP" or _is_passed(one, pos) or (in_phrase and pos in _IN_PHRASE)):
            return None
        in_phrase = in_phrase or pos == "PREP"
    return None


def _verb_in_marks(word: Candidate) -> Analysis | None:
    """«По его признанию, X «никогда не сажал яблонь»»: inside a sentence, its predicate in the past is quoted."""
    quoted = None if word.opens else _QUOTED.match(word.whole, word.token.end)
    for one in quoted[1].split() if quoted else ():
        verb = analyses(one)[0]
        if verb.pos == "VERB":
            return verb if verb.number == "sing" and verb.gender in ("masc", "femn") else None
    return None


def _verb_before(word: Candidate) -> Analysis | None:
    """«подметил в своё время X», «писал об этом X», «говорил и X», «не согласен X»."""
    start = max(word.floor, word.token.start - _FAR)
    backwards = _WORD_OR_STOP.finditer(word.whole[start : word.token.start][::-1])
    owed = False  # a preposition, to the nouns that were passed
    for steps, one in enumerate(match.group()[::-1] for match in islice(backwards, _STEPS + 1)):
        if not owed and (verb := _said_by_one(one) or _short(one)) is not None:
            return verb
        pos = analyses(one)[0].pos if one[0].isalpha() else "stop"
        if pos == "PREP" and not steps:
            return None
        if pos == "PREP":
            owed = False
        elif pos in _IN_PHRASE and one not in _SELF:
            owed = True
        elif one not in _SELF and not _is_passed(one, pos) and (steps or one != "и"):
            return None
    return None


def _is_passed(word: str, pos: str) -> bool:
    """An adverb, a particle, or a pronoun that is no subject."""
    return pos in _TO_PASS and not any(one.pos == "NPRO" and one.case == "nomn" for one in analyses(word))


def _said_by_one(word: str) -> Analysis | None:
    return analyses(word)[0] if word[0].isalpha() and is_verb_of_person(word) else None


def _short(word: str) -> Analysis | None:
    """«прав», «согласен», «убеждена»: a short form in the singular that is said of persons."""
    short = (one for one in analyses(word) if one.pos == "ADJS" and one.number == "sing" and one.gender != "neut")
    return next((one for one in short if folded(one.lemma) in listed("said_of_persons")), None)

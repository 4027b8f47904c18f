"""Rules that take what a capitalised word does for evidence of a person: the subject of a verb, before it or after."""

from functools import lru_cache

from pipeline.find import lexicon
from pipeline.find.names.candidates import Candidate, Evidence
from pipeline.find.names.forms import LAST_RESORT, folded, surname_forms
from pipeline.find.names.words import ends_like_a_surname, is_adjectival, is_one_of, known, weights
from pipeline.find.words import Analysis, analyses

_SPEAKING = ("bodies", "nouns_of_document", "crowds")
_TOWNS = 0.2  # share of the surname, of a word that is a town as well, from which it is not the rare reading
_SHORTEST = 5  # letters of an unknown word that is somebody by what it does


def surname_that_speaks(word: Candidate, _: Evidence) -> bool | None:
    """A surname that may be a town, or an adjective of one, and is the subject of a verb of speech."""
    strange = is_out_of_place(word)
    if not (weights(word.text).surname or is_adjectival(word.text) or strange):
        return None
    after = word.gap_after.isspace() and _has_predicate_of_person(word) and may_be(word, "nomn")
    before = not word.opens and word.gap_before.isspace() and is_verb_of_person(word.before) and not modifies(word)
    return True if after or (before and (strange or (is_adjectival(word.text) and may_be(word, "nomn")))) else None


def _has_predicate_of_person(word: Candidate) -> bool:
    """A verb of speech behind it, or of a surname that is a town as well, inside a sentence, what somebody did."""
    deed = not word.opens and weights(word.text).surname >= _TOWNS and _is_deed(word.after)
    return is_verb_of_person(word.after) or deed


def surname_with_verb(word: Candidate, _: Evidence) -> bool | None:
    """A likely surname that opens a sentence and has a predicate in the singular, or a comma, right after it."""
    if not word.opens or not word.after:
        return None
    predicate = _predicate(word.after) if word.gap_after.isspace() else None
    acts = predicate is not None
    shaped = ends_like_a_surname(word.text)
    if predicate is not None and predicate.gender and shaped and all(one.case != "nomn" for one in analyses(word.text)):
        return True  # «Хвостов прав»: of tails one would be in the genitive, and nobody's predicate
    unknown = not known(word.text) and len(word.text) >= 5 and shaped
    if not unknown and weights(word.text).surname <= weights(word.text).ordinary:
        return None
    parted = unknown and word.gap_after.strip() == ","
    return True if (acts or parted) and may_be(word, "nomn") else None


def surname_apart(word: Candidate, _: Evidence) -> bool | None:
    """«Громов – садовник», «Громов (1901–1956)», «Громов, по его словам, ...»: as no genitive of many stands."""
    if not word.opens or not weights(word.text).surname or not all(map(_is_no_subject, analyses(word.text))):
        return None
    bracketed = word.whole[word.token.end : word.token.end + 2] in (" –", " —", " -", " (")
    opened = word.gap_after.strip() == "," and (
        is_one_of(word.after, "parentheses") or analyses(word.after)[0].pos in ("GRND", "PRTF")
    )
    speaks_of = word.gap_after == " " and word.after in ("о", "об", "про")
    return True if bracketed or opened or speaks_of else None


def _is_no_subject(one: Analysis) -> bool:
    """Whether a reading of a word is a surname's, or cannot be a subject."""
    return bool(one.grammemes & {"Surn", "Name"}) or one.case != "nomn"


def _predicate(word: str) -> Analysis | None:
    """A word as the predicate of one person: most likely a verb, or a short adjective or participle at all."""
    readings = analyses(word)
    found = next((one for one in readings if one.pos in ("ADJS", "PRTS")), None)
    found = readings[0] if readings[0].pos == "VERB" else found
    return found if found is not None and found.number == "sing" and found.gender != "neut" else None


def speaks(word: Candidate, _: Evidence) -> bool | None:
    """The subject of a verb of speech or thought, before it or after it, that can be no common noun there."""
    after = word.gap_after.isspace() and is_verb_of_person(word.after)
    before = not word.opens and word.gap_before.isspace() and is_verb_of_person(word.before)
    if not (after or before) or _is_common(word):
        return None
    return True if may_be(word, "nomn") or (after and _may_stay_undeclined(word)) else None


def is_out_of_place(word: Candidate) -> bool:
    """Вельде, Кару: as a common noun it would be in the locative or the accusative of a thing."""
    return not word.opens and known(word.text) and all(map(_wants_a_preposition, analyses(word.text)))


def _wants_a_preposition(reading: Analysis) -> bool:
    return reading.case == "loct" or (reading.case == "accs" and "inan" in reading.grammemes)


def _is_common(word: Candidate) -> bool:
    """Whether the dictionary has a noun for it that could stand there."""
    if not known(word.text):
        return False
    return word.opens or not ends_like_a_surname(word.text) or _may_be_common_subject(word.text)


def _may_stay_undeclined(word: Candidate) -> bool:
    """Форже, Ланге: not declined, if neither a preposition nor a noun before asks for a case."""
    indeclinable = any(form.case == "nomn" for form in surname_forms(word.text))
    governed = word.before and word.gap_before.isspace() and analyses(word.before)[0].pos in ("PREP", "NOUN", "VERB")
    return indeclinable and not governed


def acts(word: Candidate, _: Evidence) -> bool | None:
    """Unknown to the dictionary, inside a sentence, with any verb of somebody's beside it: "оставил Виттих записки"."""
    if word.opens or known(word.text) or len(word.text) < _SHORTEST or not may_be(word, "nomn"):
        return None
    beside = [(word.before, word.gap_before), (word.after, word.gap_after)]
    return True if any(gap.isspace() and _is_deed(other) for other, gap in beside if other) else None


def _may_be_common_subject(form: str) -> bool:
    """A noun that can be who says something; not a thing that ends as surnames do («Рогожина»), but for what speaks."""
    readings = [one for one in analyses(form) if not one.grammemes & {"Surn", "Name", "Patr"}]
    subjects = [one for one in readings if one.pos == "NOUN" and one.case == "nomn" and one.number == "sing"]
    speaking = (folded(one.lemma) in lexicon.listed(name) for one in subjects for name in _SPEAKING)
    return any("anim" in one.grammemes for one in subjects) or any(speaking)


@lru_cache(maxsize=20_000)
def is_verb_of_person(word: str) -> bool:
    """A verb in the singular, of speech or another whose subject is a person."""
    likeliest = analyses(word)[0]
    singular = likeliest.pos == "VERB" and likeliest.number == "sing" and likeliest.gender != "neut"
    return singular and (is_one_of(word, "verbs") or folded(likeliest.lemma) in lexicon.listed("verbs_of_speech"))


def _is_deed(word: str) -> bool:
    """A finite verb in the singular, not neuter, which a thing seldom is the subject of: in the past tense."""
    likeliest = analyses(word)[0]
    past = likeliest.pos == "VERB" and "past" in likeliest.grammemes and "tran" in likeliest.grammemes
    return past and likeliest.number == "sing" and likeliest.gender == "masc"


def modifies(word: Candidate) -> bool:
    """Whether an adjective or noun follows, to which the word may belong: "Московского библиотечного института"."""
    if not word.after or not word.gap_after.isspace():
        return False
    return _may_be_adjective(word.text) and analyses(word.after)[0].pos in ("ADJF", "PRTF", "NOUN")


@lru_cache(maxsize=20_000)
def _may_be_adjective(form: str) -> bool:
    return any(one.pos == "ADJF" for one in analyses(form))


def may_be(word: Candidate, case: str) -> bool:
    """Whether the word, as a surname, may stand in a case; anything may whose forms nobody knows."""
    return _may_be(word.text, case)


@lru_cache(maxsize=20_000)
def _may_be(surname: str, case: str) -> bool:
    likely = [form for form in surname_forms(surname) if form.rank < LAST_RESORT]
    return not likely or any(form.case == case for form in likely)

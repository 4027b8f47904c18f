"""What the words around a name say of its case and gender: a title, a preposition, a noun that governs it, its verb."""

import re
from functools import lru_cache

from pipeline.find import lexicon
from pipeline.find.names.acting import is_out_of_place
from pipeline.find.names.agreeing import readings
from pipeline.find.names.asking import asked_case
from pipeline.find.names.candidates import Candidate
from pipeline.find.names.clauses import verb_far_off
from pipeline.find.names.forms import CASES, LAST_RESORT, folded, forename_forms, surname_forms
from pipeline.find.names.mentions import Mention
from pipeline.find.names.words import is_one_of, listed
from pipeline.find.words import Analysis, analyses

_OF_WOMEN = ("ница", "щица", "чица", "истка", "нтка", "есса", "исса")  # endings of nouns for women by what they do
_NEAR = 50  # code points before a name in which its verb and the pronoun before that stand
_PRONOUN_BEFORE = re.compile(r"\b(?:я|ты|мы|вы|он|она|они)\s(?:[а-яё]+\s){1,3}$", re.IGNORECASE)
_PLAINLY = 0.6  # how likely the nominative of a forename is that is taken for one without more


def governed(mention: Mention, word: Candidate) -> Mention:
    """The mention with the cases, the gender and the leaning that its surroundings allow."""
    if _is_title(word.before) and word.gap_before.strip() in ("", "."):
        return _in_office(mention, word)
    likeliest = analyses(word.before)[0] if word.before and word.gap_before.isspace() else None
    if not word.locative:
        mention = mention._replace(cases=frozenset(CASES) - {"loct"})
    if plain := _plainly_nominative(mention):
        return mention._replace(gender=plain, cases=frozenset({"nomn"}))
    if _stands_in_brackets(mention, word):
        return mention._replace(cases=frozenset({"nomn"}))
    if _is_told(word):
        return mention._replace(cases=mention.cases - {"nomn"})
    if _is_object_of_many(mention, word):
        return mention._replace(gender="masc", leaning="masc", cases=frozenset({"accs", "gent"}))
    verb = verb_far_off(word)
    if verb is not None and verb.gender and verb.gender in _nominatives(mention):
        return mention._replace(gender=verb.gender, leaning=verb.gender, cases=frozenset({"nomn"}))
    bound = likeliest is not None and likeliest.pos == "NOUN"
    if likeliest is not None and bound and (subject := _behind_noun(mention, word, likeliest)):
        return subject
    asked = asked_case(word)
    if asked and any(form.case == asked for form in readings(mention)):
        return mention._replace(cases=frozenset({asked}))
    if likeliest and (folded(word.before) in listed("genitive") or bound):
        return mention._replace(cases=frozenset({"gent"})) if _can_be_genitive(mention) else mention
    if _is_subject(mention, word, likeliest):
        mention = mention._replace(cases=frozenset({"nomn"}))
    return mention._replace(leaning=_leaning(mention, word, likeliest))


def _in_office(mention: Mention, word: Candidate) -> Mention:
    """Behind a title the name stands in its case; or it is of him whose secretary acts."""
    if _is_served(mention, word):
        return mention._replace(gender="masc", cases=frozenset({"gent"}))
    nouns = [one for one in analyses(word.before) if (one.pos, one.number) == ("NOUN", "sing")]
    persons = [one for one in nouns if "anim" in one.grammemes] or nouns  # and not the editor that is a program
    agreeing = frozenset(one.case for one in persons)
    return mention._replace(gender=_gender_in_office(mention, word.before), cases=agreeing)


def _is_served(mention: Mention, word: Candidate) -> bool:
    """«секретарь Калитина объявил»: a woman's nominative would want another verb, so it is a man's genitive."""
    verb = analyses(word.after)[0] if word.after and word.gap_after.isspace() else None
    acts = verb is not None and verb.pos == "VERB" and verb.gender == "masc"
    return acts and not mention.forenames and _nominatives(mention) == {"femn"} and _can_be_genitive(mention)


def _stands_in_brackets(mention: Mention, word: Candidate) -> bool:
    """«(И. Белова)», «(И. Белова, 1987)»: initials and a surname with which a bracket names whom it cites."""
    initials = bool(mention.forenames) and mention.forenames[0].endswith(".")
    return initials and word.gap_before.endswith("(") and word.whole[mention.end : mention.end + 1] in (")", ",")


def _is_told(word: Candidate) -> bool:
    """«я ответил Беловой», «он не раз жаловался Беловой»: behind a verb whose subject is a pronoun before it."""
    verb = analyses(word.before)[0] if word.before and word.gap_before.isspace() else None
    if verb is None or verb.pos != "VERB":
        return False
    return _PRONOUN_BEFORE.search(word.whole, max(word.floor, word.token.start - _NEAR), word.token.start) is not None


def _is_object_of_many(mention: Mention, word: Candidate) -> bool:
    """«Белова спросили»: alone at the head of a sentence, before a verb in the plural, it is a man's accusative."""
    verb = analyses(word.after)[0] if word.opens and word.after and word.gap_after.isspace() else None
    several = verb is not None and verb.pos == "VERB" and verb.number == "plur" and "tran" in verb.grammemes
    return several and not mention.forenames and _nominatives(mention) == {"femn"}


def _gender_in_office(mention: Mention, title: str) -> str:
    """A man's, unless the title is a woman's, a forename tells, or the surname can be but hers: «доцент Белова»."""
    likeliest = analyses(title)[0]
    if is_one_of(title, "women") or {"femn", "anim"} <= likeliest.grammemes:
        return "femn"
    owned = folded(title) in lexicon.listed("nouns_of_relation")
    hers = {"nomn", "anim"} <= likeliest.grammemes and not owned and _nominatives(mention) == {"femn"}
    return "" if mention.forenames or hers else "masc"


def _nominatives(mention: Mention) -> set[str]:
    """The genders of which a surname is likely the nominative."""
    forms = surname_forms(mention.surname) if mention.surname else ()
    return {form.gender for form in forms if form.case == "nomn" and form.rank < LAST_RESORT}


def _behind_noun(mention: Mention, word: Candidate, noun: Analysis) -> Mention | None:
    """The mention as a nominative, where it is one behind a noun that could govern it."""
    if _is_womans(mention, noun):
        return mention._replace(gender="femn", cases=frozenset({"nomn"}))
    return mention._replace(cases=frozenset({"nomn"})) if _acts_beside(mention, word, noun) else None


def _acts_beside(mention: Mention, word: Candidate, noun: Analysis) -> bool:
    """«Под конец Белова сказала»: the verb behind a name is of its gender, and not of the noun's before it."""
    verb = analyses(word.after)[0] if word.after and word.gap_after.isspace() else None
    gender = verb.gender if verb is not None and verb.pos == "VERB" and verb.number == "sing" else ""
    undeclined = mention.surname.endswith("е")  # «начальник изысканий Кнорре докладывал»
    return bool(gender) and gender != noun.gender and (undeclined or _fits(mention, gender))


def _is_womans(mention: Mention, noun: Analysis) -> bool:
    """«учительница Белова»: a surname behind a noun for a woman, not one by her tie to somebody («вдова Белова»)."""
    woman = {"femn", "anim", "nomn", "sing"} <= noun.grammemes and noun.lemma.endswith(_OF_WOMEN)
    return woman and folded(noun.lemma) not in lexicon.listed("nouns_of_relation") and _fits(mention, "femn")


def _is_subject(mention: Mention, word: Candidate, before: Analysis | None) -> bool:
    """«Форже писал», «писал Форже»: a verb of its gender beside a surname that may be nominative.

    Behind the verb only if it ends in -е, for such a dative is rare, or could be nothing else there. In the present
    tense, which has no gender, not where the form may be a woman's: it may be a man's genitive. Behind a verb that can
    have no person as its object it is the subject.
    """
    genders = {form.gender for form in surname_forms(mention.surname) if form.case == "nomn"} if mention.surname else ()
    if before is not None and _has_no_person(before, word.before) and _fits(mention, before.gender):
        return True
    verb = analyses(word.after)[0] if word.after and word.gap_after.isspace() else None
    if before is not None and before.lemma.replace("ё", "е") in lexicon.listed("verbs_of_speech"):
        verb = before if mention.surname.endswith("е") or is_out_of_place(word) else None
    elif before is not None and before.pos not in ("CONJ", "PRCL", "ADVB"):
        return False
    if verb is None or verb.pos != "VERB" or verb.number != "sing":
        return False
    return not {"", verb.gender}.isdisjoint(genders) if verb.gender else bool(genders) and "femn" not in genders


def _fits(mention: Mention, gender: str) -> bool:
    """Whether a surname is likely the nominative of somebody of a verb's gender."""
    likely = _nominatives(mention)
    return bool(likely) and (not gender or not {"", gender}.isdisjoint(likely))


def _has_no_person(verb: Analysis, form: str) -> bool:
    """«отмечает», «ушла»: a verb in the singular behind which a name is its subject and no object."""
    if verb.pos != "VERB" or verb.number != "sing" or "1per" in verb.grammemes or "2per" in verb.grammemes:
        return False
    goes_over = "intr" not in verb.grammemes or form.endswith(("ся", "сь"))
    return not goes_over or verb.lemma.replace("ё", "е") in lexicon.listed("verbs_without_person")


@lru_cache(maxsize=20_000)
def _is_title(word: str) -> bool:
    return is_one_of(word, "titles") or any(folded(a.lemma) in lexicon.listed("roles") for a in analyses(word))


def _plainly_nominative(mention: Mention) -> str:
    """The gender of a full forename that is hardly ever met but in the nominative, «Марина»; else an empty string."""
    if not mention.surname or not mention.forenames or len(mention.forenames[0]) < 3:
        return ""
    likeliest = analyses(mention.forenames[0])[0]
    declined = {form.case for form in forename_forms(mention.forenames[0])} != set(CASES)
    return likeliest.gender if declined and likeliest.case == "nomn" and likeliest.score > _PLAINLY else ""


def _leaning(mention: Mention, word: Candidate, before: Analysis | None) -> str:
    """The gender that the verb beside a name speaks for, or the name's own form where it opens a sentence."""
    verb = analyses(word.after)[0] if word.after and word.gap_after.isspace() else None
    free = before is None or before.pos in ("CONJ", "PRCL", "ADVB")
    if verb is not None and free and verb.pos == "VERB" and verb.number == "sing" and verb.gender:
        return verb.gender
    if (
        before is not None
        and before.pos == "VERB"
        and before.number == "sing"
        and before.lemma.replace("ё", "е") in lexicon.listed("verbs_of_speech")
    ):
        return before.gender
    nominatives = {form.gender for form in readings(mention) if form.case == "nomn" and form.rank < LAST_RESORT}
    return nominatives.pop() if word.opens and len(nominatives) == 1 else mention.leaning


def _can_be_genitive(mention: Mention) -> bool:
    return any(form.case == "gent" and form.rank < LAST_RESORT for form in readings(mention))

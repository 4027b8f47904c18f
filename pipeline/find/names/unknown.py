"""Rules for a capitalised word that no dictionary has: by its ending, by what stands before it, by its place."""

from pipeline.find.names.acting import may_be, modifies
from pipeline.find.names.candidates import Candidate, Evidence
from pipeline.find.names.forms import LAST_RESORT, folded, nominatives, surname_forms
from pipeline.find.names.words import OF_PERSONS, ends_like_a_surname, is_one_of, known, listed, weights
from pipeline.find.words import analyses

_SURNAMES = ("ов", "ев", "ин", "ын")
CLOSING_MARKS = ("»", "“", "”", '"', "’")


def according(word: Candidate, _: Evidence) -> bool | None:
    """After "по мнению" or a noun of what only a person makes: in the genitive, unknown to the dictionary."""
    if word.opens or known(word.text) or not word.gap_before.isspace():
        return None
    if folded(word.before) in ("согласно", "вопреки"):
        return True if may_be(word, "datv") else None
    made = folded(word.before) in listed("according") or is_one_of(word.before, "works")
    return True if made and may_be(word, "gent") else None


def opening_surname(word: Candidate, evidence: Evidence) -> bool | None:
    """A word no dictionary has that opens a sentence and ends as men's surnames do, and is no genitive of many."""
    surname = ends_like_a_surname(word.text) and folded(word.text).endswith(_SURNAMES)
    if not word.opens or known(word.text) or len(word.text) < 5 or not surname or folded(word.text) in evidence.small:
        return None
    verb = analyses(word.after)[0] if word.after and word.gap_after.isspace() else None
    impersonal = verb is not None and verb.pos == "VERB" and (verb.number == "plur" or verb.gender == "neut")
    return None if impersonal or "\n" in word.gap_after or word.text.isupper() else True


def beside_preposition(word: Candidate, evidence: Evidence) -> bool | None:
    """«спросил у X», «вышло с X», «говорит о X»: a word no dictionary has, in the case that a preposition asks for."""
    case = OF_PERSONS.get(folded(word.before)) if word.gap_before == " " else None
    if case is None or word.opens or known(word.text) or len(word.text) < 4 or modifies(word):
        return None
    forms = [form for form in surname_forms(word.text) if form.case == case and form.rank < LAST_RESORT]
    towns = all(form.nominative.endswith(tuple(listed("town_endings"))) for form in forms)
    seen = not nominatives(word.text).isdisjoint(evidence.places)
    return None if not forms or towns or seen or folded(word.text) in evidence.small else True


def in_brackets(word: Candidate, _: Evidence) -> bool | None:
    """««полковая кухня» (Яхонтов)»: alone in brackets behind a string in marks, and ending as surnames do."""
    signs = (
        word.gap_before.endswith("(")
        and word.gap_before[:1] in CLOSING_MARKS
        and word.whole.startswith(")", word.token.end)
    )
    return True if signs and ends_like_a_surname(word.text) and not weights(word.text).place else None


def surname_ending(word: Candidate, evidence: Evidence) -> bool | None:
    """A word unknown to the dictionary, inside a sentence, that ends like a Russian surname."""
    if word.opens or known(word.text) or len(word.text) < 5 or folded(word.text) in evidence.small:
        return None
    return True if ends_like_a_surname(word.text) else None

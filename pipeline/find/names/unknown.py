"""Rules for a capitalised word that no dictionary has: by its ending, by what stands before it, by its place."""

import re

from pipeline.find.names.acting import may_be, modifies
from pipeline.find.names.asking import asked_case
from pipeline.find.names.candidates import Candidate, Evidence
from pipeline.find.names.forms import LAST_RESORT, folded, nominatives, surname_forms
from pipeline.find.names.words import ends_like_a_surname, is_one_of, known, listed, weights
from pipeline.find.words import analyses

_LEAD = 20  # code points of the dash and spaces before a label, at most
_SURNAMES = ("ов", "ев", "ин", "ын")
_LABELLED = re.compile(r":[ \u00a0]?[«„“\"]")
CLOSING_MARKS = ("»", "“", "”", '"', "’")


def according(word: Candidate, _: Evidence) -> bool | None:
    """After "по мнению" or a noun of what only a person makes: in the genitive, unknown to the dictionary."""
    if word.opens or known(word.text) or not word.gap_before.isspace():
        return None
    alone = folded(word.before) == "по" and word.gap_after.startswith(",")
    if alone or folded(word.before) in ("согласно", "вопреки"):
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


def in_the_case_asked(word: Candidate, evidence: Evidence) -> bool | None:
    """«спросил у X», «назван X»: a word no dictionary has, in the case that what stands beside asks for."""
    case = asked_case(word) if folded(word.before) not in listed("of_themes") else ""
    if not case or word.opens or known(word.text) or len(word.text) < 4 or modifies(word):
        return None
    forms = [form for form in surname_forms(word.text) if form.case == case and form.rank < LAST_RESORT]
    towns = all(form.nominative.endswith(tuple(listed("town_endings"))) for form in forms)
    seen = not nominatives(word.text).isdisjoint(evidence.places)
    return None if not forms or towns or seen or folded(word.text) in evidence.small else True


def in_brackets(word: Candidate, _: Evidence) -> bool | None:
    """««полковая кухня» (Яхонтов)»: alone in brackets behind a string in marks, and no word but of persons."""
    opened = word.gap_before.endswith("(") and word.gap_before[:1] in CLOSING_MARKS
    signs = opened and word.whole.startswith(")", word.token.end)
    somebody = ends_like_a_surname(word.text) or not known(word.text) or weights(word.text).surname
    return True if signs and somebody and (weights(word.text).surname or not weights(word.text).place) else None


def label(word: Candidate, evidence: Evidence) -> bool | None:
    """«Шеннер: «...»»: alone between the beginning of a line and a colon, and then a mark opens."""
    if _LABELLED.match(word.whole, word.token.end) is None:
        return None
    line = word.whole.rfind("\n", max(word.floor, word.token.start - _LEAD), word.token.start) + 1
    alone = not word.whole[max(line, word.floor) : word.token.start].strip("–—- \t")
    somebody = not known(word.text) or weights(word.text).surname
    return True if alone and somebody and may_be(word, "nomn") and folded(word.text) not in evidence.small else None


def surname_ending(word: Candidate, evidence: Evidence) -> bool | None:
    """A word unknown to the dictionary, inside a sentence, that ends like a Russian surname."""
    if word.opens or known(word.text) or len(word.text) < 5 or folded(word.text) in evidence.small:
        return None
    return True if ends_like_a_surname(word.text) else None

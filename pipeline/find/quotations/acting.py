"""Who acts before a place in a sentence, whatever he does there: the subject of its nearest finite verb, or a name."""

from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import finite_at, is_noun_of, is_person_noun
from pipeline.find.quotations.nominals import Subject, pronoun_at
from pipeline.find.quotations.speakers import Speaker
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.tokens import Row


def _is_one_person(row: Row, subject: Subject) -> bool:
    """Whether a subject is a noun for one person, and not for somebody's relation («жена Белова»)."""
    words = row.tokens[subject.first : subject.last + 1]
    person = any(is_person_noun(token.text) for token in words) and not is_noun_of(words[0], "nouns_of_relation")
    return subject.sort == "noun" and subject.number == "sing" and person


def what_acts(case: Case, row: Row, low: int, high: int) -> Speaker | None:
    """«комиссия пришла к выводу»: the body or document that is the subject of the nearest verb before a place."""
    for index in range(high - 1, low - 1, -1):
        verb = finite_at(row, index)
        subject = subject_of(row, verb, low, high, case.speakers) if verb and verb.person == "3per" else None
        if subject is not None:
            return case.speakers.resolve(row, subject) if subject.sort == "noun" else None
    return None


def who_acts(case: Case, row: Row, low: int, high: int) -> Speaker | None:
    """The person in the nominative nearest before a place, whatever he does there."""
    for index in range(high - 1, low - 1, -1):
        token = row.tokens[index]
        verb = finite_at(row, index)
        subject = subject_of(row, verb, low, high, case.speakers) if verb and verb.person == "3per" else None
        if subject is not None and (subject.sort == "name" or _is_one_person(row, subject)):
            return case.speakers.resolve(row, subject)
        if token.kind == "name" and case.speakers.nominative(token):
            return Speaker(token.ref, True)
        if token.plain in ("он", "она") and (pronoun := pronoun_at(row, index)):
            return case.speakers.resolve(row, pronoun)
    return None

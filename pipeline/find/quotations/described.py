"""Whom «он» means where the last subject is no name: «Ротмистр перебрал книги. «Зачем?» – спросил он».

Works on the narrator's words before a place, what is quoted left out.
"""

from typing import NamedTuple

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import (
    Verb,
    finite_at,
    is_attribute_in,
    is_noun_of,
    is_person_noun,
    noun_lemmas,
    noun_reading,
)
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.nominals import NameCase, Subject, is_governed, noun_phrase
from pipeline.find.quotations.tokens import STOPS, Row, Token

_SENTENCES = 2  # that a pronoun looks back over for somebody whom no name names
_REACH = 8  # tokens between a subject and its verb
_PRONOUNS = ("он", "она", "я", "мы", "вы")
# the oblique forms of the words that bring somebody in
_SOME_ONE = {"одного": "gent", "одному": "datv", "одним": "ablt", "одном": "loct"}
_WHO_ACT = ("roles", "strangers", "crowds")
_PARTS = ("–", "—", "-", ":", "(")  # what a noun in the nominative does not stand behind as a subject


def subject_before(row: Row, gender: str, names: NameCase) -> Subject | None:
    """The noun for one person of this gender that was the subject last; none if a name was, or nobody for long."""
    sentences = 0
    for index in range(len(row.tokens) - 1, -1, -1):
        token = row.tokens[index]
        if token.kind == "name" and names.nominative(token):
            return None
        sentences += token.text in STOPS
        if sentences > _SENTENCES:
            return None
        if _is_subject(row, index, gender) and not _is_in_anothers_sentence(row, index, names):
            first, last = noun_phrase(row, index, -1)
            return Subject(first, last, "noun", gender)
    return None


class Described(NamedTuple):
    """The tokens `[first, last]` of a name or a noun phrase, and the case it stands in."""

    first: int
    last: int
    case: str


def introduced_before(row: Row, gender: str, names: NameCase) -> Described | None:
    """Who was brought in by the last sentence other than as its subject; none if a person was the subject since.

    Whose the document is of which it told («Сохранилось донесение исправника. «...», – сообщал он»), or somebody
    («Был у меня разговор с одним лесником. «...», – сказал он»).
    """
    sentences = 0
    for index in range(len(row.tokens) - 1, -1, -1):
        token = row.tokens[index]
        sentences += token.text in STOPS
        if sentences > 1 or token.plain in _PRONOUNS or (token.kind == "name" and names.nominative(token)):
            return None
        if (case := _SOME_ONE.get(token.plain, "")) and (found := _person(row, index + 1, case, gender)):
            return found
        if _is_written(token) and not is_governed(row, index) and (found := _owner(row, index + 1, gender, names)):
            return found
    return None


def _is_written(token: Token) -> bool:
    likeliest = token.likeliest
    written = is_noun_of(token, "nouns_of_document") or is_noun_of(token, "nouns_of_letter")
    return written and likeliest is not None and likeliest.case in ("nomn", "accs")


def _owner(row: Row, at: int, gender: str, names: NameCase) -> Described | None:
    if name := genitive_name(row, at, names):
        place = row.at(name.start)
        fits = names.genitive(name) and names.gender(name) in ("", gender)
        return Described(place, place, "gent") if fits else None
    return _person(row, at, "gent", gender)


def _person(row: Row, at: int, case: str, gender: str) -> Described | None:
    """The noun for one person of this gender, adjectives before it, that begins at an index."""
    last = at
    while last < len(row.tokens) and is_attribute_in(row.tokens[last], case):
        last += 1
    token = row.tokens[last] if last < len(row.tokens) else None
    reading = noun_reading(token.text, case) if token is not None and token.kind == "word" else None
    fits = reading is not None and (reading.gender, reading.number) == (gender, "sing")
    return Described(at, last, case) if token is not None and fits and is_person_noun(token.text, case) else None


def relative_before(row: Row, gender: str) -> Subject | None:
    """«Дед Беловой воевал. «Страшно было», – вспоминал он»: somebody's relation, who was the subject last."""
    for index in range(len(row.tokens) - 1, -1, -1):
        likeliest = row.tokens[index].likeliest
        if likeliest is None or not is_noun_of(row.tokens[index], "nouns_of_relation"):
            continue
        if (likeliest.case, likeliest.number, likeliest.gender) == ("nomn", "sing", gender):
            return Subject(index, index, "noun", gender)
    return None


def object_before(row: Row) -> Described | None:
    """«послал строчку министру. Тот ответил»: the last noun for a man in an oblique case, behind all names."""
    for index in range(len(row.tokens) - 1, -1, -1):
        case = case_as_person(row.tokens[index], "sing")
        if row.tokens[index].kind == "name" or case == "nomn":
            return None
        if case and row.tokens[index].analyses[0].gender == "masc":
            return Described(index, index, case)
    return None


def people_before(row: Row) -> Subject | None:
    """The noun or pronoun for people in the plural («критики», «одни») that was the subject last."""
    sentences = 0
    for index in range(len(row.tokens) - 1, -1, -1):
        token = row.tokens[index]
        sentences += token.text in STOPS
        if sentences > _SENTENCES:
            return None
        first, last = row.company(index) if token.kind == "name" else (index, index)
        if last > first and any(verb.number == "plur" for at in (first, last) for verb in _verbs_near(row, at)):
            return Subject(first, last, "name", "", "plur")
        if _are_people(token) and any(verb.number == "plur" for verb in _verbs_near(row, index)):
            first, last = noun_phrase(row, index, -1)
            return Subject(first, last, "noun", "", "plur")
    return None


def _are_people(token: Token) -> bool:
    likeliest = token.likeliest
    if likeliest is None or likeliest.case != "nomn" or likeliest.number != "plur":
        return False
    return token.plain in listed("substantives") or (likeliest.pos == "NOUN" and "anim" in likeliest.grammemes)


def _is_subject(row: Row, index: int, gender: str) -> bool:
    token = row.tokens[index]
    served = token.plain in listed("substantives_of_one")
    likeliest = noun_reading(token.text, "nomn") if served else token.likeliest
    if likeliest is None or (likeliest.pos, likeliest.case, likeliest.number) != ("NOUN", "nomn", "sing"):
        return False
    held = gender == "femn" and is_noun_of(token, "roles")  # «сообщила представитель управления»
    if (likeliest.gender != gender and not held) or not (served or noun_lemmas(token) & listed(*_WHO_ACT)):
        return False
    before = row.tokens[index - 1] if index else None
    apart = before is not None and (before.text in _PARTS or before.plain in ("как", "не"))
    agreeing = [verb for verb in _verbs_near(row, index) if verb.agrees(gender, "sing")]
    return not apart and any(verb.gender or likeliest.gender == gender for verb in agreeing)


def _verbs_near(row: Row, index: int) -> list[Verb]:
    """The finite verbs of the third person behind a noun in its clause, or right before it."""
    near = [place for place in (index - 1, index - 2) if place >= 0]
    for place in range(index + 1, min(len(row.tokens), index + _REACH)):
        if _ends_clause(row.tokens[place]):
            break
        near.append(place)
    found = (finite_at(row, place) for place in near)
    return [verb for verb in found if verb is not None and verb.person == "3per"]


def _ends_clause(token: Token) -> bool:
    return token.text in STOPS or token.text in (";", ":")


def _is_in_anothers_sentence(row: Row, index: int, names: NameCase) -> bool:
    """Whether a name or a pronoun stands before the noun in its sentence: that sentence is about whom it means."""
    for token in row.tokens[:index][::-1]:
        if token.text in STOPS:
            return False
        if (token.kind == "name" and names.nominative(token)) or token.plain in _PRONOUNS:
            return True
    return False


def case_as_person(token: Token, number: str) -> str:
    """The case in which a word that is most likely a noun is one for a person in this number; else an empty string."""
    nouns = token.analyses if token.analyses and token.analyses[0].pos == "NOUN" else ()
    reading = next((one for one in nouns if one.pos == "NOUN" and one.number == number), None)
    return reading.case if reading is not None and is_person_noun(token.text, reading.case) else ""

"""Words in a clause: verbs of speech and what their subject must agree with, nouns and what they can stand for.

Works on single tokens of a row; the subject of a verb is looked for in `subjects.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.find.lexicon import listed
from pipeline.find.quotations.tokens import Row, Token
from pipeline.find.words import Analysis, analyses, known

_SAYING = ("verbs_of_speech", "verbs_of_manner")
_SPEAKING = ("nouns_of_document", "bodies", "crowds")
# the endings of what a woman is called in an office, and of what a man is
_OF_WOMEN = (
    ("ница", "ник"), ("ница", "ь"), ("истка", "ист"), ("щица", "щик"), ("чица", "чик"), ("есса", ""), ("ша", "")
)  # fmt: skip
_VERBAL = 0.28  # a reading as a verb less probable than this is not considered
_LIKELY = 0.15  # a reading less probable than this is not considered


@dataclass(frozen=True, slots=True)
class Verb:
    """A predicate of speech at an index of a row; `gender` and `number` are what its subject must have."""

    index: int
    lemma: str
    form: str
    gender: str
    number: str
    person: str

    def agrees(self, gender: str, number: str) -> bool:
        if self.form != "VERB":
            return True
        if self.number == "plur" or number == "plur":
            return self.number == number
        return not self.gender or not gender or self.gender == gender


@lru_cache(maxsize=20_000)
def speech_reading(form: str) -> Analysis | None:
    """The reading of a form as a verb of speech (finite, infinitive or converb), if it has a likely one."""
    said = (one for one in analyses(form) if one.lemma.replace("ё", "е") in listed(*_SAYING))
    forms = (one for one in said if one.pos in ("VERB", "INFN", "GRND", "ADJS") and "impr" not in one.grammemes)
    return next((one for one in forms if one.score >= _VERBAL), None)


def verb_at(row: Row, index: int) -> Verb | None:
    """The verb of speech at an index; a finite one has its person, number and gender."""
    token = row.tokens[index]
    reading = speech_reading(token.text) if token.kind == "word" else None
    if reading is None:
        return None
    person = next((p for p in ("1per", "2per", "3per") if p in reading.grammemes), "3per")
    form = "VERB" if reading.pos == "ADJS" else reading.pos
    return Verb(index, reading.lemma, form, reading.gender, reading.number, person)


def finite_at(row: Row, index: int) -> Verb | None:
    """Any finite verb at an index, of speech or not, if that is its likeliest reading."""
    token = row.tokens[index]
    one = token.likeliest
    if one is None or one.pos != "VERB" or "impr" in one.grammemes:
        return None
    person = next((p for p in ("1per", "2per", "3per") if p in one.grammemes), "3per")
    return Verb(index, one.lemma, one.pos, one.gender, one.number, person)


def verbs(row: Row, low: int, high: int) -> Iterator[Verb]:
    """The verbs of speech in `[low, high)`, from right to left."""
    for index in range(high - 1, low - 1, -1):
        if row.tokens[index].kind == "word" and (verb := verb_at(row, index)):
            yield verb


@lru_cache(maxsize=20_000)
def noun_reading(form: str, case: str) -> Analysis | None:
    """The likeliest reading of a form as a noun in a case, if that is not far-fetched.

    Adjectives and participles that are nouns for one person are read so in the nominative («дежурный», «заведующая»).
    """
    if case == "nomn" and form.lower() in listed("substantives_of_one"):
        gender = "femn" if form.endswith("ая") else "masc"
        return Analysis(form.lower(), "NOUN", "nomn", gender, "sing", frozenset(("anim",)), 1.0)
    fitting = (one for one in analyses(form) if one.pos == "NOUN" and one.case == case and one.score >= _LIKELY / 2)
    return next(fitting, None)


def is_person_noun(form: str, case: str = "nomn") -> bool:
    """Whether a form can be, in a case, a noun for a person: animate and no forename, or an office."""
    reading = noun_reading(form, case)
    if reading is None:
        return False
    animate = "anim" in reading.grammemes and "Name" not in reading.grammemes
    return animate or reading.lemma.replace("ё", "е") in listed("roles")


def may_speak(token: Token, case: str = "nomn") -> bool:
    """Whether a noun in a case can stand for somebody who speaks: a person, a body, a document."""
    lemmas = noun_lemmas(token)
    return is_person_noun(token.text, case) or any(lemmas & listed(name) for name in _SPEAKING)


def is_finite(token: Token) -> bool:
    """Whether a word is, most likely, a finite verb."""
    return token.kind == "word" and analyses(token.text)[0].pos == "VERB"


def is_nominal(token: Token, *parts: str) -> bool:
    """Whether a word is, as its likeliest, one of these parts of speech."""
    return token.kind == "word" and analyses(token.text)[0].pos in parts


def is_attribute_in(token: Token, case: str) -> bool:
    """Whether a word can be an adjective or a participle in a case."""
    return any(one.pos in ("ADJF", "PRTF") and one.case == case for one in token.analyses)


def noun_lemmas(token: Token) -> frozenset[str]:
    """The dictionary forms of a word as a noun, with е for ё; of «кафе-бар», «медиафорум» also what they are."""
    return _noun_lemmas(token.text) if token.kind == "word" else frozenset()


@lru_cache(maxsize=20_000)
def _noun_lemmas(form: str) -> frozenset[str]:
    readings = analyses(form)
    if not readings or readings[0].pos in ("NPRO", "PREP", "CONJ", "PRCL"):
        return frozenset()
    likely = (one for one in readings if one.pos == "NOUN" and one.score >= _LIKELY / 2)
    return frozenset(lemma for one in likely for lemma in _with_halves(one.lemma.replace("ё", "е")))


def _with_halves(lemma: str) -> tuple[str, ...]:
    front = next((one for one in _combining() if lemma.startswith(one)), "") if lemma.startswith(_combining()) else ""
    rest = lemma.removeprefix(front)
    return (lemma, *(lemma.split("-") if "-" in lemma else ()), *((rest,) if front and known(rest) else ()))


@cache
def _combining() -> tuple[str, ...]:
    return tuple(listed("combining_forms"))


def office_lemmas(token: Token) -> frozenset[str]:
    """The dictionary forms of a noun that are an office's («чиновница» as well as «чиновник»); empty if none is."""
    lemmas = noun_lemmas(token)
    offices = listed("roles")
    held = {lemma[: -len(ending)] + mans for lemma in lemmas for ending, mans in _OF_WOMEN if lemma.endswith(ending)}
    return lemmas if lemmas & offices else frozenset(held & offices)


def is_noun_of(token: Token, list_name: str) -> bool:
    """Whether a word is a form of a noun in one of the word lists."""
    return token.kind == "word" and _is_noun_of(token.text, list_name)


@lru_cache(maxsize=30_000)
def _is_noun_of(form: str, list_name: str) -> bool:
    return not _noun_lemmas(form).isdisjoint(listed(list_name))


def has_lemma_of(token: Token, list_name: str) -> bool:
    """Whether a word is, by any reading, a form of a word in one of the word lists."""
    return token.kind == "word" and _has_lemma_of(token.text, list_name)


@lru_cache(maxsize=30_000)
def _has_lemma_of(form: str, list_name: str) -> bool:
    return any(one.lemma.replace("ё", "е") in listed(list_name) for one in analyses(form))

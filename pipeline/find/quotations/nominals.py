"""What can be a subject: a name, a pronoun, a noun with its phrase; whether a preposition governs it."""

from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.find.lexicon import listed
from pipeline.find.quotations.agencies import agency_beside
from pipeline.find.quotations.grammar import (
    Verb,
    has_lemma_of,
    is_nominal,
    is_noun_of,
    is_person_noun,
    may_speak,
    noun_reading,
)
from pipeline.find.quotations.tokens import Row, Token

_PRONOUNS = {"он": "masc", "она": "femn", "они": "plur", "оно": "neut", "сам": "masc", "сама": "femn", "сами": "plur",
             "тот": "masc", "последний": "masc", "который": "masc", "которая": "femn", "которые": "plur",
             "первый": "masc", "первая": "femn", "второй": "masc", "вторая": "femn"}  # fmt: skip
_ORDINALS = ("первый", "первая", "второй", "вторая")
_BEFORE_NOUNS = frozenset(("тот", "последний", "сам", "сама", "сами", *_ORDINALS))
OF_HIM = {"его": "masc", "ее": "femn"}  # the possessive and object forms of «он» and «она», and their gender
_FIRST_PERSON = frozenset(("я", "мы"))
_LIKE = ("как", "точно", "словно", "будто")  # before a noun to which somebody is compared
_PAPER = 40  # code points of the name of a paper in marks
_TEMPORAL = ("того", "тем", "время", "так", "мере", "едва")  # before «как»: a conjunction of time or cause


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a verb says: tokens `[first, last]`.

    `sort` is name, pronoun, noun, string, first person or second person.
    """

    first: int
    last: int
    sort: str
    gender: str = ""
    number: str = "sing"


class NameCase(Protocol):
    """Says of a name token in which case and gender it can stand; made by whoever knows the persons."""

    def nominative(self, token: Token) -> bool:
        """Whether a name can be in the nominative."""

    def genitive(self, token: Token) -> bool:
        """Whether a name can be in the genitive."""

    def addressed(self, token: Token) -> bool:
        """Whether a name can be in the dative, and not in the genitive."""

    def may_act(self, token: Token) -> bool:
        """Whether a name can be who does what an infinitive says: nominative, or dative."""

    def gender(self, token: Token) -> str:
        """The gender of whoever bears it, or an empty string."""


def pronoun(token: Token) -> Subject | None:
    """The gender and number of a pronoun that can be a subject, at index 0; `None` for any other token."""
    gender = _PRONOUNS.get(token.plain.removesuffix("-то")) if token.kind == "word" else None
    if gender is None:
        return None
    return Subject(0, 0, "pronoun", "" if gender == "plur" else gender, "plur" if gender == "plur" else "sing")


def pronoun_at(row: Row, index: int) -> Subject | None:
    """The pronoun at an index that can be a subject, if one stands there."""
    found = pronoun(row.tokens[index])
    return replace(found, first=index, last=index) if found is not None else None


def nominal_at(row: Row, index: int, verb: Verb, names: NameCase) -> Subject | None:
    """The name, pronoun or noun at an index, if it can be the subject of this verb."""
    token = row.tokens[index]
    if token.kind == "name":
        return _name_subject(row, index, verb, names)
    if token.kind == "string":
        return _paper_subject(row, index, verb)
    if token.kind != "word" or _is_expanded(row, index):
        return None
    if (one := _one_of(row, index)) and verb.agrees(one.gender, "sing"):
        return one
    if token.plain in listed("indefinites") and verb.agrees("masc", "sing") and not _points_on(row, index):
        each = index > 0 and row.tokens[index - 1].plain == "каждый"  # «каждый третий»
        return Subject(index - each, index, "noun", "masc")
    if verb.number == "plur" and _are_people(token) and not _is_attribute(row, index):
        return Subject(index, index, "noun", "", "plur")
    if token.plain in _FIRST_PERSON:
        return Subject(index, index, "first person")
    if (found := pronoun(token)) and not _points_on(row, index):
        fits = verb.agrees(found.gender, found.number)
        return Subject(index, index, "pronoun", found.gender, found.number) if fits else None
    if (agency := agency_beside(row, index, verb)) is not None:
        return Subject(*agency, "noun")
    return _noun_subject(row, index, verb)


def _name_subject(row: Row, index: int, verb: Verb, names: NameCase) -> Subject | None:
    token = row.tokens[index]
    first, last = row.company(index) if verb.number == "plur" else (index, index)
    several = last > first or (verb.number == "plur" and _coordinated(row, index))
    fits = names.nominative(token) and verb.agrees(names.gender(token), "plur" if several else "sing")
    fits = fits and not (index and _governs_name(row.tokens[index - 1]))
    if fits and last > first:
        return Subject(first, last, "name", "", "plur")
    return Subject(index, index, "name", names.gender(token)) if fits else None


def _paper_subject(row: Row, index: int, verb: Verb) -> Subject | None:
    """«Вестник» отмечал: right before its verb a name in marks, to which no noun before it belongs."""
    token, before = row.tokens[index], row.tokens[index - 1] if index else None
    alone = before is None or before.kind in ("mark", "dash", "string") or is_nominal(before, "ADJF", "ADVB", "CONJ")
    short = index == verb.index - 1 and token.end - token.start < _PAPER and token.text[1:2].isupper()
    return Subject(index, index, "string") if short and alone else None


def _is_expanded(row: Row, index: int) -> bool:
    """«Г[ригорьевич]»: what an editor has added in brackets to the letters of a word."""
    opened = index > 1 and row.tokens[index - 1].text == "[" and row.tokens[index - 2].kind == "word"
    return opened and row.tokens[index - 2].end == row.tokens[index - 1].start


def _one_of(row: Row, index: int) -> Subject | None:
    """«одна из женщин»: a numeral, and those it is one of."""
    gender = {"один": "masc", "одна": "femn"}.get(row.tokens[index].plain)
    if gender is None or index + 2 >= len(row.tokens) or row.tokens[index + 1].plain != "из":
        return None
    if row.tokens[index + 2].plain in ("них", "нас", "вас"):
        return Subject(index, index + 2, "noun", gender)
    last = next((i for i in range(index + 2, min(index + 5, len(row.tokens))) if _is_noun(row.tokens[i])), None)
    if last is None and is_nominal(row.tokens[index + 2], "PRTF"):  # «один из выступавших»
        last = index + 2
    return Subject(index, last, "noun", gender) if last is not None else None


def _are_people(token: Token) -> bool:
    """«многие», «другие»; «собравшиеся», «митингующие»: people by an adjective or by what they do."""
    likeliest = token.likeliest
    acting = likeliest is not None and likeliest.pos == "PRTF" and "actv" in likeliest.grammemes
    return token.plain in listed("substantives") or (acting and likeliest is not None and likeliest.case == "nomn")


def _is_attribute(row: Row, index: int) -> bool:
    """«некоторые публицисты»: the word belongs to a noun right behind it."""
    behind = row.tokens[index + 1] if index + 1 < len(row.tokens) else None
    return behind is not None and any(one.pos == "NOUN" and one.number == "plur" for one in behind.analyses[:1])


def _is_noun(token: Token) -> bool:
    return token.kind == "word" and token.analyses[0].pos == "NOUN"


def _points_on(row: Row, index: int) -> bool:
    """«тот же день», «последний шаг», «один Белов»: the pronoun belongs to a noun beside it."""
    if row.tokens[index].plain not in _BEFORE_NOUNS and row.tokens[index].plain not in listed("indefinites"):
        return False
    before = row.tokens[index - 1] if index and row.tokens[index].plain in (*_ORDINALS, "один") else None
    if before is not None and (before.kind == "name" or _is_noun(before) or before.plain in ("он", "она")):
        return True  # «статья первая», «Белов первый сказал»
    behind = [token for token in row.tokens[index + 1 : index + 3] if token.plain != "же"]
    if not behind or behind[0].kind != "word":
        return bool(behind) and behind[0].kind == "name"
    return behind[0].analyses[0].pos in ("NOUN", "ADJF", "PRTF", "NUMR")


def _governs_name(token: Token) -> bool:
    """«с Гизо»: a preposition; «о прозвище Хольд»: a noun for names; «говорит дочь Белова»: whose she is."""
    before = (is_nominal(token, "PREP") and token.plain != "спустя") or is_noun_of(token, "nouns_for_names")
    return before or (is_noun_of(token, "nouns_of_relation") and noun_reading(token.text, "nomn") is not None)


def _coordinated(row: Row, index: int) -> bool:
    """«X и Y», «X, Y и Z»: whether another name stands in a row with the one at an index."""
    for step in (-1, 1):
        joint, other = index + step, index + 2 * step
        if 0 <= other < len(row.tokens) and row.tokens[joint].plain in (",", "и") and row.tokens[other].kind == "name":
            return True
    return False


def _noun_subject(row: Row, index: int, verb: Verb) -> Subject | None:
    token = row.tokens[index]
    reading = noun_reading(token.text, "nomn")
    if reading is None or is_governed(row, index) or _qualifies(row, index) or _is_complement(row, index, verb):
        return None
    gender = verb.gender if _is_of_either_gender(token, verb) else reading.gender
    if not verb.agrees(gender, reading.number):
        return None
    if index < verb.index and not is_person_noun(token.text) and _is_done_something(row, index):
        return None
    if not may_speak(token) or _is_compared(row, index):
        return None
    first, last = noun_phrase(row, index, verb.index)
    if reading.number == "plur" and first > 1 and row.tokens[first - 1].plain == "и":
        first = _coordinate(row, first - 2, first)
    return Subject(first, last, "noun", gender, reading.number)


def _coordinate(row: Row, index: int, first: int) -> int:
    """«критики и поэты»: where a phrase begins before which stands «и» and one for people in the nominative plural."""
    before = row.tokens[index]
    reading = noun_reading(before.text, "nomn") if before.kind == "word" else None
    people = reading is not None and reading.number == "plur" and is_person_noun(before.text)
    return noun_phrase(row, index, -1)[0] if people and not is_governed(row, index) else first


def _is_compared(row: Row, index: int) -> bool:
    """«сказал, как солдаты»; but not «после того как солдаты сказали», «в то время как»: a conjunction of time."""
    if index > 2 and row.tokens[index - 2].text == "," and has_lemma_of(row.tokens[index - 3], "verbs_of_memory"):
        return False  # «помню, как отец говорил»
    before = [token.plain for token in row.tokens[max(0, index - 3) : index] if token.text != ","]
    return bool(before) and before[-1] in _LIKE and (len(before) < 2 or before[-2] not in _TEMPORAL)


def _qualifies(row: Row, index: int) -> bool:
    """«римские юристы»: what may be a noun is an adjective of the noun right behind it."""
    here = {(one.case, one.number) for one in row.tokens[index].analyses if one.pos == "ADJF"}
    behind = row.tokens[index + 1].analyses[:1] if index + 1 < len(row.tokens) else ()
    return any(one.pos == "NOUN" and (one.case, one.number) in here for one in behind)


def _is_complement(row: Row, index: int, verb: Verb) -> bool:
    """«исследователи школы»: what could be a genitive is one behind a noun that can itself be the subject."""
    if not index or not any(one.pos == "NOUN" and one.case == "gent" for one in row.tokens[index].analyses):
        return False
    head = row.tokens[index - 1]
    reading = noun_reading(head.text, "nomn") if head.kind == "word" else None
    return reading is not None and verb.agrees(reading.gender, reading.number) and not is_governed(row, index - 1)


def _is_of_either_gender(token: Token, verb: Verb) -> bool:
    """«врач прочла»: the name of an office has a man's gender, and its verb that of whoever holds it."""
    return verb.gender == "femn" and verb.number == "sing" and is_noun_of(token, "roles")


def _is_done_something(row: Row, index: int) -> bool:
    """«сложил листок и спросил»: a thing right behind another verb is its object, if its form can be one."""
    before = row.tokens[index - 1] if index else None
    if not any(one.case == "accs" for one in row.tokens[index].analyses):
        return False
    return before is not None and bool(before.analyses) and before.analyses[0].pos in ("VERB", "INFN", "GRND")


def is_governed(row: Row, index: int) -> bool:
    """After a preposition (adjectives between) a form that looks nominative is accusative."""
    for place in range(index - 1, max(index - 4, -1), -1):
        token = row.tokens[place]
        if token.kind != "word":
            return False
        if token.analyses[0].pos == "PREP":
            return True
        if not any(one.pos in ("ADJF", "PRTF") and one.case in ("nomn", "accs") for one in token.analyses):
            return False
    return False


def noun_phrase(row: Row, head: int, stop: int) -> tuple[int, int]:
    """The tokens of a noun phrase around its head: agreeing adjectives before, genitives and a name in marks after."""
    first, last = head, head
    while first > 0 and _modifies(row.tokens[first - 1], row.tokens[head]) and first - 1 != stop:
        first -= 1
    while last + 1 < len(row.tokens) and last + 1 != stop and last - head < 4 and _complements(row.tokens[last + 1]):
        last += 1
    if first > 1 and row.tokens[first - 1].text == "-" and row.tokens[first - 2].kind == "number":
        first -= 2  # «70-летний мастер»
    if last > head and last + 1 < len(row.tokens) and row.tokens[last + 1].plain == "не":
        last -= 1  # «министр вопросов не слушал»: what is not heard
    while last > head and row.tokens[last].kind == "word" and row.tokens[last].analyses[0].pos in ("ADJF", "PRTF"):
        last -= 1
    return first, last


def _modifies(token: Token, head: Token) -> bool:
    if token.kind != "word" or token.plain.startswith("котор"):
        return False
    numbers = {one.number for one in head.analyses if one.case == "nomn"}
    return any(one.pos in ("ADJF", "PRTF") and one.case == "nomn" and one.number in numbers for one in token.analyses)


def _complements(token: Token) -> bool:
    if token.kind == "string":
        return token.end - token.start < _PAPER and token.text[1:2].isupper()
    if token.kind != "word":
        return False
    genitives = (one for one in token.analyses if one.case == "gent" and one.pos in ("NOUN", "ADJF", "PRTF"))
    return token.analyses[0].pos not in ("VERB", "PREP", "CONJ", "PRCL") and any(genitives)

"""The subject of a verb of speech in the Russian clause: before it, after it, in the dative beside an infinitive.

Works on a row of tokens and knows neither quotations nor who anybody is.
"""

from dataclasses import dataclass

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import (
    Verb,
    finite_at,
    is_finite,
    is_noun_of,
    is_person_noun,
    may_speak,
    noun_reading,
)
from pipeline.find.quotations.nominals import is_governed, noun_phrase
from pipeline.find.quotations.tokens import STOPS, Row, Token

_PRONOUNS = {"он": "masc", "она": "femn", "они": "plur", "оно": "neut", "сам": "masc", "сама": "femn", "сами": "plur",
             "тот": "masc", "последний": "masc", "который": "masc", "которая": "femn", "которые": "plur"}  # fmt: skip
_PAPER = 30  # code points of the name of a paper in marks
_REACH = 16  # tokens after a verb among which its subject may stand
_LIKE = ("как", "точно", "словно", "будто")  # before a noun to which somebody is compared
_FIRST_PERSON = frozenset(("я", "мы"))


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


def pronoun(token: Token) -> Subject | None:
    """The gender and number of a pronoun that can be a subject, at index 0; `None` for any other token."""
    gender = _PRONOUNS.get(token.plain) if token.kind == "word" else None
    if gender is None:
        return None
    return Subject(0, 0, "pronoun", "" if gender == "plur" else gender, "plur" if gender == "plur" else "sing")


def subject_of(row: Row, verb: Verb, low: int, high: int, is_nominative: "NameCase") -> Subject | None:
    """The subject of a verb of speech within `[low, high)`.

    Asked in this order: right after the verb; before it a name or pronoun; before it a noun for a person,
    a body or a document. `is_nominative` says of a name token whether it can stand in the nominative.
    """
    if verb.person in ("1per", "2per"):
        return Subject(verb.index, verb.index, "first person" if verb.person == "1per" else "second person")
    if verb.form == "INFN":
        return _dative_subject(row, verb, low, is_nominative)
    if verb.form == "GRND":
        return _subject_of_main_clause(row, verb, is_nominative)
    after = _after_verb(row, verb, high, is_nominative)
    if after is not None and after.sort != "string" and not _may_be_object(row, after):
        return after
    return _resumed(row, verb, low, is_nominative) or _before_verb(row, verb, low, is_nominative) or after


def _may_be_object(row: Row, found: Subject) -> bool:
    """Whether a noun phrase that looks nominative looks accusative as well: what is done, and not who does it."""
    words = row.tokens[found.first : found.last + 1] if found.sort == "noun" else ()
    return any(one.case == "accs" for token in words for one in token.analyses if one.pos == "NOUN")


def _resumed(row: Row, verb: Verb, low: int, names: "NameCase") -> Subject | None:
    """«X твердил, что Y спорит, и называл его ...»: behind a clause the first subject of the sentence goes on."""
    joined = verb.index > low + 2 and row.tokens[verb.index - 1].plain == "и" and row.tokens[verb.index - 2].text == ","
    if not joined:
        return None
    found = (_nominal(row, index, verb, names) for index in range(low, verb.index - 2))
    return next((subject for subject in found if subject is not None), None)


def _subject_of_main_clause(row: Row, converb: Verb, names: "NameCase") -> Subject | None:
    """«отказывался, утверждая, что ...»: a converb's subject is that of the nearest finite verb of its sentence."""
    low, high = row.sentence(converb.index)
    for index in (*range(converb.index - 1, low - 1, -1), *range(converb.index + 1, high)):
        main = finite_at(row, index)
        if main is not None:
            return subject_of(row, main, low, high, names) if main.person == "3per" else None
    return None


def named_beside(row: Row, index: int) -> frozenset[str]:
    """The persons named in the clause of a token: none of them is whom a pronoun there, as its subject, stands for."""
    low = high = index
    while low > 0 and not _parts_clauses(row.tokens[low - 1]):
        low -= 1
    while high < len(row.tokens) and not _parts_clauses(row.tokens[high]):
        high += 1
    return frozenset(token.ref for token in row.tokens[low:high] if token.kind == "name")


def _parts_clauses(token: Token) -> bool:
    return token.text == "," or _ends_clause(token)


class NameCase:
    """Says of a name token in which case and gender it can stand; made by whoever knows the persons."""

    def nominative(self, token: Token) -> bool:
        raise NotImplementedError

    def may_act(self, token: Token) -> bool:
        """Whether a name can be who does what an infinitive says: nominative, or dative."""
        raise NotImplementedError

    def gender(self, token: Token) -> str:
        raise NotImplementedError


def _dative_subject(row: Row, verb: Verb, low: int, names: NameCase) -> Subject | None:
    """«... дало повод X сказать», «X хотел сказать»: the name nearest before the infinitive, in its clause."""
    for index in range(verb.index - 1, low - 1, -1):
        if row.tokens[index].kind == "name" and names.may_act(row.tokens[index]):
            return Subject(index, index, "name")
        if is_finite(row.tokens[index]) and verb.index - index > 6:
            return None
    return None


def _after_verb(row: Row, verb: Verb, high: int, names: NameCase) -> Subject | None:
    """The subject right of the verb in its clause: a name there is worth more than a pronoun or noun before it.

    A paper's name in marks is the subject only where no other is found («отмечал «Вестник»»).
    """
    first: Subject | None = None
    paper: Subject | None = None
    index, end = verb.index + 1, min(high, verb.index + _REACH)
    while index < end and not (_ends_clause(row.tokens[index]) and not _is_addressed(row.tokens[index])):
        if row.tokens[index].text == ",":
            past = _past_converb(row, index, end)
            if past is None:
                return first or paper
            index = past
        if _is_addressed(row.tokens[index]) and index <= verb.index + 2 and verb.number == "sing":
            paper = Subject(index, index, "string")
        found = _nominal(row, index, verb, names)
        if found is not None and found.sort in ("name", "first person"):
            return found
        first = first or found
        if is_finite(row.tokens[index]):
            return first or paper
        index += 1
    return first or paper


def _ends_clause(token: Token) -> bool:
    return token.kind in ("string", "dash", "note") or token.text in STOPS or token.text in (":", ";")


def _is_addressed(token: Token) -> bool:
    """«сообщил «Газете» источник»: the paper that is told something ends no clause."""
    return token.kind == "string" and token.text[1:2].isupper() and token.end - token.start < _PAPER


def _past_converb(row: Row, comma: int, end: int) -> int | None:
    """«говорит, подумав, Белов»: the place after a converb between two commas."""
    if comma + 1 >= end or not any(one.pos == "GRND" for one in row.tokens[comma + 1].analyses):
        return None
    return next((i + 1 for i in range(comma + 2, end - 1) if row.tokens[i].text == ","), None)


def _before_verb(row: Row, verb: Verb, low: int, names: NameCase) -> Subject | None:
    fallback: Subject | None = None
    inside = _relative_clauses(row, low, verb.index)
    for index in range(verb.index - 1, low - 1, -1):
        found = _nominal(row, index, verb, names) if index not in inside else None
        if found is not None and found.sort != "noun":
            return found
        fallback = fallback or found
    return fallback


def _relative_clauses(row: Row, low: int, high: int) -> set[int]:
    """The tokens between the commas of each relative clause that ends before a place: its subject is another's."""
    inside: set[int] = set()
    for index in range(low + 1, high):
        opened = row.tokens[index - 1].text == "," or (index > low + 1 and row.tokens[index - 2].text == ",")
        if opened and row.tokens[index].plain.startswith("котор"):
            closed = next((at for at in range(index + 1, high) if _parts_clauses(row.tokens[at])), None)
            inside |= set(range(index, closed)) if closed is not None else set()
    return inside


def _nominal(row: Row, index: int, verb: Verb, names: NameCase) -> Subject | None:
    """The name, pronoun or noun at an index, if it can be the subject of this verb."""
    token = row.tokens[index]
    if token.kind == "name":
        several = verb.number == "plur" and _coordinated(row, index)
        fits = names.nominative(token) and verb.agrees(names.gender(token), "plur" if several else "sing")
        fits = fits and not (index and _is_relative(row.tokens[index - 1]))
        return Subject(index, index, "name", names.gender(token)) if fits else None
    if token.kind == "string":
        alone = index == 0 or row.tokens[index - 1].kind in ("mark", "dash")
        short = index == verb.index - 1 and token.end - token.start < 40 and token.text[1:2].isupper()
        return Subject(index, index, "string") if short and alone else None
    if token.kind != "word":
        return None
    if (one := _one_of(row, index)) and verb.agrees(one.gender, "sing"):
        return one
    if token.plain in ("кто-то", "некто") and verb.agrees("masc", "sing"):
        return Subject(index, index, "noun", "masc")
    if token.plain in listed("substantives") and verb.number == "plur":
        return Subject(index, index, "noun", "", "plur")
    if token.plain in _FIRST_PERSON:
        return Subject(index, index, "first person")
    if (found := pronoun(token)) and not _points_on(row, index):
        fits = verb.agrees(found.gender, found.number)
        return Subject(index, index, "pronoun", found.gender, found.number) if fits else None
    return _noun_subject(row, index, verb)


def _one_of(row: Row, index: int) -> Subject | None:
    """«одна из женщин»: a numeral, and those it is one of."""
    gender = {"один": "masc", "одна": "femn"}.get(row.tokens[index].plain)
    if gender is None or index + 2 >= len(row.tokens) or row.tokens[index + 1].plain != "из":
        return None
    if row.tokens[index + 2].plain in ("них", "нас", "вас"):
        return Subject(index, index + 2, "noun", gender)
    last = next((i for i in range(index + 2, min(index + 5, len(row.tokens))) if _is_noun(row.tokens[i])), None)
    return Subject(index, last, "noun", gender) if last is not None else None


def _is_noun(token: Token) -> bool:
    return token.kind == "word" and token.analyses[0].pos == "NOUN"


def _points_on(row: Row, index: int) -> bool:
    """«тот же день», «последний шаг»: the pronoun belongs to a noun behind it."""
    if row.tokens[index].plain not in ("тот", "последний"):
        return False
    behind = [token for token in row.tokens[index + 1 : index + 3] if token.plain != "же"]
    return bool(behind) and behind[0].kind == "word" and behind[0].analyses[0].pos in ("NOUN", "ADJF", "PRTF", "NUMR")


def _is_relative(token: Token) -> bool:
    """«говорит дочь Белова»: the name after such a noun in the nominative is in the genitive."""
    return is_noun_of(token, "nouns_of_relation") and noun_reading(token.text, "nomn") is not None


def _coordinated(row: Row, index: int) -> bool:
    """«X и Y», «X, Y и Z»: whether another name stands in a row with the one at an index."""
    for step in (-1, 1):
        joint, other = index + step, index + 2 * step
        if 0 <= other < len(row.tokens) and row.tokens[joint].plain in (",", "и") and row.tokens[other].kind == "name":
            return True
    return False


def has_other_subject(row: Row, verb: Verb, before: int | None = None) -> bool:
    """«История учит: ...»: whether a noun that can be no speaker stands as the subject right before the verb.

    With `before`, whether it stands right before that token.
    """
    at = (verb.index if before is None else before) - 1
    token = row.tokens[at] if at >= 0 else None
    reading = noun_reading(token.text, "nomn") if token is not None and token.kind == "word" else None
    return reading is not None and verb.agrees(reading.gender, reading.number) and not is_governed(row, at)


def _noun_subject(row: Row, index: int, verb: Verb) -> Subject | None:
    token = row.tokens[index]
    reading = noun_reading(token.text, "nomn")
    if reading is None or is_governed(row, index):
        return None
    gender = verb.gender if _is_of_either_gender(token, verb) else reading.gender
    if not verb.agrees(gender, reading.number):
        return None
    if index < verb.index and not is_person_noun(token.text) and _is_done_something(row, index):
        return None
    if not may_speak(token) or (index and row.tokens[index - 1].plain in _LIKE):
        return None
    first, last = noun_phrase(row, index, verb.index)
    return Subject(first, last, "noun", gender, reading.number)


def _is_done_something(row: Row, index: int) -> bool:
    """«сложил листок и спросил»: a thing right behind another verb is its object."""
    before = row.tokens[index - 1] if index else None
    return before is not None and bool(before.analyses) and before.analyses[0].pos in ("VERB", "INFN", "GRND")


def _is_of_either_gender(token: Token, verb: Verb) -> bool:
    """«врач прочла»: the name of an office has a man's gender, and its verb that of whoever holds it."""
    return verb.gender == "femn" and verb.number == "sing" and is_noun_of(token, "roles")

"""The subject of a verb of speech in the Russian clause: before it, after it, in the dative beside an infinitive.

Works on a row of tokens and knows neither quotations nor who anybody is.
"""

from itertools import pairwise

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import (
    Verb,
    finite_at,
    is_finite,
    is_nominal,
    noun_reading,
)
from pipeline.find.quotations.nominals import NameCase, Subject, is_governed, nominal_at
from pipeline.find.quotations.tokens import STOPS, Row, Token

_ASIDE = 4  # words between two commas that are no clause
_PAPER = 30  # code points of the name of a paper in marks
QUESTIONS = frozenset("кто кого кому кем ком чем чего чему почему зачем куда откуда сколько".split())  # noqa: SIM905
_COORDINATE = ("и", "а", "но", "однако", "зато")
_SUBORDINATE = frozenset("когда если пока хотя поскольку едва".split())  # noqa: SIM905
_REACH = 16  # tokens after a verb among which its subject may stand


def subject_of(row: Row, verb: Verb, low: int, high: int, names: NameCase) -> Subject | None:
    """The subject of a verb of speech within `[low, high)`.

    Asked in this order: right after the verb; before it a name or pronoun; before it a noun for a person,
    a body or a document. `names` says of a name token in which cases it can stand.
    """
    if verb.person in ("1per", "2per"):
        return Subject(verb.index, verb.index, "first person" if verb.person == "1per" else "second person")
    if verb.form == "INFN":
        return _dative_subject(row, verb, low, names)
    if verb.form == "GRND":
        return _subject_of_main_clause(row, verb, names)
    after = _after_verb(row, verb, high, names)
    if after is not None and after.sort != "string" and not _may_be_object(row, after):
        return after
    return _resumed(row, verb, low, names) or _before_verb(row, verb, low, names) or after


def _may_be_object(row: Row, found: Subject) -> bool:
    """Whether a noun phrase that looks nominative looks accusative as well: what is done, and not who does it."""
    words = row.tokens[found.first : found.last + 1] if found.sort == "noun" else ()
    return any(one.case == "accs" for token in words for one in token.analyses if one.pos == "NOUN")


def _resumed(row: Row, verb: Verb, low: int, names: NameCase) -> Subject | None:
    """«X твердил, что Y спорит, и называл его ...»: behind a clause the first subject of the sentence goes on."""
    joined = verb.index > low + 2 and row.tokens[verb.index - 1].plain == "и" and row.tokens[verb.index - 2].text == ","
    if not joined:
        return None
    found = (nominal_at(row, index, verb, names) for index in range(low, verb.index - 2))
    return next((subject for subject in found if subject is not None), None)


def _subject_of_main_clause(row: Row, converb: Verb, names: NameCase) -> Subject | None:
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
    return token.text in (",", "(", ")") or _ends_clause(token)


def _dative_subject(row: Row, verb: Verb, low: int, names: NameCase) -> Subject | None:
    """«дало повод X сказать», «X хотел сказать», «критики успели сказать»: who is named, or acts."""
    governing = finite_at(row, verb.index - 1) if verb.index > low else None
    if governing is not None:
        return subject_of(row, governing, low, verb.index, names)
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
    while index < end and not (_ends_here(row, index) and not _is_addressed(row.tokens[index])):
        if row.tokens[index].text == ",":
            past = _past_aside(row, index, end)
            if past is None:
                return first or paper
            index = past
        if _is_addressed(row.tokens[index]) and index <= verb.index + 2 and verb.number == "sing":
            paper = Subject(index, index, "string")
        found = nominal_at(row, index, verb, names)
        if found is not None and found.sort in ("name", "first person"):
            return found
        first = first or found
        if is_finite(row.tokens[index]):
            return first or paper
        index += 1
    return first or paper


def _ends_here(row: Row, index: int) -> bool:
    """Whether a clause ends with a token; not with the stop of «т.» before a name."""
    titled = row.tokens[index].text == "." and row.tokens[index - 1].plain in listed("abbreviations")
    named = index + 1 < len(row.tokens) and row.tokens[index + 1].kind == "name"
    return _ends_clause(row.tokens[index]) and not (titled and named)


def _ends_clause(token: Token) -> bool:
    return token.kind in ("string", "dash", "note") or token.text in STOPS or token.text in (":", ";")


def _is_addressed(token: Token) -> bool:
    """«сообщил «Газете» источник»: the paper that is told something ends no clause."""
    return token.kind == "string" and token.text[1:2].isupper() and token.end - token.start < _PAPER


def _past_aside(row: Row, comma: int, end: int) -> int | None:
    """«говорит, подумав, Белов», «заявил, в свою очередь, министр»: the place after what two commas set aside.

    That is a converb with what belongs to it, or a few words of which none could be who speaks.
    """
    close = next((i for i in range(comma + 2, end - 1) if row.tokens[i].text == ","), None)
    if close is None:
        return None
    aside = row.tokens[comma + 1 : close]
    converb = any(one.pos == "GRND" for one in aside[0].analyses)
    return close + 1 if converb or (len(aside) <= _ASIDE and all(map(_is_adverbial, aside))) else None


def _is_adverbial(token: Token) -> bool:
    """A word that is neither a verb nor, as its likeliest, a noun in the nominative."""
    likeliest = token.likeliest
    return likeliest is not None and likeliest.pos not in ("VERB", "INFN") and likeliest.case != "nomn"


def _before_verb(row: Row, verb: Verb, low: int, names: NameCase) -> Subject | None:
    fallback: Subject | None = None
    inside = inner_clauses(row, low, verb.index) | set_apart(row, low, verb.index, "GRND")
    for index in range(verb.index - 1, low - 1, -1):
        if fallback is not None and _opens_clause(row, index + 1):
            return fallback
        found = nominal_at(row, index, verb, names) if index not in inside else None
        if found is not None and found.sort != "noun":
            return found
        if found is not None and (fallback is None or _is_the_same(row, found, fallback)):
            fallback = found
    return fallback


def _is_the_same(row: Row, first: Subject, second: Subject) -> bool:
    return _is_apposed(row, first, second) or _is_both(row, first, second)


def _is_apposed(row: Row, first: Subject, second: Subject) -> bool:
    """«ревизор из губернии, старый чиновник, сказал»: the second noun says of the first who that is."""
    between = row.tokens[first.last + 1 : second.first]
    while between and is_nominal(between[-1], "ADVB"):
        between = between[:-1]
    parted = any(is_finite(t) or t.plain == "и" or _is_in_lower_case(t) for t in between)
    return bool(between) and between[-1].text == "," and not parted


def _is_both(row: Row, first: Subject, second: Subject) -> bool:
    """«сенатор и писатель сравнивал»: two nouns for one person, who does something alone."""
    between = [token.plain for token in row.tokens[first.last + 1 : second.first]]
    return between == ["и"] and first.number == second.number == "sing"


def _is_in_lower_case(token: Token) -> bool:
    """«Рабочие «бузили», мастера говорили»: what stands in marks and is no name may be what the first ones did."""
    return token.kind == "string" and token.text[1:2].islower()


def _opens_clause(row: Row, index: int) -> bool:
    """«..., и голос спросил», «..., что голос спросил», «..., о котором город говорил»: a comma, and what opens it."""
    opening = [token.plain for token in row.tokens[index : index + 2]]
    relative = any(word.startswith("котор") for word in opening)
    return row.tokens[index - 1].text == "," and (opening[0] in (*_COORDINATE, "что", "будто") or relative)


def inner_clauses(row: Row, low: int, high: int) -> set[int]:
    """The tokens of each clause between commas, relative or of a question, that ends before a place.

    Its subject is another's: «критик, которого Белов не любил, сказал», «на вопрос, читал ли он Белова, ответил».
    """
    inside: set[int] = set()
    for index in range(high - 2, max(low, 1) - 1, -1):
        if not _opens_inner(row, index):
            continue
        acts = next((at for at in range(index, high) if at not in inside and _is_predicate(row.tokens[at])), high)
        parting = (at for at in range(acts + 1, high) if _parts_clauses(row.tokens[at]))
        closed = next((at for at in parting if inside.isdisjoint((at - 1, at + 1))), None)
        inside |= set(range(index, closed)) if closed is not None else set()
    return inside


def _is_predicate(token: Token) -> bool:
    """A finite verb, or a short participle or adjective («что X лишён слуха»)."""
    return is_finite(token) or is_nominal(token, "PRTS", "ADJS")


def set_apart(row: Row, low: int, high: int, part: str) -> set[int]:
    """The tokens between two commas that a word of a part of speech opens: «, опубликованном в газете, »."""
    inside: set[int] = set()
    commas = [at for at in range(low, high) if row.tokens[at].text == ","]
    for first, last in pairwise(commas):
        opening = row.tokens[first + 1].analyses[:1]
        inside |= set(range(first, last)) if any(one.pos == part for one in opening) else set()
    return inside


def _opens_inner(row: Row, index: int) -> bool:
    """«, который», «, о котором», «, от кого», «, читал ли»; «Когда», «, если»."""
    token, before = row.tokens[index], row.tokens[index - 1]
    if token.plain in _SUBORDINATE:
        return before.text == "," or before.text in STOPS or before.plain in _COORDINATE
    if token.plain == "что" and before.text == ",":
        return True
    if token.plain == "как" and before.text == "," and row.tokens[index - 2].plain in ("того", "тем"):
        return True
    opened = before.text == "," or (index > 1 and row.tokens[index - 2].text == ",")
    asks = row.tokens[index + 1].plain == "ли" and row.tokens[index - 1].text == ","
    return opened and (asks or token.plain.startswith("котор") or token.plain in QUESTIONS)


def has_other_subject(row: Row, verb: Verb, before: int | None = None) -> bool:
    """«История учит: ...»: whether a noun that can be no speaker stands as the subject right before the verb.

    With `before`, whether it stands right before that token.
    """
    at = (verb.index if before is None else before) - 1
    token = row.tokens[at] if at >= 0 else None
    reading = noun_reading(token.text, "nomn") if token is not None and token.kind == "word" else None
    return reading is not None and verb.agrees(reading.gender, reading.number) and not is_governed(row, at)

"""What documents and bodies say: «в письме сказано», «у него читаем», «сообщили в пресс-службе», «писали в тезисах»."""

from bisect import bisect_left
from itertools import takewhile

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import Verb, finite_at, is_noun_of, is_person_noun, noun_lemmas
from pipeline.find.quotations.heard import Heard, spanning
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.nominals import OF_HIM
from pipeline.find.quotations.speakers import Speaker, Speakers
from pipeline.find.quotations.subjects import inner_clauses, set_apart
from pipeline.find.quotations.tokens import STOPS, Row, Token, once_a_row
from pipeline.find.quotations.writers import issued_by, named_owner, pointed_at, signed_by, with_name, writer_before

_WITH_HIM = {"него": "masc", "нее": "femn", "ней": "femn"}
_TO_HIM = {"ему": "masc", "ей": "femn"}
_THERE = frozenset(("где", "там"))
_IN_IT = _THERE | frozenset(("нем", "ней", "них", "котором", "которой", "которых"))
_INSIDE = {"в": "loct", "во": "loct", "на": "loct", "из": "gent"}
_HIMSELF = frozenset(("того", "той", "же", "самого", "самой", "нашего", "этого"))
_APART = frozenset(("отличие", "независимо", "втайне", "отдельно", "вдали", "далеко", "недалеко"))  # before «от X»
_HOLDERS = ("nouns_of_document", "nouns_of_letter", "nouns_of_speech", "nouns_of_placard", "nouns_of_surface")
_OF_HOLDING = frozenset(("быть", "иметься", "стоять", "встречаться", "находиться", "содержаться", "остаться"))
_OPENING = 4  # tokens of a sentence among which stands the work that opens it
_BESIDE = 3  # tokens between «читаем» and «у Белова»
_IN_BODY = 8  # tokens after a verb among which the body or document stands in which it is said


def spoken_in(row: Row, verb: Verb, low: int, high: int, speakers: Speakers) -> Heard | None:
    """«сообщили в пресс-службе», «пишут в «Вестнике»», «в тезисах»: no subject to a plural, and where it is said."""
    for place in (*range(verb.index + 1, min(high, verb.index + _IN_BODY)), *range(verb.index - 1, low - 1, -1)):
        token = row.tokens[place]
        if token.text == "," and place < verb.index:
            return None
        if stands_in(row, place) != "loct":
            continue
        if token.kind == "string" and token.text[1:2].isupper() and row.tokens[place - 1].plain in ("в", "во"):
            return Heard(speakers.paper(token), spanning(row.tokens[verb.index], token), True)
        one_of_them = any((one.case, one.number) == ("loct", "sing") for one in token.analyses)
        if one_of_them and is_noun_of(token, "bodies"):
            return Heard(speakers.oblique(row, place, place, "loct"), spanning(row.tokens[verb.index], token), True)
        if not is_noun_of(token, "nouns_of_periodical") and (who := document_speaks(row, place, "loct", speakers)):
            return Heard(who, spanning(row.tokens[verb.index], token), True)
    return None


@once_a_row
def _reporting(row: Row) -> list[int]:
    reports = listed("reports_without_subject", "reports_out_of")
    return [at for at, token in enumerate(row.tokens) if token.plain in reports and token.kind == "word"]


def reporting(row: Row, low: int, high: int) -> list[int]:
    """The indices in `[low, high)` of words by which `reported` may find a document."""
    every = _reporting(row)
    return every[bisect_left(every, low) : bisect_left(every, high)]


def reported(row: Row, index: int, low: int, high: int, speakers: Speakers) -> Heard | None:
    """«говорится в заявлении», «из письма Белова видно», «в нём читаем»: no subject, but the document it stands in."""
    token = row.tokens[index]
    if mind := _to_whom(row, index, speakers):
        return mind
    cases = _cases_of_place(token)
    beside = row.tokens[max(low, index - 1) : index + 2]
    if not cases or any(_is_person(one, speakers) for one in beside) or _is_anothers(row, index, low, speakers):
        return None
    aside = set_apart(row, low, index, "PRTF")
    before = (place for place in range(index - 1, low - 1, -1) if place not in aside)
    for place in (*before, *range(index + 1, min(high, index + _IN_BODY))):
        near = abs(place - index) <= _BESIDE
        if near and (who := with_whom(row, place, speakers, token.start)):
            return Heard(who, (token.start, token.end), True)
        opening = place == low + 1
        if (near or opening) and row.tokens[place].kind == "string" and row.tokens[place - 1].plain == "в":
            return Heard(speakers.paper(row.tokens[place]), (token.start, token.end), True)
        case = "loct" if row.tokens[place].plain in _THERE else stands_in(row, place)
        if case in cases and (who := document_speaks(row, place, case, speakers)):
            return Heard(who, (token.start, token.end), True)
    return None


def _is_anothers(row: Row, index: int, low: int, speakers: Speakers) -> bool:
    """«Алёша у Белова признаётся»: a name in the nominative stands before in the clause."""
    clause = takewhile(lambda token: token.text != "," and token.text not in STOPS, row.tokens[low:index][::-1])
    return any(token.kind == "name" and speakers.nominative(token) for token in clause)


def _to_whom(row: Row, index: int, speakers: Speakers) -> Heard | None:
    """«ему казалось, что «...»», «Белову думалось»: the person in the dative in whose mind it is."""
    token = row.tokens[index]
    if token.plain not in listed("reports_of_mind"):
        return None
    for place in (index - 1, index - 2, index + 1):
        one = row.tokens[place] if 0 <= place < len(row.tokens) else token
        if gender := _TO_HIM.get(one.plain, ""):
            return Heard(Speaker(speakers.meant(one.start, gender), False), spanning(one, token), True)
        if one.kind == "name" and speakers.dative(one):
            return Heard(Speaker(one.ref, True), spanning(one, token), True)
    return None


def _is_person(token: Token, speakers: Speakers) -> bool:
    """«автор признаётся», «Белов пишется»: beside a word of report somebody who himself does what it says."""
    if token.kind == "name":
        return speakers.nominative(token)
    return token.kind == "word" and token.analyses[0].case == "nomn" and is_person_noun(token.text)


def with_whom(row: Row, place: int, speakers: Speakers, said: int) -> Speaker | None:
    """«у Белова», «от Белова», «у него»: the person with whom something is read, if that is he at a place.

    `said` is the code point from which a pronoun looks back.
    """
    at, back = row.tokens[place], place - 1
    while back >= 0 and row.tokens[back].plain in _HIMSELF:
        back -= 1
    before = row.tokens[back].plain if back >= 0 else ""
    apart = before == "от" and back > 0 and row.tokens[back - 1].plain in _APART
    if before in ("у", "от") and at.kind == "name" and not apart:
        return Speaker(at.ref, True)
    if before == "у" and at.plain in _WITH_HIM:
        return Speaker(speakers.meant(said, _WITH_HIM[at.plain]), False)
    return None


def _cases_of_place(token: Token) -> tuple[str, ...]:
    """In which case the document stands of which a word reports: «в письме сказано», «из письма видно»."""
    if token.kind != "word":
        return ()
    inside = ("loct",) if token.plain in listed("reports_without_subject") else ()
    return (*inside, "gent") if token.plain in listed("reports_out_of") else inside


def document_speaks(row: Row, place: int, case: str, speakers: Speakers) -> Speaker | None:
    """Whose the document at a place is: its owner's, or its own; of «в нём» the document last spoken of.

    What only a person writes (a letter, a diary) is the person's in view, where it has no other owner.
    """
    token = row.tokens[place]
    if token.plain in _IN_IT:
        found = next((i for i in range(place - 2, -1, -1) if is_noun_of(row.tokens[i], "nouns_of_document")), None)
        own_case = row.tokens[found].analyses[0].case if found is not None else ""
        if found is None or not own_case:
            return None
        owner = writer_before(row, found, speakers) or named_owner(row, found, speakers)
        return owner or speakers.oblique(row, found, found, own_case)
    work = is_noun_of(token, "nouns_of_work")
    if not (work or _may_hold_words(token)) or not any(one.case == case for one in token.analyses):
        return None
    name = genitive_name(row, place + 1, speakers)
    if name is not None and speakers.genitive(name):
        return Speaker(name.ref, True)
    if work:
        return None
    owners = [OF_HIM[one.plain] for one in row.tokens[max(0, place - 3) : place] if one.plain in OF_HIM]
    if owners:
        return Speaker(speakers.view.antecedent(row.tokens[place].start, owners[-1]), False)
    if owner := signed_by(row, place, speakers) or pointed_at(row, place, speakers):
        return owner
    if body := issued_by(row, place, speakers):
        return body
    writer = speakers.view.antecedent(token.start) if noun_lemmas(token) & listed("nouns_of_letter") else ""
    return Speaker(writer, False) if writer else speakers.oblique(row, place, place, case, with_name(row, place))


def opening_work(row: Row, low: int, high: int, speakers: Speakers) -> Heard | None:
    """«В книге Белова ...», «В дневнике его ...»: whose the work is that opens a sentence, if that is a person."""
    for place in range(low + 1, min(low + _OPENING, high)):
        who = document_speaks(row, place, "loct", speakers) if stands_in(row, place) == "loct" else None
        if who is not None and speakers.is_person(who.agent):
            return Heard(who, (row.tokens[place].start, row.tokens[place].end), True)
    return None


def holding_work(row: Row, low: int, noun: int, speakers: Speakers) -> Heard | None:
    """«В письме к X есть лишь одно признание»: whose the work is that opens a sentence and only holds what follows."""
    inside = inner_clauses(row, low, noun)
    verbs_before = (finite_at(row, at) for at in range(low, noun) if at not in inside)
    if any(verb is not None and verb.lemma not in _OF_HOLDING for verb in verbs_before):
        return None
    return opening_work(row, low, noun, speakers) or _opening_document(row, low, noun, speakers)


def _opening_document(row: Row, low: int, noun: int, speakers: Speakers) -> Heard | None:
    """«В протоколе осталась фраза»: a document that is nobody's, where a verb says that it holds the words."""
    held = any(verb is not None for verb in (finite_at(row, at) for at in range(low, noun)))
    for place in range(low + 1, min(low + _OPENING, noun)) if held else ():
        who = document_speaks(row, place, "loct", speakers) if stands_in(row, place) == "loct" else None
        if who is not None:
            return Heard(who, (row.tokens[place].start, row.tokens[place].end), True)
    return None


def _may_hold_words(token: Token) -> bool:
    """«в письме», «в ответе»: a document, or what somebody said as far as it can be read."""
    return any(is_noun_of(token, name) for name in _HOLDERS)


def stands_in(row: Row, place: int) -> str:
    """The case that «в», «на» or «из» before a noun asks for, adjectives or a possessive between; empty without any."""
    for index in range(place - 1, max(place - 4, -1), -1):
        token = row.tokens[index]
        if token.plain in _INSIDE:
            return _INSIDE[token.plain]
        if token.plain not in OF_HIM and not any(one.pos in ("ADJF", "PRTF") for one in token.analyses):
            return _behind_participle(row, place)
    return ""


def _behind_participle(row: Row, place: int) -> str:
    """«в распространённом вчера заявлении»: the case where a participle has words of its own before a noun."""
    cases = {one.case for one in row.tokens[place].analyses if one.pos == "NOUN"}
    for index in range(place - 2, max(place - _IN_BODY, 0), -1):
        token = row.tokens[index]
        if token.text == ",":
            return ""
        asked = _INSIDE.get(row.tokens[index - 1].plain, "")
        if asked in cases and any((one.pos, one.case) == ("PRTF", asked) for one in token.analyses):
            return asked
    return ""

"""What documents and bodies say: «в письме сказано», «у него читаем», «сообщили в пресс-службе»."""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import Verb, is_noun_of
from pipeline.find.quotations.heard import Heard, spanning
from pipeline.find.quotations.speakers import Speaker, Speakers, genitive_name
from pipeline.find.quotations.tokens import Row, Token

_POSSESSIVES = {"его": "masc", "ее": "femn"}
_IN_IT = frozenset(("нем", "ней", "них", "котором", "которой", "которых"))
_BESIDE = 3  # tokens between «читаем» and «у Белова»
_IN_BODY = 8  # tokens after a verb among which the body stands that speaks by it


def spoken_in(row: Row, verb: Verb, low: int, high: int, speakers: Speakers) -> Heard | None:
    """«сообщили в пресс-службе завода»: a verb in the plural without a subject, and the body where it is said."""
    for place in (*range(verb.index + 1, min(high, verb.index + _IN_BODY)), *range(verb.index - 1, low - 1, -1)):
        token = row.tokens[place]
        if token.text == "," and place < verb.index:
            return None
        one_of_them = any((one.case, one.number) == ("loct", "sing") for one in token.analyses)
        if one_of_them and is_noun_of(token, "bodies") and _stands_in(row, place):
            return Heard(speakers.oblique(row, place, place, "loct"), spanning(row.tokens[verb.index], token), True)
    return None


def reported(row: Row, index: int, low: int, high: int, speakers: Speakers) -> Heard | None:
    """«говорится в заявлении», «в письме Белова сказано», «в нём читаем»: no subject, but the document it stands in."""
    token = row.tokens[index]
    if token.kind != "word" or token.plain not in listed("reports_without_subject"):
        return None
    beside = row.tokens[max(low, index - 1) : index + 2]
    if any(one.kind == "name" and speakers.nominative(one) for one in beside):
        return None
    for place in (*range(index - 1, low - 1, -1), *range(index + 1, min(high, index + 8))):
        if row.tokens[place].kind == "name" and row.tokens[place - 1].plain == "у" and abs(place - index) <= _BESIDE:
            return Heard(Speaker(row.tokens[place].ref, True), (token.start, token.end), True)
        if _stands_in(row, place) and (who := _document_speaks(row, place, speakers)):
            return Heard(who, (token.start, token.end), True)
    return None


def _document_speaks(row: Row, place: int, speakers: Speakers) -> Speaker | None:
    """Whose the document at a place is: its owner's, or its own; of «в нём» the document last spoken of."""
    token = row.tokens[place]
    if token.plain in _IN_IT:
        found = next((i for i in range(place - 2, -1, -1) if is_noun_of(row.tokens[i], "nouns_of_document")), None)
        case = row.tokens[found].analyses[0].case if found is not None else ""
        return speakers.oblique(row, found, found, case) if found is not None and case else None
    if token.kind != "word" or not _is_document(token):
        return None
    if name := next(genitive_name(row, place + 1), None):
        return Speaker(name.ref, True)
    owner = _POSSESSIVES.get(row.tokens[place - 1].plain)
    if owner:
        return Speaker(speakers.view.antecedent(row.tokens[place - 1].start, owner), False)
    return speakers.oblique(row, place, place, "loct")


def _is_document(token: Token) -> bool:
    return is_noun_of(token, "nouns_of_document") and any(one.case == "loct" for one in token.analyses)


def _stands_in(row: Row, place: int) -> bool:
    """Whether «в» or «на» stands before a noun, adjectives or a possessive between."""
    for index in range(place - 1, max(place - 4, -1), -1):
        token = row.tokens[index]
        if token.plain in ("в", "во", "на"):
            return True
        if token.plain not in _POSSESSIVES and not any(one.pos in ("ADJF", "PRTF") for one in token.analyses):
            return False
    return False

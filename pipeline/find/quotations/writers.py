"""Whose a document is: «письмо Белова», «подписанное Беловым», «в сообщении завода», «в этой статье».

Here is no rule.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import finite_at, is_finite, is_noun_of, noun_lemmas
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.speakers import Speaker, Speakers
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.tokens import STOPS, Row, Token

_THIS = frozenset(("этот", "тот"))
_BESIDE = 3  # tokens between a document and the verb before it that tells who made it
_IN_BODY = 8  # tokens behind a document among which it is said who signed it


def writer_before(row: Row, document: int, speakers: Speakers) -> Speaker | None:
    """«Белов оставил записки, в которых ...»: the person who is said, right before it, to have made or sent it."""
    low = row.sentence(document)[0]
    for index in range(document - 1, max(low, document - _BESIDE) - 1, -1):
        verb = finite_at(row, index)
        if verb is not None:
            made = verb.lemma in listed("verbs_of_issuing") and verb.person == "3per"
            subject = subject_of(row, verb, low, document, speakers) if made else None
            person = subject is not None and subject.sort in ("name", "pronoun")
            return speakers.resolve(row, subject) if subject is not None and person else None
    return None


def named_owner(row: Row, document: int, speakers: Speakers) -> Speaker | None:
    """«из письма Белова, где говорится», «в статье, написанной Беловым, ...»: whom the document is named with."""
    name = genitive_name(row, document + 1, speakers)
    between = row.tokens[document + 1 : row.at(name.start)] if name is not None else ()
    if name is None or any(is_noun_of(token, "bodies") for token in between):
        return signed_by(row, document, speakers)
    return Speaker(name.ref, True) if speakers.genitive(name) else None


def signed_by(row: Row, document: int, speakers: Speakers) -> Speaker | None:
    """«в предисловии к ней, подписанном Беловым»: who is named in the instrumental behind a passive participle."""
    if writer := _who_wrote(row, document, speakers):
        return writer
    for index in range(document + 1, min(document + _IN_BODY, len(row.tokens) - 1)):
        token = row.tokens[index]
        if is_finite(token) or token.kind == "string" or token.text in STOPS:
            return None
        if any("pssv" in one.grammemes for one in token.analyses[:1]):
            name = genitive_name(row, index + 1, speakers)
            return Speaker(name.ref, True) if name and speakers.instrumental(name) else None
    return None


def _who_wrote(row: Row, document: int, speakers: Speakers) -> Speaker | None:
    """«письмо, которое Белов отправил в редакцию»: who is named in the clause that tells how it came about."""
    beside = row.tokens[document + 1 : document + 3]
    if len(beside) < 2 or beside[0].text != "," or not beside[1].plain.startswith("котор"):
        return None
    low = high = document + 3
    while high < len(row.tokens) and row.tokens[high].text not in (",", *STOPS):
        high += 1
    verb = next((found for at in range(low, high) if (found := finite_at(row, at))), None)
    if verb is None or verb.lemma not in listed("verbs_of_writing"):
        return None
    subject = subject_of(row, verb, low, high, speakers)
    someone = subject is not None and subject.sort in ("name", "noun", "pronoun")
    return speakers.resolve(row, subject) if subject is not None and someone else None


def pointed_at(row: Row, place: int, speakers: Speakers) -> Speaker | None:
    """«в этой статье»: whose the article spoken of before is; «в моей статье»: the author's own."""
    beside = (*row.tokens[place - 1 : place], *row.tokens[place + 1 : place + 2])  # «в этом докладе», «в докладе этом»
    pointing = next((one.analyses[0].lemma for one in beside if one.analyses and _points(one)), "")
    if pointing == "мой" and speakers.view.author:
        return Speaker(speakers.view.author, False)
    if pointing not in _THIS:
        return None
    lemmas, before = noun_lemmas(row.tokens[place]), speakers.narrated(row.tokens[place].start)
    found = next((i for i in range(len(before.tokens) - 1, -1, -1) if noun_lemmas(before.tokens[i]) & lemmas), None)
    owner = named_owner(before, found, speakers) if found is not None else None
    return Speaker(owner.agent, False) if owner is not None else None


def _points(token: Token) -> bool:
    return token.analyses[0].lemma in (*_THIS, "мой")


def issued_by(row: Row, place: int, speakers: Speakers) -> Speaker | None:
    """«в сообщении завода», «в пресс-релизе министерства»: the body in the genitive whose notice it is."""
    behind = row.tokens[place + 1] if place + 1 < len(row.tokens) else None
    if behind is None or not is_noun_of(row.tokens[place], "nouns_of_notice") or not is_noun_of(behind, "bodies"):
        return None
    genitive = any((one.case, one.number) == ("gent", "sing") for one in behind.analyses)
    return speakers.oblique(row, place + 1, place + 1, "gent", with_name(row, place + 1)) if genitive else None


def carried_by(row: Row, noun: int, speakers: Speakers) -> Speaker | None:
    """«книга Белова с надписью: «...»»: who is named in the genitive before the «с» of what is written on it."""
    there = row.tokens[max(0, noun - 2) : noun]
    if len(there) < 2 or there[1].plain not in ("с", "со") or there[0].kind != "name":
        return None
    return Speaker(there[0].ref, True) if speakers.genitive(there[0]) else None


def with_name(row: Row, noun: int) -> int:
    """«компании «Сыр»»: where the name in marks behind a noun for a body or document stands; without one, the noun."""
    behind = row.tokens[noun + 1] if noun + 1 < len(row.tokens) else None
    named = behind is not None and behind.kind == "string" and behind.text[1:2].isupper()
    return noun + named

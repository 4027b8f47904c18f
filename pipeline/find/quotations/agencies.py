"""Agencies and papers whose names stand without marks: «сообщает ТАСС», «пишет Garden Times», «по данным РИА Новости».

A name of persons is none of these: those are tokens of their own before anything is asked here.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import Verb
from pipeline.find.quotations.tokens import Row, Token
from pipeline.find.words import known

_SHORT, _LONG = 2, 7  # letters of an abbreviation in capitals
_LETTERS = 4  # of a word that no dictionary has


def agency_at(row: Row, index: int) -> int | None:
    """The index of the last token of the name of an agency that begins at a token, or `None`."""
    if index >= len(row.tokens) or not _begins_name(row.tokens[index]):
        return None
    last = index
    while last + 1 < len(row.tokens) and (step := _goes_on(row, last)):
        last += step
    return last


def agency_beside(row: Row, index: int, verb: Verb) -> tuple[int, int] | None:
    """The first and last token of an agency right behind a verb by which news is passed on, or right before it."""
    token = row.tokens[index]
    sure = token.text.isupper() or token.text.isascii()
    if verb.number != "sing" or not (sure or verb.lemma in listed("verbs_of_relaying")):
        return None
    first = index
    while (
        first > 0
        and token.text.isascii()
        and row.tokens[first - 1].text.isascii()
        and _begins_name(row.tokens[first - 1])
    ):
        first -= 1
    last = agency_at(row, first)
    return (first, last) if last is not None and (first == verb.index + 1 or last == verb.index - 1) else None


def _begins_name(token: Token) -> bool:
    """«ТАСС», «Reuters», «Интерфакс»: capitals alone, Latin letters, or with a capital a word in no dictionary."""
    if token.kind != "word" or not token.is_capital():
        return False
    if token.text.isupper():
        return _SHORT < len(token.text) <= _LONG
    body = any("Orgn" in one.grammemes for one in token.analyses)
    return token.text.isascii() or body or (len(token.text) >= _LETTERS and not known(token.text))


def _goes_on(row: Row, last: int) -> int:
    """How many tokens more belong to it: «РИА Новости», «The Garden Times», «Lenta.ru»."""
    here, behind = row.tokens[last], row.tokens[last + 1]
    if behind.text == "." and behind.start == here.end and last + 2 < len(row.tokens):
        return 2 if row.tokens[last + 2].start == behind.end and row.tokens[last + 2].text.isascii() else 0
    foreign = here.text.isascii() and behind.text.isascii() and behind.kind == "word"
    return int(foreign or (here.text.isupper() and behind.kind == "word" and behind.is_capital()))

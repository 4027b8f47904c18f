"""Whose words are said to be: «X принадлежат слова», «ему же приписывают фразу», «слово – X». Here is no rule."""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import finite_at
from pipeline.find.quotations.heard import Heard, spanning
from pipeline.find.quotations.speakers import Speaker, Speakers
from pipeline.find.quotations.tokens import Row, Token

_TO_HIM = {"ему": "masc", "ей": "femn"}


def belonging(row: Row, low: int, high: int, speakers: Speakers) -> Heard | None:
    """A verb of belonging in `[low, high)`, and in the dative a name or a pronoun: whose the words are."""
    finite = (verb for at in range(low, high) if (verb := finite_at(row, at)) is not None)
    verb = next((one for one in finite if one.lemma in listed("verbs_of_belonging")), None)
    if verb is None:
        return None
    for token in row.tokens[low:high]:
        if owner := _owner(token, speakers):
            return Heard(owner, spanning(row.tokens[verb.index], token), True)
    return None


def _owner(token: Token, speakers: Speakers) -> Speaker | None:
    if token.kind == "name":
        return Speaker(token.ref, True) if speakers.dative(token) else None
    gender = _TO_HIM.get(token.plain)
    return Speaker(speakers.meant(token.start, gender), False) if gender else None


def given_the_floor(row: Row, noun: int, high: int, speakers: Speakers) -> Token | None:
    """«Дадим слово X: ...», «Слово – X: ...»: right before the colon the name in the dative."""
    last = row.tokens[high - 1]
    floor = row.tokens[noun].plain == "слово" and last.kind == "name"
    return last if floor and speakers.dative(last) else None

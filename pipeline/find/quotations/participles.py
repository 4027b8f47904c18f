"""Participles of verbs of speech and whose they are: «X, доказывавшего, что «...»», «современник, писавший: «...»»."""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import is_nominal, is_person_noun
from pipeline.find.quotations.heard import Heard
from pipeline.find.quotations.speakers import Speaker, Speakers
from pipeline.find.quotations.tokens import Row

_OWNER = 5  # tokens before a participle among which the noun it belongs to stands


def said_by_participle(row: Row, low: int, high: int, verbs: str, speakers: Speakers) -> Heard | None:
    """Whose the last participle of these verbs (a word list) before an index is: a name's, or a noun's for a person."""
    for index in range(high - 1, low, -1):
        token = row.tokens[index]
        if not is_nominal(token, "PRTF"):
            continue
        said = token.analyses[0]
        if "actv" in said.grammemes and said.lemma.replace("ё", "е") in listed(verbs):
            owner = _owner(row, low, index, said.case, speakers)
            return Heard(owner, (token.start, token.end), True) if owner is not None else None
    return None


def said_to_be(row: Row, low: int, high: int, speakers: Speakers) -> Heard | None:
    """«назван X», «вопрос, поставленный X»: behind a passive participle the name in the instrumental."""
    for index in range(low, high - 1):
        passive = [one for one in row.tokens[index].analyses[:1] if "pssv" in one.grammemes]
        behind = row.tokens[index + 1]
        if passive and behind.kind == "name" and speakers.instrumental(behind) and not speakers.nominative(behind):
            return Heard(Speaker(behind.ref, True), (row.tokens[index].start, behind.end), True)
    return None


def _owner(row: Row, low: int, index: int, case: str, speakers: Speakers) -> Speaker | None:
    for place in range(index - 1, max(low, index - _OWNER) - 1, -1):
        token = row.tokens[place]
        if token.kind == "name" and (case != "nomn" or speakers.nominative(token)):
            return Speaker(token.ref, True)
        agrees = any(one.pos == "NOUN" and one.case == case for one in token.analyses[:2])
        if agrees and is_person_noun(token.text, case):
            return speakers.oblique(row, place, place, case)
    return None

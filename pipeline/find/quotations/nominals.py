"""Noun phrases in a row: what belongs to a head, and whether a preposition governs it."""

from pipeline.find.quotations.tokens import Row, Token


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
    if last > head and last + 1 < len(row.tokens) and row.tokens[last + 1].plain == "не":
        last -= 1  # «министр вопросов не слушал»: what is not heard
    while last > head and row.tokens[last].kind == "word" and row.tokens[last].analyses[0].pos in ("ADJF", "PRTF"):
        last -= 1
    return first, last


def _modifies(token: Token, head: Token) -> bool:
    if token.kind != "word":
        return False
    numbers = {one.number for one in head.analyses if one.case == "nomn"}
    return any(one.pos in ("ADJF", "PRTF") and one.case == "nomn" and one.number in numbers for one in token.analyses)


def _complements(token: Token) -> bool:
    if token.kind == "string":
        return token.end - token.start < 40
    if token.kind != "word":
        return False
    genitives = (one for one in token.analyses if one.case == "gent" and one.pos in ("NOUN", "ADJF", "PRTF"))
    return token.analyses[0].pos not in ("VERB", "PREP", "CONJ", "PRCL") and any(genitives)

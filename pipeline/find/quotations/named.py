"""The name in a noun phrase: «философа Белова», «слова Белова», «строка из стихотворения Белова»."""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import is_noun_of
from pipeline.find.quotations.nominals import NameCase
from pipeline.find.quotations.tokens import Row, Token


def genitive_name(row: Row, index: int, names: NameCase) -> Token | None:
    """The name in the phrase at an index, unless it is in the dative: «из его письма Белову» tells whom it is to."""
    name = name_at(row, index)
    return name if name is not None and not names.addressed(name) else None


def owner_behind(row: Row, noun: int, names: NameCase) -> Token | None:
    """Whose a noun for words says they are: «слова X», «строка из стихотворения X», «цитата из X»."""
    taken = noun + 1 < len(row.tokens) and row.tokens[noun + 1].plain == "из"
    return genitive_name(row, noun + 1 + taken, names)


def name_at(row: Row, index: int) -> Token | None:
    """The name in the noun phrase that begins at an index: «философа Белова», «т. Белова», «Белова»."""
    for token in row.tokens[index : index + 6]:
        if token.kind == "name":
            return token
        if token.text == "." or token.plain == "же":
            continue
        if token.kind == "word" and token.plain in listed("abbreviations"):
            continue
        if is_noun_of(token, "nouns_of_relation"):
            return None
        if token.kind != "word" or token.analyses[0].pos not in ("NOUN", "ADJF", "PRTF", "NPRO", "NUMR"):
            return None
    return None

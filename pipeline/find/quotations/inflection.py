"""Nouns of a text in another case than it has them: the nominative of an oblique phrase."""

from pipeline.find.quotations.tokens import Token
from pipeline.find.words import analyses, nominative


def nominative_form(word: str, case: str) -> str:
    """A word of an oblique noun phrase in the nominative of its own number."""
    return nominative(word, case) or word


def out_of_locative(name: str) -> str:
    """A name in the nominative; what stands behind its first noun depends on that and stays («Вестнике Европы»)."""
    words = name.split(" ")
    for place, word in enumerate(words):
        form = nominative(word, "loct")
        words[place] = (form.capitalize() if word[:1].isupper() else form) or word
        if analyses(word)[0].pos == "NOUN":
            break
    return " ".join(words)


def is_plural(head: Token, case: str) -> bool:
    """Whether a noun stands in the plural of a case."""
    return any(one.case == case and one.number == "plur" and one.pos == "NOUN" for one in head.analyses)

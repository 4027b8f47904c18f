"""Nouns of a text in another case than it has them: the nominative of an oblique phrase."""

from pipeline.find.quotations.tokens import Token
from pipeline.find.words import analyses, nominative


def nominative_phrase(words: list[str], case: str) -> list[str]:
    """The words of an oblique noun phrase, of which the last is its head, in the nominative of its own number."""
    head = next((one for one in analyses(words[-1]) if one.pos == "NOUN" and one.case == case), None)
    gender = head.gender if head is not None and head.number == "sing" else ""
    return [nominative(word, case, gender) or word for word in words]


def out_of_locative(name: str) -> str:
    """A name in the nominative; what stands behind its first noun depends on that and stays («Вестнике Европы»)."""
    words = name.split(" ")
    head = next((place for place, word in enumerate(words) if analyses(word)[0].pos == "NOUN"), len(words) - 1)
    gender = next((one.gender for one in analyses(words[head]) if one.case == "loct" and one.number == "sing"), "")
    for place, word in enumerate(words[: head + 1]):
        form = nominative(word, "loct", gender)
        words[place] = (form.capitalize() if word[:1].isupper() else form) or word
    return " ".join(words)


def is_plural(head: Token, case: str) -> bool:
    """Whether a noun stands in the plural of a case."""
    return any(one.case == case and one.number == "plur" and one.pos == "NOUN" for one in head.analyses)

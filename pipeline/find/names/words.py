"""The words around a name and what a dictionary says of a single word. One room for `ru/names.toml`."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.find.names.forms import folded, surname_forms
from pipeline.find.words import Analysis, analyses
from pipeline.find.words import known as in_dictionary

_PERSONAL = frozenset({"Surn", "Name", "Patr"})
_FUNCTION = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "ADVB", "PRED", "VERB", "INFN", "GRND", "INTJ", "COMP", "NUMR"})


class Weights(NamedTuple):
    """How likely a form is a surname, a forename, a place, or an ordinary word; all 0 if it is in no dictionary."""

    surname: float
    forename: float
    place: float
    ordinary: float


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `ru/names.toml`, folded; KeyError if there is none of this name."""
    return frozenset(map(folded, _lists()[name]))


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent.parent / "ru" / "names.toml").read_text("utf-8"))


@lru_cache(maxsize=20_000)
def known(form: str) -> bool:
    """Whether the dictionary has the word otherwise than as several people of one forename (Мамедов)."""
    return in_dictionary(form) and any(one.number != "plur" or "Name" not in one.grammemes for one in analyses(form))


@lru_cache(maxsize=20_000)
def weights(form: str) -> Weights:
    """The dictionary's opinion of a form, as shares of its readings."""
    readings = analyses(form) if known(form) else ()
    surname = _share(readings, "Surn")
    return Weights(
        surname,
        _share(readings, "Name") + _share(readings, "Patr"),
        _share(readings, "Geox") + _share(readings, "Orgn"),
        sum(a.score for a in readings if not a.grammemes & (_PERSONAL | {"Geox", "Orgn"})),
    )


def _share(readings: tuple[Analysis, ...], grammeme: str) -> float:
    """Of persons and places only what is singular: a family or a people is nobody, and of a country there is one."""
    plural = frozenset({"Pltm"}) if grammeme not in _PERSONAL else frozenset[str]()
    one = [a for a in readings if grammeme in a.grammemes and (a.number == "sing" or a.grammemes & plural)]
    return sum(a.score for a in one)


@lru_cache(maxsize=20_000)
def is_namelike(form: str) -> bool:
    """Whether the word may be somebody's name: unknown to the dictionary, or known as one."""
    if folded(form) in listed("never") or not known(form):
        return folded(form) not in listed("never")
    share = weights(form)
    return share.surname + share.forename > 0


@lru_cache(maxsize=20_000)
def is_function_word(form: str) -> bool:
    """Whether the likeliest reading of a known word is no noun and no adjective."""
    return known(form) and analyses(form)[0].pos in _FUNCTION and not is_namelike(form)


def is_preposition(form: str) -> bool:
    """Whether a word can be a preposition, whatever else («По» is a surname too)."""
    return any(one.pos == "PREP" for one in analyses(form))


@lru_cache(maxsize=20_000)
def is_place(form: str) -> bool:
    """Whether the dictionary knows the word as a place or a body and not as a person."""
    share = weights(form)
    return share.place > 0 and share.surname + share.forename < share.place


@lru_cache(maxsize=20_000)
def is_adjectival(form: str) -> bool:
    """Whether the word is an adjective of a place by its shape, as many surnames are: Зарецкий, Вяземская."""
    adjectives = (one for one in analyses(form) if one.pos == "ADJF" and one.number == "sing")
    return any(folded(one.lemma).endswith(("ский", "цкий")) for one in adjectives)


@lru_cache(maxsize=20_000)
def is_one_of(word: str, name: str) -> bool:
    """Whether the word, or its dictionary form, is in a list of `ru/names.toml`."""
    return folded(word) in listed(name) or any(folded(a.lemma) in listed(name) for a in analyses(word))


@lru_cache(maxsize=20_000)
def ends_like_a_surname(form: str) -> bool:
    """Whether the likeliest nominative of a form ends as Russian surnames do."""
    return surname_forms(form)[0].nominative.endswith(tuple(listed("surname_endings")))

"""Words of a text and what morphology says of them: one room for pymorphy3, asked once a distinct form."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import pymorphy3
import pymorphy3_dicts_ru
from pymorphy3.tagset import OpencorporaTag

WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")


class Word(NamedTuple):
    """A run of letters with inner hyphens, and where it stands (code points)."""

    start: int
    end: int
    text: str


class Analysis(NamedTuple):
    """One reading of a form, in OpenCorpora's grammemes (`nomn`, `gent`, `sing`, `plur`, `masc`, `femn`, ...)."""

    lemma: str
    pos: str
    case: str
    gender: str
    number: str
    grammemes: frozenset[str]
    score: float


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of `text[start:end]`, in order."""
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        yield Word(match.start(), match.end(), match.group())


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())


@lru_cache(maxsize=30_000)
def analyses(form: str) -> tuple[Analysis, ...]:
    """Every reading of a word form, likeliest first; case of letters does not matter."""
    return _readings(form.lower().replace("‑", "-"))


@lru_cache(maxsize=30_000)
def _readings(word: str) -> tuple[Analysis, ...]:
    parses = _morphology().parse(word)
    return tuple(Analysis(parse.normal_form, *_said(parse.tag), parse.score) for parse in parses)


@cache
def _said(tag: OpencorporaTag) -> tuple[str, str, str, str, frozenset[str]]:
    """What a tag says: a few hundred of them serve all words."""
    part, case, gender, number = (str(said or "") for said in (tag.POS, tag.case, tag.gender, tag.number))
    return part, case, gender, number, frozenset(map(str, tag.grammemes))


@lru_cache(maxsize=30_000)
def known(form: str) -> bool:
    """Whether the dictionary has the word; what `analyses` says of others is a guess by their endings."""
    return bool(_morphology().word_is_known(form.lower()))


@lru_cache(maxsize=30_000)
def lemmas(form: str) -> frozenset[str]:
    """The dictionary forms a word form can belong to, with е for ё."""
    return frozenset(analysis.lemma.replace("ё", "е") for analysis in analyses(form))


@lru_cache(maxsize=20_000)
def nominative(form: str, case: str, gender: str = "") -> str:
    """A noun's or adjective's form in the nominative of the same number and gender, or an empty string.

    With `gender`, an adjective is read as one of that gender where it can be: «старого» is «старый» or «старое».
    """
    parses = [one for one in _morphology().parse(form.lower()) if one.tag.case == case]
    for parse in sorted(parses, key=lambda one: one.tag.gender != gender) if gender else parses:
        if parse.tag.POS in ("NOUN", "ADJF", "PRTF", "NUMR"):
            wanted = {"nomn", str(parse.tag.number)} if parse.tag.number else {"nomn"}
            inflected = parse.inflect(wanted)
            return str(inflected.word) if inflected else ""
    return ""

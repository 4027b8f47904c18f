"""The words of bibliographic references and of dates, from `ru/citations.toml` and `ru/months.toml`, and the
regular expressions made of them. Here is no rule about what a reference looks like.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from pipeline.find.words import lemmas

_FOLDER = files("pipeline.find") / "ru"

SPACE = r"[^\S\n]"
DASH = "[-–—−‒]"
UPPER = "[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ]"
YEAR = r"(?<![\d.])(?<!\d[-–—−‒])(?:1[5-9]\d\d|20\d\d)(?!\d)"
MARKS = '«»„“”‟"‹›'
HIDDEN = "\x01"

_ENCLOSED = re.compile(
    r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|„[^„“”]+[“”]|“[^“”„]+”|\"[^\"]+\""
    r"|\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]"
)


class Window(NamedTuple):
    """A stretch of text, or its part `[start, end)`, and its `masked` form."""

    text: str
    mask: str
    start: int
    end: int


@cache
def citation_words() -> dict[str, Any]:
    """The tables of `ru/citations.toml`."""
    return tomllib.loads((_FOLDER / "citations.toml").read_text(encoding="utf-8"))


@cache
def time_words() -> dict[str, Any]:
    """The tables of `ru/months.toml`."""
    return tomllib.loads((_FOLDER / "months.toml").read_text(encoding="utf-8"))


def alternation(words: Iterable[str]) -> str:
    """An expression that matches any of the words, the longest first; their inner spaces may be wide or missing."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_loose(word) for word in ordered) + ")"


def _loose(word: str) -> str:
    pieces = [re.escape(piece) for piece in word.split()]
    glue = SPACE + ("*" if "." in word else "+")
    return glue.join(pieces) + ("" if word[-1] in ".:№&" else r"(?!\w)")


@cache
def any_of(table: str) -> str:
    """The alternation of one list of `ru/citations.toml`."""
    return alternation(citation_words()[table])


@cache
def any_month() -> str:
    """An expression for a month in any form: an abbreviation, or a word that begins as one: ask `month_numbers`."""
    every = time_words()["month"].values()
    short = alternation(form for forms in every for form in forms if form.endswith("."))
    return rf"(?:{short}|(?:{'|'.join(month_beginnings())})[а-яё]+(?!\w))"


@cache
def month_beginnings() -> tuple[str, ...]:
    """For each month the small letters that all its forms begin with."""
    return tuple(_beginning(forms) for forms in time_words()["month"].values())


def _beginning(forms: list[str]) -> str:
    shared = (letters[0] for letters in zip(*forms, strict=False) if len(set(letters)) == 1)
    return "".join(shared)


@cache
def month_numbers() -> dict[str, str]:
    """The number of a month, two digits, for each of its forms, abbreviations without their full stop."""
    return {form.rstrip("."): number for number, forms in time_words()["month"].items() for form in forms}


@lru_cache(maxsize=5_000)
def level_of_noun(word: str) -> str:
    """The `title/@level` (TEI) that a noun before a title speaks for, or the empty string."""
    forms = lemmas(word)
    table: dict[str, list[str]] = citation_words()["nouns"]
    return next((level for level, nouns in table.items() if forms & set(nouns)), "")


def masked(text: str) -> str:
    """The text with what stands inside quotation marks and brackets hidden, at equal length.

    >>> masked("«Рост» (1925)").replace(HIDDEN, "_")
    '«____» (____)'
    """
    return _ENCLOSED.sub(lambda match: match[0][0] + HIDDEN * (len(match[0]) - 2) + match[0][-1], text)

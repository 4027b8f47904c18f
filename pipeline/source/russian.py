"""How Russian a text looks: the likelihood of its letters, spaces and marks, each given the character before it.

A model of pairs (`letters.toml`), with what a wrong encoding does to Russian counted against it: capitals within words,
Latin letters beside Cyrillic ones, marks where none stand, symbols and controls. Likelihoods are natural logarithms.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import Any

SOMETHING = -4.85  # of a byte outside ASCII where nothing is known: one of 128
_ASCII = -3.0  # the same in every encoding, so that it hardly matters
_NEVER = -15.0  # controls, lone surrogates
_SYMBOL = -12.0
_AGAIN = -2.0  # of a symbol behind the same, as in a rule or a frame
_IN_PLACE, _OUT_OF_PLACE = -4.5, -9.0  # quotation marks, dashes and such
_MIXED = -7.0  # a Latin letter beside a Cyrillic one
_KINDRED = -2.3
_UNSEEN = 0.03
_INITIAL, _CAPITALS, _WITHIN = log(0.1), log(0.7), -9.0


@cache
def letters() -> dict[str, Any]:
    """What `letters.toml` says of letters and encodings."""
    return tomllib.loads(files("pipeline.source").joinpath("letters.toml").read_text(encoding="utf-8"))


def likelihood(pairs: Mapping[tuple[str, str], int]) -> float:
    """The likelihood of a text, given how often each character stands behind each other one."""
    return sum(count * _of_pair(before, char) for (before, char), count in pairs.items())


def paired(text: str) -> Counter[tuple[str, str]]:
    """How often each character of a text stands behind each other one; before the first there is a line end."""
    return Counter(zip("\n" + text, text, strict=False))


@lru_cache(maxsize=20_000)
def _of_pair(before: str, char: str) -> float:
    """The likelihood of a character behind another."""
    known = _known()
    after = known.get(before.lower(), "_")
    if char.lower() in known:
        return _letter(before, char, after)
    ending = _frequency(after + "_") if after != "_" else 0.0
    if char.isascii():
        mixed = _MIXED if after != "_" and char.isalpha() else 0.0
        return ending + mixed + (_ASCII if char.isprintable() or char in "\t\n\v\f\r" else _NEVER)
    return ending + _mark(before, char)


def _letter(before: str, char: str, after: str) -> float:
    small = char.lower()
    case = 0.0
    if char != small:
        case = _INITIAL if after == "_" else _CAPITALS if before.isupper() else _WITHIN
    mixed = _MIXED if before.isascii() and before.isalpha() else 0.0
    kindred = _KINDRED if small in letters()["russian"]["kindred"] else 0.0
    return _frequency(after + _known()[small]) + case + mixed + kindred


def _mark(before: str, char: str) -> float:
    said = letters()["russian"]
    if char in said["anywhere"]:
        return _IN_PLACE
    if char in said["opening"]:
        return _OUT_OF_PLACE if before.isalpha() else _IN_PLACE
    if char in said["closing"]:
        return _OUT_OF_PLACE if before.isspace() else _IN_PLACE
    if char == before and char.isprintable():
        return _AGAIN
    return _SYMBOL if char.isprintable() else _NEVER


@cache
def _known() -> dict[str, str]:
    """Small letters, each with the Russian one it counts as."""
    said = letters()["russian"]
    return {**{letter: letter for letter in said["alphabet"]}, **said["kindred"]}


def _frequency(pair: str) -> float:
    """How likely the second letter of a pair is behind the first."""
    return _conditional()[pair]


@cache
def _conditional() -> dict[str, float]:
    counted = {pair: float(many) for many, pairs in letters()["pairs"].items() for pair in pairs.split()}
    every = letters()["russian"]["alphabet"] + "_"
    table: dict[str, float] = {}
    for first in every:
        row = {first + second: counted.get(first + second, _UNSEEN) for second in every}
        table |= {pair: log(many / sum(row.values())) for pair, many in row.items()}
    return table

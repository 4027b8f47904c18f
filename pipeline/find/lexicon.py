"""The word lists of a language, read once from the data files in `ru/`. Here is no rule."""

import tomllib
from functools import cache
from importlib.resources import files

_FOLDER = files("pipeline.find") / "ru"


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def listed(*names: str) -> frozenset[str]:
    """The words of `ru/<name>.txt`, or of several such lists together, lower case, with е for ё."""
    return frozenset(_plain(word) for name in names for line in _lines(name) for word in line.split())


@cache
def full_forenames() -> dict[str, frozenset[str]]:
    """For each short form of `ru/diminutives.toml` the forenames it can be of («саша» is of two)."""
    full: dict[str, set[str]] = {}
    table = tomllib.loads((_FOLDER / "diminutives.toml").read_text(encoding="utf-8"))
    for forename, short_forms in table.items():
        for short in short_forms.split():
            full.setdefault(_plain(short), set()).add(_plain(forename))
    return {short: frozenset(forenames) for short, forenames in full.items()}


@cache
def frames() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The frames of `ru/according_to.txt` by their first word, longest first: their words and the case they ask for."""
    beginning: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for *words, case in sorted((line.split() for line in _lines("according_to")), key=len, reverse=True):
        beginning.setdefault(_plain(words[0]), []).append((tuple(map(_plain, words)), case))
    return beginning


@cache
def title_levels() -> dict[str, str]:
    """For each noun that stands before a title its level: m, a, j, s (TEI att `title/@level`) or event."""
    table = tomllib.loads((_FOLDER / "titles_of_works.toml").read_text(encoding="utf-8"))
    return {_plain(noun): level for level, nouns in table.items() for noun in nouns.split()}


@cache
def reasons() -> dict[str, dict[str, str]]:
    """The gloss of each rule in English and in the language of the texts."""
    return tomllib.loads((_FOLDER / "reasons.toml").read_text(encoding="utf-8"))

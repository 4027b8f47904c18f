"""The words a layout is known by, from `ru/headings.toml`, read when first asked for; adds no span."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipeline.find.lines import INVISIBLE

_OUTER = ' \t\u00a0.:;«»"“”[]()*—–-→←»«›‹>' + INVISIBLE
_SPACES = re.compile(r"\s+")
_LONGEST = 120


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.find") / "ru" / "headings.toml").read_text(encoding="utf-8"))


@cache
def words(*path: str) -> frozenset[str]:
    """A list of the data file, by its place there: `words("navigation", "exact")`."""
    value: Any = _table()
    for name in path:
        value = value[name]
    return frozenset(value)


@cache
def levels() -> dict[str, int]:
    """The names of a book's divisions and their level, 1 the outermost."""
    return dict(_table()["levels"])


@cache
def signs() -> dict[str, tuple[str, ...]]:
    """What the heading of the notes begins with that marks with a word lead to, and those words."""
    return {heading: tuple(told) for heading, told in _table()["signs"].items()}


@cache
def beginning(*path: str) -> re.Pattern[str]:
    """A pattern that matches where a text begins with one of the words of a list, the longest first."""
    alternatives = sorted(words(*path), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, alternatives)), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """A line as the lists have it: lower case, е for ё, single spaces, no stop, colon, bracket or mark around it."""
    return _SPACES.sub(" ", text.strip(_OUTER)).lower().replace("ё", "е") if len(text) <= _LONGEST else ""

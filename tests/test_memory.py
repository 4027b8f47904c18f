"""Memory of one process does not grow with the number of texts: what is kept of words is kept of so many words only."""

import functools
import gc
import importlib
import inspect
import pkgutil
from typing import Any

import pipeline

MOST = 30_000  # words of which one function remembers what it said
FEW = {"name", "names", "path", "table", "schema", "formats", "encoding"}  # of what the program itself brings
FEW |= {"tag"}  # of the dictionary: some thousands, whatever the texts
NEVER_LOADED = ("pipeline.__main__",)


def caches() -> list[Any]:
    """Every function of the program that remembers its answers."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name not in NEVER_LOADED:
            importlib.import_module(module.name)
    kept = type(functools.lru_cache(1)(str))
    found = [one for one in gc.get_objects() if isinstance(one, kept)]
    return [one for one in found if one.__module__.startswith("pipeline")]


def test_what_is_remembered_of_words_is_bounded() -> None:
    every = caches()
    assert len(every) > 40
    for one in every:
        if one.cache_info().maxsize is None:
            assert set(inspect.signature(one.__wrapped__).parameters) <= FEW, f"{one.__module__}.{one.__name__}"
        else:
            assert one.cache_info().maxsize <= MOST, f"{one.__module__}.{one.__name__}"

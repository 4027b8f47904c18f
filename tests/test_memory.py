"""Memory of one process does not grow with the number of texts, and with the length of one by little."""

import functools
import gc
import importlib
import inspect
import pkgutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import tei
from pipeline.tei import parse
from pipeline.text import Document
from tests.shapes import SHAPES

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


@pytest.mark.parametrize(
    ("shape", "most"),
    [("prose", 35), ("wrapped", 35), ("quotations", 60), ("notes", 75), ("citations", 125), ("one-word lines", 165)],
)
def test_what_python_holds_of_a_text_while_it_is_exported_is_so_many_bytes_a_character(
    shape: str, most: int, tmp_path: Path
) -> None:
    text = SHAPES[shape](100_000)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out")  # so that what is remembered of words does not count
    tracemalloc.start()
    try:
        pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out")
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert held < most * len(text)


@pytest.mark.parametrize("shape", ["quotations", "notes", "one-word lines"])
def test_a_document_is_let_go_before_the_tree_of_its_tei_is_made(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SHAPES[shape](5_000)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    alive: list[int] = []

    def counting(data: bytes) -> Any:
        alive.append(sum(isinstance(one, Document) and one.text == text for one in gc.get_objects()))
        return parse(data)

    monkeypatch.setattr(tei, "parse", counting)
    pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out")
    assert alive == [0]

"""The texts that speed is measured on are the same every time, and none repeats another's words wholesale."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import pipeline

PATH = Path(__file__).parent.parent / "benchmarks" / "invented.py"


@pytest.fixture(scope="module")
def invented() -> ModuleType:
    spec = importlib.util.spec_from_file_location("invented", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def runs(text: str) -> set[tuple[str, ...]]:
    """Eight words in a row, wherever they stand."""
    words = text.split()
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def test_a_number_gives_the_same_text(invented: ModuleType) -> None:
    assert invented.text(3, 5000) == invented.text(3, 5000)
    assert 4000 < len(invented.text(3, 5000)) < 7000


def test_no_text_repeats_another(invented: ModuleType) -> None:
    one, other = runs(invented.text(1, 23_000)), runs(invented.text(2, 23_000))
    assert len(one & other) < len(one) / 20


def test_what_is_invented_is_exported_without_fault(invented: ModuleType, tmp_path: Path) -> None:
    invented.write(tmp_path / "texts", 2, 8000)
    done = pipeline.export([tmp_path / "texts"], out=tmp_path / "out")
    assert done.faults == ()
    assert min(done.tables.rows[name] for name in ("quotations", "phrases", "notes", "mentions", "dates")) > 1

"""Texts of every shape come through without a fault; that they do so in linear time is for `benchmarks/shapes.py`."""

from pathlib import Path

import pytest

import pipeline
from tests.shapes import SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_of_any_shape_is_exported_and_what_comes_out_is_sound(shape: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHAPES[shape](3000), encoding="utf-8")
    done = pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out")
    assert done.faults == ()
    assert pipeline.check([tmp_path / "out"]) == ()


@pytest.mark.parametrize("shape", ["nested", "marks never closed", "notes that refer to themselves", "ibid"])
def test_what_nests_or_refers_without_end_is_sound_when_it_is_long(shape: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHAPES[shape](30_000), encoding="utf-8")
    assert pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out").faults == ()


@pytest.mark.parametrize(("depth", "warned"), [(20, False), (21, True), (1000, True)])
def test_strings_are_marked_twenty_deep_and_a_warning_says_where_more_of_them_stay_text(
    depth: int, warned: bool, tmp_path: Path
) -> None:
    text = f"О саде\n\nОн сказал: {'«Да, сказал ' * depth}так{'»' * depth}.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (done,) = pipeline.encode([tmp_path / "a.txt"], out=tmp_path / "out")
    assert done.found is not None
    assert done.found.quotations + done.found.kinds.get("title", 0) == 20
    place = f"a.txt:3:{12 + 20 * 12} ({text.index('«') + 20 * 12})"
    found = [fault.where for fault in done.warnings if fault.rule == "nested-too-deep"]
    assert found == ([place] if warned else [])

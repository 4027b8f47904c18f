"""Texts of every shape come through without a fault; that they do so in linear time is for `benchmarks/shapes.py`."""

from pathlib import Path

import pytest
from lxml import etree

import pipeline
from pipeline import weave
from pipeline.element import string
from pipeline.tei import parse, parsing
from tests.packed import files
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


def test_a_line_longer_than_libxml2_reads_in_one_piece_is_exported_and_read_by_any_program(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("О саде\n\n" + "Сад цвёл, и дом стоял. " * 300_000, encoding="utf-8")
    assert pipeline.encode([tmp_path / "a.txt"], out=tmp_path / "out")[0].faults == ()
    body = etree.fromstring((tmp_path / "out/tei/a.xml").read_bytes()).find(".//{*}body")
    assert len(string(body).strip()) == 23 * 300_000 - 1


def test_text_that_is_parted_by_comments_is_read_as_if_it_were_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "О саде\n\n«Сад цвёл», – сказал Иван Белов[1]. Слово «сад» из-\nвестно.\fВсе знали.\n\n[1] Там же. С. 5.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    pipeline.export([tmp_path / "a.txt"], out=tmp_path / "whole")
    monkeypatch.setattr(weave, "LONGEST", 3)
    done = pipeline.export([tmp_path / "a.txt"], out=tmp_path / "parted")
    assert done.faults == ()
    assert "Ива<!--" in etree.tostring(parse(tmp_path / "parted/tei/a.xml"), encoding="unicode")
    assert pipeline.check([tmp_path / "parted"]) == ()
    assert pipeline.view(tmp_path / "parted").faults == ()
    assert pipeline.decisions(tmp_path / "parted/tei/a.xml").file is None
    whole, parted = files(tmp_path / "whole/tables"), files(tmp_path / "parted/tables")
    assert {name for name in whole if whole[name] != parted[name]} == {"datapackage.json"}  # which has the TEI's hash


def test_a_text_whose_tei_nobody_could_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "LIMIT", 10_000)
    (tmp_path / "a.txt").write_text("Сад цвёл.\n" * 1000, encoding="utf-8")
    (fault,) = pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out").faults
    assert "MB are not read at once. Split it" in fault.said
    assert not (tmp_path / "out/tei").exists()

"""A minute of texts and XML that nobody would write; `benchmarks/fuzz.py` goes on for as long as one likes."""

import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from tests.fuzz import BYTES, XML, decisions_of, export_of, tables_of, wounded

few = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@few
@given(BYTES)
def test_any_bytes_are_refused_or_come_out_sound(data: bytes) -> None:
    export_of(data)


@few
@given(XML)
def test_any_xml_is_refused_or_makes_sound_tables(data: bytes) -> None:
    tables_of(data)


@cache
def ours() -> bytes:
    """A TEI file of ours."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.txt").write_text("Сад.\n\n«Да», – сказал Иван Белов [1].\n\n[1] Там же.\n", encoding="utf-8")
        pipeline.export([place / "a.txt"], out=place / "out")
        return (place / "out/tei/a.xml").read_bytes()


@few
@given(st.data())
def test_tei_of_ours_that_was_damaged_is_refused_or_read(data: st.DataObject) -> None:
    tables_of(data.draw(wounded(st.just(ours()))))


@settings(few, max_examples=20)
@given(st.data())
def test_what_was_edited_however_is_never_lost(data: st.DataObject) -> None:
    decisions_of(data.draw(wounded(st.just(ours()))))


FOUND = (
    b"\xef\xbb\xbf\xef\xbb\xbf",
    "Сад цвёл. Он сказал: <<Дом\n\nстоит» всегда. Осень.\n".encode(),
    "Сад цвёл. Он сказал: <<Дом\n\nстоит>> всегда. Осень.\n".encode(),
)


@pytest.mark.parametrize("data", FOUND)
def test_what_was_found_once_is_sound_now(data: bytes) -> None:
    (tables_of if data.startswith(b"<") else export_of)(data)

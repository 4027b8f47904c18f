"""Characters that XML cannot hold are refused with place and name; asked to, each becomes U+FFFD, and that is said."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import Reading
from pipeline.element import NS
from pipeline.source.reading import repaired
from pipeline.tei import parse
from pipeline.xml_chars import ILLEGAL

TEXT = "Рассказ о саде\n\nСад\x00 цвёл.\x01 «Как хорошо»,\x00 – сказал Иван Лугов. Никто не спорил.\n"


def test_without_being_asked_nothing_is_replaced_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "сад.txt").write_text(TEXT, encoding="utf-8")
    (fault,) = pipeline.export([tmp_path / "сад.txt"], out=tmp_path / "out").faults
    assert "line 3, column 4 (character 19): U+0000 NULL cannot stand in XML 1.0" in fault.said
    assert "--repair" in fault.said
    assert not (tmp_path / "out" / "tei").exists()


def test_repaired_one_for_one_it_is_said_in_summary_header_and_spans(tmp_path: Path) -> None:
    (tmp_path / "сад.txt").write_text(TEXT, encoding="utf-8")
    done = pipeline.export([tmp_path / "сад.txt"], out=tmp_path / "out", reading=Reading(repair=True))
    assert done.faults == ()
    said = "replaced by U+FFFD: U+0000 NULL (2, the first at 19), U+0001 START OF HEADING (1, at 26)"
    assert [said in fault.said for fault in done.texts[0].warnings if fault.rule == "characters-replaced"] == [True]
    header = parse(tmp_path / "out/tei/sad.xml")
    assert header.findtext(".//tei:sourceDesc//tei:note[@type='repaired']", namespaces=NS) == said
    assert json.loads((tmp_path / "out/spans/sad.json").read_bytes())["meta"]["repaired"] == said
    kept = (tmp_path / "out/tei/sad.txt").read_text(encoding="utf-8")
    assert kept == TEXT.replace("\0", "\ufffd").replace("\1", "\ufffd")
    assert pipeline.check([tmp_path / "out"]) == ()
    assert (tmp_path / "сад.txt").read_text(encoding="utf-8") == TEXT


def test_what_an_editor_decided_in_a_repaired_text_comes_back(tmp_path: Path) -> None:
    (tmp_path / "сад.txt").write_text(TEXT, encoding="utf-8")
    pipeline.export([tmp_path / "сад.txt"], out=tmp_path / "out", reading=Reading(repair=True))
    assert pipeline.decisions(tmp_path / "out/tei/sad.xml").faults == ()


def test_a_lone_surrogate_is_named_and_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Сад \ud800 цвёл.\n".encode("utf-8", "surrogatepass"))
    (fault,) = pipeline.encode([path], out=tmp_path / "out")[0].faults
    assert "line 1, column 5 (character 4): U+D800 SURROGATE cannot stand in XML 1.0" in fault.said
    assert pipeline.encode([path], out=tmp_path / "out", reading=Reading(repair=True))[0].faults == ()
    assert (tmp_path / "out/tei/a.txt").read_text(encoding="utf-8") == "Сад \ufffd цвёл.\n"


def test_what_nobody_has_to_repair_says_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Сад цвёл.\n", encoding="utf-8")
    pipeline.encode([tmp_path / "a.txt"], out=tmp_path / "out", reading=Reading(repair=True))
    assert b'"repaired"' not in (tmp_path / "out/tei/a.xml").read_bytes()


@given(st.text(st.characters(exclude_categories=[]), max_size=50))
def test_repair_keeps_every_offset_and_leaves_nothing_that_xml_cannot_hold(text: str) -> None:
    mended, said = repaired(text)
    assert len(mended) == len(text)
    assert not ILLEGAL.search(mended)
    assert bool(said) == bool(ILLEGAL.search(text))
    assert all(now == was or (now == "\ufffd" and ILLEGAL.match(was)) for now, was in zip(mended, text, strict=True))


LEGAL = {
    "bidi controls": "\u202aСад\u202c и \u2067дом\u2069",
    "zero width": "са\u200bд и до\u200dм\ufeff и \u2060лес",
    "combining marks": "са\u0301д и\u0306 е\u0308лка",
    "private use": "сад \ue000 и \U000f0000",
    "emoji": "сад 😀 и 👨\u200d👩\u200d👧 флаг 🇷🇺",
    "next line": "сад\u0085дом",
    "line and paragraph separators": "сад\u2028дом\u2029лес",
    "c1 controls": "сад\x81дом\x9f",
    "delete": "сад\x7fдом",
    "latin within": "cад и дом, Goгoль",
    "noncharacters that XML allows": "сад \U0001fffe и \ufdd0",
    "soft hyphen": "са\u00adд",
    "tabs": "сад\tдом",
}


@pytest.mark.parametrize("name", LEGAL)
def test_legal_characters_go_through_untouched_and_count_right(name: str, tmp_path: Path) -> None:
    text = f"Рассказ о саде\n\nОн сказал: «{LEGAL[name]}», и ушёл. Никто не спорил.\n\n{LEGAL[name]} – да.\n"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    done = pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out")
    assert done.faults == ()
    assert (tmp_path / "out/tei/a.txt").read_bytes().decode("utf-8") == text
    assert pipeline.check([tmp_path / "out"]) == ()
    (document,) = json.loads((tmp_path / "out/tables/documents.json").read_bytes())
    assert (document["text"], document["chars"]) == (text, len(text))
    for row in json.loads((tmp_path / "out/tables/blocks.json").read_bytes()):
        assert text[row["start"] : row["end"]] == row["text"]
    quotations = json.loads((tmp_path / "out/tables/quotations.json").read_bytes())
    phrases = json.loads((tmp_path / "out/tables/phrases.json").read_bytes())
    assert [text[row["start"] : row["end"]] for row in (*quotations, *phrases)] == [f"«{LEGAL[name]}»"]

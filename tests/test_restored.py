"""TEI that an editor's program wrote anew: the same tables, or no places and a fault that says where."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import pipeline
from pipeline import tei
from pipeline.tables import rows
from pipeline.tei import parse, place_of
from pipeline.tei.restored import restore
from pipeline.text import Document
from pipeline.verbs.stages import tei_faults
from tests.strategies import documents, drawn, unedited
from tests.test_header import FULL

GARDEN = Path(__file__).parent / "data" / "tables-garden.xml"
XML = GARDEN.read_text(encoding="utf-8")
SOURCE = GARDEN.with_suffix(".txt").read_text(encoding="utf-8")
Rows = dict[str, list[dict[str, Any]]]


def tables_of(xml: str, source: str | None = SOURCE) -> Rows:
    root = parse(xml.encode())
    if source is not None:
        restore(root, source)
    return rows(root, source)


def reordered(xml: str) -> str:
    root = parse(xml.encode())
    for element in root.iter("*"):
        attributes = sorted(element.attrib.items(), reverse=True)
        element.attrib.clear()
        element.attrib.update(attributes)
    return etree.tostring(root, encoding="unicode")


def prefixed(xml: str) -> str:
    names = re.sub(r"<(/?)(\w)", r"<\1t:\2", xml.partition("?>")[2])
    return names.replace("xmlns=", "xmlns:t=")


def with_entities(xml: str) -> str:
    body = xml.partition("?>")[2].replace("Сад", "&garden;").replace("«", "&#xAB;").replace("й", "&#1081;")
    return '<!DOCTYPE TEI [<!ENTITY garden "Сад">]>' + re.sub(r'(="[^"]*)&garden;', r"\1Сад", body)


def with_cdata(xml: str) -> str:
    return re.sub(r">([^<>&]*\S[^<>&]*)<", r"><![CDATA[\1]]><", xml)


def indented(xml: str) -> str:
    """Every run of white space in the text a line of its own, as editors do that wrap lines."""
    head, text = xml.split("<text", 1)
    return head + "<text" + re.sub(r"(>[^<]*)", lambda run: re.sub(r"\s+", "\n          ", run[0]), text)


def squeezed(xml: str) -> str:
    head, text = xml.split("<text", 1)
    return head + "<text" + re.sub(r"(>[^<]*)", lambda run: re.sub(r"\s+", " ", run[0]), text)


def spread(xml: str) -> str:
    """Elements in a paragraph on lines of their own, with white space where there was none."""
    return re.sub(r"(<q [^>]*>)", r"\n      \1\n        ", re.sub(r"(</q>)", r"\n      \1", xml))


@pytest.mark.parametrize("rewritten", [reordered, prefixed, with_entities, with_cdata, indented, squeezed, spread])
def test_a_file_written_anew_gives_the_same_tables(rewritten: Any) -> None:
    assert rewritten(XML) != XML
    assert tables_of(rewritten(XML)) == tables_of(XML)


@pytest.mark.parametrize("rewritten", [reordered, prefixed, with_entities, with_cdata])
def test_what_changes_no_white_space_needs_no_source(rewritten: Any) -> None:
    assert tables_of(rewritten(XML), None) == tables_of(XML, None)


@given(documents(), st.randoms(use_true_random=False))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_white_space_that_is_changed_anywhere_in_a_block_is_put_back(document: Document, chance: Any) -> None:
    root = parse(tei.encode(document))
    original = rows(parse(tei.encode(document)), document.text)
    for block in root.iter("*"):
        if place_of(block) is not None:
            for node in block.iter("*"):
                node.text = _respaced(node.text, chance)
                if node is not block:
                    node.tail = _respaced(node.tail, chance)
    changed = parse(etree.tostring(root, encoding="utf-8"))
    restore(changed, document.text)
    for block in changed.iter("*"):
        if (place := place_of(block)) is not None:
            assert unedited(block) == document.text[slice(*place)]
    found = rows(changed, document.text)
    assert found["blocks"] == original["blocks"]


def _respaced(text: str | None, chance: Any) -> str | None:
    return re.sub(r"\s+", lambda _: chance.choice((" ", "\n    ", "\n\n\t")), text) if text else text


def test_a_word_that_was_altered_takes_the_places_of_its_paragraph_and_of_nothing_else() -> None:
    altered = XML.replace("стоят сто", "растут сто")
    found, before = tables_of(altered), tables_of(XML)
    without = [row["paragraph_id"] for row in found["paragraphs"] if row["start"] is None]
    assert without == ["tables-garden#p3"]
    assert [row for row in found["paragraphs"] if row["start"] is not None] == [
        row for row in before["paragraphs"] if row["paragraph_id"] != "tables-garden#p3"
    ]
    assert {row["note_id"]: row["start"] for row in found["notes"]} == {
        row["note_id"]: row["start"] for row in before["notes"]
    }
    (quotation,) = [row for row in found["quotations"] if row["quotation_id"] == "tables-garden#q3"]
    assert (quotation["text"], quotation["start"], quotation["end"]) == ("лучший в мире", None, None)


def test_the_check_says_which_paragraph_it_is() -> None:
    root = parse(XML.replace("стоят сто", "растут сто").encode())
    restore(root, SOURCE)
    faults = [fault for fault in tei_faults(root, Path("x.xml"), SOURCE) if fault.rule == "place-is-text"]
    assert [fault.where.split(":")[2] for fault in faults] == ["/TEI/text/body/div[1]/p[2]"]


def test_without_its_source_a_paragraph_that_is_wrapped_anew_has_no_place() -> None:
    found = tables_of(XML.replace("Садоводы: ", "Садоводы:\n      "), None)
    assert [row["paragraph_id"] for row in found["paragraphs"] if row["start"] is None] == ["tables-garden#p5"]
    (quotation,) = [row for row in found["quotations"] if row["quotation_id"] == "tables-garden#q7"]
    assert (quotation["text"], quotation["start"]) == ("Ждём", None)


def test_tables_follow_what_an_editor_did_and_say_what_is_wrong(tmp_path: Path) -> None:
    text = "Дом у реки\n\nВчера шёл дождь. «Пора домой», – сказал Иван Лугов.\n\nВсе согласились.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    pipeline.encode([tmp_path / "a.txt"], out=tmp_path / "out")
    file = tmp_path / "out" / "tei" / "a.xml"
    xml = (
        file.read_text(encoding="utf-8")
        .replace("Все согласились", "Все\n     согласились")
        .replace("шёл дождь", "лило")
    )
    file.write_text(xml, encoding="utf-8")
    made = pipeline.tables([file], out=tmp_path / "again")
    assert {fault.rule for fault in made.faults} == {"place-is-text"}
    assert made.rows["paragraphs"] == 2
    assert {fault.rule for fault in pipeline.check([file])} == {"place-is-text"}
    assert pipeline.check([tmp_path / "again"]) == ()


@pytest.mark.parametrize("aside", ["<!-- так? -->", "<?oxy_comment_start author='x'?>"])
def test_a_comment_between_spaces_is_no_text_and_moves_nothing(aside: str) -> None:
    commented = re.sub(r"(<p [^>]*>[^<]*?) ", rf"\1 {aside} ", XML).replace("Садоводы: ", f"Садоводы:\n  {aside}\n  ")
    assert commented.count(aside) > 3
    assert tables_of(commented) == tables_of(XML)


@pytest.mark.parametrize(
    ("edited", "read"),
    [
        ("Сад <supplied>ещё</supplied> растёт, да", "Сад ещё растёт, да"),
        ("Сад\n  <supplied>ещё</supplied>\n  растёт, да", "Сад ещё растёт, да"),
        ("Сад <supplied>ещё </supplied>растёт, да", "Сад ещё растёт, да"),
        ("Сад<supplied> ещё</supplied> растёт, да", "Сад ещё растёт, да"),
        ("Сад <supplied>ещё</supplied> <supplied>не</supplied> растёт, да", "Сад ещё не растёт, да"),
        ("Сад растёт <supplied>быстро</supplied>, да", "Сад растёт быстро, да"),
        ("Сад рас<supplied>ц</supplied>тёт, да", "Сад расцтёт, да"),
        ("Сад рас\n  <supplied>ц</supplied>\n  тёт, да", "Сад расцтёт, да"),
        ("Сад растёт, <choice><sic>да</sic><corr>но</corr></choice>", "Сад растёт, но"),
    ],
)
def test_a_word_supplied_between_spaces_keeps_its_distance_and_moves_nothing(edited: str, read: str) -> None:
    source = "Сад растёт, да не весь."
    paragraph = f'<p corresp="a.txt#char=0,23">{edited} не весь.</p>'
    root = parse(re.sub("<text.*</text>", f"<text><body>{paragraph}</body></text>", XML, flags=re.DOTALL).encode())
    restore(root, source)
    (row,) = rows(root, source)["paragraphs"]
    assert (row["text"], row["end"]) == (f"{read} не весь.", 23)
    etree.strip_elements(root, "{*}supplied", "{*}corr", with_tail=False)
    assert etree.tostring(next(root.iter("{*}p")), encoding="unicode", method="text", with_tail=False) == source


def test_names_that_an_editors_program_wrapped_are_the_same_persons(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Заголовок\n\nИван Петрович Белов писал: «Снег сойдёт к маю».\n", encoding="utf-8")
    pipeline.encode([text], out=tmp_path)
    tei = tmp_path / "tei" / "a.xml"
    flat = etree.parse(tei, etree.XMLParser(remove_blank_text=True))
    tei.write_bytes(etree.tostring(flat, pretty_print=True, encoding="UTF-8", xml_declaration=True))
    assert "<persName>\n" in tei.read_text(encoding="utf-8")
    done = pipeline.decisions(tei, source=text)
    assert (done.file, sum(done.aside.values())) == (None, 0)


def test_a_header_that_an_editors_program_wrapped_says_the_same() -> None:
    document = replace(drawn("{body|{paragraph|Сад.}}"), meta=FULL)
    xml = tei.encode(document).decode()
    head, rest = xml.split("</teiHeader>")
    for value in ("Белова", "Лев Озеров", "12–19", "Колос", "сверка цитат", "яблоня", "1.1", "On gardens"):
        wrapped = "\n      " + value.replace(" ", "\n      ") + "\n    "
        assert f">{value}<" in head
        head = head.replace(f">{value}<", f">{wrapped}<")
    root = parse(f"{head}</teiHeader>{rest}".encode())
    restore(root, document.text)
    assert tei.read(root, document.text).meta == FULL

"""Where things stand: offsets of the source, ids, pointers, and TEI that is not ours."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import TeiError
from pipeline.tables import rows
from pipeline.tables.chosen import edition_of
from pipeline.tables.edition import Edition
from pipeline.tei import parse

NAME = '<publicationStmt><idno type="doc_id">garden</idno></publicationStmt>'
HEADER = f"<teiHeader><fileDesc>{NAME}</fileDesc></teiHeader>"


def edition(body: str, source: str | None = None, header: str = HEADER) -> Edition:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'
    return edition_of(parse(tei.encode()), source)


def slices(body: str, source: str, name: str) -> list[str]:
    one = edition(body, source)
    return [one.where(element)["text"] for element in one.all(name)]


def test_offsets_are_those_of_the_block_and_the_place_inside_it() -> None:
    source = "   Сад\n\nА <груша> цветёт"
    body = (
        '<p corresp="garden.txt#char=3,6">Сад</p>'
        '<p corresp="garden.txt#char=8,24">А <name>&lt;груша&gt;</name> цвет<name>ёт</name></p>'
    )
    assert slices(body, source, "name") == ["<груша>", "ёт"]
    assert slices(body, source, "p") == ["Сад", "А <груша> цветёт"]


def test_a_character_beyond_the_basic_plane_counts_once() -> None:
    assert slices('<p corresp="g.txt#char=0,7">𝔖𝔖 <name>сад</name>!</p>', "𝔖𝔖 сад!", "name") == ["сад"]


def test_what_an_editor_added_does_not_count_and_what_the_page_has_does() -> None:
    body = (
        '<p corresp="g.txt#char=0,18">в <choice>\n <sic><date>мере</date></sic>\n <corr>целом мире</corr>\n</choice>'
        " сто<supplied>ят<name>!</name></supplied> <name>дома</name></p>"
    )
    assert slices(body, "в мере сто дома...", "name")[1:] == ["дома"]
    assert slices(body, "в мере сто дома...", "date") == ["мере"]


def test_comments_and_instructions_are_not_text() -> None:
    assert slices('<p corresp="g.txt#char=0,8">сад<!-- x --> и<?p q?> <name>я</name></p>', "сад и я.", "name") == ["я"]


def test_a_block_in_a_block_keeps_its_own_offsets_and_those_of_what_follows() -> None:
    body = (
        '<p corresp="g.txt#char=2,12">Сад<note corresp="g.txt#char=5,7"><label>*</label>!</note> <name>цвёл</name></p>'
    )
    assert slices(body, "  Сад*! цвёл", "name") == ["цвёл"]
    assert slices(body, "  Сад*! цвёл", "note") == ["*!"]


def test_a_place_is_known_beside_other_pointers() -> None:
    assert slices('<bibl corresp="g.txt#char=2,5 #c1">Сад</bibl>', "- Сад", "bibl") == ["Сад"]


def test_without_offsets_the_string_value_of_the_text_is_counted() -> None:
    one = edition("<p>Сад</p>\n<p>и <name>дом</name></p>")
    assert not one.sourced
    assert one.source == "Сад\nи дом"
    assert [one.place(element) for element in one.all("name")] == [(6, 9)]


def test_a_source_text_is_no_use_to_a_tei_without_offsets() -> None:
    assert edition("<p>Сад</p>", "Другой текст").source == "Сад"


def test_without_its_source_text_the_blocks_are_laid_out_at_their_offsets() -> None:
    one = edition('<p corresp="g.txt#char=2,5">Сад</p>\n   <p corresp="g.txt#char=7,8">и</p>')
    assert one.source == "\n\nСад\n\nи"


def test_of_blocks_that_overlap_the_second_has_no_place() -> None:
    one = edition('<p corresp="g.txt#char=0,3">Сад</p><p corresp="g.txt#char=2,3">и</p>')
    assert one.source == "Сад"
    assert [(row["text"], row["start"], row["end"]) for row in map(one.where, one.all("p"))] == [
        ("Сад", 0, 3), ("и", None, None),
    ]  # fmt: skip


def test_what_stands_in_no_block_has_no_place_where_others_have() -> None:
    one = edition('<p corresp="g.txt#char=0,3">Сад</p><p><q>Дом</q></p>', "Сад")
    assert one.where(one.all("q")[0])["start"] is None
    assert one.where(one.all("q")[0])["text"] == "Дом"


def test_a_block_that_is_not_what_the_source_has_there_has_no_place_but_what_is_sound_in_it_has() -> None:
    body = (
        '<p corresp="g.txt#char=0,9">Новый <note corresp="g.txt#char=4,6">*!</note> <name>сад</name></p>'
        '<p corresp="g.txt#char=9,12">дом</p>'
    )
    one = edition(body, "Сад *! яддом")
    assert [one.where(element)["start"] for element in one.all("p", "note")] == [None, 4, 9]


def test_a_file_without_text_is_an_edition_of_nothing() -> None:
    one = edition_of(parse(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}</TEI>'.encode()))
    assert (one.source, one.all("p")) == ("", [])


def test_the_name_comes_from_the_header_and_else_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "old_garden 2.xml"
    file.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Сад</p></body></text></TEI>', "utf-8")
    assert edition("<p>Сад</p>").doc_id == "garden"
    assert edition_of(etree.parse(file).getroot()).doc_id == "old-garden-2"


def test_a_document_without_any_name_is_refused_with_advice() -> None:
    with pytest.raises(TeiError, match="Add the idno"):
        edition("<p>Сад</p>", header="")


def test_an_element_without_an_id_is_called_by_its_child_sequence() -> None:
    one = edition('<p xml:id="p1">Сад</p><!-- x --><p><name>и</name></p>')
    assert [one.id(p) for p in one.all("p")] == ["garden#p1", "garden#element(/1/2/1/2)"]


def test_an_id_given_twice_is_that_of_the_first() -> None:
    one = edition('<p xml:id="p1">Сад</p><p xml:id="p1">Дом</p>')
    assert [one.id(p) for p in one.all("p")] == ["garden#p1", "garden#element(/1/2/1/2)"]


def test_paragraphs_are_those_of_the_text_itself() -> None:
    one = edition(
        "<p>Сад<note><p>Примечание</p></note></p><ab>Дом</ab><ab type='ornament'>***</ab><p> <name>х</name> </p>"
    )
    assert [one.where(p)["text"] for p in one.paragraphs] == ["СадПримечание", "Дом", " х "]
    (inner,) = one.root.findall(".//{*}note/{*}p")
    assert one.where(inner)["paragraph_id"] == next(iter(one.paragraphs.values()))


def test_elements_of_several_names_come_in_the_order_of_the_text() -> None:
    one = edition("<p><name>а</name><title>б</title><name>в</name></p>")
    assert [element.text for element in one.all("title", "name")] == ["а", "б", "в"]


PIECE = st.recursive(
    st.text("аб \n", max_size=4),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: "<name>" + "".join(parts) + "</name>"),
    max_leaves=12,
)


@given(st.lists(PIECE, min_size=1, max_size=4), st.integers(0, 5))
def test_every_place_in_a_block_holds_the_string_value_of_its_element(pieces: list[str], start: int) -> None:
    content = "".join(pieces)
    value = "".join(map(str, etree.fromstring(f"<p>{content}</p>").itertext()))
    one = edition(f'<p corresp="g.txt#char={start},{start + len(value)}">{content}</p>', " " * start + value)
    for element in one.all("p", "name"):
        assert one.where(element)["text"] == "".join(map(str, element.itertext()))


def test_an_editors_note_in_a_file_with_offsets_moves_none_and_is_no_note_of_the_source() -> None:
    found = rows(
        parse(
            b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><publicationStmt>'
            b'<idno type="doc_id">x</idno></publicationStmt></fileDesc></teiHeader><text><body>'
            b'<p xml:id="p1" corresp="x.txt#char=0,7">one <note type="editorial">sic</note><persName>two</persName></p>'
            b"</body></text></TEI>"
        ),
        "one two",
    )
    assert [(row["text"], row["start"], row["end"]) for row in found["mentions"]] == [("two", 4, 7)]
    assert (found["notes"], found["paragraphs"][0]["text"]) == ([], "one two")

"""Where things stand: offsets of the source, ids, pointers, and TEI that is not ours."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import TeiError
from pipeline.tables import rows
from pipeline.tables.edition import Edition, measured
from pipeline.tei import parse

NAME = '<publicationStmt><idno type="doc_id">garden</idno></publicationStmt>'
HEADER = f"<teiHeader><fileDesc>{NAME}</fileDesc></teiHeader>"


def edition(body: str, source: str | None = None, header: str = HEADER) -> Edition:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'
    return measured(etree.fromstring(tei), source)


def slices(body: str, source: str, name: str) -> list[str]:
    one = edition(body, source)
    return [one.where(element)["text"] for element in one.all(name)]


def test_offsets_are_those_of_the_block_and_the_place_inside_it() -> None:
    source = "   Сад\n\nА <груша> цветёт"
    body = (
        '<p corresp="garden.txt#char=3,6">Сад</p>'
        '<p corresp="garden.txt#char=8,24">А <hi>&lt;груша&gt;</hi> цвет<hi>ёт</hi></p>'
    )
    assert slices(body, source, "hi") == ["<груша>", "ёт"]
    assert slices(body, source, "p") == ["Сад", "А <груша> цветёт"]


def test_a_character_beyond_the_basic_plane_counts_once() -> None:
    assert slices('<p corresp="g.txt#char=0,7">𝔖𝔖 <hi>сад</hi>!</p>', "𝔖𝔖 сад!", "hi") == ["сад"]


def test_what_an_editor_added_does_not_count_and_what_the_page_has_does() -> None:
    body = (
        '<p corresp="g.txt#char=0,18">в <choice>\n <sic>мере</sic>\n <corr>целом мире</corr>\n</choice>'
        " сто<supplied>ят<hi>!</hi></supplied> <hi>дома</hi></p>"
    )
    assert slices(body, "в мере сто дома...", "hi")[1:] == ["дома"]
    assert slices(body, "в мере сто дома...", "sic") == ["мере"]


def test_comments_and_instructions_are_not_text() -> None:
    assert slices('<p corresp="g.txt#char=0,8">сад<!-- x --> и<?p q?> <hi>я</hi></p>', "сад и я.", "hi") == ["я"]


def test_a_block_in_a_block_keeps_its_own_offsets_and_those_of_what_follows() -> None:
    body = '<p corresp="g.txt#char=2,12">Сад<note corresp="g.txt#char=5,7"><label>*</label>!</note> <hi>цвёл</hi></p>'
    assert slices(body, "  Сад*! цвёл", "hi") == ["цвёл"]
    assert slices(body, "  Сад*! цвёл", "note") == ["*!"]


def test_a_place_is_known_beside_other_pointers() -> None:
    assert slices('<bibl corresp="g.txt#char=2,5 #c1">Сад</bibl>', "- Сад", "bibl") == ["Сад"]


def test_without_offsets_the_string_value_of_the_text_is_counted() -> None:
    one = edition("<p>Сад</p>\n<p>и <hi>дом</hi></p>")
    assert not one.sourced
    assert one.source == "Сад\nи дом"
    assert [tuple(one.place(element)) for element in one.all("hi")] == [(6, 9)]


def test_a_source_text_is_no_use_to_a_tei_without_offsets() -> None:
    assert edition("<p>Сад</p>", "Другой текст").source == "Сад"


def test_without_its_source_text_the_blocks_are_laid_out_at_their_offsets() -> None:
    one = edition('<p corresp="g.txt#char=2,5">Сад</p>\n   <p corresp="g.txt#char=7,8">и</p>')
    assert one.source == "\n\nСад\n\nи"


def test_blocks_that_overlap_cannot_be_laid_out() -> None:
    with pytest.raises(TeiError, match=r"garden: two blocks overlap at 2 .*corresp"):
        edition('<p corresp="g.txt#char=0,3">Сад</p><p corresp="g.txt#char=2,3">и</p>')


def test_a_block_without_offsets_among_others_is_refused_with_its_place() -> None:
    one = edition('<p corresp="g.txt#char=0,3">Сад</p><p><q>Дом</q></p>')
    with pytest.raises(TeiError, match=r"garden: /1/2/1/2/1: this q stands in no block"):
        one.place(one.all("q")[0])


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(TeiError, match="no text in it"):
        measured(etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}</TEI>'))


def test_the_name_comes_from_the_header_and_else_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "old_garden 2.xml"
    file.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Сад</p></body></text></TEI>', "utf-8")
    assert edition("<p>Сад</p>").doc_id == "garden"
    assert measured(etree.parse(file).getroot()).doc_id == "old-garden-2"


def test_a_document_without_any_name_is_refused_with_advice() -> None:
    with pytest.raises(TeiError, match="Add the idno"):
        edition("<p>Сад</p>", header="")


def test_an_element_without_an_id_is_called_by_its_child_sequence() -> None:
    one = edition('<p xml:id="p1">Сад</p><!-- x --><p><hi>и</hi></p>')
    assert [one.id(p) for p in one.all("p")] == ["garden#p1", "garden#element(/1/2/1/2)"]


def test_pointers_lead_into_the_file_only() -> None:
    one = edition('<p xml:id="p1">Сад</p>')
    assert one.link("https://example.org/#p1 #p1 #p2") == "garden#p1"
    assert one.link("https://example.org/#p1") is None
    assert one.link(None) is None
    assert one.link("#p9") == "garden#p9"
    assert one.target("#p9") is None
    assert one.targets("#p9 #p1") == one.all("p")


def test_paragraphs_are_those_of_the_text_itself() -> None:
    one = edition("<p>Сад<note><p>Примечание</p></note></p><ab>Дом</ab><ab type='ornament'>***</ab><p> <hi>х</hi> </p>")
    assert [one.source[slice(*one.place(p))] for p in one.paragraphs] == ["СадПримечание", "Дом"]
    (inner,) = one.text.findall(".//{*}note/{*}p")
    assert one.paragraph_id(inner) == next(iter(one.paragraphs.values()))


def test_elements_of_several_names_come_in_the_order_of_the_text() -> None:
    one = edition("<p><name>а</name><title>б</title><name>в</name></p>")
    assert [element.text for element in one.all("title", "name")] == ["а", "б", "в"]


PIECE = st.recursive(
    st.text("аб \n", max_size=4),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: "<hi>" + "".join(parts) + "</hi>"),
    max_leaves=12,
)


@given(st.lists(PIECE, min_size=1, max_size=4), st.integers(0, 5))
def test_every_place_in_a_block_holds_the_string_value_of_its_element(pieces: list[str], start: int) -> None:
    content = "".join(pieces)
    value = "".join(map(str, etree.fromstring(f"<p>{content}</p>").itertext()))
    one = edition(f'<p corresp="g.txt#char={start},{start + len(value)}">{content}</p>', " " * start + value)
    for element in one.all("p", "hi"):
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

"""Document ↔ TEI: the laws, the shapes an editor sees, the attacks a parser meets, and TEI's own schema."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from pipeline import tei
from pipeline.element import NS, attribute, clark
from pipeline.errors import TeiError
from pipeline.meta import Meta
from pipeline.tei.kinds import of_element
from pipeline.text import NESTING, Agent, Document, Span
from pipeline.weave import Element
from tests.strategies import documents, drawn, everything, unedited


def there_and_back(document: Document) -> Document:
    return tei.read(tei.parse(tei.encode(document)), document.text)


def paragraph(picture: str) -> str:
    """The first paragraph of a body that holds only this, as an editor sees it."""
    node = tei.parse(tei.encode(drawn("{body|{paragraph|" + picture + "}}"))).find(".//tei:body/tei:p", NS)
    assert node is not None
    return etree.tostring(node, encoding="unicode", with_tail=False).replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")


def serialised(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def said(fault: pytest.ExceptionInfo[TeiError]) -> str:
    return str(fault.value)


# The laws


@given(documents())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_again_exactly(document: Document) -> None:
    assert there_and_back(document) == document


@given(documents())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_the_string_value_of_a_block_is_its_stretch_of_the_source(document: Document) -> None:
    covered = [False] * len(document.text)
    for block in tei.parse(tei.encode(document)).iter("*"):
        if place := tei.place_of(block):
            start, end = place
            assert unedited(block) == document.text[start:end]
            covered[start:end] = [True] * (end - start)
    assert all(char.isspace() for char, inside in zip(document.text, covered, strict=True) if not inside)


@given(documents())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_spelled_as_a_tree_of_it_would_be(document: Document) -> None:
    data = tei.encode(document)
    assert serialised(tei.parse(data)) == data


@given(documents())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_two_runs_give_the_same_bytes(document: Document) -> None:
    backwards = [replace(span, attrs=dict(reversed(list(span.attrs.items())))) for span in document.spans]
    shuffled = replace(document, spans=tuple(backwards))
    assert tei.encode(document) == tei.encode(shuffled)


def test_a_document_with_every_kind_comes_back_exactly() -> None:
    assert {span.kind for span in everything().spans} == set(NESTING)
    assert there_and_back(everything()) == everything()


@pytest.mark.parametrize(
    "char", ["\r", "\r\n", "\t", "\u00a0", "\u2028", "\u0085", "\u200b", "\ufeff", "😀", "é", "<&>]]>\"'"]
)
def test_characters_xml_treats_in_its_own_way_survive_in_text_attributes_and_header(char: str) -> None:
    spans = [Span(0, 2 + len(char), "body"), Span(0, 2 + len(char), "note", "n1", {"n": f"а{char}б"})]
    document = Document("x", f"а{char}б", Meta(title=f" {char}а")).adding(spans, [Agent("per1", "person", f"а{char}")])
    assert there_and_back(document) == document
    assert serialised(tei.parse(tei.encode(document))) == tei.encode(document)


def test_a_long_line_is_written_and_read() -> None:
    document = drawn("{body|{text|" + "слово " * 300_000 + "}}")
    assert there_and_back(document) == document


# What an editor sees


def test_a_block_says_where_it_stands_in_the_source() -> None:
    assert paragraph("Сад.") == '<p corresp="drawn.txt#char=0,4">Сад.</p>'


def test_a_quotation_carries_its_speaker_its_reason_and_who_is_responsible() -> None:
    assert paragraph("{quotation#q1 speaker=per1 rule=inquit certainty=high resp=tei-export source=c1_c2|«да»}") == (
        '<p corresp="drawn.txt#char=0,4"><q xml:id="q1" type="quotation" ana="#inquit" cert="high" resp="#tei-export" '
        'who="#per1" source="#c1 #c2">«да»</q></p>'
    )


def test_a_caption_is_the_head_of_a_figure_inside_the_sentence() -> None:
    assert 'саду. <figure><head corresp="drawn.txt#char=6,12">Анна в</head></figure>Был' in paragraph(
        "саду. {figure|{caption|Анна в}}Был"
    )


def test_a_page_number_in_a_block_has_a_page_break_before_it_and_no_place() -> None:
    assert 'сло<pb n="13"/><fw type="pageNum" n="13">[13]</fw>во' in paragraph("сло{page_number n=13|[13]}во")


def test_a_page_number_on_its_own_is_a_block() -> None:
    data = tei.encode(drawn("{body|{page_number n=13|13}\n{paragraph|а}}"))
    assert b'<pb n="13"/><fw type="pageNum" n="13" corresp="drawn.txt#char=0,2">13</fw>' in data


@pytest.mark.parametrize("gap", ["\n", " \n", "\u00a0\n"])
def test_a_hyphen_at_the_end_of_a_line_is_followed_by_a_line_break_within_the_word(gap: str) -> None:
    assert f'куль<pc force="weak">-</pc><lb break="no"/>{gap}тура' in paragraph("куль{hyphen|-}" + gap + "тура")


def test_a_hyphen_within_a_line_has_no_line_break() -> None:
    assert "<lb" not in paragraph("куль{hyphen|-} тура\n")


def test_a_reference_that_leads_to_no_note_has_no_target() -> None:
    assert paragraph("а{note_ref#r1|[1]}").endswith('<ref xml:id="r1" type="note">[1]</ref></p>')


def test_a_citation_in_a_numbered_bibliography_is_a_block_and_may_still_repeat_another() -> None:
    document = drawn(
        "{body|{paragraph|а}}\n{back|{bibliography|{bibliography_list|"
        "{citation#c1|Сад}\n{citation#c2 repeats=c1|Там же}}}}"
    )
    assert b'<bibl xml:id="c2" corresp="drawn.txt#char=6,12 #c1">' in tei.encode(document)
    assert there_and_back(document) == document


def test_the_text_is_in_the_language_of_the_source_and_the_header_in_english() -> None:
    root = tei.parse(tei.encode(drawn("{body|{text|а}}")))
    assert [part.get(attribute("xml:lang")) for part in root] == ["en", "ru"]


def test_bytes_are_utf_8_with_a_declaration_and_a_final_line_end() -> None:
    data = tei.encode(everything())
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<TEI")
    assert data.endswith(b"</TEI>\n")
    assert "Анна" in data.decode()


# What cannot be written


def test_a_document_without_a_body_is_refused() -> None:
    with pytest.raises(TeiError, match="drawn: the text has no body"):
        tei.encode(drawn("{front|{paragraph|а}}"))


def test_text_outside_of_all_blocks_is_refused_with_document_and_place() -> None:
    with pytest.raises(TeiError, match=r"^drawn: the characters \[2, 5\) lie outside of all blocks: 'вне'"):
        tei.encode(drawn("{body|{paragraph|а}\nвне\n{paragraph|б}}"))


def test_an_illegal_character_is_refused_with_document_place_and_code() -> None:
    with pytest.raises(TeiError, match=r"^drawn: the text: the character U\+0001.* at 1 cannot"):
        tei.encode(drawn("{body|{paragraph|а\x01}}"))


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(0, 1, "name", "s1", {"colour": "red"}), "name s1 at [0, 1) knows colour"),
        (Span(0, 1, "title", "s1"), "title s1 at [0, 1) has no @cert"),
        (Span(0, 1, "person_name", "m1", {"person": "Анна П."}), "is no XML id"),
        (Span(0, 1, "person_name", "1 m"), "'1 m' is no XML id"),
        (Span(0, 1, "date", "t1", {"when": "\0"}), "date t1 at [0, 1), when: the character U+0000"),
    ],
)
def test_what_tei_cannot_say_of_a_span_is_refused_by_name(span: Span, words: str) -> None:
    with pytest.raises(TeiError) as fault:
        tei.encode(drawn("{body|{paragraph|аб}}").adding([span]))
    assert words in said(fault)


@pytest.mark.parametrize("name", ["", "мой файл", "мой\u00a0файл", "a#b"])
def test_a_document_whose_id_cannot_name_a_file_is_refused(name: str) -> None:
    with pytest.raises(TeiError, match="cannot name a file"):
        tei.encode(replace(drawn("{body|{text|а}}"), id=name))


# The parser


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the TEI given:"),
        (b"<TEI>\n<p>\n</TEI>", "the TEI given:3:7: not well-formed XML: Opening and ending tag mismatch"),
        (b"<TEI>\xff</TEI>", "say in its first line which encoding it has"),
        (b"<TEI>&nbsp;</TEI>", "not well-formed XML: Entity 'nbsp' not defined"),
        (b"<TEI>\x01</TEI>", "not well-formed XML"),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_place(data: bytes, words: str) -> None:
    with pytest.raises(TeiError) as fault:
        tei.parse(data)
    assert words in said(fault)
    assert re.search(r":\d+:\d+: ", said(fault))


BROUGHT_IN = {
    "a file brought in by an entity": '<!DOCTYPE TEI [<!ENTITY x SYSTEM "{file}">]><TEI>a&x;b</TEI>',
    "a DTD": '<!DOCTYPE TEI SYSTEM "{file}"><TEI>ab</TEI>',
    "a DTD from the net": '<!DOCTYPE TEI PUBLIC "x" "http://localhost:9/x.dtd"><TEI>ab</TEI>',
    "a parameter entity": '<!DOCTYPE TEI [<!ENTITY % x SYSTEM "{file}">%x;]><TEI>ab</TEI>',
    "a parameter entity from the net": '<!DOCTYPE TEI [<!ENTITY % x SYSTEM "http://localhost:9/x">%x;]><TEI>ab</TEI>',
    "an attribute the DTD adds": '<!DOCTYPE TEI [<!ATTLIST TEI n CDATA "added">]><TEI>ab</TEI>',
    "a picture": '<!DOCTYPE TEI [<!NOTATION gif SYSTEM "gif"><!ENTITY x SYSTEM "{file}" NDATA gif>]><TEI>ab</TEI>',
}


@pytest.mark.parametrize("document", BROUGHT_IN.values(), ids=BROUGHT_IN.keys())
def test_nothing_comes_in_by_a_document_type_declaration(document: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("<!ENTITY y 'secret'> secret", encoding="utf-8")
    root = tei.parse(document.replace("{file}", secret.as_uri()).encode())
    assert etree.tostring(root) == b"<TEI>ab</TEI>"


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ('<!DOCTYPE TEI [<!ENTITY mill "Mühle"><!ENTITY old "alte &mill;">]><TEI>&old;</TEI>', "alte Mühle"),
        ("<!DOCTYPE TEI [<!ENTITY % x \"<!ENTITY y 'Y'>\">%x;]><TEI>&y;</TEI>", "Y"),
        ('<!DOCTYPE TEI SYSTEM "x.dtd"><TEI>&mdash;&Bcy;&amp;&lt;&strange;</TEI>', "—Б&<&strange;"),
        ('<!DOCTYPE TEI [<!ENTITY % iso SYSTEM "iso.ent">%iso;]><TEI>&eacute;</TEI>', "é"),
        ('<!DOCTYPE TEI [<!ENTITY mdash "-"><!ENTITY % iso SYSTEM "iso.ent">%iso;]><TEI>&mdash;</TEI>', "-"),
        ("<TEI><![CDATA[a < b]]> &#x41;</TEI>", "a < b A"),
    ],
)
def test_entities_that_the_file_declares_and_standard_characters_are_read(document: str, text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        assert tei.parse(document.encode(encoding)).xpath("string()") == text


BOMBS = {
    "laughs by the billion": "<!DOCTYPE TEI [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]><TEI n='&a11;'>&a11;</TEI>",
    "a long one many times": f"<!DOCTYPE TEI [<!ENTITY a '{'x' * 100_000}'>]><TEI>{'&a;' * 1000}</TEI>",
    "one that contains itself": "<!DOCTYPE TEI [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><TEI>&a;</TEI>",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_entities_expand_within_bounds(bomb: str) -> None:
    with pytest.raises(TeiError, match=r"not well-formed XML: .*(entities|[Ee]ntity)"):
        tei.parse(bomb.encode())


def test_a_file_that_is_too_large_is_refused_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.tei.parsing.LIMIT", 10)
    (tmp_path / "big.xml").write_bytes(b"<TEI>more than that</TEI>")
    with pytest.raises(TeiError, match=r"big\.xml: has .* MB are not read at once. Split it"):
        tei.parse(tmp_path / "big.xml")


def test_an_xinclude_is_not_followed() -> None:
    xml = b'<TEI xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/hostname" parse="text"/></TEI>'
    assert tei.parse(xml).xpath("string()") == ""


def test_nesting_beyond_what_libxml2_allows_is_refused() -> None:
    with pytest.raises(TeiError, match="not well-formed XML"):
        tei.parse(b"<a>" * 5000 + b"</a>" * 5000)


def test_a_file_is_named_in_the_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(b"<TEI>")
    with pytest.raises(TeiError, match=r"bad\.xml:1:\d+: not well-formed"):
        tei.parse(tmp_path / "bad.xml")
    with pytest.raises(TeiError, match=r"none\.xml: cannot be opened: No such file"):
        tei.parse(tmp_path / "none.xml")


def test_a_file_and_its_bytes_are_the_same(tmp_path: Path) -> None:
    data = tei.encode(everything())
    (tmp_path / "good.xml").write_bytes(data)
    assert serialised(tei.parse(tmp_path / "good.xml")) == serialised(tei.parse(data)) == data


# TEI that an editor has touched


def edited(old: str, new: str) -> Document:
    document = drawn("{body|{paragraph#p1|Мама мыла {name#s1 certainty=high resp=tei-export|«раму»}.}}")
    xml = tei.encode(document).decode()
    assert old in xml
    return tei.read(tei.parse(xml.replace(old, new).encode()), document.text)


def test_an_editors_correction_beside_what_the_source_has_changes_no_place() -> None:
    corrected = "<choice>\n  <sic>мыла</sic>\n  <corr>мы<name>л</name>и</corr>\n</choice>"
    document = edited("мыла", corrected)
    (reading,) = document.of("reading")
    assert (document.slice(reading), dict(reading.attrs)) == ("мыла", {"corr": "мыли"})
    others = tuple(span for span in document.spans if span is not reading)
    assert replace(document, spans=others) == edited("мыла", "мыла")


@pytest.mark.parametrize("new", ["мы<supplied>до</supplied>ла", "мы<!-- ? -->ла", "<hi>мыла</hi>", "мы<lb/>ла"])
def test_what_an_editor_adds_around_the_source_changes_no_place(new: str) -> None:
    assert edited("мыла", new) == edited("мыла", "мыла")


def test_a_block_with_another_number_of_characters_is_refused_with_its_line() -> None:
    with pytest.raises(TeiError, match=r"line \d+: <p> says it is char=0,17 but holds \[0, 18\)"):
        edited("мыла", "мылаа")


def test_text_an_editor_put_outside_of_all_blocks_is_refused() -> None:
    with pytest.raises(TeiError, match="the text 'новое' lies outside of all blocks"):
        edited("</p>", "</p><p>новое</p>")


def test_who_decides_otherwise_is_read_as_responsible() -> None:
    assert next(edited('resp="#tei-export"', 'resp="#ed1"').of("name")).attrs == {"certainty": "high", "resp": "ed1"}


def test_a_pointer_out_of_the_file_is_no_id() -> None:
    assert next(edited('resp="#tei-export"', 'resp="http://example.org/ed"').of("name")).attrs == {"certainty": "high"}


def test_the_wrong_text_is_noticed_if_it_is_too_short() -> None:
    with pytest.raises(TeiError, match="beyond the 3 characters"):
        tei.read(tei.parse(tei.encode(everything())), "абв")


@pytest.mark.parametrize("xml", ["<TEI/>", "<html/>", f'<TEI xmlns="{NS["tei"]}"><teiHeader/></TEI>'])
def test_what_is_no_tei_document_is_refused(xml: str) -> None:
    with pytest.raises(TeiError, match="is no TEI document with a teiHeader and a text"):
        tei.read(etree.fromstring(xml), "")


# Kinds and elements


def test_every_element_of_the_text_is_a_span_or_derived_from_one() -> None:
    text = tei.parse(tei.encode(everything())).find(clark("text"))
    assert text is not None
    others = {etree.QName(node).localname for node in text.iterdescendants() if of_element(node) is None}
    assert others == {"pb", "lb", "choice", "corr"}


def located(root: Element, kind: str) -> list[str]:
    return [str(node.tag) for node in root.iter("*") if (row := of_element(node)) is not None and row.kind == kind]


def test_a_title_cited_is_told_from_a_title_mentioned() -> None:
    root = tei.parse(tei.encode(everything()))
    body = root.find(clark("text"))
    assert body is not None
    assert (len(located(body, "title")), len(located(body, "cited_title"))) == (2, 1)

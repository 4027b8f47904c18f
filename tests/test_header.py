"""What is known of a text, what is not, and how it was encoded, in the header and out of it again."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from pipeline.element import NS, TEI, attribute, grow
from pipeline.errors import TeiError
from pipeline.meta import Contributor, Edition, Meta
from pipeline.tables import rows
from pipeline.tei import agents, encode, header, parse
from pipeline.text import Agent, Document
from pipeline.weave import Element
from tests.strategies import drawn, everything, metas

FULL = Meta(
    source_name="vecher.txt", source_sha256="ab12", encoding="cp1251",
    encoding_evidence="guessed by its letters, certainty 0.9999", repaired="replaced by U+FFFD: U+0000 NULL (1, at 7)",
    title="О садах", subtitle="Речь", title_en="On gardens",
    authors=(
        Contributor("А. Б. Садов"),
        Contributor("Анна Белова", "person", "", ("https://viaf.org/viaf/7",), "Белова", "Анна"),
    ),
    date="1988-09-24", place="Тула", language="ru", other_languages=("de", "la"), keywords=("сад", "яблоня"),
    occasion="Чтения о садах", occasion_date="1988-09-23", occasion_place="Тула", licence="CC BY 4.0",
    source_url="https://example.org/a", source_accessed="2024-05-01", published_in="Садовод", published_date="1988-08",
    published_place="Москва", published_by="Колос", published_issue="№ 3", published_pages="12–19",
    published_note="с сокращениями", editors=(Contributor("Лев Озеров", "person", "", ("https://orcid.org/1",)),),
    contributors=(Contributor("Кружок", "organisation", "сверка цитат", ("https://isni.org/isni/1",)),),
    edition=Edition("1.1", "Архив", "Казань", "2024", "https://example.org/cc", ("https://doi.org/10.1234/a",)),
)  # fmt: skip
PICTURE = "{body|{paragraph#p1|Он сказал: {quotation#q1|«да»}, {quotation#q1.2 prev=q1|«да»}.}}"


def headed(meta: Meta, when: str = "") -> Element:
    document = drawn(PICTURE, meta)
    return written(header.write(document, {"text": 1, "body": 1, "p": 1, "q": 2}, when))


def written(head: str) -> Element:
    return etree.fromstring(f'<TEI xmlns="{TEI}">{head}</TEI>')[0]


def at(head: Element, path: str) -> Element:
    node = head.find(re.sub(r"(^|/)(?=\w)", r"\1tei:", path), NS)
    assert node is not None, path
    return node


def test_every_fact_of_a_text_comes_back() -> None:
    assert header.read_meta(headed(FULL)) == FULL


@given(metas())
def test_any_facts_come_back_through_bytes(meta: Meta) -> None:
    assert header.read_meta(etree.fromstring(etree.tostring(headed(meta), encoding="UTF-8"))) == meta


@pytest.mark.parametrize("name", list(Meta.__dataclass_fields__))
def test_a_fact_that_is_not_known_is_read_as_not_known(name: str) -> None:
    nothing: dict[str, Any] = {name: getattr(Meta(language=""), name)}
    silent = replace(FULL, **nothing)
    assert header.read_meta(headed(silent)) == silent


TOLD = ("fileDesc", "profileDesc")


def test_cyrillic_words_of_the_header_are_in_the_language_of_the_text_and_its_own_sentences_in_english() -> None:
    parted = Contributor("Я. Дуб", "person", "сверка", surname="Дуб", forename="Ян")
    people = replace(FULL, contributors=(*FULL.contributors, parted), licence="общественное достояние")
    head = headed(replace(people, edition=replace(FULL.edition, version="вторая", publisher="Oak Press")))
    (listed,) = agents.particulars([Agent("per1", "person", "Лев Озеров")], {"xml:lang": "ru"})
    grow(at(head, "profileDesc"), listed, 1)
    nodes = [node for part in TOLD for node in at(head, part).iter("{*}*") if (node.text or "").strip()]
    tongues = {str(node.text): node.xpath("string(ancestor-or-self::*[@xml:lang][1]/@xml:lang)") for node in nodes}
    cyrillic = {words: tongue for words, tongue in tongues.items() if re.search("[а-яё]", words)}
    assert len(cyrillic) > 15
    assert set(cyrillic.values()) == {"ru"}
    assert tongues["Oak Press"] == tongues["encoded by the program"] == tongues["Russian"] == "en"


def test_what_is_not_known_is_said_in_words() -> None:
    head = headed(Meta(language=""))
    said = {
        "fileDesc/titleStmt/title": "untitled",
        "fileDesc/titleStmt/author": "author not named in the source",
        "fileDesc/editionStmt/edition": "The edition has no number.",
        "fileDesc/publicationStmt/date": "date of publication not known",
        "fileDesc/publicationStmt/availability/licence": "The licence of the encoding is not stated.",
        "fileDesc/sourceDesc/bibl/note[@type='address']": "address of the file not known",
        "fileDesc/sourceDesc/bibl/availability/licence": "The licence of the source is not known.",
        "fileDesc/sourceDesc/bibl/relatedItem/bibl/note[@type='original']": "place of first publication not known",
        "profileDesc/textClass/keywords/term": "no keywords were given",
        "profileDesc/creation/date": "date not known",
        "profileDesc/langUsage/language": "language not known",
    }
    for path, words in said.items():
        assert (at(head, path).text, at(head, path).get("cert")) == (words, "unknown")


def test_a_text_whose_title_is_untitled_is_not_a_text_without_a_title() -> None:
    assert header.read_meta(headed(Meta(title="untitled"))).title == "untitled"


def test_the_document_has_its_id_as_idno() -> None:
    assert header.read_id(headed(FULL)) == "drawn"


def test_measures_count_characters_words_paragraphs_and_quotations_but_not_their_parts() -> None:
    measures = at(headed(FULL), "fileDesc/extent")
    assert {one.get("unit"): one.get("quantity") for one in measures} == {
        "characters": "22", "words": "4", "paragraphs": "1", "quotations": "1",
    }  # fmt: skip


def test_the_counts_of_whatever_is_encoded_are_true() -> None:
    for document in (everything(), drawn(PICTURE, FULL)):
        assert not header.recount(parse(encode(document)))


def test_counts_that_a_correction_made_false_are_made_true() -> None:
    root = parse(encode(drawn(PICTURE, FULL)))
    first = root.findall(".//tei:q", NS)[0]
    first.tag = f"{{{TEI}}}soCalled"
    assert header.recount(root)
    usages = {one.get("gi"): one.get("occurs") for one in root.iterfind(".//tei:tagUsage", NS)}
    assert usages == {"body": "1", "p": "1", "q": "1", "soCalled": "1", "text": "1"}
    (measure,) = root.iterfind(".//tei:measure[@unit='quotations']", NS)
    assert (measure.get("quantity"), measure.text) == ("0", "quotations: 0")
    assert not header.recount(root)


def test_a_word_is_a_run_of_letters_or_digits_with_inner_hyphens() -> None:
    document = Document("x", "Кто-то в 1988 году - и «всё»")
    words = written(header.write(document, {})).find(".//tei:measure[@unit='words']", NS)
    assert words is not None
    assert words.get("quantity") == "6"


@pytest.mark.parametrize(
    ("licence", "status"),
    [("", "unknown"), ("CC BY 4.0", "free"), ("CC0", "free"), ("© Садов", "restricted"), ("по договору", "unknown")],
)
def test_availability_says_no_more_than_the_licence(licence: str, status: str) -> None:
    assert at(headed(Meta(licence=licence)), "fileDesc/sourceDesc/bibl/availability").get("status") == status


@pytest.mark.parametrize(
    ("text", "encoding", "status"),
    [
        ("CC0", "CC BY 4.0", "free"),
        ("", "CC0", "unknown"),
        ("© Садов", "CC0", "restricted"),
        ("CC0", "", "unknown"),
    ],
)
def test_an_edition_is_no_freer_than_its_text(text: str, encoding: str, status: str) -> None:
    head = headed(Meta(licence=text, edition=Edition(licence=encoding)))
    assert at(head, "fileDesc/publicationStmt/availability").get("status") == status


def test_the_terms_of_the_text_are_kept_apart_from_those_of_the_encoding() -> None:
    head = headed(FULL)
    assert at(head, "fileDesc/publicationStmt/availability/licence").text == "https://example.org/cc"
    assert at(head, "fileDesc/sourceDesc/bibl/availability/licence").text == "CC BY 4.0"


def test_a_licence_that_is_an_address_is_also_a_target() -> None:
    licence = at(headed(Meta(licence="https://example.org/l")), "fileDesc/sourceDesc/bibl/availability/licence")
    assert licence.get("target") == licence.text == "https://example.org/l"


@pytest.mark.parametrize("date", ["1988", "1988-09", "1988-09-24", "--08", "--08-11", "-0043"])
def test_a_date_as_w3c_has_it_is_a_when(date: str) -> None:
    assert at(headed(Meta(date=date)), "profileDesc/creation/date").get("when") == date


@pytest.mark.parametrize("date", ["осень 1988", "1988-13", "1988-09-24 ", "88"])
def test_any_other_date_is_kept_as_words_only(date: str) -> None:
    node = at(headed(Meta(date=date)), "profileDesc/creation/date")
    assert (node.get("when"), node.text) == (None, date)


def test_elements_of_the_text_are_counted() -> None:
    usages = at(headed(FULL), "encodingDesc/tagsDecl/namespace")
    assert [(one.get("gi"), one.get("occurs")) for one in usages] == [
        ("body", "1"), ("p", "1"), ("q", "2"), ("text", "1"),
    ]  # fmt: skip


def test_every_rule_is_a_category_described_in_english_and_russian() -> None:
    taxonomy = at(headed(FULL), "encodingDesc/classDecl/taxonomy")
    assert taxonomy.get(attribute("xml:id")) == "attribution"
    categories = taxonomy.findall("tei:category", NS)
    assert len(categories) > 2
    for category in categories:
        assert [said.get(attribute("xml:lang")) for said in category] == ["en", "ru"]
        assert all(said.text for said in category)


def test_the_program_is_named_where_pointers_to_it_lead() -> None:
    head = headed(FULL)
    statement = at(head, "fileDesc/titleStmt/respStmt")
    assert statement.get(attribute("xml:id")) == "tei-export"
    assert at(head, "revisionDesc/change").get("who") == "#tei-export"
    assert at(head, "encodingDesc/appInfo/application").get("ident") == "tei-export"


def test_the_parts_of_a_name_are_marked_in_it_with_its_identifiers_beside() -> None:
    author = at(headed(FULL), "fileDesc/titleStmt").findall("tei:author", NS)[1]
    name, idno = author
    assert [(etree.QName(part).localname, part.text) for part in name] == [("forename", "Анна"), ("surname", "Белова")]
    assert (idno.get("type"), idno.text) == ("VIAF", "https://viaf.org/viaf/7")


def test_quotation_marks_are_declared_to_be_kept() -> None:
    assert at(headed(FULL), "encodingDesc/editorialDecl/quotation").get("marks") == "all"


def test_the_change_is_dated_only_if_a_date_is_given() -> None:
    assert at(headed(FULL), "revisionDesc/change").get("when") is None
    assert at(headed(FULL, "2024-05-01"), "revisionDesc/change").get("when") == "2024-05-01"


def test_there_is_no_setting_without_an_occasion_and_no_participant_without_an_agent() -> None:
    head = headed(Meta())
    assert head.find(".//tei:settingDesc", NS) is None
    assert head.find(".//tei:particDesc", NS) is None


def test_an_illegal_character_is_named_with_the_element_it_would_stand_in() -> None:
    with pytest.raises(TeiError, match=r"title: the character U\+0000.* at 2 cannot"):
        headed(Meta(title="О \0"))


def test_a_header_that_is_not_ours_tells_what_it_can() -> None:
    head = etree.fromstring(
        f'<teiHeader xmlns="{TEI}"><fileDesc><titleStmt><title>А <hi>Б</hi><!-- в --></title></titleStmt>'
        "</fileDesc></teiHeader>"
    )
    assert header.read_meta(head) == Meta(title="А Б", language="")
    assert header.read_id(head) == ""


def test_the_table_of_documents_has_names_without_identifiers_and_the_terms_of_the_text() -> None:
    document = drawn(PICTURE, FULL)
    (row,) = rows(parse(encode(document)), document.text)["documents"]
    assert (row["title"], row["author"], row["licence"]) == ("О садах", "А. Б. Садов; Анна Белова", "CC BY 4.0")
    (row,) = rows(parse(encode(drawn(PICTURE, replace(FULL, licence="")))), document.text)["documents"]
    assert row["licence"] == "https://example.org/cc"

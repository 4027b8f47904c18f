"""The tables of a small text made by hand, and the laws of every table."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.tables import OF_A_TEXT, TABLES, rows
from pipeline.tei import parse
from tests.laws import broken

DATA = Path(__file__).parent / "data"
GARDEN = DATA / "tables-garden.xml"
DESIGN = Path(__file__).parents[2] / "shared" / "DESIGN.md"
BY_NAME = {table.name: table for table in TABLES}
Rows = dict[str, list[dict[str, Any]]]


@cache
def garden() -> Rows:
    return rows(parse(GARDEN), GARDEN.with_suffix(".txt").read_text(encoding="utf-8"))


def by_id(table: str, found: Rows | None = None) -> dict[str, dict[str, Any]]:
    """The rows of a table by the part of their key behind `#`."""
    (key,) = BY_NAME[table].primary_key
    return {row[key].partition("#")[2]: row for row in (found or garden())[table]}


def column(table: str, name: str) -> dict[str, Any]:
    return {key: row[name] for key, row in by_id(table).items()}


def bare(link: str | None) -> str | None:
    return link.removeprefix("tables-garden#") if link else link


def tables_of(text: str, header: str = "") -> Rows:
    name = '<fileDesc><publicationStmt><idno type="doc_id">other</idno></publicationStmt></fileDesc>'
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{name}{header}</teiHeader><text>{text}</text></TEI>'
    return rows(etree.fromstring(tei))


# the declaration


# what TEI of others needs beyond the design: speech that nobody quotes, and the parts of a verse line
ADDED = {
    "paragraphs": {"continues_id", "turn_id"},
    "speakers": {"turns", "turn_words"},
    "turns": {one.name for one in BY_NAME["turns"].columns},
}


def test_the_tables_and_columns_are_those_of_the_design_in_its_order() -> None:
    if not DESIGN.exists():
        pytest.skip("the design is not beside this checkout")
    lines = DESIGN.read_text(encoding="utf-8").partition("| table | columns |\n|---|---|\n")[2].splitlines()
    designed = [line.strip("| ").split(" | ") for line in lines[: lines.index("")]]
    assert [name for name, _ in designed if name != "turns"] == [
        table.name for table in OF_A_TEXT if table.name != "turns"
    ]
    for name, columns in designed:
        outside = "".join(part.partition(")")[2] for part in f"){columns}".split("("))
        own = [one.name for one in BY_NAME[name].columns if one.name not in ADDED.get(name, ())]
        assert [one.strip() for one in outside.split(",") if one.strip() not in ADDED.get(name, ())] == own


def test_every_key_and_link_is_declared_on_columns_that_exist() -> None:
    for table in TABLES:
        assert not any(table.column(name).nullable for name in table.primary_key)
        for link in table.foreign_keys:
            assert table.column(link.column).type == "string"
            assert BY_NAME[link.table].primary_key == (link.reference,)


def test_every_column_that_names_a_row_of_another_table_is_a_link() -> None:
    linked = {(table.name, link.column) for table in TABLES for link in table.foreign_keys}
    for table in TABLES:
        for one in table.columns if table.name != "errors" else ():  # texts without a row
            if one.name.endswith("_id") and (one.name,) != table.primary_key and one.name != "people_id":
                assert (table.name, one.name) in linked


def test_every_column_is_described_in_a_sentence_and_typed() -> None:
    for table in TABLES:
        assert table.description.endswith(".")
        for one in table.columns:
            assert one.description.endswith(".")
            assert one.type in ("string", "integer")
            assert len(set(one.enum)) == len(one.enum)
            assert not one.enum or one.type == "string"


def test_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        BY_NAME["notes"].column("colour")


def test_computing_tables_needs_neither_arrow_nor_pandas_nor_the_finders() -> None:
    asked = (
        "import sys, pipeline.tables.structure; "
        "print([m for m in sys.modules if m.split('.')[0] in ('pyarrow', 'pandas')])"
    )
    lone = "import sys, types; p = types.ModuleType('pipeline'); p.__path__ = [sys.argv[1]]; "
    code = (
        lone
        + "sys.modules['pipeline'] = p; "
        + asked
        + "; print([m for m in sys.modules if m.startswith('pipeline.find')])"
    )
    package = str(Path(__file__).parents[1] / "pipeline")
    done = subprocess.run([sys.executable, "-c", code, package], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "[]"]


# laws of every table


def test_the_laws_of_every_table_hold() -> None:
    assert broken(garden()) == []
    assert {name for name, its in garden().items() if not its} == {"turns"}


def test_ordinals_count_from_one_in_the_order_of_the_text() -> None:
    for name in ("blocks", "paragraphs", "quotations", "quotation_parts", "notes", "citations"):
        found = garden()[name]
        assert [row["ordinal"] for row in found] == list(range(1, len(found) + 1))
        assert [row["start"] for row in found] == sorted(row["start"] for row in found)


@pytest.mark.parametrize("name", ["blocks", "note_refs", "citations", "mentions", "phrases", "dates"])
def test_text_is_the_source_between_start_and_end(name: str) -> None:
    source = garden()["documents"][0]["text"]
    assert all(row["text"] == source[row["start"] : row["end"]] for row in garden()[name])


def test_two_computations_are_the_same() -> None:
    source = GARDEN.with_suffix(".txt").read_text(encoding="utf-8")
    assert rows(parse(GARDEN), source) == garden()


def test_without_the_source_text_everything_but_white_space_is_the_same() -> None:
    alone = rows(parse(GARDEN))
    assert alone["documents"][0].pop("text").split() == garden()["documents"][0]["text"].split()
    for name in alone.keys() - {"documents"}:
        assert alone[name] == garden()[name]


# the document


def test_the_document_says_what_the_header_knows_and_nothing_of_what_it_says_is_unknown() -> None:
    (document,) = garden()["documents"]
    assert document["title"] == "О старых садах"
    assert document["author"] == "Лозин П.С.; Гречихина В.И."
    assert document["date"] == "1971-05/1971-06"
    assert (document["language"], document["encoding"]) == ("ru", "utf-8")
    assert (document["source_name"], document["source_sha256"]) == ("tables-garden.txt", "00ff")
    assert document["licence"] is None
    assert document["chars"] == len(document["text"]) == 807


def test_the_words_of_a_document_are_those_of_the_body_without_notes_and_captions() -> None:
    in_body = [row["words"] for row in garden()["paragraphs"] if row["division"] == "body"]
    heading = 1
    assert garden()["documents"][0]["words"] == sum(in_body) + heading


def test_a_block_inside_a_block_is_not_counted_twice() -> None:
    found = tables_of("<body><p>Список: <list><item>сад</item><item>дом</item></list></p></body>")
    assert found["documents"][0]["words"] == 3


# blocks and paragraphs


def test_blocks_are_what_they_are() -> None:
    kinds = column("blocks", "kind")
    assert [kinds[key] for key in ("b1", "p1", "h1", "b2", "n5", "n1")] == [
        "title", "paragraph", "heading", "caption", "note", "note",
    ]  # fmt: skip


def test_a_paragraph_reads_as_if_the_caption_had_never_been_pasted_into_it() -> None:
    text = column("paragraphs", "text")["p2"]
    assert text.endswith("»». Так росло благосостояние нашей «образцовой» деревни.")


def test_a_paragraph_reads_corrected_and_without_marks_page_numbers_and_footnotes() -> None:
    text = column("paragraphs", "text")["p3"]
    assert text == "По словам В.Гречихиной, сад «лучший в мире», а яблони стоят стоят в цвету."


def test_a_paragraph_knows_division_section_and_words() -> None:
    assert column("paragraphs", "division") == {"p1": "front", "p2": "body", "p3": "body", "p4": "body", "p5": "body"}
    assert column("paragraphs", "section") == {"p1": None, "p2": "Яблони", "p3": "Яблони", "p4": None, "p5": None}
    assert column("paragraphs", "words")["p3"] == 14


def test_the_section_is_the_nearest_head_above_not_that_of_a_figure() -> None:
    found = tables_of(
        "<body><head>Сад</head><div><figure><head>Вид</head></figure><p>Раз</p><div><head>Дом</head><p>Два</p></div>"
        "</div></body>"
    )
    assert [row["section"] for row in found["paragraphs"]] == ["Сад", "Дом"]


# quotations


def test_an_interrupted_quotation_is_one_row_without_the_words_of_the_narrator() -> None:
    quotation = by_id("quotations")["q1"]
    source = garden()["documents"][0]["text"]
    assert quotation["text"] == "Сад растёт долго и «торопить его нельзя»"
    assert (quotation["parts"], quotation["words"]) == (2, 7)
    whole = "«Сад растёт долго, – писал Лозин, – и «торопить его нельзя»»"
    assert source[quotation["start"] : quotation["end"]] == whole
    assert "q1.2" not in by_id("quotations")


def test_every_part_of_a_quotation_is_a_row() -> None:
    parts = [(bare(row["quotation_id"]), row["text"]) for row in garden()["quotation_parts"]][:3]
    assert parts == [("q1", "Сад растёт долго"), ("q1", "и «торопить его нельзя»"), ("q2", "торопить его нельзя")]


def test_the_parts_of_a_quotation_joined_are_its_text() -> None:
    for quotation in garden()["quotations"]:
        of = [row["text"] for row in garden()["quotation_parts"] if row["quotation_id"] == quotation["quotation_id"]]
        assert (" ".join(of), len(of)) == (quotation["text"], quotation["parts"])


def test_a_quotation_inside_a_later_part_belongs_to_the_whole() -> None:
    assert {key: bare(parent) for key, parent in column("quotations", "parent_id").items() if parent} == {"q2": "q1"}


def test_a_quotation_knows_its_speaker_by_id_and_name() -> None:
    named = {key: (bare(row["speaker_id"]), row["speaker_name"]) for key, row in by_id("quotations").items()}
    assert named["q1"] == ("per1", "Пётр Саввич Лозин")
    assert named["q4"] == ("grp1", "такие люди")
    assert named["q5"] == ("org2", "Устав")
    assert named["q8"] == (None, None)


def test_a_quotation_knows_the_words_that_gave_it_away() -> None:
    source = garden()["documents"][0]["text"]
    cues = {key: row for key, row in by_id("quotations").items() if row["cue"]}
    assert {key: row["cue"] for key, row in cues.items()} == {"q1": "писал", "q4": "кричат", "q5": "гласит"}
    assert all(source[row["cue_start"] : row["cue_end"]] == row["cue"] for row in cues.values())


def test_the_rule_is_editor_where_a_person_is_responsible() -> None:
    assert column("quotations", "rule") == {
        "q1": "inquit", "q2": "editor", "q3": "according-to", "q4": "inquit", "q5": "introduced", "q6": "introduced",
        "q7": "introduced", "q8": None,
    }  # fmt: skip
    assert column("quotations", "certainty")["q4"] == "medium"


def test_program_and_person_together_are_an_editor() -> None:
    found = tables_of('<body><p><q type="quotation" ana="#inquit" resp="#tei-export #reader">«Да»</q></p></body>')
    assert found["quotations"][0]["rule"] == "editor"


def test_the_note_of_a_quotation_is_the_one_whose_mark_closes_it() -> None:
    assert {key: bare(note) for key, note in column("quotations", "note_id").items() if note} == {
        "q1": "n1",
        "q3": "n2",
    }


def test_the_citation_is_the_first_in_this_file() -> None:
    assert {key: bare(one) for key, one in column("quotations", "citation_id").items() if one} == {
        "q1": "c1", "q5": "c4",
    }  # fmt: skip


def test_parts_tied_in_one_direction_only_are_still_one_quotation() -> None:
    first, second = (
        '<q type="quotation" xml:id="q1"{}>«Да</q>, – сказал он, – ',
        '<q type="quotation" xml:id="q2"{}>нет»</q>',
    )
    for ties in ((' next="#q2"', ""), ("", ' prev="#q1"')):
        found = tables_of("<body><p>" + first.format(ties[0]) + second.format(ties[1]) + "</p></body>")
        assert [(row["text"], row["parts"]) for row in found["quotations"]] == [("Да нет", 2)]


def test_parts_tied_in_a_circle_or_to_nothing_do_no_harm() -> None:
    found = tables_of(
        '<body><p><q xml:id="q1" prev="#q2" next="#q2">а</q> <q xml:id="q2" prev="#q1" next="#q1">б</q>'
        ' <q xml:id="q3" prev="#q9">в</q></p></body>'
    )
    assert [row["text"] for row in found["quotations"]] == ["а б", "в"]


def test_a_note_mark_that_points_to_a_later_part_closes_the_whole() -> None:
    found = tables_of(
        '<body><p><q xml:id="q1" next="#q2">«Да</q>, – <q xml:id="q2" prev="#q1">нет»</q>'
        '<ref type="note" target="#n1" corresp="#q2">1</ref></p><note xml:id="n1">Так.</note></body>'
    )
    assert found["note_refs"][0]["quotation_id"] == found["quotations"][0]["quotation_id"] == "other#q1"
    assert found["quotations"][0]["note_id"] == "other#n1"


# speakers and persons


def test_speakers_are_those_who_are_quoted_each_with_how_often_and_how_much() -> None:
    counted = {key: (row["kind"], row["quotations"], row["words"]) for key, row in by_id("speakers").items()}
    assert counted == {
        "per1": ("person", 1, 7),
        "per2": ("person", 2, 6),
        "grp1": ("unnamed", 1, 1),
        "grp2": ("group", 1, 1),
        "org1": ("organisation", 1, 2),
        "org2": ("work", 1, 2),
    }


def test_a_work_without_a_name_is_unnamed() -> None:
    org = '<org xml:id="org1" role="work unnamed"><orgName>одна листовка</orgName></org>'
    found = tables_of(
        '<body><p><q who="#org1">«Да»</q></p></body>',
        f"<profileDesc><particDesc><listOrg>{org}</listOrg></particDesc></profileDesc>",
    )
    assert [(row["name"], row["kind"]) for row in found["speakers"]] == [("одна листовка", "unnamed")]


def test_persons_are_all_persons_with_their_mentions_counted() -> None:
    assert column("persons", "mentions") == {"per1": 3, "per2": 1, "per3": 0}
    assert {key: (row["surname"], row["forename"], row["patronym"]) for key, row in by_id("persons").items()} == {
        "per1": ("Лозин", "Пётр", "Саввич"),
        "per2": ("Гречихина", "Вера", None),
        "per3": (None, None, None),
    }
    assert column("persons", "name") == {"per1": "Пётр Саввич Лозин", "per2": "Вера Гречихина", "per3": "Клёнов"}
    assert column("persons", "authority")["per1"] == "https://example.org/lozin"


def test_parts_of_a_name_may_stand_in_a_name_of_their_own() -> None:
    person = (
        '<person xml:id="per1"><persName>Лозин старший</persName>'
        '<persName type="parts"><surname>Лозин</surname></persName></person>'
    )
    header = f"<profileDesc><particDesc><listPerson>{person}</listPerson></particDesc></profileDesc>"
    (row,) = tables_of("<body><p>Сад</p></body>", header)["persons"]
    assert (row["name"], row["surname"]) == ("Лозин старший", "Лозин")


def test_a_mention_knows_where_it_stands() -> None:
    where = {key: (bare(row["paragraph_id"]), bare(row["note_id"])) for key, row in by_id("mentions").items()}
    assert where == {"m1": ("p2", None), "m2": ("p3", None), "m3": ("p3", "n5"), "m4": (None, "n1")}


def test_a_mention_of_a_group_or_of_nobody_is_a_row_without_a_person() -> None:
    group = '<personGrp xml:id="g1"><p>Все</p></personGrp>'
    header = f"<profileDesc><particDesc><listPerson>{group}</listPerson></particDesc></profileDesc>"
    found = tables_of('<body><p><persName ref="#g1">Все</persName> и <persName>кто-то</persName></p></body>', header)
    assert [row["person_id"] for row in found["mentions"]] == [None, None]


# notes and citations


def test_notes_have_label_place_kind_and_a_text_without_label() -> None:
    assert column("notes", "label") == {"n5": "*", "n1": "[1]", "n2": "[2]", "n3": "[3]", "n4": "[4]", "n6": "[6]"}
    assert set(column("notes", "place").items()) >= {("n5", "foot"), ("n1", "end")}
    assert column("notes", "kind") == {
        "n5": "comment", "n1": "citation", "n2": "ibid", "n3": "ibid", "n4": "citation", "n6": "comment",
    }  # fmt: skip
    assert column("notes", "text")["n2"] == "Там же, с. 20."


def test_the_antecedent_of_an_ibid_is_the_note_before_it_in_the_chain() -> None:
    assert {key: bare(note) for key, note in column("notes", "antecedent_id").items() if note} == {
        "n2": "n1",
        "n3": "n2",
    }


def test_several_marks_may_lead_to_one_note_and_a_mark_to_none() -> None:
    assert {key: bare(note) for key, note in column("note_refs", "note_id").items()} == {
        "r1": "n1", "r2": "n2", "r3": "n2", "r4": None,
    }  # fmt: skip
    assert {key: bare(one) for key, one in column("note_refs", "quotation_id").items() if one} == {
        "r1": "q1",
        "r3": "q3",
    }


def test_a_citation_has_its_fields() -> None:
    citation = by_id("citations")["c1"]
    assert {name: citation[name] for name in ("author", "title", "container", "volume", "issue", "pages")} == {
        "author": "Пётр Саввич Лозин; Гречихина В.И.",
        "title": "Прививка",
        "container": "Сад зимой",
        "volume": "2",
        "issue": "№ 4",
        "pages": "17–19",
    }
    assert (citation["place"], citation["publisher"], citation["date"]) == ("М.; Л.", "Лист", "1969")
    assert (citation["editor"], citation["inherited"]) == (None, None)


def test_an_ibid_takes_over_what_it_does_not_state_and_its_own_page_overrides() -> None:
    citation = by_id("citations")["c2"]
    assert (citation["title"], citation["pages"]) == ("Прививка", "с. 20")
    assert citation["inherited"] == "author title container volume issue place publisher date"


def test_an_ibid_of_an_ibid_takes_over_through_the_chain_but_no_page_of_another_volume() -> None:
    citation = by_id("citations")["c3"]
    assert (citation["author"], citation["volume"]) == ("Пётр Саввич Лозин; Гречихина В.И.", "Т. 3")
    assert (citation["issue"], citation["pages"]) == (None, None)
    assert citation["inherited"] == "author title container place publisher date"


def test_a_bare_ibid_takes_over_the_page_as_well() -> None:
    found = tables_of(
        '<body><p><bibl xml:id="c1"><title>Сад</title>, <citedRange unit="page">с. 5</citedRange></bibl>'
        ' <bibl type="ibid" corresp="#c1">Там же</bibl></p></body>'
    )
    assert (found["citations"][1]["pages"], found["citations"][1]["inherited"]) == ("с. 5", "title pages")


def test_ibids_that_repeat_each_other_take_over_nothing_and_do_no_harm() -> None:
    found = tables_of(
        '<body><p><bibl xml:id="c1" type="ibid" corresp="#c2">Там же</bibl>'
        ' <bibl xml:id="c2" type="ibid" corresp="#c1">Там же</bibl></p></body>'
    )
    assert [row["inherited"] for row in found["citations"]] == [None, None]


@pytest.mark.parametrize(
    ("titles", "title", "container"),
    [
        (["m"], "0", None),
        (["a"], "0", None),
        (["a", "j"], "0", "1"),
        (["a", "s", "m"], "0", "2"),
        (["m", "m"], "0", "1"),
        (["j", "a"], "1", "0"),
        (["a", "a"], "0", None),
        ([], None, None),
    ],
)
def test_the_last_holding_title_beside_the_work_is_its_container(
    titles: list[str], title: str | None, container: str | None
) -> None:
    content = " // ".join(f'<title level="{level}">{number}</title>' for number, level in enumerate(titles))
    (row,) = tables_of(f"<body><p><bibl>См. {content}</bibl></p></body>")["citations"]
    assert (row["title"], row["container"]) == (title, container)


def test_a_bibliography_stands_in_no_note() -> None:
    found = tables_of("<body><p>Сад</p></body><back><listBibl><bibl><title>Сад</title>. М.</bibl></listBibl></back>")
    assert [(row["note_id"], row["title"]) for row in found["citations"]] == [(None, "Сад")]
    assert found["blocks"][-1]["kind"] == "item"


# phrases and dates


def test_phrases_are_the_other_strings_in_marks() -> None:
    found = {key: (row["kind"], row["text"], row["rule"]) for key, row in by_id("phrases").items()}
    assert found == {
        "s1": ("title", "«Утренний сад»", "title-noun"),
        "s2": ("so_called", "«образцовой»", "distance"),
        "s3": ("name", "«Красным черенком»", "editor"),
        "s4": ("mentioned", "«привой»", "word-noun"),
        "s5": ("title", "«Ода саду»", "title-noun"),
    }
    assert bare(column("phrases", "note_id")["s5"]) == "n4"


def test_dates_are_points_or_stretches_of_time() -> None:
    found = {key: (row["when"], row["not_before"], row["not_after"]) for key, row in by_id("dates").items()}
    assert found == {"t1": ("1971-06-03", None, None), "t2": ("1969", None, None), "t3": (None, "1960", "1969")}
    stretch = tables_of('<body><p><date from="1970" to="1979">70-е</date></p></body>')["dates"]
    assert (stretch[0]["not_before"], stretch[0]["not_after"]) == ("1970", "1979")


# TEI that is not ours


FOREIGN = """
  <front><titlePage><docTitle><titlePart>Сады</titlePart></docTitle></titlePage></front>
  <body>
    <div>
      <head>Глава</head>
      <p>Он
         сказал: <said who="#ann">«Сад
         цвёл»</said><note place="bottom" n="1"><p>Так.</p></note>.</p>
      <fw>12</fw>
      <lg><l>Сад мой</l></lg>
    </div>
  </body>
"""


def test_tei_without_offsets_counts_in_its_own_string_value() -> None:
    found = tables_of(FOREIGN)
    (document,) = found["documents"]
    assert document["encoding"] is None
    assert document["text"].split() == ["Сады", "Глава", "Он", "сказал:", "«Сад", "цвёл»Так..", "12", "Сад", "мой"]
    for row in found["blocks"]:
        assert row["text"] == document["text"][row["start"] : row["end"]]
    assert [row["kind"] for row in found["blocks"]] == [
        "title", "heading", "paragraph", "paragraph", "navigation", "verse_line",
    ]  # fmt: skip


def test_tei_without_offsets_reads_without_the_layout_of_its_file() -> None:
    found = tables_of(FOREIGN)
    assert [row["text"] for row in found["paragraphs"]] == ["Он сказал: «Сад цвёл».", "Сад мой"]
    assert [row["text"] for row in found["quotations"]] == ["Сад цвёл"]
    assert [(row["place"], row["label"]) for row in found["notes"]] == [("foot", "1")]


def test_an_agent_who_is_nowhere_declared_is_known_by_what_points_to_them() -> None:
    found = tables_of(FOREIGN)
    assert (found["quotations"][0]["speaker_id"], found["quotations"][0]["speaker_name"]) == ("other#ann", "ann")
    assert [(row["speaker_id"], row["kind"], row["quotations"]) for row in found["speakers"]] == [
        ("other#ann", None, 1)
    ]


def test_a_text_without_anything_in_it_has_empty_tables() -> None:
    found = tables_of("<body><p>Сад.</p></body>")
    filled = {name for name, its in found.items() if its}
    assert filled == {"documents", "blocks", "paragraphs"}


def test_a_paragraph_without_offsets_among_others_with_them_has_no_place() -> None:
    found = tables_of('<body><p corresp="o.txt#char=0,3">Сад</p><p>и <date>1970</date></p></body>')
    assert [(row["text"], row["start"]) for row in found["paragraphs"]] == [("Сад", 0), ("и 1970", None)]
    assert [(row["text"], row["start"]) for row in found["dates"]] == [("1970", None)]

"""Every law of a document is checked, faults are gathered with their places, and doubts are warnings."""

import json
import re
from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from pipeline.check.faults import Lines, path_of
from pipeline.check.nodes import local
from pipeline.tables import rows
from pipeline.tei import encode, parse
from pipeline.text import Agent, Document, Span
from pipeline.write import write_spans, write_tables
from tests.strategies import documents, drawn

check = import_module("pipeline.check")  # the package has a verb of that name

DATA = Path(__file__).parent / "data"
GOOD = DATA / "check-good.xml"
SOURCE = (DATA / "check-good.txt").read_text(encoding="utf-8")

AGENTS = (Agent("per1", "person", "Пётр Зимин"), Agent("grp1", "group", "соседи"), Agent("org1", "work", "Устав"))
PART = "speaker=per1 source=c1 rule=inquit certainty=high"
PICTURE = (
    f"{{body#b1|{{paragraph#p1|{{quotation#q1 next=q1.2 {PART}|«Пиши}}, – {{cue#b2 of=q1|сказал "
    f"{{person_name#m1 person=per1|Зимин}}}}, – {{quotation#q1.2 prev=q1 {PART}|а правь утром»}}"
    "{note_ref#r1 target=n1 closes=q1|[1]}.}\n"
    "{paragraph#p2|Это {so_called#s1 rule=editor certainty=low|«утро»}{note_ref#r2 target=n2|[2]}.}}\n"
    "{back#b3|{notes#d1|{note#n1 n=1 place=end refs=r1|{note_label|[1]} "
    "{citation#c1|Гранка. {cited_title rule=citation|«Утро»}}}\n"
    "{note#n2 n=2 place=end refs=r2|{citation#c2 type=ibid repeats=c1|Там же}}}}\n"
)


def a_document(old: str = "", new: str = "") -> Document:
    """A lawful document, or the same with one thing changed in its picture."""
    assert old in PICTURE
    return drawn(PICTURE.replace(old, new, 1), agents=AGENTS)


def rules(document: Document) -> set[str]:
    return {fault.rule for fault in check.document(document)}


# ---- places ----


@pytest.mark.parametrize(
    ("offset", "place"), [(0, "a.txt:1:1 (0)"), (2, "a.txt:1:3 (2)"), (3, "a.txt:2:1 (3)"), (4, "a.txt:3:1 (4)")]
)
def test_an_offset_is_written_as_line_and_column_of_code_points(offset: int, place: str) -> None:
    assert Lines("😀а\n\nб").place("a.txt", offset) == place


def test_an_element_is_written_as_a_path_without_namespaces() -> None:
    root = etree.fromstring("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p/><p/></text></TEI>")
    assert [path_of(node) for node in root.iter()] == ["/TEI", "/TEI/text", "/TEI/text/p[1]", "/TEI/text/p[2]"]


def test_places_and_addresses_are_no_pointers() -> None:
    assert local("a.txt#char=0,9 #c1 https://example.org/#x") == ["c1"]


# ---- documents ----


def test_a_lawful_document_has_no_fault_and_no_warning() -> None:
    assert check.document(a_document()) == []
    assert check.warnings(a_document()) == []


SLOGAN = "so_called#s1 rule=editor certainty=low"
DAMAGES = (
    ("a speaker who is nowhere", "speaker=per1", "speaker=per9", {"pointer-resolves", "parts-agree"}),
    ("a note for a speaker", "prev=q1 speaker=per1", "prev=q1 speaker=n1", {"speaker-is-agent", "parts-agree"}),
    ("a group for a name", "person=per1", "person=grp1", {"name-is-person"}),
    ("a reference to a paragraph", "target=n2", "target=p1", {"ref-leads-to-note", "note-comes-back"}),
    ("a note without its way back", " refs=r2", "", {"ref-comes-back"}),
    ("a reference without its target", " target=n2", "", {"note-comes-back"}),
    ("a note that leads to a paragraph", "refs=r2", "refs=p1", {"note-leads-to-ref", "ref-comes-back"}),
    ("a reference that closes a note", "closes=q1", "closes=n1", {"closes-is-in-marks"}),
    ("a cue of a paragraph", "of=q1", "of=p1", {"cue-is-in-marks"}),
    ("a cue of nothing", " of=q1", "", {"cue-has-string"}),
    ("a source that is a note", "source=c1", "source=n1", {"source-is-citation", "parts-agree"}),
    ("a part without the next", " next=q1.2", "", {"prev-comes-back"}),
    ("a part without the one before", " prev=q1", "", {"next-comes-back"}),
    ("a next part that is a slogan", "next=q1.2", "next=s1", {"next-is-quotation", "prev-comes-back"}),
    ("a part of another kind", "{quotation#q1.2", "{block_quotation#q1.2", {"parts-agree"}),
    ("an ibid of a note", "repeats=c1", "repeats=n1", {"repeats-is-citation"}),
    ("an ibid of itself", "repeats=c1", "repeats=c2", {"repeats-goes-back"}),
    ("a reason that is no rule", "rule=editor", "rule=guess", {"reason-is-category"}),
    ("a slogan without a reason", "rule=editor ", "", {"marks-have-reason"}),
    ("a slogan without certainty", " certainty=low", "", {"marks-have-certainty"}),
    ("a cited title in marks without a reason", " rule=citation", "", {"marks-have-reason"}),
    ("a cited title that is not cited", SLOGAN, "cited_title#s1 rule=editor", {"marks-have-certainty"}),
    ("words outside of all blocks", "{back#b3|", "вне {back#b3|", {"outside-is-blank"}),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_damage_to_a_document_is_found(old: str, new: str, expected: set[str]) -> None:
    assert rules(a_document(old, new)) == expected


def test_all_faults_are_gathered_each_with_its_place_and_a_sentence() -> None:
    found = check.document(a_document("target=n2", "target=n9"))
    assert [(fault.where, fault.rule) for fault in found] == [
        ("drawn.txt:2:11 (54)", "pointer-resolves"),
        ("drawn.txt:4:1 (78)", "note-comes-back"),
    ]
    assert all(fault.said.endswith(".") and len(fault.said.split()) > 5 for fault in found)
    assert "n9" in found[0].said
    assert "target" in found[0].said


def test_broken_laws_of_spans_are_faults_too() -> None:
    crossing = (Span(0, 5, "paragraph", "p1"), Span(3, 9, "paragraph", "p1"), Span(9, 99, "paragraph"))
    said = [
        fault.said
        for fault in check.document(Document("a", "Да и нет.", spans=crossing))
        if fault.rule == "spans-lawful"
    ]
    assert len(said) == 3
    assert any("twice" in one for one in said)
    assert any("crosses" in one for one in said)


def test_citations_of_a_numbered_bibliography_hold_their_text_themselves() -> None:
    listed = "{back|{bibliography|{bibliography_list|{citation#c1|Гранка}\n{citation#c2|Верстка}}}}"
    assert rules(drawn("{body|{paragraph#p1|Да}}\n" + listed)) == set()


def test_white_space_of_any_kind_may_stand_outside_of_blocks() -> None:
    assert rules(drawn("\u00a0\u2028{body|{paragraph#p1|Да}\u3000{paragraph#p2|Нет}}\u200a")) == set()


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_a_document_and_its_tei_break_the_same_rules_as_often(document: Document) -> None:
    """One set of rules for both; only who is responsible, and what that leads to, is said in TEI alone."""
    own = Counter(fault.rule for fault in check.document(document))
    encoded = Counter(fault.rule for fault in check.tei(parse(encode(document)), "x.xml", document.text))
    for rule in ("pointer-resolves", "resp-is-declared", "marks-have-responsible", "reason-is-category", "parts-agree"):
        del own[rule], encoded[rule]
    assert own == encoded


# ---- TEI ----


def of_tei(old: str = "", new: str = "", text: str | None = SOURCE) -> list[Any]:
    data = GOOD.read_text(encoding="utf-8")
    assert old in data
    found: list[Any] = check.tei(parse(data.replace(old, new, 1).encode()), "out/tei/x.xml", text)
    return found


def test_a_fault_of_tei_has_the_file_the_line_and_the_path_of_the_element() -> None:
    (fault,) = of_tei('who="#grp1"', 'who="#n1"')
    assert re.fullmatch(r"out/tei/x\.xml:\d+:/TEI/text/body/div/p\[2\]/q", fault.where)
    assert fault.said == "quotation q3 points to note n1 with @who, where a person, a group or a body is meant."


def test_what_the_grammar_forbids_is_a_fault_with_its_place() -> None:
    found = of_tei("<row>", "<row><p/>")
    assert {fault.rule for fault in found} == {"tei.rng"}
    assert any("/TEI/text/body/div/table" in fault.where for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ('who="#grp1"', 'who="https://example.org/1"', "/p[2]/q", '<q> cannot have who="https://example.org/1"'),
        ('xml:id="t1" when="1961-04"', 'xml:id="t1" when="1961-13"', "/date", '<date> cannot have when="1961-13"'),
        ("<date xml:id", '<date calendar="x" xml:id', "/date", '<date> cannot have calendar="x"'),
        ('type="quotation" ', "", "/p[1]/q[1]", "<q> lacks @type"),
        ('type="quotation" who="#grp1"', 'type="remark" who="#grp1"', "/p[2]/q", '<q> cannot have type="remark"'),
        (' corresp="check-good.txt#char=0,19"', "", "/titlePart", "<titlePart> lacks @corresp"),
        ("#char=0,19", "#char=0-19", "/titlePart", '<titlePart> cannot have corresp="check-good.txt#char=0-19"'),
        ("<row>", "<row><strange/>", "/row/strange", "There is no <strange> here"),
        ("<row>", "<row><p/>", "/row", "Did not expect element p there"),
    ],
)
def test_what_the_grammar_forbids_is_told_by_element_and_attribute(old: str, new: str, path: str, said: str) -> None:
    fault = next(one for one in of_tei(old, new) if one.rule == "tei.rng")
    assert fault.where.endswith(path)
    assert fault.said == f"{said}; the grammar schemas/tei.rng says what may stand there."


def test_of_an_id_given_twice_the_grammar_says_nothing_but_still_what_else_is_wrong() -> None:
    assert [fault.rule for fault in of_tei('xml:id="s4"', 'xml:id="s3"')] == ["id-unique"]
    grammar, ids = of_tei('xml:id="s4" ana', 'xml:id="s3" calendar="x" ana')
    assert (grammar.where.rpartition("/")[2], grammar.said.split(";")[0]) == (
        "mentioned",
        '<mentioned> cannot have calendar="x"',
    )
    assert (ids.rule, ids.where) == ("id-unique", grammar.where)


def test_an_altered_word_breaks_the_law_of_the_text() -> None:
    (fault,) = of_tei("Записки наборщика", "Записки наборщицы")
    assert (fault.rule, fault.where.split(":")[2]) == ("place-is-text", "/TEI/text/front/titlePage/byline")
    assert "“ка”" in fault.said.replace("“а”", "“ка”")


def test_a_fault_of_the_text_is_one_line_and_says_what_to_do() -> None:
    (fault,) = of_tei("Записки наборщика", "Записки наборщика\n\n– Да.")
    assert fault.said == (
        "After 17 characters the block has “⏎⏎– Да.” and the source “”; put back what the source has, and give what"
        " you read as a reading (choice, sic, corr)."
    )


def test_text_that_no_block_holds_is_told_once_by_the_element_around_it() -> None:
    found = of_tei("</table>", "</table><p>Снова <hi>дождь</hi> и <hi>снег</hi>.</p>")
    assert [fault.where.rpartition("/")[2] for fault in found if fault.rule == "outside-is-blank"] == ["p[4]"]


def test_a_source_that_was_changed_is_told_once_and_where_it_was() -> None:
    first, moved = check.tei(parse(GOOD.read_bytes()), "x.xml", SOURCE.replace("наборщика", "наборщицы!", 1))
    assert (first.where.rpartition("/")[2], first.said.startswith("After 15 characters")) == ("byline", True)
    assert (moved.where, moved.said.partition("; ")[0]) == (
        "x.xml:98:/TEI/text",
        "21 of 23 blocks begin otherwise than check-good.txt does at their places",
    )


def test_a_file_of_another_name_is_told_once() -> None:
    (fault,) = of_tei('<idno type="doc_id">check-good<', '<idno type="doc_id">other<')
    assert fault.said == "The places are in check-good.txt, but the file is of other; make the doc_id check-good again."


def test_without_the_text_a_word_more_is_found_by_its_length() -> None:
    assert [fault.rule for fault in of_tei("Записки наборщика", "Записки", text=None)] == ["place-is-text"]
    assert of_tei("Записки наборщика", "Записки наборщицы"[:-1] + "ы", text=None) == []


def test_an_alteration_inside_a_nested_block_is_found_in_all_blocks_around_it() -> None:
    found = of_tei("Касса с литерами", "Касса с буквами!")
    assert [fault.where.rpartition("/")[2] for fault in found] == ["head", "p[2]"]


def test_what_an_editor_added_is_no_part_of_the_text() -> None:
    assert of_tei('<corr resp="#lv">решила</corr>', '<corr resp="#lv">решилась</corr>') == []
    assert of_tei("Так в рукописи.", "Так и в черновой рукописи.") == []
    assert {fault.rule for fault in of_tei("<sic>ришила</sic>", "<sic>решила</sic>")} == {"place-is-text"}


def test_an_editor_may_break_lines_between_the_two_readings_of_a_choice() -> None:
    assert of_tei("</sic><corr", "</sic>\n  <corr") == []


def test_comments_and_processing_instructions_are_no_text_but_what_follows_them_is() -> None:
    assert of_tei("Записки наборщика", "Записки<!-- вот --> на<?x y?>борщика") == []


def test_a_tei_without_text_is_a_fault_of_the_grammar_and_no_error() -> None:
    root = etree.fromstring("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>")
    assert {fault.rule for fault in check.tei(root, "x.xml")} == {"tei.rng"}


# ---- files of spans ----


def test_spans_as_they_are_written_keep_their_schema(tmp_path: Path) -> None:
    write_spans(a_document(), tmp_path / "a.json")
    assert check.spans(tmp_path / "a.json") == []
    assert check.spans(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))) == []


def spoiled(tmp_path: Path, **changes: object) -> list[tuple[str, str]]:
    write_spans(replace(a_document(), id="a"), tmp_path / "a.json")
    value = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    value["spans"][1].update(changes)
    return [(fault.where, fault.rule) for fault in check.spans(value)]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"kind": "chapter"}, "kind"),
        ({"start": -1}, "start"),
        ({"start": "0"}, "start"),
        ({"id": "первый"}, "id"),
        ({"attrs": {"speaker": "#per1"}}, "attrs/speaker"),
        ({"attrs": {"certainty": "sure"}}, "attrs/certainty"),
        ({"attrs": {"when": "вчера"}}, "attrs/when"),
    ],
)
def test_a_span_that_breaks_the_schema_is_a_fault_with_its_json_pointer(
    tmp_path: Path, changes: dict[str, object], place: str
) -> None:
    assert spoiled(tmp_path, **changes) == [(f"a:/spans/1/{place}", "document.schema.json")]


def test_half_a_surrogate_pair_is_a_fault_and_no_error(tmp_path: Path) -> None:
    assert spoiled(tmp_path, attrs={"rule": "\ud83d"}) == [("a", "document.schema.json")]


def test_a_fault_of_a_span_says_what_was_expected() -> None:
    faults = check.spans({"id": "a", "sha256": "0" * 64, "chars": 0, "meta": {}, "agents": [], "spans": []})
    assert ("a:/chars", "0 is less than the minimum of 1.") in [(fault.where, fault.said) for fault in faults]


def test_a_file_that_is_no_json_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    assert [fault.rule for fault in check.spans(tmp_path / "a.json")] == ["spans-readable"]
    assert [fault.rule for fault in check.spans(tmp_path / "b.json")] == ["spans-readable"]


# ---- tables ----


def tables_of(folder: Path, spoil: tuple[str, int, dict[str, Any]] | None = None) -> set[str]:
    """The rules that the tables of the good file break, after a row of one of them was changed."""
    found = rows(parse(GOOD), SOURCE)
    if spoil:
        name, number, changes = spoil
        found[name][number].update(changes)
    write_tables([found], folder)
    return {fault.rule for fault in check.tables(folder)}


def test_the_tables_of_a_good_file_have_no_fault(tmp_path: Path) -> None:
    assert tables_of(tmp_path) == set()


@pytest.mark.parametrize(
    ("table", "changes", "expected"),
    [
        ("quotations", {"speaker_id": "check-good#per9"}, {"foreign-key"}),
        ("mentions", {"mention_id": "check-good#m2"}, {"primary-key"}),
        ("blocks", {"text": "Другое"}, {"text-is-slice"}),
        ("quotations", {"cue": "молчал"}, {"text-is-slice"}),
        ("phrases", {"end": 9999}, {"offsets", "text-is-slice"}),
        ("documents", {"chars": 900}, {"chars"}),
        ("dates", {"start": 30, "end": 20}, {"offsets", "text-is-slice"}),
    ],
)
def test_a_spoiled_row_is_found(tmp_path: Path, table: str, changes: dict[str, Any], expected: set[str]) -> None:
    assert tables_of(tmp_path, (table, 0, changes)) == expected


def test_a_fault_of_a_table_names_file_and_column_and_the_value(tmp_path: Path) -> None:
    tables_of(tmp_path, ("quotations", 0, {"speaker_id": "check-good#per9"}))
    (fault,) = check.tables(tmp_path)
    assert fault.where == f"{tmp_path}/quotations.parquet:speaker_id"
    assert "check-good#per9" in fault.said


def test_a_missing_table_is_a_fault_for_each_of_its_files(tmp_path: Path) -> None:
    tables_of(tmp_path)
    (tmp_path / "dates.parquet").unlink()
    (tmp_path / "notes.json").write_text("[", encoding="utf-8")
    faults = [fault for fault in check.tables(tmp_path) if fault.rule == "table-readable"]
    assert {Path(fault.where).name for fault in faults} == {"dates.parquet", "notes.json"}


def test_a_table_with_other_columns_is_a_fault(tmp_path: Path) -> None:
    tables_of(tmp_path)
    pq.write_table(pq.read_table(tmp_path / "dates.parquet").drop_columns(["when"]), tmp_path / "dates.parquet")
    assert [fault.rule for fault in check.tables(tmp_path)] == ["table-schema"]


def test_json_that_breaks_its_schema_and_is_unlike_its_parquet_is_found(tmp_path: Path) -> None:
    tables_of(tmp_path)
    value = json.loads((tmp_path / "notes.json").read_text(encoding="utf-8"))
    value[1]["place"] = "margin"
    (tmp_path / "notes.json").write_text(json.dumps(value), encoding="utf-8")
    assert [(fault.where.rpartition("/notes.json")[2], fault.rule) for fault in check.tables(tmp_path)] == [
        (":/1/place", "notes.schema.json"),
        ("", "json-is-parquet"),
    ]


@pytest.mark.parametrize("value", ["5", "null", '"rows"', '{"rows": 1}', "[5]", "[[]]"])
def test_json_that_is_no_array_of_rows_is_a_fault_and_no_error(tmp_path: Path, value: str) -> None:
    tables_of(tmp_path)
    (tmp_path / "notes.json").write_text(value, encoding="utf-8")
    assert [fault.rule for fault in check.tables(tmp_path)] == ["notes.schema.json", "json-is-parquet"]


@pytest.mark.parametrize("indent", [None, 1])
def test_json_that_is_laid_out_otherwise_says_the_same(tmp_path: Path, indent: int | None) -> None:
    tables_of(tmp_path)
    for file in tmp_path.glob("*.json"):
        file.write_text(json.dumps(json.loads(file.read_bytes()), indent=indent), encoding="utf-8")
    assert check.tables(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (r"\A\[\n", "", "table-readable"),
        (r"\]\n\Z", "", "table-readable"),
        (r"\}\n\]\n\Z", "", "table-readable"),
        (r"\]\n\Z", "]\n]\n", "table-readable"),
        (r",\n", "\n", "table-readable"),
        (r"\}\n\]", "},\n]", "table-readable"),
        (r"\n\{.*\},(?=\n)", "", "json-is-parquet"),
        (r"(\n\{.*\},)(?=\n)", r"\1\1", "json-is-parquet"),
        (r"(\n\{.*\})(?=\n\]\n\Z)", r"\1,\1", "json-is-parquet"),
        (r"\A(.|\n)*", "[]\n", "json-is-parquet"),
    ],
)
def test_a_line_of_json_that_was_spoiled_is_found(tmp_path: Path, old: str, new: str, rule: str) -> None:
    tables_of(tmp_path)
    said = (tmp_path / "notes.json").read_text(encoding="utf-8")
    (tmp_path / "notes.json").write_text(re.sub(old, new, said, count=1), encoding="utf-8")
    assert [fault.rule for fault in check.tables(tmp_path)] == [rule]


def in_parts(folder: Path) -> None:
    """Turn the tables of one document into those of a corpus of one part."""
    for path in [*folder.glob("*.parquet"), *folder.glob("*.json")]:
        if path.stem not in ("people", "datapackage"):
            data, place = path.read_bytes(), path
            path.unlink()
            if path.suffix == ".json":
                place = path.with_suffix(".jsonl")
                data = b"".join(json.dumps(row).encode() + b"\n" for row in json.loads(data))
            place.mkdir()
            (place / f"first+{place.suffix}").write_bytes(data)


def test_tables_in_parts_are_looked_at_part_by_part(tmp_path: Path) -> None:
    tables_of(tmp_path)
    in_parts(tmp_path)
    assert check.tables(tmp_path) == []
    lines = tmp_path / "notes.jsonl" / "first+.jsonl"
    lines.write_text(lines.read_text(encoding="utf-8").replace('"end"', '"margin"', 1), encoding="utf-8")
    (tmp_path / "dates.parquet" / "first+.parquet").unlink()
    assert [(fault.where.removeprefix(str(tmp_path)), fault.rule) for fault in check.tables(tmp_path)] == [
        ("/notes.jsonl/first+.jsonl:/0/place", "notes.schema.json"),
        ("/notes.jsonl/first+.jsonl", "json-is-parquet"),
        ("/dates.parquet/first+.parquet", "table-readable"),
    ]


# ---- warnings ----


def doubts(picture: str) -> list[tuple[str, str]]:
    return [(fault.where, fault.rule) for fault in check.warnings(drawn(picture))]


def test_a_mark_that_begins_or_ends_no_string_is_reported_with_its_place() -> None:
    found = check.warnings(drawn('{body|{paragraph#p1|Он сказал: «Пойдём.}\n{paragraph#p2|Мы пошли" и „пели.}}'))
    assert [(fault.where, fault.said.split(",")[0]) for fault in found] == [
        ("drawn.txt:1:12 (11)", "The mark « is never closed"),
        ("drawn.txt:2:9 (28)", 'The mark " is never opened'),
        ("drawn.txt:2:13 (32)", "The mark „ is never closed"),
    ]


def test_a_pair_of_marks_that_an_editor_took_for_nothing_is_no_doubt() -> None:
    assert doubts("{body|{paragraph#p1|Он „пел“ и «плясал».}}") == []


def test_marks_of_strings_of_titles_and_of_cited_titles_are_no_strays() -> None:
    inside = "{paragraph#p1|{quotation#q1|«Да {so_called#s1|„нет“}»} {citation#c1|{cited_title|“Гранка”}}}"
    assert doubts("{front|{title_page|{title_part|«Утро»}}}{body|{heading#h1|«Вечер»}" + inside + "}") == []


def test_a_mark_at_one_end_of_a_heading_alone_is_a_stray() -> None:
    assert doubts("{body|{heading#h1|«Вечер}}") == [("drawn.txt:1:1 (0)", "stray-mark")]


def test_a_mark_outside_of_blocks_or_in_two_nested_ones_is_reported_once_at_most() -> None:
    assert doubts("{body|{paragraph#p1|Да {figure|{caption#b1|У « моря}}}}") == [("drawn.txt:1:6 (5)", "stray-mark")]


def test_notes_and_references_without_each_other_are_reported() -> None:
    found = doubts("{body|{paragraph#p1|Да{note_ref#r1|[1]}}}{back|{notes|{note#n1 n=1 place=end|Нет}}}")
    assert found == [("drawn.txt:1:3 (2)", "ref-without-note"), ("drawn.txt:1:6 (5)", "note-without-ref")]


def test_a_note_within_the_line_needs_no_reference() -> None:
    assert doubts("{body|{paragraph#p1|Да {note#n1 place=inline|(прим.)}}}") == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1 2 3", []),
        ("1 3", ["note-number-gap"]),
        ("1 2 2 3", ["note-number-twice"]),
        ("1 2 1 2", []),
        ("* ** *", []),
        ("4 5", []),
        ("1 4 5 9", ["note-number-gap", "note-number-gap"]),
    ],
)
def test_numbers_that_are_left_out_or_come_twice_are_reported(numbers: str, expected: list[str]) -> None:
    notes = "\n".join(f"{{note#n{at} n={n} place=end refs=r{at}|Нет}}" for at, n in enumerate(numbers.split(), 1))
    refs = "".join(f"{{note_ref#r{at} target=n{at}|*}}" for at, _ in enumerate(numbers.split(), 1))
    found = doubts("{body|{paragraph#p1|Да" + refs + "}}{back|{notes|" + notes + "}}")
    assert [rule for _, rule in found] == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Сад и город, 1926, с. 5", ["citation-not-understood"]),
        ("Сад // Заря за 1926", ["citation-not-understood"]),
        ("Так было в 1926 году.", []),
        ("См. выше, с. 5.", []),
        ("{citation#c1|{cited_title|Сад}, 1926, {pages|с. 5}}", []),
    ],
)
def test_a_note_that_seems_to_cite_and_stayed_text_is_reported(note: str, expected: list[str]) -> None:
    ref = "{note_ref#r1 target=n1|[1]}"
    found = doubts("{body|{paragraph#p1|Да" + ref + "}}{back|{notes|{note#n1 n=1 place=end refs=r1|" + note + "}}}")
    assert [rule for _, rule in found] == expected


def test_warnings_come_in_the_order_of_the_text() -> None:
    found = doubts("{body|{paragraph#p1|» Да{note_ref#r1|[1]} » Нет}}")
    assert [rule for _, rule in found] == ["stray-mark", "ref-without-note", "stray-mark"]


def test_a_block_that_was_taken_out_is_missed_where_the_source_is_known() -> None:
    text = "Раз.\n\nДва.\n\nТри.\n"
    spans = [
        Span(0, 16, "body"),
        Span(0, 4, "paragraph", "p1"),
        Span(6, 10, "paragraph", "p2"),
        Span(12, 16, "paragraph", "p3"),
    ]
    for gone in ("p2", "p3"):
        root = parse(encode(Document("x", text).adding(spans)))
        lost = root.find(f".//{{*}}p[@{{http://www.w3.org/XML/1998/namespace}}id='{gone}']")
        assert lost is not None
        parent = lost.getparent()
        assert parent is not None
        parent.remove(lost)
        assert [fault.rule for fault in check.tei(root, "x.xml", text)] == ["source-is-held"]


def test_an_id_that_is_given_twice_in_a_file_is_named_and_not_called_ill_formed() -> None:
    data = encode(
        Document("x", "Раз.\nДва.").adding(
            [Span(0, 9, "body"), Span(0, 4, "paragraph", "p1"), Span(5, 9, "paragraph", "p2")]
        )
    )
    root = parse(data.replace(b'"p2"', b'"p1"'))
    assert "id-unique" in [fault.rule for fault in check.tei(root, "x.xml", "Раз.\nДва.")]


def test_of_a_sort_of_doubt_the_first_thousand_are_told_and_how_many_more_there_are() -> None:
    text = "Сад « дом. " * 1500
    document = Document("a", text).adding([Span(0, len(text), "body"), Span(0, len(text), "paragraph", "p1")])
    *first, last = [fault for fault in check.warnings(document) if fault.rule == "stray-mark"]
    assert len(first) == 1000
    assert last.where == "a.txt:1:11005 (11004)"
    assert last.said == "Here and after this there are 500 more of this sort."

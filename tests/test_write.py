"""Files: Parquet and JSON that say the same, a data package whose keys are checked, spans to look at."""

import copy
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import TeiExportError
from pipeline.meta import Meta
from pipeline.tables import OF_A_TEXT, TABLES, people, rows
from pipeline.tei import parse
from pipeline.text import Agent, Document, Span
from pipeline.write import arrow_schema, aside, write_spans, write_tables

GARDEN = Path(__file__).parent / "data" / "tables-garden.xml"
Rows = dict[str, list[dict[str, Any]]]


@cache
def _garden() -> Rows:
    return rows(parse(GARDEN), GARDEN.with_suffix(".txt").read_text(encoding="utf-8"))


@pytest.fixture
def garden() -> Rows:
    return copy.deepcopy(_garden())


def small(doc_id: str) -> Rows:
    header = f'<fileDesc><publicationStmt><idno type="doc_id">{doc_id}</idno></publicationStmt></fileDesc>'
    body = "<body><p>Сад.</p><p>Дом.</p></body>"
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader><text>{body}</text></TEI>'
    return rows(etree.fromstring(tei))


def validated(folder: Path) -> Any:
    """The report of frictionless, run from elsewhere: paths in the package are relative to it."""
    return Package(str(folder / "datapackage.json")).validate()


def faults(folder: Path) -> list[tuple[str, str]]:
    return [(task.name, error.type) for task in validated(folder).tasks for error in task.errors]


ERROR = {
    "doc_id": "spoilt", "ordinal": 1, "source_name": "spoilt.txt", "place": "texts/spoilt.txt", "rule": "refused",
    "said": "texts/spoilt.txt: is empty; there is nothing to encode.",
}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# tables


def test_every_table_is_written_twice_over_beside_the_data_package(garden: Rows, tmp_path: Path) -> None:
    written = write_tables([garden], tmp_path)
    expected = {f"{table.name}.{suffix}" for table in TABLES for suffix in ("parquet", "json")} | {"datapackage.json"}
    assert {path.name for path in written} == set(contents(tmp_path)) == expected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_parquet_and_json_give_back_the_very_rows(table: Any, garden: Rows, tmp_path: Path) -> None:
    garden |= {"people": list(people(garden["persons"])), "errors": [ERROR]}
    write_tables([garden], tmp_path, errors=[ERROR])
    assert pq.read_table(tmp_path / f"{table.name}.parquet").to_pylist() == garden[table.name]
    assert json.loads((tmp_path / f"{table.name}.json").read_text(encoding="utf-8")) == garden[table.name]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_arrow_types_are_those_declared(table: Any, garden: Rows, tmp_path: Path) -> None:
    write_tables([garden], tmp_path)
    stored = pq.read_schema(tmp_path / f"{table.name}.parquet")
    assert stored.names == [column.name for column in table.columns]
    for column in table.columns:
        field = stored.field(column.name)
        assert field.nullable == column.nullable
        if column.enum:
            assert pa.types.is_dictionary(field.type)
            assert field.type.value_type == pa.string()
        else:
            assert field.type == {"string": pa.string(), "integer": pa.int32()}[column.type]
    assert stored.equals(arrow_schema(table))


def test_parquet_is_compressed_with_zstd(garden: Rows, tmp_path: Path) -> None:
    write_tables([garden], tmp_path)
    group = pq.read_metadata(tmp_path / "documents.parquet").row_group(0)
    assert {group.column(number).compression for number in range(group.num_columns)} == {"ZSTD"}


def test_json_has_a_record_a_line_with_letters_as_they_are(garden: Rows, tmp_path: Path) -> None:
    write_tables([garden], tmp_path)
    first, *lines, last = (tmp_path / "notes.json").read_text(encoding="utf-8").splitlines()
    assert (first, last) == ("[", "]")
    assert [json.loads(line.rstrip(",")) for line in lines] == garden["notes"]
    assert "Там же" in lines[2]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_json_keeps_to_the_committed_schema(table: Any, garden: Rows, root: Path, tmp_path: Path) -> None:
    write_tables([garden], tmp_path)
    schema = json.loads((root / "schemas" / f"{table.name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((tmp_path / f"{table.name}.json").read_text(encoding="utf-8")), schema)


def test_pandas_reads_every_table_and_says_who_is_quoted_how_often(garden: Rows, tmp_path: Path) -> None:
    write_tables([garden], tmp_path)
    frames = {table.name: pd.read_parquet(tmp_path / f"{table.name}.parquet") for table in OF_A_TEXT}
    assert {name: len(frame) for name, frame in frames.items()} == {name: len(its) for name, its in garden.items()}
    merged = frames["quotations"].merge(frames["speakers"], on="speaker_id", suffixes=("", "_speaker"))
    assert merged.groupby("name")["words"].sum().to_dict()["Вера Гречихина"] == 6
    assert (merged.groupby("speaker_id").size() == merged.groupby("speaker_id")["quotations"].first()).all()


def test_two_runs_are_the_same_to_the_byte(garden: Rows, tmp_path: Path) -> None:
    write_tables([garden, small("a-1")], tmp_path / "one")
    write_tables([small("a-1"), garden], tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_documents_are_sorted_by_name_and_rows_keep_their_order(garden: Rows, tmp_path: Path) -> None:
    write_tables([small("z"), garden, small("a")], tmp_path)
    found = [(row["doc_id"], row["ordinal"]) for row in pq.read_table(tmp_path / "paragraphs.parquet").to_pylist()]
    assert found == sorted(found)
    assert {doc for doc, _ in found} == {"a", "tables-garden", "z"}


def test_two_documents_of_one_name_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(TeiExportError, match="two documents are called a,"):
        write_tables([small("a"), small("b"), small("a")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("name", "value"), [("kind", "rumour"), ("kind", None), ("text", None)])
def test_a_value_that_does_not_fit_its_column_is_refused(name: str, value: Any, garden: Rows, tmp_path: Path) -> None:
    garden["notes"][1][name] = value
    with pytest.raises(TeiExportError, match=rf"tables-garden: notes\.{name} cannot be {value!r}"):
        write_tables([garden], tmp_path)


def test_a_table_without_rows_is_an_empty_array_and_an_empty_parquet(tmp_path: Path) -> None:
    write_tables([small("a")], tmp_path)
    assert (tmp_path / "quotations.json").read_text(encoding="utf-8") == "[]\n"
    assert len(pd.read_parquet(tmp_path / "quotations.parquet")) == 0


# the data package


def test_frictionless_finds_the_tables_valid(garden: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tables([garden, small("a")], tmp_path)
    monkeypatch.chdir(os.sep)
    report = validated(tmp_path)
    assert report.valid
    assert not report.warnings
    assert {task.name: task.stats.get("rows") for task in report.tasks}["quotations"] == len(garden["quotations"])


def test_frictionless_finds_tables_of_a_text_without_anything_valid(tmp_path: Path) -> None:
    write_tables([small("a")], tmp_path)
    assert validated(tmp_path).valid


def test_frictionless_reports_every_link_that_leads_nowhere(garden: Rows, tmp_path: Path) -> None:
    play = parse(GARDEN.parent / "others" / "drama.xml")
    garden["turns"] = [{**row, "doc_id": "tables-garden"} for row in rows(play)["turns"]]
    links = {(table.name, link.column) for table in OF_A_TEXT for link in table.foreign_keys}
    for name, column in links:
        garden[name][-1][column] = f"{name}.{column}#nowhere"
    write_tables([garden], tmp_path)
    said = [(task.name, error.note) for task in validated(tmp_path).tasks for error in task.errors]
    for name, column in links:
        assert any(at == name and f"{name}.{column}#nowhere" in note for at, note in said), f"{name}.{column}"


def test_frictionless_reports_the_one_broken_link_and_nothing_else(garden: Rows, tmp_path: Path) -> None:
    garden["quotations"][0]["speaker_id"] = "tables-garden#nobody"
    write_tables([garden], tmp_path)
    assert faults(tmp_path) == [("quotations", "foreign-key")]


def test_frictionless_reports_a_key_given_twice(garden: Rows, tmp_path: Path) -> None:
    garden["phrases"][1]["phrase_id"] = garden["phrases"][0]["phrase_id"]
    write_tables([garden], tmp_path)
    assert ("phrases", "primary-key") in faults(tmp_path)


def test_frictionless_reports_a_word_outside_the_vocabulary(garden: Rows, tmp_path: Path) -> None:
    write_tables([garden], tmp_path)
    file = tmp_path / "speakers.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"group"', '"crowd"'), encoding="utf-8")
    assert faults(tmp_path) == [("speakers", "constraint-error")]


# writing aside


def broken_off(target: Path) -> None:
    with aside(target) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise InterruptedError


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    with pytest.raises(InterruptedError):
        broken_off(tmp_path / "a.json")
    assert contents(tmp_path) == {"a.json": b"old"}


def test_a_file_written_aside_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old", encoding="utf-8")
    with aside(target) as temporary:
        assert temporary.parent == tmp_path
        temporary.write_text("new", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "old"
    assert contents(tmp_path) == {"a.json": b"new"}


# spans


def document() -> Document:
    spans = (
        Span(0, 9, "body"),
        Span(0, 9, "paragraph", "p1"),
        Span(4, 9, "quotation", "q1", {"speaker": "per1", "certainty": "high"}),
    )
    return Document(
        "a", "Сад 𝔖«Да»", Meta(title="Сад"), spans, (Agent("per1", "person", "Лозин", variants=("Лозина",)),)
    )


def test_spans_are_written_with_all_that_is_known(tmp_path: Path) -> None:
    write_spans(document(), tmp_path / "spans" / "a.json")
    found = json.loads((tmp_path / "spans" / "a.json").read_text(encoding="utf-8"))
    assert list(found) == ["id", "sha256", "chars", "meta", "agents", "spans"]
    assert (found["id"], found["chars"], len(found["sha256"])) == ("a", 9, 64)
    assert found["meta"]["title"] == "Сад"
    assert list(found["meta"]) == list(Meta.__dataclass_fields__)
    assert found["agents"] == [
        {"id": "per1", "kind": "person", "name": "Лозин", "surname": "", "forename": "", "patronym": "", "named": True,
         "variants": ["Лозина"], "authority": ""}
    ]  # fmt: skip
    assert found["spans"][2] == {
        "start": 4, "end": 9, "kind": "quotation", "id": "q1", "attrs": {"certainty": "high", "speaker": "per1"},
    }  # fmt: skip


def test_a_span_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    write_spans(document(), tmp_path / "a.json")
    lines = (tmp_path / "a.json").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"start"')] == [
        {"start": span.start, "end": span.end, "kind": span.kind, "id": span.id, "attrs": dict(span.attrs)}
        for span in document().spans
    ]


def test_a_document_without_spans_and_agents_is_written_too(tmp_path: Path) -> None:
    write_spans(Document("a", ""), tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (found["spans"], found["agents"], found["chars"]) == ([], [], 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spans")


@given(st.dictionaries(st.sampled_from(["rule", "speaker", "next"]), st.text(max_size=5), max_size=3))
def test_the_order_in_which_something_became_known_does_not_show(folder: Path, attrs: dict[str, str]) -> None:
    for name, known in (("one", attrs), ("two", dict(reversed(attrs.items())))):
        write_spans(Document("a", "Сад", spans=(Span(0, 3, "paragraph", "p1", known),)), folder / name)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    assert json.loads((folder / "one").read_text(encoding="utf-8"))["spans"][0]["attrs"] == attrs

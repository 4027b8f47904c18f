"""The renderings of the declaration: schemas, descriptor, documentation."""

import json
from pathlib import Path

import jsonschema
import pytest

from pipeline.tables import TABLES, Column, ForeignKey, Table
from pipeline.write.datapackage import as_json, data_package, documentation, json_schema, main

TREES = Table(
    "trees",
    "One row for each tree.",
    (
        Column("tree_id", "The tree."),
        Column("kind", "What it is.", nullable=True, enum=("apple", "pear")),
        Column("height", "In metres.", "integer"),
        Column("parent_id", "The tree it was grafted from.", nullable=True),
    ),
    ("tree_id",),
    (ForeignKey("parent_id", "trees", "tree_id"),),
)
GOOD = {"tree_id": "a", "kind": None, "height": 3, "parent_id": None}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_the_committed_schema_is_the_generated_one(table: Table, root: Path) -> None:
    committed = (root / "schemas" / f"{table.name}.schema.json").read_text(encoding="utf-8")
    assert committed == as_json(json_schema(table))


def test_every_schema_is_written_by_the_script(tmp_path: Path) -> None:
    main(tmp_path / "schemas")
    names = {path.name for path in (tmp_path / "schemas").iterdir()}
    assert names == {f"{table.name}.schema.json" for table in TABLES}


def test_a_schema_is_itself_valid() -> None:
    for table in TABLES:
        jsonschema.Draft202012Validator.check_schema(json_schema(table))


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({}, True),
        ({"kind": "pear"}, True),
        ({"kind": "fir"}, False),
        ({"tree_id": None}, False),
        ({"tree_id": 4}, False),
        ({"height": "3"}, False),
        ({"height": -1}, False),
        ({"colour": "green"}, False),
    ],
)
def test_a_schema_allows_what_the_declaration_allows(changes: dict[str, object], allowed: bool) -> None:
    assert jsonschema.Draft202012Validator(json_schema(TREES)).is_valid([GOOD | changes]) is allowed


def test_a_schema_needs_every_column() -> None:
    for name in GOOD:
        lacking = {key: value for key, value in GOOD.items() if key != name}
        assert not jsonschema.Draft202012Validator(json_schema(TREES)).is_valid([lacking])


def test_a_link_to_the_same_table_names_no_resource() -> None:
    resources = {resource["name"]: resource["schema"] for resource in data_package()["resources"]}
    assert {"fields": ["parent_id"], "reference": {"resource": "", "fields": ["quotation_id"]}} in resources[
        "quotations"
    ]["foreignKeys"]
    assert {"fields": ["note_id"], "reference": {"resource": "notes", "fields": ["note_id"]}} in resources[
        "quotations"
    ]["foreignKeys"]


def test_every_resource_is_a_table_over_its_json_file() -> None:
    for table, resource in zip(TABLES, data_package()["resources"], strict=True):
        assert (resource["type"], resource["path"], resource["format"]) == ("table", f"{table.name}.json", "json")
        assert resource["schema"]["primaryKey"] == list(table.primary_key)
        assert [field["description"] for field in resource["schema"]["fields"]] == [
            column.description for column in table.columns
        ]


def test_an_empty_table_is_a_heading_in_the_descriptor() -> None:
    notes = next(one for one in data_package({"notes"})["resources"] if one["name"] == "notes")
    assert "path" not in notes
    assert notes["data"] == [[field["name"] for field in notes["schema"]["fields"]]]


def test_the_descriptor_is_json_with_letters_as_they_are() -> None:
    assert json.loads(as_json(data_package())) == data_package()
    assert as_json({"a": "сад"}) == '{\n  "a": "сад"\n}\n'


def test_the_documentation_has_a_line_for_every_column() -> None:
    lines = documentation().splitlines()
    for table in TABLES:
        start = lines.index(f"### {table.name}")
        head = lines[start : start + 6 + len(table.columns)]
        assert head[2] == table.description
        for column, line in zip(table.columns, head[6:], strict=True):
            assert line.startswith(f"| `{column.name}` | {column.type}")
            assert column.description in line
            assert line.count("|") == 4
            assert all(f"`{word}`" in line for word in column.enum)


def test_the_documentation_says_where_links_lead() -> None:
    assert "→ `speakers.speaker_id`" in documentation()

"""Renderings of the declared tables: JSON Schema, Frictionless data package, documentation in Markdown.

`python -m pipeline.write.datapackage [folder]` writes `<table>.schema.json` for each table, by default into
`schemas/`. Nothing here says anything of a table that `tables.py` does not.
"""

import json
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipeline.tables import OF_ALL, TABLES, Column, ForeignKey, Table

Descriptor = dict[str, Any]
SCHEMAS = Path(__file__).parent.parent.parent / "schemas"


def json_schema(table: Table) -> Descriptor:
    """The JSON Schema (draft 2020-12) of a table's JSON file: an array of records with every column in each."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": table.description,
        "type": "array",
        "items": {
            "type": "object",
            "properties": {column.name: _property(column) for column in table.columns},
            "required": [column.name for column in table.columns],
            "additionalProperties": False,
        },
    }


class Source(NamedTuple):
    """A file that the tables were made of: its path from the folder they are in, and the SHA-256 of its bytes."""

    path: str
    sha256: str


def data_package(
    empty: Collection[str] = (), sources: Iterable[Source] = (), parts: Sequence[str] = (), hash_: str = ""
) -> Descriptor:
    """The descriptor of the folder of tables (Frictionless Data Package, version 1), over its JSON files.

    `empty` names the tables without a row: frictionless cannot read `[]` as a table, so their columns
    stand in the descriptor itself, as inline data of a heading alone. `parts` are what the parts are called that a
    table consists of in a corpus, in their order; `hash_` is what tells one state of them from another.
    """
    return {
        "profile": "tabular-data-package",
        "name": "tei-export-tables",
        "title": "Texts as tables: who is quoted, in which words, on what authority",
        **({"hash": hash_} if hash_ else {}),
        **({"sources": said} if (said := [_source(source) for source in sources]) else {}),
        "resources": [_resource(table, table.name in empty, parts) for table in TABLES],
    }


def documentation() -> str:
    """The tables and their columns in Markdown."""
    return "\n".join(line for table in TABLES for line in _documented(table))


def as_json(value: Descriptor) -> str:
    """JSON for people: indented, letters as they are, a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _property(column: Column) -> Descriptor:
    types = [column.type, "null"] if column.nullable else column.type
    property_: Descriptor = {"description": column.description, "type": types}
    if column.enum:
        property_["enum"] = [*column.enum, None] if column.nullable else [*column.enum]
    if column.type == "integer":
        property_["minimum"] = 0
    return property_


def _source(source: Source) -> Descriptor:
    return {"title": PurePosixPath(source.path).name, "path": source.path, "sha256": source.sha256}


def _resource(table: Table, empty: bool, parts: Sequence[str]) -> Descriptor:
    keys = [_foreign_key(table, key) for key in table.foreign_keys]
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "description": table.description,
        **({"data": [[column.name for column in table.columns]]} if empty else _files(table, parts)),
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "primaryKey": list(table.primary_key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _files(table: Table, parts: Sequence[str]) -> Descriptor:
    if not parts:
        return {"path": f"{table.name}.json", "format": "json", "mediatype": "application/json", "encoding": "utf-8"}
    file = f"{table.name}.jsonl"
    path = file if table.name == OF_ALL else [f"{file}/{part}.jsonl" for part in parts]
    return {"path": path, "format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8"}


def _field(table: Table, column: Column) -> Descriptor:
    constraints: Descriptor = {}
    if not column.nullable:
        constraints["required"] = True
    if table.primary_key == (column.name,):
        constraints["unique"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_key(table: Table, key: ForeignKey) -> Descriptor:
    resource = "" if key.table == table.name else key.table
    return {"fields": [key.column], "reference": {"resource": resource, "fields": [key.reference]}}


def _documented(table: Table) -> list[str]:
    links = {key.column: f"{key.table}.{key.reference}" for key in table.foreign_keys}
    head = [f"### {table.name}", "", table.description, "", "| column | type | meaning |", "|---|---|---|"]
    return [*head, *(_documented_column(column, table, links.get(column.name)) for column in table.columns), ""]


def _documented_column(column: Column, table: Table, link: str | None) -> str:
    type_ = f"{column.type}, may be null" if column.nullable else column.type
    key = " Key." if column.name in table.primary_key else ""
    vocabulary = f" One of: {', '.join(f'`{word}`' for word in column.enum)}." if column.enum else ""
    leads = f" → `{link}`" if link else ""
    return f"| `{column.name}` | {type_} | {column.description}{vocabulary}{key}{leads} |"


def main(folder: Path = SCHEMAS) -> None:
    """Write the JSON Schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        (folder / f"{table.name}.schema.json").write_text(as_json(json_schema(table)), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

"""Rows and spans → files: Parquet, JSON, the data package. Every file is written aside, then renamed.

What is in a column is decided in `tables.py`; here is only how it is stored. Two runs over the same rows
give the same bytes. Nothing here reads a file back.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import TeiExportError
from pipeline.tables import OF_A_TEXT, OF_ALL, TABLES, Column, Columns, Row, Table, people
from pipeline.text import Agent, Document, Span
from pipeline.write.arrays import choices, integers, strings
from pipeline.write.datapackage import Source, as_json, data_package
from pipeline.write.lines import AT_ONCE, Batch, as_array, as_lines, line

Rows = TypeVar("Rows", bound=Mapping[str, Sequence[Row]])
_PEOPLE, _ERRORS = (next(table for table in TABLES if table.name == name) for name in (OF_ALL, "errors"))


def write_tables(
    rows_per_document: list[Rows],
    out_dir: Path,
    sources: Iterable[Source] = (),
    errors: Sequence[Row] = (),
    part: str = "",
) -> list[Path]:
    """Write every table as `<table>.parquet` and `<table>.json`, and `datapackage.json`, into a folder.

    Takes what `tables.columns` or `tables.rows` gives for each document, and leaves the list empty, so that no table
    takes room when it is written; rows are sorted by `doc_id`, then as they come. `sources` are the files they were
    made of, `errors` the rows of the table of that name. Raises `TeiExportError` where two documents share a `doc_id`,
    or a value does not fit its column; returns the files.

    With `part` they are the part of a corpus that is called so: `<table>.parquet/<part>.parquet`, and in
    `<table>.jsonl/<part>.jsonl` a record a line without brackets and commas, so that parts can be read one after the
    other. What is made of all parts together, the table of people and `datapackage.json`, is not written.
    """
    documents = sorted(rows_per_document, key=_doc_id)
    _refuse_twins([_doc_id(document) for document in documents])
    out_dir.mkdir(parents=True, exist_ok=True)
    rows = {table.name: _together(table, [one[table.name] for one in documents]) for table in OF_A_TEXT}
    del documents
    rows_per_document.clear()
    rows[_ERRORS.name] = Columns(_ERRORS.names, errors)
    if part:
        return _write_each(rows, out_dir, part)
    rows[OF_ALL] = Columns(_PEOPLE.names, people(rows["persons"]))
    package = out_dir / "datapackage.json"
    empty = {name for name, found in rows.items() if not found}
    write_text(package, [as_json(data_package(empty, sources))])
    return [*_write_each(rows, out_dir), package]


def write_spans(document: Document, path: Path) -> None:
    """Write what was found in a text as JSON, a span a line, so that it can be seen before any XML is made.

    `{"id", "sha256" of the text in UTF-8, "chars", "meta": {...}, "agents": [...], "spans": [...]}`, a span being
    `{"start", "end", "kind", "id", "attrs"}`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, _spans(document))


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table: strings, closed vocabularies as dictionaries, `int32`."""
    return pa.schema([pa.field(column.name, _arrow_type(column), column.nullable) for column in table.columns])


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A temporary name in the same folder; renamed to `path` when the block ends well, removed when it does not."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _together(table: Table, several: Sequence[Sequence[Row]]) -> Columns:
    """The rows of a table, of one document after the other."""
    if len(several) == 1 and isinstance(several[0], Columns):
        return several[0]
    held = Columns(table.names)
    for rows in several:
        held.extend(rows)
    return held


def _doc_id(rows: Mapping[str, Sequence[Row]]) -> str:
    return str(rows["documents"][0]["doc_id"])


def _refuse_twins(doc_ids: list[str]) -> None:
    for one, other in pairwise(doc_ids):
        if one == other:
            raise TeiExportError(
                f"two documents are called {one}, and ids would no longer be unique. Rename one file (or its doc_id)."
            )


def _write_each(rows: dict[str, Columns], folder: Path, part: str = "") -> list[Path]:
    """Write one table after the other; what is written is taken out of the rows."""
    tables = [table for table in TABLES if table.name in rows]
    return [path for table in tables for path in _write_table(table, rows.pop(table.name), folder, part)]


def _write_table(table: Table, rows: Columns, folder: Path, part: str) -> list[Path]:
    parquet, records = folder / f"{table.name}.parquet", folder / f"{table.name}.json{'l' if part else ''}"
    if part:
        parquet, records = (_part(whole, part) for whole in (parquet, records))
    lines = rows.batches(AT_ONCE)
    write_text(records, as_lines(lines) if part else chain(as_array(lines), "\n"))
    arrow = arrow_table(table, rows)
    del lines, rows  # of long texts Parquet takes three times the room
    with aside(parquet) as temporary:
        pq.write_table(arrow, temporary, compression="zstd")
    return [parquet, records]


def _part(table: Path, name: str) -> Path:
    """Where a part of a table is written, in the folder called like the table, which is made."""
    table.mkdir(exist_ok=True)
    return table / f"{name}{table.suffix}"


def arrow_table(table: Table, rows: Columns) -> pa.Table:
    """Rows as Arrow. Raises `TeiExportError` where a value does not fit its column."""
    columns = [_array_of(table, column, rows) for column in table.columns]
    return pa.Table.from_arrays(columns, schema=arrow_schema(table))


def _array_of(table: Table, column: Column, rows: Columns) -> "pa.Array[Any]":
    values = rows.column(column.name)
    _refuse_misfits(table, column, rows, values)
    if column.enum:
        return choices(values, column.enum)
    return integers(values) if column.type == "integer" else strings(values)


def _refuse_misfits(table: Table, column: Column, rows: Columns, values: list[Any]) -> None:
    if (column.nullable or None not in values) and (not column.enum or {None, *column.enum}.issuperset(values)):
        return
    for row, value in zip(rows, values, strict=True):
        missing = value is None and not column.nullable
        if missing or (value is not None and column.enum and value not in column.enum):
            raise TeiExportError(
                f"{row['doc_id']}: {table.name}.{column.name} cannot be {value!r} (in {row}); see the table's schema"
                " for what it can be, and tei-export check for where the TEI says so."
            )


def _arrow_type(column: Column) -> pa.DataType:
    if column.enum:
        return pa.dictionary(pa.int8(), pa.string())
    return pa.int32() if column.type == "integer" else pa.string()


def _spans(document: Document) -> Iterator[str]:
    sha256 = hashlib.sha256(document.text.encode("utf-8")).hexdigest()
    head = {"id": document.id, "sha256": sha256, "chars": len(document.text), "meta": asdict(document.meta)}
    yield line(head)[:-1] + ',\n"agents": '
    yield from as_array(_batches(document.agents, Agent))
    yield ',\n"spans": '
    yield from as_array(map(_in_order, _batches(document.spans, Span)))
    yield "}\n"


def _batches(records: Sequence[Agent] | Sequence[Span], kind: type) -> Iterator[Batch]:
    """Records of one kind, by what each is, some thousands at a time."""
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        yield {field.name: [getattr(one, field.name) for one in some] for field in fields(kind)}


def _in_order(spans: Batch) -> Batch:
    """Spans with what each knows in the order of the alphabet."""
    return {**spans, "attrs": [dict(sorted(attrs.items())) for attrs in spans["attrs"]]}


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write a file of text in UTF-8, aside and then under its name."""
    with aside(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)

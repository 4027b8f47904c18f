"""A table's JSON: by its schema, and against the Parquet, some records at a time, for all at once take much room.

Only where that finds something wrong, or a file that is laid out otherwise than ours, the whole of it is looked at, for
the sentences.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa

from pipeline.check.faults import Fault
from pipeline.check.schemas import json_faults
from pipeline.json_schemas import compiled
from pipeline.tables import Table

_JSON = json.JSONDecoder()
_ROWS, _BYTES = 1_000, 1_000_000  # at once


def rows_of(table: pa.Table, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Columns row by row, some rows at a time, for as Python values they take much room."""
    batches = _batches(table.select(list(columns)))
    return (row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _batches(table: pa.Table) -> list[pa.RecordBatch]:
    """A table in pieces of a thousand rows, or of fewer where those have more than about a megabyte."""
    few = table.num_rows * _BYTES // max(1, table.nbytes)
    return table.to_batches(max_chunksize=max(1, min(_ROWS, few)))


def faults(path: Path, table: Table, parquet: pa.Table | Fault) -> Iterator[Fault]:
    """What is wrong with a table's JSON, and whether its rows are those of the Parquet, if that could be read."""
    if not isinstance(parquet, Fault) and _is_well(path, table.name, parquet):
        return
    try:
        rows = _loaded(path)
    except (OSError, ValueError) as error:
        yield Fault(str(path), "table-readable", f"The table cannot be read ({error}); export it again.")
        return
    yield from json_faults(rows, table.name, str(path))
    if not isinstance(parquet, Fault) and not (isinstance(rows, list) and _equal(rows, parquet)):
        said = f"The rows are not those of {table.name}.parquet; export both again."
        yield Fault(str(path), "json-is-parquet", said)


def _is_well(path: Path, name: str, parquet: pa.Table) -> bool:
    """Whether a file that is laid out as ours are keeps to the schema, and has the very rows of the Parquet."""
    try:
        with path.open(encoding="utf-8") as file:
            lines = _in_lines(file) if path.suffix == ".jsonl" else _in_array(file)
            rows = (([*islice(lines, batch.num_rows)], batch) for batch in _batches(parquet))
            return all(_fit(name, *both) for both in rows) and next(lines, None) is None
    except (OSError, ValueError):
        return False


def _fit(name: str, lines: list[str], batch: pa.RecordBatch) -> bool:
    """Whether records keep to the schema, by which each has every column, and are those of the Parquet."""
    rows = list(map(_record, lines))
    if len(rows) != batch.num_rows or not compiled(name).is_valid(rows):
        return False
    columns = zip(batch.schema.names, batch.columns, strict=True)
    return all([row[column] for row in rows] == values.to_pylist() for column, values in columns)


def _in_lines(file: TextIO) -> Iterator[str]:
    """The records of JSON Lines. Raises `ValueError` where the last has no line end."""
    for line in file:
        if not line.endswith("\n"):
            raise ValueError
        yield line[:-1]


def _in_array(file: TextIO) -> Iterator[str]:
    """The records of an array that has one a line. Raises `ValueError` where it is laid out otherwise."""
    begun = file.readline()
    goes_on = begun == "[\n"
    while goes_on:
        line = file.readline()
        goes_on = line.endswith(",\n")
        yield line[:-2] if goes_on else line[:-1]
    ended = begun + file.readline() if begun == "[\n" else begun
    if ended not in ("[\n]\n", "[]\n") or file.read(1):
        raise ValueError


def _loaded(path: Path) -> Any:
    said = path.read_text(encoding="utf-8")
    return list(map(_record, said.split("\n")[:-1])) if path.suffix == ".jsonl" else json.loads(said)


def _record(line: str) -> Any:
    """What a line holds, without a look for white space around it, of which ours have none."""
    value, end = _JSON.raw_decode(line)
    return value if end == len(line) else json.loads(line)


def _equal(rows: list[Any], table: pa.Table) -> bool:
    names = table.column_names
    if len(rows) != table.num_rows or not all(isinstance(row, dict) and row.keys() == set(names) for row in rows):
        return False
    values = map(itemgetter(*names), rows)
    return all(one == other for one, other in zip(values, rows_of(table, names), strict=True))

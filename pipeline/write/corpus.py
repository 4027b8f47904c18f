"""The tables of a corpus, which are in parts: what is made of all parts together, and all of them in one file each.

Parts are read one after the other and never held together.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from shutil import copyfile

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables import OF_ALL, TABLES, Columns, Row, Table, people
from pipeline.write import arrow_schema, arrow_table, aside, write_text
from pipeline.write.lines import as_lines

_AT_ONCE = 10_000  # rows
_WHO = ("doc_id", "person_id", "name", "surname", "forename", "patronym", "authority")


class Parts:
    """Some columns of a table in parts, in the order of the parts; they can be gone through again."""

    def __init__(self, folder: Path, table: str, names: Sequence[str], columns: Sequence[str] = ()) -> None:
        self._paths = [folder / f"{table}.parquet" / f"{name}.parquet" for name in names]
        self._columns = [*columns] or None

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(part.to_pylist() for part in self.in_arrow())

    def in_arrow(self) -> Iterator[pa.Table]:
        """Each part."""
        for path in self._paths:
            with path.open("rb") as file:
                yield pq.ParquetFile(file, pre_buffer=False).read(self._columns, use_threads=False)


def write_people(tables: Path, names: Sequence[str], folder: Path) -> int:
    """Write into a folder the table of people, of the parts of `persons` that are called so; the number of its rows."""
    table = next(one for one in TABLES if one.name == OF_ALL)
    parts, count = Parts(tables, "persons", names, _WHO), 0
    write_text(
        folder / f"{OF_ALL}.jsonl",
        (line for some in _some(table, people(parts)) for line in as_lines(some.batches(_AT_ONCE))),
    )
    with aside(folder / f"{OF_ALL}.parquet") as temporary, _writer(temporary, table) as parquet:
        for some in _some(table, people(parts)):
            parquet.write_table(arrow_table(table, some))
            count += len(some)
    return count


def _some(table: Table, rows: Iterator[Row]) -> Iterator[Columns]:
    """The rows of a table, some thousands at a time."""
    while some := Columns(table.names, islice(rows, _AT_ONCE)):
        yield some


def merge(tables: Path, names: Sequence[str], folder: Path) -> None:
    """Write into a folder every table in parts that are called so as one file, in Parquet and in JSON."""
    for table in TABLES:
        if table.name != OF_ALL:
            with aside(folder / f"{table.name}.parquet") as temporary, _writer(temporary, table) as parquet:
                for part in Parts(tables, table.name, names).in_arrow():
                    parquet.write_table(part.cast(arrow_schema(table)))
            lines = [tables / f"{table.name}.jsonl" / f"{name}.jsonl" for name in names]
            write_text(folder / f"{table.name}.json", _array(lines))
    copyfile(tables / f"{OF_ALL}.parquet", folder / f"{OF_ALL}.parquet")
    write_text(folder / f"{OF_ALL}.json", _array([tables / f"{OF_ALL}.jsonl"]))


def _writer(path: Path, table: Table) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, arrow_schema(table), compression="zstd")


def _array(several: Sequence[Path]) -> Iterator[str]:
    """Files of JSON Lines as one array, as a table in one file has it."""
    begun = False
    for path in several:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield (",\n" if begun else "[\n") + line.rstrip("\n")
                begun = True
    yield "\n]\n" if begun else "[]\n"

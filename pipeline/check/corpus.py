"""A folder of tables against their declaration: columns, types, keys, links, offsets, and JSON against Parquet.

Parquet is read without `pyarrow.compute`, which takes longer to load than these tables to check.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.check import records
from pipeline.check.faults import Fault
from pipeline.check.records import rows_of
from pipeline.tables import OF_ALL, TABLES, Table
from pipeline.write import arrow_schema

Arrow = pa.Table
_RAW = ("blocks", "note_refs", "citations", "mentions", "phrases", "dates")  # text is the very stretch of the source
_CUES = ("quotations", "cue", "cue_start", "cue_end")
_IN_PARTS = [table for table in TABLES if table.name != OF_ALL]
_WHOLE = [table for table in TABLES if table.name == OF_ALL]
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """The tables that could be read, or one part of them, with the place of each."""

    folder: Path
    part: str
    tables: Mapping[str, Arrow]

    def place(self, table: str, column: str = "") -> str:
        return str(_stored(self.folder, table, ".parquet", self.part)) + (f":{column}" if column else "")

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """What these columns of a table hold, row by row, as far as it was read."""
        return rows_of(self.tables[table], columns) if table in self.tables else iter(())

    def column(self, table: str, column: str) -> list[Any]:
        """What one column of a table holds."""
        values: list[Any] = self.tables[table][column].to_pylist() if table in self.tables else []
        return values


def faults(folder: Path) -> Iterator[Fault]:
    """Everything wrong with the tables in a folder; what cannot be read, or has other columns, is not looked into.

    Tables in parts are looked at part by part: a text is whole in one of them, and all its ids begin with its own.
    """
    stored = (path for table in _IN_PARTS for path in (folder / f"{table.name}.parquet").glob("*.parquet"))
    parts = sorted({path.stem for path in stored})
    for part in parts:
        yield from faults_of_part(folder, part)
    yield from _of_tables(folder, _WHOLE if parts else TABLES, "")


def faults_of_part(folder: Path, part: str) -> Iterator[Fault]:
    """Everything wrong with one part of the tables in a folder; the table that is made of all parts has none."""
    return _of_tables(folder, _IN_PARTS, part)


def _of_tables(folder: Path, tables: Iterable[Table], part: str) -> Iterator[Fault]:
    """Everything wrong with some tables, or with one part of them."""
    read: dict[str, Arrow] = {}
    for table in tables:
        found = _read(_stored(folder, table.name, ".parquet", part), table)
        yield from records.faults(_stored_json(folder, table.name, part), table, found)
        if isinstance(found, Fault):
            yield found
        else:
            read[table.name] = found
    for rule in RULES:
        yield from rule(Corpus(folder, part, read))


def _read(path: Path, table: Table) -> Arrow | Fault:
    try:
        found = pq.ParquetFile(path, pre_buffer=False).read(use_threads=False)
    except (OSError, pa.ArrowException) as error:
        return Fault(str(path), "table-readable", f"The table cannot be read ({error}); export it again.")
    differing = _differing(found.schema, arrow_schema(table))
    return Fault(str(path), "table-schema", f"{differing}; export it again.") if differing else found


def _stored(folder: Path, name: str, ending: str, part: str) -> Path:
    """Where a table is, or one part of it: under its name, or, in a package for archives, with hyphens in it."""
    plain = folder / f"{name.replace('_', '-')}{ending}"
    whole = plain if plain.exists() else folder / f"{name}{ending}"
    return whole / f"{part}{ending}" if part else whole


def _stored_json(folder: Path, name: str, part: str) -> Path:
    """An array, or, in a corpus, JSON Lines."""
    lines = _stored(folder, name, ".jsonl", part)
    return lines if part or lines.exists() else _stored(folder, name, ".json", part)


def _differing(found: pa.Schema, declared: pa.Schema) -> str:
    if found.names != declared.names:
        return f"The columns are {', '.join(found.names)}, but {', '.join(declared.names)} are declared"
    wrong = [name for name in declared.names if not _same(found.field(name), declared.field(name))]
    return f"The columns {', '.join(wrong)} are not of the types declared" if wrong else ""


def _same(found: "pa.Field[Any]", declared: "pa.Field[Any]") -> bool:
    """Equal but for the width of a dictionary's indices, which Parquet does not keep."""
    plain = [one.type.value_type if pa.types.is_dictionary(one.type) else one.type for one in (found, declared)]
    coded = [pa.types.is_dictionary(one.type) for one in (found, declared)]
    return plain[0] == plain[1] and coded[0] == coded[1] and found.nullable == declared.nullable


def keys_are_unique(corpus: Corpus) -> Iterator[Fault]:
    """No two rows of a table have the same primary key."""
    for table in TABLES:
        key = table.primary_key
        every = list(zip(*(corpus.column(table.name, column) for column in key), strict=True))
        if len(set(every)) < len(every):
            twice = [" ".join(map(str, values)) for values, times in Counter(every).items() if times > 1]
            said = f"{_some(twice)}: several rows have this key."
            yield Fault(corpus.place(table.name, ", ".join(key)), "primary-key", said)


def links_resolve(corpus: Corpus) -> Iterator[Fault]:
    """Every foreign key that is not null is the key of a row."""
    for table in TABLES:
        for link in table.foreign_keys:
            if table.name not in corpus.tables or link.table not in corpus.tables:
                continue
            known = {None, *corpus.column(link.table, link.reference)}
            if not known.issuperset(corpus.column(table.name, link.column)):
                values = dict.fromkeys(corpus.column(table.name, link.column))
                lost = [str(value) for value in values if value not in known]
                said = f"{_some(lost)}: in no row of {link.table}.{link.reference}."
                yield Fault(corpus.place(table.name, link.column), "foreign-key", said)


def offsets_are_in_the_text(corpus: Corpus) -> Iterator[Fault]:
    """`0 <= start < end <= chars` wherever a row has a place; a mark that refers to a note may be empty."""
    chars = dict(corpus.rows("documents", "doc_id", "chars"))
    placed = [name for name, found in corpus.tables.items() if {"start", "end"} <= set(found.column_names)]
    for name in placed if chars else ():
        wrong = [
            f"{start}–{end} of {doc_id}"
            for doc_id, start, end in corpus.rows(name, "doc_id", "start", "end")
            if not _is_stretch(start, end, chars.get(doc_id), name == "note_refs")
        ]
        if wrong:
            yield Fault(corpus.place(name, "start"), "offsets", f"{_some(wrong)}: no stretch of the text.")


def _is_stretch(start: int | None, end: int | None, chars: int | None, may_be_empty: bool) -> bool:
    if start is None or end is None:
        return start is end
    return 0 <= start <= end <= (end if chars is None else chars) and (may_be_empty or start < end)


def texts_are_slices(corpus: Corpus) -> Iterator[Fault]:
    """What the tables call the text of the source is `documents.text[start:end]`; so is a quotation's cue."""
    texts = dict(corpus.rows("documents", "doc_id", "text"))
    for name, column, *bounds in (*((name, "text", "start", "end") for name in _RAW), _CUES):
        for doc_id, text, start, end in corpus.rows(name, "doc_id", column, *bounds):
            source = texts.get(doc_id)
            if text is None or source is None or start is None or source[start:end] == text:
                continue
            said = f"“{_short(text)}”, but documents.text has “{_short(source[start:end])}” at {start}–{end}."
            yield Fault(corpus.place(name, column), "text-is-slice", said)


def lengths_are_true(corpus: Corpus) -> Iterator[Fault]:
    """`documents.chars` is the length of `documents.text`, in code points."""
    for doc_id, text, chars in corpus.rows("documents", "doc_id", "text", "chars"):
        if chars != len(text):
            said = f"{doc_id} has {len(text)} characters, but chars says {chars}."
            yield Fault(corpus.place("documents", "chars"), "chars", said)


def _some(values: list[str]) -> str:
    more = len(values) - _SHOWN
    return ", ".join(values[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


RULES: tuple[Callable[[Corpus], Iterator[Fault]], ...] = (
    keys_are_unique, links_resolve, lengths_are_true, offsets_are_in_the_text, texts_are_slices,
)  # fmt: skip

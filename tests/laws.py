"""The laws that the rows of any document keep, whoever wrote its TEI; what is broken is said in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.tables import OF_A_TEXT, Table

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

RAW = ("blocks", "note_refs", "citations", "mentions", "phrases", "dates")
ORDERED = ("blocks", "paragraphs", "quotations", "quotation_parts", "turns", "notes", "citations")
TYPES = {"string": str, "integer": int}


def broken(found: Rows) -> list[str]:
    """Everything that is wrong with the rows of one document."""
    return [said for table in OF_A_TEXT for law in (columns, keys, links, places, order) for said in law(found, table)]


def columns(found: Rows, table: Table) -> Iterator[str]:
    """A row has exactly the columns, each of its type, in its vocabulary, null only where it may be."""
    for row in found[table.name]:
        if list(row) != [one.name for one in table.columns]:
            yield f"{table.name}: columns {list(row)}"
        for one in table.columns:
            value = row[one.name]
            fits = one.nullable if value is None else type(value) is TYPES[one.type]
            if not fits or (value is not None and one.enum and value not in one.enum):
                yield f"{table.name}.{one.name}: {value!r}"


def keys(found: Rows, table: Table) -> Iterator[str]:
    """No two rows have one key."""
    seen = [tuple(row[name] for name in table.primary_key) for row in found[table.name]]
    yield from (f"{table.name}: {key} twice" for key in set(seen) if seen.count(key) > 1)


def links(found: Rows, table: Table) -> Iterator[str]:
    """A link leads to a row."""
    for link in table.foreign_keys:
        there = {row[link.reference] for row in found[link.table]}
        lost = {row[link.column] for row in found[table.name]} - there - {None}
        yield from (f"{table.name}.{link.column}: {one} is nowhere" for one in lost)


def places(found: Rows, table: Table) -> Iterator[str]:
    """Offsets are a stretch of the text, or null together; what is called the text there is that stretch."""
    (document,) = found["documents"]
    for row in found[table.name] if {"start", "end"} <= {one.name for one in table.columns} else ():
        start, end = row["start"], row["end"]
        if start is None or end is None:
            if start is not end:
                yield f"{table.name}: half a place {row}"
        elif not (0 <= start <= end <= document["chars"] and (start < end or table.name == "note_refs")):
            yield f"{table.name}: no stretch {row}"
        elif table.name in RAW and document["text"][start:end] != row["text"]:
            yield f"{table.name}: {row['text']!r} is not {document['text'][start:end]!r}"


def order(found: Rows, table: Table) -> Iterator[str]:
    """Ordinals count from one."""
    if table.name in ORDERED:
        several = found[table.name]
        if [row["ordinal"] for row in several] != list(range(1, len(several) + 1)):
            yield f"{table.name}: ordinals"

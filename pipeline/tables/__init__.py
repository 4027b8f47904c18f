"""The tables, declared once (`declaration.toml`): what each row is, every column with type and meaning, keys, links.

`rows` computes those of a text from a TEI tree alone; what is looked for in which element is listed in `roles.py`.
`people` joins the persons of all texts. Arrow schemas,
JSON Schemas, the data package and the documentation are all renderings of `TABLES` (see `pipeline/write/`). Nothing
here knows Arrow, files of tables, or how the TEI came about.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from pipeline.tables.chosen import edition_of
from pipeline.tables.columns import Columns, Row
from pipeline.tables.people import people
from pipeline.tables.pointers import Pointers
from pipeline.tables.structure import compute
from pipeline.tables.survey import Survey, survey

__all__ = [
    "OF_ALL",
    "OF_A_TEXT",
    "TABLES",
    "Column",
    "Columns",
    "ForeignKey",
    "Pointers",
    "Row",
    "Survey",
    "Table",
    "columns",
    "people",
    "rows",
    "surveyed",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `enum` is its closed vocabulary, empty where it is open."""

    name: str
    description: str
    type: Literal["string", "integer"] = "string"
    nullable: bool = False
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose value, where it has one, is the key (`reference`) of a row of `table`."""

    column: str
    table: str
    reference: str


@dataclass(frozen=True)
class Table:
    """A table: `primary_key` names the columns that tell its rows apart.

    Its rows are `of` a text, and come from its TEI alone; or of the corpus: of all texts together, or of those without.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    of: Literal["text", "corpus"] = "text"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name. Raises `KeyError` where there is none."""
        return {column.name: column for column in self.columns}[name]


def rows(root: etree._Element, text: str | None = None) -> dict[str, list[Row]]:
    """The rows of one TEI document, by table, each with exactly the table's columns in their order; see `columns`."""
    return {name: list(held) for name, held in columns(root, text).items()}


def columns(root: etree._Element, text: str | None = None) -> dict[str, Columns]:
    """The rows of one TEI document, by table, held by column.

    `root` is the `TEI` element. `text` is the source text that its `corresp` offsets count in, in code points;
    without it `documents.text` is put together from the blocks. Raises `TeiError` where the document has no name.
    """
    return surveyed(root, text)[0]


def surveyed(
    root: etree._Element, text: str | None = None, pointers: Pointers | None = None, name: str = ""
) -> tuple[dict[str, Columns], Survey]:
    """The rows, and what in the document was not understood.

    `pointers` are those of the file it is in, which may lead into others; `name` is what it is called where it does
    not say.
    """
    edition = edition_of(root, text, pointers, name)
    names = {table.name: table.names for table in OF_A_TEXT}
    held = {table: Columns(names[table], found) for table, found in compute(edition)}
    return {table: held[table] for table in names}, survey(edition)


def _declared() -> tuple[Table, ...]:
    declaration = tomllib.loads((Path(__file__).parent / "declaration.toml").read_text(encoding="utf-8"))
    return tuple(_table(name, said) for name, said in declaration.items())


def _table(name: str, said: Mapping[str, Any]) -> Table:
    words, links = said.get("words", {}), said.get("links", {})
    return Table(
        name,
        said["description"],
        tuple(_column(*column, enum=tuple(words.get(column[0], ()))) for column in said["columns"]),
        tuple(said["key"]),
        tuple(ForeignKey(column, *key.split(".")) for column, key in links.items()),
        said.get("of", "text"),
    )


def _column(name: str, type_: str, description: str, *, enum: tuple[str, ...]) -> Column:
    plain: Literal["string", "integer"] = "integer" if type_.startswith("integer") else "string"
    return Column(name, description, plain, type_.endswith("?"), enum)


TABLES: tuple[Table, ...] = _declared()
OF_ALL = "people"  # the one table that is not made of parts in a corpus
OF_A_TEXT: tuple[Table, ...] = tuple(table for table in TABLES if table.of == "text")

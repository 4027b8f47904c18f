"""What a text is before it is read: a file (here, in an archive, or at a URL), a row of a table, or what was piped in.

Of each is asked what it is called, what stands beside it, how long it is, and, once, its bytes.
"""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import SourceError
from pipeline.source.archives import File, Member
from pipeline.source.beside import beside

if TYPE_CHECKING:
    import pyarrow as pa

_DECISIONS = ".decisions.toml"
_GROUPS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A text in a row of a table: `key` is its id there, `column` what the column of the texts is called.

    `size` is about how many bytes it has.
    """

    file: Path
    key: str
    column: str
    size: int

    @property
    def stem(self) -> str:
        """What it is called in its file."""
        return self.key

    @property
    def name(self) -> str:
        """File and row."""
        return f"{self.file.name}#{self.key}"

    @property
    def parent(self) -> Path:
        """What tells it apart from a text of the same name: its file."""
        return self.file.with_suffix("")

    def __str__(self) -> str:
        return f"{self.file}#{self.key}"

    def in_utf8(self, value: object) -> bytes:
        """What its column holds, in UTF-8. Raises `SourceError` where that is no text."""
        if isinstance(value, str):
            return value.encode("utf-8", "surrogatepass")
        said = "is empty (null)" if value is None else "is no string"
        raise SourceError(f"{self}: its column {self.column} {said}; name the column of the texts with --text-column.")


@dataclass(frozen=True, slots=True)
class Line(Row):
    """A text in a line of a JSON Lines file, which begins at byte `start` and has `size` bytes."""

    start: int = 0

    def read_bytes(self) -> bytes:
        """The text in UTF-8. Raises `SourceError` where the line has none."""
        with self.file.open("rb") as file:
            file.seek(self.start)
            line = file.read(self.size)
        try:
            said = json.loads(line)
        except ValueError as error:
            raise SourceError(f"{self} (byte {self.start}): is no JSON ({error}); mend that line.") from error
        return self.in_utf8(said.get(self.column) if isinstance(said, dict) else None)


@dataclass(frozen=True, slots=True)
class Cell(Row):
    """A text in a cell of a Parquet file: row `row` of row group `group`, both from 0."""

    group: int = 0
    row: int = 0

    def read_bytes(self) -> bytes:
        """The text in UTF-8. Raises `SourceError` where the cell is null, or no string."""
        values = _row_group(self.file, self.group, self.column, self.file.stat().st_mtime)
        return self.in_utf8(values[self.row].as_py())


@dataclass(frozen=True, slots=True)
class Piped:
    """A text that was piped in."""

    data: bytes
    stem: str = "stdin"
    parent: Path = Path()

    @property
    def name(self) -> str:
        """What it is called, for want of a name."""
        return self.stem

    def __str__(self) -> str:
        return "standard input"

    def read_bytes(self) -> bytes:
        """Its bytes, as they came."""
        return self.data


Text = Path | Member | Line | Cell | Piped


def size(text: Text) -> int:
    """About how many bytes a text has; none where that cannot be told: reading it will say why."""
    match text:
        case Line() | Cell() | Member():
            return text.size
        case Piped():
            return len(text.data)
    try:
        return text.stat().st_size
    except OSError:
        return 0


def origin(text: Text) -> str:
    """Where a text came from, without the folders of this machine: file, place in an archive, row of a table, URL."""
    if isinstance(text, Member):
        return f"{text.archive.name}/{text.inside}"
    said = str(text)
    return said if "://" in said else text.name


def way(folder: Path, text: Text) -> str:
    """The way from a folder to a text: to its file, and on to the text in that; what it is called where there is none.

    It is the same whatever the folder of work is.
    """
    file = text.archive if isinstance(text, Member) else text.file if isinstance(text, Row) else text
    if not isinstance(file, Path) or not isinstance(folder, Path):
        return str(text)
    try:
        there = Path(os.path.relpath(file.absolute(), folder.absolute())).as_posix()
    except ValueError:  # on another drive there is no way from here
        there = file.absolute().as_posix()
    return f"{there}{str(text)[len(str(file)) :]}"


def sidecar_of(text: Text) -> File | None:
    """Where what a person knows of a text is said, `<stem>.toml`; only files have one."""
    return None if isinstance(text, Row | Piped) else _beside(text, ".toml")


def decisions_of(text: Text) -> File | None:
    """Where what an editor decided of a text is kept, `<stem>.decisions.toml`; only files have one."""
    return None if isinstance(text, Row | Piped) else _beside(text, _DECISIONS)


def _beside(text: File, ending: str) -> File:
    return text.with_name(f"{text.stem}{ending}") if isinstance(text, Member) else beside(text, ending)


def decisions_beside(source: Path) -> Path:
    """Where what an editor decided of the text in a file is kept."""
    return beside(source, _DECISIONS)


@lru_cache(_GROUPS_KEPT)
def _row_group(file: Path, group: int, column: str, _changed: float) -> "pa.ChunkedArray[Any]":
    import pyarrow.parquet as pq

    with file.open("rb") as stream:
        return pq.ParquetFile(stream).read_row_group(group, [column], use_threads=False).column(0)

"""Which texts are meant by what was asked for: files, folders, globs, archives, URLs, tables, standard input.

Nothing is read here but lists: of folders and archives, and the ids in tables. No text is opened.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from itertools import count
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from pipeline.errors import UsageError
from pipeline.source.archives import ARCHIVES, Member, members
from pipeline.source.naming import slug
from pipeline.source.texts import Cell, Line, Piped, Row, Text

if TYPE_CHECKING:
    import pyarrow.parquet as pq

Paths = str | Path | Iterable[str | Path]
"""One path or several."""

PIPED = "-"
_PACKED = (".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".gz", ".bz2", ".xz", ".7z", ".rar")
_LINES = (".jsonl", ".ndjson")
_NOT_OURS = ("__MACOSX",)  # what a Mac adds to an archive


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold the texts, and their ids."""

    text: str = "text"
    id: str = "id"


TEXT_AND_ID = Columns()


def place(given: str | Path) -> Path:
    """A path, or a URL that fsspec knows (`s3://bucket/corpus`), of which all is asked that is asked of a path here."""
    if not isinstance(given, str) or not urlsplit(given).scheme or "://" not in given:
        return Path(given)
    from upath import UPath

    return cast(Path, UPath(given))


def several(inputs: Paths) -> tuple[Path, ...]:
    """One path or several, as paths."""
    if isinstance(inputs, str) or not isinstance(inputs, Iterable):
        return (place(inputs),)
    return tuple(place(given) for given in inputs)


def sources(inputs: Paths, columns: Columns = TEXT_AND_ID) -> tuple[Text, ...]:
    """The texts meant by these inputs, each once: a file as it is, of a folder or archive every `*.txt`, sorted, of a
    table every row, of a glob what it matches, of `-` what is piped in.

    Raises `UsageError` where an input is missing, holds no text, or cannot be listed.
    """
    found = (text for given in several(inputs) for text in _of_input(given, columns))
    return tuple({_identity(text): text for text in found}.values())


def ids(texts: Sequence[Text]) -> tuple[str, ...]:
    """An id for each text, no two the same (nor but for case: file systems do not tell those apart).

    The first that would be called so is; others have their folder before the name, if that is another, else a number
    after it.

    >>> ids([Path("a/Дом.txt"), Path("b/dom.txt"), Path("b/Dom.txt")])
    ('Dom', 'b-dom', 'Dom-2')
    """
    named: dict[str, Text] = {}
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    names: list[str] = []
    for text in texts:
        own = slug(text.stem)
        first = named.get(own.casefold(), text)
        candidates = _candidates(own, text, first, numbers[own.casefold()])
        name = next(one for one in candidates if one.casefold() not in named)
        named[name.casefold()] = text
        names.append(name)
    return tuple(names)


def _candidates(own: str, text: Text, first: Text, numbers: Iterator[int]) -> Iterator[str]:
    """What a text may be called, where `first` is the one that has its name, and `numbers` were not given to such."""
    yield own
    if text.parent.name and text.parent != first.parent:
        yield slug(f"{text.parent.name}-{text.stem}")
    yield from (f"{own}-{number}" for number in numbers)


def _identity(text: Text) -> object:
    return text if isinstance(text, Row | Piped | Member) else text.absolute()


def _of_input(given: Path, columns: Columns) -> Iterator[Text]:
    if str(given) == PIPED:
        yield Piped(sys.stdin.buffer.read())
    elif given.is_dir():
        yield from _of_folder(given)
    elif given.exists():
        yield from _of_file(given, columns)
    elif has_magic(str(given)):
        yield from _of_glob(given, columns)
    else:
        raise UsageError(f"{given}: there is no such file or folder.")


def _of_glob(given: Path, columns: Columns) -> Iterator[Text]:
    found = sorted(glob(str(given), recursive=True))  # noqa: PTH207  # of Path only from 3.13 on
    if not found:
        raise UsageError(f"{given}: matches no file.")
    for path in map(Path, found):
        if path.is_dir() or path.suffix != ".toml":
            yield from _of_input(path, columns)


def _of_file(path: Path, columns: Columns) -> Iterator[Text]:
    name = path.name.lower()
    if path.suffix == ".toml":
        raise UsageError(f"{path}: is a sidecar; name the text beside it.")
    if name.endswith(_PACKED):
        raise UsageError(
            f"{path}: is packed as a whole, so that no text can be reached alone; unpack it, or make it a .zip."
        )
    if path.suffix.lower() in ARCHIVES:
        yield from _of_archive(path)
    elif name.endswith(_LINES):
        yield from _of_lines(path, columns)
    elif name.endswith(".parquet"):
        yield from _of_parquet(path, columns)
    else:
        yield path


def _of_folder(folder: Path) -> Iterator[Path]:
    """Every `*.txt` under a folder but those that an export wrote beside its TEI."""
    found = sorted(_local(folder) if isinstance(folder, Path) else _remote(folder))
    if not found:
        raise UsageError(f"{folder}: holds no text (*.txt).")
    yield from found


def _local(folder: Path) -> Iterator[Path]:
    for inside, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]  # such as what is not in its place yet
        there = set(names)
        for path in (Path(inside, name) for name in names if _is_text(PurePath(name), there)):
            yield from [path] if path.is_file() else []  # no pipe, no link to nothing


def _remote(folder: Path) -> Iterator[Path]:
    every = {path.path: path for path in folder.rglob("*")}  # type: ignore[attr-defined]
    yield from (path for name, path in every.items() if _is_text(PurePosixPath(name), every))


def _of_archive(path: Path) -> Iterator[Member]:
    """The texts in an archive, each to be read where it lies."""
    try:
        every = {str(PurePosixPath(one.inside)): one for one in members(path)}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as an archive ({error}); make it again.") from error
    found = sorted(name for name in every if _is_text(PurePosixPath(name), every))
    if not found:
        raise UsageError(f"{path}: holds no text (*.txt).")
    yield from (every[name] for name in found)


def _is_text(path: PurePath, every: Container[str]) -> bool:
    """Whether a file is a text to export, and none that an export wrote beside its TEI."""
    return (
        path.suffix.lower() == ".txt"
        and not path.name.startswith(".")
        and not {*path.parts} & {*_NOT_OURS}
        and str(path.with_suffix(".written.json")) not in every
    )


def _of_lines(path: Path, columns: Columns) -> Iterator[Line]:
    """A text a line, blank lines passed over. A line that is no object is a text that cannot be read."""
    start, seen = 0, False
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                said = _object(line)
                if not seen and columns.text not in said:
                    raise UsageError(_lacking(f"{path}, line {number}", columns.text, said))
                seen = True
                yield Line(path, _key(said.get(columns.id), path, number), columns.text, len(line), start)
            start += len(line)
    if not seen:
        raise UsageError(f"{path}: has no line with a text.")


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _lacking(where: str, column: str, there: Iterable[str]) -> str:
    return (
        f"{where}: has no column {column}, but {', '.join(there) or 'none'}; name the one of the texts: --text-column."
    )


def _of_parquet(path: Path, columns: Columns) -> Iterator[Cell]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as stream:
            yield from _cells(path, pq.ParquetFile(stream), columns)
    except pa.ArrowException as error:
        raise UsageError(f"{path}: cannot be read as Parquet ({error}); make it again.") from error


def _cells(path: Path, file: "pq.ParquetFile", columns: Columns) -> Iterator[Cell]:
    names = file.schema_arrow.names
    if columns.text not in names:
        raise UsageError(_lacking(str(path), columns.text, names))
    number = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        keys = _column(file, group, columns.id) if columns.id in names else [None] * rows
        size = _mean_size(file, group, columns.text)
        for row, said in enumerate(keys):
            yield Cell(path, _key(said, path, number + row + 1), columns.text, size, group, row)
        number += rows


def _column(file: "pq.ParquetFile", group: int, name: str) -> list[Any]:
    return file.read_row_group(group, [name], use_threads=False).column(0).to_pylist()


def _mean_size(file: "pq.ParquetFile", group: int, name: str) -> int:
    """The bytes of a text of this row group, on an average: which is known without reading them."""
    facts = file.metadata.row_group(group)
    column = next(
        facts.column(number) for number in range(facts.num_columns) if facts.column(number).path_in_schema == name
    )
    return column.total_uncompressed_size // max(facts.num_rows, 1)


def _key(said: object, path: Path, number: int) -> str:
    """What a row is called: its id, or the file's name with its number."""
    return f"{path.stem}-{number}" if said in (None, "") else str(said)

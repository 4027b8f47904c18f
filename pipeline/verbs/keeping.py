"""TEI that a person edited since it was written: it is known again, is never overwritten, and is kept under a number.

Beside each `<doc>.xml` stands `<doc>.written.json`: the hash of what was written there, and of which source. Where it
is missing nobody can tell whether the TEI was edited, and then it counts as edited.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.shards import records
from pipeline.source import Text, way

if TYPE_CHECKING:
    from pipeline.write.datapackage import Source

_NUMBERED = re.compile(r"(?<=\.xml)\.\d+\Z")
EDITED = "was edited since it was written"
UNKNOWN = "may have been edited (no record of what was written is beside it)"


def record_beside(tei: Path) -> Path:
    """Where the record of what was written to `tei` stands; of a copy kept under a number that of the file itself."""
    return tei.with_name(f"{_NUMBERED.sub('', tei.name).removesuffix('.xml')}.written.json")


def text_beside(tei: Path) -> Path:
    """The text that a TEI file counts in: `x.txt` of `x.xml`, and `x.txt.1` of the copy `x.xml.1`."""
    name = re.sub(r"\.xml(\.\d+)?$", r".txt\1", tei.name)
    return tei.with_name(name) if name != tei.name else tei.with_suffix(".txt")


def record(data: bytes, source: Text, tei: Path) -> bytes:
    """The record of a TEI file: its source, as a path from the folder it is in, and the SHA-256 of its bytes."""
    said = {
        "source": way(tei.parent, source),
        "sha256": sha256(data).hexdigest(),
    }
    return _as_bytes(said)


def sources_of(files: Iterable[Path], folder: Path) -> "list[Source]":
    """The record of the files that what is in a folder was made of: their paths from there, sorted, and hashes."""
    from pipeline.write.datapackage import Source

    return sorted({Source(way(folder, path), hash_of(path)) for path in files})


def made_of(folder: Path) -> dict[Path, str]:
    """What is recorded of a folder of tables: the files they were made of, and their hashes then.

    Of few texts the data package tells it (`sources_of`), of a corpus the records of the shards.
    """
    if (folder.parent / "shards").is_dir():
        return {path: known for record in (folder.parent / "shards").glob("*.json") for path, known in _tei_of(record)}
    try:
        said = json.loads((folder / "datapackage.json").read_bytes())["sources"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    every = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    return {_beside(folder, one["path"]): one["sha256"] for one in every if {"path", "sha256"} <= one.keys()}


def _tei_of(record: Path) -> Iterator[tuple[Path, str]]:
    """The TEI of a shard that is done, and its hash then."""
    outputs = (records.load(record) or {"outputs": {}})["outputs"]
    return ((record.parent.parent / name, known) for name, known in outputs.items() if name.endswith(".xml"))


def source_of(tei: Path) -> Path | None:
    """The text that a TEI file was made from, None where there is no record of it or no such text any more."""
    said = _recorded(tei).get("source")
    source = _beside(tei.parent, said) if isinstance(said, str) else None
    return source if source and source.is_file() else None


def refuse_another(tei: Path, source: Text) -> None:
    """Raise `UsageError` where the file `tei` was made from another text than `source`, which still is there."""
    other = source_of(tei)
    if other and isinstance(source, Path) and source.is_file() and not other.samefile(source):
        raise UsageError(
            f"{source}: would be written over {tei}, which is of {other}; export both at once, that they are told "
            "apart, or give another --out, or say --force."
        )


def edited(tei: Path, data: bytes = b"") -> str:
    """Why the file `tei` is not to be overwritten (with `data`), as a predicate; empty where it may be."""
    try:
        there = tei.read_bytes()
    except FileNotFoundError:
        return ""
    known = _recorded(tei).get("sha256")
    if there == data or sha256(there).hexdigest() == known:
        return ""
    return EDITED if known else UNKNOWN


def numbered(*paths: Path) -> tuple[Path, ...]:
    """Keep files: each becomes `<name>.<n>`, with the first number that none of them has been kept under."""
    for number in count(1):
        kept = [path.with_name(f"{path.name}.{number}") for path in paths]
        if not any(os.path.lexists(one) for one in kept):
            return tuple(new_file(one, path.read_bytes()) for path, one in zip(paths, kept, strict=True))
    raise AssertionError("numbers do not end")


def new_file(path: Path, data: bytes) -> Path:
    """Write a file that is there whole or not at all. Raises `FileExistsError` where there is one of that name."""
    aside = path.with_name(f".new-{os.getpid()}")
    try:
        aside.write_bytes(data)
        _named_anew(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def _named_anew(aside: Path, path: Path) -> None:
    """Give a file a name that nobody has; a second name, unlike renaming, fails where it is taken."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        with path.open("xb"):
            pass
        aside.replace(path)


def moved(tei: Path, to: Path) -> None:
    """Move a TEI file with its text, its record, and the copies kept under numbers; the file itself last."""
    source = source_of(tei)
    known = _recorded(tei)
    to.parent.mkdir(parents=True, exist_ok=True)
    beside = [one for one in tei.parent.glob(f"{tei.stem}.*") if one not in (tei, record_beside(tei))]
    if known and source:
        known = {**known, "source": way(to.parent, source)}
    if known:
        record_beside(to).write_bytes(_as_bytes(known))
    for path in (*beside, tei):
        path.replace(to.parent / path.name)
    record_beside(tei).unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _as_bytes(record: dict[str, str]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _beside(folder: Path, path: str) -> Path:
    return Path(os.path.normpath(folder / path))


def _recorded(tei: Path) -> dict[str, Any]:
    try:
        said = json.loads(record_beside(tei).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}

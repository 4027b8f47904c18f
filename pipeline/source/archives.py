"""Texts in an archive (`.zip`, `.tar`), and what lies beside them there, read where they are: nothing is unpacked.

Of two entries of one name the later counts, as it does where an archive is unpacked.
"""

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from pipeline.errors import SourceError

ARCHIVES = (".zip", ".tar")
_KEPT = 4  # archives whose lists of entries are kept
_NAME_IS_UTF8 = 1 << 11  # APPNOTE.TXT 4.4.4, bit 11
_UNREADABLE = (RuntimeError, zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError)  # a password is a RuntimeError


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, by the name it has there."""

    archive: Path
    inside: str

    @property
    def name(self) -> str:
        """What it is called in its folder."""
        return PurePosixPath(self.inside).name

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.inside).stem

    @property
    def parent(self) -> Path:
        """The folder it is in, the archive being one itself."""
        return self.archive.with_suffix("") / str(PurePosixPath(self.inside).parent).lstrip("/")

    def __str__(self) -> str:
        return f"{self.archive}/{self.inside}"

    def with_name(self, name: str) -> "Member":
        """What lies, or would lie, beside it under that name."""
        return replace(self, inside=str(PurePosixPath(self.inside).with_name(name)))

    def with_suffix(self, suffix: str) -> "Member":
        """What lies, or would lie, beside it with another ending."""
        return self.with_name(f"{self.stem}{suffix}")

    def exists(self) -> bool:
        """Whether the archive has it."""
        return self.inside in _entries(self.archive)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return _entries(self.archive)[self.inside].size

    def read_bytes(self) -> bytes:
        """Its bytes. Raises `FileNotFoundError` where there is no such file, `SourceError` where it is damaged."""
        entry = _entries(self.archive).get(self.inside)
        if entry is None:
            raise FileNotFoundError(str(self))
        try:
            return _zipped(self.archive, _changed(self.archive)).read(entry.info) if entry.info else self._stored(entry)
        except (*_UNREADABLE, NotImplementedError) as error:
            raise SourceError(f"{self}: cannot be read ({error}); unpack the archive, or make it again.") from error

    def _stored(self, entry: "Entry") -> bytes:
        with self.archive.open("rb") as file:
            file.seek(entry.start)
            return file.read(entry.size)


File = Path | Member
"""A file here or in an archive."""


class Entry(NamedTuple):
    """Where a file is in an archive: in a tar its first byte, in a zip what that says of it."""

    size: int
    start: int = 0
    info: zipfile.ZipInfo | None = None


def members(archive: Path) -> list[Member]:
    """Every file in an archive. Raises `ValueError` or `OSError` where it cannot be read as one."""
    try:
        return [Member(archive, name) for name in _entries(archive)]
    except _UNREADABLE as error:
        raise ValueError(str(error)) from error


def _entries(archive: Path) -> dict[str, Entry]:
    return _listed(archive, _changed(archive))


def _changed(archive: Path) -> float:
    return archive.stat().st_mtime


@lru_cache(_KEPT)
def _listed(archive: Path, changed: float) -> dict[str, Entry]:
    return dict(_in_zip(archive, changed) if archive.suffix.lower() == ".zip" else _in_tar(archive))


def _in_zip(archive: Path, changed: float) -> Iterator[tuple[str, Entry]]:
    for info in _zipped(archive, changed).infolist():
        if not info.is_dir():
            yield _name(info), Entry(info.file_size, info=info)


def _in_tar(archive: Path) -> Iterator[tuple[str, Entry]]:
    with archive.open("rb") as file, tarfile.open(fileobj=file, mode="r:") as tar:
        for info in tar:
            if info.isreg():
                yield info.name, Entry(info.size, info.offset_data)


@lru_cache(_KEPT)
def _zipped(archive: Path, _changed: float) -> zipfile.ZipFile:
    """An open archive, whose list is long to read; what no longer is kept closes itself."""
    file: str | IO[bytes] = str(archive) if isinstance(archive, Path) else archive.open("rb")
    return zipfile.ZipFile(file)


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file in a zip. Where it does not say in what letters, `zipfile` takes the code page 437; it is
    UTF-8 if it can be, else 866, which Windows in Russia writes.
    """
    name = info.filename.replace("\\", "/")
    if info.flag_bits & _NAME_IS_UTF8 or name.isascii():
        return name
    raw = name.encode("cp437")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866")

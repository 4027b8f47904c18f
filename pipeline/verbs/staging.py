"""Files are made aside, looked at, and only then put in their places: what is there is whole, or still the old one."""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.check import Fault
from pipeline.errors import UsageError

_UNFINISHED = ".unfinished-"
_HOST = platform.node().replace("-", "_") or "here"


def is_local(path: Path) -> bool:
    """Whether a path is of this machine's file system, and no URL."""
    return isinstance(path, Path)


def refuse_unwritable(out: Path, *names: str) -> None:
    """Raise `UsageError` where nothing can be written to `out` or to its folders of these names, before any work.

    Of a URL only writing can tell.
    """
    if not is_local(out):
        return
    for folder in (out, *(out / name for name in names)):
        there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
        try:
            with tempfile.TemporaryFile(dir=there):
                pass
        except OSError as error:
            said = f"{folder}: nothing can be written there ({error.strerror}, {there})"
            raise UsageError(f"{said}; change that, or name another folder.") from error


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder that is gone afterwards with whatever is still in it: inside `out`, unless that is a URL."""
    out.mkdir(parents=True, exist_ok=True)
    prefix = f"{_UNFINISHED}{_HOST}-{os.getpid()}-"
    stage = Path(tempfile.mkdtemp(prefix=prefix, dir=out if is_local(out) else None))
    try:
        yield stage
    finally:
        shutil.rmtree(stage)


def clear_unfinished(out: Path) -> None:
    """Take away what processes of this machine left in `out` that were ended in their work."""
    for folder in out.glob(f"{_UNFINISHED}{_HOST}-*") if is_local(out) else ():
        pid = folder.name.removeprefix(f"{_UNFINISHED}{_HOST}-").partition("-")[0]
        if not _runs(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)  # two that clear at once are in each other's way


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def publish(stage: Path, out: Path) -> tuple[Path, ...]:
    """Move every file of `stage` to the same place in `out`, over what was there; the places, sorted.

    Raises `OSError` with the place of the first that cannot be put there.
    """
    moved = []
    for path in sorted(one for one in stage.rglob("*") if one.is_file()):
        place = out / path.relative_to(stage).as_posix()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            _put(path, place)
        except OSError as error:
            raise OSError(error.errno, f"cannot be replaced ({error.strerror})", str(place)) from error
        moved.append(place)
    return tuple(moved)


def _put(path: Path, place: Path) -> None:
    """Move a file to its place, whole or not at all: on this file system, or into a store that does it so."""
    if is_local(place):
        path.replace(place)
    else:
        place.write_bytes(path.read_bytes())


def as_published(faults: list[Fault], stage: Path, out: Path) -> tuple[Fault, ...]:
    """The faults of staged files, named by the places they are meant for."""
    return tuple(replace(fault, where=fault.where.replace(str(stage), str(out))) for fault in faults)

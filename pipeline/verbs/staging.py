"""Files are made aside, looked at, and only then put in their places: what is there is whole, or still the old one.

A run that is ended at any moment leaves the old files, or everything to put the new ones in their places: what is ready
is a folder of its own, `.ready-...`, made by one renaming, and whoever writes there next moves it on first (`finish`).
What is not ready, `.unfinished-...`, is cleared away when its process is no more. One run at a time moves files in a
folder. A power cut is not provided for: nothing is forced onto the disk. At a URL files are put one by one, each whole.
"""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from pipeline.check import Fault
from pipeline.errors import UsageError

READY = ".ready-"
_UNFINISHED = ".unfinished-"
_HOST = platform.node().replace("-", "_") or "here"


def is_local(path: Path) -> bool:
    """Whether a path is of this machine's file system, and no URL."""
    return isinstance(path, Path)


def refuse_unwritable(out: Path, *names: str) -> None:
    """Raise `UsageError` where nothing can be written to `out` or to its folders of these names, before any work.

    Of a URL only writing can tell. What an earlier run left is put in order.
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
    finish(out)


def finish(out: Path) -> None:
    """Put files in their places that a run had ready when it was ended, and clear away what it had not.

    Raises `OSError` with the place of the first that cannot be put there.
    """
    move_ready(out)
    clear_unfinished(out)


def move_ready(out: Path) -> None:
    """Put files in their places that a process had ready when it was ended, while others may be at work.

    Raises `OSError` as `finish` does.
    """
    if not unfinished(out):
        return
    with _locked(out):
        for ready in unfinished(out):
            _move(ready, out)


def unfinished(out: Path) -> tuple[Path, ...]:
    """What a run had ready for `out` when it was ended, and is not in its place yet."""
    return tuple(sorted(out.glob(f"{READY}*"))) if is_local(out) else ()


def shown(folder: Path, pattern: str) -> list[Path]:
    """What a folder has by that pattern, at any depth, sorted; not what is hidden, as what is not in its place is."""
    found = sorted(folder.rglob(pattern))
    return [one for one in found if not any(part.startswith(".") for part in one.relative_to(folder).parts)]


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder that is gone afterwards with whatever is still in it: inside `out`, unless that is a URL.

    Raises `OSError` with the place a file was meant for, or with `out`, where it cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    prefix = f"{_UNFINISHED}{_HOST}-{os.getpid()}-"
    stage = Path(tempfile.mkdtemp(prefix=prefix, dir=out if is_local(out) else None))
    try:
        yield stage
    except OSError as error:
        place = str(error.filename or out).replace(str(stage), str(out))
        said = os.strerror(error.errno) if error.errno else str(error)
        raise OSError(error.errno, error.strerror if error.filename else said, place) from error
    finally:
        if stage.exists():
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

    Raises `OSError` with the place of the first that cannot be put there; it and the others are not lost, and will be
    put there by the next run.
    """
    if not is_local(out):
        return _upload(stage, out)
    with _locked(out):
        return _move(stage.rename(out / f"{READY}{uuid4().hex}"), out)


def _upload(stage: Path, out: Path) -> tuple[Path, ...]:
    places = _places(stage, out)
    for path, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
        path.unlink()
    return tuple(places.values())


def _move(ready: Path, out: Path) -> tuple[Path, ...]:
    places = _places(ready, out)
    for path, place in places.items():
        try:
            _put(path, place)
        except OSError as error:
            raise OSError(error.errno, f"cannot be replaced ({error.strerror})", str(place)) from error
    shutil.rmtree(ready, ignore_errors=True)
    return tuple(places.values())


def _put(path: Path, place: Path) -> None:
    """Move a file to its place, the folder of which is made if it is not there."""
    try:
        path.replace(place)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # somebody on another machine, where no lock holds, was faster
            path.replace(place)


def _places(folder: Path, out: Path) -> dict[Path, Path]:
    """The files in a folder, sorted, each with the same place in `out`."""
    return {path: out / path.relative_to(folder).as_posix() for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock, which ends with the process; without one where the system has none for folders."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def as_published(faults: list[Fault], stage: Path, out: Path) -> tuple[Fault, ...]:
    """The faults of staged files, named by the places they are meant for."""
    return tuple(replace(fault, where=fault.where.replace(str(stage), str(out))) for fault in faults)

"""Files are made aside, looked at, and only then put in their places: what is there is whole, or still the old one."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.check import Fault
from pipeline.errors import UsageError


def refuse_unwritable(out: Path, *names: str) -> None:
    """Raise `UsageError` where nothing can be written to `out` or to its folders of these names, before any work."""
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
    """A folder inside `out`, on the same file system, that is gone afterwards with whatever is still in it."""
    out.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=out))
    try:
        yield stage
    finally:
        shutil.rmtree(stage)


def publish(stage: Path, out: Path) -> tuple[Path, ...]:
    """Move every file of `stage` to the same place in `out`, over what was there; the places, sorted.

    Raises `OSError` with the place of the first that cannot be put there.
    """
    moved = []
    for path in sorted(one for one in stage.rglob("*") if one.is_file()):
        place = out / path.relative_to(stage)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        except OSError as error:
            raise OSError(error.errno, f"cannot be replaced ({error.strerror})", str(place)) from error
        moved.append(place)
    return tuple(moved)


def as_published(faults: list[Fault], stage: Path, out: Path) -> tuple[Fault, ...]:
    """The faults of staged files, named by the places they are meant for."""
    return tuple(replace(fault, where=fault.where.replace(str(stage), str(out))) for fault in faults)

"""Files are made aside, looked at, and only then put in their places: what is there is whole, or still the old one."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.check import Fault


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
    """Move every file of `stage` to the same place in `out`, over what was there; the places, sorted."""
    moved = []
    for path in sorted(one for one in stage.rglob("*") if one.is_file()):
        place = out / path.relative_to(stage)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
        moved.append(place)
    return tuple(moved)


def as_published(faults: list[Fault], stage: Path, out: Path) -> tuple[Fault, ...]:
    """The faults of staged files, named by the places they are meant for."""
    return tuple(replace(fault, where=fault.where.replace(str(stage), str(out))) for fault in faults)

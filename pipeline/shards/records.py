"""The record of a shard: what it was made of, and what came of it. Where there is one, the shard is whole.

A record is written last. So what has none is not done, and what was made of something else than would go in today is
done again, for a reason that can be told.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
"""`recipe`, all that decides what comes out; `outputs`, SHA-256 of files by place; and what else came of it."""

NEW = "not done yet"


def place(out: Path, name: str) -> Path:
    """Where the record of the shard of that name is."""
    return out / "shards" / f"{name}.json"


def load(path: Path) -> Record | None:
    """The record there, None if there is none that can be read."""
    try:
        said = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return said if isinstance(said, dict) and {"recipe", "outputs"} <= said.keys() else None


def as_bytes(record: Record) -> bytes:
    """What is written of a record."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def why_again(before: Record | None, recipe: Mapping[str, Any], hash_of: Callable[[str], str]) -> str:
    """Why a shard is to be done (again), for a person, after a colon of what; empty where its record holds.

    `recipe` is what it would be made of now; `hash_of` tells the SHA-256 of an output as it is, or nothing.
    """
    if before is None:
        return NEW
    return _differing(before["recipe"], recipe) or _touched(before["outputs"], hash_of)


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The first thing that is another now: of the whole, then of texts."""
    if other := [key for key in now if key != "texts" and before.get(key) != now[key]]:
        return f"another {other[0]}"
    there, here = before["texts"], now["texts"]
    if come := [name for name in here if name not in there]:
        return f"texts came in: {_some(come)}"
    if gone := [name for name in there if name not in here]:
        return f"texts went out: {_some(gone)}"
    changed = (f"{part}: {name}" for name in here for part in here[name] if here[name][part] != there[name].get(part))
    first = next(changed, "")
    return f"another {first}" if first else ""


def _touched(outputs: Mapping[str, str], hash_of: Callable[[str], str]) -> str:
    for name, known in outputs.items():
        there = hash_of(name)
        if not there:
            return f"missing: {name}"
        if there != known:
            return f"edited: {name}"
    return ""


def _some(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"

"""The schemas that go into a package."""

from pathlib import Path

from pipeline.json_schemas import folder

_KINDS = (".rng", ".sch", ".odd", ".json")


def schemas() -> list[Path]:
    """The files, sorted: grammar, rules, ODD, JSON Schemas."""
    return sorted(path for path in folder().glob("*.*") if path.suffix in _KINDS)

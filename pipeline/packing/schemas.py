"""The schemas that go into a package, with their licence, which asks to go wherever they go."""

from pathlib import Path

from pipeline.json_schemas import folder

_KINDS = (".rng", ".sch", ".odd", ".json", ".txt")


def schemas() -> list[Path]:
    """The files, sorted: grammar, rules, ODD, JSON Schemas, licence."""
    return sorted(path for path in folder().glob("*.*") if path.suffix in _KINDS)

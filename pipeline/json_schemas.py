"""Where the schemas lie, and a JSON Schema read and compiled, each once in a process."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jsonschema_rs


@cache
def folder() -> Path:
    """Where the schemas lie: in the package if it was installed from a wheel, in the repository beside it."""
    package = Path(__file__).parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


@cache
def schema(name: str) -> dict[str, Any]:
    """What `schemas/<name>.schema.json` holds."""
    value: dict[str, Any] = json.loads((folder() / f"{name}.schema.json").read_text(encoding="utf-8"))
    return value


@cache
def compiled(name: str, *formats: tuple[str, Callable[[str], bool]]) -> "jsonschema_rs.Draft202012Validator":
    """The validator of a schema; `formats` are tests of strings that its `format` names."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema(name), formats=dict(formats), validate_formats=bool(formats))

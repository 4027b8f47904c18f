"""The grammar of the TEI and the JSON Schemas, each compiled once in a process, and their errors as faults."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipeline.check.faults import Fault
from pipeline.check.grammar import grammar

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema import Draft202012Validator

_SHOWN = 60


@cache
def folder() -> Path:
    """Where the schemas lie: in the package if it was installed from a wheel, in the repository beside it."""
    package = Path(__file__).parent.parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


def tei(root: "etree._Element", where: str) -> list[Fault]:
    """What of a TEI tree `schemas/tei.rng` does not allow."""
    return list(grammar(folder() / "tei.rng").faults(root, where))


def json_faults(value: object, schema: str, where: str) -> Iterator[Fault]:
    """What of a JSON value `schemas/<schema>.schema.json` does not allow, each with its JSON Pointer (RFC 6901).

    A compiled validator says whether all is well; only where it is not, jsonschema is asked for the sentences.
    """
    rule = f"{schema}.schema.json"
    try:
        if _compiled(schema).is_valid(value):
            return
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end]
        yield Fault(where, rule, f"It holds {half!a}, half a surrogate pair, which is no character.")
        return
    found = [(error.absolute_path, error.message) for error in _validator(schema).iter_errors(value)]
    found = found or [(error.instance_path, error.message) for error in _compiled(schema).iter_errors(value)]
    for path, message in found:
        yield Fault(f"{where}:{_pointer(path)}", rule, f"{_short(message)}.")


@cache
def _compiled(schema: str) -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_read(schema))


@cache
def _validator(schema: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_read(schema))


def _read(schema: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder() / f"{schema}.schema.json").read_text(encoding="utf-8"))
    return value


def _pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path) or "/"


def _short(message: str) -> str:
    return message if len(message) <= 3 * _SHOWN else f"{message[:_SHOWN]} … {message[-2 * _SHOWN :]}"

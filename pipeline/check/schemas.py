"""The grammar of the TEI and the JSON Schemas, each compiled once in a process, and their errors as faults."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipeline.check.faults import Fault, path_of

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

_SHOWN = 60


@cache
def folder() -> Path:
    """Where the schemas lie: in the package if it was installed from a wheel, in the repository beside it."""
    package = Path(__file__).parent.parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(folder() / "tei.rng"))


def tei(root: etree._Element, where: str) -> list[Fault]:
    """What of a TEI tree `schemas/tei.rng` does not allow."""
    grammar = _grammar()
    if grammar.validate(root):
        return []
    faults = [Fault(_place(root, where, error), "tei.rng", _sentence(error)) for error in grammar.error_log]
    return list(dict.fromkeys(faults))


def _place(root: etree._Element, where: str, error: Any) -> str:
    found = root.getroottree().xpath(error.path) if error.path else []
    if isinstance(found, list) and found and etree.iselement(found[0]):
        return f"{where}:{path_of(found[0])}"
    return f"{where}:{error.line}" if error.line else where


def _sentence(error: Any) -> str:
    said = re.sub(r"\s+", " ", error.message).strip().rstrip(".")
    return f"{said}; the grammar schemas/tei.rng says what may stand there."


def json_faults(value: object, schema: str, where: str) -> Iterator[Fault]:
    """What of a JSON value `schemas/<schema>.schema.json` does not allow, each with its JSON Pointer (RFC 6901)."""
    rule = f"{schema}.schema.json"
    try:
        for error in _validator(schema).iter_errors(value):
            yield Fault(f"{where}:{_pointer(error)}", rule, f"{_short(error.message)}.")
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end]
        yield Fault(where, rule, f"It holds {half!a}, half a surrogate pair, which is no character.")


@cache
def _validator(schema: str) -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(json.loads((folder() / f"{schema}.schema.json").read_text(encoding="utf-8")))


def _pointer(error: "ValidationError") -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in error.instance_path) or "/"


def _short(message: str) -> str:
    return message if len(message) <= 3 * _SHOWN else f"{message[:_SHOWN]} … {message[-2 * _SHOWN :]}"

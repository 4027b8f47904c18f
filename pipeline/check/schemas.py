"""The grammar of the TEI and the JSON Schemas, and their errors as faults."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipeline.check.faults import Fault, placed
from pipeline.json_schemas import compiled, folder
from pipeline.json_schemas import schema as read

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_SHOWN = 60


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
        return placed(where, found[0])
    return f"{where}:{error.line}" if error.line else where


def _sentence(error: Any) -> str:
    said = re.sub(r"\s+", " ", error.message).strip().rstrip(".")
    return f"{said}; the grammar schemas/tei.rng says what may stand there."


def json_faults(value: object, schema: str, where: str) -> Iterator[Fault]:
    """What of a JSON value `schemas/<schema>.schema.json` does not allow, each with its JSON Pointer (RFC 6901).

    A compiled validator says whether all is well; only where it is not, jsonschema is asked for the sentences.
    """
    rule = f"{schema}.schema.json"
    try:
        if compiled(schema).is_valid(value):
            return
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end]
        yield Fault(where, rule, f"It holds {half!a}, half a surrogate pair, which is no character.")
        return
    found = [(error.absolute_path, error.message) for error in _validator(schema).iter_errors(value)]
    found = found or [(error.instance_path, error.message) for error in compiled(schema).iter_errors(value)]
    for path, message in found:
        yield Fault(f"{where}:{_pointer(path)}", rule, f"{_short(message)}.")


@cache
def _validator(schema: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator

    return Draft202012Validator(read(schema))


def _pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path) or "/"


def _short(message: str) -> str:
    return message if len(message) <= 3 * _SHOWN else f"{message[:_SHOWN]} … {message[-2 * _SHOWN :]}"

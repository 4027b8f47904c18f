"""The grammar of the TEI and the JSON Schemas, and their errors as faults."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from pipeline.check.faults import Fault
from pipeline.check.grammar import grammar
from pipeline.json_schemas import compiled, folder
from pipeline.json_schemas import schema as read

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from lxml import etree

_SHOWN = 60


def tei(root: "etree._Element", where: str) -> list[Fault]:
    """What of a TEI tree `schemas/tei.rng` does not allow."""
    return list(grammar(folder() / "tei.rng").faults(root, where))


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

"""`<stem>.toml` beside a text: what the person running this knows of it and the text itself does not say.

What may stand there is said in `schemas/metadata.schema.json`, which this goes by: what is wrong is said with file,
line and key, in the words of the schema (`errorMessage`). What is not known is left out or empty. Nothing here looks at
the text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from typing import Any, cast

from pipeline.errors import SourceError
from pipeline.json_schemas import compiled, schema
from pipeline.meta import Meta
from pipeline.source.archives import File
from pipeline.source.values import PEOPLE, field, is_isni, is_orcid
from pipeline.w3c_date import is_w3c_date
from pipeline.xml_chars import illegal_character

Place = Sequence[str | int]
"""Keys and numbers that lead to a value, from the outside in."""

_SORTS = {"string": 'a string in quotation marks: {key} = "..."', "array": "a list: {key} = [...]"}
_OF_THE_FILE = ("source_name", "source_sha256", "encoding", "encoding_evidence", "repaired")
_TOLD = ("title", "subtitle", "authors", "date", "place", "language")  # by the text, where the sidecar is silent
_FORMATS = (
    ("w3c-date", lambda value: value == "" or is_w3c_date(value)),
    ("orcid", lambda value: value == "" or is_orcid(value)),
    ("isni", lambda value: value == "" or is_isni(value)),
)


def load(path: File) -> dict[str, Any]:
    """The fields of `Meta` that the sidecar at `path` sets; none if there is no such file.

    Raises `SourceError` with a line for each fault, naming file, line and key: no TOML, an unknown key, a value of the
    wrong type or out of form, a date that is in no calendar.
    """
    said, table = _read(path)
    faults = sorted(_faults(said, table)) if table else []
    if faults:
        raise SourceError("\n".join(f"{path}, line {line}: {fault}." for line, fault in faults))
    return {PEOPLE.get(key, key): field(key, value) for key, value in table.items()}


def differing_from(said: Mapping[str, Any], meta: Meta) -> list[str]:
    """The fields in which a text with this sidecar is not what `meta` says; those that a text may tell count if said.

    >>> differing_from({"licence": "CC0"}, Meta(title="Сад", licence="CC BY 4.0", published_in="Садовод"))
    ['licence', 'published_in']
    """
    names = [one.name for one in fields(Meta) if one.name not in _OF_THE_FILE]
    values = {name: said.get(name) or getattr(meta if name in _TOLD else Meta(), name) for name in names}
    return [name for name, value in values.items() if value != getattr(meta, name)]


def _read(path: File) -> tuple[str, dict[str, Any]]:
    try:
        said = path.read_bytes().decode("utf-8-sig")
        return said, _plain(tomllib.loads(said))
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); see to the file, or take it away.") from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: is not UTF-8, the byte at offset {error.start} does not decode; save it so."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f'{path}: is not TOML: {error}. A line reads: title = "..."') from error
    except RecursionError as error:
        raise SourceError(f"{path}: is not TOML: lists or tables nest too deep. Correct that place.") from error


def _plain(value: Any) -> Any:
    """TOML without its dates and times: they are strings, as W3C has them."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


# What is wrong


def _faults(said: str, table: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Every fault with its line."""
    for error in compiled("metadata", *_FORMATS).iter_errors(table):
        place, kind = [*error.instance_path], cast(Any, error.kind)
        if kind.name in ("additionalProperties", "unevaluatedProperties"):
            for key in kind.unexpected:
                yield _line(said, [*place, key]), f"{key} is not a known key; known are {', '.join(_known(error))}"
        else:
            yield _line(said, place), _sentence(error, place)
    for where, fault in _illegal(table):
        yield _line(said, where), f"{_key(where)} holds {fault}, which XML 1.0 cannot hold"


def _illegal(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every string that holds what XML cannot, with what that is."""
    if isinstance(value, str) and (fault := illegal_character(value)):
        yield place, fault
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in steps:
        yield from _illegal(one, [*place, step])


def _known(error: Any) -> list[str]:
    """The keys that a table may have where one had another."""
    table = _schemas(error)[-1]
    inherited = _referred(table["$ref"])["properties"] if "$ref" in table else {}
    return [*inherited, *table.get("properties", ())]


def _schemas(error: Any) -> list[Mapping[str, Any]]:
    """The schemas on the way to the one that was not met, that one last."""
    found: list[Any] = [schema("metadata")]
    for step in [*error.schema_path][:-1]:
        at = found[-1]
        found.append(_referred(at["$ref"]) if step == "$ref" else at[int(step) if isinstance(at, list) else step])
    return [one for one in found if isinstance(one, dict)]


def _referred(pointer: str) -> Any:
    return schema("metadata")["$defs"][pointer.rpartition("/")[2]]


def _sentence(error: Any, place: Place) -> str:
    key = _key(place)
    if error.kind.name == "required":
        return f"[[{key}]] has no {error.kind.property}; say it, or take the table away"
    if error.kind.name == "type" and isinstance(place[-1], int) and key not in PEOPLE:
        return f'{key} has to be a list of strings in quotation marks: {key} = ["...", "..."]'
    if error.kind.name == "type":
        return f"{key} has to be {_sort(key, _schemas(error)[-1]['type'])}"
    message = str(_schemas(error)[-1].get("errorMessage", "cannot be {value}"))
    return f"{key} {message.replace('{value}', repr(error.instance))}"


def _key(place: Place) -> str:
    return next((step for step in reversed(place) if isinstance(step, str)), "")


def _sort(key: str, types: Any) -> str:
    if key in PEOPLE:
        string = _SORTS["string"].format(key=key) + ", or " if key == "author" else ""
        return f'{string}a table for each: [[{key}]], and below it name = "..."'
    return _SORTS.get(types, "a table: [{key}]").format(key=key)


def _line(said: str, place: Place) -> int:
    """Where a key is set, from 1, as far as that can be told; tomllib does not keep it."""
    start = 0
    for step, following in zip(place, [*place[1:], ""], strict=True):
        if isinstance(step, str):
            found = [*_setting(step).finditer(said, start)]
            number = following if isinstance(following, int) else 0
            start = found[min(number, len(found) - 1)].start() if found else start
    return said.count("\n", 0, start) + 1


def _setting(key: str) -> re.Pattern[str]:
    return re.compile(rf"""(?:^|(?<=[{{,]))[ \t]*\[*[ \t]*["']?{re.escape(key)}["']?[ \t]*(?=[.=\]])""", re.MULTILINE)

"""A sidecar to fill in: every key of `schemas/metadata.schema.json` with what it means, and what is known already.

What is known is said; every other key stands in a comment, so that the file is valid as it is.
"""

import json
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from pipeline.json_schemas import schema
from pipeline.meta import Contributor, Meta
from pipeline.source.values import PEOPLE

_WIDTH = 100
_HEAD = """\
What the text does not say of itself, for the header of its TEI and for archives. Take away the # of a line and say it \
between the quotation marks; what you do not know, leave. Nothing is asked that you have to answer."""
_AS_ASSUMED = ("encoding", "utf-8")
_PERHAPS = "The title page has the line below; take away its # if that says it."
_FOUND = "Found in the text; correct it if it is wrong."


def template(known: Meta, perhaps: Mapping[str, str] | None = None) -> str:
    """The sidecar of a text of which this much is known (its titles, authors, date, place, language, encoding).

    `perhaps` has what may be the value of a key, and stands there in a comment.
    """
    properties = schema("metadata")["properties"]
    simple = {key: one for key, one in properties.items() if key != "edition" and key not in PEOPLE}
    lines = [*_comment(_HEAD), ""]
    for key, one in simple.items():
        value = "" if (key, getattr(known, key)) == _AS_ASSUMED else getattr(known, key)
        lines += _entry(key, one, value, (perhaps or {}).get(key, ""))
    for key in PEOPLE:
        lines += _people(key, properties[key], getattr(known, PEOPLE[key]))
    return "\n".join([*lines, *_table("edition", properties["edition"])])


def _entry(key: str, described: Mapping[str, Any], value: Any, perhaps: str) -> list[str]:
    empty = "[]" if described.get("type") == "array" else _toml(perhaps)
    said = f"{key} = {_toml(value)}" if value else f"# {key} = {empty}"
    found = [_FOUND] if value and key not in ("language", "encoding") else [_PERHAPS] if perhaps and not value else []
    return [*_comment(" ".join([_meaning(described), *found])), said, ""]


def _people(key: str, described: Mapping[str, Any], known: tuple[Contributor, ...]) -> list[str]:
    """A table for each of those who are known, their names where no more is known, or one in a comment."""
    lines = _comment(" ".join([_meaning(described), *([_FOUND] if known else [])]))
    if known and not any(one.kind for one in known):
        return [*lines, f"{key} = {_toml('; '.join(one.name for one in known))}", ""]
    for one in known:
        lines += [f"[[{key}]]", *_keys(described, one), ""]
    return lines if known else [*lines, f"# [[{key}]]", *_keys(described), ""]


def _table(key: str, described: Mapping[str, Any]) -> list[str]:
    return [*_comment(_meaning(described)), f"# [{key}]", *_keys(described), ""]


def _keys(described: Mapping[str, Any], known: Contributor | None = None) -> Iterator[str]:
    """The keys of a table, each in a comment with its meaning after it."""
    table = described.get("items", described)
    person = schema("metadata")["$defs"]["person"]["properties"] if "$ref" in table else {}
    for key, one in {**person, **table.get("properties", {})}.items():
        value = getattr(known, key, "") if key != "kind" else ""
        yield f"{'' if value else '# '}{key} = {_toml(value)}  # {_meaning(one)}"


def _meaning(described: Mapping[str, Any]) -> str:
    """What a key means, with an example where there is one."""
    referred = schema("metadata")["$defs"].get(described.get("$ref", "").rpartition("/")[2], {})
    examples = described.get("examples", referred.get("examples", ()))
    shown = f" For instance {' or '.join(map(_toml, examples))}." if examples else ""
    return f"{described['description']}{shown}"


def _comment(words: str) -> list[str]:
    return [f"# {line}" for line in wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def _toml(value: Any) -> str:
    """A string, or a list of them, as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

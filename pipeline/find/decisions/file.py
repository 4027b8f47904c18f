"""`<doc>.decisions.toml` ↔ `Decisions`: a table for each decision, of the sorts in `TABLES`.

`schemas/decisions.schema.json` says the same of them. Nothing here looks at a text.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from pipeline.errors import SourceError
from pipeline.find.decisions.values import (
    DATING,
    KINDS,
    LEVELS,
    NOTHING,
    SPOKEN,
    Decision,
    Decisions,
    OfDate,
    OfMention,
    OfPerson,
    OfReading,
    OfReference,
    OfString,
    Quote,
)
from pipeline.w3c_date import is_w3c_date
from pipeline.xml_chars import illegal_character

HEAD = """\
# What an editor decided; tei-export carries it out after its rules. Words are quoted exactly, marks included;
# prefix and suffix stand before and after them, start (code points) is a hint where that is not enough.
"""
_ONLY_OF = {"speaker": SPOKEN, "level": ("title",)}
AGENTS = ("person", "group", "organisation", "work")


class Readable(Protocol):
    """A file, wherever it is."""

    def read_bytes(self) -> bytes:
        """Its bytes."""


class Value(NamedTuple):
    """What a key takes: a test, and in words."""

    fits: Callable[[Any], bool]
    said: str


def _is_quote(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "exact" in value
        and all(k in _QUOTE and _QUOTE[k].fits(v) for k, v in value.items())
    )


def _is_words(value: Any) -> bool:
    """Words, or a quotation's parts with what stands between them: an odd number of pieces."""
    several = value if isinstance(value, list) else [value]
    return len(several) % 2 == 1 and all(isinstance(one, str) for one in several) and all(several[::2])


def _is_names(value: Any) -> bool:
    several = value if isinstance(value, list) else [value]
    return all(isinstance(one, str) and one for one in several) and len(set(several)) == len(several) > 0


TEXT = Value(lambda value: isinstance(value, str), "a string")
WORDS = Value(lambda value: isinstance(value, str) and value != "", "a string that is not empty")
NAMES = Value(_is_names, "a name, or a list of names")
DATE = Value(
    lambda value: isinstance(value, str) and is_w3c_date(value), 'a date such as "1911", "1911-05" or "--05-12"'
)
_QUOTE = {
    "exact": Value(_is_words, "the words, or a list of a quotation's parts and what is between them"),
    "prefix": TEXT,
    "suffix": TEXT,
    "start": Value(lambda value: type(value) is int and value >= 0, "a number from 0 on"),
}


def _one_of(*words: str) -> Value:
    return Value(lambda value: value in words, f"one of {', '.join(words)}")


TABLES: dict[str, tuple[tuple[str, ...], dict[str, Value]]] = {
    "person": (
        ("name",),
        {
            "name": WORDS, "also": NAMES, "called": WORDS, "kind": _one_of(*AGENTS), "surname": TEXT, "forename": TEXT,
            "patronym": TEXT, "authority": TEXT, "named": Value(lambda value: isinstance(value, bool), "true or false"),
        },
    ),
    "string": (
        ("exact", "kind"),
        {
            **_QUOTE, "kind": _one_of(*KINDS, NOTHING), "speaker": NAMES, "level": _one_of(*LEVELS), "instead": WORDS,
        },
    ),
    "mention": (("exact", "person"), {**_QUOTE, "exact": WORDS, "person": TEXT}),
    "note_ref": (
        ("exact", "note"),
        {
            **_QUOTE, "exact": WORDS,
            "note": Value(lambda value: value == "" or _is_quote(value), 'how a note begins, { exact = "..." }, or ""'),
        },
    ),
    "reading": (("exact", "corr"), {**_QUOTE, "exact": WORDS, "corr": WORDS}),
    "date": (
        ("exact",),
        {**_QUOTE, "exact": WORDS, **dict.fromkeys(DATING, DATE), "certainty": _one_of("high", "medium", "low")},
    ),
}  # fmt: skip


def load(path: Readable) -> Decisions:
    """The decisions in a file; none if there is no such file.

    Raises `SourceError` naming file, line and key: no TOML, an unknown table or key, a value of the wrong sort.
    """
    try:
        said = path.read_bytes().decode("utf-8-sig")
        content = tomllib.loads(said)
    except FileNotFoundError:
        return Decisions()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); see to the file, or take it away.") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8, the byte at {error.start} does not decode; save it so.") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: is not TOML: {error}. Correct that place.") from error
    except RecursionError as error:
        raise SourceError(f"{path}: is not TOML: lists or tables nest too deep. Correct that place.") from error
    _refuse_unknown(path, said, content)
    return Decisions(*(tuple(_read(path, said, content, table)) for table in TABLES))


def _refuse_unknown(path: Readable, said: str, content: Mapping[str, Any]) -> None:
    for table, value in content.items():
        where = f"{path}, line {_first_line(said, table)}"
        if table not in TABLES:
            raise SourceError(f"{where}: {table!r} is no sort of decision; there are [[{']], [['.join(TABLES)}]].")
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise SourceError(f"{where}: {table} is no list of tables; write [[{table}]] above each decision.")


def _read(path: Readable, said: str, content: Mapping[str, Any], table: str) -> Iterator[Any]:
    lines = _heads(said, table)
    for one in content.get(table, ()):
        line = next(lines, 1)
        _refuse_misfits(f"{path}, line {line}: [[{table}]]", table, one)
        yield _MADE[table](one, line)


def _heads(said: str, table: str) -> Iterator[int]:
    """The lines at which a decision of this sort begins."""
    heads = re.finditer(rf"^[ \t]*\[\[[ \t]*{re.escape(table)}[ \t]*\]\]", said, re.MULTILINE)
    return (said.count("\n", 0, head.start()) + 1 for head in heads)


def _first_line(said: str, name: str) -> int:
    """The line at which a name stands first, however it is used."""
    found = re.search(rf"^[ \t]*\[*[ \t\"']*{re.escape(name)}\b", said, re.MULTILINE)
    return said.count("\n", 0, found.start()) + 1 if found else 1


def _refuse_misfits(where: str, table: str, one: Mapping[str, Any]) -> None:
    needed, keys = TABLES[table]
    for key in one:
        if key not in keys:
            raise SourceError(f"{where} has a key {key!r}; known are {', '.join(keys)}.")
    for key in needed:
        if key not in one:
            raise SourceError(f"{where} has no {key}; a {table} needs {' and '.join(needed)}.")
    for key, value in one.items():
        if not keys[key].fits(value):
            raise SourceError(f"{where}: {key} has to be {keys[key].said}, not {value!r}.")
        if fault := illegal_character("".join(_strings(value))):
            raise SourceError(f"{where}: {key} holds {fault}, which XML 1.0 cannot hold; take it out.")
    for key, kinds in _ONLY_OF.items() if table == "string" else ():
        if key in one and one["kind"] not in kinds:
            raise SourceError(f"{where} has a {key}, and kind {one['kind']}; only {' and '.join(kinds)} can have one.")


def _strings(value: Any) -> Iterator[str]:
    """The strings in a value, however deep."""
    match value:
        case str():
            yield value
        case list() | dict():
            for one in value.values() if isinstance(value, dict) else value:
                yield from _strings(one)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


def _quote(one: Mapping[str, Any]) -> Quote:
    return Quote(_names(one["exact"]), one.get("prefix", ""), one.get("suffix", ""), one.get("start", -1))


def _person(one: Mapping[str, Any], line: int) -> OfPerson:
    known = {key: value for key, value in one.items() if key not in ("name", "also", "called")}
    return OfPerson(one["name"], _names(one.get("also")), known, one.get("called", ""), line)


def _string(one: Mapping[str, Any], line: int) -> OfString:
    speakers = _names(one.get("speaker"))
    return OfString(_quote(one), one["kind"], speakers, one.get("level", ""), one.get("instead", ""), line)


_MADE: dict[str, Callable[[Mapping[str, Any], int], Decision]] = {
    "person": _person,
    "string": _string,
    "mention": lambda one, line: OfMention(_quote(one), one["person"], line),
    "note_ref": lambda one, line: OfReference(_quote(one), _quote(one["note"]) if one["note"] else None, line),
    "reading": lambda one, line: OfReading(_quote(one), one["corr"], line),
    "date": lambda one, line: OfDate(
        _quote(one), {key: one[key] for key in (*DATING, "certainty") if key in one}, line
    ),
}


def written(decisions: Decisions) -> str:
    """The file that `load` reads these decisions from."""
    return HEAD + "".join(f"\n[[{table}]]\n{_lines(pairs)}" for table, pairs in map(_said, decisions))


def sort_of(one: Decision) -> str:
    """The table that a decision is written as."""
    return _said(one)[0]


def _said(one: Decision) -> tuple[str, dict[str, Any]]:
    match one:
        case OfPerson():
            return "person", {"name": one.name, "called": one.called, "also": list(one.also), **one.known}
        case OfString():
            return "string", {
                **_quoted(one.quote), "kind": one.kind, "speaker": list(one.speakers), "level": one.level,
                "instead": one.instead,
            }  # fmt: skip
        case OfMention():
            return "mention", {**_quoted(one.quote), "person": one.person}
        case OfReference():
            return "note_ref", {**_quoted(one.quote), "note": _quoted(one.note) if one.note else ""}
        case OfReading():
            return "reading", {**_quoted(one.quote), "corr": one.corr}
        case OfDate():
            return "date", {**_quoted(one.quote), **one.values}


def _quoted(quote: Quote) -> dict[str, Any]:
    said = {"exact": list(quote.pieces), "prefix": quote.prefix, "suffix": quote.suffix}
    return said | ({"start": quote.start} if quote.start >= 0 else {})


_EMPTY = {"prefix", "suffix", "speaker", "level", "instead", "also", "called"}


def _lines(pairs: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in pairs.items() if value or key not in _EMPTY)


def _toml(value: Any) -> str:
    """A value as TOML writes it; a list of one as that one."""
    match value:
        case [one]:
            return _toml(one)
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return (
                f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in value.items() if one or key not in _EMPTY)} }}"
            )
        case bool():
            return str(value).lower()
        case int():
            return str(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

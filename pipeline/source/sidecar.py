"""`<stem>.toml` beside a text: what the person running this knows of it and the text itself does not say.

Every key is a field of `Meta` and every value a string or a TOML date; what is not known is left out or empty.
What is wrong is said with its line. Nothing here looks at the text.
"""

import calendar
import re
import tomllib
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import SourceError
from pipeline.text import Meta
from pipeline.xml_chars import illegal_character

FACTS = ("source_name", "source_sha256")  # of the file itself, never to be said by a person
KEYS = tuple(field.name for field in fields(Meta) if field.name not in FACTS)
_DATES = ("date", "published_date")
_W3C_DATE = re.compile(r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?|---(?P<alone>\d{2})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def load(path: Path) -> dict[str, str]:
    """The fields of `Meta` that the sidecar at `path` sets; none if there is no such file.

    Raises `SourceError` naming file, line and key: no TOML, an unknown key, a value of the wrong type or out of form,
    a date that is in no calendar.
    """
    try:
        said = path.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(said)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); see to the file, or take it away.") from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: is not UTF-8, the byte at offset {error.start} does not decode; save it so."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f'{path}: is not TOML: {error}. A line reads: title = "..."') from error
    return {key: _value(path, said, key, value) for key, value in table.items()}


def _value(path: Path, said: str, key: str, value: Any) -> str:
    if key not in KEYS:
        _refuse(path, said, key, f"is not a known key; known are {', '.join(KEYS)}")
    if key in _DATES and isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        _refuse(path, said, key, f'has to be a string in quotation marks: {key} = "..."')
    if fault := value and _misformed(key, value):
        _refuse(path, said, key, fault)
    return str(value)


def _misformed(key: str, value: str) -> str:
    """What is wrong with this value of this key, or nothing."""
    if fault := illegal_character(value):
        return f"holds {fault}, which XML 1.0 cannot hold"
    if key in _DATES and not is_w3c_date(value):
        return f"is no date: {value!r}; write 1988, 1988-09, 1988-09-24, or --08-11 where no year is known"
    if key == "language" and not _LANGUAGE.fullmatch(value):
        return f"is no language tag (BCP 47): {value!r}; write ru"
    if key == "source_url" and re.search(r"\s", value):
        return f"is no address, there is white space in it: {value!r}"
    return ""


def is_w3c_date(value: str) -> bool:
    """Whether `date/@when` takes this: a W3C date or a part of one, without a time, and in the calendar.

    >>> is_w3c_date("--08-11"), is_w3c_date("1989-02-29")
    (True, False)
    """
    match = _W3C_DATE.fullmatch(value)
    if not match or value == "-" or match["year"] == "0000":
        return False
    if match["alone"]:
        return 1 <= int(match["alone"]) <= 31
    month, day = int(match["month"] or 1), int(match["day"] or 1)
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(int(match["year"] or 2000), month)[1]


def _refuse(path: Path, said: str, key: str, what: str) -> NoReturn:
    raise SourceError(f"{path}, line {_line(said, key)}: {key} {what}.")


def _line(said: str, key: str) -> int:
    """Where a key is set, from 1; tomllib does not keep it."""
    setting = re.compile(rf"""^[ \t]*\[*[ \t]*["']?{re.escape(key)}["']?[ \t]*[.=\]]""", re.MULTILINE)
    match = setting.search(said)
    return said.count("\n", 0, match.start()) + 1 if match else 1

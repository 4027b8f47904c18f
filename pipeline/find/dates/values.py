"""What the words of a date say, as values of TEI att.datable.w3c (W3C date, gYearMonth, gYear, gMonthDay).

Every function gives attributes of a `date` span, or None where the words make no date (31 February).
How «начало», «середина», «конец» are read is a table in `ru/months.toml`.
"""

from calendar import monthrange
from functools import cache
from typing import Any

from pipeline.find.citations.words import month_numbers, time_words

_ROMAN = {"I": 1, "V": 5, "X": 10, "Х": 10}


@cache
def _parts() -> dict[str, dict[str, Any]]:
    return {form: part for part in time_words()["part"].values() for form in part["forms"]}


@cache
def _seasons() -> dict[str, tuple[int, int]]:
    return {form: tuple(one["within"]) for one in time_words()["season"].values() for form in one["forms"]}


def month_number(word: str) -> str:
    """Two digits for a month in any case, abbreviated or not; `00` for a word that is no month."""
    return month_numbers().get(word.lower().rstrip("."), "00")


def part_of(words: str) -> dict[str, Any]:
    """The reading of «начало», «вторая половина» and the like, in any case."""
    return _parts()[" ".join(words.lower().split())]


def day(year: str, month: str, number: str) -> dict[str, str] | None:
    """One day, of a year or (year empty) of any; None if the calendar has no such day."""
    if not 1 <= int(month) <= 12 or not 1 <= int(number) <= monthrange(int(year or 2000), int(month))[1]:
        return None
    return {"when": f"{year or '-'}-{month}-{int(number):02}"}


def stretch(first: str, last: str) -> dict[str, str] | None:
    """From one value to another; None if it would run backwards."""
    return {"from": first, "to": last} if first < last else None


def season(word: str, year: str) -> dict[str, str]:
    """A season that lies within one year: its first and last month."""
    first, last = _seasons()[word.lower()]
    return {"not_before": f"{year}-{first:02}", "not_after": f"{year}-{last:02}", "certainty": "medium"}


def _bounds(part: dict[str, Any], first: str, last: str) -> dict[str, str]:
    """What a part leaves open: bounds, and medium certainty where the reading is a convention."""
    return {"not_before": first, "not_after": last} | ({} if part.get("sure") else {"certainty": "medium"})


def month(year: str, number: str) -> dict[str, str] | None:
    """One month of a year."""
    return {"when": f"{year}-{number}"} if number != "00" else None


def year_part(part: dict[str, Any], year: str) -> dict[str, str]:
    """A part of a year, in months."""
    first, last = part["year"]
    return _bounds(part, f"{year}-{first:02}", f"{year}-{last:02}")


def month_part(part: dict[str, Any], year: str, month: str) -> dict[str, str] | None:
    """A part of a month, in days."""
    if month == "00":
        return None
    first, last = part["month"]
    last = min(last, monthrange(int(year), int(month))[1])
    return _bounds(part, f"{year}-{month}-{first:02}", f"{year}-{month}-{last:02}")


def decade(number: str, until: str = "", century_number: str = "", part: str = "") -> dict[str, str] | None:
    """Decades as `1920`, `20` or a word, through `until`; without a known century nothing is said of the years."""
    first = _decade_of(number)
    if first < 100 and not century_number:
        return {}
    base = (_roman(century_number) - 1) * 100 if century_number and first < 100 else first - first % 100
    first = base + first % 100
    if part and not until:
        start, end = part_of(part)["decade"]
        return _bounds(part_of(part), f"{first + start:04}", f"{first + end:04}")
    last = base + int(until) if until else first
    return stretch(f"{first:04}", f"{last + 9:04}")


def _decade_of(number: str) -> int:
    if number.isdigit():
        return int(number)
    stems: dict[str, int] = time_words()["decade"]
    return next(value for stem, value in stems.items() if number.lower().startswith(stem))


def century(number: str, until: str = "", part: str = "", before_christ: bool = False) -> dict[str, str] | None:
    """Centuries in Roman numerals, counted from the year 1; of a century before Christ only the whole is told."""
    first, last = _roman(number), _roman(until or number)
    if not 0 < first <= 21 or not 0 < last <= 21:
        return None
    if before_christ:
        return {"from": f"-{first * 100:04}", "to": f"-{(last - 1) * 100 + 1:04}"}
    base = (first - 1) * 100
    if part and not until:
        start, end = part_of(part)["century"]
        return _bounds(part_of(part), f"{base + start:04}", f"{base + end:04}")
    return stretch(f"{base + 1:04}", f"{last * 100:04}")


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral.upper()]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))

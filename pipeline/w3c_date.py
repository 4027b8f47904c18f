"""Which strings are dates as TEI's `date/@when` takes them: W3C dates or parts of one (XML Schema Part 2, 3.2.9)."""

import re
from calendar import monthrange

_SHAPE = re.compile(r"(?:(?P<year>-?\d{4})|-)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?|---(?P<alone>\d{2})", re.ASCII)


def is_w3c_date(value: str) -> bool:
    """Whether it is one, without a time, and in the calendar.

    >>> [is_w3c_date(value) for value in ("1911", "1911-05", "1911-05-12", "--05-12", "---12", "-0043")]
    [True, True, True, True, True, True]
    >>> [is_w3c_date(value) for value in ("1989-02-29", "0000", "-", "12.05.1911")]
    [False, False, False, False]
    """
    match = _SHAPE.fullmatch(value)
    if not match or value == "-" or (match["year"] and not int(match["year"])):
        return False
    if match["alone"]:
        return 1 <= int(match["alone"]) <= 31
    year, month, day = abs(int(match["year"] or 2000)), int(match["month"] or 1), int(match["day"] or 1)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]

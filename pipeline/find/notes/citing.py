"""Lines that begin and end as a note does, and none that goes on one or stands behind the notes. Adds no span."""

import re

from pipeline.find.lines import Line, has_stop
from pipeline.find.vocabulary import beginning

_CITES = re.compile(
    r"\b[сcСCpP]\.\s?\d|\bстр\.|\bТам же|\bIbid|https?:|www\.|//|\b1[5-9]\d\d\b|\b20[0-4]\d\b|\bУказ\. ?соч|^См\."
    r"|\bт\.\s?\d"
)
_SHELFMARK = re.compile(r"\bФ\.\s?[^\W_]{1,8}\.\s+(?:Оп|Д|Ед|Л)\.")
_LEAD = re.compile(r"(?:[↑•▪–—*-]\s*)+")
_LONGEST = 600


def cites(text: str, line: Line) -> bool:
    """Whether a line names a page, a year or «Там же» and is not long."""
    return line.end - line.start < _LONGEST and bool(_CITES.search(text, line.start, line.end))


def begins_note(text: str, line: Line) -> bool:
    """Whether a line cites a work or a paper in an archive, or says what only a note says («Перевод наш»)."""
    lead = _LEAD.match(text, line.start, line.end)
    start = lead.end() if lead else line.start
    said = beginning("note_openings").match(text, start) or beginning("note_remarks").match(text, start)
    return bool(said) or cites(text, line) or bool(_SHELFMARK.search(text, line.start, line.end))


def ends_note(text: str, line: Line) -> bool:
    """Whether a line has the stop that a note ends with and a link to another page does not, or begins a note."""
    return has_stop(text, line.start, line.end) or begins_note(text, line)

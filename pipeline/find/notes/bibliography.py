"""A numbered bibliography at the end of a text, and the marks `[5, с. 12]`, `[3; 7]` that lead to its entries.

A list under «Литература» is a bibliography unless an entry says «Там же» or returns by an arrow: then it holds notes.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.find.blocks.line_kinds import is_list
from pipeline.find.lines import Line, arrow, is_ornament
from pipeline.find.notes.labels import Label, labels
from pipeline.find.vocabulary import beginning

_MARK = re.compile(r"\[((?:(?:[Сс]м|[Сс]р|[Цц]ит\. по|[Нн]апр)\b|\d{1,4})[^\[\]\n]{0,80})\]|\[(\d{1,4})\]")
_NUMBERS = r"\d{1,4}(?:\s*[-–—]\s*\d{1,4})?"
_PART = re.compile(
    rf"(?:[^\W\d]+\.?(?: по)?:?\s)?\s*(?P<numbers>{_NUMBERS}(?:\s*,\s*{_NUMBERS})*)\s*"
    r"(?:[,.:]\s*(?:[сcСC]|стр|[pP]{1,2}|[тТчЧлЛ]|[гГ]л|кн|вып)\b.*|:\s*\d.*)?"
)
_ROUND = re.compile(r"\(((?:(?:[Сс]м|[Сс]р|[Цц]ит\. по|[Нн]апр)\b|\d{1,4})[^()\[\]\n]{0,80})\)")
_WITH_PAGE = re.compile(r"[,.:]\s*(?:[сcСCpP]|стр|[pP]{2}|[тТ])\b")
_FEWEST_ROUND = 2
_WIDEST = 50


class Entry(NamedTuple):
    """An entry of a bibliography: its extent, label and number; number 0 where it has no label."""

    start: int
    end: int
    label_end: int
    number: int


class Bibliography(NamedTuple):
    """The heading's line and the entries under it (indices of lines, half-open)."""

    heading: int
    last: int
    entries: tuple[Entry, ...]


def headings(text: str, found: Sequence[Line], kind: str) -> list[int]:
    """The lines that are a heading of this list (`notes` or `bibliography`) and nothing else."""
    return [index for index, line in enumerate(found) if is_list(text, line, kind)]


def bibliographies(text: str, found: Sequence[Line]) -> list[Bibliography]:
    """The numbered lists under a heading of literature, in order."""
    opened = headings(text, found, "bibliography")
    if not opened:
        return []
    stops = sorted({*opened, *headings(text, found, "notes"), *_breaks(text, found, opened[0])})
    families = [labels(text, found, shape) for shape in ("square", "dotted", "paren", "bare")]
    read = (_read(text, found, heading, _next(stops, heading, len(found)), families) for heading in opened)
    return [one for one in read if one]


def _breaks(text: str, found: Sequence[Line], first: int) -> Iterator[int]:
    return (index for index in range(first + 1, len(found)) if is_ornament(text, found[index]))


def _next(stops: Sequence[int], heading: int, last: int) -> int:
    index = bisect_right(stops, heading)
    return stops[index] if index < len(stops) else last


def _read(
    text: str, found: Sequence[Line], heading: int, last: int, families: Sequence[Sequence[Label]]
) -> Bibliography | None:
    taken = max((_rising(family, heading, last) for family in families), key=len)
    if not taken or taken[0].line != heading + 1 or _speaks_of_notes(text, found, taken):
        return None
    ends = [*(label.line for label in taken[1:]), min(last, taken[-1].line + 1)]
    entries = (
        Entry(found[label.line].start, found[end - 1].end, label.end, label.number)
        for label, end in zip(taken, ends, strict=True)
    )
    return Bibliography(heading, ends[-1], tuple(entries))


def _rising(family: Sequence[Label], heading: int, last: int) -> list[Label]:
    start = bisect_right(family, heading, key=lambda label: label.line)
    taken: list[Label] = []
    for label in family[start : bisect_left(family, last, key=lambda label: label.line)]:
        if not taken or taken[-1].number < label.number <= taken[-1].number + 3:
            taken.append(label)
    return taken


def _speaks_of_notes(text: str, found: Sequence[Line], taken: Sequence[Label]) -> bool:
    opening = beginning("note_openings")
    return any(
        opening.match(text, _after_space(text, label.end)) or arrow(text, found[label.line]) < found[label.line].end
        for label in taken
    )


def _after_space(text: str, offset: int) -> int:
    while text[offset : offset + 1].isspace():
        offset += 1
    return offset


def references(text: str, entries: Mapping[int, str], before: int, after: int = 0) -> Iterator[tuple[int, int, str]]:
    """The marks in `[after, before)` that name entries: start, end, ids of the entries.

    `[5]`, `[5, с. 12]`, `[5: 12]`, `[3; 7]`, `[1, 4]`, `[1–4]`, `[см.: 5]`; one with a number
    that the list does not have is no mark.
    """
    for match in _MARK.finditer(text, after, before):
        if led := _named(match.group(1) or match.group(2), entries):
            yield match.start(), match.end(), led


def round_references(text: str, entries: Mapping[int, str], before: int, after: int = 0) -> list[tuple[int, int, str]]:
    """The same in round brackets, `(5, с. 12)`, `(2)`, where two or more stand, one of them with a page.

    A number alone opens an item, «(1) вода, (2) земля», unless a stop stands behind it.
    """
    matches = [match for match in _ROUND.finditer(text, after, before) if not _opens_item(text, match)]
    led = [(match.start(), match.end(), _named(match[1], entries), match[1]) for match in matches]
    paged = any(named and _WITH_PAGE.search(inside) for _, _, named, inside in led)
    found = [(start, end, named) for start, end, named, _ in led if named]
    return found if paged and len(found) >= _FEWEST_ROUND else []


def _opens_item(text: str, match: re.Match[str]) -> bool:
    return match[1].isdigit() and text[match.end() : match.end() + 2].strip()[:1].isalnum()


def _named(inside: str, entries: Mapping[int, str]) -> str:
    """The ids of the entries that are named between brackets; none where one is not in the list."""
    numbers = _numbers(inside)
    known = all(number in entries for number in numbers)
    return " ".join(dict.fromkeys(entries[number] for number in numbers)) if known else ""


def _numbers(inside: str) -> list[int]:
    """The numbers of entries that the words between the brackets name; none if they are anything else."""
    parts = [_PART.fullmatch(part.strip()) for part in inside.split(";")]
    named = [one for part in parts if part for one in part["numbers"].split(",")]
    return [number for one in named for number in _range(one)] if all(parts) else []


def _range(numbers: str) -> range:
    first, *last = (int(number) for number in re.findall(r"\d+", numbers))
    return range(first, min(max(last, default=first), first + _WIDEST) + 1)

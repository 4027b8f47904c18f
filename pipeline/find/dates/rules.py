"""The shapes of dates in Russian prose, in order of preference, and what each says.

A shape is a regular expression with `{D}` for a day's figures, `{M}` for a month, `{Y}` for a year and so on, and a
function from its match to attributes; one that answers None rejects the match. The values are made in `date_values`.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from pipeline.find.citations.words import DASH, SPACE, alternation, any_month, time_words
from pipeline.find.dates.values import (
    century,
    day,
    decade,
    month,
    month_number,
    month_part,
    part_of,
    season,
    stretch,
    year_part,
)
from pipeline.find.words import analyses

Values = dict[str, str]
Maker = Callable[[re.Match[str]], Values | None]

_WORD = re.compile(r"[^\S\n]([^\W\d_]+)")
_NEEDED = frozenset(("Y", "M", "P", "S", "T", "CENTURY", "YEAR", "YEARS", "BEFORE"))
_INNERMOST = re.compile(r"\((\?!)?(?:\?:|\?P<\w+>)?([^()]*)\)(\??)")  # a group that holds none


@cache
def _pieces() -> dict[str, str]:
    table = time_words()
    words = {name: alternation(forms) for name, forms in table["words"].items()}
    return {
        "D": r"\d{1,2}",
        "M": any_month(),
        "Y": r"(?:1\d{3}|20\d{2})",
        "P": alternation(form for part in table["part"].values() for form in part["forms"]),
        "S": alternation(form for one in table["season"].values() for form in one["forms"]),
        "C": r"[IVXХ]+",
        "T": "(?:" + "|".join(table["decade"]) + r")(?:ые|ых|ым|ыми)",
        "_": SPACE + "+",
        "O": SPACE + "*",
        "G": rf"{SPACE}*{DASH}{SPACE}*",
        "YEAR": words["year"],
        "YEARS": words["years"],
        "CENTURY": words["century"],
        "BC": words["before_christ"],
        "BEFORE": words["before_year"],
    }


def _compiled(shape: str) -> re.Pattern[str]:
    """A shape with `{D}`, `{M}`, `{Y}` ... for the pieces; what it finds is a word of its own, not inside another."""
    pieces = _pieces()
    source = re.sub(r"\{([A-Z_]+)\}", lambda match: pieces[match[1]], shape)
    source = source if "?P<date>" in source else f"(?P<date>{source})"
    return re.compile(rf"\b(?<!-)(?<!\d\.)(?i:{source})(?!\w|{DASH}\w)")


class DateRule(NamedTuple):
    """A shape: its expression (the group `date` is the date), its maker, and the pieces it cannot do without."""

    name: str
    pattern: re.Pattern[str]
    maker: Maker
    needs: frozenset[str]


@cache
def date_rules() -> tuple[DateRule, ...]:
    """The shapes, compiled once."""
    return tuple(DateRule(name, _compiled(shape), maker, _needs(shape)) for name, shape, maker in RULES)


@cache
def needed_pieces() -> dict[str, re.Pattern[str]]:
    """Each piece that a shape may need, as a cheap question whether it stands in a stretch in small letters at all."""
    return {name: re.compile(_pieces()[name]) for name in sorted(_NEEDED)}


def _needs(shape: str) -> frozenset[str]:
    """The pieces that stand in a shape for certain: in no group that may be missing, or that has alternatives."""
    while group := _INNERMOST.search(shape):
        absent, held, optional = group.groups()
        certain = "" if absent or optional or "|" in held else held
        shape = shape[: group.start()] + certain + shape[group.end() :]
    return frozenset(re.findall(r"\{([A-Z]+)\}", shape)) & _NEEDED


def _figures(match: re.Match[str]) -> Values | None:
    return day(match["y"], match["m"], match["d"])


def _day(match: re.Match[str]) -> Values | None:
    return day(match["y"], month_number(match["m"]), match["d"])


def _yearless_day(match: re.Match[str]) -> Values | None:
    return day("", month_number(match["m"]), match["d"])


def _days(match: re.Match[str]) -> Values | None:
    groups = match.groupdict()
    last_month = month_number(match["m2"])
    first_month = month_number(groups["m"]) if groups.get("m") else last_month
    year = groups.get("y") or ""
    first, last = day(year, first_month, match["d"]), day(year, last_month, match["d2"])
    return stretch(first["when"], last["when"]) if first and last else None


def _month(match: re.Match[str]) -> Values | None:
    return month(match["y"], month_number(match["m"]))


def _months(match: re.Match[str]) -> Values | None:
    first, last = (month(match["y"], month_number(match[name])) for name in ("m", "m2"))
    return stretch(first["when"], last["when"]) if first and last else None


def _part_of_month(match: re.Match[str]) -> Values | None:
    return month_part(part_of(match["p"]), match["y"], month_number(match["m"]))


def _part_of_year(match: re.Match[str]) -> Values:
    return year_part(part_of(match["p"]), match["y"])


def _parts_of_years(match: re.Match[str]) -> Values | None:
    first, last = year_part(part_of(match["p"]), match["y"]), year_part(part_of(match["p2"]), match["y2"])
    outer = stretch(first["not_before"], last["not_after"])
    return outer and {"not_before": outer["from"], "not_after": outer["to"], "certainty": "medium"}


def _season(match: re.Match[str]) -> Values:
    return season(match["s"], match["y"])


def _years(match: re.Match[str]) -> Values | None:
    last = match["y2"]
    return stretch(match["y"], last if len(last) == 4 else match["y"][: 4 - len(last)] + last)


def _year(match: re.Match[str]) -> Values:
    return {"when": match["y"].zfill(4)}


def _bare_year(match: re.Match[str]) -> Values | None:
    """A year after a preposition, unless the word behind shows that things are being counted: «до 2000 рублей»."""
    after = _WORD.match(match.string, match.end())
    if after and any(one.case == "gent" and one.number == "plur" and one.pos == "NOUN" for one in analyses(after[1])):
        return None
    return _year(match)


def _decade(match: re.Match[str]) -> Values | None:
    groups = match.groupdict()
    return decade(match["n"], groups.get("n2") or "", groups.get("c") or "", groups.get("p") or "")


def _century(match: re.Match[str]) -> Values | None:
    groups = match.groupdict()
    return century(match["c"], groups.get("c2") or "", groups.get("p") or "", bool(groups.get("bc")))


_DECADE = r"(?P<n>(?:1\d|20)?\d0)(?:{G}(?P<n2>\d0))?-?(?:х|е|ые|ых|м|ми)(?:{_}{YEARS})(?:{_}(?P<c>{C}){_}{CENTURY})?"
_DECADE_WORDS = r"(?P<n>{T})(?:{_}{YEARS})(?:{_}(?P<c>{C}){_}{CENTURY})?"
_CENTURY = r"(?P<c>{C})(?:{G}(?P<c2>{C}))?{_}{CENTURY}(?P<bc>{_}{BC})?"

RULES: tuple[tuple[str, str, Maker], ...] = (
    ("figures", r"(?P<d>{D})\.(?P<m>\d\d)\.(?P<y>{Y})", _figures),
    ("iso-figures", r"(?P<y>{Y})-(?P<m>\d\d)-(?P<d>\d\d)", _figures),
    ("days-of-months", r"(?P<d>{D}){_}(?P<m>{M}){G}(?P<d2>{D}){_}(?P<m2>{M}){O}(?P<y>{Y})(?:{O}{YEAR})?", _days),
    ("days-of-month", r"(?P<d>{D}){G}(?P<d2>{D}){_}(?P<m2>{M}){O}(?P<y>{Y})(?:{O}{YEAR})?", _days),
    ("day", r"(?P<d>{D}){_}(?P<m>{M}),?{O}(?P<y>{Y})(?:{O}{YEAR})?", _day),
    ("days-without-year", r"(?P<d>{D}){G}(?P<d2>{D}){_}(?P<m2>{M})", _days),
    ("day-without-year", r"(?P<d>{D}){_}(?P<m>{M})", _yearless_day),
    ("months", r"(?P<m>{M}){G}(?P<m2>{M}){O}(?P<y>{Y})(?:{O}{YEAR})?", _months),
    ("month", r"(?P<m>{M}){O}(?P<y>{Y})(?:{O}{YEAR})?", _month),
    ("parts-of-years", r"(?P<p>{P}){_}(?P<y>{Y}){G}(?:в{_})?(?P<p2>{P}){_}(?P<y2>{Y}){O}{YEAR}", _parts_of_years),
    ("part-of-month", r"(?P<p>{P}){_}(?P<m>{M}){_}(?P<y>{Y})(?:{O}{YEAR})?", _part_of_month),
    ("part-of-year", r"(?P<p>{P}){_}(?P<y>{Y})(?:{O}{YEAR})?", _part_of_year),
    ("season", r"(?P<s>{S}){_}(?P<y>{Y})(?:{O}{YEAR})?", _season),
    ("part-of-decade-in-figures", r"(?P<p>{P}){_}(?P<n>{Y})-?(?:х|е)(?!{_}{YEARS})", _decade),
    ("decade-in-figures", r"(?P<n>{Y})-(?:х|е)(?!{_}{YEARS})", _decade),
    ("part-of-decade", r"(?P<p>{P}){_}" + _DECADE, _decade),
    ("decade", _DECADE, _decade),
    ("part-of-decade-in-words", r"(?P<p>{P}){_}" + _DECADE_WORDS, _decade),
    ("decade-in-words", _DECADE_WORDS, _decade),
    ("part-of-century", r"(?P<p>{P}){_}" + _CENTURY, _century),
    ("century", _CENTURY, _century),
    ("years", r"(?P<y>{Y}){G}(?P<y2>\d{4}|\d{2}){O}(?:{YEARS}|{YEAR})", _years),
    ("from-year-to-year", r"с{_}(?P<date>(?P<y>{Y}){_}по{_}(?P<y2>{Y})(?:{O}{YEAR}|{O}{YEARS})?)", _years),
    ("year", r"(?P<y>{Y}|\d{3}(?!{O}г\.))(?:-?(?:й|го|м|му))?{O}{YEAR}", _year),
    ("year-after-preposition", r"{BEFORE}{_}(?P<date>(?P<y>1[5-9]\d\d|20\d\d))(?!{O}[-–—%°]|[.,]\d)", _bare_year),
)

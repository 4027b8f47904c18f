"""Short references in brackets: author and year with or without pages, `[Белов 1926: 5; Зимин, 1930, с. 7]`.

The form of references in running text (GOST R 7.0.5, section 5) and of the author-date style. The year or the pages
have to stand, and the name has to look like one: «(Париж, 1926)», «(Октябрь 1917)» are dates and no references.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.find.citations.heads import initials
from pipeline.find.citations.ibid import Reference
from pipeline.find.citations.words import DASH, SPACE, UPPER, any_of, citation_words, month_numbers
from pipeline.find.words import analyses, known
from pipeline.text import Span

_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{4,200})[)\]]")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)")


def short_references(text: str, start: int, end: int) -> Iterator[Reference]:
    """The references of each pair of brackets in `text[start:end]` that holds nothing else, in order."""
    for match in _BRACKETS.finditer(text, start, end):
        if _YEAR.search(match["inside"]) or _pages().search(match["inside"]):
            found = [_one(part) for part in _parts(match)]
            if all(found):
                yield from (one for one in found if one)


def _parts(match: re.Match[str]) -> Iterator[re.Match[str]]:
    return re.compile(r"[^;]+").finditer(match.string, *match.span("inside"))


def _one(part: re.Match[str]) -> Reference | None:
    match = _shape().fullmatch(part.string, *part.span())
    if match is None or not (match["year"] or _pages().match(match["pages"] or "")):
        return None
    names = [Span(*one.span(), "cited_author") for one in _name().finditer(part.string, *match.span("names"))]
    if not all(_is_name(part.string[span.start : span.end]) for span in names):
        return None
    return Reference(names[0].start, match.end("reference"), (*names, *_fields(match)))


def _fields(match: re.Match[str]) -> Iterator[Span]:
    if match["year"]:
        yield Span(*match.span("year"), "date", "", {"when": match["year"]})
    if match["volume"]:
        yield Span(*match.span("volume"), "scope", "", {"unit": "volume", "n": match["n"]})
    if match["pages"]:
        numbers = re.findall(r"\d+", match["pages"])
        single = "," not in match["pages"]
        yield Span(*match.span("pages"), "pages", "", {"first": numbers[0], "last": numbers[-1]} if single else {})


@cache
def _name() -> re.Pattern[str]:
    surname = rf"(?:{any_of('particle')}{SPACE})?{UPPER}[^\W\d_]+(?:[-‑'’][^\W\d_]+)*"
    return re.compile(rf"(?:{initials()}{SPACE}?{surname}|{surname}(?:,?{SPACE}{initials()})?)")


@cache
def _pages() -> re.Pattern[str]:
    run = rf"\d+(?:{SPACE}?{DASH}{SPACE}?\d+)?"
    return re.compile(rf"(?:(?i:{any_of('pages')}){SPACE}?)(?:{run}(?:,{SPACE}?{run})*)")


@cache
def _shape() -> re.Pattern[str]:
    gap, run = rf"[,.]?{SPACE}+", rf"\d+(?:{SPACE}?{DASH}{SPACE}?\d+)?"
    lead = rf"(?:(?i:{any_of('lead_in')}){SPACE}*:?{SPACE}*)*"
    names = rf"(?P<names>{_name().pattern}(?:(?:,{SPACE}|{SPACE}{any_of('and')}{SPACE}){_name().pattern}){{0,3}})"
    others = rf"(?:,?{SPACE}{any_of('others')})?"
    year = rf"{gap}(?P<year>{_YEAR.pattern})(?:[a-zа-я]|{DASH}\d{{2,4}})?(?!\d)"
    volume = rf"(?:{gap}(?P<volume>(?i:{any_of('volume')}){SPACE}?(?P<n>\d+|[IVX]+)))?"
    pages = rf"(?:(?:[,.]|{SPACE}?:){SPACE}*(?P<pages>(?:(?i:{any_of('pages')}){SPACE}?)?{run}(?:,{SPACE}?{run})*))?"
    return re.compile(rf"{SPACE}*{lead}(?P<reference>{names}{others}(?:{year})?{volume}{pages})\.?{SPACE}*")


def _is_name(name: str) -> bool:
    """With initials; or a surname of the dictionary, or a word it does not know; no place and no month."""
    surname = max(re.findall(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*", name), key=len)
    if surname.lower() in month_numbers() or surname in citation_words()["places"]:
        return False
    if "." in name or not known(surname):
        return True
    readings = analyses(surname)
    return any("Surn" in one.grammemes for one in readings) and "Geox" not in readings[0].grammemes

"""The fields of a bibliographic reference that announce themselves: volume, issue, pages, imprint, editor, address.

Works on one window of text, a line at most. A field counts only where a separator (a full stop, comma, dash, bracket)
or another field stands before it: so a year or a number inside a title stays in the title. Titles and authors
are found in the neighbour rooms, by what the fields leave over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.find.citations.words import (
    DASH,
    HIDDEN,
    SPACE,
    UPPER,
    YEAR,
    any_month,
    any_of,
    citation_words,
    month_beginnings,
    month_numbers,
)
from pipeline.find.words import analyses
from pipeline.text import Span

SEPARATORS = frozenset('.,;:/()[]»”“"–—−‒-?!')
_NUMBER = r"(?:\d+(?:\.\d+)?|[IVXLCХІ]+(?!\w))"
_RANGE = rf"\d+(?:{SPACE}*{DASH}{SPACE}*\d+)?(?!\d)"
_CAPITALISED = rf"{UPPER}[\w’'-]+(?:[ -]{UPPER}[\w’'-]+){{0,2}}"


@dataclass(frozen=True, slots=True)
class Field:
    """A field in `[start, end)` and the spans it becomes: none for what TEI's `bibl` needs no element for."""

    start: int
    end: int
    name: str
    spans: tuple[Span, ...] = ()


Maker = Callable[[re.Match[str]], tuple[Span, ...]]


def fields(text: str, mask: str, start: int) -> list[Field]:
    """The fields of `text[start:]`, in order and disjoint; `mask` is `citation_words.masked(text)`."""
    found: list[Field] = []
    freely = mask.find("//", start)
    for name, match in _candidates(mask, start):
        before = found[-1].end if found else start
        if match.start() < before or not _stands_alone(mask, match, name, before, bool(found), freely):
            continue
        if name == "place" and not _is_place(text, match, start):
            continue
        if name == "day" and match["month"].lower().rstrip(".") not in month_numbers():
            continue
        found.append(Field(match.start(), match.end(), name, _MAKERS[name](match)))
    return found


def _candidates(mask: str, start: int) -> list[tuple[str, re.Match[str]]]:
    small = mask.lower()
    every = [
        (match.start(), order, name, match)
        for order, (name, pattern) in enumerate(_patterns())
        if name not in _needed() or any(piece in small for piece in _needed()[name])
        for match in pattern.finditer(mask, start)
    ]
    return [(name, match) for _, _, name, match in sorted(every, key=lambda one: one[:2])]


def _stands_alone(mask: str, match: re.Match[str], name: str, before: int, follows: bool, freely: int) -> bool:
    gap = mask[before : match.start()].rstrip()
    if not gap:
        return name != "edition_tail" or follows
    if name == "edition_tail":
        return False
    return gap[-1] in SEPARATORS or (name == "issue" and 0 <= freely < match.start())


def _is_place(text: str, match: re.Match[str], start: int) -> bool:
    """A name is a place if a list or morphology knows it, or if a dash set it off as GOST does."""
    name = match["place"]
    if text[start : match.start()].rstrip()[-1:] in ("–", "—", "−", "-"):
        return True
    if name in citation_words()["places"]:
        return True
    return any("Geox" in one.grammemes for one in analyses(name))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules in order of preference among candidates that begin at one place."""
    return tuple((name, re.compile(source)) for name, source in _sources())


@cache
def _needed() -> dict[str, tuple[str, ...]]:
    """Of fields that are dear to look for, in small letters, pieces of which one has to be there."""
    return {"day": month_beginnings(), "edition_tail": ("издани",)}


def _sources() -> Iterator[tuple[str, str]]:
    ends = rf"(?={SPACE}*(?:[.,;:()\[\]/»]|{DASH}|$))"
    year = rf"(?P<year>{YEAR})(?!{DASH}\d)(?:{SPACE}?г(?:ода|\.))?{ends}"
    yield (
        "address",
        rf"(?:(?i:{any_of('resource')}){SPACE}*(?:[–—:-]{SPACE}*)?(?://{SPACE}*)?)?(?:https?://|www\.)\S*[\w/]"
        rf"(?:[.,]?{SPACE}*\({HIDDEN}+\))?",
    )
    yield "extent", rf"[вВ]{SPACE}\d+(?:{DASH}?х)?{SPACE}(?:тт?\.|томах|ч\.|частях|кн\.|книгах)"
    yield "extent", rf"\d+{SPACE}?(?:с\.|c\.|p\.|S\.)(?!{SPACE}*\d)"
    yield "edition", rf"\d+{SPACE}?(?:{DASH}?(?:е|ое|nd|th)\.?)?{SPACE}{any_of('edition')}"
    yield "edition", rf"{any_of('edition')}{SPACE}?\d+(?:{DASH}е)?(?!\d)"
    yield "edition", any_of("edition_note")
    yield "edition_tail", r"(?:[а-яё-]+\s){0,4}издани[еяию]\w*"
    yield "shelfmark", rf"(?<!\w){any_of('shelfmark')}{SPACE}?\d+(?:{DASH}\d+)?(?:{SPACE}?об\.)?"
    yield from _imprints(year)
    yield (
        "editor",
        rf"(?i:{any_of('editor')}){SPACE}*(?:[а-яё]+[., ]+|{UPPER}?[а-яё]+ой{SPACE}){{0,7}}?(?P<names>{_names()})",
    )
    yield "pages", rf"(?<!\w)(?i:{any_of('pages')}){SPACE}?(?P<pages>{_RANGE}(?:,{SPACE}?{_RANGE})*)"
    yield "volume", rf"(?<!\w)(?i:{any_of('volume')}){SPACE}?(?P<n>{_NUMBER}(?:{DASH}{_NUMBER})?)(?!\w)"
    yield "issue", rf"(?<!\w)(?i:{any_of('issue')}){SPACE}?(?P<n>\d+(?:{SPACE}?{DASH}{SPACE}?\d+)?(?:\(\x01+\))?)(?!\w)"
    yield (
        "day",
        rf"(?P<n>(?:\d{{1,2}}(?:{DASH}\d{{1,2}})?{SPACE})?(?P<month>(?i:{any_month()})))(?={SPACE}*(?:[.,;:)/]|{DASH}|\d{{4}}|$))",
    )
    yield "date", year


def _names() -> str:
    initial = rf"{UPPER}[а-яё]?\.(?!{SPACE}?\d)"
    initials = rf"{initial}(?:[ \u00a0-]?{initial}){{0,2}}"
    surname = rf"{UPPER}[\w’'-]+"
    name = rf"(?:{initials}{SPACE}*{surname}|{surname}{SPACE}{initials}|{surname}(?:{SPACE}{surname}){{1,2}})"
    return rf"{name}(?:(?:{SPACE}*,{SPACE}*|{SPACE}{any_of('and')}{SPACE}){name})*"


def _imprints(year: str) -> Iterator[tuple[str, str]]:
    short = any_of("place_abbreviations")
    places = rf"(?<![\w.])(?P<places>{short}(?:{SPACE}*[;,–—-]{SPACE}*{short})*)"
    yield "imprint", rf"{places}{SPACE}*:{SPACE}*(?P<publisher>[^\n]{{2,120}}?){SPACE}*[,.]?{SPACE}*{year}"
    yield "imprint", rf"{places}{SPACE}*:{SPACE}*(?P<publisher>[^\n.,:;]{{2,80}})(?=[.]|{SPACE}{DASH}|$)"
    yield "imprint", rf"{places}{SPACE}*,{SPACE}*(?:(?P<publisher>[^\d,;\n][^,;\n]{{1,60}}?){SPACE}*,{SPACE}*)??{year}"
    yield "imprint", rf"{places}{SPACE}*(?:{DASH}{SPACE}*)?{year}"
    inner = r"(?P<publisher>(?:(?![а-яё]{3}\.\s)[^:\n]){2,80}?)"
    yield "place", rf"(?<!\w)(?P<place>{_CAPITALISED}){SPACE}*:{SPACE}*{inner}{SPACE}*,{SPACE}*{year}"
    yield "place", rf"(?<!\w)(?P<place>{_CAPITALISED}),{SPACE}*{year}"
    head, tail = any_of("publisher_head"), "|".join(citation_words()["publisher_tail"])
    yield "publisher", rf"(?P<publisher>(?i:{head}){SPACE}[^,\n]{{2,60}}?|{UPPER}[\w-]*(?:{tail})),{SPACE}*{year}"


def _date(match: re.Match[str]) -> Span:
    return Span(*match.span("year"), "date", "", {"when": match["year"]})


def _make_imprint(match: re.Match[str]) -> tuple[Span, ...]:
    groups = match.groupdict()
    spans: list[Span] = []
    if groups.get("places"):
        for one in re.finditer(any_of("place_abbreviations"), match["places"]):
            at = match.start("places")
            spans.append(Span(at + one.start(), at + one.end(), "pub_place"))
    if groups.get("place"):
        spans.append(Span(*match.span("place"), "pub_place"))
    if groups.get("publisher"):
        spans.append(Span(*match.span("publisher"), "publisher"))
    if groups.get("year"):
        spans.append(_date(match))
    return tuple(spans)


def _make_pages(match: re.Match[str]) -> tuple[Span, ...]:
    """One page or range has `from` and `to` (TEI att.citing: equal for a single page), a list of pages has neither."""
    numbers = re.findall(r"\d+", match["pages"])
    single = "," not in match["pages"]
    return (Span(*match.span(), "pages", "", {"first": numbers[0], "last": numbers[-1]} if single else {}),)


def _make_editor(match: re.Match[str]) -> tuple[Span, ...]:
    at = match.start("names")
    name = re.compile(rf"{SPACE}*,{SPACE}*|{SPACE}{any_of('and')}{SPACE}")
    cuts = [0, *(place for one in name.finditer(match["names"]) for place in one.span()), len(match["names"])]
    return tuple(Span(at + start, at + end, "cited_editor") for start, end in zip(cuts[::2], cuts[1::2], strict=True))


def _scope(unit: str) -> Maker:
    return lambda match: (Span(*match.span(), "scope", "", {"unit": unit, "n": match["n"].rstrip(".").split("(")[0]}),)


def _nothing(_: re.Match[str]) -> tuple[Span, ...]:
    return ()


_MAKERS: dict[str, Maker] = {
    "address": _nothing,
    "extent": _nothing,
    "edition": _nothing,
    "edition_tail": _nothing,
    "shelfmark": _nothing,
    "imprint": _make_imprint,
    "place": _make_imprint,
    "publisher": _make_imprint,
    "editor": _make_editor,
    "pages": _make_pages,
    "volume": _scope("volume"),
    "issue": _scope("issue"),
    "day": _scope("issue"),
    "date": lambda match: (_date(match),),
}

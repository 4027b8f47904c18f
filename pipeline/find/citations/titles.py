"""The titles of a bibliographic reference: the work's own, and that of the book or paper that contains it.

Takes what stands between the authors and the first field of a window, and cuts it by an ordered tuple of rules, the
first that answers wins. Titles come out bare: no separators, no bracketed remarks, quotation marks inside.
"""

import re
from typing import NamedTuple

from pipeline.find.citations.heads import PUNCTUATION, name_lists, one_name
from pipeline.find.citations.words import HIDDEN, MARKS, SPACE, UPPER, Window, any_of, level_of_noun
from pipeline.find.words import WORD, analyses

_STOPS = PUNCTUATION.replace(".", "")


class Title(NamedTuple):
    """A title in `[start, end)`; `marked` if it stands in quotation marks."""

    start: int
    end: int
    marked: bool


def titles(text: str, mask: str, start: int, end: int) -> list[Title]:
    """The titles of `text[start:end]`, the contained one first: one, two, or none if nothing is left to be a title."""
    for rule in (_slashes, _prose_between, _comma_and_marks, _comma_and_initials, _marks_first):
        if cut := rule(Window(text, mask, start, end)):
            pieces = [_trimmed(text, mask, *piece) for piece in cut]
            return [piece for piece in pieces if piece.start < piece.end]
    whole = _trimmed(text, mask, start, end)
    return [whole] if whole.start < whole.end else []


Cut = tuple[tuple[int, int], tuple[int, int]]


def _slashes(window: Window) -> Cut | None:
    """Two slashes (GOST 7.1), or one that no statement of responsibility follows."""
    text, mask, start, end = window
    double, single = mask.rfind("//", start, end), re.compile(rf"(?<!/)/{SPACE}").search(mask, start, end)
    if double >= 0:
        return (start, double), (_past_author(text, double + 2, end), end)
    if not single:
        return None
    responsible = re.compile(rf"(?i:{any_of('responsibility')})").match(text, single.end())
    container = (end, end) if responsible or one_name().match(text, single.end()) else (single.end(), end)
    return (start, single.start()), container


def _past_author(text: str, start: int, end: int) -> int:
    """The container's own author (`// Surname I. O. Title`) is no part of its title."""
    at = start + len(text[start:end]) - len(text[start:end].lstrip())
    match = name_lists()["surname-first"].match(text, at, end)
    return match.end() if match and match.end() < len(text[:end].rstrip(PUNCTUATION)) else start


def _prose_between(window: Window) -> Cut | None:
    """`«A» ... taken from the book «B»`: prose that ends in a noun of a container ties two titles in marks."""
    _, mask, start, end = window
    pattern = rf"[«„“\"]{HIDDEN}+[»”“\"](?P<prose>[^.;{MARKS}/]{{1,80}}?)[«„“\"]{HIDDEN}+[»”“\"]"
    match = re.compile(pattern).match(mask, start, end)
    nouns = [word.group() for word in WORD.finditer(match["prose"])] if match else []
    if not match or not nouns or not level_of_noun(nouns[-1]):
        return None
    return (start, match.start("prose")), (match.end("prose"), end)


def _comma_and_marks(window: Window) -> Cut | None:
    """A title, a comma, a second title in marks."""
    _, mask, start, end = window
    match = re.compile(rf"[^\n]+?(?P<comma>[,.]){SPACE}*[«„“\"]{HIDDEN}+[»”“\"]{SPACE}*[.,:–—-]*{SPACE}*$").match(
        mask[:end], start
    )
    return ((start, match.start("comma")), (match.end("comma"), end)) if match else None


def _comma_and_initials(window: Window) -> Cut | None:
    """A title, a comma, a paper known by two or three capitals."""
    _, mask, start, end = window
    match = re.compile(rf"[^\n]+?(?P<comma>[,.]){SPACE}*(?:{UPPER}\.{SPACE}?){{2,3}}{SPACE}*[,–—-]*{SPACE}*$").match(
        mask[:end], start
    )
    return ((start, match.start("comma")), (match.end("comma"), end)) if match else None


def _marks_first(window: Window) -> Cut | None:
    """A title in marks, and then a word or two on what kind of book it is, which are no part of it.

    What a preposition or a conjunction joins to it is («Сад» и другие»), but a date («Сад» от 1 мая»).
    """
    text, mask, start, end = window
    match = re.compile(rf"[«„“\"]{HIDDEN}+[»”“\"](?=[ .,:])").match(mask, start, end)
    joined = re.compile(r" ([^\W\d_]+) (?!\d)").match(text, match.end(), end) if match else None
    if match is None or (joined is not None and analyses(joined[1])[0].pos in ("PREP", "CONJ")):
        return None
    return (start, match.end()), (end, end)


def _trimmed(text: str, mask: str, start: int, end: int) -> Title:
    """The bare title: no separators, no bracketed remark, a full stop only if it belongs to an abbreviation."""
    while start < end and text[start] in PUNCTUATION:
        start += 1
    bare = len(text[:end].rstrip(PUNCTUATION))
    remark = re.compile(rf"{SPACE}*[\[(]{HIDDEN}+[\])]$").search(mask[:bare], start)
    end = remark.start() if remark and remark.start() > start else end
    end = start + len(text[start:end].rstrip(_STOPS))
    while (
        end > start
        and text[end - 1] == "."
        and not text.endswith("...", start, end)
        and not _abbreviated(text[start:end])
    ):
        end = start + len(text[start : end - 1].rstrip(_STOPS))
    marked = bool(re.compile(rf"[«„“\"]{HIDDEN}+[»”“\"]$").match(mask[:end], start))
    return Title(start, end, marked)


def _abbreviated(title: str) -> bool:
    return bool(re.search(rf"(?i:(?<!\w){any_of('title_abbreviations')})$|(?<!\w){UPPER}\.$", title))

"""Photo captions that a careless paste has run into a sentence; the third stage.

Adds `figure` and `caption` (one extent) inside a paragraph. A caption gives itself away by its seam: its last word runs
straight into the sentence it interrupts. It is taken only if it ends in what the title page says (occasion, place,
date) or in what stands before another seam of the text, and if the sentence reads on without it. All else is text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.text import Document, Span

_OUTER = ' \t\u00a0.,;:«»„“”"()–—-'
_WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*\.?")
_SEAM = re.compile(r"[А-ЯЁA-Z](?<=[а-яёa-z»].)")  # the rarer letter comes first, to be found fast
_SHORTEST = 6
_ALONE = 20
_WORDS_BEFORE = 12
_TAIL = 24
_LONGEST = 300
_STOPS = ".!?…"


class Seam(NamedTuple):
    """Where a caption runs into the sentence, and where the words begin that betray it."""

    core: int
    end: int


def find_captions(document: Document) -> Document:
    """A document with the captions inside its paragraphs marked. Linear in the text."""
    paragraphs = list(document.of("paragraph"))
    found = [span for seam in _seams(document) if (span := _caption(document, paragraphs, seam))]
    number = sum(span.id.startswith("b") for span in document.spans)
    spans: list[Span] = []
    for span in _apart(found):
        number += 1
        spans += [Span(*span, "figure"), Span(*span, "caption", f"b{number}")]
    return document.adding(spans)


def _apart(found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = -1
    for span in sorted(set(found)):
        if span[0] >= last:
            yield span
            last = span[1]


def _seams(document: Document) -> Iterator[Seam]:
    yield from _after_phrases(document)
    yield from _after_repetition(document.text)


def _phrases(document: Document) -> list[str]:
    """What the title page says: its lines, and of a date line the place and the date too; longest first."""
    lines = [document.slice(span).strip(_OUTER) for span in document.of("title_part", "dateline", "doc_date")]
    dates = [document.slice(span) for span in document.of("dateline", "doc_date")]
    places = [document.slice(span).strip(_OUTER) for span in document.of("place_name")]
    rests = [date.replace(place, "").strip(_OUTER) for date in dates for place in places if place in date]
    return sorted({said for said in (*lines, *places, *rests) if len(said) >= _SHORTEST}, key=lambda s: (-len(s), s))


def _after_phrases(document: Document) -> Iterator[Seam]:
    """Places where a phrase of the title page ends in mid-word."""
    phrases = _phrases(document)
    if not phrases:
        return
    text = document.text
    for match in re.finditer("|".join(map(re.escape, phrases)), text):
        end = match.end()
        if text[end : end + 1].isalpha() and text[end - 1].isalpha() and not _inflected(text, end):
            core, count = _chain(text, match.start(), phrases)
            if count > 0 or len(match.group()) >= _ALONE:
                yield Seam(core, end)


def _inflected(text: str, end: int) -> bool:
    """Whether the letters after a phrase may be its own ending: too few for a word of their own."""
    word = _WORD.match(text, end)
    return bool(word) and text[end].islower() and len(word.group()) < 3  # type: ignore[union-attr]


def _chain(text: str, start: int, phrases: Sequence[str]) -> tuple[int, int]:
    """How far back more phrases of the title page follow each other, and how many."""
    count = 0
    while True:
        before = start
        while before > 0 and text[before - 1] in _OUTER:
            before -= 1
        said = next((phrase for phrase in phrases if text.startswith(phrase, before - len(phrase))), "")
        if not said or before < len(said):
            return start, count
        start, count = before - len(said), count + 1


def _after_repetition(text: str) -> Iterator[Seam]:
    """Seams between a small letter and a capital with the same words before them as before another one."""
    tails: dict[str, list[int]] = defaultdict(list)
    for match in _SEAM.finditer(text):
        if match.start() >= _TAIL:
            tails[text[match.start() - _TAIL : match.start()]].append(match.start())
    for tail, ends in tails.items():
        if len(ends) > 1 and " " in tail:
            for before, end in zip([ends[-1], *ends], ends, strict=False):
                yield Seam(_common_start(text, before, end), end)


def _common_start(text: str, one: int, other: int) -> int:
    """Where the words that stand before both places begin."""
    length = _TAIL
    while length < min(one, other, _LONGEST) and text[one - length - 1] == text[other - length - 1] != "\n":
        length += 1
    start = other - length
    while start < other and text[start - 1].isalnum():
        start += 1
    return start


def _caption(document: Document, paragraphs: Sequence[Span], seam: Seam) -> tuple[int, int] | None:
    """The extent of a caption that ends at a seam, if the sentence around it reads on."""
    place = bisect_right(paragraphs, seam.core, key=lambda paragraph: paragraph.start) - 1
    if place < 0 or not paragraphs[place].start < seam.core < seam.end < paragraphs[place].end:
        return None
    starts = _beginnings(document.text, paragraphs[place].start, seam.core)
    fitting = (start for start in starts if _reads_on(document.text, start, seam.end))
    return next(((start, seam.end) for start in fitting), None)


def _beginnings(text: str, paragraph: int, core: int) -> list[int]:
    """Where a caption may begin: at the capitals before the betraying words, or at those words themselves."""
    capitals = _capitals(text, paragraph, core)
    own = core - (text[core - 1] in '«"')
    found = [] if capitals is None or capitals == core else [capitals]
    if text[own].isupper() or own < core:
        found.append(own)
    return [start for start in found if start > paragraph]


def _capitals(text: str, paragraph: int, core: int) -> int | None:
    """The nearest words with capitals before the betraying ones, inside one sentence; their first letter, if any."""
    window = max(paragraph, core - _LONGEST)
    words = list(_WORD.finditer(text, window, core))[-_WORDS_BEFORE:]
    start = None
    capitals = False
    for word in reversed(words):
        if _ends_sentence(word.group(), text[word.end() : word.end() + 1]):
            break
        capital = word.group()[0].isupper()
        if capitals and (not capital or text[word.end() : word.end() + 1] in (",", ";")):
            break
        capitals = capitals or capital
        start = word.start() if capital else start
    return start


def _ends_sentence(word: str, after: str) -> bool:
    """A word with a stop, unless the stop shortens a name."""
    return (word.endswith(".") and len(word) > 2) or after in ("!", "?", "…")


def _reads_on(text: str, start: int, end: int) -> bool:
    """A capital after the caption needs the end of a sentence before it; a small letter needs the middle of one."""
    before = text[max(0, start - 3) : start].rstrip()
    if not before or not text[start - 1].isspace():
        return False
    stopped = before[-1] in _STOPS or (before[-1] in '»”)]"' and len(before) > 1 and before[-2] in _STOPS)
    return stopped if text[end].isupper() else not stopped

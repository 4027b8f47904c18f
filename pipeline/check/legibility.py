"""What is doubtful in how a text was read: a guessed encoding, characters replaced, words garbled before it came here.

Garbled is what was once read in the wrong encoding and saved so (`РџСЂРёРІРµС‚`, `Ïðèâåò`, `оПХБЕР`): stretches where
it would be likelier Russian if read as it should have been. Nothing is put right; it is said what it would be.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.source.russian import likelihood, paired
from pipeline.text import Document

_LEAD = 20.0  # in nats
_SHOWN, _AROUND = 40, 15
_READABLE = -3.8
_PROSE = -3.2  # for each character; Russian prose has about -2.9
_SUSPECT = re.compile(  # what a wrong reading leaves, and prose hardly ever has
    "[а-яё][А-ЯЁ]|[\u0080-\u009f\u0402-\u040f\u0452-\u045f\u0490\u0491\u2500-\u25ff]|[\u00c0-\u00ff]{2}|\ufffd"
)
_LAST = re.compile(  # its last sign, which is found faster than its first; the group says that there are two
    "[А-ЯЁ\u0080-\u009f\u0402-\u040f\u0452-\u045f\u0490\u0491\u2500-\u25ff\u00c0-\u00ff\ufffd]"
    "(?:((?<=[а-яё][А-ЯЁ])|(?<=[\u00c0-\u00ff]{2}))|(?<![А-ЯЁ\u00c0-\u00ff]))"
)
_LATIN = re.compile("[A-Za-z]+")
_ALIKE = frozenset("acekopxyABCEHKMOPTXYi")
_WORDS = re.compile(f"(?:[^ ]*(?:{_SUSPECT.pattern})[^ ]* ?)+")
_STRETCH = re.compile(r"[^\n]{1,300}")
_ENCODINGS = ("utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_READ_AS = ("cp1251", "cp1252", "latin-1", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "mac-roman")


def guessed_encoding(document: Document) -> Iterator[tuple[int, str, str]]:
    """An encoding that nobody stated."""
    meta = document.meta
    if meta.encoding_evidence:
        said = f"The file is taken to be in {meta.encoding} ({meta.encoding_evidence}); if it is not, say --encoding."
        yield 0, "encoding-guessed", said


def replaced_characters(document: Document) -> Iterator[tuple[int, str, str]]:
    """Characters that XML cannot hold, and that were replaced because that was asked for."""
    if document.meta.repaired:
        yield 0, "characters-replaced", f"Characters that XML cannot hold were {document.meta.repaired}."


def garbled(document: Document) -> Iterator[tuple[int, str, str]]:
    """The first stretch of text that was read in the wrong encoding before, and how many more there are."""
    places = [(match.start(), *found) for match in _stretches(document.text) if (found := _garbled(match.group()))]
    if places:
        offset, meant, was, read_as = places[0]
        more = f", and {len(places) - 1} more such places" if len(places) > 1 else ""
        said = f"This seems to be {was} that was read as {read_as}, and would say: {meant[:_SHOWN]}{more}."
        yield offset, "garbled", f"{said} Save the text anew from where it came from."


def mixed_letters(document: Document) -> Iterator[tuple[int, str, str]]:
    """The first word in which Latin letters stand for the Cyrillic ones they look like, and how many more."""
    text = document.text
    places = [at for at in _LATIN.finditer(text) if set(at.group()) <= _ALIKE and _touches(text, *at.span())]
    if places:
        start, end = places[0].span()
        more = f", and {len(places) - 1} more such places" if len(places) > 1 else ""
        around = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
        yield start, "mixed-letters", f"The Latin {text[start:end]} stands in a Cyrillic word, in: {around}{more}."


def _touches(text: str, start: int, end: int) -> bool:
    """Whether a Cyrillic letter stands right before or behind a stretch."""
    return any("\u0400" <= char <= "\u04ff" for char in text[max(0, start - 1) : start] + text[end : end + 1])


def _stretches(text: str) -> Iterator[re.Match[str]]:
    """The stretches of a text in which something is suspect."""
    end = 0
    while (suspect := _suspect(text, end)) is not None:
        start = max(end, text.rfind("\n", 0, suspect) + 1, suspect - 100)
        stretch = _STRETCH.match(text, start)
        if stretch is None:
            return
        yield stretch
        end = stretch.end()


def _suspect(text: str, start: int) -> int | None:
    """Where the first thing suspect begins that does not begin before a place."""
    begun = (last.start() - (last.lastindex or 0) for last in _LAST.finditer(text, start))
    return next((place for place in begun if place >= start), None)


@cache
def _wrong_readings() -> tuple[tuple[str, str], ...]:
    return tuple((was, read_as) for read_as in _READ_AS for was in _ENCODINGS if was != read_as)


def _garbled(text: str) -> tuple[str, str, str] | None:
    """What a stretch would say, or, if it is not garbled all through, the words in it that are."""
    whole = _meant(text)
    return whole or next((found for words in _WORDS.findall(text) if (found := _meant(words))), None)


def _meant(text: str) -> tuple[str, str, str] | None:
    """What a stretch would say, the encoding it was in, and as what it was read; None where it is what it should be."""
    likely = likelihood(paired(text))
    if likely > _PROSE * len(text):
        return None
    best = (likely + _LEAD, "", "", "")
    for was, read_as in _wrong_readings():
        meant = _undone(text, was, read_as)
        if meant is not None and (score := likelihood(paired(meant))) > _READABLE * len(meant):
            best = max(best, (score, meant, was, read_as))
    return best[1:] if best[1] else None


def _undone(text: str, was: str, read_as: str) -> str | None:
    """The text with one wrong reading undone, None where no such reading gives it."""
    try:
        return b"".join(_byte(char, read_as) for char in text).decode(was)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _byte(char: str, encoding: str) -> bytes:
    """Bytes that have no meaning in an encoding are often kept as controls of the same number."""
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode(encoding)

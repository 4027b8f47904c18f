"""Words of a text quoted so that they are found again, and found again. Knows no span."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.find.decisions.values import Quote

_CONTEXTS = (16, 32, 64, 128)  # code points before and after; as few as are enough
_NEAR = 8  # code points next to the words by which they are known where a source was edited
_BLANKS = 64  # code points of white space that may have come between
_WHITE = re.compile(r"\s+")


def quoted(text: str, parts: Sequence[tuple[int, int]]) -> Quote:
    """The stretch from the first part to the end of the last (offsets in code points), quoted."""
    start, end = parts[0][0], parts[-1][1]
    edges = [edge for part in parts for edge in part]
    pieces = tuple(text[one:other] for one, other in pairwise(edges))
    quote = Quote(pieces)
    for size in _CONTEXTS:
        quote = replace(quote, prefix=text[max(0, start - size) : start], suffix=text[end : end + size])
        if len(places(quote, text)) == 1:
            break
    return replace(quote, start=start)


def places(quote: Quote, text: str) -> list[int]:
    """Where the words stand, as far as their context, and then the hint, tell; one place where all is well."""
    found = list(_occurrences(quote.exact, text))
    for tells in (_both, _either):
        if len(found) > 1:
            told = [place for place in found if tells(*_contexts(quote, text, place))]
            if told:
                found = told
                break
    return [quote.start] if len(found) > 1 and quote.start in found else found


def at_home(quote: Quote, text: str, place: int) -> bool:
    """Whether what is next to the words there is, on one side, what the quote says; so it is where it says nothing.

    >>> quote = Quote(("дом",), prefix="это был мой ", suffix=", и сад")
    >>> [at_home(quote, text, text.index("дом")) for text in ("Вот мой дом, и сад.", "Твой дом, и сад.", "Мой дом.")]
    [True, True, False]
    """
    end = place + len(quote.exact)
    before, prefix = _even(text[max(0, place - len(quote.prefix) - _BLANKS) : place]), _even(quote.prefix)
    after, suffix = _even(text[end : end + len(quote.suffix) + _BLANKS]), _even(quote.suffix)
    told = [before.endswith(prefix[-_NEAR:])] if prefix else []
    told += [after.startswith(suffix[:_NEAR])] if suffix else []
    return any(told) or not told


def _even(words: str) -> str:
    """With one space for any white space."""
    return _WHITE.sub(" ", words)


def parts(quote: Quote, start: int) -> list[tuple[int, int]]:
    """The extents of the quoted parts, where the whole begins at `start`; what stands between them is left out."""
    extents = []
    for number, piece in enumerate(quote.pieces):
        if number % 2 == 0:
            extents.append((start, start + len(piece)))
        start += len(piece)
    return extents


def _occurrences(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _contexts(quote: Quote, text: str, place: int) -> tuple[bool | None, bool | None]:
    """Whether prefix and suffix stand there; None where there is none to tell."""
    before = place - len(quote.prefix)
    prefix = before >= 0 and text.startswith(quote.prefix, before) if quote.prefix else None
    suffix = text.startswith(quote.suffix, place + len(quote.exact)) if quote.suffix else None
    return prefix, suffix


def _both(prefix: bool | None, suffix: bool | None) -> bool:
    return prefix is not False and suffix is not False


def _either(prefix: bool | None, suffix: bool | None) -> bool:
    return bool(prefix or suffix)

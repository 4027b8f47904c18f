"""Words of a text quoted so that they are found again, and found again. Knows no span."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.find.decisions.values import Quote

_CONTEXTS = (16, 32, 64, 128)  # code points before and after; as few as are enough


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

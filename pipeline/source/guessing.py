"""Which encoding bytes are in, by how Russian they look when read in it; or that this cannot be told.

Every encoding is one hypothesis, "something else" another; the likelihoods are those of `russian`. Bytes are looked at
in pieces of a few lines, so that a file whose parts are in different encodings is known for one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import exp
from typing import NamedTuple

from pipeline.source.russian import SOMETHING, letters, likelihood, paired

LEAD = 12.0  # in nats, what the likeliest has to be ahead
_PIECE = re.compile(rb"(?s).{1,256}(?:[^\n]{0,768}\n)?")
_TEMPER = 4.0  # neighbouring pairs tell much the same: so many times less is known than their likelihoods say
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_AT_MOST = 0.9999  # nothing guessed is quite certain
_A_LETTER = 0.4  # in nats: by how much Russian has to be likelier than anything else, for each of its letters
_SMALL_IN_CAPITALS = -9.0  # what stands behind two capitals
UNKNOWN = ""


class Evidence(NamedTuple):
    """How likely bytes are in one encoding (natural logarithm); `UNKNOWN` is something that is not listed."""

    encoding: str
    likelihood: float


class Guess(NamedTuple):
    """The likeliest encodings of some bytes, the first first, how certain the first is, and where another one begins.

    `certainty` is the probability of the first, from 0 to 1, among those tried; `sure` whether that is enough to go by.
    `stranger` is the first piece that is in another encoding: the offset of its first byte, and that encoding.
    """

    likeliest: tuple[str, ...]
    certainty: float
    sure: bool
    stranger: tuple[int, str] | None = None


def has_controls(data: bytes) -> bool:
    """Whether bytes hold controls that no text has, as UTF-16 and UTF-32 do."""
    return _CONTROLS.search(data) is not None


def is_russian(data: bytes) -> bool:
    """Whether bytes are Russian in UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    score = likelihood(paired(text))
    return not data.isascii() and score > _unknown(data) and score > likelihood(paired(data.decode("latin-1")))


def guess(data: bytes) -> Guess:
    """What encoding bytes that are not in UTF-8, or hold controls, are in."""
    wide = _ranked(_wide(data)) if has_controls(data) else []
    if wide and wide[0].encoding and _lead(wide) >= LEAD:
        return _guessed(wide)
    pieces = [(match.start(), ranking(match.group())) for match in _PIECE.finditer(data)]
    ranked = _sum(ranked for _, ranked in pieces)
    best = ranked[0].encoding
    strangers = ((at, other) for at, piece in pieces if best in _legacy() and (other := _another(piece, best)))
    same = [one for one in ranked[1:] if not _alike(data, ranked[0].encoding, one.encoding)]
    plain = ranked[0].likelihood - _unknown(data) >= _A_LETTER * sum(byte > 127 for byte in data)
    found = _guessed([ranked[0], *same])
    return found._replace(sure=found.sure and plain, stranger=next(strangers, None))


def ranking(data: bytes) -> list[Evidence]:
    """The encodings of eight bits, UTF-8, and something else, the likeliest first; only those that all bytes are of."""
    pairs = Counter(zip(b"\n" + data, data, strict=False))
    as_utf_8 = likelihood(paired(data.decode("utf-8", "surrogateescape")))
    found = [Evidence(UNKNOWN, _unknown(data)), Evidence("utf-8", as_utf_8)]
    for encoding, table in _legacy().items():
        try:
            read = {(table[one], table[two]): many for (one, two), many in pairs.items()}
        except KeyError:  # a byte without a meaning rules this encoding out
            continue
        small_in_capitals = len(_capitals(encoding).findall(data))
        found.append(Evidence(encoding, likelihood(read) + small_in_capitals * _SMALL_IN_CAPITALS))
    return _ranked(found)


def _another(ranked: list[Evidence], best: str) -> str:
    """The encoding of a piece that is not `best`; nothing where that is not certain."""
    first, score = ranked[0], {one.encoding: one.likelihood for one in ranked}
    rest = [score[name] for name in (best, UNKNOWN) if name in score]
    return first.encoding if first.encoding not in (best, UNKNOWN) and first.likelihood - max(rest) >= 2 * LEAD else ""


def _guessed(ranked: list[Evidence]) -> Guess:
    names = tuple(one.encoding for one in ranked)
    odds = sum(exp((one.likelihood - ranked[0].likelihood) / _TEMPER) for one in ranked)
    return Guess(names, min(_AT_MOST, 1 / odds), bool(names[0]) and names[0] != "utf-8" and _lead(ranked) >= LEAD)


def _lead(ranked: list[Evidence]) -> float:
    return ranked[0].likelihood - ranked[1].likelihood


def _ranked(found: Iterable[Evidence]) -> list[Evidence]:
    return sorted(found, key=lambda one: -one.likelihood)


def _sum(pieces: Iterable[list[Evidence]]) -> list[Evidence]:
    """The evidence of all pieces together; an encoding that one of them rules out is ruled out."""
    total: Counter[str] = Counter()
    possible = {UNKNOWN, "utf-8", *_legacy()}
    for piece in pieces:
        possible &= {one.encoding for one in piece}
        for one in piece:
            total[one.encoding] += one.likelihood  # type: ignore[assignment]
    order = [UNKNOWN, "utf-8", *_legacy()]
    return _ranked(Evidence(name, total[name]) for name in order if name in possible)


def _alike(data: bytes, one: str, other: str) -> bool:
    """Whether it does not matter which of two encodings of eight bits it is."""
    tables = _legacy()
    return one in tables and other in tables and all(tables[one][byte] == tables[other][byte] for byte in set(data))


def _unknown(data: bytes) -> float:
    high = sum(many for byte, many in Counter(data).items() if byte > 127)
    return high * SOMETHING - 3.0 * (len(data) - high)


def _wide(data: bytes) -> Iterator[Evidence]:
    """UTF-16 and UTF-32 where all bytes are of it, and something else, of which each byte may be any."""
    yield Evidence(UNKNOWN, 5.5 * -len(data))
    for encoding in letters()["encodings"]["wide"]:
        try:
            yield Evidence(encoding, likelihood(paired(data.decode(encoding))))
        except UnicodeDecodeError:
            continue


@cache
def _legacy() -> dict[str, dict[int, str]]:
    """What each byte means in each encoding of eight bits; one without a meaning is left out."""
    names = letters()["encodings"]["legacy"]
    return {name: {n: char for n in range(256) if (char := bytes([n]).decode(name, "ignore"))} for name in names}


@cache
def _capitals(encoding: str) -> re.Pattern[bytes]:
    """A small letter behind two capitals, in bytes of an encoding: no word is written so."""
    large, small = ("".join(case(letters()["russian"]["alphabet"])) for case in (str.upper, str.lower))
    classes = [re.escape(some.encode(encoding, "ignore")) for some in (large, small)]
    return re.compile(b"[%s]{2}[%s]" % tuple(classes))

"""Bytes → text, strictly: a byte order mark, else UTF-8, else a legacy encoding on evidence, else a refusal.

Nothing is repaired and nothing replaced: a text that does not come out whole does not come out at all. What an
encoding is called here is what Python's `codecs` calls it (`cp1251`, `koi8-r`).
"""

import codecs
import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, NamedTuple

from pipeline.errors import SourceError

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_RUSSIAN_SHARE = 0.95  # of the characters outside ASCII
_LEAD = 10.0  # in nats: odds of twenty thousand to one over the next best
_WRONG_CASE = re.compile(r"[а-яё](?=[А-ЯЁ])|(?<=[А-ЯЁ]{2})[а-яё]")


class Evidence(NamedTuple):
    """How Russian a text looks when read in one encoding: a log likelihood, and the share of what may stand there."""

    encoding: str
    likelihood: float
    share: float


@cache
def letters() -> dict[str, Any]:
    """What `letters.toml` says of letters and encodings."""
    return tomllib.loads(files("pipeline.source").joinpath("letters.toml").read_text(encoding="utf-8"))


def decode(data: bytes, where: str, declared: str = "") -> tuple[str, str]:
    """The text of these bytes without its byte order mark, and the encoding it was in.

    `declared` is what the sidecar says of the encoding, empty if nothing; it is believed where the bytes allow it.
    Raises `SourceError` with the offset of the first byte (from 0) that does not decode.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    if marked and declared and not marked.startswith(_known(declared, where).removesuffix("-sig")):
        raise SourceError(f"{where}: begins with the byte order mark of {marked}, but its sidecar says {declared}.")
    if marked or declared:
        encoding = marked or _known(declared, where)
        _refuse_misnamed(data, encoding, where)
        return _strictly(data.removeprefix(mark), encoding, where, len(mark)), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        encoding = _guess(data, where, error.start)
        return data.decode(encoding), encoding


def _refuse_misnamed(data: bytes, encoding: str, where: str) -> None:
    """Raise `SourceError` where bytes are said to be in a legacy encoding, and are Russian as UTF-8.

    No text in a legacy encoding comes out so by chance: after every letter a mark would have to stand that none has.
    """
    if encoding not in letters()["encodings"]["legacy"] or data.isascii():
        return
    try:
        seen = _evidence("utf-8", data.decode("utf-8"))
    except UnicodeDecodeError:
        return
    if seen.share >= _RUSSIAN_SHARE:
        raise SourceError(f"{where}: is UTF-8, but its sidecar says {encoding}; take encoding out of the sidecar.")


def _known(name: str, where: str) -> str:
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except LookupError as error:
        raise SourceError(
            f"{where}: its sidecar says encoding = {name!r}, which is no encoding of text known here; "
            'usual ones are "utf-8", "cp1251", "koi8-r", "cp866", "utf-16".'
        ) from error


def _strictly(data: bytes, encoding: str, where: str, skipped: int) -> str:
    try:
        text = data.decode(encoding)
        faithful = text.encode(encoding).removeprefix(_own_mark(encoding)) == data
    except UnicodeError as error:
        offset = skipped + getattr(error, "start", 0)
        raise SourceError(
            f"{where}: is not {encoding}: the byte at offset {offset} does not decode "
            f"({getattr(error, 'reason', error)}); "
            'say what it is with encoding = "..." in its sidecar, or mend the file.'
        ) from error
    if not faithful:
        raise SourceError(
            f"{where}: {encoding} does not give the same bytes back; say another encoding in its sidecar."
        )
    return text


def _own_mark(encoding: str) -> bytes:
    """The byte order mark that Python itself puts before a text in this encoding (`utf-16`, `utf-8-sig`)."""
    return "".encode(encoding)


def _guess(data: bytes, where: str, offset: int) -> str:
    """The legacy encoding that evidence leaves no doubt about; two witnesses have to agree."""
    ranked = ranking(data)
    best = ranked[0] if ranked else None
    lead = ranked[0].likelihood - ranked[1].likelihood if len(ranked) > 1 else _LEAD
    if best and best.share >= _RUSSIAN_SHARE and lead >= _LEAD and best.encoding == _second_witness(data):
        return best.encoding
    guesses = ", ".join(one.encoding for one in ranked[:3] if one.share >= 0.5) or "nothing Russian"
    raise SourceError(
        f"{where}: is not UTF-8 (the byte at offset {offset}, {data[offset]:#04x}, does not decode), "
        f'and what it is cannot be told for certain: perhaps {guesses}. Say it with encoding = "..." in its sidecar.'
    )


def ranking(data: bytes) -> list[Evidence]:
    """The legacy encodings in which every byte has a meaning, the likeliest first."""
    found = []
    for encoding in letters()["encodings"]["legacy"]:
        try:
            found.append(_evidence(encoding, data.decode(encoding)))
        except UnicodeDecodeError:  # a byte without a meaning rules this encoding out
            continue
    return sorted(found, key=lambda one: -one.likelihood)


def _evidence(encoding: str, text: str) -> Evidence:
    """Frequent letters speak for a reading, symbols and letters of the wrong case against it."""
    russian = letters()["russian"]
    counts = Counter({char: count for char, count in Counter(text).items() if not char.isascii()})
    frequent, rare, typographic = (
        sum(counts[char] for char in set(chars) | set(chars.upper()))
        for chars in (russian["frequent"], russian["rare"], russian["typographic"])
    )
    other = counts.total() - frequent - rare - typographic
    wrong_case = len(_WRONG_CASE.findall(text))
    weights = ((frequent, 0.065), (rare, 0.015), (typographic, 0.01), (other, 0.00001), (wrong_case, 0.01))
    likelihood = sum(count * log(weight) for count, weight in weights)
    return Evidence(encoding, likelihood, 1 - other / max(1, counts.total()))


def _second_witness(data: bytes) -> str:
    from charset_normalizer import from_bytes  # dear to import, and hardly ever needed

    names = [name.replace("-", "_") for name in letters()["encodings"]["legacy"]]
    best = from_bytes(data, cp_isolation=names).best()
    return codecs.lookup(best.encoding).name if best else ""

"""Bytes → text, strictly: a byte order mark, else UTF-8, else another encoding on evidence, else a refusal.

Nothing is repaired and nothing replaced: a text that does not come out whole does not come out at all. What an
encoding is called here is what Python's `codecs` calls it (`cp1251`, `koi8-r`).
"""

import codecs
from typing import NamedTuple

from pipeline.errors import SourceError
from pipeline.source.guessing import Guess, guess, has_controls, is_russian

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAY = 'Say it with --encoding, or encoding = "..." in its sidecar.'


class Decoded(NamedTuple):
    """A text without its byte order mark, the encoding it was in, and how certain that is, from 0 to 1."""

    text: str
    encoding: str
    certainty: float = 1.0


class Said(NamedTuple):
    """What somebody says the encoding is, empty if nobody says; and where."""

    encoding: str = ""
    by: str = "its sidecar"


NOBODY = Said()


def decode(data: bytes, where: str, said: Said = NOBODY) -> Decoded:
    """The text of these bytes.

    What is said of the encoding is believed where the bytes allow it. Raises `SourceError` with the offset of the first
    byte (from 0) that does not decode.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    declared = _known(said, where) if said.encoding else ""
    if marked and not marked.startswith(declared.removesuffix("-sig")):
        raise SourceError(f"{where}: begins with the byte order mark of {marked}, but {said.by} says {said.encoding}.")
    if encoding := marked or declared:
        _refuse_misnamed(data, encoding, where, said.by)
        return Decoded(_strictly(data.removeprefix(mark), encoding, where, len(mark)), encoding)
    return _undeclared(data, where)


def _undeclared(data: bytes, where: str) -> Decoded:
    """UTF-8 if it is that; the controls that UTF-16 is full of make one ask whether it is not rather that."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _with_surrogates(data) or _guessed(data, where, error.start)
    if has_controls(data) and (found := guess(data)).sure and found.likeliest[0].startswith("utf-"):
        return Decoded(data.decode(found.likeliest[0]), found.likeliest[0], found.certainty)
    return Decoded(text, "utf-8")


def _with_surrogates(data: bytes) -> Decoded | None:
    """UTF-8 in which nothing is wrong but lone surrogates: they have a name and a place, and XML cannot hold them."""
    try:
        return Decoded(data.decode("utf-8", "surrogatepass"), "utf-8")
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes, where: str, offset: int) -> Decoded:
    """The text in the encoding that evidence leaves no doubt about; `offset` is that of the byte that is not UTF-8."""
    found = guess(data)
    if found.stranger:
        raise SourceError(
            f"{where}: is not in one encoding: most of it seems to be {found.likeliest[0]}, but from the byte at "
            f"offset {found.stranger[0]} on it is like {found.stranger[1]}; save all of it in one encoding."
        )
    if not found.sure:
        raise SourceError(_doubt(found, where, data, offset))
    return Decoded(data.decode(found.likeliest[0]), found.likeliest[0], found.certainty)


def _doubt(found: Guess, where: str, data: bytes, offset: int) -> str:
    at = f"the byte at offset {offset}, {data[offset]:#04x}, does not decode"
    if found.likeliest[0] == "utf-8":
        return f"{where}: is UTF-8 that was damaged: {at}; mend the file. If it is something else: {_SAY}"
    guesses = " or ".join([one for one in found.likeliest if one not in ("", "utf-8")][:2])
    said = f"perhaps {guesses}" if guesses else "nothing that is known here"
    return f"{where}: is not UTF-8 ({at}), and what it is cannot be told for certain: {said}. {_SAY}"


def _refuse_misnamed(data: bytes, encoding: str, where: str, by: str) -> None:
    """Raise `SourceError` where bytes are said to be in a legacy encoding, and are Russian as UTF-8.

    No text in a legacy encoding comes out so by chance: after every letter a mark would have to stand that none has.
    """
    if is_russian(data) and encoding.startswith(("cp", "koi8", "iso8859", "mac")):
        raise SourceError(f"{where}: is UTF-8, but {by} says {encoding}; take that out.")


def _known(said: Said, where: str) -> str:
    try:
        "".encode(said.encoding)
        return codecs.lookup(said.encoding).name
    except LookupError as error:
        raise SourceError(
            f"{where}: {said.by} says encoding = {said.encoding!r}, which is no encoding of text known here; "
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
            f"({getattr(error, 'reason', error)}); {_otherwise(data, encoding)}."
        ) from error
    if not faithful:
        raise SourceError(f"{where}: {encoding} does not give the same bytes back; say another encoding.")
    return text


def _otherwise(data: bytes, encoding: str) -> str:
    """What to do about bytes that are not in the encoding they are said to be in."""
    others = [one for one in guess(data).likeliest if one not in ("", encoding)][:2]
    perhaps = f" (perhaps {' or '.join(others)})" if others else ""
    return f'say what it is{perhaps} with --encoding or encoding = "..." in its sidecar, or mend the file'


def _own_mark(encoding: str) -> bytes:
    """The byte order mark that Python itself puts before a text in this encoding (`utf-16`, `utf-8-sig`)."""
    return "".encode(encoding)

"""Lines that say who a text is by: names alone, or a name and what the person is.

Every test answers from one line; adds no span. Which names they are is found later (`names/`).
"""

import re

from pipeline.find.blocks.pieces import Piece
from pipeline.find.vocabulary import beginning
from pipeline.find.words import analyses, known

_LONGEST, _LONGEST_NAMES = 200, 120
_INITIALS = r"(?:[^\W\d_a-zа-яё]\.[\s\u00a0]?-?){1,3}"
_SURNAME = r"[^\W\d_a-zа-яё][^\W\d_]+(?:-[^\W\d_]+)?"
_INITIALLED = re.compile(rf"(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME},?\s{_INITIALS})(?:,?\s+(?:и\s+)?(?=\S)|$)")
_NUMBERED = re.compile(r"[IVX]+\.?\s[А-ЯЁ]")  # a Latin number before a Russian word
_FULL_NAME = re.compile(rf"{_SURNAME}(?:\s{_SURNAME}){{1,3}}$")
_POSSESSIVE = re.compile(r"(?:[оеё]в|[иы]н)а?$", re.IGNORECASE)
_VERBAL = frozenset(("VERB", "PRTS"))


def is_byline(text: str, piece: Piece) -> bool:
    """Whether a line is the name of one or more persons and nothing else."""
    return piece.end - piece.start <= _LONGEST_NAMES and _are_names(text[piece.start : piece.end])


def signs(text: str, piece: Piece) -> bool:
    """Whether a line is names alone, or names behind «Автор», «Перевод ...», or a name and who that is.

    «Анна Белова, аспирант, Н-ский университет»; «Пётр Белов, г. Тверь».
    """
    if piece.end - piece.start > _LONGEST:
        return False
    said = text[piece.start : piece.end].strip()
    for words in ("authors", "responsibilities"):
        if opening := beginning("lines", words).match(said):
            return _are_names(said[opening.end() :].lstrip(" :"))
    return _are_names(said) or _is_described(said)


def _are_names(said: str) -> bool:
    said = said.strip().removesuffix(",")
    if _NUMBERED.match(said):
        return False
    position = 0
    while match := _INITIALLED.match(said, position):
        position = match.end()
        if position == len(said):
            return True
    return all(_FULL_NAME.match(name) and _has_forename(name) for name in re.split(r",\s+(?:и\s+)?|\s+и\s+", said))


def _is_described(said: str) -> bool:
    name, comma, rest = said.partition(", ")
    if not comma or not _are_names(name) or rest.endswith((".", ";", ":")):
        return False
    parts = {one.pos for word in re.findall(r"[^\W\d_]+", rest) for one in analyses(word)[:1]}
    return bool(parts) and parts.isdisjoint(_VERBAL)


def _has_forename(said: str) -> bool:
    names = said.split()
    forenames = [any("Name" in one.grammemes for one in analyses(name)[:2]) for name in names[:3]]
    return any(forenames) and sum(map(_may_be_name, names)) >= min(2, len(names))


def _may_be_name(word: str) -> bool:
    personal = any(one.grammemes & {"Surn", "Patr", "Name"} for one in analyses(word))
    return personal or not known(word) or bool(_POSSESSIVE.search(word))

"""Pointers with a prefix of the file's own (`prefixDef`) written out, TEI Guidelines 17.2.3.

A matchPattern is a regular expression from a file that anybody may have written: only those are used that cannot take
long, whatever they are matched with (no group repeats, no alternatives, few repetitions).
"""

import re
from typing import NamedTuple

from lxml import etree

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9.+-]*):")
_PIECE = re.compile(r"(?P<one>[^\\()\[\]{}*+?|^$]|\\.|\[\^?(?:[^\]\[\\]|\\.)+\])(?P<times>[*+?]?)|[()]")
_ESCAPES = {r"\c": r"\w.:\-", r"\i": r"\w:"}  # XML Schema's name characters, which Python's patterns lack
_REPEATS, _LONGEST, _STEPS = 3, 200, 8


class _Prefix(NamedTuple):
    pattern: re.Pattern[str]
    replacement: str


class Prefixes:
    """The prefixes that a file declares."""

    def __init__(self, top: etree._Element) -> None:
        self._declared: dict[str, list[_Prefix]] = {}
        for definition in top.iter("{*}prefixDef"):
            if (pattern := compiled(definition.get("matchPattern", "(.*)"))) is not None:
                prefix = _Prefix(pattern, definition.get("replacementPattern", ""))
                self._declared.setdefault(definition.get("ident", ""), []).append(prefix)

    def expanded(self, pointer: str) -> str:
        """A pointer with its prefix replaced by what that stands for; one that is not declared stays."""
        for _ in range(_STEPS if self._declared else 0):
            scheme = _SCHEME.match(pointer)
            if scheme is None or len(pointer) > _LONGEST:
                break
            tried = ((one, one.pattern.fullmatch(pointer, scheme.end())) for one in self._declared.get(scheme[1], ()))
            replaced = next((_replaced(one.replacement, match) for one, match in tried if match), None)
            if replaced is None:
                break
            pointer = replaced
        return pointer


def compiled(pattern: str) -> re.Pattern[str] | None:
    r"""A matchPattern, or none where it is no regular expression or might take long.

    >>> compiled(r"([a-z]+)_(\c+)") is None, compiled("(a+)+") is None, compiled("(a|b)") is None
    (False, True, True)
    """
    pieces = list(_PIECE.finditer(pattern))
    whole = "".join(piece[0] for piece in pieces) == pattern
    if not whole or sum(bool(piece["times"]) for piece in pieces) > _REPEATS:
        return None
    try:
        return re.compile("".join(_translated(piece) for piece in pieces))
    except re.error:
        return None


def _translated(piece: re.Match[str]) -> str:
    one = piece["one"]
    if one in _ESCAPES:
        return f"[{_ESCAPES[one]}]{piece['times']}"
    for escape, characters in _ESCAPES.items():
        one = one.replace(escape, characters) if one else one
    return one + piece["times"] if one else piece[0]


def _replaced(replacement: str, matched: re.Match[str]) -> str:
    """The replacementPattern with `$1` to `$9` filled in."""
    groups = ("", *matched.groups(""))
    return re.sub(r"\$([1-9])", lambda asked: groups[int(asked[1])] if int(asked[1]) < len(groups) else "", replacement)

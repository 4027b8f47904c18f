"""What a sign of a note counts: `12`, `¹²`, `xii`, `**`."""

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
COUNT = r"\d{1,6}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")


def number(sign: str) -> int:
    """What a sign counts: `12`, `¹²` and `xii` are twelve, `**` is two."""
    if sign.startswith("*"):
        return len(sign)
    return int(sign.translate(_DIGITS)) if sign[0] not in _ROMAN else _roman(sign)


def _roman(sign: str) -> int:
    values = [_ROMAN[letter] for letter in sign]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))

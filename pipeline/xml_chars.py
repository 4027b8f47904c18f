"""Which characters XML 1.0 can hold (section 2.2 of the Recommendation), and a name for those it cannot."""

import re
import unicodedata

from pipeline.decoding import letters

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def illegal_character(text: str) -> str:
    """The first character of `text` that no XML 1.0 file can hold, as `U+000C FORM FEED`; empty if there is none."""
    match = ILLEGAL.search(text)
    return name_of(match.group()) if match else ""


def name_of(char: str) -> str:
    """Code point and Unicode name of a character.

    >>> name_of("«")
    'U+00AB LEFT-POINTING DOUBLE ANGLE QUOTATION MARK'
    """
    code = ord(char)
    controls: list[str] = letters()["controls"]["names"]
    if code < len(controls):
        return f"U+{code:04X} {controls[code]}"
    kind = {"Cs": "SURROGATE", "Cn": "NONCHARACTER", "Cc": "CONTROL"}.get(unicodedata.category(char), "")
    return f"U+{code:04X} {unicodedata.name(char, kind)}"

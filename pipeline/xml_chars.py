"""Which characters XML 1.0 can hold (section 2.2 of the Recommendation), and a name for those it cannot."""

import re
import unicodedata

# Said of the few it cannot hold: of all that it can, the expression takes ten times as long to compile.
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# U+0000 to U+001F have no names in Unicode, only these aliases (NameAliases.txt).
_CONTROLS = (
    "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY", "ACKNOWLEDGE",
    "ALERT",
    "BACKSPACE", "CHARACTER TABULATION", "LINE FEED", "LINE TABULATION", "FORM FEED", "CARRIAGE RETURN", "SHIFT OUT",
    "SHIFT IN", "DATA LINK ESCAPE", "DEVICE CONTROL ONE", "DEVICE CONTROL TWO", "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR", "NEGATIVE ACKNOWLEDGE", "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL",
    "END OF MEDIUM", "SUBSTITUTE", "ESCAPE", "INFORMATION SEPARATOR FOUR", "INFORMATION SEPARATOR THREE",
    "INFORMATION SEPARATOR TWO", "INFORMATION SEPARATOR ONE",
)  # fmt: skip


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
    if code < len(_CONTROLS):
        return f"U+{code:04X} {_CONTROLS[code]}"
    kind = {"Cs": "SURROGATE", "Cn": "NONCHARACTER", "Cc": "CONTROL"}.get(unicodedata.category(char), "")
    return f"U+{code:04X} {unicodedata.name(char, kind)}"

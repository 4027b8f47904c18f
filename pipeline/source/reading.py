"""How a text is to be read where the file alone does not settle it: an encoding known beforehand, and repair.

XML 1.0 cannot hold some characters (section 2.2). A text that has any is refused; asked to repair, each is replaced by
U+FFFD, one for one, so that every offset stays, and what was replaced is said.
"""

from collections import Counter
from dataclasses import dataclass

from pipeline.xml_chars import ILLEGAL, name_of

REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read texts. `encoding` is what all of them are in, over what their sidecars say; empty where nobody said.

    With `repair` a character that XML 1.0 cannot hold is replaced by U+FFFD, else its text is refused.
    """

    encoding: str = ""
    repair: bool = False


AS_IT_IS = Reading()


def repaired(text: str) -> tuple[str, str]:
    r"""The text with U+FFFD for each character that XML cannot hold, and which those were, by number and first place.

    >>> repaired("Сад\x00 и\x00 дом\x01")
    ('Сад� и� дом�', 'replaced by U+FFFD: U+0000 NULL (2, the first at 3), U+0001 START OF HEADING (1, at 10)')
    """
    found = Counter(ILLEGAL.findall(text))
    said = (
        f"{name_of(char)} ({many}, {'the first at' if many > 1 else 'at'} {text.index(char)})"
        for char, many in found.items()
    )
    return (ILLEGAL.sub(REPLACEMENT, text), f"replaced by U+FFFD: {', '.join(said)}") if found else (text, "")

"""A bare digit that stands free between two words: what speaks against its being the mark of a note.

«… целибата, 1 однако …» and «… в 1 доме …» look alike: a mark stands behind nothing that wants a number, and before
nothing that is counted.
"""

import re
from typing import TYPE_CHECKING

from pipeline.find.vocabulary import words
from pipeline.find.words import analyses, lemmas

if TYPE_CHECKING:
    from pipeline.find.notes.marks import Mark

_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.]?[ \u00a0]$")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_FAR = 30
_GOVERNING = frozenset(("PREP", "CONJ", "PRCL", "NUMR"))
_COUNTED = frozenset(("NOUN", "ADJF", "PRTF"))


def says_which(text: str, mark: "Mark") -> bool:
    """A preposition, a conjunction or the name of what is numbered stands before the digit, or a month behind it."""
    before = _WORD_BEFORE.search(text, max(0, mark.start - _FAR), mark.start)
    after = _WORD_AFTER.match(text, mark.end, mark.end + _FAR)
    if after and after[1].lower().startswith(tuple(words("lines", "months"))) and _is_counted(after[1]):
        return True
    if not before:
        return text[mark.start - 2 : mark.start - 1] == "№"
    word = before[1].lower()
    named = word in words("lines", "numbered") or not lemmas(word).isdisjoint(words("lines", "which"))
    return named or analyses(word)[0].pos in _GOVERNING


def counts_things(text: str, mark: "Mark") -> bool:
    """What may be counted stands behind a free digit, with no stop between: «4 человека», «3 больших дома»."""
    if mark.shape != "free":
        return False
    after = _WORD_AFTER.match(text, mark.end, mark.end + _FAR)
    return bool(after) and after[1].islower() and _is_counted(after[1])  # type: ignore[index]


def _is_counted(word: str) -> bool:
    return analyses(word)[0].pos in _COUNTED

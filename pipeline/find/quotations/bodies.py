"""What a paper or a body is called that later a noun alone means: «газета «Вестник» писала ... Газета ответила»."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.find.lexicon import listed
from pipeline.find.words import lemmas

_SPACES = " \u00a0"
_LAST_WORD = re.compile(rf"([^\W\d_]+)[{_SPACES}]\Z")
_WORD = 30  # code points before a string in which the noun stands that it is the name for
_NAME = 60  # code points of a name


class Bodies:
    """The nouns for papers and bodies that stand before a name in marks, by place."""

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]]) -> None:
        """`quoted` are the outermost strings in marks, in text order."""
        self._places: dict[str, list[tuple[int, str]]] = {}
        for start, end in quoted:
            if end - start <= _NAME and text[start + 1 : start + 2].isupper():
                for lemma in _nouns_before(text, start):
                    self._places.setdefault(lemma, []).append((start, text[start:end]))

    def called(self, lemma: str, place: int) -> str:
        """The name in its marks that this noun had last before a place, or an empty string."""
        known = self._places.get(lemma, [])
        at = bisect_left(known, (place, ""))
        return known[at - 1][1] if at else ""


def _nouns_before(text: str, place: int) -> frozenset[str]:
    """The nouns for a body or a paper of which the word before a place can be a form."""
    word = _LAST_WORD.search(text, max(0, place - _WORD), place) if text[place - 1 : place] in _SPACES else None
    return lemmas(word[1]) & listed("bodies", "nouns_of_periodical") if word is not None else frozenset()

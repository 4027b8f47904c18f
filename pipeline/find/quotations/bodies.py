"""What a paper or a body is called that later a noun alone means: «газета «Вестник» писала ... Газета ответила»."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.find.lexicon import listed
from pipeline.find.words import lemmas

_LAST_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
_WORD = 30  # code points before a string in which the noun stands that it is the name for
_NAME = 60  # code points of a name


class Bodies:
    """The nouns for papers and bodies that stand before a name in marks, by place."""

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]]) -> None:
        """`quoted` are the outermost strings in marks, in text order."""
        self._places: dict[str, list[tuple[int, str]]] = {}
        for start, end in quoted:
            before = _LAST_WORD.search(text, max(0, start - _WORD), start)
            if before is None or end - start > _NAME or not text[start + 1 : start + 2].isupper():
                continue
            for lemma in lemmas(before[1]) & (listed("bodies") | listed("nouns_of_periodical")):
                self._places.setdefault(lemma, []).append((start, text[start:end]))

    def called(self, lemma: str, place: int) -> str:
        """The name in its marks that this noun had last before a place, or an empty string."""
        known = self._places.get(lemma, [])
        at = bisect_left(known, (place, ""))
        return known[at - 1][1] if at else ""

"""In which case the words beside a name ask for it: prepositions, passive participles, verbs of quoting, belonging."""

import re

from pipeline.find import lexicon
from pipeline.find.names.candidates import Candidate
from pipeline.find.names.forms import folded
from pipeline.find.words import analyses

# prepositions behind which persons stand as often as things
_PREPOSITIONS = {"с": "ablt", "со": "ablt", "у": "gent", "о": "loct", "об": "loct", "после": "gent", "против": "gent",
                 "от": "gent", "к": "datv", "ко": "datv", "для": "gent", "за": "ablt", "перед": "ablt",
                 "между": "ablt"}  # fmt: skip

_AGED = re.compile(r" (?:уже |всего )?\d+ (?:лет|год)")  # «Лукиной 80 лет»


def asked_case(word: Candidate) -> str:
    """«у X», «назван X», «вспомним X», «X принадлежат»: the case that what stands beside a name asks for, or ""."""
    if word.gap_before.isspace():
        before = analyses(word.before)[0]
        if case := _PREPOSITIONS.get(folded(word.before)):
            return case
        if before.pos in ("PRTS", "PRTF") and "pssv" in before.grammemes:
            return "ablt"
        if before.pos in ("VERB", "INFN") and folded(before.lemma) in lexicon.listed("verbs_of_quoting"):
            return "accs" if before.pos == "INFN" or "1per" in before.grammemes else ""
    if _AGED.match(word.whole, word.token.end):
        return "datv"
    behind = analyses(word.after)[0] if word.after and word.gap_after.isspace() else None
    return "datv" if behind is not None and folded(behind.lemma) in lexicon.listed("verbs_of_belonging") else ""

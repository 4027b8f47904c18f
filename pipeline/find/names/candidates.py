"""A capitalised word and what stands around it, and what a text has shown of its names so far. Here is no rule."""

import re
from dataclasses import dataclass, field
from sys import intern

from pipeline.find.names.forms import folded
from pipeline.find.names.mentions import Token
from pipeline.find.names.words import listed

_BACKWARDS = re.compile(r"(\W*)([^\W\d_]+(?:[-‑][^\W\d_]+)*)")  # of a stretch read from its end
_AFTER = re.compile(r"(\W*)([^\W\d_]+(?:[-‑][^\W\d_]+)*)")
_OPENERS = ("«", "„", "“", '"', "‘", "'", "[")
_LOCATIVE = re.compile(r"\b(?:[оО](?:[бБ][оО]?)?|[вВ][оО]?|[нН][аА]|[пП][рР][иИ])\s")
_NEAR = 60


@dataclass(slots=True, eq=False)
class Candidate:
    """A capitalised word and its surroundings: the words before and after with what stands between."""

    token: Token
    text: str
    before: str
    gap_before: str
    after: str
    gap_after: str
    opens: bool  # it opens a sentence, a line or a string in marks, so that its capital says nothing
    cited: bool  # it stands where a citation names its author or editor
    year: bool  # a figure stands before the word before it
    whole: str  # the text it stands in
    floor: int  # where its block begins

    @property
    def locative(self) -> bool:
        """Whether a preposition of the locative stands before it in the same sentence."""
        stretch = _before(self.whole, self.token, self.floor)
        return bool(_LOCATIVE.search(stretch, 1 + max(map(stretch.rfind, ".!?"))))


@dataclass(slots=True)
class Evidence:
    """What a text has shown so far: nominatives of surnames and of forenames, words it writes small, edges of names."""

    small: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  # nominatives of words that stand where places do: «в Серене»
    surnames: set[str] = field(default_factory=set)
    forenames: set[str] = field(default_factory=set)  # of those who are called by the forename alone
    starts: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)


def candidate(text: str, token: Token, floor: int, cited: bool) -> Candidate:
    """The word with its surroundings; `floor` is where its block begins."""
    stretch = _before(text, token, floor)
    match = _BACKWARDS.match(stretch[::-1])
    before, gap = (intern(match[2][::-1]), match[1][::-1]) if match else ("", stretch)
    year = match is not None and stretch[: len(stretch) - match.end()].rstrip()[-1:].isdigit()
    following = _AFTER.match(text, token.end, token.end + _NEAR)
    after, gap_after = (intern(following[2]), following[1]) if following else ("", "")
    opens = token.text.isupper() or _opens(before, gap, year)
    return Candidate(token, token.text, before, gap, after, gap_after, opens, cited, year, text, floor)


def _before(text: str, token: Token, floor: int) -> str:
    """What of its block stands right before a word."""
    return text[max(floor, token.start - _NEAR) : token.start]


def _opens(before: str, gap: str, year: bool) -> bool:
    if before and gap == " ":  # as most do
        return False
    stripped = gap.rstrip()
    if not before or stripped.endswith(_OPENERS) or any(mark in gap for mark in ("!", "?", "…", "\n", ". –", ". —")):
        return True
    shortened = (len(before) == 1 and before.isupper()) or (folded(before) in listed("open_abbreviations") and not year)
    return "." in gap and not (shortened and stripped == ".")

"""A stretch of text as a row of tokens, in which a string in marks, a name or a note mark is one token.

So a rule can look to the left and right of a string in marks as if it were one word of the sentence
around it. Here is no rule of attribution.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any, TypeVar

from pipeline.find.crossing import Stretches
from pipeline.find.lexicon import listed
from pipeline.find.once import once
from pipeline.find.words import Analysis, analyses
from pipeline.text import Document, Span, once_a_document

T = TypeVar("T")

# a word, a number, a dash or another sign, each with what stands before it and says nothing
_PIECE = re.compile(r"[\s_]*(?:[^\W\d_]+(?:[-‑][^\W\d_]+)*|\d+|\.\.\.|--|(?<=[\s.,!?…»”\"])-\s|[^\w\s])")
_NOTHING = re.compile(r"[\s_]+")
_LONGEST = 150  # tokens of a sentence to either side: beyond them nothing is looked for, whatever the text's shape
_DASHES = frozenset("–—―−") | {"--"}
STOPS = frozenset(".!?…") | {"..."}


@dataclass(slots=True, eq=False)  # made by the hundred thousand and asked by the million: neither frozen nor a tuple
class Token:
    """One token: `kind` is word, number, dash, mark (any other sign), name, string, note or citation.

    `plain` is its text in lower case with е for ё; `ref` what an atom points to: a person's id, the index of the
    string, a span's id.
    """

    start: int
    end: int
    kind: str
    text: str
    plain: str
    ref: str = ""

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        return analyses(self.text) if self.kind == "word" else ()

    @property
    def likeliest(self) -> Analysis | None:
        """The likeliest reading of a word, none of anything else."""
        return analyses(self.text)[0] if self.kind == "word" else None

    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def plain(text: str) -> str:
    """A word or sign in lower case, with е for ё."""
    return text.lower().replace("ё", "е")


@dataclass(frozen=True)
class Row:
    """The tokens of one level of a text: of a block, or of a string without the strings inside it; and its stretch."""

    tokens: tuple[Token, ...]
    place: tuple[int, int] = (0, 0)
    memo: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)  # see `once_a_row`

    @once
    def starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def at(self, start: int) -> int:
        """The index of the token that starts at or after a code point."""
        return bisect_left(self.starts, start)

    def sentence(self, index: int) -> tuple[int, int]:
        """The half-open range of token indices of the sentence around a token, no further than a long one goes."""
        ends = self._ends
        at = bisect_left(ends, index)
        low = max(0, index - _LONGEST, ends[at - 1] + 1 if at else 0)
        high = min(len(self.tokens), index + _LONGEST, ends[at] if at < len(ends) else len(self.tokens))
        return low, min(high + 1, len(self.tokens))

    def company(self, index: int) -> tuple[int, int]:
        """«X и Y», «X, Y и Z»: first and last token of the row in which a name stands; itself, if it stands alone."""
        first = last = index
        while first > 1 and self.tokens[first - 1].plain in (",", "и") and self.tokens[first - 2].kind == "name":
            first -= 2
        behind = self.tokens[last + 1 : last + 3]
        while len(behind) > 1 and behind[0].plain in (",", "и") and behind[1].kind == "name":
            last += 2
            behind = self.tokens[last + 1 : last + 3]
        joined = any(token.plain == "и" for token in self.tokens[first : last + 1])
        return (first, last) if joined else (index, index)

    @once
    def _ends(self) -> list[int]:
        """The indices of the tokens that end sentences."""
        may_end = (at for at, one in enumerate(self.tokens) if one.text in STOPS or one.kind == "string")
        return [index for index in may_end if self._is_end(index)]

    def _is_end(self, index: int) -> bool:
        token = self.tokens[index]
        if token.kind == "string":
            after = self._after(index) if token.text.rstrip('»“”"').endswith(("!", "?", "…", ".")) else None
            return after is not None and _begins(after)
        if token.text not in STOPS:
            return False
        after = self._after(index)
        return after is None or (_begins(after) and not (token.text == "." and self._abbreviates(index)))

    def _after(self, index: int) -> Token | None:
        following = (t for t in self.tokens[index + 1 : index + 6] if t.kind != "note" and t.text not in STOPS)
        return next(following, None)

    def _abbreviates(self, index: int) -> bool:
        before = self.tokens[index - 1] if index else None
        if before is None or before.kind != "word" or before.end != self.tokens[index].start:
            return False
        return (len(before.text) == 1 and before.is_capital()) or before.plain in listed("abbreviations")


def once_a_row(find: Callable[[Row], T]) -> Callable[[Row], T]:
    """A function of a row alone that works out its answer once for each row."""

    def asked(row: Row) -> T:
        if find not in row.memo:
            row.memo[find] = find(row)
        answer: T = row.memo[find]
        return answer

    return asked


def _begins(token: Token) -> bool:
    return token.kind in ("string", "number", "citation") or (token.kind in ("word", "name") and token.is_capital())


@dataclass(frozen=True)
class Atoms:
    """What is one token wherever it stands: by start, never overlapping at one level."""

    text: str  # and no document, which remembers this and would lead back to itself
    tokens: Sequence[Token] = field(repr=False)

    @staticmethod
    @once_a_document
    def of(document: Document) -> "Atoms":
        """Names and note marks of the document, and the stretches that are no running text: captions, page numbers, and
        what else of a page stands within a paragraph that goes on over it.
        """
        kinds = {"person_name": "name", "note_ref": "note", "bibl_ref": "note", "citation": "citation"}
        skipped = ("figure", "page_number", "note_label", "hyphen", "place_name")
        in_notes, in_paragraphs = Stretches(document.of("note")), Stretches(document.of("paragraph"))
        atoms, last = [], 0
        for span in document.of(*kinds, *skipped[:-1], "navigation"):
            noted = span.kind == "citation" and in_notes.touch(span.start, span.end)
            apart = span.kind == "navigation" and not in_paragraphs.touch(span.start, span.end)
            if span.start >= last and not noted and not apart:
                atoms.append(_atom(document, span, kinds.get(span.kind, "skip")))
                last = span.end
        return Atoms(document.text, atoms)

    def row(self, start: int, end: int, strings: Sequence[Token]) -> Row:
        """The tokens of `[start, end)`, given the strings in marks directly inside it."""
        return Row(tuple(self._tokens(start, end, strings)), (start, end))

    def around(self, start: int) -> Token | None:
        """The citation in brackets that a place stands in, if it does: inside it other words are beside."""
        at = bisect_right(self._starts, start) - 1
        atom = self.tokens[at] if at >= 0 else None
        return atom if atom is not None and atom.kind == "citation" and start < atom.end else None

    def _tokens(self, start: int, end: int, strings: Sequence[Token]) -> list[Token]:
        place, found = start, list[Token]()
        for atom in _merged(self._between(start, end), strings):
            looked_into = atom.kind in ("citation", "skip") and (atom.start, atom.end) == (start, end)
            if atom.start < place or atom.end > end or looked_into:
                continue
            found += _plain_tokens(self.text, place, atom.start)
            found += [atom] if atom.kind != "skip" else []
            place = atom.end
        found += _plain_tokens(self.text, place, end)
        return found

    @once
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def _between(self, start: int, end: int) -> Sequence[Token]:
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _atom(document: Document, span: Span, kind: str) -> Token:
    ref = span.attrs.get("person", "") if kind == "name" else span.id
    text = document.slice(span)
    return Token(span.start, span.end, kind, text, plain(text), ref)


def _merged(atoms: Sequence[Token], strings: Sequence[Token]) -> list[Token]:
    return sorted([*atoms, *strings], key=lambda token: (token.start, -token.end)) if strings else list(atoms)


def _plain_tokens(text: str, start: int, end: int) -> list[Token]:
    pieces = _PIECE.findall(text, start, end)
    begun = accumulate(map(len, pieces), initial=start)
    return [
        Token(place + before, place + before + length, kind, value, simple)
        for place, (before, length, kind, value, simple) in zip(begun, map(_taken, pieces), strict=False)
    ]


@lru_cache(maxsize=30_000)
def _taken(piece: str) -> tuple[int, int, str, str, str]:
    """How much stands before the token of a piece, the length of the token, its kind, itself, and in small letters."""
    value = piece.strip()
    value = _NOTHING.sub("", value) if "_" in value else value
    return piece.index(value), len(value), _kind(value, piece), value, plain(value)


def _kind(value: str, piece: str) -> str:
    if value[0].isalnum():
        return "number" if value.isdecimal() else "word"
    return "dash" if value in _DASHES or (value == "-" and piece[-1].isspace()) else "mark"

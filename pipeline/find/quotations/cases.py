"""Each string in marks with the row of tokens it stands in: what the rules look at. Here is no rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, takewhile

from pipeline.find.once import once
from pipeline.find.quotations.grammar import is_finite, is_nominal, speech_reading
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.marks import String
from pipeline.find.quotations.sources import Cited, Sources
from pipeline.find.quotations.speakers import NOBODY, Speaker, Speakers
from pipeline.find.quotations.tokens import Row, Token
from pipeline.find.words import WORD
from pipeline.text import Document, Span

_ENOUGH = 1000  # code points of a string in which its words are counted
_SENTENCES = 12  # words of a string from which several sentences in it are no title
_NEW_SENTENCE = re.compile(r"[^\W\d_]{2}[»”“]?[.!?…][»”“]? [–—«„“]? ?[А-ЯЁA-Z][а-яёa-z]+ [а-яёa-z]")
_LINE = 300  # code points of a block that are looked at for capitals
_MARKS = 2  # code points of the marks around a string
_NEAREST = 40  # tokens to the right of a string that a rule can see
_STEPS = 6  # steps to the left of it that a rule can ask for
_NOTES = 3  # note marks that may be passed over among them
_BETWEEN = frozenset(".,!?…:;()[]") | {"..."}
_LEAD_IN = frozenset(("см", "ср", "цит", "по"))
_BEFORE_NOTE = _BETWEEN | _LEAD_IN
_PLACE = 14  # tokens of a place in a work that stands in brackets
_PLACE_WORDS = re.compile(r"(?:с|c|стр|т|тт|гл|кн|ч|ст|п|л|вып|ном|vol|pp?|там|же|см|соч|ibid|[IVXLC]+)", re.IGNORECASE)
_GONE = Row(())
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


@dataclass
class Case:
    """A string in marks, the row it stands in (as token `index`), the row inside it, and the rows around."""

    number: int
    string: String
    block: Span
    row: Row
    index: int
    inner: Row
    speakers: Speakers
    parent: int | None = None
    last_row: Row | None = None
    last_index: int = 0
    before: Row | None = None
    after: Row | None = None
    joined: bool = False  # to the string judged before it, see `together.joined`
    apposable: list[Token] | None = None  # see `apposition.apposed`
    judged: dict[int, Judgement] = field(default_factory=dict)
    document: Document = field(default=Document("", ""), repr=False)
    sources: Sources | None = field(default=None, repr=False)

    def settle(self) -> None:
        """Let go of the rows, which take much room: all is worked out that is asked once every string is judged."""
        _ = self.is_speech, self.sentence, self.cited, self.mark_later
        self.row = self.inner = _GONE
        self.last_row = self.before = self.after = self.apposable = None
        for name in ("_before", "_behind", "behind", "following"):
            self.__dict__.pop(name, None)

    @once
    def sentence(self) -> tuple[int, int, int]:
        """What tells the sentence around the string apart from all others."""
        return *self.row.place, self.bounds[0]

    @once
    def bounds(self) -> tuple[int, int]:
        """The sentence around the string, as half-open token indices."""
        return self.row.sentence(self.index)

    @once
    def text(self) -> str:
        """The string without its marks."""
        return self.document.text[slice(*self.string.inside())]

    @once
    def words(self) -> int:
        """How many words it has; of a very long one, as many as matter."""
        start, end = self.string.inside()
        return len(WORD.findall(self.document.text, start, min(end, start + _ENOUGH)))

    @property
    def own_speaker(self) -> Speaker:
        """Who says «я» around the string: whose words it stands in, else the author that the by-line names."""
        parent = self.judged.get(self.parent) if self.parent is not None else None
        agent = parent.speaker if parent is not None else self.speakers.view.author
        return Speaker(agent, False) if agent else NOBODY

    @property
    def runs_on(self) -> bool:
        """Whether it goes on over several paragraphs, as only speech does."""
        return len(self.string.pieces) > 1

    @once
    def is_speech(self) -> bool:
        """Whether its shape says that it is speech: over several paragraphs, without marks, or with a reference.

        Nothing else in marks can hold a bibliographic reference (TEI Guidelines, model.phrase has no `bibl`).
        """
        cites = any(token.kind == "citation" for token in self.inner.tokens)
        return self.runs_on or not self.string.opened or cites or self._has_sentences

    @once
    def _has_sentences(self) -> bool:
        """Whether it is several sentences of many words, as no title is."""
        return self.words >= _SENTENCES and _NEW_SENTENCE.search(self.text) is not None

    @once
    def begins_high(self) -> bool:
        """Begins like a sentence, with a capital or a figure."""
        first = self.text.lstrip('«„“"‘ \u00a0(')[:1]
        return first.isupper() or first.isdigit()

    @property
    def told_of(self) -> frozenset[str]:
        """Whom a string that is a sentence names: none of them says it, for nobody tells of himself by name.

        Behind a dash whoever is named may be named by the narrator.
        """
        own = takewhile(lambda token: token.kind != "dash", self.inner.tokens if self.begins_high else ())
        return frozenset(token.ref for token in own if token.kind == "name")

    @once
    def in_capitals(self) -> bool:
        """Whether a line of capitals alone holds it, as a title may be: there its own capital says nothing."""
        around = self.document.text[self.block.start : min(self.block.end, self.block.start + _LINE)]
        return around.isupper() and len(around) > len(self.text) + _MARKS

    @once
    def ends_sentence(self) -> bool:
        return self.text.rstrip('»“”" \u00a0').endswith((".", "!", "?", "…"))

    @once
    def has_verb(self) -> bool:
        """Whether a finite verb stands in the string, as in a sentence and seldom in a title."""
        return any(is_finite(token) for token in self.inner.tokens)

    @once
    def has_predicate(self) -> bool:
        """Whether a finite verb, a short participle or adjective stands in the string: «решение принято»."""
        return self.has_verb or any(is_nominal(token, "PRTS", "ADJS", "PRED") for token in self.inner.tokens)

    @once
    def first_noun(self) -> Token | None:
        """The first word of the string that is most likely a noun."""
        return next((t for t in self.inner.tokens if t.kind == "word" and t.analyses[0].pos == "NOUN"), None)

    @property
    def starts_sentence(self) -> bool:
        return self.index == self.bounds[0]

    @once
    def somebody_may_say_it(self) -> bool:
        """Whether its sentence names a person or has a verb of speech: then the words may be his."""
        low, high = self.bounds
        sentence = self.row.tokens[low:high]
        return any(t.kind == "name" or (t.kind == "word" and speech_reading(t.text)) for t in sentence)

    @once
    def cited(self) -> Cited | None:
        """What the note mark or the citation in brackets right after the string, or last inside it, leads to."""
        row, index = self.around()
        beside = next((t for t in row.tokens[index + 1 : index + 7] if t.plain not in _BEFORE_NOTE), None)
        last = next((t for t in reversed(self.inner.tokens) if t.text not in _BETWEEN), None)
        for token in (beside, last):
            if token is not None and token.kind in ("note", "citation") and self.sources is not None:
                return self.sources.at(token.start)
        return None

    @once
    def located(self) -> bool:
        """Whether a mark, a citation or a place in a work, «(с. 12)», «(II, 45)», «[13]», stands right after it."""
        if self.cited is not None:
            return True
        after = [token for token in self.behind if token.text not in (".", ",", "…", "...")][:_PLACE]
        if not after or after[0].text not in ("(", "["):
            return False
        closing = next((at for at, token in enumerate(after) if token.text in (")", "]")), 0)
        return _is_place(after[1:closing], after[0].text == "(")

    @once
    def mark_later(self) -> Cited | None:
        """What the note mark at the end of the sentence leads to, if no other string in marks stands between."""
        row, index = self.around()
        _, high = row.sentence(min(index + 1, len(row.tokens) - 1))
        for token in row.tokens[index + 1 : high + 1]:
            if token.kind == "string":
                return None
            if token.kind == "note" and self.sources is not None:
                return self.sources.at(token.start)
        return None

    def around(self) -> tuple[Row, int]:
        """The row and index to look to the right from: of the last piece."""
        return (self.last_row, self.last_index) if self.last_row is not None else (self.row, self.index)

    def left(self, steps: int = 1) -> Token | None:
        """The token so many steps before the string, note marks, of which there are few, passed over."""
        nearest = self._before
        return nearest[steps - 1] if steps <= len(nearest) else None

    def right(self) -> Sequence[tuple[int, Token]]:
        """The nearest tokens after the string with their indices, note marks passed over."""
        return self._behind

    @once
    def behind(self) -> Sequence[Token]:
        """The nearest tokens after the string, note marks passed over."""
        return [token for _, token in self._behind]

    @once
    def following(self) -> Token | None:
        """The token right after the string, note marks passed over."""
        return self.behind[0] if self.behind else None

    @once
    def _before(self) -> Sequence[Token]:
        """The nearest tokens before the string, the nearest first, a few note marks passed over."""
        low = max(0, self.index - _STEPS - _NOTES)
        nearest = self.row.tokens[low : self.index][::-1]
        passed = accumulate(token.kind == "note" for token in nearest)
        kept = zip(nearest, passed, strict=True)
        return [token for token, notes in kept if token.kind != "note" and notes <= _NOTES]

    @once
    def _behind(self) -> Sequence[tuple[int, Token]]:
        row, index = self.around()
        nearest = enumerate(row.tokens[index + 1 : index + 1 + _NEAREST], index + 1)
        return [(at, token) for at, token in nearest if token.kind != "note"]


def _is_place(tokens: Sequence[Token], rounded: bool) -> bool:
    """Numbers, and words for pages, volumes and chapters; in round brackets a year alone is a date."""
    words = [token for token in tokens if token.kind == "word"]
    numbers = [token for token in tokens if token.kind == "number"]
    if not all(_PLACE_WORDS.fullmatch(token.text) for token in words) or any(
        t.kind in ("name", "string") for t in tokens
    ):
        return False
    alone = len(tokens) == 1 and (bool(words) or (rounded and bool(_YEAR.fullmatch(tokens[0].text))))
    return not alone and bool(numbers or [token for token in words if token.plain in ("же", "ibid")])

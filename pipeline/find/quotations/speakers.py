"""Who a subject is: a person of the text, whoever a pronoun or an office stands for, or somebody unnamed.

Nobody is invented: what cannot be resolved stays with the text's own words, or with nobody.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.find.lexicon import listed
from pipeline.find.names.grammar import case_of, gender_of
from pipeline.find.quotations.grammar import is_noun_of, is_person_noun, noun_lemmas
from pipeline.find.quotations.subjects import NameCase, Subject
from pipeline.find.quotations.tokens import Row, Token
from pipeline.find.words import analyses, nominative
from pipeline.text import BLOCKS, Agent, Document

_SENTENCE_END = re.compile(r"[.!?…][»”\"]?(?:[\[(]?\d{1,3}[\])]?|[¹²³⁰-⁹]{1,3}|\*{1,3})?\s+[^\W\d_a-zа-яё]|\n")
_REMEMBERED = 300  # mentions
_REACH = 4  # blocks that a pronoun looks back over


class Speaker(NamedTuple):
    """An agent's id (empty: nobody), and whether the text names him on the spot or he was resolved."""

    agent: str
    direct: bool


NOBODY = Speaker("", True)


class _Mention(NamedTuple):
    start: int
    agent: str
    nominative: bool
    gender: str
    block: int


class Speakers(NameCase):
    """The persons of a document as subjects, who has spoken so far, and the unnamed ones met on the way."""

    def __init__(self, document: Document, quoted: Sequence[tuple[int, int]]) -> None:
        """`quoted` are the outermost strings in marks: whoever is named inside them is not in view outside."""
        self.made: dict[tuple[str, str], Agent] = {}
        self._document = document
        self._genders = {agent.id: gender_of(agent, document) for agent in document.agents if agent.kind == "person"}
        self._spans = {span.start: span for span in document.of("person_name")}
        self._cases = {start: case_of(document, span) for start, span in self._spans.items()}
        self._blocks = [span.start for span in document.of(*BLOCKS) if span.kind != "caption"]
        self._headings = [span.start for span in document.of("heading")]
        self._captions = [(span.start, span.end) for span in document.of("caption")]
        self._in_view = [self._mention(start) for start in self._spans if self._is_in_view(start, quoted)]
        self._starts = [mention.start for mention in self._in_view]
        self._spoken: list[tuple[int, str]] = []
        self._taken = Counter(agent.id.rstrip("0123456789") for agent in document.agents)

    def nominative(self, token: Token) -> bool:
        return "nomn" in self._cases.get(token.start, ())

    def genitive(self, token: Token) -> bool:
        """Whether a name can stand in the genitive."""
        return "gent" in self._cases.get(token.start, ())

    def gender(self, token: Token) -> str:
        return self._genders.get(token.ref, "")

    def agents(self) -> list[Agent]:
        """The unnamed persons and the bodies and works that were made, in the order they were met."""
        return list(self.made.values())

    def spoke(self, place: int, agent: str) -> None:
        """Remember that an agent's words stand at a place; called in text order."""
        if agent:
            self._spoken.append((place, agent))

    def last_spoken(self, place: int, blocks: int = 1) -> str:
        """Who spoke last before a place, not further back than so many blocks."""
        for start, agent in reversed(self._spoken):
            if start < place:
                near = self._block(place) - self._block(start) <= blocks and start > self._section(place)
                return agent if near else ""
        return ""

    def resolve(self, row: Row, subject: Subject) -> Speaker:
        """The speaker a subject stands for; a pronoun or an office may need the text before it."""
        token = row.tokens[subject.first]
        if subject.sort == "name":
            return Speaker(token.ref, True)
        if subject.sort == "pronoun":
            return Speaker(self._pronoun(row, subject), False)
        if subject.sort == "noun":
            return self._described(row, subject)
        if subject.sort == "string":
            return Speaker(self._make("organisation", token.text[1:-1]), True)
        return NOBODY

    def antecedent(self, place: int, gender: str = "") -> str:
        """The person whom a pronoun of this gender at a place stands for, or an empty string."""
        here = self._block(place)
        fitting = [m for m in self._nearest(place) if here - m.block <= _REACH and gender in ("", m.gender or gender)]
        if not fitting:
            return self.last_spoken(place, _REACH)
        best = self._topic(min(fitting, key=lambda m: (here - m.block, not m.nominative)), fitting)
        spoken = self._last_spoken_of(place, gender)
        return spoken[1] if spoken is not None and spoken[0] > best.start else best.agent

    def _nearest(self, place: int) -> list[_Mention]:
        """The mentions before a place, the latest first, as far as anybody remembers."""
        at = bisect_left(self._starts, place)
        first = bisect_left(self._starts, self._section(place))
        return self._in_view[max(first, at - _REMEMBERED) : at][::-1]

    def _section(self, place: int) -> int:
        """Where the section of a place begins: under a new heading nobody is in view from above it."""
        at = bisect_right(self._headings, place)
        return self._headings[at - 1] if at else 0

    def _topic(self, latest: _Mention, fitting: list[_Mention]) -> _Mention:
        """The first subject of the sentence in which somebody was last the subject: its main clause is about him."""
        text, topic = self._document.text, latest
        for mention in fitting:
            if mention.nominative and mention.start < topic.start:
                if _SENTENCE_END.search(text, self._spans[mention.start].end, topic.start + 1):
                    break
                topic = mention
        return topic

    def _last_spoken_of(self, place: int, gender: str) -> tuple[int, str] | None:
        here = self._block(place)
        for start, agent in reversed(self._spoken):
            if start < place and self._genders.get(agent, "") in ("", gender or self._genders.get(agent, "")):
                return (start, agent) if here == self._block(start) else None
        return None

    def oblique(self, row: Row, first: int, last: int, case: str) -> Speaker:
        """Whoever a noun phrase in an oblique case describes («по мнению многих учёных»), in the nominative."""
        words = [_nominative_form(token.text, case) for token in row.tokens[first : last + 1]]
        subject = Subject(first, last, "noun", number="plur" if _is_plural(row.tokens[last], case) else "sing")
        head = row.tokens[last]
        if subject.number == "sing" and noun_lemmas(head) & listed("roles"):
            holder = self._holder(head) or self.last_spoken(head.start)
            if holder:
                return Speaker(holder, False)
        return Speaker(self._make(_kind_of(head, subject.number), " ".join(words)), True)

    def _pronoun(self, row: Row, subject: Subject) -> str:
        if subject.number == "plur":
            return ""
        token = row.tokens[subject.first]
        if token.plain.startswith("котор"):
            return self._relative(row, subject)
        if token.plain in ("последний", "тот"):
            return next((mention.agent for mention in self._nearest(token.start)), "")
        return self.antecedent(row.tokens[subject.first].start, subject.gender)

    def _relative(self, row: Row, subject: Subject) -> str:
        for index in range(subject.first - 1, max(subject.first - 6, -1), -1):
            if row.tokens[index].kind == "name":
                return row.tokens[index].ref
        return ""

    def _described(self, row: Row, subject: Subject) -> Speaker:
        """An office resolved to its holder, a body, a document, or somebody in the text's own words."""
        head = self._head(row, subject)
        if named := self._named_beside(row, subject):
            return Speaker(named, True)
        if subject.number == "sing" and noun_lemmas(head) & listed("roles"):
            holder = self._holder(head) or self.last_spoken(head.start) or self._only_one(head.start)
            if holder and not (_is_womans(head) and self._genders.get(holder) == "masc"):
                return Speaker(holder, False)
        return Speaker(self._unnamed(row, subject, head), True)

    def _head(self, row: Row, subject: Subject) -> Token:
        words = row.tokens[subject.first : subject.last + 1]
        nouns = (t for t in words if any(a.pos == "NOUN" and a.case == "nomn" for a in t.analyses))
        return next(nouns, words[0])

    def _named_beside(self, row: Row, subject: Subject) -> str:
        """«философ Пётр Белов»: the name in apposition right after the noun phrase."""
        beside = row.tokens[subject.last + 1 : subject.last + 2]
        return beside[0].ref if beside and beside[0].kind == "name" and self.nominative(beside[0]) else ""

    def _holder(self, head: Token) -> str:
        """Who was last given this office beside his name earlier in the text («директор ... Иван Белов»)."""
        text, lemmas = self._document.text, noun_lemmas(head)
        nearest = self._nearest(head.start)
        for mention, previous in zip(nearest, [*nearest[1:], None], strict=False):
            floor = self._spans[previous.start].end if previous is not None else 0
            before = text[max(floor, mention.start - 60) : mention.start].split("\n")[-1].split(".")[-1].split(",")[-1]
            if any(lemmas & {one.lemma for one in analyses(word)} for word in before.split() if word.isalpha()):
                return mention.agent
        return ""

    def _only_one(self, place: int) -> str:
        """The only person in view in the paragraph."""
        here = self._block(place)
        near = {mention.agent for mention in self._nearest(place) if mention.block == here}
        return near.pop() if len(near) == 1 else ""

    def _unnamed(self, row: Row, subject: Subject, head: Token) -> str:
        words = self._document.text[row.tokens[subject.first].start : row.tokens[subject.last].end]
        name = words[0].lower() + words[1:] if not words[1:2].isupper() else words
        return self._make(_kind_of(head, subject.number), name)

    def _make(self, kind: str, name: str) -> str:
        if (kind, name) not in self.made:
            self.made[kind, name] = Agent(self._fresh_id(kind), kind, name, named=kind in ("organisation", "work"))
        return self.made[kind, name].id

    def _fresh_id(self, kind: str) -> str:
        prefix = {"person": "per", "group": "grp"}.get(kind, "org")
        self._taken[prefix] += 1
        return f"{prefix}{self._taken[prefix]}"

    def _block(self, place: int) -> int:
        return bisect_right(self._blocks, place)

    def _mention(self, start: int) -> _Mention:
        person = self._spans[start].attrs["person"]
        return _Mention(start, person, "nomn" in self._cases[start], self._genders.get(person, ""), self._block(start))

    def _is_in_view(self, start: int, quoted: Sequence[tuple[int, int]]) -> bool:
        at = bisect_right(quoted, (start, len(self._document.text))) - 1
        inside = at >= 0 and quoted[at][0] < start < quoted[at][1]
        return not inside and not any(first <= start < last for first, last in self._captions)


def _is_womans(head: Token) -> bool:
    """«писательница», «журналистка»: only these say that the holder is a woman; глава and судья do not."""
    return head.plain.endswith(("ница", "ка", "сса", "иня"))


def _nominative_form(word: str, case: str) -> str:
    """A word of an oblique noun phrase in the nominative of its own number."""
    return nominative(word, case) or word


def _is_plural(head: Token, case: str) -> bool:
    return any(one.case == case and one.number == "plur" and one.pos == "NOUN" for one in head.analyses)


def _kind_of(head: Token, number: str) -> str:
    if is_person_noun(head.text) or is_person_noun(head.text, "gent"):
        return "group" if number == "plur" else "person"
    return "work" if noun_lemmas(head) & listed("nouns_of_document") else "organisation"


def genitive_name(row: Row, index: int) -> Iterator[Token]:
    """The name in the noun phrase that begins at an index: «философа Белова», «самого Белова», «Белова»."""
    for token in row.tokens[index : index + 5]:
        if token.kind == "name":
            yield token
            return
        if is_noun_of(token, "nouns_of_relation"):
            return
        if token.kind != "word" or token.analyses[0].pos not in ("NOUN", "ADJF", "PRTF", "NPRO", "NUMR"):
            return

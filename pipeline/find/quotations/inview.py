"""Who is in view at a place of a text: named before it, or heard to speak; whom a pronoun or an office there means.

Knows places, persons and blocks; of the clause it is asked from it knows nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.find.crossing import Stretches
from pipeline.find.names.grammar import cases, genders
from pipeline.find.words import analyses
from pipeline.text import BLOCKS, Document

_SENTENCE_END = re.compile(
    r"[.!?…][»”\"]?(?:[\[(]?\d{1,3}[\])]?|[¹²³⁰-⁹]{1,3}|\*{1,3})?\s+(?:[–—-]\s+)?[«„“\"]?[^\W\d_a-zа-яё]|\n"
)
_SPOKEN = '«„“"–—'  # what a paragraph begins with that is speech
_REMEMBERED = 300  # mentions
_REACH = 4  # blocks that a pronoun looks back over
_NARRATED = 400  # code points before a place in which the last subject is looked for
_TITLE = 12  # code points before a name in which it is seen that somebody is addressed
_ADDRESSED = re.compile(r"[,«„“\"](?:\s*(?:тов\.|т\.|г\.|товарищ|господин))?\s*\Z", re.IGNORECASE)
_OFFICE = 60  # code points before a name in which the person's office may stand


class Mention(NamedTuple):
    """A person named at a place: who, whether as a subject could be, of what gender, in which block."""

    start: int
    agent: str
    nominative: bool
    gender: str
    block: int


class _View:
    """Mentions in text order, of which the nearest before a place can be asked for."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def between(self, floor: int, place: int) -> list[Mention]:
        """The mentions in `[floor, place)`, the latest first, as far as anybody remembers."""
        at = bisect_left(self._starts, place)
        return self._mentions[max(bisect_left(self._starts, floor), at - _REMEMBERED) : at][::-1]


class InView:
    """The persons of a document by the places where they are named, and who has spoken so far."""

    def __init__(self, document: Document, quoted: Sequence[tuple[int, int]]) -> None:
        """`quoted` are the outermost strings in marks: whoever is named inside them is not in view outside."""
        self._text, self._quoted = document.text, quoted
        self.genders, self.cases = genders(document), cases(document)
        self._ends = {span.start: span.end for span in document.of("person_name")}
        self._blocks = [span.start for span in document.of(*BLOCKS) if span.kind != "caption"]
        self._headings = [span.start for span in document.of("heading")]
        mentions = list(self._mentions(document))
        self._outside = _View([one for one in mentions if self._quoted_around(one.start) is None])
        quoted_ones = (one for one in mentions if self._quoted_around(one.start) is not None)
        self._inside = _View([one for one in quoted_ones if not self._is_addressed(one)])
        self._spoken: list[tuple[int, str]] = []
        self._told_of: frozenset[str] = frozenset()
        self._persons = dict(self.genders)
        self.author = _only_author(document)
        self._named = Counter(one.agent for one in mentions)

    def tells_of(self, agents: frozenset[str]) -> None:
        """Remember who is named in the string that is now asked about: nobody tells of himself by name."""
        self._told_of = agents

    def spoke(self, place: int, agent: str, gender: str | None) -> None:
        """Remember that an agent's words stand at a place; called in text order.

        `gender` is that of somebody whom a pronoun can mean, empty if unknown, and `None` for a body or a document.
        """
        if agent:
            self._spoken.append((place, agent))
        if gender is not None:
            self._persons.setdefault(agent, gender)

    def last_spoken(self, place: int, blocks: int = 1) -> str:
        """Who spoke last before a place, not further back than so many blocks."""
        for start, agent in reversed(self._spoken):
            if start < place and agent not in self._told_of:
                near = self._block(place) - self._block(start) <= blocks and start >= self._section(place)
                return agent if near else ""
        return ""

    def antecedent(self, place: int, gender: str = "", besides: frozenset[str] = frozenset()) -> str:
        """The person whom a pronoun of this gender at a place means, none of those `besides`; or an empty string."""
        here = self._block(place)
        near = (m for m in self.nearest(place) if here - m.block <= _REACH and m.agent not in besides)
        fitting = [m for m in near if gender in ("", m.gender or gender)]
        if not fitting:
            return self._spoke_lately(place, gender, besides) if gender else self._last_person(place, besides)
        if gender == "femn":  # of whom the text does not show the gender is seldom a woman where it shows one
            fitting = [mention for mention in fitting if mention.gender] or fitting
        best = self._likeliest(fitting, here)
        if _SENTENCE_END.search(self._text, self._ends[best.start], place + 1):
            best = self._topic(best, fitting)
        spoken = self._last_spoken_of(place, gender)
        return spoken[1] if spoken is not None and spoken[0] > best.start and spoken[1] not in besides else best.agent

    def _likeliest(self, fitting: list[Mention], here: int) -> Mention:
        """Of those named in the paragraph the last subject; before it whoever the whole text names most."""
        subject = next((mention for mention in fitting if mention.block == here and mention.nominative), None)
        if subject is not None:
            return subject
        fitting = [mention for mention in fitting if mention.block == here] or fitting
        return max(fitting, key=lambda mention: (self._named[mention.agent], mention.nominative))

    def narrated(self, place: int) -> list[tuple[int, int]]:
        """The stretches of the paragraph before a place that are the narrator's: outside the outermost strings."""
        quotation = self._quoted_around(place)
        end = quotation[0] if quotation is not None else place
        at = bisect_right(self._blocks, end) - 1
        start = max(self._blocks[at] if at >= 0 else 0, end - _NARRATED)
        start = (self._quoted_around(start) or (start, start))[1]
        found: list[tuple[int, int]] = []
        for low, high in self._quoted[bisect_left(self._quoted, (start, 0)) : bisect_left(self._quoted, (end, 0))]:
            found.append((start, low))
            start = high
        return [*found, (start, end)]

    def nearest(self, place: int) -> list[Mention]:
        """The mentions before a place, the latest first: inside a quotation first its own, then those outside."""
        quotation = self._quoted_around(place)
        own = self._inside.between(quotation[0], place) if quotation is not None else []
        named = own + self._outside.between(self._section(place), place)
        return [one for one in named if one.agent not in self._told_of] if self._told_of else named

    def last_two(self, place: int) -> list[str]:
        """The two persons named last in the paragraph before a place, in the order in which it first names them."""
        here = self._block(place)
        agents = [mention.agent for mention in self.nearest(place) if mention.block == here]
        last = list(dict.fromkeys(agents))[:2]
        return sorted(last, key=lambda agent: -max(at for at, one in enumerate(agents) if one == agent))

    def is_here(self, agent: str, place: int) -> bool:
        """Whether the paragraph of a place names a person before it."""
        return agent in self.fitting_here("", place)

    def fitting_here(self, gender: str, place: int) -> set[str]:
        """The persons that can be of a gender and are named in the paragraph of a place before it."""
        here = self._block(place)
        named = (mention.agent for mention in self.nearest(place) if mention.block == here)
        return {agent for agent in named if self._may_be(agent, gender)}

    def holder(self, place: int, lemmas: frozenset[str]) -> str:
        """Who was last given an office beside his name before a place («директор ... Иван Белов»)."""
        nearest = self.nearest(place)
        for mention, previous in zip(nearest, [*nearest[1:], None], strict=False):
            floor = self._ends[previous.start] if previous is not None else 0
            before = self._text[max(floor, mention.start - _OFFICE) : mention.start]
            clause = before.split("\n")[-1].split(".")[-1].split(",")[-1]
            readings = (one for word in clause.split() if word.isalpha() for one in analyses(word))
            offices = (one for one in readings if one.lemma.replace("ё", "е") in lemmas)
            if any(one.case in self.cases[mention.start] for one in offices):
                return mention.agent
        return ""

    def nearby(self, place: int) -> str:
        """The person in view whom the paragraph of a place speaks of, or who spoke last in it or in the one before."""
        last = self.last_spoken(place)
        here = self._block(place)
        if last in self.genders and not any(mention.block == here for mention in self.nearest(place)):
            return last
        return self.antecedent(place)

    def only_one(self, place: int, besides: frozenset[str]) -> str:
        """The only person in view in the paragraph of a place who is none of those `besides`, if there is just one.

        For a paragraph that begins with speech and has named nobody, the one before it counts.
        """
        here, nearest = self._block(place), self.nearest(place)
        spoken = here and self._text[self._blocks[here - 1]] in _SPOKEN
        if spoken and here not in {mention.block for mention in nearest}:
            here -= 1
        near = {mention.agent for mention in nearest if mention.block == here} - besides
        return near.pop() if len(near) == 1 else ""

    def _quoted_around(self, place: int) -> tuple[int, int] | None:
        """The outermost string in marks that a place stands in, if it does."""
        at = bisect_right(self._quoted, (place, len(self._text))) - 1
        inside = at >= 0 and self._quoted[at][0] < place < self._quoted[at][1]
        return self._quoted[at] if inside else None

    def _is_addressed(self, mention: Mention) -> bool:
        """«Толя, – сказала она»; «Тов. Белов, ...»: between a mark or a comma and a comma stands who is spoken to."""
        opened = _ADDRESSED.search(self._text, max(0, mention.start - _TITLE), mention.start)
        end = self._ends[mention.start]
        return opened is not None and self._text[end : end + 2].lstrip().startswith((",", "!", "?"))

    def _section(self, place: int) -> int:
        """Where the section of a place begins: under a new heading nobody is in view from above it."""
        at = bisect_right(self._headings, place)
        return self._headings[at - 1] if at else 0

    def _topic(self, latest: Mention, fitting: list[Mention]) -> Mention:
        """The first subject of the sentence in which somebody was last the subject: its main clause is about him."""
        topic = latest
        for mention in fitting:
            if mention.nominative and mention.start < topic.start:
                parted = _SENTENCE_END.search(self._text, self._ends[mention.start], topic.start + 1)
                if parted or self._quoted_around(mention.start) != self._quoted_around(topic.start):
                    break
                topic = mention
        return topic

    def _last_person(self, place: int, besides: frozenset[str]) -> str:
        """Who spoke last, if it is a person."""
        last = self.last_spoken(place, _REACH)
        return last if last in self._persons and last not in besides else ""

    def _spoke_lately(self, place: int, gender: str, besides: frozenset[str]) -> str:
        """The last of this gender who spoke, as far back as a pronoun looks."""
        for start, agent in reversed(self._spoken):
            if self._block(place) - self._block(start) > _REACH or start < self._section(place):
                return ""
            fits = agent in self._persons and agent not in besides | self._told_of and self._may_be(agent, gender)
            if start < place and fits:
                return agent
        return ""

    def _last_spoken_of(self, place: int, gender: str) -> tuple[int, str] | None:
        here = self._block(place)
        for start, agent in reversed(self._spoken):
            if start < place and self._may_be(agent, gender) and agent in self._persons and agent not in self._told_of:
                return (start, agent) if here == self._block(start) else None
        return None

    def _may_be(self, agent: str, gender: str) -> bool:
        """Whether a person can be of a gender; of unknown gender he can be of both."""
        return not gender or self._persons.get(agent, "") in ("", gender)

    def _block(self, place: int) -> int:
        return bisect_right(self._blocks, place)

    def _mentions(self, document: Document) -> Iterator[Mention]:
        apart = Stretches(document.of("caption", "byline"))  # who takes a picture or writes a text is not spoken of
        for span in document.of("person_name"):
            if not apart.touch(span.start, span.end):
                agent, nominative = span.attrs["person"], "nomn" in self.cases[span.start]
                yield Mention(span.start, agent, nominative, self.genders.get(agent, ""), self._block(span.start))


def _only_author(document: Document) -> str:
    """The person whom the by-line names, if it names one alone."""
    bylines = Stretches(document.of("byline"))
    named = {one.attrs["person"] for one in document.of("person_name") if bylines.hold(one.start, one.end)}
    return named.pop() if len(named) == 1 else ""

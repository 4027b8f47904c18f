"""Whom a pronoun means: «он», «который», «тот», «они», «первый», asked of the narrator's words before it.

Who a noun means, `speakers` knows; it is asked back for the nouns that pronouns stand for.
"""

from abc import abstractmethod
from copy import copy
from typing import Self

from pipeline.find.quotations.described import (
    Described,
    case_as_person,
    introduced_before,
    object_before,
    people_before,
    relative_before,
    subject_before,
)
from pipeline.find.quotations.grammar import is_noun_of, noun_lemmas
from pipeline.find.quotations.inview import InView
from pipeline.find.quotations.nominals import Subject
from pipeline.find.quotations.standing import Speaker, Standing
from pipeline.find.quotations.subjects import named_beside
from pipeline.find.quotations.tokens import Atoms, Row
from pipeline.find.quotations.unnamed import Unnamed

_SINGULAR = {"он": "masc", "она": "femn"}
_OF_TWO = {"первый": 0, "первая": 0, "второй": 1, "вторая": 1}  # which of the two named before


class Pronouns(Standing):
    """The persons of a document, and whom its pronouns mean."""

    def __init__(self, view: InView, unnamed: Unnamed, atoms: Atoms) -> None:
        """Takes also the atoms of the document, of which the rows of the narrator's words are made."""
        super().__init__(view, unnamed)
        self._atoms = atoms
        self._outside: int | None = None

    @abstractmethod
    def resolve(self, row: Row, subject: Subject) -> Speaker:
        """The speaker a subject stands for."""

    def outside(self, place: int) -> Self:
        """The same for the narrator's words inside a quotation that begins at a place: he means nobody named in it."""
        narrators = copy(self)
        narrators._outside = place  # noqa: SLF001 (its own)
        return narrators

    def pronoun(self, row: Row, subject: Subject) -> str:
        """The id of whom a pronoun that is a subject stands for, or an empty string."""
        token = row.tokens[subject.first]
        if token.plain.startswith("котор"):
            return self._relative(row, subject) or self._of_main_clause(row, subject)
        if subject.number == "plur":
            return self.several(token.start)
        if token.plain in ("последний", "тот"):
            narrated = self.narrated(token.start)
            if token.plain == "тот" and (found := object_before(narrated)):
                return self._introduced(narrated, found)
            nearest = (mention.agent for mention in self.view.nearest(token.start))
            return next((agent for agent in nearest if self.view.genders.get(agent) in (subject.gender, "", None)), "")
        if (at := _OF_TWO.get(token.plain)) is not None:
            two = self.view.last_two(token.start)
            return two[at] if len(two) > at else ""
        besides = named_beside(row, subject.first) | self._governed(row, subject)
        if self._outside is not None:
            return self.meant(self._outside, subject.gender, besides)
        meant = self.meant(token.start, subject.gender, besides)
        unsure = meant in self.view.genders and not self.view.genders[meant]
        return (self._in_sentence(row, subject) or meant) if unsure or not meant else meant

    def _in_sentence(self, row: Row, subject: Subject) -> str:
        """«Я показал письмо соседке, она ...»: where no person of the text is meant, a noun for one in its sentence."""
        for index in range(subject.first - 1, row.sentence(subject.first)[0] - 1, -1):
            written_to = index > 0 and is_noun_of(row.tokens[index - 1], "nouns_of_letter")
            case = "" if written_to else case_as_person(row.tokens[index], "sing")
            if case and row.tokens[index].analyses[0].gender == subject.gender:
                return self._unnamed.in_nominative(row, index, index, case)
        return ""

    def _governed(self, row: Row, subject: Subject) -> frozenset[str]:
        """Who is named before a pronoun in its sentence behind «к», «с», «в письме»: to whom one writes or speaks."""
        low = row.sentence(subject.first)[0]
        named = (at for at in range(low + 1, subject.first) if row.tokens[at].kind == "name")
        return frozenset(
            row.tokens[at].ref
            for at in named
            if row.tokens[at - 1].plain in ("к", "ко", "с", "со")
            or any(is_noun_of(token, "nouns_of_letter") for token in row.tokens[max(low, at - 2) : at])
        )

    def meant(self, place: int, gender: str, besides: frozenset[str] = frozenset()) -> str:
        """Whom a pronoun of this gender means: the last subject if no name names him, else a person of the text."""
        narrated = self.narrated(place)
        if described := introduced_before(narrated, gender, self) if gender else None:
            return self._introduced(narrated, described)
        unnamed = subject_before(narrated, gender, self) if gender else None
        if unnamed is not None:
            return self.resolve(narrated, unnamed).agent
        who = self.view.antecedent(place, gender, besides)
        relative = relative_before(narrated, gender) if gender and who not in self.view.genders else None
        return self.resolve(narrated, relative).agent if relative is not None else who

    def _introduced(self, row: Row, described: Described) -> str:
        first, last, case = described
        token = row.tokens[last]
        if token.kind == "name":
            return token.ref
        return self.view.holder(token.start, noun_lemmas(token)) or self._unnamed.in_nominative(row, first, last, case)

    def several(self, place: int) -> str:
        """Whom «они» means: the people in the plural who were the subject last."""
        narrated = self.narrated(place)
        several = people_before(narrated)
        return self.resolve(narrated, several).agent if several is not None else ""

    def narrated(self, place: int) -> Row:
        """The narrator's words before a place in its paragraph, what is quoted left out."""
        pieces = (self._atoms.row(*stretch, ()).tokens for stretch in self.view.narrated(place))
        return Row(tuple(token for piece in pieces for token in piece))

    def _relative(self, row: Row, subject: Subject) -> str:
        """Whom «который» stands for: the name before it, or the noun for a person that agrees with it."""
        for index in range(subject.first - 1, max(subject.first - 6, -1), -1):
            token = row.tokens[index]
            if token.kind == "name":
                return token.ref if subject.number == "sing" else ""
            case = case_as_person(token, subject.number)
            if case:
                return self._unnamed.in_nominative(row, index, index, case)
        return ""

    def _of_main_clause(self, row: Row, subject: Subject) -> str:
        """«X склоняется к ответу, который называет ...»: what is called, while the subject of the sentence goes on."""
        for token in row.tokens[row.sentence(subject.first)[0] : subject.first]:
            if token.kind == "name" and self.nominative(token):
                return token.ref
            if gender := _SINGULAR.get(token.plain, ""):
                return self.meant(token.start, gender)
        return ""

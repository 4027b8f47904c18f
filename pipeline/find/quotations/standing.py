"""How the persons of a text stand in it: in which cases a name can be, who is named near, and who else it could be."""

from typing import NamedTuple

from pipeline.find.quotations.inview import InView
from pipeline.find.quotations.nominals import NameCase
from pipeline.find.quotations.tokens import Token
from pipeline.find.quotations.unnamed import Unnamed


class Speaker(NamedTuple):
    """An agent's id (empty: nobody), and whether the text names him on the spot or he was resolved."""

    agent: str
    direct: bool


NOBODY = Speaker("", True)


class Standing(NameCase):
    """Says of a name token in which case and gender it can stand, and of an agent whether the paragraph names him."""

    def __init__(self, view: InView, unnamed: Unnamed) -> None:
        """Takes the persons of the text in the order in which they come into view, and who has no name."""
        self.view = view
        self._unnamed = unnamed

    def nominative(self, token: Token) -> bool:
        return "nomn" in self.view.cases.get(token.start, ())

    def may_act(self, token: Token) -> bool:
        return not self.view.cases.get(token.start, frozenset()).isdisjoint(("nomn", "datv"))

    def genitive(self, token: Token) -> bool:
        """Whether a name can stand in the genitive."""
        return "gent" in self.view.cases.get(token.start, ())

    def addressed(self, token: Token) -> bool:
        """Whether a name can stand in the dative, and not in the genitive: «письмо Белову»."""
        cases = self.view.cases.get(token.start, ())
        return "datv" in cases and "gent" not in cases

    def dative(self, token: Token) -> bool:
        """Whether a name can stand in the dative, and not in the nominative."""
        return "datv" in self.view.cases.get(token.start, ()) and not self.nominative(token)

    def instrumental(self, token: Token) -> bool:
        """Whether a name can stand in the instrumental."""
        return "ablt" in self.view.cases.get(token.start, ())

    def gender(self, token: Token) -> str:
        return self.view.genders.get(token.ref, "")

    def is_person(self, agent: str) -> bool:
        """Whether an agent is one human being, named or not."""
        return agent in self.view.genders or self._unnamed.is_person(agent)

    def gender_of(self, agent: str) -> str | None:
        """The gender of one human being, empty if it is unknown; `None` for anything else."""
        if agent in self.view.genders:
            return self.view.genders[agent]
        return self._unnamed.gender(agent) if self._unnamed.is_person(agent) else None

    def may_have_a_name(self, agent: str) -> bool:
        """Whether an agent is a person or a work without a name, who may be, or be of, one that the text names."""
        return self._unnamed.is_person(agent) or self._unnamed.is_work(agent)

    def is_named_far_from(self, agent: str, place: int) -> bool:
        """Whether an agent is a person of the text whom the paragraph of a place does not name before it."""
        return agent in self.view.genders and not self.view.is_here(agent, place)

    def is_without_rival(self, agent: str, place: int) -> bool:
        """Whether the paragraph of a place names a person before it, and nobody else of his gender."""
        return agent in self.view.genders and self.view.fitting_here(self.view.genders[agent], place) == {agent}

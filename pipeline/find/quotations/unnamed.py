"""Who speaks and has no name: persons, groups, bodies and works in the text's own words, each made once.

Knows nothing of who is meant; that no name is meant, `speakers` has found out before it asks here.
"""

from collections import Counter

from pipeline.find.lexicon import listed
from pipeline.find.quotations.grammar import is_noun_of, is_person_noun
from pipeline.find.quotations.inflection import is_plural, nominative_phrase
from pipeline.find.quotations.nominals import Subject
from pipeline.find.quotations.tokens import STOPS, Row, Token
from pipeline.find.words import analyses
from pipeline.text import Agent, Document

_SOMEBODY = frozenset(("них", "нас", "вас", "кто-то", "некто"))  # heads of «один из них»; somebody indefinite
_OPENING = (*STOPS, "(")


class Unnamed:
    """The agents of a document that no name names, in the order they were met."""

    def __init__(self, document: Document) -> None:
        """New ids begin behind those of the agents the document has."""
        self._text = document.text
        self._made: dict[tuple[str, str], Agent] = {}
        self._persons: set[str] = set()
        self._works: set[str] = set()
        self._taken = Counter(agent.id.rstrip("0123456789") for agent in document.agents)

    def agents(self) -> list[Agent]:
        """All that were made, in the order they were met."""
        return list(self._made.values())

    def is_person(self, agent: str) -> bool:
        """Whether an id is that of one human being made here."""
        return agent in self._persons

    def gender(self, agent: str) -> str:
        """The gender of the noun that a person made here is called by, where it is a man's or woman's alone."""
        name = next((one.name for one in self._made.values() if one.id == agent), "") if agent in self._persons else ""
        heads = (one for word in name.split() for one in analyses(word)[:1] if one.pos == "NOUN" and one.case == "nomn")
        head = next(heads, None)
        held = head is None or (head.gender == "masc" and head.lemma in listed("roles"))
        return "" if held or head is None else head.gender

    def is_work(self, agent: str) -> bool:
        """Whether an id is that of a document made here."""
        return agent in self._works

    def made(self, kind: str, name: str) -> str:
        """The id of the agent of this kind and name, made where there was none."""
        if (kind, name) not in self._made:
            agent = Agent(self._fresh_id(kind), kind, name, named=kind in ("organisation", "work"))
            self._made[kind, name] = agent
            self._persons |= {agent.id} if kind == "person" else set()
            self._works |= {agent.id} if kind == "work" else set()
        return self._made[kind, name].id

    def joined(self, names: str) -> str:
        """The id of the group that persons with names make together."""
        made = self._made.get(("group", names)) or Agent(self._fresh_id("group"), "group", names)
        return self._made.setdefault(("group", names), made).id

    def in_nominative(self, row: Row, first: int, last: int, case: str, named: int = 0) -> str:
        """The agent that an oblique noun phrase describes: `last` is its head; up to `named` stands its name."""
        words = nominative_phrase([token.text for token in row.tokens[first : last + 1]], case)
        words += [token.text for token in row.tokens[last + 1 : named + 1]]
        number = "plur" if is_plural(row.tokens[last], case) else "sing"
        return self.made(_kind_of(row.tokens[last], number), " ".join(words))

    def as_subject(self, row: Row, subject: Subject, head: Token) -> str:
        """The agent that a noun phrase in the nominative describes, without the capital of a sentence it opens.

        A surname keeps its own («Громов», of thunders only in the genitive).
        """
        words = self._text[row.tokens[subject.first].start : row.tokens[subject.last].end]
        before = row.tokens[subject.first - 1] if subject.first else None
        opens = before is None or before.text in _OPENING or before.text == ":" or before.kind in ("dash", "string")
        named = head.text.isascii() or any(
            "Surn" in one.grammemes for one in head.analyses if (one.case, one.number) == ("nomn", "sing")
        )
        name = words[0].lower() + words[1:] if opens and not named and not words[1:2].isupper() else words
        return self.made(_kind_of(head, subject.number), name)

    def _fresh_id(self, kind: str) -> str:
        prefix = {"person": "per", "group": "grp"}.get(kind, "org")
        self._taken[prefix] += 1
        return f"{prefix}{self._taken[prefix]}"


def _kind_of(head: Token, number: str) -> str:
    if head.plain in _SOMEBODY:
        return "person"
    if is_person_noun(head.text) or is_person_noun(head.text, "gent"):
        return "group" if number == "plur" else "person"
    return "work" if is_noun_of(head, "nouns_of_document") else "organisation"

"""Whose a work is that stands without its author: «роман Белова «Сад»», ««Сад» Белова»; whose name an adjective is of.

Titles are known again in any form of their words. Knows places and persons; judges no string.
"""

import re
from collections.abc import Iterator

from pipeline.find.citations.words import level_of_noun
from pipeline.find.names.adjectives import bearers
from pipeline.find.names.forms import folded
from pipeline.find.names.grammar import cases
from pipeline.find.quotations.tokens import Row, Token
from pipeline.find.words import WORD, lemmas
from pipeline.text import Document, Span

_TITLED = r"[«„“\"](?P<title>[^«»„“”\"\n]{2,80})[»”“\"]"
_BEHIND = re.compile(rf"[ \u00a0]{_TITLED}")
_BEFORE = re.compile(rf"{_TITLED}[ \u00a0]\Z")
_HIS = re.compile(rf"[^.!?…\n«»]{{0,60}}\b[Сс]во(?:й|его|ему|им|[её]м|я|ей|ю)[ \u00a0]{_TITLED}")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
_TITLE = 90  # code points before a name in which a title in marks begins
_NOUN = 30  # code points before a name in which the noun of a work stands

Key = tuple[frozenset[str], ...]


class Owners:
    """The works whose author the text names beside them."""

    def __init__(self, document: Document) -> None:
        """Takes a document with the persons found in it."""
        self._bearers = bearers(document.agents)
        self._works: dict[str, list[tuple[Key, str]]] = {}
        for title, person in _owned(document):
            key = _key(title)
            for lemma in key[0] if key else ():
                self._works.setdefault(lemma, []).append((key, person))

    def of_work_behind(self, row: Row, head: Token) -> str:
        """«автор «Сада»»: whose work the text says that is which stands behind a noun."""
        at = row.at(head.start) + 1
        named = at < len(row.tokens) and row.tokens[at].kind == "string"
        return self.of(row.tokens[at].text[1:-1]) if named else ""

    def by_adjective(self, token: Token) -> str:
        """The id of whose name an adjective is of («пушкинское»), or an empty string."""
        readings = (one for one in token.analyses if one.pos == "ADJF")
        return next((who for one in readings if (who := self._bearers.get(folded(one.lemma)))), "")

    def of(self, title: str) -> str:
        """The id of the person whose work a title is, or an empty string."""
        key = _key(title)
        known = (one for lemma in sorted(key[0] if key else ()) for one in self._works.get(lemma, ()))
        return next((person for other, person in known if _same(key, other)), "")


def _owned(document: Document) -> Iterator[tuple[str, str]]:
    """Each title that stands beside its author's name, with his id."""
    standing = cases(document)
    for span in document.of("person_name"):
        forms = standing.get(span.start, frozenset())
        for match in _beside(document.text, span, "gent" in forms, "nomn" in forms):
            yield match["title"], span.attrs["person"]


def _beside(text: str, name: Span, genitive: bool, nominative: bool) -> Iterator[re.Match[str]]:
    if genitive and (match := _BEHIND.match(text, name.end)):
        noun = _LAST_WORD.search(text, max(0, name.start - _NOUN), name.start)
        if noun is not None and level_of_noun(noun[1]):
            yield match
    if genitive and not nominative and (match := _BEFORE.search(text, max(0, name.start - _TITLE), name.start)):
        yield match
    if nominative and (match := _HIS.match(text, name.end)):
        yield match


def _key(title: str) -> Key:
    return tuple(lemmas(word.group()) for word in WORD.finditer(title))


def _same(key: Key, other: Key) -> bool:
    return len(key) == len(other) and all(one & another for one, another in zip(key, other, strict=True))

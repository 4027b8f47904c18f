"""What is known of some texts together, from the headers of their TEI, and the questions that archives would ask."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pipeline.check.faults import Fault
from pipeline.meta import Contributor, Meta, scheme_of


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a package: what its header says, and where somebody can say more (its sidecar, or its TEI)."""

    doc_id: str
    meta: Meta
    answers: Path
    source: Path | None = None


@dataclass(frozen=True)
class Package:
    """Some texts published together. What nobody said is empty. `day` is the day it is packed, a W3C date."""

    name: str
    texts: tuple[Text, ...]
    given_title: str = ""
    day: str = ""
    missing: tuple[Fault, ...] = field(default=(), compare=False)

    @cached_property
    def title(self) -> str:
        """What it was said to be called, or the title of its only text."""
        return self.given_title or (self.texts[0].meta.title if len(self.texts) == 1 else "")

    @cached_property
    def creators(self) -> tuple[Contributor, ...]:
        """The authors of the texts; where none is known, the editors."""
        return _each(meta.authors for meta in self.metas) or self.editors

    @cached_property
    def editors(self) -> tuple[Contributor, ...]:
        """Who edited them."""
        return _each(meta.editors for meta in self.metas)

    @cached_property
    def contributors(self) -> tuple[Contributor, ...]:
        """Who else had a part, each part once."""
        return _each(meta.contributors for meta in self.metas)

    @cached_property
    def publisher(self) -> str:
        """Who publishes them."""
        return self._one(lambda meta: meta.edition.publisher)

    @cached_property
    def date(self) -> str:
        """The latest date of publication, beginning with its year."""
        return max((meta.edition.date for meta in self.metas if re.match(r"\d{4}\b", meta.edition.date)), default="")

    @cached_property
    def year(self) -> str:
        """The year of publication."""
        return self.date[:4]

    @cached_property
    def version(self) -> str:
        """The number of the edition, if they have one in common."""
        return self._one(lambda meta: meta.edition.version)

    @cached_property
    def licences(self) -> tuple[str, ...]:
        """The terms of the encoding."""
        return _distinct(meta.edition.licence for meta in self.metas)

    @cached_property
    def text_licences(self) -> tuple[str, ...]:
        """The terms of the texts."""
        return _distinct(meta.licence for meta in self.metas)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts."""
        return _distinct(meta.language for meta in self.metas)

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """What they are about."""
        return _distinct(word for meta in self.metas for word in meta.keywords)

    @cached_property
    def identifiers(self) -> tuple[str, ...]:
        """Identifiers of the edition; of a text among several they are not those of the whole."""
        return self.metas[0].edition.identifiers if len(self.texts) == 1 else ()

    @cached_property
    def metas(self) -> Sequence[Meta]:
        """What the headers say."""
        return [text.meta for text in self.texts]

    @cached_property
    def description(self) -> str:
        """What it is, in a sentence."""
        several = len(self.texts)
        named = f"{several} texts" if several > 1 else f"“{self.texts[0].meta.title or self.texts[0].doc_id}”"
        return (
            f"A TEI P5 edition of {named} in which every string in quotation marks is encoded with its speaker, the "
            "rule that decided and how certain it is, with notes, citations, names and dates; and tables of all these, "
            "made from the TEI."
        )

    def _one(self, of: Callable[[Meta], str]) -> str:
        """What all of them that say it say, or nothing."""
        said = _distinct(map(of, self.metas))
        return said[0] if len(said) == 1 else ""


def plain(name: str) -> str:
    """A file's name without the underscores that some archives do not take."""
    return name.replace("_", "-")


def _distinct(several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, several)))


def _each(several: Iterable[Sequence[Contributor]]) -> tuple[Contributor, ...]:
    """Everybody once, with all that is said of them in one place or another."""
    found: list[Contributor] = []
    for one in (one for some in several for one in some):
        number = next((number for number, other in enumerate(found) if _is_same(one, other)), len(found))
        found[number : number + 1] = [_together(found[number], one) if number < len(found) else one]
    return tuple(found)


def _is_same(one: Contributor, other: Contributor) -> bool:
    """Whether two with the same part have an identifier in common, or a name and no identifiers that contradict."""
    if one.role != other.role:
        return False
    if {*one.identifiers} & {*other.identifiers}:
        return True
    schemes = {scheme_of(uri) for uri in one.identifiers} & {scheme_of(uri) for uri in other.identifiers}
    return one.name == other.name and not schemes


def _together(one: Contributor, other: Contributor) -> Contributor:
    parts = {key: getattr(one, key) or getattr(other, key) for key in ("kind", "surname", "forename", "patronym")}
    return replace(one, identifiers=tuple(dict.fromkeys((*one.identifiers, *other.identifiers))), **parts)


# What archives require of every text: the key of the sidecar, what of Meta answers it, and the question.
_ASKED: tuple[tuple[str, Callable[[Meta], object], str], ...] = (
    ("title", lambda meta: meta.title, "What is the text called?"),
    ("author", lambda meta: meta.authors or meta.editors, "Who wrote it? If nobody knows, who edits it ([[editor]])?"),
    ("licence", lambda meta: meta.licence, "On what terms may the text itself be used, or who holds the rights?"),
    ("edition.publisher", lambda meta: meta.edition.publisher, "Who publishes the edition?"),
    ("edition.date", lambda meta: re.match(r"\d{4}\b", meta.edition.date), "In which year is the edition published?"),
    ("edition.licence", lambda meta: meta.edition.licence, "On what terms may the encoding be used?"),
)


def questions(package: Package) -> Iterator[Fault]:
    """All that archives require and nobody said yet: where to say it, the key, the question."""
    for text in package.texts:
        for key, answer, question in _ASKED:
            if not answer(text.meta):
                yield Fault(str(text.answers), key, f"{question} {_where(text, key)}")
    if not package.title and len(package.texts) > 1:
        yield Fault(package.name, "title", f"What are the {len(package.texts)} texts called together? Say --title.")
    if publishers := _distinct(meta.edition.publisher for meta in package.metas)[1:]:
        first = package.metas[0].edition.publisher
        said = f"Who publishes the whole? The texts say {first} and {' and '.join(publishers)}; say one in all of them."
        yield Fault(package.name, "edition.publisher", said)


def _where(text: Text, key: str) -> str:
    """How to answer: in the sidecar, or, where the TEI was edited by hand, in its header."""
    if text.answers.suffix == ".xml":
        return f"Say it in the header: {_IN_HEADER[key]}."
    table, _, name = key.rpartition(".")
    return f'Say {name} = "..."{f" under [{table}]" if table else ""}, and export again.'


_IN_HEADER = {
    "title": "titleStmt/title",
    "author": "titleStmt/author",
    "licence": "sourceDesc/bibl/availability/licence",
    "edition.publisher": "publicationStmt/publisher",
    "edition.date": "publicationStmt/date",
    "edition.licence": "publicationStmt/availability/licence",
}

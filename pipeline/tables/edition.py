"""A TEI file as an edition of a source: where each element stands in it, what it is called, what holds it.

Offsets count code points of the *source text*, see `walk.py`. Nothing here knows tables or how a text reads.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlparse

from lxml import etree

from pipeline.element import clark, string
from pipeline.errors import TeiError
from pipeline.tables.columns import Row
from pipeline.tables.pointers import XML_ID, Pointers
from pipeline.tables.reading import local, reading, words

_DIVISIONS = frozenset({"front", "body", "back"})


class Place(NamedTuple):
    """A stretch `[start, end)` of the source text, in code points."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class Seen:
    """What the walk saw of an element that may become a row.

    `around` is the nearest such that holds it, `path` its child sequence where no id of its own names it. `filled` says
    that it holds more than white space, `holds` that it is a block that does so in no other. `start` and `end` are -1
    where nothing says where it stands. `paragraph_id` and `note_id` are those of its row, if it has such a row; `words`
    how many it has, -1 where that was not asked.
    """

    around: "Seen | None"
    rank: int
    path: str = ""
    filled: bool = False
    holds: bool = False
    start: int = -1
    end: int = -1
    paragraph_id: str | None = None
    note_id: str | None = None
    words: int = -1


@dataclass(slots=True)
class Edition:
    """A TEI document measured (`walk.py`) and its rows chosen (`chosen.py`).

    `sourced`: blocks say where they stand (`corresp="x.txt#char=0,9"`, RFC 5147), and what stands in no block, or in
    one that does not hold what its place says, has no place; else offsets count the string value of `text`. `source`
    is the text they count in. `seen` are the elements that may become rows, in document order, `named` the same by
    name. `paragraphs`, `notes` and `citations` are the elements that have rows there, with their ids; `marks` lead to
    notes.
    """

    root: etree._Element
    doc_id: str
    sourced: bool
    pointers: Pointers
    source: str = ""
    seen: dict[etree._Element, Seen] = field(default_factory=dict)
    named: dict[str, list[etree._Element]] = field(default_factory=dict)
    paragraphs: dict[etree._Element, str] = field(default_factory=dict)
    notes: dict[etree._Element, str] = field(default_factory=dict)
    citations: dict[etree._Element, str] = field(default_factory=dict)
    marks: dict[etree._Element, str | None] = field(default_factory=dict)

    def all(self, *names: str) -> list[etree._Element]:
        """The elements of these names that hold text, in document order."""
        found = [one for name in names for one in self.named.get(name, ()) if self.seen[one].filled]
        return found if len(names) == 1 else sorted(found, key=self.rank)

    def rank(self, element: etree._Element) -> int:
        """The number of an element that may become a row, in document order."""
        return self.seen[element].rank

    def id(self, element: etree._Element) -> str:
        """`doc_id#xml:id`; without one of its own the child sequence of XPointer, `doc_id#element(/1/2)`.

        What stands in another file has that file's name before its id if the id is taken here.
        """
        name, known = element.get(XML_ID), self.pointers.by_id
        if name and known.get(name, element) is element:
            return f"{self.doc_id}#{name}"
        if path := self.seen[element].path if element in self.seen else "":
            return f"{self.doc_id}#element({path})"
        inside = self.root is element or self.root in element.iterancestors()
        file = "" if inside else f"{_file_name(element)}#"
        return f"{self.doc_id}#{file}{name if name and not inside else f'element({_path(element, self.root)})'}"

    def place(self, element: etree._Element) -> Place | None:
        """The stretch of the source text that an element holds; none where that cannot be told."""
        seen = self.seen.get(element)
        return None if seen is None or seen.start < 0 else Place(seen.start, seen.end)

    def where(self, element: etree._Element) -> Row:
        """The columns that say where an element stands: document, paragraph, note, its stretch of the source."""
        around = self._around(element)
        place = self.place(element)
        start, end = place or (None, None)
        return {
            "doc_id": self.doc_id,
            "paragraph_id": _paragraph_of(around),
            "note_id": _note_of(around),
            "text": self.source[start:end] if place else " ".join(string(element).split()),
            "start": start,
            "end": end,
        }

    def whole(self, parts: list[etree._Element]) -> Row:
        """What `where` says of several parts that are one: of the first, with the stretch from there to the last's end.

        It has none where one of them has no place.
        """
        places = [place for part in parts if (place := self.place(part))]
        start, end = (
            (places[0].start, max(place.end for place in places)) if len(places) == len(parts) else (None, None)
        )
        return {**self.where(parts[0]), "start": start, "end": end}

    def reading(
        self, element: etree._Element, inline_notes: bool = False, without: frozenset[str] = frozenset()
    ) -> str:
        """The reading text; white space is folded where it is only the layout of the TEI file."""
        text = reading(element, inline_notes, without, self.marks)
        return text if self.sourced and self.place(element) else " ".join(text.split())

    def prose(self, element: etree._Element) -> str:
        """The reading text with the notes that stand in its lines; its words are counted."""
        text = self.reading(element, inline_notes=True)
        self.seen[element].words = words(text)
        return text

    def words(self, element: etree._Element) -> int:
        """How many words its prose has."""
        seen = self.seen[element]
        if seen.words < 0:
            self.prose(element)
        return seen.words

    def holder(self, element: etree._Element, *names: str) -> etree._Element | None:
        """The nearest element of these names around one."""
        tags = _tags(names)
        return next((outer for outer in element.iterancestors() if outer.tag in tags), None)

    def division(self, element: etree._Element) -> str:
        """`front`, `body` or `back`; `body` for what stands in none of them."""
        outer = self.holder(element, *_DIVISIONS)
        return "body" if outer is None else local(outer)

    def note_id(self, element: etree._Element) -> str | None:
        """The id of the nearest note around an element; null outside notes."""
        return _note_of(self._around(element))

    def _around(self, element: etree._Element) -> Seen | None:
        """The nearest element around that may become a row."""
        if element in self.seen:
            return self.seen[element].around
        return next((self.seen[one] for one in element.iterancestors() if one in self.seen), None)


def _paragraph_of(seen: Seen | None) -> str | None:
    """The id of the nearest paragraph, which may be this one."""
    while seen is not None and seen.paragraph_id is None:
        seen = seen.around
    return None if seen is None else seen.paragraph_id


def _note_of(seen: Seen | None) -> str | None:
    """The id of the nearest note, which may be this one."""
    while seen is not None and seen.note_id is None:
        seen = seen.around
    return None if seen is None else seen.note_id


@lru_cache(maxsize=1000)
def _tags(names: tuple[str, ...]) -> frozenset[str]:
    """The names of elements as lxml has them, in the TEI namespace and in none."""
    return frozenset((*names, *map(clark, names)))


def called(root: etree._Element, otherwise: str = "") -> str:
    """What a document is called, in ASCII letters, digits and hyphens.

    By its `idno[@type='doc_id']`, else `otherwise`, else by its file's name. Raises `TeiError` where none gives a name.
    """
    stated = root.findtext("{*}teiHeader/{*}fileDesc/{*}publicationStmt//{*}idno[@type='doc_id']")
    name = _plain(stated or "") or _plain(otherwise) or _plain(_file_name(root))
    if not name:
        raise TeiError(
            f"{root.base or 'this TEI'}: neither publicationStmt/idno[@type='doc_id'] nor the file's name gives the"
            " document a name in ASCII letters, digits and hyphens. Add the idno."
        )
    return name


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def _file_name(element: etree._Element) -> str:
    return PurePosixPath(unquote(urlparse(str(element.base or "")).path)).stem


def _path(element: etree._Element, root: etree._Element) -> str:
    """The child sequence of an element from `root`, or from the root of its file where it is not inside."""
    steps: list[int] = []
    while element is not root and (outer := element.getparent()) is not None:
        steps.append(1 + sum(1 for _ in element.itersiblings("*", preceding=True)))
        element = outer
    return "/1" + "".join(f"/{step}" for step in reversed(steps))

"""A TEI file as an edition of a source: where each element stands in it, what it is called, what holds it.

Offsets count code points of the *source text*: what the page has, so `sic`, `orig`, `abbr` count and an
editor's `corr`, `reg`, `expan`, `supplied` do not, nor does white space straight inside `choice`.
Nothing here knows tables or how a text reads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlparse

from lxml import etree

from pipeline.errors import TeiError
from pipeline.tables.reading import EDITORS, is_note_mark, local, reading

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CHAR = re.compile(r"#char=(\d+),(\d+)(?!\S)")
_UNCOUNTED = EDITORS | {"supplied"}
_DIVISIONS = frozenset({"front", "body", "back"})


Row = dict[str, Any]


def is_editorial(element: etree._Element) -> bool:
    """Whether it is an editor's note, which the source does not have."""
    return local(element) == "note" and element.get("type") == "editorial"


class Place(NamedTuple):
    """A stretch `[start, end)` of the source text, in code points."""

    start: int
    end: int


@dataclass(slots=True)
class Edition:
    """A TEI document measured, see `measured`.

    `sourced`: blocks say where they stand (`corresp="x.txt#char=0,9"`, RFC 5147), and what stands in no
    block has no place; else offsets count the string value of `text`. `source` is the text they count in.
    `ranks` number the elements inside `text` in document order. `paragraphs` are those of the text itself,
    not a note's or a figure's, with their ids.
    """

    root: etree._Element
    text: etree._Element
    doc_id: str
    sourced: bool
    source: str = ""
    places: dict[etree._Element, Place] = field(default_factory=dict)
    ranks: dict[etree._Element, int] = field(default_factory=dict)
    named: dict[str, list[etree._Element]] = field(default_factory=dict)
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    paths: dict[etree._Element, str] = field(default_factory=dict)
    paragraphs: dict[etree._Element, str] = field(default_factory=dict)

    def all(self, *names: str) -> list[etree._Element]:
        """The elements of these names inside `text`, in document order."""
        found = [element for name in names for element in self.named.get(name, ())]
        return found if len(names) == 1 else sorted(found, key=self.ranks.__getitem__)

    def id(self, element: etree._Element) -> str:
        """`doc_id#xml:id`; without an xml:id the child sequence of XPointer, `doc_id#element(/1/2)`."""
        return f"{self.doc_id}#{element.get(XML_ID) or f'element({self.paths[element]})'}"

    def place(self, element: etree._Element) -> Place:
        """Where an element stands. Raises `TeiError` where it stands in no block that knows its offsets."""
        if element not in self.places:
            raise TeiError(
                f"{self.doc_id}: {self.paths[element]}: this {local(element)} stands in no block with"
                ' corresp="...#char=start,end", although others do. Give its block one, or take all of them away.'
            )
        return self.places[element]

    def where(self, element: etree._Element) -> Row:
        """The columns that say where an element stands: document, paragraph, note, its stretch of the source."""
        start, end = self.place(element)
        return {
            "doc_id": self.doc_id,
            "paragraph_id": self.paragraph_id(element),
            "note_id": self.note_id(element),
            "text": self.source[start:end],
            "start": start,
            "end": end,
        }

    def reading(self, element: etree._Element, inline_notes: bool = False) -> str:
        """The reading text; white space is folded where it is only the layout of a TEI file without a source."""
        text = reading(element, inline_notes)
        return text if self.sourced else " ".join(text.split())

    def target(self, pointers: str | None) -> etree._Element | None:
        """The element that the first local pointer leads to, if it leads to any."""
        return self.by_id.get(first_local(pointers))

    def targets(self, pointers: str | None) -> list[etree._Element]:
        """The elements that the local pointers lead to."""
        names = (pointer[1:] for pointer in (pointers or "").split() if pointer.startswith("#"))
        return [self.by_id[name] for name in names if name in self.by_id]

    def link(self, pointers: str | None) -> str | None:
        """The first local pointer as a row's id, whether or not such a row exists; null for none."""
        name = first_local(pointers)
        return f"{self.doc_id}#{name}" if name else None

    def holder(self, element: etree._Element, *names: str) -> etree._Element | None:
        """The nearest element of these names around one."""
        return next((outer for outer in element.iterancestors() if local(outer) in names), None)

    def division(self, element: etree._Element) -> str:
        """`front`, `body` or `back`; `body` for what stands in none of them."""
        outer = self.holder(element, *_DIVISIONS)
        return "body" if outer is None else local(outer)

    def holds_text(self, element: etree._Element) -> bool:
        """Whether an element is a block: it knows its offsets, or, where none does, has text of its own."""
        if self.sourced:
            return _offsets(element) is not None
        return any(text and not text.isspace() for text in (element.text, *(child.tail for child in element)))

    def paragraph_id(self, element: etree._Element) -> str | None:
        """The id of the nearest paragraph around an element; null outside paragraphs."""
        return next((self.paragraphs[outer] for outer in element.iterancestors() if outer in self.paragraphs), None)

    def note_id(self, element: etree._Element) -> str | None:
        """The id of the nearest note around an element; null outside notes."""
        note = self.holder(element, "note")
        return None if note is None else self.id(note)

    def note_marks(self) -> list[etree._Element]:
        """The marks that refer to notes, in document order."""
        return [element for element in self.all("ref", "ptr") if is_note_mark(element)]


def first_local(pointers: str | None) -> str:
    """The id that the first pointer into the same file names; empty for none."""
    return next((pointer[1:] for pointer in (pointers or "").split() if pointer.startswith("#")), "")


def measured(root: etree._Element, source: str | None = None) -> Edition:
    """The edition of a `TEI` element.

    `source` is its source text; where a sourced edition comes without it, it is put together from the
    blocks, with line feeds between. Raises `TeiError` where there is no `text`, no name for the document,
    or blocks overlap.
    """
    text = root.find("{*}text")
    if text is None:
        raise TeiError(f"{root.base or 'this TEI'}: there is no text in it. Give one TEI document with a text element.")
    sourced = any(_offsets(element) for element in text.iter("*"))
    edition = Edition(root, text, _doc_id(root), sourced)
    walk = _Walk(edition)
    walk.through()
    edition.source = source if source is not None and sourced else walk.laid_out()
    edition.paragraphs = {block: edition.id(block) for block in edition.all("p", "ab") if _is_prose(edition, block)}
    return edition


def _is_prose(edition: Edition, block: etree._Element) -> bool:
    untyped = local(block) == "p" or block.get("type") is None
    return untyped and edition.holds_text(block) and edition.holder(block, "note", "figure") is None


def _doc_id(root: etree._Element) -> str:
    stated = root.findtext("{*}teiHeader/{*}fileDesc/{*}publicationStmt//{*}idno[@type='doc_id']")
    file = PurePosixPath(unquote(urlparse(str(root.base or "")).path)).stem
    name = re.sub(r"[^A-Za-z0-9]+", "-", stated or file).strip("-")
    if not name:
        raise TeiError(
            f"{root.base or 'this TEI'}: neither publicationStmt/idno[@type='doc_id'] nor the file's name gives the"
            " document a name in ASCII letters, digits and hyphens. Add the idno."
        )
    return name


def _offsets(element: etree._Element) -> Place | None:
    found = _CHAR.search(element.get("corresp", ""))
    return Place(int(found[1]), int(found[2])) if found else None


class _Walk:
    """One pass through a TEI tree that counts characters."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.position = 0
        self.blocks = 0
        self.uncounted = 0
        self.strings: list[tuple[int, str]] = []
        self.starts: list[int] = []
        self.children: list[int] = [0]
        self.path: list[str] = [""]

    def through(self) -> None:
        inside = False
        for event, element in etree.iterwalk(self.edition.root, events=("start", "end", "comment", "pi")):
            inside = inside or element is self.edition.text
            if event == "start":
                self._name(element)
                if inside:
                    self._enter(element)
            elif event == "end":
                self.path.pop(), self.children.pop()
                if inside:
                    self._leave(element)
            inside = inside and not (event == "end" and element is self.edition.text)
            if inside and event != "start":
                self._count(element.tail, element.getparent())

    def _name(self, element: etree._Element) -> None:
        self.children[-1] += 1
        self.path.append(f"{self.path[-1]}/{self.children[-1]}")
        self.children.append(0)
        self.edition.paths[element] = self.path[-1]
        if name := element.get(XML_ID):
            self.edition.by_id.setdefault(name, element)

    def _enter(self, element: etree._Element) -> None:
        offsets = _offsets(element)
        self.position = offsets.start if offsets else self.position
        self.blocks += offsets is not None
        self.uncounted += self._is_added(element)
        self.edition.ranks[element] = len(self.edition.ranks)
        self.edition.named.setdefault(local(element), []).append(element)
        self.starts.append(self.position)
        self._count(element.text, element)

    def _leave(self, element: etree._Element) -> None:
        start, offsets = self.starts.pop(), _offsets(element)
        if self.blocks or not self.edition.sourced:
            self.edition.places[element] = offsets or Place(start, self.position)
        self.position = offsets.end if offsets else self.position
        self.blocks -= offsets is not None
        self.uncounted -= self._is_added(element)

    def _is_added(self, element: etree._Element) -> bool:
        """Whether an editor put it there: in a file with offsets they do not count it."""
        return local(element) in _UNCOUNTED or (self.edition.sourced and is_editorial(element))

    def _count(self, string: str | None, holder: etree._Element | None) -> None:
        skipped = self.uncounted or (self.edition.sourced and not self.blocks)
        if not string or skipped or (holder is not None and local(holder) == "choice"):
            return
        self.strings.append((self.position, string))
        self.position += len(string)

    def laid_out(self) -> str:
        """The counted strings at their places. Raises `TeiError` where two overlap."""
        return "".join(self._filled())

    def _filled(self) -> Iterator[str]:
        length = 0
        for start, string in self.strings:
            if start < length:
                raise TeiError(
                    f"{self.edition.doc_id}: two blocks overlap at {start} of their source. Correct their corresp"
                    " (tei-export check says which), or put the source text beside the TEI."
                )
            yield "\n" * (start - length) + string
            length = start + len(string)

"""A text as its pages: what is on which, and how links lead from one to another.

Of a note that stands on another page the words are at hand where it is referred to.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import accumulate

from markupsafe import Markup, escape

from pipeline.view.addresses import Addresses
from pipeline.view.cutting import Place, cut
from pipeline.view.markup import Beginning, Piece
from pipeline.view.reading import Chapter, Reading
from pipeline.view.strings import Marked, Reason, Speaker

LISTED = 200  # speakers that every page lists; others stand where they are quoted. Also of chapters
_ID = re.compile(r' id="([^"]*)"')
_OF = re.compile(r' data-of="([^"]*)"')
_LINK = re.compile(r' href="#([^"]*)"')
_BLOCK = 99  # deeper than any part of a text
_A_LINK, _A_SPEAKER, _A_COPY = 30, 300, 60  # bytes that a page has besides, at most, for a string, a speaker, a note


@dataclass(frozen=True)
class Part:
    """What is on one page of a text: its `number`, from 1, what is written, where in the source that begins (code
    points), the strings in marks of which anything is there, the chapters that begin there, and the words of notes and
    citations that it names and that stand on another page, by their ids.
    """

    number: int
    text: Markup
    start: int
    strings: Sequence[Marked]
    chapters: Sequence[Chapter]
    notes: Mapping[str, str]
    citations: Mapping[str, str]

    @cached_property
    def speakers(self) -> frozenset[Speaker]:
        """Who is quoted there."""
        return frozenset(speaker for one in self.strings for speaker in one.speakers)

    @cached_property
    def reasons(self) -> Mapping[Reason, Sequence[str]]:
        """Why its strings are what they are, each reason with their ids."""
        found: dict[Reason, list[str]] = {}
        for one in self.strings:
            found.setdefault(one.reason, []).append(one.id)
        return found

    @cached_property
    def uncertain(self) -> int:
        """How many of its strings somebody should look at."""
        return sum(one.is_uncertain for one in self.strings)


def parts(reading: Reading, name: str, room: int) -> tuple[Addresses, tuple[Part, ...]]:
    """A text in parts of which none has more than `room` bytes, as far as it can be cut, and where they are.

    `name` is the file name of the first. No quotation is cut unless one alone has more than that.
    """
    pieces = reading.pieces
    places = _places(pieces)
    pages = list(cut(list(_weighed(reading, places)), room))
    page_of = [number for number, page in enumerate(pages, 1) for _ in page]
    addresses = Addresses(name, {one: page_of[at] for one, at in places.items()} if len(pages) > 1 else {})
    divided = _Divided(reading, addresses, places, page_of)
    return addresses, tuple(divided.part(number, page) for number, page in enumerate(pages, 1))


def _places(pieces: Iterable[Piece]) -> dict[str, int]:
    """In which piece every id is."""
    return {unescape(one): at for at, piece in enumerate(pieces) for one in _ID.findall(piece.html)}


def _weighed(reading: Reading, places: Mapping[str, int]) -> Iterator[Place]:
    """How badly a page would begin with each piece, and what it weighs with all that a page has because of it."""
    besides, rare = [0] * len(reading.pieces), frozenset(reading.speakers[LISTED:])
    for one in reading.strings:
        unlisted = _A_SPEAKER * len(rare.intersection(one.speakers))
        besides[places.get(one.id, 0)] += _A_LINK + unlisted + _copied(reading.citations, one.source)
    inside = _inside(reading, places)
    for piece, more, held in zip(reading.pieces, besides, inside, strict=True):
        copied = sum(_copied(reading.notes, one) for one in _links(piece.html))
        badness = 2 if held else piece.begins is Beginning.SENTENCE
        depth = len(piece.around) if piece.begins is Beginning.PART else _BLOCK
        yield Place(int(badness), depth, len(piece.html.encode("utf-8")) + more + copied)


def _copied(words: Mapping[str, str], identifier: str) -> int:
    said = words.get(identifier)
    return len(said.encode("utf-8")) + _A_COPY if said else 0


def _links(html: str) -> Iterator[str]:
    return map(unescape, _LINK.findall(html))


def _inside(reading: Reading, places: Mapping[str, int]) -> list[int]:
    """Over how many quotations a page would be cut before each piece, what gave them away taken in."""
    changes = [0] * (len(reading.pieces) + 1)
    cues: dict[str, list[int]] = {}
    for at, piece in enumerate(reading.pieces):
        for of in " ".join(_OF.findall(piece.html)).split():
            cues.setdefault(unescape(of), []).append(at)
    for one in reading.strings:
        held = [places[part] for part in one.parts if part in places] + cues.get(one.id, [])
        if held:
            changes[min(held) + 1] += 1
            changes[max(held) + 1] -= 1
    return [*accumulate(changes)][:-1]


class _Divided:
    """A text whose pages are known: the ids of each, and where a link leads."""

    def __init__(self, reading: Reading, addresses: Addresses, places: Mapping[str, int], page_of: list[int]) -> None:
        self._reading, self._addresses, self._places = reading, addresses, places
        self._strings, self._chapters = dict[int, list[Marked]](), dict[int, list[Chapter]]()
        for one in reading.strings:
            for number in sorted({page_of[places[part]] for part in one.parts if part in places}):
                self._strings.setdefault(number, []).append(one)
        for chapter in reading.chapters:
            if chapter.id in places:
                self._chapters.setdefault(page_of[places[chapter.id]], []).append(chapter)

    def part(self, number: int, page: range) -> Part:
        pieces = self._reading.pieces[page.start : page.stop]
        strings = self._strings.get(number, [])
        said = Markup("").join(piece.html for piece in pieces)
        return Part(
            number, self._whole(self._resolved(said, number), page), pieces[0].start if pieces else 0, strings,
            self._listed(number), self._elsewhere(self._reading.notes, _links(said), number),
            self._elsewhere(self._reading.citations, (one.source for one in strings), number),
        )  # fmt: skip

    def _listed(self, number: int) -> Sequence[Chapter]:
        """The chapters of a page; where a text has very many, the first."""
        return self._chapters.get(number, [])[: None if len(self._reading.chapters) <= LISTED else 1]

    def _elsewhere(self, words: Mapping[str, str], wanted: Iterable[str], number: int) -> Mapping[str, str]:
        """The words of those that are wanted on a page and stand on none, or on another."""
        parts, places = self._addresses.parts, self._places
        known = (one for one in wanted if one in words)
        return {one: words[one] for one in known if one not in places or parts.get(one, 1) != number}

    def _resolved(self, said: Markup, number: int) -> Markup:
        """With links that lead to other pages where what they lead to is there."""

        def resolved(link: re.Match[str]) -> str:
            target = unescape(link[1])
            is_here = self._addresses.parts.get(target, 1) == number
            return link[0] if is_here else f' href="{escape(self._addresses.of(target, number))}"'

        return Markup(_LINK.sub(resolved, said)) if self._addresses.parts else said

    def _whole(self, said: Markup, page: range) -> Markup:
        """With what is open where it begins opened again, and closed where it ends."""
        pieces = self._reading.pieces
        opened = pieces[page.start].around if page.start < len(pieces) else ()
        closed = pieces[page.stop].around if page.stop < len(pieces) else ()
        ends = Markup("").join(one.end for one in reversed(closed))
        return Markup("").join(one.again for one in opened) + said + ends

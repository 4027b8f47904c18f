"""The pages of one text, as HTML. Each is one file, which asks for nothing else."""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from pipeline.view.addresses import Addresses, Runs, runs
from pipeline.view.parts import LISTED, Part, parts
from pipeline.view.reading import Reading
from pipeline.view.strings import KINDS
from pipeline.view.templates import rendered

OVERVIEW = "index.html"
LIMIT = 1_000_000  # bytes of a page
LAYERS = (
    ("quotations", "Quotations", True),
    ("margin", "Names in the margin", True),
    ("titles", "Titles and names", True),
    ("phrases", "Words at arm's length", True),
    ("cues", "What gave it away", False),
    ("persons", "Persons", False),
    ("dates", "Dates", False),
    ("numbers", "Numbers of paragraphs", True),
    ("doubts", "Places to look at", True),
    ("furniture", "Page numbers, menus", False),
)
_A_PART, _A_RUN, _A_REASON = 400, 600, 400  # bytes that every page has for a part, for the ids of it, for a reason


class Pages(NamedTuple):
    """The pages of a text: where they are, what is on them, and shortly on which every id is."""

    reading: Reading
    addresses: Addresses
    parts: tuple[Part, ...]
    places: Runs

    def files(self) -> Iterator[tuple[str, str]]:
        """Each page: its file and its HTML."""
        for part in self.parts:
            yield self.addresses.file(part.number), _page(self, part)


def pages(shown: Reading, name: str, limit: int = LIMIT) -> Pages:
    """The pages of a text, none of more than `limit` bytes as far as it can be cut; `name` is the file of the first."""
    size = sum(len(piece.html) for piece in shown.pieces)  # in characters
    room = limit // 2 if size < limit // 8 else max(limit // 4, limit - _besides(shown, name, limit, size))
    addresses, several = parts(shown, name, room)
    return Pages(shown, addresses, several, runs(addresses.parts))


def _besides(shown: Reading, name: str, limit: int, size: int) -> int:
    """The bytes of what is on every page besides its part of the text."""
    empty = Part(1, Markup(""), 0, (), shown.chapters[:LISTED], {}, {})
    ids = runs(dict.fromkeys((one.id for one in shown.document.spans if one.id), 1))
    frame = _page(Pages(shown, Addresses(name), (empty, empty), ids), empty)
    reasons = len({one.reason for one in shown.strings})
    return len(frame.encode("utf-8")) + _A_REASON * reasons + (_A_PART + _A_RUN) * ceil(2 * size / limit)


def _page(of: Pages, part: Part) -> str:
    """A page of a text, as HTML."""
    rare = (one for one in of.reading.speakers[LISTED:] if one in part.speakers)
    overview = OVERVIEW if part.number == 1 else f"../{OVERVIEW}"
    return rendered(
        "page", reading=of.reading, part=part, parts=of.parts, addresses=of.addresses, places=of.places, layers=LAYERS,
        kinds=KINDS, listed=[*of.reading.speakers[:LISTED], *rare], overview=overview,
    )  # fmt: skip

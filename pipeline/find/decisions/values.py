"""What an editor may decide of a text, as values: one class a sort of decision. Nothing here reads files or documents.

A decision points to words by quoting them, as the TextQuoteSelector of the W3C Web Annotation Data Model (4.2.4) does,
and to a person by name. `line` is where it stands in its file, 0 where it stands in none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

NOTHING = "nothing"
KINDS = ("quotation", "block_quotation", "so_called", "title", "name", "mentioned")
SPOKEN = ("quotation", "block_quotation")
LEVELS = ("m", "a", "j", "s", "event")
DATING = ("when", "from", "to", "not_before", "not_after")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a text, what stands before and after them, and where they start (code points), -1 where that is unknown.

    `pieces` are the words; of a quotation in parts the parts with what stands between them, in turn.
    """

    pieces: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""
    start: int = -1

    @property
    def exact(self) -> str:
        """The words, whole."""
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class OfString:
    """What a stretch is, whose words (names; nobody's where there is none), a title's level.

    `instead` are the words that the rules take for a string and this one takes the place of.
    """

    quote: Quote
    kind: str
    speakers: tuple[str, ...] = ()
    level: str = ""
    instead: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OfMention:
    """Whose name a stretch is; with the empty name: no person's."""

    quote: Quote
    person: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OfReference:
    """To which note a mark leads, by the words the note begins with; None: to no note."""

    quote: Quote
    note: Quote | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OfDate:
    """What a date says, as a `date` span knows it (`DATING` and perhaps a certainty); without any it is no date."""

    quote: Quote
    values: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OfReading:
    """What an editor reads where the source has these words."""

    quote: Quote
    corr: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Somebody who is to be known by a name: `also` are the names of those found by the rules who are the same.

    `known` has what is known of him besides (fields of `Agent`); what it does not have stays as it is found. `called`
    is the name in the text of somebody whom `name` tells apart from another who has it.
    """

    name: str
    also: tuple[str, ...] = ()
    known: Mapping[str, str | bool] = field(default_factory=dict)
    called: str = ""
    line: int = field(default=0, compare=False)


Placed = OfString | OfMention | OfReference | OfReading | OfDate
Decision = OfPerson | Placed


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions on one text."""

    persons: tuple[OfPerson, ...] = ()
    strings: tuple[OfString, ...] = ()
    mentions: tuple[OfMention, ...] = ()
    references: tuple[OfReference, ...] = ()
    readings: tuple[OfReading, ...] = ()
    dates: tuple[OfDate, ...] = ()

    def __iter__(self) -> Iterator[Decision]:
        """Persons first, then in the order of the text as far as that is known."""
        yield from self.persons
        placed: tuple[Placed, ...]
        placed = (*self.strings, *self.mentions, *self.references, *self.readings, *self.dates)
        yield from sorted(placed, key=lambda one: one.quote.start)

    def having(self, more: Iterable[Decision]) -> "Decisions":
        """These decisions, and those of `more` that are not among them."""
        every = list(self)
        for one in more:
            every += [] if one in every else [one]
        return Decisions(
            tuple(one for one in every if isinstance(one, OfPerson)),
            tuple(one for one in every if isinstance(one, OfString)),
            tuple(one for one in every if isinstance(one, OfMention)),
            tuple(one for one in every if isinstance(one, OfReference)),
            tuple(one for one in every if isinstance(one, OfReading)),
            tuple(one for one in every if isinstance(one, OfDate)),
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Unmet:
    """A decision that could not be carried out, and why, as a sentence."""

    decision: Decision
    said: str

"""Who is quoted how much, where, and by whom: what the overview shows, counted from the tables of an export.

A table is one Parquet file or a folder of them. Speakers of different texts are one person where the table `people` is
sure of it; all others go by their names. Nothing here knows HTML.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from pipeline.view.looks import NOBODY, looks_of

CERTAINTIES = ("high", "medium", "low", "not said")
_YEAR = re.compile(r"(?<!\d)(1[0-9]|20)\d\d(?!\d)")
_LEAST = 2.0  # thousandths of a strip, below which a mark is not seen
_COLUMNS = {
    "documents": ("doc_id", "title", "author", "date", "chars", "words"),
    "quotations": ("doc_id", "quotation_id", "start", "end", "words", "speaker_id", "rule", "certainty"),
    "phrases": ("doc_id", "rule", "certainty"),
    "speakers": ("speaker_id", "name"),
    "people": ("person_id", "people_id", "name", "rule"),
    "notes": ("doc_id", "kind"),
    "citations": ("date",),
}
Row = Mapping[str, Any]


class Mark(NamedTuple):
    """A quotation on the strip of its text: where it starts and how long it is, in thousandths of the text."""

    id: str
    start: float
    length: float
    look: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody who is quoted, in all texts together; `key` is what he is known by."""

    key: str
    name: str
    look: str
    quotations: int
    words: int
    texts: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a line of the overview."""

    doc_id: str
    title: str
    author: str
    date: str
    words: int
    quotations: int
    others: int
    notes: int
    uncertain: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Corpus:
    """The rows of an export that the overview counts, by table."""

    rows: Mapping[str, Sequence[Row]]

    @cached_property
    def _called(self) -> Mapping[str, tuple[str, str]]:
        """Who a speaker is in all texts: what he is known by, and his name."""
        sure = {row["person_id"]: row for row in self.rows["people"] if row["rule"] != "one-text"}
        known = ((row, sure.get(row["speaker_id"])) for row in self.rows["speakers"])
        return {
            row["speaker_id"]: (one["people_id"], one["name"]) if one else (row["name"], row["name"])
            for row, one in known
        }

    def _speaker(self, row: Row) -> str:
        return self._called.get(row["speaker_id"], ("", ""))[0]

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """Who is quoted, at most length first."""
        numbers, words, texts = Counter[str](), Counter[str](), defaultdict[str, set[str]](set)
        for row in self.rows["quotations"]:
            if key := self._speaker(row):
                numbers[key] += 1
                words[key] += row["words"]
                texts[key].add(row["doc_id"])
        names = dict(reversed([*self._called.values()]))
        by_words = sorted(numbers, key=lambda key: (-words[key], -numbers[key], key))
        look = looks_of(by_words)
        return tuple(Quoted(key, names[key], look[key], numbers[key], words[key], len(texts[key])) for key in by_words)

    @cached_property
    def nobodys(self) -> int:
        """Quotations that the texts ascribe to nobody."""
        return sum(not self._speaker(row) for row in self.rows["quotations"])

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The texts, by author and title."""
        quotations, phrases = _by_text(self.rows["quotations"]), _by_text(self.rows["phrases"])
        notes = Counter(row["doc_id"] for row in self.rows["notes"])
        made = (
            self._text(row, quotations[row["doc_id"]], phrases[row["doc_id"]], notes[row["doc_id"]])
            for row in self.rows["documents"]
        )
        return tuple(sorted(made, key=lambda text: (text.author == "", text.author, text.title, text.doc_id)))

    def _text(self, row: Row, quotations: Sequence[Row], phrases: Sequence[Row], notes: int) -> Text:
        return Text(
            row["doc_id"], row["title"] or row["doc_id"], row["author"] or "", row["date"] or "", row["words"],
            len(quotations), len(phrases), notes,
            sum(one["certainty"] == "low" for one in (*quotations, *phrases)),
            _apart(self._marks(quotations, row["chars"])),
        )  # fmt: skip

    def _marks(self, quotations: Iterable[Row], chars: int) -> Iterator[Mark]:
        for row in quotations:
            if row["start"] is not None and chars:
                name = self._called.get(row["speaker_id"], ("", ""))[1]
                start, length = (round(1000 * one / chars, 1) for one in (row["start"], row["end"] - row["start"]))
                look = self._look.get(self._speaker(row), NOBODY)
                yield Mark(row["quotation_id"].rpartition("#")[2], start, max(length, _LEAST), look, name)

    @cached_property
    def _look(self) -> Mapping[str, str]:
        return {one.key: one.look for one in self.quoted}

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        """How often each author quotes each speaker, by what that one is known by."""
        authors = {row["doc_id"]: row["author"] or "author not named" for row in self.rows["documents"]}
        return Counter((authors[row["doc_id"]], self._speaker(row)) for row in self.rows["quotations"])

    def matrix(self, rows: int, columns: int) -> tuple[list[Quoted], list[tuple[str, list[int]]]]:
        """Who quotes whom how often: the speakers, and each author with his numbers; those with most."""
        speakers = sorted(self.quoted, key=lambda one: (-one.quotations, one.name))[:columns]
        authors = {author for author, _ in self._pairs}
        lines = [(author, [self._pairs[author, one.key] for one in speakers]) for author in authors]
        by_number = sorted(lines, key=lambda line: (-sum(line[1]), line[0]))
        return speakers, [line for line in by_number if any(line[1])][:rows]

    def pairs(self, most: int) -> list[tuple[str, str, int]]:
        """Author, speaker, and how often the one quotes the other: those with most."""
        names = {one.key: one.name for one in self.quoted}
        named = ((author, names[key], number) for (author, key), number in self._pairs.items() if key in names)
        return sorted(named, key=lambda one: (-one[2], one[0], one[1]))[:most]

    @cached_property
    def notes(self) -> Mapping[str, int]:
        """How many notes cite, repeat a citation, or do neither."""
        counted = Counter(row["kind"] for row in self.rows["notes"])
        return {kind: counted[kind] for kind in ("citation", "ibid", "comment")}

    @cached_property
    def years(self) -> tuple[tuple[str, int], ...]:
        """Works cited by year, or by decade where they are of more than sixty years; without gaps."""
        found = [int(match[0]) for row in self.rows["citations"] if (match := _YEAR.search(row["date"] or ""))]
        if not found:
            return ()
        step = 1 if max(found) - min(found) <= 60 else 10
        counted = Counter(year // step * step for year in found)
        every = range(min(counted), max(counted) + 1, step)
        return tuple((f"{year}s" if step > 1 else str(year), counted[year]) for year in every)

    @cached_property
    def undated(self) -> int:
        """Citations without a year."""
        return sum(not _YEAR.search(row["date"] or "") for row in self.rows["citations"])

    def certainty(self, table: str) -> Mapping[str, int]:
        """How many strings of a table are how certain."""
        counted = Counter(row["certainty"] or "not said" for row in self.rows[table])
        return {one: counted[one] for one in CERTAINTIES if counted[one] or one != "not said"}

    @cached_property
    def rules(self) -> Sequence[tuple[str, Mapping[str, int]]]:
        """Every rule with the certainties of what it decided, the busiest first."""
        by_rule = defaultdict[str, Counter[str]](Counter)
        for row in (*self.rows["quotations"], *self.rows["phrases"]):
            by_rule[row["rule"] or "no reason given"][row["certainty"] or "not said"] += 1
        return sorted(by_rule.items(), key=lambda one: (-sum(one[1].values()), one[0]))


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks that can be told apart by eye: of those that begin in one place the longest."""
    longest: dict[int, Mark] = {}
    for mark in marks:
        place = int(mark.start / _LEAST)
        if place not in longest or mark.length > longest[place].length:
            longest[place] = mark
    return tuple(longest.values())


def _by_text(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    sorted_out = defaultdict[str, list[Row]](list)
    for row in rows:
        sorted_out[row["doc_id"]].append(row)
    return sorted_out


def corpus(tables: Path) -> Corpus:
    """What the overview needs of the tables in a folder. Raises `OSError` or `ArrowException` where they are none."""
    return Corpus({name: _read(tables / f"{name}.parquet", columns) for name, columns in _COLUMNS.items()})


def _read(path: Path, columns: Sequence[str]) -> list[Row]:
    """The rows of a file, or of every file in a folder."""
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    return [row for file in files for row in pq.ParquetFile(file).read(columns=list(columns)).to_pylist()]

"""What is said of each string in quotation marks: what it is, whose words, why, how surely, by which note.

From the document that a TEI file holds and the rows of its tables; what its header says of its rules and of those who
decided is read from the header itself. Nothing here knows HTML. Where a string stands and what it says is in the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.element import NS, attribute, string
from pipeline.find.decisions.namesakes import told_apart
from pipeline.find.decisions.strings import Whole, wholes
from pipeline.tables import Row
from pipeline.text import Agent, Document
from pipeline.view.looks import NOBODY, looks_of

Rows = Mapping[str, Sequence[Row]]

KINDS = {
    "quotation": "quotation",
    "block_quotation": "quotation, set off",
    "so_called": "words at arm's length",
    "title": "title",
    "name": "name of a body or a thing",
    "mentioned": "word spoken about",
}
UNCERTAIN = "low"
_MARGIN = 40  # code points of a label: three lines of a margin
_ID = attribute("xml:id")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted: `label` is short enough for a margin, `look` how the words are marked.

    `decided` is what decisions call them, where several have one name.
    """

    id: str
    name: str
    label: str
    look: str
    quotations: int
    words: int
    decided: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided so: the rule and what it says, how surely, and by whom. `number` is its own."""

    number: int
    rule: str
    gloss: str
    certainty: str
    by: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A string in quotation marks, whole: `parts` are the ids of its elements in their order.

    `note` and `source` are the ids of the note that closes it and of the citation it is taken from; `level` is what a
    decision says of a title besides.
    """

    id: str
    kind: str
    parts: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    reason: Reason
    note: str
    source: str
    level: str

    @property
    def what(self) -> str:
        """What it is, in words."""
        return KINDS[self.kind]

    @property
    def is_quotation(self) -> bool:
        """Whether it is somebody's words rather than a title, a name or the like."""
        return self.kind in ("quotation", "block_quotation")

    @property
    def is_uncertain(self) -> bool:
        """Whether somebody should look at it."""
        return self.reason.certainty == UNCERTAIN

    @property
    def look(self) -> str:
        """How it is marked: as the first speaker's."""
        return self.speakers[0].look if self.speakers else NOBODY


def speakers_of(document: Document, rows: Rows) -> tuple[Speaker, ...]:
    """Who is quoted in a document, at most length first."""
    by_words = sorted(rows["speakers"], key=lambda row: (-row["words"], -row["quotations"], row["speaker_id"]))
    ids = [_bare(row["speaker_id"]) for row in by_words]
    look, agents = looks_of(ids), {agent.id: agent for agent in document.agents}
    decided: dict[str, str] = {agent.id: agent.name for agent in told_apart(document).agents}
    return tuple(
        Speaker(
            one, row["name"], _label(agents.get(one), row["name"]), look[one], row["quotations"], row["words"],
            decided.get(one, str(row["name"])),
        )
        for one, row in zip(ids, by_words, strict=True)
    )  # fmt: skip


def _label(agent: Agent | None, name: str) -> str:
    label = agent.surname if agent and agent.surname else name
    return label if len(label) <= _MARGIN else f"{label[: _MARGIN - 1].rstrip()}…"


def marked(root: etree._Element, document: Document, rows: Rows, speakers: Iterable[Speaker]) -> tuple[Marked, ...]:
    """Every string in marks of a document, in the order of the text.

    `root` is the TEI that the document was read from, `rows` are its rows.
    """
    reader = _Reader(root, rows, speakers)
    return tuple(reader.marked(whole) for whole in wholes(document) if whole.first.id)


class _Reader:
    """Everything that a string may point to, by its id."""

    def __init__(self, root: etree._Element, rows: Rows, speakers: Iterable[Speaker]) -> None:
        self._speakers = {one.id: one for one in speakers}
        self._row = {_bare(row[key]): row for table, key in _KEYS.items() for row in rows[table]}
        self._glosses, self._people = glosses(root), _people(root)
        self._reasons: dict[tuple[str, str, str], Reason] = {}

    def marked(self, whole: Whole) -> Marked:
        first = whole.first
        row = self._row.get(first.id, {})
        return Marked(
            id=first.id, kind=first.kind, parts=tuple(span.id for span in whole.spans),
            speakers=tuple(self._speakers[one] for one in whole.speakers if one in self._speakers),
            reason=self._reason(row.get("rule") or "", first.attrs.get("certainty", ""), first.attrs.get("resp", "")),
            note=_bare(row.get("note_id")) if "quotation_id" in row else "",
            source=_bare(row.get("citation_id")), level=whole.level,
        )  # fmt: skip

    def _reason(self, rule: str, certainty: str, by: str) -> Reason:
        known = (rule, certainty, by)
        if known not in self._reasons:
            number, name = len(self._reasons) + 1, self._people.get(by, by)
            self._reasons[known] = Reason(number, rule, self._glosses.get(rule, ""), certainty, name)
        return self._reasons[known]


_KEYS = {"quotations": "quotation_id", "phrases": "phrase_id"}


def glosses(root: etree._Element) -> dict[str, str]:
    """What the header says of each rule, in English where it does."""
    said = {}
    for category in root.iterfind("tei:teiHeader//tei:category", NS):
        described = [*category.iterfind("tei:catDesc", NS)]
        english = [one for one in described if one.get(attribute("xml:lang")) == "en"]
        said[category.get(_ID, "")] = " ".join(string(next(iter(english or described), None)).split())
    return said


def _people(root: etree._Element) -> dict[str, str]:
    """The names of those in the header who may have decided something, by their ids."""
    return {node.get(_ID, ""): " ".join(_names(node)) for node in _responsible(root) if node.get(_ID)}


def _responsible(root: etree._Element) -> Iterator[etree._Element]:
    for name in ("respStmt", "editor", "person"):
        yield from root.iterfind(f"tei:teiHeader//tei:{name}", NS)


def _names(node: etree._Element) -> list[str]:
    named = next((one for name in ("name", "persName", "orgName") for one in node.iterfind(f"tei:{name}", NS)), node)
    return string(named).split()


def _bare(identifier: str | None) -> str:
    """The `xml:id` of a row's id, which has the document's before it."""
    return (identifier or "").rpartition("#")[2]

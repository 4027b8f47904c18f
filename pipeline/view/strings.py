"""What is said of each string in quotation marks: what it is, whose words, why, how surely, by which note, where.

From the document that a TEI file holds and the rows of its tables; what its header says of its rules and of those who
decided is read from the header itself. Nothing here knows HTML.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.element import NS, attribute, string
from pipeline.find.decisions.file import HEAD, written
from pipeline.find.decisions.namesakes import told_apart
from pipeline.find.decisions.quoting import quoted
from pipeline.find.decisions.strings import Whole, wholes
from pipeline.find.decisions.values import Decisions, OfString
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
_ID = attribute("xml:id")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted: `label` is short enough for a margin, `look` how the words are marked."""

    id: str
    name: str
    label: str
    look: str
    quotations: int
    words: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A string in quotation marks, whole, and all that is known of it.

    `parts` are the ids of its elements in their order; `start` and `end` count code points in the source text; `cue`
    are the words that gave it away; `source` is the citation it is taken from. `citation` is how to cite it, after
    author and title of the text, and `decision` what to write down for it to be decided otherwise.
    """

    id: str
    kind: str
    parts: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    start: int
    end: int
    paragraph: str
    rule: str
    gloss: str
    certainty: str
    by: str
    cue: str
    note: str
    note_label: str
    source: str
    citation: str
    decision: str

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
        return self.certainty == UNCERTAIN

    @property
    def look(self) -> str:
        """How it is marked: as the first speaker's."""
        return self.speakers[0].look if self.speakers else NOBODY


def speakers_of(document: Document, rows: Rows) -> tuple[Speaker, ...]:
    """Who is quoted in a document, at most length first."""
    by_words = sorted(rows["speakers"], key=lambda row: (-row["words"], -row["quotations"], row["speaker_id"]))
    ids = [_bare(row["speaker_id"]) for row in by_words]
    look, agents = looks_of(ids), {agent.id: agent for agent in document.agents}
    return tuple(
        Speaker(one, row["name"], _label(agents.get(one), row["name"]), look[one], row["quotations"], row["words"])
        for one, row in zip(ids, by_words, strict=True)
    )


def _label(agent: Agent | None, name: str) -> str:
    return agent.surname if agent and agent.surname else name


def marked(root: etree._Element, document: Document, rows: Rows, speakers: Iterable[Speaker]) -> tuple[Marked, ...]:
    """Every string in marks of a document, in the order of the text.

    `root` is the TEI that the document was read from, `rows` are its rows.
    """
    reader = _Reader(root, document, rows, speakers)
    return tuple(reader.marked(whole) for whole in wholes(document) if whole.first.id)


class _Reader:
    """Everything that a string may point to, by its id."""

    def __init__(self, root: etree._Element, document: Document, rows: Rows, speakers: Iterable[Speaker]) -> None:
        self._document = document
        self._speakers = {one.id: one for one in speakers}
        self._names = {agent.id: agent.name for agent in told_apart(document).agents}
        self._row = {_bare(row[key]): row for table, key in _KEYS.items() for row in rows[table]}
        self._glosses, self._people = glosses(root), _people(root)
        self._cues: dict[str, list[str]] = {}
        for cue in document.of("cue"):
            for of in cue.attrs.get("of", "").split():
                self._cues.setdefault(of, []).append(" ".join(document.slice(cue).split()))

    def marked(self, whole: Whole) -> Marked:
        first, (start, end) = whole.first, whole.extent
        row = self._row.get(first.id, {})
        rule, by = row.get("rule") or "", first.attrs.get("resp", "")
        note = _bare(row.get("note_id"))
        return Marked(
            id=first.id, kind=first.kind, parts=tuple(span.id for span in whole.spans),
            speakers=tuple(self._speakers[one] for one in whole.speakers if one in self._speakers),
            start=start, end=end, paragraph=self._ordinal(row), rule=rule, gloss=self._glosses.get(rule, ""),
            certainty=first.attrs.get("certainty", ""), by=self._people.get(by, by),
            cue=" … ".join(self._cues.get(first.id, ())), note=note,
            note_label=self._row.get(note, {}).get("label") or "note",
            source=self._row.get(_bare(row.get("citation_id")), {}).get("text", ""),
            citation=self._citation(whole, row), decision=self._decision(whole),
        )  # fmt: skip

    def _ordinal(self, row: Row) -> str:
        return str(self._row.get(_bare(row.get("paragraph_id")), {}).get("ordinal", ""))

    def _citation(self, whole: Whole, row: Row) -> str:
        """As one cites it, after author and title: paragraph, the words, and where they are found."""
        number, (start, end) = self._ordinal(row), whole.extent
        place = f"§ {number}. " if number else ""
        return f"{place}{self._said(whole)} [{self._document.id}#{whole.first.id}, {start}–{end}]"

    def _said(self, whole: Whole) -> str:
        """The words as they stand, where something comes between them an ellipsis, and who says them."""
        parts = " … ".join(" ".join(self._document.slice(span).split()) for span in whole.spans)
        who = "; ".join(self._names[one] for one in whole.speakers if one in self._names)
        return f"{parts} ({who})" if who else parts

    def _decision(self, whole: Whole) -> str:
        """What stands in `<doc>.decisions.toml` for it to be as it is; whoever knows better changes kind or speaker."""
        names = tuple(self._names[one] for one in whole.speakers if one in self._names)
        quote = quoted(self._document.text, whole.parts)
        decision = OfString(quote, whole.first.kind, names, whole.level)
        return written(Decisions(strings=(decision,))).removeprefix(HEAD).strip()


_KEYS = {
    "quotations": "quotation_id",
    "phrases": "phrase_id",
    "notes": "note_id",
    "citations": "citation_id",
    "paragraphs": "paragraph_id",
}


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

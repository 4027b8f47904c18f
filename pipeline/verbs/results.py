"""What the verbs give back: frozen values that say what was found, what is wrong, and where the files are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.check import Fault
from pipeline.source import Text
from pipeline.text import IN_MARKS, Document, Span
from pipeline.verbs.stopwatch import together

_QUOTATIONS = ("quotation", "block_quotation")


@dataclass(frozen=True, slots=True)
class Found:
    """How much of what a text holds.

    `kinds` counts spans by kind, a quotation in several parts once; `speakers` counts quotations by the speaker's name,
    most quoted first, with the empty name for those ascribed to nobody.
    """

    kinds: Mapping[str, int]
    speakers: tuple[tuple[str, int], ...]

    @property
    def quotations(self) -> int:
        """Direct quotations, each once."""
        return sum(self.kinds.get(kind, 0) for kind in _QUOTATIONS)

    @property
    def phrases(self) -> Mapping[str, int]:
        """The other strings in marks, by kind."""
        return {kind: self.kinds[kind] for kind in IN_MARKS if kind not in _QUOTATIONS and kind in self.kinds}


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text and what became of it. `files` is empty where there are faults: then nothing was written.

    `left` says so where its TEI was edited by hand and is left as it is; then what was found and what is wrong is that
    TEI's. `kept` are the files that were written over by force, under the numbers they are kept under. `decided` is how
    many decisions of an editor there are; those that could not be carried out are among the warnings.
    """

    source: Text
    doc_id: str = ""
    found: Found | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    files: tuple[Path, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    left: str = ""
    kept: tuple[Path, ...] = ()
    decided: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """The sidecar begun for a text; `told` are the keys of which the text itself tells, `faults` why there is none."""

    source: Text
    sidecar: Path | None = None
    told: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Deposited:
    """A package for an archive: where it is, how many texts and files it has; none where there are faults.

    `missing` are the questions of archives that nobody answered; a package with some is a draft.
    """

    package: Path | None = None
    texts: int = 0
    files: int = 0
    missing: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What an editor decided in a TEI file, and where that was written: nowhere, if it is nothing or there are faults.

    `counts` has the decisions by sort; `aside` what was edited and no decision can say; `kept` the file that was there
    before, under its number.
    """

    tei: Path
    counts: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    file: Path | None = None
    kept: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Tabulated:
    """The tables made of some TEI: how many rows each has, and the files; none where nothing was written.

    `aside` counts by name what was not understood, by what is the matter with it; `unread` says of files why they were
    not read; `gone` are TEI files that the tables there before were made of as well, and these are not. `left` says so
    where there was nothing to write but errors, and tables with more in them are left.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    files: tuple[Path, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    aside: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    gone: tuple[Path, ...] = ()
    left: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts too many to tell of each: how many, in how many shards, and why shards were done now.

    `why` counts shards by the reason, an empty one for those that were as they would be made today. `faults` are the
    first thousand or so: all are in the table of errors; `left` says of the first texts so whose TEI was edited;
    `lost` is how many texts are not in the tables.
    """

    texts: int
    shards: int
    why: Mapping[str, int]
    warnings: int = 0
    faults: tuple[Fault, ...] = ()
    left: tuple[str, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Viewed:
    """The pages that were made; `others` are TEI files that others wrote, of which there are none.

    `changed` are TEI files that were edited since the tables, which the overview is of, were made of them.
    """

    files: tuple[Path, ...] = ()
    faults: tuple[Fault, ...] = ()
    others: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """Some texts, and the tables made of those among them that are without fault.

    Of a corpus, which is exported in shards, `texts` is empty, and `corpus` tells of them.
    """

    texts: tuple[Encoded, ...]
    tables: Tabulated
    corpus: Corpus | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, those of the texts first."""
        of_texts = self.corpus.faults if self.corpus else (fault for text in self.texts for fault in text.faults)
        return (*of_texts, *self.tables.faults)

    @property
    def seconds(self) -> Mapping[str, float]:
        """Seconds by stage, over everything."""
        return together([*(text.seconds for text in self.texts), self.tables.seconds])


def found_in(document: Document) -> Found:
    """Count what a document holds."""
    first_parts = [span for span in document.spans if "prev" not in span.attrs]
    names = {agent.id: agent.name for agent in document.agents}
    quoted = Counter(_speaker(span, names) for span in first_parts if span.kind in _QUOTATIONS)
    by_number = sorted(quoted.items(), key=lambda one: (-one[1], one[0]))
    return Found(dict(Counter(span.kind for span in first_parts)), tuple(by_number))


def _speaker(span: Span, names: Mapping[str, str]) -> str:
    """The name of who speaks; of several, all."""
    return "; ".join(names.get(one, one) for one in span.attrs.get("speaker", "").split())

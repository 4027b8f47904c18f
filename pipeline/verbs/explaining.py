"""Why every string in quotation marks of a text is what it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline import find
from pipeline.errors import UsageError
from pipeline.find.decisions import decide
from pipeline.find.decisions.explaining import with_decisions
from pipeline.find.decisions.file import load
from pipeline.source import decisions_of, read, sources
from pipeline.source.reading import Reading

if TYPE_CHECKING:
    from pipeline.find.names.register import Register
    from pipeline.text import Document, Span


class Judgement(Protocol):
    """What was decided of one string in marks, and why."""

    @property
    def span(self) -> "Span":
        """Where it stands, from the first mark to the last."""

    @property
    def kind(self) -> str:
        """What it was taken for."""

    @property
    def rule(self) -> str:
        """The rule that decided."""

    @property
    def gloss(self) -> str:
        """That rule in a sentence."""

    @property
    def certainty(self) -> str:
        """How sure that rule is: high, medium or low."""

    @property
    def speaker(self) -> str:
        """Whose words a quotation is, or nothing."""

    @property
    def cue(self) -> str:
        """The words that gave it away, or nothing."""

    @property
    def asked(self) -> Sequence[str]:
        """The rules that were asked before and did not answer."""


def explained(
    text: str | Path, register: "Register | None", reading: Reading
) -> tuple["Document", tuple[Judgement, ...]]:
    """A text and the judgements of its strings, in its order."""
    paths = sources([text])
    if len(paths) > 1:
        raise UsageError(f"{text}: holds {len(paths)} texts; name one of them.")
    document = read(paths[0], how=reading)
    judged = find.explain(document, register)
    beside = decisions_of(paths[0])
    if not beside or not beside.exists():
        return document, tuple(judged)
    decided, _ = decide(find.find(document, register), load(beside))
    return document, tuple(with_decisions(decided, judged))

"""The files of a text: its TEI, the text that offsets count in, the record of both, and what was found in it.

They are written aside and checked, and then put in their places: at once, or with those of other texts, by whoever has
them wait. What is written need not be held while it is checked.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.check import Fault
from pipeline.source import Text
from pipeline.verbs.keeping import numbered, record, record_beside, text_beside
from pipeline.verbs.order import Order
from pipeline.verbs.staging import as_published, publish, staged

if TYPE_CHECKING:
    from pipeline.text import Document


class Aside:
    """Where the files of a text of an order are aside."""

    def __init__(self, order: Order, stage: Path) -> None:
        self._order, self._stage, self._aside = order, stage, replace(order, out=stage)
        self._files: list[Path] = []

    def write(self, source: Text, document: "Document", data: bytes) -> None:
        """Write the files of a text, whose TEI is `data`."""
        from pipeline.write import write_spans

        tei, spans = self._aside.tei(document.id), self._aside.spans(document.id)
        contents = {
            tei: data,
            tei.with_suffix(".txt"): document.text.encode("utf-8"),
            record_beside(tei): record(data, source, self._order.tei(document.id)),
        }
        self._files = sorted([*contents, spans])
        tei.parent.mkdir(parents=True, exist_ok=True)
        for file, content in contents.items():
            file.write_bytes(content)
        write_spans(document, spans)

    def faults(self, doc_id: str) -> tuple[Fault, ...]:
        """What is wrong with the file of what was found in a text."""
        from pipeline.check import spans

        return as_published(spans(self._aside.spans(doc_id)), self._stage, self._order.out)

    def put(self) -> tuple[Path, ...]:
        """Put the files in their places, unless they are to wait; their places, sorted."""
        files, self._files = self._files, []
        if not self._order.waiting:
            publish(self._stage, self._order.out)
        return tuple(self._order.out / file.relative_to(self._stage) for file in files)

    def clear(self) -> None:
        """Take away what was not put in its place."""
        for file in self._files:
            file.unlink(missing_ok=True)


@contextmanager
def aside(order: Order) -> Iterator[Aside]:
    """Where to write the files of a text; gone afterwards are those that were not put in their places."""
    with _stage(order) as stage:
        files = Aside(order, stage)
        try:
            yield files
        finally:
            files.clear()


def _stage(order: Order) -> AbstractContextManager[Path]:
    return nullcontext(order.waiting) if order.waiting else staged(order.out)


def keep_edited(tei: Path) -> tuple[Path, ...]:
    """Keep an edited TEI file and the text beside it, in which its offsets count, under a number."""
    return numbered(*(path for path in (tei, text_beside(tei)) if path.is_file()))

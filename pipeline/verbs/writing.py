"""The files of a text: its TEI, the text that offsets count in, the record of both, and what was found in it.

They are written aside and checked, and then put in their places: at once, or with those of other texts, by whoever has
them wait.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.check import Fault
from pipeline.verbs.keeping import edited, numbered, record, record_beside, text_beside
from pipeline.verbs.order import Order
from pipeline.verbs.results import Encoded
from pipeline.verbs.staging import as_published, publish, staged

if TYPE_CHECKING:
    from pipeline.text import Document


def write_text(text: Encoded, document: "Document", data: bytes, order: Order) -> Encoded:
    """Write the files of a text, whose TEI is `data`; what became of it, with the faults of what was found if any."""
    place = order.tei(document.id)
    with _stage(order) as stage:
        written = _write(text, document, data, order, stage)
        faults = as_published(_faults(replace(order, out=stage).spans(document.id)), stage, order.out)
        if faults:
            for file in written:
                file.unlink()
            return replace(text, faults=faults)
        kept = numbered(*_edited_files(place)) if edited(place, data) else ()
        if not order.waiting:
            publish(stage, order.out)
        return replace(text, kept=kept, files=tuple(order.out / file.relative_to(stage) for file in written))


def _stage(order: Order) -> AbstractContextManager[Path]:
    return nullcontext(order.waiting) if order.waiting else staged(order.out)


def _write(text: Encoded, document: "Document", data: bytes, order: Order, stage: Path) -> list[Path]:
    """Write the files into a folder, each where it will be in the order's; they are given back sorted."""
    from pipeline.write import write_spans

    aside = replace(order, out=stage)
    tei, spans = aside.tei(document.id), aside.spans(document.id)
    contents = {
        tei: data,
        tei.with_suffix(".txt"): document.text.encode("utf-8"),
        record_beside(tei): record(data, text.source, order.tei(document.id)),
    }
    tei.parent.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        file.write_bytes(content)
    write_spans(document, spans)
    return sorted([*contents, spans])


def _faults(found: Path) -> list[Fault]:
    from pipeline.check import spans

    return spans(found)


def _edited_files(tei: Path) -> list[Path]:
    """An edited TEI file and the text beside it, in which its offsets count."""
    return [path for path in (tei, text_beside(tei)) if path.is_file()]

"""Every check: of a document's spans, of TEI, of the files of spans, of tables; and what is only doubtful.

A check gathers all faults and prints and raises nothing. The rules are in the rooms beside this one: what points where
in `pointers`, the law of the text in `places`, schemas in `schemas`, tables in `corpus`,
warnings in `marks`. They are loaded when they are needed, for Arrow and JSON Schema are slow to load.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.check.faults import Fault
from pipeline.text import violations

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.text import Document

__all__ = ["Fault", "document", "part_of_tables", "spans", "tables", "tei", "warnings"]


def document(document: "Document") -> list[Fault]:
    """Every law a document breaks: of its spans, of what points where, of reasons, of text outside its blocks.

    Places are `<id>.txt:line:column (offset)`, in code points.
    """
    from pipeline.check import nodes, places, pointers

    laws = [Fault(document.id, "spans-lawful", f"{said}.") for said in violations(document)]
    led_astray = pointers.broken(nodes.of_document(document), pointers.OF_DOCUMENTS)
    return [*laws, *led_astray, *places.of_document(document)]


def tei(root: "etree._Element", where: str, text: str | None = None) -> list[Fault]:
    """Everything wrong with a TEI file: by `schemas/tei.rng`, by the rules of `tei.sch`, by the law of the text.

    `where` is the file's name, for the places. `text` is the source text that `corresp` counts in (code points);
    without it only the lengths of blocks are compared with their places.
    """
    from pipeline.check import nodes, places, pointers, schemas

    led_astray = pointers.broken(nodes.of_tei(root, where), pointers.OF_TEI)
    return [*schemas.tei(root, where), *led_astray, *places.of_tei(root, where, text)]


def spans(given: Path | Mapping[str, Any]) -> list[Fault]:
    """What `schemas/document.schema.json` does not allow of a file of spans, or of what such a file holds."""
    from pipeline.check.schemas import json_faults

    if isinstance(given, Mapping):
        return list(json_faults(given, "document", str(given.get("id", "spans"))))
    try:
        value = json.loads(given.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [Fault(str(given), "spans-readable", f"The file is no JSON ({error}); encode the text again.")]
    return list(json_faults(value, "document", str(given)))


def tables(folder: Path) -> list[Fault]:
    """Everything wrong with the tables in a folder: columns, types, keys, links, offsets, JSON unlike Parquet."""
    from pipeline.check.corpus import faults

    return list(faults(folder))


def part_of_tables(folder: Path, part: str) -> list[Fault]:
    """The same of one part of the tables of a corpus."""
    from pipeline.check.corpus import faults_of_part

    return list(faults_of_part(folder, part))


def warnings(document: "Document") -> list[Fault]:
    """What a person should look at though no rule is broken: stray marks, notes and references without each other."""
    from pipeline.check.marks import doubts

    return doubts(document)

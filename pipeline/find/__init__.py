"""Finding: one stage a layer of spans, from the bare text to the strings in quotation marks.

`STAGES` is the table of contents. Each stage takes a document and returns it with one more layer of spans;
none of them knows XML or tables.
"""

from typing import TYPE_CHECKING

from pipeline.find.blocks import find_blocks
from pipeline.find.captions import find_captions
from pipeline.find.citations import find_citations
from pipeline.find.dates import find_dates
from pipeline.find.names import find_names
from pipeline.find.notes import find_notes
from pipeline.find.quotations import Explained, explained, find_quotations
from pipeline.find.title_page import find_title_page
from pipeline.text import Document, Stage

if TYPE_CHECKING:
    from pipeline.find.names.register import Register

STAGES: tuple[Stage, ...] = (
    find_notes,
    find_blocks,
    find_captions,
    find_citations,
    find_names,
    find_dates,
    find_title_page,
    find_quotations,
)


def find(document: Document, register: "Register | None" = None) -> Document:
    """All layers of spans over a document's text, in the order of `STAGES`.

    With a register of persons known beforehand, names are found with its help.
    """
    for stage in stages(register):
        document = stage(document)
    return document


def explain(document: Document, register: "Register | None" = None) -> list[Explained]:
    """Why each string in quotation marks of a bare document is taken for what it is, in text order."""
    for stage in stages(register)[:-1]:
        document = stage(document)
    return explained(document)


def stages(register: "Register | None" = None) -> tuple[Stage, ...]:
    """The stages, the one that finds names given the register if there is one.

    What an editor decided comes after them (`decisions.decide`).
    """
    if register is None:
        return STAGES
    from pipeline.find.names.register import names_with

    knowing = names_with(register)
    return tuple(knowing if stage is find_names else stage for stage in STAGES)

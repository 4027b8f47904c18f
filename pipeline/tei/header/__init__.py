"""Meta ↔ `teiHeader` (TEI Guidelines 2), complete: what is known, what is not, and how the text was encoded.

`publication` is the file, `people` who made it, `sources` what it was made from, `profile` what text it is; `counts`
counts what is in it; the standing sentences on the encoding are in `declaration`. How a value, or the want of one, is
stated is in `stated`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lxml import etree

from pipeline.element import Tree, Written, written
from pipeline.meta import Meta
from pipeline.tei.declaration import APPLICATION, REVISION, VERSION, declared, taxonomy
from pipeline.tei.header import people, profile, publication, sources
from pipeline.tei.header.counts import PAGE_BREAK, recount, tags
from pipeline.tei.header.publication import read_id
from pipeline.tei.kinds import PROGRAM
from pipeline.text import Document

__all__ = ["PAGE_BREAK", "read_id", "read_meta", "recount", "write"]


def write(document: Document, counts: Mapping[str, int], when: str = "") -> str:
    """The header of a document, in whose text there are so many elements of each name (see `counts.tags`).

    `when` dates the change in `revisionDesc`; nothing reads the clock. Raises `TeiError` for characters XML cannot
    hold.
    """
    file: Tree = ("fileDesc", {}, [*publication.described(document), sources.described(document.meta)])
    parts = [file, _encoding(counts), profile.described(document), _revision(when)]
    return written(("teiHeader", {"xml:lang": "en"}, parts), 1)


def _encoding(counts: Mapping[str, int]) -> Tree:
    project, editorial, classes, application = _standing()
    return ("encodingDesc", {}, [project, editorial, tags(counts), classes, application])


@cache
def _standing() -> list[Written]:
    """What every header says alike, written once."""
    return [Written(written(tree, 3)) for tree in (*declared(), ("classDecl", {}, [taxonomy()]), APPLICATION)]


def _revision(when: str) -> Tree:
    dated = {"when": when} if when else {}
    return ("revisionDesc", {}, [("change", {**dated, "who": f"#{PROGRAM}"}, f"{REVISION} {PROGRAM} {VERSION}.")])


def read_meta(header: etree._Element) -> Meta:
    """What a `teiHeader` says of the text; what is said to be unknown, or not said, is empty."""
    said: dict[str, Any] = publication.read_titles(header) | sources.read(header) | profile.read(header)
    return Meta(
        authors=people.read_all(header, "author"),
        editors=people.read_all(header, "editor"),
        contributors=people.read_others(header),
        edition=publication.read_edition(header),
        **said,
    )

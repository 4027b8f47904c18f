"""Meta ↔ `teiHeader` (TEI Guidelines 2), complete: what is known, what is not, and how the text was encoded.

`publication` is the file, `people` who made it, `sources` what it was made from, `profile` what text it is; `counts`
counts what is in it; the standing sentences on the encoding are in `declaration`. How a value, or the want of one, is
stated is in `stated`.
"""

from functools import cache
from typing import Any

from lxml import etree

from pipeline.element import NSMAP, Tree, clark, grow
from pipeline.meta import Meta
from pipeline.tei.declaration import APPLICATION, REVISION, VERSION, declared, taxonomy
from pipeline.tei.header import people, profile, publication, sources
from pipeline.tei.header.counts import recount, tags
from pipeline.tei.header.publication import read_id
from pipeline.tei.kinds import PROGRAM
from pipeline.text import Document

__all__ = ["read_id", "read_meta", "recount", "write"]


def write(document: Document, text: etree._Element, when: str = "") -> etree._Element:
    """The header of a document whose text is encoded already (its elements are counted).

    `when` dates the change in `revisionDesc`; nothing reads the clock. Raises `TeiError` for characters XML cannot
    hold.
    """
    root = etree.Element(clark("TEI"), nsmap=NSMAP)
    file: Tree = ("fileDesc", {}, [*publication.described(document), sources.described(document.meta)])
    parts = [file, _encoding(text), profile.described(document), _revision(when)]
    return grow(root, ("teiHeader", {"xml:lang": "en"}, parts), 1)


def _encoding(text: etree._Element) -> Tree:
    project, editorial, classes, application = _standing()
    return ("encodingDesc", {}, [project, editorial, tags(text), classes, application])


@cache
def _standing() -> list[etree._Element]:
    """What every header says alike, grown once."""
    root = etree.Element(clark("TEI"), nsmap=NSMAP)
    return [grow(root, tree, 3) for tree in (*declared(), ("classDecl", {}, [taxonomy()]), APPLICATION)]


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

"""What an editor reads instead of what the source has ↔ `choice` of `sic` and `corr` (TEI Guidelines 3.5.1)."""

from lxml import etree

from pipeline.element import attribute, clark, legal, string
from pipeline.errors import TeiError
from pipeline.text import Span


def write(parent: etree._Element, span: Span) -> etree._Element:
    """The `sic` of a reading, which is to hold what the source has, beside its `corr`. Raises `TeiError`."""
    where = f"reading at [{span.start}, {span.end})"
    if set(span.attrs) != {"corr"}:
        raise TeiError(f"{where} knows {', '.join(sorted(span.attrs)) or 'nothing'}, and not corr alone")
    choice = etree.SubElement(parent, clark("choice"))
    sic = etree.SubElement(choice, clark("sic"), {attribute("xml:id"): span.id} if span.id else {})
    corr = etree.SubElement(choice, clark("corr"), {"resp": "#editor"})
    corr.text = legal(span.attrs["corr"], where)
    return sic


def read(sic: etree._Element) -> dict[str, str] | None:
    """What a span of kind `reading` knows; None where no `corr` that says anything stands beside it."""
    corr = string(next(sic.itersiblings(clark("corr")), None))
    return {"corr": corr} if corr else None

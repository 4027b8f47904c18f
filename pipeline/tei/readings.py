"""What an editor reads instead of what the source has ↔ `choice` of `sic` and `corr` (TEI Guidelines 3.5.1)."""

from lxml import etree

from pipeline.element import clark, empty_tag, escaped, legal, start_tag, string
from pipeline.errors import TeiError
from pipeline.text import Span
from pipeline.weave import Tags

_RESP = {"resp": "#editor"}


def tags(span: Span) -> Tags:
    """The tags around what the source has, with its `corr` behind it. Raises `TeiError`."""
    where = f"reading at [{span.start}, {span.end})"
    if set(span.attrs) != {"corr"}:
        raise TeiError(f"{where} knows {', '.join(sorted(span.attrs)) or 'nothing'}, and not corr alone")
    corr = escaped(legal(span.attrs["corr"], where))
    held = f"{start_tag('corr', _RESP)}{corr}</corr>" if corr else empty_tag("corr", _RESP)
    return f"<choice>{start_tag('sic', {'xml:id': span.id} if span.id else {})}", f"</sic>{held}</choice>"


def read(sic: etree._Element) -> dict[str, str] | None:
    """What a span of kind `reading` knows; None where no `corr` that says anything stands beside it."""
    corr = string(next(sic.itersiblings(clark("corr")), None))
    return {"corr": corr} if corr else None

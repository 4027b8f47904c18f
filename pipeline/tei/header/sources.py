"""The source: `sourceDesc` with the file in hand, and in it, as what it goes back to, the first publication (2.2.7)."""

from lxml import etree

from pipeline.element import Tree
from pipeline.meta import Meta
from pipeline.tei.header.publication import licence, status
from pipeline.tei.header.stated import dated, known, tongue_of, value, where

_DIGITAL, _ORIGINAL = ".//tei:bibl[@type='digital']/tei:", ".//tei:bibl[@type='original']/tei:"
_PLACES = {
    "source_name": f"{_DIGITAL}idno[@type='filename']",
    "source_sha256": f"{_DIGITAL}idno[@type='sha256']",
    "source_url": f"{_DIGITAL}idno[@type='URI']",
    "source_accessed": f"{_DIGITAL}date[@type='accessed']",
    "encoding": f"{_DIGITAL}note[@type='encoding']",
    "encoding_evidence": f"{_DIGITAL}note[@type='encoding-evidence']",
    "repaired": f"{_DIGITAL}note[@type='repaired']",
    "licence": f"{_DIGITAL}availability/tei:licence",
    "published_in": f"{_ORIGINAL}title",
    "published_date": f"{_ORIGINAL}date",
    "published_place": f"{_ORIGINAL}pubPlace",
    "published_by": f"{_ORIGINAL}publisher",
    "published_issue": f"{_ORIGINAL}biblScope[@unit='issue']",
    "published_pages": f"{_ORIGINAL}biblScope[@unit='page']",
    "published_note": f"{_ORIGINAL}note[@type='publication']",
}
_UNPRINTED = "place of first publication not known"


def described(meta: Meta) -> Tree:
    """The `sourceDesc` of a text."""
    terms = licence(meta.licence, "The licence of the source is not known.", meta)
    accessed = [dated(meta.source_accessed, "", {"type": "accessed"})] if meta.source_accessed else []
    digital = [
        known("idno", meta.source_name, "name of the file not known", {"type": "filename"}),
        known("idno", meta.source_sha256, "checksum of the file not known", {"type": "sha256"}),
        _address(meta.source_url),
        *accessed,
        known("note", meta.encoding, "encoding of the file not known", {"type": "encoding"}),
        *where("note", meta.encoding_evidence, {"type": "encoding-evidence"}),
        *where("note", meta.repaired, {"type": "repaired"}),
        ("availability", {"status": status(meta.licence)}, [terms]),
        ("relatedItem", {"type": "original"}, [("bibl", {"type": "original"}, _original(meta))]),
    ]
    return ("sourceDesc", {}, [("bibl", {"type": "digital"}, digital)])


def _address(url: str) -> Tree:
    """An `idno`; or a note, that nobody takes for an address, that there is none."""
    return (
        ("idno", {"type": "URI"}, url)
        if url
        else known("note", "", "address of the file not known", {"type": "address"})
    )


def _original(meta: Meta) -> list[Tree]:
    def said(name: str, value: str, **attributes: str) -> list[Tree]:
        return where(name, value, {**attributes, **tongue_of(value, meta)})

    return [
        *(said("title", meta.published_in) or [known("note", "", _UNPRINTED, {"type": "original"})]),
        *said("pubPlace", meta.published_place),
        *said("publisher", meta.published_by),
        dated(meta.published_date, "date of first publication not known"),
        *said("biblScope", meta.published_issue, unit="issue"),
        *said("biblScope", meta.published_pages, unit="page"),
        *said("note", meta.published_note, type="publication"),
    ]


def read(header: etree._Element) -> dict[str, str]:
    """What a `teiHeader` says of the source, by field of `Meta`."""
    return {name: value(header, path) for name, path in _PLACES.items()}

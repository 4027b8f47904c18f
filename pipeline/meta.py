"""What is known of a text besides its words: who made it, where it comes from, as what it is published.

An empty string, or nothing in a list, means: not known. Dates are W3C dates as `date/@when` takes them (`1988`,
`1988-09-24`, `--08-11`); identifiers are URIs.
"""

from dataclasses import dataclass

# Of identifiers: how archives call the sort, and what its URIs begin with.
SCHEMES = {
    "ORCID": "https://orcid.org/",
    "VIAF": "https://viaf.org/viaf/",
    "Wikidata": "http://www.wikidata.org/entity/",
    "GND": "https://d-nb.info/gnd/",
    "ISNI": "https://isni.org/isni/",
    "DOI": "https://doi.org/",
    "Handle": "https://hdl.handle.net/",
    "URN": "urn:",
}


def scheme_of(uri: str) -> str:
    """Of which sort an identifier is; `URI` where it is none that is known here.

    >>> scheme_of("https://doi.org/10.1000/182")
    'DOI'
    """
    return next((name for name, beginning in SCHEMES.items() if uri.startswith(beginning)), "URI")


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who has a part in a text or in its edition.

    `kind` is person or organisation, empty where nobody said; `role` is what was done, in words. Surname, forename and
    patronym are the parts of a person's name, as far as they are known.
    """

    name: str
    kind: str = ""
    role: str = ""
    identifiers: tuple[str, ...] = ()
    surname: str = ""
    forename: str = ""
    patronym: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """As what the encoded text is published: by whom, where, when, on what terms. `licence` is that of the encoding."""

    version: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    licence: str = ""
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """All that is known of a text. `licence` is that of the source.

    `source_name`, `source_sha256` (of the bytes), `encoding`, the evidence for it where it was guessed, and what was
    `repaired` are facts of the file; the rest comes from the sidecar, or from the title page where the sidecar is
    silent.
    """

    source_name: str = ""
    source_sha256: str = ""
    encoding: str = ""
    encoding_evidence: str = ""
    repaired: str = ""
    title: str = ""
    subtitle: str = ""
    title_en: str = ""
    authors: tuple[Contributor, ...] = ()
    date: str = ""
    place: str = ""
    language: str = "ru"
    other_languages: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    occasion: str = ""
    occasion_date: str = ""
    occasion_place: str = ""
    licence: str = ""
    source_url: str = ""
    source_accessed: str = ""
    published_in: str = ""
    published_date: str = ""
    published_place: str = ""
    published_by: str = ""
    published_issue: str = ""
    published_pages: str = ""
    published_note: str = ""
    editors: tuple[Contributor, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    edition: Edition = Edition()

"""`datacite.json`: what is known, as DataCite's metadata schema 4.5 has it (https://schema.datacite.org)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.meta import SCHEMES, Contributor, scheme_of
from pipeline.packing.package import Package

Said = dict[str, Any]

_DOI = re.compile(re.escape(SCHEMES["DOI"]) + r"10\.\d{4,9}/\S")


def datacite(package: Package) -> Said:
    """The metadata of a package; without what nobody said."""
    said = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "TEI edition with tables"},
        "titles": list(_titles(package)),
        "creators": [_person(one) for one in package.creators],
        "contributors": list(_contributors(package)),
        "publisher": {"name": package.publisher} if package.publisher else None,
        "publicationYear": package.year,
        "subjects": [{"subject": word} for word in package.keywords],
        "dates": list(_dates(package)),
        "language": package.languages[0] if len(package.languages) == 1 else "",
        "version": package.version,
        "rightsList": [*_rights(package.licences, "Encoding"), *_rights(package.text_licences, "Text")],
        "descriptions": [{"description": package.description, "descriptionType": "Abstract", "lang": "en"}],
        "formats": ["application/tei+xml", "application/vnd.apache.parquet", "application/json", "text/plain"],
        "relatedIdentifiers": list(_sources(package)),
        **_identifiers(package.identifiers),
    }
    return {key: value for key, value in said.items() if value}


def _titles(package: Package) -> Iterator[Said]:
    if len(package.texts) > 1:
        yield from [{"title": package.title}] if package.title else []
        return
    meta = package.metas[0]
    tongue = {"lang": meta.language} if meta.language else {}
    if package.title:
        yield {"title": package.title, **(tongue if package.title == meta.title else {})}
    if meta.subtitle:
        yield {"title": meta.subtitle, "titleType": "Subtitle", **tongue}
    if meta.title_en:
        yield {"title": meta.title_en, "titleType": "TranslatedTitle", "lang": "en"}


def _person(one: Contributor) -> Said:
    """A person's name is turned around where its parts are known."""
    types = {"person": "Personal", "organisation": "Organizational"}
    kind = {"nameType": types[one.kind]} if one.kind else {}
    identifiers = [_name_identifier(uri) for uri in dict.fromkeys(one.identifiers)]
    given = " ".join(filter(None, (one.forename, one.patronym)))
    parts = {"familyName": one.surname, "givenName": given} if one.surname and given else {}
    name = f"{one.surname}, {given}" if parts else one.name
    return {"name": name, **kind, **parts, **({"nameIdentifiers": identifiers} if identifiers else {})}


def _name_identifier(uri: str) -> Said:
    scheme = scheme_of(uri)
    known = {"schemeUri": SCHEMES[scheme]} if scheme in SCHEMES else {}
    return {"nameIdentifier": uri, "nameIdentifierScheme": scheme, **known}


def _contributors(package: Package) -> Iterator[Said]:
    editors = () if package.creators == package.editors else package.editors
    yield from ({**_person(one), "contributorType": "Editor"} for one in editors)
    yield from ({**_person(one), "contributorType": "Other"} for one in package.contributors)


def _dates(package: Package) -> Iterator[Said]:
    if package.date:
        yield {"date": package.date, "dateType": "Issued"}
    for text in package.texts:
        if re.match(r"\d{4}\b", text.meta.date):
            yield {"date": text.meta.date, "dateType": "Created", "dateInformation": f"the text {text.doc_id}"}


def _rights(licences: Sequence[str], of: str) -> list[Said]:
    return [
        {"rights": f"{of}: {said}", **({"rightsUri": said} if said.startswith(("http://", "https://")) else {})}
        for said in licences
    ]


def _sources(package: Package) -> Iterator[Said]:
    for meta in package.metas:
        if meta.source_url.startswith(("http://", "https://")):
            yield {
                "relatedIdentifier": meta.source_url,
                "relatedIdentifierType": "URL",
                "relationType": "IsDerivedFrom",
            }


def _identifiers(uris: Sequence[str]) -> Said:
    """The first DOI apart, as DataCite has it."""
    distinct = list(dict.fromkeys(uris))
    doi = next((uri for uri in distinct if _DOI.match(uri)), "")
    others = [{"alternateIdentifier": uri, "alternateIdentifierType": scheme_of(uri)} for uri in distinct if uri != doi]
    return {"doi": doi.removeprefix(SCHEMES["DOI"]), "alternateIdentifiers": others}

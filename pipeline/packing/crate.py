"""`ro-crate-metadata.json`: every file of a package and what it was made from (RO-Crate 1.1, https://w3id.org/ro/crate)."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.meta import Contributor
from pipeline.packing.package import Package
from pipeline.tei.declaration import VERSION
from pipeline.tei.kinds import PROGRAM

Entity = dict[str, Any]

NAME = "ro-crate-metadata.json"
_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
FORMATS: Mapping[str, str] = {
    ".xml": "application/tei+xml",
    ".odd": "application/tei+xml",
    ".rng": "application/xml",
    ".sch": "application/xml",
    ".txt": "text/plain",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".toml": "application/toml",
    ".md": "text/markdown",
    ".cff": "application/yaml",
}
_CONTENTS = {
    "tei": "The TEI of each text, and the source text that its offsets count in.",
    "sources": "The source files as they were, and what was said of them.",
    "tables": "Tables made from the TEI, as Parquet and as JSON, with a Frictionless data package.",
    "schemas": "What TEI and tables are valid by.",
}


def crate(package: Package, folder: Path) -> Entity:
    """The metadata of a package whose files, all but this one, are in `folder`."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        _root(package, files),
        *(_folder(name, files) for name in _CONTENTS),
        *(_file(package, folder, name) for name in files),
        _run(package, files),
        {
            "@id": f"#{PROGRAM}",
            "@type": "SoftwareApplication",
            "name": PROGRAM,
            "softwareVersion": VERSION,
            "license": {"@id": "https://spdx.org/licenses/MIT"},
        },
        {"@id": "https://spdx.org/licenses/MIT", "@type": "CreativeWork", "name": "MIT License"},
        *_people(package),
        *_terms(package),
    ]
    return {
        "@context": _CONTEXT,
        "@graph": [_compact(one) for one in graph if one],
    }


def _root(package: Package, files: Sequence[str]) -> Entity:
    here = [{"@id": name} for name in files if "/" not in name]
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": package.title or package.name,
        "description": package.description,
        "datePublished": package.date,
        "version": package.version,
        "inLanguage": list(package.languages),
        "keywords": list(package.keywords),
        "identifier": list(package.identifiers),
        "author": [{"@id": _id(one)} for one in package.creators],
        "editor": [{"@id": _id(one)} for one in package.editors],
        "contributor": [{"@id": _id(one)} for one in package.contributors],
        "publisher": {"@id": "#publisher"} if package.publisher else None,
        "license": [{"@id": one} for one in dict.fromkeys(_id_of_terms(*terms) for terms in _all_terms(package))],
        "hasPart": [*({"@id": f"{name}/"} for name in _CONTENTS if _in(name, files)), *here],
        "mentions": {"@id": "#export"},
    }


def _folder(name: str, files: Sequence[str]) -> Entity:
    inside = [{"@id": one} for one in _in(name, files)]
    return {"@id": f"{name}/", "@type": "Dataset", "description": _CONTENTS[name], "hasPart": inside} if inside else {}


def _in(folder: str, files: Sequence[str]) -> list[str]:
    return [name for name in files if name.startswith(f"{folder}/")]


def _file(package: Package, folder: Path, name: str) -> Entity:
    data = (folder / name).read_bytes()
    return {
        "@id": name,
        "@type": "File",
        "name": PurePosixPath(name).name,
        "encodingFormat": FORMATS[PurePosixPath(name).suffix],
        "contentSize": str(len(data)),
        "sha256": sha256(data).hexdigest(),
        "license": _licence(package, name),
        "isBasedOn": [{"@id": one} for one in _made_from(package, name)],
    }


def _licence(package: Package, name: str) -> list[Entity]:
    """The terms of a file: of the program's, of one text and its encoding, or of all."""
    if name.startswith("schemas/"):
        return [{"@id": "https://spdx.org/licenses/MIT"}]
    texts = [text for text in package.texts if PurePosixPath(name).stem == text.doc_id] or package.texts
    text_only = name.startswith("sources/") or (name.startswith("tei/") and name.endswith(".txt"))
    said = [("text", text.meta.licence) for text in texts]
    said += [] if text_only else [("encoding", text.meta.edition.licence) for text in texts]
    return [{"@id": _id_of_terms(*one)} for one in dict.fromkeys(said) if one[1]]


def _made_from(package: Package, name: str) -> Iterator[str]:
    """Tables are made from the TEI, TEI and its text from the source."""
    for text in package.texts:
        if name.startswith("tables/"):
            yield f"tei/{text.doc_id}.xml"
        elif name in (f"tei/{text.doc_id}.xml", f"tei/{text.doc_id}.txt") and text.source:
            yield f"sources/{text.doc_id}.txt"


def _run(package: Package, files: Sequence[str]) -> Entity:
    return {
        "@id": "#export",
        "@type": "CreateAction",
        "name": f"Encoded and tabulated by {PROGRAM} {VERSION}.",
        "instrument": {"@id": f"#{PROGRAM}"},
        "object": [{"@id": name} for name in _in("sources", files)],
        "result": [{"@id": name} for name in (*_in("tei", files), *_in("tables", files))],
        "endTime": package.day,
    }


def _people(package: Package) -> Iterator[Entity]:
    everybody: dict[str, Contributor] = {}
    for one in (*package.creators, *package.editors, *package.contributors):
        everybody.setdefault(_id(one), one)
    for identifier, one in everybody.items():
        yield {
            "@id": identifier,
            "@type": "Organization" if one.kind == "organisation" else "Person",
            "name": one.name,
            "description": one.role,
            "sameAs": [uri for uri in one.identifiers if uri != identifier],
        }
    if package.publisher:
        yield {"@id": "#publisher", "@type": "Organization", "name": package.publisher}


def _id(one: Contributor) -> str:
    """The first identifier, or one made of the name and what was done."""
    return one.identifiers[0] if one.identifiers and not one.role else f"#{_hashed(one.name, one.role)}"


def _terms(package: Package) -> Iterator[Entity]:
    of_what: dict[str, list[str]] = {}
    named = {_id_of_terms(of, said): said for of, said in _all_terms(package)}
    for of, said in _all_terms(package):
        of_what.setdefault(_id_of_terms(of, said), []).append(of)
    for identifier, several in of_what.items():
        description = f"Terms of the {' and of the '.join(several)}."
        yield {"@id": identifier, "@type": "CreativeWork", "name": named[identifier], "description": description}


def _all_terms(package: Package) -> list[tuple[str, str]]:
    """What each is the terms of, and the terms."""
    encoding = [("encoding", said) for said in package.licences]
    return encoding + [("text", said) for said in package.text_licences]


def _id_of_terms(of: str, said: str) -> str:
    """An address is its own name; words have one for what they are the terms of."""
    return said if said.startswith(("http://", "https://")) else f"#{of}-{_hashed(said)}"


def _hashed(*words: str) -> str:
    return sha256("\n".join(words).encode("utf-8")).hexdigest()[:12]


def _compact(entity: Entity) -> Entity:
    """Without what nobody said, and a list of one as that one, as RO-Crate recommends."""
    single = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in entity.items()}
    return {key: value for key, value in single.items() if value}

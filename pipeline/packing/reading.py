"""What a person reads first in a package: `README.md` and `LICENSE.txt`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from pipeline.meta import Contributor
from pipeline.packing.package import Package, Text
from pipeline.tei.declaration import VERSION
from pipeline.tei.kinds import PROGRAM

_UNKNOWN = "not known"


def readme(package: Package, rows: Mapping[str, int]) -> str:
    """`README.md`; `rows` are the rows of each table."""
    return "\n".join(_readme(package, rows)) + "\n"


def _readme(package: Package, rows: Mapping[str, int]) -> Iterator[str]:
    yield f"# {package.title or package.name}"
    yield ""
    if package.missing:
        yield from _draft(package)
    yield package.description
    yield ""
    yield from _facts(package)
    yield ""
    yield "## What is in it"
    yield ""
    yield from _CONTENTS
    yield ""
    yield "## The texts"
    yield ""
    yield from (_text(text) for text in package.texts)
    yield ""
    yield "## The tables"
    yield ""
    yield f"Rows: {', '.join(f'{name} {number}' for name, number in rows.items())}."
    yield "Every column is described in `tables/datapackage.json`. Offsets count Unicode code points of"
    yield "`tei/<text>.txt`."
    yield ""
    yield "## How it was made, and how to check it"
    yield ""
    yield f"By {PROGRAM} {VERSION}: the TEI from the source, the tables from the TEI alone."
    yield "The principles are in the header of each TEI file, in English and Russian; what each element, attribute and"
    yield "value means is in `schemas/tei-export.odd`. Around this folder is a bag (RFC 8493): any BagIt tool verifies"
    yield f"its checksums, `{PROGRAM} check` those, the TEI, and that the tables are what the TEI says."


_CONTENTS = (
    "| path | what it is |",
    "|---|---|",
    "| `tei/` | the TEI of each text (`.xml`), and the source text that its offsets count in (`.txt`, UTF-8) |",
    "| `sources/` | the source files as they were, byte for byte, and what was said of them (`.toml`) |",
    "| `tables/` | the tables, as Parquet and as JSON, with a Frictionless data package |",
    "| `schemas/` | what TEI and tables are valid by: RELAX NG, Schematron, ODD, JSON Schema |",
    "| `LICENSE.txt` | on what terms text, encoding and schemas may be used |",
    "| `CITATION.cff` | how to cite it |",
    "| `datacite.json` | its metadata for DataCite |",
    "| `ro-crate-metadata.json` | every file, with size, terms, and what it was made from |",
)


def _draft(package: Package) -> Iterator[str]:
    yield "**This is a draft and not fit for an archive.** Nobody said yet:"
    yield ""
    asked: dict[tuple[str, str], list[str]] = {}
    for fault in package.missing:
        asked.setdefault((fault.rule, fault.said), []).append(PurePath(fault.where).name)
    yield from (f"- `{key}`: {question} ({', '.join(places)})" for (key, question), places in asked.items())
    yield ""


def _facts(package: Package) -> Iterator[str]:
    facts = {
        "By": _names(package.creators),
        "Edited by": _names(package.editors),
        "With": "; ".join(f"{' '.join((one.name, *one.identifiers))} ({one.role})" for one in package.contributors),
        "Published by": package.publisher or _UNKNOWN,
        "Published": package.date or _UNKNOWN,
        "Edition": package.version,
        "Identifiers": "; ".join(package.identifiers),
        "Languages": ", ".join(package.languages),
        "Keywords": ", ".join(package.keywords),
    }
    yield from (f"- {name}: {said}" for name, said in facts.items() if said)


def _names(several: Sequence[Contributor]) -> str:
    return "; ".join(" ".join((one.name, *one.identifiers)) for one in several)


def _text(text: Text) -> str:
    meta = text.meta
    by = "; ".join(one.name for one in meta.authors) or "author not named in the source"
    printed = ", ".join(filter(None, (meta.published_in, meta.published_place, meta.published_date)))
    said = [by, meta.date, f"first printed: {printed}" if printed else "", f"from the file {meta.source_name}"]
    return f"- `{text.doc_id}`: {meta.title or 'untitled'} ({'; '.join(filter(None, said))})"


def licence(package: Package) -> str:
    """`LICENSE.txt`: what each part may be used for, in the words of those who said so."""
    lines = [f"The text of {text.doc_id}: {text.meta.licence or _UNKNOWN}." for text in package.texts]
    lines += [
        f"The encoding of {text.doc_id}, and the rows of it in the tables: {text.meta.edition.licence or _UNKNOWN}."
        for text in package.texts
    ]
    lines += [f"What is in schemas/ is part of {PROGRAM} and under the MIT licence: schemas/LICENSE.txt."]
    return "\n".join(lines) + "\n"

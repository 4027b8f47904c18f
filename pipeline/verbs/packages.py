"""Everything wrong with a package for an archive, beside what is wrong with the TEI and the tables in it.

Its checksums, and that every file is under them; whether its crate names every file, and no other; whether each source
is the one its TEI was made from. What was made for it is made once more, and has to be the same (`remade`).
"""

import json
import logging
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.check import Fault
from pipeline.element import clark
from pipeline.errors import SourceError, TeiExportError
from pipeline.find.decisions import file as decisions
from pipeline.packing.crate import NAME as CRATE
from pipeline.source import decisions_beside, sidecar
from pipeline.tei import header
from pipeline.verbs.remade import faults_of_counts, faults_of_schemas, faults_of_statements, faults_of_tables
from pipeline.verbs.stages import parsed

_WHOLE = "Take the file from where it was whole."
_TAGS = ("bagit.txt", "bag-info.txt")
_MANIFESTS = tuple(f"{kind}-{name}.txt" for kind in ("manifest", "tagmanifest") for name in ("sha256", "sha512"))


def faults_of_package(path: Path) -> list[Fault]:
    """What is wrong with the package as a whole."""
    data = path / "data"
    return [
        *_of_bag(path),
        *_of_tags(path),
        *_of_crate(data),
        *_of_sources(data),
        *faults_of_counts(data),
        *faults_of_schemas(data),
        *faults_of_tables(data),
        *faults_of_statements(data),
    ]


def _of_bag(path: Path) -> Iterator[Fault]:
    import bagit

    logging.getLogger("bagit").addHandler(logging.NullHandler())  # what it finds is said here
    try:
        bagit.Bag(str(path)).validate()
    except bagit.BagValidationError as error:
        changed: dict[str, list[str]] = {}
        for detail in error.details or [error]:
            if isinstance(detail, bagit.ChecksumMismatch):
                changed.setdefault(detail.path, []).append(detail.algorithm)
            else:
                yield Fault(str(path / getattr(detail, "path", "")), "bag", f"{detail}. {_WHOLE}")
        for name, algorithms in sorted(changed.items()):
            said = f"It is not the file that was packed: another {' and '.join(sorted(algorithms))}. {_WHOLE}"
            yield Fault(str(path / name), "bag", said)
    except (bagit.BagError, OSError, ValueError) as error:
        yield Fault(str(path), "bag", f"It is no bag that can be read: {error}.")


def _of_tags(path: Path) -> Iterator[Fault]:
    """Manifests that are not there, which a bag may do without and ours has, and files beside `data` under none."""
    there = {one.name for one in path.iterdir() if one.name != "data"}
    for name in sorted({*_TAGS, *_MANIFESTS} - there):
        yield Fault(str(path / name), "bag", f"It is not there. {_WHOLE}")
    for name in sorted(there - {*_TAGS, *_MANIFESTS}):
        yield Fault(str(path / name), "bag", "No manifest names it; it does not belong to the package. Take it out.")


def _of_crate(data: Path) -> Iterator[Fault]:
    """Files that the crate does not name, and files it names that are not there or are not as it says."""
    try:
        graph: list[dict[str, Any]] = json.loads((data / CRATE).read_bytes())["@graph"]
        named = {str(one["@id"]): one for one in graph if one.get("@type") == "File"}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield Fault(str(data / CRATE), "crate", f"It cannot be read ({error}); make the package again.")
        return
    there = {one.relative_to(data).as_posix() for one in data.rglob("*") if one.is_file()} - {CRATE}
    for name in sorted(there ^ named.keys()):
        said = "The crate does not name it." if name in there else "The crate names it, and it is not there."
        yield Fault(str(data / name), "crate", said)
    for name in sorted(there & named.keys()):
        if differing := _differing(named[name], (data / name).read_bytes()):
            yield Fault(str(data / name), "crate", f"It is not the file that the crate describes: another {differing}.")


def _differing(described: dict[str, Any], held: bytes) -> str:
    if described.get("sha256") != sha256(held).hexdigest():
        return "SHA-256"
    return "" if described.get("contentSize") == str(len(held)) else "size"


def _of_sources(data: Path) -> Iterator[Fault]:
    for source in sorted((data / "sources").glob("*.txt")):
        head = _header(data / "tei" / f"{source.stem}.xml")
        if head is not None and header.read_meta(head).source_sha256 != sha256(source.read_bytes()).hexdigest():
            yield Fault(str(source), "source-is-that-of-the-tei", "Its TEI was made from another: another SHA-256.")
        yield from unreadable_beside(source)


def unreadable_beside(source: Path) -> Iterator[Fault]:
    """The sidecar of a text, and the decisions on it, where they are out of form."""
    for rule, load, path in (
        ("sidecar", sidecar.load, source.with_suffix(".toml")),
        ("decisions", decisions.load, decisions_beside(source)),
    ):
        try:
            load(path)
        except SourceError as error:
            yield Fault(str(path), rule, str(error))


def _header(tei: Path) -> Any:
    try:
        return parsed(tei)[0].find(clark("teiHeader"))
    except TeiExportError:  # said where the TEI itself is checked
        return None

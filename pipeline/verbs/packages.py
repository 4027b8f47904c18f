"""Everything wrong with a package for an archive, beside what is wrong with the TEI and the tables in it.

Its checksums; whether its crate names every file, and no other; whether each source is the one its TEI was made from;
whether the tables are those that its TEI makes.
"""

import json
import logging
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.check import Fault
from pipeline.element import clark
from pipeline.errors import TeiExportError
from pipeline.packing.package import plain
from pipeline.tei import header
from pipeline.verbs.stages import Rows, parsed, rows_of
from pipeline.write import write_tables

_CRATE = "ro-crate-metadata.json"


def faults_of_package(path: Path) -> list[Fault]:
    """What is wrong with the package as a whole."""
    data = path / "data"
    return [*_of_bag(path), *_of_crate(data), *_of_sources(data), *_of_tables(data)]


def _of_bag(path: Path) -> Iterator[Fault]:
    import bagit

    logging.getLogger("bagit").addHandler(logging.NullHandler())  # what it finds is said here
    try:
        bagit.Bag(str(path)).validate()
    except bagit.BagValidationError as error:
        for detail in error.details or [error]:
            yield Fault(
                str(path / getattr(detail, "path", "")), "bag", f"{detail}. Take the file from where it was whole."
            )
    except (bagit.BagError, OSError, ValueError) as error:
        yield Fault(str(path), "bag", f"It is no bag that can be read: {error}.")


def _of_crate(data: Path) -> Iterator[Fault]:
    """Files that the crate does not name, and files it names that are not there or have another checksum."""
    try:
        graph: list[dict[str, Any]] = json.loads((data / _CRATE).read_bytes())["@graph"]
        named = {str(one["@id"]): one for one in graph if one.get("@type") == "File"}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield Fault(str(data / _CRATE), "crate", f"It cannot be read ({error}); make the package again.")
        return
    there = {one.relative_to(data).as_posix() for one in data.rglob("*") if one.is_file()} - {_CRATE}
    for name in sorted(there ^ named.keys()):
        said = "The crate does not name it." if name in there else "The crate names it, and it is not there."
        yield Fault(str(data / name), "crate", said)
    for name in sorted(there & named.keys()):
        if named[name].get("sha256") != sha256((data / name).read_bytes()).hexdigest():
            yield Fault(str(data / name), "crate", "It is not the file that the crate describes: another SHA-256.")


def _of_sources(data: Path) -> Iterator[Fault]:
    for source in sorted((data / "sources").glob("*.txt")):
        head = _header(data / "tei" / f"{source.stem}.xml")
        if head is not None and header.read_meta(head).source_sha256 != sha256(source.read_bytes()).hexdigest():
            yield Fault(str(source), "source-is-that-of-the-tei", "Its TEI was made from another: another SHA-256.")


def _header(tei: Path) -> Any:
    try:
        return parsed(tei)[0].find(clark("teiHeader"))
    except TeiExportError:  # said where the TEI itself is checked
        return None


def _of_tables(data: Path) -> Iterator[Fault]:
    """Tables that are not, byte for byte, what the TEI makes."""
    try:
        rows = [_rows(path) for path in sorted((data / "tei").glob("*.xml"))]
    except TeiExportError:  # said where the TEI itself is checked
        return
    if not rows:
        yield Fault(str(data), "package", "There is no TEI in it.")
        return
    with tempfile.TemporaryDirectory() as made:
        write_tables(rows, Path(made))
        for path in sorted(Path(made).iterdir()):
            there = data / "tables" / plain(path.name)
            if path.name != "datapackage.json" and not _same(path, there):
                yield Fault(str(there), "tables-of-this-tei", "It is not what the TEI makes; make the package again.")


def _rows(tei: Path) -> Rows:
    return rows_of(*parsed(tei))


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()

"""What was made for a package, made once more from the TEI in it: it has to be the same, byte for byte.

What cannot be made since the TEI itself cannot be read is passed over: the TEI is checked by itself. A package of
another version of the program may rightly have other schemas, and say things in other words; its tables may not differ.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.check import Fault
from pipeline.element import clark
from pipeline.errors import TeiExportError
from pipeline.packing.crate import NAME as CRATE
from pipeline.packing.package import Package, Text, plain
from pipeline.packing.schemas import schemas
from pipeline.packing.statements import DATACITE, statements
from pipeline.packing.tabled import tabled
from pipeline.tei import header, parse
from pipeline.tei.declaration import VERSION
from pipeline.tei.kinds import PROGRAM
from pipeline.verbs.keeping import sources_of
from pipeline.verbs.stages import parsed, rows_of

_AGAIN = "make the package again."


def faults_of_tables(data: Path) -> Iterator[Fault]:
    """Tables that are not what the TEI makes, their data package with them."""
    files = _tei(data)
    if not files:
        yield Fault(str(data), "package", "There is no TEI in it.")
        return
    with tempfile.TemporaryDirectory() as made:
        try:
            rows = [rows_of(*parsed(path)) for path in files]
        except TeiExportError:  # said where the TEI itself is checked
            return
        try:
            tabled(rows, Path(made), sources_of(files, data / "tables"))
        except TeiExportError as error:
            yield Fault(str(data / "tei"), "package", str(error))
        for path in sorted(Path(made).iterdir()):
            there = data / "tables" / path.name
            if _held(there) != path.read_bytes():
                yield Fault(str(there), "tables-of-this-tei", f"It is not what the TEI makes; {_AGAIN}")


def faults_of_counts(data: Path) -> Iterator[Fault]:
    """TEI whose header counts its elements, paragraphs or quotations otherwise than they are."""
    for path in _tei(data):
        try:
            root = parse(path)
        except TeiExportError:  # said where the TEI itself is checked
            continue
        if header.recount(root):
            said = f"tagsDecl or extent does not count what is in the text; {_AGAIN}"
            yield Fault(str(path), "counts-of-this-tei", said)


def faults_of_schemas(data: Path) -> Iterator[Fault]:
    """Schemas that are not those of the program."""
    if not _is_of_this_version(data):
        return
    ours = {plain(path.name): path.read_bytes() for path in schemas()}
    there = {path.name for path in (data / "schemas").glob("*")}
    for name in sorted(ours.keys() | there):
        if _held(data / "schemas" / name) != ours.get(name):
            said = f"It is not that of {PROGRAM} {VERSION}; {_AGAIN}"
            yield Fault(str(data / "schemas" / name), "schema-of-the-program", said)


def faults_of_statements(data: Path) -> Iterator[Fault]:
    """Licence, citation and DataCite metadata that do not say what the headers of the TEI say."""
    if not _is_of_this_version(data):
        return
    try:
        texts = tuple(_text(path) for path in _tei(data))
    except TeiExportError:  # said where the TEI itself is checked
        return
    if not texts:
        return
    for name, said in statements(Package("", texts, _title(data))).items():
        if _held(data / name) != said.encode("utf-8"):
            yield Fault(str(data / name), "said-of-this-tei", f"It is not what the headers of the TEI say; {_AGAIN}")


def _tei(data: Path) -> list[Path]:
    return sorted((data / "tei").glob("*.xml"))


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _text(tei: Path) -> Text:
    head = next(parsed(tei)[0].iterchildren(clark("teiHeader")), None)
    if head is None:
        raise TeiExportError(f"{tei}: has no header.")
    return Text(header.read_id(head), header.read_meta(head), tei)


def _title(data: Path) -> str:
    """What was said with `--title`, or is the title of the only text."""
    titles = _json(data / DATACITE).get("titles", [])
    first = titles[0] if isinstance(titles, list) and titles else {}
    return str(first.get("title", "")) if isinstance(first, dict) else ""


def _is_of_this_version(data: Path) -> bool:
    graph = _json(data / CRATE).get("@graph", [])
    programs = (one for one in graph if isinstance(one, dict) and one.get("@id") == f"#{PROGRAM}")
    return any(one.get("softwareVersion") == VERSION for one in programs)


def _json(path: Path) -> dict[str, Any]:
    """A JSON object; nothing where the file holds none, which is said where the file itself is checked."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}

"""The stages a text goes through, each checked as it goes, and the tables written from what came through.

`one_text` and `write_tables` do all that is done to files under `out`; which texts, and what to tell the person who
asked, is for `verbs`. What is dear to import is imported where it is used.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.check import Fault
from pipeline.errors import TeiError, TeiExportError
from pipeline.source import read
from pipeline.verbs.results import Encoded, Tabulated, found_in
from pipeline.verbs.staging import as_published, publish, staged
from pipeline.verbs.stopwatch import Stopwatch

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.find.names.register import Register
    from pipeline.text import Document

Rows = dict[str, list[dict[str, Any]]]


def one_text(path: Path, out: Path, register: "Register | None", watch: Stopwatch) -> tuple[Encoded, Rows | None]:
    """One text through all stages; its files are in their places afterwards, if it has no fault."""
    from pipeline.check import document as laws
    from pipeline.check import warnings

    document = _found(path, register, watch)
    with watch("check"):
        text = Encoded(path, document.id, found_in(document), tuple(laws(document)), tuple(warnings(document)))
    if text.faults:
        return text, None
    with watch("tei"):
        data, root = _tei_of(document)
    with watch("check"):
        faults = tuple(tei_faults(root, out / "tei" / f"{document.id}.xml", document.text))
    if faults:
        return replace(text, faults=faults), None
    with watch("write"):
        faults, files = _write_text(document, data, out)
    with watch("tables"):
        return replace(text, faults=faults, files=files), None if faults else rows_of(root, document.text)


def _found(path: Path, register: "Register | None", watch: Stopwatch) -> "Document":
    """What `find.find` does, each of its stages timed."""
    with watch("read"):
        from pipeline.find import stages

        document = read(path)
    for stage in stages(register):
        with watch(stage.__name__.removeprefix("find_")):
            document = stage(document)
    return document


def _tei_of(document: "Document") -> tuple[bytes, "etree._Element"]:
    """The bytes of the TEI, and the tree that reading these very bytes gives."""
    from pipeline import tei

    data = tei.serialise(tei.encode(document))
    return data, tei.parse(data)


def _write_text(document: "Document", data: bytes, out: Path) -> tuple[tuple[Fault, ...], tuple[Path, ...]]:
    from pipeline.check import spans
    from pipeline.write import write_spans

    with staged(out) as stage:
        (stage / "tei").mkdir()
        (stage / "spans").mkdir()
        (stage / "tei" / f"{document.id}.xml").write_bytes(data)
        (stage / "tei" / f"{document.id}.txt").write_bytes(document.text.encode("utf-8"))
        write_spans(document, stage / "spans" / f"{document.id}.json")
        faults = as_published(spans(stage / "spans" / f"{document.id}.json"), stage, out)
        return (faults, ()) if faults else ((), publish(stage, out))


def write_tables(rows: list[Rows], out: Path, watch: Stopwatch) -> Tabulated:
    """Write the rows of some documents to `out/tables`, unless what was written turns out faulty."""
    from pipeline.check import tables as check_tables
    from pipeline.write import write_tables as write

    with staged(out) as stage:
        try:
            with watch("write"):
                write(rows, stage / "tables")
            with watch("check"):
                faults = as_published(check_tables(stage / "tables"), stage, out)
        except TeiExportError as error:
            faults = as_published([Fault(str(stage / "tables"), "refused", str(error))], stage, out)
        files = () if faults else publish(stage, out)
    counts = {name: sum(len(one[name]) for one in rows) for name in rows[0]}
    return Tabulated(counts, faults, files, watch.seconds)


def rows_of(root: "etree._Element", text: str | None) -> Rows:
    """The rows of one TEI tree, by table; `text` is the source text, where it is known."""
    from pipeline.tables import rows

    return rows(root, text)


def tei_faults(root: "etree._Element", where: Path, text: str | None) -> list[Fault]:
    """Everything wrong with a TEI tree that is, or will be, the file `where`."""
    from pipeline.check import tei

    return tei(root, str(where), text)


def parsed(path: Path) -> tuple["etree._Element", str | None]:
    """The TEI at `path`, and the source text beside it if it is of ours and there is one, white space as there."""
    from pipeline.tei import parse
    from pipeline.tei.restored import is_placed, restore

    beside, root = path.with_suffix(".txt"), parse(path)
    if not is_placed(root):
        return root, None
    try:
        text = beside.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return root, None
    except UnicodeDecodeError as error:
        raise TeiError(f"{beside}: is not UTF-8 (offset {error.start}); encode its source again.") from error
    restore(root, text)
    return root, text


def what_is(path: Path) -> str:
    """What can be checked at exactly this path, or nothing."""
    if (path / "datapackage.json").is_file():
        return "tables"
    if path.suffix == ".xml":
        return "tei"
    return "spans" if path.suffix == ".json" and path.parent.name == "spans" else ""


def faults_of(path: Path) -> list[Fault]:
    """Everything wrong with what `what_is` knows at this path."""
    from pipeline.check import spans
    from pipeline.check import tables as check_tables

    if what_is(path) != "tei":
        return (check_tables if what_is(path) == "tables" else spans)(path)
    try:
        root, text = parsed(path)
    except TeiExportError as error:
        return [Fault(str(path), "tei", str(error))]
    return tei_faults(root, path, text)

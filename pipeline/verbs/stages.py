"""The stages a text goes through, each checked as it goes, and the tables written from what came through.

`one_text` and `write_tables` do all that is done to files under `out`; which texts, and what to tell the person who
asked, is for `verbs`. What is dear to import is imported where it is used.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.check import Fault
from pipeline.errors import SourceError, TeiError, TeiExportError
from pipeline.source import File, Text, decisions_of, origin, read, sidecar_of
from pipeline.verbs.keeping import edited, made_of, sources_of, text_beside
from pipeline.verbs.layout import clear_parts
from pipeline.verbs.order import Order
from pipeline.verbs.results import Encoded, Found, Tabulated, found_in
from pipeline.verbs.staging import as_published, publish, staged
from pipeline.verbs.stopwatch import Stopwatch
from pipeline.verbs.writing import aside, keep_edited

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.find.decisions import Unmet
    from pipeline.tables import Columns
    from pipeline.text import Document
    from pipeline.write.datapackage import Source

Row = dict[str, Any]
Rows = dict[str, "Columns"]


def one_text(path: Text, name: str, order: Order, watch: Stopwatch) -> tuple[Encoded, Rows | None]:
    """One text through all stages, as the document `name`; if it has no fault its files are in their places afterwards.

    TEI that was edited since it was written is left in its place, and the rows are of that; so they are where the text,
    or what is beside it, cannot be read. Raises `TeiExportError` where it cannot and there is no such TEI.
    """
    try:
        return _encoded(path, name, order, watch)
    except SourceError as error:
        tei = order.tei(name)
        why = "" if order.force else edited(tei)
        if not why:
            raise
        left, rows = _left(Encoded(path, name), tei, why)
        return replace(left, faults=(refusal(path, error), *left.faults)), rows


def refusal(source: Text, error: TeiExportError) -> Fault:
    """Why a text, or what is beside it, cannot be read, as a fault of the file that the sentence names."""
    said = str(error)
    beside = (decisions_of(source), sidecar_of(source))
    return Fault(str(next((one for one in beside if one and said.startswith(str(one))), source)), "refused", said)


def _encoded(path: Text, name: str, order: Order, watch: Stopwatch) -> tuple[Encoded, Rows | None]:
    from pipeline.tei import encode, parse

    text, document = _judged(path, name, order, watch)
    if text.faults:
        return text, None
    with watch("tei"):
        data = encode(document, order.date)
    place = order.tei(document.id)
    why = edited(place, data)
    if why and not order.force:
        return _left(text, place, why, document.text)
    source = document.text
    with aside(order) as files:
        with watch("write"):
            files.write(path, document, data)
        del document  # what is written is checked, and rows are made, without it
        with watch("check"):
            faults = files.faults(text.doc_id)
        with watch("tei"):
            root = parse(data)  # of these very bytes
        del data
        with watch("check"):
            faults += tuple(tei_faults(root, place, source))
        if faults:
            return replace(text, faults=faults), None
        with watch("write"):
            text = replace(text, kept=keep_edited(place) if why else (), files=files.put())
    with watch("tables"):
        return text, rows_of(root, source)


def _judged(path: Text, name: str, order: Order, watch: Stopwatch) -> tuple[Encoded, "Document"]:
    """A text and what was found and decided in it, with what is wrong with that or doubtful."""
    from pipeline.check import document as laws
    from pipeline.check import warnings

    document, decided, unmet = _decided(path, _found(path, name, order, watch), watch)
    with watch("check"):
        doubts = (*unmet, *warnings(document))
        faults = tuple(laws(document))
        return Encoded(path, document.id, found_in(document), faults, doubts, decided=decided), document


def _left(text: Encoded, tei: Path, why: str, source: str | None = None) -> tuple[Encoded, Rows | None]:
    """A text whose TEI was edited: what is wrong with that, what it holds, and its rows as far as it can be read.

    `source` is the text as it stands today, where it can be read.
    """
    left = f"{tei} {why}: left as it is"
    text = replace(text, found=None, warnings=(), decided=0, left=f"{left}, tables made of it")
    try:
        root, beside = parsed(tei)
        rows = rows_of(root, beside)
    except TeiExportError as error:
        refused = Fault(str(tei), "refused", str(error))
        return replace(text, faults=(refused,), left=f"{left}, and cannot be read"), None
    faults = tuple(tei_faults(root, tei, beside))
    changed = source is not None and beside is not None and source != beside
    text = replace(text, warnings=tuple(_unheeded(text.source, changed)))
    return replace(text, faults=faults, found=None if faults or beside is None else _held(root, beside)), rows


def _unheeded(source: Text, changed: bool) -> Iterator[Fault]:
    """What stands in the folder of the texts and has no bearing on a TEI that was edited."""
    if changed:
        yield Fault(
            str(source), "source-changed", "it has changed since the TEI was edited, and the tables are of the TEI."
        )
    if (decisions := decisions_of(source)) and decisions.exists():
        said = (
            "not carried out on TEI that was edited; --force encodes anew with them, and keeps the TEI with a number."
        )
        yield Fault(str(decisions), "decisions-unheeded", said)


def _held(root: "etree._Element", text: str) -> Found:
    from pipeline.tei import read as read_tei

    return found_in(read_tei(root, text))


def _found(path: Text, name: str, order: Order, watch: Stopwatch) -> "Document":
    """What `find.find` does, each of its stages timed."""
    with watch("read"):
        from pipeline.find import stages

        document = read(path, name, order.reading)
    for stage in stages(order.register):
        with watch(stage.__name__.removeprefix("find_")):
            document = stage(document)
    return document


def _decided(path: Text, document: "Document", watch: Stopwatch) -> tuple["Document", int, list[Fault]]:
    """The document with what an editor decided, how many decisions were met, and those that could not be."""
    place = decisions_of(path)
    if not place or not place.exists():
        return document, 0, []
    from pipeline.find.decisions import decide
    from pipeline.find.decisions.file import load

    with watch("decisions"):
        decisions = load(place)
        document, unmet = decide(document, decisions)
    lost = {id(one.decision) for one in unmet}
    return document, sum(id(one) not in lost for one in decisions), unmet_of(place, unmet)


def unmet_of(file: File, unmet: "list[Unmet]") -> list[Fault]:
    """The decisions of a file that could not be carried out, as warnings, in the order of the file."""
    by_line = sorted(unmet, key=lambda one: one.decision.line)
    return [Fault(f"{file}, line {one.decision.line}", "decision-unmet", f"{one.said}.") for one in by_line]


def write_tables(
    rows: list[Rows], files: Collection[Path], out: Path, watch: Stopwatch, errors: Sequence[Row] = ()
) -> Tabulated:
    """Write the rows of some documents to `out/tables`, unless what was written turns out faulty.

    `files` are the TEI files they come from, `errors` the rows of that table. `rows` is empty afterwards.
    """
    with staged(out) as stage:
        counts, found = made_tables(rows, stage / "tables", sources_of(files, out / "tables"), errors, watch)
        faults = as_published(found, stage, out)
        before = made_of(out / "tables")
        if not faults:
            clear_parts(out)
        written = () if faults else publish(stage, out)
    now = {file.absolute() for file in files}
    gone = tuple(file for file in before if written and file.is_file() and file.absolute() not in now)
    return Tabulated(counts, faults, written, watch.seconds, gone=gone)


def made_tables(
    rows: list[Rows],
    folder: Path,
    sources: "Iterable[Source]",
    errors: Sequence[Row],
    watch: Stopwatch,
    part: str = "",
) -> tuple[dict[str, int], list[Fault]]:
    """Write the tables of some documents into a folder: how many rows each has, and everything wrong with them.

    With `part` they are that part of the tables of a corpus (see `write.write_tables`). `rows` is empty afterwards.
    """
    from pipeline.check import part_of_tables, tables
    from pipeline.tables import OF_A_TEXT
    from pipeline.write import write_tables as write

    counts = {table.name: sum(len(one[table.name]) for one in rows) for table in OF_A_TEXT}
    counts |= {"people": counts["persons"], "errors": len(errors)}
    try:
        with watch("write"):
            write(rows, folder, sources, errors, part)
        with watch("check"):
            return counts, part_of_tables(folder, part) if part else tables(folder)
    except TeiExportError as error:
        return counts, [Fault(str(folder), "refused", str(error))]


def errors_of(texts: Iterable[Encoded]) -> list[Row]:
    """The rows of the table `errors`: every fault of texts of which there is no row, in the order of their ids."""
    return [
        {
            "doc_id": text.doc_id,
            "ordinal": ordinal,
            "source_name": origin(text.source),
            "place": fault.where,
            "rule": fault.rule,
            "said": fault.said,
        }
        for text in sorted(texts, key=lambda text: text.doc_id)
        for ordinal, fault in enumerate(text.faults, 1)
    ]


def rows_of(root: "etree._Element", text: str | None) -> Rows:
    """The rows of one TEI tree, by table; `text` is the source text, where it is known."""
    from pipeline.tables import columns

    return columns(root, text)


def tei_faults(root: "etree._Element", where: Path, text: str | None) -> list[Fault]:
    """Everything wrong with a TEI tree that is, or will be, the file `where`."""
    from pipeline.check import tei

    return tei(root, str(where), text)


def parsed(path: Path) -> tuple["etree._Element", str | None]:
    """The TEI at `path`, and the source text beside it if it is of ours and there is one, white space as there."""
    from pipeline.tei import parse
    from pipeline.tei.restored import is_placed, restore

    beside, root = text_beside(path), parse(path)
    if not is_placed(root):
        return root, None
    try:
        text = _as_before(beside.read_bytes().decode("utf-8"), root)
    except FileNotFoundError:
        return root, None
    except UnicodeDecodeError as error:
        raise TeiError(f"{beside}: is not UTF-8 (offset {error.start}); encode its source again.") from error
    restore(root, text)
    return root, text


def _as_before(text: str, root: "etree._Element") -> str:
    """A source text as it was before an editor saved it, with a byte order mark or other line ends."""
    if text.startswith("\ufeff") and not _begins_with_mark(root):
        text = text[1:]
    return text.replace("\r\n", "\n")


def _begins_with_mark(root: "etree._Element") -> bool:
    """Whether what looks like a byte order mark is the first character of the text itself."""
    pieces = (piece.strip() for part in root.iterchildren("{*}text") for piece in part.itertext())
    return next((str(piece) for piece in pieces if piece), "").startswith("\ufeff")

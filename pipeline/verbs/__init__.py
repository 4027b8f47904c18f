"""The ways through: texts → TEI, TEI → tables, texts → both, checks of what there is, and why a string is what it is.

Every stage is checked as it goes and all faults are gathered. A text with a fault is left out and the others go on;
nothing that was there before is overwritten by something faulty. Nothing here prints.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.check import Fault
from pipeline.errors import TeiExportError, UsageError
from pipeline.source import TEXT_AND_ID, Columns, Paths, Text, place, several, sources
from pipeline.source.reading import AS_IT_IS, Reading
from pipeline.verbs.collecting import not_collecting
from pipeline.verbs.dating import day
from pipeline.verbs.exporting import Progress, Work, exported, in_order, named
from pipeline.verbs.order import Order
from pipeline.verbs.results import Begun, Decided, Deposited, Encoded, Exported, Tabulated
from pipeline.verbs.stages import write_tables
from pipeline.verbs.staging import refuse_unwritable, shown
from pipeline.verbs.stopwatch import Stopwatch
from pipeline.verbs.viewing import view as view

if TYPE_CHECKING:
    from pipeline.find.names.register import Register
    from pipeline.text import Document
    from pipeline.verbs.explaining import Judgement


def unheard(_done: int, _total: int, _text: str, _stage: str) -> None:
    """Progress that nobody looks at."""


def unnoticed(_path: Path) -> None:
    """What nobody wants to be told."""


@not_collecting()
def encode(
    inputs: Paths,
    out: str | Path = "out",
    names: str | Path | None = None,
    progress: Progress = unheard,
    force: bool = False,
    date: str = "",
    reading: Reading = AS_IT_IS,
) -> tuple[Encoded, ...]:
    """Encode texts in TEI: `out/tei/<doc>.xml` and `.txt`, `out/spans/<doc>.json`.

    `inputs` are files, or folders of which every `*.txt` is meant; `names` is a register of persons. What is wrong with
    a text is among its `faults`. TEI that was edited since it was written is left as it is, unless `force` is given:
    then it is written anew and the edited file kept as `<doc>.xml.1`, `.2`, ... `date` is the W3C date of
    `revisionDesc`; without it that is not dated. `reading` is how to read texts. Raises `UsageError` where there is
    nothing to do, or nowhere to write.

    >>> [text.doc_id for text in encode(["seeds/bukharin-1988.txt"], out="out")]
    ['bukharin-1988']
    """
    refuse_unwritable(Path(out), "tei", "spans")
    order = Order(Path(out), _register(names), force, day(date), reading=reading)
    return tuple(text for text, _ in in_order(named(inputs), order, progress))


@not_collecting()
def export(
    inputs: Paths,
    out: str | Path = "out",
    names: str | Path | None = None,
    progress: Progress = unheard,
    force: bool = False,
    date: str = "",
    columns: Columns = TEXT_AND_ID,
    jobs: int = 0,
    cluster: str = "",
    reading: Reading = AS_IT_IS,
) -> Exported:
    """Encode texts as `encode` does, and make tables of all that are without fault: `out/tables/`.

    Of TEI that was edited and left as it is the tables are made as far as they can be. `columns` are those of tables
    among the inputs. Texts of more than a megabyte together, or more than 250, are a corpus: it is exported in shards,
    those that are not done yet or would be others today, by `jobs` processes (0 for this one alone) or by the workers
    of the Dask scheduler at the address `cluster`; and every table is a folder of parts.
    `reading` is how to read texts.

    >>> export(["seeds"], out="out").tables.rows["documents"]
    1
    """
    order = Order(place(out), _register(names), force, day(date), reading=reading)
    refuse_unwritable(order.out, "tei", "spans", "tables")
    return exported(named(inputs, columns), order, Work(jobs, cluster), progress)


@not_collecting()
def tables(inputs: Paths, out: str | Path = "out", progress: Progress = unheard) -> Tabulated:
    """Make tables of TEI files alone, ours or not: `out/tables/`. A file that cannot be read is left out and named.

    `inputs` are files, or folders of which every `*.xml` is meant; `<doc>.txt` beside a file of ours is its source
    text. What is wrong with a file of ours is among the faults, and the tables are made as far as they can be.

    >>> export(["seeds"], out="out").tables.rows == tables(["out/tei"], out="again").rows
    True
    """
    from pipeline.verbs import others

    files = [(given, path) for given in several(inputs) for path in _tei_files(given)]
    files.sort(key=lambda one: not others.includes_others(one[1]))
    refuse_unwritable(Path(out), "tables")
    reading = others.Reading()
    for done, (given, path) in enumerate(files):
        progress(done, len(files), path.name, "tables")
        reading.read(path, given)
    watch = Stopwatch(lambda stage: progress(len(files), len(files), "", stage))
    made = write_tables(reading.rows, reading.files, Path(out), watch) if reading.rows else Tabulated()
    faults = (*reading.faults, *made.faults)
    return replace(made, faults=faults, aside=reading.aside, unread=reading.unread)


def check(paths: Paths, of_others: Callable[[Path], None] = unnoticed) -> tuple[Fault, ...]:
    """Everything wrong with TEI files (`*.xml`), spans (`spans/*.json`), tables (a folder with `datapackage.json`) and
    packages for archives (a folder with `bagit.txt`).

    A folder means all of these in it. TEI that others wrote is checked only for what tables need of it (ids, pointers,
    the files it asks for); `of_others` is told of each such file. Raises `UsageError` where a path holds none.

    >>> done = export(["seeds"], out="out")
    >>> check(["out"])
    ()
    """
    from pipeline.verbs.checking import Checking, checkable

    every = ((Checking(given, of_others), checkable(given)) for given in several(paths))
    return tuple(fault for checking, inside in every for path in inside for fault in checking.faults_of(path))


def deposit(
    out: str | Path,
    to: str | Path,
    title: str = "",
    date: str = "",
    draft: bool = False,
    as_zip: bool = False,
) -> Deposited:
    """Make the package `to` of what was exported to `out`: a BagIt bag with TEI, sources, tables, schemas, metadata.

    `title` is what several texts are called together; `date` the W3C date of packing. What archives require and nobody
    said is among `missing`; then nothing is made, unless as a `draft`, which says so inside. `as_zip` makes one file,
    `<to>.zip`, instead of a folder. Raises `UsageError` where there is nothing to pack, or something in that place.

    >>> done = export(["seeds"], out="out")
    >>> [fault.rule for fault in deposit("out", to="edition").missing]
    ['author', 'licence', 'edition.publisher', 'edition.date', 'edition.licence']
    """
    from pipeline.verbs.depositing import deposited

    return deposited(Path(out), Path(to), title, day(date), draft, as_zip)


def merge(out: str | Path, to: str | Path | None = None) -> Tabulated:
    """Write the tables of a corpus as one file each, to the folder `to`, by default `merged` in `out`.

    Raises `UsageError` where the tables in `out` are not in parts, or something is in that place.
    """
    from pipeline.verbs.corpus import merged

    return merged(Path(out), _path(to) or Path(out) / "merged")


def init(inputs: Paths, reading: Reading = AS_IT_IS) -> tuple[Begun, ...]:
    """Write a sidecar to fill in, `<text>.toml`, beside each text, with what the text itself tells.

    `inputs` are files, or folders of which every `*.txt` is meant. A sidecar that is there is left, and a fault.

    >>> [fault.rule for text in init(["seeds"]) for fault in text.faults]
    ['sidecar-is-there']
    """
    from pipeline.verbs.beginning import begun

    return tuple(_unless_refused(begun, path, reading) for path in sources(inputs))


def _unless_refused(begun: Callable[[Path, Reading], Begun], text: Text, reading: Reading) -> Begun:
    try:
        if not isinstance(text, Path):
            raise UsageError(f"{text}: is no file of its own, and nothing can be written beside it.")
        return begun(text, reading)
    except TeiExportError as error:
        return Begun(text, faults=(Fault(str(text), "refused", str(error)),))


def decisions(
    tei: str | Path,
    to: str | Path | None = None,
    source: str | Path | None = None,
    names: str | Path | None = None,
) -> Decided:
    """Write what an editor changed in a TEI file, against what the rules find today: `<source>.decisions.toml`.

    `to` is another file to write to; `source` the text that the TEI was made from, where nothing beside it says so;
    `names` a register of persons. Nothing is written where nothing was changed, or where the TEI has a fault. What was
    in the file before is kept under a number. Raises `UsageError` where source or text are not to be found.

    >>> done = export(["seeds"], out="out")
    >>> decisions("out/tei/bukharin-1988.xml").file is None
    True
    """
    from pipeline.verbs.deciding import decided

    return decided(Path(tei), _path(source), _path(to), _register(names))


def explain(
    text: str | Path, names: str | Path | None = None, reading: Reading = AS_IT_IS
) -> tuple["Document", tuple["Judgement", ...]]:
    """Why every string in quotation marks of a text is what it is, in the order of the text.

    Of one that an editor decided, in `<text>.decisions.toml`, the rule is `editor`, and its gloss says what the rules
    alone take it for.

    >>> document, judgements = explain("seeds/bukharin-1988.txt")
    >>> all(judgement.rule for judgement in judgements)
    True
    """
    from pipeline.verbs.explaining import explained

    return explained(text, _register(names), reading)


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)


def _register(names: str | Path | None) -> "Register | None":
    if names is None:
        return None
    from pipeline.find.names.register import load

    return load(Path(names))


def _tei_files(path: Path) -> list[Path]:
    inside = shown(path, "*.xml") if path.is_dir() else [path]
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    if not inside:
        raise UsageError(f"{path}: holds no TEI (*.xml).")
    return inside

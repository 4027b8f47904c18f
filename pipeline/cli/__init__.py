"""The command line: reads what was asked, calls the verb, prints what came of it.

Exit codes: 0 fine, 1 faults, 2 wrong use. Faults and refusals go to stderr as sentences, without a traceback.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline import verbs
from pipeline.check import Fault
from pipeline.cli import report
from pipeline.cli.progress import bar
from pipeline.cli.stopping import StoppedError, stoppable
from pipeline.errors import TeiExportError, UsageError
from pipeline.source import Columns
from pipeline.source.reading import Reading
from pipeline.verbs.dating import day
from pipeline.verbs.stopwatch import together

app = typer.Typer(
    name="tei-export",
    help="Russian texts to TEI P5, with every quotation, note, name and date explained, and from the TEI to tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Texts = Annotated[
    list[Path], typer.Argument(help="Texts, or folders of which every *.txt is meant.", show_default=False)
]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUTS...",
        help="Texts; folders or archives (.zip, .tar) of which every *.txt is meant; tables with a column of texts"
        " (.parquet, .jsonl); URLs; - for standard input.",
        show_default=False,
    ),
]
TextColumn = Annotated[str, typer.Option("--text-column", help="The column of the texts in a table.")]
IdColumn = Annotated[str, typer.Option("--id-column", help="The column of their ids.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=0, help="Processes for a corpus; 0: this one alone.", show_default="one for each core"),
]
Cluster = Annotated[
    str, typer.Option("--cluster", help="The address of a Dask scheduler to do it instead.", show_default=False)
]
Out = Annotated[Path, typer.Option("--out", help="The folder to write to.")]
Names = Annotated[Path | None, typer.Option("--names", help="A register of persons (names.toml).", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Write edited TEI anew too, keeping it as <name>.xml.1, .2, ...")]
Date = Annotated[
    str,
    typer.Option("--date", help="The day to date the TEI by, 2024-05-01; else SOURCE_DATE_EPOCH.", show_default=False),
]
Encoding = Annotated[
    str, typer.Option("--encoding", help="What the texts are in, such as koi8-r, if not told.", show_default=False)
]
Repair = Annotated[bool, typer.Option("--repair", help="Put U+FFFD in place of what XML cannot hold, and say so.")]
Timings = Annotated[bool, typer.Option("--timings", help="Say how long each stage took.")]


@app.command()
def export(
    inputs: Inputs,
    out: Annotated[str, typer.Option("--out", help="The folder to write to, or a URL.")] = "out",
    names: Names = None,
    force: Force = False,
    date: Date = "",
    encoding: Encoding = "",
    repair: Repair = False,
    text_column: TextColumn = "text",
    id_column: IdColumn = "id",
    jobs: Jobs = None,
    cluster: Cluster = "",
    timings: Timings = False,
) -> None:
    """Encode texts in TEI and make tables of them."""
    columns, work = Columns(text_column, id_column), (_cores() if jobs is None else jobs, cluster)
    with stoppable(), bar() as progress:
        done = verbs.export(inputs, out, names, progress, force, _day(date), columns, *work, Reading(encoding, repair))
    report.show(report.exported(done))
    if timings:
        report.show(report.timings(done.seconds), sys.stderr)
    _finish(done.faults)


@app.command()
def encode(
    inputs: Texts,
    out: Out = Path("out"),
    names: Names = None,
    force: Force = False,
    date: Date = "",
    encoding: Encoding = "",
    repair: Repair = False,
    timings: Timings = False,
) -> None:
    """Encode texts in TEI."""
    with bar() as progress:
        texts = verbs.encode(inputs, out, names, progress, force, _day(date), Reading(encoding, repair))
    report.show(report.encoded(texts))
    if timings:
        report.show(report.timings(together([text.seconds for text in texts])), sys.stderr)
    _finish(tuple(fault for text in texts for fault in text.faults))


@app.command()
def tables(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="TEI...", help="TEI files, or folders of them.", show_default=False)
    ],
    out: Out = Path("out"),
    timings: Timings = False,
) -> None:
    """Make tables of TEI files, ours or not, corrected by hand or not."""
    with bar() as progress:
        made = verbs.tables(inputs, out, progress)
    report.show(report.tabulated(made))
    if timings:
        report.show(report.timings(made.seconds), sys.stderr)
    _finish(made.faults)


@app.command()
def merge(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that a corpus was exported to.")],
    to: Annotated[Path | None, typer.Option("--to", help="The new folder.", show_default="OUT/merged")] = None,
) -> None:
    """Write the tables of a corpus, which are in parts, as one file each."""
    report.show(report.tabulated(verbs.merge(out, to)))


@app.command()
def view(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that texts were exported to.")] = Path("out"),
) -> None:
    """Make pages to read of what was exported: OUT/view/index.html, and one for each text, several for a long one."""
    with bar() as progress:
        done = verbs.view(out, progress)
    report.show(report.viewed(done))
    _finish(done.faults)


@app.command()
def init(inputs: Texts, encoding: Encoding = "") -> None:
    """Write a sidecar to fill in, <text>.toml, beside each text, with what the text itself tells."""
    texts = verbs.init(inputs, Reading(encoding))
    report.show(report.begun(texts))
    _finish(tuple(fault for text in texts for fault in text.faults))


@app.command()
def decisions(
    tei: Annotated[Path, typer.Argument(metavar="TEI", help="A TEI file that was edited.", show_default=False)],
    to: Annotated[
        Path | None, typer.Option("--to", help="The file to write.", show_default="beside the source")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--source", help="The text it was made from, where nothing beside it says so."),
    ] = None,
    names: Names = None,
) -> None:
    """Write what an editor changed in TEI, as decisions that export carries out after its rules."""
    done = verbs.decisions(tei, to, source, names)
    report.show(report.decided(done))
    _finish(done.faults)


@app.command()
def deposit(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that texts were exported to.")],
    to: Annotated[Path, typer.Option("--to", help="The package to make: a new folder.")],
    title: Annotated[
        str, typer.Option("--title", help="What several texts are called together.", show_default=False)
    ] = "",
    date: Date = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Make it though metadata are missing, and say so in it.")
    ] = False,
    as_zip: Annotated[bool, typer.Option("--zip", help="As one file, <package>.zip.")] = False,
) -> None:
    """Make a package that an archive takes: a bag with TEI, sources, tables, schemas and metadata."""
    done = verbs.deposit(out, to, title, _day(date), draft, as_zip)
    report.show(report.deposited(done))
    _finish((*done.faults, *(() if done.package else done.missing)))


@app.command()
def check(
    paths: Annotated[
        list[Path],
        typer.Argument(help="TEI files, span files, folders of tables, or all in a folder.", show_default=False),
    ],
) -> None:
    """Validate TEI, spans and tables; a line for each fault: file:place: rule: sentence."""
    others: list[Path] = []
    faults = verbs.check(paths, others.append)
    report.show(report.faults(faults))
    report.show(report.others(others), sys.stderr)
    if faults:
        raise typer.Exit(1)


@app.command()
def explain(
    doc: Annotated[Path, typer.Argument(help="A text.", show_default=False)],
    quotation: Annotated[
        str, typer.Option("--quotation", help="Only the string of this id, such as q9.", show_default=False)
    ] = "",
    names: Names = None,
    encoding: Encoding = "",
    repair: Repair = False,
) -> None:
    """Say of each string in quotation marks what it was taken for, by which rule, and which rules did not answer."""
    document, judgements = verbs.explain(doc, names, Reading(encoding, repair))
    asked = [judgement for judgement in judgements if quotation in ("", judgement.span.id)]
    if quotation and not asked:
        known = " ".join(judgement.span.id for judgement in judgements) or "none"
        raise UsageError(f"{doc}: no string in marks is called {quotation}; those in it: {known}.")
    for judgement in asked:
        report.show(report.judged(document, judgement))


def _cores() -> int:
    """How many processes this one may keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _day(given: str) -> str:
    return day(given, os.environ.get("SOURCE_DATE_EPOCH", ""))


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a poor terminal must not stop the work
    with _travelling_light():
        try:
            app(prog_name="tei-export")
        except StoppedError as stop:
            _refuse(stop, 128 + stop.signal)
        except UsageError as error:
            _refuse(error, 2)
        except (TeiExportError, OSError) as error:
            _refuse(error, 1)
    sys.exit(0)


@contextmanager
def _travelling_light() -> Iterator[None]:
    """Spare a process that ends with its work what it has no use for."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # Arrow's own keeps what was freed
    sys.modules["numpy"] = None  # type: ignore[assignment]  # Arrow would import it, and does the same without
    gc.disable()  # the verbs leave no cycles behind; their tests hold them to it
    try:
        yield
    finally:
        gc.freeze()  # nor is there anything to look for at the end


def _refuse(error: Exception, code: int) -> NoReturn:
    said = _of_the_system(error) if isinstance(error, OSError) else str(error)
    report.show([report.Line(said, "fault")], sys.stderr)
    sys.exit(code)


def _of_the_system(error: OSError) -> str:
    """What the system refused, and what to do about it."""
    said = f"{error.filename or 'A file'}: {error.strerror or error}"
    if error.errno in (ENOSPC, EDQUOT):
        return f"{said}; make room and give the same command again: what is there is whole."
    return f"{said}; see to what is in that place, or name another."


def _finish(faults: tuple[Fault, ...]) -> None:
    report.show(report.faults(faults), sys.stderr)
    if faults:
        raise typer.Exit(1)

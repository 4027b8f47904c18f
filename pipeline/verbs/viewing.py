"""The pages of what was exported: of each TEI file of ours one, of a long one several, and an overview from the tables.

A page is made of the TEI as it stands, corrected by hand or not. Pages are made aside, and put in their places when
all are there; no page is made of TEI that cannot be read, and the page that was there stays. What is dear to import is
imported where it is used.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.check import Fault
from pipeline.errors import TeiExportError, UsageError
from pipeline.verbs.keeping import hash_of, made_of
from pipeline.verbs.results import Viewed
from pipeline.verbs.stages import parsed, rows_of
from pipeline.verbs.staging import publish, refuse_unwritable, staged

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.view.addresses import Addresses

_GENERATED = b'<meta name="generator" content="tei-export">'
_NO_TEXT = "Its text, {}, is not beside it; no page is made of it."
_NO_TABLES = "They cannot be read ({}), and no overview is made; `tei-export tables` makes them again."
_SAME_PAGE = "Another TEI file has its name, and of the two only one has a page; rename one of them."


@dataclass(slots=True)
class _Made:
    """What came of the TEI files so far: the where pages are by `doc_id`, faults, and files of others."""

    addresses: "dict[str, Addresses]" = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)


def view(out: str | Path = "out", progress: Callable[[int, int, str, str], None] = lambda *_: None) -> Viewed:
    """Make pages to read of what was exported to `out`: `out/view/index.html`, and one for each TEI file of ours,
    of a long text several.

    Of TEI that was corrected by hand the page shows what it says now; the overview is of the tables. `progress` is told
    of every file. Raises `UsageError` where there is no TEI in `out`, or nowhere to write.

    >>> import pipeline
    >>> done = pipeline.export(["seeds"], out="out")
    >>> [file.name for file in view("out").files]
    ['bukharin-1988.html', 'index.html']
    """
    out = Path(out)
    files = sorted((out / "tei").rglob("*.xml"))
    if not files:
        raise UsageError(f"{out}: has no TEI in {out / 'tei'}; export texts there first.")
    refuse_unwritable(out, "view")
    made = _Made()
    with staged(out) as stage:
        (stage / "view").mkdir()
        for done, path in enumerate(files):
            progress(done, len(files), path.name, "view")
            try:
                _text(path, stage / "view", made)
            except TeiExportError as error:
                made.faults.append(Fault(str(path), "refused", str(error)))
        _overview(out / "tables", stage / "view", made)
        if not made.faults:
            _tidy(out / "view", stage / "view")
        changed = tuple(file for file, known in made_of(out / "tables").items() if _differs(file, known))
        return Viewed(publish(stage, out), tuple(made.faults), tuple(made.others), changed)


def _tidy(folder: Path, made: Path) -> None:
    """Take away pages that were made before, of what is no longer there; whatever else is in the folder stays."""
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.parts/*.html")]):
        is_wanted = (made / path.relative_to(folder)).exists()
        if not is_wanted and _GENERATED in path.read_bytes()[:1000]:
            path.unlink()
            if path.parent != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()


def _differs(file: Path, known: str) -> bool:
    return file.is_file() and hash_of(file) != known


def _text(path: Path, folder: Path, made: _Made) -> None:
    """The page of one TEI file, if it is of ours."""
    from pipeline.tei import read
    from pipeline.view.page import pages
    from pipeline.view.reading import reading

    root, text = parsed(path)
    if text is None:
        _passed_over(path, root, made)
        return
    name = page_of(path)
    if (folder / name).exists():
        made.faults.append(Fault(str(path), "page-of-its-own", _SAME_PAGE))
        return
    made_of_it = pages(reading(root, read(root, text), rows_of(root, text)), name)
    for file, html in made_of_it.files():
        _write(folder / file, html)
    made.addresses[made_of_it.reading.document.id] = made_of_it.addresses.only(
        one.id for one in made_of_it.reading.quotations
    )


def _passed_over(path: Path, root: "etree._Element", made: _Made) -> None:
    """TEI that others wrote has no offsets, and none of the reasons that a page shows."""
    from pipeline.tei.restored import is_placed

    if is_placed(root):
        made.faults.append(Fault(str(path), "text-beside", _NO_TEXT.format(f"{path.stem}.txt")))
    else:
        made.others.append(path)


def page_of(tei: Path) -> str:
    """The name of the page of a TEI file; those of the overview, `index.html` and `index.2.html`, are taken.

    >>> page_of(Path("out/tei/index.xml"))
    'index.text.html'
    """
    is_taken = tei.stem.lower().split(".")[0] == "index"
    return f"{tei.stem}.text.html" if is_taken else f"{tei.stem}.html"


def _overview(tables: Path, folder: Path, made: _Made) -> None:
    from pyarrow.lib import ArrowException

    from pipeline.view.corpus import corpus
    from pipeline.view.overview import overview

    try:
        counted = corpus(tables)
    except (OSError, ArrowException) as error:
        made.faults.append(Fault(str(tables), "tables-readable", _NO_TABLES.format(" ".join(str(error).split()))))
        return
    for name, html in overview(counted, made.addresses):
        _write(folder / name, html)


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(html.encode("utf-8"))

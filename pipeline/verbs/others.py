"""TEI files, ours or not, one after the other to rows: every document in them once, each under a name of its own."""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlparse

from pipeline.check import Fault
from pipeline.errors import SourceError, TeiExportError
from pipeline.source import doc_id
from pipeline.tables import Pointers, surveyed
from pipeline.tei.library import Library
from pipeline.tei.restored import is_ours
from pipeline.verbs.stages import Rows, parsed, tei_faults

if TYPE_CHECKING:
    from lxml import etree

_BEGINNING = 10_000  # bytes in which the namespaces of a file are declared
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def includes_others(path: Path) -> bool:
    """Whether a file, by its beginning, is made of others, which are then to be read as parts of it."""
    try:
        with path.open("rb") as file:
            return b"XInclude" in file.read(_BEGINNING)
    except OSError:
        return False


class Reading:
    """What was read so far: rows by document, faults, what was not understood, which files were not read and why."""

    def __init__(self) -> None:
        self.rows: list[Rows] = []
        self.faults: list[Fault] = []
        self.aside: dict[str, Counter[str]] = {}
        self._unread: dict[str, None] = {}
        self._no_tei: dict[Path, str] = {}
        self._libraries: dict[Path, Library] = {}
        self._seen: set[str] = set()
        self._called: dict[str, Path] = {}
        self._read: set[Path] = set()

    @property
    def files(self) -> set[Path]:
        """The files that rows come from, those as well that others include or point into."""
        return self._read.union(*(library.files for library in self._libraries.values()))

    @property
    def unread(self) -> tuple[str, ...]:
        """Why files were not read; those are read that are no TEI but that TEI points into."""
        used = self.files
        return (*self._unread, *(said for path, said in self._no_tei.items() if path not in used))

    def read(self, path: Path, given: Path) -> None:
        """The documents of one file, which was asked for as `given`: itself, or a folder it is in."""
        folder = given if given.is_dir() else path.parent
        library = self._libraries.setdefault(folder, Library(folder))
        if path.resolve().as_uri() in self._seen | library.included:
            return
        try:
            root, text = parsed(path)
            if is_ours(root):
                self.faults += tei_faults(root, path, text)
            documents = library.documents(root)
            pointers = Pointers(documents[0].getroottree().getroot(), library) if documents else None
            for document in documents:
                self._tabulate(document, path, text, pointers)
            if not documents:
                self._refuse(path, given)
        except TeiExportError as error:
            self.faults.append(Fault(str(path), "refused", str(error)))
        self._unread.update(dict.fromkeys(library.unread.values()))

    def _tabulate(self, document: "etree._Element", path: Path, text: str | None, pointers: Pointers | None) -> None:
        origin = str(document.base or path.resolve().as_uri())
        if document.getparent() is not None and origin in self._seen and origin != path.resolve().as_uri():
            return
        self._seen.add(origin)
        rows, survey = surveyed(document, text, pointers and pointers.of(document), self._name(document, origin))
        name = str(rows["documents"][0]["doc_id"])
        if name in self._called:
            said = f"{path}: is called {name}, as is one of {self._called[name]}, and is left out; change its doc_id."
            self.faults.append(Fault(str(path), "doc-id-unique", said))
            return
        self._called[name] = path
        self.rows.append(rows)
        self._read.add(path)
        for said, counted in survey.counts():
            self.aside.setdefault(said, Counter()).update(counted)

    def _name(self, document: "etree._Element", origin: str) -> str:
        """A name that no other document has."""
        wanted = _candidates(document, Path(unquote(urlparse(origin).path)))
        return next(name for one in wanted if (name := _plain(one)) and name not in self._called)

    def _refuse(self, path: Path, given: Path) -> None:
        """A file that is no TEI is wrong where it was asked for by name, and passed over in a folder."""
        said = f"{path}: is no TEI document, and there is none in it."
        if given == path:
            self.faults.append(Fault(str(path), "refused", said))
        else:
            self._no_tei[path.resolve()] = said


def _candidates(document: "etree._Element", path: Path) -> Iterator[str]:
    """The file's name; of several documents in one file the document's id, or number; else with the folders' names."""
    corpus = document.getparent()
    several = corpus is not None and corpus.base == document.base
    stem = (
        f"{path.stem}-{sum(1 for _ in document.itersiblings(document.tag, preceding=True)) + 1}"
        if several
        else path.stem
    )
    if several:
        yield document.get(_ID, "")
    names = [stem]
    yield stem
    for folder in path.parents:
        names.insert(0, folder.name)
        yield "-".join(names)
    yield from (f"document-{number}" for number in count(1))


def _plain(name: str) -> str:
    """A name in ASCII letters, digits and hyphens; none where nothing is left."""
    try:
        return doc_id(Path(f"{name}.xml")) if name else ""
    except SourceError:
        return ""

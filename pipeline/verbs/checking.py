"""What can be checked at a path, and what is wrong with it: TEI of ours by all rules, others' for what tables need."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.check import Fault, spans
from pipeline.check import tables as check_tables
from pipeline.check.others import ids_given_twice, lost_pointers
from pipeline.errors import TeiExportError, UsageError
from pipeline.tables import Pointers, surveyed
from pipeline.tei.library import Library
from pipeline.tei.restored import is_ours
from pipeline.verbs.keeping import hash_of, made_of
from pipeline.verbs.others import includes_others
from pipeline.verbs.stages import parsed, tei_faults
from pipeline.verbs.staging import READY, shown, unfinished

if TYPE_CHECKING:
    from lxml import etree


_UNFINISHED = "A run was ended before it had put these files in their places; run the same command again."
_OF_A_PACKAGE = ("bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt", "data/ro-crate-metadata.json")


def checkable(path: Path) -> list[Path]:
    """TEI files, span files and folders of tables at or under `path`, TEI that is made of others first."""
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    inside = shown(path, "*") if path.is_dir() else []
    found = [one for one in (path, *inside, *unfinished(path)) if _what_is(one)]
    if path.suffix == ".zip" and path.is_file():
        raise UsageError(f"{path}: is packed; unpack it, and check the folder that comes out.")
    if not found:
        raise UsageError(f"{path}: holds nothing to check (*.xml, spans/*.json, or a folder with datapackage.json).")
    return sorted(found, key=lambda one: not (one.suffix == ".xml" and includes_others(one)))


def _what_is(path: Path) -> str:
    """What can be checked at exactly this path, or nothing."""
    if path.is_dir() and path.name.startswith(READY):
        return "unfinished"
    if (path / "datapackage.json").is_file():
        return "tables"
    if any((path / mark).is_file() for mark in _OF_A_PACKAGE):
        return "package"
    if path.suffix == ".xml":
        return "tei"
    return "spans" if path.suffix == ".json" and "spans" in path.parts[-3:-1] else ""


class Checking:
    """The check of what is at one path; `of_others` is told of every TEI file that others wrote.

    XML that is no TEI is wrong where it was asked for by name, and passed over in a folder.
    """

    def __init__(self, given: Path, of_others: Callable[[Path], None]) -> None:
        self._given = given
        self._library = Library(given if given.is_dir() else given.parent)
        self._of_others = of_others

    def faults_of(self, path: Path) -> list[Fault]:
        """Everything wrong with what is at this path."""
        match _what_is(path):
            case "unfinished":
                return [Fault(str(path), "unfinished", _UNFINISHED)]
            case "tables":
                return [*check_tables(path), *_of_another_state(path)]
            case "spans":
                return spans(path)
            case "package":
                from pipeline.verbs.packages import faults_of_package

                return faults_of_package(path)
        if path.resolve().as_uri() in self._library.included:
            return []  # seen with the file that it is a part of
        try:
            root, text = parsed(path)
            if is_ours(root):
                return tei_faults(root, path, text)
            return list(self._of_theirs(root, path))
        except TeiExportError as error:
            return [Fault(str(path), "tei", str(error))]

    def _of_theirs(self, root: "etree._Element", path: Path) -> Iterator[Fault]:
        unread_before = {*self._library.unread}
        documents = self._library.documents(root)
        if not documents:
            if path == self._given:
                yield Fault(str(path), "tei", f"{path}: is no TEI document, and there is none in it.")
            return
        self._of_others(path)
        pointers = Pointers(documents[0].getroottree().getroot(), self._library)
        for document in documents:
            yield from ids_given_twice(document, str(path))
            own = pointers.of(document)
            surveyed(document, None, own, "document")
            yield from lost_pointers(own.lost, str(path))
        unread = (said for uri, said in self._library.unread.items() if uri not in unread_before)
        yield from (Fault(str(path), "is-read", f"{path} asks for what is not read: {said}") for said in unread)


def _of_another_state(tables: Path) -> Iterator[Fault]:
    """The TEI files that were changed since these tables were made of them, by the data package; only those found."""
    for file, known in made_of(tables).items():
        if file.is_file() and hash_of(file) != known:
            said = f"{file} was changed since these tables were made of it; make them again: tei-export tables."
            yield Fault(str(tables / "datapackage.json"), "tables-of-this-tei", said)

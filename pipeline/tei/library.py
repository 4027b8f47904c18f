"""TEI files that others wrote, with the files they are made of: `xi:include`, neighbours that pointers lead into.

Only files in one folder are read, nothing over a network, and with all that is included no more than `LIMIT`. What may
not be read, or cannot, is left out and remembered with the reason.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlparse

from lxml import etree

from pipeline.element import TEI, attribute, string
from pipeline.errors import TeiError
from pipeline.tei.inclusion import Inclusion
from pipeline.tei.parsing import LIMIT, parse

_ID, _LANG = attribute("xml:id"), attribute("xml:lang")
_P4_NAMES = {"TEI.2": "TEI", "teiCorpus.2": "teiCorpus", "dateRange": "date"}
_CORPORA = frozenset({"TEI", "teiCorpus"})
_DECLARES = re.compile(rb"<(?:\w+:)?(?:listPerson|listOrg|particDesc|castList|person|personGrp|org)\b")
_LISTS = ("{*}listPerson", "{*}listOrg", "{*}castList")
_SPEECH = ("{*}sp", "{*}u", "{*}q", "{*}said")
_NEIGHBOURS, _LARGEST = 100, 20_000_000  # files beside a text that are looked into, and bytes of one of them


class Library:
    """The TEI files of one folder.

    `included` are the addresses of files that others included, `unread` says of each file that was asked for in vain
    why not.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.unread: dict[str, str] = {}
        self.included: set[str] = set()
        self._files: dict[str, etree._Element | None] = {}
        self._used: set[str] = set()
        self._registers: dict[Path, list[etree._Element]] = {}

    def documents(self, root: etree._Element) -> list[etree._Element]:
        """The `TEI` elements of a file, with all that it includes; none where it is no TEI."""
        whole = Inclusion(self._included, self.unread).of(as_p5(root))
        return list(whole.iter("{*}TEI")) if named(whole) in _CORPORA else []

    def file(self, uri: str) -> etree._Element | None:
        """The root of the file at that address, if it is in the folder and may be read."""
        self._used.add(uri)
        return self._file(uri)

    @property
    def files(self) -> set[Path]:
        """The files that were included, pointed into, or taken for a register."""
        used = {uri for uri in self._used if self._files[uri] is not None}
        return {path for uri in self.included | used if (path := _path(uri)) is not None}

    def _file(self, uri: str) -> etree._Element | None:
        if uri not in self._files:
            self._files[uri] = self._parsed(uri)
        return self._files[uri]

    def registers(self, uri: str) -> list[etree._Element]:
        """The roots of files beside that one, or in a folder above it, that declare persons and hold no speech."""
        path = _path(uri)
        above = [] if path is None else [one for one in path.parents if one.is_relative_to(self.folder)]
        return [root for folder in above for root in self._registers_of(folder)]

    def _registers_of(self, folder: Path) -> list[etree._Element]:
        if folder not in self._registers:
            inside = [path for path in sorted(folder.glob("*.xml")) if path.resolve().is_relative_to(self.folder)]
            near = [path.as_uri() for path in inside[:_NEIGHBOURS] if _may_declare(path)]
            roots = {uri: root for uri in near if (root := self._file(uri)) is not None and _is_register(root)}
            self._used.update(roots)
            self._registers[folder] = [*roots.values()]
        return self._registers[folder]

    def _parsed(self, uri: str) -> etree._Element | None:
        try:
            path, data = self._bytes(uri)
            if len(data) > _LARGEST or len(self._files) >= _NEIGHBOURS:
                raise TeiError(f"{path}: more is not looked into beside a text.")
            return as_p5(parse(path, data))
        except TeiError as error:
            self.unread[uri] = str(error)
            return None

    def _included(self, uri: str) -> tuple[Path, bytes]:
        path, data = self._bytes(uri)
        self.included.add(path.as_uri())
        return path, data

    def _bytes(self, uri: str) -> tuple[Path, bytes]:
        """A file of the folder and what it holds. Raises `TeiError` where it is elsewhere or cannot be read."""
        path = _path(uri)
        if path is None or not path.is_relative_to(self.folder):
            raise TeiError(f"{path or uri}: is outside of {self.folder} and is not read.")
        try:
            if not path.is_file():
                raise TeiError(
                    f"{path}: {'is no file that can be read' if path.exists() else 'there is no such file'}."
                )
            if path.stat().st_size > LIMIT:
                raise TeiError(f"{path}: has more than {LIMIT // 1_000_000} MB.")
            return path, path.read_bytes()
        except (OSError, ValueError) as error:
            raise TeiError(f"{path}: cannot be opened: {getattr(error, 'strerror', error)}.") from error


def as_p5(root: etree._Element) -> etree._Element:
    """The same tree, of whatever namespace its root was, with the names that P4 spelled otherwise as P5 has them."""
    space = etree.QName(root).namespace
    for element in root.iter("*") if space != TEI else ():
        name = etree.QName(element)
        if name.namespace == space:
            element.tag = f"{{{TEI}}}{_P4_NAMES.get(name.localname, name.localname)}"
            for old, new in (("id", _ID), ("lang", _LANG)):
                if (value := element.get(old)) is not None and new not in element.attrib:
                    element.set(new, value)
    return root


def named(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def _path(uri: str) -> Path | None:
    """The file at an address, with every link followed; none where it is no file's."""
    try:
        address = urlparse(uri)
        local = address.scheme == "file" and not address.netloc
        return Path(unquote(address.path)).resolve() if local else None
    except (ValueError, OSError, RuntimeError):
        return None


def _may_declare(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size <= _LARGEST and bool(_DECLARES.search(path.read_bytes()))
    except OSError:
        return False


def _is_register(root: etree._Element) -> bool:
    """Whether a file declares persons for others: it has no speech, and either lists them in its text or has no text.

    A text whose header has its own persons is no such file.
    """
    if next(root.iter(*_SPEECH), None) is not None:
        return False
    texts = [*root.iter("{*}text")]
    listed = any(next(text.iter(*_LISTS), None) is not None for text in texts)
    return listed or not any(string(one).strip() for text in texts for one in text.iter("{*}p", "{*}ab", "{*}l"))

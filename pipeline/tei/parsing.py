"""Bytes of an XML file to its root element, without anything coming in from outside the file.

Entities that the file itself declares are expanded (libxml2 bounds by how much); what a DTD elsewhere would declare is
known only where it is a character of the standard sets (`&mdash;`, `&eacute;`), and stays as it is written where not.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.errors import TeiError

LIMIT = 100_000_000  # bytes of one file, with all it includes; its tree takes about ten times that
ELEMENTS = 2_000_000  # of one file; each that becomes a row takes about two kilobytes
_SPLIT = "Split it, for instance one file for each TEI of a teiCorpus."
_REFERENCE = re.compile(rb"&([A-Za-z_][\w.-]*);")
_PLAINLY = {  # what libxml2 says in words for programmers, said for whoever wrote the file
    "Excessive depth": "its elements nest more than 256 deep, and such a file is not read",
    "Text node too long": "it has more than 10 million bytes of text in one piece; break that into paragraphs",
    "amplification factor": "its entities grow out of all bounds, and such a file is not read",
    "Invalid bytes": "it holds bytes that its encoding does not have; say in its first line which encoding it has",
    "not proper UTF-8": "it is not UTF-8; say in its first line which encoding it has",
}
_PREDEFINED = frozenset({"lt", "gt", "amp", "quot", "apos"})


class _Elsewhere(etree.Resolver):
    """Whatever a file asks for from elsewhere: nothing, or instead of a DTD the declarations given."""

    def __init__(self, declarations: str = "", entities: Collection[str | None] = ()) -> None:
        self._declarations, self._entities = declarations, entities

    def resolve(self, system_url: str, _public_id: str, *context: Any) -> Any:
        """Never a file and never the net."""
        given: Any = self.resolve_string  # whose context the stubs do not know
        return given("" if system_url in self._entities else self._declarations, *context)


def parser(elsewhere: etree.Resolver | None = None) -> etree.XMLParser:
    """The one XML parser: no DTD, file or net reached, nothing repaired; libxml2's limits hold.

    Without `elsewhere` no entity is resolved; with it those that the file declares.
    """
    made = etree.XMLParser(
        resolve_entities=elsewhere is not None, load_dtd=elsewhere is not None, dtd_validation=False,
        attribute_defaults=False, no_network=True, recover=False, huge_tree=False, remove_blank_text=False,
        strip_cdata=True, collect_ids=False,  # an id given twice is for the checks to name, with both its places
    )  # fmt: skip
    made.resolvers.add(elsewhere or _Elsewhere())
    return made


def parse(file: bytes | Path, data: bytes | None = None) -> etree._Element:
    """The root element of an XML file, or of its bytes; of a file whose bytes are read already, both.

    Raises `TeiError` with file, line and column where the file cannot be opened, is not well formed, or is larger than
    `LIMIT`, has more elements than `ELEMENTS`, or nests deeper than libxml2 allows.
    """
    where = str(file) if isinstance(file, Path) else "the TEI given"
    try:
        data = data or (_bytes(file) if isinstance(file, Path) else file)
        _refuse_too_large(len(data), where)
        _refuse_too_many(data, where)
        root = _parsed(data)
    except OSError as fault:
        raise TeiError(f"{where}: cannot be opened: {fault.strerror}") from fault
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        said = _plainly(re.sub(r", line \d+, column \d+$", "", fault.msg or "it is empty"))
        raise TeiError(f"{where}:{line}:{column}: not well-formed XML: {said}") from fault
    except (LookupError, ValueError) as fault:
        raise TeiError(f"{where}:1:1: not well-formed XML: {fault}") from fault
    if isinstance(file, Path):
        root.getroottree().docinfo.URL = file.resolve().as_uri()
    return root


def _plainly(said: str) -> str:
    return next((plain for words, plain in _PLAINLY.items() if words in said), said)


def _bytes(path: Path) -> bytes:
    _refuse_too_large(path.stat().st_size, str(path))
    return path.read_bytes()


def _refuse_too_large(size: int, where: str) -> None:
    if size > LIMIT:
        raise TeiError(
            f"{where}: has {size // 1_000_000} MB, and more than {LIMIT // 1_000_000} MB are not read at once. {_SPLIT}"
        )


def _refuse_too_many(data: bytes, where: str) -> None:
    if data.count(b"<") > ELEMENTS and (many := data.count(b"<") - data.count(b"</")) > ELEMENTS:
        raise TeiError(f"{where}: has {many} elements, and more than {ELEMENTS} are not read at once. {_SPLIT}")


def _parsed(data: bytes) -> etree._Element:
    root = etree.fromstring(data, parser())
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is None:
        return root
    used = {name.decode() for name in _REFERENCE.findall(data.replace(b"\0", b""))} - _PREDEFINED  # UTF-16 as well
    files = {entity.system_url for entity in declared.iterentities() if entity.name in used}
    return etree.fromstring(data, parser(_Elsewhere(_characters(used), files - {None})))


def _characters(used: Collection[str]) -> str:
    """Declarations of the standard character entities, and of all others that are used as what is written."""
    from html.entities import html5

    known = {name[:-1]: value for name, value in html5.items() if name.endswith(";")}
    return "".join(f'<!ENTITY {name} "{_value(name, known.get(name))}">' for name in sorted(used))


def _value(name: str, characters: str | None) -> str:
    """As an entity's value is written: the ampersand of a reference is itself a reference twice over."""
    return f"&#38;#38;{name};" if characters is None else "".join(f"&#38;#{ord(char)};" for char in characters)

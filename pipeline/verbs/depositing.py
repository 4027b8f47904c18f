"""A package for an archive, made of the TEI in a folder, faultless or not made at all; and everything wrong with one.

The tables in it are made anew from the TEI, so that they are what it says. Files are built aside and put in their place
at the end.
"""

import re
import shutil
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from lxml import etree

from pipeline.check import Fault
from pipeline.element import clark
from pipeline.errors import SourceError, UsageError
from pipeline.packing import reading
from pipeline.packing.bag import pack, zipped
from pipeline.packing.crate import NAME, crate
from pipeline.packing.package import Package, Text, plain, questions
from pipeline.packing.schemas import schemas
from pipeline.packing.statements import as_json, statements
from pipeline.packing.tabled import tabled
from pipeline.source.sidecar import differing_from, load
from pipeline.tei import header, parse
from pipeline.tei.restored import is_placed
from pipeline.verbs.keeping import edited, source_of, sources_of
from pipeline.verbs.packages import unreadable_beside
from pipeline.verbs.results import Deposited
from pipeline.verbs.stages import Rows, parsed, rows_of, tei_faults
from pipeline.verbs.staging import refuse_unwritable, staged


@dataclass(frozen=True, slots=True)
class TeiFile:
    """A TEI file as it goes into a package: what it is of, its source text, its rows by table; or what is wrong."""

    path: Path
    faults: tuple[Fault, ...]
    source_text: str = ""
    text: Text | None = None
    rows: Rows = field(default_factory=dict)


def _read(path: Path) -> TeiFile:
    """Check a TEI file and take from its tree what is needed; the tree itself takes too much room to keep."""
    root, source_text = parsed(path)
    if not is_placed(root):
        said = "It has no places in a source text, so that nothing can be traced."
        return TeiFile(path, (Fault(str(path), "tei-of-ours", said),))
    if source_text is None:
        return TeiFile(path, (Fault(str(path), "text-beside", f"Its text, {path.stem}.txt, is not beside it."),))
    if faults := tuple(tei_faults(root, path, source_text)):
        return TeiFile(path, faults)
    return TeiFile(path, (), source_text, _text(root, path), rows_of(root, source_text))


def _text(root: etree._Element, path: Path) -> Text:
    """What its header says, and where more can be said: in the sidecar, if that is what the header is from."""
    head = next(root.iterchildren(clark("teiHeader")))
    source = source_of(path)
    answers = path if source is None or edited(path) else source.with_suffix(".toml")
    return Text(header.read_id(head), header.read_meta(head), answers, source)


def deposited(out: Path, to: Path, title: str, day: str, draft: bool, as_zip: bool) -> Deposited:
    """The package `to`, or `to` with `.zip` after it, of the TEI in `out`.

    Raises `UsageError` where there is no TEI, or already something in that place.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", to.name):
        raise UsageError(f"{to}: archives take but letters (a to z), digits, hyphens and dots; name it so with --to.")
    place = to.with_name(f"{to.name}.zip") if as_zip else to
    if place.exists():
        raise UsageError(f"{place}: is there already, and is left as it is; name another place with --to.")
    refuse_unwritable(place.parent)
    files = [_read(path) for path in sorted((out / "tei").rglob("*.xml"), key=lambda path: path.stem)]
    if not files:
        raise UsageError(f"{out}: has no TEI in {out / 'tei'}; export texts there first.")
    if faults := tuple(fault for file in files for fault in file.faults):
        return Deposited(faults=faults)
    package = Package(to.name, tuple(file.text for file in files if file.text), title, day)
    package = replace(package, missing=tuple(questions(package)))
    changed = tuple(_changed(package))
    if changed or (package.missing and not draft):
        return Deposited(missing=package.missing, faults=changed)
    return replace(_built(package, files, place, as_zip), missing=package.missing)


def _changed(package: Package) -> Iterator[Fault]:
    """Sources that are no longer those that the TEI was made from, and sidecars that say something else by now."""
    for text in package.texts:
        yield from unreadable_beside(text.source) if text.source else ()
        if text.answers.suffix == ".toml" and (differing := _differing(text)):
            said = f"It was changed since the TEI was made with it ({', '.join(differing)}); export again."
            yield Fault(str(text.answers), "sidecar-is-that-of-the-tei", said)
        if text.source and sha256(text.source.read_bytes()).hexdigest() != text.meta.source_sha256:
            said = "It was changed since the TEI was made from it; export it again."
            yield Fault(str(text.source), "source-is-that-of-the-tei", said)


def _differing(text: Text) -> list[str]:
    """What a sidecar says otherwise than the header; nothing where it is out of form, which is said by itself."""
    try:
        return differing_from(load(text.answers), text.meta)
    except SourceError:
        return []


def _built(package: Package, files: Sequence[TeiFile], place: Path, as_zip: bool) -> Deposited:
    with staged(place.parent) as stage:
        folder = stage / package.name
        folder.mkdir()
        rows = [file.rows for file in files]
        _copy(package, files, folder)
        made_of = sorted((folder / "tei").glob("*.xml"))
        tabled([*rows], folder / "tables", sources_of(made_of, folder / "tables"))
        _describe(package, folder, {name: sum(len(one[name]) for one in rows) for name in rows[0]})
        count = sum(one.is_file() for one in folder.rglob("*"))
        pack(package, folder)
        if as_zip:
            zipped(folder, stage / place.name)
        (stage / place.name).rename(place)
    return Deposited(place, len(files), count)


def _copy(package: Package, files: Sequence[TeiFile], folder: Path) -> None:
    """TEI and texts, sources, schemas."""
    for name in ("tei", "sources", "schemas"):
        (folder / name).mkdir()
    for file, text in zip(files, package.texts, strict=True):
        (folder / "tei" / f"{text.doc_id}.xml").write_bytes(_as_archived(file.path))
        (folder / "tei" / f"{text.doc_id}.txt").write_bytes(file.source_text.encode("utf-8"))
        if text.source:
            shutil.copyfile(text.source, folder / "sources" / f"{text.doc_id}.txt")
            for ending in (".toml", ".decisions.toml"):
                beside = text.source.with_name(f"{text.source.stem}{ending}")
                if beside.is_file():
                    shutil.copyfile(beside, folder / "sources" / f"{text.doc_id}{ending}")
    for path in schemas():
        shutil.copyfile(path, folder / "schemas" / plain(path.name))
    if not any((folder / "sources").iterdir()):
        (folder / "sources").rmdir()


def _as_archived(path: Path) -> bytes:
    """The bytes of a TEI file; one edited by hand in plain UTF-8, and with the counts of its header true."""
    data = path.read_bytes()
    if not edited(path):
        return data
    root = parse(path, data)
    tree = root.getroottree()
    is_plain = not data.startswith(BOM_UTF8) and (tree.docinfo.encoding or "UTF-8").upper() == "UTF-8"
    if not header.recount(root) and is_plain:
        return data
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True) + b"\n"


def _describe(package: Package, folder: Path, rows: dict[str, int]) -> None:
    """What is to be read first, by a person and by machines; the crate last, for it names all the others."""
    _write(folder / "README.md", reading.readme(package, rows))
    for name, said in statements(package).items():
        _write(folder / name, said)
    _write(folder / NAME, as_json(crate(package, folder)))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))

"""A folder made a bag (BagIt, RFC 8493) with SHA-256 and SHA-512, and a bag made one file; the same every time."""

import logging
import zipfile
from pathlib import Path

from pipeline.errors import TeiExportError
from pipeline.packing.package import Package

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the date of every file in a zip, which knows none before
_READABLE = 0o644 << 16
_UNIX = 3  # the system whose permissions these are; Python says its own


def pack(package: Package, folder: Path) -> None:
    """Make a bag of a folder, in its place, and validate it. Raises `TeiExportError` where it turns out invalid."""
    import bagit

    logging.getLogger("bagit").addHandler(logging.NullHandler())  # what it finds is said by whoever asked
    bag = bagit.make_bag(str(folder), _info(package), checksums=["sha256", "sha512"])
    if not package.day:
        del bag.info["Bagging-Date"]
        bag.save()
    try:
        bagit.Bag(str(folder)).validate()
    except bagit.BagError as error:
        raise TeiExportError(f"{folder}: the bag just written is not valid ({error}); try again.") from error


def _info(package: Package) -> dict[str, str | list[str]]:
    draft = "A draft: required metadata are missing; README.md lists them." if package.missing else ""
    said: dict[str, str | list[str]] = {
        "Source-Organization": package.publisher,
        "External-Description": package.description,
        "External-Identifier": list(package.identifiers),
        "Internal-Sender-Identifier": package.name,
        "Internal-Sender-Description": draft or package.title,
        "Bagging-Date": package.day,
    }
    return {key: value for key, value in said.items() if value}


def zipped(folder: Path, file: Path) -> None:
    """Write a folder as one zip file, which unpacks to a folder of the same name."""
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _EARLIEST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _READABLE
            archive.writestr(info, path.read_bytes())

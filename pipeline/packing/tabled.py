"""The tables of a package: as everywhere, under names that archives take."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.packing.package import plain
from pipeline.tables import Columns
from pipeline.write import write_tables
from pipeline.write.datapackage import Source


def tabled(rows: list[dict[str, Columns]], folder: Path, sources: Iterable[Source]) -> None:
    """Write the tables of some documents to a folder, with hyphens for underscores in the names of the files.

    The list is empty afterwards. Raises `TeiExportError` where two documents have one id.
    """
    write_tables(rows, folder, sources)
    file = folder / "datapackage.json"
    said = file.read_text(encoding="utf-8")
    for path in [one for one in sorted(folder.iterdir()) if plain(one.name) != one.name]:
        path.rename(folder / plain(path.name))
        said = said.replace(f'"path": "{path.name}"', f'"path": "{plain(path.name)}"')
    file.write_bytes(said.encode("utf-8"))

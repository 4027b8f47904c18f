"""What an export of another size left in a folder, out of the way of this one: tables in parts or whole, TEI fanned out
or not. TEI is moved, never lost; tables are made anew.
"""

import shutil
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.verbs.keeping import moved
from pipeline.verbs.order import Order
from pipeline.verbs.staging import is_local


def clear_parts(out: Path) -> None:
    """Take away tables in parts, and the records of shards, which say that they are there."""
    if not (out / "shards").exists():
        return
    shutil.rmtree(out / "shards")
    for folder in [one for one in (out / "tables").glob("*.*") if one.is_dir()]:
        shutil.rmtree(folder)


def clear_whole(out: Path) -> None:
    """Take away tables that are one file each, and the data package that describes them."""
    if any(one.is_file() and one.suffix == ".parquet" and one.stem != "people" for one in (out / "tables").glob("*")):
        for path in [one for one in (out / "tables").glob("*.*") if one.is_file()]:
            path.unlink()


def clear_shards(out: Path, names: Iterable[str]) -> None:
    """Take away shards but those of these names: the record first, that nothing says they are whole."""
    wanted = set(names)
    for record in [one for one in (out / "shards").glob("*.json") if one.stem not in wanted]:
        record.unlink()
        for part in (out / "tables").glob(f"*/{record.stem}.*"):
            part.unlink()


def move_texts(order: Order, doc_ids: Iterable[str]) -> None:
    """Bring TEI to where it belongs by this order, with all that stands beside it."""
    other = replace(order, fanned=not order.fanned)
    if not _holds_tei(other):
        return
    for doc_id in doc_ids:
        if other.tei(doc_id).exists() and not order.tei(doc_id).exists():
            moved(other.tei(doc_id), order.tei(doc_id))
            other.spans(doc_id).unlink(missing_ok=True)


def strangers(order: Order, doc_ids: Collection[str]) -> tuple[Path, ...]:
    """The TEI of none of these texts that all the same is where theirs is, as that of a text that was taken away."""
    if not is_local(order.out):
        return ()
    there = (order.out / "tei").glob("??/*.xml" if order.fanned else "*.xml")
    return tuple(sorted(path for path in there if path.stem not in doc_ids))


def _holds_tei(order: Order) -> bool:
    folder = order.out / "tei"
    return any(folder.glob("??/*.xml" if order.fanned else "*.xml"))

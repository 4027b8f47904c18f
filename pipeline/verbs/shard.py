"""One shard: its texts to TEI, and to one part of every table, unless all of that is there already.

What comes out depends on the texts, what lies beside them and the order alone, not on who does it or when.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.check import Fault
from pipeline.errors import TeiExportError
from pipeline.json_schemas import folder as schemas
from pipeline.shards import Shard, records
from pipeline.source import Text, decisions_of, sidecar_of, way
from pipeline.verbs.keeping import hash_of
from pipeline.verbs.order import Order
from pipeline.verbs.results import Encoded
from pipeline.verbs.stages import Rows, errors_of, made_tables
from pipeline.verbs.staging import as_published, move_ready, publish, staged
from pipeline.verbs.stopwatch import Stopwatch, together
from pipeline.verbs.texts import each

if TYPE_CHECKING:
    from pipeline.find.names.register import Register


DEADLY = "worker-died"  # the rule that a text breaks which ends the process that reads it


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to export, without the texts of which it is known that they end the program, and how they do."""

    shard: Shard
    order: Order
    deadly: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a shard: its record, why it was done, empty if it was not, and the seconds it took by stage.

    Without a record nothing was put in its place: `faults` are those of its tables.
    """

    name: str
    record: records.Record | None
    why: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def exported(task: Task) -> Done:
    """Export a shard, if it is not done or would be another today."""
    order, shard = task.order, task.shard
    move_ready(order.out)  # of a worker that was killed at this very shard: half of it moved would look edited
    place, recipe = records.place(order.out, shard.name), _recipe(task)
    before = records.load(place)
    why = records.why_again(before, recipe, lambda name: _hash(order.out / name)) or _why_told_anew(before, task)
    if before and not why:
        return Done(shard.name, before)
    place.unlink(missing_ok=True)
    return _anew(task, recipe, why)


def _why_told_anew(before: records.Record | None, task: Task) -> str:
    """Why a shard that is whole is to be done all the same: what was said of its texts no longer is to the point."""
    if before and task.order.force and before["left"]:
        return "edited TEI is to be written anew"
    if before and task.order.force and any(rule == DEADLY for _, rule, _ in before["faults"]):
        return "texts that ended the program are to be tried again"
    if before and before["told"] != _told(task, *before["told"].values()):
        return "what is wrong is told of other paths now"
    return ""


def _told(task: Task, texts: Iterable[str], tei: Iterable[str]) -> dict[str, dict[str, str]]:
    """What some texts, and the TEI of some, are called by whoever asks for them, which is how they are told of."""
    called = dict(task.shard.texts)
    return {
        "texts": {name: str(called[name]) for name in texts},
        "tei": {name: str(task.order.tei(name)) for name in tei},
    }


def _names_its_tei(text: Encoded, order: Order) -> bool:
    """Whether what is said of a text says where its TEI is."""
    tei = str(order.tei(text.doc_id))
    return bool(text.left) or any(tei in f"{fault.where} {fault.said}" for fault in (*text.faults, *text.warnings))


def tried(task: Task) -> None:
    """Export a shard to nowhere: does it end the process?"""
    with staged(task.order.out) as stage:
        for _ in each(task.shard.texts, replace(task.order, out=stage, force=False, fanned=False), _unheard):
            pass


def _anew(task: Task, recipe: Mapping[str, Any], why: str) -> Done:
    shard, out = task.shard, task.order.out
    alive = [one for one in shard.texts if one[0] not in task.deadly]
    texts = [_deadly(name, text, task.deadly[name]) for name, text in shard.texts if name in task.deadly]
    rows: list[Rows] = []
    lost = [*texts]
    with staged(out) as waiting:
        for encoded, found in each(alive, replace(task.order, waiting=waiting), _unheard):
            texts.append(encoded)
            if found:
                rows.append(found)
            else:
                lost.append(encoded)
        publish(waiting, out)
    watch = Stopwatch()
    errors = errors_of(lost)
    with staged(out) as stage:
        counts, faults = made_tables(rows, stage / "parts" / "tables", (), errors, watch, shard.name)
        if faults:
            return Done(shard.name, None, why, watch.seconds, as_published(faults, stage / "parts", out))
        parts = publish(stage / "parts", out)
        record = _record(recipe, texts, counts, [*_tei(alive, task.order), *parts], task)
        publish(_recorded(stage, shard.name, record), out)
    return Done(shard.name, record, why, together([*(text.seconds for text in texts), watch.seconds]))


def _recorded(stage: Path, name: str, record: records.Record) -> Path:
    """A folder with nothing but the record of a shard."""
    place = records.place(stage / "record", name)
    place.parent.mkdir(parents=True)
    place.write_bytes(records.as_bytes(record))
    return stage / "record"


def _tei(texts: Sequence[tuple[str, Text]], order: Order) -> list[Path]:
    """The files beside each other that are the TEI of these texts; they may be edited."""
    places = (order.tei(name) for name, _ in texts)
    return [file for tei in places for file in (tei, tei.with_suffix(".txt")) if file.is_file()]


def _record(
    recipe: Mapping[str, Any], texts: Sequence[Encoded], rows: Mapping[str, int], outputs: Sequence[Path], task: Task
) -> records.Record:
    texts = sorted(texts, key=lambda text: text.doc_id)
    out = task.order.out
    return {
        "recipe": recipe,
        "texts": len(texts),
        "rows": rows,
        "faults": [astuple(fault) for text in texts for fault in text.faults],
        "warnings": [astuple(warning) for text in texts for warning in text.warnings],
        "told": _told(
            task,
            (text.doc_id for text in texts if text.faults or text.warnings or text.left),
            (text.doc_id for text in texts if _names_its_tei(text, task.order)),
        ),
        "left": [text.left for text in texts if text.left],
        "outputs": {path.relative_to(out).as_posix(): hash_of(path) for path in outputs},
    }


def _recipe(task: Task) -> dict[str, Any]:
    """All that decides what comes of a shard."""
    return {
        "version of the program": fingerprint(),
        "register of persons": _register(task.order.register),
        "date": task.order.date,
        "fanning out": task.order.fanned,
        "reading": asdict(task.order.reading),
        "texts": {name: _ingredients(text, task.order.out) for name, text in task.shard.texts},
    }


def _ingredients(text: Text, out: Path) -> dict[str, str]:
    beside = {"sidecar": sidecar_of(text), "decisions": decisions_of(text)}
    return {
        "path": way(out, text),
        "text": _hash_of_text(text),
        **{what: _hash_of_text(path) if path else "" for what, path in beside.items()},
    }


def _hash_of_text(text: Text) -> str:
    try:
        return sha256(text.read_bytes()).hexdigest()
    except (OSError, TeiExportError):  # said where the text is read
        return ""


def _hash(path: Path) -> str:
    try:
        return hash_of(path)
    except OSError:
        return ""


def _register(register: "Register | None") -> str:
    return sha256(repr(register).encode("utf-8")).hexdigest() if register else ""


@cache
def fingerprint() -> str:
    """The SHA-256 of the program: of its modules, its data, its schemas."""
    package = Path(__file__).parent.parent
    files = [*package.rglob("*.py"), *package.rglob("*.toml"), *schemas().iterdir()]
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in sorted(files))).hexdigest()


def _deadly(name: str, text: Text, how: str) -> Encoded:
    said = (
        f"{text}: ended the program that read it ({how}). If memory was short, say --force to try it again; else "
        "report it, with the text, and take it out of the corpus."
    )
    return Encoded(text, name, faults=(Fault(str(text), DEADLY, said),))


def _unheard(_done: int, _text: str, _stage: str) -> None:
    """Nobody is told of single texts."""

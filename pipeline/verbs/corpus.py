"""Texts too many for one file a table: in shards, each done once, by many processes, begun again where it was left.

What is there under its final name is whole; what is missing is not done. A run does what is missing or would be another
today, and says why.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline.check import Fault
from pipeline.errors import UsageError
from pipeline.shards import Shard, records
from pipeline.shards.workers import Died, Here, Workers
from pipeline.tables import TABLES
from pipeline.verbs.layout import clear_shards, clear_whole, move_texts, strangers
from pipeline.verbs.order import Order
from pipeline.verbs.results import Corpus, Exported, Tabulated
from pipeline.verbs.shard import Done, Task, exported, tried
from pipeline.verbs.staging import finish, is_local, publish, staged
from pipeline.verbs.stopwatch import together
from pipeline.write.corpus import merge, write_people
from pipeline.write.datapackage import as_json, data_package

RETRIES = 2  # of a shard whose worker died
_TOLD = 1000  # faults that are told; all are in the table of errors

Progress = Callable[[int, int, str, str], None]


def workers(jobs: int, cluster: str) -> Workers:
    """Those who do the work: of a cluster, of this machine, or this process alone."""
    if cluster:
        from pipeline.shards.cluster import Cluster

        return Cluster(cluster)
    if jobs:
        from pipeline.shards.local import Processes

        return Processes(jobs)
    return Here()


def export_corpus(shards: Sequence[Shard], order: Order, workers: Workers, progress: Progress) -> Exported:
    """Export shards; `progress` is told of every shard that is done: texts done, texts in all, its name, why."""
    _make_room(shards, order)
    told = _Told(shards, progress)
    try:
        with _log(order.out) as log:
            for one in _all_done(shards, order, workers):
                _write_down(one, log)
                told.of(one)
    finally:
        finish(order.out)
    summed = _Sum(order.out, [shard.name for shard in shards])
    files = _finished(order.out, summed)
    gone = strangers(order, {doc_id for shard in shards for doc_id, _ in shard.texts})
    return Exported((), Tabulated(summed.rows, (), files, told.seconds, gone=gone), told.corpus(summed))


def merged(out: Path, to: Path) -> Tabulated:
    """Write the tables of a corpus to the folder `to`, each as one file. Raises `UsageError` where there is none."""
    names = sorted(record.stem for record in (out / "shards").glob("*.json"))
    if not names:
        raise UsageError(
            f"{out}: has no tables in parts; export a corpus there first, or read {out / 'tables'} as it is."
        )
    if to.exists():
        raise UsageError(f"{to}: is there already, and is left as it is; name another place with --to.")
    summed = _Sum(out, names)
    with staged(to.parent) as stage:
        folder = stage / to.name
        folder.mkdir()
        merge(out / "tables", names, folder)
        (folder / "datapackage.json").write_text(as_json(data_package(summed.empty)), encoding="utf-8")
        files = publish(stage, to.parent)
    return Tabulated(summed.rows, (), files)


def _make_room(shards: Sequence[Shard], order: Order) -> None:
    """Take away what an export of another size, or of other texts, left."""
    order.out.mkdir(parents=True, exist_ok=True)
    clear_whole(order.out)
    clear_shards(order.out, (shard.name for shard in shards))
    move_texts(order, (doc_id for shard in shards for doc_id, _ in shard.texts))


def _all_done(shards: Sequence[Shard], order: Order, workers: Workers) -> Iterator[Done]:
    """Every shard. Where one ends its worker every time, its texts are tried one by one, and it is done without those
    that end theirs; if that ends its worker as well, none of its texts is done.
    """
    dead: list[tuple[Shard, str]] = []
    for task, result in workers.map(exported, [Task(shard, order) for shard in shards], RETRIES):
        if isinstance(result, Died):
            dead.append((task.shard, result.how))
        else:
            yield result
    alone = [Task(Shard((one,)), order) for shard, _ in dead for one in shard.texts]
    deadly = {
        task.shard.texts[0][0]: result.how
        for task, result in (workers.map(tried, alone, 0) if alone else ())
        if isinstance(result, Died)
    }
    for shard, how in dead:
        task = Task(shard, order, {name: deadly[name] for name, _ in shard.texts if name in deadly})
        yield from _without(task, how, workers)


def _without(task: Task, how: str, workers: Workers) -> Iterator[Done]:
    """A shard without those of its texts that end their worker."""
    for _, result in workers.map(exported, [task], RETRIES):
        if isinstance(result, Died):
            none = replace(task, deadly=dict.fromkeys((name for name, _ in task.shard.texts), how))
            yield exported(none)
        else:
            yield result


def _write_down(one: Done, log: logging.Logger) -> None:
    """Write why a shard was done, and all that is to be said of its texts, which the summary only counts."""
    log.info("%s: %s", one.name, one.why or "as it was")
    for where, rule, said in (*one.record["faults"], *one.record["warnings"]) if one.record and one.why else ():
        log.info("%s: %s: %s", where, rule, said)


class _Told:
    """What was told of shards so far."""

    def __init__(self, shards: Sequence[Shard], progress: Progress) -> None:
        self._texts = {shard.name: len(shard.texts) for shard in shards}
        self._progress = progress
        self._done = 0
        self._faults: list[Fault] = []
        self._why: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    def of(self, one: Done) -> None:
        """A shard is done."""
        self._done += self._texts[one.name]
        self._progress(self._done, sum(self._texts.values()), one.name, one.why)
        self._why[one.why] += 1
        self._faults += one.faults
        self.seconds = together([self.seconds, one.seconds])

    def corpus(self, summed: "_Sum") -> Corpus:
        """What a person is told at the end."""
        faults = (*self._faults, *summed.faults)
        lost = summed.texts - summed.rows["documents"]
        return Corpus(summed.texts, len(self._texts), self._why, summed.warnings, faults, tuple(summed.left), lost)


class _Sum:
    """What the records of shards say, taken together. The faults and the texts left are the first of them."""

    def __init__(self, out: Path, names: Sequence[str]) -> None:
        self.texts = self.warnings = 0
        self.names: list[str] = []
        self.rows = dict.fromkeys((table.name for table in TABLES), 0)
        self.faults: list[Fault] = []
        self.left: list[str] = []
        state = sha256()
        for name in names:
            if record := records.load(records.place(out, name)):
                state.update(records.as_bytes(record))
                self._add(name, record)
        self.state = f"sha256:{state.hexdigest()}"

    @property
    def empty(self) -> set[str]:
        """The tables without a row."""
        return {name for name, count in self.rows.items() if not count}

    def _add(self, name: str, record: records.Record) -> None:
        self.names.append(name)
        self.texts += record["texts"]
        self.warnings += len(record["warnings"])
        self.faults += (Fault(*said) for said in record["faults"][: _TOLD - len(self.faults)])
        self.left += record["left"][: _TOLD - len(self.left)]
        for table, count in record["rows"].items():
            self.rows[table] += count


def _finished(out: Path, summed: _Sum) -> tuple[Path, ...]:
    """Write what is made of all parts together, unless it is there: the table of people, and the data package."""
    tables = out / "tables"
    if _state(tables / "datapackage.json") != summed.state:
        with staged(out) as stage:
            (stage / "tables").mkdir()
            write_people(tables, summed.names, stage / "tables")
            said = data_package(summed.empty, parts=summed.names, hash_=summed.state)
            (stage / "tables" / "datapackage.json").write_text(as_json(said), encoding="utf-8")
            publish(stage, out)
    return (tables / "datapackage.json", *(tables / f"{table.name}.parquet" for table in TABLES))


def _state(package: Path) -> str:
    """The state of the parts that a data package was made of."""
    try:
        return str(json.loads(package.read_bytes()).get("hash"))
    except (FileNotFoundError, ValueError):
        return ""


@contextmanager
def _log(out: Path) -> Iterator[logging.Logger]:
    """A log in `export.log`, a line for each shard, with the time."""
    log = logging.getLogger("tei-export")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.FileHandler(out / "export.log", encoding="utf-8") if is_local(out) else logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    try:
        yield log
    finally:
        log.removeHandler(handler)
        handler.close()

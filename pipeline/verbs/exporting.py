"""Texts to TEI and tables: a few at once, many in shards."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.shards import planned
from pipeline.source import TEXT_AND_ID, Columns, Paths, Text, ids, size, sources
from pipeline.verbs.keeping import made_of
from pipeline.verbs.layout import move_texts
from pipeline.verbs.order import IN_ONE_FOLDER, Order
from pipeline.verbs.results import Encoded, Exported, Tabulated
from pipeline.verbs.stages import Rows, errors_of, write_tables
from pipeline.verbs.staging import is_local
from pipeline.verbs.stopwatch import Stopwatch
from pipeline.verbs.texts import each

Progress = Callable[[int, int, str, str], None]
"""Told at the beginning of every stage: texts done, texts in all, the text, the stage. Of a corpus, told of every shard
that is done: its name, and why it was done."""

Named = Sequence[tuple[str, Text]]


@dataclass(frozen=True, slots=True)
class Work:
    """Who exports a corpus: `jobs` processes, or the workers of a scheduler at an address; else this process."""

    jobs: int = 0
    cluster: str = ""


def named(inputs: Paths, columns: Columns = TEXT_AND_ID) -> Named:
    """The texts that are meant, each with its id. Raises `UsageError` where there are none."""
    texts = sources(inputs, columns)
    return list(zip(ids(texts), texts, strict=True))


def exported(texts: Named, order: Order, work: Work, progress: Progress) -> Exported:
    """Export texts, in shards where there are several shards of them, or the results go elsewhere."""
    order = replace(order, fanned=len(texts) > IN_ONE_FOLDER)
    shards = planned((doc_id, text, size(text)) for doc_id, text in texts)
    if len(shards) == 1 and is_local(order.out):
        return _few(texts, order, progress)
    from pipeline.verbs.corpus import export_corpus, workers

    return export_corpus(shards, order, workers(work.jobs, work.cluster), progress)


def in_order(texts: Named, order: Order, progress: Progress) -> Iterator[tuple[Encoded, Rows | None]]:
    """Encode texts one after the other; of each without fault its rows."""
    order = replace(order, fanned=len(texts) > IN_ONE_FOLDER)
    move_texts(order, (doc_id for doc_id, _ in texts))
    return each(texts, order, lambda done, text, stage: progress(done, len(texts), text, stage))


def _few(texts: Named, order: Order, progress: Progress) -> Exported:
    encoded, lost = [], []
    rows: list[Rows] = []
    files: list[Path] = []
    for text, found in in_order(texts, order, progress):
        encoded.append(text)
        if found:
            rows.append(found)
            files.append(order.tei(text.doc_id))
        else:
            lost.append(text)
        del found
    watch = Stopwatch(lambda stage: progress(len(texts), len(texts), texts[-1][1].name, stage))
    if not rows and made_of(tables := order.out / "tables"):
        return Exported(tuple(encoded), Tabulated(left=f"{tables} has those of an earlier run: left as they are"))
    return Exported(tuple(encoded), write_tables(rows, files, order.out, watch, errors_of(lost)))

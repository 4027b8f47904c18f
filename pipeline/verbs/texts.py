"""Texts one after the other through all stages; one that cannot be read is told of, and the others go on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.errors import TeiExportError
from pipeline.source import Text
from pipeline.verbs.keeping import refuse_another
from pipeline.verbs.order import Order
from pipeline.verbs.results import Encoded
from pipeline.verbs.stages import Rows, one_text, refusal
from pipeline.verbs.stopwatch import Stopwatch

Begun = Callable[[int, str, str], None]
"""Told at the beginning of every stage: texts done, the text, the stage."""


def each(texts: Sequence[tuple[str, Text]], order: Order, begun: Begun) -> Iterator[tuple[Encoded, Rows | None]]:
    """What became of every text, of each its id and itself; and, where it has no fault, its rows."""
    for done, (name, text) in enumerate(texts):
        watch = Stopwatch(_telling(begun, done, text.name))
        encoded, found = _unless_refused(name, text, order, watch)
        yield replace(encoded, seconds=watch.seconds), found


def _unless_refused(name: str, text: Text, order: Order, watch: Stopwatch) -> tuple[Encoded, Rows | None]:
    try:
        if not order.force:
            refuse_another(order.tei(name), text)
        return one_text(text, name, order, watch)
    except TeiExportError as error:
        return Encoded(text, name, faults=(refusal(text, error),)), None


def _telling(begun: Begun, done: int, name: str) -> Callable[[str], None]:
    return lambda stage: begun(done, name, stage)

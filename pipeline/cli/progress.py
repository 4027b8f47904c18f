"""A progress bar on stderr, only on a terminal, and only once the work has taken more than a second."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from pipeline.verbs import unheard
from pipeline.verbs.exporting import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 1.0  # seconds


@contextmanager
def bar(stream: TextIO | None = None) -> Iterator[Progress]:
    """What a verb may tell its progress to; the bar is gone afterwards."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield unheard
        return
    shown = _Late(stream)
    try:
        yield shown
    finally:
        shown.stop()


class _Late:
    """Begins to draw at the first stage that begins after `PATIENCE`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._begun = stream, monotonic()
        self._bar: Bar | None = None

    def __call__(self, done: int, total: int, text: str, stage: str) -> None:
        if self._bar is None and monotonic() - self._begun > PATIENCE:
            self._bar = _drawn(self._stream)
        if self._bar is not None:
            speed = f"{done / (monotonic() - self._begun):.1f} texts/s"
            said = f"{text} {stage}".strip()
            self._bar.update(self._bar.task_ids[0], completed=done, total=total, description=said, speed=speed)

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def _drawn(stream: TextIO) -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    drawn = Progress(
        BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[speed]}"), TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False), console=Console(file=stream), transient=True,
    )  # fmt: skip
    drawn.add_task("", speed="")
    drawn.start()
    return drawn

"""What it means where a person, or the system, ends the work in the middle."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import TeiExportError


class StoppedError(TeiExportError):
    """The work was ended by a signal."""

    def __init__(self, by: signal.Signals) -> None:
        super().__init__("Stopped. What is done is whole; the same command goes on from there.")
        self.signal = by


@contextmanager
def stoppable() -> Iterator[None]:
    """Clear up on Ctrl-C, and where the system asks to end (SIGTERM: Slurm, a shutdown), and raise `StoppedError`."""
    by = signal.SIGINT

    def asked(*_: object) -> None:
        nonlocal by
        by = signal.SIGTERM
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, asked)
    try:
        yield
    except KeyboardInterrupt as stop:
        raise StoppedError(by) from stop
    finally:
        signal.signal(signal.SIGTERM, before)

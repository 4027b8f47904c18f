"""Seconds per stage of work, kept in one value that comes back with the results."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

Tell = Callable[[str], None]


def silent(_stage: str) -> None:
    """Tell nobody."""


class Stopwatch:
    """Adds up how long each stage took, in the order in which stages first ran; tells each stage as it begins.

    >>> watch = Stopwatch()
    >>> with watch("find"):
    ...     pass
    >>> list(watch.seconds)
    ['find']
    """

    def __init__(self, tell: Tell = silent) -> None:
        self._tell = tell
        self._seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time what is done inside, also where it fails."""
        self._tell(stage)
        begun = perf_counter()
        try:
            yield
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + perf_counter() - begun

    @property
    def seconds(self) -> Mapping[str, float]:
        """Wall-clock seconds by stage."""
        return dict(self._seconds)


def together(several: list[Mapping[str, float]]) -> dict[str, float]:
    """The seconds of several watches, stage by stage."""
    total: dict[str, float] = {}
    for seconds in several:
        for stage, spent in seconds.items():
            total[stage] = total.get(stage, 0.0) + spent
    return total

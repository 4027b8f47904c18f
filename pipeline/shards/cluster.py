"""Tasks to the workers of a Dask scheduler, here or on many machines. They see the same files as this process.

Dask itself gives what a worker that died was doing to another one.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pipeline.errors import UsageError
from pipeline.shards.workers import Died

try:
    from distributed import Client, as_completed
    from distributed.scheduler import KilledWorker
except ImportError as error:
    raise UsageError("--cluster needs Dask; install it: pip install 'tei-export[cluster]'.") from error

T = TypeVar("T")
R = TypeVar("R")


class Cluster:
    """The workers of the scheduler at an address (`tcp://host:8786`)."""

    def __init__(self, address: str) -> None:
        try:
            self._client = Client(address)  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                f"{address}: no Dask scheduler answers there ({error}); start one, or correct the address."
            ) from error

    def map(self, do: Callable[[T], R], tasks: Iterable[T], retries: int) -> Iterator[tuple[T, R | Died]]:
        """Every task with its result, as they are done; `Died` where the workers that were given it died of it.

        How many may die of one task before Dask gives it up, the scheduler's `allowed-failures` says.
        """
        given = list(tasks)
        futures = self._client.map(do, given, retries=retries, pure=False)
        by_future = dict(zip(futures, given, strict=True))
        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            task = by_future.pop(future)
            failed = future.exception()
            if failed is None:
                yield task, future.result()
            elif isinstance(failed, KilledWorker):
                yield task, Died("its worker was lost")
            else:
                raise failed

"""Tasks to processes of this machine. A process that dies is replaced, and what it was doing tried again."""

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from queue import SimpleQueue
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import UsageError
from pipeline.shards.workers import Died

T = TypeVar("T")
R = TypeVar("R")

_PRELOADED = ("pipeline.find", "pipeline.tei", "pipeline.tables", "pipeline.write", "pipeline.check.corpus")
_STILLBORN = (
    "The processes that were to do the work ended before they began. A script that exports with jobs has to do so "
    'below `if __name__ == "__main__":`, in a file; elsewhere say jobs=0.'
)


class Processes:
    """As many processes as `jobs` says, each beginning as a copy of one that has loaded the program."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def map(self, do: Callable[[T], R], tasks: Iterable[T], retries: int) -> Iterator[tuple[T, R | Died]]:
        """Every task with its result, as they are done; `Died` where each of `1 + retries` processes died of it.

        An exception that `do` raises is raised here, and ends all. Raises `UsageError` where processes do not live to
        be given anything: each begins by importing the script that was run.
        """
        pool = _pool(self._jobs)
        ended: SimpleQueue[Future[R]] = SimpleQueue()
        waiting: dict[Future[R], tuple[T, int]] = {}

        def give(task: T, left: int) -> None:
            waiting[future := pool.schedule(do, [task])] = task, left
            future.add_done_callback(ended.put)

        try:
            for task in tasks:
                give(task, retries)
            while waiting:
                task, left = waiting.pop(future := ended.get())
                result = _result(future)
                if isinstance(result, Died) and left:
                    give(task, left - 1)
                else:
                    yield task, result
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _pool(jobs: int) -> ProcessPool:
    """Processes that wait. Raises `UsageError` where the system has no semaphores for them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    try:
        return ProcessPool(jobs, initializer=_begin, context=context)
    except OSError as error:
        raise UsageError(f"No processes can be had here ({error.strerror}: /dev/shm?); say --jobs 0.") from error


def _result(future: "Future[R]") -> R | Died:
    try:
        return future.result()
    except ProcessExpired as error:
        return Died(_how(error.exitcode))
    except BrokenProcessPool as error:
        raise UsageError(_STILLBORN) from error


def _how(exitcode: int) -> str:
    """How a process ended, for a person: by which signal, or with which exit code."""
    if exitcode < 0:
        return f"killed by {signal.Signals(-exitcode).name}"
    return f"ended with exit code {exitcode}"


def _begin() -> None:
    """What a process does before its first task: Ctrl-C is for its parent to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]  # Arrow would import it, and does the same without
    gc.disable()  # the verbs leave no cycles behind; their tests hold them to it

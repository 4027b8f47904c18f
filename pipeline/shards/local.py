"""Tasks to processes of this machine. A process that dies is replaced, and what it was doing tried again.

Each process is spoken with over a pipe of its own, so that one that is killed in the middle of a word leaves no lock
behind that the others would wait for.
"""

import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from typing import Any, Generic, NamedTuple, TypeVar, cast

from pipeline.errors import UsageError
from pipeline.shards.workers import Died

T = TypeVar("T")
R = TypeVar("R")

_PRELOADED = ("pipeline.find", "pipeline.tei", "pipeline.tables", "pipeline.write", "pipeline.check.corpus")
_ATTEMPTS = 3  # to begin a process, where it is killed before it can be given anything
_STILLBORN = (
    "The processes that were to do the work ended before they began. A script that exports with jobs has to do so "
    'below `if __name__ == "__main__":`, in a file; elsewhere say jobs=0.'
)
_KILLED = (
    f"The processes that were to do the work were killed before they began, {_ATTEMPTS} times one after the other. "
    "If memory was short, say fewer jobs; what is done is whole, and the same command goes on from there."
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
        waiting = deque(_Try(task, retries) for task in tasks)
        pool: _Pool[T] = _Pool(do, min(self._jobs, len(waiting)))
        try:
            while pool.give(waiting):
                for one, said in pool.answers():
                    if isinstance(said, Died) and one.left:
                        waiting.append(_Try(one.task, one.left - 1))
                    else:
                        yield one.task, said
        finally:
            pool.end()


class _Try(NamedTuple, Generic[T]):
    """A task, and how often it may be tried once more."""

    task: T
    left: int


class _Worker(NamedTuple):
    """A process, and our end of its pipe."""

    process: ForkServerProcess
    pipe: Connection


class _Pool(Generic[T]):
    """Some processes, and what each is at."""

    def __init__(self, do: Callable[[T], Any], size: int) -> None:
        self._do = do
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(_PRELOADED))
        self._living: list[_Worker] = []  # all of them: a signal may come while one is noted neither idle nor busy
        self._idle = [self._begun() for _ in range(size)]
        self._busy: dict[Connection, tuple[_Worker, _Try[T]]] = {}

    def give(self, waiting: "deque[_Try[T]]") -> bool:
        """Give idle processes what waits; whether any process has something to do."""
        while waiting and self._idle:
            worker = self._idle.pop()
            try:
                worker.pipe.send(waiting[0].task)
            except ConnectionError:
                self._buried(worker)
                self._idle.append(self._begun())
            else:
                self._busy[worker.pipe] = worker, waiting.popleft()
        return bool(self._busy)

    def answers(self) -> Iterator[tuple[_Try[T], Any]]:
        """What processes have done, and what they have died of; waits until there is something."""
        for pipe in wait(self._busy):
            worker, task = self._busy.pop(cast(Connection, pipe))
            try:
                raised, said = worker.pipe.recv()
            except (EOFError, OSError):
                raised, said = False, Died(_how(self._buried(worker)))
                worker = self._begun()
            self._idle.append(worker)
            if raised:
                raise said
            yield task, said

    def end(self) -> None:
        """End all processes, also in the middle of their work."""
        for worker in self._living:
            worker.process.terminate()
        for worker in self._living:
            worker.process.join()
            worker.pipe.close()

    def _begun(self) -> _Worker:
        """A process that waits for a task. Raises `UsageError` where it ends before it can say that it does, or where
        several are killed before that, one after the other.
        """
        for _ in range(_ATTEMPTS):
            try:
                worker = self._started()
            except BrokenPipeError:  # killed before it had read what it is to be
                continue
            try:
                worker.pipe.recv()
            except (EOFError, OSError) as error:
                if self._buried(worker) >= 0:
                    raise UsageError(_STILLBORN) from error
            else:
                return worker
        raise UsageError(_KILLED)

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._do), daemon=True)
        process.start()
        theirs.close()
        self._living.append(worker := _Worker(process, ours))
        return worker

    def _buried(self, worker: _Worker) -> int:
        """The exit code of a process that has ended, which is forgotten."""
        worker.process.join()
        worker.pipe.close()
        self._living.remove(worker)
        return worker.process.exitcode or 0


def _work(pipe: Connection, do: Callable[[Any], Any]) -> None:
    """What a process does: one task after the other, until nobody is there any more to give it one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for its parent to hear
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]  # Arrow would import it, and does the same without
    gc.disable()  # the verbs leave no cycles behind; their tests hold them to it
    pipe.send("ready")
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            said = False, do(task)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where the task came from
            said = True, error
        pipe.send(said)


def _how(exitcode: int) -> str:
    """How a process ended, for a person: by which signal, or with which exit code."""
    if exitcode < 0:
        return f"killed by {signal.Signals(-exitcode).name}"
    return f"ended with exit code {exitcode}"

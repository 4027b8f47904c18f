"""Who does the work: tasks go in, results come out as they are done, and a task that kills its worker is told."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Died:
    """No result: every process that was given the task died. `how` the last one did, for a person."""

    how: str


class Workers(Protocol):
    """Processes here or on other machines."""

    def map(self, do: Callable[[T], R], tasks: Iterable[T], retries: int) -> Iterator[tuple[T, R | Died]]:
        """Every task with its result, in the order they are done; what kills a worker is tried `retries` times more."""


class Here:
    """No process but this one: what kills it, kills all."""

    def map(self, do: Callable[[T], R], tasks: Iterable[T], retries: int) -> Iterator[tuple[T, R | Died]]:
        """Every task with its result, in their order."""
        del retries
        return ((task, do(task)) for task in tasks)

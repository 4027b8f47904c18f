"""What an object works out of itself when it is first asked, and knows from then on."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801
    """`functools.cached_property` without the lock that it takes each time before Python 3.12."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, _: type | None = None) -> T:
        found = instance.__dict__[self._name] = self._find(instance)
        return found

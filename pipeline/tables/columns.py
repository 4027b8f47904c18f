"""Rows held by column, which takes a quarter of the room: a sequence of rows to whoever reads them.

Nothing here knows tables or files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, overload

Row = dict[str, Any]
_AT_ONCE = 1_000  # rows


class Columns(Sequence[Row]):
    """Rows that all have the same names.

    >>> words = Columns(["word", "start"], [{"start": 0, "word": "Сад"}, {"start": 4, "word": "цвёл"}])
    >>> words.column("word"), words[1]
    (['Сад', 'цвёл'], {'word': 'цвёл', 'start': 4})
    """

    def __init__(self, names: Iterable[str], rows: Iterable[Row] = ()) -> None:
        self._values: dict[str, list[Any]] = {name: [] for name in names}
        self.extend(rows)

    def extend(self, rows: Iterable[Row]) -> None:
        """Take in more rows, of which none is held."""
        if isinstance(rows, Columns):
            for name, values in self._values.items():
                values += rows.column(name)
            return
        every = iter(rows)
        while some := list(islice(every, _AT_ONCE)):
            for name, values in self._values.items():
                values += [row[name] for row in some]

    def column(self, name: str) -> list[Any]:
        """The values of one column, row by row."""
        return self._values[name]

    def batches(self, size: int) -> Iterator[Mapping[str, list[Any]]]:
        """The columns of so many rows after the other."""
        for start in range(0, len(self), size):
            yield {name: values[start : start + size] for name, values in self._values.items()}

    def __len__(self) -> int:
        return len(next(iter(self._values.values()), ()))

    @overload
    def __getitem__(self, which: int) -> Row: ...

    @overload
    def __getitem__(self, which: slice) -> list[Row]: ...

    def __getitem__(self, which: int | slice) -> Row | list[Row]:
        if isinstance(which, slice):
            return [self[number] for number in range(*which.indices(len(self)))]
        return {name: values[which] for name, values in self._values.items()}

    def __iter__(self) -> Iterator[Row]:
        names = tuple(self._values)
        return (dict(zip(names, values, strict=True)) for values in zip(*self._values.values(), strict=True))

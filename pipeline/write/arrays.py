"""Columns of Python values → Arrow arrays, from the buffers that the Arrow columnar format describes.

`pyarrow.array` asks whether a value is of pandas by importing pandas, which takes longer than a whole export; so
strings and integers are laid out here: validity bits, offsets, bytes. Nothing here knows tables or files.
"""

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import pyarrow as pa


def integers(values: Sequence[int | None], code: str = "i", kind: pa.DataType | None = None) -> "pa.Array[Any]":
    """An array of `int32`, or of the integers that `code` (as in the `array` module) and `kind` both name."""
    numbers = array(code, [value or 0 for value in values])
    return pa.Array.from_buffers(kind or pa.int32(), len(values), [_validity(values), pa.py_buffer(numbers)])


def strings(values: Sequence[str | None]) -> "pa.Array[Any]":
    """An array of strings."""
    encoded = [b"" if value is None else value.encode("utf-8") for value in values]
    offsets = array("i", accumulate(map(len, encoded), initial=0))
    buffers = [_validity(values), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def choices(values: Sequence[str | None], vocabulary: Sequence[str]) -> "pa.Array[Any]":
    """A dictionary-encoded array of words of a closed vocabulary (at most 127)."""
    numbers: dict[str | None, int] = {value: number for number, value in enumerate(vocabulary)}
    codes = [numbers.get(value) for value in values]
    return pa.DictionaryArray.from_arrays(integers(codes, "b", pa.int8()), strings(vocabulary))


def _validity(values: Sequence[object]) -> pa.Buffer | None:
    """A bit for each value, least significant first, unset where it is null; nothing where none is null."""
    if None not in values:
        return None
    bits = bytearray(len(values) // 8 + 1)
    for number, value in enumerate(values):
        bits[number // 8] |= (value is not None) << number % 8
    return pa.py_buffer(bits)

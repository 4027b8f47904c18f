"""How often Python looks for garbage while a text goes through its stages.

A text becomes some hundred thousand small values, most of which live until it is done; to look through them after every
700 new ones, as Python does unless told otherwise, takes a tenth of the whole time and frees nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW = 50_000  # values made since the last look


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage after every 50 000 new values only; afterwards as often as before."""
    before = gc.get_threshold()
    gc.set_threshold(max(_NEW, before[0]) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)

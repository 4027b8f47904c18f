"""How often Python looks for garbage while texts go through their stages.

A text becomes some hundred thousand small values, most of which live until it is done and then go without being looked
for; to look through them after every 700 new ones, as Python does unless told otherwise, takes an eighth of the whole
time and frees nothing. So it is between two texts, when much is remembered of words.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW = 200_000  # values made since the last look


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage after every 200 000 new values only; afterwards as often as before."""
    before = gc.get_threshold()
    gc.set_threshold(max(_NEW, before[0]) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)

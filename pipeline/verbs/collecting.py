"""Python does not look for garbage while the verbs work.

A text becomes some hundred thousand small values, most of which live until it is done and then go without being looked
for; the verbs leave no cycles behind, their tests hold them to it. To look through all of them after every 700 new
ones, as Python does unless told otherwise, takes an eighth of the whole time and frees nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Look for no garbage; afterwards as before."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # so that what lives still counts as old, and is not looked through at once
        if before:
            gc.enable()

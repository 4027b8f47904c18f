"""Texts in the order of their ids → shards of about one size, which stay as they are where other texts come and go.

Where a shard ends is decided by the text itself that begins the next, as in content-defined chunking (Muthitacharoen,
Chen, Mazières: A Low-bandwidth Network File System, SOSP 2001): a text more or less changes the shard it is in, or two,
and not all that follow.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from pipeline.source import Text

EACH = 1 << 12  # bytes that a text counts besides its own: what is done for any takes as long as so much more text
FEW = 1 << 20  # bytes of text that are one shard
SMALLEST = 1 << 19  # bytes of text in a shard, where there are several, about: half a megabyte ...
LARGEST = 1 << 22  # ... to four
_SHARDS = 512  # about as many as are wanted, where sizes allow
_WHOLE = 1 << 64


@dataclass(frozen=True, slots=True)
class Shard:
    """Texts that are exported together, each with its id, in the order of their ids."""

    texts: tuple[tuple[str, Text], ...]

    @property
    def name(self) -> str:
        """What the shard's files are called: its first id, and a plus for those that follow.

        Sorted by these names, shards are in the order of their ids, for a plus comes before whatever an id may hold.
        """
        return f"{self.texts[0][0]}+"


def target(total: int) -> int:
    """About how many bytes of text a shard is to have, of `total` in all: a power of two."""
    wanted = 1 << max(total // _SHARDS - 1, 0).bit_length()
    return min(max(wanted, SMALLEST), LARGEST)


def planned(texts: Iterable[tuple[str, Text, int]]) -> tuple[Shard, ...]:
    """The shards of these texts, of each its id, itself, and its bytes. No text is in two; none is left out."""
    every = sorted(((doc_id, text, EACH + size) for doc_id, text, size in texts), key=lambda one: one[0])
    total = sum(size for _, _, size in every)
    groups = [every] if total <= FEW else _cut(every, target(total))
    return tuple(Shard(tuple((doc_id, text) for doc_id, text, _ in some)) for some in groups)


def _cut(texts: list[tuple[str, Text, int]], wanted: int) -> Iterator[list[tuple[str, Text, int]]]:
    some: list[tuple[str, Text, int]] = []
    held = 0
    for one in texts:
        if some and _begins(one[0], one[2], held, wanted):
            yield some
            some, held = [], 0
        some.append(one)
        held += one[2]
    if some:
        yield some


def _begins(doc_id: str, size: int, held: int, wanted: int) -> bool:
    """Whether a text begins a new shard: never below a quarter of the size wanted, always above twice, and in between
    as often as makes that size.
    """
    if held < wanted // 4 or held + size > 2 * wanted:
        return held >= wanted // 4
    drawn = int.from_bytes(sha256(doc_id.encode("ascii")).digest()[:8], "big")
    return drawn * wanted < _WHOLE * size

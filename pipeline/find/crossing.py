"""Which candidates fit among the spans a document has: they cross none. Here is no rule about any kind."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from pipeline.text import Span


class Ground:
    """Spans that stand; asked whether a stretch would cross one of them, or lie inside one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        edges = sorted(edge for span in spans for edge in ((span.start, span.end), (span.end, span.start)))
        self._places = [place for place, _ in edges]
        self._partners = [partner for _, partner in edges]

    def crossed_by(self, start: int, end: int) -> bool:
        """Whether `[start, end)` crosses a span: one edge of the span lies strictly inside, the other outside."""
        inner = self._partners[bisect_right(self._places, start) : bisect_left(self._places, end)]
        return bool(inner) and (min(inner) < start or max(inner) > end)

    def parts(self, start: int, end: int) -> bool:
        """Whether a span begins or ends strictly inside `[start, end)`."""
        return bisect_right(self._places, start) < bisect_left(self._places, end)


class Stretches:
    """The union of stretches; asked whether a stretch lies within one run of it, or touches it."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((span.start, span.end) for span in spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, start: int, end: int) -> bool:
        """Whether all of `[start, end)` is covered by one run."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def touch(self, start: int, end: int) -> bool:
        """Whether any of `[start, end)` is covered."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start

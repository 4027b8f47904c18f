"""A case made of each string in marks: the rows of a document once each, and which string stands in which."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.find.crossing import Stretches
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.marks import String, own_stretches, strings
from pipeline.find.quotations.sources import Sources
from pipeline.find.quotations.speakers import Speakers
from pipeline.find.quotations.tokens import Atoms, Row, Token, plain
from pipeline.find.quotations.unmarked import unmarked
from pipeline.text import Document, Span

_NEAR = 4  # blocks
_BELOW = 600  # code points of a paragraph that may sign what stands above it, or point back to it


def cases(document: Document) -> Iterator[Case]:
    """A case for each string in marks, in text order, an outer string before those inside it.

    Each is made when it is asked for: only the rows of the blocks around are kept.
    """
    found = _nested([*strings(document), *unmarked(document)])
    stretches = own_stretches(document)
    parents = _parents(found)
    outermost = [(one.start, one.end) for one, parent in zip(found, parents, strict=True) if parent is None]
    return _Builder(document, found, parents, stretches, Speakers(document, outermost)).cases()


def _nested(found: list[String]) -> list[String]:
    """Strings in marks and paragraphs without any, by start and then longest first; of two that cross, the marked."""
    marked = Stretches(Span(one.start, one.end, "quotation") for one in found if one.opened and len(one.pieces) > 1)
    kept = (one for one in found if one.opened or not marked.touch(one.start, one.end))
    return sorted(kept, key=lambda one: (one.start, -one.end))


def _parents(found: Sequence[String]) -> list[int | None]:
    parents: list[int | None] = []
    enclosing: list[int] = []
    for number, one in enumerate(found):
        while enclosing and not found[enclosing[-1]].holds(one):
            enclosing.pop()
        parents.append(enclosing[-1] if enclosing else None)
        enclosing.append(number)
    return parents


class _Builder:
    """Makes the rows of a document once each, and keeps those of the last few blocks."""

    def __init__(
        self,
        document: Document,
        found: list[String],
        parents: list[int | None],
        stretches: list[tuple[Span, list[Span]]],
        speakers: Speakers,
    ) -> None:
        self.document, self.found, self.parents, self.speakers = document, found, parents, speakers
        self.sources = Sources(document)
        self.blocks = [span for span, _ in stretches]
        self.block_starts = [span.start for span in self.blocks]
        self.atoms = Atoms.of(document)
        self.tokens: dict[int | None, list[Token]] = {}  # the strings of each level, by the string they stand in
        for number, (one, parent) in enumerate(zip(found, parents, strict=True)):
            for start, end in one.pieces:
                text = document.text[start:end]
                token = Token(start, end, "string", text, plain(text), str(number))
                self.tokens.setdefault(parent, []).append(token)
        self.starts = {parent: [token.start for token in tokens] for parent, tokens in self.tokens.items()}
        self.rows: dict[tuple[int, int], Row] = {}
        self.reached = 0  # where the blocks end that were looked at
        self.judged: dict[int, Judgement] = {}

    def cases(self) -> Iterator[Case]:
        for number, (one, parent) in enumerate(zip(self.found, self.parents, strict=True)):
            at = self._block_at(one.start)
            self._reach(at)
            row = self._row_around(one.start, parent, at)
            case = Case(
                number, one, self.blocks[at], row, row.at(one.start), self._inner(number), self.speakers, parent,
                judged=self.judged, document=self.document, sources=self.sources,
            )  # fmt: skip
            if len(one.pieces) > 1:
                last = self._row_around(one.pieces[-1][0], parent, self._block_at(one.pieces[-1][0]))
                case.last_row, case.last_index = last, last.at(one.pieces[-1][0])
            if parent is None and case.index == 0:
                case.before, case.after = self._previous(at), self._next(self._block_at(one.pieces[-1][0]))
            yield case

    def _reach(self, at: int) -> None:
        """Let go of the rows far before a block, where it is the first behind all that were looked at."""
        if self.blocks[at].start >= self.reached:
            far = self.blocks[max(0, at - _NEAR)].start
            self.rows = {place: row for place, row in self.rows.items() if place[1] > far}
        self.reached = max(self.reached, self.blocks[at].end)

    def _previous(self, at: int) -> Row | None:
        for before in reversed(self.blocks[max(0, at - _NEAR) : at]):
            if before.kind not in ("caption", "ornament") and before.end <= self.blocks[at].start:
                return self._block_row(before)
        return None

    def _next(self, at: int) -> Row | None:
        """The row of the next block, if it is short enough to be about what stands above it."""
        for after in self.blocks[at + 1 : at + _NEAR]:
            if after.kind != "caption" and after.start >= self.blocks[at].end:
                return self._block_row(after) if after.end - after.start < _BELOW else None
        return None

    def _row_around(self, start: int, parent: int | None, at: int) -> Row:
        atom = self.atoms.around(start)
        if atom is not None:
            return self._row(atom.start, atom.end, parent)
        return self._block_row(self.blocks[at]) if parent is None else self._inner(parent)

    def _block_row(self, block: Span) -> Row:
        return self._row(block.start, block.end, None)

    def _inner(self, number: int) -> Row:
        """The row inside a string; a string inside it that shares its closing mark belongs to it whole."""
        start, end = self.found[number].inside()
        last = max((token.end for token in self.tokens.get(number, ())), default=end)
        return self._row(start, max(end, last), number)

    def _row(self, start: int, end: int, parent: int | None) -> Row:
        if (start, end) not in self.rows:
            tokens, starts = self.tokens.get(parent, []), self.starts.get(parent, [])
            strings = tokens[bisect_left(starts, start) : bisect_left(starts, end)]
            self.rows[start, end] = self.atoms.row(start, end, strings)
        return self.rows[start, end]

    def _block_at(self, start: int) -> int:
        """The innermost block that holds a place: blocks are in order, inner ones after their outer."""
        at = bisect_right(self.block_starts, start) - 1
        while self.blocks[at].end <= start:
            at -= 1
        return at

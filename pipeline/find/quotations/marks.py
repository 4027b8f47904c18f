"""Strings in quotation marks: which mark opens, which closes, what stands inside what.

Decided block by block, so that one stray mark cannot swallow a text; only a quotation that runs on
over paragraphs (a mark opened in one, closed in a later) is tied together across them. What a string
is (speech, title, distance) is not asked here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from pipeline.find.crossing import Stretches
from pipeline.text import BLOCKS, Document, Span, once_a_document

MARK = re.compile(r"«|»|„|“|”|‟|\"|‹|›|‘|’|<<|>>|''|``")
_OMITTED = " .…"  # «‹…›» stands for what an editor left out; nothing at all between other marks is no string either
_CLOSERS = {"«": "»", "»": "«", "„": '“”"', "“": "”", "‟": "”", "”": "”", '"': '"', "‹": "›", "‘": "’", "<<": ">>"}
_CLOSERS |= {"''": "''", "``": "''"}  # as typewriters and TeX have them
_LOOSE = frozenset('"“”‟') | {"''"}
_OF_TWO = ("<<", ">>", "''", "``")
_BREAK = re.compile(r"[.!?…:;]|" + MARK.pattern)
_TITLE = 60  # code points of a title before a name in marks that ends with it
DEEPEST = 20  # strings in one another: the text of each is in the tables, and libxml2 reads 256 elements deep at most
_RUN_ON = 8  # paragraphs that a mark left open may wait for its closing one


@dataclass(frozen=True, slots=True)
class String:
    """A string in marks: `[start, end)` takes in the marks; `pieces` are its stretches, one a block."""

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    opened: int = 1  # how many code points the opening mark has

    def inside(self) -> tuple[int, int]:
        """The extent without the outer marks."""
        return self.start + self.opened, self.end - self.opened

    def holds(self, other: "String") -> bool:
        return self.start <= other.start and other.end <= self.end and self != other


@dataclass(slots=True)
class _Block:
    """What pairing leaves of one block: its strings, by start, and the marks without a partner."""

    start: int
    end: int
    strings: list[String]
    opened: list[int]
    closed: list[int]


def strings(document: Document) -> list[String]:
    """All strings in marks, by start and then longest first."""
    stretches = list(own_stretches(document))
    blocks = [_share_closing(document.text, _pair(document.text, *stretch)) for stretch in stretches]
    paragraphs = [block for block, (span, _) in zip(blocks, stretches, strict=True) if span.kind == "paragraph"]
    running = list(_run_on(document.text, paragraphs))
    found = [one for block in blocks for one in block.strings if not _clashes(one, running)]
    return list(_not_too_deep(sorted(found + running, key=lambda one: (one.start, -one.end))))


def _not_too_deep(found: Iterable[String]) -> Iterator[String]:
    """The strings that stand in fewer than `DEEPEST` others."""
    enclosing: list[int] = []
    for one in found:
        while enclosing and enclosing[-1] <= one.start:
            enclosing.pop()
        if len(enclosing) < DEEPEST:
            enclosing.append(one.end)
            yield one


def _clashes(one: String, running: list[String]) -> bool:
    """Whether a string is the last piece of one that runs on, or crosses it."""
    at = bisect_right(running, one.start, key=lambda run: run.start) - 1
    run = running[at] if at >= 0 else None
    return run is not None and one.start < run.end and (one.end > run.end or (one.start, one.end) == run.pieces[-1])


@once_a_document
def own_stretches(document: Document) -> list[tuple[Span, list[Span]]]:
    """Each block, in order, with the spans inside it that are not its own running text: inner blocks, note marks."""
    found: list[tuple[Span, list[Span]]] = []
    enclosing: list[tuple[Span, list[Span]]] = []
    for span in document.of(*BLOCKS, "note_ref", "bibl_ref", "note_label"):
        while enclosing and enclosing[-1][0].end <= span.start:
            enclosing.pop()
        if enclosing:
            enclosing[-1][1].append(span)
        if span.kind in BLOCKS:
            enclosing.append((span, []))
            found.append(enclosing[-1])
    return found


def _pair(text: str, span: Span, holes: Iterable[Span]) -> _Block:
    start, end = span.start, span.end
    block = _Block(start, end, [], [], [])
    stack: list[tuple[str, int]] = []
    skipped = Stretches(holes)
    for match in MARK.finditer(text, start, end):
        mark, place = match.group(), match.start()
        if _is_no_mark(text, mark, place) or skipped.touch(place, place + 1):
            continue
        if _opens(text, mark, place, stack):
            stack.append((mark, place))
        elif (depth := _partner(stack, mark)) is None:
            block.closed.append(place)
        else:
            opener, opening = stack[depth]
            block.opened.extend(place for _, place in stack[depth + 1 :])
            del stack[depth:]
            if text[opening + len(opener) : place].strip(_OMITTED if opener == "‹" else ""):
                block.strings.append(String(opening, match.end(), ((opening, match.end()),), len(opener)))
    block.opened.extend(place for _, place in stack)
    block.opened.sort()
    block.strings.sort(key=lambda one: one.start)
    return block


def _is_no_mark(text: str, mark: str, place: int) -> bool:
    """An apostrophe between letters, an inch or second after a digit that nothing could open."""
    if mark not in ("’", '"', "''"):
        return False
    before, after = text[place - 1 : place], text[place + len(mark) : place + len(mark) + 1]
    between = before.isalpha() and after.isalpha()
    return between if mark == "’" else (between and mark == "''") or (before.isdigit() and after.isalnum())


def _opens(text: str, mark: str, place: int, stack: list[tuple[str, int]]) -> bool:
    before, after = text[place - 1 : place], text[place + len(mark) : place + len(mark) + 1]
    if mark == "»" and after.isalnum() and (before.isspace() or before in "([«"):
        return True
    if mark == "«" and stack and stack[-1][0] == "»" and not after.isalnum():
        return False
    if mark not in _LOOSE:
        return mark in ("«", "„", "‹", "‘", "<<", "``")
    can_open = (not before or before.isspace() or before in '([{«„“"—–-/…') and bool(after.strip())
    can_close = bool(before.strip()) and not after[:1].isalpha()
    if can_open and can_close:
        return _partner(stack, mark) is None
    return can_open


def _partner(stack: list[tuple[str, int]], mark: str) -> int | None:
    """How deep in the stack the mark stands that this one closes; it is not looked for behind many others."""
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - DEEPEST), -1):
        if mark in _CLOSERS[stack[depth][0]]:
            return depth
        if stack[depth][0] == "«" and mark != "»":
            return None
    return None


def _share_closing(text: str, block: _Block) -> _Block:
    """«A «B», – said he; the ship «A «B»: printers set one closing mark where two meet; both strings end with it."""
    named = {place: near for place in block.opened if (near := _name_that_ends_it(text, block, place))}
    opened = [place for place in block.opened if place not in named]
    shared = [_shared(place, near) for place, near in named.items()]
    if len(opened) == 1 and (last := _string_that_ends_it(text, block, opened[0])):
        shared.append(_shared(opened.pop(), last))
    return replace(block, strings=[*block.strings, *shared], opened=opened) if shared else block


def _name_that_ends_it(text: str, block: _Block, opening: int) -> String | None:
    """The name in marks, close behind, with which a title ends: «Редакция газеты «Листок»."""
    behind = takewhile(lambda one: one.start - opening < _TITLE, _strings_after(block, opening))
    near = next((one for one in behind if _closes(text, one, opening)), None)
    if near is None or _BREAK.search(text, opening + 1, near.start):
        return None
    return near if text[opening + 1].isupper() and text[near.start + 1].isupper() else None


def _string_that_ends_it(text: str, block: _Block, opening: int) -> String | None:
    """The last string of a block that, opened by this mark, is speech and ends where that string ends."""
    fitting = (one for one in _strings_after(block, opening) if _closes(text, one, opening))
    last = max(fitting, key=lambda one: one.end, default=None)
    if last is None:
        return None
    before = text[block.start : opening].strip(" \u00a0–—-")
    starts_speech = not before or before.endswith((":", ".", "!", "?", "…"))
    ends_it = re.match(r"[.,!?…]*\s*(?:$|[–—-]\s)", text[last.end : block.end])
    return last if starts_speech and ends_it else None


def _strings_after(block: _Block, opening: int) -> Iterator[String]:
    """The strings of a block that open behind a mark and not right at it, by start."""
    return islice(block.strings, bisect_right(block.strings, opening + 1, key=lambda one: one.start), None)


def _closes(text: str, one: String, opening: int) -> bool:
    """Whether the mark that closes a string could close what another mark opened, too."""
    return text[one.end - 1] in _CLOSERS.get(text[opening], "")


def _shared(opening: int, inner: String) -> String:
    return String(opening, inner.end, ((opening, inner.end),))


def _run_on(text: str, blocks: list[_Block]) -> Iterator[String]:
    """Quotations over several paragraphs, with or without a mark at the beginning of each."""
    position = 0
    while position < len(blocks):
        last = _last_of_run(text, blocks, position)
        if last is None:
            position += 1
            continue
        run = blocks[position : last + 1]
        opening = run[0].opened[-1]
        mark = _mark_at(text, opening)
        end = _run_end(text, run[-1], mark)
        pieces = [(opening, run[0].end), *((b.start, b.end) for b in run[1:-1]), (run[-1].start, end)]
        yield String(opening, end, tuple(pieces), len(mark))
        position = last + 1


def _last_of_run(text: str, blocks: list[_Block], first: int) -> int | None:
    if not _left_open(blocks[first]):
        return None
    for position in range(first + 1, min(first + 1 + _RUN_ON, len(blocks))):
        block = blocks[position]
        reopened = text[block.start] == text[blocks[first].opened[-1]]
        closed = _closing(text, block, _mark_at(text, blocks[first].opened[-1])) is not None
        if not block.opened and (closed or (reopened and _string_at(block, block.start))):
            return position
        if block.opened and not (reopened and block.opened[0] == block.start):
            return None
    return None


def _left_open(block: _Block) -> bool:
    """Whether the last mark without a partner, one that opens, stands outside all strings."""
    if not block.opened:
        return False
    return not any(one.start < block.opened[-1] < one.end for one in block.strings)


def _string_at(block: _Block, start: int) -> String | None:
    return next((one for one in block.strings if one.start == start), None)


def _run_end(text: str, block: _Block, opener: str) -> int:
    closing = _closing(text, block, opener)
    if closing is not None:
        return closing + len(_mark_at(text, closing))
    string = _string_at(block, block.start)
    return string.end if string is not None else block.end


def _closing(text: str, block: _Block, opener: str) -> int | None:
    """The first closing mark of a block that nothing in it opens and that fits what was opened before."""
    return next((place for place in block.closed if _mark_at(text, place) in _CLOSERS[opener]), None)


def _mark_at(text: str, place: int) -> str:
    """The mark at a place where one stands: most have one character, a few have two."""
    return next((mark for mark in _OF_TWO if text.startswith(mark, place)), text[place])

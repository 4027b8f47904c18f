"""A text with known notes, written again in another layout, so that the truth about it is known by construction.

`taken_apart` cuts the marks and notes out of a text by its gold; `relaid` writes what is left with marks and notes of
another shape at another place. Nothing here looks at what the program finds.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

_LABEL = re.compile(r"\s*(?:[\[(]?\d{1,4}[\])]?[.)]?(?=\s)|\[\d{1,4}\][.:]?|[¹²³⁴-⁹⁰]+|\*{1,3})\s*")
_HEADING = re.compile(r"(?:примечания|сноски|литература):?", re.IGNORECASE)
_STOPS = ".,;:!?…"
_MOST_STARS = 4


@dataclass(frozen=True)
class Block:
    """A line or paragraph without its marks: where in it which notes (by place in the list) are referred to.

    `kind` is `p` for a paragraph of the gold, `line` for other lines of the text, `noise` for what a layout adds.
    """

    text: str
    kind: str
    marks: tuple[tuple[int, int], ...] = ()

    def inserting(self, offset: int, words: str) -> "Block":
        """The block with words put in before an offset; a mark that stands there stays before them."""
        marks = tuple((at + len(words) * (at > offset), note) for at, note in self.marks)
        return replace(self, text=self.text[:offset] + words + self.text[offset:], marks=marks)


@dataclass(frozen=True)
class Apart:
    """A text taken apart: its blocks and the texts of its notes."""

    name: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


Noise = Callable[[Sequence[Block]], Sequence[Block]]


@dataclass(frozen=True)
class Layout:
    """How marks and notes are written. `position` is where a mark stands: as given, before a stop or after it."""

    name: str
    mark: Callable[[int], str] = "[{}]".format
    label: Callable[[int], str] = "[{}] ".format
    heading: str = "Примечания"
    place: str = "end"
    tail: str = ""
    position: str = "given"
    first: int = 1
    starred: bool = False
    restart: bool = False
    gap: str = "\n\n"
    notes_gap: str = "\n"
    noise: tuple[Noise, ...] = ()
    before: str = ""
    after: str = ""
    finish: Callable[[str], str] = str
    notes: Callable[[int, str], str] = lambda _, text: text


@dataclass
class Relaid:
    """The new text and its truth: paragraphs, lines nobody asks about, marks with their note, notes without labels."""

    text: str = ""
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    neutral: list[tuple[int, int]] = field(default_factory=list)
    refs: dict[tuple[int, int], int] = field(default_factory=dict)
    notes: dict[int, tuple[int, int]] = field(default_factory=dict)

    def write(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)


def taken_apart(name: str, text: str, gold: dict[str, Any]) -> Apart:
    """The blocks and notes of a text with gold."""
    notes = sorted(gold["notes"], key=lambda note: note["start"])
    bodies = [text[_label_end(text, note) : note["end"]].strip() for note in notes]
    by_number: dict[str, list[int]] = {}
    for place, note in enumerate(notes):
        by_number.setdefault(str(note["n"]), []).append(place)
    refs = sorted((ref["start"], ref["end"], by_number[str(ref.get("targets_note", ref.get("n")))][0])
                  for ref in gold["note_refs"])  # fmt: skip
    blocks = [_block(text, *span, refs) for span in _stretches(text, gold, notes)]
    return Apart(name, tuple(blocks), tuple(bodies))


def _label_end(text: str, note: dict[str, Any]) -> int:
    label = _LABEL.match(text, note["start"], note["end"])
    return label.end() if label else int(note["start"])


def _stretches(text: str, gold: dict[str, Any], notes: Sequence[dict[str, Any]]) -> Iterable[tuple[int, int, str]]:
    """The paragraphs of the gold and the other lines, without the lines of notes and what heads them."""
    paragraphs = sorted(
        [(block["start"], block["end"]) for block in gold["blocks"] if block["kind"] == "p"]
        if "blocks" in gold
        else [(start, end) for start, end, *_ in gold["body_paragraph_spans"]]
    )
    starts = [start for start, _ in paragraphs]
    noted = [(note["start"], note["end"]) for note in notes]
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        place = bisect_right(starts, start + len(match.group()) - len(match.group().lstrip())) - 1
        if not match.group().strip() or any(a < end and start < b for a, b in noted) or _heads(match.group()):
            continue
        if place >= 0 and start < paragraphs[place][1] and end >= paragraphs[place][0]:
            if paragraphs[place][0] >= start:
                yield (*paragraphs[place], "p")
        else:
            yield start, end, "line"


def _heads(line: str) -> bool:
    return bool(_HEADING.fullmatch(line.strip()))


def _block(text: str, start: int, end: int, kind: str, refs: Sequence[tuple[int, int, int]]) -> Block:
    said, past = "", start
    marks: list[tuple[int, int]] = []
    for a, b, note in refs:
        if start <= a and b <= end:
            said += text[past:a].rstrip(" \u00a0")
            marks.append((len(said), note))
            past = b
    return Block(said + text[past:end], kind, tuple(marks))


def relaid(apart: Apart, layout: Layout) -> Relaid | None:
    """The text in a layout and its truth; None where the layout does not fit it (too many stars)."""
    blocks: Sequence[Block] = apart.blocks
    if layout.starred and any(len(block.marks) > _MOST_STARS for block in blocks):
        return None
    for noise in layout.noise:
        blocks = noise(blocks)
    out = Relaid()
    if layout.before:
        out.neutral.append(out.write(layout.before + "\n\n"))
    for group in _groups(blocks, layout):
        numbers = _numbers(group, layout)
        for block in group:
            _write_block(out, block, numbers, layout)
            out.write(layout.gap)
            if layout.place == "foot":
                _write_notes(out, apart, [note for _, note in block.marks], numbers, layout)
        if layout.place == "section":
            _write_notes(out, apart, [note for block in group for _, note in block.marks], numbers, layout)
    if layout.place == "end":
        _write_end(out, apart, blocks, layout)
    if layout.after:
        out.neutral.append(out.write("\n" + layout.after))
    out.text = layout.finish(out.text)
    return out


def _groups(blocks: Sequence[Block], layout: Layout) -> list[list[Block]]:
    """One group, or three sections under headings where numbers begin again or notes close a section."""
    if layout.place != "section" and not layout.restart:
        return [list(blocks)]
    size = -(-len(blocks) // 3)
    names = ("Глава первая. Начало", "Глава вторая. Середина", "Глава третья. Конец")
    return [
        [Block(name, "noise"), *blocks[at : at + size]]
        for name, at in zip(names, range(0, len(blocks), size), strict=False)
    ]


def _numbers(group: Sequence[Block], layout: Layout) -> dict[int, int]:
    """The number each note has; of stars the place among those of its block."""
    if layout.starred:
        return {note: place for block in group for place, note in enumerate(_unique(block.marks), start=1)}
    order = _unique([pair for block in group for pair in block.marks])
    begun = layout.first if layout.restart or layout.place != "section" else layout.first + min(order, default=0)
    return {note: begun + place for place, note in enumerate(order)}


def _unique(marks: Iterable[tuple[int, int]]) -> list[int]:
    return list(dict.fromkeys(note for _, note in marks))


def _write_block(out: Relaid, block: Block, numbers: dict[int, int], layout: Layout) -> None:
    start, past = len(out.text), 0
    for at, note in block.marks:
        at = max(past, _placed(block.text, at, layout.position))
        out.write(block.text[past:at])
        sign = layout.mark(numbers[note])
        a, b = out.write(sign)
        out.refs[(a + len(sign) - len(sign.lstrip()), b)] = note
        past = at
    out.write(block.text[past:])
    (out.paragraphs if block.kind == "p" else out.neutral).append((start, len(out.text)))


def _placed(text: str, at: int, position: str) -> int:
    if position == "before":
        while at and text[at - 1] in _STOPS + " ":
            at -= 1
    if position == "after" and text[at : at + 1] in tuple(_STOPS):
        at += 1
    return at


def _write_end(out: Relaid, apart: Apart, blocks: Sequence[Block], layout: Layout) -> None:
    if not any(block.marks for block in blocks):
        return
    if layout.heading:
        out.neutral.append(out.write(layout.heading + layout.gap))
    for number, group in enumerate(_groups(blocks, layout), start=1):
        if layout.restart:
            out.neutral.append(out.write(f"К главе {number}{layout.gap}"))
        order = _unique([pair for block in group for pair in block.marks])
        _write_notes(out, apart, order, _numbers(group, layout), layout)


def _write_notes(out: Relaid, apart: Apart, order: Sequence[int], numbers: dict[int, int], layout: Layout) -> None:
    for note in dict.fromkeys(order):
        out.write(layout.label(numbers[note]))
        said = (
            apart.notes[note] if note < len(apart.notes) else f"См. также: Ладогин П. Р. Записки. М., 1934. С. {note}."
        )
        out.notes[note] = out.write(layout.notes(note, said))
        out.write(layout.tail + (layout.gap if layout.place == "foot" else layout.notes_gap))
    if layout.place == "section" and order:
        out.write(layout.gap.removeprefix("\n"))

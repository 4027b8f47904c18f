"""How well notes and paragraphs are found when the given texts are written in layouts nobody gave us.

python benchmarks/layouts.py                     figures by layout, of the half rules may be tuned on, of the other
python benchmarks/layouts.py --texts             figures by text as well
python benchmarks/layouts.py --verbose [NAME]    what is wrong where the layout's name has NAME, first half only

The other half is for figures only: its mistakes are not shown. The texts lie outside the project (`../shared/eval`).
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from noises import LAYOUTS
from relaid import Apart, Layout, Relaid, relaid, taken_apart

from pipeline.find.blocks import find_blocks
from pipeline.find.captions import find_captions
from pipeline.find.notes import find_notes
from pipeline.text import Document

EVAL = Path(__file__).resolve().parent.parent.parent / "shared" / "eval"
_BLANK = " \t\n\r\u00a0"
_SENTENCE_END = re.compile(r"[.!?…:;»”“)][\"»”“)]*(?:\[?\d*\]?)?\s*$")
_SHORT = 100
_SAME = 0.8
_SHOWN = ("paragraph", "ref", "note")
Counts = Counter[tuple[str, str]]


def halves() -> tuple[list[Apart], list[Apart]]:
    """The texts that have notes, taken apart: every other one may be tuned on."""
    every = []
    for path in sorted(EVAL.glob("*/*.gold.json"), key=lambda path: path.name):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["notes"]:
            text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
            every.append(taken_apart(path.name[:12], text, gold))
    return every[::2], every[1::2]


def counted(truth: Relaid) -> tuple[Counts, list[str]]:
    """What was asked for, found and right (paragraphs, marks, notes), and a line for each mistake."""
    document = find_captions(find_blocks(find_notes(Document("relaid", truth.text))))
    counts: Counts = Counter()
    wrong: list[str] = []
    for kind, asked, got in (
        ("paragraph", *_paragraphs(truth, document)),
        ("ref", *_refs(truth, document)),
        ("note", *_notes(truth, document)),
    ):
        counts += Counter({(kind, "asked"): len(asked), (kind, "got"): len(got), (kind, "hit"): len(asked & got)})
        wrong += [f"{kind} missed {_shown(truth.text, one)}" for one in sorted(asked - got)]
        wrong += [f"{kind} false  {_shown(truth.text, one)}" for one in sorted(got - asked)]
    return counts, wrong


def _shown(text: str, one: tuple[int, ...]) -> str:
    start, end = one[:2]
    return f"{one} {text[max(0, start - 25) : start]!r} [[{text[start:end][:50]!r} ... {text[start:end][-30:]!r}]]"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _paragraphs(truth: Relaid, document: Document) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """As score.py counts: short lines without a stop are not asked for; nor is what the layout has added."""
    text = truth.text
    asked = {_trimmed(text, *span) for span in truth.paragraphs}
    short = {(a, b) for a, b in asked if b - a < _SHORT and not _SENTENCE_END.search(text[a:b])}
    got = {_trimmed(text, span.start, span.end) for span in document.of("paragraph")}
    added = {span for span in got if any(a <= span[0] and span[1] <= b for a, b in truth.neutral)}
    return asked - short, got - short - added


def _refs(truth: Relaid, document: Document) -> tuple[set[tuple[int, int, int]], set[tuple[int, int, int]]]:
    """A mark is right if it leads to its note; marks that lead nowhere are not counted."""
    notes = {span.id: span for span in document.of("note")}
    asked = {(*span, note) for span, note in truth.refs.items()}
    got = set()
    for mark in document.of("note_ref"):
        if target := notes.get(mark.attrs.get("target", "")):
            right = truth.refs.get((mark.start, mark.end), -1)
            start, end = truth.notes.get(right, (0, 0))
            got.add((mark.start, mark.end, right if target.start < end and start < target.end else -1))
    return asked, got


def _notes(truth: Relaid, document: Document) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Notes without their labels; one that overlaps by four fifths counts as the one asked for."""
    labels = {span.start: span.end for span in document.of("note_label")}
    asked = {_trimmed(truth.text, *span) for span in truth.notes.values()}
    got = set()
    for note in document.of("note"):
        own = _trimmed(truth.text, labels.get(note.start, note.start), note.end)
        got.add(next((one for one in asked if _overlap(own, one) >= _SAME), own))
    return asked, got


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def figures(counts: Counts) -> str:
    return " ".join(f"{_ratio(counts[kind, 'hit'], counts[kind, of])}" for kind in _SHOWN for of in ("got", "asked"))


def _ratio(hit: int, of: int) -> str:
    return f"{hit / of:5.3f}" if of else "  -  "


def measured(texts: Sequence[Apart], layouts: Sequence[Layout]) -> Iterator[tuple[str, str, Counts, list[str]]]:
    for layout in layouts:
        for apart in texts:
            if truth := relaid(apart, layout):
                yield layout.name, apart.name, *counted(truth)


def table(results: Sequence[Sequence[tuple[str, str, Counts, list[str]]]], column: int) -> Iterator[str]:
    """A row for each layout (column 0) or text (column 1): both halves side by side."""
    sums: list[dict[str, Counts]] = [defaultdict(Counter), defaultdict(Counter)]
    for half, rows in zip(sums, results, strict=True):
        for row in rows:
            half[str(row[column])] += row[2]
            half["all"] += row[2]
    for name in dict.fromkeys([*sums[0], *sums[1]]):
        if name != "all":
            yield f"{name:34}" + "  |  ".join(figures(half[name]) for half in sums)
    yield f"{'all':34}" + "  |  ".join(figures(half["all"]) for half in sums)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", action="store_true")
    asked.add_argument("--verbose", nargs="?", const="", default=None)
    options = asked.parse_args()
    if not EVAL.is_dir():
        sys.exit(f"{EVAL}: the texts with gold are not here; nothing to measure.")
    tune, look = halves()
    if options.verbose is not None:
        chosen = [layout for layout in LAYOUTS if options.verbose in layout.name]
        for layout, text, _, wrong in measured(tune, chosen):
            print(*(f"{layout} / {text}: {one}" for one in wrong), sep="\n", end="\n" if wrong else "")
        return
    results = [list(measured(half, LAYOUTS)) for half in (tune, look)]
    names = ("p.prec", "p.rec", "r.prec", "r.rec", "n.prec", "n.rec")
    heads = " ".join(f"{name[:5]:5}" for name in names)
    print(f"{'':34}{heads}  |  {heads}")
    print(*table(results, 0), sep="\n")
    if options.texts:
        print("", *table(results, 1), sep="\n")


if __name__ == "__main__":
    main()

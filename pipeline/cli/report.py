"""What a person reads at the end, as plain lines: what was found, what is doubtful, where the files are.

A line has a role; only `show` knows how a role looks on a terminal, and only there is rich imported.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from pipeline.check import Fault
from pipeline.verbs.results import Begun, Corpus, Decided, Deposited, Encoded, Exported, Found, Tabulated, Viewed

if TYPE_CHECKING:
    from pipeline.text import Document
    from pipeline.verbs.explaining import Judgement

_STYLES = {"title": "bold", "warning": "yellow", "fault": "red", "files": "dim", "string": "green"}
_WIDTH = 72
_SHOWN = 10  # warnings of one text, files not read; the rest is counted


class Line(NamedTuple):
    """A line to print, and what it is."""

    text: str
    role: str = ""


def show(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Print lines: with their styles on a terminal, bare otherwise."""
    stream = stream or sys.stdout
    if not stream.isatty():
        stream.writelines(f"{line.text}\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False)
    for line in lines:
        console.print(Text(line.text, _STYLES.get(line.role, "")), soft_wrap=True)


def faults(several: Iterable[Fault]) -> Iterator[Line]:
    """`file:place: rule: sentence`; a refusal is a sentence that names its file itself."""
    for fault in several:
        bare = fault.said.startswith(fault.where)
        yield Line(fault.said if bare else f"{fault.where}: {fault.rule}: {fault.said}", "fault")


def others(files: Sequence[Path]) -> Iterator[Line]:
    """Which TEI was checked only in part."""
    if files:
        said = "TEI that others wrote, checked only for what tables need (ids, pointers, files it asks for)"
        yield Line(f"{said}: {_named(files)}", "warning")


def exported(done: Exported) -> Iterator[Line]:
    """All texts, then the tables."""
    yield from corpus(done.corpus) if done.corpus else encoded(done.texts)
    yield from tabulated(done.tables)


def corpus(done: Corpus) -> Iterator[Line]:
    """How many texts and shards, and why shards were done now."""
    yield Line(f"{_counted(done.texts, 'text')} in {_counted(done.shards, 'shard')}", "title")
    yield from map(Line, _why(done.why))
    if as_they_were := done.why.get("", 0):
        yield Line(f"  {as_they_were} left as they were")
    if done.lost:
        yield Line(f"  {_counted(done.lost, 'text')} left out, with all faults in the table errors", "fault")
    if done.warnings:
        yield Line(f"  {_counted(done.warnings, 'place')} to look at, listed in export.log", "warning")
    yield from (Line(f"  {left}", "warning") for left in done.left[:_SHOWN])
    if len(done.left) > _SHOWN:
        yield Line(f"  and {_counted(len(done.left) - _SHOWN, 'more text')} edited", "warning")


def _why(counted: Mapping[str, int]) -> Iterator[str]:
    """Why shards were done: by the reason, with what it is about where it is about one alone."""
    by_reason: dict[str, list[str]] = {}
    for why, count in counted.items():
        by_reason.setdefault(why.partition(": ")[0], []).extend([why] * count)
    for reason, several in sorted(by_reason.items(), key=lambda one: (-len(one[1]), one)):
        if reason:
            yield f"  {len(several)} done: {several[0] if len(several) == 1 else reason}"


def encoded(texts: Iterable[Encoded]) -> Iterator[Line]:
    """Every text with what was found in it."""
    for text in texts:
        yield Line(f"{text.doc_id}  ({text.source})", "title")
        if text.found:
            yield from map(Line, _found(text.found))
        if text.decided:
            yield Line(f"  {_counted(text.decided, 'decision')} by an editor")
        for warning in text.warnings[:_SHOWN]:
            yield Line(f"  look at {warning.where}: {warning.said}", "warning")
        if len(text.warnings) > _SHOWN:
            yield Line(f"  and at {_counted(len(text.warnings) - _SHOWN, 'more place', 'more places')}", "warning")
        yield from _became(text)


def _became(text: Encoded) -> Iterator[Line]:
    """What became of a text's files."""
    if text.kept:
        yield Line(f"  edited, and kept as {', '.join(map(str, text.kept))}", "warning")
    if text.files:
        yield _files(text.files)
    elif text.left:
        yield Line(f"  {text.left}", "warning")
        yield Line(
            "  `tei-export decisions` writes down what was corrected; --force then encodes anew with it", "files"
        )
    else:
        yield Line(f"  not written: {_counted(len(text.faults), 'fault')}", "fault")


def decided(done: Decided) -> Iterator[Line]:
    """What was decided in a TEI file, what of it no decision can say, and where it is."""
    yield Line(f"{_counted(sum(done.counts.values()), 'decision')}  ({done.tei})", "title")
    yield from map(
        Line, _wrapped("", (f"{sort} {number}" for sort, number in done.counts.items())) if done.counts else ()
    )
    aside = (f"{sort} {number}" for sort, number in done.aside.items())
    yield from (Line(line, "warning") for line in _wrapped("not carried over: ", aside) if done.aside)
    for warning in done.warnings:
        yield Line(f"  look at {warning.where}: {warning.said}", "warning")
    if done.kept:
        yield Line(f"  the file there before is kept as {done.kept[0]}", "warning")
    if done.file:
        yield _files((done.file,))
    elif done.faults:
        yield Line(f"  not written: {_counted(len(done.faults), 'fault')}", "fault")


def begun(texts: Iterable[Begun]) -> Iterator[Line]:
    """The sidecars that were begun, with what they say already."""
    for text in texts:
        if text.sidecar:
            yield Line(f"{text.sidecar}  ({text.source})", "title")
            told = f"found in the text: {', '.join(text.told)}" if text.told else "nothing found in the text"
            yield Line(f"  {told}; the rest is for you to say")


def deposited(done: Deposited) -> Iterator[Line]:
    """The package, or that there is none; of a draft what nobody said yet."""
    if done.package:
        yield Line(f"{done.package}  ({_counted(done.texts, 'text')})", "title")
        yield from (
            Line(f"  not known: {fault.where}: {fault.rule}: {fault.said}", "warning") for fault in done.missing
        )
    else:
        lacking = f": {_counted(len(done.missing), 'question')} to answer" if done.missing else ""
        yield Line(f"No package made{lacking}.", "fault")


def viewed(done: Viewed) -> Iterator[Line]:
    """How many pages there are, and which is to be opened first."""
    yield Line(_counted(len(done.files), "page"), "title")
    first = [file for file in done.files if file.name == "index.html"] or [*done.files[:1]]
    yield from (Line(f"  open {file}", "files") for file in first)
    if done.others:
        yield Line(f"  no page of TEI that others wrote: {_named(done.others)}", "warning")
    if done.changed:
        said = "edited since the tables were made, which the overview is of (`tei-export tables` makes them anew)"
        yield Line(f"  {said}: {_named(done.changed)}", "warning")


def tabulated(made: Tabulated) -> Iterator[Line]:
    """How many rows the tables have."""
    if not made.files:
        yield Line("No tables written.", "fault")
        yield from [Line(f"  {made.left}", "warning")] if made.left else []
        return
    yield Line(f"{_counted(len(made.rows), 'table')}", "title")
    yield from map(Line, _wrapped("", (f"{name} {number}" for name, number in made.rows.items())))
    for said, counted in made.aside.items():
        by_number = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        yield from (
            Line(line, "warning") for line in _wrapped(f"{said}: ", (f"{n} {c}" for n, c in by_number)) if counted
        )
    yield from (Line(f"  not read: {said}", "warning") for said in made.unread[:_SHOWN])
    if len(made.unread) > _SHOWN:
        yield Line(f"  and {_counted(len(made.unread) - _SHOWN, 'more file', 'more files')} not read", "warning")
    if made.gone:
        said = f"not of {_named(made.gone)}: name all that the tables are to be of, or take away the rest"
        yield Line(f"  {said}", "warning")
    yield Line(f"  in {commonpath(made.files)}", "files")


def timings(seconds: Mapping[str, float]) -> Iterator[Line]:
    """Seconds by stage, and in all."""
    for stage, spent in {**seconds, "in all": sum(seconds.values())}.items():
        yield Line(f"{stage:<10}{spent:9.3f} s")


def judged(document: "Document", judgement: "Judgement") -> Iterator[Line]:
    """One string in marks: what it was taken for and why."""
    span = judgement.span
    yield Line(f"{span.id}  {judgement.kind}  [{span.start}, {span.end})", "title")
    yield Line(f"  {' '.join(document.slice(span).split())}", "string")
    if judgement.speaker:
        yield Line(f"  who    {judgement.speaker}")
    yield Line(f"  rule   {judgement.rule} ({judgement.certainty} certainty): {judgement.gloss}")
    if judgement.cue:
        yield Line(f"  cue    {judgement.cue}")
    if judgement.asked:
        yield Line(f"  asked  {', '.join(judgement.asked)}: no answer")


def _found(found: Found) -> Iterator[str]:
    named = (("paragraph", "paragraphs"), ("note", "notes"), ("citation", "citations"), ("date", "dates"))
    yield from _wrapped("", (_counted(found.kinds.get(kind, 0), kind, many) for kind, many in named))
    speakers = (f"{name or 'nobody named'} {number}" for name, number in found.speakers)
    yield from _wrapped(_counted(found.quotations, "quotation") + (": " if found.quotations else ""), speakers)
    phrases = (f"{kind.replace('_', ' ')} {number}" for kind, number in found.phrases.items())
    yield from _wrapped(_counted(sum(found.phrases.values()), "other string", "other strings") + " in marks: ", phrases)


def _named(files: Sequence[Path]) -> str:
    """The first files by name, the rest counted."""
    return ", ".join([*map(str, files[:_SHOWN]), *([f"{len(files) - _SHOWN} more"] if len(files) > _SHOWN else [])])


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _wrapped(lead: str, parts: Iterable[str]) -> Iterator[str]:
    """Parts with commas between them, in lines that are indented and not too long; a part is never broken."""
    line, filled = "  " + lead, False
    for part in parts:
        if filled and len(line) + len(part) > _WIDTH:
            yield line + ","
            line, filled = "    ", False
        line, filled = line + (", " if filled else "") + part, True
    yield line.rstrip(": ")


def _files(files: tuple[Path, ...]) -> Line:
    return Line(f"  {', '.join(map(str, files))}", "files")

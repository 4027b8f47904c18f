"""What an editor changed in a TEI file, against what the rules find by themselves, as a file of decisions.

The decisions are carried out once more before they are written: what they do not bring about is said.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import tei
from pipeline.check import Fault
from pipeline.check.schemas import json_faults
from pipeline.element import clark
from pipeline.errors import UsageError
from pipeline.find import find
from pipeline.find.decisions import Decisions, decide
from pipeline.find.decisions.differing import differences, judgements
from pipeline.find.decisions.file import load, sort_of, written
from pipeline.find.decisions.ties import untied
from pipeline.source import decisions_beside, read
from pipeline.source.reading import Reading
from pipeline.tei import readings
from pipeline.tei.header.stated import value
from pipeline.tei.kinds import of_element
from pipeline.tei.mended import declare_outsiders, mend, read_supplied
from pipeline.verbs.keeping import numbered, source_of
from pipeline.verbs.results import Decided
from pipeline.verbs.stages import parsed, tei_faults, unmet_of
from pipeline.write import aside

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.find.names.register import Register
    from pipeline.text import Document

# Rules whose breach changes nothing of what is read.
_READ_ALL_THE_SAME = (
    "marks-have-reason", "marks-have-certainty", "marks-have-responsible", "ref-comes-back", "note-comes-back",
)  # fmt: skip


def decided(path: Path, source: Path | None, to: Path | None, register: "Register | None") -> Decided:
    """The decisions in the TEI file `path`, made from `source`, written to `to`."""
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file; name a TEI file that export wrote and somebody edited.")
    source = source or source_of(path)
    if source is None:
        raise UsageError(f"{path}: nothing beside it says which text it was made from; name that with --source.")
    root, text = parsed(path)
    if text is None:
        raise UsageError(f"{path}: is no TEI of ours with its text ({path.stem}.txt) beside it.")
    warnings = tuple(tei_faults(root, path, text))
    if warnings and (faults := _beyond_mending(root, path, text)):
        return Decided(path, faults=faults)
    declare_outsiders(root)
    read_supplied(root)
    edited = tei.read(root, text)
    bare = replace(read(source, how=_as_encoded(root)), text=text, spans=tuple(edited.of("page_break")))
    found = find(bare, register)
    decisions = differences(found, edited)
    left = _left(found, edited, decisions) + _nobodys(found, edited) + _unread(root)
    done = Decided(path, aside=dict(sorted(left.items())), warnings=warnings)
    return _written(done, found, decisions, to or decisions_beside(source))


def _as_encoded(root: "etree._Element") -> Reading:
    """How the source was read when the TEI was written."""
    encoding = value(root, ".//tei:bibl[@type='digital']/tei:note[@type='encoding']")
    return Reading("" if encoding == "utf-8" else encoding, repair=True)


def _beyond_mending(root: "etree._Element", path: Path, text: str) -> tuple[Fault, ...]:
    """What is wrong besides the program's own bookkeeping; that agrees with the rest afterwards."""
    mend(root)
    return tuple(fault for fault in tei_faults(root, path, text) if fault.rule not in _READ_ALL_THE_SAME)


def _left(found: "Document", edited: "Document", decisions: Decisions) -> Counter[str]:
    """What the decisions do not bring about, by sort: each place once."""
    again, _ = decide(found, decisions)
    differing = judgements(again, found) ^ judgements(edited, found)
    return Counter(str(sort) for sort, _ in {(one[0], one[1]) for one in differing} | untied(again, edited))


def _unread(root: "etree._Element") -> Counter[str]:
    """What an editor added that is no part of any document of ours, by the name of its element."""
    text = root.find(clark("text"))
    every = list(text.iter("*")) if text is not None else []
    read = {corr for node in every for corr in _read_of(node)}
    unread = [node for node in every if (tei.is_added(node) and node not in read) or _is_bare(node)]
    return Counter(str(node.tag).rpartition("}")[2] for node in unread)


def _read_of(node: "etree._Element") -> "list[etree._Element]":
    """The `corr` of a `sic` that is read instead of it."""
    row = of_element(node)
    return [next(node.itersiblings(clark("corr")))] if row and row.kind == "reading" and readings.read(node) else []


def _is_bare(node: "etree._Element") -> bool:
    """Whether it is a `sic` beside which nothing says how to read."""
    around = node.getparent()
    return node.tag == clark("sic") and (around is None or around.find(clark("corr")) is None)


def _nobodys(found: "Document", edited: "Document") -> Counter[str]:
    """Names that are said to be nobody's where the rules find none, so that there is nothing to decide."""
    known = {(span.start, span.end) for span in found.of("person_name")}
    unnamed = [span for span in edited.of("person_name") if not span.attrs.get("person")]
    return Counter("mention" for span in unnamed if (span.start, span.end) not in known)


def _written(done: Decided, found: "Document", decisions: Decisions, to: Path) -> Decided:
    """Write the decisions, and with them those in the file before that cannot be carried out now."""
    before = load(to)
    _, unmet = decide(found, before)
    every = decisions.having(one.decision for one in unmet)
    if not every:
        said = "is left as it is, though the TEI has none of its decisions; take it away if they hold no longer."
        stand = (Fault(str(to), "decisions-stand", said),) if before else ()
        return replace(done, warnings=(*done.warnings, *stand))
    dropped = tuple(_dropped(found, before, every, to))
    done = replace(done, warnings=(*done.warnings, *unmet_of(to, unmet), *dropped))
    said = written(every)
    faults = tuple(json_faults(tomllib.loads(said), "decisions", str(to)))
    if faults:
        return replace(done, faults=faults)
    there = to.read_bytes() if to.exists() else None
    kept = () if there in (None, said.encode("utf-8")) else numbered(to)
    with aside(to) as temporary:
        temporary.write_bytes(said.encode("utf-8"))
    return replace(done, counts=Counter(sort_of(one) for one in every), file=to, kept=kept)


def _dropped(found: "Document", before: Decisions, every: Decisions, file: Path) -> Iterator[Fault]:
    """The decisions of the file before that the TEI does not have: those that would still change what these make."""
    new, _ = decide(found, every)
    for one in before:
        again, _ = decide(new, Decisions().having([one]))
        if judgements(again, found) != judgements(new, found):
            said = "the TEI has it otherwise, so it is not in the new file; if it holds, put it back from the kept one."
            yield Fault(f"{file}, line {one.line}", "decision-dropped", said)

"""What an editor changed: the decisions that lead from the document that the rules make to the one that was edited.

Both are of one text. What `judgements` compares and no decision can say is for the caller to see: carry the decisions
out, and compare again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace

from pipeline.find.decisions.judging import EDITOR
from pipeline.find.decisions.namesakes import told_apart, written_names
from pipeline.find.decisions.outsiders import named
from pipeline.find.decisions.persons import pointed
from pipeline.find.decisions.quoting import quoted
from pipeline.find.decisions.strings import Whole, forgets_marks, wholes
from pipeline.find.decisions.values import (
    DATING,
    NOTHING,
    Decisions,
    OfDate,
    OfMention,
    OfPerson,
    OfReading,
    OfReference,
    OfString,
)
from pipeline.text import Agent, Document, Span
from pipeline.w3c_date import is_w3c_date

_PROGRAM = "tei-export"
_OPENING = 40  # code points of a note by which it is quoted
_OF_PERSONS = ("kind", "surname", "forename", "patronym", "named", "authority")
_FACTS = ("source_name", "source_sha256", "encoding")
_JUDGED = ("cue", "note_ref", "person_name", "reading")
_POINTERS = ("rule", "resp", "source", "next", "prev", "refs", "target", "repeats", "of", "closes")

Extent = tuple[int, int]
Judgement = tuple[object, ...]


def differences(found: Document, edited: Document) -> Decisions:
    """The decisions that make of what the rules found what an editor made of it."""
    whole = _counted(found, edited)
    found = told_apart(found)
    edited = told_apart(whole, found)
    persons = tuple(_persons(found, edited, written_names(whole, edited)))
    heirs = {name: one.name for one in persons for name in one.also}
    return Decisions(
        persons,
        tuple(_strings(found, edited, heirs)),
        tuple(_mentions(found, edited, heirs)),
        tuple(_references(found, edited)),
        tuple(_readings(edited)),
        tuple(_dates(found, edited)),
    )


def judgements(document: Document, found: Document) -> set[Judgement]:
    """What is judged in a document, without ids, so that two can be compared: a tuple each, its sort first.

    Of persons whom nobody names and who do not speak only those count that the rules did not find.
    """
    document = _counted(found, document)
    found = told_apart(found)
    document = told_apart(document, found)
    names = _names(document)
    judged: set[Judgement] = {("person", *_described(agent)) for agent in document.agents}
    judged |= {("string", one.parts, one.first.kind, one.level, _speakers(one, names)) for one in wholes(document)}
    judged |= {("mention", *extent, person) for extent, person in _named(document, names).items()}
    judged |= {("note_ref", *extent, note and note.start) for extent, (_, note) in _marks(document).items()}
    judged |= {("reading", span.start, span.end, span.attrs["corr"]) for span in document.of("reading")}
    meta = ((field.name, getattr(document.meta, field.name)) for field in fields(document.meta))
    judged |= {("header", name, value) for name, value in meta if name not in _FACTS}
    strings = {id(span) for whole in wholes(document) for span in whole.spans}
    others = (span for span in document.spans if span.kind not in _JUDGED and id(span) not in strings)
    return judged | {(span.kind, span.start, span.end, _bare(span)) for span in others}


def _bare(span: Span) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, value) for key, value in span.attrs.items() if key not in _POINTERS))


# persons


def _persons(found: Document, edited: Document, written: Mapping[str, str]) -> Iterator[OfPerson]:
    """Who is new, who is somebody else, of whom something else is known; in the order of the edited document.

    `written` has the names in the text of those who are called otherwise to tell them apart.
    """
    heirs = _heirs(found, edited)
    known = {agent.name: agent for agent in reversed(found.agents)}
    for agent in edited.agents:
        also = tuple(name for name, heir in heirs.items() if heir == agent.name)
        base = known.get(agent.name) or next((known[name] for name in also), Agent("", "person", agent.name))
        changed = {key: getattr(agent, key) for key in _OF_PERSONS if getattr(agent, key) != getattr(base, key)}
        if also or changed or agent.name not in known:
            called = "" if agent.name in known else written.get(agent.name, "")
            yield OfPerson(agent.name, also, changed, called)


def _counted(found: Document, edited: Document) -> Document:
    """The edited document, everybody with a name, and only those who are named or speak, or whom the rules have not."""
    edited = named(found, edited)
    meant, known = pointed(edited), {agent.name for agent in found.agents}
    agents = (agent for agent in edited.agents if agent.id in meant or agent.name not in known)
    return replace(edited, agents=tuple(agents))


def _heirs(found: Document, edited: Document) -> dict[str, str]:
    """Whom the rules found and the editor has not: who, if it is one person, has all that was his."""
    remaining = {agent.name for agent in edited.agents}
    names, others = _names(found), _names(edited)
    now: dict[Extent, tuple[str, ...]] = {extent: (name,) for extent, name in _named(edited, others).items()}
    said = {whole.extent: _speakers(whole, others) for whole in wholes(edited)}
    had: dict[str, set[str]] = {}
    for extent, name in _named(found, names).items():
        had.setdefault(name, set()).update(now.get(extent, ("",)))
    for whole in wholes(found):
        for name in _speakers(whole, names):
            had.setdefault(name, set()).update(said.get(whole.extent, ()) or ("",))
    gone = {name: (heirs - {""}) for name, heirs in had.items() if name and name not in remaining}
    return {name: heirs.pop() for name, heirs in gone.items() if len(heirs) == 1}


def _described(agent: Agent) -> tuple[object, ...]:
    return (agent.name, *(getattr(agent, key) for key in _OF_PERSONS))


def _names(document: Document) -> Callable[[str], str]:
    names = {agent.id: agent.name for agent in document.agents}
    return lambda one: names.get(one, "")


# mentions


def _mentions(found: Document, edited: Document, heirs: dict[str, str]) -> Iterator[OfMention]:
    before = {extent: heirs.get(name, name) for extent, name in _named(found, _names(found)).items()}
    after = _named(edited, _names(edited))
    changed = {extent for extent in before.keys() | after.keys() if before.get(extent) != after.get(extent)}
    added = changed & after.keys()
    changed |= {extent for extent in after if any(_overlap(extent, other) for other in added)}
    yield from (OfMention(quoted(found.text, [extent]), after.get(extent, "")) for extent in sorted(changed))


def _named(document: Document, names: Callable[[str], str]) -> dict[Extent, str]:
    """Whose name is where; a name that is nobody's is left out."""
    spans = {(span.start, span.end): names(span.attrs.get("person", "")) for span in document.of("person_name")}
    return {extent: name for extent, name in spans.items() if name}


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# strings


def _strings(found: Document, edited: Document, heirs: dict[str, str]) -> Iterator[OfString]:
    before, after = wholes(found), wholes(edited)
    instead = _instead(before, after)
    names, others = _names(found), _names(edited)
    kept = {id(old) for old in instead.values()}
    changed = [
        one
        for one in after
        if _by_hand(one) or _differ(one, others, instead.get(id(one)), lambda i: heirs.get(names(i), names(i)))
    ]
    within = [one.extent for one in changed if id(one) not in instead]
    changed += [one for one in after if one not in changed and _marks_of(found.text, one, within)]
    decided_there = {one.extent for one in changed}
    changed += [one for one in after if one not in changed and one.extent in decided_there]
    decided = [(one.parts, _of_string(found, edited, one, instead.get(id(one)))) for one in changed]
    lost = [(old.parts, OfString(quoted(found.text, [old.extent]), NOTHING)) for old in before if id(old) not in kept]
    yield from (one for _, one in sorted([*decided, *lost], key=lambda pair: pair[0]))


def _marks_of(text: str, one: Whole, within: list[Extent]) -> bool:
    """Whether a string is but the marks of another, so that it is to be decided as well that it stays."""
    return any(forgets_marks(text, extent, one.extent) for extent in within)


def _instead(before: list[Whole], after: list[Whole]) -> dict[int, Whole]:
    """Which string of the rules each edited one is: of its extent and kind, else of its beginning or end."""
    instead: dict[int, Whole] = {}
    for alike in (_extent_and_kind, _extent, _start, _end):
        taken = {id(old) for old in instead.values()}
        free = {alike(old): old for old in reversed(before) if id(old) not in taken}
        for one in after:
            if id(one) not in instead and alike(one) in free:
                instead[id(one)] = free.pop(alike(one))
    return instead


def _extent_and_kind(whole: Whole) -> object:
    return whole.extent, whole.first.kind


def _extent(whole: Whole) -> object:
    return whole.extent


def _start(whole: Whole) -> object:
    return whole.extent[0]


def _end(whole: Whole) -> object:
    return whole.extent[1]


def _by_hand(one: Whole) -> bool:
    return one.first.attrs.get("resp", _PROGRAM) != _PROGRAM or one.first.attrs.get("rule") == EDITOR["rule"]


def _differ(one: Whole, names: Callable[[str], str], old: Whole | None, former: Callable[[str], str]) -> bool:
    if old is None:
        return True
    same = (one.parts, one.first.kind, one.level) == (old.parts, old.first.kind, old.level)
    return not same or _speakers(one, names) != _speakers(old, former)


def _of_string(found: Document, edited: Document, one: Whole, old: Whole | None) -> OfString:
    moved = old is not None and old.extent != one.extent
    words = found.text[slice(*old.extent)] if old is not None and moved else ""
    speakers = _speakers(one, _names(edited))
    return OfString(quoted(found.text, one.parts), one.first.kind, speakers, one.level, words)


def _speakers(one: Whole, names: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(names, one.speakers)))


# note marks, readings, dates


def _references(found: Document, edited: Document) -> Iterator[OfReference]:
    before, after = _marks(found), _marks(edited)
    for extent, (mark, note) in after.items():
        _, old = before.get(extent, (mark, note))
        if (note and note.start) != (old and old.start):
            opening = [(note.start, min(note.end, note.start + _OPENING))] if note else []
            yield OfReference(quoted(found.text, [extent]), quoted(found.text, opening) if note else None)


def _marks(document: Document) -> dict[Extent, tuple[Span, Span | None]]:
    notes = {span.id: span for span in document.of("note")}
    return {(span.start, span.end): (span, notes.get(span.attrs.get("target", ""))) for span in document.of("note_ref")}


def _readings(edited: Document) -> Iterator[OfReading]:
    for span in edited.of("reading"):
        yield OfReading(quoted(edited.text, [(span.start, span.end)]), span.attrs["corr"])


def _dates(found: Document, edited: Document) -> Iterator[OfDate]:
    """Dates that say something else, or were added, or taken out; one that says nothing no decision can say."""
    before, after = _dated(found), _dated(edited)
    changed = {extent for extent in before.keys() | after.keys() if before.get(extent) != after.get(extent)}
    added = changed & after.keys()
    changed |= {extent for extent in after if any(_overlap(extent, other) for other in added)}
    for extent in sorted(changed):
        values = after.get(extent, {})
        if extent not in after or (values and all(is_w3c_date(values[key]) for key in DATING if key in values)):
            yield OfDate(quoted(found.text, [extent]), values)


def _dated(document: Document) -> dict[Extent, Mapping[str, str]]:
    return {(span.start, span.end): dict(span.attrs) for span in document.of("date")}

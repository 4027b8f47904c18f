"""What an editor decided, carried out on what the rules found: one more layer, above theirs.

In reading order: `values` says what can be decided, `quoting` finds quoted words again, `strings` sees quotations
whole, `namesakes` tells persons of one name apart; `persons`, `layers` and `judging` carry decisions out; `outsiders`
and `differing` find those that lead from one document to another; `file` reads and writes `<doc>.decisions.toml`.
Whatever cannot be carried out is said, and the rest is done.
"""

from dataclasses import replace

from pipeline.find.decisions.judging import Strings
from pipeline.find.decisions.layers import with_dates, with_mentions, with_readings, with_references
from pipeline.find.decisions.namesakes import as_written, told_apart, written_names
from pipeline.find.decisions.persons import missing, settled, with_persons
from pipeline.find.decisions.values import Decisions, Unmet
from pipeline.text import Document, Span

__all__ = ["Decisions", "Unmet", "decide"]

_POINTING = {"cue": "of", "note_ref": "closes"}


def decide(document: Document, decisions: Decisions) -> tuple[Document, list[Unmet]]:
    """A document as the rules leave it with these decisions carried out, and those that could not be."""
    told = told_apart(document)
    done, unmet = _carried_out(told, decisions)
    called = {one.name: one.called for one in decisions.persons if one.called}
    return as_written(done, written_names(document, told) | called), unmet


def _carried_out(document: Document, decisions: Decisions) -> tuple[Document, list[Unmet]]:
    unmet = list(missing(document, decisions.persons))
    done, said = with_persons(document, decisions.persons)
    unmet += said
    strings = Strings(done, decisions.strings)
    done, said = with_mentions(strings.without_former(done), decisions.mentions)
    unmet += said
    done, said = strings.carried_out(done)
    unmet += said
    done, said = with_references(done, decisions.references)
    unmet += said
    done, said = with_dates(done, decisions.dates)
    unmet += said
    done, said = with_readings(done, decisions.readings)
    return settled(document, _pointing_on(done), decisions.persons), [*unmet, *said]


def _pointing_on(document: Document) -> Document:
    """The document without pointers of cues and note marks to what is no longer there, and without cues of nothing."""
    there = {span.id for span in document.spans}
    spans = (_without_lost(span, there) for span in document.spans)
    return replace(document, spans=tuple(span for span in spans if span.kind != "cue" or span.attrs.get("of")))


def _without_lost(span: Span, there: set[str]) -> Span:
    key = _POINTING.get(span.kind, "")
    ids = span.attrs.get(key, "").split()
    kept = [one for one in ids if one in there]
    return span if kept == ids else span.having(**{key: " ".join(kept)})

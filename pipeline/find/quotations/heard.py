"""Who is heard to say something beside a string in marks, and the words that give him away. Here is no rule."""

from dataclasses import dataclass

from pipeline.find.quotations.grammar import Verb
from pipeline.find.quotations.nominals import Subject
from pipeline.find.quotations.speakers import Speaker
from pipeline.find.quotations.tokens import STOPS, Row, Token


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said it (or nobody), the words that say so, and whether a subject or an indefinite «говорят» stands there.

    `insertion` is the stretch of the narrator's words inside a string; `mine` is true where «я» says it.
    """

    speaker: Speaker
    cue: tuple[int, int]
    has_subject: bool
    indefinite: bool = False
    insertion: tuple[int, int] = (0, 0)
    mine: bool = False


def cue_of(row: Row, verb: Verb, subject: Subject | None) -> tuple[int, int]:
    """The words that give a speaker away: the verb with its subject if they stand close, else the verb."""
    first, last = verb.index, verb.index
    if subject is not None and abs(subject.first - verb.index) <= 4:
        first, last = min(first, subject.first), max(last, subject.last)
    if any(row.tokens[i].kind in ("string", "note") or row.tokens[i].text in STOPS for i in range(first, last + 1)):
        first = last = verb.index
    return row.tokens[first].start, row.tokens[last].end


def spanning(one: Token, other: Token) -> tuple[int, int]:
    """The stretch from the earlier of two tokens to the end of the later."""
    return min(one.start, other.start), max(one.end, other.end)

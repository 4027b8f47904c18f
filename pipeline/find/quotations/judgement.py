"""What a rule answers: what a string in marks is, whose, and how sure that is."""

from typing import NamedTuple

from pipeline.find.quotations.speakers import Speaker


class Judgement(NamedTuple):
    """What a string in marks was taken for, and why.

    `speaker` is an agent's id or empty, `resolved` whether he had to be looked for; `cues` the words that gave it
    away; `cuts` the narrator's insertions inside a quotation; `level` that of a title; `rule` the rule that decided.
    """

    kind: str
    certainty: str = "high"
    speaker: str = ""
    resolved: bool = False
    cues: tuple[tuple[int, int], ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()
    level: str = ""
    rule: str = ""


def quotation(speaker: Speaker, certainty: str, cue: tuple[int, int] | None = None) -> Judgement:
    """A judgement that a string is speech.

    A speaker who had to be resolved lowers its certainty one step; one who was not found, to the lowest.
    """
    steps = ("high", "medium", "low")
    lost = not speaker.direct and not speaker.agent
    lowered = "low" if lost else steps[min(steps.index(certainty) + (not speaker.direct), 2)]
    return Judgement("quotation", lowered, speaker.agent, not speaker.direct, (cue,) if cue else ())

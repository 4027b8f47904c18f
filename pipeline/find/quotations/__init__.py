"""The stage that judges every string in marks: speech or not, whose, why, how certain; parts, cues, sources.

In reading order: `marks` pairs the marks, `unmarked` finds what is set off without, `tokens` makes rows of the text
around them, `building` brings all three together as `cases`. Of language `grammar` knows verbs and nouns, `nominals`
what can be a subject, `named` what name stands in a phrase, `subjects` which it is, `acting` who acts before a place,
`inflection` the nominative, `described` and `inview` who was spoken of last, `standing` in which case, `pronouns`
whom they mean, `telling` what a noun phrase tells of whom it means and `bodies` of what, `speakers` who is meant,
`unnamed` who is without a name; `frames`, `documents`, `participles` and `inquits` find who is `heard`, `apposition`
finds the noun that says what a string is. The rules are in `phrases`, `mentioned`, `titles`, `proper`, `following`,
`pointed`, `introduced`, `after_colon`, `reported`, `speech`, `owned` and `elsewhere`, their order in `judging`;
`together` and `recognising` look at all strings at once, `marking` makes spans of what was decided and `explaining`
says it in words.
"""

from pipeline.find.crossing import Ground
from pipeline.find.quotations.explaining import Explained, explained
from pipeline.find.quotations.judging import RULES, judged, rule_name
from pipeline.find.quotations.marking import closing, cues, ids, parts
from pipeline.find.quotations.recognising import Judged
from pipeline.text import Agent, Document

__all__ = ["RULES", "Explained", "explained", "find_quotations", "rule_name"]


def find_quotations(document: Document) -> Document:
    """The document with a span for each string in marks outside citations, its cues, and the notes it closes."""
    every = judged(document)
    identified = list(zip(ids(every), every, strict=True))
    spans = [span for number, (case, judgement) in identified for span in parts(number, case, judgement)]
    spans += cues(identified, Ground((*document.spans, *spans)))
    return document.adding(spans, _heard(every)).knowing(closing(identified))


def _heard(every: Judged) -> list[Agent]:
    """The unnamed persons, bodies and works that do speak."""
    speaking = {judgement.speaker for _, judgement in every}
    made = every[0][0].speakers.agents() if every else []
    return [agent for agent in made if agent.id in speaking]

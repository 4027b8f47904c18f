"""Two looks at all the strings of a text at once, after each has been judged for itself.

Strings in a row share one judgement, long phrases in one sentence one speaker; a name or title that was sure once is
known again without its noun.
"""

from collections import Counter
from dataclasses import replace

from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.words import WORD, lemmas

Judged = list[tuple[Case, Judgement]]
Key = tuple[frozenset[str], ...]
_WEAK = frozenset(("proper-name", "speaking-paper", "distance", "long-phrase"))
_BY_NOUN = frozenset(("title-noun", "name-noun"))
_SHARED = frozenset(("quotation", "title", "name", "mentioned"))
_JOINTS = frozenset((",", ";", "и", "или", "а", "также", "то", "что", "либо"))


def looked_at_together(judged: Judged) -> Judged:
    """The same cases with their judgements shared and recognised, in that order."""
    return _recognised(_in_one_sentence(_in_a_row(judged)))


def _in_a_row(judged: Judged) -> Judged:
    """«А», «Б» и «В»: what is sure of one holds for a doubtful one beside it, forwards and then backwards."""
    forwards = _shared_along(judged, 1)
    return _shared_along(forwards[::-1], -1)[::-1]


def _shared_along(judged: Judged, step: int) -> Judged:
    shared: Judged = []
    for case, judgement in judged:
        if shared and judgement.rule in _WEAK and _joined(*((shared[-1][0], case)[::step])):
            model = shared[-1][1]
            fits = model.kind == "quotation" or not case.runs_on
            if model.rule not in _WEAK and model.kind in _SHARED and fits and not model.cuts:
                certainty = "medium" if model.certainty == "high" else "low"
                judgement = replace(model, certainty=certainty, rule="in-a-row")
        shared.append((case, judgement))
    return shared


def _joined(first: Case, second: Case) -> bool:
    """Whether only commas and conjunctions stand between two strings of one row."""
    if first.row is not second.row or not 0 < second.index - first.index <= 4:
        return False
    between = first.row.tokens[first.index + 1 : second.index]
    return bool(between) and all(token.plain in _JOINTS for token in between)


def _in_one_sentence(judged: Judged) -> Judged:
    """A long phrase that nobody owns is his whose words stand in the same sentence, the last of them."""
    owners: dict[tuple[int, int], Judgement] = {}
    for case, judgement in judged:
        if judgement.kind == "quotation" and judgement.rule != "long-phrase" and judgement.speaker:
            owners[_sentence(case)] = judgement
    return [(case, _owned(judgement, owners.get(_sentence(case)))) for case, judgement in judged]


def _sentence(case: Case) -> tuple[int, int]:
    return id(case.row), case.bounds[0]


def _owned(judgement: Judgement, owner: Judgement | None) -> Judgement:
    if judgement.rule != "long-phrase" or owner is None:
        return judgement
    return replace(judgement, speaker=owner.speaker, certainty="medium", rule="same-sentence")


def _recognised(judged: Judged) -> Judged:
    """A title or name that nouns gave away, mostly as one kind, is known again in any form, or by its first word."""
    sure = [(_key(case.text), judgement) for case, judgement in judged if judgement.rule in _BY_NOUN]
    counts = Counter((key, judgement.kind) for key, judgement in sure)
    known: dict[str, list[tuple[Key, Judgement]]] = {}
    for key, judgement in sorted(sure, key=lambda one: -counts[one[0], one[1].kind]):
        for lemma in key[0] if key else ():
            known.setdefault(lemma, []).append((key, judgement))
    return [(case, _again(case, judgement, known)) for case, judgement in judged]


def _again(case: Case, judgement: Judgement, known: dict[str, list[tuple[Key, Judgement]]]) -> Judgement:
    if judgement.rule == "on-title-page":
        return replace(judgement, level=_known_as(case, known, "title").level)
    if judgement.rule not in _WEAK or not case.begins_high or case.runs_on:
        return judgement
    model = _known_as(case, known)
    return replace(model, cues=(), rule="same-name") if model.kind else judgement


def _known_as(case: Case, known: dict[str, list[tuple[Key, Judgement]]], kind: str = "") -> Judgement:
    """What the same name was taken for elsewhere, if it was (of this kind); else a judgement of no kind."""
    key = _key(case.text)
    models = (one for lemma in (sorted(key[0]) if key else ()) for one in known.get(lemma, ()))
    found = (model for other, model in models if _same_name(key, other) and kind in ("", model.kind))
    return next(found, Judgement(""))


def _same_name(key: Key, other: Key) -> bool:
    """Word for word forms of the same words; or the first word alone of a longer name."""
    if len(key) == 1 < len(other):
        return bool(key[0] & other[0])
    return len(key) == len(other) and all(one & another for one, another in zip(key, other, strict=True))


def _key(text: str) -> Key:
    """The words of a string, each as the dictionary forms it can have, so that case endings do not matter."""
    return tuple(lemmas(match.group()) for match in WORD.finditer(text))

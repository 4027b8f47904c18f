"""What a text shows of a string at another place: a name given away once is known again, and so are words once quoted.

Evidence has a strength, the noun that says what something is before any other; a string learns from stronger
evidence than its own only.
"""

from collections import Counter
from dataclasses import dataclass

from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.words import WORD, lemmas

Judged = list[tuple[Case, Judgement]]
Key = tuple[frozenset[str], ...]
BY_CAPITAL = ("capitalised", "opening-subject")
_STRENGTH = {
    **dict.fromkeys(("title-noun", "titles-after-colon", "name-noun", "predicated"), 3),
    **dict.fromkeys(("proper-name", "dated-work", "numbered-issue", "work-of", "called", "in-a-row"), 2),
    **dict.fromkeys(BY_CAPITAL, 1),
    **dict.fromkeys(("distance", "long-phrase"), 0),
}
_SURE = 3  # the strength of a noun that says what something is
_ECHO = 3  # words from which a phrase that was quoted before is known to be quoted again


@dataclass(slots=True)
class _Known:
    """A name or title as it was judged, and at how many places alike."""

    key: Key
    judgement: Judgement
    strength: int
    places: int = 0


def recognised(judged: Judged) -> Judged:
    """The same cases: names and titles as the strongest evidence has them, phrases that repeat a quotation as such."""
    return _echoed(_prevailing(_named_alike(judged)))


def _named_alike(judged: Judged) -> Judged:
    """A title or name given away once is known again in any form, or by its first word."""
    alike: dict[tuple[Key, str, str, int], _Known] = {}
    for case, judgement in judged:
        strength = _STRENGTH.get(judgement.rule, 0)
        key = _key(case.text) if strength else ()
        if key:
            sort = (key, judgement.kind, judgement.level, strength)
            alike.setdefault(sort, _Known(key, judgement, strength)).places += 1
    known: dict[str, list[_Known]] = {}
    for one in alike.values():
        for lemma in one.key[0]:
            known.setdefault(lemma, []).append(one)
    return [(case, _again(case, judgement, known)) for case, judgement in judged]


def _again(case: Case, judgement: Judgement, known: dict[str, list[_Known]]) -> Judgement:
    if judgement.rule == "on-title-page":
        titles = (one.judgement.level for one in _models(case, known) if one.judgement.kind == "title")
        return judgement._replace(level=next(titles, ""))
    strength = _STRENGTH.get(judgement.rule, 3)
    if strength == 3 or not case.begins_high or case.is_speech:
        return judgement
    models = _models(case, known)
    most = max((one.strength for one in models), default=0)
    if most <= strength:
        return judgement
    kinds: Counter[str] = Counter()
    best = [one for one in models if one.strength == most]
    for one in best:
        kinds[one.judgement.kind] += one.places
    model = next(one.judgement for one in best if kinds[one.judgement.kind] == max(kinds.values()))
    certainty = "high" if most == _SURE else model.certainty
    return model._replace(certainty=certainty, cues=(), rule="same-name")


def _models(case: Case, known: dict[str, list[_Known]]) -> list[_Known]:
    """How the same name was judged, each way once."""
    key = _key(case.text)
    candidates = {id(one): one for lemma in (sorted(key[0]) if key else ()) for one in known.get(lemma, ())}
    return [one for one in candidates.values() if _same_name(key, one.key)]


def _same_name(key: Key, other: Key) -> bool:
    """Word for word forms of the same words; or the first word alone of a longer name."""
    if len(key) == 1 < len(other):
        return bool(key[0] & other[0])
    return len(key) == len(other) and all(one & another for one, another in zip(key, other, strict=True))


def _key(text: str) -> Key:
    """The words of a string, each as the dictionary forms it can have, so that case endings do not matter."""
    return tuple(map(lemmas, WORD.findall(text)))


def _prevailing(judged: Judged) -> Judged:
    """In a text whose names are mostly those of bodies, a capital with no other evidence is one of them too."""
    kinds = Counter(judgement.kind for _, judgement in judged if _STRENGTH.get(judgement.rule, 0) > 1)
    if kinds["name"] <= 2 * kinds["title"]:
        return judged
    return [(c, one._replace(kind="name", certainty="low") if one.rule in BY_CAPITAL else one) for c, one in judged]


def _echoed(judged: Judged) -> Judged:
    """A phrase of several words that stands inside an earlier quotation is quoted again, and by the same speaker."""
    words = [tuple(map(str.lower, WORD.findall(case.text))) for case, _ in judged]
    sought = {own[:_ECHO] for own, (case, judgement) in zip(words, judged, strict=True) if _may_echo(case, judgement)}
    heard: dict[tuple[str, ...], tuple[str, Judgement]] = {}
    found: Judged = []
    for own, (case, judgement) in zip(words, judged, strict=True):
        said, source = heard.get(own[:_ECHO], ("", judgement))
        if _may_echo(case, judgement) and _spaced(own) in said:
            judgement = Judgement("quotation", "medium", source.speaker, True, rule="quoted-before")
        elif judgement.kind == "quotation" and judgement.rule != "long-phrase":
            whole = (_spaced(own), judgement)
            for opening in sought.intersection(zip(*(own[at:] for at in range(_ECHO)), strict=False)):
                heard.setdefault(opening, whole)
        found.append((case, judgement))
    return found


def _may_echo(case: Case, judgement: Judgement) -> bool:
    return judgement.rule in ("distance", "long-phrase") and case.parent is None


def _spaced(words: tuple[str, ...]) -> str:
    return f" {' '.join(words)} "

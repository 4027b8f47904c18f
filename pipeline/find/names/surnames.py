"""Which forms of a text are one surname: the dictionary form that explains most of them is taken first.

Pure functions over mentions. Greedy, and near to linear: what a nominative explains only ever grows less, so it is
counted anew only when its turn comes.
"""

from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from pipeline.find.names.agreeing import readings
from pipeline.find.names.forms import LAST_RESORT, Form, folded
from pipeline.find.names.mentions import Mention

# what speaks for a nominative besides the number of forms it explains: the dictionary, a form of the text that is it;
# but a form in -а is more often some man's genitive, which gets no such credit
_KNOWN, _SEEN, _WOMAN, _LEANING = 0.6, 0.5, 0.1, 0.3
_SUBJECT = 1.0  # what speaks against a nominative for each mention that is a subject and cannot be it


class _Alike(NamedTuple):
    """The mentions whose surnames can be the same forms, the gender likely there, and whether they are subjects."""

    forms: tuple[Form, ...]
    leaning: str
    subject: bool

    def speaks_against(self, nominative: str) -> bool:
        """Whether these mentions stand in the nominative, and their form is none of this word."""
        return self.subject and not any(form.case == "nomn" for form in self.forms if form.nominative == nominative)


def surnames(mentions: Sequence[Mention]) -> list[str]:
    """The nominative of each mention's surname, folded; empty where it has none or a register found it."""
    found = [""] * len(mentions)
    places: dict[_Alike, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        if mention.surname and not mention.known_as:
            found[place] = folded(mention.surname)  # stays where no reading agrees with the forenames
            places[_Alike(readings(mention), mention.leaning, mention.cases == {"nomn"})].append(place)
    seen = {folded(mention.surname) for mention in mentions}
    for nominative, explained in _by_worth(places, seen):
        for alike in explained:
            for place in places[alike]:
                found[place] = nominative
    return found


def _by_worth(places: dict[_Alike, list[int]], seen: set[str]) -> list[tuple[str, list[_Alike]]]:
    """Nominatives with the mentions each explains, the one worth most first; every mention is explained once."""
    left: dict[str, dict[_Alike, int]] = defaultdict(dict)
    for alike, alike_places in places.items():
        for form in alike.forms:
            left[form.nominative][alike] = len(alike_places)
    queue = [(-_worth(name, explained, seen), name) for name, explained in left.items()]
    heapify(queue)
    taken: list[tuple[str, list[_Alike]]] = []
    while queue:
        promised, name = heappop(queue)
        explained = list(left[name])
        worth = _worth(name, left[name], seen) if explained else -promised
        if worth < -promised:
            heappush(queue, (-worth, name))
        elif explained:
            taken.append((name, explained))
            for alike in explained:
                for form in alike.forms:
                    left[form.nominative].pop(alike, None)
    return taken


def _worth(name: str, explained: dict[_Alike, int], seen: set[str]) -> float:
    """How much speaks for a nominative, given the mentions that it would explain and their number."""
    forms = [form for alike in explained for form in alike.forms if form.nominative == name]
    rank = min(form.rank for form in forms)
    leant = sum(
        count
        for alike, count in explained.items()
        for form in alike.forms
        if form.nominative == name and form.gender and form.gender == alike.leaning
    )
    shown = name in seen and rank < LAST_RESORT and name[-1] not in "аяую"
    womans = all(form.gender == "femn" for form in forms)
    against = sum(count for alike, count in explained.items() if alike.speaks_against(name))
    counted = sum(explained.values()) + _LEANING * leant - _SUBJECT * against
    return counted + _KNOWN * (rank < 0) + _SEEN * shown - rank / 100 - _WOMAN * womans

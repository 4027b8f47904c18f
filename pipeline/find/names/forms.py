"""Which grammatical forms a surname, forename or patronymic can be: dictionary form, gender and case.

Works by declension tables (`ru/declension.toml`, `ru/patronymics.toml`), not by a list of surnames, since most
surnames are in no dictionary. It proposes every reading the endings allow; a text's other forms decide between
them (`persons.py`). It does not look at context.
"""

import re
import tomllib
from collections.abc import Container
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from pipeline.find.lexicon import full_forenames
from pipeline.find.words import Analysis, analyses, known

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
LAST_RESORT = 50
_ALWAYS_DECLINED = ("ов", "ев", "ин", "ын", "ский", "цкий")  # first halves of double surnames
_HERE = Path(__file__).parent.parent / "ru"


class Form(NamedTuple):
    """One reading of a name's form: `nominative` in small letters with е for ё, the gender ('' is either), the case.

    `rank` is the place of its table, smaller is likelier: -1 if the dictionary knows the reading, from `LAST_RESORT`
    on where it is only the word as it stands.
    """

    nominative: str
    gender: str
    case: str
    rank: int = 0


class _Ending(NamedTuple):
    stem: re.Pattern[str]
    nominative: str
    gender: str
    case: str
    rank: int


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """A name as it is compared: small letters, е for ё, one kind of hyphen."""
    return name.lower().replace("ё", "е").replace("‑", "-")


@lru_cache(maxsize=20_000)
def surname_forms(name: str) -> tuple[Form, ...]:
    """Every reading of a surname's form, likeliest first.

    The halves of a double surname agree, or the first stays as it is if it is none that is always declined.
    """
    *firsts, last = folded(name).split("-")
    readings = _double(firsts, last) if firsts else _single(last)
    return tuple(sorted(readings, key=_likelihood)) or _as_it_stands(folded(name))


def _double(firsts: list[str], last: str) -> set[Form]:
    every = ((form, product(*(_agreeing(first, form) for first in firsts))) for form in _single(last))
    return {_joined(halves, form) for form, several in every for halves in several}


@lru_cache(maxsize=20_000)
def nominatives(name: str) -> frozenset[str]:
    """The nominatives that a surname's form can be of."""
    return frozenset(form.nominative for form in surname_forms(name))


def _likelihood(form: Form) -> tuple[int, bool, Form]:
    return (form.rank, form.gender == "femn", form)


def _joined(halves: tuple[str, ...], last: Form) -> Form:
    return last._replace(nominative="-".join((*halves, last.nominative)))


def _agreeing(half: str, last: Form) -> set[str]:
    same = {f.nominative for f in _single(half) if f.case == last.case and _compatible(f.gender, last.gender)}
    likely = [f for f in _single(half) if f.nominative in same and f.case == last.case]
    best = min((f.rank for f in likely), default=0)
    stays = set() if half.endswith(_ALWAYS_DECLINED) else {half}
    return {f.nominative for f in likely if f.rank == best} or stays


def _compatible(one: str, other: str) -> bool:
    return not one or not other or one == other


@lru_cache(maxsize=20_000)
def _single(name: str) -> tuple[Form, ...]:
    known = _dictionary(name, "Surn")
    nominatives = {form.nominative for form in known}
    declined = {f._replace(rank=-1) if f.nominative in nominatives else f for f in _declined(name, "declension.toml")}
    if _is_adjective_of_a_woman(name):  # «Куренная» is no man's genitive
        declined = {f for f in declined if f.nominative == name}
    return tuple(sorted({*known, *declined}, key=_likelihood)) or _as_it_stands(name)


def _is_adjective_of_a_woman(name: str) -> bool:
    readings = analyses(name) if name.endswith("ая") and known(name) else ()
    return any(one.pos in ("ADJF", "PRTF") and one.case == "nomn" for one in readings)


def _as_it_stands(name: str) -> tuple[Form, ...]:
    return tuple(Form(name, "", case, 2 * LAST_RESORT) for case in CASES)


def _dictionary(name: str, grammeme: str) -> set[Form]:
    """The readings of the dictionary; where a word is declined, not those in which it is not («Анне» is of Анна)."""
    found = [a for a in analyses(name) if grammeme in a.grammemes and a.number == "sing" and a.case in CASES]
    found = [a for a in found if "Fixd" not in a.grammemes] or found
    return {Form(_nominative(a), a.gender, a.case, -1) for a in found}


def _nominative(analysis: Analysis) -> str:
    """The dictionary gives the man's surname as the dictionary form of the woman's; a woman keeps hers."""
    lemma = folded(analysis.lemma)
    if analysis.gender != "femn" or "Surn" not in analysis.grammemes or "Fixd" in analysis.grammemes:
        return lemma
    return re.sub(r"(?<=ов|ев|ин|ын)$", "а", re.sub(r"[иыо]й$", "ая", lemma))


def _declined(name: str, table: str, among: Container[str] | None = None) -> set[Form]:
    """The readings that a table allows, of these nominatives if any are given."""
    return {
        Form(stem + ending.nominative, ending.gender, ending.case, ending.rank)
        for length in range(min(3, len(name) - 1) + 1)
        for stem in (name[: len(name) - length],)
        for ending in _endings(table).get(name[len(stem) :], ())
        if (among is None or stem + ending.nominative in among) and ending.stem.search(stem)
    }


@cache
def _endings(table: str) -> dict[str, list[_Ending]]:
    found: dict[str, list[_Ending]] = {}
    for rank, paradigm in enumerate(tomllib.loads((_HERE / table).read_text("utf-8"))["paradigm"]):
        stem = re.compile(paradigm["stem"])
        for case, endings in paradigm["cases"].items():
            for ending in endings:
                likelihood = rank + LAST_RESORT * paradigm.get("last_resort", False)
                entry = _Ending(stem, paradigm["nominative"], paradigm["gender"], case, likelihood)
                found.setdefault(ending, []).append(entry)
    return found


@lru_cache(maxsize=20_000)
def patronym_forms(name: str) -> tuple[Form, ...]:
    """The readings of a patronymic; none if the word cannot be one."""
    return tuple(sorted(_declined(folded(name), "patronymics.toml"), key=_likelihood))


@lru_cache(maxsize=20_000)
def forename_forms(name: str) -> tuple[Form, ...]:
    """The readings of a forename's form; none if neither the dictionary nor `ru/forenames.txt` knows it as one."""
    form = folded(name)
    if "ё" in name.lower() and _is_known_forename(name):  # «Алёна» is of no «Ален»
        return tuple(sorted(_dictionary(name, "Name"), key=_likelihood))
    listed = {
        Form(f.nominative, _forenames()[f.nominative], f.case, f.rank)
        for f in _declined(form, "declension.toml", _forenames())
        if _compatible(f.gender, _forenames()[f.nominative])
    }
    known = _dictionary(form, "Name") if _is_known_forename(form) else set()
    if any(one.nominative in full_forenames() for one in known):  # «Алеше» is no form of the dictionary's rare «Алеш»
        known = {one for one in known if one.nominative in full_forenames() or one.nominative in _forenames()}
    return tuple(sorted({*listed, *known}, key=_likelihood))


def _is_known_forename(form: str) -> bool:
    """Whether the dictionary itself, and not its guess at unknown words, has a forename here."""
    readings = analyses(form) if known(form) else ()
    return any("Name" in a.grammemes and a.number == "sing" and "Fixd" not in a.grammemes for a in readings)


@cache
def _forenames() -> dict[str, str]:
    lines = (_HERE / "forenames.txt").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {folded(name): {"m": "masc", "f": "femn"}[gender] for name, gender in pairs}

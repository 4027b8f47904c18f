"""What the parts of a name agree on: the cases and genders in which forenames, patronymic and surname go together.

What is said of a mention here follows from its parts and from what its surroundings allow, not from its place.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.find.names.forms import CASES, LAST_RESORT, Form, forename_forms, patronym_forms, surname_forms

if TYPE_CHECKING:
    from pipeline.find.names.mentions import Mention


def readings(mention: "Mention") -> tuple[Form, ...]:
    """What the surname can be, given the other parts and the surroundings; empty if the parts do not agree."""
    return _readings(mention.surname, mention.forenames, mention.patronym, mention.gender, mention.cases)


@lru_cache(maxsize=20_000)
def _readings(
    surname: str, forenames: tuple[str, ...], patronym: str, gender: str, cases: frozenset[str]
) -> tuple[Form, ...]:
    forms = surname_forms(surname) if surname else ()
    if _is_full(forenames, patronym):
        given = _given(forenames, patronym)
        either = _given_cases(forenames, patronym)
        agreed = tuple(f for f in forms if (f.gender, f.case) in given or (not f.gender and f.case in either))
        forced = agreed and agreed[0].rank >= LAST_RESORT and forms[0].rank < 0 and agreed[0].gender != "femn"
        forms = () if forced else agreed
    return _narrowed(_narrowed(forms, gender, "gender"), cases, "case")


def _narrowed(forms: tuple[Form, ...], wanted: str | frozenset[str], what: str) -> tuple[Form, ...]:
    """What the surroundings want holds only where a reading answers it that is about as likely as the likeliest."""
    if not wanted:
        return forms
    fitting = tuple(f for f in forms if not getattr(f, what) or getattr(f, what) in wanted)
    if not fitting or (fitting[0].rank >= 0) != (forms[0].rank >= 0):
        return forms
    return fitting if fitting[0].rank < LAST_RESORT or len(wanted) > 1 else forms


def _is_full(forenames: tuple[str, ...], patronym: str) -> bool:
    return any(not part.endswith(".") for part in (*forenames, patronym) if part)


@lru_cache(maxsize=20_000)
def _given(forenames: tuple[str, ...], patronym: str) -> frozenset[tuple[str, str]]:
    """The genders and cases in which forenames and patronymic agree; all of them if there are only initials."""
    agreed = frozenset((gender, case) for gender in ("masc", "femn") for case in CASES)
    for part, forms in (*((f, forename_forms) for f in forenames), (patronym, patronym_forms)):
        if part and not part.endswith("."):
            agreed &= {(form.gender, form.case) for form in forms(part)}
    return agreed


def given_cases(mention: "Mention") -> frozenset[str]:
    """The cases in which the forenames and the patronymic agree."""
    return _given_cases(mention.forenames, mention.patronym)


@lru_cache(maxsize=20_000)
def _given_cases(forenames: tuple[str, ...], patronym: str) -> frozenset[str]:
    return frozenset(case for _, case in _given(forenames, patronym))


def given_forms(mention: "Mention") -> tuple[tuple[str, ...], str, str]:
    """The nominative of forenames and of the patronymic (initials as they stand), and the gender they show, or ''."""
    return _given_forms(mention.surname, mention.forenames, mention.patronym, mention.gender, mention.cases)


@lru_cache(maxsize=20_000)
def _given_forms(
    surname: str, forenames: tuple[str, ...], patronym: str, gender: str, cases: frozenset[str]
) -> tuple[tuple[str, ...], str, str]:
    given = _given(forenames, patronym)
    forms = _readings(surname, forenames, patronym, gender, cases)
    shown = {(form.gender, form.case) for form in forms}
    pairs = frozenset((g, case) for g, case in given if (g, case) in shown or ("", case) in shown) or given
    genders = {gender for gender, _ in pairs}
    return (
        tuple(_nominative(f, forename_forms(f), pairs) for f in forenames),
        _nominative(patronym, patronym_forms(patronym), pairs),
        genders.pop() if _is_full(forenames, patronym) and len(genders) == 1 else gender,
    )


def _nominative(part: str, forms: tuple[Form, ...], pairs: frozenset[tuple[str, str]]) -> str:
    if not part or part.endswith("."):
        return part
    fitting = [form for form in forms if (form.gender, form.case) in pairs] or list(forms)
    return fitting[0].nominative.capitalize() if fitting else part

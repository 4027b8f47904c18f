"""Mentions joined into persons: which surnames, forenames and patronymics are one human being.

Pure functions over mentions; what is unsure stays apart.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.find.lexicon import full_forenames
from pipeline.find.names.agreeing import given_forms, readings
from pipeline.find.names.forms import folded
from pipeline.find.names.mentions import Mention
from pipeline.find.names.surnames import surnames

_SAME_SHAPE = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")


@dataclass(slots=True)
class Person:
    """One human being as far as the text tells: `mentions` are places in the sequence that was joined, in order."""

    surname: str = ""
    forenames: tuple[str, ...] = ()
    patronym: str = ""
    regnal: str = ""
    gender: str = ""
    authority: str = ""
    mentions: list[int] = field(default_factory=list)

    @property
    def given(self) -> tuple[str, ...]:
        return (*self.forenames, self.patronym) if self.patronym else self.forenames


def join(mentions: Sequence[Mention]) -> list[Person]:
    """The persons behind mentions that stand in text order, in the order in which they first appear.

    Mentions that a register found are left out: they have their owner (`register.py`).
    """
    nominatives = surnames(mentions)
    families: dict[str, list[int]] = defaultdict(list)
    for place, nominative in enumerate(nominatives):
        if not mentions[place].known_as:
            families[nominative].append(place)
    nameless = families.pop("", [])
    persons = [person for name, places in families.items() for person in _family(name, places, mentions)]
    for signature in _alike(nameless, mentions):
        _add_nameless(signature, persons)
    for person in persons:
        person.mentions.sort()
    return sorted(persons, key=lambda person: person.mentions[0])


def _signature(mention: Mention, nominative: str = "") -> Person:
    forenames, patronym, gender = given_forms(mention)
    genders = {form.gender for form in readings(mention) if form.nominative == nominative}
    shown = gender or (genders.pop() if len(genders) == 1 else "")
    return Person(nominative, forenames, patronym, mention.regnal, shown)


def _family(nominative: str, places: list[int], mentions: Sequence[Mention]) -> list[Person]:
    """The persons of one surname: first the fully named, then those with initials, then the bare surnames."""
    signatures = {place: _signature(mentions[place], nominative) for place in places}
    persons: list[Person] = []
    for place in sorted(places, key=lambda place: (-_fullness(signatures[place]), place)):
        if signatures[place].given:
            _merge(place, signatures[place], persons)
    owner = {place: person for person in persons for place in person.mentions}
    earlier: dict[str, int] = {}
    later = {gender: [p for p in sorted(owner) if owner[p].gender == gender] for gender in ("masc", "femn", "")}
    for place in places:
        if place not in owner:
            bearer = _bearer(place, signatures[place], mentions[place].leaning, earlier, later)
            owner[place] = signatures[place] if bearer is None else owner[bearer]
            persons += [] if bearer is not None else [owner[place]]
            owner[place].mentions.append(place)
        earlier[owner[place].gender] = place
    return persons


def _fullness(person: Person) -> int:
    return sum(1 if part.endswith(".") else 10 for part in person.given)


def _merge(place: int, signature: Person, persons: list[Person]) -> None:
    fitting = [person for person in persons if _same_gender(person, signature) and fits(person.given, signature.given)]
    same = [person for person in fitting if person.given == signature.given]
    if len(fitting) == 1 or same:
        person = (same or fitting)[0]
        person.gender = person.gender or signature.gender
        if len(signature.given) > len(person.given):
            person.forenames, person.patronym = _fuller(person, signature)
    else:
        person = signature
        persons.append(person)
    person.mentions.append(place)


def _fuller(person: Person, signature: Person) -> tuple[tuple[str, ...], str]:
    """The longer set of given names, each part as full as either has it."""
    parts = [max(one, other, key=len) for one, other in zip(person.given, signature.given, strict=False)]
    parts += signature.given[len(parts) :]
    return (tuple(parts[:-1]), parts[-1]) if signature.patronym else (tuple(parts), "")


def _same_gender(one: Person, other: Person) -> bool:
    return not one.gender or not other.gender or one.gender == other.gender


def fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sets of given names may be one person's: equal, or one abbreviates the other, part by part."""
    pairs = zip(map(_comparable, one), map(_comparable, other), strict=False)
    return all(a == b or _abbreviates(a, b) or _abbreviates(b, a) for a, b in pairs)


def _comparable(part: str) -> str:
    """Initials are often typed in Latin letters of the same shape."""
    return folded(part.translate(_SAME_SHAPE) if part.endswith(".") else part)


def _abbreviates(short: str, long: str) -> bool:
    return short.endswith(".") and long.startswith(short.rstrip("."))


def _bearer(
    place: int, signature: Person, leaning: str, earlier: dict[str, int], later: dict[str, list[int]]
) -> int | None:
    """The place of whom a bare surname means: the last mentioned who fits in gender, or the next to come, if any.

    `earlier` has the last mention of each gender before the place, `later` all those that are fully named.
    """
    next_ones = {gender: places[at] for gender, places in later.items() if (at := bisect(places, place)) < len(places)}
    known = [gender for gender in later if gender in earlier or gender in next_ones]
    fitting = [gender for gender in known if signature.gender in ("", gender) or not gender]
    fitting = [leaning] if leaning in fitting else fitting
    before = [earlier[gender] for gender in fitting if gender in earlier]
    after = [next_ones[gender] for gender in fitting if gender in next_ones]
    return max(before) if before else min(after, default=None)


def _alike(nameless: Sequence[int], mentions: Sequence[Mention]) -> list[Person]:
    """Those named without a surname, each way of naming once with all its places, the fullest first."""
    every: dict[tuple[tuple[str, ...], str, str, str], Person] = {}
    for place in nameless:
        one = _signature(mentions[place])
        every.setdefault((one.forenames, one.patronym, one.regnal, one.gender), one).mentions.append(place)
    return sorted(every.values(), key=lambda one: (-len(one.given), one.mentions[0]))


def _add_nameless(signature: Person, persons: list[Person]) -> None:
    """A forename with or without patronymic, or its short form, joins the only person it fits.

    A king's number is part of his name.
    """
    fitting = [person for person in persons if _named_so(person, signature)]
    exact = [person for person in fitting if set(signature.given) <= set(person.given)]
    if len(exact) == 1 or len(fitting) == 1:
        person = (exact if len(exact) == 1 else fitting)[0]
        person.mentions.extend(signature.mentions)
        if len(signature.given) == len(person.given):
            person.forenames, person.patronym = _fuller(person, signature)
    elif namesake := _only_namesake(persons, signature):
        namesake.patronym = signature.patronym
        namesake.mentions.extend(signature.mentions)
    else:
        persons.append(signature)


def _only_namesake(persons: list[Person], signature: Person) -> Person | None:
    """«Мария Белова ... Мария Петровна»: the only one of this forename, whose patronymic the text has not said."""
    if not signature.patronym or not signature.forenames or signature.forenames[0].endswith("."):
        return None
    bearers = [one for one in persons if one.forenames[:1] == signature.forenames[:1] and one.surname]
    alone = len(bearers) == 1 and not bearers[0].patronym and len(bearers[0].forenames) == 1
    return bearers[0] if alone and _same_gender(bearers[0], signature) else None


def _named_so(person: Person, signature: Person) -> bool:
    if signature.regnal or person.regnal:
        return (person.regnal, person.given) == (signature.regnal, signature.given)
    if not signature.forenames:
        return person.patronym == signature.patronym
    own = (person.forenames or ("",))[0]
    if folded(own) in full_forenames().get(folded(signature.forenames[0]), ()):
        return not signature.patronym and _same_gender(person, signature)
    whole = signature.patronym or signature.forenames[0] == own
    enough = len(person.given) >= len(signature.given)
    return bool(whole and enough and _same_gender(person, signature) and fits(person.given, signature.given))

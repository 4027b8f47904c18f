"""A register of persons that the user may supply: who a nickname or pseudonym is, and the authority record of a person.

The file is TOML, one table a person:

    [[person]]
    name = "Иван Петрович Сидоров"       # fullest form, nominative, natural order
    variants = ["Старик", "И. Северный"]  # other names, in the nominative
    authority = "https://viaf.org/viaf/..."

Names that the text itself spells out need no register. Nothing here guesses.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.find.names import find_mentions, named, stretches
from pipeline.find.names.agreeing import given_forms
from pipeline.find.names.forms import folded, surname_forms
from pipeline.find.names.mentions import Mention, mentions
from pipeline.find.names.persons import Person, fits, join
from pipeline.find.names.surnames import surnames
from pipeline.find.words import lemmas
from pipeline.text import Document, Stage

_KEYS = ("name", "variants", "authority")
_STEM = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a register."""

    name: str
    variants: tuple[str, ...] = ()
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The persons a user knows of."""

    entries: tuple[Entry, ...]


def load(path: Path) -> Register:
    """The register in a TOML file. Raises `SourceError` where the file cannot be read or says something else."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SourceError(
            f"{path}: the register cannot be read ({error.strerror}); give the path of a TOML file"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: the register is no TOML in UTF-8 ({error}); correct that place") from error
    unknown = sorted(set(content) - {"person"})
    if unknown:
        raise SourceError(f"{path}: a register has tables [[person]] only; rename or remove {', '.join(unknown)}")
    tables = content.get("person", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SourceError(f"{path}: person is no table; write [[person]] above the name of each")
    entries = tuple(_entry(path, number, table) for number, table in enumerate(tables, 1))
    _without_rivals(path, entries)
    return Register(entries)


def _entry(path: Path, number: int, table: dict[str, Any]) -> Entry:
    where = f"{path}: person {number}"
    for key, value in table.items():
        if key not in _KEYS:
            raise SourceError(f"{where} has a key {key!r}; a person has name, variants and authority")
        if not _is_right(key, value):
            raise SourceError(f"{where}: {key} must be {'a list of texts' if key == 'variants' else 'a text'}")
    if not table.get("name", "").strip():
        raise SourceError(f'{where} has no name; write name = "..." with the fullest form')
    return Entry(table["name"], tuple(table.get("variants", ())), table.get("authority", ""))


def _is_right(key: str, value: Any) -> bool:
    if key == "variants":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _without_rivals(path: Path, entries: tuple[Entry, ...]) -> None:
    owner: dict[str, str] = {}
    for entry in entries:
        for name in (entry.name, *entry.variants):
            if owner.setdefault(name, entry.name) != entry.name:
                raise SourceError(
                    f"{path}: {name!r} is given to {owner[name]} and to {entry.name}; leave it to one of them"
                )


def names_with(register: Register) -> Stage:
    """The stage `find_names` that also knows the persons of a register."""

    def names(document: Document) -> Document:
        found = _with_nicknames(document, find_mentions(document), register)
        persons = join(found)
        described = [(entry, _described(entry.name)) for entry in register.entries]
        for person in persons:
            own = [one for _, one in described if _is(person, one)]
            if len(own) == 1:
                own[0].mentions += person.mentions
        for entry, one in described:
            one.authority = entry.authority
            one.mentions += [place for place, mention in enumerate(found) if mention.known_as == entry.name]
        return named(document, found, _all(persons, [one for _, one in described if one.mentions]))

    return names


def _all(persons: list[Person], registered: list[Person]) -> list[Person]:
    """The registered persons, and those whose mentions none of them took, in order of first mention."""
    taken = {place for person in registered for place in person.mentions}
    for person in registered:
        person.mentions.sort()
    others = [person for person in persons if person.mentions[0] not in taken]
    return sorted([*others, *registered], key=lambda person: person.mentions[0])


def _with_nicknames(document: Document, found: list[Mention], register: Register) -> list[Mention]:
    """The mentions, with those the register knows put in the place of what stood there."""
    nicknames = {m.start: m for entry in reversed(register.entries) for m in _occurrences(document, entry)}
    mine = [m for m in nicknames.values() if not any(_inside(m, other) for other in (*found, *nicknames.values()))]
    rest = [m for m in found if not any(m.start < other.end and other.start < m.end for other in mine)]
    return sorted([*rest, *mine], key=lambda mention: mention.start)


def _inside(one: Mention, other: Mention) -> bool:
    """Whether one is a part of the other."""
    return other.start <= one.start and one.end <= other.end and len(one.text) < len(other.text)


def _occurrences(document: Document, entry: Entry) -> Iterator[Mention]:
    for variant in entry.variants:
        pattern = _pattern(variant)
        for start, end in stretches(document):
            for match in pattern.finditer(document.text, start, end):
                if " " in variant or match.group() == variant or _is_form_of(match.group(), variant):
                    yield Mention(match.start(), match.end(), match.group(), known_as=entry.name)


def _pattern(variant: str) -> re.Pattern[str]:
    """Several words as they are, whatever space between them; one word in all its forms, which are looked at later."""
    if re.search(r"\W", variant.replace("-", "")):
        return re.compile(r"(?<!\w)" + r"\s*".join(map(re.escape, variant.split())) + r"(?!\w)")
    return re.compile(rf"(?<!\w){re.escape(variant[:_STEM])}[\w-]*")


def _is_form_of(word: str, variant: str) -> bool:
    return folded(variant) in lemmas(word) or any(form.nominative == folded(variant) for form in surname_forms(word))


def _described(name: str) -> Person:
    pieces = list(mentions(name, 0, len(name)))
    mention = pieces[0] if len(pieces) == 1 else None
    if not isinstance(mention, Mention):
        return Person(forenames=tuple(name.split()))
    forenames, patronym, gender = given_forms(mention)
    return Person(surnames([mention])[0], forenames, patronym, mention.regnal, gender)


def _is(person: Person, described: Person) -> bool:
    """The same surname and given names that fit; a bare surname fits too, as it does within a text."""
    same_name = (person.surname, person.regnal) == (described.surname, described.regnal)
    return same_name and fits(person.given, described.given)

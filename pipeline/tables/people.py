"""The persons of all texts together: which of them are one human being, as far as that is sure.

Two texts mean one person by the same identifier in an authority file, or by the same full name. An initial, a surname
alone, a patronymic that only one of them has: a namesake may be meant, and they stay apart.
"""

from collections.abc import Iterable, Iterator

from pipeline.tables.columns import Row

_PARTS = ("surname", "forename", "patronym")


def people(persons: Iterable[Row]) -> Iterator[Row]:
    """The rows of `people`, one for each row of `persons`, in their order. They are gone through twice.

    >>> letters = {"surname": "Лугов", "forename": "Иван", "patronym": "Петрович", "authority": None}
    >>> [row["people_id"] for row in people([{"doc_id": "a", "person_id": "a#per1", "name": "И. Лугов", **letters}])]
    ['Лугов, Иван Петрович']
    """
    fullest = _fullest(persons)
    for row in persons:
        people_id, rule = identified(row)
        name = fullest[people_id] if rule == "authority" else _called(row) if rule == "full-name" else row["name"]
        yield {
            "doc_id": row["doc_id"], "person_id": row["person_id"], "people_id": people_id, "name": name, "rule": rule,
        }  # fmt: skip


def identified(person: Row) -> tuple[str, str]:
    """The `people_id` of a row of `persons`, and the rule that it rests on."""
    if person["authority"]:
        return str(person["authority"]), "authority"
    surname, forename, patronym = (person[part] for part in _PARTS)
    if surname and forename and not any(map(_is_initial, (forename, patronym or forename))):
        return f"{surname}, {' '.join(filter(None, (forename, patronym)))}", "full-name"
    return str(person["person_id"]), "one-text"


def _is_initial(name: str) -> bool:
    return name.endswith(".") or len(name) == 1


def _called(person: Row) -> str:
    return " ".join(filter(None, (person["forename"], person["patronym"], person["surname"])))


def _fullest(persons: Iterable[Row]) -> dict[str, str]:
    """The longest name of each whom an authority file identifies; of several as long, the first in the alphabet."""
    found: dict[str, str] = {}
    for row in persons:
        if key := row["authority"]:
            found[key] = min((found.get(key, row["name"]), row["name"]), key=lambda name: (-len(name), name))
    return found

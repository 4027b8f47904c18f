"""Which persons of several texts are one human being: only where that is sure."""

from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.tables import people


def person(where: str, name: str, *parts: str | None, authority: str | None = None) -> dict[str, Any]:
    surname, forename, patronym = parts
    return {
        "doc_id": where.partition("#")[0], "person_id": where, "name": name, "surname": surname, "forename": forename,
        "patronym": patronym, "authority": authority, "mentions": 1,
    }  # fmt: skip


IVAN = person("a#per1", "Иван Петрович Лугов", "Лугов", "Иван", "Петрович")


def joined(*others: dict[str, Any]) -> list[bool]:
    """Whether each is the one in text `a`."""
    first, *rest = people([IVAN, *others])
    return [row["people_id"] == first["people_id"] for row in rest]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (person("b#per7", "И. П. Лугов, Иван Петрович", "Лугов", "Иван", "Петрович"), True),
        (person("b#per1", "И. П. Лугов", "Лугов", "И.", "П."), False),
        (person("b#per1", "Иван П. Лугов", "Лугов", "Иван", "П."), False),
        (person("b#per1", "Иван Лугов", "Лугов", "Иван", None), False),
        (person("b#per1", "Лугов", "Лугов", None, None), False),
        (person("b#per1", "Иван Петрович", None, "Иван", "Петрович"), False),
        (person("b#per1", "Пётр Петрович Лугов", "Лугов", "Пётр", "Петрович"), False),
        (person("b#per1", "Иван Петрович Лугов", "Лугов", "Иван", "Петрович", authority="https://viaf.org/1"), False),
    ],
)
def test_a_full_name_joins_and_nothing_less(other: dict[str, Any], same: bool) -> None:
    assert joined(other) == [same]


def test_a_name_without_patronymic_joins_where_neither_has_one() -> None:
    one, other = people([person(f"{doc}#per1", "Анна Котова", "Котова", "Анна", None) for doc in "ab"])
    assert one["people_id"] == other["people_id"] == "Котова, Анна"
    assert (one["name"], one["rule"]) == ("Анна Котова", "full-name")


def test_an_identifier_joins_whatever_the_names_and_the_fullest_is_everybodys() -> None:
    names = ("Лугов", "И. П. Лугов", "Иван Петрович Лугов")
    rows = list(people([person(f"{n}#per1", n, None, None, None, authority="https://viaf.org/1") for n in names]))
    assert {(row["people_id"], row["name"], row["rule"]) for row in rows} == {
        ("https://viaf.org/1", "Иван Петрович Лугов", "authority")
    }


@pytest.mark.parametrize(
    "parts",
    [
        ("Лугов", None, None),
        ("Лугов", "И.", None),
        ("Лугов", "И.", "П."),
        ("Лугов", "И", None),
        ("Лугов", "Иван", "П."),
    ],
)
def test_namesakes_by_less_than_a_full_name_are_two(parts: tuple[str | None, ...]) -> None:
    one, other = people([person(f"{doc}#per1", "Лугов", *parts) for doc in "ab"])
    assert (one["people_id"], other["people_id"]) == ("a#per1", "b#per1")
    assert {one["rule"], other["rule"]} == {"one-text"}


def test_there_is_a_row_for_every_person_in_their_order() -> None:
    class Again:
        """Rows that are read anew each time, as those in parts are."""

        def __iter__(self) -> Iterator[dict[str, Any]]:
            return iter([IVAN, person("b#per2", "Анна", None, "Анна", None)])

    assert [(row["doc_id"], row["person_id"]) for row in people(Again())] == [("a", "a#per1"), ("b", "b#per2")]

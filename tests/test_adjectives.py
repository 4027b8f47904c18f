"""The adjectives of surnames."""

import pytest

from pipeline.find.names.adjectives import adjectives_of, bearers
from pipeline.text import Agent


@pytest.mark.parametrize(
    ("surname", "adjective"),
    [
        ("Пушкин", "пушкинский"),
        ("Гоголь", "гоголевский"),
        ("Толстой", "толстовский"),
        ("Маркс", "марксов"),
        ("Маркс", "марксовский"),
        ("Кант", "кантовский"),
        ("Кант", "кантианский"),
        ("Ницше", "ницшевский"),
        ("Короленко", "короленковский"),
    ],
)
def test_a_surname_has_adjectives(surname: str, adjective: str) -> None:
    assert adjective in adjectives_of(surname)


def test_an_adjective_that_two_can_bear_is_nobodys() -> None:
    agents = [Agent("per1", "person", "А. Белов", "Белов"), Agent("per2", "person", "Б. Белов", "Белов")]
    assert bearers(agents) == {}
    assert bearers(agents[:1])["беловский"] == "per1"

"""Which mentions are one human being. A line is a text; persons are printed with their mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find.names import surnames as of_surnames
from pipeline.find.names.mentions import Mention, mentions
from pipeline.find.names.persons import fits, join
from pipeline.find.names.surnames import surnames


def found(text: str) -> list[Mention]:
    """The mentions of a list of names, `; ` between them; a lone word is a surname."""
    out, start = [], 0
    for name in text.split("; "):
        pieces = list(mentions(text, start, start + len(name)))
        assert len(pieces) == 1, name
        piece = pieces[0]
        out.append(piece if isinstance(piece, Mention) else Mention(piece.start, piece.end, piece.text, piece.text))
        start += len(name) + 2
    return out


def persons(text: str) -> list[list[str]]:
    mentioned = found(text)
    return [[mentioned[place].text for place in person.mentions] for person in join(mentioned)]


def test_one_person_has_all_inflected_and_shortened_forms() -> None:
    text = "Фролов; Фроловым; Н. И. Фролов; Николаю Ивановичу Фролову; Фролова Н. И.; Николай Фролов"
    assert persons(text) == [text.split("; ")]


def test_two_people_of_one_surname_with_different_initials_stay_two() -> None:
    assert persons("А. Фролов; Б. Фролова") == [["А. Фролов"], ["Б. Фролова"]]


def test_a_bare_surname_means_the_last_mentioned_who_bears_it() -> None:
    assert persons("А. Фролов; Фролов; Б. Фролов; Фролова") == [["А. Фролов", "Фролов"], ["Б. Фролов", "Фролова"]]


def test_a_bare_surname_before_anybody_is_named_means_the_first_to_come() -> None:
    assert persons("Фролова; А. Фролов; Б. Фролов") == [["Фролова", "А. Фролов"], ["Б. Фролов"]]


def test_husband_and_wife_stay_two_and_take_the_forms_of_their_gender() -> None:
    text = "Иван Фролов; Анна Фролова; Фроловым; Фроловой"
    assert persons(text) == [["Иван Фролов", "Фроловым"], ["Анна Фролова", "Фроловой"]]


def test_a_double_surname_is_another_than_its_halves() -> None:
    assert persons("Белкина; Чернова-Белкина; Черновой-Белкиной") == [
        ["Белкина"],
        ["Чернова-Белкина", "Черновой-Белкиной"],
    ]


def test_forename_and_patronymic_join_the_one_who_has_both() -> None:
    text = "Николай Иванович Фролов; Н. П. Белкин; Николаю Ивановичу"
    assert persons(text) == [["Николай Иванович Фролов", "Николаю Ивановичу"], ["Н. П. Белкин"]]


def test_forename_and_patronymic_join_initials_if_only_one_person_has_them() -> None:
    assert persons("Н. И. Фролов; Николаю Ивановичу") == [["Н. И. Фролов", "Николаю Ивановичу"]]
    assert persons("Н. И. Фролов; Н. И. Белкин; Николаю Ивановичу") == [
        ["Н. И. Фролов"], ["Н. И. Белкин"], ["Николаю Ивановичу"],
    ]  # fmt: skip


def test_a_forename_that_fits_two_people_is_one_person_more_however_often_it_stands() -> None:
    text = "Иван Фролов; Ивана; Иван Белкин; Иваном"
    assert persons(text) == [["Иван Фролов"], ["Ивана", "Иваном"], ["Иван Белкин"]]


def test_an_initial_that_fits_two_people_stays_apart() -> None:
    text = "Андрей Фролов; Алексей Фролов; А. Фролов"
    assert persons(text) == [["Андрей Фролов"], ["Алексей Фролов"], ["А. Фролов"]]


def test_an_initial_that_fits_one_of_two_joins_him() -> None:
    assert persons("Андрей Фролов; Борис Фролов; А. Фроловым") == [["Андрей Фролов", "А. Фроловым"], ["Борис Фролов"]]


def test_latin_letters_of_the_same_shape_are_the_same_initials() -> None:
    assert persons("Х. Ханин; X. Ханин") == [["Х. Ханин", "X. Ханин"]]


def test_kings_are_told_apart_by_their_numbers() -> None:
    assert persons("Николай I; Николай II; Николаю I") == [["Николай I", "Николаю I"], ["Николай II"]]


@pytest.mark.parametrize(
    ("forms", "nominative"),
    [
        ("Бывалова; Бывалову; Бывалов", "бывалов"),
        ("Зозули; Зозуля", "зозуля"),
        ("Хантербрука; Хантербруке", "хантербрук"),
        ("Лагорского; Лагорским", "лагорский"),
        ("Монтегье", "монтегье"),
        ("Бакрадзе", "бакрадзе"),
        ("Толстого; Толстой", "толстой"),
        ("Чаянова", "чаянов"),
        ("Белкиной; Белкина", "белкина"),
        ("Сен-Жермена", "сен-жермен"),
    ],
)
def test_the_nominative_is_the_one_that_explains_the_forms_of_the_text(forms: str, nominative: str) -> None:
    assert set(surnames(found(forms))) == {nominative}


def test_the_work_grows_no_faster_than_the_number_of_surnames(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[str] = []
    weigh = of_surnames._worth

    def weighing(name: str, explained: dict[of_surnames._Alike, int], seen: set[str]) -> float:
        weighed.append(name)
        return weigh(name, explained, seen)

    monkeypatch.setattr(of_surnames, "_worth", weighing)

    def work(number: int) -> int:
        weighed.clear()
        names = [f"{first}{second}{third}ов" for first in "БВГДЖЗКЛМН" for second in "аеиоу" for third in "кмнрт"]
        surnames([Mention(0, 1, name, name) for name in names[:number]])
        return len(weighed)

    assert work(240) <= 12 * work(24)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (("Н.", "И."), ("Николай", "Иванович"), True),
        (("Мих.",), ("Михаил",), True),
        (("Ф.",), ("Фр.",), True),
        (("Николай",), ("Н.", "И."), True),
        (("Н.", "П."), ("Николай", "Иванович"), False),
        (("Николай",), ("Никита",), False),
        ((), ("Николай",), True),
    ],
)
def test_given_names_fit_if_they_are_equal_or_abbreviate_each_other(
    one: tuple[str, ...], other: tuple[str, ...], answer: bool
) -> None:
    assert fits(one, other) is fits(other, one) is answer


NAMES = st.sampled_from(
    ["Фролов", "Фролова", "А. Фролов", "Анна Фролова", "Андрея Фролова", "Белкин", "Андрей Ильич", "Гюго", "Андрей II"]
)


@given(st.lists(NAMES, min_size=1, max_size=8))
def test_every_mention_has_exactly_one_person_and_persons_come_in_order(chosen: list[str]) -> None:
    joined = join(found("; ".join(chosen)))
    assert sorted(place for person in joined for place in person.mentions) == list(range(len(chosen)))
    assert [person.mentions[0] for person in joined] == sorted(person.mentions[0] for person in joined)

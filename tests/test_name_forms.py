"""Readings of the forms of names."""

import pytest

from pipeline.find.names.forms import CASES, folded, forename_forms, patronym_forms, surname_forms


@pytest.mark.parametrize(
    ("form", "nominative", "gender", "case"),
    [
        ("Фролова", "фролов", "masc", "gent"),
        ("Фролова", "фролова", "femn", "nomn"),
        ("Фроловой", "фролова", "femn", "datv"),
        ("Хантербруком", "хантербрук", "masc", "ablt"),
        ("Лагорскому", "лагорский", "masc", "datv"),
        ("Лагорскую", "лагорская", "femn", "accs"),
        ("Гегелем", "гегель", "masc", "ablt"),
        ("Гайдая", "гайдай", "masc", "gent"),
        ("Толстом", "толстой", "masc", "loct"),
        ("Зозулю", "зозуля", "", "accs"),
        ("Спинозе", "спиноза", "", "datv"),
        ("Шмидт", "шмидт", "femn", "datv"),
        ("Гюго", "гюго", "", "ablt"),
        ("Черновой-Белкиной", "чернова-белкина", "femn", "gent"),
        ("Сен-Жермену", "сен-жермен", "masc", "datv"),
    ],
)
def test_a_surname_form_is_traced_to_its_nominative(form: str, nominative: str, gender: str, case: str) -> None:
    answers = {(f.nominative, f.case) for f in surname_forms(form) if gender in ("", f.gender) or not f.gender}
    assert (nominative, case) in answers


@pytest.mark.parametrize("surname", ["Хантербрук", "Фролов", "Лагорский", "Гюго", "Зозуля"])
def test_every_surname_can_be_its_own_nominative(surname: str) -> None:
    assert (folded(surname), "nomn") in {(form.nominative, form.case) for form in surname_forms(surname)}


def test_a_possessive_surname_of_a_man_is_no_womans() -> None:
    assert {form.gender for form in surname_forms("Фролов")} == {"masc"}


@pytest.mark.parametrize(
    ("form", "nominative", "case"),
    [("Николаю", "николай", "datv"), ("Льва", "лев", "gent"), ("Анны", "анна", "gent"), ("Джорджем", "джордж", "ablt")],
)
def test_forenames_of_the_dictionary_and_of_the_list_are_known_in_their_cases(
    form: str, nominative: str, case: str
) -> None:
    assert (nominative, case) in {(f.nominative, f.case) for f in forename_forms(form)}


def test_a_word_that_is_no_forename_has_no_reading_as_one() -> None:
    assert forename_forms("Хантербрук") == forename_forms("Государство") == ()


def test_a_forename_that_is_not_declined_has_all_cases() -> None:
    assert {form.case for form in forename_forms("Сидни")} == set(CASES)


@pytest.mark.parametrize(
    ("form", "nominative", "gender"),
    [
        ("Ивановичем", "иванович", "masc"),
        ("Ильича", "ильич", "masc"),
        ("Павловне", "павловна", "femn"),
        ("Ильиничной", "ильинична", "femn"),
    ],
)
def test_patronymics_are_known_by_their_endings(form: str, nominative: str, gender: str) -> None:
    assert {(f.nominative, f.gender) for f in patronym_forms(form)} == {(nominative, gender)}


@pytest.mark.parametrize("word", ["Фролов", "Москвич", "Корова", "Кирпич"])
def test_other_words_are_no_patronymics(word: str) -> None:
    assert patronym_forms(word) == ()

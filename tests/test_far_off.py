"""Names and quotations whose verb, owner or introduction stands further off in the sentence, or in the one before."""

import pytest

from tests.drawn import check, judged

_SURNAMES = ["Шеннер", "Гоббсон", "Троянский", "Волков", "Серов", "Мандель"]


@pytest.mark.parametrize("surname", _SURNAMES)
@pytest.mark.parametrize(
    "sentence",
    [
        "{} в данном случае преувеличивает степень беды.",
        "{} с горечью констатировал, что сады гибнут.",
        "{}, разбирая эту книгу, находил в ней ошибки.",
        "Как верно подметил в своё время {}, сад растёт сам.",
        "Вот что писал об этом {}.",
        "На это указывал сам {}, когда был жив.",
        "Не прав {}, когда говорит о садах.",
    ],
)
def test_the_verb_of_a_surname_may_stand_further_off(sentence: str, surname: str) -> None:
    assert [agent.name for agent in judged(sentence.format(surname)).agents] == [surname]


@pytest.mark.parametrize(
    "sentence",
    [
        "Сады в данном случае преувеличивают степень беды.",
        "Вокзал Серов в прошлом году отметил праздник.",
        "В Серов с горечью писал брат.",
        "Московский в прошлом вокзал, говорили, снесут.",
    ],
)
def test_not_what_another_subject_does(sentence: str) -> None:
    assert not judged(sentence).agents


def test_who_is_right_or_speaks_is_of_the_gender_of_the_verb() -> None:
    document = judged("Не прав Толстой, когда спорит. Права А. Ладыгина, когда молчит.")
    assert [agent.name for agent in document.agents] == ["Толстой", "А. Ладыгина"]


@pytest.mark.parametrize(
    "behind", ["И далее", "Далее", "И ещё", "И в другом месте", "Чуть ниже", "И на той же странице", "А через год"]
)
def test_behind_a_quotation_a_bare_introduction_goes_on(behind: str) -> None:
    check(f"Громов писал: {{q Громов:«Сады исчезли»}}. {behind}: {{q Громов:«Остались пни»}}.")


def test_nothing_goes_on_where_something_else_is_introduced() -> None:
    check("Громов писал: {q Громов:«Сады исчезли»}. Вывеска была новая: {s:«Белая роза»}.")


@pytest.mark.parametrize(
    "markup",
    [
        "По его собственному признанию, Громов {q Громов:«никогда не сажал яблонь»}.",
        "По собственному признанию Громова, он {q Громов:«никогда не сажал яблонь»}.",
        "Лукин спорил с Громовым. По его словам, Громов {q Лукин:«никогда не сажал яблонь»}.",
        "Вспомним Громова: {q Громов:«Сад – зеркало хозяина»}.",
        "Как тут не вспомнить Громова: {q Громов:«Сад – зеркало хозяина»}!",
        "Приведу ещё Громова: {q Громов:«Сад – зеркало хозяина»}.",
        "Фраза {q Громов:«сад – зеркало хозяина»} принадлежит Громову.",
        "Вывод Громова прост: сад есть {q Громов:«зеркало хозяина»}.",
    ],
)
def test_whose_words_they_are_stands_in_the_frame(markup: str) -> None:
    check(markup)

"""Whose words they are in articles, reviews and news, where many people are named and few verbs of speech stand by."""

import pytest

from tests.drawn import check


@pytest.mark.parametrize(
    "markup",
    [
        "Пётр Белов ушёл к Серову. Серов молчал. {q Белов:«Серов запирает сад}, – замечает он, – {+:а я отпираю»}.",
        "Пётр Белов судит Серова. Серов сажал яблони. {q Белов:«Серов думал о тени}, – пишет автор. – {+:И зря»}.",
        "Пётр Белов судит Ивана Серова. Серов сажал яблони. И вот вывод: {q Белов:«Всё это Серов сажал напрасно»}.",
    ],
)
def test_nobody_tells_of_himself_by_name(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "{q Белов:«Сад растёт сам}, – пишет Пётр Белов. – {+:И ладно}, – говорит он, – {+:пусть»}.",
        "Вернулся Пётр Белов. Пятая моя вина та, что я {q Белов:«не упомянул ни одного из трудов Белова»}.",
    ],
)
def test_the_narrator_names_him_inside_and_a_phrase_may_be_of_him(markup: str) -> None:
    check(markup)

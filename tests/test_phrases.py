"""What a string in marks is when nobody says it: drawn sentences, a rule a test."""

import pytest

from tests.drawn import check


@pytest.mark.parametrize(
    "markup",
    [
        "Он печатался в газете {t:«Вечерняя Заря»}.",
        "В одной из лучших своих работ – {t:«Путь к саду»}, – написанной летом, он спорит.",
        "Начнём с сочинения П. Белова: {t:«Происхождение сада и города»}, которое вышло давно.",
        "Роман Белова {t:«Сад»} вышел летом.",
        "На конференции {t:«П. И. Белов и сад»} было людно.",
        "Статья {t:«Как растёт сад»} и очерк {t:«Вода»} вышли рядом.",
        "Выходили газеты {t:«Заря»} и {t:«Новый день»}.",
        "Книга {t:«Der Garten»} ({t:«Сад»}) вышла давно.",
        "Я пишу в {t:«Вестник садовода»}.",
    ],
)
def test_titles(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "Рабочие фабрики {n:«Красный Сад»} бастовали.",
        "Глава {n:«Сад-Медиа»} уехал.",
        "Он руководил радиостанцией {n:«Голос Сада»}. Потом {n:«Голос Сада»} закрыли.",
        "Устав ЗАО {n:«Сад»} утверждён.",
    ],
)
def test_names(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "Слово {m:«сад»} старое.",
        "Термин {m:«хозрасчёт»} забыт.",
        "В понятии {m:«городского сада»} есть загадка.",
    ],
)
def test_words_spoken_about(markup: str) -> None:
    check(markup)

"""How sure it is that words in marks are held at arm's length, and neither spoken about nor said by somebody."""

import pytest

from pipeline.text import IN_MARKS
from tests.drawn import check, judged

HIGH = [
    ("a noun behind", "Затем начались «решительные» меры."),
    ("a preposition behind", "Тогда пришли «летуны» с завода."),
    ("woven in, though somebody is named", "Белов не принял этой «морали» в расчёт."),
    ("an adjective before", "Это была настоящая «каша»."),
    ("declined", "Дело дошло до «оптимизации»."),
]
MEDIUM = [
    ("two words", "Белов не принял этой «новой морали» в расчёт."),
    ("governed by a verb", "Власти ловили «летунов» с завода."),
    ("somebody's own", "Соседи помнят его «летунов» с завода."),
    ("beside somebody's words", "Белов сказал: «Нет и не будет». Затем начались «решительные» меры."),
    ("in its dictionary form, its verb behind", "Тогда «летуны» уходили с завода."),
    ("in its dictionary form", "Осталась лишь «вольница»."),
    ("in its dictionary form, a conjunction behind", "Осталась лишь «вольница» и тоска."),
    ("declined, and somebody is named", "Белов ушёл от «оптимизации»."),
    ("three words, a word behind", "Начались «меры особого рода» в городе."),
]
LOW = [
    ("in its dictionary form, and somebody is named", "У Белова осталась лишь «вольница»."),
    ("no noun", "Всё решало вечное «кабы»."),
    ("an adjective alone", "Жизнь стала «беспросветной»."),
    ("behind a dash", "Первое было простым, второе – «вольница»."),
    ("three words, nothing behind", "Начались «меры особого рода»."),
]


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        pytest.param(sentence, certainty, id=f"{certainty}: {what}")
        for certainty, sentences in (("high", HIGH), ("medium", MEDIUM), ("low", LOW))
        for what, sentence in sentences
    ],
)
def test_the_grammar_of_the_sentence_says_how_sure_distance_is(sentence: str, certainty: str) -> None:
    *_, span = judged(sentence).of(*IN_MARKS)
    assert (span.kind, span.attrs["rule"], span.attrs["certainty"]) == ("so_called", "distance", certainty)


@pytest.mark.parametrize(
    "markup",
    [
        "Слово {m:«письмо»} означало хлеб, {m:«ответ»} – махорку.",
        "Слово {m:«письмо»} означало хлеб. Шла {s:«новая»} жизнь.",
        "Слово {m:«письмо»} означало хлеб. Людей именуют по-разному: {s:«новые»}.",
        "Осталась лишь {s:«вольница»}, а за ней {s:«смута»}.",
    ],
)
def test_soon_behind_a_word_spoken_about_another_is_so_too_if_it_is_not_woven_in(markup: str) -> None:
    check(markup)

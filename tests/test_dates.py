"""Dates are drawn into the text: `в {1922-10..1922-12?:конце 1922 года}` is the text and what must be found.

In the braces before the colon: `when`, `from/to`, `not_before..not_after`, a question mark for medium certainty,
nothing where the words fix no year.
"""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find.citations import find_citations
from pipeline.find.dates import dates_in, find_dates
from pipeline.find.dates.values import century, day, decade
from pipeline.text import Document, Span, violations


def said(values: dict[str, str]) -> str:
    doubt = "?" if values.get("certainty") == "medium" else ""
    if "from" in values:
        return f"{values['from']}/{values['to']}{doubt}"
    if "not_before" in values:
        return f"{values['not_before']}..{values['not_after']}{doubt}"
    return values.get("when", "")


def drawn(text: str) -> str:
    pieces, past = [], 0
    for one in dates_in(text):
        pieces.append(f"{text[past : one.start]}{{{said(one.values)}:{text[one.start : one.end]}}}")
        past = one.end
    return "".join(pieces) + text[past:]


def assert_found(drawing: str) -> None:
    assert drawn(re.sub(r"\{[^:{}]*:|\}", "", drawing)) == drawing


DATES = [
    "Собрались {1988-09-24:24 сентября 1988 года} в школе.",
    "Собрались {1988-09-24:24 сентября 1988 г.} в школе.",
    "Собрались {1924-03-12:12 марта 1924}, в школе.",
    "Письмо от {1924-03-12:12.03.1924} пропало, как и {1924-03-13:1924-03-13}.",
    "Газета вышла {--08-11:11 августа} и разошлась.",
    "Собирались {1925-05-03/1925-05-05:3–5 мая 1925 года}, не позже.",
    "Собирались {1925-05-28/1925-06-03:28 мая – 3 июня 1925 года}.",
    "Собирались {--05-03/--05-05:3–5 мая} каждый раз.",
    "Писал в {1988-06/1988-08:июне-августе 1988 года}, после всех.",
    "Писал в {1925-05:мае 1925 г.} и {1925-06:июнь 1925} пропустил.",
    "Беседы в {1922-10..1922-12?:конце 1922 года}, и в {1928-01..1928-03?:начале 1928 года}.",
    "Урожай {1922-05..1922-08?:середины 1922 года} был мал.",
    "Спор {1925-01..1925-06:первой половины 1925 года} и {1925-07..1925-12:второй половины 1925 г.}",
    "В {1917-11-21..1917-11-30?:конце ноября 1917 года} всё решилось.",
    "Он возник в {1901-10..1902-03?:конце 1901 — начале 1902 года} сам.",
    "Пришли {1921-03..1921-05?:весной 1921 года}, а зимой {1922:1922 года} ушли.",
    "Споры {:20-х годов} и {:двадцатых годов} забыты, как и {:конец 20-х годов}.",
    "Споры {1920/1929:1920-х годов}, {1920/1929:20-х годов XX века} и {1880/1899:80—90-х годов XIX в.} забыты.",
    "В {1927..1929?:конце 1920-х годов} и {1920/1929:двадцатые годы XX века} рост; {1987..1989?:конец 1980-х} минул.",
    "Перепись {1921/1923:1921–1923 годов} и отчёт {1921/1923:1921-23 гг.} целы.",
    "Голод с {1921/1924:1921 по 1924} не стихал, а с {1921/1924:1921 по 1924 год} тем более.",
    "Дома {1801/1900:XIX века}, {1801/2000:XIX–XX вв.} и {1751..1800:второй половины XVIII века} стоят.",
    "Курган {-0500/-0401:V века до нашей эры} раскопан в {1901..1925?:начале XX в.}",
    "Умер в {1917:1917 г.}, до {1928:1928 года}, а в {1930:1930-м году} забыт.",
    "Книга {0988:988 года} утрачена.",
    "Это было в {1917:1917}, к {1930:1930} стихло, после {1931:1931} повторилось.",
]
NO_DATES = [
    "Издано 1917 книг, а продано 1500.",
    "До 2000 рублей стоил дом, около 1800 домов сгорело.",
    "Весит 100 г. Длина 1925 метров.",
    "Том 1917 потерян, и № 1925 тоже.",
    "Собрались 31 февраля 1925-й раз и 45 мая.",
    "В 5 марок обошлось письмо, в 12 маленьких домах его читали.",
    "Сказано в п. 12.13.1924 и в статье 1.12.3.",
    "Генрих IV и Людовик XIV не встречались.",
]


@pytest.mark.parametrize("drawing", DATES)
def test_dates_say_what_the_words_say(drawing: str) -> None:
    assert_found(drawing)


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_without_a_word_of_time_are_no_dates(text: str) -> None:
    assert drawn(text) == text


def test_a_day_that_the_calendar_lacks_is_no_date() -> None:
    assert day("1925", "02", "31") is None
    assert day("1924", "02", "29") == {"when": "1924-02-29"}
    assert day("", "02", "29") == {"when": "--02-29"}
    assert not list(dates_in("Собрались 31 февраля, 45 мая и 12.13.1924."))


def test_a_decade_without_a_century_says_nothing_of_years() -> None:
    assert decade("20") == {}
    assert decade("двадцатых") == {}
    assert decade("20", century_number="XX") == {"from": "1920", "to": "1929"}


def test_a_numeral_beyond_our_century_is_no_century() -> None:
    assert century("XXII") is None
    assert century("IV") == {"from": "0301", "to": "0400"}
    assert century("XX", until="XIX") is None


def test_only_blocks_have_dates() -> None:
    text = "В 1925 году.\nВ 1926 году."
    document = find_dates(Document("invented", text).adding([Span(0, 12, "paragraph", "p1")]))
    assert [document.slice(span) for span in document.of("date")] == ["1925 году"]


def test_dates_in_citations_and_in_the_text_are_numbered_together_in_text_order() -> None:
    text = "В 1925 году. И «так» (см. К. Розен. Соч., т. 1, М., 1926, стр. 5).\nВ мае 1927 г."
    paragraphs = [
        Span(0, text.index("\n"), "paragraph", "p1"),
        Span(text.index("\n") + 1, len(text), "paragraph", "p2"),
    ]
    document = find_dates(find_citations(Document("invented", text).adding(paragraphs)))
    assert {span.id: document.slice(span) for span in document.of("date")} == {
        "t1": "1925 году",
        "t2": "1926",
        "t3": "мае 1927 г.",
    }


def test_a_date_that_would_cross_a_standing_span_is_left_out() -> None:
    text = "24 сентября 1988 года"
    document = Document("invented", text).adding([Span(0, 21, "paragraph", "p1"), Span(12, 21, "caption", "b1")])
    assert [document.slice(span) for span in find_dates(document).of("date")] == []


def test_a_date_inside_a_note_reference_or_page_number_is_left_out() -> None:
    text = "Слово [1925 год] слово"
    document = Document("invented", text).adding([Span(0, 22, "paragraph", "p1"), Span(6, 16, "note_ref", "r1")])
    assert not list(find_dates(document).of("date"))


@pytest.mark.parametrize("gap", [1, 59, 60, 61, 200])
def test_dates_far_apart_and_near_are_found_alike(gap: int) -> None:
    text = "в 1925 году" + "а" * 0 + " слово" * gap + " в конце 1926 года"
    assert [text[one.start : one.end] for one in dates_in(text)] == ["1925 году", "конце 1926 года"]


W3C = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d")
WORDS = [
    "1925",
    "12",
    "3",
    "мая",
    "май",
    "–",
    "-",
    " ",
    " ",
    " ",
    "года",
    "гг.",
    "XX",
    "века",
    "конце",
    "20-х",
    "годов",
    "в",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_every_value_is_a_w3c_date_and_every_stretch_runs_forward(text: str) -> None:
    past = 0
    for one in dates_in(text):
        assert past <= one.start < one.end
        assert "\n" not in text[one.start : one.end]
        past = one.end
        values = {name: value for name, value in one.values.items() if name != "certainty"}
        assert all(W3C.fullmatch(value) for value in values.values())
        assert values.get("from", "0") <= values.get("to", "9")


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_any_text_yields_lawful_spans_and_the_same_ones_twice(text: str) -> None:
    document = Document("invented", text).adding([Span(0, len(text), "paragraph", "p1")] if text else [])
    assert not list(violations(find_dates(document)))
    assert find_dates(document) == find_dates(document)


def test_a_long_text_with_and_without_dates_takes_time_in_proportion() -> None:
    for sentence in ("Хлеб рос, и цена падала на всех рынках. ", "В конце 1925 года цена упала. ", "1925 "):
        text = sentence * (200_000 // len(sentence))
        begun = process_time()
        found = sum(1 for _ in dates_in(text))
        assert found == text.count("конце")
        assert process_time() - begun < 60

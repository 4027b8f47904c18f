"""Rows of tokens: strings, names and note marks as one token each, and where sentences end."""

import pytest

from pipeline.find.names import find_names
from pipeline.find.quotations.building import cases
from pipeline.find.quotations.tokens import Atoms, Row
from pipeline.text import Document, Span
from tests.drawn import paragraphs


def row(text: str) -> Row:
    return Atoms.of(paragraphs(text)).row(0, len(text), [])


def sentence(text: str, word: str) -> str:
    tokens = row(text)
    low, high = tokens.sentence(tokens.at(text.index(word)))
    return text[tokens.tokens[low].start : tokens.tokens[high - 1].end]


def test_words_numbers_dashes_and_other_marks_are_told_apart() -> None:
    kinds = [(token.kind, token.text) for token in row("Кое-кто, 25 лет – сам... -- да?").tokens]
    assert kinds == [
        ("word", "Кое-кто"), ("mark", ","), ("number", "25"), ("word", "лет"), ("dash", "–"), ("word", "сам"),
        ("mark", "..."), ("dash", "--"), ("word", "да"), ("mark", "?"),
    ]  # fmt: skip


def test_a_hyphen_between_spaces_is_a_dash_and_between_letters_is_not() -> None:
    assert [token.kind for token in row("кто - то кто-то").tokens] == ["word", "dash", "word", "word"]


def test_tokens_stand_where_they_stand_in_the_text_and_low_lines_are_none() -> None:
    text = " __раз_ - _два__ -1\n"
    found = [(token.start, token.end, token.kind, token.text) for token in row(text).tokens]
    assert found == [(3, 6, "word", "раз"), (8, 9, "dash", "-"), (11, 14, "word", "два"),
                     (17, 18, "mark", "-"), (18, 19, "number", "1")]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Раз два. Три четыре.", "Три", "Три четыре."),
        ("Раз два. Три четыре.", "два", "Раз два."),
        ("В 1928 г. он уехал. Потом вернулся.", "он", "В 1928 г. он уехал."),
        ("Так писал и А. Белов. Потом умер.", "Белов", "Так писал и А. Белов."),
        ("Кто там? Никого! Тихо…", "Никого", "Никого!"),
        ("Ну... и что же. Да.", "что", "Ну... и что же."),
    ],
)
def test_a_sentence_ends_at_a_stop_before_a_capital(text: str, word: str, expected: str) -> None:
    assert sentence(text, word) == expected


def test_a_name_is_one_token_that_points_to_its_person() -> None:
    document = find_names(paragraphs("Вчера Пётр Иванович Белов уехал."))
    (name,) = [token for token in Atoms.of(document).row(0, len(document.text), []).tokens if token.kind == "name"]
    assert (name.text, name.ref) == ("Пётр Иванович Белов", "per1")


def test_captions_and_page_numbers_are_no_tokens() -> None:
    text = "раз подпись два [7] три"
    spans = [
        Span(0, len(text), "paragraph", "p1"), Span(4, 11, "figure"), Span(4, 11, "caption", "b1"),
        Span(16, 19, "page_number", "b2", {"n": "7"}),
    ]  # fmt: skip
    tokens = Atoms.of(Document("d", text).adding(spans)).row(0, len(text), []).tokens
    assert [token.text for token in tokens] == ["раз", "два", "три"]


def test_a_string_in_marks_is_one_token_of_the_row_around_it() -> None:
    case, inner = cases(paragraphs("Он «раз „два“ три» ушёл."))
    assert [token.text for token in case.row.tokens] == ["Он", "«раз „два“ три»", "ушёл", "."]
    assert [token.text for token in case.inner.tokens] == ["раз", "„два“", "три"]
    assert inner.row is case.inner


def test_a_string_that_ends_in_a_stop_ends_the_sentence_before_a_capital() -> None:
    first, second = cases(paragraphs("Он крикнул: «Стой!» Потом «ушёл» сам."))
    assert [case.row.tokens[case.bounds[0]].text for case in (first, second)] == ["Он", "Потом"]

"""What the title page says of a text where nothing else does."""

import pytest

from pipeline.find import find
from pipeline.find.title_page import find_title_page
from pipeline.meta import Contributor, Meta
from pipeline.text import Agent, Document, Span


def page(*spans: Span, text: str = "«Сад»\nПётр Белов\nКазань, 1925", meta: Meta = Meta()) -> Meta:  # noqa: B008
    document = Document("d", text, meta).adding(spans, [Agent("per1", "person", "Пётр Белов", "Белов", "Пётр")])
    return find_title_page(document).meta


MAIN = Span(0, 5, "title_part", "b1", {"type": "main"})


def test_the_main_title_is_given_without_its_marks() -> None:
    assert page(MAIN).title == "Сад"


@pytest.mark.parametrize("mark", ["¹", "[1]", "*"])
def test_the_mark_of_a_note_is_no_part_of_the_title(mark: str) -> None:
    text = f"О садах{mark}\n\nСад растёт сам, и никто не помнит, кто его посадил.\n\n{mark} Белов П. Сад. М., 1926.\n"
    assert find(Document("d", text)).meta.title == "О садах"


def test_a_title_with_marks_inside_keeps_them() -> None:
    assert page(Span(0, 14, "title_part", "b1", {"type": "main"}), text="«Сад» и «дом»…").title == "«Сад» и «дом»…"


def test_the_first_heading_is_the_title_where_there_is_no_title_page() -> None:
    assert page(Span(0, 5, "heading", "h1")).title == "Сад"


def test_a_heading_of_the_notes_is_no_title() -> None:
    assert page(Span(0, 10, "back"), Span(0, 10, "heading", "h1"), text="Примечания").title == ""


def test_the_subtitle_is_that_of_the_title_page_on_one_line() -> None:
    assert page(MAIN, Span(6, 24, "title_part", "b2", {"type": "sub"})).subtitle == "Пётр Белов Казань,"


def test_what_the_sidecar_says_stays() -> None:
    assert page(MAIN, meta=Meta(title="Огород")).title == "Огород"


def test_the_by_line_names_the_author() -> None:
    meta = page(Span(6, 16, "byline", "b1"), Span(6, 16, "person_name", "m1", {"person": "per1"}))
    assert meta.authors == (Contributor("Пётр Белов", "person", surname="Белов", forename="Пётр"),)


@pytest.mark.parametrize(
    ("byline", "name", "surname"),
    [
        ("Пётр Ильич Заозёрный", "Пётр Ильич Заозёрный", "Заозёрный"),
        ("Пётр Ильич Лес-Приозёрный", "Пётр Ильич Лес-Приозёрный", "Лес-Приозёрный"),
        ("Пётр Ильич, доктор", "Пётр Ильич", ""),
    ],
)
def test_a_word_behind_forename_and_patronymic_is_the_authors_surname(byline: str, name: str, surname: str) -> None:
    text = f"Сад у моря\n\n{byline}\n\nСад рос у самого моря, и никто не знал, кто его посадил и зачем.\n"
    (author,) = find(Document("d", text)).meta.authors
    assert (author.name, author.surname, author.forename, author.patronym) == (name, surname, "Пётр", "Ильич")


def test_a_by_line_without_a_person_is_taken_as_it_stands() -> None:
    assert page(Span(0, 8, "byline", "b1"), text="Редакция").authors == (Contributor("Редакция"),)


def test_who_translated_is_no_author() -> None:
    line = Span(0, 16, "byline", "b1")
    assert page(line, Span(8, 16, "person_name", "m1", {"person": "per1"}), text="Перевод А. Серова").authors == ()


def test_place_and_date_come_from_the_date_line_of_the_front_matter() -> None:
    line = [Span(17, 29, "dateline", "b1"), Span(17, 23, "place_name"), Span(25, 29, "date", "t1", {"when": "1925"})]
    assert page(*line).place == ""
    meta = page(Span(17, 29, "front"), *line)
    assert (meta.place, meta.date) == ("Казань", "1925")

"""Words whose owner stands elsewhere: in a note, in the sentence before, in what was quoted already."""

import pytest

from tests.drawn import check

BOOK = "[1]. Белов П.И. Сад и город. – М.: Заря, 1926. – С. 5."
ARCHIVE = "[1]. ЦГА. Ф. 12. Оп. 3. Д. 45. Л. 6."


def test_a_note_tells_whose_words_a_phrase_is() -> None:
    check("Деревья там {q Белов:«росли лучше людей»}[1], и все это видели.", BOOK)


def test_a_word_with_a_note_is_his_whom_the_note_cites_and_the_sentence_names() -> None:
    check("Белова возмущают их {q Белов:«развязность»}[1] и лень.", BOOK)


def test_a_word_with_a_note_of_somebody_else_is_held_at_arms_length() -> None:
    check("Соседа возмущает их {s:«развязность»}[1] и лень.", BOOK)


def test_a_word_with_a_note_is_his_whose_report_the_sentence_is() -> None:
    check("Зимин отметил, что Белов признаёт перемены лишь {q Зимин:«на словах»}[1].", ARCHIVE)


def test_a_word_without_a_note_in_a_report_is_held_at_arms_length() -> None:
    check("Зимин отметил, что Белов признаёт перемены в {s:«саду»} и в городе.[1]", ARCHIVE)


def test_a_sentence_of_its_own_goes_on_with_the_one_who_is_reported_before() -> None:
    check("Белов считал сад школой. {q Белов:«Дерево учит ждать и молчать»}.")


def test_a_note_mark_ends_no_sentence_and_hides_none() -> None:
    check(
        "Белов согласен с Зиминым: {q Белов:«Сад растёт медленно»}.[1] И. П. Зимин шире ставит вопрос. "
        "{q Зимин:«Перед нами}, – говорит он, – {+:стоит другая задача»}.",
        BOOK,
    )


@pytest.mark.parametrize(
    "place", ["(с. 12)", "(т. 3, с. 12)", "(II, 45)", "[5, с. 12]", "[13]", "(5, 2, 118)", "(там же)"]
)
def test_a_place_in_a_work_behind_a_phrase_shows_that_it_is_quoted(place: str) -> None:
    check(f"Пётр Белов не любил города. Сад {{q Белов:«растёт сам и тихо»}} {place}, и это всё.")


@pytest.mark.parametrize("aside", ["(1926)", "(и город)", "(или сам)", "(XIX)"])
def test_other_brackets_behind_a_phrase_show_nothing(aside: str) -> None:
    check(f"Пётр Белов не любил города. Сад {{s:«без хозяина»}} {aside} рос хорошо.")


def test_two_words_with_a_page_are_quoted() -> None:
    check("Пётр Белов не любил города. Сад {q Белов:«без хозяина»} (с. 12) рос хорошо.")


@pytest.mark.parametrize(
    "reference", ["(Зимин 1926: 5)", "[Зимин, 1926, с. 5]", "[Зимин 1926 : 5]", "(см.: Зимин, 1926а)", "[Зимин, с. 5]"]
)
def test_a_reference_by_author_and_year_tells_whose_words_a_phrase_is(reference: str) -> None:
    check(f"Пётр Белов не любил города. Сад {{q Зимин:«растёт сам и тихо»}} {reference}.", BOOK)

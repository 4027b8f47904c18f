"""Words whose owner stands elsewhere: in a note, in the sentence before, in what was quoted already."""

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

"""What strings in marks tell of each other."""

from tests.drawn import check, judged


def test_a_row_shares_what_is_sure_of_its_first() -> None:
    check("Белов назвал их {q Белов:«лентяями»}, {q Белов:«невежами»} и {q Белов:«трутнями»}.")


def test_a_row_shares_what_is_sure_of_its_last() -> None:
    check("Это {q Белов:«самотёк»} и {q Белов:«бурьян»}, как утверждает Пётр Белов.")


def test_a_row_is_broken_by_any_other_word() -> None:
    check("Белов назвал их {q Белов:«лентяями»}. Эти {s:«трутни»} обиделись.")


def test_titles_in_a_row_share_their_noun() -> None:
    check("В романах {t:«Сад»}, {t:«Вода»} и {t:«Город»} он спорит с собой.")


def test_a_name_known_once_is_known_again_in_another_case() -> None:
    check("Он строил завод {n:«Красный Луч»}. О {n:«Красном Луче»} писали. Весь {n:«Красный Луч»} гудел.")


def test_a_name_is_known_by_its_first_word() -> None:
    check("Он пришёл на радиостанцию {n:«Голос Сада»}. Редактор {n:«Голоса»} ждал.")


def test_of_two_kinds_the_more_frequent_is_known_again() -> None:
    document = judged("Он строил завод «Луч». Завод «Луч» рос. Вышел роман «Луч». Все любили «Луч».")
    assert [span.kind for span in document.of("name", "title")] == ["name", "name", "title", "name"]


def test_a_long_phrase_belongs_to_the_speaker_of_its_sentence() -> None:
    check(
        "Причём деревья {q Белов:«не знают ни хозяина, ни сторожа, ни часов»}, "
        "и потому, по словам Петра Белова, {q Белов:«растут они лучше людей»}."
    )


def test_what_was_quoted_is_quoted_again() -> None:
    check(
        "Белов писал: {q Белов:«Сад есть тихая работа многих рук»}. Прошло время. "
        "Теперь и нам видна {q Белов:«работа многих рук»}, а не {s:«дар земли»}."
    )


def test_a_capital_where_a_sentence_begins_is_known_from_elsewhere() -> None:
    check("Завод {n:«Луч»} рос. {n:«Луч»} же и строил дома.")


def test_where_names_of_bodies_prevail_a_capital_is_one_more() -> None:
    check("Завод {n:«Луч»}, фабрика {n:«Заря»} и комбинат {n:«Восход»} стоят. Потом стал и {n:«Прибой»}.")


def test_where_they_do_not_it_is_the_title_of_a_work() -> None:
    check("Романы {t:«Луч»} и {t:«Заря»} забыты. Потом забыли и {t:«Прибой»}.")

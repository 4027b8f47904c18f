"""Blocks and the containers around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import tei
from pipeline.find.blocks import find_blocks
from pipeline.find.captions import find_captions
from pipeline.find.citations import find_citations
from pipeline.text import violations
from tests.layouts import blocked, blocks_drawn, noted, tree

BODY = "paragraph| Сад растёт сам, и никто не помнит, кто его посадил.\n\nparagraph| Вода течёт, и никто не знает.\n"
FRONTS = [
    "title_part main| О садах и воде\n\n",
    "title_part main| О САДАХ И ВОДЕ\n\nbyline| П. И. Белов\n\n",
    "byline| Пётр Белов\n\ntitle_part main| О садах и воде\n\n",
    "title_part main| О садах и воде\ntitle_part sub| (из записок старого садовника)\n\nbyline| Белов П. И.\n\n",
    "title_part main| О садах и воде\n\ntitle_part desc| Доклад садоводам\n\ndateline| Казань, 12 мая 1926 г.\n\n",
    "title_part main| О садах и воде\n\nbyline| Пётр Белов, Иван Серов\n\n",
    "title_part main| Кто посадил сад?\n\nbyline| Автор: Пётр Белов\n\ndateline| 12.05.1926\n\n",
    "title_part main| «О садах»\n\n",
    "title_part main| О САДАХ И ВОДЕ\n\nbyline| П. И. БЕЛОВ\n\n",
    "title_part main| О садах и воде\n\nbyline| Белова Анна Павловна, аспирант, Н-ский институт садов\n\n",
    "title_part main| О садах и воде\n\nbyline| Юрий Колесин, г. Тверь\n\n",
    "title_part main| О садах и воде\n\nbyline| Публикация и предисловие П. Белова\n\n",
    "title_part main| О садах и воде\n\nbyline| Пётр Белов\n\ntitle_part desc| «Сад и вода», № 3, 1926\n\n",
    "title_part main| О садах и воде\n\ntitle_part sub| Колхоз «Рассвет» сажает яблони\n\n",
    "title_part main| О садах и воде\n\ntitle_part desc| Лекция, прочитанная на курсах 14 мая 1926 года\n\n",
    "navigation| Главная\nnavigation| Версия для печати\n\ntitle_part main| О садах и воде\n\n",
]


@pytest.mark.parametrize("front", FRONTS)
def test_a_title_page_has_title_subtitle_by_line_occasion_and_date(front: str) -> None:
    document = blocks_drawn(front + BODY)
    assert tree(document).startswith("front(")


def test_a_title_in_capitals_stands_above_a_preface() -> None:
    text = "paragraph| Сад растёт сам, и никто не помнит, кто его посадил.\n\n"
    document = blocks_drawn(f"title_part main| САД И ВОДА\n\nheading| Предисловие\n\n{text}")
    assert tree(document).startswith("front(title_page(doc_title(title_part)))")


def test_lines_broken_in_mid_sentence_behind_a_colon_are_no_list() -> None:
    broken = "paragraph| Сад есть то, что остаётся от нас, когда мы уходим,\nи никто не знает, кто его посадил.\n\n"
    document = blocks_drawn(f"{BODY}\nparagraph| Пётр Белов писал так:\n\n{broken}paragraph| Это верно.\n")
    assert "list" not in tree(document)


def test_lines_that_begin_alike_behind_a_colon_are_a_list() -> None:
    items = "item| яблоки белые и красные, привезённые с севера,\nitem| груши и сливы.\n\n"
    document = blocks_drawn(f"{BODY}\nparagraph| В саду нашли:\n\n{items}paragraph| Это верно.\n")
    assert "list(item)" in tree(document)


def test_an_address_to_the_hall_is_no_title() -> None:
    text = "paragraph| Уважаемые коллеги!\n\nparagraph| Сад растёт сам, и никто не помнит, кто его посадил.\n"
    assert "title_part" not in tree(blocks_drawn(text))


def test_a_second_line_heads_a_section_where_others_do() -> None:
    text = "paragraph| Сад растёт сам, и никто не помнит, кто его посадил.\n\n" * 3
    document = blocks_drawn(
        f"title_part main| О садах и воде\n\nheading| Первые яблони\n\n{text}heading| Последние яблони\n\n{text}"
    )
    assert tree(document).startswith("front(title_page(doc_title(title_part))) body(section(heading paragraph")


def test_words_in_marks_under_the_by_line_with_a_name_below_are_an_epigraph() -> None:
    text = "paragraph| Сад растёт сам, и никто не помнит, кто его посадил.\n\n"
    document = blocks_drawn(
        "title_part main| О садах\n\nbyline| Пётр Белов, садовник\n\n"
        f"paragraph| «Сад есть слово о воде»\n\nparagraph| А. Серов\n\n{text}"
    )
    assert tree(document).startswith("front(title_page(doc_title(title_part) byline)) body(epigraph(paragraph)")


def test_a_preface_and_an_ornament_may_stand_before_a_second_title_page() -> None:
    document = blocks_drawn(
        "title_part main| О садах и воде\n\nbyline| Пётр Белов\n\n"
        "paragraph| Этот доклад был прочитан давно, но сад всё ещё растёт, и вода всё ещё течёт.\n\n"
        "ornament| * * *\n\n"
        "title_part desc| Доклад на собрании садоводов\n\ndateline| Казань, май 1926 года\n\n" + BODY
    )
    assert tree(document) == (
        "front(title_page(doc_title(title_part) byline) preface(paragraph ornament) title_page(title_part) dateline)"
        " body(paragraph)"
    )


def test_a_place_in_a_date_line_is_named() -> None:
    document = blocks_drawn("title_part main| О садах\n\ndateline| г. Казань, 12 мая 1926 г.\n\n" + BODY)
    assert [document.slice(span) for span in document.of("place_name")] == ["г. Казань"]


def test_sections_are_nested_by_their_headings() -> None:
    text = "paragraph| Сад растёт сам, и никто не помнит, кто его посадил.\n\n"
    document = blocks_drawn(
        f"title_part main| О садах и воде\n\n{text}"
        f"heading| Часть первая\n\nheading| Глава 1. Сад\n\n{text}heading| Глава 2. Вода\n\n{text}"
        f"heading| Часть вторая\n\nheading| Глава 3. Город\n\n{text}heading| Заключение\n\n{text}"
    )
    assert tree(document) == (
        "front(title_page(doc_title(title_part))) body(paragraph"
        " section(heading section(heading paragraph) section(heading paragraph))"
        " section(heading section(heading paragraph) section(heading paragraph)))"
    )


HEADINGS = [
    "Глава 1", "ГЛАВА ПЕРВАЯ. САД", "Глава I. Как растёт сад", "§ 1. Сад", "I. Сад", "1. Сад и вода", "САД И ВОДА",
    "Введение", "Часть II", "1.2. Сад и вода", "Как растёт сад", "Письмо первое", "Лекция 3. Сад", "IV",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_is_known_by_its_number_name_capitals_or_place(heading: str) -> None:
    blocks_drawn(f"{BODY}\nheading| {heading}\n\n{BODY}")


LOOK_ALIKES = [
    "1926 год прошёл.", "Да.", "Глава государства молчал, и сад рос.", "СССР.", "Так он сказал:", "– Сад растёт",
    "и сад рос", "Он прочёл «Введение».",
]  # fmt: skip


@pytest.mark.parametrize("line", LOOK_ALIKES)
def test_what_only_looks_like_a_heading_is_a_paragraph(line: str) -> None:
    blocks_drawn(f"{BODY}\nparagraph| {line}\n\n{BODY}")


LISTS = [
    "item| – хлеб;\nitem| – соль;\nitem| – спички.\n",
    "item| • хлеб\nitem| • соль\nitem| • спички\n",
    "item| 1. хлеб;\nitem| 2. соль;\nitem| 3. спички.\n",
    "item| 1) хлеб;\nitem| 2) соль;\nitem| 3) спички.\n",
    "item| * хлеб\nitem| * соль\n",
    "item| ▪ хлеб\nitem| ▪ соль\n",
]


@pytest.mark.parametrize("items", LISTS)
def test_lines_with_one_sign_are_a_list(items: str) -> None:
    document = blocks_drawn(f"{BODY}\nparagraph| Он купил:\n\n{items}\n{BODY}")
    assert tree(document) == "body(paragraph list(item) paragraph)"


def test_speech_with_dashes_is_no_list() -> None:
    blocks_drawn(
        f"{BODY}\nparagraph| – Кто посадил сад? – спросил он.\n\nparagraph| – Никто, – ответила она.\n\n{BODY}"
    )


def test_short_lines_that_run_on_are_verse() -> None:
    document = blocks_drawn(
        f"{BODY}\nverse_line| Сад растёт, и вода течёт,\nverse_line| И никто не помнит того,\n"
        f"verse_line| Кто сажал его каждый год,\nverse_line| Не жалея добра своего.\n\n{BODY}"
    )
    assert tree(document) == "body(paragraph stanza(verse_line) paragraph)"


FURNITURE = [
    "Поделиться", "Версия для печати", "Главная > Статьи > Сады", "Просмотров: 1523", "https://example.org/sady",
    "Читать далее", "© Садовод, 2020", "Теги: сад, вода", "3 комментария", "Поделиться в социальных сетях",
    "0 комментариев", "Комментарии (12)", "Оставить комментарий", "Поделиться:",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_the_furniture_of_a_site_is_navigation(line: str) -> None:
    blocks_drawn(f"{BODY}\nnavigation| {line}\n\n{BODY}")


ORNAMENTS = ["* * *", "***", "———", "• • •", "⁂", "_______", "~~~", "=====", "-- --", "* \u00a0* \u00a0*"]


@pytest.mark.parametrize("line", ORNAMENTS)
def test_a_row_of_signs_is_an_ornament(line: str) -> None:
    blocks_drawn(f"{BODY}\nornament| {line}\n\n{BODY}")


def test_lines_wrapped_at_a_column_are_one_paragraph_and_their_hyphens_are_marked() -> None:
    document = blocks_drawn(
        "paragraph| Сад растёт сам, и никто уже не помнит, кто его посадил и за-\n"
        "чем он это сделал. Вода течёт, и никто не помнит, откуда она те-\n"
        "чёт и куда. Город стоит, и дома в нём стоят по обе стороны реки.\n"
        "   paragraph| Так было всегда, и так оно будет впредь, если не придёт кто-то\n"
        "и не вырубит сад, не засыплет реку и не сроет город до осно-\n"
        "вания. Но этого никто не ждёт и никто этому не верит, потому\n"
        "что верить в это страшно.\n"
    )
    assert len(list(document.of("hyphen"))) == 3


@pytest.mark.parametrize("indent", ["     ", "\t"])
def test_a_wrapped_paragraph_that_is_indented_goes_on_with_a_capital_or_a_figure(indent: str) -> None:
    blocks_drawn(
        "#paragraph| Сад растёт сам, и никто уже не помнит, кто его посадил и\n"
        "зачем он это сделал. Вода течёт, и никто не помнит, откуда она те-\n"
        "чёт и куда. Город стоит, и дома в нём стоят по обе стороны.\n"
        "#paragraph| Так было всегда, и так оно будет впредь, если не придёт в\n"
        "1926 год и не вырубит сад, не засыплет реку и не сроет город до\n"
        "основания. Но этого никто не ждёт и никто этому не верит, потому\n"
        "что верить в это страшно, и страшнее, чем не верить ни во что и\n"
        "никогда, как не верили в посёлке.\n"
        "#paragraph| Так было и в то лето, когда в наш посёлок приехал с семьёй\n"
        "Иван Белов и не узнал ни сада, ни реки, ни города, ни тех, кто\n"
        "жил в нём всегда.\n".replace("#", indent)
    )


VERSES = {
    "capitals, in a text with few blank lines": "verse_line| Сад растёт за рекой —\nverse_line| И не помнит никто,\n"
    "verse_line| Кто рукой молодой\nverse_line| Посадил его тут.\n",
    "small letters": "verse_line| Сад растёт за рекой,\nverse_line| и не помнит никто,\n"
    "verse_line| кто рукой молодой\nverse_line| посадил его тут.\n",
}


@pytest.mark.parametrize("verse", VERSES.values(), ids=VERSES)
def test_a_stanza_that_blank_lines_set_apart_is_verse(verse: str) -> None:
    blocks_drawn(
        f"{BODY}\n{verse}\n{BODY}\nheading| Примечания\n\n"
        "note 1| [1] Белов.\nnote 2| [2] Серов.\nnote 3| [3] Там же.\nnote 4| [4] Ким.\n"
    )


def test_a_text_without_any_paragraph_is_plain_text() -> None:
    assert tree(blocks_drawn("text| https://example.org\n\ntext| Рис. 1. Сад")) == "body(text)"


def test_one_line_is_a_paragraph_and_no_title() -> None:
    assert tree(blocks_drawn("paragraph| Сад растёт сам")) == "body(paragraph)"


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u00a0\n"])
def test_a_white_text_has_no_blocks(text: str) -> None:
    assert blocked(text).spans == ()


@pytest.mark.parametrize("sign", ["\u00a0", "\u00ad", "\u200b", "\t", "\ufeff", "\u2060"])
def test_signs_that_cannot_be_seen_change_no_block(sign: str) -> None:
    document = blocked(
        f"О садах\n\n{sign}Сад рас{sign}тёт сам, и никто не помнит, кто его посадил.{sign}\n\n{sign}\n\nКонец.\n"
    )
    assert tree(document).startswith("front(title_page(doc_title(title_part))) body(paragraph")


def test_a_line_of_invisible_signs_only_is_furniture() -> None:
    blocks_drawn(f"{BODY}\nnavigation| \u200b\u200b\n\n{BODY}")


def test_page_numbers_alone_on_a_line_are_page_numbers_if_they_rise() -> None:
    blocks_drawn(
        f"{BODY}\npage_number 12| 12\n\n{BODY}\npage_number 13| 13\n\n{BODY}\npage_number 14| – 14 –\n\n{BODY}"
    )


def test_numbers_counted_from_one_head_sections() -> None:
    document = blocks_drawn(f"heading| 1\n\n{BODY}\nheading| 2\n\n{BODY}\nheading| 3\n\n{BODY}")
    assert tree(document) == "body(" + " ".join(["section(heading paragraph)"] * 3) + ")"


def test_a_numbered_caption_alone_on_a_line_is_the_head_of_a_figure() -> None:
    document = blocks_drawn(f"{BODY}\ncaption| Рис. 3. Сад в мае\n\n{BODY}")
    assert tree(document) == "body(paragraph figure(caption) paragraph)"


def test_a_place_and_date_at_the_end_are_a_date_line() -> None:
    blocks_drawn(f"{BODY}\ndateline| Казань, 12 мая 1926 г.\n")


def test_a_name_with_initials_before_a_year_is_no_place() -> None:
    document = blocks_drawn("title_part main| О садах\n\ndateline| П. А. Белов. 1926.\n\n" + BODY)
    assert not list(document.of("place_name"))


def test_notes_at_the_end_are_the_back() -> None:
    document = blocks_drawn(
        "title_part main| О садах\n\nparagraph| Сад растёт.[1] Вода течёт, и никто не помнит, куда.[2]\n\n"
        "heading| Примечания\n\nnote 1| [1]. Белов П. Сад. М., 1926.\nnote 2| [2]. Там же.\n"
    )
    assert tree(document) == "front(title_page(doc_title(title_part))) body(paragraph) back(notes(heading note))"


def test_notes_of_several_chapters_are_nested_under_one_heading() -> None:
    document = blocked(
        "Глава 1\n\nСад растёт.[1] Вода течёт.[2]\n\nГлава 2\n\nГород стоит.[1] Дом стоит.[2]\n\nПримечания\n\n"
        "Глава 1\n\n[1] Белов.\n[2] Серов.\n\nГлава 2\n\n[1] Там же.\n[2] Перевод наш.\n"
    )
    assert tree(document) == (
        "body(section(heading paragraph) section(heading paragraph))"
        " back(notes(heading section(heading note) section(heading note)))"
    )


SIGNS = [
    "О садах", "Сад растёт сам, и никто не помнит, кто его посадил.", "П. И. Белов", "Казань, 12 мая 1926 г.",
    "* * *", "Глава 1", "Часть вторая", "1. хлеб", "2. соль", "– хлеб;", "Он купил:", "12", "13", "[14]",
    "Рис. 1. Сад", "Поделиться", "↩︎", "Введение", "Сад,", "Вода,", "Дом,", "Город.", "сам-", "тёт",
    "[1] Белов П. Сад. М., 1926.", "Сад.[1]", "1. Серов И. Вода. М., 1931.", "Литература", "Примечания",
    "Сад [1, с. 5].", "* Так у Белова.", "Сад*", "\u200b", "«Сад»", "Доклад", "<b>&", "Там же.",
]  # fmt: skip

ENDS = ["\n", "\n\n", "\n\n\n", " ", "\n   ", "\u00a0", "\n\t"]
TEXTS = st.lists(st.tuples(st.sampled_from(SIGNS), st.sampled_from(ENDS)), max_size=25).map(
    lambda pairs: "".join(sign + end for sign, end in pairs)
)


@given(TEXTS)
def test_any_text_is_held_by_blocks_and_comes_back_from_its_tei(text: str) -> None:
    document = find_citations(find_captions(blocked(text)))
    assert not list(violations(document))
    assert document == find_citations(find_captions(find_blocks(noted(text))))
    if text.strip():
        root = tei.parse(tei.encode(document))
        assert tei.read(root, text) == document


@given(st.text(alphabet="Аб1 .\n-*[]«»\u00a0\u200b\u00ad\tI:§—", max_size=60))
def test_any_signs_are_held_by_blocks(text: str) -> None:
    assert blocked(text) == find_blocks(noted(text))


def test_a_table_of_contents_is_a_list_and_its_lines_are_no_headings() -> None:
    blocks_drawn(
        "title_part main| О садах и воде\n\nheading| Содержание\n"
        "item| Введение\t3\nitem| Глава 1. Сад\t5\nitem| Заключение .... 20\n\n"
        f"heading| Введение\n\n{BODY}\nheading| Глава 1. Сад\n\n{BODY}"
    )


def test_a_running_head_beside_a_page_number_is_furniture() -> None:
    blocks_drawn(
        f"title_part main| О садах\n\nbyline| П. И. Белов\n\n{BODY}\n"
        f"page_number 12| 12\n\nnavigation| П. И. Белов\n\n{BODY}\n"
        f"page_number 13| 13\n\nnavigation| П. И. Белов\n\n{BODY}"
    )


def test_page_numbers_of_a_wrapped_text_stand_alone() -> None:
    blocks_drawn(
        "paragraph| Сад растёт сам, и никто уже не помнит, кто его посадил и зачем\n"
        "он это сделал. Вода течёт, и никто не помнит, откуда она течёт.\npage_number 12| 12\n"
        "   paragraph| Так было всегда, и так оно будет впредь, если не придёт кто\n"
        "и не вырубит сад, не засыплет реку и не сроет город до основа.\npage_number 13| 13\n"
        "   paragraph| Но этого никто не ждёт и никто этому не верит, потому что\nверить в это страшно.\n"
    )


def test_the_headings_and_notes_of_markdown_are_known() -> None:
    document = blocks_drawn(
        f"heading| # О садах\n\nheading| ## Сад\n\n{BODY}\nitem| - яблоня\nitem| - груша\n\nheading| ## Вода\n\n"
        "paragraph| Вода течёт.[^1] Город стоит, и никто не помнит, кто его строил.[^2]\n\n"
        "note 1| [^1]: Белов П. Сад. М., 1926.\nnote 2| [^2]: Там же.\n"
    )
    assert tree(document) == (
        "body(section(heading section(heading paragraph list(item)) section(heading paragraph))) back(notes(note))"
    )


@pytest.mark.parametrize(
    "line", ["Второй раз издано в 1935 году.", "Белов родился 12 мая 1926 г.", "Так было до 1926 года."]
)
def test_a_sentence_that_ends_in_a_date_is_no_date_line(line: str) -> None:
    blocks_drawn(f"{BODY}\nparagraph| {line}\n")


def test_a_heading_of_notes_without_any_note_is_a_heading() -> None:
    assert tree(blocked(f"{BODY}\nСсылки\n\nСады России, лучшие сады на свете, о которых все молчат.\n")) == (
        "body(paragraph section(heading paragraph))"
    )

"""What a site, a journal or a publisher puts around a text, and what only looks like it."""

import pytest

from tests.layouts import blocked, blocks_drawn, tree

SAD = "paragraph| Сад растёт сам, и никто в посёлке уже не помнит, кто его посадил и зачем.\n\n"
VODA = "paragraph| Вода течёт с горы, и всякий, кто живёт у реки, знает её голос.\n\n"
TITLE = "title_part main| О садах\n\n"

NOTED = f"{TITLE}{SAD.replace('сам,', 'сам[1],')}{VODA}heading| Примечания\n\nnote 1| [1] Белов П. Сад. М., 1926.\n\n"
BOOKS = "heading| Литература\n\ncitation 1| 1. Белов П. Сад. М., 1926.\ncitation 2| 2. Серов И. Вода. М., 1931.\n\n"

FURNITURE = {
    "menu in a row": f"navigation| Главная\tО нас\tАрхив\tКонтакты\n\n{TITLE}{SAD}{VODA}",
    "menu behind bars": f"navigation| Новости | Статьи | Форум\n\n{TITLE}{SAD}{VODA}",
    "menu in a column": f"navigation| Главная\nnavigation| О журнале\nnavigation| Наши сады\nnavigation| Контакты\n\n"
    f"{TITLE}{SAD}{VODA}",
    "a cell of a table is no menu": f"{TITLE}{SAD}paragraph| Яблоки\t12\tГруши\t7.\n\n{VODA}",
    "one word of a menu is a heading": f"{TITLE}{SAD}heading| Библиотека\n\n{VODA}",
    "pages of a site": f"{TITLE}{SAD}{VODA}navigation| [1] [2] [3] След.\n",
    "next page": f"{TITLE}{SAD}{VODA}navigation| Далее →\n",
    "links under their heading": f"{TITLE}{SAD}{VODA}navigation| Читайте также\n\nnavigation| Как растут сады\n\n"
    "navigation| Почему течёт вода\n",
    "links in the middle": f"{TITLE}{SAD}navigation| Читайте также\n\nnavigation| Как растут сады\n\n{VODA}{SAD}",
    "a heading below links": f"{TITLE}{SAD}navigation| Читайте также\n\nnavigation| Как растут сады\n\n"
    f"heading| Вода\n\n{VODA}",
    "notices": f"navigation| Мы используем файлы cookie. Оставаясь здесь, вы соглашаетесь с этим.\n\n{TITLE}{SAD}{VODA}"
    "navigation| Нашли ошибку? Выделите её и нажмите клавишу.\n\nnavigation| © Заря, 2019. Все права защищены.\n",
    "shares, counters, adverts": f"{TITLE}navigation| Время чтения: 9 мин.\n\nnavigation| Поделиться:\n"
    f"navigation| ВКонтакте\nnavigation| Telegram\n\n{SAD}navigation| i Надоели баннеры? Их можно отключить.\n\n"
    f"navigation| Реклама\n\n{VODA}navigation| Количество просмотров: 340\n\nnavigation| Всего комментариев: 0\n\n"
    "navigation| Опубликовано 12.03.2015\n\nnavigation| 12:40\n\nnavigation| Страница 3 из 8\n\n"
    "navigation| 1 2 3 … Следующая\n",
    "a time at the head of a page": f"navigation| 12:40\n{TITLE}{SAD}{VODA}",
    "hours of a chronicle": f"{TITLE}{SAD}paragraph| 12:40\n\n{SAD}paragraph| 13:15\n\n{VODA}",
    "verse has a measure": f"{TITLE}{SAD}{VODA}paragraph| Размер: ямб,\n\n{SAD}",
    "what a text was published in": f"title_part main| О САДАХ\n\n"
    f"title_part desc| Опубликовано в журнале «Заря», 1926, № 3\n\n{SAD}{VODA}",
    "words that are furniture only beside it": f"{TITLE}{SAD}"
    f"heading| Реклама\n\n{VODA}heading| Telegram\n\n{SAD}{VODA}",
    "what only begins like a date of a page": f"{TITLE}{SAD}paragraph| Опубликовано было в 1926 году всё.\n\n{VODA}",
    "contents between links": f"{TITLE}{SAD}{VODA}navigation| Назад\nnavigation| Оглавление\nnavigation| Вперёд\n",
    "menu in capitals": f"navigation| НОВОСТИ\n\nnavigation| СТАТЬИ\n\nnavigation| ЛЕКЦИИ\n\n{TITLE}{SAD}{VODA}",
    "languages of a site": "navigation| Русский\nnavigation| English\nnavigation| Текущий номер\n"
    f"navigation| О журнале\n\n{TITLE}{SAD}{VODA}",
    "a title among the lines of a wiki": "navigation| Войти\nnavigation| Статья\nnavigation| Обсуждение\n\n"
    f"title_part main| О садах\nnavigation| Материал из Садопедии — свободной энциклопедии\n\n{SAD}{VODA}",
    "a title right below the lines of a wiki": "navigation| Войти\nnavigation| Статья\nnavigation| Обсуждение\n"
    f"title_part main| О садах\nnavigation| Материал из Садопедии\n\n{SAD}{VODA}",
    "head of a journal's page": "navigation| Опубликовано в журнале:\ntitle_part desc| «Северная вода» 1989, № 7\n\n"
    f"{TITLE}byline| Иван СЕРОВ\n\n{SAD}{VODA}",
    "head of a library of papers": "navigation| Научная статья на тему 'О садах'\n\nnavigation| CC BY\n"
    "navigation| 274\nnavigation| 74\nnavigation| i Надоели баннеры? Их можно отключить.\n\n"
    f"title_part desc| УДК 631.4\n\n{TITLE}{SAD}{VODA}",
    "head of a library of files": "navigation| ----------\nnavigation| OCR: Иван Серов\nnavigation| ----------\n"
    f"title_part main| О САДАХ\n\n{SAD}heading| II\n\n{VODA}",
    "box of a wiki": "title_part main| Белов, Пётр Ильич\nnavigation| Материал из Садопедии\n"
    f"navigation| Пётр Ильич Белов\nnavigation| Дата рождения\t11 марта 1892\n"
    f"navigation| Род занятий\tсадовник\n\n{SAD}{VODA}",
    "box below the title": f"byline| Иван Серов\n\n{TITLE.strip()}\nnavigation| Материал из Садопедии\n"
    f"navigation| Площадь\t12 км\nnavigation| Глубина\t31 м\n\n{SAD}{VODA}",
    "rows of a table": f"{TITLE}{SAD}paragraph| Яблони\tдвадцать пудов.\n\nparagraph| Груши\tдесять пудов.\n\n{VODA}",
    "links behind the notes": f"{NOTED}navigation| Сады у реки\n\nnavigation| Как пахнет яблоко\n\n"
    "navigation| Поделиться\n",
    "abbreviations behind the notes": f"{NOTED}paragraph| АС – Архив садов\n\nparagraph| АВ – Архив вод\n\n"
    "navigation| Поделиться\n",
    "short lines behind the notes": f"{NOTED}paragraph| Сады у реки\n\nparagraph| Яблоки у воды\n",
    "who made the text behind the notes": f"{NOTED}paragraph| Перевод Ивана Серова\n",
    "how to cite behind the literature": f"{TITLE}{SAD}{VODA}{BOOKS}"
    "navigation| Ссылка для цитирования: Ким А. О садах // Сад. 1999. № 1.\n",
    "links behind literature without numbers": f"{TITLE}{SAD}{VODA}heading| Литература\n\n"
    "citation| Белов П. Сад. М., 1926.\ncitation| Серов И. Вода. М., 1931.\n\nnavigation| Сады у реки\n"
    "navigation| Наверх\n",
    "a sentence on rights": f"{TITLE}{SAD}paragraph| Права защищены, но сад растёт без них.\n\n{VODA}",
    "news": f"{TITLE}dateline| 12 мая 2019, 14:35\n\ncaption| Фото: Иван Серов\n\n{SAD}{VODA}"
    "navigation| Источник: Заря\n",
    "by-line of news": f"{TITLE}byline| Текст: Иван Серов\n\n{SAD}{VODA}",
    "brackets that are no link": f"{TITLE}{SAD}paragraph| Сад растёт [править нельзя сад].\n\n{VODA}",
    "zero width": f"{TITLE}{SAD}navigation| \u200b\n\n{VODA}",
}


@pytest.mark.parametrize("drawing", FURNITURE.values(), ids=FURNITURE)
def test_furniture_is_told_from_text(drawing: str) -> None:
    blocks_drawn(drawing)


def test_a_line_with_the_link_of_a_wiki_is_a_heading() -> None:
    link = "[править | править код]"
    document = blocked(
        f"О садах\n\nСад растёт.\n\nСад в 1926 году{link}\nВода течёт.\n\nЛитература{link}\nБелов П. Сад. М., 1926.\n"
    )
    assert [document.slice(span) for span in document.of("heading")] == ["Сад в 1926 году", "Литература"]
    assert [document.slice(span) for span in document.of("navigation")] == [link, link]
    assert tree(document).endswith("back(bibliography(heading navigation bibliography_list(citation)))")


CONTENTS = {
    "pages behind blanks": f"{TITLE}heading| Содержание\n\nitem| Введение 3\nitem| Сад 5\nitem| Вода 17\n\n"
    f"heading| Введение\n\n{SAD}heading| Сад\n\n{VODA}",
    "no pages": f"{TITLE}heading| Содержание\n\nitem| Сад\n\nitem| Вода\n\n"
    f"heading| Сад\n\n{SAD}heading| Вода\n\n{VODA}",
    "no heading": f"{TITLE}item| Сад и люди\nitem| Вода и люди\nitem| Город и люди\n\n"
    f"heading| Сад и люди\n\n{SAD}heading| Вода и люди\n\n{VODA}heading| Город и люди\n\n{SAD}",
    "years are no pages": f"{TITLE}{SAD}paragraph| Сад, 1926\n\nparagraph| Вода, 1931\n\n"
    f"paragraph| Город, 1935\n\n{VODA}",
    "lines that do not come again": f"{TITLE}{SAD}paragraph| Сад и люди,\n\nparagraph| вода и люди,\n\n"
    f"paragraph| город и люди.\n\n{VODA}",
}


@pytest.mark.parametrize("drawing", CONTENTS.values(), ids=CONTENTS)
def test_contents_are_items(drawing: str) -> None:
    blocks_drawn(drawing)


PAPERS = {
    "head of a paper": "title_part desc| УДК 631.4\n\nbyline| П. И. Белов\n\ntitle_part main| О САДАХ\n\n"
    "title_part desc| Казанский университет, г. Казань\n\ntitle_part desc| belov@mail.example\n\n"
    f"paragraph| Аннотация. Сад растёт, и вода течёт.\n\nparagraph| Ключевые слова: сад, вода.\n\n{SAD}{VODA}",
    "a title that names a university": f"title_part main| Университет и сад\n\nbyline| П. И. Белов\n\n{SAD}{VODA}",
    "a classification and no title": f"paragraph| УДК 631.4\n\n{SAD}{VODA}",
    "a site's line between author and title": "byline| П. И. Белов\n\nnavigation| Версия для печати\n\n"
    f"title_part main| О садах\n\n{SAD}{VODA}",
}


@pytest.mark.parametrize("drawing", PAPERS.values(), ids=PAPERS)
def test_the_head_of_a_paper_is_front_matter(drawing: str) -> None:
    blocks_drawn(drawing)


PICTURES = {
    "a year": f"{TITLE}{SAD}caption| Сад у реки. Фото 1911 года\n\n{VODA}",
    "who made it": f"{TITLE}{SAD}caption| Сад у реки. Фото И. Серова\n\n{VODA}",
    "a shortened year": f"{TITLE}{SAD}caption| Сад у реки. Фото 1899 г.\n\n{VODA}",
    "who has it": f"{TITLE}{SAD}caption| Сад у реки, 1913 г. Из фондов музея\n\n{VODA}",
    "what is on it": f"{TITLE}{SAD}caption| На фото: садовник с женой\n\n{VODA}",
    "who stands where": f"{TITLE}{SAD}caption| Садовник Белов (в центре) с семьёй. 1910\n\n{VODA}",
    "a heading on pictures": f"{TITLE}{SAD}heading| Кино, фото и сад\n\n{VODA}",
    "a sentence on a picture": f"{TITLE}{SAD}paragraph| На фото 1911 года сад ещё молод.\n\n{VODA}",
    "a sentence with brackets": f"{TITLE}{SAD}paragraph| Садовник (слева от него дом) шёл к реке,\n\n{VODA}",
}


@pytest.mark.parametrize("drawing", PICTURES.values(), ids=PICTURES)
def test_a_line_may_say_that_it_stands_under_a_picture(drawing: str) -> None:
    blocks_drawn(drawing)


HEADS = {
    "key words without a stop": f"{TITLE}{SAD}paragraph| Ключевые слова: сад, вода\n\n{VODA}{SAD}",
    "a number and a word is nobody": f"{TITLE}byline| Иван Серов\n\n"
    f"heading| I. Сад\n\n{SAD}heading| II. Вода\n\n{VODA}",
    "initials of a foreigner": f"{TITLE}byline| I. Smith\n\n{SAD}{VODA}",
    "years head sections": f"{TITLE}{SAD}heading| 1908\n\n{VODA}heading| 1910\n\n{SAD}heading| 1914\n\n{VODA}",
    "pages rise": f"{TITLE}{SAD}page_number 108| 108\n\n{VODA}page_number 109| 109\n\n{SAD}",
}


@pytest.mark.parametrize("drawing", HEADS.values(), ids=HEADS)
def test_what_heads_is_told_from_what_does_not(drawing: str) -> None:
    blocks_drawn(drawing)


EPIGRAPHS = {
    "under the title": ("О садах\n\nСад – это мы.\n\nИ. Серов\n\n{}\n\n{}\n", "body(epigraph(paragraph) paragraph)"),
    "with its source": (
        "О садах\n\n«Сад – это мы».\n\n— Иван Серов. «Вода», 1926\n\n{}\n\n{}\n",
        "body(epigraph(paragraph) paragraph)",
    ),
    "in verse, under a heading": (
        "О садах\n\n{}\n\nГлава 1. Сад\n\nСад растёт за рекой,\nИ не помнит никто,\nКто рукой молодой\n"
        "Посадил его тут.\n\n"
        "И. Серов\n\n{}\n",
        "body(paragraph section(heading epigraph(stanza(verse_line) paragraph) paragraph))",
    ),
    "no name": ("О садах\n\nСад – это мы.\n\n{}\n\n{}\n", "body(paragraph)"),
    "a paragraph on somebody": ("О садах\n\n{}\n\nЭто видел И. Серов.\n\n{}\n", "body(paragraph)"),
    "a section that bears a name": ("О садах\n\n{}\n\n{}\n\nИван Серов\n\n{}\n", "section(heading paragraph)"),
}


@pytest.mark.parametrize(("text", "expected"), EPIGRAPHS.values(), ids=EPIGRAPHS)
def test_an_epigraph_is_a_few_lines_and_a_name(text: str, expected: str) -> None:
    long = "Сад растёт сам, и никто в посёлке уже не помнит, кто его посадил и зачем он это сделал. " * 5
    assert expected in tree(blocked(text.replace("{}", long.strip())))


LISTS = {
    "bullets apart": f"{TITLE}{SAD}item| • вода;\n\nitem| • земля;\n\nitem| • солнце.\n\n{VODA}",
    "one bullet": f"{TITLE}{SAD}paragraph| • вода и земля, без которых сад не растёт.\n\n{VODA}",
    "speech apart": f"{TITLE}{SAD}paragraph| – Кто посадил этот сад?\n\nparagraph| – Никто не помнит.\n\n{VODA}",
}


@pytest.mark.parametrize("drawing", LISTS.values(), ids=LISTS)
def test_bullets_make_items_whatever_stands_between(drawing: str) -> None:
    blocks_drawn(drawing)


COMMENTS = "Комментарии\n\nserov\n15 мая 2019, 10:22\nСпасибо, сад [1] хорош.\nОтветить\n"


@pytest.mark.parametrize("heading", ["Комментарии", "Комментарии (3)", "3 комментария", "Отзывы"])
def test_what_readers_wrote_is_furniture(heading: str) -> None:
    comments = COMMENTS.replace("Комментарии", heading)
    document = blocked(f"О садах\n\nСад растёт.[1]\n\nПримечания\n\n[1] Белов П. Сад.\n\n{comments}")
    assert [document.slice(span) for span in document.of("navigation")] == [
        line for line in comments.split("\n") if line
    ]
    assert [document.slice(span) for span in document.of("note")] == ["[1] Белов П. Сад."]


def test_comments_of_the_author_may_stand_above_those_of_readers() -> None:
    notes = "Комментарии\n\n1. Белов П. Сад.\n2. Там же.\n\n"
    document = blocked(
        f"О садах\n\nСад растёт.[1] Вода течёт.[2]\n\n{notes}Отзывы\n\nserov\n15.05.2019 10:22\nСад хорош.\n"
    )
    assert [document.slice(span) for span in document.of("note")] == ["1. Белов П. Сад.", "2. Там же."]
    assert next(document.slice(span) for span in document.of("navigation")) == "Отзывы"


def test_the_first_line_of_a_wiki_may_be_its_title() -> None:
    document = blocked(f"О садах[править]\n\n{SAD}{VODA}".replace("paragraph| ", ""))
    assert [document.slice(span) for span in document.of("title_part", "navigation")] == ["О садах", "[править]"]


def test_comments_that_nobody_can_answer_are_notes() -> None:
    document = blocked("О садах\n\nСад растёт.[1]\n\nКомментарии\n\n[1] Белов писал это 15 мая 1919 года.\n")
    assert next(document.slice(span) for span in document.of("heading")) == "Комментарии"


def test_a_name_above_a_closing_date_is_no_heading() -> None:
    assert "heading" not in tree(blocked("О садах\n\nСад растёт сам.\n\nВаш П. Белов\n\n12 мая 1926 г.\n"))

"""What a site, a journal or a publisher puts around a text, and what only looks like it."""

import pytest

from tests.layouts import blocked, blocks_drawn, tree

SAD = "paragraph| Сад растёт сам, и никто в посёлке уже не помнит, кто его посадил и зачем.\n\n"
VODA = "paragraph| Вода течёт с горы, и всякий, кто живёт у реки, знает её голос.\n\n"
TITLE = "title_part main| О садах\n\n"

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


def test_a_name_above_a_closing_date_is_no_heading() -> None:
    assert "heading" not in tree(blocked("О садах\n\nСад растёт сам.\n\nВаш П. Белов\n\n12 мая 1926 г.\n"))

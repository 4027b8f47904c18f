"""Captions run into a sentence are drawn in braces; all else must stay text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find.blocks import find_blocks
from pipeline.find.captions import find_captions
from pipeline.text import Document, violations

FRONT = "О садах и воде\n\nДоклад на собрании садоводов\n\nКазань, 12 мая 1926 г.\n\n"
OPENING = "Собрание началось утром, и зал был полон.\n\n"


def captioned(text: str) -> Document:
    document = find_captions(find_blocks(Document("drawn", text)))
    assert not list(violations(document))
    return document


def drawn(document: Document) -> str:
    text = document.text
    for span in reversed(list(document.of("caption"))):
        text = f"{text[: span.start]}{{{text[span.start : span.end]}}}{text[span.end :]}"
    return text


def assert_found(drawing: str) -> None:
    assert drawn(captioned(drawing.replace("{", "").replace("}", ""))) == drawing


FOUND = [
    "Сад растёт сам, и {Пётр Белов – Доклад на собрании садоводов, Казань}никто не помнит, кто его посадил.",
    "Сад растёт сам. {Пётр Белов – Доклад на собрании садоводов, Казань}Никто не помнит, кто его посадил.",
    "Сад растёт сам, и {«Доклад на собрании садоводов». Казань}никто не помнит, кто его посадил.",
    "Сад растёт сам, и {Доклад на собрании садоводов}никто не помнит, кто его посадил.",
]


@pytest.mark.parametrize("sentence", FOUND)
def test_a_caption_ends_in_what_the_title_page_says(sentence: str) -> None:
    assert_found(f"{FRONT}{OPENING}{sentence}\n")


def test_captions_with_the_same_end_show_each_other() -> None:
    assert_found(
        f"{OPENING}Сад растёт. {{Белов на собрании садоводов Казани весной}}Никто не помнит, кто его посадил.\n\n"
        "Вода течёт. {Серов на собрании садоводов Казани весной}Куда, не знает никто.\n"
    )


def test_a_caption_is_the_head_of_a_figure_of_the_same_extent() -> None:
    document = captioned(f"{FRONT}{OPENING}{FOUND[0]}".replace("{", "").replace("}", ""))
    (figure,), (caption,) = document.of("figure"), document.of("caption")
    assert (figure.start, figure.end) == (caption.start, caption.end)
    assert caption.id
    assert caption.id not in {span.id for span in document.spans if span is not caption}


NONE = [
    "На собрании садоводов в Казани говорили о воде, и никто не спорил.",
    "Доклад на собрании садоводов был долгим, и никто его не слушал.",
    "В Казанине, у Казанова и под Казанью сад растёт сам.",
    "Казаньпром и ЖилКазаньСтрой растят сады; ГлавСад и СадПром – нет.",
    "Сад растёт сам.Никто не помнит, кто его посадил.Вода течёт.Никто не помнит, куда.",
    "МакДональд и МакГрегор спорили: МакДональд был прав, МакГрегор – нет.",
    "«Сад»и «Вода»– две книги, «Сад»и «Вода»– два города.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_only_looks_like_a_caption_is_text(sentence: str) -> None:
    assert_found(f"{FRONT}{OPENING}{sentence}\n\n{OPENING}")


SIGNS = [
    "Сад растёт",
    ", и ",
    ". ",
    "Доклад на собрании садоводов",
    "Казань",
    "никто",
    "Никто",
    "Пётр Белов",
    "«",
    "»",
    "\n\n",
    " ",
]


@given(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join))
def test_any_text_yields_lawful_captions_inside_one_paragraph(text: str) -> None:
    document = captioned(FRONT + OPENING + text)
    paragraphs = list(document.of("paragraph"))
    assert document == captioned(FRONT + OPENING + text)
    for caption in document.of("caption"):
        assert any(paragraph.holds(caption) for paragraph in paragraphs)

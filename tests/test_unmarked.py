"""Paragraphs that are quotations though no mark says so: behind a colon, after a word of speech."""

import pytest

from pipeline.find import find
from pipeline.text import Document

WORDS = "Сад есть тихая работа многих рук, и никто не видит её, пока она не кончена"
BOOK = "\n\nПримечания\n\n[1]. Белов П.И. Сад и город. – М.: Заря, 1926. – С. 5.\n"


def quoted(text: str) -> list[tuple[str, str]]:
    """The words and the speaker of each quotation set off without marks."""
    document = find(Document("d", text))
    names = {agent.id: agent.name for agent in document.agents}
    spans = document.of("block_quotation")
    return [(document.slice(span), names.get(span.attrs.get("speaker", ""), "")) for span in spans]


@pytest.mark.parametrize(
    "leading",
    [
        "О садах спорят. Пётр Белов в новой книге писал:",
        "О садах спорят. Вот слова Петра Белова:",
        "О садах спорят. Сам он, Пётр Белов, замечает по этому поводу:",
        "О садах спорят. По мнению Петра Белова:",
    ],
)
def test_a_paragraph_behind_a_colon_and_a_word_of_speech_is_quoted(leading: str) -> None:
    ((words, speaker),) = quoted(f"{leading}\n\n{WORDS}.\n\nТак было.\n")
    assert words == f"{WORDS}."
    assert speaker.split()[-1] == "Белов"


@pytest.mark.parametrize("behind", [".[1]", " [1].", " (Белов П. Сад. М., 1926. С. 5)."])
def test_marks_and_references_at_its_end_are_no_part_of_it(behind: str) -> None:
    ((words, _),) = quoted(f"Пётр Белов писал о садах так:\n\n{WORDS}{behind}\n\nТак было.{BOOK}")
    assert words.rstrip(".") == WORDS


@pytest.mark.parametrize(
    ("leading", "paragraph"),
    [
        ("Для сада нужны, как указывал Пётр Белов, следующие вещи:", f"{WORDS}."),
        ("Пётр Белов называл две причины:", f"{WORDS}."),
        ("Дело было так:", f"{WORDS}."),
        ("Пётр Белов писал:", "Сад есть труд."),
        ("Пётр Белов писал:", f"– {WORDS}."),
        ("Пётр Белов писал:", f"1) {WORDS};"),
        ("Пётр Белов писал.", f"{WORDS}."),
        ("Я писал тогда брату:", f"{WORDS}."),
    ],
)
def test_lists_talk_and_an_authors_own_reasons_are_not(leading: str, paragraph: str) -> None:
    assert quoted(f"О садах спорят. {leading}\n\n{paragraph}\n\nТак было.\n") == []


def test_strings_in_marks_inside_it_are_judged_as_anywhere() -> None:
    document = find(Document("d", f"Пётр Белов писал:\n\n{WORDS.replace('тихая', '«тихая»')}.\n\nТак было.\n"))
    (outer,), (inner,) = document.of("block_quotation"), document.of("so_called")
    assert outer.holds(inner)

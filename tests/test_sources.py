"""What a note mark or a citation in brackets leads to."""

import pytest

from pipeline.find import find
from pipeline.find.quotations.sources import Cited, Sources
from pipeline.text import Document

NOTES = (
    "Сад растёт.[1] Вода течёт.[2] Город стоит.[3] И всё.[4]\n\nПримечания\n\n"
    "[1]. Белов П.И. Сад // Заря. – 1926. – № 3.\n\n[2]. Там же.\n\n[3]. Там же. С. 5.\n\n[4]. Перевод наш.\n"
)


def cited(text: str, mark: str) -> tuple[Cited | None, dict[str, str]]:
    document = find(Document("d", text))
    return Sources(document).at(text.index(mark)), {agent.id: agent.surname for agent in document.agents}


@pytest.mark.parametrize("mark", ["[1]", "[2]", "[3]"])
def test_a_note_leads_to_its_author_through_any_chain(mark: str) -> None:
    found, names = cited(NOTES, mark)
    assert found is not None
    assert names[found.author] == "Белов"


def test_a_note_without_a_citation_leads_to_nobody() -> None:
    found, _ = cited(NOTES, "[4]")
    assert found is not None
    assert (found.citations, found.author) == ((), "")
    assert found.mark is not None


def test_where_no_mark_starts_nothing_is_cited() -> None:
    assert cited(NOTES, "Вода")[0] is None


def test_a_citation_in_brackets_needs_no_note() -> None:
    text = "Он писал: «Сад растёт сам» (Белов П. Сад. М., 1926. С. 5)."
    found, names = cited(text, "Белов")
    assert found is not None
    assert (found.mark, names[found.author]) == (None, "Белов")


def test_a_mark_of_a_numbered_bibliography_leads_to_the_author_of_its_entry() -> None:
    text = (
        "Сад растёт сам [2, с. 5]. Вода течёт [1].\n\nЛитература\n\n"
        "1. Серов И. П. Вода. – М.: Исток, 1931.\n2. Белов П. И. Сад. – М.: Исток, 1926.\n"
    )
    found, names = cited(text, "[2, с. 5]")
    assert found is not None
    assert names[found.author] == "Белов"


def test_a_citation_of_a_title_alone_is_of_him_whose_work_it_is_elsewhere() -> None:
    text = "Так писал он (Белов П. Сад. М., 1926. С. 5). И ещё (Сад, с. 9)."
    document = find(Document("d", text))
    names = {agent.id: agent.surname for agent in document.agents}
    found = Sources(document).at(text.index("Сад, с. 9"))
    assert found is not None
    assert names[found.author] == "Белов"


@pytest.mark.parametrize(
    "beside",
    [
        "Тогда Пётр Белов писал свой «Старый сад».",
        "Он взял роман Петра Белова «Старый сад».",
        "В «Старом саде» Петра Белова всё иначе.",
    ],
)
def test_a_title_cited_alone_is_of_whom_the_text_names_beside_it(beside: str) -> None:
    text = f"{beside} И вот: «Сад растёт сам» («Старый сад», т. 1, стр. 5).\n"
    found, names = cited(text, "«Старый сад», т.")
    assert found is not None
    assert names[found.author] == "Белов"


def test_a_title_beside_nobody_is_nobodys() -> None:
    found, _ = cited("Пётр Белов спал. И вот: «Сад растёт сам» («Старый сад», т. 1, стр. 5).\n", "«Старый сад», т.")
    assert found is not None
    assert found.author == ""


def test_who_quotes_second_hand_is_not_whose_words_they_are() -> None:
    text = "Лукин знал: «Сад растёт сам»[1]. И ещё: «Вода течёт»[2].\n\nПримечания\n\n"
    notes = "[1]. Цит. по: Белов П. Сад. М., 1926. С. 5.\n\n[2]. Там же. С. 7.\n"
    found = [cited(text + notes, mark)[0] for mark in ("[1]", "[2]")]
    assert [one.author for one in found if one is not None] == ["", ""]

"""Notes, their marks, and page numbers pasted into the text."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find.notes import find_notes
from pipeline.text import Document
from tests.layouts import noted, notes_drawn

LAYOUTS = {
    "square, list labels of a browser": """\
О садах

Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.{r3:[3]}

Примечания

 {n1:{l:1.} Белов П. Сад. М., 1926. С. 5.} ↩︎
 {n2:{l:2.} Там же.} ↩︎
 {n3:{l:3.} Перевод наш.} ↩︎
""",
    "square, list labels, no heading": """\
Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.

 {n1:{l:1.} Белов П. Сад. М., 1926. С. 5.} ↩︎

 {n2:{l:2.} Там же.} ↩
""",
    "labels lost, arrows left": """\
Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.{r3:[3]}

{n1:Белов П. Сад. М., 1926. С. 5.} ↩︎

{n2:Там же.} ↩︎

{n3:Перевод наш.} ↩︎
""",
    "labels lost, heading left": """\
Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.

Примечания

{n1:Белов П. Сад. М., 1926. С. 5.}
{n2:Там же.}
""",
    "labels and heading lost": """\
Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2]} Город стоит, и никто этого не помнит.

Так было всегда, и так оно будет впредь.

{n1:Белов П. Сад. М., 1926. С. 5.}
{n2:Там же. С. 7.}
""",
    "several in one pair of brackets": """\
Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2}{r3:, 3]} Город стоит.{r4:[4}{r5:; 5]}

Примечания

{n1:{l:1.} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2.} Там же.}
{n3:{l:3.} Перевод наш.}
{n4:{l:4.} Там же. С. 8.}
{n5:{l:5.} Серов И. Вода. М., 1927. С. 5.}
""",
    "a range in one pair of brackets": """\
Сад растёт сам.{r1:[1}{r2:–}{r3:3]} Вода течёт.{r2:[2}{r3:–3]} Город стоит.{r4:[4]}

Примечания

{n1:{l:1.} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2.} Там же.}
{n3:{l:3.} Перевод наш.}
{n4:{l:4.} Там же. С. 8.}
""",
    "raised ranges and rows": """\
Сад растёт сам{r1:¹}{r2:⁻}{r3:³}. Вода течёт{r1:¹},{r2:²}. Город стоит 10⁻³ часа.

{n1:{l:¹} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:²} Там же.}
{n3:{l:³} Перевод наш.}
""",
    "all on the line of their heading": """\
Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.{r3:[3]}

Примечания: {n1:{l:1.} Белов П. Сад. М., 1926. С. 5.} {n2:{l:2.} Архив садов. Оп. 3. Л. 4.} {n3:{l:3.} Перевод наш.}
""",
    "square with a stop": """\
Сад растёт сам.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.

{n1:{l:[1].} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:[2].} Там же.}
""",
    "round": """\
Сад растёт сам {r1:(1)}. Вода течёт {r2:(2)}. Город стоит.

Примечания

{n1:{l:(1)} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:(2)} Там же.}
""",
    "round mark, one bracket at the label": """\
Сад растёт сам {r1:(1)}. Вода течёт {r2:(2)}. Город стоит.

{n1:{l:1)} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2)} Там же.}
""",
    "superscript": """\
Сад растёт сам.{r1:¹} Вода течёт{r2:²}. Город стоит.

{n1:{l:¹} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:²} Там же.}
""",
    "superscript of several digits, dotted labels": """\
Сад растёт сам.{r9:⁹} Вода течёт{r10:¹⁰}. Город стоит.{r11:¹¹}

Сноски

{n9:{l:9.} Белов П. Сад. М., 1926. С. 5.}
{n10:{l:10.} Там же.}
{n11:{l:11.} Перевод наш.}
""",
    "stars after the paragraph": """\
Сад растёт сам{r*:*}, и вода течёт{r**:**}.

{n*:{l:*} Так у Белова.}
{n**:{l:**} Так у Серова.}

Город стоит{r*.2:*}, и никто этого не помнит.

{n*.2:{l:*} Перевод наш.}

Так было всегда.
""",
    "bare digits glued to a word": """\
Сад растёт сам1. Вода течёт2, а город стоит»3 и стоит.

Примечания

{n1:{l:1.} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2.} Там же.}
{n3:{l:3.} Перевод наш.}
""".replace("сам1", "сам{r1:1}")
    .replace("течёт2", "течёт{r2:2}")
    .replace("»3", "»{r3:3}"),
    "bare digits and bare labels": """\
Сад растёт сам{r1:1}. Вода течёт{r2:2}, а город стоит.

{n1:{l:1} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2} Там же.}
""",
    "a bare digit behind a sign": """\
Сад вырос на 3 %{r1:1}. Вода течёт{r2:2}, а город стоит.

{n1:{l:1} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2} Там же.}
""",
    "bare labels glued as well": """\
Сад растёт сам{r1:1}, и никто не помнит, кто его посадил{r2:2}.

Его растили 40 лет{r3:3}.

{n1:{l:1}Белов П. Сад. М., 1926.}
{n2:{l:2}Там же.}
{n3:{l:3}Перевод наш.}
""",
    "roman numbers of a word processor": """\
Сад растёт сам{r1:[i]}, и вода течёт{r2:[ii]}.

{n1:{l:[i]} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:[ii]} Там же.}
""",
    "half a round bracket": """\
Сад растёт сам.{r1:1)} Вода течёт{r2:2)}, а город (так у Белова) стоит (см. рис. 5).

{n1:{l:1)} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2)} Там же.}
""",
    "angle brackets": """\
Сад растёт сам <r1>. Вода течёт <r2>.

--------------------------------
{n1:{l:<1>} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:<2>} Там же.}
""".replace("<r1>", "{r1:<1>}").replace("<r2>", "{r2:<2>}"),
    "markdown": """\
Сад растёт сам.{r1:[^1]} Вода течёт.{r2:[^2]}

{n1:{l:[^1]:} Белов П. Сад. М., 1926. С. 5.}
{n2:{l:[^2]:} Там же.}
""",
    "marks of an encyclopedia, other lists after the notes": """\
Сад растёт сам{r1:[1]}{r2:[2]}. Вода течёт{r1:[1]}.

Примечания

{n1:{l:1.} ↑ Белов П. Сад. М., 1926. С. 5.}
{n2:{l:2.} ↑ Там же.}

Литература

Белов П. Сад. М., 1926.
Серов И. Вода. М., 1931.

Ссылки

Сады России
""",
}


@pytest.mark.parametrize("drawing", LAYOUTS.values(), ids=LAYOUTS)
def test_notes_are_found_in_every_layout(drawing: str) -> None:
    notes_drawn(drawing)


TAIL = "\n\nПримечания\n\n{n1:{l:[1].} Белов П. Сад. М., 1926.}\n{n2:{l:[2].} Там же.}\n"
PLACES = [
    "Сад растёт{r1:[1]}. Вода течёт{r2:[2]}.",
    "Сад растёт.{r1:[1]} Вода течёт. {r2:[2]}",
    "Сад растёт. {r1:[1]} Вода течёт {r2:[2]}, и город стоит.",
    "«Сад растёт{r1:[1]}». «Вода течёт».{r2:[2]}",
    "«Сад растёт»{r1:[1]}. (Вода течёт.){r2:[2]}",
    "Сад растёт.{r1:[1]}{r2:[2]}",
    "Сад растёт.{r1:[1]}, {r2:[2]} Вода течёт.",
    "Сад растёт.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.{r2:[2]}",
    "Сад растёт.{r1:[ 1 ]} Вода течёт.{r2:[2]}",
    "Сад растёт.\u00a0{r1:[1]} Вода течёт.\u200b{r2:[2]}",
    "Сад растёт,{r1:[1]}\nа вода течёт.{r2:[2]}",
    "Сад растёт.{r1:[1]} Вода течёт.",
    "В [1926] году сад рос.{r1:[1]} В годы [1926–1930] он цвёл.{r2:[2]}",
    "Сад [sic] растёт.{r1:[1]} Вода [курсив мой. – Б.] течёт.{r2:[2]}",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_mark_may_stand_before_or_after_stops_and_closing_marks(text: str) -> None:
    notes_drawn(text + TAIL)


def test_numbers_may_begin_again_in_each_chapter() -> None:
    notes_drawn(
        "Глава 1\n\nСад растёт.{r1:[1]} Вода течёт.{r2:[2]}\n\n{n1:{l:[1]} Белов.}\n{n2:{l:[2]} Серов.}\n\n"
        "Глава 2\n\nГород стоит.{r1.2:[1]} Дом стоит.{r2.2:[2]}\n\n{n1.2:{l:[1]} Там же.}\n{n2.2:{l:[2]} Он же.}\n\n"
        "Глава 3\n\nНикто не помнит.{r1.3:[1]}\n\n{n1.3:{l:[1]} Указ. соч.}\n"
    )


def test_numbers_may_begin_again_in_each_chapter_with_all_notes_at_the_end() -> None:
    notes_drawn(
        "Глава 1\n\nСад растёт.{r1:[1]} Вода течёт.{r2:[2]}\n\n"
        "Глава 2\n\nГород стоит.{r1.2:[1]} Дом стоит.{r2.2:[2]}\n\n"
        "Примечания\n\nГлава 1\n\n{n1:{l:[1]} Белов.}\n{n2:{l:[2]} Серов.}\n\n"
        "О воде\n\n{n1.2:{l:[1]} Там же.}\n{n2.2:{l:[2]} Перевод наш.}\n"
    )


def test_a_note_may_have_several_paragraphs() -> None:
    notes_drawn(
        "Сад растёт.{r1:[1]} Вода течёт.{r2:[2]}\n\nПримечания\n\n"
        "{n1:{l:[1]} Белов писал об этом дважды.\n\nВторой раз – в старости.}\n\n{n2:{l:[2]} Там же.}\n"
    )


def test_a_note_nobody_refers_to_is_a_note_under_its_heading() -> None:
    notes_drawn(
        "Сад растёт.{r1:[1]} Город стоит.{r3:[3]}\n\nПримечания\n\n"
        "{n1:{l:[1]} Белов.}\n{n2:{l:[2]} Серов.}\n{n3:{l:[3]} Там же.}\n"
    )


def test_a_list_of_notes_without_any_mark_is_one_under_its_heading() -> None:
    notes_drawn("Сад растёт.\n\nПримечания\n\n{n1:{l:1.} Белов П. Сад.}\n{n2:{l:2.} Там же.}\n")


def test_a_mark_without_a_note_leads_nowhere() -> None:
    notes_drawn(
        "Сад растёт.{r1:[1]} Вода течёт.{r2:[2]} Город стоит.{r:[3]}\n\n{n1:{l:[1]} Белов.}\n{n2:{l:[2]} Серов.}\n"
    )


def test_a_text_may_have_page_numbers_in_mid_word_beside_its_notes() -> None:
    notes_drawn(
        "Сад рас{g13:[13]}тёт сам.{r1:[1]} Вода течёт {g14:[14]} всегда.{r2:[2]} Город сто{g15:[15]}ит."
        "\n\nПримечания\n\n{n1:{l:[1]} Белов.}\n{n2:{l:[2]} Серов.}\n"
    )


def test_a_text_may_have_nothing_but_page_numbers() -> None:
    notes_drawn(
        "Сад рас{g13:[13]}тёт сам. Вода течёт {g14:[14]} всегда. Город сто{g15:[15]}ит, и {g16:[16]} дом стоит.\n"
    )


LITERATURE = "\n\nЛитература\n\n1. Белов П. Сад. – М.: Исток, 1926.\n2. Серов И. Вода. – М.: Исток, 1931.\n"


@pytest.mark.parametrize("mark", ["[1, с. 12]", "[1; 2]", "[2]", "[1]", "[2: 12]"])
def test_marks_of_a_bibliography_are_no_marks_of_notes(mark: str) -> None:
    notes_drawn(f"Сад растёт {mark}. Вода течёт.{LITERATURE}")


def test_numbers_that_do_not_count_on_are_an_entry_and_a_page() -> None:
    text = "Сад растёт сам.[1] Вода течёт.[2, 15] Город.[3]\n\nПримечания\n\n1. Сад.\n2. Вода.\n3. Город.\n"
    assert [span.attrs["target"] for span in find_notes(Document("x", text)).of("note_ref")] == ["n1", "n3"]


def test_the_dash_of_a_wide_range_leads_to_every_note_between() -> None:
    document = noted("Сад растёт.[1–4]\n\nПримечания\n\n1. Белов.\n2. Серов.\n3. Там же.\n4. Перевод наш.\n")
    assert [span.attrs["target"] for span in document.of("note_ref")] == ["n1", "n2 n3", "n4"]
    assert [span.attrs["refs"] for span in document.of("note")] == ["r1", "r2", "r2", "r3"]


@pytest.mark.parametrize("text", ["Сад рос [1926–1931].{}", "Сад рос, с. [12–15].{}", "Сад рос [3–1].{}"])
def test_a_range_of_something_else_is_no_mark(text: str) -> None:
    notes_drawn(text.replace("{}", "{r1:[1]}") + "\n\nПримечания\n\n{n1:{l:[1]} Белов.}\n")


def test_notes_and_a_bibliography_may_stand_side_by_side() -> None:
    notes_drawn(
        "Сад растёт.{r1:¹} Вода течёт [2, с. 5].{r2:²}\n\nПримечания\n\n{n1:{l:¹} Перевод наш.}\n{n2:{l:²} Курсив наш.}"
        + LITERATURE
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Примечания",
        "ПРИМЕЧАНИЯ",
        "Примечания:",
        "Сноски",
        "Комментарии",
        "[Примечания]",
        "Ссылки",
        "Примечания автора",
        "Примечания редакции",
        "**Примечания**",
        "Notes",
        "Примѣчанія",
        "П р и м е ч а н и я",
        "Прим.",
        "Примечания и комментарии",
        "Список примечаний",
        "Примечание",
        "Литература и примечания",
        "Сноски и примечания",
        "Примечания к главе 2",
        "Примечания[править | править код]",
        "Примечания [ править ]",
    ],
)
def test_a_list_of_notes_has_many_headings(heading: str) -> None:
    notes_drawn(
        f"Сад растёт.{{r1:[1]}} Вода течёт.{{r2:[2]}}\n\n{heading}\n\n{{n1:Белов П. Сад.}}\n{{n2:Перевод наш.}}\n"
    )


NONE = [
    "",
    "   \n\u00a0\n",
    "Сад растёт.",
    "В 1926 году сад рос, а в 1931 – нет. Площадь его 15 м², объём 3 м³.\n\nФормула x2 + y2 = 1 стара. Дом 12б стоит.",
    "Он купил:\n\n1. хлеб;\n2. соль;\n3. спички.\n\nБольше он не купил ничего.",
    "Причины (1) дождь и (2) ветер.\n\nПервая прошла.",
    "Сад [1926] рос. Вода [1931] текла.",
    "* * *\n\nСад рос.\n\n***\n\nВода текла.",
    "* Хлеб\n* Соль\n\nСад рос.",
    "Рост 2*2 = 4. Он сказал: 5 * 5.\n\nСад рос.",
    "Глава 1. Сад\n\nСад рос.\n\nГлава 2. Вода\n\nВода текла.",
    "Примечания к саду: 1. Он рос. 2. Он цвёл.\n\nСад рос много лет подряд.\n",
    "1. Сад\n\nСад рос много лет подряд.\n\n2. Вода\n\nВода текла много лет подряд.\n",
    "Ту-154 взлетел, Як-40 сел. Класс 5Б и Windows7 знали о том. Сад1 был.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_notes_is_text(text: str) -> None:
    notes_drawn(text)


def test_notes_lead_back_to_all_their_marks_and_say_where_they_stand() -> None:
    document = noted("Сад растёт.[1] Вода течёт.[1]\n\nПримечания\n\n[1] Белов.\n")
    (note,) = document.of("note")
    assert dict(note.attrs) == {"n": "1", "place": "end", "refs": "r1 r2"}
    assert [span.attrs["target"] for span in document.of("note_ref")] == ["n1", "n1"]


def test_a_note_under_its_paragraph_is_a_footnote() -> None:
    document = noted("Сад* растёт.\n\n* Так у Белова.\n\nВода течёт, и город стоит.\n")
    assert [(note.attrs["place"], note.attrs["n"]) for note in document.of("note")] == [("foot", "*")]


SIGNS = [
    "[1]", "[2]", "[13]", "(1)", "¹", "²", "*", "**", "1", "2.", " 1. ", "1)", " ↩︎", "\n", "\n\n", "Примечания",
    "Литература", "Сад ", "растёт", ". ", "«", "»", "Глава 2", "\u00a0", "\u00ad", "\u200b", "\t", "[5, с. 1]",
    "Там же", "* * *", "-", "С. 5", "1926",
]  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_any_text_yields_lawful_notes_and_the_same_ones_twice(text: str) -> None:
    document = noted(text)
    assert document == find_notes(Document("drawn", text))
    assert replace(document, spans=()) == Document("drawn", text)
    marks = {span.id: span for span in document.of("note_ref")}
    for note in document.of("note"):
        leading = [mark.id for mark in marks.values() if mark.attrs.get("target") == note.id]
        assert note.attrs.get("refs", "").split() == leading


def test_a_long_text_takes_time_in_proportion() -> None:
    chapter = "Сад растёт.[1] Вода [14] течёт.[2]\n\n[1] Белов.\n[2] Там же.\n\nГород стоит* (3) и стоит2.\n\n"
    begun = process_time()
    assert sum(1 for _ in noted(chapter * 4000).of("note")) >= 8000
    assert process_time() - begun < 30


def test_the_only_notes_of_a_text_at_its_very_end_are_end_notes() -> None:
    document = noted("Сад растёт.[1] Вода течёт.[2]\n\n[1] Белов.\n[2] Серов.\n")
    assert {note.attrs["place"] for note in document.of("note")} == {"end"}


def test_a_footnote_that_no_mark_leads_to_stands_with_its_neighbours() -> None:
    document = noted("Сад* растёт.\n\n* Так у Белова.\n** Так у Серова.\n\nВода течёт, и город стоит.\n")
    assert [note.attrs["place"] for note in document.of("note")] == ["foot", "foot"]


def test_an_ornament_of_stars_holds_no_reference() -> None:
    document = find_notes(Document("d", "Раз.\n\n***\n\nДва.\n\n* Три.\n"))
    assert all(document.slice(mark) != "**" for mark in document.of("note_ref"))

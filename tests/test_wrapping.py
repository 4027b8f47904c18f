"""Lines that were wrapped at a column become the paragraphs they were."""

from textwrap import wrap

import pytest

from pipeline.find.lines import lines, spaced
from pipeline.find.notes.whole_lines import whole_lines
from tests.layouts import blocked, noted

SAD = (
    "Сад растёт сам, и никто в посёлке уже не помнит, кто его посадил и зачем он это сделал. Говорят, что это был"
    " человек из соседней деревни, который любил яблоки."
)
VODA = (
    "Вода течёт с горы, и всякий, кто живёт у реки, знает её голос и слышит её по ночам. Весной она шумит так, что в"
    " домах дрожат стёкла, а летом её почти не видно."
)
GOROD = (
    "Город стоит на том же месте, где стоял, хотя строили его совсем другие люди и совсем из другого камня, который"
    " возили из-за реки на лодках всё лето."
)


def wrapped(text: str, indent: int = 0) -> str:
    return "\n".join(wrap(text, 60, initial_indent=" " * indent, break_on_hyphens=False))


def paragraphs(text: str) -> list[str]:
    document = blocked(text)
    return [" ".join(document.slice(span).split()) for span in document.of("paragraph", "item")]


LAYOUTS = {
    "blank lines": "\n\n".join(map(wrapped, (SAD, VODA, GOROD))),
    "indents": "\n".join(wrapped(text, 4) for text in (SAD, VODA, GOROD)),
    "nothing but short last lines": "\n".join(map(wrapped, (SAD, VODA, GOROD))),
    "a blank line behind every line": "\n\n\n".join(wrapped(text).replace("\n", "\n\n") for text in (SAD, VODA, GOROD)),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_wrapped_lines_are_one_paragraph(text: str) -> None:
    assert paragraphs(text) == [SAD, VODA, GOROD]


def test_a_long_word_leaves_the_line_before_it_short() -> None:
    broken = f"{wrapped(SAD)}\nСадово-парковое\nhttps://example.org/sad-rastyot-sam-i-nikto-ne-pomnit хозяйство растёт."
    assert len(paragraphs(f"{broken}\n\n{wrapped(VODA)}\n\n{wrapped(GOROD)}\n")) == 4


def test_an_item_goes_on_no_item() -> None:
    items = "- вода из реки;\n- земля, которую привезли из-за реки прошлым летом вот;\n- солнце."
    found = paragraphs(f"{wrapped(SAD)} Нужно:\n\n{items}\n\n{wrapped(VODA)}\n\n{wrapped(GOROD)}\n")
    assert found[1:4] == items.split("\n")


def test_a_dash_at_the_beginning_of_a_line_may_go_on_a_sentence() -> None:
    sentence = (
        "Сад растёт сам, и никто в посёлке уже не помнит, чей он т. е.\n— чьими руками он посажен и кто за ним смотрел."
    )
    assert len(paragraphs(f"{wrapped(VODA)}\n\n{sentence}\n\n{wrapped(GOROD)}\n")) == 3


def test_verse_and_paragraphs_of_a_line_are_not_joined() -> None:
    assert len(paragraphs(f"{SAD}\n{VODA}\n{GOROD}\n")) == 3


NOTED = SAD.replace("помнит,", "помнит,[1]") + " " + VODA.replace("ночам.", "ночам.[2]")


@pytest.mark.parametrize("label", ["{}. ", "[{}] ", "{}) ", "[{}]. ", "{} "])
def test_wrapped_notes_are_whole_and_end_at_the_next_label(label: str) -> None:
    notes = [wrapped(label.format(1) + GOROD), wrapped(label.format(2) + VODA)]
    document = noted(f"{wrapped(NOTED)}\n\n{wrapped(GOROD)}\n\nПримечания\n\n{notes[0]}\n{notes[1]}\n")
    assert [document.slice(note) for note in document.of("note")] == notes


def test_a_wrapped_note_without_a_label_ends_at_its_arrow() -> None:
    document = noted(f"{wrapped(NOTED)}\n\n{wrapped(GOROD)}\n\n{wrapped(GOROD)} ↩\n{wrapped(VODA)} ↩\n")
    assert [document.slice(note) for note in document.of("note")] == [wrapped(GOROD), wrapped(VODA)]


def test_a_mark_at_the_beginning_of_a_wrapped_line_is_a_mark() -> None:
    text = wrapped(NOTED.replace("помнит,[1]", "помнит,\n[1]"))
    document = noted(f"{text}\n\n{wrapped(GOROD)}\n\n[1] Белов.\n[2] Серов.\n")
    assert [document.slice(mark) for mark in document.of("note_ref")] == ["[1]", "[2]"]


def test_lines_that_nobody_wrapped_stay_what_they_are() -> None:
    text = f"{SAD}\n\n{VODA}\n\nПримечания\n\n1. Белов.\n2. Серов.\n"
    assert whole_lines(text) == lines(text)


def test_the_heading_of_the_notes_goes_on_nothing() -> None:
    document = noted(
        f"{wrapped(NOTED)}\n{wrapped(GOROD)}\nПримечания:\n{wrapped('1. ' + VODA)}\n{wrapped('2. Там же.')}\n"
    )
    assert [document.slice(note)[:2] for note in document.of("note")] == ["1.", "2."]


def test_blank_lines_around_furniture_do_not_part_paragraphs() -> None:
    text = "\n".join([SAD, VODA, GOROD, SAD, VODA])
    furniture = "\n\n".join(["Поделиться", "Распечатать", "Комментарии (3)", "Наверх", "Подписаться"])
    assert not spaced(f"{text}\n\n{furniture}\n", lines(f"{text}\n\n{furniture}\n"))
    parted = text.replace("\n", "\n\n")
    assert spaced(parted, lines(parted))

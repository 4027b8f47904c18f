"""How TEI reads: corrections in, interruptions out, marks off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.tables.reading import _CLOSED_BY, _partners, reading, without_marks, words


def read(content: str, inline_notes: bool = False) -> str:
    return reading(etree.fromstring(f'<p xmlns="http://www.tei-c.org/ns/1.0">{content}</p>'), inline_notes)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Росло <figure><head>Сад</head></figure> благосостояние.", "Росло благосостояние."),
        ("Росло\n\n<figure><head>Сад</head></figure>\n\nблагосостояние.", "Росло благосостояние."),
        ("Росло<figure><head>Сад</head></figure> благосостояние.", "Росло благосостояние."),
        ("Яблони<ref type='note'>[1]</ref>.", "Яблони."),
        ("Яблони <ref type='note'>[1]</ref>, груши", "Яблони, груши"),
        ("Яблони <ref type='note'>[1]</ref> <ref type='note'>[2]</ref> и груши", "Яблони и груши"),
        ("Яблони <ref type='note'>[1]</ref> <hi>и груши</hi>", "Яблони и груши"),
        ("См. <ref type='bibl'>[5, с. 12]</ref>", "См. [5, с. 12]"),
        ("яб<pb n='13'/><fw type='pageNum'>[13]</fw>лони", "яблони"),
        ("Сад <note place='foot'><label>*</label> Старый.</note> цвёл", "Сад цвёл"),
        ("Сад<!-- не читать --> цвёл<?target данные?>.", "Сад цвёл."),
        ("<list><label>а)</label> <item>груша</item></list>", "а) груша"),
    ],
)
def test_what_interrupts_is_left_out_with_the_space_it_would_double(content: str, expected: str) -> None:
    assert read(content) == expected


def test_white_space_that_nothing_was_removed_from_stays() -> None:
    assert read("Сад  старый,\nцветущий\u00a0весной") == "Сад  старый,\nцветущий\u00a0весной"


def test_a_single_no_break_space_beside_a_removal_stays_what_it_is() -> None:
    assert read("весной<ref type='note'>1</ref>\u00a01970") == "весной\u00a01970"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("в <choice><sic>мере</sic><corr>мире</corr></choice>!", "в мире!"),
        ("<choice>\n  <orig>садъ</orig>\n  <reg>сад</reg>\n</choice> цвёл", "сад цвёл"),
        ("<choice><abbr>т.е.</abbr><expan>то есть</expan></choice>", "то есть"),
        ("сто<supplied>ят</supplied>", "стоят"),
        ("<sic>мере</sic> и <abbr>т.е.</abbr>", "мере и т.е."),
        ("<choice><reg>сад</reg><reg>сады</reg><orig>садъ</orig></choice>", "сад"),
        ("<choice><seg>сад</seg><seg>сады</seg></choice>", "сад"),
    ],
)
def test_editorial_corrections_are_read(content: str, expected: str) -> None:
    assert read(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        "в цве<pc force='weak'>-</pc><lb break='no'/>\nту",
        "в цве<pc force='weak'>-</pc>\n<lb break='no'/>ту",
        "в цве<pc force='weak'>-</pc>\n<pb/><fw type='pageNum'>[13]</fw>\nту",
        "в цве<pb break='no'/>ту",
        "в цве¬<lb/>ту",
        "в цве\u00ad<lb/>\nту",
        "в цве¬\n<pb/><fw type='header'>Сад</fw>\n<lb/>ту",
        "<hi>в</hi> цве¬<lb/>ту",
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_read_whole(content: str) -> None:
    assert read(content) == "в цвету"


def test_a_hyphen_that_may_be_the_words_own_is_kept_and_a_sign_elsewhere_is_text() -> None:
    assert read("кое-<lb break='no'/>кто") == "кое-кто"
    assert read("знак ¬ и <lb/>ещё") == "знак ¬ и ещё"


def test_a_line_break_that_cuts_no_word_parts_words() -> None:
    assert read("сад<lb/>цвёл") == "сад цвёл"
    assert read("сад <lb/>\nцвёл") == "сад цвёл"


def test_blocks_inside_a_stretch_are_read_apart_though_nothing_stands_between_them() -> None:
    assert read("Список: <list><item>сад</item><item>дом</item></list>.") == "Список: сад дом."
    assert read("<lg><l>Сад мой</l>\n<l>дом мой</l></lg>") == "Сад мой дом мой"


def test_a_note_in_the_line_is_read_in_prose_but_not_in_a_quotation() -> None:
    content = "Сад <note place='inline'>(старый)</note> цвёл"
    assert read(content, inline_notes=True) == "Сад (старый) цвёл"
    assert read(content) == "Сад цвёл"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Сад»", "Сад"),
        ('"Сад"', "Сад"),
        ("„Сад“", "Сад"),
        ("“Сад”", "Сад"),
        ("«Сад", "Сад"),
        ("Сад»", "Сад"),
        ("«Читаю «Утро»", "Читаю «Утро»"),
        ("«Читаю «Утро»»", "Читаю «Утро»"),
        ("«Утро» – и «Вечер»", "«Утро» – и «Вечер»"),
        ("и «Утро»", "и «Утро»"),
        ("««Утро» вышло»", "«Утро» вышло"),
        ('«Читаю "Утро"»', 'Читаю "Утро"'),
        ('«Читаю "Утро"', 'Читаю "Утро"'),
        ("сад", "сад"),
        ("«", ""),
        ("", ""),
    ],
)
def test_only_the_outer_marks_are_taken_off(text: str, expected: str) -> None:
    assert without_marks(text) == expected


@given(st.text('ая «»"„“”', max_size=20))
def test_taking_marks_off_takes_at_most_one_at_each_end(text: str) -> None:
    bare = without_marks(text)
    assert bare in text
    assert len(text.strip()) - len(bare) <= 2 + len(text) - len(text.replace(" ", ""))


def slowly(text: str) -> dict[int, int]:
    """The partners, each looked for through all marks that are open."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for place, mark in enumerate(text):
        depth = next((d for d in reversed(range(len(opened))) if mark in _CLOSED_BY[text[opened[d]]]), None)
        if depth is not None:
            partner[place], partner[opened[depth]] = opened[depth], place
            del opened[depth:]
        elif mark in _CLOSED_BY:
            opened.append(place)
    return partner


@given(st.text('ая «»"„“”‘’', max_size=20))
def test_marks_find_the_partners_that_a_search_through_all_would_find(text: str) -> None:
    assert _partners(text) == slowly(text)


@given(st.text("абв \n-", max_size=30), st.text("абв \n", max_size=30))
def test_leaving_something_out_never_changes_the_words_of_prose_around_it(before: str, after: str) -> None:
    assert read(f"{before} <figure>x</figure> {after}").split() == f"{before} {after}".split()


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("– !", 0), ("Кое-что", 1), ("в 20-х годах", 3), ("H2O и о_о", 4), ("где‑то", 1)]
)
def test_a_word_is_a_run_of_letters_or_digits_with_inner_hyphens(text: str, count: int) -> None:
    assert words(text) == count

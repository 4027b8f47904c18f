"""Pairing quotation marks: which opens, which closes, what is inside what, and what stays alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.quotations.marks import own_stretches, strings
from pipeline.text import Document, Span
from tests.drawn import paragraphs


def nested(depth: int) -> str:
    return "«а " * depth + "б" + "»" * depth


def test_strings_nest_twenty_deep_and_not_deeper() -> None:
    assert len(paired(nested(20))) == 20
    assert paired(nested(1000)) == [nested(1000)[3 * n : len(nested(1000)) - n] for n in range(20)]


def test_marks_with_nothing_between_them_are_no_string() -> None:
    assert paired('«» и "" и ««»» и «.»') == ["««»»", "«.»"]


def test_a_mark_is_not_closed_behind_many_that_are_open() -> None:
    assert paired("„а " + "“б " * 30 + "“") == []


def paired(text: str) -> list[str]:
    document = paragraphs(text)
    return [text[one.start : one.end] for one in strings(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("до «слова» после", ["«слова»"]),
        ('до "слова" после', ['"слова"']),
        ("до „слова“ после", ["„слова“"]),
        ("до „слова” после", ["„слова”"]),
        ("до “слова” после", ["“слова”"]),
        ("до ‘слова’ после", ["‘слова’"]),
        ("до <<слова>> после", ["<<слова>>"]),
        ("до ''слова'' после, ``два'' и об''яснил", ["''слова''", "``два''"]),
        ("«а „б“ в»", ["«а „б“ в»", "„б“"]),
        ("«а «б» в»", ["«а «б» в»", "«б»"]),
        ('«а "б" в»', ['«а "б" в»', '"б"']),
        ('"а", "б" и "в"', ['"а"', '"б"', '"в"']),
        ('сказал ("а")', ['"а"']),
        ("«„а“ б»", ["«„а“ б»", "„а“"]),
    ],
)
def test_marks_of_every_shape_are_paired(text: str, expected: list[str]) -> None:
    assert paired(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("открыта «и не закрыта", []),
        ("закрыта, не открыта» и «слово»", ["«слово»"]),
        ("«а „б» в", ["«а „б»"]),
        ("лишняя «а»» скобка и «б»", ["«а»", "«б»"]),
        ('труба 12" и труба 14" рядом', []),
        ("об’єкт и п’ять", []),
        ('объём 5"6 и «слово»', ["«слово»"]),
    ],
)
def test_a_mark_without_a_partner_pairs_nothing(text: str, expected: list[str]) -> None:
    assert paired(text) == expected


def test_a_stray_mark_does_not_reach_into_the_next_paragraph() -> None:
    assert paired("одна «кавычка\nа здесь «слово» стоит") == ["«слово»"]


def test_two_strings_share_one_closing_mark_before_the_narrators_words() -> None:
    assert paired("«Мы идём в «Зарю», – сказал он.") == ["«Мы идём в «Зарю»", "«Зарю»"]


def test_a_string_in_the_middle_of_a_sentence_shares_no_mark() -> None:
    assert paired("он вошёл «в «Зарю» и сел") == ["«Зарю»"]


def test_a_title_that_ends_in_a_name_shares_the_closing_mark() -> None:
    assert paired("Вышел роман «Крейсер «Заря» весной.") == ["«Крейсер «Заря»", "«Заря»"]


def test_each_title_that_ends_in_a_name_shares_its_closing_mark() -> None:
    assert paired('Фонд "Дом "Река" купил "Сад "Утро". Да.') == ['"Дом "Река"', '"Река"', '"Сад "Утро"', '"Утро"']


def test_two_shared_marks_do_not_reach_into_the_next_paragraph() -> None:
    assert paired("Фонд «Дом «Река» купил «Сад «Утро».\n«Мы рады», – сказал он.")[-1] == "«Мы рады»"


def test_a_stray_mark_far_before_another_string_shares_nothing() -> None:
    assert paired("Вышел «Крейсер. Потом вышла «Заря» весной.") == ["«Заря»"]


def test_reversed_marks_inside_others_are_paired() -> None:
    assert paired("Он сказал: «Роман »Заря« вышел».") == ["«Роман »Заря« вышел»", "»Заря«"]


def test_a_run_over_paragraphs_with_a_mark_at_each_beginning() -> None:
    document = paragraphs("Он: «раз.\n«Два.\n«Три». И всё.")
    (one,) = strings(document)
    assert [document.text[a:b] for a, b in one.pieces] == ["«раз.", "«Два.", "«Три»"]


def test_a_run_over_paragraphs_with_marks_only_at_its_ends() -> None:
    document = paragraphs("Он: «раз.\nДва.\nТри». И всё.")
    (one,) = strings(document)
    assert [document.text[a:b] for a, b in one.pieces] == ["«раз.", "Два.", "Три»"]


def test_a_run_over_paragraphs_in_marks_of_two_characters() -> None:
    document = paragraphs("Он: <<раз.\nДва.\nТри>>. И всё.")
    (one,) = strings(document)
    assert [document.text[a:b] for a, b in one.pieces] == ["<<раз.", "Два.", "Три>>"]
    assert document.text[slice(*one.inside())] == "раз.\nДва.\nТри"


def test_a_string_inside_a_run_is_kept() -> None:
    assert paired("Он: «раз.\nДва «и» три.\nЧетыре».") == ["«раз.\nДва «и» три.\nЧетыре»", "«и»"]


def test_marks_in_a_caption_do_not_pair_with_those_of_its_paragraph() -> None:
    text = "слово «одно На снимке «слово» два» конец"
    start, end = text.index("На"), text.index("два")
    document = Document("d", text).adding(
        [Span(0, len(text), "paragraph", "p1"), Span(start, end, "figure"), Span(start, end, "caption", "b1")]
    )
    assert [text[one.start : one.end] for one in strings(document)] == ["«одно На снимке «слово» два»", "«слово»"]


def test_own_stretches_name_each_block_with_its_holes() -> None:
    document = Document("d", "раз [1] два").adding([Span(0, 11, "paragraph", "p1"), Span(4, 7, "note_ref", "r1")])
    ((block, holes),) = own_stretches(document)
    assert (block.id, [hole.id for hole in holes]) == ("p1", ["r1"])


@settings(max_examples=400)
@given(st.text(alphabet='аб «»„“”"‘’.\n', min_size=1, max_size=80))
def test_strings_nest_or_are_disjoint_whatever_the_marks(text: str) -> None:
    if not text.strip():
        return
    found = strings(paragraphs(text))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.pieces[0][0] == one.start
        assert one.pieces[-1][1] == one.end
    for one in found:
        for other in found:
            apart = one.end <= other.start or other.end <= one.start
            assert one == other or apart or one.holds(other) or other.holds(one)

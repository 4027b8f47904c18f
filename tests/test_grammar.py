"""The clause: verbs of speech, their subjects, noun phrases."""

import pytest

from pipeline.find.names import find_names
from pipeline.find.quotations.building import cases
from pipeline.find.quotations.grammar import verbs
from pipeline.find.quotations.nominals import noun_phrase
from pipeline.find.quotations.subjects import subject_of
from tests.drawn import paragraphs


def subject(sentence: str) -> str:
    """The subject of the last verb of speech before the string in marks of a sentence."""
    document = find_names(paragraphs(sentence))
    case = next(cases(document))
    row, low = case.row, case.bounds[0]
    verb = next(verbs(row, low, case.index))
    found = subject_of(row, verb, low, case.index, case.speakers)
    if found is None:
        return ""
    return document.text[row.tokens[found.first].start : row.tokens[found.last].end]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Пётр Белов сказал: «да»", "Пётр Белов"),
        ("Тогда же писал в 1921 году Пётр Белов: «да»", "Пётр Белов"),
        ("Пётр Белов, глядя на реку, сказал: «да»", "Пётр Белов"),
        ("Она ответила: «да»", "Она"),
        ("Старая учительница сказала: «да»", "Старая учительница"),
        ("Программа партии гласит: «да»", "Программа партии"),
        ("Такие люди говорят: «да»", "Такие люди"),
        ("Это дало повод Петру Белову сказать: «да»", "Петру Белову"),
        ("Дерево сказало: «да»", ""),
        ("Говорят: «да»", ""),
    ],
)
def test_the_subject_of_a_verb_of_speech(sentence: str, expected: str) -> None:
    assert subject(sentence) == expected


def test_a_subject_agrees_with_its_verb() -> None:
    assert subject("Пётр Белов слушал, а Анна Серова говорила: «да»") == "Анна Серова"


def test_an_object_is_no_subject() -> None:
    assert subject("Петра Белова спросила Анна Серова: «да»") == "Анна Серова"


def test_an_imperative_gives_nobodys_words() -> None:
    case = next(cases(paragraphs("Скажи мне: «да»")))
    assert list(verbs(case.row, 0, case.index)) == []


def test_a_noun_phrase_takes_in_its_adjectives_and_genitives() -> None:
    case = next(cases(paragraphs("Новый директор старой фабрики сказал: «да»")))
    first, last = noun_phrase(case.row, 1, 4)
    assert [token.text for token in case.row.tokens[first : last + 1]] == ["Новый", "директор", "старой", "фабрики"]

"""The register a user may supply."""

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.find.names import find_names
from pipeline.find.names.register import Entry, Register, load, names_with
from pipeline.text import Document

OLD_MAN = Entry("Иван Петрович Сидоров", ("Старик", "И. Северный"), "https://example.org/1")


def found(text: str, *entries: Entry) -> list[tuple[str, list[str], str]]:
    document = names_with(Register(entries))(Document("x", text))
    spans = list(document.of("person_name"))
    return [
        (a.name, [document.slice(s) for s in spans if s.attrs["person"] == a.id], a.authority) for a in document.agents
    ]


def test_nicknames_in_all_cases_and_pseudonyms_join_their_owner() -> None:
    text = "Иван Сидоров спорил. Старика не переспорить, писал И. Северный Старику."
    forms = ["Иван Сидоров", "Старика", "И. Северный", "Старику"]
    assert found(text, OLD_MAN) == [("Иван Петрович Сидоров", forms, OLD_MAN.authority)]


def test_a_nickname_alone_is_its_owner() -> None:
    assert found("Вчера пришёл Старик.", OLD_MAN) == [("Иван Петрович Сидоров", ["Старик"], OLD_MAN.authority)]


def test_a_small_letter_is_no_nickname() -> None:
    assert found("Вчера пришёл старик.", OLD_MAN) == []


def test_without_a_register_a_nickname_is_nobody() -> None:
    assert find_names(Document("x", "Вчера пришёл Старик.")).agents == ()


def test_the_authority_goes_to_the_person_who_bears_the_name_and_to_nobody_else() -> None:
    answers = found("Пришли И. П. Сидоров и А. Сидоров.", OLD_MAN)
    assert answers == [
        ("Иван Петрович Сидоров", ["И. П. Сидоров"], OLD_MAN.authority),
        ("А. Сидоров", ["А. Сидоров"], ""),
    ]


def test_a_bare_surname_that_two_entries_bear_is_left_alone() -> None:
    other = Entry("Пётр Сидоров", authority="https://example.org/2")
    assert found("Вчера Сидоров пришёл.", OLD_MAN, other) == [("Сидоров", ["Сидоров"], "")]


def test_an_empty_register_changes_nothing() -> None:
    document = Document("x", "Иван Петров и Анна Белкина. Петров ушёл.")
    assert names_with(Register(()))(document) == find_names(document)


def test_the_stage_gives_the_same_answer_each_time() -> None:
    stage = names_with(Register((OLD_MAN,)))
    document = Document("x", "Старик и Сидоров.")
    assert stage(document) == stage(document)


def written(folder: Path, text: str) -> Path:
    path = folder / "names.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[[person]]\nname = "Иван Петрович Сидоров"\nvariants = ["Старик", "И. Северный"]\nauthority = "https://example.org/1"\n',
    )
    assert load(path) == Register((OLD_MAN,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[person]\n", "no TOML"),
        ("[people]\n", "people"),
        ("[[person]]\nvariants = []\n", "person 1 has no name"),
        ('[[person]]\nname = "А. Белкин"\nborn = 1900\n', "'born'"),
        ('[[person]]\nname = "А. Белкин"\nvariants = "Старик"\n', "variants must be a list"),
        ('[[person]]\nname = "А. Белкин"\nvariants = [1]\n', "variants must be a list"),
        ("[[person]]\nname = 1\n", "name must be a text"),
        ('person = "А. Белкин"\n', "[[person]]"),
        (
            '[[person]]\nname = "А. Б"\nvariants = ["Старик"]\n[[person]]\nname = "В. Г"\nvariants = ["Старик"]\n',
            "'Старик'",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_reason(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SourceError) as error:
        load(path)
    assert str(path) in str(error.value)
    assert said in str(error.value)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        load(tmp_path / "none.toml")

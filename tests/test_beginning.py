"""A sidecar begun for a text says what the text tells, is valid as it stands, and never takes the place of another."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.errors import UsageError
from pipeline.find import find
from pipeline.json_schemas import schema
from pipeline.meta import Contributor, Meta
from pipeline.source import read
from pipeline.source.sidecar import load
from pipeline.source.template import template
from pipeline.verbs.dating import day

TEXT = "Речь о садах\n\nА. П. Белова\n\nТула, 12 мая 1925 года\n\nВчера мы посадили яблони. Они растут.\n"
STRINGS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=8).filter(str.strip)
NAMES = STRINGS.map(lambda name: name.replace(";", "").strip()).filter(bool)


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    (tmp_path / "Сад.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "Сад.txt"


def uncommented(sidecar: str) -> dict[str, Any]:
    """The sidecar with every line said that only needs its `#` taken away."""
    lines = (
        line[2:] if line.startswith("# ") and ("= " in line or line[2] == "[") else line for line in sidecar.split("\n")
    )
    return tomllib.loads("\n".join(line for line in lines if not line.startswith(("#", "For instance"))))


def test_it_says_what_the_text_tells_and_the_export_is_the_same_with_it(garden: Path) -> None:
    before = pipeline.explain(garden)[0].meta
    (begun,) = pipeline.init(garden)
    assert (begun.sidecar, begun.told) == (garden.with_suffix(".toml"), ("title", "author", "date", "place"))
    said = read(garden).meta
    assert (said.title, said.date, said.place) == ("Речь о садах", "1925-05-12", "Тула")
    assert said.authors == (Contributor("А. П. Белова", "person", surname="Белова", forename="А.", patronym="П."),)
    assert said.authors == find(read(garden)).meta.authors
    assert before == Meta(said.source_name, said.source_sha256, "utf-8")


def test_what_else_the_title_page_says_is_offered_as_the_occasion_and_not_said(garden: Path) -> None:
    garden.write_text(TEXT.replace("Тула,", "Доклад на съезде садоводов в Туле\n\nТула,"), encoding="utf-8")
    pipeline.init(garden)
    assert read(garden).meta.occasion == ""
    sidecar = garden.with_suffix(".toml").read_text(encoding="utf-8")
    assert '\n# occasion = "Доклад на съезде садоводов в Туле"\n' in sidecar
    garden.with_suffix(".toml").write_text(sidecar.replace("# occasion =", "occasion ="), encoding="utf-8")
    assert read(garden).meta.occasion == "Доклад на съезде садоводов в Туле"


def test_one_that_is_there_is_left_and_the_others_are_written(garden: Path) -> None:
    garden.with_name("Дом.txt").write_text(TEXT, encoding="utf-8")
    garden.with_name("Дом.toml").write_text('title = "Дом"', encoding="utf-8")
    house, tree = pipeline.init(garden.parent)
    assert [(fault.where, fault.rule) for fault in house.faults] == [
        (str(garden.with_name("Дом.toml")), "sidecar-is-there")
    ]
    assert garden.with_name("Дом.toml").read_text(encoding="utf-8") == 'title = "Дом"'
    assert tree.sidecar == garden.with_suffix(".toml")


def test_a_text_that_cannot_be_read_gets_none(garden: Path) -> None:
    garden.write_text("Сад.\x01", encoding="utf-8")
    (begun,) = pipeline.init([garden])
    assert "U+0001" in begun.faults[0].said
    assert not garden.with_suffix(".toml").exists()


def test_an_encoding_that_had_to_be_recognised_is_said(garden: Path) -> None:
    garden.write_bytes((TEXT * 20).encode("koi8-r"))
    pipeline.init([garden])
    assert load(garden.with_suffix(".toml"))["encoding"] == "koi8-r"


def test_every_key_of_the_schema_stands_in_it_once_with_its_meaning() -> None:
    said, whole = template(Meta()), schema("metadata")
    for key, one in whole["properties"].items():
        signs = (f"\n{key} = ", f"\n# {key} = ", f"\n# [{key}]", f"\n# [[{key}]]")
        assert sum(sign in said for sign in signs) == 1, key
        assert " ".join(one["description"].split()[:4]) in said.replace("\n# ", " "), key
    for key in (*whole["$defs"]["person"]["properties"], *whole["properties"]["edition"]["properties"], "role"):
        assert f"\n# {key} = " in said, key


def test_lines_may_be_said_by_taking_their_signs_away() -> None:
    said = uncommented(template(Meta()))
    assert set(said) == set(schema("metadata")["properties"])


KNOWN = st.builds(
    Meta, title=STRINGS, subtitle=STRINGS | st.just(""), date=st.sampled_from(["", "1925", "--08-11"]), place=STRINGS,
    authors=st.lists(NAMES, max_size=2).map(lambda names: tuple(map(Contributor, names)))
    | st.lists(NAMES, max_size=2).map(lambda names: tuple(Contributor(name, "person") for name in names)),
)  # fmt: skip


@given(KNOWN)
def test_what_was_found_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, known: Meta) -> None:
    path = tmp_path_factory.getbasetemp() / "found.toml"
    path.write_text(template(known), encoding="utf-8")
    said = load(path)
    for name in ("title", "subtitle", "date", "place", "authors"):
        assert said.get(name, getattr(Meta(), name)) == getattr(known, name)


# the day of an export


@pytest.mark.parametrize(
    ("given", "epoch", "expected"),
    [
        ("", "", ""),
        ("2024-05-01", "", "2024-05-01"),
        ("2024-05", "1714521600", "2024-05"),
        ("", "1714521600", "2024-05-01"),
        ("", "0", "1970-01-01"),
    ],
)
def test_a_day_is_what_was_said_or_the_source_date_epoch(given: str, epoch: str, expected: str) -> None:
    assert day(given, epoch) == expected


@pytest.mark.parametrize(
    ("given", "epoch"), [("2024-13", ""), ("--05-01", ""), ("today", ""), ("", "x"), ("", "9" * 30)]
)
def test_what_is_no_day_is_refused(given: str, epoch: str) -> None:
    with pytest.raises(UsageError, match=r"no date|no number of seconds"):
        day(given, epoch)


def test_the_day_dates_the_change_and_a_second_export_of_that_day_is_the_same(garden: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        assert pipeline.export([garden], out=tmp_path / out, date="2024-05-01").faults == ()
    one, two = ((tmp_path / out / "tei" / "Sad.xml").read_bytes() for out in ("one", "two"))
    assert one == two
    assert b'<change when="2024-05-01"' in one

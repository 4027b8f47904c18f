"""What a sidecar says of a text, that it says it as the schema has it, and that every fault is said with its line."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.errors import SourceError
from pipeline.json_schemas import schema
from pipeline.meta import Contributor, Edition, Meta
from pipeline.source import read
from pipeline.source.sidecar import load
from pipeline.source.values import PEOPLE, is_orcid
from pipeline.w3c_date import is_w3c_date

# Facts of the file itself, never to be said by a person.
FACTS = ("source_name", "source_sha256", "encoding_evidence", "repaired")
Said = Callable[[str], Meta]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """What is known of a text with this sidecar."""

    def said(sidecar: str) -> Meta:
        (tmp_path / "text.txt").write_text("Сад.", encoding="utf-8")
        (tmp_path / "text.toml").write_text(sidecar, encoding="utf-8")
        return read(tmp_path / "text.txt").meta

    return said


def faults(said: Said, sidecar: str) -> list[str]:
    with pytest.raises(SourceError) as refused:
        said(sidecar)
    return str(refused.value).splitlines()


# What it says


def test_a_sidecar_fills_meta(said: Said) -> None:
    meta = said('author = "Н. Озеров"\ndate = "1925"\nlicence = ""\n')
    assert (meta.authors, meta.date, meta.licence, meta.language) == ((Contributor("Н. Озеров"),), "1925", "", "ru")


def test_without_a_sidecar_nothing_is_known_but_the_language(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Сад.", encoding="utf-8")
    meta = read(tmp_path / "text.txt").meta
    silent = [field.name for field in fields(Meta) if field.name not in (*FACTS, "encoding", "language")]
    assert {getattr(meta, name) for name in silent} == {"", (), Edition()}


def test_a_toml_date_is_a_date(said: Said) -> None:
    assert said("date = 1925-05-01").date == "1925-05-01"


def test_several_authors_are_a_list_with_semicolons_or_a_table_each(said: Said) -> None:
    assert said('author = "Н. Озеров; А. Белова"').authors == (Contributor("Н. Озеров"), Contributor("А. Белова"))
    tables = said('[[author]]\nname = "Н. Озеров"\n[[author]]\nname = "Кружок"\nkind = "organisation"\n')
    assert tables.authors == (Contributor("Н. Озеров", "person"), Contributor("Кружок", "organisation"))


def test_the_parts_of_a_name_may_be_said(said: Said) -> None:
    (one,) = said('[[author]]\nname = "А. Белова"\nsurname = "Белова"\nforename = "А."\n').authors
    assert (one.surname, one.forename, one.patronym) == ("Белова", "А.", "")


def test_what_was_done_is_said_of_contributors(said: Said) -> None:
    (one,) = said('[[contributor]]\nname = "А. Белова"\nrole = "сверка"\n').contributors
    assert (one.name, one.role) == ("А. Белова", "сверка")


@pytest.mark.parametrize(
    ("key", "value", "uri"),
    [
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("viaf", "7", "https://viaf.org/viaf/7"),
        ("wikidata", "Q42", "http://www.wikidata.org/entity/Q42"),
        ("wikidata", "https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"),
        ("gnd", "118540238", "https://d-nb.info/gnd/118540238"),
        ("isni", "0000 0001 2103 2683", "https://isni.org/isni/0000000121032683"),
        ("url", "https://example.org/anna", "https://example.org/anna"),
    ],
)
def test_an_identifier_of_a_person_is_a_uri_however_it_is_written(said: Said, key: str, value: str, uri: str) -> None:
    assert said(f'[[editor]]\nname = "А."\n{key} = "{value}"').editors == (Contributor("А.", "person", "", (uri,)),)


@pytest.mark.parametrize(
    ("key", "value", "uri"),
    [
        ("doi", "10.1234/a/b", "https://doi.org/10.1234/a/b"),
        ("doi", "https://dx.doi.org/10.1234/a", "https://doi.org/10.1234/a"),
        ("handle", "11356/1431", "https://hdl.handle.net/11356/1431"),
        ("urn", "urn:nbn:de:1111-2", "urn:nbn:de:1111-2"),
    ],
)
def test_so_is_an_identifier_of_the_edition(said: Said, key: str, value: str, uri: str) -> None:
    edition = said(f'[edition]\nversion = "2"\n{key} = "{value}"').edition
    assert edition == Edition("2", identifiers=(uri,))


# What is wrong with it

WRONG = [
    ('language = "ru"\nautor = "Н."', "line 2: autor is not a known key; known are title, "),
    ('source_sha256 = "0"', "line 1: source_sha256 is not a known key"),
    ("# год\n\ndate = 1925", "line 3: date has to be a string in quotation marks: date ="),
    ('title = ["a"]', "line 1: title has to be a string"),
    ('keywords = "сад"', "line 1: keywords has to be a list"),
    ("date = 1988-09-24T10:00:00", "line 1: date is no date: '1988-09-24T10:00:00'"),
    ("place = 10:00:00\ntitle = 1", "line 2: title has to be a string"),
    ("date = 99999999999999999999999", "line 1: date has to be a string"),
    ("date = nan", "line 1: date has to be a string"),
    ("keywords = [[1]]", 'line 1: keywords has to be a list of strings in quotation marks: keywords = ["...", "..."]'),
    ('other_languages = ["de", 1]', "line 1: other_languages has to be a list of strings"),
    ("author = [1]", "line 1: author has to be a string in quotation marks"),
    ('[[editor]]\nname = "А."\nisni = "0000 0001 2103 2684"', "line 3: isni is no ISNI, or a digit of it is wrong"),
    ("\nauthor = 5", 'line 2: author has to be a string in quotation marks: author = "...", or a table for each'),
    ('editor = "А."', "line 1: editor has to be a table for each: [[editor]]"),
    ('[[editor]]\nname = "А."\nnme = "Б."', "line 3: nme is not a known key; known are name, surname,"),
    ('[[editor]]\nkind = "person"', "line 1: [[editor]] has no name"),
    ('[[editor]]\nname = ""', "line 2: name is empty"),
    ('[[editor]]\nname = "А."\nrole = "б"', "line 3: role is not a known key"),
    ('[[contributor]]\nname = "А."\n', "line 1: [[contributor]] has no role"),
    ('edition = "1"', "line 1: edition has to be a table: [edition]"),
    ('[edition]\ndate = "1988-13"', "line 2: date is no date: '1988-13'"),
    ('date = "1989-02-29"', "line 1: date is no date: '1989-02-29'; write 1988,"),
    ('published_date = "11 августа"', "line 1: published_date is no date"),
    ('language = "русский"', "line 1: language is no language tag"),
    ('other_languages = ["de", ""]', "line 1: other_languages"),
    ('source_url = "http://a b"', "line 1: source_url is no address"),
    ('[edition]\ndoi = "11.1/a"', "line 2: doi is no DOI: '11.1/a'"),
    ('[[author]]\nname = "А."\norcid = "0000-0002-1825-0098"', "line 3: orcid is no ORCID, or a digit of it is wrong"),
    ('title = "a\\fb"', "line 1: title holds U+000C FORM FEED"),
    ('[[author]]\nname = "a\\u0001"', "line 2: name holds U+0001"),
]


@pytest.mark.parametrize(("sidecar", "fault"), WRONG, ids=[fault for _, fault in WRONG])
def test_a_wrong_sidecar_is_refused_with_file_line_and_key(said: Said, sidecar: str, fault: str) -> None:
    (line,) = faults(said, sidecar)
    assert f"text.toml, {fault}" in line


VALUES = st.recursive(
    st.sampled_from(
        ['"Сад"', '""', '"1988-13"', '"\\u0001"', "1", "1.5", "nan", "true", "1988-09-24", "10:00:00", "[]", "{}"]
    ),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda several: f"[{', '.join(several)}]")
        | st.dictionaries(st.sampled_from(["name", "orcid", "date", "licence", "x"]), inner, max_size=2).map(
            lambda pairs: f"{{ {', '.join(f'{key} = {value}' for key, value in pairs.items())} }}"
        )
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(
    ["title", "date", "author", "editor", "contributor", "edition", "keywords", "language", "x", "'x y'"]
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_whatever_stands_in_a_sidecar_is_read_or_refused_with_lines(
    tmp_path_factory: pytest.TempPathFactory, pairs: dict[str, str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text("".join(f"{key} = {value}\n" for key, value in pairs.items()), encoding="utf-8")
    lines = refusal(path).splitlines()
    places = [re.fullmatch(rf"{re.escape(str(path))}, line (\d+): .+\.", line) for line in lines]
    assert all(place and 1 <= int(place[1]) <= len(pairs) for place in places)
    assert lines or Meta(**load(path))


def refusal(path: Path) -> str:
    """What is said of a sidecar that is refused; nothing where it is read."""
    try:
        load(path)
    except SourceError as error:
        return str(error)
    return ""


def test_of_several_tables_the_wrong_one_is_named_by_its_line(said: Said) -> None:
    (line,) = faults(said, '[[author]]\nname = "А."\nviaf = "1"\n[[author]]\nname = "Б."\nviaf = "x"\n')
    assert "line 6: viaf is no number of VIAF" in line


def test_all_faults_are_said_at_once_in_the_order_of_the_file(said: Said) -> None:
    lines = faults(said, 'titel = "а"\ndate = "1988-13"\n[edition]\ndatum = "б"\n')
    assert [line.partition(": ")[0][-1] for line in lines] == ["1", "2", "4"]


def test_a_sidecar_that_is_no_toml_is_refused(said: Said) -> None:
    assert "text.toml: is not TOML" in faults(said, "title = Речь")[0]


def test_a_sidecar_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.toml").write_bytes('title = "Речь"'.encode("cp1251"))
    with pytest.raises(SourceError, match=r"text.toml: is not UTF-8, the byte at offset 9"):
        load(tmp_path / "text.toml")


# Dates and identifiers


@pytest.mark.parametrize(
    "value", ["1988", "1988-09", "1988-09-24", "--08-11", "--08", "---31", "--02-29", "2000-02-29", "0044-03-15"]
)
def test_dates_as_tei_takes_them_are_dates(value: str) -> None:
    assert is_w3c_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "88",
        "1988-9",
        "1988-13",
        "1988-04-31",
        "1900-02-29",
        "---32",
        "--13",
        "-",
        "--",
        "24.09.1988",
        "0000",
        "1988-09-24T10:00",
    ],
)
def test_other_strings_are_none(value: str) -> None:
    assert not is_w3c_date(value)


@pytest.mark.parametrize(
    "value", ["0000-0002-1825-0097", "https://orcid.org/0000-0001-5109-3700", "0000-0002-1694-233X"]
)
def test_an_orcid_whose_last_digit_agrees_is_one(value: str) -> None:
    assert is_orcid(value)


@pytest.mark.parametrize("value", ["", "0000-0002-1825-0098", "0000000218250097", "0000-0002-1694-2330", "x"])
def test_others_are_none(value: str) -> None:
    assert not is_orcid(value)


# The schema


def properties(at: Any) -> list[tuple[str, Any]]:
    """Every property that a schema describes anywhere in it."""
    inside = at.values() if isinstance(at, dict) else at if isinstance(at, list) else ()
    here = (
        [*at.get("properties", {}).items()] if isinstance(at, dict) and isinstance(at.get("properties"), dict) else []
    )
    return [*here, *(one for part in inside for one in properties(part))]


def test_the_schema_is_one_and_its_keys_are_what_meta_knows_without_the_facts() -> None:
    Draft202012Validator.check_schema(schema("metadata"))
    known = {PEOPLE.get(key, key) for key in schema("metadata")["properties"]}
    assert known | set(FACTS) == {field.name for field in fields(Meta)}
    assert not known & set(FACTS)


def test_every_key_is_described_in_a_sentence() -> None:
    described = properties(schema("metadata"))
    assert len(described) > 40
    for key, one in described:
        assert one["description"].endswith("."), key


def test_every_example_of_the_schema_is_valid_by_itself() -> None:
    whole = schema("metadata")
    for key, one in properties(whole):
        for example in one.get("examples", ()):
            validator = Draft202012Validator({**one, "$defs": whole["$defs"]})
            assert not [*validator.iter_errors(example)], key


# The seed


def test_the_sidecar_of_the_seed_invents_nothing(root: Path) -> None:
    document = read(root / "seeds" / "bukharin-1988.txt")
    said = load(root / "seeds" / "bukharin-1988.toml")
    assert document.id == "bukharin-1988"
    assert (said["authors"], said["licence"]) == ((), "")
    for key in ("place", "published_in"):
        assert said[key] in document.text

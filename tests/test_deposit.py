"""A package is a valid bag, read by the libraries of those it is meant for, the same every time, or not made at all."""

import filecmp
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import bagit
import datacite.schema45
import pytest
import yaml
from frictionless import Package as DataPackage
from hypothesis import given, settings
from rocrate.rocrate import ROCrate

import pipeline
from pipeline.errors import UsageError
from pipeline.meta import Contributor, Edition, Meta
from pipeline.packing.citation import citation
from pipeline.packing.datacite import datacite as said_to_datacite
from pipeline.packing.package import Package, Text, questions
from tests.packed import HILL, LAKE, SIDECAR, files, write
from tests.strategies import metas

# what is in it


def test_it_is_a_valid_bag_by_two_algorithms_and_check_finds_nothing(place: Path) -> None:
    done = pipeline.deposit("out", to="edition")
    assert (done.package, done.faults, done.missing) == (Path("edition"), (), ())
    bag = bagit.Bag("edition")
    bag.validate()
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    assert bag.info["Source-Organization"] == "Архив озёр"
    assert len([*bag.payload_files()]) == done.files
    assert pipeline.check(["edition"]) == ()


def test_it_holds_tei_text_source_tables_schemas_and_what_is_said_of_them(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    held = files(place / "edition" / "data")
    for name in ("tei/Ozero.xml", "tei/Ozero.txt", "tables/quotations.parquet", "tables/note_refs.json"):
        assert held[name.replace("_", "-")] == (place / "out" / name).read_bytes()
    assert held["sources/Ozero.txt"] == LAKE.encode("utf-8")
    assert held["sources/Ozero.toml"] == SIDECAR.encode("utf-8")
    assert {"schemas/tei.rng", "schemas/tei-export.odd", "schemas/quotations.schema.json"} <= held.keys()
    assert {"README.md", "LICENSE.txt", "CITATION.cff", "datacite.json", "ro-crate-metadata.json"} <= held.keys()


def test_names_of_files_have_but_letters_digits_hyphens_and_dots_and_the_data_package_knows_them(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    assert all(re.fullmatch(r"(?:[A-Za-z0-9-]+/)*[A-Za-z0-9.-]+", name) for name in files(place / "edition"))
    package = json.loads((place / "edition/data/tables/datapackage.json").read_bytes())
    stored = [resource["path"] for resource in package["resources"] if "path" in resource]
    assert "quotation-parts.json" in stored
    assert all((place / "edition/data/tables" / name).is_file() for name in stored)
    assert DataPackage(str(place / "edition/data/tables/datapackage.json")).validate().valid


def test_its_metadata_are_valid_for_datacite(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    said = json.loads((place / "edition/data/datacite.json").read_bytes())
    assert datacite.schema45.validate(said)
    assert said["doi"] == "10.1234/lake"
    assert [one["title"] for one in said["titles"]] == ["Речь об озере", "Два слова", "On a lake"]
    assert [one["lang"] for one in said["titles"]] == ["ru", "ru", "en"]
    assert said["creators"][0]["nameIdentifiers"][0]["nameIdentifierScheme"] == "VIAF"
    assert [one["contributorType"] for one in said["contributors"]] == ["Editor", "Other"]
    assert [one["rights"] for one in said["rightsList"]] == [
        "Encoding: https://creativecommons.org/licenses/by/4.0/",
        "Text: public domain",
    ]


def test_its_crate_names_every_file_with_type_size_and_terms_and_is_read_by_rocrate(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    data = place / "edition" / "data"
    crate = ROCrate(str(data))
    named: dict[str, Any] = {one.id: one for one in crate.get_entities() if one.type == "File"}
    assert set(named) == set(files(data)) - {"ro-crate-metadata.json"}
    for name, one in named.items():
        assert int(one["contentSize"]) == (data / name).stat().st_size
        assert one["encodingFormat"]
        assert one["license"], name
    assert crate.name == "Речь об озере"
    assert str(crate.datePublished)[:10] == "2024-05-01"


def test_its_crate_says_what_was_made_from_what(place: Path) -> None:
    pipeline.deposit("out", to="edition", date="2024-05-02")
    graph = json.loads((place / "edition/data/ro-crate-metadata.json").read_bytes())["@graph"]
    by_id = {one["@id"]: one for one in graph}
    assert by_id["tables/notes.parquet"]["isBasedOn"] == {"@id": "tei/Ozero.xml"}
    assert by_id["tei/Ozero.xml"]["isBasedOn"] == {"@id": "sources/Ozero.txt"}
    run = by_id["#export"]
    assert (run["@type"], run["instrument"], run["endTime"]) == ("CreateAction", {"@id": "#tei-export"}, "2024-05-02")
    assert {"@id": "tei/Ozero.xml"} in run["result"]
    pointers = [value["@id"] for one in graph for value in _pointers(one)]
    assert {pointer for pointer in pointers if pointer not in by_id} == {"https://w3id.org/ro/crate/1.1"}


def _pointers(entity: dict[str, Any]) -> list[dict[str, str]]:
    values = (one for value in entity.values() for one in (value if isinstance(value, list) else [value]))
    return [one for one in values if isinstance(one, dict)]


def test_of_persons_the_parts_of_whose_names_are_known_the_surname_comes_first() -> None:
    author = Contributor("Пётр Ильич Лугов", "person", surname="Лугов", forename="Пётр", patronym="Ильич")
    package = Package("p", (Text("a", Meta(title="Сад", authors=(author,)), Path("a.toml")),))
    (creator,) = said_to_datacite(package)["creators"]
    assert creator == {
        "name": "Лугов, Пётр Ильич",
        "nameType": "Personal",
        "familyName": "Лугов",
        "givenName": "Пётр Ильич",
    }
    assert yaml.safe_load(citation(package))["authors"] == [{"family-names": "Лугов", "given-names": "Пётр Ильич"}]


def test_how_to_cite_it_is_said_in_yaml(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    said = yaml.safe_load((place / "edition/data/CITATION.cff").read_text(encoding="utf-8"))
    assert said["cff-version"] == "1.2.0"
    assert said["authors"] == [{"name": "Пётр Лугов"}]
    assert (said["title"], said["doi"], said["date-released"]) == ("Речь об озере", "10.1234/lake", "2024-05-01")
    assert said["license-url"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_person_is_told_the_essentials(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    readme = (place / "edition/data/README.md").read_text(encoding="utf-8")
    for words in (
        "# Речь об озере",
        "- With: Кружок (сверка цитат)",
        "`Ozero`: Речь об озере (Пётр Лугов;",
        "Озеро.txt",
    ):
        assert words in readme
    assert "draft" not in readme
    terms = (place / "edition/data/LICENSE.txt").read_text(encoding="utf-8")
    assert "The text of Ozero: public domain." in terms


def test_the_licence_of_the_schemas_goes_with_them_and_is_the_programs(place: Path, root: Path) -> None:
    pipeline.deposit("out", to="edition")
    assert (place / "edition/data/schemas/LICENSE.txt").read_bytes() == (root / "LICENSE").read_bytes()


@settings(max_examples=40)
@given(metas())
def test_whatever_is_known_is_said_validly(meta: Meta) -> None:
    known = Edition("1", "Архив", "", "2024", "CC BY 4.0", meta.edition.identifiers)
    package = Package("p", (Text("a", Meta(**{**_fields(meta), "edition": known}), Path("a.toml")),), "Сад")
    if package.creators:
        assert datacite.schema45.validate(said_to_datacite(package))
    said = yaml.safe_load(citation(package))
    assert (said["title"], said["license"]) == ("Сад", "CC-BY-4.0")
    for written, one in zip(said.get("authors", ()), package.creators, strict=True):
        assert written.get("name", one.name) == one.name
        assert written.get("family-names", one.surname) == one.surname


def _fields(meta: Meta) -> dict[str, Any]:
    return {name: getattr(meta, name) for name in Meta.__dataclass_fields__}


# the same every time


def test_two_packages_of_the_same_are_the_same_byte_for_byte(place: Path) -> None:
    for folder in ("one", "two"):
        pipeline.deposit("out", to=f"{folder}/edition", date="2024-05-02")
    assert files(place / "one") == files(place / "two")
    assert b"Bagging-Date: 2024-05-02" in (place / "one/edition/bag-info.txt").read_bytes()


def test_without_a_day_it_has_none(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    assert b"Bagging-Date" not in (place / "edition/bag-info.txt").read_bytes()
    bagit.Bag("edition").validate()


def test_a_zip_unpacks_to_a_folder_of_its_own_name_and_is_the_same_every_time(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    for folder in ("one", "two"):
        assert pipeline.deposit("out", to=f"{folder}/edition", as_zip=True).package == Path(folder, "edition.zip")
    assert filecmp.cmp("one/edition.zip", "two/edition.zip", shallow=False)
    assert [path.name for path in (place / "one").iterdir()] == ["edition.zip"]
    with zipfile.ZipFile("one/edition.zip") as archive:
        archive.extractall("unpacked")
    assert files(place / "unpacked" / "edition") == files(place / "edition")


# what is not known


def test_all_that_archives_require_is_asked_at_once_with_the_place_for_each_answer(place: Path) -> None:
    write(place, "Озеро", LAKE)
    pipeline.export(["texts"], out="out")
    done = pipeline.deposit("out", to="edition")
    assert done.package is None
    assert {fault.where for fault in done.missing} == {"texts/Озеро.toml"}
    assert [fault.rule for fault in done.missing] == [
        "author", "licence", "edition.publisher", "edition.date", "edition.licence",
    ]  # fmt: skip
    assert done.missing[2].said == 'Who publishes the edition? Say publisher = "..." under [edition], and export again.'
    assert not (place / "edition").exists()


def test_a_draft_is_made_all_the_same_and_says_so(place: Path) -> None:
    write(place, "Озеро", LAKE)
    pipeline.export(["texts"], out="out")
    done = pipeline.deposit("out", to="edition", draft=True)
    assert len(done.missing) == 5
    readme = (place / "edition/data/README.md").read_text(encoding="utf-8")
    assert "This is a draft" in readme
    assert "- `edition.licence`: On what terms may the encoding be used?" in readme
    assert bagit.Bag("edition").info["Internal-Sender-Description"].startswith("A draft")
    assert pipeline.check(["edition"]) == ()


def test_a_draft_asks_each_question_once_and_tells_nobody_where_its_texts_lie(place: Path) -> None:
    for name, text in (("Озеро", LAKE), ("Холм", HILL)):
        write(place, name, text)
    pipeline.export(["texts"], out="out")
    pipeline.deposit(place / "out", to=place / "one/edition", draft=True)
    pipeline.deposit("out", to="two/edition", draft=True)
    readme = (place / "one/edition/data/README.md").read_text(encoding="utf-8")
    assert readme.count("Who publishes the edition?") == 1
    assert "(Озеро.toml, Холм.toml)" in readme
    assert files(place / "one") == files(place / "two")


def test_one_person_named_in_several_texts_is_one_with_all_that_is_said() -> None:
    bare, parted, known, other = (
        Contributor("А. Белова", "person"),
        Contributor("А. Белова", "person", surname="Белова", forename="А."),
        Contributor("Анна Белова", "person", "", ("https://viaf.org/viaf/7", "https://orcid.org/1")),
        Contributor("Анна Белова", "person", "", ("https://viaf.org/viaf/8",)),
    )
    texts = tuple(
        Text(name, Meta(authors=(author,), editors=(known,)), Path("a.toml"))
        for name, author in zip("abcd", (bare, parted, known, other), strict=True)
    )
    package = Package("p", texts)
    assert package.creators == (parted, known, other)
    assert package.editors == (known,)


def test_the_crate_has_one_entity_for_whoever_wrote_and_edited(place: Path) -> None:
    write(place, "Озеро", LAKE, SIDECAR.replace('viaf = "7"', 'orcid = "0000-0002-1825-0097"\nsurname = "Лугов"'))
    pipeline.export(["texts"], out="out")
    pipeline.deposit("out", to="edition")
    graph = json.loads((place / "edition/data/ro-crate-metadata.json").read_bytes())["@graph"]
    ids = [one["@id"] for one in graph]
    assert len(ids) == len({*ids})


def test_the_crate_keeps_every_identifier_of_a_person_whatever_the_part(place: Path) -> None:
    identified = SIDECAR.replace('role = "сверка цитат"', 'role = "сверка цитат"\nisni = "0000 0001 2103 2683"')
    write(place, "Озеро", LAKE, identified.replace('viaf = "7"', 'viaf = "7"\nwikidata = "Q42"'))
    pipeline.export(["texts"], out="out")
    pipeline.deposit("out", to="edition")
    graph = json.loads((place / "edition/data/ro-crate-metadata.json").read_bytes())["@graph"]
    named = {one.get("name"): one for one in graph}
    assert named["Кружок"]["sameAs"] == "https://isni.org/isni/0000000121032683"
    assert named["Пётр Лугов"]["@id"] == "https://viaf.org/viaf/7"
    assert named["Пётр Лугов"]["sameAs"] == "http://www.wikidata.org/entity/Q42"


def test_of_tei_edited_by_hand_the_header_is_the_place_to_answer(place: Path) -> None:
    tei = place / "out/tei/Ozero.xml"
    said = re.sub("<publisher.*?</publisher>", "<authority/>", tei.read_text(encoding="utf-8"))
    tei.write_text(said, encoding="utf-8")
    (question,) = pipeline.deposit("out", to="edition").missing
    assert (question.where, question.rule) == ("out/tei/Ozero.xml", "edition.publisher")
    assert question.said.endswith("Say it in the header: publicationStmt/publisher.")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tei_edited_by_hand_is_packed_in_plain_utf_8_with_true_counts(place: Path, coding: str) -> None:
    tei = place / "out/tei/Ozero.xml"
    said = re.sub(r'<q (.*?) type="quotation"(.*?)</q>', r"<soCalled \1\2</soCalled>", tei.read_text(encoding="utf-8"))
    said = re.sub(r' who="[^"]+"|<seg type="cue"[^>]*>|</seg>', "", said)
    tei.write_bytes(re.sub("encoding='.*?'", f"encoding='{coding.replace('-sig', '')}'", said).encode(coding))
    assert pipeline.deposit("out", to="edition").faults == ()
    packed = (place / "edition/data/tei/Ozero.xml").read_bytes()
    assert packed.decode("utf-8").startswith("<?xml")
    for words in ('gi="soCalled" occurs="1"', 'unit="quotations" quantity="0">quotations: 0<'):
        assert words.encode() in packed
    assert b'gi="q"' not in packed
    assert pipeline.check(["edition"]) == ()


def test_several_texts_want_a_title_and_one_publisher(place: Path) -> None:
    write(place, "Холм", HILL, SIDECAR.replace("Архив озёр", "Архив холмов"))
    pipeline.export(["texts"], out="out")
    title, publisher = pipeline.deposit("out", to="edition").missing
    assert title.said == "What are the 2 texts called together? Say --title."
    assert publisher.rule == "edition.publisher"
    assert "Архив озёр and Архив холмов" in publisher.said


def test_several_texts_are_one_package(place: Path) -> None:
    write(place, "Холм", HILL, SIDECAR.replace("Пётр Лугов", "Лев Рогов").replace('"7"', '"8"'))
    pipeline.export(["texts"], out="out")
    assert pipeline.deposit("out", to="edition", title="Две речи").faults == ()
    said = json.loads((place / "edition/data/datacite.json").read_bytes())
    assert said["titles"] == [{"title": "Две речи"}]
    assert [one["name"] for one in said["creators"]] == ["Пётр Лугов", "Лев Рогов"]
    assert "doi" not in said
    assert pipeline.check(["edition"]) == ()


def test_an_edition_of_a_text_whose_author_nobody_knows_is_its_editors() -> None:
    editor = Contributor("Анна Белова", "person")
    meta = Meta(title="Сад", licence="CC0", editors=(editor,), edition=Edition("", "Архив", "", "2024", "CC0"))
    package = Package("p", (Text("a", meta, Path("a.toml")),))
    assert package.creators == (editor,)
    assert "contributors" not in said_to_datacite(package)
    assert [*questions(package)] == []


# what is not made


def test_what_is_in_that_place_is_left(place: Path) -> None:
    (place / "edition").mkdir()
    (place / "zip.zip").write_bytes(b"mine")
    with pytest.raises(UsageError, match="edition: is there already"):
        pipeline.deposit("out", to="edition")
    with pytest.raises(UsageError, match="is there already"):
        pipeline.deposit("out", to="zip", as_zip=True)
    assert (place / "zip.zip").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["Моё издание", "my edition", "my_edition", "..", "."])
def test_a_package_has_a_name_that_archives_take(place: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"archives take but letters"):
        pipeline.deposit("out", to=name)


def test_a_folder_that_cannot_be_written_to_is_named_before_any_work(place: Path) -> None:
    (place / "file").write_bytes(b"")
    with pytest.raises(UsageError, match=r"file/inside: nothing can be written there"):
        pipeline.deposit("out", to="file/inside/edition")


def test_where_nothing_was_exported_there_is_nothing_to_pack(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no TEI in"):
        pipeline.deposit(tmp_path, to=tmp_path / "edition")


def test_a_source_that_was_changed_since_is_refused(place: Path) -> None:
    (place / "texts/Озеро.txt").write_text(LAKE + "Ещё.\n", encoding="utf-8")
    done = pipeline.deposit("out", to="edition")
    assert [(fault.where, fault.rule) for fault in done.faults] == [("texts/Озеро.txt", "source-is-that-of-the-tei")]
    assert not (place / "edition").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('licence = "public domain"', 'licence = "CC0"', "with it (licence); export again."),
        ('source_url = "https://example.org/lake"\n', "", "with it (source_url); export again."),
        ('viaf = "7"', 'viaf = "8"', "with it (authors); export again."),
        ('name = "Пётр Лугов"', 'nme = "Пётр"', "nme is not a known key"),
    ],
)
def test_a_sidecar_that_says_something_else_by_now_is_refused(place: Path, old: str, new: str, said: str) -> None:
    write(place, "Озеро", LAKE, SIDECAR.replace(old, new, 1))
    (fault,) = pipeline.deposit("out", to="edition", draft=True).faults
    assert fault.where == "texts/Озеро.toml"
    assert said in fault.said
    assert not (place / "edition").exists()


def test_decisions_that_cannot_be_read_are_refused_and_found(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    for path in ("texts/Озеро.decisions.toml", "edition/data/sources/Ozero.decisions.toml"):
        (place / path).write_text("x = \n", encoding="utf-8")
    (fault,) = pipeline.deposit("out", to="other").faults
    assert (fault.where, fault.rule) == ("texts/Озеро.decisions.toml", "decisions")
    assert "decisions" in {one.rule for one in pipeline.check(["edition"])}


def test_a_sidecar_that_says_no_more_than_the_text_tells_agrees_with_it(place: Path) -> None:
    write(place, "Озеро", LAKE, 'title = "Речь об озере"\nencoding = "UTF8"\n')
    pipeline.export(["texts"], out="out")
    write(place, "Озеро", LAKE)
    assert pipeline.deposit("out", to="edition", draft=True).faults == ()


def test_without_its_source_a_text_is_packed_and_no_source_named(place: Path) -> None:
    shutil.rmtree(place / "texts")
    assert pipeline.deposit("out", to="edition").faults == ()
    assert not (place / "edition/data/sources").exists()
    assert pipeline.check(["edition"]) == ()


@pytest.mark.parametrize("damage", [("Ozero.xml", b"<q ", b"<quote "), ("Ozero.xml", b"#char=0,", b"#char=1,")])
def test_faulty_tei_is_refused_and_nothing_is_left(place: Path, damage: tuple[str, bytes, bytes]) -> None:
    name, old, new = damage
    tei = place / "out" / "tei" / name
    tei.write_bytes(tei.read_bytes().replace(old, new).replace(b"</q>", b"</quote>" if b"quote" in new else b"</q>"))
    before = files(place)
    done = pipeline.deposit("out", to="edition")
    assert done.faults
    assert files(place) == before


def test_tei_of_others_and_tei_without_its_text_are_refused(place: Path) -> None:
    (place / "out/tei/Ozero.txt").unlink()
    (fault,) = pipeline.deposit("out", to="edition").faults
    assert (fault.where, fault.rule) == ("out/tei/Ozero.xml", "text-beside")

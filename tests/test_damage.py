"""Whatever is wrong with a package is found, also where crate and bag were made to agree with it."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import bagit
import pytest

import pipeline
from pipeline.errors import UsageError
from pipeline.tei.declaration import VERSION

DAMAGES = {
    "a byte of a table": ("tables/notes.parquet", "PAR1", "PAR2", {"tables-of-this-tei"}),
    "a word of the TEI": ("tei/Ozero.xml", "Вода", "Воды", {"place-is-text", "tables-of-this-tei"}),
    "a word of the source": ("sources/Ozero.txt", "Вода", "Воды", {"source-is-that-of-the-tei"}),
    "a word of the readme": ("README.md", "TEI", "TEJ", set()),
    "the crate": ("ro-crate-metadata.json", "{", "[", set()),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "rules"), DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_to_a_package_is_found(place: Path, name: str, old: str, new: str, rules: set[str]) -> None:
    pipeline.deposit("out", to="edition")
    path = place / "edition" / "data" / name
    assert old.encode() in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    assert {fault.rule for fault in pipeline.check(["edition"])} == {"bag", "crate"} | rules


def test_a_changed_file_is_named_once_for_all_checksums(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    path = place / "edition/data/README.md"
    path.write_bytes(path.read_bytes().replace(b"TEI", b"TEJ"))
    said = [fault.said for fault in pipeline.check(["edition"]) if fault.rule == "bag"]
    assert said == [
        "It is not the file that was packed: another sha256 and sha512. Take the file from where it was whole."
    ]


def test_a_file_too_much_and_one_too_few_are_found_though_the_bag_was_made_anew(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    (place / "edition/data/README.md").rename(place / "edition/data/READ.md")
    bagit.Bag("edition").save(manifests=True)
    found = [(fault.where, fault.rule) for fault in pipeline.check(["edition"])]
    assert found == [("edition/data/READ.md", "crate"), ("edition/data/README.md", "crate")]


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt"])
def test_what_makes_it_a_bag_is_missed(place: Path, name: str) -> None:
    pipeline.deposit("out", to="edition")
    (place / "edition" / name).unlink()
    found = pipeline.check(["edition"])
    assert ("edition/" + name, "bag") in {(fault.where, fault.rule) for fault in found}


def test_without_any_tag_manifest_both_are_missed(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    for name in ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt"):
        (place / "edition" / name).unlink()
    assert [fault.where for fault in pipeline.check(["edition"])] == [
        "edition/tagmanifest-sha256.txt", "edition/tagmanifest-sha512.txt",
    ]  # fmt: skip


def test_what_lies_beside_the_payload_under_no_manifest_is_found(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    (place / "edition/letter.txt").write_text("x", encoding="utf-8")
    (fault,) = pipeline.check(["edition"])
    assert (fault.where, fault.rule) == ("edition/letter.txt", "bag")


def sealed(place: Path) -> None:
    """Make crate and manifests agree with whatever is in the package now."""
    path = place / "edition/data/ro-crate-metadata.json"
    crate = json.loads(path.read_bytes())
    for one in crate["@graph"]:
        if one.get("@type") == "File":
            data = (path.parent / one["@id"]).read_bytes()
            one |= {"contentSize": str(len(data)), "sha256": sha256(data).hexdigest()}
    path.write_text(json.dumps(crate, ensure_ascii=False), encoding="utf-8")
    bagit.Bag("edition").save(manifests=True)


SEALED = {
    "DataCite's year": ("datacite.json", '"2024"', '"2025"', "said-of-this-tei"),
    "no JSON for DataCite": ("datacite.json", "{", "[", "said-of-this-tei"),
    "the terms": ("LICENSE.txt", "public domain", "mine", "said-of-this-tei"),
    "whom to cite": ("CITATION.cff", "Пётр", "Павел", "said-of-this-tei"),
    "a rule": ("schemas/tei.sch", "assert", "report", "schema-of-the-program"),
    "a sidecar": ("sources/Ozero.toml", "title_en", "titel_en", "sidecar"),
    "what a column means": ("tables/datapackage.json", "quotation", "quotatoin", "tables-of-this-tei"),
}


@pytest.mark.parametrize(("name", "old", "new", "rule"), SEALED.values(), ids=SEALED.keys())
def test_a_change_is_found_though_crate_and_bag_were_made_to_agree_with_it(
    place: Path, name: str, old: str, new: str, rule: str
) -> None:
    pipeline.deposit("out", to="edition")
    path = place / "edition" / "data" / name
    assert old.encode() in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    sealed(place)
    assert {(fault.where, fault.rule) for fault in pipeline.check(["edition"])} == {(f"edition/data/{name}", rule)}


def test_a_size_that_the_crate_has_wrong_is_found(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    path = place / "edition/data/ro-crate-metadata.json"
    size = (place / "edition/data/LICENSE.txt").stat().st_size
    path.write_bytes(path.read_bytes().replace(f'"contentSize": "{size}"'.encode(), b'"contentSize": "7"', 1))
    bagit.Bag("edition").save(manifests=True)
    (fault,) = pipeline.check(["edition"])
    assert (fault.where, fault.rule) == ("edition/data/LICENSE.txt", "crate")


def test_the_schemas_of_another_version_are_its_own(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    crate, rules = (place / "edition/data" / name for name in ("ro-crate-metadata.json", "schemas/tei.sch"))
    crate.write_bytes(crate.read_bytes().replace(f'"softwareVersion": "{VERSION}"'.encode(), b'"softwareVersion": "0"'))
    rules.write_bytes(rules.read_bytes() + b"\n")
    sealed(place)
    assert pipeline.check(["edition"]) == ()


def test_two_tei_files_of_one_text_are_a_fault_and_the_rest_is_checked(place: Path) -> None:
    pipeline.deposit("out", to="edition")
    tei = place / "edition/data/tei"
    for ending in (".xml", ".txt"):
        shutil.copyfile(tei / f"Ozero{ending}", tei / f"More{ending}")
    rules = {fault.rule for fault in pipeline.check(["edition"])}
    assert {"bag", "crate", "package"} <= rules


def test_a_zip_is_to_be_unpacked_first(place: Path) -> None:
    pipeline.deposit("out", to="edition", as_zip=True)
    with pytest.raises(UsageError, match=r"edition\.zip: is packed; unpack it"):
        pipeline.check(["edition.zip"])


def test_a_bag_of_something_else_is_said_to_be_no_package(tmp_path: Path) -> None:
    (tmp_path / "photo.txt").write_text("x", encoding="utf-8")
    bagit.make_bag(str(tmp_path))
    rules = [fault.rule for fault in pipeline.check([tmp_path])]
    assert rules == ["crate", "package"]

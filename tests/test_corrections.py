"""The loop: export, a correction in the TEI with any editor, tables of that; nothing corrected is ever overwritten."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.errors import UsageError
from pipeline.verbs.keeping import edited, numbered, record, record_beside, source_of
from pipeline.verbs.results import Encoded
from tests.corrections import EDITS, TEXT, corrected

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("loop")
    (place / "texts").mkdir()
    (place / "texts/river.txt").write_text(TEXT, encoding="utf-8")
    assert pipeline.export([place / "texts"], out=place / "out").faults == ()
    return place


@pytest.fixture
def place(exported: Path, tmp_path: Path) -> Path:
    """A folder with a text, exported."""
    return Path(shutil.copytree(exported, tmp_path / "loop"))


def tei(place: Path) -> Path:
    return place / "out/tei/river.xml"


def edit(place: Path, *names: str) -> Path:
    path = tei(place)
    path.write_text(corrected(path.read_text(encoding="utf-8"), names), encoding="utf-8")
    return path


def rows(place: Path, table: str) -> Rows:
    found: Rows = json.loads((place / "out/tables" / f"{table}.json").read_text(encoding="utf-8"))
    return found


def row(place: Path, table: str, **known: str) -> dict[str, Any]:
    (found,) = [one for one in rows(place, table) if all(one[key] == value for key, value in known.items())]
    return found


def files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()
    }


# The tables follow the TEI


@pytest.mark.parametrize("name", EDITS)
def test_every_correction_is_lawful_tei_and_gives_tables(name: str, place: Path) -> None:
    edit(place, name)
    assert pipeline.check([tei(place)]) == ()
    assert pipeline.tables([tei(place)], out=place / "out").faults == ()
    assert pipeline.check([place / "out"]) == ()


EXPECTED: tuple[tuple[str, str, dict[str, str], dict[str, object]], ...] = (
    (
        "another speaker", "quotations", {"quotation_id": "river#q2"},
        {"speaker_name": "Пётр Ильич Зимин", "rule": "editor", "certainty": "high"},
    ),
    ("another speaker", "speakers", {"name": "Пётр Ильич Зимин"}, {"quotations": 2}),
    ("another speaker", "quotations", {"quotation_id": "river#q3"}, {"rule": "introduced"}),
    ("nobody's words", "quotations", {"quotation_id": "river#q2"}, {"speaker_id": None, "rule": "editor"}),
    ("another kind", "phrases", {"text": "«оранжерея»"}, {"kind": "title", "rule": "editor"}),
    ("a quotation after all", "quotations", {"quotation_id": "river#q4"}, {"text": "оранжерея", "rule": "editor"}),
    ("another end", "quotations", {"quotation_id": "river#q3"}, {"text": "«Лодки целы».", "start": 340, "end": 353}),
    ("in parts", "quotations", {"quotation_id": "river#q2"}, {"text": "Мы починим", "parts": 2}),
    ("a string without marks", "phrases", {"text": "Зимний сад"}, {"kind": "name", "rule": "editor"}),
    ("a person more", "speakers", {"name": "Кузьма Рогов"}, {"quotations": 1, "kind": "person"}),
    ("a person more", "persons", {"name": "Кузьма Рогов"}, {"mentions": 0}),
    ("two persons that are one", "speakers", {"name": "Пётр Ильич Зимин"}, {"quotations": 2}),
    ("two persons that are one", "mentions", {"text": "Савельев"}, {"person_id": "river#per2"}),
    ("a name that is a person", "mentions", {"text": "Хозяйка"}, {"person_id": "river#per1"}),
    ("another note", "note_refs", {"ref_id": "river#r2"}, {"note_id": "river#n1"}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "table", "known", "expected"), EXPECTED)
def test_the_tables_follow(
    name: str, table: str, known: dict[str, str], expected: dict[str, object], place: Path
) -> None:
    edit(place, name)
    pipeline.tables([tei(place)], out=place / "out")
    found = row(place, table, **known)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("name", "table", "gone"),
    [
        ("no quotation", "quotations", "Лодки целы"),
        ("a name that is no person", "mentions", "Анны"),
        ("two persons that are one", "persons", "Савельев"),
    ],
)
def test_what_was_taken_out_is_in_no_table(name: str, table: str, gone: str, place: Path) -> None:
    edit(place, name)
    pipeline.tables([tei(place)], out=place / "out")
    assert gone not in [one.get("text", one.get("name")) for one in rows(place, table)]


def test_a_text_that_was_saved_with_other_line_ends_is_the_same(place: Path) -> None:
    before = rows(place, "quotations")
    text = tei(place).with_suffix(".txt")
    text.write_bytes(b"\xef\xbb\xbf" + text.read_bytes().replace(b"\n", b"\r\n"))
    assert pipeline.check([place / "out"]) == ()
    assert pipeline.tables([tei(place)], out=place / "out").faults == ()
    assert rows(place, "quotations") == before


def test_a_reading_is_read_and_moves_no_offset(place: Path) -> None:
    before = rows(place, "paragraphs")
    edit(place, "a reading", "a word supplied")
    pipeline.tables([tei(place)], out=place / "out")
    after = rows(place, "paragraphs")
    assert row(place, "quotations", quotation_id="river#q1")["text"] == "Река поднялась высоко а мост унесло"
    assert after[2]["text"].endswith("пострадали очень мало.")
    assert [(one["start"], one["end"]) for one in after] == [(one["start"], one["end"]) for one in before]


@pytest.mark.parametrize(
    ("declared", "resp"),
    [
        ("", "#editor"),
        ('<respStmt xml:id="al"><resp>corrections</resp><name>А. Л.</name></respStmt>', "#al"),
        ("", "#per1"),
    ],
)
def test_who_decided_is_said_by_resp_alone(declared: str, resp: str, place: Path) -> None:
    xml = tei(place).read_text(encoding="utf-8").replace("</titleStmt>", f"{declared}</titleStmt>")
    q2 = xml.index('<q xml:id="q2"')
    tei(place).write_text(xml[:q2] + xml[q2:].replace("#tei-export", resp, 1), encoding="utf-8")
    assert pipeline.tables([tei(place)], out=place / "out").faults == ()
    assert [one["rule"] for one in rows(place, "quotations")] == ["inquit", "editor", "introduced"]


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ('who="#per3"', 'who="#per9"', "/p[3]/q", "points to per9 with @who, which is nowhere; point to somebody"),
        ("«Лодки целы»</q>", "</q>«Лодки целы»", "/p[3]/q", ""),
        ('target="#n2"', 'target="#n1"', "/note[2]", "points to note ref r2, which does not point back"),
        (' target="#r2" corresp', " corresp", "/p[2]/ref", "which does not point back; add #r2 to that note's @target"),
        (
            ' target="#r2" corresp',
            ' target="#r1" corresp',
            "/note[2]",
            "points to note ref r1, which does not point back; take #r1 out of @target, or set that reference's",
        ),
        ("Лодки", "Лодка", "/p[3]", "the block has"),
        ('resp="#tei-export" who="#per3"', 'who="#per3"', "/p[3]/q", "does not say who is responsible"),
        ('ana="#introduced" ', "", "/p[3]/q", "gives no reason; an editor's is #editor"),
        ('resp="#tei-export" who="#per3"', 'resp="#p1" who="#per3"', "/p[3]/q", "or to #editor"),
    ],
)
def test_check_says_what_is_inconsistent_and_where(old: str, new: str, where: str, said: str, place: Path) -> None:
    xml = tei(place).read_text(encoding="utf-8")
    assert xml.count(old) == 1
    tei(place).write_text(xml.replace(old, new), encoding="utf-8")
    faults = pipeline.check([tei(place)])
    if said:
        assert any(where in fault.where and said in fault.said for fault in faults), faults
    else:
        assert faults == ()  # an empty quotation is a boundary like any other


def test_a_cue_of_what_was_taken_out_is_named(place: Path) -> None:
    xml = tei(place).read_text(encoding="utf-8")
    tei(place).write_text(xml.replace(EDITS["no quotation"][0][0], "«Лодки целы»"), encoding="utf-8")
    (fault,) = pipeline.check([tei(place)])
    assert "points to q3 with @corresp, which is nowhere" in fault.said
    assert fault.where.endswith("/p[3]/seg")


def test_check_says_that_tables_are_of_another_state_of_the_tei(place: Path) -> None:
    assert pipeline.check([place / "out"]) == ()
    edit(place, "another speaker")
    (fault,) = pipeline.check([place / "out"])
    assert (fault.where, fault.rule) == (str(place / "out/tables/datapackage.json"), "tables-of-this-tei")
    assert fault.said.startswith(f"{tei(place)} was changed since these tables were made of it")
    pipeline.tables([tei(place)], out=place / "out")
    assert pipeline.check([place / "out"]) == ()
    shutil.move(place / "out/tables", place / "elsewhere")  # where no TEI is beside them there is nothing to compare
    assert pipeline.check([place / "elsewhere"]) == ()


@pytest.mark.parametrize("said", ["", "[]", '{"sources": 1}', '{"sources": [1, {"path": "x"}]}'])
def test_a_package_without_a_record_of_its_tei_is_no_fault_of_the_tei(said: str, place: Path) -> None:
    (place / "out/tables/datapackage.json").write_text(said, encoding="utf-8")
    assert pipeline.check([place / "out"]) == ()


def test_it_is_said_of_which_tei_tables_are_no_longer(place: Path) -> None:
    (place / "texts/hill.txt").write_text("Дом на холме был пуст.\n", encoding="utf-8")
    assert pipeline.export([place / "texts"], out=place / "out").tables.gone == ()
    assert pipeline.tables([tei(place)], out=place / "out").gone == (place / "out/tei/hill.xml",)
    assert pipeline.tables([place / "out/tei"], out=place / "out").gone == ()
    (place / "out/tei/hill.xml").unlink()
    assert pipeline.tables([tei(place)], out=place / "out").gone == ()


# What was edited is not overwritten


def export(place: Path, **options: Any) -> Encoded:
    (done,) = pipeline.export([place / "texts"], out=place / "out", **options).texts
    return done


def test_an_edited_tei_is_left_and_the_tables_are_of_it(place: Path) -> None:
    (place / "texts/hill.txt").write_text("Дом на холме был пуст.\n", encoding="utf-8")
    edit(place, "another speaker")
    before = files(place / "out/tei")
    done = pipeline.export([place / "texts"], out=place / "out")
    assert done.faults == ()
    hill, river = done.texts
    assert hill.left == ""
    assert "was edited since it was written" in river.left
    assert (river.files, river.kept) == ((), ())
    assert river.found is not None
    assert dict(river.found.speakers)["Пётр Ильич Зимин"] == 2
    assert before.items() <= files(place / "out/tei").items()
    assert {one["doc_id"] for one in rows(place, "documents")} == {"hill", "river"}
    assert row(place, "quotations", quotation_id="river#q2")["rule"] == "editor"
    assert pipeline.check([place / "out"]) == ()


def test_encode_leaves_it_as_well(place: Path) -> None:
    path = edit(place, "another speaker")
    before = path.read_bytes()
    (done,) = pipeline.encode([place / "texts"], out=place / "out")
    assert done.left
    assert path.read_bytes() == before


def test_what_nobody_edited_is_written_anew_when_its_source_changes(place: Path) -> None:
    (place / "texts/river.txt").write_text(TEXT.replace("мало", "много"), encoding="utf-8")
    assert export(place).left == ""
    assert "много" in tei(place).read_text(encoding="utf-8")
    assert export(place).left == ""


def test_by_force_it_is_written_anew_and_kept_under_the_next_number(place: Path) -> None:
    original = tei(place).read_bytes()
    for number, name in enumerate(("another speaker", "nobody's words", "no quotation"), 1):
        mine = edit(place, name).read_bytes()
        done = export(place, force=True)
        assert done.kept[0] == tei(place).with_name(f"river.xml.{number}")
        assert done.kept[0].read_bytes() == mine
        assert tei(place).read_bytes() == original
    assert export(place).left == ""
    assert not list((place / "out/tei").glob(".*"))


def test_by_force_nothing_is_kept_that_was_not_edited(place: Path) -> None:
    before = files(place)
    assert export(place, force=True).kept == ()
    assert files(place) == before


def test_the_text_that_its_offsets_count_in_is_kept_with_it(place: Path) -> None:
    edit(place, "another speaker")
    (place / "texts/river.txt").write_text("Новое.\n\n" + TEXT, encoding="utf-8")
    done = export(place, force=True)
    assert [path.name for path in done.kept] == ["river.xml.1", "river.txt.1"]
    assert done.kept[1].read_text(encoding="utf-8") == TEXT


def test_what_was_kept_still_gives_its_decisions(place: Path) -> None:
    edit(place, "another speaker")
    (copy, _) = export(place, force=True).kept
    assert dict(pipeline.decisions(copy).counts) == {"string": 1}


def test_a_source_that_changed_since_is_said_and_the_text_beside_stays(place: Path) -> None:
    edit(place, "another speaker")
    before = files(place / "out/tei")
    (place / "texts/river.txt").write_text("Новое.\n\n" + TEXT, encoding="utf-8")
    done = export(place)
    assert [warning.rule for warning in done.warnings] == ["source-changed"]
    assert files(place / "out/tei") == before
    assert row(place, "documents", doc_id="river")["text"] == TEXT


def test_an_edited_tei_without_its_text_is_left_all_the_same(place: Path) -> None:
    edit(place, "another speaker")
    (place / "out/tei/river.txt").unlink()
    done = export(place)
    assert (done.left != "", done.faults, done.warnings, done.found) == (True, (), (), None)
    assert not (place / "out/tei/river.txt").exists()
    assert len(rows(place, "quotations")) == 3


def test_without_a_record_a_tei_counts_as_edited_unless_it_is_what_would_be_written(place: Path) -> None:
    record_beside(tei(place)).unlink()
    assert export(place).left == ""  # the same bytes; now there is a record
    assert record_beside(tei(place)).exists()
    record_beside(tei(place)).unlink()
    edit(place, "another speaker")
    assert "may have been edited" in export(place).left
    assert not record_beside(tei(place)).exists()
    assert export(place, force=True).kept[0].name == "river.xml.1"


@pytest.mark.parametrize("said", ["", "{", "[]", '{"sha256": 3}', "\ufeff"])
def test_a_record_that_is_none_protects_what_is_there(said: str, place: Path) -> None:
    record_beside(tei(place)).write_text(said, encoding="utf-8")
    edit(place, "another speaker")
    assert export(place).left


def test_an_edited_tei_that_is_not_well_formed_is_a_fault_and_the_others_go_on(place: Path) -> None:
    (place / "texts/hill.txt").write_text("Дом на холме был пуст.\n", encoding="utf-8")
    tei(place).write_text("<TEI>", encoding="utf-8")
    done = pipeline.export([place / "texts"], out=place / "out")
    assert [fault.rule for fault in done.faults] == ["refused"]
    assert "river.xml:1:6: not well-formed" in done.faults[0].said
    assert tei(place).read_text(encoding="utf-8") == "<TEI>"
    assert done.texts[1].left == f"{tei(place)} was edited since it was written: left as it is, and cannot be read"
    assert [one["doc_id"] for one in rows(place, "documents")] == ["hill"]


def test_an_edited_tei_with_a_fault_is_left_and_said_and_gives_tables_as_far_as_it_can(place: Path) -> None:
    path = tei(place)
    path.write_text(path.read_text(encoding="utf-8").replace('who="#per3"', 'who="#per9"'), encoding="utf-8")
    before = path.read_bytes()
    done = export(place)
    assert {fault.rule for fault in done.faults} == {"pointer-resolves"}
    assert path.read_bytes() == before
    assert len(rows(place, "quotations")) == 3


def test_where_tables_cannot_be_written_nothing_is_touched(place: Path) -> None:
    edit(place, "another speaker")
    shutil.rmtree(place / "out/tables")
    (place / "out/tables").write_text("", encoding="utf-8")
    before = files(place)
    with pytest.raises(UsageError, match=r"out/tables: nothing can be written there \(Not a directory, .*out/tables\)"):
        export(place, force=True)
    assert files(place) == before


def test_a_file_that_cannot_be_replaced_is_named_by_its_place(place: Path) -> None:
    (place / "out/tables/dates.json").unlink()
    (place / "out/tables/dates.json").mkdir()
    with pytest.raises(OSError, match="cannot be replaced") as error:
        pipeline.tables([tei(place)], out=place / "out")
    assert error.value.filename == str(place / "out/tables/dates.json")


def test_a_tei_that_was_taken_away_is_written_again(place: Path) -> None:
    before = files(place)
    tei(place).unlink()
    assert export(place).left == ""
    assert files(place) == before


# keeping


def test_a_record_names_hash_and_source_and_leads_back(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "мои тексты").mkdir()
    source, written = tmp_path / "мои тексты/a.txt", tmp_path / "out/a.xml"
    source.write_text("а")
    record_beside(written).write_bytes(record(b"<a/>", source, written))
    said = json.loads((tmp_path / "out/a.written.json").read_text(encoding="utf-8"))
    assert said == {"source": "../мои тексты/a.txt", "sha256": sha256(b"<a/>").hexdigest()}
    assert source_of(written) == source
    source.unlink()
    assert source_of(written) is None


def test_what_is_not_there_was_not_edited(tmp_path: Path) -> None:
    assert edited(tmp_path / "a.xml", b"") == ""


def test_numbers_go_on_where_any_is_taken(tmp_path: Path) -> None:
    one, other = tmp_path / "a.xml", tmp_path / "a.txt"
    one.write_text("1")
    other.write_text("2")
    (tmp_path / "a.txt.1").write_text("old")
    (tmp_path / "a.xml.2").mkdir()
    assert [path.name for path in numbered(one, other)] == ["a.xml.3", "a.txt.3"]
    assert (tmp_path / "a.txt.1").read_text() == "old"
    assert one.read_text() == "1"

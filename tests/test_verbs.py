"""The ways through: what is written, what is not, and that one bad text harms no other."""

import doctest
import gc
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
import pipeline.verbs
from pipeline.check import Fault
from pipeline.cli import report
from pipeline.errors import SourceError, UsageError
from pipeline.find import STAGES
from pipeline.text import Agent, Document, Span
from pipeline.verbs.collecting import not_collecting
from pipeline.verbs.results import found_in
from pipeline.verbs.staging import publish, staged
from pipeline.verbs.stopwatch import Stopwatch, together

TEXT = (
    "Поездка на озеро\n\n"
    "Вчера мы вернулись домой. «Погода была чудесная», – сказал Иван Петрович Лугов. Все согласились.\n\n"
    "О так называемых «удобствах» гостиницы никто не вспоминал.\n"
)
ROOM = sys.modules["pipeline.check"]  # as an attribute of the package, `check` is the verb
FOUND = [stage.__name__.removeprefix("find_") for stage in STAGES]
BAD = "Раз.\x01 Два.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Callable[..., Path]:
    """Write texts into a folder of their own."""

    def write(**named: str) -> Path:
        folder = tmp_path / "texts"
        folder.mkdir(exist_ok=True)
        for name, text in named.items():
            (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
        return folder

    return write


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


# memory


def test_what_is_done_with_a_text_leaves_nothing_that_only_a_search_for_cycles_would_free(
    texts: Callable[..., Path], tmp_path: Path
) -> None:
    folder = texts(lake=TEXT, bad=BAD)
    left = []
    for several in (folder, folder, texts(**{f"lake{number}": TEXT for number in range(20)})):
        gc.collect()
        gc.disable()
        pipeline.export([several], out=tmp_path / "out")
        pipeline.check([tmp_path / "out"])
        gc.enable()
        left.append(gc.collect())
    assert left[2] < left[1] + 20  # of twenty more texts


# encode


def test_encode_writes_tei_text_and_spans(texts: Callable[..., Path], tmp_path: Path) -> None:
    (done,) = pipeline.encode([texts(lake=TEXT)], out=tmp_path / "out")
    assert done.faults == ()
    assert set(files(tmp_path / "out")) == {
        "tei/lake.xml", "tei/lake.txt", "tei/lake.written.json", "spans/lake.json",
    }  # fmt: skip
    assert set(done.files) == {path for path in (tmp_path / "out").rglob("*") if path.is_file()}


def test_the_text_beside_the_tei_is_what_offsets_count_in(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.encode([texts(lake=TEXT.replace("\n", "\r\n"))], out=tmp_path / "out")
    assert (tmp_path / "out/tei/lake.txt").read_bytes() == TEXT.encode("utf-8")


def test_what_was_found_is_counted(texts: Callable[..., Path], tmp_path: Path) -> None:
    (done,) = pipeline.encode([texts(lake=TEXT)], out=tmp_path / "out")
    assert done.found is not None
    assert done.found.quotations == 1
    assert done.found.phrases == {"so_called": 1}


def test_a_text_that_cannot_be_read_does_not_stop_the_others(texts: Callable[..., Path], tmp_path: Path) -> None:
    bad, good = pipeline.encode([texts(a=BAD, b=TEXT)], out=tmp_path / "out")
    assert [fault.rule for fault in bad.faults] == ["refused"]
    assert "U+0001 START OF HEADING" in bad.faults[0].said
    assert bad.files == ()
    assert good.faults == ()
    assert set(files(tmp_path / "out")) == {"tei/b.xml", "tei/b.txt", "tei/b.written.json", "spans/b.json"}


def test_a_faulty_text_leaves_what_was_there(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.encode([texts(a=TEXT)], out=tmp_path / "out")
    before = files(tmp_path / "out")
    pipeline.encode([texts(a=BAD)], out=tmp_path / "out")
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize("stage", ["document", "tei", "spans"])
def test_a_fault_found_at_any_stage_keeps_the_files_away(
    stage: str, texts: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault("here", "law", "It does not hold.")
    monkeypatch.setattr(ROOM, stage, lambda *_: [fault])
    (done,) = pipeline.encode([texts(a=TEXT)], out=tmp_path / "out")
    assert done.faults == (fault,)
    assert done.files == ()
    assert files(tmp_path / "out") == {} if (tmp_path / "out").exists() else True


def test_two_texts_of_one_id_are_told_apart_with_their_names_in_the_header(
    texts: Callable[..., Path], tmp_path: Path
) -> None:
    done = pipeline.export([texts(дом=TEXT, dom=TEXT)], out=tmp_path / "out")
    assert done.faults == ()
    assert [(text.source.name, text.doc_id) for text in done.texts] == [("dom.txt", "dom"), ("дом.txt", "dom-2")]
    second = (tmp_path / "out" / "tei" / "dom-2.xml").read_text(encoding="utf-8")
    assert '<idno type="filename">дом.txt</idno>' in second
    assert 'corresp="dom-2.txt#char=0,' in second
    assert done.tables.rows["documents"] == 2


def test_a_text_is_not_written_over_that_of_another_unless_forced(texts: Callable[..., Path], tmp_path: Path) -> None:
    folder, out = texts(дом=TEXT, dom=TEXT + TEXT), tmp_path / "out"
    pipeline.encode([folder / "дом.txt"], out=out)
    before = files(out)
    (refused,) = pipeline.encode([folder / "dom.txt"], out=out)
    assert f"which is of {folder / 'дом.txt'}" in refused.faults[0].said
    assert files(out) == before
    (folder / "дом.txt").unlink()
    (done,) = pipeline.encode([folder / "dom.txt"], out=out)
    assert done.faults == ()


def test_by_force_it_is_written_over(texts: Callable[..., Path], tmp_path: Path) -> None:
    folder = texts(дом=TEXT, dom=TEXT + TEXT)
    pipeline.encode([folder / "дом.txt"], out=tmp_path / "out")
    (done,) = pipeline.encode([folder / "dom.txt"], out=tmp_path / "out", force=True)
    assert (done.faults, done.kept) == ((), ())


def test_a_folder_that_holds_its_own_output_is_exported_again(texts: Callable[..., Path]) -> None:
    folder = texts(дом=TEXT)
    for _ in range(2):
        (done,) = pipeline.encode([folder], out=folder / "out")
        assert done.source == folder / "дом.txt"


def test_each_stage_is_timed_and_told(texts: Callable[..., Path], tmp_path: Path) -> None:
    told: list[tuple[int, int, str, str]] = []
    (done,) = pipeline.encode([texts(a=TEXT)], tmp_path / "out", progress=lambda *step: told.append(step))
    assert list(done.seconds) == ["read", *FOUND, "check", "tei", "write", "tables"]
    assert all(spent >= 0 for spent in done.seconds.values())
    assert told[0] == (0, 1, "a.txt", "read")


# export


def test_export_writes_tables_as_well(texts: Callable[..., Path], tmp_path: Path) -> None:
    done = pipeline.export([texts(a=TEXT, b=TEXT)], out=tmp_path / "out")
    assert done.faults == ()
    assert done.tables.rows["documents"] == 2
    assert {"tables/documents.parquet", "tables/documents.json", "tables/datapackage.json"} <= set(
        files(tmp_path / "out")
    )


def test_tables_hold_the_texts_without_fault(texts: Callable[..., Path], tmp_path: Path) -> None:
    done = pipeline.export([texts(a=BAD, b=TEXT)], out=tmp_path / "out")
    assert [fault.rule for fault in done.faults] == ["refused"]
    rows = json.loads((tmp_path / "out/tables/documents.json").read_text(encoding="utf-8"))
    assert [row["doc_id"] for row in rows] == ["b"]


def errors(out: Path) -> list[str]:
    return [row["doc_id"] for row in json.loads((out / "tables/errors.json").read_bytes())]


def test_without_one_good_text_the_tables_have_the_errors_and_no_more(
    texts: Callable[..., Path], tmp_path: Path
) -> None:
    done = pipeline.export([texts(a=BAD)], out=tmp_path / "out")
    assert {name for name, count in done.tables.rows.items() if count} == {"errors"}
    assert errors(tmp_path / "out") == ["a"]
    assert pipeline.check([tmp_path / "out"]) == ()
    pipeline.export([texts(b=BAD)], out=tmp_path / "out")
    assert errors(tmp_path / "out") == ["a", "b"]
    assert pipeline.export([texts(a=TEXT)], out=tmp_path / "out").tables.rows["documents"] == 1


def test_without_one_good_text_tables_with_more_in_them_are_left(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.export([texts(a=TEXT)], out=tmp_path / "out")
    before = files(tmp_path / "out")
    done = pipeline.export([texts(a=BAD)], out=tmp_path / "out")
    assert done.tables.files == ()
    assert done.tables.left == f"{tmp_path / 'out' / 'tables'} has those of an earlier run: left as they are"
    assert done.tables.left in [line.text.strip() for line in report.tabulated(done.tables)]
    assert files(tmp_path / "out") == before


def test_faulty_tables_leave_the_old_ones(
    texts: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.export([texts(a=TEXT)], out=tmp_path / "out")
    before = files(tmp_path / "out")
    monkeypatch.setattr(ROOM, "tables", lambda folder: [Fault(f"{folder}/notes.json", "key", "It is broken.")])
    done = pipeline.export([texts(a=TEXT + "\nЕщё одна строка.\n")], out=tmp_path / "out")
    assert [fault.where for fault in done.faults] == [str(tmp_path / "out/tables/notes.json")]
    after = files(tmp_path / "out")
    assert {name: data for name, data in after.items() if name.startswith("tables/")} == {
        name: data for name, data in before.items() if name.startswith("tables/")
    }


def test_two_exports_are_byte_identical(texts: Callable[..., Path], tmp_path: Path) -> None:
    folder = texts(a=TEXT, b="Одна строка без кавычек и сносок.\n")
    pipeline.export([folder], out=tmp_path / "one")
    pipeline.export([folder], out=tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_nothing_unfinished_is_left_behind(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.export([texts(a=BAD, b=TEXT)], out=tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"tei", "spans", "tables"}


# tables


def test_tables_of_the_tei_are_those_of_the_export(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.export([texts(a=TEXT, b=TEXT)], out=tmp_path / "out")
    made = pipeline.tables([tmp_path / "out/tei"], out=tmp_path / "again")
    assert made.faults == ()
    again, before = files(tmp_path / "again/tables"), files(tmp_path / "out/tables")
    assert {name for name in before if again.pop(name) != before[name]} == {"datapackage.json"}  # paths to the TEI
    pipeline.tables([tmp_path / "out/tei"], out=tmp_path / "out")
    assert (again, files(tmp_path / "out/tables")) == ({}, before)


def test_a_tei_file_that_is_none_is_a_fault_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<TEI>")
    made = pipeline.tables([tmp_path / "x.xml"], out=tmp_path / "out")
    assert [fault.rule for fault in made.faults] == ["refused"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("name", "said"), [("none.xml", "no such file"), (".", "holds no TEI")])
def test_tables_of_nothing_is_wrong_use(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        pipeline.tables([tmp_path / name])


# check


def test_what_was_exported_has_no_fault(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.export([texts(a=TEXT)], out=tmp_path / "out")
    assert pipeline.check([tmp_path / "out"]) == ()


def test_damage_to_tei_spans_and_tables_is_found_in_its_file(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.export([texts(a=TEXT)], out=tmp_path / "out")
    for name, old, new in (
        ("tei/a.xml", "чудесная", "ужасная"),
        ("spans/a.json", '"kind": "paragraph"', '"kind": "paragraf"'),
        ("tables/paragraphs.json", '"doc_id": "a"', '"doc_id": "b"'),
    ):
        path = tmp_path / "out" / name
        damaged = path.read_text(encoding="utf-8").replace(old, new, 1)
        assert damaged != path.read_text(encoding="utf-8"), name
        path.write_text(damaged, encoding="utf-8")
    places = [fault.where for fault in pipeline.check([tmp_path / "out"])]
    for part in ("a.xml", "a.json", "tables"):
        assert any(part in place for place in places)


def test_a_text_beside_the_tei_that_is_not_utf_8_is_a_fault(texts: Callable[..., Path], tmp_path: Path) -> None:
    pipeline.encode([texts(a=TEXT)], out=tmp_path / "out")
    (tmp_path / "out/tei/a.txt").write_bytes(b"\xff")
    assert any("a.txt: is not UTF-8" in fault.said for fault in pipeline.check([tmp_path / "out/tei/a.xml"]))


@pytest.mark.parametrize(("name", "said"), [("none", "no such file"), (".", "nothing to check")])
def test_nothing_to_check_is_wrong_use(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        pipeline.check([tmp_path / name])


# explain


def test_every_string_in_marks_is_explained(texts: Callable[..., Path]) -> None:
    document, judgements = pipeline.explain(texts(a=TEXT) / "a.txt")
    assert [document.slice(judgement.span) for judgement in judgements] == ["«Погода была чудесная»", "«удобствах»"]
    assert all(judgement.rule and judgement.gloss for judgement in judgements)


def test_a_folder_of_several_texts_cannot_be_explained(texts: Callable[..., Path]) -> None:
    with pytest.raises(UsageError, match="holds 2 texts"):
        pipeline.explain(texts(a=TEXT, b=TEXT))


def test_a_bad_text_cannot_be_explained(texts: Callable[..., Path]) -> None:
    with pytest.raises(SourceError, match="START OF HEADING"):
        pipeline.explain(texts(a=BAD))


# results, staging, stopwatch


def test_a_quotation_in_parts_counts_once() -> None:
    text = "«Да», – сказала она, – «нет». «Вот»"
    spans = (
        Span(0, 4, "quotation", "q1", {"speaker": "per1", "next": "q1.2"}),
        Span(23, 28, "quotation", "q1.2", {"speaker": "per1", "prev": "q1"}),
        Span(30, 35, "quotation", "q2"),
    )
    found = found_in(Document("x", text, spans=spans, agents=(Agent("per1", "person", "Анна"),)))
    assert found.quotations == 2
    assert found.speakers == (("", 1), ("Анна", 1))


def test_staged_files_take_their_places_together_and_none_is_left(tmp_path: Path) -> None:
    (tmp_path / "out/a").mkdir(parents=True)
    (tmp_path / "out/a/old").write_text("old")
    with staged(tmp_path / "out") as stage:
        (stage / "a").mkdir()
        (stage / "a/old").write_text("new")
        (stage / "b").write_text("b")
        moved = publish(stage, tmp_path / "out")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in moved] == ["a/old", "b"]
    assert files(tmp_path / "out") == {"a/old": b"new", "b": b"b"}


def test_where_the_disk_is_full_the_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as caught, staged(tmp_path / "out"):
        raise OSError(28, "No space left on device")
    assert caught.value.filename == str(tmp_path / "out")


def test_a_failure_while_staging_leaves_no_trace(tmp_path: Path) -> None:
    def fail() -> None:
        with staged(tmp_path / "out") as stage:
            (stage / "a").write_text("a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert files(tmp_path / "out") == {}


def test_a_watch_counts_what_fails_and_adds_up_what_repeats() -> None:
    watch = Stopwatch()
    with watch("find"):
        pass
    first = watch.seconds["find"]
    with pytest.raises(ZeroDivisionError), watch("find"):
        raise ZeroDivisionError
    assert watch.seconds["find"] > first
    assert together([{"a": 1.0, "b": 2.0}, {"b": 3.0, "c": 4.0}]) == {"a": 1.0, "b": 5.0, "c": 4.0}


# the package


def test_verbs_are_the_attributes_and_rooms_of_the_same_name_can_be_imported_from() -> None:
    from pipeline.tables import TABLES

    assert pipeline.tables is pipeline.verbs.tables
    assert pipeline.check is pipeline.verbs.check
    assert TABLES
    assert Fault is ROOM.Fault


@pytest.fixture
def at_home(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the seeds in it, where examples may write."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("module", [pipeline, pipeline.verbs], ids=["pipeline", "pipeline.verbs"])
def test_the_examples_in_the_documentation_work(module: object) -> None:
    assert doctest.testmod(module, raise_on_error=False).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("enabled", [True, False])
def test_python_looks_for_no_garbage_meanwhile_and_afterwards_as_before(enabled: bool) -> None:
    (gc.enable if enabled else gc.disable)()
    within = []
    try:
        with not_collecting():
            within.append(gc.isenabled())
        with pytest.raises(UsageError), not_collecting():
            raise UsageError("so also behind a fault")
        assert (within, gc.isenabled()) == ([False], enabled)
    finally:
        gc.enable()

"""Many texts: in shards, by one process or several, begun again where it was left; the same bytes whoever did it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

import pipeline
from pipeline.cli import report
from pipeline.errors import UsageError
from pipeline.shards import planning
from pipeline.shards.workers import Died, Here
from pipeline.source import place
from pipeline.tables import TABLES
from pipeline.verbs import corpus as verb
from pipeline.verbs.results import Corpus, Exported
from tests.many import command, differing, text, whole

ROOT = Path(__file__).parent.parent


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of some kilobytes."""
    monkeypatch.setattr(planning, "EACH", 0)
    monkeypatch.setattr(planning, "FEW", 4_000)
    monkeypatch.setattr(planning, "SMALLEST", 4_096)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(40):
        (folder / f"t{number:02}.txt").write_text(text(number), encoding="utf-8")
    return folder


def export(texts: Path, out: Path, **how: Any) -> Exported:
    return pipeline.export([texts], out=out, **how)


def told(done: Exported) -> Corpus:
    assert done.corpus
    return done.corpus


def times(out: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file() and path.suffix != ".log"}


# what comes out


@pytest.mark.usefixtures("small")
def test_the_files_are_the_same_whoever_does_the_work(texts: Path, tmp_path: Path) -> None:
    (texts / "t03.txt").write_text("Он сказал: «Пойдём, и больше ничего.\n", encoding="utf-8")  # a place to look at
    (texts / "t09.txt").write_bytes(b"")
    outs = []
    for number, jobs in enumerate((0, 1, 3)):
        out = tmp_path / f"jobs{jobs}" / "out"
        done = export(texts, out, jobs=jobs)
        assert [fault.where for fault in done.faults] == [str(texts / "t09.txt")]
        assert (told(done).shards > 3, told(done).warnings > 0) == (True, True)
        outs.append(whole(out))
        assert outs[number] == outs[0]
    assert pipeline.check([tmp_path / "jobs3" / "out"]) == ()


@pytest.mark.usefixtures("small")
def test_a_corpus_has_the_rows_that_its_texts_have_together(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(texts, tmp_path / "parts")
    monkeypatch.setattr(planning, "FEW", 1 << 20)
    assert export(texts, tmp_path / "one").corpus is None
    for table in TABLES:
        many, one = (pd.read_parquet(tmp_path / out / "tables" / f"{table.name}.parquet") for out in ("parts", "one"))
        pd.testing.assert_frame_equal(many, one)


@pytest.mark.usefixtures("small")
def test_tables_in_parts_are_read_under_the_same_name_by_all(texts: Path, tmp_path: Path) -> None:
    export(texts, tmp_path / "out")
    tables = tmp_path / "out" / "tables"
    for name in ("documents", "quotations", "people"):
        path = tables / f"{name}.parquet"
        expected = pd.read_parquet(path)
        inside = f"{path}/*.parquet" if path.is_dir() else str(path)
        assert expected["doc_id"].is_monotonic_increasing
        assert ds.dataset(path).to_table().num_rows == len(expected) > 30
        assert list(pl.read_parquet(path)["doc_id"]) == list(expected["doc_id"])
        assert duckdb.connect().execute(f"select doc_id from '{inside}'").fetchall() == [
            (one,) for one in expected["doc_id"]
        ]
    lines = sorted((tables / "quotations.jsonl").iterdir())
    assert sum(len(pd.read_json(path, lines=True)) for path in lines) == len(
        pd.read_parquet(tables / "quotations.parquet")
    )


@pytest.mark.usefixtures("small")
def test_the_data_package_describes_the_parts(texts: Path, tmp_path: Path) -> None:
    export(texts, tmp_path / "out")
    report = frictionless.validate(str(tmp_path / "out" / "tables" / "datapackage.json"))
    assert report.valid
    assert {task.name: task.stats.get("rows") for task in report.tasks}["documents"] == 40


@pytest.mark.usefixtures("small")
def test_merge_writes_the_tables_that_few_texts_have(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(texts, tmp_path / "out")
    merged = pipeline.merge(tmp_path / "out")
    monkeypatch.setattr(planning, "FEW", 1 << 20)
    export(texts, tmp_path / "one")
    for table in TABLES:
        one, other = tmp_path / "out" / "merged", tmp_path / "one" / "tables"
        assert (one / f"{table.name}.json").read_bytes() == (other / f"{table.name}.json").read_bytes()
        left, right = (pd.read_parquet(folder / f"{table.name}.parquet") for folder in (one, other))
        pd.testing.assert_frame_equal(left, right)
    assert merged.rows["documents"] == 40
    assert pipeline.check([tmp_path / "out" / "merged"]) == ()
    with pytest.raises(UsageError, match="is there already"):
        pipeline.merge(tmp_path / "out")
    with pytest.raises(UsageError, match="has no tables in parts"):
        pipeline.merge(tmp_path / "one")


@pytest.mark.usefixtures("small")
def test_of_many_texts_the_tei_is_fanned_out(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(texts, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out" / "tei").glob("*.xml")}
    edited = tmp_path / "out" / "tei" / "t03.xml"
    edited.write_bytes(edited.read_bytes() + b"<!-- mine -->")
    monkeypatch.setattr("pipeline.verbs.exporting.IN_ONE_FOLDER", 39)
    done = export(texts, tmp_path / "out")
    fanned = {path.name: path for path in (tmp_path / "out" / "tei").glob("??/*.xml")}
    assert fanned.keys() == before.keys()
    assert not [*(tmp_path / "out" / "tei").glob("*.*")]
    assert fanned["t03.xml"].read_bytes().endswith(b"<!-- mine -->")  # brought along, not written anew
    assert [left.partition(" ")[0] for left in told(done).left] == [str(fanned["t03.xml"])]
    assert pipeline.check([tmp_path / "out"]) == ()


# once more


@pytest.mark.usefixtures("small")
def test_a_second_run_does_nothing(texts: Path, tmp_path: Path) -> None:
    first = told(export(texts, tmp_path / "out", jobs=2))
    before = times(tmp_path / "out")
    second = told(export(texts, tmp_path / "out", jobs=2))
    assert first.why == {"not done yet": first.shards}
    assert second.why == {"": first.shards}
    assert times(tmp_path / "out") == before


def source(texts: Path, _out: Path) -> None:
    (texts / "t05.txt").write_text(text(500), encoding="utf-8")


def sidecar(texts: Path, _out: Path) -> None:
    (texts / "t05.toml").write_text('title = "Иначе"\n', encoding="utf-8")


def decisions(texts: Path, _out: Path) -> None:
    (texts / "t05.decisions.toml").write_text('[[string]]\nexact = "«порядок»"\nkind = "mentioned"\n', encoding="utf-8")


def part(_texts: Path, out: Path) -> None:
    next(iter(sorted((out / "tables" / "dates.parquet").iterdir()))).unlink()


def tei(_texts: Path, out: Path) -> None:
    (out / "tei" / "t05.xml").unlink()


def correction(_texts: Path, out: Path) -> None:
    file = out / "tei" / "t05.xml"
    file.write_text(file.read_text(encoding="utf-8").replace("</TEI>", "<!-- mine --></TEI>"), encoding="utf-8")


def one_text_less(texts: Path, _out: Path) -> None:
    (texts / "t05.txt").unlink()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (source, "another text: t05"), (sidecar, "another sidecar: t05"), (decisions, "another decisions: t05"),
        (part, "missing: tables/dates.parquet/t00+.parquet"), (tei, "missing: tei/t05.xml"),
        (correction, "edited: tei/t05.xml"),
    ],
)  # fmt: skip
def test_only_what_would_be_another_today_is_done_again(
    change: Callable[[Path, Path], None], why: str, texts: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shards = told(export(texts, out)).shards
    change(texts, out)
    again = told(export(texts, out))
    assert again.why == {why: 1, "": shards - 1}
    assert told(export(texts, out)).why == {"": shards}
    assert pipeline.check([out]) == ()


@pytest.mark.usefixtures("small")
def test_from_another_folder_of_work_nothing_is_another_but_the_paths_that_faults_are_told_of(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (texts / "t05.txt").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    shards = told(export(Path("texts"), Path("out"))).shards
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    again = export(Path("../texts"), Path("../out"))
    assert told(again).why == {"": shards - 1, "what is wrong is told of other paths now": 1}
    assert [fault.where for fault in again.faults] == ["../texts/t05.txt"]
    assert told(export(Path("../texts"), Path("../out"))).why == {"": shards}


@pytest.mark.usefixtures("small")
def test_reasons_are_counted_and_told_in_full_only_where_they_are_of_one_shard(texts: Path, tmp_path: Path) -> None:
    export(texts, tmp_path / "out")
    for number in (20, 39):
        (texts / f"t{number:02}.txt").write_text(text(500), encoding="utf-8")
    sidecar(texts, tmp_path)
    said = [line.text for line in report.corpus(told(export(texts, tmp_path / "out")))]
    assert said[1:] == ["  2 done: another text", "  1 done: another sidecar: t05", "  1 left as they were"]


@pytest.mark.usefixtures("small")
def test_what_the_summary_only_counts_is_in_the_log(texts: Path, tmp_path: Path) -> None:
    (texts / "t05.txt").write_bytes(b"")
    (texts / "t17.decisions.toml").write_text('[[string]]\nexact = "нет"\nkind = "name"\n', encoding="utf-8")
    done = told(export(texts, tmp_path / "out"))
    log = (tmp_path / "out" / "export.log").read_text(encoding="utf-8")
    assert done.warnings == 1
    assert f"{texts}/t17.decisions.toml, line 1: decision-unmet: " in log
    assert f"{texts}/t05.txt: refused: " in log


@pytest.mark.usefixtures("small")
def test_what_is_done_again_is_as_if_all_were_done_at_once(texts: Path, tmp_path: Path) -> None:
    export(texts, tmp_path / "out")
    source(texts, tmp_path)
    (texts / "t99.txt").write_text(text(99), encoding="utf-8")
    one_text_less(texts, tmp_path)
    export(texts, tmp_path / "out")
    export(texts, tmp_path / "anew" / "out")
    tables = [{name: data for name, data in whole(out).items() if name.startswith("tables")}
              for out in (tmp_path / "out", tmp_path / "anew" / "out")]  # fmt: skip
    # TEI stands at another depth, which the records of what was written say; the tables are the same but for that
    for name in tables[0].keys() | tables[1].keys():
        if not name.endswith("datapackage.json"):
            assert tables[0][name] == tables[1][name], name


@pytest.mark.usefixtures("small")
def test_what_a_worker_had_ready_when_it_was_killed_is_in_its_place_at_the_end(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ending:
        """A worker that dies while it moves its files, when there is no task left to be replaced for."""

        def map(self, do: Callable[[Any], Any], tasks: Iterable[Any], _retries: int) -> Iterator[tuple[Any, Any]]:
            yield from ((task, do(task)) for task in tasks)
            ready = tmp_path / "out" / ".ready-of-the-dead" / "tei"
            ready.mkdir(parents=True)
            (ready / "t05.txt").write_text("Найденное.\n", encoding="utf-8")

    monkeypatch.setattr(verb, "workers", lambda *_: Ending())
    export(texts, tmp_path / "out")
    assert (tmp_path / "out" / "tei" / "t05.txt").read_text(encoding="utf-8") == "Найденное.\n"
    assert not [*(tmp_path / "out").glob(".*")]


@pytest.mark.usefixtures("small")
def test_what_a_worker_had_moved_in_part_when_it_was_killed_is_not_taken_for_edited(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, there = tmp_path / "out" / "tei", tmp_path / "then" / "tei"
    export(texts, out.parent)
    source(texts, tmp_path)
    export(texts, there.parent)

    class Ending:
        """A worker that dies between the record of what was written and what was written, and is replaced."""

        def map(self, do: Callable[[Any], Any], tasks: Iterable[Any], _retries: int) -> Iterator[tuple[Any, Any]]:
            ready = out.parent / ".ready-of-the-dead" / "tei"
            ready.mkdir(parents=True)
            shutil.copy(there / "t05.written.json", out)
            shutil.copy(there / "t05.xml", ready)
            return ((task, do(task)) for task in tasks)

    monkeypatch.setattr(verb, "workers", lambda *_: Ending())
    assert told(export(texts, out.parent)).left == ()
    assert not differing(whole(out), whole(there))


@pytest.mark.usefixtures("small")
def test_another_register_or_date_or_program_makes_all_another(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, out = tmp_path / "names.toml", tmp_path / "out"
    names.write_text('[[person]]\nname = "Иван Лугов"\n', encoding="utf-8")
    shards = told(export(texts, out)).shards
    assert told(export(texts, out, names=names)).why == {"another register of persons": shards}
    assert told(export(texts, out, names=names)).why == {"": shards}
    assert told(export(texts, out, names=names, date="2024-05-01")).why == {"another date": shards}
    monkeypatch.setattr("pipeline.verbs.shard.fingerprint", lambda: "of a new version")
    again = told(export(texts, out, names=names, date="2024-05-01"))
    assert again.why == {"another version of the program": shards}


@pytest.mark.usefixtures("small")
def test_texts_are_read_in_shards_as_was_asked(texts: Path, tmp_path: Path) -> None:
    (texts / "t08.txt").write_text("Сад\0 цвёл.", encoding="utf-8")
    first = told(export(texts, tmp_path / "out"))
    assert ["U+0000 NULL" in fault.said for fault in first.faults] == [True]
    then = told(export(texts, tmp_path / "out", reading=pipeline.Reading(repair=True)))
    assert (then.faults, then.why) == ((), {"another reading": first.shards})
    assert (tmp_path / "out/tei/t08.txt").read_text(encoding="utf-8") == "Сад\ufffd цвёл."


@pytest.mark.usefixtures("small")
def test_a_corpus_can_be_written_to_a_url(texts: Path, tmp_path: Path) -> None:
    out = place("memory://shelf/out")
    done = pipeline.export([texts], out="memory://shelf/out")
    export(texts, tmp_path / "out")
    there = {str(path).rpartition("/out/")[2]: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    here = whole(tmp_path / "out")
    assert done.faults == ()
    assert there.keys() == here.keys()
    # where a source is, is said from the folder of its TEI, or as it is called on this machine
    differing = {name for name in there if there[name] != here[name]}
    assert all(name.endswith((".written.json", "datapackage.json")) or name.startswith("shards/") for name in differing)
    assert told(pipeline.export([texts], out="memory://shelf/out")).why == {"": told(done).shards}


@pytest.mark.usefixtures("small")
def test_of_a_text_that_went_out_no_row_is_left(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(texts, out)
    one_text_less(texts, out)
    again = told(export(texts, out))
    assert again.why[""] > 0
    assert "t05" not in set(pd.read_parquet(out / "tables" / "mentions.parquet")["doc_id"])
    assert len(pd.read_parquet(out / "tables" / "documents.parquet")) == 39
    assert pipeline.merge(out).rows["documents"] == 39
    assert pipeline.check([out]) == ()
    assert export(texts, out).tables.gone == (out / "tei" / "t05.xml",)  # it stays, which is said


@pytest.mark.usefixtures("small")
def test_nothing_says_that_a_shard_is_whole_while_it_is_done_again(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    shards = told(export(texts, out)).shards
    (texts / "t05.txt").write_text(text(500), encoding="utf-8")

    def full(*_: Path) -> tuple[Path, ...]:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.verbs.shard.publish", full)
        with pytest.raises(OSError, match="No space left"):
            export(texts, out)
    (texts / "t05.txt").write_text(text(5), encoding="utf-8")  # as the record had it
    assert told(export(texts, out)).why == {"not done yet": 1, "": shards - 1}


@pytest.mark.usefixtures("small")
def test_edited_tei_is_left_and_with_force_kept(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(texts, out)
    correction(texts, out)
    assert len(told(export(texts, out)).left) == 1
    assert len(told(export(texts, out)).left) == 1
    done = told(export(texts, out, force=True))
    assert (done.left, done.why["edited TEI is to be written anew"]) == ((), 1)
    assert "mine" in (out / "tei" / "t05.xml.1").read_text(encoding="utf-8")


@pytest.mark.usefixtures("small")
def test_a_folder_can_hold_few_texts_and_then_many_and_then_few(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    few = tmp_path / "few"
    few.mkdir()
    shutil.copy(texts / "t01.txt", few)
    export(few, out)
    assert (out / "tables" / "notes.parquet").is_file()
    few.joinpath("t01.txt").unlink()
    export(texts, out)
    assert (out / "tables" / "notes.parquet").is_dir()
    assert pipeline.check([out]) == ()
    monkeypatch.setattr(planning, "FEW", 1 << 20)
    export(texts, out)
    assert (out / "tables" / "notes.parquet").is_file()
    assert not (out / "shards").exists()
    assert pipeline.check([out]) == ()


# texts that are wrong, and worse


@pytest.mark.usefixtures("small")
def test_a_bad_text_is_among_the_errors_and_the_others_go_on(texts: Path, tmp_path: Path) -> None:
    (texts / "t05.txt").write_bytes(b"")
    (texts / "t17.txt").write_text("Раз.\x0b Два.\n", encoding="utf-8")
    done = export(texts, tmp_path / "out", jobs=2)
    errors = pd.read_parquet(tmp_path / "out" / "tables" / "errors.parquet")
    assert list(errors["doc_id"]) == ["t05", "t17"]
    assert "is empty" in errors["said"][0]
    assert done.tables.rows["documents"] == 38
    assert "  2 texts left out, with all faults in the table errors" in [line.text for line in report.exported(done)]
    assert [fault.rule for fault in done.faults] == ["refused", "refused"]
    assert len(export(texts, tmp_path / "out").faults) == 2  # nor are they forgotten where nothing is done
    (texts / "t05.txt").write_text(text(5), encoding="utf-8")
    assert len(export(texts, tmp_path / "out").faults) == 1


class Mortal:
    """Workers that die of some texts."""

    def __init__(self, *deadly: str) -> None:
        self._deadly = set(deadly)

    def map(self, do: Callable[[Any], Any], tasks: Iterable[Any], _retries: int) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            alive = {name for name, _ in task.shard.texts} - task.deadly.keys()
            yield task, Died("killed by SIGSEGV") if alive & self._deadly else do(task)


@pytest.mark.usefixtures("small")
def test_a_text_that_ends_its_process_is_found_and_is_among_the_errors(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "workers", lambda *_: Mortal("t07"))
    done = export(texts, tmp_path / "out")
    (fault,) = done.faults
    assert (fault.rule, "ended the program that read it (killed by SIGSEGV)" in fault.said) == ("worker-died", True)
    assert done.tables.rows["documents"] == 39
    assert list(pd.read_parquet(tmp_path / "out" / "tables" / "errors.parquet")["doc_id"]) == ["t07"]
    again = export(texts, tmp_path / "out")
    assert told(again).why == {"": told(done).shards}  # it is not tried again
    assert again.faults == done.faults
    monkeypatch.setattr(verb, "workers", lambda *_: Here())  # there was but little memory
    forced = export(texts, tmp_path / "out", force=True)
    assert forced.faults == ()
    assert told(forced).why["texts that ended the program are to be tried again"] == 1


def children(pid: int) -> set[int]:
    """The processes that a process started."""
    try:
        return {int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    except (FileNotFoundError, ProcessLookupError):
        return set()


def workers_of(running: "subprocess.Popen[bytes]") -> set[int]:
    """Those that do the work: started by the one that copies itself, which the command started."""
    return {worker for child in children(running.pid) for worker in children(child)}


def started(*told: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)


def until(running: "subprocess.Popen[bytes]", true: Callable[[], bool]) -> None:
    """Wait until something is true, which it becomes while the process runs."""
    late = time.monotonic() + 120
    while not true():
        assert running.poll() is None
        assert time.monotonic() < late
        time.sleep(0.01)


@contextmanager
def standing_still(out: Path) -> Iterator[None]:
    """A folder in which nobody can put anything into its place meanwhile, so that no work on it comes to its end."""
    import fcntl

    descriptor = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked for in /proc")
def test_workers_that_are_killed_are_replaced(many: Path, calm: dict[str, bytes]) -> None:
    hit = many.parent / "hit" / "out"
    running = started(*command(many, hit, "--jobs", "2"))
    until(running, lambda: any(hit.glob("shards/*.json")))
    with standing_still(hit):
        first = workers_of(running)
        killed = max(first)
        os.kill(killed, signal.SIGKILL)
        until(running, lambda: bool(workers_of(running) - first))
        (young,) = workers_of(running) - first
        os.kill(young, signal.SIGKILL)  # it may not even have begun
        until(running, lambda: bool(workers_of(running) - first - {young}))
        assert not workers_of(running) & {killed, young}
    said, wrong = running.communicate(timeout=120)
    assert (running.returncode, wrong) == (0, b""), said
    assert not differing(whole(hit), calm)


def test_what_is_interrupted_goes_on(many: Path, calm: dict[str, bytes]) -> None:
    out, kept = many.parent / "ended" / "out", dict[str, int]()
    for ended in (signal.SIGINT, signal.SIGTERM):
        running = started(*command(many, out, "--jobs", "2"))
        until(running, lambda: len([*out.glob("shards/*.json")]) > len(kept))  # noqa: B023  # called here only
        running.send_signal(ended)
        _, wrong = running.communicate(timeout=60)
        assert running.returncode == 128 + ended
        assert wrong.decode() == "Stopped. What is done is whole; the same command goes on from there.\n"
        assert not [*out.glob(".unfinished-*")]
        assert kept.items() < times(out / "shards").items()
        kept = times(out / "shards")
    done = subprocess.run(command(many, out), check=True, capture_output=True, cwd=ROOT, text=True).stdout
    assert "left as they were" in done
    assert kept.items() <= times(out / "shards").items()
    assert not differing(whole(out), calm)


def test_a_script_that_is_not_guarded_is_told_so(texts: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    said = "from pipeline.shards import planning\nplanning.FEW = planning.SMALLEST = 4096\nimport pipeline\n"
    script.write_text(f"{said}pipeline.export([{str(texts)!r}], out={str(tmp_path / 'out')!r}, jobs=2)\n")
    done = subprocess.run(
        [sys.executable, script], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert 'has to do so below `if __name__ == "__main__":`' in done.stderr

"""Killed, disk full, folder read-only, two at once: either the old outputs or the new ones, whole, and nothing lost."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import UsageError
from pipeline.verbs.keeping import numbered
from pipeline.verbs.staging import finish, publish, staged, unfinished
from tests.killed import NEW, OLD, child, laid, texts, visible, wrong
from tests.packed import files

NOBODY = 65534  # the user that owns nothing


def killed(how: str, number: int, place: Path) -> str:
    """What `tests.killed` says."""
    command = [sys.executable, "-m", "tests.killed", str(place), how, str(number)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    return said.stdout


# killed


def test_killed_at_any_step_it_leaves_the_old_or_the_new_and_the_next_run_finishes(tmp_path: Path) -> None:
    assert killed("steps", 24, tmp_path) == "24 killed\n"


def test_killed_at_any_moment_it_leaves_the_old_or_the_new_and_the_next_run_finishes(tmp_path: Path) -> None:
    assert re.fullmatch(r"\d+ killed\n", killed("moments", 12, tmp_path))


def half_moved(out: Path) -> None:
    """What a run leaves that is killed while it moves files: some are in their places, the rest is ready."""
    with staged(out) as stage:
        (stage / "a").mkdir()
        (stage / "a/one").write_text("new")
        stage.rename(out / ".ready-1")
    (out / "a").mkdir()
    (out / "a/two").write_text("new")


def test_what_was_ready_is_put_in_its_place_and_what_was_not_is_cleared_away(tmp_path: Path) -> None:
    half_moved(tmp_path)
    begin = (
        "import os, sys; from pipeline.verbs.staging import staged; from pathlib import Path; out = Path(sys.argv[1])"
    )
    script = f"{begin}\nwith staged(out) as stage:\n    (stage / 'one').write_text('half')\n    os._exit(9)"
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False).returncode == 9
    assert list(tmp_path.glob(".unfinished-*"))
    assert unfinished(tmp_path) == (tmp_path / ".ready-1",)
    finish(tmp_path)
    assert files(tmp_path) == {"a/one": b"new", "a/two": b"new"}


def test_what_another_run_is_still_making_is_not_cleared_away(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        (stage / "one").write_text("half")
        script = "import sys, pathlib; from pipeline.verbs.staging import finish; finish(pathlib.Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
        assert (stage / "one").read_text() == "half"
        publish(stage, tmp_path)
    assert files(tmp_path) == {"one": b"half"}


def test_a_run_that_was_ended_is_a_fault_until_the_next(tmp_path: Path) -> None:
    laid(tmp_path, "out", OLD)
    with staged(tmp_path / "out") as stage:
        (stage / "tei").mkdir()
        shutil.copy(tmp_path / "out/tei/a.txt", stage / "tei/a.txt")
        stage.rename(tmp_path / "out/.ready-1")
    faults = pipeline.check([tmp_path / "out"])
    assert [(fault.rule, fault.where) for fault in faults] == [("unfinished", str(tmp_path / "out/.ready-1"))]
    pipeline.tables([tmp_path / "out/tei"], out=tmp_path / "out")
    assert pipeline.check([tmp_path / "out"]) == ()


def test_what_is_not_in_its_place_is_no_input(tmp_path: Path) -> None:
    laid(tmp_path, "out", OLD)
    shutil.copytree(tmp_path / "out/tei", tmp_path / "out/.unfinished-1/tei")
    shutil.copytree(tmp_path / "out/tei", tmp_path / "out/.ready-1/tei")
    assert pipeline.tables([tmp_path / "out"], out=tmp_path / "again").faults == ()
    assert pipeline.tables([tmp_path / "out"], out=tmp_path / "again").rows["documents"] == 2
    assert len(pipeline.export([tmp_path], out=tmp_path / "third").texts) == 2


def test_a_kept_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xml").write_text("edited")
    (tmp_path / "a.xml.1").write_text("before")

    def full(_self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            numbered(tmp_path / "a.xml")
    assert visible(tmp_path) == {"a.xml": b"edited", "a.xml.1": b"before"}
    assert numbered(tmp_path / "a.xml") == (tmp_path / "a.xml.2",)
    assert files(tmp_path) == {"a.xml": b"edited", "a.xml.1": b"before", "a.xml.2": b"edited"}


# disk full


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if (
        not shutil.which("mount")
        or os.geteuid()
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("mounting a small file system needs root and a system that allows it")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def filled(place: Path, leaving: int) -> Path:
    """A file that takes all room but so many kilobytes."""
    filler, room = place / "filler", os.statvfs(place)
    filler.write_bytes(b"\0" * (room.f_bavail * room.f_frsize - leaving * 1024))
    return filler


def test_a_full_disk_leaves_the_old_or_the_new_and_says_so(small_disk: Path, tmp_path: Path) -> None:
    old, new = without(laid(tmp_path, "old", OLD)), without(laid(tmp_path, "new", NEW))
    said = []
    for leaving in (0, 4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 320, 400):
        shutil.copytree(tmp_path / "old", small_disk / "out")
        filler = filled(small_disk, leaving)
        try:
            pipeline.export([tmp_path / "texts"], out=small_disk / "out")
            said.append("")
        except (OSError, UsageError) as error:
            said.append(str(error))
        assert list(wrong(without(visible(small_disk / "out")), old, {**old, **new}, ready=False)) == [], leaving
        assert unfinished(small_disk / "out") == ()
        filler.unlink()
        assert pipeline.export([tmp_path / "texts"], out=small_disk / "out").faults == ()
        assert pipeline.check([small_disk / "out"]) == ()
        shutil.rmtree(small_disk / "out")
    assert [one for one in said if one and "No space left" not in one] == []
    assert said[0] != "" == said[-1]


def test_a_full_disk_is_a_sentence_on_the_command_line(small_disk: Path, tmp_path: Path) -> None:
    texts(tmp_path / "texts", OLD)
    filled(small_disk, 24)
    command = [sys.executable, "-m", "pipeline", "export", str(tmp_path / "texts"), "--out", str(small_disk / "out")]
    left = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (left.returncode, "Traceback" in left.stderr) == (1, False)
    assert re.search(r"disk/out\S*: No space left on device", left.stderr), left.stderr


# read-only


def refusal_as_nobody(place: Path) -> str:
    """What an export says that is run by somebody whom permissions bind, as they do not bind root."""
    said = place / "said"
    said.write_text("")
    said.chmod(0o666)

    def work() -> None:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        try:
            pipeline.export([place / "texts"], out=place / "out")
        except UsageError as error:
            said.write_text(str(error))

    assert child(work) == 0
    return said.read_text()


def test_a_read_only_folder_is_refused_before_any_work_and_nothing_changes(tmp_path: Path) -> None:
    old = laid(tmp_path, "out", OLD)
    for folder in (tmp_path / "out", *(one for one in (tmp_path / "out").rglob("*") if one.is_dir())):
        folder.chmod(0o555)
    for folder in (tmp_path, *list(tmp_path.parents)[:-1]):
        folder.chmod(folder.stat().st_mode | 0o055)
    assert "out: nothing can be written there (Permission denied, " in refusal_as_nobody(tmp_path)
    (tmp_path / "out").chmod(0o777)
    assert "out/tei: nothing can be written there (Permission denied, " in refusal_as_nobody(tmp_path)
    assert files(tmp_path / "out") == old


def test_a_folder_in_the_place_of_a_file_is_a_sentence_and_the_work_is_not_lost(tmp_path: Path) -> None:
    texts(tmp_path / "texts", OLD)
    (tmp_path / "out/tei/a.txt/in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="cannot be replaced") as refused:
        pipeline.export([tmp_path / "texts"], out=tmp_path / "out")
    assert refused.value.filename == str(tmp_path / "out/tei/a.txt")
    shutil.rmtree(tmp_path / "out/tei/a.txt")
    assert pipeline.export([tmp_path / "texts"], out=tmp_path / "out").faults == ()
    assert visible(tmp_path / "out") == laid(tmp_path, "whole", OLD)


def test_an_output_that_is_held_open_is_replaced_and_its_reader_keeps_the_old(tmp_path: Path) -> None:
    old = laid(tmp_path, "out", OLD)
    with (tmp_path / "out/tei/a.xml").open("rb") as held:
        new = laid(tmp_path, "out", NEW)
        assert held.read() == old["tei/a.xml"]
    assert new["tei/a.xml"] != old["tei/a.xml"]


# two at once


def test_two_exports_at_once_leave_one_of_both_whole(tmp_path: Path) -> None:
    made = []
    for place, named in ((tmp_path / "one", OLD), (tmp_path / "two", NEW)):
        made.append(laid(place, "out", named))
    both = {**made[0], **made[1]}
    out = tmp_path / "out"
    for _ in range(4):
        command = [sys.executable, "-m", "pipeline", "export", "--force", "--out", str(out)]
        runs = [subprocess.Popen([*command, str(tmp_path / name / "texts")]) for name in ("one", "two")]
        assert [run.wait() for run in runs] == [0, 0]
        assert list(wrong(without_copies(out), without(made[0]), without(both), ready=False)) == []
        assert unfinished(out) == ()
        assert not list(out.glob(".*"))


def without(made: dict[str, bytes]) -> dict[str, bytes]:
    """Outputs but the records and data packages, which name the folder they were made from."""
    return {name: data for name, data in made.items() if not name.endswith(("written.json", "datapackage.json"))}


def without_copies(out: Path) -> dict[str, bytes]:
    return without({name: data for name, data in visible(out).items() if not re.search(r"\.\d+$", name)})

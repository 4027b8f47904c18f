"""How texts are grouped, who does the work, and what is done again."""

import os
import signal
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pipeline.errors import UsageError
from pipeline.shards import planned, records
from pipeline.shards.local import Processes, _Pool, _Try
from pipeline.shards.planning import EACH, FEW, LARGEST, SMALLEST, Shard, target
from pipeline.shards.workers import Died

NAMES = some.text("ab01-", min_size=1, max_size=6).map(lambda name: f"t{name.strip('-')}")
SIZES = some.integers(0, 3 * SMALLEST)
TEXTS = some.dictionaries(NAMES, SIZES, min_size=1, max_size=120)


def shards(texts: dict[str, int]) -> tuple[Shard, ...]:
    return planned((name, Path(f"{name}.txt"), size) for name, size in texts.items())


def names(shard: Shard) -> list[str]:
    return [name for name, _ in shard.texts]


# planning


@given(TEXTS)
def test_every_text_is_in_one_shard_in_the_order_of_the_ids(texts: dict[str, int]) -> None:
    assert [name for shard in shards(texts) for name in names(shard)] == sorted(texts)


@given(TEXTS)
def test_shards_sorted_by_their_files_are_in_the_order_of_the_ids(texts: dict[str, int]) -> None:
    files = [f"{shard.name}.parquet" for shard in shards(texts)]
    assert files == sorted(files)


@given(TEXTS)
def test_a_shard_is_neither_small_nor_large_where_texts_allow(texts: dict[str, int]) -> None:
    total = sum(texts.values()) + EACH * len(texts)
    wanted = target(total)
    sized = [[EACH + texts[name] for name in names(shard)] for shard in shards(texts)]
    assert total > FEW or len(sized) == 1
    for sizes in sized[:-1] if len(sized) > 1 else ():
        assert sum(sizes) >= wanted // 4
        assert len(sizes) == 1 or sum(sizes[:-1]) < 2 * wanted


@given(TEXTS, NAMES, some.integers(0, SMALLEST // 2))
@settings(max_examples=200)
def test_a_text_more_changes_few_shards(texts: dict[str, int], name: str, size: int) -> None:
    texts.pop(name, None)
    texts |= {f"many-{number:04}": SMALLEST // 4 for number in range(200)}
    total = sum(texts.values()) + EACH * len(texts)
    if target(total) != target(total + EACH + size):
        return
    before = {tuple(names(shard)) for shard in shards(texts)}
    after = {tuple(names(shard)) for shard in shards({**texts, name: size})}
    assert len(after - before) <= len(before) // 4  # the cut that follows is mostly the same again


def test_thousands_of_tiny_texts_are_work_for_several() -> None:
    assert len(shards({f"text-{number:05}": 100 for number in range(5000)})) > 20
    assert len(shards({f"text-{number:05}": 100 for number in range(200)})) == 1


def test_shards_are_of_about_the_size_wanted() -> None:
    many = {f"text-{number:05}": 45_000 for number in range(5000)}
    found = shards(many)
    assert 0.5 < sum(many.values()) / len(found) / target(sum(many.values())) < 2


@pytest.mark.parametrize(
    ("total", "wanted"), [(0, SMALLEST), (1 << 27, SMALLEST), (1 << 28, 1 << 19), (1 << 40, LARGEST)]
)
def test_larger_corpora_have_larger_shards_up_to_a_bound(total: int, wanted: int) -> None:
    assert target(total) == wanted


# workers


def double(number: int) -> int:
    return 2 * number


def die_of_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(file: str) -> str:
    if not Path(file).exists():
        Path(file).touch()
        os._exit(7)
    return "done"


def fail(number: int) -> int:
    raise ValueError(number)


def work_on(seconds: int) -> None:
    time.sleep(seconds)


def struck(file: str, times: int) -> Callable[[int], int]:
    """Kill the process that reads this, so many times."""
    with Path(file).open("a+") as strokes:
        strokes.write(".")
        if strokes.tell() <= times:
            strokes.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    return double


class Striking:
    """What to do with a task; a process that is told dies of it, so many times."""

    def __init__(self, file: Path, times: int) -> None:
        self._given = str(file), times

    def __call__(self, _number: int) -> int:
        raise AssertionError("it is done elsewhere")

    def __reduce__(self) -> tuple[Any, ...]:
        return struck, self._given


def test_tasks_are_done_by_several_processes() -> None:
    assert sorted(Processes(3).map(double, range(10), 0)) == [(number, 2 * number) for number in range(10)]


def test_a_task_that_kills_its_process_is_told_and_the_others_go_on() -> None:
    done = dict(Processes(2).map(die_of_three, range(8), 2))
    assert done.pop(3) == Died("killed by SIGKILL")
    assert done == {number: number for number in range(8) if number != 3}


def test_a_task_whose_process_died_is_tried_again(tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in "abc"]
    assert sorted(Processes(2).map(die_once, files, 1)) == [(file, "done") for file in files]
    (tmp_path / "a").unlink()
    assert list(Processes(1).map(die_once, files[:1], 0)) == [(files[0], Died("ended with exit code 7"))]


def test_a_process_that_is_killed_while_it_waits_is_replaced() -> None:
    pool: _Pool[int] = _Pool(double, 1)
    try:
        (idle,) = pool._idle
        idle.process.kill()
        idle.process.join()
        assert pool.give(deque([_Try(3, 0)]))
        assert [(one.task, said) for one, said in pool.answers()] == [(3, 6)]
    finally:
        pool.end()


def test_a_process_that_is_killed_before_it_has_begun_is_replaced(tmp_path: Path) -> None:
    assert list(Processes(1).map(Striking(tmp_path / "two", 2), [3], 0)) == [(3, 6)]


def test_where_all_processes_are_killed_before_they_begin_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="were killed before they began, 3 times"):
        list(Processes(1).map(Striking(tmp_path / "all", 1000), [3], 0))


def test_a_process_that_was_just_given_its_task_is_ended_with_the_others() -> None:
    class Interrupted(dict[Any, Any]):
        """Where it is to be noted that a process is busy, Ctrl-C is hit."""

        def __setitem__(self, _key: Any, _value: Any) -> None:
            raise KeyboardInterrupt

    pool: _Pool[int] = _Pool(work_on, 2)
    pool._busy = Interrupted()
    processes = [worker.process for worker in pool._idle]
    try:
        with pytest.raises(KeyboardInterrupt):
            pool.give(deque([_Try(600, 0)]))
    finally:
        pool.end()
    assert [process.exitcode for process in processes] == [-signal.SIGTERM, -signal.SIGTERM]


def test_an_exception_of_a_task_is_raised_and_ends_all() -> None:
    with pytest.raises(ValueError, match="1"):
        list(Processes(2).map(fail, [1], 2))


# records

TEXT = {"path": "a.txt", "text": "1", "sidecar": "", "decisions": ""}
RECIPE: dict[str, Any] = {"version of the program": "p", "date": "", "texts": {"a": TEXT, "b": TEXT}}
RECORD = {"recipe": RECIPE, "outputs": {"tei/a.xml": "x"}}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"version of the program": "q"}, "another version of the program"),
        ({"date": "2024"}, "another date"),
        ({"texts": {**RECIPE["texts"], "c": TEXT}}, "texts came in: c"),
        ({"texts": {"a": TEXT}}, "texts went out: b"),
        ({"texts": {}}, "texts went out: a and 1 more"),
        ({"texts": {"a": {**TEXT, "text": "2"}, "b": TEXT}}, "another text: a"),
        ({"texts": {"a": TEXT, "b": {**TEXT, "decisions": "2"}}}, "another decisions: b"),
    ],
)
def test_a_shard_is_done_again_for_a_reason(changed: dict[str, Any], why: str) -> None:
    assert records.why_again(RECORD, {**RECIPE, **changed}, lambda _: "x") == why


def test_a_shard_is_done_where_it_is_not_whole() -> None:
    assert records.why_again(None, RECIPE, lambda _: "x") == "not done yet"
    assert records.why_again(RECORD, RECIPE, lambda _: "") == "missing: tei/a.xml"
    assert records.why_again(RECORD, RECIPE, lambda _: "y") == "edited: tei/a.xml"


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"recipe": {}}'])
def test_what_is_no_record_counts_as_none(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "a+.json").write_bytes(said)
    assert records.load(tmp_path / "a+.json") is None
    assert records.load(tmp_path / "b+.json") is None

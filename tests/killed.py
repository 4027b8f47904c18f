"""Ends an export by SIGKILL: at steps it takes in its folder, or at random moments; looks at what is left.

    python -m tests.killed FOLDER steps|moments NUMBER

In FOLDER texts of two versions are exported to `old` and `new`; then, NUMBER times, the new is exported over a copy of
the old and killed: at so many of its steps there (opening, renaming, removing a file ...), evenly spread, or so often.
Afterwards every file is that of the old or the new version, and those of one text, and the tables, are all of one or
there is all to make them so; the next run makes everything new. What is not so is printed, a line each.
"""

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pipeline
from pipeline.verbs.staging import unfinished
from tests.packed import files

OLD = {"а": "Сад\n\nСад цвёл. «Как хорошо», – сказал Иван Лугов. Никто не спорил.\n", "б": "Дом\n\nДом стоял.\n"}
NEW = {
    "а": "Сад\n\nСад отцвёл. «Как плохо», – сказал Пётр Белов [1].\n\n[1] Белов П. Сад. М., 1905. С. 7.\n",
    "в": "Лес\n\nЛес шумел, и «лес» был далеко.\n",
}
Step = Callable[[str, tuple[Any, ...]], None]


def texts(folder: Path, named: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in named.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def exported(place: Path, out: str) -> None:
    pipeline.export([place / "texts"], out=place / out)


def laid(place: Path, out: str, named: dict[str, str]) -> dict[str, bytes]:
    """Texts in their folder, exported; what came out."""
    shutil.rmtree(place / "texts", ignore_errors=True)
    texts(place / "texts", named)
    exported(place, out)
    return files(place / out)


def child(work: Callable[[], int | None], after: float | None = None) -> int:
    """The code a child process ends with, or minus the signal; it is killed after so many seconds, if it still runs."""
    sys.stdout.flush()
    if not (process := os.fork()):
        try:
            code = work() or 0
        except BaseException:  # noqa: BLE001 – else the child would go on with the tests of its parent
            traceback.print_exc()
            code = 1
        os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def stepping(folder: Path, at: int, steps: list[int]) -> Step:
    """An audit hook that counts the steps in a folder and ends the process before one of them."""

    def hook(_event: str, arguments: tuple[Any, ...]) -> None:
        if any(str(one).startswith(str(folder)) for one in arguments if isinstance(one, str | os.PathLike)):
            steps[0] += 1
            if steps[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def ended_at_step(place: Path, at: int) -> int:
    """Export, and be killed at a step; at none the child ends with half their number, for a code is but a byte."""

    def work() -> int:
        steps = [0]
        sys.addaudithook(stepping(place / "out", at, steps))
        exported(place, "out")
        return steps[0] // 2

    return child(work)


def laid_anew(place: Path) -> None:
    shutil.rmtree(place / "out", ignore_errors=True)
    shutil.copytree(place / "old", place / "out")


def at_steps(place: Path, number: int) -> Iterator[int]:
    """How each of so many exports ended, killed at steps that are spread over all of them."""
    laid_anew(place)
    steps = 2 * ended_at_step(place, 0)
    for n in range(number):
        laid_anew(place)
        yield ended_at_step(place, 1 + steps * n // number)


def at_moments(place: Path, number: int) -> Iterator[int]:
    """How each of so many exports ended, killed at a random moment of the time it takes."""
    laid_anew(place)
    begun = time.monotonic()
    child(lambda: exported(place, "out"))
    took, chance = time.monotonic() - begun, random.Random(number)
    for _ in range(number):
        laid_anew(place)
        yield child(lambda: exported(place, "out"), chance.uniform(0, took))


def visible(folder: Path) -> dict[str, bytes]:
    """The files under their final names."""
    return {name: data for name, data in files(folder).items() if not name.startswith(".")}


def wrong(left: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes], ready: bool) -> Iterator[str]:
    """Files that are of neither version; texts and tables of which some files are of the one and some of the other."""
    for name, data in left.items():
        if data not in (old.get(name), new.get(name)):
            yield f"{name} is of neither version"
    for group in ("tei/a", "tei/b", "tei/v", "tables/"):
        some = [name for name in old.keys() | new.keys() if name.startswith(group)]
        if not ready and not any(all(left.get(name) == made.get(name) for name in some) for made in (old, new)):
            yield f"{group} is of both versions, and nothing is ready to make it whole"


def main(place: Path, how: str, number: int) -> None:
    """Kill, look, run again, look."""
    old = laid(place, "old", OLD)
    new = laid(place, "new", NEW)
    shutil.copytree(place / "old", place / "out")
    exported(place, "out")
    after = files(place / "out")  # the new files, and what stays of the text that is no more
    killed = 0
    for ended in {"steps": at_steps, "moments": at_moments}[how](place, number):
        killed += ended < 0
        for said in wrong(visible(place / "out"), old, {**old, **new}, bool(unfinished(place / "out"))):
            print(f"killed: {said}")
        exported(place, "out")
        if files(place / "out") != after:
            print("the next run did not finish the work")
    print(f"{killed} killed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

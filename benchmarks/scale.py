"""A corpus from nothing: texts a second by jobs, a second run, what it takes on disk and in memory.

    python benchmarks/scale.py [--texts 20000] [--chars 5000] [--jobs 1 2] [--place FOLDER]

The texts are those of `invented.py`. Ratios are of one run on one machine; the rest is to reckon with.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from startup import ENVIRONMENT

HERE = Path(__file__).parent


class Run(NamedTuple):
    """One export: seconds by the clock, and the most memory that one of its processes had, in MB."""

    seconds: float
    memory: float


def invent(folder: Path, texts: int, chars: int) -> None:
    """Write the texts, unless they are there."""
    if not folder.exists():
        command = [sys.executable, str(HERE / "invented.py"), str(folder), "--texts", str(texts), "--chars", str(chars)]
        subprocess.run(command, check=True, env=ENVIRONMENT)


def export(folder: Path, out: Path, jobs: int) -> Run:
    """Export the texts; it has to succeed."""
    command = [sys.executable, "-m", "pipeline", "export", str(folder), "--out", str(out), "--jobs", str(jobs)]
    begun, most = time.perf_counter(), 0.0
    running = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    while running.poll() is None:
        most = max([most, *(memory(pid) for pid in (running.pid, *children(running.pid)))])
        time.sleep(0.2)
    if running.returncode:
        raise SystemExit(f"the export of {folder} ended with {running.returncode}")
    return Run(time.perf_counter() - begun, most)


def children(pid: int) -> Iterator[int]:
    """The processes that a process began, and those that these began."""
    try:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from children(int(child))
    except OSError:
        return


def memory(pid: int) -> float:
    """The most memory that a process had so far, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def on_disk(out: Path) -> tuple[Counter[str], Counter[str]]:
    """Files and bytes of what was written, by what it is."""
    files, sizes = Counter[str](), Counter[str]()
    for path in out.rglob("*"):
        if path.is_file():
            inside = path.relative_to(out)
            kind = f"tables, {path.suffix[1:]}" if inside.parts[0] == "tables" else inside.parts[0]
            files[kind] += 1
            sizes[kind] += path.stat().st_size
    return files, sizes


def measure(place: Path, texts: int, chars: int, jobs: Sequence[int]) -> None:
    """Print every figure."""
    corpus, out = place / "corpus", place / "out"
    invent(corpus, texts, chars)
    letters = sum(len(path.read_text("utf-8")) for path in corpus.iterdir())
    print(f"{texts} texts, {letters / 1e6:.1f} million characters, {total(corpus) / 1e6:.1f} MB")
    runs = {}
    for number in jobs:
        subprocess.run(["rm", "-rf", str(out)], check=True)
        runs[number] = export(corpus, out, number)
        seconds, most = runs[number]
        print(
            f"jobs {number}: {seconds:.1f} s, {texts / seconds:.1f} texts a second, "
            f"{number * seconds / letters * 1e6:.2f} s of a core per million characters, "
            f"{most:.0f} MB at most in one process"
        )
    for number in jobs[1:]:
        print(f"jobs {number} / jobs {jobs[0]}: {runs[jobs[0]].seconds / runs[number].seconds:.2f} times as fast")
    print(f"once more, nothing changed: {export(corpus, out, jobs[-1]).seconds:.1f} s")
    first = next(iter(sorted(corpus.iterdir())))
    first.write_text(first.read_text("utf-8") + "Конец.\n", encoding="utf-8")
    print(f"once more, one text changed: {export(corpus, out, jobs[-1]).seconds:.1f} s")
    files, sizes = on_disk(out)
    for kind, size in sizes.most_common():
        print(f"{kind}: {files[kind]} files, {size / 1e6:.1f} MB, {size / texts / 1024:.2f} KB a text")


def total(folder: Path) -> int:
    """The bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir())


def main() -> None:
    """Measure in a folder that is gone afterwards, or in one that stays."""
    parser = argparse.ArgumentParser(description="Seconds, memory and disk of a corpus.")
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--chars", type=int, default=5_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--place", type=Path)
    asked = parser.parse_args()
    if asked.place:
        measure(asked.place, asked.texts, asked.chars, asked.jobs)
        return
    with tempfile.TemporaryDirectory() as place:
        measure(Path(place), asked.texts, asked.chars, asked.jobs)


if __name__ == "__main__":
    main()

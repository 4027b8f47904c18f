"""Whether cost grows linearly: CPU time and memory of an export of texts of every shape, at a size and ten times that.

    python benchmarks/shapes.py [--size 100000] [--profile] [SHAPE...]

Each measurement is a process of its own that has exported a small text before, so that neither start-up counts nor
what is loaded of the libraries. `ratio` is the time of the larger over ten times that of the smaller, to be at most
1.2; `bytes` the memory over the base for each character of the larger. With `--profile` the dearest functions of one
shape are printed.
"""

import argparse
import cProfile
import os
import pstats
import resource
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # as the command line does

import pipeline
from tests.shapes import SHAPES

PATIENCE = 90  # seconds of CPU, and a measurement is given up


def measured(text: str, profile: bool = False) -> tuple[float, float]:
    """CPU seconds, and bytes of memory over the base, of the export of a text in a process of its own."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        _export(SHAPES["prose"](20_000), profile=False)
        os.write(writing, repr(_export(text, profile)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    seconds, memory = map(float, said.strip("()").split(",")) if said else (float("nan"), float("nan"))
    return seconds, memory


def _export(text: str, profile: bool) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(text, encoding="utf-8")
        base, begun = _resident(), time.process_time()
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        done = pipeline.export([path], Path(folder) / "out")
        profiler.disable()
        spent, peak = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        for fault in done.faults[:3]:
            print(f"    {fault.rule}: {fault.said[:200]}", file=sys.stderr)
        if profile:
            pstats.Stats(profiler).sort_stats("tottime").print_stats(18)
    return spent, peak - base


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def main() -> None:
    """Print a line for each shape."""
    parser = argparse.ArgumentParser(description="How cost grows with the text, by its shape.")
    parser.add_argument("shapes", nargs="*")
    parser.add_argument("--size", type=int, default=100_000, help="characters of the larger text")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    _export(SHAPES["prose"](20_000), profile=False)
    print("| shape | characters | s / M | s / M, ten times | ratio | bytes |\n|---|---|---|---|---|---|")
    for name in asked.shapes or SHAPES:
        small, large = (SHAPES[name](size) for size in (asked.size // 10, asked.size))
        (first, _), (second, memory) = measured(small), measured(large, asked.profile)
        per = first / len(small) * 1e6, second / len(large) * 1e6
        figures = f"{per[0]:.1f} | {per[1]:.1f} | {per[1] / per[0]:.2f} | {memory / len(large):.0f}"
        print(f"| {name} | {len(large)} | {figures} |", flush=True)


if __name__ == "__main__":
    main()

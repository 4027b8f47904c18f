"""Seconds per stage of `tei-export export --timings`, the least of several runs, each a process of its own.

    python benchmarks/stages.py [--runs 5] [INPUT...]

Wall-clock time, imports counted with the stage that first needs them.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from startup import ENVIRONMENT


def seconds(inputs: Sequence[str], out: str) -> dict[str, float]:
    """The stages of one run, which has to succeed, and their seconds."""
    command = [sys.executable, "-m", "pipeline", "export", *inputs, "--out", out, "--timings"]
    said = subprocess.run(command, check=True, env=ENVIRONMENT, capture_output=True, text=True).stderr
    lines = (line.rsplit(maxsplit=2) for line in said.splitlines() if line.endswith(" s"))
    return {stage: float(spent) for stage, spent, _ in lines}


def main() -> None:
    """Print every stage with its least time."""
    parser = argparse.ArgumentParser(description="Seconds per stage of an export.")
    parser.add_argument("inputs", nargs="*", default=["seeds"])
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        runs = [seconds(asked.inputs, out) for _ in range(asked.runs + 1)][1:]
    for stage in runs[0]:
        print(f"{stage:<10}{min(run[stage] for run in runs):9.3f} s")


if __name__ == "__main__":
    main()

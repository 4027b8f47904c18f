"""Process time of `tei-export export` against an interpreter that merely imports what it stands on.

    python benchmarks/startup.py [--runs 7] [INPUT...]

Each run is a process of its own; its CPU time (user and system) is what the kernel says of finished children. The two
take turns, so that a busy machine slows both, and the least of each is compared: noise only ever adds. Bytecode is
written and read as it is wherever nobody forbids it, and one run before the others does not count.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence

IMPORTS = """
import lxml.etree, pyarrow, pymorphy3, pymorphy3_dicts_ru
pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())
"""


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cpu_seconds(command: Sequence[str]) -> float:
    """User and system time of one run of a command, which has to succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(inputs: Sequence[str], runs: int) -> tuple[float, float]:
    """The least CPU time of the imports and of the export, each after one run that does not count."""
    with tempfile.TemporaryDirectory() as out:
        imports = [sys.executable, "-c", IMPORTS]
        export = [sys.executable, "-m", "pipeline", "export", *inputs, "--out", out]
        pairs = [(cpu_seconds(imports), cpu_seconds(export)) for _ in range(runs + 1)][1:]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def main() -> None:
    """Print both figures and their ratio."""
    parser = argparse.ArgumentParser(description="CPU time of an export against that of its imports.")
    parser.add_argument("inputs", nargs="*", default=["seeds"])
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    imports, export = measure(asked.inputs, asked.runs)
    print(f"imports {imports:.3f} s   export {export:.3f} s   ratio {export / imports:.2f}")


if __name__ == "__main__":
    main()

"""Texts and XML that nobody would write, for as long as one likes.

    python benchmarks/fuzz.py bytes|xml [--minutes 30]

Prints how many were tried and how many of them were exported; a failure ends it, with the smallest input that fails.
"""

import argparse
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz import BYTES, XML, export_of, tables_of

ROUND = 500


def main() -> None:
    """Try, round after round."""
    parser = argparse.ArgumentParser(description="Fuzz exports of bytes, or tables of XML.")
    parser.add_argument("what", choices=["bytes", "xml"])
    parser.add_argument("--minutes", type=float, default=30)
    asked = parser.parse_args()
    strategy, work = (BYTES, export_of) if asked.what == "bytes" else (XML, tables_of)
    tried: Counter[bool] = Counter()
    end = time.monotonic() + 60 * asked.minutes

    @settings(
        max_examples=ROUND, deadline=None, database=None, derandomize=False, suppress_health_check=[*HealthCheck],
        phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(strategy)
    def one_round(data: bytes) -> None:
        if time.monotonic() < end:  # what is drawn must not depend on the time
            tried[work(data)] += 1

    while time.monotonic() < end:
        one_round()
        print(f"{asked.what}: {tried.total()} tried, {tried[True]} exported", flush=True)


if __name__ == "__main__":
    main()

"""The same shards on the workers of a Dask scheduler, with a real scheduler and real worker processes."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.many import command, differing, whole

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False"}


def start(place: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """A process of the cluster, in a folder of its own, what it says in a file there."""
    place.mkdir()
    with (place / "said").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=place, env=ENVIRONMENT, stdout=said, stderr=subprocess.STDOUT
        )


def waited(place: Path, pattern: str) -> str:
    for _ in range(600):
        if found := re.search(pattern, (place / "said").read_text(encoding="utf-8")):
            return found.group(1)
        time.sleep(0.1)
    raise AssertionError((place / "said").read_text(encoding="utf-8"))


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    process = start(
        tmp_path / "scheduler", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
    )
    try:
        yield waited(tmp_path / "scheduler", r"Scheduler at:\s+(tcp://[\d.:]+)")
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def two_workers(scheduler: str, tmp_path: Path) -> Iterator[list["subprocess.Popen[bytes]"]]:
    workers = [
        start(
            tmp_path / name, "distributed.cli.dask_worker", scheduler, "--host", "127.0.0.1", "--nthreads", "1",
            "--no-nanny", "--no-dashboard", "--memory-limit", "0",
        )
        for name in ("worker1", "worker2")
    ]  # fmt: skip
    try:
        for name in ("worker1", "worker2"):
            waited(tmp_path / name, r"(Registered to|Starting established connection)")
        yield workers
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def test_a_cluster_one_of_whose_workers_is_killed_gives_the_same_bytes(
    many: Path, calm: dict[str, bytes], scheduler: str, two_workers: list["subprocess.Popen[bytes]"]
) -> None:
    there = many.parent / "cluster" / "out"
    running = subprocess.Popen(
        command(many, there, "--cluster", scheduler), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    while len([*there.glob("shards/*.json")]) < 2:
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    two_workers[0].send_signal(signal.SIGKILL)
    two_workers[0].wait()  # or else it would seem to be there still, and what it left to be its work
    said, wrong = running.communicate(timeout=120)
    assert running.returncode == 0, wrong
    assert "done: not done yet" in said.decode()
    assert not differing(whole(there), calm)


def test_a_scheduler_that_is_not_there_is_said(many: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        command(many, tmp_path / "out", "--cluster", "tcp://127.0.0.1:9"), capture_output=True, cwd=ROOT, text=True,
        env={**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("tcp://127.0.0.1:9: no Dask scheduler answers there")

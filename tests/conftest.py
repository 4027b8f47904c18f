"""What every test stands on: no network, and Hypothesis that finds the same examples every time."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import pipeline
from tests.many import command, whole, write_many
from tests.packed import LAKE, SIDECAR, write

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """A test that reaches for the network fails."""

    connect = socket.socket.connect

    def refuse(one: socket.socket, address: Any) -> None:
        if one.family != socket.AF_UNIX:  # by which processes of this machine speak with each other
            raise AssertionError(f"a test reached for the network: {address}")
        connect(one, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one text, all said of it, exported to `out`."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "Озеро", LAKE, SIDECAR)
    assert pipeline.export(["texts"], out="out").faults == ()
    return tmp_path


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of texts enough for some seconds of work; what is made of them belongs into folders beside it."""
    return write_many(tmp_path_factory.mktemp("many") / "texts")


@pytest.fixture(scope="session")
def calm(many: Path) -> dict[str, bytes]:
    """The files that are made of `many` where nothing comes in between."""
    out = many.parent / "calm" / "out"
    subprocess.run(command(many, out, "--jobs", "2"), check=True, capture_output=True, cwd=ROOT)
    return whole(out)

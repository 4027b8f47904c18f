"""What is promised is held by tests that there are, and the licences are those of the packages that are locked."""

import ast
import re
from pathlib import Path

import pytest

from tests.licences import pinned, stated

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"`(tests/\w+\.py)::(\w+)`")
PROMISES = (ROOT / "docs/promises.md").read_text(encoding="utf-8")


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "test"), NAMED.findall(PROMISES))
def test_every_test_that_a_promise_names_is_there(file: str, test: str) -> None:
    assert test in functions(ROOT / file)


def test_every_promise_names_a_test() -> None:
    promises = re.split(r"\n- ", PROMISES)[1:]
    assert len(promises) > 20
    assert [one for one in promises if not NAMED.search(one) and not one.startswith("Not promised")] == []


@pytest.mark.parametrize("page", ["docs/promises.md", "SECURITY.md"])
def test_every_file_that_is_named_is_there(page: str) -> None:
    said = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:pipeline|benchmarks|docs|tests)/[\w/]+\.\w+)|\]\((?!http)([\w./]+)\)", said)
    for code, link in named:
        assert (ROOT / code).is_file() if code else (ROOT / page).parent.joinpath(link).is_file(), (code, link)


def test_the_licences_are_those_of_the_locked_packages() -> None:
    versions = {name: version for name, (version, _) in stated().items()}
    assert versions == {**pinned("requirements-dev.lock"), **pinned("requirements.lock")}, (
        "run python -m tests.licences"
    )
    assert [name for name, (_, licence) in stated().items() if licence.startswith("not ")] == []

"""A room imports only rooms to its left, from the text to the command line, as in `CHAIN`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the left to the right; the rooms of one row may import each other.
CHAIN = (
    ("errors", "xml_chars", "w3c_date", "json_schemas", "meta"),
    ("text",),
    ("source",),
    ("find",),
    ("element",),
    ("weave",),
    ("tei",),
    ("tables",),
    ("write",),
    ("check",),
    ("packing",),
    ("shards",),
    ("view",),
    ("verbs",),
    ("cli",),
    ("__main__",),
)


def imported(path: Path) -> Iterator[str]:
    """The dotted names a module imports, also inside functions; `from a import b` gives `a.b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import in line {node.lineno}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(dotted: str) -> str:
    """The room a dotted name of the package belongs to: `pipeline.find.words.words` is in `find`."""
    return dotted.split(".")[1]


def of_path(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def rank(name: str) -> int:
    found = [number for number, rooms in enumerate(CHAIN) if name in rooms]
    assert found, f"the room {name} has no place in the chain; give it one"
    return found[0]


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", [path for path in MODULES if path != PACKAGE / "__init__.py"], ids=named)
def test_a_room_imports_only_rooms_to_its_left(path: Path) -> None:
    inside = [dotted for dotted in imported(path) if dotted.startswith("pipeline.")]
    too_far = [dotted for dotted in inside if rank(room(dotted)) > rank(of_path(path))]
    assert not too_far


@pytest.mark.parametrize("path", sorted((PACKAGE / "find").rglob("*.py")), ids=named)
def test_find_knows_neither_xml_nor_arrow(path: Path) -> None:
    assert not {dotted.split(".")[0] for dotted in imported(path)} & {"lxml", "xml", "pyarrow"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "find").rglob("*.py")), ids=named)
def test_find_imports_nothing_of_ours_but_text_errors_and_what_a_character_or_a_date_is(path: Path) -> None:
    ours = {room(dotted) for dotted in imported(path) if dotted.startswith("pipeline.")}
    assert ours <= {"find", "text", "meta", "errors", "xml_chars", "w3c_date"}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_pandas_is_for_readers_and_never_imported(path: Path) -> None:
    assert "pandas" not in {dotted.split(".")[0] for dotted in imported(path)}


@pytest.mark.parametrize("path", sorted((PACKAGE / "tables").rglob("*.py")), ids=named)
def test_tables_come_from_the_tei_alone(path: Path) -> None:
    outside = {dotted.split(".")[0] for dotted in imported(path)}
    assert "pyarrow" not in outside
    assert not {room(dotted) for dotted in imported(path) if dotted.startswith("pipeline.")} & {
        "find",
        "source",
        "text",
    }


def test_the_weave_knows_no_tei() -> None:
    ours = {room(dotted) for dotted in imported(PACKAGE / "weave.py") if dotted.startswith("pipeline.")}
    assert ours <= {"text", "errors", "element", "xml_chars"}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_a_wall_of_text(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_says_what_it_does(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_function_is_longer_than_thirty_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            head = ast.get_docstring(node)
            length = (node.end_lineno or 0) - node.lineno + 1 - (len(head.splitlines()) if head else 0)
            assert length <= 30, f"{node.name} has {length} lines"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-browser.lock"])
def test_a_lock_names_versions_and_hashes_and_no_host(lock: str) -> None:
    said = (ROOT / lock).read_text(encoding="utf-8")
    pinned = [line for line in said.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in pinned)
    assert "--hash=sha256:" in said
    assert not any(
        sign in said for sign in ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host")
    )


def test_what_is_tested_is_what_is_run() -> None:
    def pins(lock: str) -> set[str]:
        return {line.split()[0] for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if "==" in line}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    assert pins("requirements.lock") <= pins("requirements-browser.lock")

"""What the README shows is what the program does: its commands, its Python, its tables."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.json_schemas import schema
from pipeline.write.datapackage import documentation
from tests.grammars import Grammar

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```pycon\n(.*?)```", README, re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Each `$ tei-export ...` of the README with the output shown below it."""
    shown = [block.partition("\n") for session in CONSOLE for block in session.split("$ ") if block.strip()]
    return [(command, output) for command, _, output in shown if command.startswith("tei-export")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds, exported, in which the README's examples hold."""
    place = tmp_path_factory.mktemp("readme")
    (place / "seeds").symlink_to(ROOT / "seeds")
    (place / "others").symlink_to(ROOT / "tests" / "data" / "others")
    run("tei-export export seeds --out out", place)
    run("tei-export export seeds --out mine", place)
    edit(place / "mine/tei/bukharin-1988.xml")
    return place


def edit(tei: Path) -> None:
    """Make the change in a TEI file that the README shows."""
    xml = tei.read_text(encoding="utf-8")
    for old, new in re.findall(r"```diff\n-(.*)\n\+(.*)\n```", README):
        assert xml.count(old) == 1, old
        xml = xml.replace(old, new)
    tei.write_text(xml, encoding="utf-8")


def run(command: str, place: Path) -> str:
    arguments = [sys.executable, "-m", "pipeline", *shlex.split(command)[1:]]
    done = subprocess.run(
        arguments, cwd=place, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)}
    )
    assert not done.stderr, done.stderr
    return done.stdout


def test_the_readme_shows_commands_and_python() -> None:
    assert len(commands()) >= 2
    assert len(PYTHON) >= 2


@pytest.mark.parametrize(("command", "output"), commands(), ids=[command for command, _ in commands()])
def test_a_command_prints_what_the_readme_shows(command: str, output: str, place: Path) -> None:
    printed = run(command, place)
    kept, more, _ = output.partition("...\n")
    assert printed.startswith(kept) if more else printed == output


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_python_prints_what_the_readme_shows(number: int, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    globs: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for block in PYTHON[: number + 1]:
        test = doctest.DocTestParser().get_doctest(block, globs, "README", None, 0)
        runner.run(test, clear_globs=False)
        globs = test.globs
    assert runner.summarize(verbose=False).failed == 0


def test_the_tei_shown_stands_in_the_export(place: Path) -> None:
    encoded = (place / "out" / "tei" / "bukharin-1988.xml").read_text(encoding="utf-8")
    for shown in re.findall(r"```xml\n(.*?)\n```", README, re.DOTALL):
        assert " ".join(shown.split()) in " ".join(encoded.split())


def test_the_decision_shown_is_the_one_written(place: Path) -> None:
    (shown,) = re.findall(r"```toml\n(\[\[string\]\].*?)```", README, re.DOTALL)
    run("tei-export decisions mine/tei/bukharin-1988.xml --to shown.toml", place)
    assert (place / "shown.toml").read_text(encoding="utf-8").endswith(f"\n{shown}")


def test_the_columns_listed_are_those_declared() -> None:
    assert documentation().strip() in README


def test_every_file_named_in_the_readme_exists() -> None:
    for name in re.findall(r"^\| `(pipeline/[\w./]+|schemas/[\w./]+)`", README, re.MULTILINE):
        assert (ROOT / name).exists(), name


def test_the_keys_and_elements_that_the_page_on_archives_names_are_there() -> None:
    page = (ROOT / "docs" / "deposit.md").read_text(encoding="utf-8")
    asked = page[page.index("## What is asked") : page.index("## What is not met")]
    grammar = {one.name for one in Grammar.read(ROOT / "schemas" / "tei.rng").elements()}
    whole = schema("metadata")
    keys = {
        *whole["properties"],
        *whole["$defs"]["person"]["properties"],
        *whole["properties"]["edition"]["properties"],
    }
    for words in re.findall(r"`([^`]+)`", asked):
        for word in re.findall(r"[A-Za-z_]+(?![\w.*'])", re.sub(r"\[@type='\w+'\]|\S+\.\w+|--\w+|\w+_\*", "", words)):
            assert word in grammar | keys, words

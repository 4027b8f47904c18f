"""The dictionary, and the word lists that are asked beside it."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.find.words import lemmas

PARSED = """
import sys
if "without" in sys.argv:
    sys.modules["dawg"] = None
from pymorphy3.dawg import EXTENSION_AVAILABLE
from pipeline.find.words import analyses, known, words
forms = sorted({word.text for word in words(open(sys.argv[1], encoding="utf-8").read())})
said = [(form, known(form), [(*one[:5], sorted(one.grammemes), one.score) for one in analyses(form)]) for form in forms]
print(EXTENSION_AVAILABLE, said)
"""


def parsed(text: Path, *how: str) -> tuple[str, str]:
    """Whether the dictionary was read by compiled code, and what it says of every word of a text."""
    command = [sys.executable, "-c", PARSED, str(text), *how]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    compiled, _, said = done.stdout.partition(" ")
    return compiled, said


def test_the_dictionary_says_the_same_where_it_is_read_without_compiled_code(root: Path) -> None:
    seed = root / "seeds" / "bukharin-1988.txt"
    assert parsed(seed, "without") == ("False", parsed(seed)[1])


FOLDER = Path(__file__).parent.parent / "pipeline" / "find" / "ru"
LISTS = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem not in ("forenames", "according_to"))


def words_of(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word.lower().replace("ё", "е") for line in lines if not line.startswith("#") for word in line.split()]


@pytest.mark.parametrize("name", LISTS)
def test_a_word_stands_once_in_a_list(name: str) -> None:
    assert sorted(words_of(name)) == sorted(set(words_of(name)))


@pytest.mark.parametrize("name", [name for name in LISTS if "by lemma" in (FOLDER / f"{name}.txt").read_text("utf-8")])
def test_a_word_listed_by_its_lemma_is_one(name: str) -> None:
    assert [word for word in words_of(name) if word not in lemmas(word)] == []

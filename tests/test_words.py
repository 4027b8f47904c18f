import subprocess
import sys
from pathlib import Path

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

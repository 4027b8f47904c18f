"""Russian in every encoding it is met in: pieces of the seed and of these tests' sentences, as bytes."""

import ast
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
    "cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic",
)  # fmt: skip
LENGTHS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 20000, 50000)
MANNERS = ("prose", "capitals", "crlf", "cr", "little")
UKRAINIAN = (
    "Уночі над озером стояв туман, і човен ледь чутно торкався берега. «Чиї це весла?» – спитав її дядько, ґазда "
    "статечний і мовчазний. Ніхто не відповів: усі знали, що весла нічиї. Є речі, про які не питають двічі.\n"
)
_ODD = re.compile(r"[^\n -z|~А-яЁё«»„“”–—…№]")  # what is no plain prose, or drawn
_ENGLISH = "The word «{}» is met in two letters of that year, and nobody has told why. "


class Sample(NamedTuple):
    """Some bytes, the text they are, the encoding they are in, and in what manner it was made."""

    data: bytes
    text: str
    encoding: str
    manner: str


@cache
def prose() -> str:
    """All the Russian there is in this project: the seed, the texts of the tests, and their longer sentences."""
    files = [*sorted(ROOT.glob("seeds/*.txt")), *sorted(ROOT.glob("tests/data/texts/*.txt"))]
    sentences = (text for path in sorted(ROOT.glob("tests/test_*.py")) for text in _sentences(path))
    return "\n".join([*(path.read_text(encoding="utf-8") for path in files), *sentences])


def _sentences(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        said = node.value if isinstance(node, ast.Constant) else None
        if isinstance(said, str) and sum("а" <= char <= "я" for char in said) > 40 and not _ODD.search(said):
            yield said


def sample(chance: random.Random, encoding: str, length: int, manner: str = "prose") -> Sample:
    """Some text of about so many bytes; characters that the encoding does not have are left out."""
    width = 4 if "32" in encoding else 2 if "utf" in encoding else 1
    start = chance.randrange(max(1, len(prose()) - length // width))
    text = _manner(prose()[start : start + max(1, length // width)], manner, chance)
    text = text.encode(encoding, "ignore").decode(encoding)
    data = text.replace("\n", {"crlf": "\r\n", "cr": "\r"}.get(manner, "\n")).encode(encoding)
    return Sample(data, text, encoding, manner)


def _manner(text: str, manner: str, chance: random.Random) -> str:
    if manner == "capitals":
        return text.upper()
    if manner != "little":
        return text
    words = [word for word in text.split() if word.isalpha()] or ["да"]
    pieces = (_ENGLISH.format(chance.choice(words)) for _ in range(1 + len(text) // len(_ENGLISH)))
    return "".join(pieces)[: len(text)]

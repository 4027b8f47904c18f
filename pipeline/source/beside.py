"""How files are called that lie beside a text and belong to it: `<text>.toml`, `<text>.decisions.toml`."""

import os
from pathlib import Path

_LONGEST = 255  # bytes of a file's name, on nearly every file system


def beside(text: Path, ending: str) -> Path:
    """The file beside a text that has its name with another ending.

    Of a name so long that it could not take the ending, the last characters are left out.

    >>> beside(Path("letters/Сад.txt"), ".toml").name, len(beside(Path("я" * 125 + ".txt"), ".decisions.toml").stem)
    ('Сад.toml', 130)
    """
    stem = text.stem
    while len(os.fsencode(stem + ending)) > _LONGEST:
        stem = stem[:-1]
    return text.with_name(stem + ending)

"""Bytes on disk → `Document`: decoding, line ends, hash, id, and what the sidecar says.

The source text is the decoded bytes without a byte order mark and with LF at the end of lines; nothing else is
normalised. Nothing here looks for anything in the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path

from pipeline.errors import SourceError, UsageError
from pipeline.meta import Meta
from pipeline.source import sidecar
from pipeline.source.decoding import decode, letters
from pipeline.text import Document
from pipeline.xml_chars import ILLEGAL, illegal_character, name_of

Paths = str | Path | Iterable[str | Path]
"""One path or several."""

_MARKUP = re.compile(r"\s*<(?:\?xml|!DOCTYPE|TEI|html)\b", re.IGNORECASE)
_NAMELESS = "text"  # the id of a file in whose name nothing is a letter or digit for one
_BEFORE_SOFT = re.compile("ц(?=[иеёыэюяй])", re.IGNORECASE)


def read(path: Path, name: str = "") -> Document:
    """The document at `path`, with no spans yet; its id is `name`, or what `doc_id` makes of its file's name.

    Raises `SourceError` where the file cannot be read, is not text, holds nothing, or holds what XML cannot, and where
    its sidecar is wrong.
    """
    data = _bytes(path)
    said = sidecar.load(path.with_suffix(".toml"))
    decoded, encoding = decode(data, str(path), said.get("encoding", ""))
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    _fit(path, text)
    facts = {"source_name": path.name, "source_sha256": sha256(data).hexdigest(), "encoding": encoding}
    return Document(name or doc_id(path), text, replace(Meta(), **{**said, **facts}))


def doc_id(path: Path) -> str:
    """The id of the text at `path`: its stem in ASCII letters, digits and hyphens.

    Cyrillic by GOST 7.79-2000, system B (`letters.toml`); of other letters what Unicode's compatibility decomposition
    leaves in ASCII; `text` where that is nothing.

    >>> doc_id(Path("Письмо съезду (1922).txt"))
    'Pismo-sezdu-1922'
    """
    stem = _BEFORE_SOFT.sub(
        lambda match: "C" if match.group().isupper() else "c", unicodedata.normalize("NFC", path.stem)
    )
    latin = "".join(map(_in_latin, stem))
    ascii_only = "".join(char for char in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(char))
    return re.sub("[^A-Za-z0-9]+", "-", ascii_only).strip("-") or _NAMELESS


def several(inputs: Paths) -> tuple[Path, ...]:
    """One path or several, as paths."""
    return (Path(inputs),) if isinstance(inputs, str | Path) else tuple(map(Path, inputs))


def sources(inputs: Paths) -> tuple[Path, ...]:
    """The texts meant by these inputs, each once: files as they are, of a folder every `*.txt` in it, sorted.

    Raises `UsageError` where an input is missing or a folder has no text.
    """
    found = (path for given in several(inputs) for path in _of_input(given))
    return tuple({path.absolute(): path for path in found}.values())


def ids(paths: Sequence[Path]) -> tuple[str, ...]:
    """An id for each text, no two the same (nor but for case: file systems do not tell those apart).

    The first that would be called so is; others have their folder before the name, if that is another, else a number
    after it.

    >>> ids([Path("a/Дом.txt"), Path("b/dom.txt"), Path("b/Dom.txt")])
    ('Dom', 'b-dom', 'Dom-2')
    """
    named: dict[str, Path] = {}
    names: list[str] = []
    for path in paths:
        first = named.get(doc_id(path).casefold(), path)
        name = next(one for one in _candidates(path, first) if one.casefold() not in named)
        named[name.casefold()] = path
        names.append(name)
    return tuple(names)


def _candidates(path: Path, first: Path) -> Iterator[str]:
    """What a text may be called, where `first` is the one that has its name."""
    name = doc_id(path)
    yield name
    if path.parent.name and path.parent != first.parent:
        yield doc_id(Path(f"{path.parent.name}-{path.stem}.txt"))
    yield from (f"{name}-{number}" for number in count(2))


def _of_input(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield _text_file(path)
        return
    every = (one for one in path.rglob("*.txt") if one.is_file() and not one.name.startswith("."))
    found = sorted(one for one in every if not one.with_suffix(".written.json").exists())
    if not found:
        raise UsageError(f"{path}: holds no text (*.txt).")
    yield from found


def _text_file(path: Path) -> Path:
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    if path.suffix == ".toml":
        raise UsageError(f"{path}: is a sidecar; name the text beside it.")
    return path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{path}: there is no such file.") from error
    except IsADirectoryError as error:
        raise SourceError(f"{path}: is a folder, not a text; name a file in it.") from error
    except PermissionError as error:
        raise SourceError(f"{path}: may not be read by you; change its permissions.") from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}).") from error


def _fit(path: Path, text: str) -> None:
    """Refuse what has no words or cannot stand in XML."""
    if not text.strip():
        raise SourceError(f"{path}: {'holds only white space' if text else 'is empty'}; there is nothing to encode.")
    if fault := illegal_character(path.name):
        raise SourceError(f"{path!a}: its name holds {fault}, which XML 1.0 cannot hold; rename it.")
    if _MARKUP.match(text):
        raise SourceError(f"{path}: begins like XML or HTML; give plain text, or use `tei-export tables` for TEI.")
    match = ILLEGAL.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        raise SourceError(
            f"{path}, line {line}, column {column} (character {match.start()}): {name_of(match.group())} "
            f"cannot stand in XML 1.0; take it out.{_hint(match.group())}"
        )


def _hint(char: str) -> str:
    return ' If the file is UTF-16, say encoding = "utf-16-le" in its sidecar.' if char == "\0" else ""


def _in_latin(char: str) -> str:
    table: dict[str, str] = letters()["latin"]
    found = table.get(char.lower(), char)
    return found.capitalize() if char.lower() in table and char.isupper() else found

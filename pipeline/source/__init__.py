"""Bytes on disk → `Document`: decoding, line ends, hash, id, and what the sidecar says.

The source text is the decoded bytes without a byte order mark and with LF at the end of lines and pages; nothing
else is normalised. Where a page ended, by a form feed, a span `page_break` is over its LF. Nothing here looks for
anything else in the text.
"""

import re
from dataclasses import replace
from hashlib import sha256

from pipeline.errors import SourceError
from pipeline.meta import Meta
from pipeline.source import sidecar
from pipeline.source.archives import File
from pipeline.source.decoding import Said, decode
from pipeline.source.listing import TEXT_AND_ID, Columns, Paths, ids, place, several, sources
from pipeline.source.naming import slug
from pipeline.source.reading import AS_IT_IS, Reading, repaired
from pipeline.source.texts import Text, decisions_beside, decisions_of, origin, sidecar_of, size, way
from pipeline.text import Document, Span
from pipeline.xml_chars import ILLEGAL, illegal_character, name_of

__all__ = [
    "TEXT_AND_ID", "Columns", "File", "Paths", "Text", "decisions_beside", "decisions_of", "doc_id", "ids", "origin",
    "place", "read", "several", "sidecar_of", "size", "slug", "sources", "way",
]  # fmt: skip

_FORM_FEED = re.compile("\f")
_MARKUP = re.compile(r"\s*<(?:\?xml|!DOCTYPE|TEI|html)\b", re.IGNORECASE)


def read(path: Text, name: str = "", how: Reading = AS_IT_IS) -> Document:
    """The document at `path`, with no spans yet but its page breaks.

    Its id is `name`, or what `doc_id` makes of its file's name. `how` is what else is known of reading it. Raises
    `SourceError` where the file cannot be read, is not text, holds nothing, or holds what XML cannot, and where its
    sidecar is wrong.
    """
    data = _bytes(path)
    beside = sidecar_of(path)
    said = sidecar.load(beside) if beside else {}
    declared = Said(how.encoding, "--encoding") if how.encoding else Said(said.get("encoding", ""))
    decoded, encoding, certainty = decode(data, str(path), declared)
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    breaks = tuple(Span(*match.span(), "page_break") for match in _FORM_FEED.finditer(text))
    text = text.replace("\f", "\n")
    text, replaced = repaired(text) if how.repair else (text, "")
    _fit(path, text)
    facts = {"source_name": origin(path), "source_sha256": sha256(data).hexdigest(), "encoding": encoding}
    facts |= {"encoding_evidence": _evidence(certainty), "repaired": replaced}
    return Document(name or doc_id(path), text, replace(Meta(), **{**said, **facts}), breaks)


def doc_id(text: Text) -> str:
    """The id of a text that is the only one of its name.

    >>> from pathlib import Path
    >>> doc_id(Path("Письмо съезду (1922).txt"))
    'Pismo-sezdu-1922'
    """
    return slug(text.stem)


def _bytes(path: Text) -> bytes:
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


def _fit(path: Text, text: str) -> None:
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
            f"cannot stand in XML 1.0; take it out, or say --repair.{_hint(match.group())}"
        )


def _hint(char: str) -> str:
    return " If the file is UTF-16, say --encoding utf-16-le." if char == "\0" else ""


def _evidence(certainty: float) -> str:
    """How certain a guessed encoding is; nothing where it was not guessed."""
    return f"guessed by its letters, certainty {certainty:.4f}" if certainty < 1 else ""

"""A sidecar beside each text, to fill in, with what the text itself tells. One that is there is never touched."""

from pathlib import Path

from pipeline.check import Fault
from pipeline.find import find
from pipeline.meta import Meta
from pipeline.source import read
from pipeline.source.beside import beside
from pipeline.source.reading import AS_IT_IS, Reading
from pipeline.source.template import template
from pipeline.text import Document
from pipeline.verbs.keeping import new_file
from pipeline.verbs.results import Begun

_THERE = "It is there already and is left as it is; take it away to have a new one."
_TOLD = {"title": "title", "subtitle": "subtitle", "authors": "author", "date": "date", "place": "place"}


def begun(path: Path, reading: Reading = AS_IT_IS) -> Begun:
    """Write the sidecar of one text. Raises `SourceError` where the text cannot be read."""
    sidecar = beside(path, ".toml")
    there = Begun(path, faults=(Fault(str(sidecar), "sidecar-is-there", _THERE),))
    if sidecar.exists():
        return there
    document = find(read(path, how=reading))
    meta = document.meta
    try:
        new_file(sidecar, template(meta, _perhaps(document)).encode("utf-8"))
    except FileExistsError:
        return there
    return Begun(path, sidecar, _told(meta))


def _perhaps(document: Document) -> dict[str, str]:
    """What the title page says besides titles, author and date: often on what occasion the text was spoken."""
    lines = [span for span in document.of("title_part") if span.attrs.get("type") == "desc"]
    return {"occasion": " ".join(" ".join(document.slice(line).split()) for line in lines)}


def _told(meta: Meta) -> tuple[str, ...]:
    return tuple(key for name, key in _TOLD.items() if getattr(meta, name))

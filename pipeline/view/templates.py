"""Templates with their styles and scripts written into them, so that a page is one file which asks for nothing else.

Style and script are files beside this one; a page allows itself by their hashes no others (Content Security Policy
Level 3, 8.2).
"""

import base64
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.view.looks import looks

_FOLDER = Path(__file__).parent
_SCRIPTS = {
    "page": (
        "page.js",
        "parts.js",
        "source.js",
        "speakers.js",
        "card.js",
        "walk.js",
        "notes.js",
        "search.js",
        "keys.js",
    ),
    "overview": ("overview.js",),
}


class _Inlined(NamedTuple):
    """What is written into every page of a sort, and what allows it."""

    style: Markup
    script: Markup
    policy: str


def rendered(name: str, **values: Any) -> str:
    """The template `name` with its values and, within it, the style that all pages have and its own scripts."""
    return _template(name).render(values, **_inlined(name)._asdict())


def counted(number: int, noun: str) -> str:
    """So many of something.

    >>> counted(1, "note"), counted(2, "note")
    ('1 note', '2 notes')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


@cache
def _inlined(name: str) -> _Inlined:
    style = Markup("\n".join([*map(_file, ("common.css", f"{name}.css")), _looks()]))
    script = Markup(_in_one_block(_SCRIPTS[name]))
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    return _Inlined(style, script, f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'")


def _in_one_block(files: Sequence[str]) -> str:
    """Scripts that see each other, and that nothing else of the page sees."""
    return "\n".join(['"use strict";', "{", *map(_file, files), "}", ""])


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["counted"] = counted
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment.get_template(f"{name}.html")


def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _looks() -> str:
    thin = {"wavy": "; --t: 1px"}
    every = ((name, colour, line, thin.get(line, "")) for name, (colour, line) in looks().items())
    return "\n".join(f".{name} {{ --c: {colour}; --l: {line}{thickness} }}" for name, colour, line, thickness in every)


def _hash(written: str) -> str:
    """A source expression that allows exactly what is written."""
    return f"'sha256-{base64.b64encode(sha256(written.encode('utf-8')).digest()).decode('ascii')}'"

"""The page of one text: what is on it, and how it is put together. One file, which asks for nothing else.

Templates, style and script are the files beside this one; style and script are written into the page, which allows
itself by their hashes no others (Content Security Policy Level 3, 8.2).
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from pipeline.check.marks import DOUBTS
from pipeline.element import clark
from pipeline.text import Document
from pipeline.view.looks import looks
from pipeline.view.markup import Doubt, markup
from pipeline.view.shapes import Facts
from pipeline.view.strings import Marked, Rows, Speaker, marked, speakers_of

OVERVIEW = "index.html"
LAYERS = (
    ("quotations", "Quotations", True),
    ("margin", "Names in the margin", True),
    ("titles", "Titles and names", True),
    ("phrases", "Words at arm's length", True),
    ("cues", "What gave it away", False),
    ("persons", "Persons", False),
    ("dates", "Dates", False),
    ("numbers", "Numbers of paragraphs", True),
    ("doubts", "Places to look at", True),
    ("furniture", "Page numbers, menus", False),
)
_WHERE = re.compile(r"(, in)?: .*", re.DOTALL)
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page of a text shows."""

    document: Document
    text: Markup
    speakers: tuple[Speaker, ...]
    strings: tuple[Marked, ...]
    doubts: tuple[Doubt, ...]
    words: int

    @property
    def title(self) -> str:
        """What the text is called."""
        return self.document.meta.title or self.document.id

    @property
    def authors(self) -> str:
        """Who wrote it, nothing where that is not known."""
        return ", ".join(one.name for one in self.document.meta.authors)

    @property
    def work(self) -> str:
        """As one cites it: author, title, date."""
        return ". ".join(filter(None, (self.authors, self.title, self.document.meta.date)))

    @property
    def quotations(self) -> Sequence[Marked]:
        """Words of somebody."""
        return [one for one in self.strings if one.is_quotation]

    @property
    def others(self) -> Sequence[Marked]:
        """The other strings in marks."""
        return [one for one in self.strings if not one.is_quotation]

    @property
    def uncertain(self) -> Sequence[Marked]:
        """Those that somebody should look at."""
        return [one for one in self.strings if one.is_uncertain]


def reading(root: etree._Element, document: Document, rows: Rows) -> Reading:
    """What there is to show of a text, from its TEI, the document read from that, and the rows of its tables."""
    speakers = speakers_of(document, rows)
    strings = marked(root, document, rows, speakers)
    doubts = tuple(sorted(Doubt(at, _here(said)) for find in DOUBTS for at, _, said in find(document)))
    numbers = {row["paragraph_id"].rpartition("#")[2]: row["ordinal"] for row in rows["paragraphs"]}
    names = {agent.id: agent.name for agent in document.agents}
    text = root.find(clark("text"))
    shown = Markup("") if text is None else markup(text, Facts(strings, numbers, names), doubts)
    return Reading(document, shown, speakers, strings, doubts, rows["documents"][0]["words"])


def _here(said: str) -> str:
    """A warning as it is said at its place: without the words that tell where that is."""
    return _WHERE.sub(".", said)


def page(shown: Reading) -> str:
    """The page of a text, as HTML."""
    return rendered("page.html", "page", reading=shown, layers=LAYERS, overview=OVERVIEW)


def rendered(template: str, name: str, **values: Any) -> str:
    """A template with its values and, within it, the style that all pages have and the script and style `name`."""
    style = Markup("\n".join([*map(_file, ("common.css", f"{name}.css")), _looks()]))
    script = Markup(_file(f"{name}.js"))
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    return _environment().get_template(template).render(values, style=style, script=script, policy=policy)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _looks() -> str:
    thin = {"wavy": "; --t: 1px"}
    every = ((name, colour, line, thin.get(line, "")) for name, (colour, line) in looks().items())
    return "\n".join(f".{name} {{ --c: {colour}; --l: {line}{thickness} }}" for name, colour, line, thickness in every)


def _hash(written: str) -> str:
    """A source expression that allows exactly what is written."""
    return f"'sha256-{base64.b64encode(sha256(written.encode('utf-8')).digest()).decode('ascii')}'"

"""Lawful documents for property tests, and documents drawn by hand into their own text.

`documents()` makes documents in which every kind stands where TEI lets its element stand, with all the characters that
XML treats in a way of its own. `drawn("{body|{paragraph#p1|Анна сказала {quotation#q1 speaker=per1|«да»}}}")` is the
document whose text is what remains without the braces.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from pipeline.meta import SCHEMES, Contributor, Edition, Meta
from pipeline.text import CONTAINERS, NESTING, Agent, Document, Span

# what TEI allows inside an element of phrases, of paragraphs, and of a citation (found with tei_all.rng)
PHRASES = (
    "block_quotation", "quotation", "bibl_ref", "note_ref", "title", "name", "mentioned", "so_called", "cue",
    "place_name", "date", "person_name", "reading", "hyphen",
    "page_number", "navigation", "note", "figure",
)  # fmt: skip
PARAGRAPHS = (*PHRASES, "citation", "stanza", "list", "table", "bibliography_list", "note_label")
CITATIONS = (
    "cited_title", "cited_author", "cited_editor", "publisher", "pub_place", "scope", "pages", *PHRASES,
)  # fmt: skip
WITH_PARAGRAPHS = (
    "title_part", "heading", "paragraph", "verse_line", "item", "cell", "note", "caption", "ornament", "text",
    "quotation", "block_quotation", "title", "cited_title", "cue", "bibl_ref", "note_ref",
)  # fmt: skip
INSIDE: dict[str, tuple[str, ...]] = {
    **{kind: PHRASES for kind in NESTING if kind not in CONTAINERS},
    **dict.fromkeys(WITH_PARAGRAPHS, PARAGRAPHS),
    "verse_line": tuple(kind for kind in PARAGRAPHS if kind != "stanza"),
    "citation": CITATIONS,
    "hyphen": (),
}
ROWS = {
    "stanza": "verse_line", "list": "item", "row": "cell", "table": "row", "figure": "caption",
    "bibliography_list": "citation",
}  # fmt: skip
SIBLINGS = (
    "paragraph", "text", "list", "table", "stanza", "figure", "ornament", "page_number", "navigation", "note",
    "verse_line",
)  # fmt: skip
LETTERS = {
    "paragraph": "p", "heading": "h", "note": "n", "note_ref": "r", "quotation": "q", "block_quotation": "q",
    "citation": "c", "person_name": "m", "date": "t", "so_called": "s", "title": "s", "name": "s", "mentioned": "s",
    "section": "d",
}  # fmt: skip

CHARACTERS = "абвЖё «»–,.1a\n\t\r\u00a0\u2028\u0085\u200b\ufeff<&>\"'é́😀]"
WORDS = st.text(alphabet=CHARACTERS, min_size=1, max_size=5)
GAPS = st.sampled_from(["\n", "\n\n", " \u00a0\n", "", "\u2028", "\f\n"])  # XML holds no form feed, and need not
GAPS_IN_BLOCKS = st.sampled_from(["\n", " \t", ""])  # between items TEI takes the white space of XML only
POINTERS = st.sampled_from(["per1", "grp1", "q1", "q9.2", "n1 n2", "c3"])
RULES = st.sampled_from(["inquit", "editor", "citation"])
CERTAINTIES = st.sampled_from(["high", "medium", "low"])
DATES = st.sampled_from(["1988", "1988-09", "1988-09-24", "--08-11"])
_REASON = {"rule": RULES, "certainty": CERTAINTIES, "resp": st.sampled_from(["tei-export", "per7"])}
_QUOTATION = {**_REASON, "speaker": POINTERS, "source": POINTERS, "next": st.just("q2"), "prev": st.just("q1")}
ATTRIBUTES: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "quotation": _QUOTATION,
    "block_quotation": _QUOTATION,
    "so_called": _REASON,
    "name": _REASON,
    "mentioned": _REASON,
    "title": {**_REASON, "level": st.sampled_from("majs"), "type": st.just("event")},
    "cited_title": {"level": st.sampled_from("majs"), "rule": st.just("citation")},
    "title_part": {"type": st.sampled_from(["main", "sub", "desc"])},
    "note": {"n": WORDS, "place": st.sampled_from(["end", "foot", "inline"]), "refs": st.just("r1 r2")},
    "page_number": {"n": st.sampled_from(["13", "xii"])},
    "note_ref": {"target": st.just("n1"), "closes": st.just("q1")},
    "bibl_ref": {"target": st.just("c1")},
    "cue": {"of": st.just("q1")},
    "citation": {"type": st.just("ibid"), "repeats": st.just("c1"), "n": st.just("4")},
    "scope": {"unit": st.sampled_from(["volume", "issue"]), "n": st.just("2")},
    "pages": {"first": st.just("7"), "last": st.sampled_from(["9", "xii"])},
    "item": {"n": st.just("3")},
    "date": dict.fromkeys(("when", "from", "to", "not_before", "not_after"), DATES) | {"certainty": CERTAINTIES},
    "person_name": {"person": st.just("per1")},
    "reading": {"corr": WORDS},
}


# of a date what TEI does not let stand beside what: a point is no period, and a period begins and ends once
_EXCLUDED = {
    "from": {"when"},
    "to": {"when"},
    "not_before": {"when", "from"},
    "not_after": {"when", "to"},
}


@dataclass
class _Scribe:
    """A text as it is written, with the spans over it."""

    draw: st.DrawFn
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def several(self, most: int, least: int = 0) -> range:
        return range(self.draw(st.integers(least, most)))

    def close(self, start: int, kind: str) -> None:
        letter = LETTERS.get(kind, "b")
        self.counts[letter] += 1
        needed = {"title": {"certainty"}, "reading": {"corr"}}.get(kind, set())
        known = {
            name: self.draw(values)
            for name, values in ATTRIBUTES.get(kind, {}).items()
            if name in needed or self.draw(st.booleans())
        }
        known = {name: value for name, value in known.items() if not _EXCLUDED.get(name, set()) & known.keys()}
        identifier = f"{letter}{self.counts[letter]}" if kind in LETTERS or self.draw(st.booleans()) else ""
        self.spans.append(Span(start, len(self.text), kind, identifier, known))

    def holding(self, kind: str, depth: int) -> None:
        """A span that holds text, and perhaps others; of equal extents the outer kind comes first in NESTING."""
        start, depth = len(self.text), max(depth, kind == "citation")
        for inner in self.draw(st.lists(st.sampled_from(INSIDE[kind]), max_size=2)) if INSIDE[kind] and depth else ():
            if NESTING.index(inner) <= NESTING.index(kind) or self.draw(st.booleans()):
                self.text += self.draw(WORDS)
            self.any(inner, depth - 1)
        if len(self.text) == start or self.draw(st.booleans()):
            self.text += self.draw(WORDS)
        self.close(start, kind)

    def any(self, kind: str, depth: int = 2) -> None:
        if kind not in CONTAINERS:
            self.holding(kind, depth)
            return
        start = len(self.text)
        for turn in self.several(1 if kind == "figure" else 2, least=1):
            self.text += self.draw(GAPS_IN_BLOCKS) if turn else ""
            self.any(ROWS[kind], depth - 1 if depth else 0)
        self.close(start, kind)

    def part(self, kind: str, *contents: str) -> None:
        """A container with these kinds in it, in this order; `section?` may stand there, `item+` repeats."""
        start = len(self.text)
        for content in contents:
            least, most = (0, 1) if content.endswith("?") else (1, 2) if content.endswith("+") else (1, 1)
            for _ in self.several(most, least):
                self.text += self.draw(GAPS) if len(self.text) > start else ""
                self.piece(content.rstrip("?+"))
        self.close(start, kind)

    def piece(self, kind: str) -> None:
        match kind:
            case "title_page":
                self.part(kind, "doc_title", "byline?", "doc_date?", "epigraph?")
            case "doc_title":
                self.part(kind, "title_part+")
            case "epigraph":
                self.part(kind, self.draw(st.sampled_from(["paragraph+", "stanza"])))
            case "preface":
                self.part(kind, "heading?", "paragraph+", "dateline?")
            case "section":
                self.section()
            case "notes":
                self.part(kind, "heading?", "note+")
            case "bibliography":
                self.part(kind, "heading?", "bibliography_list")
            case _:
                self.any(kind)

    def section(self) -> None:
        nested = "section?" if self.draw(st.integers(0, 3)) == 0 else "closer?"
        self.part("section", "heading?", "epigraph?", "opener?", *self.blocks(), nested)

    def blocks(self) -> list[str]:
        return ["paragraph", *self.draw(st.lists(st.sampled_from(SIBLINGS), max_size=2))]


def unedited(block: etree._Element) -> str:
    """The string value of a block without what an editor reads."""
    pieces: Any = block.xpath(".//text()[not(ancestor::*[local-name() = 'corr'])]")
    return "".join(pieces)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A lawful document: front, body and back with all kinds, meta with any strings, agents in any order."""
    scribe = _Scribe(draw, draw(GAPS))
    for part in ("front", "body", "back"):
        if part == "body" or draw(st.integers(0, 2)) == 0:
            scribe.text += draw(GAPS)
            scribe.part(part, *_contents(scribe, part))
    scribe.text += draw(GAPS)
    name = draw(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True))
    spans = [*scribe.spans, *draw(_page_breaks(scribe))]
    return Document(name, scribe.text, draw(metas())).adding(spans, draw(agents()))


@st.composite
def _page_breaks(draw: st.DrawFn, scribe: _Scribe) -> list[Span]:
    """Page breaks over some line feeds; TEI has none between the cells of a row, and in a hyphen."""
    inner = [span for span in scribe.spans if span.kind == "cell"]
    without = [span for span in scribe.spans if span.kind in ("row", "hyphen")]
    free = [
        at
        for at, char in enumerate(scribe.text)
        if char == "\n"
        and (any(s.start <= at < s.end for s in inner) or not any(s.start <= at < s.end for s in without))
    ]
    some = st.lists(st.sampled_from(free or [-1]), max_size=3, unique=True)
    return [Span(at, at + 1, "page_break") for at in draw(some) if at >= 0]


def _contents(scribe: _Scribe, part: str) -> list[str]:
    if part == "front":
        return ["title_page", "dateline?", "preface?"]
    if part == "back":
        return [scribe.draw(st.sampled_from(["notes", "bibliography"]))]
    shapes = [["section+"], scribe.blocks(), ["text"], ["heading", "paragraph+", "section+"]]
    return scribe.draw(st.sampled_from(shapes))


def metas() -> st.SearchStrategy[Meta]:
    """What may be known of a text, in any strings XML can hold; language tags as BCP 47 has them."""
    dates = DATES | st.just("") | st.just("осень 1988 года")
    known: dict[str, st.SearchStrategy[Any]] = {name: WORDS | st.just("") for name in Meta.__dataclass_fields__}
    known |= dict.fromkeys(("date", "occasion_date", "source_accessed", "published_date"), dates)
    known["licence"] = st.sampled_from(["", "CC BY 4.0", "https://example.org/terms", "© автор"])
    known["language"] = st.sampled_from(["ru", "de", "sr-Latn", "und", ""])
    known["other_languages"] = st.lists(st.sampled_from(["de", "la", "sr-Latn"]), max_size=2).map(tuple)
    known["keywords"] = st.lists(WORDS, max_size=2).map(tuple)
    known["authors"] = known["editors"] = contributors(st.just(""))
    known["contributors"] = contributors(WORDS | st.just(""))
    known["edition"] = st.builds(
        Edition, WORDS | st.just(""), WORDS, WORDS | st.just(""), dates, known["licence"], identifiers()
    )
    return st.builds(Meta, **known)


def contributors(roles: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Contributor, ...]]:
    """People and bodies, of whom it is said or not which they are."""
    parts = dict.fromkeys(("surname", "forename", "patronym"), WORDS | st.just(""))
    unparted = st.builds(Contributor, WORDS, st.sampled_from(["", "organisation"]), roles, identifiers())
    persons = st.builds(Contributor, WORDS, st.just("person"), roles, identifiers(), **parts)
    return st.lists(unparted | persons, max_size=2).map(tuple)


def identifiers() -> st.SearchStrategy[tuple[str, ...]]:
    """URIs of the sorts that archives know, and of another."""
    uris = [beginning + "12" for beginning in SCHEMES.values()]
    return st.lists(st.sampled_from([*uris, "https://example.org/?a=b&c"]), max_size=2).map(tuple)


@st.composite
def agents(draw: st.DrawFn) -> list[Agent]:
    """Agents of all kinds in any order, whose parts stand in their names or not."""
    letters = {"person": "per", "group": "grp", "organisation": "org", "work": "org"}
    kinds = draw(st.lists(st.sampled_from(sorted(letters)), max_size=3))
    return [draw(_agent(kind, f"{letters[kind]}{number}")) for number, kind in enumerate(kinds, 1)]


@st.composite
def _agent(draw: st.DrawFn, kind: str, identifier: str) -> Agent:
    parts = {part: draw(WORDS | st.just("")) for part in ("surname", "forename", "patronym")}
    whole = " ".join(draw(st.permutations([value for value in parts.values() if value])))
    name = whole if draw(st.booleans()) else draw(WORDS)
    named, variants = draw(st.booleans()), tuple(draw(st.lists(WORDS, max_size=2)))
    return Agent(identifier, kind, name, **parts, named=named, variants=variants, authority=draw(WORDS | st.just("")))


_TOKEN = re.compile(r"\{(\w+)(?:#([\w.]+))?((?: \w+=[^ |]+)*)\||\}")


def drawn(picture: str, meta: Meta | None = None, agents: tuple[Agent, ...] = (), name: str = "drawn") -> Document:
    """The document a picture shows: `{kind#id attribute=value|text}`, an underscore in a value standing for a space."""
    text, last = "", 0
    spans: list[Span] = []
    opened: list[tuple[int, str, str, dict[str, str]]] = []
    for token in _TOKEN.finditer(picture):
        text += picture[last : token.start()]
        last = token.end()
        if token[0] == "}":
            start, kind, identifier, known = opened.pop()
            spans.append(Span(start, len(text), kind, identifier, known))
        else:
            pairs = (pair.split("=") for pair in token[3].split())
            opened.append((len(text), token[1], token[2] or "", {key: value.replace("_", " ") for key, value in pairs}))
    return Document(name, text + picture[last:], meta or Meta()).adding(spans, agents)


def everything() -> Document:
    """A lawful document with every kind in it, drawn in `data/every-kind.txt`, and every kind of agent."""
    agents = (
        Agent("per1", "person", "Анна Петровна Садова", "Садова", "Анна", "Петровна", True, ("Анна",), "viaf 7"),
        Agent("grp1", "group", "такие соседи", named=False),
        Agent("org1", "work", "Устав"),
        Agent("org2", "organisation", "Общество садоводов"),
        Agent("per2", "person", "Лев Белов", "Белов", "Лев"),
    )
    meta = Meta(
        title="О садах", date="1988-09", place="Тула", licence="CC BY 4.0", occasion="Чтения", published_in="Сад"
    )
    picture = (Path(__file__).parent / "data" / "every-kind.txt").read_bytes().decode()
    return drawn(picture, meta, agents, "every-kind")

"""The text of a TEI file as HTML: everything it holds, in its order, each element as what the page shows it as.

Whatever comes from the file is escaped where it is written, here and nowhere else. A string in marks has the class
of its speaker; before its first part stands a label for the margin, a link to what is said of it.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree
from markupsafe import Markup, escape

from pipeline.element import attribute, clark
from pipeline.tei import is_added, place_of
from pipeline.tei.kinds import of_element
from pipeline.text import BLOCKS, IN_MARKS
from pipeline.view.strings import Marked, Speaker

_ID = attribute("xml:id")
_OUTSIDE = {  # kinds that are more than a `div` where no block encloses them
    "paragraph": "p", "text": "p", "title_part": "p", "byline": "p", "doc_date": "p", "dateline": "p", "opener": "p",
    "closer": "p", "ornament": "p", "page_number": "p", "navigation": "p", "figure": "figure", "caption": "figcaption",
}  # fmt: skip
_INSIDE = {"quotation": "q", "block_quotation": "q", "cited_title": "cite", "title": "cite"}
_LISTED = {"list": ("ul", "item", "li"), "table": ("table", "row", "tr"), "row": ("tr", "cell", "td")}
_SAID = {"low": "uncertain", "on": "continued"}
_DEEPEST = 6  # of headings


class Doubt(NamedTuple):
    """Something doubtful at a place of the text (code points), in a sentence."""

    at: int
    said: str


class Facts(NamedTuple):
    """What is known of a text besides its TEI: its strings in marks and its doubtful places, both in the order of the
    text; the numbers of its paragraphs and the names of its persons, by their ids.
    """

    strings: Sequence[Marked] = ()
    doubts: Sequence[Doubt] = ()
    numbers: Mapping[str, int] = {}
    names: Mapping[str, str] = {}


def markup(text: etree._Element, facts: Facts) -> Markup:
    """The `text` element of a TEI file of ours as HTML."""
    writer = _Writer(facts, _back_links(text))
    writer.children(text, inside=False)
    return Markup("".join(writer.out))


class _Writer:
    """What is written, and where in the source the writing stands."""

    def __init__(self, facts: Facts, backs: Mapping[str, Sequence[str]]) -> None:
        self.out: list[Markup | str] = []
        self._facts, self._backs, self._doubts = facts, backs, deque(facts.doubts)
        self._string = {part: one for one in facts.strings for part in one.parts}
        self._at, self._added, self._block, self._titled = 0, 0, 0, False
        self._named: dict[str, int] = {}  # the block in which a string was labelled last
        self._last: tuple[int, tuple[Speaker, ...]] = (0, ())
        self._member: dict[etree._Element, str] = {}  # the tag of what stands in a list or a table

    def children(self, node: etree._Element, inside: bool) -> None:
        """What stands in an element; `inside` says whether it is, or is in, a block."""
        self._text(node.text, inside)
        for child in node:
            if isinstance(child.tag, str):
                self._element(child, inside)
            self._text(_tail(child), inside)
            if len(_tail(child)) < len(child.tail or ""):
                self._at += len(child.tail or "") - len(_tail(child))

    def _text(self, text: str | None, inside: bool) -> None:
        if not inside or not text:
            self.out.append("\n" if text else "")
            return
        if self._added:
            self.out.append(escape(text))
            return
        written, end = self._at, self._at + len(text)
        while self._doubts and self._doubts[0].at < end:
            doubt = self._doubts.popleft()
            upto = max(written, doubt.at)
            self.out += [escape(text[written - self._at : upto - self._at]), _doubt(doubt)]
            written = upto
        self.out.append(escape(text[written - self._at :]))
        self._at = end

    def _element(self, node: etree._Element, inside: bool) -> None:
        row, place = of_element(node), place_of(node)
        kind = row.kind if row else etree.QName(node).localname
        if place is not None and not inside:
            self._at = place[0]
            self._block += 1
        self._added += is_added(node)
        self._write.get(kind, self._write[""])(self, node, kind, inside)
        self._added -= is_added(node)

    def _plain(self, node: etree._Element, kind: str, inside: bool) -> None:
        is_block = kind in BLOCKS or (not inside and bool((node.text or "").strip()))
        tag = self._tag(node, kind, inside)
        self._wrap(tag, _known(node, kind), node, inside or is_block)

    def _wrap(self, tag: str, attributes: Mapping[str, str], node: etree._Element, inside: bool) -> None:
        self.out.append(_open(tag, attributes))
        self.children(node, inside)
        self.out.append(Markup(f"</{tag}>"))

    def _tag(self, node: etree._Element, kind: str, inside: bool) -> str:
        if inside:
            return _INSIDE.get(kind, "span")
        return self._listed(node, kind) or _OUTSIDE.get(kind, "div")

    def _listed(self, node: etree._Element, kind: str) -> str:
        """The tag of a list, a table, or one of their members; none where other things stand among those."""
        around = node.getparent()
        part = self._member.get(around, "") if around is not None else ""
        if kind in _LISTED and (part or kind != "row") and _holds_only_its_own(node, kind):
            tag, _, self._member[node] = _LISTED[kind]
            return tag
        return part

    def _title_part(self, node: etree._Element, kind: str, inside: bool) -> None:
        is_main = node.get("type") == "main" and not self._titled and not inside
        self._titled = self._titled or is_main
        self._wrap("h1" if is_main else self._tag(node, kind, inside), _known(node, kind), node, True)

    def _heading(self, node: etree._Element, kind: str, inside: bool) -> None:
        depth = sum(1 for one in node.iterancestors(clark("div")))
        tag = "span" if inside else f"h{min(_DEEPEST, depth + 1)}"
        self._wrap(tag, _known(node, kind), node, True)

    def _paragraph(self, node: etree._Element, kind: str, inside: bool) -> None:
        number = self._facts.numbers.get(node.get(_ID, ""))
        attributes = _known(node, kind) | ({"data-number": str(number)} if number else {})
        self._wrap(self._tag(node, kind, inside), attributes, node, True)

    def _in_marks(self, node: etree._Element, kind: str, inside: bool) -> None:
        string = self._string.get(node.get(_ID, ""))
        if string is None:
            self._plain(node, kind, inside)
            return
        position = string.parts.index(node.get(_ID, ""))
        self.out.append(self._label(string, position == 0))
        edges = f"{'' if position else 'first'} {'' if node.get('next') else 'last'}"
        known = _known(node, f"s {kind} {string.look if string.is_quotation else ''} {string.certainty} {edges}")
        whose = {"data-speakers": " ".join(one.id for one in string.speakers)} if string.speakers else {}
        self._wrap(_INSIDE.get(kind, "span"), known | {"data-string": string.id} | whose, node, inside)

    def _label(self, string: Marked, is_first: bool) -> Markup:
        """Its label, at its first part and where it goes on in another block; the name once where it is the same."""
        before, self._named[string.id] = self._named.get(string.id), self._block
        if not is_first:
            return _label(string, "on") if before != self._block else Markup("")
        if not string.is_quotation:
            return _label(string)
        again = self._last == (self._block, string.speakers) and not string.is_uncertain
        self._last = (self._block, string.speakers)
        return _label(string, "again" if again else "")

    def _cue(self, node: etree._Element, kind: str, inside: bool) -> None:
        of = " ".join(_here(node, "corresp"))
        self._wrap("span", _known(node, kind) | {"data-of": of}, node, inside)

    def _mark(self, node: etree._Element, kind: str, inside: bool) -> None:
        targets = _here(node, "target")
        if not targets:
            self._plain(node, kind, inside)
            return
        role = {"role": "doc-noteref"} if kind == "note_ref" else {}
        self._wrap("a", _known(node, kind) | {"href": f"#{targets[0]}"} | role, node, inside)

    def _note(self, node: etree._Element, kind: str, inside: bool) -> None:
        tag = "span" if inside else "div"
        self.out.append(_open(tag, _known(node, f"{kind} {node.get('place', '')}")))
        self.children(node, True)
        for number, back in enumerate(self._backs.get(node.get(_ID, ""), ()), 1):
            said = f"back to the text{f', place {number}' if number > 1 else ''}"
            self.out += [" ", _open("a", {"class": "return", "href": f"#{back}", "aria-label": said}), Markup("↩</a>")]
        self.out.append(Markup(f"</{tag}>"))

    def _known_by(self, node: etree._Element, kind: str, inside: bool) -> None:
        """A name or a date, with what it is known as."""
        persons = (self._facts.names.get(one, "") for one in _here(node, "ref"))
        said = "; ".join(filter(None, persons)) if kind == "person_name" else " – ".join(_dated(node))
        self._wrap("span", _known(node, kind) | ({"title": said} if said else {}), node, inside)

    def _corrected(self, node: etree._Element, kind: str, inside: bool) -> None:
        self._wrap("ins" if self._added else "s", _known(node, kind), node, inside)

    def _nothing(self, node: etree._Element, kind: str, inside: bool) -> None:
        """A page or line break: the source has its own sign for it, or none."""

    _write = {
        "": _plain, "title_part": _title_part, "heading": _heading, "paragraph": _paragraph, "note": _note, "cue": _cue,
        "note_ref": _mark, "bibl_ref": _mark, "person_name": _known_by, "date": _known_by, "pb": _nothing,
        "lb": _nothing, **dict.fromkeys(("reading", "sic", "corr", "supplied", "reg", "expan"), _corrected),
        **dict.fromkeys(IN_MARKS, _in_marks), "block_quotation": _in_marks,
    }  # fmt: skip


def _open(tag: str, attributes: Mapping[str, str]) -> Markup:
    """A start tag; values are escaped, names are ours."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Markup(f"<{tag}{written}>")


def _known(node: etree._Element, kind: str) -> dict[str, str]:
    """The class and the id of an element."""
    identifier = {"id": node.get(_ID, "")} if node.get(_ID) else {}
    return identifier | {"class": " ".join(kind.split())}


def _holds_only_its_own(node: etree._Element, kind: str) -> bool:
    """Whether a list or a table holds nothing but its members, and those nothing but theirs."""
    member = _LISTED[kind][1]
    inside = [one for one in node if isinstance(one.tag, str)]
    return all(_kind(one) == member and (member not in _LISTED or _holds_only_its_own(one, member)) for one in inside)


def _kind(node: etree._Element) -> str:
    row = of_element(node)
    return row.kind if row else ""


def _tail(child: etree._Element) -> str:
    """What stands after an element; a line break within a word is not shown."""
    tail = child.tail or ""
    return tail.lstrip() if child.tag == clark("lb") and child.get("break") == "no" else tail


def _label(string: Marked, how: str = "") -> Markup:
    """The label of a string: whose words, and a sign where that is not certain; nothing for a title that is certain.

    `how` it is written: `again` where the name stands just above, `on` where the string goes on.
    """
    if not (string.is_uncertain or string.is_quotation):
        return Markup("")
    names = ", ".join(one.label for one in string.speakers) if string.is_quotation else ""
    whose = ", ".join(one.name for one in string.speakers) or "nobody named"
    said = f"{whose}: {string.what}" if string.is_quotation else string.what
    look = f"{string.look} " if string.is_quotation else ""
    known = {
        "class": " ".join(f"who {look} {how or string.certainty}".split()),
        "href": f"#about:{string.id}",
        "data-label": string.id,
        "aria-label": f"{said}, {_SAID.get(how or string.certainty, '')}".rstrip(", "),
    }
    shown = names or ("nobody" if string.is_quotation else "")
    return _open("a", known) + escape(shown) + Markup("</a>")


def _doubt(doubt: Doubt) -> Markup:
    return Markup('<span class="doubt" role="note" lang="en">{}</span>').format(doubt.said)


def _here(node: etree._Element, name: str) -> list[str]:
    """The ids that an attribute points to in the same file; whatever else it names is not followed."""
    return [one[1:] for one in node.get(name, "").split() if one.startswith("#")]


def _back_links(text: etree._Element) -> dict[str, list[str]]:
    """The ids of the marks that lead to each note."""
    backs: dict[str, list[str]] = {}
    for mark in text.iter(clark("ref")):
        for target in _here(mark, "target") if mark.get(_ID) else ():
            backs.setdefault(target, []).append(mark.get(_ID, ""))
    return backs


def _dated(node: etree._Element) -> Iterator[str]:
    for name in ("when", "from", "notBefore", "to", "notAfter"):
        if value := node.get(name):
            yield value

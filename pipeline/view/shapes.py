"""What each element of a TEI file becomes in HTML: which tag, with which attributes, and what stands before and after.

Everything of the file that gets into a tag is escaped here, in `tag`. Where in the source an element stands, and the
text in it, is no matter here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree
from markupsafe import Markup, escape

from pipeline.element import attribute, clark, string
from pipeline.tei import is_added
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
_UNSEEN = frozenset(("cited_author", "cited_editor", "publisher", "pub_place", "scope", "pages", "place_name"))
_ADDED = ("corr", "supplied", "reg", "expan")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")  # set small already
_DEEPEST = 6  # of headings
_NOTHING = Markup("")


class Facts(NamedTuple):
    """What is known of a text besides its TEI: its strings in marks, the numbers of its paragraphs and the names of its
    persons, by their ids.
    """

    strings: Sequence[Marked] = ()
    numbers: Mapping[str, int] = {}
    names: Mapping[str, str] = {}


class Shape(NamedTuple):
    """What an element becomes: no tag, and only what is in it is shown. `is_block` says that it holds text directly."""

    tag: str
    attributes: Mapping[str, str] = {}
    is_block: bool = False
    before: Markup = _NOTHING
    after: Markup = _NOTHING


class Place(NamedTuple):
    """Where an element stands: in a block or outside of all; in the how manieth outermost one; in a link, where HTML
    lets no other stand.
    """

    inside: bool
    block: int
    linked: bool = False


def tag(name: str, attributes: Mapping[str, str]) -> Markup:
    """A start tag; values are escaped, names are ours.

    >>> tag("a", {"href": '#"'})
    Markup('<a href="#&#34;">')
    """
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>")


class Shapes:
    """The shapes of the elements of one text, asked for in its order."""

    def __init__(self, text: etree._Element, facts: Facts) -> None:
        self._facts, self._backs = facts, _back_links(text)
        self._string = {part: one for one in facts.strings for part in one.parts}
        self._titled = False
        self._named: dict[str, int] = {}  # the block in which a string was labelled last
        self._last: tuple[int, tuple[Speaker, ...]] = (0, ())
        self._member: dict[etree._Element, str] = {}  # the tag of what stands in a list or a table

    def of(self, node: etree._Element, place: Place) -> Shape:
        """The shape of an element."""
        kind = _kind(node) or etree.QName(node).localname
        return self._shapes.get(kind, self._shapes[""])(self, node, kind, place)

    def _plain(self, node: etree._Element, kind: str, place: Place) -> Shape:
        if kind in _UNSEEN and place.inside and not node.get(_ID):
            return Shape("")
        is_block = kind in BLOCKS or bool((node.text or "").strip())
        called = kind if _kind(node) else f"tei-{kind}"
        return Shape(self._tag(node, kind, place.inside), _known(node, called), is_block)

    def _tag(self, node: etree._Element, kind: str, inside: bool) -> str:
        if inside:
            return _INSIDE.get(kind, "span")
        return self._listed(node, kind) or _OUTSIDE.get(kind, "div")

    def _listed(self, node: etree._Element, kind: str) -> str:
        """The tag of a list, a table, or one of their members; none where other things stand among those."""
        around = node.getparent()
        part = self._member.get(around, "") if around is not None else ""
        if kind in _LISTED and (part or kind != "row") and _holds_only_its_own(node, kind):
            name, _, self._member[node] = _LISTED[kind]
            return name
        return part

    def _title_part(self, node: etree._Element, kind: str, place: Place) -> Shape:
        is_main = node.get("type") == "main" and not self._titled and not place.inside
        self._titled = self._titled or is_main
        return Shape("h1" if is_main else self._tag(node, kind, place.inside), _known(node, kind), True)

    def _heading(self, node: etree._Element, kind: str, place: Place) -> Shape:
        depth = sum(1 for _ in node.iterancestors(clark("div")))
        return Shape("span" if place.inside else f"h{min(_DEEPEST, depth + 1)}", _known(node, kind), True)

    def _paragraph(self, node: etree._Element, kind: str, place: Place) -> Shape:
        number = self._facts.numbers.get(node.get(_ID, ""))
        numbered = {"data-number": str(number)} if number else {}
        return Shape(self._tag(node, kind, place.inside), _known(node, kind) | numbered, True)

    def _in_marks(self, node: etree._Element, kind: str, place: Place) -> Shape:
        one = self._string.get(node.get(_ID, ""))
        if one is None:
            return self._plain(node, kind, place)
        is_first = one.parts[0] == node.get(_ID)
        edges = f"{'' if is_first else 'on'} {'more' if node.get('next') else ''}"
        known = _known(node, f"s {kind} {_look(one)} {'low' if one.is_uncertain else ''} {edges}")
        said = {
            "data-string": "" if is_first else one.id, "data-why": str(one.reason.number),
            "data-who": " ".join(speaker.id for speaker in one.speakers), "data-note": one.note,
            "data-source": one.source, "data-level": one.level,
        }  # fmt: skip
        known |= {name: value for name, value in said.items() if value}
        return Shape(_INSIDE.get(kind, "span"), known, before=self._label(one, is_first, place))

    def _label(self, string: Marked, is_first: bool, place: Place) -> Markup:
        """Its label, at its first part and where it goes on in another block; the name once where it is the same."""
        if place.linked:
            return _NOTHING
        block = place.block
        before, self._named[string.id] = self._named.get(string.id), block
        if not is_first:
            return label(string, "on") if before != block else _NOTHING
        if not string.is_quotation:
            return label(string)
        again = self._last == (block, string.speakers) and not string.is_uncertain
        self._last = (block, string.speakers)
        return label(string, "again" if again else "")

    def _cue(self, node: etree._Element, kind: str, _place: Place) -> Shape:
        return Shape("span", _known(node, kind) | {"data-of": " ".join(_here(node, "corresp"))})

    def _mark(self, node: etree._Element, kind: str, place: Place) -> Shape:
        targets = _here(node, "target")
        if not targets or place.linked:
            return self._plain(node, kind, place)
        role = {"role": "doc-noteref"} if kind == "note_ref" else {}
        raised = "raised" if set(node.text or "") <= _RAISED else ""
        return Shape("a", _known(node, f"{kind} {raised}") | {"href": f"#{targets[0]}"} | role)

    def _note(self, node: etree._Element, kind: str, place: Place) -> Shape:
        backs = () if place.linked else self._backs.get(node.get(_ID, ""), ())
        ways = _NOTHING.join(_way_back(*one) for one in enumerate(backs, 1))
        known = _known(node, f"{kind} {node.get('place', '')} {'added' if is_added(node) else ''}")
        return Shape("span" if place.inside else "div", known, True, after=ways)

    def _known_as(self, node: etree._Element, kind: str, _place: Place) -> Shape:
        """A name or a date, with what it is known as."""
        persons = (self._facts.names.get(one, "") for one in _here(node, "ref"))
        said = "; ".join(filter(None, persons)) if kind == "person_name" else " – ".join(_dated(node))
        is_news = said and said != string(node)
        return Shape("span", _known(node, kind) | ({"title": said} if is_news else {}))

    def _corrected(self, node: etree._Element, kind: str, _place: Place) -> Shape:
        return Shape("ins" if kind in _ADDED else "s", _known(node, kind))

    def _break(self, _node: etree._Element, _kind: str, _place: Place) -> Shape:
        """Of a page or a line: the source has its own sign for it, or none."""
        return Shape("")

    _shapes = {
        "": _plain, "title_part": _title_part, "heading": _heading, "paragraph": _paragraph, "note": _note, "cue": _cue,
        "note_ref": _mark, "bibl_ref": _mark, "person_name": _known_as, "date": _known_as, "pb": _break, "lb": _break,
        **dict.fromkeys(("reading", "sic", *_ADDED), _corrected), **dict.fromkeys(IN_MARKS, _in_marks),
        "block_quotation": _in_marks,
    }  # fmt: skip


def label(string: Marked, how: str = "") -> Markup:
    """The label of a string: whose words, and a sign where that is not certain; nothing for a title that is certain.

    `how` it is written: `again` where the name stands just above, `on` where the string goes on. It leads to why.
    """
    if not (string.is_uncertain or string.is_quotation):
        return _NOTHING
    names = ", ".join(one.label for one in string.speakers) or "nobody" if string.is_quotation else ""
    low = "low" if string.is_uncertain and how != "on" else ""
    known = {
        "class": " ".join(f"who {_look(string)} {low} {how}".split()),
        "href": f"#why:{string.reason.number}",
    }
    if low:
        known["aria-label"] = f"{names or string.what}, uncertain"
    return tag("a", known) + escape(names) + Markup("</a>")


def _look(string: Marked) -> str:
    return string.look if string.is_quotation else ""


def _way_back(number: int, mark: str) -> Markup:
    said = f"back to the text{f', place {number}' if number > 1 else ''}"
    return Markup("{}↩</a>").format(tag("a", {"class": "return", "href": f"#{mark}", "aria-label": said}))


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

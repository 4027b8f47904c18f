"""What a header counts in its text: the elements (`tagsDecl`, TEI Guidelines 2.3.4), and the `extent` (2.2.3).

Whoever corrects a text by hand makes the counts false; `recount` makes them true again.
"""

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from pipeline.element import NS, TEI, Tree, grow

_DECLARED = "tei:teiHeader/tei:encodingDesc/tei:tagsDecl"
_MEASURE = "tei:teiHeader/tei:fileDesc/tei:extent/tei:measure"
PAGE_BREAK = "pb/@corresp"  # counted apart from the page breaks of page numbers
_PAGE_BREAK = (
    "A pb with corresp stands where the source has a form feed, U+000C, which XML cannot hold; it gives its place, at "
    "which the source text has a line feed."
)
_MEASURED = {"paragraphs": "count(.//tei:p)", "quotations": "count(.//tei:q[not(@prev)])"}


def tags(counts: Mapping[str, int]) -> Tree:
    """The `tagsDecl` of a text with so many elements of each name, and so many page breaks with a place."""
    said = {"pb": _PAGE_BREAK} if counts.get(PAGE_BREAK) else {}
    names = sorted(name for name in counts if name != PAGE_BREAK)
    usages = [("tagUsage", {"gi": name, "occurs": str(counts[name])}, said.get(name, "")) for name in names]
    return ("tagsDecl", {}, [("namespace", {"name": TEI}, usages)])


def _counts(text: etree._Element) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name, number in Counter(node.tag for node in text.iter("*")).items():
        counts[etree.QName(name).localname] += number
    counts[PAGE_BREAK] = sum(1 for one in text.iter(f"{{{TEI}}}pb") if one.get("corresp"))
    return counts


def recount(root: etree._Element) -> bool:
    """Make every count in the header of a TEI tree that of its text; whether there was a false one."""
    text = root.find("tei:text", NS)
    if text is None:
        return False
    declared = [_declare(one, text) for one in root.iterfind(_DECLARED, NS)]
    measured = [_measure(one, text) for one in root.iterfind(_MEASURE, NS)]
    return any((*declared, *measured))


def _declare(declared: etree._Element, text: etree._Element) -> bool:
    parent = declared.getparent()
    if parent is None:
        return False
    true = grow(parent, tags(_counts(text)), 3)
    if _counted(true) == _counted(declared):
        parent.remove(true)
        return False
    true.tail = declared.tail
    parent.replace(declared, true)
    return True


def _counted(declared: etree._Element) -> dict[str | None, str | None]:
    return {usage.get("gi"): usage.get("occurs") for usage in declared.iterfind("tei:namespace/tei:tagUsage", NS)}


def _measure(measure: etree._Element, text: etree._Element) -> bool:
    """Correct the number of what can be counted in the encoded text, in words and in the attribute."""
    unit, said = measure.get("unit", ""), measure.get("quantity", "")
    if unit not in _MEASURED:
        return False
    true = str(int(float(str(text.xpath(_MEASURED[unit], namespaces=NS)))))
    if said == true:
        return False
    measure.set("quantity", true)
    measure.text = (measure.text or "").replace(said, true) if said else measure.text
    return True

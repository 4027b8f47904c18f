"""Pointers that the program keeps beside what an editor judges, made to follow what the editor changed.

Where the tags of a string, a citation or a note mark were taken out, what led there does so no longer; a note leads
back to the marks that lead to it. Whose words, whose name, and which note are never touched: those are judgements.
"""

from lxml import etree

from pipeline.element import attribute, clark
from pipeline.tei import is_added
from pipeline.tei.kinds import of_element

_ID = attribute("xml:id")
_TIES = ("source", "next", "prev", "repeats", "of", "closes")
_GONE = "gone"  # the name of an element whose tags are to be taken out


def mend(root: etree._Element) -> None:
    """Make the pointers in the text of a TEI tree agree again, as far as they are the program's."""
    text = root.find(clark("text"))
    if text is None:
        return
    there = {f"#{name}" for node in root.iter("*") if (name := node.get(_ID))}
    for node in text.iter("*"):
        _without_lost(node, there)
    _leading_back(text)
    for cue in [node for node in text.iter(clark("seg")) if _kind(node) == "cue" and not node.get("corresp")]:
        cue.tag = _GONE
    etree.strip_tags(text, _GONE)


def _kind(node: etree._Element) -> str:
    row = of_element(node)
    return row.kind if row else ""


def _without_lost(node: etree._Element, there: set[str]) -> None:
    row = of_element(node)
    for each in row.attributes if row else ():
        if each.pointer and (each.key in _TIES or (node.get("type"), each.key) == ("bibl", "target")):
            tokens = node.get(each.name, "").split()
            _put(node, each.name, [one for one in tokens if not one.startswith("#") or one in there])


def _leading_back(text: etree._Element) -> None:
    """Every note leads to the marks that lead to it, and to no other."""
    marks: dict[str, list[str]] = {}
    for mark in text.iter(clark("ref")):
        if _kind(mark) == "note_ref" and (name := mark.get(_ID)):
            for target in mark.get("target", "").split():
                marks.setdefault(target, []).append(f"#{name}")
    for note in text.iter(clark("note")):
        if not is_added(note):
            others = [one for one in note.get("target", "").split() if not one.startswith("#")]
            _put(note, "target", [*marks.get(f"#{note.get(_ID)}", ()), *others])


def _put(node: etree._Element, name: str, tokens: list[str]) -> None:
    """Give an attribute these values, each once; take it away where there is none."""
    value = " ".join(dict.fromkeys(tokens))
    if value:
        node.set(name, value)
    elif name in node.attrib:
        del node.attrib[name]

"""Pointers that the program keeps beside what an editor judges, made to follow what the editor changed.

Where the tags of a string, a citation or a note mark were taken out, what led there does so no longer; a note leads
back to the marks that lead to it. Whose words, whose name, and which note are never touched: those are judgements.
"""

import re
from itertools import count

from lxml import etree

from pipeline.element import attribute, clark, grow, string
from pipeline.tei import is_added
from pipeline.tei.kinds import of_element

_ID = attribute("xml:id")
_TIES = ("source", "next", "prev", "repeats", "of", "closes")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\S+\s*\Z"), re.compile(r"\s*\S+")
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


def declare_outsiders(root: etree._Element) -> None:
    """Make every name in the text that leads out of the file lead to a person whom the header declares.

    Beside a pointer to a person the address is an authority of that person, if there is none; alone it is the person
    who has it for an authority, else one more, who has no name.
    """
    header, text = root.find(clark("teiHeader")), root.find(clark("text"))
    if header is None or text is None:
        return
    agents = {f"#{one.get(_ID)}": one for one in header.iter(*map(clark, ("person", "personGrp", "org")))}
    known = {string(idno): name for name, one in agents.items() if (idno := one.find(clark("idno"))) is not None}
    for name in text.iter(clark("persName")):
        tokens = name.get("ref", "").split()
        outside = next((token for token in tokens if ":" in token and not token.startswith("#")), "")
        if outside:
            inside = next((token for token in tokens if token.startswith("#")), known.get(outside, ""))
            name.set("ref", inside or _one_more(header, agents))
            agent = agents.get(name.get("ref", ""))
            if agent is not None and agent.find(clark("idno")) is None:
                grow(agent, ("idno", {"type": "authority"}, outside))
                known[outside] = name.get("ref", "")


def _one_more(header: etree._Element, agents: dict[str, etree._Element]) -> str:
    """The pointer to a person who is added to the header, and to those who are known."""
    name = next(one for number in count(1) if f"#{(one := f'outside{number}')}" not in agents)
    described = next(header.iter(clark("particDesc")), None)
    around = grow(header, ("particDesc", {}, [])) if described is None else described
    agents[f"#{name}"] = grow(around, ("listPerson", {}, [("person", {"xml:id": name}, [])]))[0]
    return f"#{name}"


def read_supplied(root: etree._Element) -> None:
    """Make every word that an editor supplied, or struck out, a reading together with the word before it, or after it.

    So it has words of the source to be known by, and is not read as nothing. What stands by no word, or within another
    addition, is left.
    """
    text = root.find(clark("text"))
    every = [*text.iter(*map(clark, ("supplied", "corr", "choice")))] if text is not None else []
    for node, sic, corr in [(node, *changed) for node in every if (changed := _changed(node))]:
        previous, around = node.getprevious(), node.getparent()
        if around is None or any(is_added(outer) for outer in node.iterancestors("*")):
            continue
        before = (around.text if previous is None else previous.tail) or ""
        if match := _WORD_BEFORE.search(before):
            if previous is None:
                around.text = before[: match.start()]
            else:
                previous.tail = before[: match.start()]
            around.replace(node, _reading(match[0] + sic, match[0] + corr, node.tail or ""))
        elif match := _WORD_AFTER.match(node.tail or ""):
            around.replace(node, _reading(sic + match[0], corr + match[0], match.string[match.end() :]))


def _changed(node: etree._Element) -> tuple[str, str] | None:
    """What the source has and what is read, of an addition alone, or of a `choice` that reads nothing instead."""
    if node.tag == clark("choice"):
        sic, corr = node.find(clark("sic")), node.find(clark("corr"))
        struck = "" if sic is None or corr is None or len(sic) or string(corr) else string(sic)
        return (struck, "") if struck else None
    around = node.getparent()
    alone = around is None or around.tag != clark("choice")
    return ("", added) if alone and (added := string(node)) else None


def _reading(sic: str, corr: str, following: str) -> etree._Element:
    parent = etree.Element(clark("seg"))
    choice = grow(parent, ("choice", {}, [("sic", {}, sic), ("corr", {}, corr)]))
    choice.text = choice[0].tail = choice[1].tail = None
    choice.tail = following
    return choice


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

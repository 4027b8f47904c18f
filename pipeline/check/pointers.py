"""The rules of pointers and of reasons, the same for a document's spans and for the elements of a TEI file.

Each rule is a small function from all nodes to faults, one pass over the nodes it concerns. `schemas/tei.sch` says the
same of TEI, its assertions bearing the names of the rules here.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from pipeline.check.faults import Fault
from pipeline.check.nodes import Node, Nodes

Rule = Callable[[Nodes], Iterable[Fault]]

QUOTED = ("quotation", "block_quotation")
IN_MARKS = (*QUOTED, "so_called", "title", "name", "mentioned")
AGENTS = ("person", "group", "organisation", "work")
AGREEING = ("speaker", "rule", "certainty", "resp", "source")
EDITOR = "editor"  # the reason that is a person's decision; as @resp it means whoever corrects the file
_MARKS = str.maketrans("«»„“”", '"""""')


class Lead(NamedTuple):
    """A rule: what `kinds` call `key` leads to one of `ends` (in words: `noun`)."""

    rule: str
    kinds: tuple[str, ...]
    key: str
    ends: tuple[str, ...]
    noun: str


LEADS = (
    Lead("speaker-is-agent", QUOTED, "speaker", AGENTS, "a person, a group or a body"),
    Lead("source-is-citation", QUOTED, "source", ("citation",), "a citation"),
    Lead("next-is-quotation", QUOTED, "next", QUOTED, "a quotation"),
    Lead("prev-is-quotation", QUOTED, "prev", QUOTED, "a quotation"),
    Lead("name-is-person", ("person_name",), "person", ("person",), "a person"),
    Lead("reason-is-category", (*IN_MARKS, "cited_title"), "rule", ("reason",), "a reason of the taxonomy attribution"),
    Lead("cue-is-in-marks", ("cue",), "of", IN_MARKS, "a string in quotation marks"),
    Lead("closes-is-in-marks", ("note_ref",), "closes", IN_MARKS, "a string in quotation marks"),
    Lead("ref-leads-to-note", ("note_ref",), "target", ("note",), "a note"),
    Lead("note-leads-to-ref", ("note",), "refs", ("note_ref",), "a reference to a note"),
    Lead("ref-leads-to-citation", ("bibl_ref",), "target", ("citation",), "a citation"),
    Lead("repeats-is-citation", ("citation",), "repeats", ("citation",), "a citation"),
)


def _leads(lead: Lead, nodes: Nodes) -> Iterator[Fault]:
    for node in nodes.of(*lead.kinds):
        for pointer in node.pointers(lead.key):
            end = nodes.found(lead.key, pointer)
            if end is not None and end.kind not in lead.ends:
                said = f"points to {_named(end)} with {nodes.called(node, lead.key)}, where {lead.noun} is meant"
                yield _fault(nodes, node, lead.rule, said)


def ids_are_unique(nodes: Nodes) -> Iterator[Fault]:
    """No two elements have the same id."""
    for node in nodes.repeated:
        first = nodes.place(nodes.by_id[node.id])
        yield _fault(nodes, node, "id-unique", f"has an id that is given already at {first}; give it another")


def pointers_resolve(nodes: Nodes) -> Iterator[Fault]:
    """Every pointer leads somewhere, and none leads to one end twice."""
    for node, name, pointers in nodes.pointers:
        missing = [pointer for pointer in dict.fromkeys(pointers) if pointer not in nodes.by_id]
        if missing:
            said = f"points to {', '.join(missing)} with {name}, which is nowhere{_way_out(node, name)}"
            yield _fault(nodes, node, "pointer-resolves", said)
        elif len(set(pointers)) < len(pointers):
            yield _fault(nodes, node, "pointer-resolves", f"points to one end twice with {name}; once is enough")


def reasons_are_known(nodes: Nodes) -> Iterator[Fault]:
    """In a document a reason is the name of a rule, not a pointer."""
    for node in nodes.of(*IN_MARKS, "cited_title"):
        for name in node.pointers("rule"):
            if name not in nodes.reasons:
                said = f"gives {name} as its reason, which is the name of no rule"
                yield _fault(nodes, node, "reason-is-category", said)


def resp_is_declared(nodes: Nodes) -> Iterator[Fault]:
    """Who is responsible is somebody, or a program, that the header names, or an editor who gives no name."""
    for node, name, pointers in nodes.pointers:
        ends = [nodes.by_id[pointer] for pointer in pointers if pointer in nodes.by_id] if name == "@resp" else []
        for end in ends:
            if end.kind not in ("responsible", *AGENTS) and (end.kind, end.id) != ("reason", EDITOR):
                said = f"makes {_named(end)} responsible; point to a respStmt or a person of the header, or to #editor"
                yield _fault(nodes, node, "resp-is-declared", said)


def repeats_go_back(nodes: Nodes) -> Iterator[Fault]:
    """A citation repeats one before it; so no chain of them runs in a circle."""
    for node in nodes.of("citation"):
        for end in _ends(nodes, node, "repeats", ("citation",)):
            if end.order >= node.order:
                yield _fault(nodes, node, "repeats-goes-back", f"repeats {_named(end)}, which does not stand before it")


def cues_have_strings(nodes: Nodes) -> Iterator[Fault]:
    """The words that gave a string away say which."""
    for node in nodes.of("cue"):
        if not node.pointers("of"):
            yield _fault(nodes, node, "cue-has-string", "gave some string away, but does not say which")


def refs_come_back(nodes: Nodes) -> Iterator[Fault]:
    """The note a reference leads to leads back to it (TEI Guidelines 3.9)."""
    yield from _mutual(nodes, ("note_ref", "target"), ("note", "refs"), "ref-comes-back")


def notes_come_back(nodes: Nodes) -> Iterator[Fault]:
    """Every reference a note leads to leads to the note."""
    yield from _mutual(nodes, ("note", "refs"), ("note_ref", "target"), "note-comes-back")


def _mutual(nodes: Nodes, start: tuple[str, str], back: tuple[str, str], rule: str) -> Iterator[Fault]:
    led_back = {id(node): frozenset(node.pointers(back[1])) for node in nodes.of(back[0])}
    for node in nodes.of(start[0]):
        for end in _ends(nodes, node, start[1], (back[0],)):
            if not node.id or node.id not in led_back[id(end)]:
                tie = _tie(node, end) if nodes.in_tei else ""
                yield _fault(nodes, node, rule, f"points to {_named(end)}, which does not point back{tie}")


def _way_out(node: Node, name: str) -> str:
    """What to do, in a file, with a pointer of the program's that leads nowhere, as a clause."""
    if node.kind == "cue" and len(node.pointers("of")) == 1:
        return "; take out its tags too"
    if name in ("@who", "@ref"):
        return "; point to somebody whom the header declares, or declare one there"
    kept = node.kind in ("note", "citation", "bibl_ref") or name in ("@source", "@next", "@prev", "@corresp")
    return f"; take it out of {name} too" if kept and name.startswith("@") else ""


def _tie(node: Node, end: Node) -> str:
    """What to do, in a file, that a mark and a note lead to each other, as a clause."""
    if not node.id:
        return "; give it an xml:id, to point back to"
    if node.kind == "note":
        return f"; take #{end.id} out of @target, or set that reference's @target to #{node.id} too"
    return f"; add #{node.id} to that note's @target too"


def parts_are_mutual(nodes: Nodes) -> Iterator[Fault]:
    """What `next` leads to leads back by `prev`, and the other way about."""
    for node in nodes.of(*QUOTED):
        for key, back in (("next", "prev"), ("prev", "next")):
            for end in _ends(nodes, node, key, QUOTED):
                if not node.id or end.attrs.get(back) != node.id:
                    said = f"has {_named(end)} for {key}, which does not have it for {back}"
                    yield _fault(nodes, node, f"{key}-comes-back", said)


def parts_are_in_order(nodes: Nodes) -> Iterator[Fault]:
    """The next part of a quotation stands after it; so no chain of parts runs in a circle."""
    for node in nodes.of(*QUOTED):
        for end in _ends(nodes, node, "next", QUOTED):
            if end.order <= node.order:
                said = f"is continued by {_named(end)}, which does not stand after it"
                yield _fault(nodes, node, "next-is-later", said)


def parts_agree(nodes: Nodes) -> Iterator[Fault]:
    """All parts of one quotation have the same kind, speaker, reason, certainty, responsible and source."""
    for node in nodes.of(*QUOTED):
        for end in _ends(nodes, node, "next", QUOTED):
            differing = [key for key in AGREEING if node.attrs.get(key) != end.attrs.get(key)]
            differing += ["kind"] * (node.kind != end.kind)
            if differing:
                names = ", ".join(nodes.called(node, key) for key in differing)
                said = (
                    f"and its next part {_named(end)} differ in {names}; they are one quotation, so give both the same"
                )
                yield _fault(nodes, node, "parts-agree", said)


def strings_have_reasons(nodes: Nodes) -> Iterator[Fault]:
    """TEI Guidelines 17.3 and 1.3.1.1.4: why (`ana`) every string in marks was taken for what it is."""
    for node in nodes.of(*IN_MARKS):
        if not node.attrs.get("rule"):
            said = f"is a string in quotation marks and gives no reason; an editor's is #{EDITOR}"
            yield _fault(nodes, node, "marks-have-reason", said)
    for node in nodes.of("cited_title"):
        if not node.attrs.get("rule") and _is_in_marks(nodes.text(node)):
            yield _fault(nodes, node, "marks-have-reason", "is a cited title in quotation marks and gives no reason")


def strings_have_certainty(nodes: Nodes) -> Iterator[Fault]:
    """How sure the reason is (`cert`)."""
    for node in nodes.of(*IN_MARKS):
        if not node.attrs.get("certainty"):
            said = "is a string in quotation marks and does not say how certain its reason is"
            yield _fault(nodes, node, "marks-have-certainty", said)


def strings_have_responsible(nodes: Nodes) -> Iterator[Fault]:
    """Who is responsible for it, the program or an editor (`resp`)."""
    for node in nodes.of(*IN_MARKS):
        if not node.attrs.get("resp"):
            said = "is a string in quotation marks and does not say who is responsible"
            yield _fault(nodes, node, "marks-have-responsible", said)


def _is_in_marks(text: str) -> bool:
    """Whether a mark begins the text, a mark ends it, and none is between."""
    bare = text.strip(" \t\r\n").translate(_MARKS)
    return len(bare) > 1 and bare[0] == bare[-1] == '"' and bare.count('"') == 2


def _ends(nodes: Nodes, node: Node, key: str, kinds: Iterable[str]) -> list[Node]:
    """Where a node's pointers lead, as far as they lead to what they should; where not, another rule says so."""
    found = [nodes.found(key, pointer) for pointer in node.pointers(key)]
    return [end for end in found if end is not None and end.kind in kinds]


def _fault(nodes: Nodes, node: Node, rule: str, said: str) -> Fault:
    return Fault(nodes.place(node), rule, f"{_named(node)} {said}.")


def _named(node: Node) -> str:
    return f"{node.kind.replace('_', ' ')} {node.id or '(no id)'}"


COMMON: tuple[Rule, ...] = (
    pointers_resolve, *(partial(_leads, lead) for lead in LEADS), cues_have_strings, repeats_go_back, refs_come_back,
    notes_come_back, parts_are_mutual, parts_are_in_order, parts_agree, strings_have_reasons, strings_have_certainty,
)  # fmt: skip
OF_DOCUMENTS: tuple[Rule, ...] = (*COMMON, reasons_are_known)
OF_TEI: tuple[Rule, ...] = (ids_are_unique, *COMMON, resp_is_declared, strings_have_responsible)


def broken(nodes: Nodes, rules: Iterable[Rule]) -> Iterator[Fault]:
    """What breaks the rules, rule by rule."""
    return (fault for rule in rules for fault in rule(nodes))

"""Who speaks and who is meant: persons, groups, bodies, roles, wherever the TEI declares them, if it does.

They are declared in `particDesc`, `castList`, `listPerson`, here or in a file beside it. Who is only pointed to, or
only named by a `speaker` label, is known by that. Nobody is ever invented: of each there are words in the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.tables.edition import Edition
from pipeline.tables.pointers import XML_ID
from pipeline.tables.reading import local, reading
from pipeline.tables.roles import AGENTS, DESCRIBED_BY, MENTIONS, NAMES, NO_PERSONS, UNSPOKEN

_TIES = ("corresp", "sameAs")
_ENDS = " .,:;–—-"


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who speaks or is meant; `element` declares them, `kind` is null where nothing does."""

    id: str
    name: str
    kind: str | None
    authority: str | None
    element: etree._Element | None


class Cast:
    """Everybody who speaks or is meant in a document, each known once by an id."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.by_id: dict[str, Agent] = {}
        self._declared: dict[etree._Element, Agent] = {}

    def speaking(self, element: etree._Element) -> list[Agent]:
        """Whose words an element holds: by its `@who`, else by its `speaker` label; nobody where it says nothing.

        Of an utterance in an `annotationBlock` (TEI Guidelines 8) the block says it.
        """
        label, outer = speaker_label(self.edition, element), element.getparent()
        if outer is not None and local(outer) == "annotationBlock" and not element.get("who"):
            element = outer
        pointers = self._separate(element.get("who") or "")
        if not pointers and label:
            return [self._known(Agent(f"{self.edition.doc_id}#{_key(label)}", label, None, None, None))]
        alone = label if len(pointers) == 1 else None
        agents = [self._pointed(element, pointer, alone) for pointer in pointers]
        return list({agent.id: agent for agent in agents}.values())

    def meant(self, name: etree._Element) -> Agent | None:
        """Whom a name in the text means, by `@ref` or `@key`, else by `@corresp` or `@sameAs`.

        A `@ref` out of the files there are, or a `@key`, is an authority's: of whom the document declares with it, if
        anybody. A name that is the same as another in the text means whom that means.
        """
        leads = [*(name.get("ref") or "").split(), *filter(None, [name.get("key")])]
        pointers = self.edition.pointers
        ends = [end for pointer in leads if (end := pointers.lead(name, pointer, "ref")) is not None]
        ends += [end for said in _TIES for end in pointers.targets(name, said) if _is_declaration(end)]
        ends += [known for one in leads if (known := self._authorities.get(pointers.expanded(one))) is not None]
        if ends:
            return self.declaring(ends[0])
        if not leads:
            same = pointers.real(name)
            is_end = local(same) in MENTIONS and "sameAs" not in same.attrib  # and no circle
            return self.meant(same) if same is not name and is_end else None
        address, said = pointers.expanded(leads[0]), " ".join(reading(name).split())
        authority = None if address.startswith("#") else address
        return self._known(Agent(self._id(address), said or address, None, authority, None))

    def ordered(self, agents: Iterable[Agent]) -> list[Agent]:
        """Agents once each: those whom this file declares in its order, then the others in the order given."""
        once, order = {agent.id: agent for agent in agents}, self._order
        return sorted(
            once.values(),
            key=lambda agent: len(order) if agent.element is None else order.get(agent.element, len(order)),
        )

    def _separate(self, who: str) -> list[str]:
        """The pointers of a `@who`, before P5 ids without a mark; words that are none are one name together."""
        words, known = who.split(), self.edition.pointers.by_id
        are_pointers = any("#" in word or ":" in word for word in words) or all(word in known for word in words)
        return words if len(words) < 2 or are_pointers else [" ".join(words)]

    def _pointed(self, element: etree._Element, pointer: str, label: str | None) -> Agent:
        if (end := self.edition.pointers.lead(element, pointer, "who")) is not None:
            return self.declaring(end)
        address = self.edition.pointers.expanded(pointer)
        if (known := self._authorities.get(address)) is not None:
            return self.declaring(known)
        authority = address if "://" in address else None
        return self._known(Agent(self._id(address), label or address.removeprefix("#"), None, authority, None))

    def declaring(self, element: etree._Element) -> Agent:
        """The agent whom an element declares, or is a part of the declaration of."""
        if element not in self._declared:
            whole = _whole(self.edition, element)
            if whole not in self._declared:
                made = Agent(self.edition.id(whole), name_of(whole), _kind(whole), _authority(whole), whole)
                self._declared[whole] = self._known(made)
            self._declared[element] = self._declared[whole]
        return self._declared[element]

    @cached_property
    def _order(self) -> dict[etree._Element, int]:
        """Those whom the file declares and gives an id, numbered in its order."""
        declared = self.edition.pointers.top.iter(*(f"{{*}}{kind}" for kind in AGENTS))
        return {agent: number for number, agent in enumerate(one for one in declared if one.get(XML_ID))}

    @cached_property
    def _authorities(self) -> dict[str, etree._Element]:
        """Those whom the file declares, by the addresses in authority files that they are known under."""
        declared = (agent for kind in AGENTS for agent in self.edition.pointers.top.iter(f"{{*}}{kind}"))
        stated = ((idno.text, agent) for agent in declared for idno in agent.iterchildren("{*}idno"))
        return {text.strip(): agent for text, agent in reversed([*stated]) if text and "://" in text}

    def _known(self, agent: Agent) -> Agent:
        return self.by_id.setdefault(agent.id, agent)

    def _id(self, address: str) -> str:
        return f"{self.edition.doc_id}#{address.removeprefix('#')}"


def speaker_label(edition: Edition, element: etree._Element) -> str | None:
    """What the `speaker` of a speech says, without the marks at its end; several joined by `; `."""
    labels = [edition.reading(child, without=UNSPOKEN).strip(_ENDS) for child in element.iterchildren("{*}speaker")]
    return "; ".join(label for label in labels if label) or None


def name_of(agent: etree._Element) -> str:
    """The main name of a person, group, body, role or work; of one without a name what describes it, or its id."""
    main = _main_name(agent)
    pieces = [child for child in main if local(child)]
    text = [text for text in (main.text, *(child.tail for child in main)) if text and not text.isspace()]
    if main is agent and local(agent) in AGENTS and local(agent) != "role":
        pieces = [child for child in pieces if local(child) in DESCRIBED_BY]
        said = " ".join([*text, *map(reading, pieces)])
    else:
        said = reading(main) if text or not pieces else " ".join(map(reading, pieces))
    return " ".join(said.split()) or agent.get(XML_ID) or local(agent)


def is_person(agent: Agent) -> bool:
    """Whether it is one human being, as far as anything says what it is."""
    return agent.element is None or local(agent.element) not in NO_PERSONS


def _whole(edition: Edition, element: etree._Element) -> etree._Element:
    """The declaration that an element is or stands in, followed to what it is the same as; a role's to its person."""
    around = next((one for one in (element, *element.iterancestors()) if local(one) in AGENTS), element)
    whole = edition.pointers.real(around)
    named = whole.iter("{*}castItem", "{*}role", *(f"{{*}}{name}" for name in NAMES)) if _is_role(whole) else ()
    ends = (end for one in named for said in ("corresp", "ref") for end in edition.pointers.targets(one, said))
    return edition.pointers.real(next((end for end in ends if local(end) in AGENTS and not _is_role(end)), whole))


def _is_declaration(element: etree._Element) -> bool:
    return any(local(one) in AGENTS for one in (element, *element.iterancestors()))


def _is_role(element: etree._Element) -> bool:
    return local(element) in ("role", "castItem")


def _main_name(agent: etree._Element) -> etree._Element:
    names = [child for child in agent if local(child) in NAMES]
    main = [name for name in names if name.get("type") != "variant" and name.get("to", name.get("notAfter")) is None]
    return next(iter([*main, *names]), agent)


def _kind(agent: etree._Element) -> str | None:
    roles = (agent.get("role") or "").split()
    said = next((role for role in ("unnamed", "work") if role in roles), None)
    return said or AGENTS.get(local(agent))


def _authority(agent: etree._Element) -> str | None:
    stated = agent.findtext("{*}idno") or agent.get("sameAs") or _main_name(agent).get("ref")
    return " ".join(stated.split()) if stated else None


def _key(label: str) -> str:
    """A label as an id: the same for the same speaker, whatever the case."""
    return "speaker(" + " ".join(label.split()).casefold() + ")"

"""Who is named in a text or speaks in it, in `particDesc` and out of it again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline import element
from pipeline.element import NS, TEI
from pipeline.errors import TeiError
from pipeline.tei import agents
from pipeline.text import Agent
from pipeline.weave import Element
from tests.strategies import agents as agents_of_any_kind


def written(*given_agents: Agent) -> Element:
    trees = [element.written(tree) for tree in agents.particulars(given_agents)]
    return etree.fromstring(f'<teiHeader xmlns="{TEI}">{"".join(trees)}</teiHeader>')


def inner(agent: Agent) -> str:
    """The agent's element without its name space, on one line."""
    node = written(agent).find("tei:particDesc/*/*", NS)
    assert node is not None
    lines = etree.tostring(node, encoding="unicode", with_tail=False).replace(
        ' xmlns="http://www.tei-c.org/ns/1.0"', ""
    )
    return "".join(line.strip() for line in lines.splitlines())


@given(agents_of_any_kind())
@settings(max_examples=40)
def test_any_agents_come_back_in_their_order(some: list[Agent]) -> None:
    assert agents.read(written(*some)) == tuple(some)


def test_the_parts_of_a_name_are_marked_in_the_order_of_the_name() -> None:
    agent = Agent(
        "per1", "person", "Анна Петровна Садова", "Садова", "Анна", "Петровна", variants=("Садовой", "А. Садова")
    )
    assert inner(agent) == (
        '<person xml:id="per1"><persName><forename>Анна</forename> <addName type="patronym">Петровна</addName> '
        '<surname>Садова</surname></persName><persName type="variant">Садовой</persName>'
        '<persName type="variant">А. Садова</persName></person>'
    )


def test_a_part_is_a_whole_word_of_the_name_and_never_part_of_another() -> None:
    agent = Agent("per1", "person", "Ивановна Иванов", surname="Иванов", patronym="Ивановна")
    assert "<addName" in inner(agent).split("<surname>")[0]
    assert agents.read(written(agent)) == (agent,)


def test_parts_that_do_not_stand_in_the_name_follow_it() -> None:
    agent = Agent("per1", "person", "А. Садова", surname="Садова", forename="Анна")
    assert '<persName>А. Садова</persName><persName type="parts"><surname>' in inner(agent)
    assert agents.read(written(agent)) == (agent,)


def test_the_unnamed_have_that_role_and_their_words_as_their_name() -> None:
    said = inner(Agent("grp1", "group", "такие соседи", named=False))
    assert said == '<personGrp xml:id="grp1" role="unnamed"><persName>такие соседи</persName></personGrp>'


def test_a_body_is_an_org_and_a_document_that_speaks_an_org_with_that_role() -> None:
    assert inner(Agent("org1", "organisation", "Сад")) == '<org xml:id="org1"><orgName>Сад</orgName></org>'
    assert inner(Agent("org1", "work", "Устав")).startswith('<org xml:id="org1" role="work">')
    assert 'role="work unnamed"' in inner(Agent("org1", "work", "некий устав", named=False))


def test_an_authority_is_an_idno() -> None:
    assert '<idno type="authority">viaf 7</idno>' in inner(Agent("per1", "person", "Я", authority="viaf 7"))


def test_neighbours_of_one_sort_share_a_list_and_the_order_is_kept() -> None:
    kinds = ["person", "group", "work", "organisation", "person"]
    some = [Agent(f"a{number}", kind, "Я") for number, kind in enumerate(kinds)]
    lists = written(*some).findall("tei:particDesc/*", NS)
    assert [(etree.QName(one).localname, len(one)) for one in lists] == [
        ("listPerson", 2),
        ("listOrg", 2),
        ("listPerson", 1),
    ]


def test_without_agents_there_is_no_description_of_them() -> None:
    assert agents.particulars([]) == []


@given(st.text(min_size=1, max_size=8).filter(lambda kind: kind not in {"person", "group", "organisation", "work"}))
def test_a_kind_of_agent_nobody_knows_is_refused(kind: str) -> None:
    with pytest.raises(TeiError, match="there is no kind"):
        agents.particulars([Agent("per1", kind, "Я")])

"""The ODD is TEI that keeps TEI's rules, and says of grammar, rules and what is written neither more nor less."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline import tei
from pipeline.element import NS, attribute
from pipeline.tei.kinds import KINDS
from pipeline.weave import Element
from tests import odd
from tests.grammars import Grammar
from tests.strategies import drawn, everything
from tests.tei_all import broken, jing, with_tei_all
from tests.test_header import FULL, PICTURE

ROOT = Path(__file__).parent.parent
ID = attribute("xml:id")
SPECIFIED = etree.parse(odd.ODD).getroot()
SPECS = {str(node.get("ident")): node for node in SPECIFIED.iterfind(".//tei:elementSpec", NS)}


def values(attribute: Element) -> tuple[list[str], str]:
    """The values that an `attDef` lists, and whether they are all there are."""
    found = attribute.find("tei:valList", NS)
    items = [] if found is None else [str(item.get("ident")) for item in found.iterfind("tei:valItem", NS)]
    return items, "" if found is None else str(found.get("type"))


def attributes(element: str) -> dict[str, Element]:
    return {str(node.get("ident")): node for node in SPECS[element].iterfind("tei:attList/tei:attDef", NS)}


# the file


def test_the_committed_odd_is_the_one_that_is_written() -> None:
    assert odd.ODD.read_bytes() == odd.written(), "run make odd"


@with_tei_all
def test_it_is_valid_tei_and_keeps_the_rules_for_odds() -> None:
    assert jing(odd.ODD) == ""
    assert broken(SPECIFIED) == []


@with_tei_all
@pytest.mark.parametrize(
    ("old", "new"),
    [('ident="next" mode="change"', 'ident="next" mode="add"'), ('scheme="schematron" mode="add"', 'mode="add"')],
)
def test_those_rules_would_see_a_fault(old: str, new: str) -> None:
    said = odd.ODD.read_text(encoding="utf-8")
    assert old in said
    assert broken(etree.fromstring(said.replace(old, new, 1).encode())) != []


def test_everything_is_described_in_a_sentence() -> None:
    described = SPECIFIED.iterfind(".//tei:desc", NS)
    assert all(" ".join("".join(map(str, node.itertext())).split()).endswith(".") for node in described)
    for name in ("elementSpec", "attDef", "valItem", "constraintSpec", "dataSpec"):
        for node in SPECIFIED.iterfind(f".//tei:{name}", NS):
            assert node.find("tei:desc", NS) is not None, node.get("ident")


def test_nothing_is_explained_that_there_is_not() -> None:
    """A row of odd.toml about an attribute, or a value, that the grammar no longer has."""
    for name, said in odd.meaning()["element"].items():
        assert set(said.get("attributes", {})) <= set(attributes(name)), name
        assert set(said.get("values", {})) <= set(attributes(name)), name
        for key, means in said.get("values", {}).items():
            assert set(means) <= set(values(attributes(name)[key])[0]), (name, key)


# grammar


def test_its_elements_are_those_of_the_grammar_each_in_one_module() -> None:
    included = [str(node.get("include", "")).split() for node in SPECIFIED.iterfind(".//tei:moduleRef", NS)]
    names = [name for module in included for name in module]
    grammar = {one.name for one in Grammar.read(ROOT / "schemas" / "tei.rng").elements()}
    assert sorted(names) == sorted(SPECS) == sorted(grammar)


def test_its_attributes_and_their_values_are_those_of_the_grammar() -> None:
    for element in Grammar.read(ROOT / "schemas" / "tei.rng").elements():
        mine = attributes(element.name)
        assert set(element.attributes) <= set(mine), element.name
        for name, known in element.attributes.items():
            listed, type_ = values(mine[name])
            named, closed = known.alternatives()
            assert set(named) <= set(listed), (element.name, name)
            assert closed or type_ != "closed", (element.name, name)
            assert known.needed or mine[name].get("usage") != "req", (element.name, name)


def test_what_it_lists_as_closed_the_grammar_lets_through_and_nothing_else() -> None:
    grammar = Grammar.read(ROOT / "schemas" / "tei.rng")
    for name in SPECS:
        for key, node in attributes(name).items():
            listed, type_ = values(node)
            known = [one.attributes[key] for one in grammar.named(name) if key in one.attributes]
            for value in listed if type_ == "closed" else ():
                assert any(one.takes(value) for one in known), (name, key, value)


# rules and reasons


def canonical(node: Element) -> str:
    said = " ".join(etree.tostring(node, method="c14n", exclusive=True).decode().split())
    return said.replace("sch:", "").replace("xmlns:sch=", "xmlns=")


def test_its_schematron_is_that_of_tei_sch() -> None:
    schema = etree.parse(ROOT / "schemas" / "tei.sch", etree.XMLParser(remove_comments=True)).getroot()
    theirs = [canonical(rule) for rule in schema.iter(f"{{{odd.SCH}}}rule")]
    ours = [canonical(rule) for rule in SPECIFIED.iter(f"{{{odd.SCH}}}rule")]
    assert ours == theirs
    assert len(ours) > 10


def test_the_values_of_ana_are_the_reasons_of_the_rules() -> None:
    data = SPECIFIED.find(".//tei:dataSpec[@ident='tei-export.reason']", NS)
    assert data is not None
    assert [item.get("ident") for item in data.iterfind(".//tei:valItem", NS)] == [f"#{rule}" for rule in odd.reasons()]


# what is written


def exported() -> Iterator[Element]:
    for document in (everything(), drawn(PICTURE, FULL)):
        yield from tei.parse(tei.encode(document, "2024-05-01")).iter("*")


def test_whatever_is_written_is_described() -> None:
    for node in exported():
        name = etree.QName(node).localname
        assert name in SPECS
        for key, value in node.attrib.items():
            plain = str(key).replace(ID, "xml:id").replace(attribute("xml:lang"), "xml:lang")
            assert plain in attributes(name), (name, plain)
            listed, type_ = values(attributes(name)[plain])
            assert type_ != "closed" or set(str(value).split()) <= set(listed) or value in listed, (name, plain, value)


def test_a_type_a_unit_or_a_scheme_that_is_written_is_described_though_others_may_be_used() -> None:
    for node in exported():
        name = etree.QName(node).localname
        for key in {"type", "unit", "cert", "rend"} & set(map(str, node.attrib)):
            assert node.get(key) in values(attributes(name)[key])[0], (name, key, node.get(key))


def test_every_kind_of_span_has_its_element_with_what_is_known_of_it() -> None:
    for row in KINDS:
        known = attributes(row.tag)
        assert {each.name for each in row.attributes} <= set(known), row.kind
        for key, value in row.fixed.items():
            assert value in values(known[key])[0], row.kind


def test_its_examples_are_valid_by_the_grammar_where_they_come_from() -> None:
    grammar = etree.RelaxNG(etree.parse(ROOT / "schemas" / "tei.rng"))
    assert grammar.validate(etree.parse(odd.EXAMPLES))
    examples = [*SPECIFIED.iter(f"{{{odd.TEIX}}}egXML")]
    whole = "".join(map(str, etree.parse(odd.EXAMPLES).getroot().itertext()))
    assert len(examples) >= 4
    for example in examples:
        assert "".join(map(str, example[0].itertext())) in whole

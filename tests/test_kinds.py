"""The table of kinds: complete, read in both directions, and never in doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.element import clark
from pipeline.errors import TeiError
from pipeline.tei.kinds import KINDS, Kind, of_element, of_span
from pipeline.text import IN_MARKS, NESTING
from pipeline.weave import Element


def bare(row: Kind) -> Element:
    """An element with nothing but what makes it of this kind."""
    parent = etree.Element(clark(row.within or "div"))
    return etree.SubElement(parent, clark(row.tag), {**row.fixed, **({row.needs: "high"} if row.needs else {})})


def test_every_kind_of_span_has_one_row() -> None:
    assert sorted(row.kind for row in KINDS) == sorted(NESTING)


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.kind)
def test_an_element_made_of_a_row_is_read_by_that_row(row: Kind) -> None:
    assert of_element(bare(row)) is row is of_span(row.kind)


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.kind)
def test_no_two_facts_of_a_kind_share_an_attribute(row: Kind) -> None:
    names = [*row.fixed, *(each.name for each in row.attributes)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", IN_MARKS)
def test_every_string_in_marks_has_reason_certainty_and_who_is_responsible(kind: str) -> None:
    assert {"ana", "cert", "resp"} <= {each.name for each in of_span(kind).attributes}


@pytest.mark.parametrize(
    ("xml", "kind"),
    [
        ("<figure><head/></figure>", "caption"),
        ("<div><head/></div>", "heading"),
        ("<bibl><title level='m'/></bibl>", "cited_title"),
        ("<p><title level='m' cert='low'/></p>", "title"),
        ("<p><q type='quotation' rend='block'/></p>", "block_quotation"),
        ("<p><q type='quotation' rend='italic'/></p>", "quotation"),
        ("<div><ab type='ornament'/></div>", "ornament"),
        ("<div><ab/></div>", "text"),
    ],
)
def test_neighbours_are_told_apart(xml: str, kind: str) -> None:
    parent = etree.fromstring(xml.replace(">", f" xmlns='{clark('x')[1:-2]}'>", 1))
    row = of_element(parent[0])
    assert row is not None
    assert row.kind == kind


@pytest.mark.parametrize(
    "xml", ["<q/>", "<q type='said'/>", "<hi/>", "<lb/>", "<div type='chapter'/>", "<ref/>", "<pc/>"]
)
def test_elements_that_are_nobodys_kind_are_no_span(xml: str) -> None:
    element = etree.fromstring(xml)
    element.tag = clark(str(element.tag))
    assert of_element(element) is None


def test_elements_outside_the_name_space_of_tei_are_no_span() -> None:
    assert of_element(etree.fromstring("<p/>")) is None


@given(st.text().filter(lambda kind: kind not in NESTING))
def test_a_kind_without_a_row_is_refused_with_the_kinds_there_are(kind: str) -> None:
    with pytest.raises(TeiError, match=r"there is no TEI element.*paragraph"):
        of_span(kind)

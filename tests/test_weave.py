"""Spans ↔ tree, without any TEI: here a container is called box, a block line, and what stands inside a block mark."""

import gc
import time

import pytest
from lxml import etree

from pipeline.errors import TeiError
from pipeline.text import CONTAINERS, Document, Span
from pipeline.weave import Element, MakeTags, Tags, unweave, weave
from tests.strategies import drawn


def make(span: Span, inside: bool) -> Tags:
    at = "" if inside or span.kind in CONTAINERS else f' at="{span.start}"'
    return f"<{span.kind}{at}>", f"</{span.kind}>"


def written(document: Document, tags: MakeTags = make) -> str:
    pieces = weave(document.text, document.spans, tags, lambda span, _: span.kind == "paragraph")
    return f"<root>{''.join(pieces)}</root>"


def woven(document: Document) -> Element:
    return etree.fromstring(written(document))


def anchor(element: Element) -> int | None:
    return int(element.get("at", "-1")) if "at" in element.attrib else None


def extents(xml: str) -> list[tuple[str, int, int]]:
    found = unweave(etree.fromstring(xml), anchor, added=lambda node: node.tag == "gloss", unspaced=("pair",))
    return [(str(one.element.tag), one.start, one.end) for one in found]


def test_text_in_a_block_is_written_as_it_stands_between_its_marks() -> None:
    xml = written(drawn("{body|{paragraph|Он {name|«А {date|5}»}\u00a0и\n ушёл.}}"))
    assert '<paragraph at="0">Он <name>«А <date>5</date>»</name>\u00a0и\n ушёл.</paragraph>' in xml


def test_containers_and_blocks_stand_on_lines_of_their_own_and_nothing_else_is_indented() -> None:
    xml = written(drawn(" {body|{section|{paragraph|а}\u2028{paragraph|б {list|{item|в}}}}}\n"))
    assert xml == (
        '<root>\n  <body>\n    <section>\n      <paragraph at="1">а</paragraph>\n'
        '      <paragraph at="3">б <list><item>в</item></list></paragraph>\n    </section>\n  </body>\n</root>'
    )


def test_of_equal_extents_the_one_that_comes_first_is_the_outer() -> None:
    assert "<quotation><date>5</date></quotation>" in written(drawn("{body|{paragraph|в {quotation|{date|5}}}}"))


def test_empty_elements_that_the_caller_puts_in_keep_the_text_in_its_place() -> None:
    def with_break(span: Span, inside: bool) -> Tags:
        before, after = make(span, inside)
        return f"<before/>{before}", f"{after}<after/>"

    xml = written(drawn("{paragraph|сло{hyphen|-}во}"), with_break)
    assert "сло<before/><hyphen>-</hyphen><after/>во</paragraph>" in xml


def test_of_what_only_marks_a_place_the_text_is_held_by_what_is_around() -> None:
    xml = written(
        drawn("{paragraph|Сад{page_break|\n}цвёл}"),
        lambda span, inside: ("<pb/>", "") if inside else make(span, inside),
    )
    assert '<paragraph at="0">Сад<pb/>\nцвёл</paragraph>' in xml


def test_whatever_many_pieces_there_are_they_are_written_in_their_order() -> None:
    count = 20_000
    marks = tuple(Span(place, place + 1, "name") for place in range(count))
    document = Document("x", "аб" * (count // 2), spans=(Span(0, count, "paragraph"), *marks))
    assert written(document).count("<name>а</name><name>б</name>") == count // 2


def test_text_outside_of_all_blocks_is_named_with_its_place() -> None:
    with pytest.raises(TeiError, match=r"characters \[4, 8\) lie outside of all blocks: 'вне!'"):
        woven(drawn("{body|{paragraph|раз} вне! {paragraph|два}}"))


def test_text_in_a_container_that_no_block_covers_is_named_too() -> None:
    with pytest.raises(TeiError, match=r"\[0, 3\) lie outside"):
        woven(drawn("{body|раз {paragraph|два}}"))


def test_a_mark_outside_of_all_blocks_covers_nothing() -> None:
    with pytest.raises(TeiError, match=r"\[0, 3\) lie outside"):
        woven(drawn("{body|{name|раз}\n{paragraph|два}}"))


@pytest.mark.parametrize("picture", ["{body| {paragraph|а}}", "{body|{paragraph|а}\n}", "а{body| }"])
def test_a_container_with_white_space_at_its_edge_is_refused(picture: str) -> None:
    document = drawn(picture)
    with pytest.raises(TeiError, match=r"outside of all blocks|white space at its edge|begins with its first block"):
        woven(document)


def test_a_container_without_any_block_is_refused() -> None:
    with pytest.raises(TeiError, match=r"figure \(no id\) at \[2, 3\) has white space at its edge"):
        woven(drawn("{body|{paragraph|а}\n{figure| }\n{paragraph|б}}"))


def test_a_container_inside_a_block_may_have_white_space_at_its_edge_because_it_is_counted() -> None:
    assert "<list> <item>б</item> </list>" in written(drawn("{body|{paragraph|а{list| {item|б} }}}"))


def test_crossing_spans_are_named_with_both_places() -> None:
    spans = [Span(0, 9, "paragraph", "p1"), Span(1, 5, "quotation", "q1"), Span(3, 7, "name", "s1")]
    with pytest.raises(TeiError, match=r"name s1 at \[3, 7\) crosses quotation q1 at \[1, 5\)"):
        woven(Document("x", "а" * 9, spans=tuple(spans)))


def test_spans_out_of_order_are_refused() -> None:
    spans = (Span(0, 9, "paragraph"), Span(5, 6, "name"), Span(1, 2, "name"))
    with pytest.raises(TeiError, match="out of order"):
        woven(Document("x", "а" * 9, spans=spans))


def test_a_span_that_leaves_the_text_is_refused() -> None:
    with pytest.raises(TeiError, match="crosses the text"):
        woven(Document("x", "а", spans=(Span(0, 2, "paragraph"),)))


def test_an_illegal_character_in_a_block_is_named_with_its_place_in_the_text() -> None:
    with pytest.raises(TeiError, match=r"U\+000B.* at 7 cannot stand in XML"):
        woven(drawn("{body|{paragraph|раз}\n{paragraph|два\vтри}}"))


def test_an_illegal_character_between_blocks_is_white_space_that_is_not_kept() -> None:
    assert "\f" not in written(drawn("{body|{paragraph|раз}\f{paragraph|два}}"))


def test_reading_counts_from_where_the_block_says_it_begins() -> None:
    assert extents('<r><p at="5">ab<i>cd</i>e</p></r>') == [("r", 5, 10), ("p", 5, 10), ("i", 7, 9)]


def test_a_container_reaches_from_its_first_block_to_its_last() -> None:
    assert extents('<r><c>\n <p at="2">a</p>\n <p at="7">bc</p>\n</c></r>')[:2] == [("r", 2, 9), ("c", 2, 9)]


def test_a_container_without_blocks_has_no_extent() -> None:
    assert ("c", -1, -1) in extents('<r><c>\n</c><p at="0">a</p></r>')


def test_a_block_inside_a_block_is_counted_not_looked_up() -> None:
    assert extents('<r><p at="3">ab<n at="99">c</n>d</p></r>')[2] == ("n", 5, 6)


def test_comments_and_processing_instructions_are_not_text_but_what_follows_them_is() -> None:
    assert extents('<r><p at="0">a<!--xyz-->b<?go on?>c<i>d</i></p></r>')[-1] == ("i", 3, 4)


def test_what_an_editor_added_is_left_out_with_all_it_holds() -> None:
    found = extents('<r><p at="0">a<gloss>xx<i>y</i>z</gloss>b<i>c</i></p></r>')
    assert found == [("r", 0, 3), ("p", 0, 3), ("i", 2, 3)]


def test_white_space_directly_in_what_is_unspaced_is_not_counted() -> None:
    assert extents('<r><p at="0">a<pair>\n <i>b</i>\n <gloss>c</gloss>\n</pair>d</p></r>')[1] == ("p", 0, 3)


@pytest.mark.parametrize("xml", ["<r>\n<c>слово</c></r>", '<r><p at="0">a</p>\nслово</r>'])
def test_text_that_stands_in_no_block_is_refused_with_its_line(xml: str) -> None:
    with pytest.raises(TeiError, match=r"line [12]: the text 'слово' lies outside"):
        extents(xml)


def test_unweaving_what_was_woven_gives_every_extent_again() -> None:
    document = drawn(
        "\n{body|{section|{paragraph|а{name|б{date|в}}}\n{paragraph|г{figure|{caption|д}}}}\n{paragraph|е}}"
    )
    found = unweave(woven(document), anchor)[1:]
    assert [(one.element.tag, one.start, one.end) for one in found] == [
        (span.kind, span.start, span.end) for span in document.spans
    ]


def test_ten_times_the_spans_take_about_ten_times_as_long(request: pytest.FixtureRequest) -> None:
    def seconds(count: int) -> float:
        marks = tuple(Span(i * 3, i * 3 + 2, "name") for i in range(count))
        document = Document("x", "аб " * count, spans=(Span(0, count * 3, "paragraph"), *marks))
        start = time.process_time()
        unweave(woven(document), anchor)
        return time.process_time() - start

    gc.disable()  # a full collection of all that the other tests hold takes longer than the weaving
    request.addfinalizer(gc.enable)
    seconds(500)
    assert seconds(20_000) < 40 * min(seconds(2_000) for _ in range(3))

"""A document: its spans by kind, and what is worked out of it once."""

from pipeline.text import Document, Span, once_a_document

SPANS = (Span(0, 9, "paragraph"), Span(0, 3, "title"), Span(4, 6, "date"), Span(7, 9, "title"))
DOCUMENT = Document("raz", "раз два !", spans=SPANS)


def test_the_spans_of_some_kinds_come_in_nesting_order_whatever_order_the_kinds_are_asked_in() -> None:
    assert [*DOCUMENT.of("date", "title", "date", "note")] == [*SPANS[1:]]


def test_what_is_worked_out_of_a_document_is_worked_out_once_and_anew_for_one_with_more_spans() -> None:
    asked: list[int] = []

    @once_a_document
    def dates(document: Document) -> int:
        asked.append(len(document.spans))
        return len([*document.of("date")])

    more = DOCUMENT.adding([Span(8, 9, "date")])
    assert [dates(DOCUMENT), dates(DOCUMENT), dates(more), dates(more)] == [1, 1, 2, 2]
    assert asked == [4, 5]
    assert Document("raz", "раз два !", spans=SPANS) == DOCUMENT

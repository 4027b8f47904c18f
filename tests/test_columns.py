"""Rows held by column: they read as rows do."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.columns import Columns, Row

NAMES = ("word", "start")
ROWS = st.lists(st.fixed_dictionaries({"word": st.text(max_size=3), "start": st.none() | st.integers()}), max_size=9)


@given(ROWS)
def test_what_went_in_comes_out(rows: list[Row]) -> None:
    held = Columns(NAMES, iter(rows))
    assert list(held) == rows == held[:]
    assert [held[number] for number in range(-len(rows), 0)] == rows
    assert (len(held), held.column("start")) == (len(rows), [row["start"] for row in rows])


@given(ROWS, ROWS)
def test_rows_and_columns_are_taken_in_alike(rows: list[Row], more: list[Row]) -> None:
    one, other = Columns(NAMES, rows), Columns(NAMES, rows)
    one.extend(more)
    other.extend(Columns(NAMES, more))
    assert list(one) == list(other) == rows + more


@given(ROWS, st.integers(1, 4))
def test_batches_are_the_columns_one_piece_after_the_other(rows: list[Row], size: int) -> None:
    pieces = list(Columns(NAMES, rows).batches(size))
    assert [word for piece in pieces for word in piece["word"]] == [row["word"] for row in rows]
    assert all(1 <= len(piece["word"]) <= size for piece in pieces)


def test_names_keep_their_order_whatever_that_of_the_rows() -> None:
    assert [*Columns(NAMES, [{"start": 0, "word": "Сад"}])[0]] == [*NAMES]


def test_a_row_is_asked_for_when_it_is_its_turn() -> None:
    asked: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(3):
            asked.append(number)
            yield {"word": "", "start": number}

    made = rows()
    assert not asked
    assert len(Columns(NAMES, made)) == 3

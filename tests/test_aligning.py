"""Marks and labels laid beside each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find.notes.aligning import aligned, rising
from pipeline.find.notes.marks import Mark, parted

NUMBERS = st.lists(st.integers(1, 6), max_size=14)


def pairs(marks: list[int], labels: list[int]) -> list[tuple[int, int]]:
    return aligned([(number, 1) for number in marks], labels)


@pytest.mark.parametrize(
    ("marks", "labels", "expected"),
    [
        ([1, 2, 3], [1, 2, 3], [(0, 0), (1, 1), (2, 2)]),
        ([1, 7, 2, 1, 3], [1, 2, 3], [(0, 0), (2, 1), (4, 2)]),
        ([1, 2, 1, 2, 3], [1, 2, 1, 2, 3], [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]),
        ([1, 2], [2, 3], [(1, 0)]),
        ([], [1, 2], []),
        ([4], [1, 2], []),
    ],
)
def test_as_many_pairs_as_keep_the_order(marks: list[int], labels: list[int], expected: list[tuple[int, int]]) -> None:
    assert pairs(marks, labels) == expected


def test_of_equal_numbers_the_heavier_is_taken() -> None:
    assert aligned([(1, 1), (1, 3), (2, 1)], [1, 2]) == [(1, 0), (2, 1)]


def test_a_number_that_stands_often_still_finds_its_one_label() -> None:
    assert aligned([(4, 1)] * 40 + [(4, 9)], [4]) == [(40, 0)]


@given(NUMBERS, NUMBERS)
def test_pairs_agree_in_number_and_rise_on_both_sides(marks: list[int], labels: list[int]) -> None:
    found = pairs(marks, labels)
    assert all(marks[mark] == labels[label] for mark, label in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


@given(NUMBERS, NUMBERS)
def test_there_are_never_fewer_pairs_than_a_common_subsequence_has(marks: list[int], labels: list[int]) -> None:
    longest = [[0] * (len(labels) + 1) for _ in range(len(marks) + 1)]
    for i, number in enumerate(marks):
        for j, other in enumerate(labels):
            both = longest[i][j] + 1 if number == other else 0
            longest[i + 1][j + 1] = max(both, longest[i][j + 1], longest[i + 1][j])
    assert len(pairs(marks, labels)) == longest[-1][-1]


def test_the_longest_rising_series_is_found() -> None:
    assert rising([5, 1, 2, 9, 3, 1, 4]) == [1, 2, 4, 6]
    assert rising([]) == []


@pytest.mark.parametrize(
    ("sign", "number", "expected"),
    [("¹²", 12, [(0, 1, 1), (1, 2, 2)]), ("⁹¹⁰", 910, [(0, 1, 9), (1, 3, 10)]), ("¹³", 13, []), ("¹", 1, [])],
)
def test_two_marks_that_a_paste_has_run_together_are_parted(
    sign: str, number: int, expected: list[tuple[int, int, int]]
) -> None:
    found = parted(Mark(0, len(sign), "superscript", number), {1, 2, 3, 9, 10})
    assert [(mark.start, mark.end, mark.number) for mark in found] == expected

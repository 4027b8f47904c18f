"""What a text shows of a string at another place: its work grows with the text and not with its square."""

import pytest

from pipeline.find.quotations import recognising
from tests.drawn import judged


def compared(times: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often two names are compared in a text that has one title so many times."""
    count = 0
    same_name = recognising._same_name

    def counted(key: recognising.Key, other: recognising.Key) -> bool:
        nonlocal count
        count += 1
        return same_name(key, other)

    with monkeypatch.context() as patched:
        patched.setattr(recognising, "_same_name", counted)
        judged("Роман «Паром» вышел.\n\n" + "Лапшин снова прочёл «Паром».\n\n" * times)
    return count


def test_one_title_again_and_again_is_compared_once_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compared(20, monkeypatch) >= 20
    assert compared(80, monkeypatch) <= 4 * compared(20, monkeypatch) + 4

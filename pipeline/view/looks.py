"""How speakers are told apart by eye: a colour and a line each, never a colour alone.

The colours are those of Masataka Okabe and Kei Ito, "Color Universal Design" (2008), which people with any of the usual
colour deficiencies can tell apart; black, which is the text's, and yellow, too faint to draw lines on paper, are left
out. Neighbours in the list differ in the line as well, and thirty speakers in the pair of both.
"""

from collections.abc import Iterable, Mapping

COLOURS = {
    "blue": "#0072b2",
    "vermillion": "#d55e00",
    "bluish green": "#009e73",
    "reddish purple": "#cc79a7",
    "orange": "#e69f00",
    "sky blue": "#56b4e9",
}
LINES = ("solid", "dashed", "double", "dotted", "wavy")
NOBODY = "look-none"
_NUMBER = 30  # the least common multiple of both


def looks() -> dict[str, tuple[str, str]]:
    """Every look, as the name of its class, with its colour and its line.

    >>> looks()["look-7"]
    ('#d55e00', 'double')
    """
    colours = tuple(COLOURS.values())
    return {_name(number): (colours[number % len(colours)], LINES[number % len(LINES)]) for number in range(_NUMBER)}


def looks_of(speakers: Iterable[str]) -> Mapping[str, str]:
    """The look of each speaker, the first the first; after thirty they begin again.

    >>> looks_of(["Белов", "Гай"])
    {'Белов': 'look-0', 'Гай': 'look-1'}
    """
    return {speaker: _name(number % _NUMBER) for number, speaker in enumerate(speakers)}


def _name(number: int) -> str:
    return f"look-{number}"

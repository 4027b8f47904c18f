"""Texts of every shape, as long as one likes: what grows faster than the text shows on one of them."""

from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

SEED = Path(__file__).parent.parent / "seeds" / "bukharin-1988.txt"
NAMES = ("Белов", "Лугов", "Садов", "Озеров", "Дубов", "Речной", "Полев", "Горин", "Лесной", "Морской")
WORDS = (
    "сад", "дом", "лес", "река", "поле", "гора", "озеро", "дерево", "трава", "книга", "письмо", "поезд", "станция",
    "багаж", "яблоко", "август",
)  # fmt: skip
SYLLABLES = ("ба", "ве", "ги", "до", "жу", "зы", "ка", "ле", "ми", "но")

Shape = Callable[[int], str]
"""A text of about so many characters."""


def _filled(piece: Callable[[int], str], size: int, between: str = "") -> str:
    """Pieces, numbered from 1, until they are long enough."""
    pieces, length, number = [], 0, 0
    while length < size:
        number += 1
        pieces.append(piece(number))
        length += len(pieces[-1]) + len(between)
    return between.join(pieces)


def _sentence(number: int) -> str:
    words = " ".join(islice(cycle(WORDS), number % 16, number % 16 + 9))
    return f"{words.capitalize()}. "


def _notes(size: int, note: Callable[[int], str]) -> str:
    count = max(1, size // 60)
    body = "".join(f"Сад и дом стояли на горе [{n}].\n\n" for n in range(1, count + 1))
    return f"{body}Примечания\n\n" + "".join(f"[{n}] {note(n)}\n" for n in range(1, count + 1))


def _nested(size: int) -> str:
    depth = size // 20
    return "Он сказал: " + "«Да, сказал " * depth + "так" + "»" * depth + ".\n"


def _quoted(number: int) -> str:
    who = NAMES[number % len(NAMES)]
    return f"«{_sentence(number).strip('. ')}», – сказал {who}. {_sentence(number + 3)}\n\n"


def _cited(number: int) -> str:
    who = NAMES[number % len(NAMES)]
    return f"{who} А. Б. Сад и дом {number}. М.: Колос, {1900 + number % 100}. С. {number % 300 + 1}."


def _again(number: int) -> str:
    return _cited(number) if number % 7 == 1 else f"{NAMES[number % 10]} А. Б. Указ. соч. С. 5."


def _person(number: int) -> str:
    stem = "".join(SYLLABLES[int(digit)] for digit in str(number)).capitalize()
    return f"Пришёл Иван {stem}ов и сказал: «Это дом номер {number}».\n\n"


SHAPES: dict[str, Shape] = {
    "prose": lambda size: _filled(lambda _: SEED.read_text(encoding="utf-8"), size, "\n\n")[:size],
    "paragraphs": lambda size: _filled(lambda n: "".join(map(_sentence, range(n, n + 6))), size, "\n\n"),
    "one line": lambda size: _filled(_sentence, size),
    "one word": lambda size: "а" * size,
    "one-word lines": lambda size: _filled(lambda n: WORDS[n % len(WORDS)], size, "\n"),
    "one-word paragraphs": lambda size: _filled(lambda n: WORDS[n % len(WORDS)].capitalize() + ".", size, "\n\n"),
    "blank lines": lambda size: f"Сад.{chr(10) * size}Дом.\n",
    "white line": lambda size: f"Сад.{' ' * size}Дом.\n",
    "marks never closed": lambda size: _filled(lambda n: f"«{WORDS[n % len(WORDS)]} ", size),
    "marks never opened": lambda size: _filled(lambda n: f"{WORDS[n % len(WORDS)]}» ", size),
    "marks alone": lambda size: "«" * size,
    "straight marks": lambda size: _filled(lambda n: f'"{WORDS[n % len(WORDS)]} ', size),
    "straight marks alone": lambda size: '"' * size,
    "nested": _nested,
    "quotations": lambda size: _filled(_quoted, size),
    "quotations in one paragraph": lambda size: _filled(lambda n: _quoted(n).strip() + " ", size),
    "quotation over paragraphs": lambda size: "Он сказал: «" + _filled(_sentence, size, "\n\n«") + "».\n",
    "notes": lambda size: _notes(size, lambda n: f"Замечание о доме номер {n}."),
    "citations": lambda size: _notes(size, _cited),
    "ibid": lambda size: _notes(size, lambda _: "Там же. С. 5."),
    "ibid behind one": lambda size: _notes(size, lambda n: _cited(n) if n == 1 else f"Там же. С. {n}."),
    "op. cit.": lambda size: _notes(size, _again),
    "notes that refer to themselves": lambda size: _notes(size, lambda n: f"См. примечание [{n}]."),
    "marks without notes": lambda size: _filled(lambda n: f"Сад и дом [{n}]. ", size),
    "one mark again and again": lambda size: _filled(lambda _: "Сад и дом [1]. ", size) + f"\n\n[1] {_cited(1)}\n",
    "persons": lambda size: _filled(_person, size),
    "one person": lambda size: _filled(lambda n: f"Иван Белов, {n}-й в роду, сказал: «Да». ", size, "\n"),
    "pronouns": lambda size: "Пришёл Иван Белов. " + _filled(lambda n: f"«Сад {n}», – сказал он. ", size),
    "capitals": lambda size: _filled(_sentence, size, "\n\n").upper(),
    "capitalised words": lambda size: _filled(lambda n: WORDS[n % len(WORDS)].capitalize(), size, " "),
    "initials": lambda size: _filled(lambda _: "А. Б. ", size),
    "dates": lambda size: _filled(lambda n: f"В {1900 + n % 99} году, {n % 28 + 1} мая, цвёл сад. ", size),
    "numbers": lambda size: _filled(str, size, " "),
    "digits": lambda size: "1234567890" * (size // 10),
    "headings": lambda size: _filled(lambda n: f"Глава {n}\n\n{_sentence(n)}", size, "\n\n"),
    "list": lambda size: _filled(lambda n: f"{n}) {_sentence(n)}", size, "\n"),
    "verse": lambda size: _filled(lambda n: ("" if n % 5 else "\n") + _sentence(n)[:30], size, "\n"),
    "dialogue": lambda size: _filled(lambda n: f"– {_sentence(n).strip()} – сказал {NAMES[n % 10]}.", size, "\n"),
    "wrapped": lambda size: _filled(lambda n: _sentence(n).strip() + (" сло-" if n % 3 else "."), size, "\n"),
    "ornaments": lambda size: _filled(lambda n: f"{_sentence(n)}\n\n* * *", size, "\n\n"),
    "page numbers": lambda size: _filled(lambda n: f"{_sentence(n)}[{n}] ", size),
    "dashes": lambda size: "– " * (size // 2),
    "dots": lambda size: "." * size,
    "brackets": lambda size: "[" * size,
    "colons": lambda size: _filled(lambda n: f"{WORDS[n % len(WORDS)]}: ", size),
    "commas": lambda size: _filled(lambda n: f"{WORDS[n % len(WORDS)]}, ", size),
    "bibliography": lambda size: "Сад [1].\n\nЛитература\n\n" + _filled(lambda n: f"{n}. {_cited(n)}", size, "\n"),
    "garbled": lambda size: "".join(
        bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in _filled(_sentence, size // 2, "\n").encode()
    ),
    "latin": lambda size: _filled(lambda n: f"Garden number {n} is here. ", size, "\n"),
}  # fmt: skip

"""Texts to measure speed on, made of the seed and of the sentences of the project's tests.

python benchmarks/invented.py FOLDER [--texts 200] [--chars 23000]

Paragraphs of the seed come in another order in every text, sentences of the tests stand between them, notes at the end.
Half of all nouns and adjectives are others of the same form, drawn from the whole dictionary, and surnames have other
stems: no text repeats another's words wholesale, and new words keep coming as they do in a real corpus. The same number
gives the same text. Nobody should look for sense in them.
"""

import argparse
import ast
import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pymorphy3
import pymorphy3_dicts_ru
from pymorphy3.analyzer import Parse

ROOT = Path(__file__).resolve().parent.parent
_DRAWN = re.compile(r"\{[qstnm+](?: [^:{}]+)?:")
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[а-яё]+)*")
_SURNAME = re.compile(r"([А-Я][а-яё]{2,}?)(ов|ев|ин)(|а|у|ым|е|ой|ы|ых|ами)")
_MARK = re.compile(r"\[\d+\]")
_PLACES, _MONTHS = ("М.", "Л.", "СПб.", "Казань", "Омск"), ("январь", "май", "июнь", "сентябрь", "декабрь")
_A_STEM = 40  # nouns and adjectives taken of those that begin as one of the seed's words does

Forms = Mapping[tuple[str, str], str]


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())


@cache
def drawn_sentences() -> tuple[str, ...]:
    """The sentences that the tests draw their expectations into, without these."""
    found = set()
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _DRAWN.search(node.value):
                found.add(_DRAWN.sub("", node.value).replace("}", "").strip())
    return tuple(sorted(one for one in found if 30 < len(one) < 600 and "{" not in one))


@cache
def seed_paragraphs() -> tuple[str, ...]:
    """The running paragraphs of the seed, without their note marks."""
    lines = (ROOT / "seeds" / "bukharin-1988.txt").read_text("utf-8").splitlines()
    running = lines[: lines.index("Примечания")]
    return tuple(_MARK.sub("", line).strip() for line in running if len(line) > 120)


def _sort(parse: Parse) -> str:
    """What another word must share with it to take its place."""
    tag = parse.tag
    return f"{tag.POS} {tag.gender} {tag.animacy}" if tag.POS == "NOUN" else str(tag.POS)


def _form(parse: Parse) -> tuple[str, str]:
    tag = parse.tag
    return f"{tag.case} {tag.number}", str(tag.gender if tag.POS == "ADJF" and tag.number == "sing" else "")


@cache
def pool() -> dict[str, list[Forms]]:
    """Nouns and adjectives of the dictionary by sort, each with its forms."""
    words = {word.lower() for text in seed_paragraphs() for word in _WORD.findall(text)}
    found: dict[str, list[Forms]] = {}
    for stem in sorted({word[:3] for word in words if len(word) > 5}):
        for parse in random.Random(stem).sample(lemmas := _lemmas(stem), min(_A_STEM, len(lemmas))):
            forms = {_form(one): one.word for one in reversed(parse.lexeme) if one.tag.POS == parse.tag.POS}
            found.setdefault(_sort(parse), []).append(forms)
    return found


def _lemmas(stem: str) -> list[Parse]:
    known = _morphology().iter_known_word_parses(stem)
    plain = (one for one in known if one.tag.POS in ("NOUN", "ADJF") and one.word == one.normal_form)
    return [one for one in plain if not one.tag.grammemes & {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr", "Apro"}]


@cache
def _likeliest(word: str) -> Parse:
    return _morphology().parse(word)[0]


class _Author:
    """Whoever writes a text: by its number the same again."""

    def __init__(self, number: int) -> None:
        self._dice = random.Random(number)
        self._stems: dict[str, str] = {}

    def varied(self, text: str) -> str:
        """The text with other nouns, adjectives and surnames."""
        return _WORD.sub(lambda match: self._word(match.group()), text)

    def _word(self, word: str) -> str:
        if surname := _SURNAME.fullmatch(word):
            return self._stems.setdefault(surname[1], self._stem()) + surname[2] + surname[3]
        if not word.islower() or len(word) < 4 or self._dice.random() < 0.5:
            return word
        parse = _likeliest(word)
        others = pool().get(_sort(parse), ())
        return self._dice.choice(others).get(_form(parse), word) if others else word

    def _stem(self) -> str:
        syllables = [self._dice.choice("бвгдзклмнпрст") + self._dice.choice("аоуеи") for _ in range(2)]
        return ("".join(syllables) + self._dice.choice("бвдзлмнрст")).capitalize()

    def title(self) -> str:
        """What the text is called."""
        return self.varied(f"О {self._noun('loct')} и {self._noun('loct')}").capitalize()

    def _noun(self, case: str) -> str:
        return self._dice.choice(pool()["NOUN femn inan"]).get((f"{case} sing", ""), "памяти")

    def name(self) -> str:
        """Somebody's surname and initials."""
        initials = " ".join(f"{self._dice.choice('АБВГДЕИКЛМНПРС')}." for _ in range(2))
        return f"{self._stem()}{self._dice.choice(('ов', 'ев', 'ин'))} {initials}"

    def citation(self) -> str:
        """A reference to some work."""
        dice, title = self._dice, f"{self._noun('nomn').capitalize()} и {self._noun('nomn')}"
        year, page = dice.randint(1890, 1990), dice.randint(2, 400)
        match dice.randrange(4):
            case 0:
                return f"{self.name()} {title}. – {dice.choice(_PLACES)}, {year}. – С. {page}–{page + 3}."
            case 1:
                return f"{self.name()} {title} // Вечерняя {self._noun('nomn')}. – {year}. – {dice.choice(_MONTHS)}."
            case 2:
                return f"Там же. – С. {page}."
            case _:
                return f"См. {self.name()} Полн. собр. соч. – Т. {dice.randint(1, 50)}. – С. {page}."

    def paragraphs(self) -> Iterator[str]:
        """Paragraphs without end, of the seed and, one in three, of a few sentences of the tests."""
        while True:
            for paragraph in self._dice.sample(seed_paragraphs(), len(seed_paragraphs())):
                yield self.varied(paragraph)
                if self._dice.random() < 0.5:
                    yield from self.varied(" ".join(self._dice.sample(drawn_sentences(), 3))).split("\n")


def text(number: int, chars: int) -> str:
    """The text of a number, of about so many characters."""
    author = _Author(number)
    body, notes, length = list[str](), list[str](), 0
    for paragraph in author.paragraphs():
        if len(paragraph) > 300 and number % 2 == len(body) % 2:
            notes.append(f"[{len(notes) + 1}]. {author.citation()}")
            paragraph += f" [{len(notes)}]"
        body.append(paragraph)
        length += len(paragraph) + 2
        if length > chars - 70 * len(notes):
            break
    opening = [author.title(), author.name()]
    return "\n\n".join([*opening, *body, "Примечания", *notes]) + "\n"


def write(folder: Path, texts: int, chars: int) -> None:
    """Write so many texts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(texts):
        (folder / f"t{number:05}.txt").write_text(text(number, chars), encoding="utf-8")


def main() -> None:
    asked = argparse.ArgumentParser(description="Texts to measure speed on.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--texts", type=int, default=200)
    asked.add_argument("--chars", type=int, default=23_000)
    given = asked.parse_args()
    write(given.folder, given.texts, given.chars)


if __name__ == "__main__":
    main()

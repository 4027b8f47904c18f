"""The layouts that notes are written in, and what may stand beside them and is no note; all words are invented."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from relaid import Block, Layout

_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COLUMN = 70


def superscript(number: int) -> str:
    return str(number).translate(_DIGITS)


def stars(number: int) -> str:
    return "*" * number


def _inline(pattern: str, every: int, words: Callable[[int], str], shift: int = 0):  # type: ignore[no-untyped-def]
    """Noise that puts words behind every so-manieth match of a pattern in the paragraphs."""

    def noise(blocks: Sequence[Block]) -> Sequence[Block]:
        number, seen = count(1), count(1)
        changed = []
        for block in blocks:
            places = [m.end() + shift for m in re.finditer(pattern, block.text) if next(seen) % every == 0]
            said = [(place, words(next(number))) for place in places]
            for place, word in reversed(said if block.kind == "p" else []):
                block = block.inserting(place, word)
            changed.append(block)
        return changed

    return noise


def _lines(every: int, lines: Sequence[str]):  # type: ignore[no-untyped-def]
    """Noise that puts lines between the paragraphs."""

    def noise(blocks: Sequence[Block]) -> Iterator[Block]:
        paragraphs = 0
        for block in blocks:
            paragraphs += block.kind == "p"
            yield block
            if block.kind == "p" and paragraphs % every == 0:
                yield from (Block(line, "noise") for line in lines)

    return lambda blocks: list(noise(blocks))


def _subheads(every: int, form: str):  # type: ignore[no-untyped-def]
    """Numbered sub-headings that look like the labels of notes."""

    def noise(blocks: Sequence[Block]) -> Iterator[Block]:
        number, paragraphs = count(1), 0
        for block in blocks:
            if block.kind == "p" and paragraphs % every == 0:
                yield Block(form.format(next(number)) + "Погода и урожай", "noise")
            paragraphs += block.kind == "p"
            yield block

    return lambda blocks: list(noise(blocks))


def _without_marks(blocks: Sequence[Block]) -> Sequence[Block]:
    return [replace(block, marks=()) for block in blocks]


def _doubled(blocks: Sequence[Block]) -> Sequence[Block]:
    """Every third mark has another note right behind it."""
    new = count(1000)
    return [
        replace(block, marks=tuple(one for mark in block.marks for one in
                                   ((mark, (mark[0], next(new))) if mark[1] % 3 == 2 else (mark,))))
        for block in blocks
    ]  # fmt: skip


def wrapped(text: str) -> str:
    """A text hard-wrapped at a column: spaces become line feeds, nothing moves."""
    lines = []
    for line in text.split("\n"):
        start = 0
        while len(line) - start > _COLUMN:
            space = line.rfind(" ", start + 1, start + _COLUMN + 1)
            space = space if space > 0 and line[start:space].strip() else line.find(" ", start + _COLUMN)
            if space < 0:
                break
            line = line[:space] + "\n" + line[space + 1 :]
            start = space + 1
        lines.append(line)
    return "\n".join(lines)


def hard_spaced(text: str) -> str:
    """A text with no-break spaces before marks, behind labels and after short words."""
    text = re.sub(r" (?=[\[(¹²³⁴-⁹⁰*])", "\u00a0", text)
    return re.sub(r"(?<=\b[а-яА-Я\d.\])]) (?=\S)", "\u00a0", text)


YEARS = _inline(r"[а-я]{3}(?=[,.] )", 5, lambda n: f" ({1890 + n % 60})")
YEARS_SQUARE = _inline(r"[а-я]{3}(?=[,.] )", 7, lambda n: f" [{1890 + n % 60}]")
YEARS_GLUED = _inline(r"[а-я]{4}(?= )", 60, lambda n: f" в {1890 + n % 60} г., № {n}, т. {n},")
PAGES = _inline(r"[а-я] (?=[а-я])", 120, lambda n: f"[{n + 12}] ")
TORN = _inline(r"[а-я]{3}(?=[а-я]{3})", 200, lambda n: f"[{n + 12}]")
CITED = _inline(r"[а-я]{3}(?=[,.] )", 4, lambda n: f" [{n % 9 + 1}, с. {n * 7 % 200 + 1}]")
CITED_BARE = _inline(r"[а-я]{3}(?=[,.] )", 4, lambda n: f" [{n * 5 % 9 + 1}]")
ENUMERATED = _inline(r"[а-я]{3}(?=[,.] )", 12, lambda _: ": 1) вода, 2) соль и 3) хлеб")
ENUMERATED_ROUND = _inline(r"[а-я]{3}(?=[,.] )", 12, lambda _: ": (1) вода, (2) соль и (3) хлеб")
FORMULAS = _inline(r"[а-я]{3}(?=[,.] )", 9, lambda n: f" (площадь {n} м², объём {n + 3} м³, дом {n}а, Ту-154, А4)")
LIST = _lines(6, ["1) вода из колодца;", "2) соль из погреба;", "3) хлеб из печи."])
LIST_DOTTED = _lines(6, ["1. Вода берётся из колодца.", "2. Соль лежит в погребе.", "3. Хлеб пекут по субботам."])
BULLETS = _lines(6, ["• вода из колодца;", "• соль из погреба;", "• хлеб из печи."])
STARRED = _lines(5, ["* * *"])
SUBHEADS = _subheads(5, "{}. ")
SUBHEADS_PAREN = _subheads(5, "{}) ")

_BOOKS = [
    "Ладогин П. Р. Полевые записки. – М.: Колос, 1934. – 212 с.",
    "Вешняков А. А. О воде и ветре // Сельская жизнь. – 1951. – № 4. – С. 12–19.",
    "Оладьин К. Мельницы. – Л.: Заречье, 1928. – 96 с.",
    "Тропарёв С. И. Засуха: причины и меры. – Казань, 1911.",
    "Мышкина Е. В. Соль земли. – М.: Колос, 1967. – 340 с.",
    "Дроздецкий Ф. Печи и печники // Заря. – 1932. – № 11.",
    "Колоднева И. О колодцах. – Пермь, 1980.",
    "Бортников Н. Н. Урожай и погода. – М., 1999.",
    "Хлебородова А. Зерно. – СПб.: Нива, 2004. – 118 с.",
]
BOOKS = "Литература\n\n" + "\n".join(f"{n}. {book}" for n, book in enumerate(_BOOKS, 1))
BOOKS_PLAIN = "Список литературы:\n\n" + "\n\n".join(_BOOKS)
MENU = "Главная\nО журнале\nАрхив номеров\nАвторам\nКонтакты\n\nГлавная » Архив » 2019\n\nВерсия для печати"
TAIL = (
    "Поделиться\n\nТеги: вода, соль\n\nЧитать также:\n\nКак выкопать колодец\n\nПочему соль солёная\n\n"
    "Комментарии (3)\n\n© Сельский вестник, 2019"
)
CONTENTS = "Содержание\n\nВведение ..... 3\nГлава 1. Вода ..... 7\nГлава 2. Соль ..... 25\nЗаключение ..... 48"
PAPER = (
    "УДК 631.4\n\nП. Р. Ладогин\n\nСельский университет, г. Заречье\n\ne-mail: ladogin@selo.example\n\n"
    "Аннотация. В статье рассматриваются колодцы, их устройство и история.\n\n"
    "Ключевые слова: вода, колодец, соль, печь."
)
EPIGRAPH = "Вода и камень точит.\n\nПословица"


def _base(name: str, **changes) -> Layout:  # type: ignore[no-untyped-def]
    return replace(Layout(name), **changes)


SQUARE = _base("[1] / [1].", label="[{}]. ".format, notes_gap="\n\n")
FIREFOX = _base("[1] / _1. ↩", label=" {}. ".format, tail=" ↩︎", heading="")
CHROME = _base("[1] / ↩", label=lambda _: "", tail=" ↩︎", heading="")
LOST = _base("[1] / nothing", label=lambda _: "")
ROUND = _base("(1) / 1)", mark="({})".format, label="{}) ".format, notes_gap="\n\n")
SUPER = _base("¹ / ¹", mark=superscript, label=lambda n: superscript(n) + " ", notes_gap="\n\n", position="before")
STAR = _base("* / * foot", mark=stars, starred=True, label=lambda n: stars(n) + " ", place="foot", position="before")
GLUED = _base("1 / 1_", mark=str, label="{} ".format, notes_gap="\n\n", position="before")
CORE = (SQUARE, FIREFOX, CHROME, LOST, ROUND, SUPER, STAR, GLUED)

_PAIRS = (
    replace(SQUARE, name="[1] / [1]", label="[{}] ".format),
    replace(SQUARE, name="[1] / [1] glued", label="[{}]".format),
    replace(SQUARE, name="[1] / 1.", label="{}. ".format),
    replace(SQUARE, name="[1] / 1)", label="{}) ".format),
    replace(SQUARE, name="[1] / 1_", label="{} ".format),
    replace(SQUARE, name="[1] / 1 tab", label="{}\t".format),
    replace(SQUARE, name="[1] / ¹", label=lambda n: superscript(n) + " "),
    replace(SQUARE, name="[1] before stop", position="before"),
    replace(SQUARE, name="[1] after stop", position="after"),
    replace(SQUARE, name="_[1] spaced", mark=" [{}]".format, position="before"),
    replace(ROUND, name="(1) / (1)", label="({}) ".format),
    replace(ROUND, name="_(1) / 1)", mark=" ({})".format),
    replace(ROUND, name="(1) / 1.", label="{}. ".format),
    replace(ROUND, name="(1) / 1_", label="{} ".format),
    replace(ROUND, name="1) / 1)", mark="{})".format, position="before"),
    replace(ROUND, name="_1) / 1)", mark=" {})".format, position="before"),
    replace(SUPER, name="¹ / 1.", label="{}. ".format),
    replace(SUPER, name="¹ / 1_", label="{} ".format),
    replace(SUPER, name="_¹ / ¹", mark=lambda n: " " + superscript(n)),
    replace(SUPER, name="¹ / ¹ glued", label=superscript),
    replace(SUPER, name="¹ / ¹ after stop", position="after"),
    replace(SUPER, name="¹ / nothing", label=lambda _: ""),
    replace(SUPER, name="¹ / ↩", label=lambda _: "", tail=" ↩", heading=""),
    replace(STAR, name="*) / *)", mark=lambda n: stars(n) + ")", label=lambda n: stars(n) + ") "),
    replace(STAR, name="* / * no space", label=stars),
    replace(STAR, name="_* / *", mark=lambda n: " " + stars(n)),
    replace(GLUED, name="1 / 1.", label="{}. ".format),
    replace(GLUED, name="1 / 1)", label="{}) ".format),
    replace(GLUED, name="1 / [1]", label="[{}] ".format),
    replace(GLUED, name="1 / 1 tab", label="{}\t".format),
    replace(GLUED, name="1 / 1glued", label=str),
    replace(GLUED, name="1 after stop", position="after"),
    replace(GLUED, name="1 / nothing", label=lambda _: ""),
    replace(GLUED, name="1 / ↩", label=lambda _: "", tail=" ↩", heading=""),
)
_HEADINGS = tuple(
    replace(layout, name=f"{layout.name} «{name}»", heading=heading)
    for layout in (SQUARE, LOST, ROUND, SUPER, GLUED)
    for name, heading in (
        ("none", ""), ("rule", "_________________"), ("stars", "* * *"), ("Литература", "Литература"),
        ("Список лит.", "Список литературы:"), ("Источники", "Источники"), ("ПРИМ:", "ПРИМЕЧАНИЯ:"),
    )
)  # fmt: skip
_PLACES = (
    *(replace(one, name=f"{one.name} section", place="section", heading="") for one in (SQUARE, ROUND, SUPER, GLUED)),
    *(replace(one, name=f"{one.name} section anew", place="section", restart=True, heading="")
      for one in (SQUARE, FIREFOX, CHROME, ROUND, SUPER, GLUED)),
    *(replace(one, name=f"{one.name} foot", place="foot", heading="") for one in (SQUARE, ROUND, SUPER, GLUED)),
    *(replace(one, name=f"{one.name} anew, at end", restart=True) for one in (SQUARE, FIREFOX, ROUND, SUPER, GLUED)),
    *(replace(one, name=f"{one.name} from 97", first=97) for one in CORE if not one.starred),
    *(replace(one, name=f"{one.name} lines", gap="\n", notes_gap="\n") for one in CORE),
    *(replace(one, name=f"{one.name} lines, none", gap="\n", notes_gap="\n", heading="") for one in CORE),
    *(replace(one, name=f"{one.name} notes spaced", notes_gap="\n\n") for one in (FIREFOX, CHROME, LOST)),
    *(replace(one, name=f"{one.name} notes close", notes_gap="\n") for one in (SQUARE, ROUND, SUPER, GLUED)),
)  # fmt: skip
_WORDS = tuple(
    replace(layout, name=f"{layout.name} {name}", **changes)
    for layout in CORE
    for name, changes in (
        ("two paragraphs", {"notes": lambda n, said: said + (
            "\n\nОб этом автор говорил и позже, но уже без всякой надежды быть услышанным." if n % 4 == 2 else "")}),
        ("doubled", {"noise": (_doubled,)}),
        ("years", {"noise": (YEARS, YEARS_SQUARE, YEARS_GLUED)}),
        ("pages", {"noise": (PAGES,)}),
        ("pages torn", {"noise": (TORN,)}),
        ("cited, list", {"noise": (CITED,), "after": BOOKS}),
        ("cited, list plain", {"after": BOOKS_PLAIN}),
        ("enumerated", {"noise": (ENUMERATED,)}),
        ("enumerated ()", {"noise": (ENUMERATED_ROUND,)}),
        ("formulas", {"noise": (FORMULAS,)}),
        ("lists", {"noise": (LIST,)}),
        ("lists dotted", {"noise": (LIST_DOTTED,)}),
        ("bullets", {"noise": (BULLETS,)}),
        ("ornaments", {"noise": (STARRED,)}),
        ("subheads", {"noise": (SUBHEADS,)}),
        ("subheads 1)", {"noise": (SUBHEADS_PAREN,)}),
        ("site", {"before": MENU, "after": TAIL}),
        ("paper", {"before": PAPER, "noise": (SUBHEADS,)}),
        ("contents", {"before": CONTENTS}),
        ("epigraph", {"before": EPIGRAPH}),
        ("wrapped", {"finish": wrapped}),
        ("hard spaces", {"finish": hard_spaced}),
    )
)  # fmt: skip
_NONE = tuple(
    _base(f"no notes, {name}", noise=(_without_marks, *noise), after=after, before=before)
    for name, noise, before, after in (
        ("bare", (), "", ""),
        ("years", (YEARS, YEARS_SQUARE, YEARS_GLUED), "", ""),
        ("pages", (PAGES,), "", ""),
        ("torn", (TORN,), "", ""),
        ("cited, list", (CITED,), "", BOOKS),
        ("cited bare, list", (CITED_BARE,), "", BOOKS),
        ("list plain", (), "", BOOKS_PLAIN),
        ("enumerated", (ENUMERATED,), "", ""),
        ("enumerated ()", (ENUMERATED_ROUND,), "", ""),
        ("both", (ENUMERATED, ENUMERATED_ROUND, LIST, LIST_DOTTED), "", ""),
        ("formulas", (FORMULAS,), "", ""),
        ("lists", (LIST, LIST_DOTTED, BULLETS), "", ""),
        ("lists, subheads", (LIST, SUBHEADS), "", ""),
        ("site", (STARRED,), MENU, TAIL),
        ("paper", (SUBHEADS,), PAPER, ""),
    )
)
LAYOUTS = (*CORE, *_PAIRS, *_HEADINGS, *_PLACES, *_WORDS, *_NONE)

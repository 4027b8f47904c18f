"""Texts enough for shards, and the command line that makes small shards of them."""

import sys
from pathlib import Path

NAMES = ("Лугов", "Гречихина", "Осокин", "Ильина", "Котов")
VERBS = ("сказал", "сказала", "заметил", "возразила", "добавил")
PLACES = ("у мельницы", "на мосту", "в саду", "за рекой", "под горой", "у пристани", "на чердаке")


def text(number: int) -> str:
    """A text of its own, with a speaker, a title, a note."""
    name, verb_, place = NAMES[number % 5], VERBS[number % 5], PLACES[number % 7]
    return (
        f"Запись {number}\n\n"
        f"Мы встретились {place}. «Здесь прошло {number} лет», – {verb_} {name}[1]. Журнал «Сад» об этом молчал.\n\n"
        f"Так называемый «порядок» никого не удивил. По дороге домой мы насчитали {number * 3} шагов.\n\n"
        f"[1] {name} Н. Записки. М., {1900 + number % 90}. С. {number % 300 + 1}.\n"
    )


SMALL = "from pipeline.shards import planning as p; p.FEW = p.SMALLEST = 1 << 15; import pipeline.cli as c; c.main()"


def command(texts: Path, out: Path, *more: str) -> list[str]:
    """The command line, with shards of some kilobytes."""
    return [sys.executable, "-c", SMALL, "export", str(texts), "--out", str(out), *more]


def whole(out: Path) -> dict[str, bytes]:
    """Every file but the log."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != "export.log")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def write_many(folder: Path) -> Path:
    """Write texts enough for some seconds of work."""
    folder.mkdir()
    for number in range(40):
        said = "\n\n".join(text(number * 100 + part).replace("[1]", "") for part in range(16))
        (folder / f"m{number:02}.txt").write_text(said, encoding="utf-8")
    return folder

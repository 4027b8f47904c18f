"""A text to be packed, with all that is said of it, and what a folder holds."""

from pathlib import Path

LAKE = "Речь об озере\n\n«Вода чиста», – сказал Пётр Лугов. Все пили её.\n"
HILL = "Речь о холме\n\nО так называемой «горе» никто не вспоминал. Она была далеко.\n"
SIDECAR = """\
subtitle = "Два слова"
title_en = "On a lake"
licence = "public domain"
source_url = "https://example.org/lake"
keywords = ["озеро"]
[[author]]
name = "Пётр Лугов"
viaf = "7"
[[editor]]
name = "Анна Белова"
orcid = "0000-0002-1825-0097"
[[contributor]]
name = "Кружок"
kind = "organisation"
role = "сверка цитат"
[edition]
version = "1.0"
publisher = "Архив озёр"
date = "2024-05-01"
licence = "https://creativecommons.org/licenses/by/4.0/"
doi = "10.1234/lake"
"""


def write(place: Path, name: str, text: str, sidecar: str = "") -> None:
    (place / "texts").mkdir(exist_ok=True)
    (place / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    (place / "texts" / f"{name}.toml").write_text(sidecar, encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }

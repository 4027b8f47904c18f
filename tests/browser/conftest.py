"""A real browser on the real pages, opened from the disk. Where the pages asked for anything else a test fails."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

import pipeline
from pipeline import tei
from pipeline.find import find
from pipeline.source import read
from pipeline.tables import rows
from pipeline.view.page import pages
from pipeline.view.reading import reading
from tests.shown import ATTACK, ATTACK_SIDECAR, MILL, RIVER, RIVER_DECISIONS, book, write

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (  # a browser that looks for nothing but what it is told to open; as root it has no sandbox
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}

Opening = Callable[..., Page]


def chromium() -> str:
    """The Chromium of this machine; `CHROMIUM` names another."""
    named = (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES))
    found = next(filter(None, named), None)
    if found is None:
        pytest.exit(
            "No Chromium is found: install it (Debian: apt-get install chromium), or name it: CHROMIUM=/path.", 2
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET])
        yield started
        started.close()


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed, texts with every sort of string, and one that is all attacks, exported and viewed; a book in parts."""
    place = tmp_path_factory.mktemp("browser")
    for seed in (ROOT / "seeds").glob("*.*"):
        (place / "texts").mkdir(exist_ok=True)
        shutil.copy(seed, place / "texts")
    write(place, "mill", MILL)
    write(place, "river", RIVER)
    (place / "texts" / "river.decisions.toml").write_text(RIVER_DECISIONS, encoding="utf-8")
    write(place, "attack", ATTACK, ATTACK_SIDECAR)
    assert pipeline.export([place / "texts"], place / "out").faults == ()
    assert pipeline.view(place / "out").faults == ()
    in_parts(place)
    return place / "out"


def in_parts(place: Path) -> None:
    """A book whose pages are cut small, so that there are several, under a name with a space; who speaks last in it
    speaks once.
    """
    text, _, notes = book(50_000).partition("Примечания")
    write(place, "book", f"{text}Ордынцева ответила: «Вы ошиблись дверью».\n\nПримечания{notes}")
    found = find(read(place / "texts" / "book.txt"))
    root = tei.parse(tei.encode(found))
    made = pages(reading(root, found, rows(root, found.text)), "a book.html", 90_000)
    for file, said in made.files():
        page = place / "out" / "view" / file
        page.parent.mkdir(exist_ok=True)
        page.write_text(said, encoding="utf-8")


@pytest.fixture
def opened(browser: Browser, out: Path) -> Iterator[Opening]:
    """Opens a page, `opened("mill", dark=True)`; afterwards nothing has been said on its console, nothing asked for."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def refused(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    def opening(name: str, narrow: bool = False, dark: bool = False, **options: Any) -> Page:
        context = browser.new_context(
            viewport=NARROW if narrow else WIDE,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.extend(_elsewhere(request.url)))
        page.on("dialog", refused)
        file, _, place = name.partition("#")
        page.goto((out / "view" / f"{file}.html").as_uri() + (f"#{place}" if place else ""))
        return page

    def _elsewhere(url: str) -> list[str]:
        return [] if url.startswith((out / "view").as_uri()) else [f"asked for {url}"]

    yield opening
    for context in contexts:
        context.close()
    assert said == []

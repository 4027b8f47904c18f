"""A book in several pages: what one walks over their ends, and that every address is found."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.find import find
from pipeline.find.decisions import decide
from pipeline.find.decisions.file import load
from pipeline.source import read
from tests.browser.conftest import Opening

BOOK = "a book"


def place(page: Page) -> str:
    """The file and the id that the address names."""
    return str(page.evaluate("location.href")).rpartition("/view/")[2].replace("%20", " ")


def parts(page: Page) -> int:
    return int(page.locator("[data-part]").count())


def uncertain(opened: Opening) -> list[str]:
    """The places of what is uncertain, in all parts."""
    found = []
    for number in range(1, parts(opened(BOOK)) + 1):
        file = BOOK if number == 1 else f"{BOOK}.parts/{number}"
        ids = opened(file).locator("article .s.low:not(.on)").evaluate_all("all => all.map(one => one.id)")
        found += [f"{file}.html#{one}" for one in ids]
    return found


def test_the_walk_through_what_is_uncertain_goes_on_in_the_next_part_and_round_again(opened: Opening) -> None:
    every = uncertain(opened)
    assert len({one.partition("#")[0] for one in every}) > 1
    page = opened(BOOK)
    for one in [*every, every[0]]:
        page.keyboard.press("n")
        page.wait_for_url(re.compile(re.escape(one.replace(" ", "%20")) + "$"))
        expect(page.locator("article .s.chosen").first).to_be_in_viewport()
    page.keyboard.press("p")
    page.wait_for_url(re.compile(re.escape(every[-1].replace(" ", "%20")) + "$"))


def test_the_walk_through_one_speaker_s_words_goes_on_with_that_speaker(opened: Opening) -> None:
    page = opened(BOOK)
    page.get_by_role("button", name=re.compile("Тимашев")).click()
    page.keyboard.press("k")  # the last one of this part
    page.keyboard.press("j")
    page.wait_for_url(re.compile("parts/"))
    pressed = page.get_by_role("button", name=re.compile("Тимашев"))
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".card .whose")).to_contain_text("Тимашев")


def test_who_is_not_quoted_in_this_part_is_found_in_the_one_that_has_their_words(opened: Opening) -> None:
    page = opened(BOOK)
    page.get_by_role("button", name=re.compile("Ордынцев")).click()
    page.wait_for_url(re.compile(r"parts/\d+\.html#q"))
    expect(page.get_by_role("button", name=re.compile("Ордынцев"))).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".s.chosen").first).to_have_text("«Вы ошиблись дверью»")


def test_an_address_of_another_part_is_found_from_the_first_page(opened: Opening) -> None:
    one = opened(f"{BOOK}.parts/2").locator("article .s").last.get_attribute("id")
    page = opened(f"{BOOK}#{one}")
    page.wait_for_url(re.compile(f"/2.html#{one}$"))
    expect(page.locator(".card")).to_contain_text(f"#{one}")
    page = opened(f"{BOOK}#q99999")
    page.wait_for_timeout(100)
    assert place(page) == f"{BOOK}.html#q99999"


def test_a_note_in_another_part_is_shown_and_leads_there_and_back(opened: Opening) -> None:
    page = opened(BOOK)
    mark = page.locator("#r1")
    mark.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("[1]. Лапшин П. Записки землемера")
    mark.click()
    page.wait_for_url(re.compile(r"parts/\d+\.html#n1$"))
    expect(page.locator("#n1")).to_be_in_viewport()
    page.locator("#n1").get_by_role("link", name="back to the text").click()
    page.wait_for_url(re.compile(r"book\.html#r1$"))
    expect(page.locator("#r1")).to_be_in_viewport()


def test_what_is_said_of_a_quotation_has_the_citation_that_stands_in_another_part(opened: Opening) -> None:
    page = opened(f"{BOOK}#q1")
    expect(page.locator(".card")).to_contain_text("FromЛапшин П. Записки землемера")
    page.locator(".card").get_by_role("link", name="[1]").click()
    page.wait_for_url(re.compile("#n1$"))


def test_the_search_goes_on_in_the_next_part_and_ends_where_it_began(opened: Opening) -> None:
    page = opened(BOOK)
    last = parts(page)
    page.keyboard.press("/")
    page.keyboard.type("никто нигде такого не писал")
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    expect(page.locator("output")).to_have_text("0 in this part")
    assert place(page).startswith(f"{BOOK}.html")
    page.get_by_role("searchbox").fill("Примечания")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"parts/\d+\.html"))
    expect(page.locator("output")).to_have_text("1 of 1 in this part")
    expect(page.get_by_role("heading", name="Примечания")).to_be_in_viewport()
    page.get_by_role("searchbox").fill("Глава 1")
    page.keyboard.press("Shift+Enter")
    page.wait_for_url(re.compile("html$"))
    assert last > 1


def test_one_leafs_through_the_parts_and_finds_the_chapters(opened: Opening) -> None:
    page = opened(BOOK)
    page.get_by_role("link", name="Part 2 →").last.click()
    expect(page.get_by_text("Part 2 of").first).to_be_visible()
    expect(page).to_have_title(re.compile("part 2"))
    page.get_by_role("link", name="Глава 1", exact=True).click()
    expect(page.get_by_role("heading", name="Глава 1", exact=True)).to_be_in_viewport()
    assert place(page).startswith(f"{BOOK}.html#")


@pytest.mark.parametrize("name", ["bukharin-1988", "mill", f"{BOOK}.parts/2"])
def test_a_decision_that_is_copied_is_valid_and_changes_nothing(
    name: str, opened: Opening, out: Path, tmp_path: Path
) -> None:
    page = opened(name)
    said = []
    for _ in range(min(70, page.locator("article .s:not(.on)").count())):
        page.keyboard.press("j")
        said.append(page.locator(".card pre").text_content() or "")
    assert len(set(said)) == len(said) > 5
    (tmp_path / "all.toml").write_text("\n\n".join(said), encoding="utf-8")
    text = "book" if name.startswith(BOOK) else name
    found = find(read(out.parent / "texts" / f"{text}.txt"))
    decided, unmet = decide(found, load(tmp_path / "all.toml"))
    assert unmet == []
    kept = [(span.kind, span.start, span.end, span.attrs.get("speaker")) for span in decided.spans]
    assert kept == [(span.kind, span.start, span.end, span.attrs.get("speaker")) for span in found.spans]

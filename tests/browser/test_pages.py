"""What a person does on the pages: reads, clicks, walks by key, searches, prints; with and without JavaScript."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opening
from tests.shown import LONG, MILL

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = ROOT / ".screens"  # what the pages look like, to be looked at
SEED = "bukharin-1988"
CUT = "q3"  # in the text about the river: a page ends in two of its words


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="The chosen string")


def string(page: Page, part: str) -> Locator:
    return page.locator(f'[id="{part}"]')


def at(page: Page) -> str:
    """The id in the address as the page itself has it, which it may not have told the test yet."""
    return str(page.evaluate("location.hash.slice(1)"))


def labels(page: Page, string: str) -> list[Locator]:
    return list(page.locator(f'a.who:has(+ [id="{string}"]), a.who:has(+ [data-string="{string}"])').all())


def look(of: Locator) -> str:
    """How a string is marked: its line, its ground, its border."""
    style = ("textDecorationLine", "backgroundColor", "borderBottomStyle", "fontStyle")
    return " ".join(str(of.evaluate(f"one => getComputedStyle(one).{name}")) for name in style)


# A quotation


def test_a_click_on_a_quotation_shows_who_why_and_where_and_lights_all_its_parts_and_its_cue(opened: Opening) -> None:
    page = opened(SEED)
    expect(panel(page)).to_be_hidden()
    string(page, "q9").click(position={"x": 60, "y": 8})
    shown = panel(page)
    expect(shown).to_contain_text("Николай Иванович Бухарин")
    expect(shown).to_contain_text("The narrator's words interrupt it")
    expect(shown).to_contain_text("high, by tei-export")
    expect(shown).to_contain_text("in 2 parts")
    lit = page.locator("article .chosen")
    assert lit.evaluate_all("all => all.map(one => one.id || one.className)") == ["q9", "cue chosen", "q9.2"]
    assert at(page) == "q9"


def test_the_address_of_a_quotation_comes_back_to_it(opened: Opening) -> None:
    page = opened(f"{SEED}#q12")
    expect(panel(page)).to_contain_text("А. Бутенко")
    expect(string(page, "q12")).to_be_in_viewport()
    page.evaluate("location.hash = '#q9.2'")
    expect(panel(page)).to_contain_text("paragraph 25")


def test_the_note_of_a_quotation_is_one_click_away(opened: Opening) -> None:
    page = opened(f"{SEED}#q12")
    panel(page).get_by_role("link", name="[5]").click()
    expect(page.locator("#n5")).to_be_in_viewport()


def test_a_nested_quotation_is_chosen_for_itself(opened: Opening) -> None:
    page = opened("mill")
    string(page, "q4").click()
    expect(panel(page)).to_contain_text("Ордынцева")
    assert page.locator("article .s.chosen").evaluate_all("all => all.map(one => one.id)") == ["q4"]


def test_citation_and_decision_are_copied_by_button_and_by_key(opened: Opening) -> None:
    page = opened("mill#q1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    expect(panel(page).get_by_role("status")).to_have_text("Citation copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    start, end = MILL.index("«Вода помнит"), MILL.index(". Так он думал")
    assert copied == (
        "Старая мельница и её сторожа. 1911-05-12. § 1. «Вода помнит всё … и никому ничего не прощает» (И. Лапшин) "
        f"[mill#q1, {start}–{end}]"
    )
    page.keyboard.press("d")
    expect(panel(page).get_by_role("status")).to_have_text("Decision copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('[[string]]\nexact = ["«Вода помнит всё", ", – говорил Лапшин, – ", "и никому')
    assert 'speaker = "И. Лапшин"' in copied


def test_a_citation_has_the_words_of_its_paragraphs_and_leaves_out_only_the_narrators(opened: Opening) -> None:
    page = opened("river#q1")
    said = "«Мы пришли сюда весной. Никто не роптал … и никто не ушёл»"
    expect(page.locator(".citation", has_text="§ 1–2")).to_contain_text(said)
    expect(panel(page)).to_contain_text("paragraphs 1–2")


def test_a_citation_has_neither_page_numbers_nor_marks_of_notes(opened: Opening) -> None:
    page = opened("river")
    string(page, CUT).click()
    expect(panel(page).locator(".citation")).to_contain_text("«Дорога кончилась за рекой, и никто не роптал; мы шли»")


def test_the_panel_closes_by_button_and_by_key(opened: Opening) -> None:
    page = opened(f"{SEED}#q9")
    page.get_by_role("button", name="Close").click()
    expect(panel(page)).to_be_hidden()
    expect(page.locator("article .chosen")).to_have_count(0)
    string(page, "q9").click(position={"x": 60, "y": 8})
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()


def test_on_a_telephone_the_panel_does_not_cover_what_was_tapped(opened: Opening) -> None:
    page = opened(SEED, narrow=True, has_touch=True)
    one = string(page, "q12")
    one.evaluate("one => scrollTo(0, one.getBoundingClientRect().bottom + scrollY - innerHeight + 20)")
    one.tap()
    expect(panel(page)).to_be_visible()
    above, below = one.bounding_box(), panel(page).bounding_box()
    assert above is not None
    assert below is not None
    assert 40 < above["y"] < above["y"] + 40 < below["y"]


# By key


@pytest.mark.parametrize(("onward", "back"), [("n", "p"), ("т", "з")])
def test_keys_walk_through_what_is_uncertain_and_round_again(onward: str, back: str, opened: Opening) -> None:
    """By their place too, where the keyboard is Russian."""
    page = opened(SEED)
    uncertain = page.locator("article .s.low:not(.on)").evaluate_all("all => all.map(one => one.id)")
    assert len(uncertain) > 1
    codes = {"n": "KeyN", "p": "KeyP", "т": "KeyN", "з": "KeyP"}

    def press(key: str) -> str:
        init = f"{{ key: '{key}', code: '{codes[key]}', bubbles: true }}"
        page.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {init}))")
        expect(panel(page)).to_contain_text("low, by tei-export")
        expect(page.locator("article .s.chosen").first).to_be_in_viewport()
        return at(page)

    assert [press(onward) for _ in [*uncertain, 0]] == [*uncertain, uncertain[0]]
    assert press(back) == uncertain[-1]


def test_where_nothing_is_uncertain_there_is_nothing_to_press(opened: Opening) -> None:
    expect(opened("river").get_by_role("button", name="uncertain")).to_be_disabled()


def test_the_button_walks_as_the_key_does(opened: Opening) -> None:
    page = opened(SEED)
    uncertain = page.locator("article .s.low:not(.on)").count()
    page.get_by_role("button", name=f"Next uncertain {uncertain}").click()
    expect(panel(page)).to_contain_text("low")
    assert page.evaluate("document.activeElement.nextElementSibling.id") == at(page)


def test_from_a_string_that_is_certain_the_next_uncertain_is_the_one_after_it(opened: Opening) -> None:
    page = opened(SEED)
    order = page.locator("article .s:not(.on)").evaluate_all("all => all.map(one => [one.id, one.matches('.low')])")
    low = [place for place, (_, is_low) in enumerate(order) if is_low]
    page.evaluate(f"location.hash = '#{order[low[1] - 1][0]}'")
    page.keyboard.press("n")
    assert at(page) == order[low[1]][0]


def test_keys_walk_through_all_strings(opened: Opening) -> None:
    page = opened("mill")
    walked = []
    for _ in range(4):
        page.keyboard.press("j")
        walked.append(at(page))
    page.keyboard.press("k")
    assert walked == ["s1", "q1", "q2", "q3"]
    assert at(page) == "q2"


def test_letters_are_no_keys_where_one_writes_or_where_they_are_switched_off(opened: Opening) -> None:
    page = opened(SEED)
    page.keyboard.press("/")
    page.keyboard.type("np")
    expect(panel(page)).to_be_hidden()
    page.keyboard.press("Escape")
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("Letters are keys").uncheck()
    page.keyboard.press("n")
    expect(panel(page)).to_be_hidden()


def test_everything_is_reached_by_tab_and_enter_and_the_focus_comes_back(opened: Opening) -> None:
    page = opened("mill")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the text", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    label = page.get_by_role("link", name="Лапшин").first
    expect(label).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(label).to_be_focused()


# Layers, speakers, search


@pytest.mark.parametrize(
    ("layer", "selector"),
    [
        ("Quotations", "#q12"),
        ("Words at arm's length", ".so_called"),
        ("Titles and names", ".title"),
        ("What gave it away", ".cue"),
        ("Persons", ".person_name"),
        ("Dates", ".date"),
    ],
)
def test_a_layer_is_switched(layer: str, selector: str, opened: Opening) -> None:
    page = opened(SEED)
    one = page.locator(f"article {selector}").last
    before = look(one)
    page.get_by_role("checkbox", name=layer).click()
    assert look(one) != before
    page.get_by_role("checkbox", name=layer).click()
    assert look(one) == before


def test_names_numbers_and_warnings_are_switched_off(opened: Opening) -> None:
    page = opened("mill")
    for layer, selector in (("Names in the margin", "a.who"), ("Places to look at", ".doubt")):
        expect(page.locator(selector).first).to_be_visible()
        page.get_by_label(layer).uncheck()
        expect(page.locator(selector).first).to_be_hidden()
    number = "getComputedStyle(document.getElementById('p1'), '::after').content"
    assert page.evaluate(number) == '"1"'
    page.get_by_label("Numbers of paragraphs").uncheck()
    assert page.evaluate(number) == "none"


def test_one_speaker_is_seen_alone_and_walked_alone(opened: Opening) -> None:
    page = opened("mill")
    button = page.get_by_role("button", name=re.compile("Ордынцева"))
    mine, other = string(page, "q4"), string(page, "q2")
    before = look(other)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert look(other) != before
    assert "underline" in look(mine)
    page.keyboard.press("j")
    assert at(page) == "q4"
    assert {label.evaluate("one => getComputedStyle(one).visibility") for label in labels(page, "q2")} == {"hidden"}
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert look(other) == before


def test_the_first_words_of_a_speaker_come_into_sight(opened: Opening) -> None:
    page = opened(SEED)
    expect(string(page, "q12")).not_to_be_in_viewport()
    page.get_by_role("button", name="Бутенко").click()
    expect(string(page, "q12")).to_be_in_viewport()


@pytest.mark.parametrize("wanted", ["чрезвычайно", "не роптал, – говорил он", "за рекой, И никто"])
def test_words_are_found_as_they_are_read(wanted: str, opened: Opening) -> None:
    """Over the end of a page, and whatever white space the source has between them."""
    page = opened("river")
    page.get_by_role("searchbox").fill(wanted)
    expect(page.locator("output")).to_have_text("1 found")


def test_what_is_hidden_is_not_found(opened: Opening) -> None:
    page = opened("river")
    page.get_by_role("searchbox").fill("[16]")
    expect(page.locator("output")).to_have_text("0 found")
    page.get_by_label("Page numbers, menus").check()
    page.get_by_role("searchbox").fill("16]")
    expect(page.locator("output")).to_have_text("1 found")


def test_words_are_found_across_elements_and_whatever_their_case(opened: Opening) -> None:
    page = opened(SEED)
    page.keyboard.press("/")
    page.keyboard.type("ПРОДУМАННУЮ иерархию")
    expect(page.locator("output")).to_have_text("1 found")
    page.keyboard.press("Enter")
    expect(page.locator("output")).to_have_text("1 of 1")
    expect(string(page, "q12")).to_be_in_viewport()
    page.get_by_role("searchbox").fill("говорил бухарин, – и она")
    expect(page.locator("output")).to_have_text("1 found")
    page.get_by_role("searchbox").fill("нигде такого нет")
    expect(page.locator("output")).to_have_text("0 found")


# Notes


def test_a_note_is_shown_on_hover_and_hidden_by_escape(opened: Opening) -> None:
    page = opened(SEED)
    page.locator("#r5").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Механизм торможения")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_mark_leads_to_its_note_and_the_note_back(opened: Opening) -> None:
    page = opened(SEED)
    page.locator("#r5").click()
    expect(page.locator("#n5")).to_be_in_viewport()
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.locator("#n5").get_by_role("link", name="back to the text").click()
    expect(page.locator("#r5")).to_be_in_viewport()


def test_a_tap_shows_the_note_where_it_is(opened: Opening) -> None:
    page = opened(SEED, narrow=True, has_touch=True)
    page.locator("#r5").tap()
    tooltip = page.get_by_role("tooltip")
    expect(tooltip).to_contain_text("Механизм торможения")
    box = tooltip.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
    expect(page.locator("#r5")).to_be_in_viewport()
    page.locator("#r5").tap()
    expect(tooltip).to_be_hidden()


def test_a_tap_on_another_mark_shows_its_note(opened: Opening) -> None:
    page = opened(SEED, narrow=True, has_touch=True)
    page.locator("#r5").tap()
    page.locator("#r6").tap()
    expect(page.get_by_role("tooltip")).to_contain_text(page.locator("#n6").inner_text()[:20])


# As a page


def test_a_line_has_sixty_to_seventy_characters(opened: Opening) -> None:
    page = opened(SEED)
    lines = page.evaluate(
        """() => [...document.querySelectorAll("p.paragraph")].flatMap((one) => {
          const copy = one.cloneNode(true);
          copy.querySelectorAll(".who, .figure").forEach((node) => node.remove());
          const rows = Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight));
          return rows > 4 && !one.querySelector(".figure") ? [copy.textContent.length / (rows - 0.5)] : [];
        })"""
    )
    assert len(lines) > 10
    assert 60 <= sum(lines) / len(lines) <= 70


@pytest.mark.parametrize("name", [SEED, "mill", "river", "attack", "index"])
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_nothing_is_wider_than_the_window(name: str, narrow: bool, opened: Opening) -> None:
    page = opened(name, narrow=narrow)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_a_long_name_is_whole_in_the_panel_and_in_the_list(opened: Opening) -> None:
    page = opened("river#q4")
    expect(panel(page)).to_contain_text(LONG)
    for beside in (panel(page), page.get_by_role("complementary", name="Speakers and layers")):
        assert beside.evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_names_over_the_columns_cover_nothing(narrow: bool, opened: Opening) -> None:
    page = opened("index", narrow=narrow)
    edges = "all => all.map((one) => { const b = one.getBoundingClientRect(); return [b.left, b.right, b.top] })"
    names = page.locator(".matrix thead span").evaluate_all(edges)
    assert len(names) > 3
    assert all(before[1] <= after[0] + 1 for before, after in pairwise(names))
    assert page.locator(".matrix caption").evaluate("one => one.getBoundingClientRect().bottom") <= min(
        top for _, _, top in names
    )


def test_names_in_the_margin_cover_neither_each_other_nor_the_text(opened: Opening) -> None:
    page = opened(SEED)
    boxes = page.locator("a.who:not(.again)").evaluate_all(
        "all => all.map((one) => { const b = one.getBoundingClientRect(); return [b.top, b.bottom, b.right] })"
    )
    left = page.locator("#p10").evaluate("one => one.getBoundingClientRect().left")
    assert len(boxes) > 20
    assert all(right <= left for _, _, right in boxes)
    ordered = sorted(boxes)
    assert all(above[1] <= below[0] + 1 for above, below in pairwise(ordered))


@pytest.mark.parametrize("media", ["screen", "print"])
def test_what_stands_in_the_margin_leaves_verse_and_lists_free(
    media: Literal["screen", "print"], opened: Opening
) -> None:
    page = opened("river")
    page.emulate_media(media=media)
    right = "all => all.map(one => one.getBoundingClientRect().right)"
    text = page.locator("#p1").evaluate("one => one.getBoundingClientRect().left")
    for around in (".verse_line", ".list"):
        found = page.locator(f"{around} a.who").evaluate_all(right)
        assert found
        assert max(found) <= text


def test_in_print_there_is_the_text_with_its_names_and_nothing_to_press(opened: Opening) -> None:
    page = opened(SEED)
    page.emulate_media(media="print")
    for selector in (".top", ".side", ".panel", ".reasons"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(string(page, "q12")).to_be_visible()
    expect(page.locator("a.who").first).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.set_viewport_size({"width": 700, "height": 1000})  # about the width of such a sheet
    edges = "all => all.map(one => one.getBoundingClientRect().right)"
    text = page.locator("#p10").evaluate("one => one.getBoundingClientRect().left")
    assert all(right <= text for right in page.locator("a.who:not(.again)").evaluate_all(edges))


def test_without_javascript_all_is_readable_and_notes_and_reasons_are_linked(opened: Opening) -> None:
    page = opened("mill", java_script_enabled=False)
    assert not page.locator("button:visible:enabled").count()
    before = look(string(page, "q1"))
    page.locator(".reasons").get_by_role("link", name="q1", exact=True).click()
    assert look(string(page, "q1")) != before
    shown = page.locator("main").inner_text()
    for words in re.findall(r"\w+", MILL):
        assert words in shown
    page.locator("#r3").click()
    expect(page.locator("#n3")).to_be_in_viewport()
    page.get_by_role("link", name="Ордынцева").click()
    why = page.locator('[id="why:1"], [id="why:2"], [id="why:3"]').filter(has_text="A colon introduces it")
    expect(why).to_be_in_viewport()
    expect(why).to_contain_text("high, by tei-export")
    why.get_by_role("link", name="q4").click()
    expect(string(page, "q4")).to_be_in_viewport()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.get_by_role("checkbox", name="Quotations").uncheck()
    assert "underline" not in look(string(page, "q4"))


def test_an_attack_in_a_text_is_shown_and_does_nothing(opened: Opening) -> None:
    for name in ("attack", "index"):
        page = opened(name)
        page.keyboard.press("j")
        page.wait_for_timeout(100)
        assert page.title() != "taken"
        assert "<script>" in page.locator("main").inner_text()


# The overview


def test_a_mark_on_a_strip_opens_its_quotation(opened: Opening) -> None:
    page = opened("index")
    page.locator(f'.strip a[href="{SEED}.html#q12"]').click()
    expect(panel(page)).to_contain_text("А. Бутенко")


def test_texts_are_found_by_their_titles(opened: Opening) -> None:
    page = opened("index")
    page.get_by_role("searchbox").fill("СТАРАЯ мель")
    expect(page.locator("output")).to_have_text("1 of 4")
    page.get_by_role("link", name="Старая мельница и её сторожа").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Старая мельница")
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is quoted")


def test_behind_each_chart_are_its_numbers(opened: Opening) -> None:
    page = opened("index")
    for summary in page.get_by_text("Numbers", exact=True).all():
        summary.click()
    assert page.get_by_role("table").count() == 7
    expect(page.get_by_role("row", name="Николай Иванович Бухарин 13 526 1")).to_be_visible()


# For everybody


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", [f"{SEED}#q9", "mill#q4", "attack", "index", "a book.parts/2"])
def test_axe_finds_nothing_serious(name: str, narrow: bool, dark: bool, opened: Opening) -> None:
    page = opened(name, narrow=narrow, dark=dark)
    for details in page.locator("details:not([open]) > summary").all():
        if details.is_visible():
            details.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    grave = [
        f"{one['id']}: {one['help']}: {[node['html'][:90] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", [f"{SEED}#q9", "mill#q4", "index", "a book.parts/2"])
def test_what_it_looks_like_is_left_to_be_looked_at(name: str, narrow: bool, dark: bool, opened: Opening) -> None:
    page = opened(name, narrow=narrow, dark=dark)
    SCREENS.mkdir(exist_ok=True)
    called = (
        f"{name.partition('#')[0].replace('/', '-')}-{'narrow' if narrow else 'wide'}-{'dark' if dark else 'light'}.png"
    )
    page.screenshot(path=SCREENS / called)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    channels = [int(number) for number in re.findall(r"\d+", background)]
    assert (sum(channels) < 150) == dark

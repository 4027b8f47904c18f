"""A form feed of the source is a page break: a span over the line feed it became, a `pb` that says where it stood."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline import tei
from pipeline.element import NS, clark
from pipeline.find import find
from pipeline.source import read
from pipeline.text import Document, Span
from pipeline.verbs.stages import parsed
from tests.fuzz import LEGAL
from tests.packed import files
from tests.strategies import drawn

TEXTS = st.lists(st.sampled_from(LEGAL) | st.just("\f"), max_size=30).map("".join)
BEGINNING = "О саде\n\nБыло лето, и шли дожди.\n\n"
TWO_PAGES = (
    "О саде\n\nБыло лето. Сад цвёл всё лето, и никто\n\n12\n\fО САДЕ\n\nне спорил. Дом стоял.\n\n13\n\f"
    "О САДЕ\n\nНастала осень.\n"
)


def found(text: str) -> Document:
    """What is found in a text with form feeds."""
    breaks = (Span(at, at + 1, "page_break") for at, char in enumerate(text) if char == "\f")
    return find(Document("a", text.replace("\f", "\n"), spans=tuple(breaks)))


def paragraphs(text: str) -> list[str]:
    document = found(text)
    return [document.slice(span) for span in document.of("paragraph")]


def source_of(tei_file: Path) -> str:
    """The source a TEI file was made from: its text, with a form feed at every page break."""
    root, text = parsed(tei_file)
    chars = list(text or "")
    for span in tei.read(root, text or "").of("page_break"):
        chars[span.start] = "\f"
    return "".join(chars)


@settings(max_examples=60)
@given(TEXTS)
def test_any_text_with_form_feeds_comes_back_to_the_character(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.txt").write_bytes(text.encode("utf-8"))
        done = pipeline.export([place / "a.txt"], out=place / "out")
        assert {fault.rule for fault in done.faults} <= {"refused"}
        if not done.faults:
            assert pipeline.check([place / "out"]) == ()
            plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            assert source_of(place / "out/tei/a.xml") == plain
            assert pipeline.decisions(place / "out/tei/a.xml").file is None
            assert pipeline.view(place / "out").faults == ()


def test_a_page_break_is_a_span_over_the_line_feed_that_the_form_feed_became(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffСад.\r\n\fДом.\f".encode())
    document = read(tmp_path / "a.txt")
    assert document.text == "Сад.\n\nДом.\n"
    assert document.spans == (Span(5, 6, "page_break"), Span(10, 11, "page_break"))


def test_within_a_block_an_empty_element_stands_before_the_line_feed() -> None:
    document = drawn("{body|{paragraph|Сад{page_break|\n}цвёл}}")
    data = tei.encode(document)
    assert '<p corresp="drawn.txt#char=0,8">Сад<pb corresp="drawn.txt#char=3"/>\nцвёл</p>' in data.decode()
    assert tei.read(tei.parse(data), document.text) == document


def test_between_blocks_it_says_where_it_stood() -> None:
    document = drawn("{page_break|\n}{body|{paragraph|Сад}\n{page_break|\n}{page_break|\n}{paragraph|Дом}}")
    root = tei.parse(tei.encode(document))
    assert [pb.get("corresp") for pb in root.iter(clark("pb"))] == [f"drawn.txt#char={at}" for at in (0, 5, 6)]
    assert tei.read(root, document.text) == document


def test_the_header_says_what_a_page_break_is_only_where_there_is_one() -> None:
    def said(picture: str) -> str:
        return tei.parse(tei.encode(drawn(picture))).findtext(".//tei:tagUsage[@gi='pb']", "", NS)

    assert "form feed" in said("{body|{paragraph|Сад{page_break|\n}цвёл}}")
    assert said("{body|{paragraph|Сад{page_number n=13|[13]}}}") == ""


def test_a_paragraph_goes_on_over_the_page_with_its_number_and_running_head_inside() -> None:
    document = found(TWO_PAGES)
    first = "Было лето. Сад цвёл всё лето, и никто\n\n12\n\nО САДЕ\n\nне спорил. Дом стоял."
    assert [document.slice(span) for span in document.of("paragraph")] == [first, "Настала осень."]
    assert [document.slice(span) for span in document.of("page_number")] == ["12", "13"]
    assert [document.slice(span) for span in document.of("navigation")] == ["О САДЕ", "О САДЕ"]


LONG = "Сад растёт сам, и никто в посёлке уже не помнит, кто его посадил и зачем он это сделал. " * 3
WITHOUT_FORM_FEEDS = {
    "a number": ("Сад цвёл¹, и никто\n\n— 124 —\n\nне спорил.\n\n{}\n\n— 125 —\n\n{}\n", True),
    "footnotes and a number": (
        "Сад цвёл¹, и никто\n\n¹ Белов П. Сад. М., 1926.\n\n— 124 —\n\nне спорил.\n\n{}\n\n— 125 —\n\n{}\n",
        True,
    ),
    "numbered heads": (
        "144\tВестник садов\n\n{}\n\nСад цвёл, и никто\n\nП. Белов. О садах\t145\n\nне спорил.\n\n{}\n\n"
        "146\tВестник садов\n\n{}\n",
        True,
    ),
    "a stop": ("Сад цвёл, и никто.\n\n124\n\nНе спорил дом.\n\n{}\n\n125\n\n{}\n", False),
    "a site's line": ("Сад цвёл, и никто\n\nПоделиться\n\nне спорил.\n\n{}\n", False),
    "a row of a table": ("Сад цвёл, и никто\n\nЯблонь в саду\t12\n\nне спорил.\n\nЯблонь в саду\t14\n\n{}\n", False),
    "acts that are counted": (
        "{}\n\nСад цвёл, и никто\n\nДень в саду  1\n\nне спорил.\n\nДень в саду  2\n\n{}\n",
        False,
    ),
}


@pytest.mark.parametrize(("text", "joined"), WITHOUT_FORM_FEEDS.values(), ids=WITHOUT_FORM_FEEDS)
def test_without_form_feeds_a_number_or_a_numbered_head_ends_the_page(text: str, joined: bool) -> None:
    whole = [one for one in paragraphs("О саде\n\n" + text.replace("{}", LONG.strip())) if one.startswith("Сад цвёл")]
    assert len(whole) == 1
    assert whole[0].endswith("не спорил.") == joined


def test_a_head_beside_a_page_number_is_no_line_of_a_wrapped_paragraph() -> None:
    line = "Сад растёт сам, и никто в посёлке уже не помнит, кто его поса-\nдил, и зачем он это сделал, и отчего он\n"
    other = line.replace("Сад", "Лес").replace("зачем", "когда")
    text = f"О садах\n12\n{line}\n{other}\n{line}цветёт, и зачем\n13\nО садах\nрастёт, и отчего вода течёт.\n\n{line}"
    document = found(text)
    assert [document.slice(span) for span in document.of("navigation")] == ["О садах", "О садах"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Сад цвёл, и никто\fне спорил.", True),
        ("Сад цвёл, и никто\n\fне спорил.", True),
        ("Сад цвёл, и никто\n\nне спорил.\fДом.", False),
        ("Сад цвёл, и, как говорил нам,\n\fИван Белов, никто не спорил.", True),
        ("Сад цвёл, и в нём жил тогда уже старый Пётр\n\fБелов, который не спорил.", True),
        ("Сад цвёл.\n\fДом стоял.", False),
        ("Сад цвёл: «Да».\n\fДом стоял.", False),
        ("Сад\n\fДом стоял.", False),
    ],
)
def test_a_page_ends_a_paragraph_only_where_a_sentence_ends(text: str, joined: bool) -> None:
    assert any("\n" in one for one in paragraphs(BEGINNING + text)) is joined


def test_a_word_cut_at_the_end_of_a_page_is_one_word(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TWO_PAGES.replace("никто\n", "ник-\n").replace("не с", "то не с"), encoding="utf-8")
    pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out")
    rows = (tmp_path / "out/tables/paragraphs.json").read_text(encoding="utf-8")
    assert "Сад цвёл всё лето, и никто не спорил. Дом стоял." in rows


def test_a_quotation_goes_on_over_the_page_without_what_stands_between(tmp_path: Path) -> None:
    text = TWO_PAGES.replace("Сад цвёл", "Он говорил: «Сад цвёл").replace(
        "не спорил", "не спорил», – сказал Иван Белов"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    pipeline.export([tmp_path / "a.txt"], out=tmp_path / "out")
    assert 'Сад цвёл всё лето, и никто не спорил"' in (tmp_path / "out/tables/quotations.json").read_text("utf-8")


def exported(folder: Path, text: str = TWO_PAGES) -> Path:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert pipeline.export([folder / "a.txt"], out=folder / "out").faults == ()
    return folder / "out/tei/a.xml"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("#char=50", "#char=49", "place-is-text"),
        ("#char=50", "#char=x", "page-break-place"),
        ("a.txt#char=50", "b.txt#char=50", "page-break-place"),
        ("#char=85", "#char=86", "place-is-text"),
    ],
)
def test_a_page_break_that_stands_elsewhere_than_it_says_is_a_fault(
    tmp_path: Path, old: str, new: str, rule: str
) -> None:
    path = exported(tmp_path)
    said = path.read_text(encoding="utf-8")
    assert f'{old}"/>' in said
    path.write_text(said.replace(f'{old}"/>', f'{new}"/>'), encoding="utf-8")
    assert rule in {fault.rule for fault in pipeline.check([path])}


def test_white_space_that_an_editor_changed_about_a_page_break_is_put_back(tmp_path: Path) -> None:
    path = exported(tmp_path)
    before = files(tmp_path / "out/tables")
    said = path.read_text(encoding="utf-8")
    broken = said.replace("<pb corresp", "\n          <pb corresp").replace("\n<fw", " <fw")
    assert broken != said
    path.write_text(broken, encoding="utf-8")
    root, text = parsed(path)
    assert tei.read(root, text or "") == tei.read(tei.parse(said.encode()), text or "")
    assert pipeline.tables([path], out=tmp_path / "out").faults == ()
    after = files(tmp_path / "out/tables")
    assert {name for name in before if before[name] != after[name]} <= {"datapackage.json"}


def test_a_page_break_of_a_place_after_the_next_block_is_a_fault(tmp_path: Path) -> None:
    path = exported(tmp_path, "О саде\n\nСад цвёл.\n\fДом стоял.\n\nПришла осень.\n")
    said = path.read_text(encoding="utf-8")
    path.write_text(said.replace('18"/>', '29"/>'), encoding="utf-8")
    faults = [fault.said for fault in pipeline.check([path]) if fault.rule == "place-is-text"]
    assert faults == ["The block begins at 19, and before it stands a page break of 29; put that in its place."]


def book(*heads: str) -> str:
    """A text whose pages, from the second on, begin with these lines; a sentence goes on over the end of each."""
    pages = [
        "О саде\n\nБыло лето, и шли дожди.\n\nСад цвёл, и никто",
        *(f"{head}\nне спорил, и никто" for head in heads),
    ]
    return "\n\f".join(pages) + "\nне ушёл.\n"


def navigation(text: str) -> list[str]:
    document = found(text)
    return [document.slice(span) for span in document.of("navigation")]


@pytest.mark.parametrize(
    "heads",
    [
        ("О САДЕ", "О САДЕ", "О САДЕ"),
        ("О саде 12", "О саде 13", "О саде 14"),
        ("12 Анна Белова", "13 Анна Белова", "14 Анна Белова"),
        ("О саде", "О саде"),
    ],
)
def test_a_line_that_begins_pages_is_a_running_head_though_no_blank_line_follows(heads: tuple[str, ...]) -> None:
    assert navigation(book(*heads)) == [*heads]
    assert len(paragraphs(book(*heads))) == 2


@pytest.mark.parametrize(
    "heads",
    [
        ("О саде", "О доме", "О лесе"),
        ("Глава 1", "Об озере", "Глава 2", "О реке", "Глава 3"),
        ("* * *", "* * *", "* * *"),
        ("Примечания", "Примечания", "Примечания"),
        ("О саде.", "О саде.", "О саде."),
    ],
)
def test_what_begins_other_pages_otherwise_is_no_running_head(heads: tuple[str, ...]) -> None:
    assert navigation(book(*heads)) == []

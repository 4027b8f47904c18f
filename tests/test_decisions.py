"""What an editor decides survives a re-encoding: found again by its words, carried out exactly, or said to be lost."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import pipeline
from pipeline import tei
from pipeline.errors import SourceError, UsageError
from pipeline.find import find
from pipeline.find.crossing import Ground
from pipeline.find.decisions import Decisions, Unmet, decide
from pipeline.find.decisions.differing import differences, judgements
from pipeline.find.decisions.file import load, written
from pipeline.find.decisions.quoting import at_home, parts, places, quoted
from pipeline.find.decisions.strings import wholes
from pipeline.find.decisions.values import KINDS, OfMention, OfPerson, OfReading, OfReference, OfString, Quote
from pipeline.tei.mended import declare_outsiders, read_supplied
from pipeline.text import Agent, Document, Span
from pipeline.verbs.stages import tei_faults
from tests.corrections import EDITS, MINE, Q3, TEXT, corrected

ROOT = Path(__file__).parent.parent
FOUND = find(Document("river", TEXT))
XML = tei.encode(FOUND).decode()
SCHEMA = json.loads((ROOT / "schemas/decisions.schema.json").read_text(encoding="utf-8"))
BY_EDITOR = {"rule": "editor", "certainty": "high", "resp": "editor"}


def edited(names: Iterable[str]) -> Document:
    """What the TEI of `TEXT` holds after these corrections."""
    root = tei.parse(corrected(XML, names).encode())
    declare_outsiders(root)
    read_supplied(root)
    return tei.read(root, TEXT)


def through_a_file(decisions: Decisions, folder: Path) -> Decisions:
    path = folder / "x.decisions.toml"
    path.write_text(written(decisions), encoding="utf-8", newline="\n")
    again = load(path)
    assert again == decisions
    assert Draft202012Validator(SCHEMA).is_valid(tomllib.loads(path.read_text(encoding="utf-8")))
    return again


def from_toml(said: str, folder: Path) -> Decisions:
    path = folder / "x.decisions.toml"
    path.write_text(said, encoding="utf-8")
    return load(path)


def decided(said: str, folder: Path, document: Document = FOUND) -> tuple[Document, list[Unmet]]:
    return decide(document, from_toml(said, folder))


def strings(document: Document) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Kind, rule and speakers of each string, by its words."""
    names = {agent.id: agent.name for agent in document.agents}
    return {
        document.text[slice(*one.extent)]: (
            one.first.kind, one.first.attrs["rule"], tuple(names[each] for each in one.speakers)
        )
        for one in wholes(document)
    }  # fmt: skip


# The law: the decisions that an edition gives make the same edition again


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("decisions")


def assert_law(found: Document, corrected_one: Document, folder: Path) -> None:
    decisions = through_a_file(differences(found, corrected_one), folder)
    again, unmet = decide(found, decisions)
    assert unmet == []
    assert judgements(again, found) == judgements(corrected_one, found)
    assert tei_faults(tei.parse(tei.encode(again)), Path("x.xml"), found.text) == []


@pytest.mark.parametrize("name", EDITS)
def test_each_correction_comes_back(name: str, folder: Path) -> None:
    assert_law(FOUND, edited([name]), folder)
    assert differences(FOUND, edited([name]))


@given(st.permutations(sorted(EDITS)), st.integers(2, 6))
@settings(max_examples=40)
def test_corrections_come_back_together(folder: Path, order: list[str], most: int) -> None:
    names: list[str] = []
    for name in order[:most]:
        try:
            corrected(XML, [*names, name])
        except AssertionError:  # of the same element as one before
            continue
        names.append(name)
    root = tei.parse(corrected(XML, names).encode())
    assume(not tei_faults(root, Path("x.xml"), TEXT))
    assert_law(FOUND, edited(names), folder)


def test_without_corrections_there_are_no_decisions() -> None:
    assert len(differences(FOUND, FOUND)) == 0
    assert differences(FOUND, edited([])) == Decisions()


dice = st.integers(0, 3).map(bool)


@st.composite
def edits(draw: st.DrawFn) -> Document:
    """`TEXT` as the rules find it, after anything an editor may do to strings, names, marks and words of the text."""
    document = replace(FOUND, agents=(*FOUND.agents, Agent("grp7", "group", "рыбаки")))
    agents = [agent.id for agent in document.agents]
    for whole in wholes(document):
        match draw(st.sampled_from(["leave", "leave", "take out", "change", "move"])):
            case "take out":
                document = _without(document, whole.spans)
            case "change":
                document = _string(draw, _without(document, whole.spans), whole.parts, agents)
            case "move":
                moved = (whole.extent[0] + draw(st.integers(-3, 3)), whole.extent[1] + draw(st.integers(-3, 3)))
                document = _string(draw, _without(document, whole.spans), [moved], agents)
    for _ in range(draw(st.integers(0, 3))):
        document = _string(draw, document, [draw(stretches())], agents)
    for span in document.of("person_name"):
        person = draw(st.sampled_from([span.attrs["person"], *agents[:3]]))
        document = replace(
            document, spans=tuple(one.having(person=person) if one is span else one for one in document.spans)
        )
        if draw(st.integers(0, 4)) == 0:
            document = _without(
                document, [one for one in document.spans if one.start == span.start and one.kind == span.kind]
            )
    for span in document.of("date"):
        said = draw(st.sampled_from([span.attrs, {"when": "1910-02"}, {"from": "1910", "certainty": "low"}]))
        others = [one for one in document.spans if one is not span]
        document = replace(document, spans=tuple(others)).adding([replace(span, attrs=said)] if draw(dice) else [])
    for number in range(draw(st.integers(0, 2))):
        start, end = draw(stretches())
        mention = Span(start, end, "person_name", f"m9{number}", {"person": draw(st.sampled_from(agents[:3]))})
        reading = Span(start, end, "reading", "", {"corr": "ой\n"})
        date = Span(start, end, "date", f"t9{number}", {"when": "--05-12"})
        document = _adding(document, [draw(st.sampled_from([mention, reading, date]))])
    return document


def stretches() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(26, 390), st.integers(1, 60)).map(lambda one: (one[0], min(one[0] + one[1], 395)))


def _without(document: Document, gone: Iterable[Span]) -> Document:
    names = [span.id for span in gone]
    kept = [span for span in document.spans if span.id not in names]
    return replace(
        document, spans=tuple(_forgetting(span, names) for span in kept if span.attrs.get("of") not in names)
    )


def _forgetting(span: Span, names: list[str]) -> Span:
    return span.having(closes="") if span.attrs.get("closes") in names else span


def _adding(document: Document, spans: list[Span]) -> Document:
    """With these spans, if there is room for them and words are in them."""
    ground = Ground(document.spans)
    free = not any(ground.crossed_by(span.start, span.end) for span in spans)
    same = {(*whole.extent, whole.first.kind) for whole in wholes(document)}
    same |= {(span.start, span.end, span.kind) for span in document.of("person_name", "reading", "date")}
    fresh = (spans[0].start, spans[-1].end, spans[0].kind) not in same
    inside = any(one.start <= spans[0].start and spans[-1].end <= one.end for one in document.of("paragraph"))
    return document.adding(spans) if free and fresh and inside and document.slice(spans[0]).strip() else document


def _string(draw: st.DrawFn, document: Document, extents: Iterable[tuple[int, int]], agents: list[str]) -> Document:
    kind = draw(st.sampled_from(KINDS))
    attrs = dict(BY_EDITOR)
    if kind == "title":
        attrs |= draw(st.sampled_from([{}, {"level": "m"}, {"level": "j"}, {"type": "event"}]))
    if "quotation" in kind and draw(st.booleans()):
        attrs["speaker"] = " ".join(draw(st.lists(st.sampled_from(agents), min_size=1, max_size=2, unique=True)))
    several = list(extents)[: None if "quotation" in kind else 1]
    taken = {span.id for span in document.spans}
    name = next(one for one in (f"q{number}" for number in range(50, 99)) if one not in taken)
    ids = [name, *(f"{name}.{number}" for number in range(2, len(several) + 1)), ""]
    return _adding(
        document,
        [
            Span(start, end, kind, ids[at]).having(**attrs, next=ids[at + 1], prev=ids[at - 1] if at else "")
            for at, (start, end) in enumerate(several)
        ],
    )


@given(edits())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_an_editor_does_comes_back(folder: Path, document: Document) -> None:
    decisions = through_a_file(differences(FOUND, document), folder)
    again, unmet = decide(FOUND, decisions)
    assert unmet == []
    judged = {"string", "mention", "note_ref", "reading", "person"}
    mine, theirs = judgements(again, FOUND), judgements(document, FOUND)
    assert {one for one in mine if one[0] in judged} == {one for one in theirs if one[0] in judged}


# Quoting


@given(st.text(alphabet="аб \n«", min_size=1, max_size=60), st.data())
def test_what_is_quoted_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = data.draw(st.integers(start + 1, end))
    extents = [(start, cut), (cut, end)] if cut < end else [(start, end)]
    quote = quoted(text, extents)
    assert places(quote, text) == [start]
    assert parts(quote, start) == extents
    assert quote.exact == text[start:end]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (Quote(("дом",)), [4, 12, 21]),
        (Quote(("дом",), prefix="мой "), [4, 21]),
        (Quote(("дом",), prefix="мой ", suffix=" и"), [4]),
        (Quote(("дом",), suffix="."), [21]),
        (Quote(("дом",), prefix="мой ", start=21), [21]),
        (Quote(("дом",), prefix="мой ", start=12), [4, 21]),
        (Quote(("дом",), prefix="наш ", suffix="."), [21]),
        (Quote(("дом",), prefix="наш ", suffix="!"), [4, 12, 21]),
        (Quote(("дом",), start=12), [12]),
        (Quote(("и", " ", "в"), prefix="нет"), [8]),
        (Quote(("лес",)), []),
    ],
)
def test_context_tells_before_the_hint_and_nothing_is_guessed(quote: Quote, found: list[int]) -> None:
    assert places(quote, "мой дом и в дом, мой дом.") == found


def test_context_grows_until_it_tells() -> None:
    text = "Так говорил отец, и так было. " * 5
    quote = quoted(text, [(72, 76)])
    assert quote.exact == "отец"
    assert len(quote.prefix) == 64
    assert places(replace(quote, start=-1), text) == [72]


TWICE = "Тут стоял дом, а за ним лес.\nБыл сад.\nИ снова вырос дом. Конец."


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (TWICE, True),
        (TWICE.replace("вырос", "сгорел"), True),
        (TWICE.replace("Конец", "Всё"), True),
        ("И снова\n вырос\tдом.\n\nКонец.", True),
        (TWICE.replace("вырос дом", "вырос лес"), False),
    ],
)
def test_words_are_known_by_what_is_next_to_them_on_one_side(text: str, known: bool) -> None:
    quote = quoted(TWICE, [(TWICE.rindex("дом"), TWICE.rindex("дом") + 3)])
    (place,) = places(quote, text)
    assert at_home(quote, text, place) == known


@given(st.text(alphabet="аб \n\t«", min_size=1, max_size=300), st.data())
def test_what_is_quoted_is_at_home_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = quoted(text, [(start, data.draw(st.integers(start + 1, len(text))))])
    assert at_home(quote, text, start)


# The file


def test_decisions_are_written_as_a_person_would(tmp_path: Path) -> None:
    decisions = Decisions(
        persons=(OfPerson("Пётр Зимин", ("Зимин", "П. З."), {"kind": "person", "named": True}),),
        strings=(OfString(Quote(("«Да", ", – и ", "нет»"), "", "\t\x7f", 7), "quotation", ("а", "б"), instead="«Да»"),),
        mentions=(OfMention(Quote(("Зимин",)), ""),),
        references=(
            OfReference(Quote(("[1]",), "x"), Quote(("1. \"О\\ром\"",), start=0)), OfReference(Quote(("2",)), None)
        ),
        readings=(OfReading(Quote(("и",)), "а"),),
    )  # fmt: skip
    said = written(decisions)
    assert 'exact = ["«Да", ", – и ", "нет»"]\nsuffix = "\\t\\u007f"\nstart = 7\n' in said
    assert 'also = ["Зимин", "П. З."]' in said
    assert list(through_a_file(decisions, tmp_path)) == list(decisions)


def test_a_file_that_is_not_there_has_no_decisions(tmp_path: Path) -> None:
    assert load(tmp_path / "none.decisions.toml") == Decisions()


BROKEN = (
    ('[[person]]\nnmae = "a"\n', "line 1: [[person]] has a key 'nmae'; known are name, also"),
    ('[[date]]\nexact = "a"\nwhen = "1911-13"\n', "when has to be a date such as"),
    ('[[date]]\nexact = "a"\nfrom = "май"\n', "from has to be a date such as"),
    ('[[date]]\nexact = "a"\ncertainty = "unknown"\n', "certainty has to be one of high"),
    ('[[string]]\nexact = "a"\n', "line 1: [[string]] has no kind"),
    ('\n[[string]]\nexact = "a"\nkind = "prose"\n', "line 2: [[string]]: kind has to be one of quotation"),
    ('[[string]]\nexact = ["a", "b"]\nkind = "name"\n', "exact has to be"),
    ('[[string]]\nexact = ""\nkind = "name"\n', "exact has to be"),
    ('[[string]]\nexact = "a"\nkind = "name"\nlevel = "m"\n', "has a level, and kind name; only title can"),
    ('[[string]]\nexact = "a"\nkind = "name"\nspeaker = "b"\n', "line 1: [[string]] has a speaker, and kind name"),
    ('[[string]]\nexact = "a"\nkind = "nothing"\nspeaker = "b"\n', "only quotation and block_quotation can"),
    ('[[string]]\nexact = "a"\nkind = "name"\nstart = -1\n', "start has to be a number"),
    ('[[string]]\nexact = "a"\nkind = "name"\nstart = true\n', "start has to be a number"),
    ('[[string]]\nexact = "a"\nkind = "name"\nwho = "b"\n', "has a key 'who'"),
    ('[[string]]\nexact = "a"\nkind = "quotation"\nspeaker = []\n', "speaker has to be a name"),
    ('[[person]]\nalso = "a"\n', "[[person]] has no name"),
    ('[[person]]\nname = "a"\nkind = "dog"\n', "kind has to be one of person"),
    ('[[person]]\nname = "a"\nnamed = "no"\n', "named has to be true or false"),
    ('[[person]]\nname = "a"\n[[mention]]\nexact = "a"\n', "line 3: [[mention]] has no person"),
    ('[[note_ref]]\nexact = "a"\nnote = { prefix = "x" }\n', "note has to be"),
    ('[[reading]]\nexact = "a"\ncorr = ""\n', "corr has to be"),
    ('[[quote]]\nexact = "a"\n', "'quote' is no sort of decision"),
    ('[[string]]\nexact = "a"\nkind = "name"\n\n[[strnig]]\nexact = "b"\n', "line 5: 'strnig' is no sort of decision"),
    ('# mine\n[string]\nexact = "a"\n', "line 2: string is no list of tables"),
    ("string = 3\n", "string is no list of tables"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "why"), BROKEN)
def test_a_broken_file_is_an_error_with_file_line_and_key_and_the_schema_agrees(
    said: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as refused:
        from_toml(said, tmp_path)
    assert str(refused.value).startswith(str(tmp_path / "x.decisions.toml"))
    assert why in str(refused.value)
    if why != "exact has to be" or '""' in said:  # that parts are odd in number no schema can say
        assert not Draft202012Validator(SCHEMA).is_valid(tomllib.loads(said))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[[string", "is not TOML: "),
        (b"\xff", "is not UTF-8, the byte at 0"),
        (b"string=" + b"[" * 5000, "x.decisions.toml: is not TOML: lists or tables nest too deep"),
    ],
)
def test_a_file_that_is_no_toml_is_refused(data: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "x.decisions.toml").write_bytes(data)
    with pytest.raises(SourceError, match=why):
        load(tmp_path / "x.decisions.toml")


@pytest.mark.parametrize("key", ["exact = 'а'\nprefix", "exact"])
def test_a_character_that_no_xml_holds_is_said_with_its_line_and_key(key: str, tmp_path: Path) -> None:
    said = f'[[reading]]\n{key} = "а\\u0001"\ncorr = "б"\n'
    with pytest.raises(
        SourceError, match=r"toml, line 1: \[\[reading\]\]: .* holds U\+0001 START OF HEADING, which XML"
    ):
        from_toml(said, tmp_path)
    nested = '[[note_ref]]\nexact = "[1]"\nnote = { exact = "\\u0002" }\n'
    with pytest.raises(SourceError, match="note holds U\\+0002"):
        from_toml(nested, tmp_path)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


# Written by hand


def test_words_are_enough_where_they_stand_once(tmp_path: Path) -> None:
    said = '[[string]]\nexact = "«оранжерея»"\nkind = "quotation"\nspeaker = "Савельев"\n'
    document, unmet = decided(said, tmp_path)
    assert unmet == []
    assert strings(document)["«оранжерея»"] == ("quotation", "editor", ("Савельев",))


def test_a_whole_name_takes_the_place_of_its_part(tmp_path: Path) -> None:
    document, unmet = decided('[[mention]]\nexact = "же Савельев"\nperson = "Савельев"\n', tmp_path)
    assert unmet == []
    names = [document.slice(span) for span in document.of("person_name")]
    assert "же Савельев" in names
    assert "Савельев" not in names


def test_what_a_decided_string_crosses_gives_way_with_all_its_parts_and_cues(tmp_path: Path) -> None:
    document, unmet = decided('[[string]]\nexact = "высоко, – писал"\nkind = "name"\n', tmp_path)
    assert unmet == []
    assert not [one for one in strings(document) if "мост" in one]
    assert not [span for span in document.of("cue") if document.slice(span).startswith("писал")]
    assert not [span for span in document.of("note_ref") if span.attrs.get("closes") == "q1"]


@pytest.mark.parametrize(
    ("said", "line", "why"),
    [
        (
            '[[string]]\nexact = "«нет такого»"\nkind = "name"\n',
            1,
            "“«нет такого»” is no longer in the text; quote it as it stands there, or take",
        ),
        (
            '\n\n[[string]]\nexact = "и"\nkind = "name"\n',
            3,
            "at lines 1, 5, 7, 9, 11, 13 and 15, and nothing tells which; give prefix and suffix, or start",
        ),
        ('[[string]]\nexact = "«оранжерея»"\nkind = "quotation"\nspeaker = "Ной"\n', 1, "nobody is called 'Ной' here"),
        (
            '[[string]]\nexact = "поверила.\\n\\nСоседи"\nkind = "name"\n',
            1,
            "“поверила. Соседи” would cross the paragraph “",
        ),
        (
            '[[string]]\nexact = "Зимний сад"\nkind = "nothing"\n',
            1,
            "“Зимний сад” is no string by the rules; quote the",
        ),
        ('[[string]]\nexact = "Зимний"\nkind = "name"\ninstead = "сад"\n', 1, "“сад” is no string by the rules where"),
        ('[[string]]\nexact = "«оранжерея»"\nkind = "name"\ninstead = "сад"\n', 1, "“сад” is no string by the rules"),
        ('[[string]]\nexact = "оранжерея"\nkind = "name"\n', 1, "the words stand in marks; quote the marks too"),
        ('[[string]]\nexact = "оранжерея»"\nkind = "nothing"\n', 1, "the words stand in marks; quote the marks too"),
        ('[[mention]]\nexact = "Соседи"\nperson = ""\n', 1, "“Соседи” is no name by the rules"),
        ('[[mention]]\nexact = "соседи"\nperson = "Савельев"\n', 1, "is no longer in the text"),
        ('[[mention]]\nexact = "Соседи"\nperson = "Ной"\n', 1, "nobody is called"),
        ('[[mention]]\nexact = "Соседи"\nperson = "Зимин"\n', 1, "called 'Зимин' here, but 'Пётр Ильич Зимин'; give"),
        ('[[mention]]\nexact = "Соседи"\nperson = "Савелев"\n', 1, "called 'Савелев' here, but 'Савельев'; give"),
        ('[[note_ref]]\nexact = "Соседи"\nnote = ""\n', 1, "is no note mark by the rules"),
        ('[[note_ref]]\nexact = "[2]"\nsuffix = "."\nnote = { exact = "Соседи" }\n', 1, "no note begins with “Соседи”"),
        ('[[person]]\nname = "Ной"\nalso = "Хам"\n', 1, "nobody is called 'Хам' by the rules"),
        (
            '[[reading]]\nexact = "поверила.\\n\\nСоседи"\ncorr = "а"\n',
            1,
            "“поверила. Соседи” would cross the paragraph “Весной 1911 года в усадьбу приехал Пётр …” at line 5; begin",
        ),
        ('[[date]]\nexact = "Соседи"\n', 1, "“Соседи” is no date by the rules; quote the whole of one"),
        ('[[date]]\nexact = "поверила.\\n\\nСоседи"\nwhen = "1911"\n', 1, "would cross the paragraph"),
        ('[[reading]]\nexact = "нет такого"\ncorr = "а"\n', 1, "is no longer in the text"),
    ],
)
def test_what_cannot_be_carried_out_is_said_with_its_line_and_changes_nothing(
    said: str, line: int, why: str, tmp_path: Path
) -> None:
    document, (unmet,) = decided(said, tmp_path)
    assert why in unmet.said
    assert unmet.decision.line == line
    assert document.spans == FOUND.spans


@pytest.mark.parametrize(
    ("table", "said"),
    [("string", 'kind = "name"'), ("mention", 'person = "Савельев"'), ("reading", 'corr = "хутора"')],
)
def test_the_same_words_are_decided_once(table: str, said: str, tmp_path: Path) -> None:
    one = f'[[{table}]]\nexact = "усадьбу"\n{said}\n'
    once, none = decided(one, tmp_path)
    twice, (unmet,) = decided(one + one.replace("\n", '\nprefix = "в "\n', 1), tmp_path)
    assert (none, twice.spans) == ([], once.spans)
    assert unmet.said == "“усадьбу” is decided at line 1 already; keep one of the two"
    assert unmet.decision.line == 4


def test_words_in_marks_can_be_decided_where_the_marks_are(tmp_path: Path) -> None:
    inner = '[[string]]\nexact = "оранжерея"\nkind = "name"\n'
    outer = '[[string]]\nexact = "«оранжерея»"\nkind = "so_called"\n'
    for said in (inner + outer, inner + 'instead = "«оранжерея»"\n'):
        document, unmet = decided(said, tmp_path)
        assert unmet == []
        assert strings(document)["оранжерея"][:2] == ("name", "editor")


@pytest.mark.parametrize(
    ("old", "new", "reading"),
    [
        ("пострадали мало", "пострадали <supplied>очень </supplied>мало", ("пострадали ", "пострадали очень ")),
        ("пострадали мало", "постр<supplied>ем</supplied>адали мало", ("постр", "пострем")),
        ('ref="#per3">Са', 'ref="#per3"><supplied>Иван </supplied>Са', ("Савельев", "Иван Савельев")),
        (" сад и ", " сад<!-- sic --><supplied>,<hi> увы</hi>,</supplied> и ", (" и", ", увы, и")),
        (" сад и ", " <choice><sic>сад</sic><corr>са<supplied>дик</supplied></corr></choice> и ", ("сад", "садик")),
        ("пострадали мало", "пострадали <corr>очень </corr>мало", ("пострадали ", "пострадали очень ")),
        ("пострадали мало", "пострадали <choice><sic>мало</sic><corr/></choice>", ("пострадали мало", "пострадали ")),
    ],
)
def test_what_an_editor_supplied_comes_back_as_a_reading_of_the_word_beside_it(
    old: str, new: str, reading: tuple[str, str], folder: Path
) -> None:
    assert XML.count(old) == 1
    root = tei.parse(XML.replace(old, new).encode())
    read_supplied(root)
    with_it = tei.read(root, TEXT)
    assert [(with_it.slice(span), span.attrs["corr"]) for span in with_it.of("reading")] == [reading]
    assert_law(FOUND, with_it, folder)


def test_a_title_need_not_say_of_what_it_is(tmp_path: Path) -> None:
    document, unmet = decided('[[string]]\nexact = "«оранжерея»"\nkind = "title"\n', tmp_path)
    assert unmet == []
    assert [dict(span.attrs) for span in document.of("title") if document.slice(span) == "«оранжерея»"] == [BY_EDITOR]
    assert_law(FOUND, document, tmp_path)


def test_a_date_is_decided_by_hand(tmp_path: Path) -> None:
    said = '[[date]]\nexact = "1911"\nprefix = "ник. "\nfrom = "1911-02"\nto = "1911-03"\ncertainty = "low"\n'
    said += '[[date]]\nexact = "1911 года"\nwhen = "1911-04-02"\n'
    document, unmet = decided(said, tmp_path)
    assert unmet == []
    assert {document.slice(span): dict(span.attrs) for span in document.of("date")} == {
        "1911 года": {"when": "1911-04-02"},
        "1912": {"when": "1912"},
        "1911": {"from": "1911-02", "to": "1911-03", "certainty": "low"},
    }


def test_a_string_that_is_all_of_another_comes_back_with_it(folder: Path) -> None:
    for words, kind in (("«оранжерея»", "quotation"), ("«Мы всё починим»", "title")):
        start = TEXT.index(words)
        known = BY_EDITOR | ({"level": "m"} if kind == "title" else {})
        both = FOUND.adding([Span(start, start + len(words), kind, "q9", known)])
        decisions = differences(FOUND, both)
        assert len(decisions.strings) == 2
        assert_law(FOUND, both, folder)
    again, _ = decide(FOUND, decisions)
    assert [(span.kind, span.id) for span in again.spans if again.slice(span) == words] == [
        ("quotation", "q2"),
        ("title", "s4"),
    ]


def test_what_an_editor_marks_within_marks_comes_back(folder: Path) -> None:
    start = TEXT.index("оранжерея")
    name = Span(start, start + len("оранжерея"), "name", "s9", dict(BY_EDITOR))
    assert_law(FOUND, FOUND.adding([name]), folder)


def test_one_that_cannot_be_carried_out_keeps_no_other_back(tmp_path: Path) -> None:
    said = '[[string]]\nexact = "нет"\nkind = "name"\n[[string]]\nexact = "«оранжерея»"\nkind = "name"\n'
    document, unmet = decided(said, tmp_path)
    assert len(unmet) == 1
    assert strings(document)["«оранжерея»"][:2] == ("name", "editor")


def people(document: Document) -> list[tuple[str, str]]:
    return [(agent.id, agent.name) for agent in document.agents]


def test_a_namesake_is_somebody_else(folder: Path) -> None:
    decisions = differences(FOUND, edited(["a namesake"]))
    assert decisions.persons == (OfPerson("Савельев (2)", called="Савельев"),)
    assert decisions.strings[0].speakers == ("Савельев (2)",)
    again, _ = decide(FOUND, decisions)
    assert people(again)[2:] == [("per3", "Савельев"), ("per4", "Савельев")]
    assert [span.attrs["speaker"] for span in again.of("quotation")] == ["per2", "per2", "per1", "per4"]
    assert [span.attrs["person"] for span in again.of("person_name") if span.attrs["person"] > "per2"] == ["per3"]


TWINS = replace(
    FOUND,
    agents=(*FOUND.agents[:2], *(Agent(f"per{number}", "person", "Савельев") for number in (3, 4))),
)


def test_of_two_whom_the_rules_call_the_same_a_decision_says_which(tmp_path: Path) -> None:
    said = '[[string]]\nexact = "«Мы всё починим»"\nkind = "quotation"\nspeaker = "Савельев (2)"\n'
    document, unmet = decided(said, tmp_path, TWINS)
    assert (unmet, strings(document)["«Мы всё починим»"][2]) == ([], ("Савельев",))
    assert next(span for span in document.of("quotation") if span.id == "q2").attrs["speaker"] == "per4"
    assert people(document) == people(TWINS)


@pytest.mark.parametrize(
    "said",
    [
        '[[string]]\nexact = "«Мы всё починим»"\nkind = "quotation"\nspeaker = "Савельев"\n',
        '[[mention]]\nexact = "Соседи"\nperson = "Савельев"\n',
        '[[person]]\nname = "Савельев"\nauthority = "https://example.org/1"\n',
        '[[person]]\nname = "Пётр Ильич Зимин"\nalso = "Савельев"\n',
    ],
)
def test_who_cannot_be_told_apart_is_said_and_not_merged(said: str, tmp_path: Path) -> None:
    document, (unmet,) = decided(said, tmp_path, TWINS)
    assert "2 are called 'Савельев'; say 'Савельев (1)' or 'Савельев (2)', by their order in persons" in unmet.said
    assert (people(document), document.spans) == (people(TWINS), TWINS.spans)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("an authority elsewhere", ("Савельев", "https://example.org/9")),
        ("an authority as well", ("Савельев", "https://example.org/9")),
        ("a stranger", ("Соседи", "https://example.org/5")),
    ],
)
def test_who_is_pointed_to_in_an_authority_file_is_a_person_of_the_text(
    name: str, expected: tuple[str, str], folder: Path
) -> None:
    again, _ = decide(FOUND, differences(FOUND, edited([name])))
    assert [(agent.name, agent.authority) for agent in again.agents if agent.authority] == [expected]
    assert len(again.agents) == 3 + (name == "a stranger")
    assert again.agents[2].name == "Савельев"


def test_two_persons_of_one_name_are_not_declared_as_one(tmp_path: Path) -> None:
    once = '[[person]]\nname = "Савельев"\nforename = "Иван"\n'
    document, (unmet,) = decided(once + once.replace("Иван", "Пётр"), tmp_path)
    assert unmet.decision.line == 4
    assert unmet.said == (
        "'Савельев' is declared at line 1 already; keep one of the two, or tell them apart: "
        'name = "Савельев (2)", called = "Савельев"'
    )
    assert [agent.forename for agent in document.agents if agent.name == "Савельев"] == ["Иван"]
    twice, unmet_now = decided(once + once.replace('"\n', ' (2)"\ncalled = "Савельев"\n', 1), tmp_path)
    assert unmet_now == []
    assert [agent.name for agent in twice.agents].count("Савельев") == 2


def test_whom_nobody_means_any_more_is_gone_and_forms_of_names_move_with_them(tmp_path: Path) -> None:
    document, unmet = decided('[[person]]\nname = "Пётр Ильич Зимин"\nalso = "Савельев"\n', tmp_path)
    assert unmet == []
    people = {agent.name: agent.variants for agent in document.agents}
    assert list(people) == ["Анна Сергеевна Лугова", "Пётр Ильич Зимин"]
    assert "Савельев" in people["Пётр Ильич Зимин"]


def test_two_decisions_on_one_string_do_not_share_its_id(tmp_path: Path) -> None:
    said = "".join(
        f'[[string]]\nexact = "{words}"\nkind = "so_called"\ninstead = "«Мы всё починим»"\n'
        for words in ("«Мы", "починим»")
    )
    document, unmet = decided(said, tmp_path)
    assert unmet == []
    assert {"«Мы", "починим»"} <= strings(document).keys()


# The verbs


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/river.txt").write_text(TEXT, encoding="utf-8")
    export(tmp_path)
    return tmp_path


def export(place: Path, **options: Any) -> Any:
    (done,) = pipeline.export([place / "texts"], out=place / "out", **options).texts
    return done


def edit(place: Path, *names: str) -> Path:
    path = place / "out/tei/river.xml"
    path.write_text(corrected(path.read_text(encoding="utf-8"), names), encoding="utf-8")
    return path


def quotations(place: Path) -> dict[str, tuple[str, str]]:
    rows = json.loads((place / "out/tables/quotations.json").read_text(encoding="utf-8"))
    return {row["text"]: (row["speaker_name"], row["rule"]) for row in rows}


def test_decisions_stand_beside_the_source_and_are_carried_out_anew(place: Path) -> None:
    done = pipeline.decisions(edit(place, "another speaker", "a person more"))
    assert done.file == place / "texts/river.decisions.toml"
    assert dict(done.counts) == {"person": 1, "string": 2}
    assert (done.aside, done.faults, done.warnings) == ({}, (), ())
    exported = export(place, force=True)
    assert (exported.faults, exported.decided, exported.kept[0].name) == ((), 3, "river.xml.1")
    assert quotations(place)["Мы всё починим"] == ("Пётр Ильич Зимин", "editor")
    assert quotations(place)["Лодки целы"] == ("Кузьма Рогов", "editor")
    assert pipeline.check([place / "out"]) == ()


def test_they_survive_a_change_of_the_source(place: Path) -> None:
    pipeline.decisions(edit(place, "another speaker", "another note", "a reading"))
    source = place / "texts/river.txt"
    source.write_text("Река.\n\n" + TEXT.replace("Соседи говорили", "Все соседи долго говорили"), encoding="utf-8")
    exported = export(place, force=True)
    assert not [one for one in exported.warnings if one.rule == "decision-unmet"]
    assert quotations(place)["Мы всё починим"] == ("Пётр Ильич Зимин", "editor")
    assert "Река поднялась высоко а мост унесло" in quotations(place)


def test_what_is_not_found_any_more_is_a_warning_with_file_and_line(place: Path) -> None:
    pipeline.decisions(edit(place, "another speaker"))
    source = place / "texts/river.txt"
    source.write_text(TEXT.replace("«Мы всё починим»", "«Мы починим»"), encoding="utf-8")
    (warning,) = [one for one in export(place, force=True).warnings if one.rule == "decision-unmet"]
    assert warning.where == f"{place / 'texts/river.decisions.toml'}, line 4"
    assert "is no longer in the text" in warning.said


def test_a_decision_does_not_move_to_the_same_words_elsewhere(place: Path) -> None:
    (place / "texts/river.decisions.toml").write_text(
        '[[string]]\nexact = "«Мы всё починим»"\nprefix = "вестник»[2]. "\nsuffix = ", – сказала Лугова"\n'
        'kind = "mentioned"\n',
        encoding="utf-8",
    )
    assert export(place, force=True).warnings == ()
    moved = TEXT.replace("«Мы всё починим», – сказала", "Рады, – сказала").replace("Тогда", "«Мы всё починим»! Тогда")
    (place / "texts/river.txt").write_text(moved, encoding="utf-8")
    (warning,) = [one for one in export(place, force=True).warnings if one.rule == "decision-unmet"]
    assert warning.said == (
        "“«Мы всё починим»” is no longer there: the words stand at line 9, but with other words around them; "
        "correct prefix and suffix, or take the decision out."
    )


def test_those_not_carried_out_are_not_counted_as_decided(place: Path) -> None:
    said = '[[string]]\nexact = "«оранжерея»"\nkind = "name"\n[[string]]\nexact = "нет"\nkind = "name"\n'
    said += '[[person]]\nname = "Сим"\nalso = ["Хам", "Иафет"]\n'
    (place / "texts/river.decisions.toml").write_text(said, encoding="utf-8")
    done = export(place, force=True)
    assert (done.decided, [one.rule for one in done.warnings].count("decision-unmet")) == (1, 3)


def test_a_broken_file_is_a_fault_of_its_text_alone(place: Path) -> None:
    (place / "texts/hill.txt").write_text("Дом на холме был пуст.\n", encoding="utf-8")
    (place / "texts/river.decisions.toml").write_text("[[string]]\n", encoding="utf-8")
    done = pipeline.export([place / "texts"], out=place / "out")
    assert ["river.decisions.toml, line 1: [[string]] has no exact" in fault.said for fault in done.faults] == [True]
    assert [text.doc_id for text in done.texts if text.files] == ["hill"]


@pytest.mark.parametrize("name", ["river.decisions.toml", "river.toml", "river.txt"])
def test_what_is_broken_beside_an_edited_tei_is_said_and_its_tables_are_made(name: str, place: Path) -> None:
    edit(place, "another speaker")
    before = (place / "out/tei/river.xml").read_bytes()
    (place / "texts" / name).write_bytes(b"[[string\x00")
    done = pipeline.export([place / "texts"], out=place / "out")
    (fault,) = done.faults
    assert fault.where == str(place / "texts" / name)
    assert quotations(place)["Мы всё починим"] == ("Пётр Ильич Зимин", "editor")
    assert (place / "out/tei/river.xml").read_bytes() == before
    forced = pipeline.export([place / "texts"], out=place / "out", force=True)
    assert (len(forced.faults), forced.texts[0].kept) == (1, ())
    assert (place / "out/tei/river.xml").read_bytes() == before


def test_decisions_beside_an_edited_tei_are_said_not_to_be_carried_out(place: Path) -> None:
    pipeline.decisions(edit(place, "another speaker"))
    (warning,) = export(place).warnings
    assert warning.where == str(place / "texts/river.decisions.toml")
    assert warning.said.startswith("not carried out on TEI that was edited; --force encodes anew with them")
    assert not [one for one in export(place, force=True).warnings if one.rule == "decisions-unheeded"]


def test_explain_says_what_an_editor_decided_and_what_the_rules_say_alone(place: Path) -> None:
    _, alone = pipeline.explain(place / "texts/river.txt")
    said = '[[string]]\nexact = "«Мы всё починим»"\nkind = "quotation"\nspeaker = "Пётр Ильич Зимин"\n'
    said += '[[string]]\nexact = "«оранжерея»"\nkind = "nothing"\n[[string]]\nexact = "Зимний сад"\nkind = "name"\n'
    (place / "texts/river.decisions.toml").write_text(said, encoding="utf-8")
    _, judged = pipeline.explain(place / "texts/river.txt")
    decided = {
        one.span.start: (one.kind, one.speaker, one.gloss.partition(". ")[2]) for one in judged if one not in alone
    }
    assert [*decided.values()] == [
        (
            "quotation", "Пётр Ильич Зимин",
            "By the rules alone: quotation of Анна Сергеевна Лугова, inquit-after (high certainty).",
        ),
        ("name", "", "By the rules alone: no string."),
        ("nothing", "", "By the rules alone: so_called, distance (medium certainty)."),
    ]  # fmt: skip
    assert len(judged) == len(alone) + 1
    assert [one for one in judged if one in alone] == [one for one in alone if one.span.start not in decided]


def test_without_a_correction_nothing_is_written(place: Path) -> None:
    done = pipeline.decisions(place / "out/tei/river.xml")
    assert (done.file, dict(done.counts)) == (None, {})
    assert not (place / "texts/river.decisions.toml").exists()


def test_what_no_decision_can_say_is_counted(place: Path) -> None:
    path = edit(place, "a word supplied", "another speaker")
    path.write_text(path.read_text(encoding="utf-8").replace('when="1912"', ""), encoding="utf-8")
    assert dict(pipeline.decisions(path).aside) == {"date": 1}


@pytest.mark.parametrize(
    ("old", "new", "counts", "aside"),
    [
        ("и мост", "<choice><sic>и</sic><corr/></choice> мост", {"reading": 1}, {}),
        ("и мост", "<choice><sic><name>и</name></sic><corr/></choice> мост", {"string": 1}, {"corr": 1}),
        ("и мост", "<sic>и</sic> мост", {}, {"sic": 1}),
        (
            "и мост", "<choice><sic>и</sic><corr>а</corr><corr>да</corr></choice> мост",
            {"reading": 1}, {"corr": 1},
        ),
        (' ref="#per3">Савельев', ">Савельев", {"mention": 1}, {}),
        ('type="note" target="#n1" corresp="#q1"', 'type="note" target="#n1" corresp="#q2"', {}, {"closes": 1}),
        ('type="note" target="#n1" corresp="#q1"', 'type="note" target="#n1"', {}, {"closes": 1}),
        ('who="#per1">«Мы', 'who="#per1" source="#c2">«Мы', {}, {"source": 1}),
        ("Зимний сад", "<persName>Зимний</persName> сад", {}, {"mention": 1}),
    ],
)  # fmt: skip
def test_nothing_is_lost_without_being_counted(
    old: str, new: str, counts: dict[str, int], aside: dict[str, int], place: Path
) -> None:
    path = place / "out/tei/river.xml"
    xml = path.read_text(encoding="utf-8")
    assert xml.count(old) == 1
    path.write_text(xml.replace(old, new), encoding="utf-8")
    done = pipeline.decisions(path)
    assert (dict(done.counts), dict(done.aside), done.faults) == (counts, aside, ())


@pytest.mark.parametrize("element", ["q type='quotation'", "title level='m'"])
def test_a_string_without_an_id_is_carried_over(element: str, place: Path) -> None:
    path = place / "out/tei/river.xml"
    added = f"<{element} {MINE}>Зимний сад</{element.split()[0]}>"
    path.write_text(path.read_text(encoding="utf-8").replace("Зимний сад", added), encoding="utf-8")
    done = pipeline.decisions(path)
    assert (dict(done.counts), dict(done.aside), done.warnings) == ({"string": 1}, {}, ())


def test_a_tei_with_faults_gives_no_decisions(place: Path) -> None:
    path = place / "out/tei/river.xml"
    path.write_text(path.read_text(encoding="utf-8").replace('who="#per3"', 'who="#per9"'), encoding="utf-8")
    done = pipeline.decisions(path)
    assert [fault.rule for fault in done.faults] == ["pointer-resolves"]
    assert done.file is None


R2 = '<ref xml:id="r2" type="note" target="#n2" corresp="#s2">[2]</ref>'
BOOKKEEPING: dict[str, tuple[tuple[str, str], set[str], dict[str, int], dict[str, int], str]] = {
    "a cue of nothing": ((Q3, "«Лодки целы»"), {"pointer-resolves"}, {"string": 1}, {}, "; take out its tags too."),
    "a mark to another note": (
        (R2, R2.replace("#n2", "#n1")), {"ref-comes-back", "note-comes-back"}, {"note_ref": 1}, {},
        "; add #r2 to that note's @target too.",
    ),
    "no mark": ((R2, "[2]"), {"pointer-resolves"}, {}, {"note_ref": 1}, "; take it out of @target too."),
    "no citation": (
        (Q3, Q3.replace("who=", 'source="#c9" who=')), {"pointer-resolves"}, {}, {},
        "; take it out of @source too.",
    ),
    "no reason": ((Q3, Q3.replace('ana="#introduced" ', "").replace("per3", "per1")), {"marks-have-reason"},
        {"string": 1}, {}, "an editor's is #editor."),
}  # fmt: skip


def test_only_what_keeps_decisions_back_is_said_to(place: Path) -> None:
    path = place / "out/tei/river.xml"
    xml = path.read_text(encoding="utf-8").replace('who="#per3"', 'who="#per9"').replace(R2, R2.replace("#n2", "#n1"))
    path.write_text(xml, encoding="utf-8")
    done = pipeline.decisions(path)
    assert [(fault.rule, fault.said.rpartition(";")[2]) for fault in done.faults] == [
        ("pointer-resolves", " point to somebody whom the header declares, or declare one there.")
    ]


@pytest.mark.parametrize("name", BOOKKEEPING)
def test_what_the_program_keeps_account_of_withholds_no_decision(name: str, place: Path) -> None:
    """Pointers that nobody judges; that they agree no more is said with what to do."""
    (old, new), rules, counts, aside, advice = BOOKKEEPING[name]
    path = place / "out/tei/river.xml"
    xml = path.read_text(encoding="utf-8")
    assert xml.count(old) == 1
    path.write_text(xml.replace(old, new), encoding="utf-8")
    done = pipeline.decisions(edit(place, "another speaker"))
    assert done.faults == ()
    assert {fault.rule for fault in done.warnings} == rules
    assert any(fault.said.endswith(advice) for fault in done.warnings)
    assert dict(done.counts) == {"string": counts.get("string", 0) + 1} | {
        k: v for k, v in counts.items() if k != "string"
    }
    assert dict(done.aside) == aside
    assert export(place, force=True).faults == ()
    assert pipeline.check([place / "out"]) == ()
    assert quotations(place)["Мы всё починим"] == ("Пётр Ильич Зимин", "editor")
    assert ("Лодки целы" in quotations(place)) == (name != "a cue of nothing")
    refs = json.loads((place / "out/tables/note_refs.json").read_text(encoding="utf-8"))
    assert [row["note_id"] for row in refs][1:] == ["river#n1" if name == "a mark to another note" else "river#n2"]


def test_a_part_whose_tags_were_taken_out_leaves_the_other(place: Path) -> None:
    path = place / "out/tei/river.xml"
    xml = path.read_text(encoding="utf-8")
    start = xml.index('<q xml:id="q1.2"')
    end = xml.index("</q>", start)
    path.write_text(xml[:start] + xml[xml.index(">", start) + 1 : end] + xml[end + 4 :], encoding="utf-8")
    done = pipeline.decisions(path)
    assert ({fault.rule for fault in done.warnings}, dict(done.counts), done.faults) == (
        {"pointer-resolves"}, {"string": 1}, (),
    )  # fmt: skip
    export(place, force=True)
    assert quotations(place)["Река поднялась высоко"] == ("Пётр Ильич Зимин", "editor")


def test_written_again_they_keep_what_was_there_and_what_cannot_be_carried_out(place: Path) -> None:
    file = place / "texts/river.decisions.toml"
    mine = '# mine\n[[string]]\nexact = "«нет такого»"\nkind = "name"\n'
    file.write_text(mine, encoding="utf-8")
    done = pipeline.decisions(edit(place, "another speaker"))
    assert [path.name for path in done.kept] == ["river.decisions.toml.1"]
    assert done.kept[0].read_text(encoding="utf-8") == mine
    assert ["line 2" in warning.where for warning in done.warnings] == [True]
    assert {one.quote.exact for one in load(file).strings} == {"«Мы всё починим»", "«нет такого»"}
    assert pipeline.decisions(place / "out/tei/river.xml").kept == ()  # the same again


def test_one_that_the_tei_does_not_have_is_said_before_it_goes(place: Path) -> None:
    file = place / "texts/river.decisions.toml"
    file.write_text('[[string]]\nexact = "«Мы всё починим»"\nkind = "name"\n\n', encoding="utf-8")
    with file.open("a", encoding="utf-8") as more:
        more.write('[[string]]\nexact = "«оранжерея»"\nkind = "name"\n')
    done = pipeline.decisions(edit(place, "another speaker"))
    said = [(warning.where.rpartition(", ")[2], warning.rule) for warning in done.warnings]
    assert said == [("line 1", "decision-dropped"), ("line 5", "decision-dropped")]
    assert pipeline.decisions(place / "out/tei/river.xml").warnings == ()


def test_a_file_of_which_the_tei_has_nothing_is_left_and_said(place: Path) -> None:
    file = place / "texts/river.decisions.toml"
    file.write_text('[[string]]\nexact = "«оранжерея»"\nkind = "name"\n', encoding="utf-8")
    before = file.read_bytes()
    done = pipeline.decisions(place / "out/tei/river.xml")
    assert [warning.rule for warning in done.warnings] == ["decisions-stand"]
    assert (done.file, file.read_bytes()) == (None, before)


def test_source_and_file_can_be_named(place: Path, tmp_path: Path) -> None:
    path = edit(place, "another speaker")
    (place / "out/tei/river.written.json").unlink()
    with pytest.raises(UsageError, match="--source"):
        pipeline.decisions(path)
    to = tmp_path / "mine.toml"
    assert pipeline.decisions(path, to=to, source=place / "texts/river.txt").file == to


def test_a_tei_without_its_text_is_wrong_use(place: Path) -> None:
    (place / "out/tei/river.txt").unlink()
    with pytest.raises(UsageError, match=r"with its text \(river.txt\) beside it"):
        pipeline.decisions(place / "out/tei/river.xml")


def test_a_tei_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere.xml: there is no such file; name a TEI file that export wrote"):
        pipeline.decisions(tmp_path / "nowhere.xml", source=tmp_path / "a.txt")

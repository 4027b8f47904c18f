"""The grammar is a subset of TEI's, element by element and value by value; grammar, Schematron and rules agree."""

import json
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from lxml.isoschematron import Schematron  # type: ignore[import-not-found, import-untyped, unused-ignore]

from pipeline import text as text_room
from pipeline.check.pointers import COMMON, LEADS, OF_TEI
from pipeline.json_schemas import folder
from pipeline.tei import encode, parse
from pipeline.text import Document
from tests.grammars import Grammar, included
from tests.strategies import documents
from tests.tei_all import TEI_ALL, jing, with_tei_all

check = import_module("pipeline.check")  # the package has a verb of that name

DATA = Path(__file__).parent / "data"
GOOD = DATA / "check-good.xml"
SOURCE = (DATA / "check-good.txt").read_text(encoding="utf-8")
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@cache
def ours() -> Grammar:
    return Grammar.read(folder() / "tei.rng")


@cache
def theirs() -> Grammar:
    return Grammar.read(TEI_ALL)


@cache
def schematron() -> Any:
    return Schematron(etree.parse(folder() / "tei.sch"), store_report=True)


# ---- the grammar is a subset of TEI's ----

ELEMENTS = ours().elements()


@with_tei_all
@pytest.mark.parametrize("place", range(len(ELEMENTS)), ids=[f"{one.name}-{at}" for at, one in enumerate(ELEMENTS)])
def test_what_an_element_may_hold_it_may_hold_in_tei(place: int) -> None:
    """Decided for all contents at once, by derivatives; by induction every tree of ours is one of TEI's."""
    element = ELEMENTS[place]
    (model,) = theirs().named(element.name)
    assert included(element.content, model.content) is None


@with_tei_all
@pytest.mark.parametrize("place", range(len(ELEMENTS)), ids=[f"{one.name}-{at}" for at, one in enumerate(ELEMENTS)])
def test_the_attributes_of_an_element_are_attributes_in_tei(place: int) -> None:
    element = ELEMENTS[place]
    (model,) = theirs().named(element.name)
    assert set(element.attributes) <= set(model.attributes)
    needed = {name for name, attribute in model.attributes.items() if attribute.needed}
    assert needed <= {name for name, attribute in element.attributes.items() if attribute.needed}


# what a pattern of ours lets through, at its edges; every value here must be one of ours, and then one of TEI's
VALUES = (
    "#q9", "#q9.2", "#q1 #grp1", "https://example.org/?a=b", "a-1_b.txt#char=0,9", "a.txt#char=0,9 #c1", "a.txt#char=9",
    "per1",
    "1988", "-0044", "1988-09", "1988-09-24", "--08-11", "--08", "ru", "sr-Latn", "high", "medium", "low",
    "unknown", "quotation", "block", "cue", "note", "bibl", "ibid", "event", "editorial", "pageNum", "navigation",
    "ornament", "main", "sub", "desc", "end", "foot", "inline", "yes", "no", "weak", "page", "volume", "issue", "m",
    "a", "j", "s", "0", "17", "all", "some", "hard", "none", "markup", "silent", "free", "restricted", "work",
    "unnamed", "work unnamed", "variant", "parts", "patronym", "preface", "section", "notes", "bibliography",
    "digital", "original", "sha256", "doc_id", "омиссия", "0.1.0", "tei-export", "http://www.tei-c.org/ns/1.0",
    "illegible small", "", " ", "два слова", "[13]", "#", "#a#b", "1,5", "2026-13", "Q1 Q2", "-1", "xii",
    "not a pointer", "\u00a0",
)  # fmt: skip


@with_tei_all
@pytest.mark.parametrize("place", range(len(ELEMENTS)), ids=[f"{one.name}-{at}" for at, one in enumerate(ELEMENTS)])
def test_the_values_of_an_attribute_are_values_in_tei(place: int) -> None:
    element = ELEMENTS[place]
    (model,) = theirs().named(element.name)
    for name, attribute in element.attributes.items():
        taken = [value for value in (*VALUES, *attribute.enumerated()) if attribute.takes(value)]
        assert taken, f"no value here is tried for {element.name}/@{name}"
        assert [value for value in taken if not model.attributes[name].takes(value)] == []


def test_inclusion_sees_a_model_that_is_too_wide() -> None:
    """The proof above is worth something only if it fails where it should."""
    q, a, b = (f"<element name='{name}'><text/></element>" for name in "qab")
    wide = Grammar.of(f"<element name='p'><zeroOrMore><choice><text/>{q}</choice></zeroOrMore></element>")
    narrow = Grammar.of(f"<element name='p'><oneOrMore>{q}</oneOrMore></element>")
    (large,), (small,) = wide.named("p"), narrow.named("p")
    assert included(small.content, large.content) is None
    assert included(large.content, small.content) == ()  # the empty content is a witness
    ordered = Grammar.of(f"<element name='p'>{a}{b}</element>")
    mixed = Grammar.of(f"<element name='p'><interleave>{b}{a}</interleave></element>")
    assert included(ordered.named("p")[0].content, mixed.named("p")[0].content) is None
    assert included(mixed.named("p")[0].content, ordered.named("p")[0].content) == ("b",)


def test_every_definition_of_the_grammar_is_used() -> None:
    assert ours().unused() == set()


# ---- it is wide enough for all we write ----


@with_tei_all
def test_the_good_file_is_valid_by_tei_all_and_by_our_grammar_with_jing() -> None:
    assert jing(GOOD) == ""
    assert jing(GOOD, grammar=folder() / "tei.rng") == ""


def test_the_good_file_has_no_fault() -> None:
    assert check.tei(parse(GOOD), str(GOOD), SOURCE) == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_whatever_is_encoded_is_valid_by_the_grammar_and_keeps_the_law_of_the_text(document: Document) -> None:
    root = parse(encode(document))
    broken = [fault for fault in check.tei(root, "x.xml", document.text) if not is_of_pointers(fault.rule)]
    assert broken == []


def is_of_pointers(rule: str) -> bool:
    return not (rule == "tei.rng" or rule.startswith("place-") or rule == "outside-is-blank")


# ---- Schematron and the rules of check.py find the same ----


def failed(data: bytes) -> set[str]:
    """The ids of the assertions that fail. An id given twice is no error of XML, but libxml2 must be told so."""
    schematron().validate(etree.fromstring(data, etree.XMLParser(recover=True)).getroottree())
    return {node.get("id") for node in schematron().validation_report.iter(f"{SVRL}failed-assert")}


def broken(data: bytes) -> set[str]:
    """The rules that check.py finds broken; the grammar, and the law of the text, no Schematron can see."""
    root = etree.fromstring(data, etree.XMLParser(collect_ids=False))
    return {fault.rule for fault in check.tei(root, "x.xml")} - {"tei.rng", "place-is-text"}


Q1 = '<q xml:id="q1" next="#q1.2" type="quotation" who="#per1"'
Q3 = '<q xml:id="q3" type="quotation" who="#grp1" ana="#inquit" cert="medium" resp="#tei-export">'
REASON = 'ana="#editor" cert="high" resp="#tei-export"'
TITLE = f'level="j" {REASON}'
PLACE = "check-good.txt#char="
UNREASONED = {"marks-have-reason", "marks-have-certainty", "marks-have-responsible"}
DAMAGES: tuple[tuple[str, str, str, set[str]], ...] = (
    ("a speaker who is nowhere", 'who="#grp1"', 'who="#grp9"', {"pointer-resolves"}),
    ("one of two speakers nowhere", 'who="#grp1"', 'who="#grp1 #grp9"', {"pointer-resolves"}),
    ("the same speaker twice", 'who="#grp1"', 'who="#grp1 #grp1"', {"pointer-resolves"}),
    ("a note for a speaker", 'who="#grp1"', 'who="#n1"', {"speaker-is-agent"}),
    ("a mention of a person for a speaker", 'who="#grp1"', 'who="#m1"', {"speaker-is-agent"}),
    ("a reference to no note", 'target="#n2"', 'target="#n9"', {"pointer-resolves", "note-comes-back"}),
    ("a reference to a paragraph", 'target="#n2"', 'target="#p1"', {"ref-leads-to-note", "note-comes-back"}),
    ("a reference without its target", ' xml:id="r2" target="#n2"', ' xml:id="r2"', {"note-comes-back"}),
    ("a note without its way back", ' target="#r2"', "", {"ref-comes-back"}),
    ("a note with one of two ways back", "#r1 #r4", "#r1", {"ref-comes-back"}),
    ("a note that leads to a quotation", 'target="#r2"', 'target="#q3"', {"note-leads-to-ref", "ref-comes-back"}),
    ("a part without the one before", ' prev="#q1"', "", {"next-comes-back"}),
    ("a part without the one after", ' next="#q1.2"', "", {"prev-comes-back"}),
    ("a next part that is another", "#q1.2", "#q3", {"next-comes-back", "prev-comes-back", "parts-agree"}),
    ("a next part that is a note", 'next="#q1.2"', 'next="#n1"', {"next-is-quotation", "prev-comes-back"}),
    ("a part before that is a paragraph", 'prev="#q1"', 'prev="#p2"', {"prev-is-quotation", "next-comes-back"}),
    ("a quotation that continues itself", Q3, Q3.replace(" type", ' next="#q3" prev="#q3" type'), {"next-is-later"}),
    ("parts of different speakers", Q1, Q1.replace("#per1", "#per2"), {"parts-agree"}),
    ("parts of which one is set off", Q1, Q1.replace(" who", ' rend="block" who'), {"parts-agree"}),
    ("an id given twice", 'xml:id="p3"', 'xml:id="p2"', {"id-unique"}),
    ("the id of a person given twice", 'xml:id="per2"', 'xml:id="per1"', {"id-unique", "pointer-resolves"}),
    ("a quotation without a reason", Q3, Q3.replace(' ana="#inquit"', ""), {"marks-have-reason"}),
    ("a quotation without certainty", Q3, Q3.replace(' cert="medium"', ""), {"marks-have-certainty"}),
    ("a quotation of nobody's responsibility", Q3, Q3.replace(' resp="#tei-export"', ""), {"marks-have-responsible"}),
    ("a slogan without a reason", 'id="s1" ana="#editor"', 'id="s1"', {"marks-have-reason"}),
    ("a title in the text without certainty", TITLE, TITLE.replace(' cert="high"', ""), {"marks-have-certainty"}),
    ("a cited title in marks without a reason", ' level="a" ana="#citation"', ' level="a"', {"marks-have-reason"}),
    ("a name without any of these", f' xml:id="s3" {REASON}', "", UNREASONED),
    ("a reason that is none", 'id="s1" ana="#editor"', 'id="s1" ana="#guess"', {"pointer-resolves"}),
    ("a taxonomy for a reason", 'id="s1" ana="#editor"', 'id="s1" ana="#attribution"', {"reason-is-category"}),
    ("a paragraph for who is responsible", 'cert="low" resp="#lv">«', 'cert="low" resp="#p1">«', {"resp-is-declared"}),
    ("a cue of nothing", ' corresp="#q3"', "", {"cue-has-string"}),
    ("a cue of what is nowhere", 'corresp="#q3"', 'corresp="#q99"', {"pointer-resolves"}),
    ("a cue of a paragraph", 'corresp="#q3"', 'corresp="#p3"', {"cue-is-in-marks"}),
    ("a reference that closes a note", '#n1" corresp="#q1"', '#n1" corresp="#n1"', {"closes-is-in-marks"}),
    ("a source that is nowhere", Q3, Q3.replace(" ana", ' source="#c99" ana'), {"pointer-resolves"}),
    ("a source that is a note", Q3, Q3.replace(" ana", ' source="#n1" ana'), {"source-is-citation"}),
    ("a name of a group", 'xml:id="m2" ref="#per2"', 'xml:id="m2" ref="#grp1"', {"name-is-person"}),
    ("a reference to a book that is a note", 'target="#c4"', 'target="#n3"', {"ref-leads-to-citation"}),
    ("an ibid of a note", 'type="ibid" corresp="#c2"', 'type="ibid" corresp="#n2"', {"repeats-is-citation"}),
    ("an ibid of itself", 'type="ibid" corresp="#c2"', 'type="ibid" corresp="#c3"', {"repeats-goes-back"}),
    ("two that repeat each other", 'type="ibid" corresp="#c1"', 'type="ibid" corresp="#c3"', {"repeats-goes-back"}),
    ("a listed ibid of what is nowhere", " #c4", " #c44", {"pointer-resolves"}),
    ("a place that is none", "#char=21,38", "#char=38,21", {"place-well-formed"}),
    ("a place in another text", "check-good.txt#char=21,38", "other.txt#char=21,38", {"place-names-text"}),
    ("two blocks in the wrong order", "#char=0,19", "#char=40,59", {"place-in-order"}),
    ("a block that reaches into the next", "#char=0,19", "#char=0,22", {"place-in-order"}),
    ("a caption outside its paragraph", "#char=348,366", "#char=448,466", {"place-within"}),
    ("a paragraph without its place", ' corresp="check-good.txt#char=0,19"', "", {"outside-is-blank"}),
    ("a page break in another text", "</list>", '</list><pb corresp="x.txt#char=9"/>', {"page-break-place"}),
    ("a page break that has a stretch", "</list>", f'</list><pb corresp="{PLACE}1,2"/>', {"page-break-place"}),
    ("a page break after the next block", "</titlePage>", f'</titlePage><pb corresp="{PLACE}999"/>', set()),
    ("words between two paragraphs", "</list>", "</list>лишнее", {"outside-is-blank"}),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rules"), [row[1:] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_damage_is_found_and_schematron_finds_the_same(old: str, new: str, rules: set[str]) -> None:
    damaged = GOOD.read_text(encoding="utf-8").replace(old, new, 1)
    assert damaged != GOOD.read_text(encoding="utf-8"), "there is nothing of this sort to damage"
    assert broken(damaged.encode()) == rules
    assert failed(damaged.encode()) == rules


def test_schematron_finds_nothing_in_the_good_file() -> None:
    assert failed(GOOD.read_bytes()) == set()


def test_white_space_of_any_kind_and_what_an_editor_added_may_stand_outside_of_blocks() -> None:
    added = '</list>\u00a0\u2003\u3000<note type="editorial" resp="#lv">Здесь лист утрачен.</note>'
    data = GOOD.read_text(encoding="utf-8").replace("</list>", added, 1).encode()
    assert broken(data) == set()
    assert failed(data) == set()
    assert check.tei(parse(data.replace("\u00a0\u2003\u3000".encode(), b"")), "x.xml", SOURCE) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_schematron_and_rules_agree_on_files_with_pointers_at_random(document: Document) -> None:
    data = encode(document)
    assert failed(data) == broken(data)


def test_every_damage_is_of_another_sort_and_every_rule_of_tei_is_damaged_once() -> None:
    named = {lead.rule for lead in LEADS}
    assert len(COMMON) >= len(LEADS)
    assert len(OF_TEI) > len(COMMON)
    seen = Counter(rule for row in DAMAGES for rule in row[3])
    assert named <= set(seen)
    assert set(seen) == assertions()


def assertions() -> set[str]:
    schema = etree.parse(folder() / "tei.sch")
    return {str(node.get("id")) for node in schema.iter("{http://purl.oclc.org/dsdl/schematron}assert")}


def test_every_assertion_says_something_to_a_person() -> None:
    for node in etree.parse(folder() / "tei.sch").iter("{http://purl.oclc.org/dsdl/schematron}assert"):
        said = " ".join("".join(map(str, node.itertext())).split())
        assert said.endswith("."), node.get("id")
        assert len(said.split()) > 5


def test_schemas_have_a_comment_for_each_section() -> None:
    for name, sections in (("tei.rng", 15), ("tei.sch", 4)):
        assert (folder() / name).read_text(encoding="utf-8").count("<!-- ========") >= sections


# ---- the schema of spans ----


def test_the_schema_of_spans_knows_all_kinds_of_spans_and_their_attributes() -> None:
    from pipeline.tei.kinds import KINDS

    span = schema_of_spans()["properties"]["spans"]["items"]["properties"]
    assert span["kind"]["enum"] == list(text_room.NESTING)
    assert set(span["attrs"]["properties"]) == {each.key for row in KINDS for each in row.attributes} | {"corr"}


def test_the_schema_of_spans_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema_of_spans())


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "q1", "q1.2 n3", "1988-09", "high", "слово"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["start", "rule", "x/y"]), inner),
    max_leaves=3,
)


@given(st.sampled_from(["start", "end", "kind", "id", "attrs", "more"]), JSON_VALUES, st.booleans())
def test_an_independent_validator_finds_the_same_of_a_span_at_random(key: str, value: object, inside: bool) -> None:
    span = {"start": 0, "end": 4, "kind": "note", "id": "n1", "attrs": {"place": "end"}}
    span = span | {"attrs": {"place": "end", key: value}} if inside else span | {key: value}
    schema = schema_of_spans()["properties"]["spans"]["items"] | {"$defs": schema_of_spans()["$defs"]}
    theirs = {tuple(error.absolute_path) for error in Draft202012Validator(schema).iter_errors(span)}
    ours = {tuple(error.instance_path) for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(span)}
    assert ours == theirs


def schema_of_spans() -> Any:
    return json.loads((folder() / "document.schema.json").read_text(encoding="utf-8"))

"""What is written is valid by TEI's own schema: its grammar by jing, and the Schematron rules within it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

import pipeline
from pipeline import tei
from pipeline.element import attribute
from pipeline.meta import Meta
from pipeline.text import BLOCKS, CONTAINERS, Document
from tests.strategies import INSIDE, documents, drawn, everything
from tests.tei_all import TEI_ALL, broken, jing, rules, with_tei_all
from tests.test_header import FULL

pytestmark = with_tei_all
ROOT = Path(__file__).parent.parent
TEXTS = sorted([*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "data").rglob("*.txt")])
UNNAMED = "{section|{paragraph|до}\n%s}"

# Where a block of some kind stands, beneath a body; what is not here stands in a section after a paragraph.
AROUND = {
    "verse_line": UNNAMED % "{stanza|%s}",
    "item": UNNAMED % "{list|%s}",
    "cell": UNNAMED % "{table|{row|%s}}",
    "caption": UNNAMED % "{paragraph|до {figure|%s}}",
    "heading": "{section|%s\n{paragraph|а}}",
    "opener": "{section|%s\n{paragraph|а}}",
}
IN_FRONT = {"title_part": "{title_page|{doc_title|%s}}", "byline": "{title_page|%s}", "doc_date": "{title_page|%s}"}
CITED = ("cited_title", "cited_author", "cited_editor", "publisher", "pub_place", "scope", "pages")
NEEDED = {
    "title": " certainty=low", "reading": " corr=г", "bibl_ref": " target=c9", "page_number": " n=9",
    "date": " when=1925", "note": " place=foot",
}  # fmt: skip
HOLDING = {
    "stanza": "{stanza|{verse_line|в}}", "list": "{list|{item|в}}", "table": "{table|{row|{cell|в}}}",
    "figure": "{figure|{caption|в}}", "bibliography_list": "{bibliography_list|{citation|в}}",
}  # fmt: skip


def every_kind_in(outer: str) -> Document:
    """A document in which every kind that may stand in blocks, or spans, of one kind stands in one of these."""
    pieces = [_around(outer, f"{{{outer}{NEEDED.get(outer, '')}|а {_inner(kind)} б}}") for kind in INSIDE[outer]]
    if outer in IN_FRONT:
        return drawn("{front|" + "\n".join(pieces) + "}\n{body|{paragraph|а}}")
    return drawn("{body|" + "\n".join(pieces) + "}")


def _around(outer: str, piece: str) -> str:
    if outer in IN_FRONT:
        return IN_FRONT[outer] % piece
    cited = f"{{citation|до {piece} после}}" if outer in CITED else piece
    inside = piece if outer in BLOCKS else f"{{paragraph|до {cited} после}}"
    return AROUND.get(outer, UNNAMED) % inside


def _inner(kind: str) -> str:
    return HOLDING.get(kind, f"{{{kind}{NEEDED.get(kind, '')}|в}}")


def written(document: Document, when: str = "") -> bytes:
    return tei.encode(document, when)


def breaches(data: bytes) -> list[str]:
    return broken(tei.parse(data))


# every text in the tests, as a user exports it


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("valid")
    done = pipeline.encode(TEXTS, out=out, date="2024-05-01")
    assert [fault for text in done for fault in text.faults] == []
    return sorted((out / "tei").glob("*.xml"))


def test_every_text_is_valid_by_the_grammar_of_tei(exported: list[Path]) -> None:
    assert len(exported) == len(TEXTS) >= 9
    assert jing(*exported) == ""


def test_every_text_keeps_the_rules_of_tei(exported: list[Path]) -> None:
    assert [(path.name, breach) for path in exported for breach in breaches(path.read_bytes())] == []


def test_files_are_utf_8_without_a_mark_with_plain_names_and_ids_in_one_namespace(exported: list[Path]) -> None:
    for path in exported:
        data = path.read_bytes()
        assert data.decode("utf-8").startswith("<?xml version='1.0' encoding='UTF-8'?>\n<TEI xmlns=")
        assert path.name.isascii()
        assert path.stem.replace("-", "").isalnum()
        nodes = [*etree.fromstring(data).iter("*")]
        assert {etree.QName(node).namespace for node in nodes} == {"http://www.tei-c.org/ns/1.0"}
        assert all(node.get(attribute("xml:id"), "a").isascii() for node in nodes)


# each kind of span in each kind of block


def test_each_kind_in_each_kind_of_block_is_valid(tmp_path: Path) -> None:
    outers = [kind for kind in INSIDE if INSIDE[kind] and kind not in CONTAINERS]
    for outer in outers:
        (tmp_path / f"{outer}.xml").write_bytes(written(every_kind_in(outer)))
    assert len(outers) > 35
    assert jing(*sorted(tmp_path.glob("*.xml"))) == ""
    assert [breach for path in sorted(tmp_path.glob("*.xml")) for breach in breaches(path.read_bytes())] == []


def test_a_document_of_all_kinds_and_one_with_a_full_header_and_a_bare_one_are_valid(tmp_path: Path) -> None:
    bare, full = drawn("{body|{text|а}}", Meta(language="")), drawn("{body|{text|а}}", FULL)
    for name, document in {"all": everything(), "bare": bare, "full": full}.items():
        (tmp_path / f"{name}.xml").write_bytes(written(document, "2024-05-01"))
        assert breaches((tmp_path / f"{name}.xml").read_bytes()) == []
    assert jing(*sorted(tmp_path.glob("*.xml"))) == ""


def some_documents(number: int) -> Iterator[bytes]:
    made: list[bytes] = []

    @given(documents())
    @settings(max_examples=number, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    def make(document: Document) -> None:
        made.append(written(document))

    make()
    return iter(made)


def test_any_lawful_document_is_valid(tmp_path: Path) -> None:
    for number, data in enumerate(some_documents(60)):
        (tmp_path / f"{number}.xml").write_bytes(data)
    assert jing(*sorted(tmp_path.glob("*.xml"))) == ""


def test_any_lawful_document_keeps_the_rules() -> None:
    assert [breach for data in some_documents(12) for breach in breaches(data)] == []


# the tests above would see a fault


def test_a_damaged_file_is_not_valid(tmp_path: Path) -> None:
    damaged = written(everything()).replace(b"<byline", b"<p").replace(b"</byline>", b"</p>")
    (tmp_path / "damaged.xml").write_bytes(damaged)
    assert "damaged.xml" in jing(tmp_path / "damaged.xml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('when="1988"', 'when="1988" from="1987"', "@when attribute cannot be used"),
        ('from="1988-06"', 'from="1988-06" notBefore="1988"', "@from and @notBefore"),
        ('level="m"', 'level="m" subtype="x"', "should not be categorized in detail with @subtype unless"),
        ("<lg>", "<lg><head>а</head></lg><lg>", "at least one"),
        ('<relatedItem type="original">', '<relatedItem type="original" target="#q1">', "relatedItem"),
        ('<p xml:id="p3"', '<p><p/></p><p xml:id="p3"', "Paragraphs may not occur inside other paragraphs"),
    ],
)
def test_each_breach_of_a_rule_is_seen(old: str, new: str, said: str) -> None:
    whole = written(everything()).decode()
    assert old in whole
    assert any(said in breach for breach in breaches(whole.replace(old, new).encode()))


def test_all_rules_of_the_schema_are_understood() -> None:
    found = rules(TEI_ALL)
    assert len(found) > 90
    assert sum(len(rule.tests) for rule in found) > 100

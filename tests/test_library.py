"""The files a TEI is made of: what is included, what neighbours declare, and that nothing else is ever read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import pipeline
from pipeline.element import string
from pipeline.errors import TeiError
from pipeline.tables import Columns, Pointers, Survey, rows, surveyed
from pipeline.tables.prefixes import compiled
from pipeline.tei import parse
from pipeline.tei.library import Library

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"{}>{}</TEI>'
PERSONS = (
    '<listPerson xmlns="http://www.tei-c.org/ns/1.0">'
    '<person xml:id="ann"><persName>Ann Brook</persName></person></listPerson>'
)
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into `texts`, which is the folder asked for, or with `..` beside it; the last one's path."""

    def write(**files: str) -> Path:
        for name, content in files.items():
            path = tmp_path / ("" if name.startswith("outside") else "texts") / f"{name.replace('__', '/')}.xml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return path

    return write


def body(inside: str, attributes: str = "") -> str:
    return TEI.format(attributes, f"<text><body>{inside}</body></text>")


def read(path: Path, folder: Path | None = None) -> tuple[str, Library]:
    """The string value of a file with all it includes."""
    library = Library(folder or path.parent)
    return string(library.documents(parse(path))[0]), library


def tabulated(path: Path) -> tuple[dict[str, Columns], Survey, Library]:
    """The rows of a file, read with those beside it."""
    library = Library(path.parent)
    (document,) = library.documents(parse(path))
    return (*surveyed(document, None, Pointers(document, library)), library)


# what is included


def test_what_is_included_stands_where_it_was_asked_for(write: Write) -> None:
    path = write(part="<p>two</p>", whole=body('<p>one </p><xi:include href="part.xml"/> three'))
    assert read(path)[0] == "one two three"


def test_an_included_file_includes_others_relative_to_itself(write: Write) -> None:
    xi = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    path = write(
        a__b__leaf="<p>leaf</p>",
        a__branch=f'<div {xi}><xi:include href="b/leaf.xml"/></div>',
        whole=body('<xi:include href="a/branch.xml"/>'),
    )
    assert read(path)[0] == "leaf"


def test_a_part_of_a_file_is_included_by_its_id(write: Write) -> None:
    path = write(
        part='<div><p xml:id="a">one</p><p xml:id="b">two</p></div>',
        whole=body('<xi:include href="part.xml" xpointer="b"/><xi:include href="part.xml" xpointer="element(a)"/>'),
    )
    assert read(path)[0] == "twoone"


def test_a_file_that_includes_itself_does_so_once_and_is_named(write: Write) -> None:
    text, library = read(path := write(whole=body('<p>a</p><xi:include href="whole.xml"/>')))
    assert (text, [*library.unread.values()]) == ("a", [f"{path.resolve()}: includes itself."])


def test_a_text_is_included_as_text(write: Write, tmp_path: Path) -> None:
    path = write(whole=body('<p>a<hi/><xi:include href="t.txt" parse="text"/>c</p>'))
    (tmp_path / "texts" / "t.txt").write_text("<b>\x00", encoding="utf-8")
    assert read(path)[0] == "a<b>c"


OUTSIDE = (
    "../outside.xml",
    "{file}",
    "/etc/hostname",
    "file:///etc/hostname",
    "file://elsewhere/etc/hostname",
    "http://localhost:9/x.xml",
    "https://localhost:9/x.xml",
    "ftp://localhost:9/x.xml",
    "link.xml",
    "none.xml",
    "",
    "whole.xml",
    "http://[",
    "%00",
)


@pytest.mark.parametrize("href", OUTSIDE)
@pytest.mark.parametrize("how", ["xml", "text"])
def test_nothing_outside_of_the_folder_is_included_and_the_fallback_stands_for_it(
    href: str, how: str, write: Write, tmp_path: Path
) -> None:
    outside = write(outside="<p>secret</p>")
    asked = f'href="{href.replace("{file}", outside.as_uri())}" parse="{how}"'
    path = write(whole=body(f"<p><xi:include {asked}><xi:fallback>none</xi:fallback></xi:include></p>"))
    (tmp_path / "texts" / "link.xml").symlink_to(outside)
    text, library = read(path)
    assert text == "none"
    assert len(library.unread) == 1


def test_files_that_include_each_other_end(write: Write) -> None:
    xi = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    path = write(
        a=f'<div {xi}>a<xi:include href="b.xml"/></div>',
        b=f'<div {xi}>b<xi:include href="a.xml"/></div>',
        whole=body('<xi:include href="a.xml"/>'),
    )
    assert read(path)[0] == "ab"


def test_no_more_is_included_than_a_file_may_hold(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.tei.inclusion.LIMIT", 50)
    monkeypatch.setattr("pipeline.tei.inclusion._LEAST", 1)
    path = write(part="<p>twenty characters</p>", whole=body('<xi:include href="part.xml"/>' * 9))
    text, library = read(path)
    assert text == "twenty characters" * 2
    assert any("is not included" in said for said in library.unread.values())


def test_an_included_file_that_is_not_well_formed_is_named_with_its_place(write: Write) -> None:
    path = write(part="<p>\n<p>\n</div>", whole=body('<xi:include href="part.xml"/>'))
    _, library = read(path)
    assert [":3:" in said and "part.xml" in said for said in library.unread.values()] == [True]


# neighbours


def test_a_pointer_leads_into_a_neighbouring_file_but_not_out_of_the_folder(write: Write) -> None:
    write(outside=PERSONS.replace("Ann", "Secret"), people=PERSONS)
    path = write(
        whole=body('<p><said who="people.xml#ann">a</said><said who="../outside.xml#ann">b</said></p>'),
    )
    found, _, library = tabulated(path)
    assert [row["name"] for row in found["speakers"]] == ["../outside.xml#ann", "Ann Brook"][::-1]
    assert len(library.unread) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<p xml:base="people.xml"><said who="#ann">a</said></p>',
        '<p><said who="#ann">a</said></p>',  # declared in a register beside it
        '<div xml:base="deeper/"><p><said who="../people.xml#ann">a</said></p></div>',
    ],
)
def test_bases_and_registers_are_followed(text: str, write: Write) -> None:
    write(people=PERSONS)
    path = write(whole=body(text))
    found, survey, _ = tabulated(path)
    assert [(row["speaker_id"], row["name"]) for row in found["speakers"]] == [("whole#ann", "Ann Brook")]
    assert survey.lost == {}


def test_another_text_in_the_folder_is_no_register(write: Write) -> None:
    play = '<castList><castItem><role xml:id="ann">Another Ann</role></castItem></castList><sp who="#ann"><p>x</p></sp>'
    write(play=body(play))
    path = write(whole=body('<p><said who="#ann">a</said></p>'))
    found, _, _ = tabulated(path)
    assert [row["name"] for row in found["speakers"]] == ["ann"]


def test_a_person_of_another_file_whose_id_is_taken_here_is_another_person(write: Write) -> None:
    write(people=PERSONS)
    here = '<listPerson><person xml:id="ann"><persName>Ann Reed</persName></person></listPerson>'
    path = write(whole=body(here + '<p><said who="#ann">a</said><said who="people.xml#ann">b</said></p>'))
    found, _, _ = tabulated(path)
    assert [(row["speaker_id"], row["name"]) for row in found["speakers"]] == [
        ("whole#ann", "Ann Reed"), ("whole#people#ann", "Ann Brook"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "safe"),
    [
        (r"([A-Za-z0-9_.-]+)", True),
        (r"(.*)", True),
        (r"person_(\d+)", True),
        (r"([\c]+)", True),
        (r"(\i\c*)", True),
        (r"(a+)+", False),
        (r"(a*)*b", False),
        (r"(a|aa)+", False),
        (r"a?a?a?a?a?a?a?a?aaaaaaaa", False),
        (r"(.{1,99}){1,99}", False),
        (r"(", False),
        (r"(?P<x>a)", False),
        (r"[z-a]", False),
        (r"\1", False),
    ],
)
def test_only_patterns_that_cannot_take_long_are_used(pattern: str, safe: bool) -> None:
    assert (compiled(pattern) is not None) == safe


# several documents, several files


def test_documents_of_one_name_are_told_apart_by_their_folders(write: Write, tmp_path: Path) -> None:
    write(a__tei=body("<p>a</p>"), b__tei=body("<p>b</p>"), c__ПИСЬМО=body("<p>c</p>"), c__日記=body("<p>d</p>"))
    made = pipeline.tables([tmp_path / "texts"], out=tmp_path / "out")
    assert made.faults == ()
    assert made.rows["documents"] == 4


def test_documents_of_one_file_are_called_by_their_ids_or_numbers(write: Write, tmp_path: Path) -> None:
    one, two = body("<p>a</p>", ' xml:id="first"'), body("<p>b</p>")
    write(corpus=f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{one}{two}</teiCorpus>')
    pipeline.tables([tmp_path / "texts"], out=tmp_path / "out")
    documents = (tmp_path / "out" / "tables" / "documents.json").read_text(encoding="utf-8")
    assert '"doc_id": "first"' in documents
    assert '"doc_id": "corpus-2"' in documents


def test_a_file_that_is_malformed_is_left_out_with_line_and_column_and_the_others_go_on(
    write: Write, tmp_path: Path
) -> None:
    write(bad="<TEI>\n<text>\n</TEI>", good=body("<p>a</p>"), page="<html><p>x</p></html>")
    made = pipeline.tables([tmp_path / "texts"], out=tmp_path / "out")
    assert [fault.rule for fault in made.faults] == ["refused"]
    assert "bad.xml:3:7: not well-formed XML" in made.faults[0].said
    assert ["page.xml: is no TEI document" in said for said in made.unread] == [True]
    assert made.rows["documents"] == 1


def test_a_file_asked_for_by_name_that_is_no_tei_is_a_fault(write: Write, tmp_path: Path) -> None:
    made = pipeline.tables([write(page="<html><p>x</p></html>")], out=tmp_path / "out")
    assert ["is no TEI document" in fault.said for fault in made.faults] == [True]
    assert not (tmp_path / "out").exists()


def test_a_text_beside_tei_of_others_is_not_its_source(write: Write, tmp_path: Path) -> None:
    path = write(letter=body("<p>a</p>"))
    path.with_suffix(".txt").write_bytes(b"\xff\xfe")
    made = pipeline.tables([path], out=tmp_path / "out")
    assert made.faults == ()


def test_elements_of_p4_and_of_any_namespace_are_read_like_those_of_p5() -> None:
    for root in ('<TEI.2 id="t"', '<TEI xmlns="http://www.tei-c.org/ns/2.0"', '<t:TEI xmlns:t="urn:x"'):
        name = root[1:].split()[0]
        prefix = "t:" if name.startswith("t:") else ""
        inside = f"<{prefix}text><{prefix}p>a</{prefix}p></{prefix}text>"
        (document,) = Library(Path()).documents(etree.fromstring(f"{root}>{inside}</{name}>"))
        document.getroottree().docinfo.URL = "file:///x.xml"
        assert len(rows(document)["paragraphs"]) == 1


def test_a_file_that_is_too_deep_is_refused(write: Write) -> None:
    with pytest.raises(TeiError, match="elements nest more than 256 deep"):
        parse(write(deep=body("<div>" * 300 + "<p>a</p>" + "</div>" * 300)))


def test_a_register_that_is_a_link_out_of_the_folder_is_not_read(write: Write, tmp_path: Path) -> None:
    outside = write(outside=PERSONS)
    path = write(whole=body('<p><said who="#ann">a</said></p>'))
    (tmp_path / "texts" / "people.xml").symlink_to(outside)
    found, survey, _ = tabulated(path)
    assert [row["name"] for row in found["speakers"]] == ["ann"]
    assert survey.lost == {"@who": 1}


def test_what_is_no_plain_file_is_not_waited_for(write: Write, tmp_path: Path) -> None:
    path = write(whole=body('<p><xi:include href="pipe.xml"/><said who="pipe.xml#ann">a</said></p>'))
    os.mkfifo(tmp_path / "texts" / "pipe.xml")
    found, _, library = tabulated(path)
    assert [row["name"] for row in found["speakers"]] == ["pipe.xml#ann"]
    assert ["is no file that can be read" in said for said in library.unread.values()] == [True]

"""Long texts as several pages: what is on which, that nothing is lost between them, that links lead over their ends."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

import pipeline
from pipeline import tei
from pipeline.find import find
from pipeline.source import read
from pipeline.tables import rows
from pipeline.text import Document
from pipeline.verbs import viewing
from pipeline.view.addresses import Addresses, runs
from pipeline.view.corpus import corpus
from pipeline.view.cutting import Place, cut
from pipeline.view.overview import overview
from pipeline.view.page import LIMIT, Pages, pages
from pipeline.view.parts import Part, parts
from pipeline.view.reading import Reading, reading
from tests.packed import files
from tests.shown import MILL, SourceText, book, write
from tests.strategies import documents

PLACES = st.lists(st.builds(Place, st.integers(0, 2), st.integers(0, 3), st.integers(0, 30)), max_size=40)
UNSHRUNK = [Phase.explicit, Phase.generate]
RARE = settings(max_examples=30, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)


def shown(document: Document) -> Reading:
    root = tei.parse(tei.encode(document))
    return reading(root, tei.read(root, document.text), rows(root, document.text))


def source(said: str) -> str:
    """The text of the source that is on a page, without labels, warnings and ways back."""
    seen = SourceText()
    seen.feed(f'<div id="page:source">{said}</div>')
    assert (seen.wrong, seen.open) == ([], [])
    return "".join(seen.said)


def tree(said: str) -> Any:
    """A page."""
    return html.document_fromstring(said)


def paged(text: str, tmp_path: Path, limit: int, name: str = "книга 1.html") -> Pages:
    """The pages of a text, no larger than a limit."""
    write(tmp_path, "book", text)
    return pages(shown(find(read(tmp_path / "texts" / "book.txt"))), name, limit)


# Where it is cut


@given(PLACES, st.integers(1, 100))
def test_every_place_is_on_one_page_and_no_page_has_more_than_there_is_room_for(places: list[Place], room: int) -> None:
    found = list(cut(places, room))
    assert [place for page in found for place in page] == list(range(len(places)))
    assert all(len(page) == 1 or sum(places[at].weight for at in page) <= room for page in found)


@given(PLACES, st.integers(1, 100))
def test_no_page_begins_worse_than_it_has_to(places: list[Place], room: int) -> None:
    for page, following in pairwise(cut(places, room)):
        least = min(places[at].badness for at in (*page[1:], following[0]))
        assert places[following[0]].badness == least


def test_pages_are_as_few_as_can_be_and_of_one_size() -> None:
    places = [Place(0, 9, 10)] * 100
    assert [len(page) for page in cut(places, 300)] == [25, 25, 25, 25]


def test_a_chapter_begins_a_page_where_one_is_near() -> None:
    places = [Place(0, 1 if at in (5, 30, 52, 81) else 9, 10) for at in range(100)]
    assert [page[0] for page in cut(places, 350)] == [0, 30, 52, 81]


def test_cutting_takes_time_in_proportion_to_the_number_of_places() -> None:
    looked: list[int] = []

    class Counted(list[Place]):
        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            looked.append(1)
            return super().__getitem__(at)

    for badness in (0, 2):
        looked.clear()
        assert len(list(cut(Counted([Place(badness, 9, 10)] * 20_000), 1000))) == 200
        assert len(looked) < 5 * 20_000


# The laws


@RARE
@given(documents(), st.integers(1, 3000))
def test_the_parts_of_any_document_hold_its_text_once_and_each_id_once(document: Document, room: int) -> None:
    whole = shown(document)
    addresses, several = parts(whole, "a.html", room)
    assert "".join(source(part.text) for part in several) == document.text
    assert [part.start for part in several] == starts(several)
    ids = Counter(one for part in several for one in re.findall(r' id="([^"]*)"', part.text))
    assert max(ids.values(), default=1) == 1
    assert [*dict.fromkeys(one for part in several for one in part.strings)] == [*whole.strings]
    assert len(several) == 1 or ids.keys() <= addresses.parts.keys()


def starts(several: Sequence[Part]) -> list[int]:
    lengths = [len(source(part.text)) for part in several]
    return [sum(lengths[:at]) for at in range(len(lengths))]


def links(made: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Every link of every page: where it is, and the file and the id that it leads to."""
    for name, said in made.items():
        for link in tree(said).xpath("//a/@href"):
            file, _, identifier = link.partition("#")
            folder = name.rpartition("/")[0]
            yield name, normpath(f"{folder}/{unquote(file)}".lstrip("/")) if file else name, unquote(identifier)


@settings(RARE, max_examples=20)
@given(documents(), st.integers(30_000, 60_000))
def test_every_link_of_any_document_in_parts_leads_somewhere(document: Document, limit: int) -> None:
    made = dict(pages(shown(document), "a b.html", limit).files())
    ids = {name: set(tree(said).xpath("//@id")) for name, said in made.items()}
    every = set().union(*ids.values(), (f"why:{number}" for number in range(1, 100)))
    for _, file, identifier in links(made):
        assert file == "index.html" or (file in made and (identifier not in every or identifier in ids[file]))


@pytest.mark.parametrize("limit", [80_000, 200_000])
def test_a_text_is_cut_so_that_every_page_keeps_the_limit_and_every_link_leads_somewhere(
    limit: int, tmp_path: Path
) -> None:
    text = book(120_000)
    made = paged(text, tmp_path, limit)
    found = dict(made.files())
    assert len(found) > 1
    assert all(len(said.encode()) < limit for said in found.values())
    assert "".join(source(part.text) for part in made.parts) == text
    ids = {name: Counter(tree(said).xpath("//@id")) for name, said in found.items()}
    assert all(max(of.values()) == 1 for of in ids.values())
    those = [*links(found)]
    assert all(file == "index.html" or (not one or one in ids[file]) for _, file, one in those)
    assert any(name != file for name, file, one in those if one.startswith("n"))


def test_a_book_of_a_million_characters_makes_pages_of_less_than_a_megabyte_each(tmp_path: Path) -> None:
    text = book(1_000_000)
    made = paged(text, tmp_path, LIMIT)
    sizes = [len(said.encode()) for _, said in made.files()]
    assert max(sizes) < 1_000_000
    assert len(sizes) == -(-sum(sizes) // 1_000_000)
    assert "".join(source(part.text) for part in made.parts) == text


def test_no_quotation_is_cut_and_none_parted_from_what_gave_it_away(tmp_path: Path) -> None:
    made = paged(book(60_000), tmp_path, 50_000)
    assert len(made.parts) > 2
    for part in made.parts:
        for one in part.strings:
            assert all(f' id="{piece}"' in part.text for piece in one.parts)
        cued = {one for of in re.findall(r'data-of="([^"]*)"', part.text) for one in of.split()}
        assert cued <= {one.id for one in part.strings}


def test_what_cannot_be_cut_otherwise_is_cut_between_sentences_or_in_a_quotation(tmp_path: Path) -> None:
    sentence = "Вода стояла высоко, и никто не помнил такого лета. "
    speech = "\n".join(f"– Я видел это в {year} году, – и молчал." for year in range(1000, 1300))
    for text in (
        sentence * 3000 + "\n",
        "вода " * 30_000 + "\n",
        f"Лапшин рассказывал: «{sentence * 1500}\n\n{sentence * 1500}»\n{speech}\n",
    ):
        made = paged(text, tmp_path, 150_000)
        assert "".join(source(part.text) for part in made.parts) == text
        assert len(made.parts) > 1
        is_quoted = any(part.strings for part in made.parts)  # and its paragraphs are longer than a page
        assert all(len(said.encode()) < (200_000 if is_quoted else 150_000) for _, said in made.files())


# What is on them


def test_a_page_says_which_part_it_is_lists_all_with_their_chapters_and_leads_on(tmp_path: Path) -> None:
    made = dict(paged(book(60_000), tmp_path, 80_000).files())
    assert [*made][:2] == ["книга 1.html", "книга 1.parts/2.html"]
    root = tree(made["книга 1.parts/2.html"])
    assert root.xpath("//a[@rel='prev']/@href") == ["../%D0%BA%D0%BD%D0%B8%D0%B3%D0%B0%201.html"] * 2
    assert root.xpath("//a[@rel='next']/@href") == ["3.html"] * 2
    (listed,) = root.xpath("//ol[@class='parts']")
    assert len(listed.xpath("./li")) == len(made)
    chapters = [" ".join(one.text_content().split()) for one in listed.xpath("./li/ul/li/a")]
    assert chapters[:2] == ["Глава 1", "Глава 2"]
    assert chapters[-1] == "Примечания"
    assert len(chapters) == len(set(chapters)) == book(60_000).count("Глава") + 1
    assert root.xpath("//nav/a/@href")[0] == "../index.html"


def test_speakers_are_counted_in_the_whole_text_on_every_page(tmp_path: Path) -> None:
    made = dict(paged(book(60_000), tmp_path, 80_000).files())
    lists = [
        [" ".join(one.text_content().split()) for one in tree(said).xpath("//ul[@class='speakers']/li")]
        for said in made.values()
    ]
    assert len({*map(tuple, lists)}) == 1
    assert len(lists[0]) > 2


def test_the_words_of_a_note_on_another_page_are_where_it_is_referred_to(tmp_path: Path) -> None:
    made = paged(book(60_000), tmp_path, 80_000)
    first = tree(dict(made.files())["книга 1.html"])
    (mark,) = first.xpath("//*[@id='r1']")
    note = mark.get("href").partition("#")[2]
    (copied,) = first.xpath(f"//*[@id='copy:{note}']")
    assert made.addresses.parts[note] > 1
    assert copied.text.startswith("[1].")
    assert copied.getparent().get("class") == "elsewhere notes"


def test_the_overview_leads_to_the_page_that_a_quotation_is_on(tmp_path: Path) -> None:
    made = paged(book(60_000), tmp_path, 80_000)
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    addresses = made.addresses.only(one.id for one in made.reading.quotations)
    ((_, said),) = overview(corpus(tmp_path / "out" / "tables"), {"book": addresses})
    found = dict(made.files())
    marks = [(file, one) for _, file, one in links({"index.html": said}) if one.startswith("q")]
    assert len({file for file, _ in marks}) > 1
    assert all(f' id="{one}"' in found[file] for file, one in marks)


def test_of_very_many_chapters_the_first_of_each_page_is_listed(tmp_path: Path) -> None:
    words = "\n\n".join(f"Глава {number}\n\n{'Вода стояла высоко. ' * 20}" for number in range(1, 251))
    made = paged(f"О воде\n\n{words}\n", tmp_path, 80_000)
    assert len(made.reading.chapters) == 250
    assert [len(part.chapters) for part in made.parts] == [1] * len(made.parts)
    assert all(len(said.encode()) < 80_000 for _, said in made.files())


# Where they are


def test_a_short_text_is_one_page(tmp_path: Path) -> None:
    made = paged(MILL, tmp_path, LIMIT)
    assert [name for name, _ in made.files()] == ["книга 1.html"]
    assert made.addresses.parts == {}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,2}(0|[1-9][0-9]?)?(\.[2-4])?", fullmatch=True), st.integers(1, 4)))
def test_on_which_page_an_id_is_is_said_shortly_and_found_again(ids: dict[str, int]) -> None:
    def found(identifier: str) -> int:
        match = re.fullmatch(r"(.*?)(0|[1-9][0-9]*)", identifier)
        letters, number = (match[1], int(match[2])) if match else (identifier, 0)
        return next((part for one, other, part in said.get(letters, ()) if one <= number <= other), 0)

    said = runs(ids)
    for identifier, part in ids.items():
        is_one_of_two = f"{identifier}0" in ids or identifier.endswith("0")
        assert is_one_of_two or (found(identifier) or found(identifier.partition(".")[0])) == part


def test_no_two_texts_want_the_same_file_whatever_they_are_called() -> None:
    names = ["a", "a.parts", "a.2", "a-2", "2", "index", "index.text", "a b"]
    of_each = [
        {Addresses(viewing.page_of(Path(f"{name}.xml"))).file(number) for number in range(1, 9)} for name in names
    ]
    assert len(set().union(*of_each)) == 8 * len(names)


def test_pages_of_a_text_that_became_short_are_taken_away_and_whatever_else_is_there_stays(tmp_path: Path) -> None:
    write(tmp_path, "mill", MILL)
    pipeline.export([tmp_path / "texts"], tmp_path / "out")
    pipeline.view(tmp_path / "out")
    view = tmp_path / "out" / "view"
    for folder in ("mill.parts", "gone.parts"):
        (view / folder).mkdir()
        shutil.copy(view / "mill.html", view / folder / "2.html")
    (view / "gone.parts" / "mine.html").write_text("<p>мои заметки", encoding="utf-8")
    pipeline.view(tmp_path / "out")
    assert sorted(files(view)) == ["gone.parts/mine.html", "index.html", "mill.html"]
    assert not (view / "mill.parts").exists()

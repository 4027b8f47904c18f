"""TEI as others write it: what is found in files in the style of many projects, and that none can break the tables."""

import json
import random
import shutil
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import pipeline
from pipeline.tables import Columns, Pointers, Survey, surveyed
from pipeline.tei import parse
from pipeline.tei.library import Library
from tests.laws import ORDERED, broken

DATA = Path(__file__).parent / "data"
OTHERS = DATA / "others"
FILES = sorted(OTHERS.glob("*.xml"))
PARLIAMENT = OTHERS / "parliament" / "assembly.xml"

COUNTED = (
    "paragraphs", "turns", "quotations", "speakers", "notes", "note_refs", "citations", "persons", "mentions",
    "phrases",
)  # fmt: skip
COUNTS = {  # by hand
    "annotated": (2, 0, 1, 0, 0, 0, 0, 1, 1, 0),
    "archive": (6, 0, 1, 0, 1, 0, 1, 0, 0, 0),
    "assembly-2001-03-01": (6, 4, 1, 3, 2, 0, 0, 2, 0, 0),
    "assembly-2001-03-02": (2, 2, 0, 2, 0, 0, 0, 2, 0, 0),
    "chronicle": (5, 0, 2, 1, 2, 0, 0, 2, 2, 0),
    "correspondence": (3, 0, 1, 1, 3, 2, 1, 2, 1, 0),
    "critical": (4, 0, 1, 0, 3, 1, 0, 0, 0, 2),
    "dictionary": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "drama": (9, 6, 1, 5, 0, 0, 0, 3, 0, 0),
    "facsimile": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "gardens": (4, 0, 1, 0, 2, 0, 1, 0, 1, 0),
    "inhabitants": (0, 0, 0, 0, 1, 0, 0, 1, 0, 0),
    "inscription": (5, 0, 0, 0, 0, 0, 3, 0, 0, 0),
    "interview": (3, 2, 0, 2, 0, 0, 0, 2, 0, 0),
    "letters": (3, 0, 1, 1, 2, 1, 1, 4, 5, 0),
    "lite": (5, 0, 4, 0, 3, 0, 0, 0, 0, 0),
    "manuscript": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "nested": (9, 3, 2, 2, 0, 0, 1, 0, 1, 0),
    "novel": (10, 0, 7, 1, 2, 2, 0, 0, 1, 1),
    "oxygen-template": (1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "p4": (4, 1, 2, 1, 2, 1, 1, 2, 1, 0),
    "publisher-template": (1, 0, 1, 0, 1, 0, 0, 0, 0, 0),
    "register": (0, 0, 0, 0, 1, 0, 0, 2, 0, 0),
    "sitting": (5, 3, 1, 3, 3, 0, 0, 2, 0, 0),
    "standoff": (1, 0, 1, 1, 1, 1, 0, 1, 1, 0),
    "stone": (4, 0, 1, 0, 1, 0, 2, 0, 1, 0),
    "tale": (5, 0, 6, 2, 0, 0, 1, 2, 0, 3),
    "tragedy": (10, 5, 1, 3, 0, 0, 0, 2, 0, 0),
}


@cache
def of(name: str) -> tuple[dict[str, Columns], Survey]:
    """The rows of a document of the files here, and what was not understood of it."""
    path = PARLIAMENT if name.startswith("assembly") else OTHERS / f"{name}.xml"
    library = Library(OTHERS)
    documents = library.documents(parse(path))
    names = [Path(str(document.base)).stem for document in documents]
    document = documents[names.index(name)]
    return surveyed(document, None, Pointers(document.getroottree().getroot(), library))


def table(name: str, of_document: str) -> Columns:
    return of(of_document)[0][name]


def column(document: str, name: str, *columns: str) -> list[Any]:
    rows = table(name, document)
    return [row[columns[0]] if len(columns) == 1 else tuple(row[one] for one in columns) for row in rows]


# counts


@pytest.mark.parametrize("name", COUNTS)
def test_what_a_file_has_is_found(name: str) -> None:
    rows, _ = of(name)
    assert {one: len(rows[one]) for one in COUNTED} == dict(zip(COUNTED, COUNTS[name], strict=True))


@pytest.mark.parametrize("name", COUNTS)
def test_the_laws_of_the_tables_hold(name: str) -> None:
    assert broken(of(name)[0]) == []
    for one in ORDERED:
        starts = [row["start"] for row in table(one, name) if row["start"] is not None]
        assert starts == sorted(starts), one


@pytest.mark.parametrize("name", COUNTS)
def test_offsets_count_the_string_value_of_the_text(name: str) -> None:
    folder = PARLIAMENT.parent if name.startswith("assembly") else OTHERS
    text = str(parse(folder / f"{name}.xml").xpath("string(/*/*[local-name() = 'text'])"))
    assert column(name, "documents", "text", "chars") == [(text, len(text))]


TEI = "*[local-name() = '{}' and not(namespace-uri() = 'http://www.tei-c.org/ns/Examples') and normalize-space()]"
ASIDE = "[not(ancestor::*[local-name() = 'note' or local-name() = 'figure' or local-name() = 'egXML'])]"
XPATHS = {
    "paragraphs": [TEI.format(name) + ASIDE for name in ("p", "ab", "l")]
    + [
        TEI.format("u") + ASIDE + "[not(descendant::*[local-name() = 'seg'])]",
        TEI.format("seg") + ASIDE + "[ancestor::*[local-name() = 'u']]",
    ],
    "turns": [TEI.format("sp"), TEI.format("u") + "[not(@prev)]"],
    "quotations": [
        TEI.format("q") + "[not(@prev) and not(@type = 'soCalled')]", TEI.format("quote"),
        TEI.format("said") + "[not(@prev)]",
    ],
    "notes": [TEI.format("note") + "[not(@prev)]"],
    "citations": [TEI.format("bibl") + "[not(ancestor::*[local-name() = 'bibl'])]", TEI.format("biblStruct")],
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_as_much_is_found_as_an_xpath_counts(name: str) -> None:
    folder = PARLIAMENT.parent if name.startswith("assembly") else OTHERS
    root = parse(folder / f"{name}.xml")
    for asked, paths in XPATHS.items():
        outside = " or local-name() = 'standOff'" if asked == "notes" else ""
        inside = f"//*[local-name() = 'text'{outside}][not(ancestor::*[local-name() = 'text'])]//"
        counted: list[Any] = [root.xpath(f"count({inside}{path})") for path in paths]
        assert len(table(asked, name)) == sum(counted), asked


# what is not understood


def test_what_is_not_understood_is_counted_by_its_name() -> None:
    _, survey = of("dictionary")
    assert survey.unknown == {
        "cit": 1, "form": 3, "orth": 3, "entry": 2, "gramGrp": 2, "pos": 2, "sense": 2, "def": 2, "pron": 1, "xr": 1,
    }  # fmt: skip
    assert of("facsimile")[1].unknown == {
        "surface": 2, "zone": 3, "facsimile": 1, "sourceDoc": 1, "graphic": 1, "line": 1,
    }  # fmt: skip


def test_what_is_of_another_vocabulary_is_counted_once_for_all_it_holds() -> None:
    assert of("publisher-template")[1].unknown == {"egXML": 1, "pb:slot": 1}


def test_what_has_no_text_has_no_row_and_is_counted() -> None:
    assert of("oxygen-template")[1].empty == {"p": 1}
    assert of("lite")[1].empty == {"p": 2}


def test_pointers_that_lead_nowhere_are_counted() -> None:
    assert of("assembly-2001-03-01")[1].lost == {"@who": 1, "@source": 1}


def test_all_that_we_write_ourselves_is_understood() -> None:
    _, survey = surveyed(parse(DATA / "tables-garden.xml"))
    assert (survey.unknown, survey.empty, survey.lost) == ({}, {}, {})


# speech


def test_turns_are_a_table_of_their_own_and_no_quotations() -> None:
    assert column("drama", "turns", "speaker_name", "label", "text") == [
        ("Егор", "Егор", "Опять туман. Хоть глаз выколи. Эй, кто там?"),
        ("Марфа", "Марфа", "Свои! Барин велел сказать: «Туши фонарь»."),
        ("Егор; Марфа", "Егор и Марфа", "Ой, туман, туман, Долгий караван."),
        ("Голоса", "Голоса", "Кто идёт?"),
        ("Егор", "Егор", "Никто."),
        ("Прохожий", "Прохожий", "Мимо."),
    ]
    assert column("drama", "quotations", "text", "speaker_name") == [("Туши фонарь", "Барин")]


def test_who_speaks_together_speaks_each() -> None:
    assert column("drama", "speakers", "name", "kind", "turns", "turn_words", "quotations") == [
        ("Егор", "person", 3, 14, 0),
        ("Марфа", "person", 2, 11, 0),
        ("Голоса", "group", 1, 2, 0),
        ("Барин", "person", 0, 0, 1),
        ("Прохожий", None, 1, 1, 0),
    ]


def test_speakers_whom_nothing_declares_are_known_by_their_label_whatever_its_case() -> None:
    assert column("nested", "speakers", "name", "turns") == [("WOLF", 2), ("Hen", 1)]


def test_paragraphs_know_their_turn_and_verse_lines_their_first_part() -> None:
    turns = column("drama", "paragraphs", "turn_id")
    assert turns.count(None) == 1
    assert len(set(turns)) == 7
    lines = {row["text"]: row for row in table("paragraphs", "drama")}
    assert lines["Никто."]["continues_id"] == lines["Кто идёт?"]["paragraph_id"]


def test_an_utterance_that_is_interrupted_is_one_turn() -> None:
    turns = table("turns", "assembly-2001-03-01")
    assert turns[0]["text"] == "The sitting is open. Mr Coot has the floor."
    assert [(row["speaker_name"], row["parts"], row["words"]) for row in turns] == [
        ("Heron Ada", 1, 9), ("Coot Ben", 2, 15), ("Heron Ada", 1, 1), ("Stranger", 1, 1),
    ]  # fmt: skip


# the document


def test_verse_lines_that_are_split_among_speakers_go_on_with_their_first_part() -> None:
    first, *others = column("tragedy", "paragraphs", "paragraph_id", "text", "continues_id")[2:5]
    assert [(text, continues) for _, text, continues in others] == [
        ("Отец!", first[0]),
        ("Кто там во тьме?", first[0]),
    ]
    assert column("tragedy", "turns", "label", "text")[2] == (
        "Князь",
        "Кто там во тьме? Шаги слышны, но нет ответа, И долго мне ещё до света.",
    )


def test_what_happens_in_a_room_is_not_spoken() -> None:
    assert column("sitting", "turns", "text", "parts")[1] == (
        "Уважаемые депутаты! Прошу тишины. Мне говорят: Моста не будет. А мост будет.", 2,
    )  # fmt: skip


def test_words_that_are_said_within_others_have_each_their_speaker() -> None:
    assert column("tale", "quotations", "speaker_name", "parts", "parent_id")[:4] == [
        ("Глаша", 2, None),
        ("доктор Миронов", 1, None),
        ("Глаша", 1, column("tale", "quotations", "quotation_id")[1]),
        ("доктор Миронов", 1, None),
    ]


def test_documents_of_a_corpus_share_its_persons(tmp_path: Path) -> None:
    made = pipeline.tables([OTHERS / "plays.xml"], out=tmp_path)
    assert (made.faults, made.aside["leads nowhere"]) == ((), {})
    rows = json.loads((tmp_path / "tables/speakers.json").read_text(encoding="utf-8"))
    assert [(row["speaker_id"], row["name"], row["turns"], row["quotations"]) for row in rows] == [
        ("one#k1", "Кот", 1, 0),
        ("one#p1", "Пёс", 1, 0),
        ("two#k1", "Кот", 0, 1),
    ]


def test_a_list_that_is_no_tei_but_pointed_into_is_read(tmp_path: Path) -> None:
    written(
        tmp_path,
        letter='<TEI><text><body><p><persName ref="people.xml#a">Анне</persName></p></body></text></TEI>',
        people='<listPerson><person xml:id="a"><persName>Анна</persName></person></listPerson>',
        other="<list/>",
    )
    made = pipeline.tables([tmp_path], out=tmp_path / "out")
    assert made.unread == (f"{tmp_path / 'other.xml'}: is no TEI document, and there is none in it.",)
    assert made.rows["persons"] == 1


def test_a_text_lends_its_persons_to_no_other(tmp_path: Path) -> None:
    of_its_own = '<listPerson><person xml:id="a"><persName>Анна</persName></person></listPerson>'
    written(
        tmp_path,
        letter=f"<TEI><teiHeader><profileDesc><particDesc>{of_its_own}</particDesc></profileDesc></teiHeader>"
        "<text><body><p>Дом.</p></body></text></TEI>",
        story='<TEI><text><body><p><said who="#a">Нет.</said></p></body></text></TEI>',
    )
    assert pipeline.tables([tmp_path], out=tmp_path / "out").aside["leads nowhere"] == {"@who": 1}
    written(tmp_path, letter=f"<TEI><text><body><p>Лица.</p>{of_its_own}</body></text></TEI>")
    assert pipeline.tables([tmp_path], out=tmp_path / "out").aside["leads nowhere"] == {}


P4 = """<TEI.2 lang="ru"><teiHeader><profileDesc><particDesc><person id="A"><persName>Анна</persName></person>
  <person id="B"><persName>Борис</persName></person></particDesc></profileDesc></teiHeader><text lang="ru"><body>
  <div1 type="act"><sp who="A B"><speaker>Оба</speaker><p>Мы <sic corr="дома">дмоа</sic>.</p></sp>
  <p>В <abbr expan="городе">г.</abbr> <orig reg="мир">миръ</orig>, <corr sic="тшина">тишина</corr>
  <note target="x">Да.</note> с <dateRange from="1811" to="1812">1811 по 1812</dateRange><anchor id="x"/>.</p>
  </div1></body></text></TEI.2>"""


def test_a_document_without_text_is_counted(tmp_path: Path) -> None:
    written(tmp_path, page="<TEI><sourceDoc><surface/></sourceDoc></TEI>", header="<TEI><teiHeader/></TEI>")
    made = pipeline.tables([tmp_path], out=tmp_path / "out")
    assert (made.aside["without text"], made.rows["documents"]) == ({"TEI": 2}, 2)


def test_what_was_an_attribute_before_p5_is_read(tmp_path: Path) -> None:
    (path,) = written(tmp_path, old=P4)
    made = pipeline.tables([path], out=tmp_path)
    assert made.aside == {"not understood": {}, "without text": {}, "leads nowhere": {}}

    def rows(table: str, *columns: str) -> list[tuple[Any, ...]]:
        found = json.loads((tmp_path / f"tables/{table}.json").read_text(encoding="utf-8"))
        return [tuple(row[one] for one in columns) for row in found]

    assert rows("paragraphs", "text") == [("Мы дома.",), ("В городе мир, тишина с 1811 по 1812.",)]
    assert rows("turns", "speaker_name") == [("Анна; Борис",)]
    assert rows("note_refs", "note_id") == [("old#element(/1/2/1/1/2/4)",)]
    assert rows("dates", "not_before", "not_after") == [("1811", "1812")]
    assert rows("documents", "language") == [("ru",)]


def test_a_document_says_what_its_header_says() -> None:
    columns = ("title", "author", "language", "encoding")
    assert column("drama", "documents", *columns) == [("Два сторожа", "Фома Ильич Гусев", "ru", None)]
    assert column("archive", "documents", *columns) == [("Von der Bienenzucht", "Wabe Anton", "deu", None)]


# persons, here and elsewhere


def test_persons_come_from_included_files_and_through_prefixes() -> None:
    people = column("assembly-2001-03-01", "persons", "name", "surname", "authority")
    assert people == [("Heron Ada", "Heron", None), ("Coot Ben", "Coote", "https://example.org/coot")]


def test_persons_come_from_neighbouring_files_and_by_keys_and_authorities() -> None:
    assert column("letters", "persons", "name", "authority", "mentions") == [
        ("Emil Tau", None, 1),
        ("Frau Aue", "https://d-nb.info/gnd/111", 1),
        ("Aue", "Aue", 2),
        ("Otto", "https://d-nb.info/gnd/000", 1),
    ]
    assert column("letters", "speakers", "name") == ["Frau Aue"]


def test_who_is_pointed_to_in_an_authority_file_is_the_one_declared_with_it(tmp_path: Path) -> None:
    (path,) = written(
        tmp_path,
        gate='<TEI><teiHeader><profileDesc><particDesc><listPerson><person xml:id="a"><persName>Анна</persName>'
        '<idno type="VIAF">\nhttps://viaf.org/viaf/1 </idno></person></listPerson></particDesc></profileDesc>'
        "</teiHeader>"
        '<text><body><p><persName ref="https://viaf.org/viaf/1">Анне</persName> и'
        ' <persName ref="https://viaf.org/viaf/2">Борису</persName>: <q who="https://viaf.org/viaf/1">Нет.</q></p>'
        "</body></text></TEI>",
    )
    pipeline.tables([path], out=tmp_path)
    persons = json.loads((tmp_path / "tables/persons.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["authority"], row["mentions"]) for row in persons] == [
        ("Анна", "https://viaf.org/viaf/1", 1),
        ("Борису", "https://viaf.org/viaf/2", 1),
    ]
    (quotation,) = json.loads((tmp_path / "tables/quotations.json").read_text(encoding="utf-8"))
    assert (quotation["speaker_id"], quotation["speaker_name"]) == ("gate#a", "Анна")


def test_who_is_the_same_as_another_is_one_person() -> None:
    assert column("standoff", "persons", "person_id", "mentions") == [("standoff#ann", 1)]
    assert column("standoff", "speakers", "speaker_id") == ["standoff#ann"]


# notes and citations


def test_notes_are_tied_to_their_marks_in_either_direction() -> None:
    for document, expected in {
        "novel": [("", "n1"), ("2", "n2")],
        "critical": [("", "element(/1/2/2/2/5)")],
        "letters": [("", "c2")],
        "standoff": [("1", "element(/1/2/2/2)")],
        "p4": [("*", "N1")],
    }.items():
        marks = column(document, "note_refs", "text", "note_id")
        assert marks == [(text, f"{document}#{note}") for text, note in expected], document


def test_a_mark_is_not_read_with_the_text() -> None:
    assert column("novel", "paragraphs", "text")[-1] == "Fin."


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("1", "Там."),
        ("[xiv]", "Там."),
        ("*)", "Там."),
        ("а", "Там."),
        ("выше", "Там выше."),
        ("с. 5, выше", "Там с. 5, выше."),
    ],
)
def test_words_that_lead_to_a_note_are_words_of_the_text(mark: str, text: str) -> None:
    said = f'<p>Там <ref target="#n">{mark}</ref>.</p><note xml:id="n">Да.</note>'
    rows, _ = surveyed(parse(f"<TEI><text><body>{said}</body></text></TEI>".encode()), None, None, "a")
    assert [row["text"] for row in rows["paragraphs"]] == [text]
    assert [row["note_id"] for row in rows["note_refs"]] == ["a#n"]


def test_a_note_that_goes_on_at_the_foot_of_the_next_page_is_one() -> None:
    (label, said, start, end), other = column("gardens", "notes", "label", "text", "start", "end")
    assert (label, said, other[1]) == ("*)", "Какъ говоритъ Грушинъ.", "Печатка.")
    stretch = " ".join(column("gardens", "documents", "text")[0][start:end].split())
    assert (stretch[:13], stretch[-15:]) == ("Какъ говоритъ", "Далѣе.Грушинъ.".rjust(15))


def test_a_note_outside_of_the_text_has_no_place() -> None:
    assert column("standoff", "notes", "text", "start", "end") == [("From outside.", None, None)]


def test_a_reference_has_the_fields_of_a_biblstruct_or_of_p4() -> None:
    fields = ("author", "title", "container", "volume", "pages", "place", "publisher", "date")
    assert column("nested", "citations", *fields) == [
        ("Ivo Dale", "Wolves", "Journal of Tales", "2", "3-4", "Oak", "Leaf", "1901")
    ]
    assert column("p4", "citations", *fields) == [("Pôle", "Works", None, "3", "12", None, None, None)]


def test_a_quotation_in_a_cit_has_its_citation() -> None:
    assert column("archive", "quotations", "citation_id") == column("archive", "citations", "citation_id")


# how it reads


@pytest.mark.parametrize(
    ("document", "texts"),
    [
        ("annotated", ["Он сказал: «Да». И ушёл.", "Анна спит!"]),
        ("critical", ["Rana sedet", "in palude", "Bene dixit salve, sapiens.", "Cf. v. 1 et Ranarum liber."]),
        ("inscription", ["finis agri hoc est", "saxa manent", "nobis et vobis", "The end of the field.", "Cf. 12."]),
        ("lite", ["We walked and sang la la.", "Rain & <wind> fell.", "On.", "Still on.", "End."]),
    ],
)
def test_paragraphs_read_as_the_editors_have_them(document: str, texts: list[str]) -> None:
    assert column(document, "paragraphs", "text") == texts


def test_characters_of_the_standard_sets_are_known_without_their_dtd_and_others_stay() -> None:
    assert column("p4", "paragraphs", "text")[0] == "The Wassermill stood — café &unknownchar; style — idle."


# a folder of them


def test_a_folder_of_files_gives_tables_in_which_every_document_is_once(tmp_path: Path) -> None:
    made = pipeline.tables([OTHERS], out=tmp_path)
    assert made.faults == ()
    assert made.unread == ()
    assert made.rows["documents"] == len(COUNTS) + len(("one", "two"))  # of the plays
    assert made.aside["without text"] == {"p": 4, "TEI": 2}
    assert pipeline.check([tmp_path]) == ()


# what of them is checked, and what they are called

SAID_TWICE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><publicationStmt><p>
  <idno type="doc_id">{}</idno></p></publicationStmt></fileDesc></teiHeader><text><body>{}</body></text></TEI>"""


def written(folder: Path, **files: str) -> list[Path]:
    for name, said in files.items():
        (folder / f"{name}.xml").write_text(said, encoding="utf-8")
    return [folder / f"{name}.xml" for name in files]


def test_of_a_sound_file_nothing_is_said_by_the_check_but_that_others_wrote_it() -> None:
    told: list[Path] = []
    assert pipeline.check([OTHERS / "letters.xml", OTHERS / "critical.xml"], told.append) == ()
    assert told == [OTHERS / "letters.xml", OTHERS / "critical.xml"]


def test_our_own_is_checked_by_all_rules_and_of_others_what_tables_need() -> None:
    told: list[Path] = []
    assert pipeline.check([DATA / "check-good.xml"], told.append) == ()
    assert told == []
    faults = pipeline.check([OTHERS])
    assert {(fault.where.split(":")[0], fault.rule) for fault in faults} == {
        (str(OTHERS / name), "pointer-resolves")
        for name in (
            "annotated.xml", "archive.xml", "correspondence.xml", "drama.xml", "novel.xml",
            "parliament/assembly.xml", "sitting.xml", "stone.xml",
        )
    }  # fmt: skip


def test_ids_given_twice_and_files_that_are_not_there_are_named_with_their_place(tmp_path: Path) -> None:
    (path,) = written(
        tmp_path,
        gate=SAID_TWICE.format(
            "gate",
            '<p xml:id="a">Ворота.</p>\n<p xml:id="a">Сад, <persName ref="people.xml#ann">Анна</persName>.</p>',
        ),
    )
    twice, lost, unread = pipeline.check([path])
    assert (twice.where, twice.rule) == (f"{path}:3:/TEI/text/body/p[2]", "id-unique")
    assert twice.said == f"The id a is given already at {path}:2:/TEI/text/body/p[1]; give it another."
    assert (lost.rule, '@ref="people.xml#ann" leads nowhere' in lost.said) == ("pointer-resolves", True)
    assert (unread.rule, "people.xml: there is no such file" in unread.said) == ("is-read", True)


def test_documents_of_a_corpus_may_have_the_same_ids(tmp_path: Path) -> None:
    one = '<TEI xml:id="{0}"><text><body><p xml:id="p1">Сад.</p></body></text></TEI>'
    (path,) = written(tmp_path, corpus=f"<teiCorpus>{one.format('a')}{one.format('b')}</teiCorpus>")
    assert pipeline.check([path]) == ()
    pipeline.tables([path], out=tmp_path / "out")
    assert pipeline.check([tmp_path / "out"]) == ()


def test_what_is_no_tei_is_said_by_the_check_where_it_was_asked_for(tmp_path: Path) -> None:
    (path,) = written(tmp_path, note="<note>Сад.</note>")
    (fault,) = pipeline.check([path])
    assert fault.said == f"{path}: is no TEI document, and there is none in it."
    told: list[Path] = []
    assert pipeline.check([tmp_path], told.append) == ()
    assert told == []


def test_of_two_documents_that_say_they_are_one_the_second_is_left_out_and_named(tmp_path: Path) -> None:
    first, second, third = written(
        tmp_path,
        a=SAID_TWICE.format("gate", "<p>Ворота.</p>"),
        b=SAID_TWICE.format("gate", "<p>Калитка.</p><p>Сад.</p>"),
        c=SAID_TWICE.format("yard", "<p>Двор.</p>"),
    )
    made = pipeline.tables([first, second, third], out=tmp_path / "out")
    (fault,) = made.faults
    assert fault.said == f"{second}: is called gate, as is one of {first}, and is left out; change its doc_id."
    assert (made.rows["documents"], made.rows["paragraphs"]) == (2, 2)
    assert pipeline.check([tmp_path / "out"]) == ()


def test_tables_know_all_files_they_are_made_of(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PARLIAMENT.parent, tmp_path / "parliament"))
    pipeline.tables([folder / "assembly.xml"], out=tmp_path / "out")
    assert pipeline.check([tmp_path / "out"]) == ()
    persons = folder / "assembly-persons.xml"
    persons.write_bytes(persons.read_bytes() + b"\n")
    (fault,) = pipeline.check([tmp_path / "out"])
    assert fault.said.startswith(f"{persons} was changed since these tables were made of it")


# whatever is done to them


def mutated(root: etree._Element, chance: random.Random, times: int) -> etree._Element:
    """A copy in which elements and attributes were removed, doubled, moved, renamed at random."""
    root = deepcopy(root)
    for _ in range(times):
        elements = [one for one in root.iter("*") if one.getparent() is not None]
        if elements:
            chance.choice(CHANGES)(chance.choice(elements), chance.choice(elements), chance)
    return root


def _remove(one: etree._Element, _other: etree._Element, _chance: random.Random) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _unwrap(one: etree._Element, _other: etree._Element, _chance: random.Random) -> None:
    etree.strip_tags(one, *(child.tag for child in one if isinstance(child.tag, str)))


def _double(one: etree._Element, _other: etree._Element, _chance: random.Random) -> None:
    one.addnext(deepcopy(one))


def _move(one: etree._Element, other: etree._Element, _chance: random.Random) -> None:
    if other not in one.iterdescendants() and other is not one:
        other.append(one)


def _rename(one: etree._Element, other: etree._Element, _chance: random.Random) -> None:
    one.tag = other.tag


def _take_attributes(one: etree._Element, other: etree._Element, _chance: random.Random) -> None:
    for name, value in other.attrib.items():
        one.set(name, value)


def _point(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    name = other.get("{http://www.w3.org/XML/1998/namespace}id", "nowhere")
    attribute = chance.choice(("who", "ref", "target", "next", "prev", "sameAs", "corresp", "source", "key", "part"))
    one.set(
        attribute, chance.choice((f"#{name}", name, f"#{name} #{name}", f"x.xml#{name}", "http://[", "I", "F", "", "#"))
    )


def _strip(one: etree._Element, _other: etree._Element, chance: random.Random) -> None:
    if one.attrib:
        del one.attrib[chance.choice(list(one.attrib))]


CHANGES = (_remove, _unwrap, _double, _move, _rename, _take_attributes, _point, _strip)


@cache
def all_documents() -> tuple[etree._Element, ...]:
    library = Library(OTHERS)
    garden = parse(DATA / "tables-garden.xml")
    return (garden, *(one for path in (*FILES, PARLIAMENT) for one in library.documents(parse(path))))


@given(st.integers(0, 10**9), st.integers(0, 30))
def test_no_damage_breaks_the_tables(seed: int, times: int) -> None:
    chance = random.Random(seed)
    root = mutated(chance.choice(all_documents()), chance, times)
    rows, _ = surveyed(root, None, Pointers(root, Library(OTHERS)), "damaged")
    assert broken(rows) == []

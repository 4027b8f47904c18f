"""Where the pointers of a file lead, in all the ways there are to write them, and what is tied together by them."""

import pytest

from pipeline.tables import Row, rows, surveyed
from pipeline.tables.pointers import Pointers
from pipeline.tei import parse

HEADER = (
    '<fileDesc><publicationStmt><idno type="doc_id">x</idno></publicationStmt></fileDesc><encodingDesc><listPrefixDef>'
    '<prefixDef ident="n" matchPattern="([0-9]+)" replacementPattern="#n$1"/>'
    '<prefixDef ident="loop" matchPattern="(.*)" replacementPattern="loop:$1"/>'
    '<prefixDef ident="bad" matchPattern="((a+)+)" replacementPattern="#$1"/></listPrefixDef></encodingDesc>'
)


def tables(body: str) -> dict[str, list[Row]]:
    return rows(parse(document(body)))


def document(body: str) -> bytes:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{HEADER}</teiHeader><text><body>{body}</body></text></TEI>'
    return tei.encode()


@pytest.mark.parametrize(
    "mark",
    [
        '<ref target="#n1">1</ref>',
        '<ref target="n1">1</ref>',
        '<ref target="n:1">1</ref>',
        '<ref target="https://example.org #n1">1</ref>',
        '<ref target="#n%31">1</ref>',
        '<ref corresp="#n1">1</ref>',
        '<ref target="#inside">1</ref>',
        '<ref target="#same">1</ref>',
        '<ptr target="#n1"/>',
        '<anchor xml:id="a"/>',
        '<ref xml:id="a" target="https://example.org">1</ref>',
    ],
)
def test_a_mark_is_tied_to_its_note_however_it_is_written(mark: str) -> None:
    note = '<note xml:id="n1" target="#a">Note <seg xml:id="inside">here</seg>.</note>'
    found = tables(f'<p>Word{mark}.</p><div>{note}<seg xml:id="same" corresp="#n1">x</seg></div>')
    assert [row["note_id"] for row in found["note_refs"]] == ["x#n1"]
    assert found["paragraphs"][0]["text"] == "Word."


@pytest.mark.parametrize(
    "pointer", ["#none", "loop:1", "bad:aaa", "https://example.org/#n1", "other.xml#n1", "", "#", "http://[#x"]
)
def test_a_pointer_to_nothing_here_is_no_mark(pointer: str) -> None:
    found = tables(f'<p>Word<ref target="{pointer}">1</ref></p><note xml:id="n1">Note.</note>')
    assert found["note_refs"] == []


def test_a_mark_that_says_it_is_one_is_one_wherever_it_leads() -> None:
    (mark,) = tables('<p>Word<ref type="note" target="#none">1</ref></p>')["note_refs"]
    assert (mark["note_id"], mark["text"]) == (None, "1")


def test_a_way_back_from_a_note_and_a_reference_to_a_work_in_one_are_no_marks() -> None:
    note = '<note xml:id="n1"><ref target="#n1">^</ref> See <bibl xml:id="b1">Reed, Marshes</bibl>.</note>'
    assert tables(f'<p>Word <ref target="#b1">[Reed]</ref></p>{note}')["note_refs"] == []


@pytest.mark.parametrize(
    "role",
    [
        '<castItem><role xml:id="r" corresp="#p">King</role></castItem>',
        '<castItem xml:id="r"><role corresp="#p">King</role></castItem>',
        '<castItem><role xml:id="r"><persName ref="#p">King</persName></role></castItem>',
        '<castItem><role xml:id="r" corresp="#q">King</role></castItem><castItem sameAs="#r"/>',
    ],
)
def test_a_role_leads_to_its_person(role: str) -> None:
    persons = (
        '<listPerson><person xml:id="p"><persName>Leo Marsh</persName></person>'
        '<person xml:id="q" sameAs="#p"><persName>Leo</persName></person></listPerson>'
    )
    found = tables(f'{persons}<castList>{role}</castList><sp who="#r"><p>Hm.</p></sp>')
    assert [row["name"] for row in found["speakers"]] == ["Leo Marsh"]


@pytest.mark.parametrize(
    "name",
    [
        '<persName ref="#p">Leo</persName>',
        '<rs ref="#p">he</rs>',
        '<name ref="#n">Leo</name>',
        '<persName key="p">Leo</persName>',
        '<persName corresp="#p">Leo</persName>',
        '<persName sameAs="#n">Leo</persName>',
        '<rs corresp="#elsewhere #p">he</rs>',
        '<persName ref="https://example.org/1 #p">Leo</persName>',
    ],
)
def test_a_name_means_the_person_it_points_to(name: str) -> None:
    person = '<listPerson><person xml:id="p"><persName xml:id="n">Leo Marsh</persName></person></listPerson>'
    found = tables(f'{person}<p xml:id="elsewhere">{name}</p>')
    assert [row["person_id"] for row in found["mentions"]] == ["x#p"]
    assert [row["mentions"] for row in found["persons"]] == [1]


@pytest.mark.parametrize(
    "name", ['<rs ref="#e">it</rs>', "<rs>it</rs>", '<name corresp="#e">Fen</name>', '<name ref="#none">x</name>']
)
def test_a_name_of_something_else_is_no_mention(name: str) -> None:
    assert tables(f'<p xml:id="e">{name}</p>')["mentions"] == []


def test_a_name_that_is_the_same_as_another_means_whom_that_means() -> None:
    person = '<listPerson><person xml:id="p"><persName>Leo Marsh</persName></person></listPerson>'
    names = (
        '<rs type="person" sameAs="#b">he</rs> <persName xml:id="a" ref="#p">Leo</persName>'
        ' <persName xml:id="b" sameAs="#a">L.</persName> <persName xml:id="c" sameAs="#d">Ann</persName>'
        ' <persName xml:id="d" sameAs="#c">Ann</persName> <rs type="person" sameAs="#q">she</rs><q xml:id="q">x</q>'
    )
    found = [row["person_id"] for row in tables(f"{person}<p>{names}</p>")["mentions"]]
    assert found == ["x#p", "x#p", "x#p", None, None, None]


def test_what_is_the_same_as_itself_ends() -> None:
    persons = '<listPerson><person xml:id="p" sameAs="#q"/><person xml:id="q" sameAs="#p"/></listPerson>'
    assert len(tables(f'{persons}<p><said who="#p">a</said></p>')["speakers"]) == 1


def test_what_leads_nowhere_is_counted_by_its_attribute() -> None:
    _, survey = surveyed(
        parse(document('<p><q who="#a" next="#b">x</q><q source="#c https://example.org/#d">y</q></p>'))
    )
    assert survey.lost == {"@who": 1, "@next": 1, "@source": 1}


def test_documents_of_one_file_do_not_share_what_leads_nowhere() -> None:
    root = parse(document("<p/>"))
    first = Pointers(root)
    first.lost[root, "who"] = None
    assert first.of(root).lost == {}
    assert first.of(root).by_id is first.by_id


CORPUS = """<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc><listPerson>
  <person xml:id="all"><persName>Все</persName></person></listPerson></particDesc></profileDesc></teiHeader>
  {}</teiCorpus>"""
ONE = """<TEI><teiHeader><profileDesc><particDesc><listPerson><person xml:id="p1"><persName>{0}</persName></person>
  </listPerson></particDesc></profileDesc></teiHeader><text><body>
  <p><said who="#p1">Я</said> и <said who="#all">мы</said>,
  <q xml:id="q" next="#r">а</q> <q xml:id="r" prev="#q">б</q>.</p></body></text></TEI>"""


def test_an_id_is_first_of_its_own_document() -> None:
    root = parse(CORPUS.format(ONE.format("Анна") + ONE.format("Борис")).encode())
    pointers = Pointers(root)
    for name, person in zip("ab", ("Анна", "Борис"), strict=True):
        one = root.findall("{*}TEI")[name == "b"]
        rows, survey = surveyed(one, None, pointers.of(one), name)
        quoted = [(row["speaker_id"], row["speaker_name"], row["text"]) for row in rows["quotations"]]
        assert quoted == [(f"{name}#p1", person, "Я"), (f"{name}#all", "Все", "мы"), (None, None, "а б")]
        assert [row["name"] for row in rows["persons"]] == [person, "Все"]
        assert survey.lost == {}

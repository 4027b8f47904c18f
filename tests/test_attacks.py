"""XML made to do harm: refused in a sentence, or read safely; no file outside the folder, no net, no great cost."""

import io
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import TeiExportError
from pipeline.tei import parse
from pipeline.tei.parsing import ELEMENTS
from tests.killed import child
from tests.packed import files

SECRET = "the secret of another folder"
ROOM = 1 << 30  # bytes over what the process has
PATIENCE = 60  # seconds of CPU


def tei(inside: str, before: str = "", attributes: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<TEI xmlns="http://www.tei-c.org/ns/1.0" {attributes}>'
        "<teiHeader><fileDesc><titleStmt><title>x</title></titleStmt></fileDesc></teiHeader>"
        f"<text><body>{inside}</body></text></TEI>"
    )


def laughs(levels: int, each: int) -> str:
    """Entities of which each is the one before it, several times over."""
    declared = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * each}">' for n in range(levels))
    return f'<!DOCTYPE TEI [<!ENTITY a0 "ha">{declared}]>'


def entity(address: str, how: str = "") -> str:
    return f'<!DOCTYPE TEI [<!ENTITY {how} x SYSTEM "{address}">{"%x;" if how else ""}]>'


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<TEI/>" + " " * 10_000_000)
    return packed.getvalue()


def include(address: str, rest: str = "") -> str:
    return f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}" {rest}/>'


N = 20_000
ATTACKS: dict[str, str | bytes] = {
    "a billion laughs": tei("<p>&a9;</p>", laughs(9, 10)),
    "a billion laughs in an attribute": tei('<p n="&a9;">a</p>', laughs(9, 10)),
    "quadratic blow-up": tei(f"<p>{'&x;' * 50_000}</p>", f'<!DOCTYPE TEI [<!ENTITY x "{"a" * 50_000}">]>'),
    "an entity that is itself": tei("<p>&x;</p>", '<!DOCTYPE TEI [<!ENTITY x "&y;"><!ENTITY y "&x;">]>'),
    "an entity that is a file": tei("<p>&x;</p>", entity("file://{place}/secret.txt")),
    "an entity that is a relative file": tei("<p>&x;</p>", entity("../secret.txt")),
    "an entity of the system": tei("<p>&x;</p>", entity("/etc/passwd")),
    "an entity in the net": tei("<p>&x;</p>", entity("http://127.0.0.1:9/x")),
    "a parameter entity that is a file": tei("<p>a</p>", entity("file://{place}/secret.dtd", "%")),
    "a parameter entity in the net": tei("<p>a</p>", entity("http://127.0.0.1:9/x.dtd", "%")),
    "a DTD that is a file": tei("<p>&secret;</p>", '<!DOCTYPE TEI SYSTEM "file://{place}/secret.dtd">'),
    "a DTD in the net": tei("<p>&x;</p>", '<!DOCTYPE TEI PUBLIC "-//X//Y" "http://127.0.0.1:9/x.dtd">'),
    "an entity that is a device": tei("<p>&x;</p>", entity("/dev/zero")),
    "a file that is included from above": tei(include("../secret.txt", 'parse="text"')),
    "a file that is included by its address": tei(include("file://{place}/secret.xml")),
    "an inclusion of the system": tei(include("/etc/passwd", 'parse="text"')),
    "an inclusion in the net": tei(include("http://127.0.0.1:9/x.xml")),
    "an inclusion of itself": tei("<p>a</p>" + include("a.xml") * 3),
    "pointers into the net": tei('<p><q who="http://127.0.0.1:9/x.xml#a">a</q> <ref target="ftp://127.0.0.1:9/"/></p>'),
    "pointers to files": tei('<p><q who="file://{place}/secret.xml#a">a</q><q who="../secret.xml#a">b</q></p>'),
    "a base elsewhere": tei('<p xml:base="http://127.0.0.1:9/"><q who="x.xml#a">a</q></p>'),
    "a schema and a stylesheet elsewhere": tei(
        "<p>a</p>",
        '<?xml-model href="http://127.0.0.1:9/x.rng"?><?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>',
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x http://127.0.0.1:9/x.xsd"',
    ),
    "depth without end": tei("<div>" * 100_000 + "<p>a</p>" + "</div>" * 100_000),
    "depth that is never closed": tei("<div>" * 100_000),
    "a zip": zipped(),
    "text without end": tei(f"<p>{'a' * 11_000_000}</p>"),
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "no XML": b"\xff\xd8\xff\xe0 JFIF",
    "no encoding": b'<?xml version="1.0" encoding="x-none"?><TEI/>',
    "another encoding than it says": tei("<p>а</p>").replace("?>", ' encoding="utf-16"?>', 1),
    "UTF-7": '<?xml version="1.0" encoding="UTF-7"?>+ADw-TEI/>',
    "attributes without end": tei("<p " + " ".join(f'a{n}="1"' for n in range(N)) + ">a</p>"),
    "names without end": tei(f"<{'a' * 1_000_000}/>"),
    "namespaces without end": tei("".join(f'<x:p xmlns:x="u{n}">a</x:p>' for n in range(N))),
    "one id for all": tei('<p xml:id="a">a</p>' * 2000),
    "parts in a circle": tei(
        "<p>" + "".join(f'<q xml:id="q{n}" next="#q{(n + 1) % N}">a</q>' for n in range(N)) + "</p>"
    ),
    "citations in a circle": tei(
        "<p>" + "".join(f'<bibl xml:id="b{n}" corresp="#b{(n + 1) % N}">a</bibl>' for n in range(N)) + "</p>"
    ),
    "persons who are each other": tei(
        '<listPerson><person xml:id="a" sameAs="#b"/><person xml:id="b" sameAs="#a"/></listPerson>'
        '<p><q who="#a">a</q></p>'
    ),
    "a pattern that takes for ever": tei(
        '<p><q who="x:' + "a" * 50 + '!">a</q></p>',
    ).replace(
        "</fileDesc>",
        "</fileDesc><encodingDesc><listPrefixDef>"
        '<prefixDef ident="x" matchPattern="(a+)+" replacementPattern="#$1"/></listPrefixDef></encodingDesc>',
    ),
    "texts without end": tei("</body></text>" + "<text><body><p>a</p></body></text>" * 3000 + "<text><body><p/>"),
    "instructions and comments without end": tei("<p>" + "<?a?><!---->" * N + "a</p>"),
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder `texts`, and beside it files that nobody is to read."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secret.dtd").write_text(f'<!ENTITY secret "{SECRET}">')
    (tmp_path / "secret.xml").write_text(tei(f'<person xml:id="a"><persName>{SECRET}</persName></person>'))
    return tmp_path


def within_bounds(work: Callable[[], None]) -> int:
    """Do some work in a process with little memory and time."""

    def bounded() -> None:
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + ROOM, size + ROOM))
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        work()

    return child(bounded)


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("verb", ["tables", "check"])
def test_an_attack_is_refused_or_read_safely(name: str, verb: str, place: Path) -> None:
    attack = ATTACKS[name]
    data = attack if isinstance(attack, bytes) else attack.replace("{place}", str(place)).encode()
    (place / "texts/a.xml").write_bytes(data)
    said = place / "said"

    def work() -> None:
        try:
            made = pipeline.tables([place / "texts/a.xml"], out=place / "out") if verb == "tables" else None
            faults = made.faults if made else pipeline.check([place / "texts/a.xml"])
        except TeiExportError as error:
            said.write_text(str(error))
        else:
            said.write_text("\n".join(fault.said for fault in faults))

    assert within_bounds(work) == 0
    outputs = "".join(data.decode("utf-8", "replace") for data in files(place).values() if SECRET.encode() in data)
    assert outputs.count(SECRET) == 3  # in the three files where it belongs
    assert "root:" not in said.read_text()
    assert not any(b"root:x:" in data for data in files(place).values())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a billion laughs", "its entities grow out of all bounds"),
        ("an entity that is itself", "not well-formed XML"),
        ("depth without end", "its elements nest more than 256 deep"),
        ("a zip", "not well-formed XML"),
        ("text without end", "more than 10 million bytes of text in one piece; break that into paragraphs"),
        ("nothing", "Document is empty"),
        ("no encoding", "not well-formed XML"),
    ],
)
def test_what_is_refused_is_refused_in_a_sentence_with_its_place(name: str, why: str, place: Path) -> None:
    attack = ATTACKS[name]
    (place / "texts/a.xml").write_bytes(attack if isinstance(attack, bytes) else attack.encode())
    (fault,) = pipeline.tables([place / "texts/a.xml"], out=place / "out").faults
    assert fault.said.startswith(f"{place / 'texts/a.xml'}:1:")
    assert why in fault.said
    assert not (place / "out").exists()


def test_more_elements_than_can_be_held_are_refused_before_they_are_read(place: Path) -> None:
    path = place / "texts/a.xml"
    path.write_text(tei("<p/>" * 10_000_000))
    with pytest.raises(TeiExportError, match=rf"has 100000\d\d elements, and more than {ELEMENTS} are"):
        parse(path)


def test_files_that_include_each_other_many_times_over_take_no_more_than_one_file_may(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.tei.inclusion.LIMIT", 10_000_000)
    for n in range(12):
        (place / f"texts/a{n}.xml").write_text(f"<div>{include(f'a{n + 1}.xml') * 9}</div>")
    (place / "texts/a12.xml").write_text("<p>a</p>")
    (place / "texts/a.xml").write_text(tei(include("a0.xml")))

    def work() -> None:
        pipeline.tables([place / "texts/a.xml"], out=place / "out")

    assert within_bounds(work) == 0


NAMES = ("<script>alert(1)</script>", "]]>", "javascript:alert(1)", "&amp;lt;", "' onload='x'", "<!--", "=1+1")


@pytest.mark.parametrize("name", NAMES)
def test_markup_in_a_text_stays_text_in_every_file(name: str, place: Path) -> None:
    text = f"О саде {name}\n\n«{name}», – сказал Иван Лугов [1]. Так {name} было.\n\n[1] Лугов И. {name}. М., 1905.\n"
    (place / "texts/a.txt").write_text(text, encoding="utf-8")
    assert pipeline.export([place / "texts/a.txt"], out=place / "out").faults == ()
    assert pipeline.check([place / "out"]) == ()
    assert (place / "out/tei/a.txt").read_text(encoding="utf-8") == text
    body = parse(place / "out/tei/a.xml").find("{*}text")
    assert body is not None
    assert name in "".join(str(one) for one in body.itertext())
    assert not list(body.iter("{*}script"))

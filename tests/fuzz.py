"""Texts and XML that nobody would write, and what has to hold of whatever comes of them."""

import tempfile
from pathlib import Path

from hypothesis import strategies as st

import pipeline
from pipeline.errors import TeiExportError
from pipeline.xml_chars import ILLEGAL
from tests.encoded import ENCODINGS, prose
from tests.packed import files

TOKENS = (
    *'«»„“”"‘’‹›()[]{}<>*†–—-…№§/\\|=+~^`@#&%', "<<", ">>", "...", "??", "!..", " ", " ", " ", "  ", "\n", "\n", "\n\n",
    "\n\n\n", "\t", "\r\n", "\r", "\f", "\v", "\0", "\x1f", "\x7f", "\x85", "\u00a0", "\u00ad", "\u200b", "\u2028",
    "\u202e", "\ufeff", "\ufffd", "\ufffe", "\U0001f600", "\u0301", "\ue000", "1", "12", "1905", "[1]", "[2]",
    "[1, с. 5]", "(1)", "1)", "1.", "*", "**", "¹", "²", "[*]", "[", "а)", "С. 5", "М., 1905",
    "// Сад. 1905. № 5. С. 7", "Там же",
    "Там же. С. 8", "Указ. соч.", "См.:", "Примечания", "Литература", "Глава 1", "I", "XIV", "ГЛАВА", "* * *",
    "Содержание", "Иван Белов", "И. И. Белов", "Белов И. И.", "Белова", "Анна", "он", "она", "Он", "сказал", "пишет",
    "говорил", "что", "по словам", "так называемый", "газета", "слово", "сад", "сад,", "дом.", "Дом!", "цвёл?", ":",
    ",", ".", ";", "и",
    "не", "в 1905 году", "1 мая 1905 г.", "20-х годов", "1905–1907", "сло-\nво", "Garden", "P. 7", "ibid.",
    "http://a.b/c",
    "a@b.c", "&amp;", "<p>", "]]>", "<!--", "РџСЂРё", "ћџ", "ъ", "ё", "Й", "й",
)  # fmt: skip
SHORT = st.text(max_size=3)
WORDS = st.integers(0, 20000).map(lambda at: prose()[at : at + 30])
LEGAL = tuple(token for token in TOKENS if not ILLEGAL.search(token) or token == "\f")
TEXTS = st.lists(st.sampled_from(TOKENS) | st.sampled_from(TOKENS) | WORDS | SHORT, max_size=40).map("".join)
LONGER = st.lists(st.sampled_from(LEGAL) | WORDS, min_size=30, max_size=80).map("".join)
_WOUNDS = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["put", "cut", "set"]), st.binary(max_size=3)))


@st.composite
def wounded(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Bytes, most of them as they were, some with others put in, cut out or set in their place."""
    data = draw(whole)
    for at, how, piece in draw(_WOUNDS) if draw(st.integers(0, 3)) == 0 else ():
        data = data[:at] + (b"" if how == "cut" else piece) + data[at + (0 if how == "put" else max(1, len(piece))) :]
    return data


ENCODED = st.builds(
    lambda text, name: text.encode(name, "ignore"), TEXTS | LONGER, st.sampled_from(("utf-8", "utf-8", *ENCODINGS))
)
BYTES = wounded(ENCODED) | st.binary(max_size=300)

_NAMES = (
    "p", "ab", "div", "head", "q", "quote", "said", "cit", "bibl", "biblStruct", "note", "ref", "ptr", "persName", "rs",
    "person", "listPerson", "sp", "speaker", "u", "seg", "lg", "l", "list", "item", "table", "row", "cell", "choice",
    "sic", "corr", "app", "lem", "rdg", "del", "add", "subst", "lb", "pb", "pc", "fw", "title", "author", "date",
    "soCalled",
    "name", "figure", "front", "body", "back", "text", "TEI", "teiHeader", "standOff", "floatingText", "group",
    "xi:include", "anchor",
)  # fmt: skip
_VALUES = st.sampled_from(
    ["#a", "#b", "#a #b", "a", "b", "", " ", "x.xml#a", "../x", "http://a/b", "1905", "1905-02-30", "no", "editorial",
     "ibid", "foot", "x.txt#char=0,3", "x.txt#char=2,1", "x.txt#char=9,99999999999", "p:a", "#", "##", "тест", "\u2028"]
)  # fmt: skip
_ATTRIBUTES = st.sampled_from(
    ["xml:id", "who", "target", "corresp", "sameAs", "ref", "key", "next", "prev", "type", "place", "n", "when", "from",
     "xml:base", "xml:lang", "break", "href", "parse", "source", "ana", "cert", "resp", "level", "unit", "copyOf"]
)  # fmt: skip


def _element(name: str, attributes: dict[str, str], inside: list[str]) -> str:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(inside)}</{name}>"


_PLAIN = st.sampled_from(
    ["Сад", "«Да»", " ", "\n", "1", "&#x301;", "&lt;", "<!--a-->", "<?a b?>", "<![CDATA[<]]>", "–"]
)
_ELEMENTS = st.recursive(
    _PLAIN,
    lambda inner: st.builds(
        _element,
        st.sampled_from(_NAMES),
        st.dictionaries(_ATTRIBUTES, _VALUES, max_size=3),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)
_SPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'
XML = wounded(
    st.builds(
        lambda head, body: (
            f"<TEI {_SPACES}><teiHeader>{head}</teiHeader><text><body>{''.join(body)}</body></text></TEI>".encode()
        ),
        st.sampled_from(["", "<fileDesc><titleStmt><title>x</title></titleStmt></fileDesc>"]),
        st.lists(_ELEMENTS, max_size=4),
    )
)


def export_of(data: bytes) -> bool:
    """Export some bytes as a text: refused in a sentence, or sound in all that comes of it; whether it was exported."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.txt").write_bytes(data)
        done = pipeline.export([place / "a.txt"], out=place / "out")
        assert [fault for fault in done.faults if fault.rule != "refused"] == []
        assert (place / "a.txt").read_bytes() == data
        if not done.faults:
            assert pipeline.check([place / "out"]) == ()
            before = files(place / "out")
            assert pipeline.tables([place / "out/tei"], out=place / "again").faults == ()
            assert pipeline.export([place / "a.txt"], out=place / "out").faults == ()
            assert files(place / "out") == before
        return not done.faults


def tables_of(data: bytes) -> bool:
    """Make tables of some bytes as XML: refused in a sentence, or sound tables; whether they were made."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.xml").write_bytes(data)
        (place / "x.txt").write_text("Сад цвёл.\n", encoding="utf-8")
        made = pipeline.tables([place / "a.xml"], out=place / "out")
        pipeline.check([place / "a.xml"])
        if made.files:
            assert pipeline.check([place / "out"]) == ()
        return bool(made.files)


def decisions_of(data: bytes) -> bool:
    """Read what was edited in a TEI file of ours, however it was: refused in a sentence, or written down."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.txt").write_text("Сад.\n\n«Да», – сказал Иван Белов [1].\n\n[1] Там же.\n", encoding="utf-8")
        pipeline.export([place / "a.txt"], out=place / "out")
        tei = place / "out/tei/a.xml"
        written = tei.read_bytes()
        tei.write_bytes(data)
        try:
            done = pipeline.decisions(tei, to=place / "a.decisions.toml")
        except TeiExportError:
            return False
        assert pipeline.export([place / "a.txt"], out=place / "out").texts[0].left or data == written
        assert tei.read_bytes() == data
        return done.file is not None

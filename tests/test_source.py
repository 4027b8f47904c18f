"""Bytes → text: nothing is lost on the way, and what cannot be read is refused in a sentence that says where."""

import codecs
import os
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pipeline
from pipeline.errors import SourceError, UsageError
from pipeline.source import doc_id, ids, read, sources
from pipeline.source.beside import beside
from pipeline.source.decoding import Said, decode
from pipeline.source.russian import letters
from pipeline.xml_chars import ILLEGAL, name_of

PROSE = (
    "Вчера на станции Озерки остановился почтовый поезд, и начальник её, человек пожилой и молчаливый, долго ходил "
    "вдоль вагонов, разглядывая занавески. «Чей это багаж?» – спросил он наконец у проводника. Проводник пожал "
    "плечами: багаж был ничей. Яблоки пахли августом, а письмо на крышке начиналось словами: «Дорогой друг!»\n"
)
Write = Callable[..., Path]
LEGACY = letters()["encodings"]["legacy"]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_(data: bytes | str, name: str = "text.txt", sidecar: str = "") -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        if sidecar:
            path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
        return path

    return write_


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as refused:
        read(path)
    return str(refused.value)


# The text


def test_text_comes_out_as_it_went_in(write: Write) -> None:
    text = "  Первый абзац.\u00a0\n\n\tВторой — с й в два знака и e\u0301.\n"
    assert read(write(text)).text == text


def test_every_kind_of_line_end_becomes_lf(write: Write) -> None:
    assert read(write("раз\r\nдва\rтри\nчетыре\r\n\r\n\fпять")).text == "раз\nдва\nтри\nчетыре\n\n\nпять"


def test_lines_are_ended_by_nothing_else(write: Write) -> None:
    assert read(write("раз\u0085два\u2028три\u000a")).text == "раз\u0085два\u2028три\n"


def test_facts_of_the_file_are_kept(write: Write) -> None:
    path = write(PROSE)
    meta = read(path).meta
    assert (meta.source_name, meta.encoding) == ("text.txt", "utf-8")
    assert meta.source_sha256 == sha256(path.read_bytes()).hexdigest()


def test_the_hash_is_of_the_bytes_and_not_of_the_text(write: Write) -> None:
    unix, dos = read(write("раз\nдва\n", "a.txt")), read(write("раз\r\nдва\r\n", "b.txt"))
    assert unix.text == dos.text
    assert unix.meta.source_sha256 != dos.meta.source_sha256


def test_a_fresh_document_has_neither_spans_nor_agents(write: Write) -> None:
    document = read(write(PROSE))
    assert (document.spans, document.agents) == ((), ())


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf_8_is_read_back_as_written(text: str) -> None:
    assume(not text.startswith("\ufeff"))
    assert decode(text.encode("utf-8"), "x") == (text, "utf-8", 1)


# Byte order marks


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_removed(mark: bytes, encoding: str) -> None:
    assert decode(mark + PROSE.encode(encoding), "x") == (PROSE, encoding, 1)


def test_only_one_byte_order_mark_is_removed() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + "а".encode(), "x")[0] == "\ufeffа"


def test_a_mark_within_the_text_stays() -> None:
    assert decode("а\ufeffб".encode(), "x")[0] == "а\ufeffб"


def test_a_sidecar_that_contradicts_the_mark_is_refused() -> None:
    with pytest.raises(SourceError, match="byte order mark of utf-8, but its sidecar says cp1251"):
        decode(codecs.BOM_UTF8 + b"a", "x", Said("cp1251"))


@pytest.mark.parametrize("declared", ["koi8-r", "windows-1251", "cp866"])
def test_utf_8_that_is_said_to_be_something_older_is_refused(declared: str) -> None:
    with pytest.raises(SourceError, match=r"x: is UTF-8, but its sidecar says \S+; take that out"):
        decode("Да, «сад» цветёт.".encode(), "x", Said(declared))


@pytest.mark.parametrize("text", ["Да, «сад» — цветёт.", "«Р°»", "Garden."])
def test_what_is_in_an_older_encoding_is_believed_to_be(text: str) -> None:
    assert decode(text.encode("cp1251"), "x", Said("cp1251")) == (text, "cp1251", 1)


@pytest.mark.parametrize("declared", ["utf-16", "UTF-16-LE", "utf_16_le"])
def test_a_sidecar_may_name_the_family_of_the_mark(declared: str) -> None:
    assert decode(codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"), "x", Said(declared)) == (PROSE, "utf-16-le", 1)


def test_bytes_missing_at_the_end_of_utf_16_are_noticed() -> None:
    data = codecs.BOM_UTF16_LE + "аб".encode("utf-16-le")[:-1]
    with pytest.raises(SourceError, match="byte at offset 4 does not decode"):
        decode(data, "x")


# Legacy encodings


@pytest.mark.parametrize("encoding", LEGACY)
def test_russian_prose_in_a_legacy_encoding_is_recognised(encoding: str) -> None:
    data = PROSE.encode(encoding, "ignore")
    assert decode(data, "x")[:2] == (data.decode(encoding), encoding if encoding != "koi8-u" else "koi8-r")


@pytest.mark.parametrize("encoding", LEGACY)
def test_capitals_are_no_hindrance(encoding: str) -> None:
    data = PROSE.replace("её", "их").upper().encode(encoding, "ignore")
    assert decode(data, "x").text == data.decode(encoding)  # capitals of cp866 are those of mac-cyrillic


@pytest.mark.parametrize("encoding", LEGACY)
@given(start=st.integers(0, len(PROSE)), length=st.integers(1, 400), capitals=st.booleans())
def test_a_guess_is_never_wrong_however_short_the_text(encoding: str, start: int, length: int, capitals: bool) -> None:
    part = PROSE[start : start + length]
    text = (part.upper() if capitals else part).encode(encoding, "ignore").decode(encoding)
    assume(not text.isascii())
    try:
        guessed = decode(text.encode(encoding), "x")[0]
    except SourceError:
        return
    assert guessed == text


def test_two_words_are_too_little_to_go_by() -> None:
    with pytest.raises(SourceError, match=r"offset 0, 0xf2.*perhaps cp1251 or \S+\. Say it with --encoding"):
        decode("так вот".encode("cp1251"), "x.txt")


def test_a_western_text_is_not_taken_for_russian() -> None:
    with pytest.raises(SourceError, match=r"x.txt: is not UTF-8 \(the byte at offset 3, 0xe9"):
        decode("café, déjà vu, garçon, naïveté ".encode("latin-1") * 20, "x.txt")


def test_damaged_utf_8_is_refused_and_not_taken_for_something_else() -> None:
    data = PROSE.encode("utf-8")
    with pytest.raises(SourceError, match=f"is UTF-8 that was damaged: the byte at offset {len(data)}, 0xd0"):
        decode(data + b"\xd0 " + data, "x")


def test_what_the_sidecar_says_is_believed(write: Write) -> None:
    document = read(write("Да.".encode("koi8-r"), sidecar='encoding = "KOI8-R"'))
    assert (document.text, document.meta.encoding) == ("Да.", "koi8-r")


def test_what_the_sidecar_says_is_held_to(write: Write) -> None:
    said = refusal(write(b"\xc4\xe0\x98", sidecar='encoding = "cp1251"'))
    assert "is not cp1251: the byte at offset 2 does not decode" in said


@pytest.mark.parametrize("name", ["cp9999", "rot13", "base64"])
def test_an_encoding_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match="no encoding of text known here"):
        decode(b"abc", "x", Said(name))


def test_an_encoding_that_loses_bytes_is_refused() -> None:
    with pytest.raises(SourceError, match="does not give the same bytes back"):
        decode(b"\\x41", "x", Said("unicode_escape"))


# What is refused


@pytest.mark.parametrize(("data", "said"), [("", "is empty"), (" \n\t\u00a0\n", "only white space")])
def test_a_text_with_nothing_in_it_is_refused(write: Write, data: str, said: str) -> None:
    assert said in refusal(write(data))


def test_a_character_that_xml_cannot_hold_is_refused_with_its_place(write: Write) -> None:
    said = refusal(write("Раз.\r\nДва\x0bтри"))
    assert "text.txt, line 2, column 4 (character 8): U+000B LINE TABULATION cannot stand in XML 1.0" in said


def test_zeros_make_one_think_of_utf_16(write: Write) -> None:
    assert "say --encoding utf-16-le" in refusal(write("A zero\0 in a text."))


@given(st.characters(exclude_categories=[]))
def test_illegal_is_what_the_recommendation_calls_so(char: str) -> None:
    code = ord(char)
    legal = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    assert (ILLEGAL.search(char) is None) == legal


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\0", "U+0000 NULL"),
        ("\x1f", "U+001F INFORMATION SEPARATOR ONE"),
        ("\uffff", "U+FFFF NONCHARACTER"),
        ("я", "U+044F CYRILLIC SMALL LETTER YA"),
    ],
)
def test_every_character_has_a_name(char: str, name: str) -> None:
    assert name_of(char) == name


def test_the_names_of_controls_are_those_unicode_knows() -> None:
    for code in range(0x20):
        assert unicodedata.lookup(name_of(chr(code)).removeprefix(f"U+{code:04X} ")) == chr(code)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "none.txt")


def test_a_folder_is_a_sentence(tmp_path: Path) -> None:
    assert "is a folder, not a text" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("error", "said"),
    [(PermissionError(13, "no"), "may not be read by you"), (OSError(5, "Input/output error"), "Input/output error")],
)
def test_an_unreadable_file_is_a_sentence(
    write: Write, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    path = write(PROSE)

    def fail(_self: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert said in refusal(path)


# Ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("letter-1922.txt", "letter-1922"),
        ("Съезд щук и ёжиков.txt", "Sezd-shhuk-i-yozhikov"),
        ("Цирк, цапля, отец.txt", "Cirk-czaplya-otecz"),
        ("ЮГ.txt", "YuG"),
        ("naïve_Straße v1.2.txt", "naive-Stra-e-v1-2"),
        ("--a--.txt", "a"),
        ("n.13.txt", "n-13"),
    ],
)
def test_an_id_is_made_of_the_name(name: str, expected: str) -> None:
    assert doc_id(Path(name)) == expected


def test_an_id_is_the_same_however_the_file_system_composes_letters() -> None:
    name = "Йод и ёлка.txt"
    assert doc_id(Path(unicodedata.normalize("NFD", name))) == doc_id(Path(name)) == "Jod-i-yolka"


@pytest.mark.parametrize("name", ["ьъ.txt", "***.txt", "文.txt"])
def test_a_name_without_a_letter_or_digit_for_an_id_is_a_text(name: str) -> None:
    assert doc_id(Path(name)) == "text"


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=30))
def test_an_id_has_only_letters_digits_and_hyphens(stem: str) -> None:
    name = doc_id(Path(f"{stem}.txt"))
    assert name.isascii()
    assert name.replace("-", "").isalnum()
    assert doc_id(Path(f"{name}.txt")) == name


def test_every_cyrillic_letter_of_russian_is_transliterated() -> None:
    table = letters()["latin"]
    assert set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя") <= set(table)
    assert all(value == "" or (value.isascii() and value.isalpha() and value.islower()) for value in table.values())


# Inputs


def test_a_folder_means_every_text_in_it_in_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "a.toml", "notes.md", "sub/c.txt", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    found = [Path(str(text)).relative_to(tmp_path).as_posix() for text in sources([tmp_path])]
    assert found == ["a.txt", "b.txt", "sub/c.txt"]


def test_a_text_named_twice_is_taken_once(write: Write) -> None:
    path = write(PROSE)
    assert sources([path, path.parent, str(path)]) == (path,)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a/Дом.txt", "b/dom.txt"], ("Dom", "b-dom")),
        (["Дом.txt", "dom.txt", "ДОМ.txt"], ("Dom", "dom-2", "DOM-3")),
        (["a/х.txt", "a/x.txt", "b/x.txt", "c/b-x.txt"], ("x", "x-2", "b-x", "c-b-x")),
        (["a/x.txt", "b/x.txt", "c/b-x.txt", "d/b/x.txt"], ("x", "b-x", "c-b-x", "x-2")),
    ],
)
def test_texts_that_would_have_one_id_are_told_apart(paths: list[str], expected: tuple[str, ...]) -> None:
    assert ids([Path(path) for path in paths]) == expected


@given(st.lists(st.from_regex(r"[аa]?/?[хxХ](-[2x])?", fullmatch=True), max_size=6))
def test_no_two_ids_are_the_same_and_all_are_plain(stems: list[str]) -> None:
    named = ids([Path(f"{stem}.txt") for stem in stems])
    assert len({name.casefold() for name in named}) == len(named) == len(stems)
    assert all(name.isascii() and name.replace("-", "").isalnum() for name in named)


@pytest.mark.parametrize(
    ("name", "said"), [("none.txt", "no such file"), ("", r"holds no text"), ("x.toml", "is a sidecar")]
)
def test_inputs_that_are_no_texts_are_refused(tmp_path: Path, name: str, said: str) -> None:
    if name == "x.toml":
        (tmp_path / name).write_text("")
    with pytest.raises(UsageError, match=said):
        sources([tmp_path / name])


# What is no plain text


@pytest.mark.parametrize("markup", ["<?xml version='1.0'?><a/>", "\n<TEI xmlns='x'/>", "<!DOCTYPE html><p>Да</p>"])
def test_markup_is_no_plain_text(markup: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(markup, encoding="utf-8")
    assert "begins like XML or HTML" in refusal(tmp_path / "a.txt")


def test_one_path_is_as_good_as_a_list_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Да.", encoding="utf-8")
    assert sources(str(tmp_path / "a.txt")) == sources([tmp_path / "a.txt"]) == (tmp_path / "a.txt",)


# Odd places


def test_a_text_whose_name_is_as_long_as_can_be_is_exported_and_has_files_beside_it(tmp_path: Path) -> None:
    path = tmp_path / ("щ" * 125 + "a.txt")
    path.write_text("Да, «сад» цвёл.", encoding="utf-8")
    assert len(doc_id(path)) == 120
    done = pipeline.export([path], out=tmp_path / "out")
    assert (done.faults, pipeline.check([tmp_path / "out"])) == ((), ())
    (begun,) = pipeline.init([path])
    assert begun.sidecar == beside(path, ".toml")
    assert pipeline.export([tmp_path], out=tmp_path / "out").faults == ()
    assert pipeline.explain(path)[0].text == "Да, «сад» цвёл."


def test_ids_cut_short_are_told_apart(tmp_path: Path) -> None:
    assert len(set(ids([Path("a" * 130 + f"{n}.txt") for n in range(9)]))) == 9


def test_links_in_a_circle_pipes_and_links_to_nothing_are_passed_over(write: Write, tmp_path: Path) -> None:
    path = write(PROSE, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert sources([tmp_path]) == (path,)
    for name in ("self.txt", "gone.txt"):
        with pytest.raises(UsageError, match="no such file"):
            sources([tmp_path / name])


@pytest.mark.parametrize("text", ["я", ".", "«", "1", "\u200b", "\n\n\nа", "—", '"'])
def test_one_character_is_a_text(text: str, write: Write, tmp_path: Path) -> None:
    assert pipeline.export([write(text)], out=tmp_path / "out").faults == ()
    assert pipeline.check([tmp_path / "out"]) == ()

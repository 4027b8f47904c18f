"""Which encoding a file is in is told by evidence: right from 2 kB up, not sure rather than wrong below."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.source.decoding import Said, decode
from pipeline.source.guessing import guess, ranking
from pipeline.xml_chars import ILLEGAL
from tests.encoded import ENCODINGS, MANNERS, UKRAINIAN, Sample, prose, sample

WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_utf_8_by_chance(data: bytes) -> bool:
    """«её» in KOI8-R is the bytes of «ţ», which are read as what they are: UTF-8 comes before all else."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def refused(data: bytes) -> str:
    with pytest.raises(SourceError) as error:
        decode(data, "x.txt")
    return str(error.value)


def assert_right(one: Sample) -> None:
    assert lines(decode(one.data, "x.txt").text) == one.text.removeprefix("\ufeff"), (one.encoding, one.manner)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("manner", [one for one in MANNERS if one != "capitals"])
@pytest.mark.parametrize("length", [2000, 5000, 20000])
def test_from_two_kilobytes_up_every_encoding_is_told(encoding: str, manner: str, length: int) -> None:
    chance = random.Random(f"{encoding} {manner} {length}")
    for _ in range(5):
        assert_right(sample(chance, encoding, length, manner))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_capitals_are_told_too(encoding: str) -> None:
    chance = random.Random(encoding)
    for _ in range(5):
        assert_right(sample(chance, encoding, 5000, "capitals"))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(seed=st.integers(0, 10**9), length=st.integers(1, 400), manner=st.sampled_from(MANNERS))
def test_below_it_is_not_sure_rather_than_wrong(encoding: str, seed: int, length: int, manner: str) -> None:
    one = sample(random.Random(seed), encoding, length, manner)
    assume(encoding.startswith("utf-") or not is_utf_8_by_chance(one.data))
    try:
        decoded = decode(one.data, "x.txt")
    except SourceError:
        return
    if not ILLEGAL.search(decoded.text):  # such a text is refused in the next step
        assert lines(decoded.text) == one.text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["koi8-u", "cp1251", "iso8859-5", "mac-cyrillic", *WIDE])
def test_ukrainian_is_told_like_russian(encoding: str) -> None:
    text = UKRAINIAN.encode(encoding, "ignore").decode(encoding)
    assert decode(text.encode(encoding), "x.txt")[:2] == (text, encoding)


def test_without_a_ukrainian_letter_koi8_u_is_koi8_r() -> None:
    assert decode(prose()[:3000].encode("koi8-u", "ignore"), "x.txt").encoding == "koi8-r"


def test_english_in_utf_16_is_told_by_its_zeros() -> None:
    assert decode("It was so.".encode("utf-16-be"), "x.txt")[:2] == ("It was so.", "utf-16-be")


def test_a_control_alone_makes_no_utf_16() -> None:
    assert decode("Он ушёл.\x00 Она осталась.\x04".encode(), "x.txt").encoding == "utf-8"


def test_how_certain_it_is_is_said_and_more_text_makes_it_more_certain() -> None:
    less, more = (decode(prose()[300 : 300 + length].encode("koi8-r", "ignore"), "x.txt") for length in (16, 60))
    assert 0.9 < less.certainty < more.certainty <= 1
    assert decode(prose().encode(), "x.txt").certainty == 1


def test_a_refusal_says_the_offset_and_the_two_likeliest_encodings() -> None:
    said = refused("abc — «да»".encode("cp1251"))
    assert said.startswith("x.txt: is not UTF-8 (the byte at offset 4, 0x97, does not decode)")
    assert "perhaps cp1251 or " in said
    assert said.endswith('Say it with --encoding, or encoding = "..." in its sidecar.')


MIXED = [(one, other) for one in ("cp1251", "koi8-r", "cp866", "utf-8") for other in ("koi8-r", "iso8859-5", "utf-8")]


@pytest.mark.parametrize(("one", "other"), [pair for pair in MIXED if pair[0] != pair[1]])
@pytest.mark.parametrize("most", [700, 8000])
def test_what_is_in_two_encodings_is_refused(one: str, other: str, most: int) -> None:
    text = prose()[:9000]
    data = text[:most].encode(one, "ignore") + b"\n" + text[most : most + 700].encode(other, "ignore")
    said = refused(data)
    assert "is not in one encoding" in said or "was damaged" in said or "cannot be told" in said


def test_where_the_other_encoding_begins_is_said() -> None:
    first = prose()[:5000].encode("cp1251", "ignore") + b"\n"
    said = refused(first + prose()[5000:6000].encode("koi8-r", "ignore"))
    assert "most of it seems to be cp1251, but from the byte at offset " in said
    offset = int(said.split("at offset ")[1].split()[0])
    assert abs(offset - len(first)) < 1000
    assert "is like koi8-r" in said


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("café, déjà vu, garçon, naïveté ", "latin-1"),
        ("Größe für Übermut, schöne Straße. ", "cp1252"),
        ("Μήνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος οὐλομένην ", "iso8859-7"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy. ", "cp1250"),
        ("שלום עולם טוב ", "cp1255"),
        ("あさきゆめみし ", "shift-jis"),
    ],
)
def test_other_scripts_are_not_taken_for_russian(text: str, encoding: str) -> None:
    assert "cannot be told for certain" in refused((text * 30).encode(encoding, "ignore"))


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_whole_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "x.txt")
    except SourceError:
        return
    assert decoded.text.encode(decoded.encoding, "surrogatepass" if "utf" in decoded.encoding else "strict") in (
        data,
        data[2:],
        data[3:],
        data[4:],
    )


@given(st.binary(min_size=1, max_size=100))
def test_evidence_is_finite_and_orders_what_is_possible(data: bytes) -> None:
    ranked = ranking(data)
    assert [one.likelihood for one in ranked] == sorted((one.likelihood for one in ranked), reverse=True)
    assert 0 < guess(data).certainty <= 1


def test_what_was_said_on_the_command_line_is_named_in_a_refusal() -> None:
    with pytest.raises(SourceError, match=r"is not utf-8: the byte at offset 0 .* \(perhaps cp1251 or "):
        decode(prose()[:300].encode("cp1251", "ignore"), "x.txt", Said("utf-8", "--encoding"))
    with pytest.raises(SourceError, match="--encoding says encoding = 'rot13', which is no encoding of text"):
        decode(b"abc", "x.txt", Said("rot13", "--encoding"))

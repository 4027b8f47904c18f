"""What is said of how a text was read: a guessed encoding, replaced characters, garbled words, Latin among Cyrillic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check import legibility, warnings
from pipeline.meta import Meta
from pipeline.text import Document
from tests.encoded import UKRAINIAN, prose

SENTENCE = (
    "Вчера на станции Озерки остановился почтовый поезд, и начальник её, человек пожилой, долго ходил вдоль вагонов. "
    "«Чей это багаж?» — спросил он наконец у проводника."
)
READ_AS = ("cp1251", "latin-1", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "mac-roman")
WERE = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")


def said(text: str, meta: Meta | None = None) -> dict[str, str]:
    """What is doubtful, by rule, where it is and in words."""
    found = warnings(Document("x", text, meta or Meta()))
    return {fault.rule: f"{fault.where}: {fault.said}" for fault in found}


def garbled(text: str, was: str, read_as: str) -> str:
    """Text read wrong; bytes without a meaning stay controls, as in most programs."""
    return "".join(bytes([byte]).decode(read_as, "ignore") or chr(byte) for byte in text.encode(was, "ignore"))


@pytest.mark.parametrize("read_as", ["cp1251", "cp1252", "latin-1", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
def test_utf_8_that_was_read_as_something_older_is_noticed(read_as: str) -> None:
    found = said(f"Обычный абзац.\n{garbled(SENTENCE, 'utf-8', read_as)}\nДальше всё хорошо.")["garbled"]
    assert found.startswith("x.txt:2:1 (15): This seems to be utf-8 that was read as ")
    assert "and would say: Вчера на станции" in found


@pytest.mark.parametrize("was", WERE)
@pytest.mark.parametrize("read_as", READ_AS)
def test_one_old_encoding_read_as_another_is_noticed(was: str, read_as: str) -> None:
    if was != read_as:
        assert "and would say: Вчера на станции" in said(garbled(SENTENCE, was, read_as))["garbled"]


def test_a_few_garbled_words_in_a_good_sentence_are_noticed() -> None:
    assert "would say" in said(f"Заглавие: {garbled('«Вечерний сад»', 'utf-8', 'cp1251')} стоит вверху.")["garbled"]


def test_more_places_are_counted() -> None:
    found = said("\n\n".join([garbled(SENTENCE, "utf-8", "cp1251")[:200]] * 3))["garbled"]
    assert "and 2 more such places" in found


GOOD = (
    prose()[:40000],
    UKRAINIAN,
    "В кафе «Déjà vu» подавали crème brûlée; Österreich, Ærø, naïveté – всё одно. ÄÖÜ.\n",
    "│ Дом │ Сад │\n├─────┼─────┤\n│ 1   │ 2   │\n",
    "МакДональд и ЕвроСоюз, iPhone; СССР, ГОЭЛРО, НКВДшник.\n",
    "Ћирилица љубави није руски језик, али је ћирилица. Ђорђе њише џбун.\n",
    "Знак № 5 • § 12 – ©2020, 25°C ± 3 ×10³ ½ €100 ™\n",
    "Всякий домъ стоялъ въ саду, и всѣ знали, что онъ старъ. Міръ и миръ.\n",
)


@pytest.mark.parametrize("text", GOOD, ids=range(len(GOOD)))
def test_what_is_only_unusual_is_not_called_garbled(text: str) -> None:
    assert "garbled" not in said(text)


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert all(one.startswith("x.txt:") for one in said(text).values())


def test_a_guessed_encoding_is_said_with_its_certainty() -> None:
    found = said("Да.", Meta(encoding="koi8-r", encoding_evidence="guessed by its letters, certainty 0.9876"))
    assert "taken to be in koi8-r (guessed by its letters, certainty 0.9876)" in found["encoding-guessed"]


def test_replaced_characters_are_said() -> None:
    found = said("Да.", Meta(repaired="replaced by U+FFFD: U+0000 NULL (1, at 2)"))
    assert found["characters-replaced"].endswith("were replaced by U+FFFD: U+0000 NULL (1, at 2).")


@pytest.mark.parametrize(
    ("text", "where"),
    [("Старый cад цвёл.", "x.txt:1:8 (7): The Latin c "), ("Террop.", "The Latin op "), ("Так сказал Aнна.", " A ")],
)
def test_latin_letters_in_a_cyrillic_word_are_noticed(text: str, where: str) -> None:
    assert where in said(text)["mixed-letters"]


@pytest.mark.parametrize("text", ["IP-адрес и PDF-файл", "5км, 10кг, №5a", "сайт example.org", "Gitом, SMSка"])
def test_whole_latin_words_beside_cyrillic_ones_are_left_alone(text: str) -> None:
    assert "mixed-letters" not in said(text)


SIGNS = st.text("аяАЯё Ёa\n«\u0085\u0403\u0452\u00c0\u00ff\u00e9\u2500\ufffdЂ", max_size=12)


@given(SIGNS, st.integers(0, 12))
def test_what_is_suspect_is_found_by_its_last_sign_where_its_first_sign_stands(text: str, start: int) -> None:
    first = legibility._SUSPECT.search(text, start)
    assert legibility._suspect(text, start) == (first and first.start())

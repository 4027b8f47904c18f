"""References are drawn: `{c1:{a:Ким А. Б.} {tm:Рынок}. – {d:1926}}` is the text and what must be found.

A line that begins with `[1]. ` is a note, any other a paragraph. In braces: c a citation (`c2>c1` repeats c1, `c2>`
repeats none that is known), a author, e editor, ta tm tj title of that level, v volume, i issue, p pages, l place,
b publisher, d date.
"""

import re
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import tei
from pipeline.check import tei as faults_of_tei
from pipeline.find import find
from pipeline.find.citations import find_citations
from pipeline.find.citations.fields import fields
from pipeline.find.citations.words import masked, month_numbers
from pipeline.find.crossing import Ground, Stretches
from pipeline.text import Document, Span, violations

CODES = {"cited_author": "a", "cited_editor": "e", "pages": "p", "pub_place": "l", "publisher": "b", "date": "d"}
SEED = Path(__file__).parent.parent / "seeds" / "bukharin-1988.txt"


def noted(text: str) -> Document:
    """A document whose lines are notes if they begin with a label, otherwise paragraphs."""
    spans = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text), 1):
        label = re.match(r"\[\d+\]\.?", line.group())
        spans.append(
            Span(line.start(), line.end(), "note" if label else "paragraph", f"{'n' if label else 'p'}{number}")
        )
        if label:
            spans.append(Span(line.start(), line.start() + label.end(), "note_label"))
    return Document("invented", text).adding(spans)


def code(span: Span) -> str:
    if span.kind == "citation":
        return f"{span.id}>{span.attrs.get('repeats', '')}" if span.attrs.get("type") == "ibid" else span.id
    if span.kind == "cited_title":
        return "t" + span.attrs["level"]
    return span.attrs["unit"][0] if span.kind == "scope" else CODES[span.kind]


def drawn(document: Document) -> str:
    """The text with its citations drawn in."""
    spans = [span for span in document.spans if span.kind not in ("note", "note_label", "paragraph", "note_ref")]
    marks = [(span.start, 1, -place, "{" + code(span) + ":") for place, span in enumerate(reversed(spans))]
    marks += [(span.end, 0, 0, "}") for span in spans]
    pieces, past = [], 0
    for place, _, _, mark in sorted(marks):
        pieces += [document.text[past:place], mark]
        past = place
    return "".join(pieces) + document.text[past:]


def assert_found(drawing: str) -> Document:
    document = find_citations(noted(re.sub(r"\{[a-z0-9>]+:|\}", "", drawing)))
    assert drawn(document) == drawing
    assert not list(violations(document))
    return document


def of_kind(document: Document, kind: str) -> list[tuple[str, dict[str, str]]]:
    return [(document.slice(span), dict(span.attrs)) for span in document.of(kind)]


GOST = [
    "{c1:{tm:Воспоминания Т. П. Беловой}. {l:М.}, {d:1990}. {p:С. 5}}.",
    "{c1:{ta:Письма И. С. Лугова к сестре} // {tj:Старина}. – {d:1899}. – {i:№ 3}. – {p:С. 7}}.",
    "{c1:{tm:Сочинения Н. П. Ильина}. {v:Т. 2}. {l:М.}, {d:1900}}.",
    "{c1:{a:Белова Т. П.} {tm:Воспоминания}. {l:М.}, {d:1990}. {p:С. 5}}.",
    "{c1:{a:Записной Т. П.} {tm:Рынок}. {l:М.}, {d:1990}}.",
    "{c1:{a:Петров А. Б.} {ta:Рынок и село} // {tj:Вестник хозяйства}. – {d:1926}. – {i:№ 3}. – {p:С. 5–7}}.",
    "{c1:{a:Петров А.Б.} {ta:Рынок и село}//{tj:Вестник хозяйства}.— {d:1926}.— {i:N 3}.— {p:С.5-7}}.",
    "{c1:{a:Петров А. Б.} {ta:Кто за рынок?} // {tj:Степная правда}. – {d:1926}. –{i:февраль}}.",
    "{c1:{a:Петров А. Б.} {ta:О рынке} // {tj:Степная правда}. – {d:1928}. – {i:27 янв.}}",
    "{c1:{a:Петров А. Б.} {ta:О рынке} // {tj:Степная правда}. – {d:1928}. – {i:27 мая}}.",
    "{c1:{a:Петров А. Б.} {tm:Рынок: очерки прошлого}. – {l:М.}: {b:Заря}, {d:1984}. – {p:С. 12}}.",
    "{c1:{a:Петров А. Б.} {tm:Рынок}. {l:М.}: {b:Заря}, {d:1984}. {p:С. 14, 15, 102}}.",
    "{c1:{a:Петров А. Б.} {tm:Рынок}. – {l:Л.}; {l:М.}: {b:Заря}, {d:1984}. – 288 с.}",
    "{c1:{a:Петров А. Б.} {tm:Рынок}. – {l:М.}–{l:Л.}, {d:1929}. – {p:С. 3}}.",
    "{c1:{a:Петров А. Б.} {tm:Рынок}. – {l:Харьков}: {b:Заря}, {d:1984}. – {p:С. 12}}.",
    "{c1:{a:Петров А. Б.} {tm:Рынок}. {l:Казань}, {d:2001}. 468 с.}",
    "{c1:{a:Петров А. Б.}, {a:Розен К.} {tm:Рынок}. − {l:М.}, {d:1984}}.",
    "{c1:{a:Петров А. Б.} и {a:Розен К.} // {tm:Сочинения}. – {v:Т. 24}. – {p:С.397}}.",
    "{c1:{a:Петров А.Б.} // {tm:Полн. собр. соч.} – {v:Т. 45}. – {p:С. 369-377}}.",
    "{c1:{a:Ким А. Б.} {tm:Собрание сочинений}: В 4 т. – {v:Т. 3}. {v:Ч. 1}. {l:М.}: {b:Заря}, {d:2000}. – {p:С. 6}}.",
    "{c1:{a:Петров А. Б.} {tm:Рынок}. – {v:Т. 1}. Город и село.— {l:М.}: {b:Заря}, {d:1974}.— {p:С. 20}}.",
    "{c1:{a:Петров А. Б.} {ta:Рынок} // Розен К. Л. {tm:Избранное}. {l:М.}: {b:Заря}, {d:1991}}.",
    "{c1:{a:Ким А. Б.} {ta:Рынок} // {tm:Село} / Под ред. {e:К. Л. Розена}. {l:М.}: {b:Заря}, {d:1991}. {p:С. 7}}.",
    "{c1:{a:Петров А. Б.} {tm:Рынок} / Под общ. ред. докт. ист. наук {e:Розена К. Л.} {v:Ч. 1}. {l:Казань}, {d:1991}}.",
    "{c1:{a:Kim A.} {ta:Markets} // {tm:Village Life} / Ed. by {e:K. Rosen}. – {l:N.Y.}, {d:1995}. – {p:P. 25}}.",
    "{c1:{a:Petrov A.} {ta:Der Markt} // {tj:Das Dorf}. – {v:Bd. 3}, {i:№ 4}, {d:1925}. – {p:S. 12}}.",
    "{c1:{a:Розен К.} {ta:Кто за рынок?}/ {tj:Вестник села}.— {d:1990} — {i:№ 3}.— {p:С. 85}}.",
    "{c1:{a:Петров Дж.} {tm:Рынок села} [Электронный ресурс].— URL: http://a.org/a_b/12 (дата обращения: 1.02.2020)}.",
    "{c1:{tm:Основы счёта}.— {l:М.}: {b:Заря}, {d:1994}.— {p:С. 32}}",
    "{c1:{ta:«Рыночники» без рынка} // {tj:Степная правда}. – {d:1990}. – {i:№ 5}}.",
    "{c1:{a:Ким А. Б.} {ta:«Рыночники» без рынка: спор о селе} // {tj:Степная правда}. – {d:1990}. – {i:№ 5}}.",
    "{c1:{ta:«Беречь рынок»: беседа с Т. П. Беловой} // {tj:Степная правда}. – {d:1993}. – {i:№ 6}}.",
    "{c1:{a:Ким А. Б.} {tm:«Рынок» и другие}. {l:М.}, {d:1990}. {p:С. 5}}.",
    "{c1:{ta:Протокол собрания за 1954 год} // {tm:Архив общины}. Ф. 13. Оп. 2. Д. 45. Л. 3 об.}",
]
COMMAS = [
    "{c1:{a:В. Розен}. {tm:Соч.}, {v:т. 4}, {p:стр. 61}}.",
    "{c1:{a:К. Розен} и {a:Ф. Петров}, {tm:Избранные произведения}, {v:т. III}, {b:Заря}, {d:1937}, {p:стр. 26}}.",
    "{c1:{a:В. И. Розен}, {tm:Соч.}, {v:т. 6}, изд. 2, {p:стр. 18—21}}.",
    "{c1:{a:К. Розен}. {tm:Сочинения}, 3 изд., {v:т. 8}, {p:стр. 40–52}}. — 11.",
    "{c1:{a:А. Б. Розен}, {ta:Опыт счёта}, {tm:«Село и город»}, {p:стр. 35}}.",
    "{c1:{a:А. Б. Розен}, {ta:Опыт счёта}, {tj:В. Х.} — {d:1972}, {i:№12}, {p:с. 131}}.",
    "{c1:{a:А. Розен}, {a:В. Петров}, {tm:Счёт и дело}, {l:М} — {d:1970}, {p:стр. 80}}.",
    "{c1:{ta:«Счёт и дело»}, {tj:«Степная правда»}, {d:1925}, {i:№ 3}}",
    "{c1:{tm:«Счёт и дело»}. Сб. воспоминаний. {l:М.}— {l:Л.}, {d:1923}, {p:стр. 12}}.",
    "{c1:{a:Розен}, {tm:Соч.}, {v:т. 5}, {p:с. 12}}.",
    "{c1:{a:А. Ким}. {tm:О видах на урожай 1971—1972 гг. Отчёт за 1971 г.} {l:М.}, {b:Заря}, {d:1971}, {p:стр. 17}}.",
]
PROSE = [
    "Текст книги",
    "См. {c1:Речь {a:Розена} {ta:«Кто за рынок?»} / {tj:Степная правда}. – {d:1926}. – {i:февраль}}.",
    "{c1:Текст работы {a:Розена} {ta:«Счёт и дело»} взят из книги {tm:«Село вчера»}, под редакцией {e:Карла Петрова}, –"
    " {l:Тверь}, {d:1967}}.",
    "{c1:Статья {a:К. Розена} {ta:«Счёт»} напечатана в журнале {tj:«Село»}, {d:1967}, {i:№ 2}}.",
    "См. {c1:книгу {a:Розена} {tm:«Счёт и дело»}}.",
    "Спор о цене был долог. Подробнее см.: {c1:{a:Розен К.} {tm:Цена}. {l:М.}, {d:1925}. {p:С. 5}}. Он не кончен.",
    "Цит. по: {c1:{a:Розен К.} {tm:Цена}. {l:М.}, {d:1925}. {p:С. 5}}.",
    "Ср. {c1:{tm:«Цена»}, {v:т. I}, {p:стр. 22}}.",
    "Об этом говорил и он сам ({c1:{tm:Цена}, {p:стр. 22}}).",
    "{c1:{a:Ром К.} {tm:Цена}. – Режим доступа: // https://example.org/a}",
    "{c1:{a:Ром К.} {tm:Цена}. {l:М.}, {d:1925}. {p:С. 5}}; {c2:{a:Ким А.} {tm:Счёт}. {l:М.}, {d:1926}. {p:С. 6}}.",
    "См.: {c1:{a:Розен К.} {tm:Цена}. {l:М.}, {d:1925}}; {c2:{tj:Правда}. {d:1925}. {i:№ 3}}.",
]


@pytest.mark.parametrize("drawing", GOST)
def test_gost_references_are_taken_apart(drawing: str) -> None:
    assert_found(f"[1]. {drawing}")


@pytest.mark.parametrize("drawing", COMMAS)
def test_references_in_the_comma_style_are_taken_apart(drawing: str) -> None:
    assert_found(f"[1]. {drawing}")


@pytest.mark.parametrize("drawing", PROSE)
def test_references_in_prose_are_taken_apart(drawing: str) -> None:
    assert_found(f"[1]. {drawing}")


@pytest.mark.parametrize(
    "prose",
    [
        "Так думал в 1925 году и сам Розен.",
        "В 1959 г. вышла работа К. Л. Розена «Цена и счёт». Автор показал в ней рост цен.",
        "К. Л. Розен, автор книги о ценах, писал, что работает над нею с 1925 г.",
        "Здесь и далее курсив мой.",
        "Там же он жил до самой смерти.",
        "Роман одного француза.",
        "Писатель (1598-1648), мастер письма и прозы.",
        "«Цена» и «Счёт» – вот слова, о которых спорили.",
        "См. примечание 13-е.",
    ],
)
def test_a_note_that_cites_nothing_has_no_citation(prose: str) -> None:
    assert_found(f"[1]. {prose}")


@pytest.mark.parametrize(
    "lead", ["1. ↑ ", "1. ↑ 1 2 ", "1. ↑ 1,0 1,1 ", "1. ^ a b ", "1. ↑ Перейти обратно: 1 2 ", "1. • "]
)
def test_an_arrow_or_a_bullet_stands_before_a_reference(lead: str) -> None:
    text = f"Сад растёт.[1] Вода течёт.[2]\n\nПримечания\n\n{lead}Белов П. Сад. М., 1926. С. 5.\n2. ↑ Там же. С. 7.\n"
    document = find(Document("d", text))
    first, second = document.of("citation")
    assert document.slice(first).startswith("Белов П. Сад.")
    assert second.attrs["repeats"] == first.id


def test_the_same_place_is_the_last_citation_of_the_note_before() -> None:
    assert_found(
        "[1]. {c1:{a:Ром К.} {tm:Цена}. {l:М.}, {d:1925}. {p:С. 5}}; {c2:{a:Ким А.} {tm:Счёт}. {l:М.}, {d:1926}}.\n"
        "[2]. {c3>c2:Там же}.\n[3]. {c4>c3:Там же, {p:стр. 81}}.\n[4]. {c5>c4:Ibid. {p:P. 7}}.\n"
        "[5]. {c6>c5:Там же. – {p:С.59}}."
    )


def test_the_same_place_leads_nowhere_when_nothing_was_cited_before() -> None:
    assert_found("[1]. {c1>:Там же. {p:С. 5}}.")


def test_the_same_place_does_not_reach_over_a_note_that_cites_nothing() -> None:
    assert_found("[1]. {c1:{a:Розен К.} {tm:Цена}. {l:М.}, {d:1925}}.\n[2]. Курсив мой.\n[3]. {c2>:Там же}.")


def test_the_work_cited_is_found_by_its_author_in_any_case() -> None:
    assert_found(
        "[1]. {c1:{a:Розенов К. Л.} {tm:Цена}. {l:М.}, {d:1925}}.\n"
        "[2]. {c2:{a:Петров А.} {tm:Счёт}. {l:М.}, {d:1926}}.\n"
        "[3]. {c3>c1:{a:Розенов К. Л.} Указ. соч. {p:С. 9}}.\n"
        "[4]. См. {c4>c2:{a:Петрова} Указ. соч., {p:с. 8}}.\n"
        "[5]. {c5>:{a:Сомов И. И.} Указ. соч. {p:С. 1}}."
    )


def test_author_and_year_repeat_the_work_of_that_year() -> None:
    assert_found(
        "[1]. {c1:{a:Розен К.} {tm:Цена}. {l:М.}, {d:1925}}.\n[2]. {c2:{a:Розен К.} {tm:Счёт}. {l:М.}, {d:1926}}.\n"
        "[3]. {c3>c1:{a:Розен} ({d:1925}). {p:С. 28}}.\n[4]. {c4>:{a:Розен} ({d:1931}). {p:С. 28}}."
    )


def test_the_same_author_with_a_title_is_a_citation_and_without_one_repeats() -> None:
    assert_found(
        "[1]. {c1:{a:А. Ким}, {ta:Опыт}, {tj:В. Х.} — {d:1972}, {i:№ 9}}, {c2:{a:его же}, {ta:Цена}, {tj:В. П.} —"
        " {d:1968}, {i:№5}}.\n[2]. {c3:{a:Он же}. {tm:Цена}. {l:М.}, {d:1925}}.\n[3]. {c4>c3:{a:Он же}. {p:С. 5}}."
    )


BRACKETS = [
    "Об этом он сказал: «Цена растёт» ({c1:{tm:Соч.}, {v:т. 5}, {p:с. 12}}).",
    "Об этом он сказал: «Цена растёт» ({c1:{tm:Сочинения}, 5 изд., {v:том 11}, {p:стр. 285}}).",
    "Об этом он сказал: «Цена растёт» ({c1:{p:стр. 177–178} шестого немецкого издания}).",
    "Об этом он сказал: «Цена растёт» (см. {c1:{a:К. Розен}. {tm:Соч.}, {v:т. 1}, {p:стр. 31–38, 60–64}}).",
    "Он сказал: «Рост» ({c1:{tm:«Цена»}, {v:т. I}, {p:стр. 6}}), и ещё: «Счёт» ({c2>c1:там же}).",
    "Цены росли (с. 5 и дальше, на всех рынках), и счёт шёл на дни (до 1925 года).",
    "Хлеб стоил дорого (5 р. за пуд), соль (там же) дешевле.",
    "В степи (стр. 5) цены росли.",
]


@pytest.mark.parametrize("drawing", BRACKETS)
def test_references_in_brackets_are_found_where_they_name_a_work_or_follow_a_quotation(drawing: str) -> None:
    assert_found(drawing)


def test_brackets_inside_a_note_hold_references_too() -> None:
    assert_found("[1]. Он писал о «рынке» ({c1:{a:К. Розен}. {tm:Соч.}, {v:т. 3}, {p:стр. 77}}), как и все.")


def test_numbers_are_told_as_attributes() -> None:
    document = assert_found(
        "[1]. {c1:{a:Розен К.} {ta:Цена} // {tj:Село}. – {d:1926}. – {i:№ 3}. – {p:С. 5–7}}.\n"
        "[2]. {c2:{a:Розен К.} // {tm:Соч.} – {v:Т. IV}. – {p:С. 9}}.\n[3]. {c3>c2:Там же. {p:С. 1, 4}}.\n"
        "[4]. {c4:{a:Розен К.} {ta:Цена} // {tj:Степь}. – {d:1928}. – {i:27 янв.}}"
    )
    scopes = [(attrs["unit"], attrs["n"]) for _, attrs in of_kind(document, "scope")]
    assert scopes == [("issue", "3"), ("volume", "IV"), ("issue", "27 янв")]
    assert [attrs for _, attrs in of_kind(document, "pages")] == [
        {"first": "5", "last": "7"},
        {"first": "9", "last": "9"},
        {},
    ]
    assert of_kind(document, "date") == [("1926", {"when": "1926"}), ("1928", {"when": "1928"})]


def test_a_title_in_marks_says_that_the_citation_made_it_a_title() -> None:
    document = assert_found("[1]. {c1:{a:А. Розен}, {ta:Опыт}, {tm:«Село и город»}, {p:стр. 35}}.")
    assert [attrs for _, attrs in of_kind(document, "cited_title")] == [
        {"level": "a"},
        {"level": "m", "rule": "citation"},
    ]


def test_citations_are_numbered_in_text_order() -> None:
    line = "[{0}]. Розен К. Цена. М., 1925. С. 5."
    document = find_citations(noted("\n".join(line.format(number) for number in range(1, 13))))
    assert [span.id for span in document.of("citation")] == [f"c{number}" for number in range(1, 13)]


def test_a_note_of_several_paragraphs_is_read_line_by_line() -> None:
    text = "Розен К. Цена. М., 1925.\nСм. также: Петров А. Счёт. М., 1926."
    document = find_citations(Document("invented", text).adding([Span(0, len(text), "note", "n1")]))
    assert [document.slice(span) for span in document.of("citation")] == text.replace("См. также: ", "")[:-1].split(
        ".\n"
    )


def test_a_citation_that_would_cross_a_standing_span_is_left_out() -> None:
    document = noted("[1]. Розен К. Цена. М., 1925. С. 5.")
    crossing = document.adding([Span(4, 12, "mentioned", "s1")])
    assert not list(find_citations(crossing).of("citation"))


def test_the_notes_of_the_seed_parse_into_thirteen_citations() -> None:
    text = SEED.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    notes = list(re.finditer(r"(?m)^\[(\d+)\]\..+$", text))
    spans = [Span(*note.span(), "note", f"n{note[1]}") for note in notes]
    labels = [Span(note.start(), text.index(".", note.start()) + 1, "note_label") for note in notes]
    document = find_citations(Document("seed", text).adding([*spans, *labels]))
    found = list(document.of("citation"))
    assert len(notes) == len(found) == 13
    assert {one.id: one.attrs["repeats"] for one in found if one.attrs} == {"c2": "c1", "c10": "c9"}
    told = {one.id: {part.kind for part in document.spans if one.holds(part) and part != one} for one in found}
    whole = {"cited_author", "cited_title", "cited_editor", "pub_place", "date"}
    assert told["c1"] == whole
    assert told["c2"] == told["c10"] == set()
    assert all(told[f"c{number}"] == {"cited_author", "cited_title", "date", "scope"} for number in (3, 4, 5, 6, 8, 13))
    assert all(told[f"c{number}"] == {"cited_author", "cited_title", "scope", "pages"} for number in (7, 9, 11, 12))
    levels = ["".join(part.attrs["level"] for part in document.of("cited_title") if one.holds(part)) for one in found]
    assert levels == ["am", "", "aj", "aj", "aj", "aj", "m", "aj", "m", "", "m", "m", "aj"]


def test_a_number_counts_as_a_field_only_after_a_separator() -> None:
    text = "Доклад за 1925 год, 1926"
    assert [(one.name, text[one.start : one.end]) for one in fields(text, masked(text), 0)] == [("date", "1926")]


def test_what_stands_in_marks_and_brackets_is_hidden_at_equal_length() -> None:
    assert masked('а "б, 1925" в "г" (д (е) ж)').replace("\x01", "_") == 'а "_______" в "_" (_______)'


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6), st.integers(0, 30), st.integers(1, 9))
def test_ground_and_stretches_agree_with_counting(extents: list[tuple[int, int]], start: int, length: int) -> None:
    spans, end = [Span(at, at + size, "date") for at, size in extents], start + length
    crossed = any(one.start < start < one.end < end or start < one.start < end < one.end for one in spans)
    assert Ground(spans).crossed_by(start, end) == crossed
    covered = {place for one in spans for place in range(one.start, one.end)}
    assert Stretches(spans).touch(start, end) == bool(covered & set(range(start, end)))


@given(st.text(alphabet='АбвС.,;:/–-«»()" №12т5. Там же\n', max_size=120))
def test_any_text_yields_lawful_spans_and_the_same_ones_twice(text: str) -> None:
    document = noted("\n".join(f"[1]. {line}" for line in text.split("\n")))
    found = find_citations(document)
    assert not list(violations(found))
    assert found == find_citations(document)
    assert replace(found, spans=()) == replace(document, spans=())


@given(st.lists(st.sampled_from([*GOST, *COMMAS, *PROSE, "Там же.", "Он же.", "См.", "; "]), min_size=1, max_size=5))
def test_every_part_lies_in_a_citation_and_every_antecedent_before_it(drawings: list[str]) -> None:
    text = re.sub(r"\{[a-z0-9>]+:|\}", "", "\n".join(f"[1]. {one}" for one in drawings))
    document = find_citations(noted(text))
    whole = list(document.of("citation"))
    parts = [
        span for span in document.spans if span.kind.startswith("cited_") or span.kind in ("scope", "pages", "date")
    ]
    assert all(any(one.holds(part) for one in whole) for part in parts)
    assert all(int(one.attrs["repeats"][1:]) < int(one.id[1:]) for one in whole if "repeats" in one.attrs)


def test_five_thousand_notes_and_a_long_text_without_any_take_time_in_proportion() -> None:
    line = "[1]. Розен К. Цена и счёт // Вестник. – 1926. – № 3. – С. 5–7."
    begun = process_time()
    assert sum(1 for _ in find_citations(noted("\n".join([line] * 5000))).of("citation")) == 5000
    assert process_time() - begun < 60
    prose = "Цены росли (и не только там, где «счёт» шёл на дни. " * 4000
    begun = process_time()
    assert not list(find_citations(noted(f"[1]. {prose}\n{prose}")).of("citation"))
    assert process_time() - begun < 60


def test_a_reference_in_a_note_inside_a_note_is_read_once() -> None:
    text = "[1]. [2]. Розен К. Цена. М., 1925."
    document = Document("invented", text).adding([Span(0, len(text), "note", "n1"), Span(5, len(text), "note", "n2")])
    assert len(list(find_citations(document).of("citation"))) == 1


@pytest.mark.parametrize(
    "drawing",
    [
        "Сад рос сам ({c1:{a:Ким} {d:1926}: {p:5}}).",
        "Сад рос сам [{c1:{a:Ким}, {d:1926}, {p:с. 5–7}}; {c2:{a:Зимин} {d:1930}}].",
        "Сад рос сам (см.: {c1:{a:А. Б. Ким}, {d:1926}а}).",
        "Сад рос сам [{c1:{a:Ким} и {a:Зимин} {d:1926}}].",
        "Сад рос сам [{c1:{a:Ким} и др., {d:1926}, {v:т. 2}, {p:с. 5}}].",
        "Сад рос сам [{c1:{a:Ким}, {p:с. 5}}].",
        "Сад рос сам ({c1:{a:Brown} & {a:Grey}, {d:1999}, {p:p. 12}}).",
    ],
)
def test_author_and_year_in_brackets_are_a_reference(drawing: str) -> None:
    assert_found(drawing)


@pytest.mark.parametrize(
    "aside",
    ["(Париж, 1926)", "(октябрь 1917)", "(Октябрь 1917)", "(Весна 1921)", "(Ким, Зимин)", "[Ким]", "(London, 1926)"],
)
def test_places_months_and_bare_names_in_brackets_are_none(aside: str) -> None:
    assert_found(f"Сад рос сам {aside}.")


PIECES = [
    "Белов П.", "«Белов П.»", "О садах", "«Сад»", " // «Сад и вода»", ". – М.: Наука", ", СПб.: «Знамя труда»",
    ", 1926", ". М.: Изд-во «Роща»", ". «1926»", ". № «5»", ". – Т. 2", ". С. 77", ". с. «5»–9", " (Серия «Сад»)", "; ",
    ". Там же", "Сад? Вода!", " / Под ред. И. Серова",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
def test_whatever_stands_in_a_citation_makes_tei_that_holds(pieces: list[str]) -> None:
    text = (
        f"О садах\n\nСады растут сами, и никто не помнит, кто их посадил[1].\n\nПримечания\n\n[1] {''.join(pieces)}.\n"
    )
    assert faults_of_tei(tei.parse(tei.encode(find(Document("x", text)))), "x", text) == []


def test_words_in_marks_that_hold_a_reference_make_tei_that_holds() -> None:
    text = "О садах\n\nРабочие вышли под лозунгами «Сад» и «Верните (Белов, 1926, с. 3) рамы!», и было тихо.\n"
    assert faults_of_tei(tei.parse(tei.encode(find(Document("x", text)))), "x", text) == []


def test_what_is_dear_to_look_for_is_found_as_if_it_were_looked_for_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    dates = [f"{day}{month}" for day in ("", "5 ", "5–6 ") for month in month_numbers()]
    lines = [f"Белов П. Сад // Газета. – 1925. – {date}. – 3-е изд. юбилейное издание." for date in dates]
    lines += [line.upper() for line in lines]
    found = [fields(line, masked(line), 0) for line in lines]
    assert {field.name for some in found for field in some} >= {"day", "edition_tail"}
    monkeypatch.setattr("pipeline.find.citations.fields._needed", dict)
    assert [fields(line, masked(line), 0) for line in lines] == found

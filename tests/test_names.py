"""Mentions of persons, drawn into the text: `{1:Иван Петров}` is a mention, the figure says of whom."""

import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find.names import cases, find_names, gender_of, genders
from pipeline.find.names.forms import surname_forms
from pipeline.text import Document, Span

SEED = Path(__file__).parent.parent / "seeds" / "bukharin-1988.txt"
DRAWN = re.compile(r"\{(\d+):([^}]*)\}")


def document(text: str, *spans: Span) -> Document:
    """A document whose every line is a paragraph, unless the spans say otherwise."""
    lines = re.finditer(r"[^\n]*\S[^\n]*", text)
    paragraphs = [Span(m.start(), m.end(), "paragraph", f"p{n}") for n, m in enumerate(lines, 1)]
    return Document("x", text).adding([*paragraphs, *spans])


def drawn(text: str) -> str:
    """The text as the stage would draw it; what it finds must be what was drawn."""
    found = find_names(document(DRAWN.sub(r"\2", text)))
    out, last = "", 0
    for span in found.of("person_name"):
        out += (
            found.text[last : span.start]
            + "{"
            + span.attrs["person"].removeprefix("per")
            + ":"
            + found.slice(span)
            + "}"
        )
        last = span.end
    return out + found.text[last:]


@pytest.mark.parametrize(
    "text",
    [
        "Так считал {1:Н.И.Фролов}, так считал и {1:Н. И. Фролов}.",
        "{1:Фролов Н. И.} Почвы и люди // Земля. – 1926.",
        "{1:Анна Павловна Белкина} ушла. Мы ждали {1:Анну Павловну Белкину} весь день.",
        "Книгу написал {1:Стивен Гринвуд}, перевёл {2:Сидни Браун}.",
        "Об этом {1:Фр. Шиллер} писал иначе, чем {2:Дж. М. Кейнс} и {3:Мих. Шолохов}.",
        "{1:Г. В. Ф. Гегель} и {2:Джон Стюарт Милль} не встречались.",
        "{1:Людвиг фон Мизес} и {2:Шарль де Голль} спорили, {3:Ван Гог} молчал.",
        "При {1:Николае II} было иначе, чем при {2:Екатерине}.",
        "{1:Х. Ортега-и-Гассет} подразумевал другое.",
    ],
)
def test_names_of_several_words_are_found_whole(text: str) -> None:
    assert drawn(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Как отмечает Л. И. Фролова, сад пуст.", "Л. И. Фролова"),
        ("Ушла Е. П. Белкина.", "Е. П. Белкина"),
        ("Под конец Белкина сказала своё.", "Белкина"),
        ("Жена Белкина сказала своё.", "Белкин"),
        ("Он цитирует Л. И. Фролова.", "Л. И. Фролов"),
        ("Она боится Л. И. Фролова.", "Л. И. Фролов"),
        ("Историк И. М. Крестовников ушёл.", "И. М. Крестовников"),
        ("Почтальон Раиса Сергеевна Белкина едет. Рая смеётся, и Рая рада.", "Раиса Сергеевна Белкина"),
    ],
)
def test_behind_a_verb_a_name_is_its_subject_if_it_can_be_no_object(text: str, name: str) -> None:
    assert [agent.name for agent in find_names(document(text)).agents] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Так думал {1:Фролов}. Мы спорили с {1:Фроловым} и верили {1:Фролову}, хотя знали о {1:Фролове} мало.",
        "{1:П. Фролов} пришёл. {1:Фролова} ждали.",
        "Он читал {1:Гюго} и {2:Дюма}, писал о {3:Гегеле}.",
        "{1:Томилин}, {2:Рыков} и {3:Томский} выступили против.",
        "Говорил товарищ {1:Вальцер}.",
        "По словам {1:Хантербрука}, земля кругла.",
        "{1:Хантербрук} утверждает, что земля кругла.",
        "Земля, пишет {1:Хантербрук}, кругла.",
        "{1:Маркса}-то знают все.",
    ],
)
def test_single_surnames_are_found_where_something_speaks_for_them(text: str) -> None:
    assert drawn(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Набережные Челны, Нью-Йорк и Ростов-на-Дону стоят на месте.",
        "Политбюро, ВЛКСМ, НТВ и XIX партконференция заседали.",
        "Закон о кооперации принят. Известия писали о нём.",
        "Молодая Гвардия. – 1926. – Т. 24. – С. 397. М.: Наука, 1985.",
        "Рабочие фабрики «Красный Октябрь» собрались в январе.",
        "Это ленинский и марксистский взгляд на Московский университет.",
        "На улице Лермонтова и в городе Кирове шёл снег.",
        "Вера сильна. Роман длинен. Слава вечна.",
        "Супруги Ульяновы и семья Волковых пришли.",
        "Бог, Европа и Россия.",
        "Сверхцифровизация приводит к спорам.",
    ],
)
def test_places_bodies_and_ordinary_words_are_nobody(text: str) -> None:
    assert drawn(text) == text


def test_initials_after_a_surname_are_not_taken_from_the_next_surname() -> None:
    text = "{1:В. И. Громов} писал {2:Марксу}. Писал {2:Марксу} {3:К. Каутский}."
    assert drawn(text) == text


def test_a_word_that_opens_a_sentence_is_a_name_only_if_the_text_says_so_elsewhere() -> None:
    assert drawn("Волков боялись все.") == "Волков боялись все."
    assert drawn("Здесь {1:А. Волков} жил. {1:Волков} умер.") == "Здесь {1:А. Волков} жил. {1:Волков} умер."


def test_a_governing_noun_does_not_bend_a_known_surname_out_of_shape() -> None:
    text = "Мыслитель {1:Спиноза} шлифовал стёкла. Дали работу {2:Б. Фролову}, а {2:Фролов} спал."
    assert drawn(text) == text


def test_forename_and_surname_must_agree() -> None:
    text = "Слава {1:Ленину}! Сказал {2:Иван} {3:Петрову}."
    assert drawn(text) == text


def test_an_adjective_before_its_noun_is_no_surname_even_if_somebody_bears_it() -> None:
    text = "Стоит Белый дом. В нём {1:Андрей Белый} пишет."
    assert drawn(text) == text


def test_the_person_has_the_fullest_nominative_name_and_its_forms_as_variants() -> None:
    found = find_names(document("О Фролове Н. И. Мы знали Николая Ивановича Фролова. Фролов жил."))
    (agent,) = found.agents
    assert (agent.id, agent.kind, agent.name) == ("per1", "person", "Николай Иванович Фролов")
    assert (agent.surname, agent.forename, agent.patronym) == ("Фролов", "Николай", "Иванович")
    assert agent.variants == ("Фролове Н. И.", "Николая Ивановича Фролова", "Фролов")


def test_the_name_keeps_initials_where_the_text_gives_no_more() -> None:
    (agent,) = find_names(document("Статью В.И.Фролова читали.")).agents
    assert (agent.name, agent.forename, agent.patronym) == ("В. И. Фролов", "В.", "И.")


def test_letters_of_the_text_are_kept_in_the_name() -> None:
    (agent,) = find_names(document("ФЁДОР СТРЕЛЬЦОВ. Мы звали Фёдора Стрельцова.")).agents
    assert agent.name == "Фёдор Стрельцов"


def test_a_surname_in_the_nominative_before_initials_at_the_start_of_a_note_is_a_womans() -> None:
    (agent,) = find_names(document("Чернова Н. П. Почвы // Земля. – 1926.")).agents
    assert (agent.surname, gender_of(agent)) == ("Чернова", "femn")


def test_what_a_citation_names_as_its_author_is_a_person_of_the_same_extent() -> None:
    text = "[1]. Хант Р. Почвы. См. Речь Хантербрука."
    author, other = (text.index("Хант Р."), text.index("Хантербрука"))
    spans = [Span(author, author + 7, "cited_author"), Span(other, other + 11, "cited_author")]
    found = find_names(document(text, *spans))
    assert [(s.start, s.end) for s in found.of("person_name")] == [(s.start, s.end) for s in spans]


def test_no_name_goes_over_the_edge_of_another_span() -> None:
    text = "Пришёл Иван Петров домой."
    found = find_names(document(text, Span(text.index("Петров"), text.index(" домой"), "so_called", "s1")))
    assert [found.slice(span) for span in found.of("person_name")] == ["Иван", "Петров"]


def test_mentions_are_numbered_in_text_order_and_lead_to_agents() -> None:
    found = find_names(document("Иван Петров и Анна Белкина. Петров ушёл."))
    assert [(s.id, s.attrs["person"]) for s in found.of("person_name")] == [
        ("m1", "per1"),
        ("m2", "per2"),
        ("m3", "per1"),
    ]
    assert [agent.id for agent in found.agents] == ["per1", "per2"]


def found_cases(text: str) -> list[frozenset[str]]:
    found = find_names(document(text))
    return list(cases(found).values())


def test_the_cases_of_a_mention_are_those_its_form_can_have() -> None:
    assert found_cases("Пришёл Иван Петров. Ждали Петрова. Дали Петрову. Спорили с Иваном Петровым.") == [
        {"nomn"}, {"gent", "accs"}, {"datv"}, {"ablt"},
    ]  # fmt: skip


def test_a_surname_that_is_not_declined_can_stand_in_any_case() -> None:
    assert found_cases("Читали Гюго.") == [{"nomn", "gent", "datv", "accs", "ablt", "loct"}]


def test_the_verb_tells_the_gender_where_the_name_does_not() -> None:
    found = find_names(document("А. Бутенко приехала. Вчера Бутенко говорила."))
    assert gender_of(found.agents[0]) == ""
    assert genders(found)[found.agents[0].id] == "femn"


@given(st.text(alphabet="Иван ПетровА.«»-–,\n Маркс1[]", max_size=80))
def test_any_text_keeps_the_laws_and_comes_out_the_same_twice(text: str) -> None:
    start = Document("x", text)
    first = find_names(start)
    assert first == find_names(start)
    assert first.text == text
    known = {agent.id for agent in first.agents}
    assert {span.attrs["person"] for span in first.of("person_name")} == known


@pytest.fixture(scope="module")
def seed() -> Document:
    return find_names(document(SEED.read_text("utf-8-sig").replace("\r\n", "\n")))


def test_the_seed_has_these_persons_and_no_others(seed: Document) -> None:
    assert {agent.surname for agent in seed.agents} == {
        "Бухарин", "Ларина-Бухарина", "Коэн", "Ленин", "Сталин", "Рыков", "Томский",
        "Маркс", "Чаянов", "Хайтман", "Бутенко", "Энгельс",
    }  # fmt: skip
    assert len({agent.surname for agent in seed.agents}) == len(seed.agents)


def test_the_seed_has_one_bukharin_with_all_his_forms_and_his_wife_apart(seed: Document) -> None:
    he, she = seed.agents[:2]
    forms = {
        "Бухарин",
        "Бухарина",
        "Бухариным",
        "Н.И.Бухарин",
        "Николая Ивановича",
        "Николая Ивановича Бухарина",
        "Бухарин Н.И.",
    }
    assert (he.name, gender_of(he)) == ("Николай Иванович Бухарин", "masc")
    assert forms <= set(he.variants)
    assert (she.name, gender_of(she)) == ("Анна Михайловна Ларина-Бухарина", "femn")


def test_every_bukharin_of_the_seed_is_marked(seed: Document) -> None:
    marked = list(seed.of("person_name"))
    for match in re.finditer(r"Бухарин(?!ск)", seed.text):
        assert any(span.start <= match.start() < span.end for span in marked), seed.text[
            match.start() - 20 : match.end()
        ]


@pytest.mark.parametrize(
    "text",
    [
        "Об этом сообщил вратарь {1:Гольдберг}.",
        "Об этом сообщил директор {1:Кнорре}.",
        "Он видел главу Рудпрома и директора Сельмаша.",
        "Слово взял министр {1:Каддафи}.",
    ],
)
def test_after_an_office_stands_its_holder_in_its_case_and_in_the_genitive_what_he_heads(text: str) -> None:
    assert drawn(text) == text


def test_after_a_small_particle_even_the_name_of_a_river_is_a_surname() -> None:
    assert drawn("Об этом пишет {1:ван Рейн}.") == "Об этом пишет {1:ван Рейн}."


def test_who_speaks_in_the_singular_is_no_plural_of_a_gem() -> None:
    text = "В этом и спор, – говорил {1:Рубинов} во время дискуссии. В этом и спор, – говорил Волк."
    assert drawn(text) == text


def test_the_oblique_case_of_a_womans_surname_is_likelier_than_a_mans_stressed_one() -> None:
    assert surname_forms("Кольцовской")[0].nominative == "кольцовская"
    assert surname_forms("Трубецкой")[0].nominative == "трубецкой"


@pytest.mark.parametrize(
    "text",
    [
        "Согласно {1:Дюлаку}, сад вечен.",
        "Так считает инженер {1:Коваль} из Запорожья.",
        "Ответсекретарь, {1:Роза Ильина}, говорила об этом.",
        "Об этом писал {1:Пётр Ильич Заозёрный}, живший в городе Заозёрный.",
        "{1:Вера Павловна Заря} вошла, и взошла заря.",
        "Некий {1:Л. Брянский} писал об этом.",
        "Об этом спорил {1:М. С. Каган}.",
        "После смерти оставил {1:Виттих} записки.",
        "Холдинг «Марфуша» и роман «Орион» забыты.",
        "Московский сад и Октябрьский съезд забыты.",
    ],
)
def test_unknown_and_common_words_are_names_where_the_words_beside_them_say_so(text: str) -> None:
    assert drawn(text) == text


def test_forename_and_patronymic_are_the_only_namesakes() -> None:
    found = find_names(document("Выступила Мария Глухова. Мария Петровна была скромна."))
    assert [agent.name for agent in found.agents] == ["Мария Петровна Глухова"]


def test_two_namesakes_share_no_patronymic() -> None:
    found = find_names(document("Выступили Мария Глухова и Мария Серова. Мария Петровна была скромна."))
    assert len(found.agents) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Об этом {1:Дорле} пишет охотно, и {1:Дорле} прав.",
        "Так, как говорил {1:Вельде}, никто не говорил.",
        "{1:Хвостов} прав. Столов было мало.",
        "«Рад», – сказал {1:Кару} и ушёл.",
        "Объявили имена: {1:Роман Юхма} и {2:Нед Койл}.",
        "{1:Авилов Роман}\n\nСад растёт сам.",
        "Газету, близкую к группе, {1:Бедретдинов} покупает сам.",
    ],
)
def test_a_foreign_surname_in_a_vowel_is_somebody_where_it_can_only_be_the_subject(text: str) -> None:
    assert drawn(text) == text


@pytest.mark.parametrize(
    "text",
    ["Мы ехали в Дорле, писал он.", "Отдали Дорле весь сад.", "Книга о Вельде пришла."],
)
def test_and_is_nobody_where_it_is_governed(text: str) -> None:
    assert drawn(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Дорле писал об этом. Об этом писал Дорле.", "Дорле"),
        ("Спорили с Е. П. Куренной. Е. П. Куренная ушла.", "Е. П. Куренная"),
        ("«Рад», – сказал Кару и ушёл.", "Кару"),
        ("Писал об этом и А. Н. Огарев-Ланской, писатель.", "А. Н. Огарев-Ланской"),
        ("Взято из книги под редакцией Сидни Дорлана.", "Сидни Дорлан"),
    ],
)
def test_what_stands_as_a_subject_is_the_nominative(text: str, name: str) -> None:
    assert name in {agent.name for agent in find_names(document(text)).agents}


def test_who_is_asked_again_is_everybody_whom_new_names_could_make_another(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = (
        "Вчера Тарле сказал речь.",
        "О Тарле, Вельде, Кару писали.",
        "Пришли Ковачев, Тарле и Рудов.",
        "Рудов молчал.",
        "Из Рудова приехали трое.",
        "«Ковачев»",
    )
    texts = [SEED.read_text("utf-8"), *(" ".join(some) for some in permutations(sentences, 4))]
    found = [find_names(document(text)) for text in texts]
    monkeypatch.setattr("pipeline.find.names.is_concerned", lambda *_: True)
    assert [find_names(document(text)) for text in texts] == found


def test_somebody_found_shows_who_stands_in_a_row_with_him_and_whose_surname_it_is_elsewhere() -> None:
    assert drawn("О Ковачеве, Тарле говорили. Пришёл Тарле.") == "О {1:Ковачеве}, {2:Тарле} говорили. Пришёл {2:Тарле}."

"""Who a pronoun, an office or a description stands for."""

import pytest

from pipeline.find.names import find_names
from pipeline.find.quotations import find_quotations
from pipeline.text import Document, Span
from tests.drawn import check, judged


def speaker(text: str) -> str:
    """Who speaks the last quotation of a text."""
    document = judged(text)
    last = [span for span in document.of("quotation") if "." not in span.id][-1]
    return {agent.id: agent.name for agent in document.agents}.get(last.attrs.get("speaker", ""), "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Приехал Пётр Белов. «Пора сажать сад», – сказал он.", "Пётр Белов"),
        ("Приехала Анна Серова. «Пора сажать сад», – сказала она.", "Анна Серова"),
        ("Пётр Белов встретил Анну Серову. «Пора сажать сад», – сказала она.", "Анна Серова"),
        ("Пётр Белов встретил Анну Серову. «Пора сажать сад», – сказал он.", "Пётр Белов"),
        ("Пётр Белов говорил, что Иван Серов устал. «Пора отдохнуть и нам», – добавил он.", "Пётр Белов"),
        ("Иван Серов пришёл.\nПётр Белов ушёл. «Пора сажать сад», – сказал он.", "Пётр Белов"),
        ("Пришёл Иван Серов, который сказал: «Пора сажать сад».", "Иван Серов"),
    ],
)
def test_a_pronoun_stands_for_the_last_fitting_person(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Директор завода Пётр Белов приехал. Иван Серов молчал. «Пора сажать сад», – сказал директор.", "Пётр Белов"),
        ("«Сад растёт сам», – сказал Пётр Белов. «Но воды ему мало», – добавил автор.", "Пётр Белов"),
        ("Философ Пётр Белов писал: «Сад растёт сам».", "Пётр Белов"),
    ],
)
def test_an_office_stands_for_its_holder(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Старая учительница сказала: «Пора сажать сад».", "старая учительница"),
        ("По мнению многих садоводов, это «лучший сад в уезде».", "многие садоводы"),
        ("Газета пишет: «Пора сажать сад».", "газета"),
    ],
)
def test_who_is_not_named_keeps_the_words_of_the_text(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize("text", ["Говорят: «Пора сажать сад».", "«Пора сажать сад», – говорят в уезде."])
def test_nobody_is_invented(text: str) -> None:
    assert speaker(text) == ""


def test_whoever_is_named_inside_a_quotation_is_not_in_view_outside_it() -> None:
    check("Пётр Белов вошёл. {q Белов:«Иван Серов устал»}, – сказал он.")


def test_a_resolved_speaker_is_less_certain_than_a_named_one() -> None:
    named = judged("«Пора сажать сад», – сказал Пётр Белов.")
    resolved = judged("Вошёл Пётр Белов. «Пора сажать сад», – сказал он.")
    assert [certainty(document) for document in (named, resolved)] == ["high", "medium"]


def certainty(document: Document) -> str:
    return next(document.of("quotation")).attrs["certainty"]


@pytest.mark.parametrize(
    "text", ["История учит: «Кто не сеет, тот не жнёт».", "Народная мудрость учит: «Кто не сеет, не жнёт»."]
)
def test_a_noun_that_is_nobody_leaves_the_words_to_nobody(text: str) -> None:
    assert speaker(f"Вчера Пётр Белов приехал. {text}") == ""


def test_a_new_section_forgets_who_was_in_view() -> None:
    text = "Пётр Белов ушёл.\nГлава вторая\nОн сказал: «Пора сажать сад»."
    start, end = text.index("Глава"), text.index("\nОн")
    lines = [Span(0, start - 1, "paragraph", "p1"), Span(start, end, "heading", "h1")]
    document = find_quotations(
        find_names(Document("d", text).adding([*lines, Span(end + 1, len(text), "paragraph", "p2")]))
    )
    assert "speaker" not in next(document.of("quotation")).attrs


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Приехал Пётр Белов. Летом он писал Ивану Серову: «Пора сажать сад».", "Пётр Белов"),
        ("Приехал Пётр Белов. И далее писал Ивану Серову: «Пора сажать сад».", "Пётр Белов"),
        ("Пётр Белов твердил, что Иван Серов ленив, и называл его «последним из садовников».", "Пётр Белов"),
        ("Пётр Белов отказывался сажать, утверждая, что «в такую сушь ничего не вырастет».", "Пётр Белов"),
        ("Утверждая, что «сад погубили люди, а не сушь», Пётр Белов просил воды.", "Пётр Белов"),
        ("Таковы мысли Петра Белова, доказывавшего, что сад служит целям «тихого отдыха после трудов».", "Петр Белов"),
        ("Приехал Пётр Белов. Задачу разъясняет его письмо к брату: «Сад нужен детям».", "Пётр Белов"),
        ("Приехал Пётр Белов. В его письмах читаем: «Сад нужен детям».", "Пётр Белов"),
        (
            "Как вспоминает автор указа, депутат Пётр Белов, нельзя было «отменять сады одним росчерком».",
            "Пётр Белов",
        ),
        ("Иван Серов любил слова Петра Белова, которые охотно цитирует и сам: «Сад нужен детям».", "Петр Белов"),
        ("Пётр Белов вспоминал: «Пришёл Иван Серов. Он засмеялся и сказал: „Пора сажать сад!“»", "Иван Серов"),
    ],
)
def test_the_clause_tells_whom_a_pronoun_a_converb_or_a_possessive_means(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Прошла резолюция. В ней сказано: «Сады передать детям до весны».", "резолюция"),
        ("«Сады передадут детям», – сообщили в пресс-службе района.", "пресс-служба"),
        ("Как пояснили в министерстве, «сады передадут детям до весны».", "министерство"),
        ("Был принят манифест, начинающийся словами: «Сады передать детям».", "манифест"),
        ("По выражению журнала «Садовод», это «сад без ограды».", "журнал «Садовод»"),
        ("Всё это узнали от сторожей, которые кричали: «Пожар!»", "сторожа"),
        ("В тот же день садовник выгнал мальчишек, назвав их «воробьями».", "садовник"),
    ],
)
def test_documents_bodies_and_people_unnamed_speak(text: str, name: str) -> None:
    assert speaker(text) == name


def test_people_in_general_are_nobody() -> None:
    check("В газетах тогда писали: {q -:«Воды не хватит никому»}.")
    check("В народе говорят: {q -:«Река дорогу помнит»}.")


def test_a_comparison_names_no_subject() -> None:
    assert speaker("Мальчишки, как воробьи, облепили забор: «Яблок дайте!»") == "мальчишки"


def test_behind_a_paragraph_that_names_nobody_a_pronoun_stands_for_whom_the_text_is_about() -> None:
    about = "Пётр Белов родился в Твери. Белов рос в саду, и Белова знали все. Потом его учил Иван Серов."
    assert speaker(f"{about}\nОсенью я приехал в сад. Яблони цвели. «Сажайте яблони», – сказал он.") == "Пётр Белов"


def test_whoever_says_i_is_the_one_author_whom_the_by_line_names() -> None:
    text = "Пётр Белов\nВ саду стоял сторож. Я сказал: «Пора сажать яблони»."
    spans = [Span(0, 10, "byline", "b1"), Span(11, len(text), "paragraph", "p1")]
    document = find_quotations(find_names(Document("drawn", text).adding([Span(0, len(text), "body"), *spans])))
    (said,) = document.of("quotation")
    assert {agent.id: agent.name for agent in document.agents}[said.attrs["speaker"]] == "Пётр Белов"


def test_whom_only_the_by_line_names_no_pronoun_means() -> None:
    text = "Пётр Белов\nВ саду было тихо. «Пора сажать яблони», – сказал он."
    spans = [Span(0, 10, "byline", "b1"), Span(11, len(text), "paragraph", "p1")]
    document = find_quotations(find_names(Document("drawn", text).adding([Span(0, len(text), "body"), *spans])))
    (said,) = document.of("quotation")
    assert not said.attrs.get("speaker")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Пётр Якубович передавал, что Иван Серов ушёл и на вопрос, зачем он это делает, ответил: «Спросят».",
            "Иван Серов",
        ),
        (
            "Белов спорил. Белов писал. Белова Маркс занимал. Маркса Белов знал, и на это он отвечает: «Нет, не так».",
            "Белов",
        ),
        (
            "Приехал Белов. Один французский писатель сказал, что «закон в своём величии равен для всех».",
            "один французский писатель",
        ),
        ("У Белова старый крепостной говорит: «Закон-то, батюшка, в барской конторе висит».", "старый крепостной"),
        ("В зале висела надпись: «Правда и милость да царствуют в судах».", "надпись"),
        (
            "Татаринов спорил. Пётр Тюрин цитирует его записку 1847 года: «Освобождение без земли не нужно».",
            "Татаринов",
        ),
        ("Белов спорит. Нам могут возразить: «Зачем же бить по своим?»", ""),
        (
            "Белов писал об этом.\nИтак, повесть идёт дальше. Автор считает: «Без разбора нельзя ничего понять».",
            "Белов",
        ),
        ("Приехал Холодов. А медиааналитик сказал: «Он человек из другой отрасли».", "Холодов"),
    ],
)
def test_whom_the_sentence_and_the_text_point_to(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("О герое Лыкова спорят. Герой Лыкова бормочет: «Молчание обесценивается к весне».", "герой"),
        ("Пришли садовники и спорили, и, по их словам, это «сад без ограды и без воды».", "садовники"),
        ("Вышел учебник Озерова, где сказано: «Он собрал богатый материал, но не осветил его».", "учебник"),
        ("Анна позвонила в отдел, и молодой голос переспросил: «Какие лирики?»", "молодой голос"),
        ("«Народ не готов», – торопятся объявить некоторые публицисты.", "некоторые публицисты"),
    ],
)
def test_the_nearest_subject_of_the_clause_speaks(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Так и у Бергера, знатока садов. «Палка была первой, – пишет этот учёный муж, – и последней».", "Бергер"),
        ("Хвостов прав. «Сад, – негодует мой оппонент, – не ждёт».", "Хвостов"),
        ("И ревизор из губернии, старый чиновник, сказал: «Я таких книг не видал».", "ревизор"),
        ("Приехали Серов и режиссёр Белов. «Это долго», – сказал Серов. «Нет», – сказал режиссёр.", "Белов"),
        ("Кабинет у Белова маленький. «Это дорогой предмет», – предупреждает хозяин.", "Белов"),
        ("В местной газете «Волжанин» напечатано, что он «вышел из народа и помнил о нём».", "газета «Волжанин»"),
    ],
)
def test_apposed_nouns_hosts_and_papers_by_name(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Белов ждал. «А чего ты хочешь, Толя, – сказал он наконец, – от садов?»", "Белов"),
        ("Так возражает Пётр Белов. «Тов. Серов, – заявляет он, – не прав».", "Пётр Белов"),
        ("Белов спорит. «Дать слово, – читаем мы у него, – значит расстаться с ним».", "Белов"),
        ("Белов вернул статью с одной пометкой: «Почему всё это так?»", "Белов"),
    ],
)
def test_who_is_spoken_to_is_not_who_speaks(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Белов умер. Как выразился один мой коллега, «о скучном не спорят, скучное хвалят».", "один мой коллега"),
        ("Белов всё предвидел. В повести выведен учитель, который спрашивает: «Что хотел сказать автор?»", "учитель"),
        ("Исследователи школы Белова выдвинули тезис о «социальной базе без голоса».", "исследователи школы"),
        ("В этот день газеты писали: «Всё кончено».", "газеты"),
        ("Подошёл к соседке Белов, и она ответила: «Мы туда не поедем».", "соседка"),
        ("Вышел рассказ Белова. Его сочли «попыткой протащить под видом науки обыкновенную софистику».", ""),
        ("Вышел рассказ Белова. В нём вы мечтали «стать садовником, разводить сирень и чинить заборы».", "Белов"),
        ("Белов ждал. На его вопрос старик кивнул, она ответила: «Мы не знали».", ""),
    ],
)
def test_somebody_new_is_nobody_in_view(text: str, name: str) -> None:
    assert speaker(text) == name

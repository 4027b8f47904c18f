"""Whose words they are in articles, reviews and news, where many people are named and few verbs of speech stand by."""

import pytest

from pipeline.find.names import find_names
from pipeline.find.quotations import find_quotations
from pipeline.text import Document, Span
from tests.drawn import check, judged


@pytest.mark.parametrize(
    "markup",
    [
        "Пётр Белов ушёл к Серову. Серов молчал. {q Белов:«Серов запирает сад}, – замечает он, – {+:а я отпираю»}.",
        "Пётр Белов судит Серова. Серов сажал яблони. {q Белов:«Серов думал о тени}, – пишет автор. – {+:И зря»}.",
        "Пётр Белов судит Ивана Серова. Серов сажал яблони. И вот вывод: {q Белов:«Всё это Серов сажал напрасно»}.",
    ],
)
def test_nobody_tells_of_himself_by_name(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "{q Белов:«Сад растёт сам}, – пишет Пётр Белов. – {+:И ладно}, – говорит он, – {+:пусть»}.",
        "Вернулся Пётр Белов. Пятая моя вина та, что я {q Белов:«не упомянул ни одного из трудов Белова»}.",
    ],
)
def test_the_narrator_names_him_inside_and_a_phrase_may_be_of_him(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "Серов привёл место из письма Белова, где говорится, что {q Белов:«сад сажают для внуков»}.",
        "Серов не читал книги. В предисловии, подписанном Беловым, сказано, что {q Белов:«сад сажают внукам»}.",
        "Помню статью Петра Белова. Герой её – Серов. {q Белов:«Серов}, – читаем мы в этой статье, – {+:не садовод»}.",
        "Тогда спорил Серов. У того же Петра Белова, на которого все ссылаются, читаем: {q Белов:«Сад растёт сам»}.",
    ],
)
def test_what_a_document_says_is_its_owners(markup: str) -> None:
    check(markup)


def test_a_document_of_a_body_has_no_owner_who_is_a_person() -> None:
    check("Судят по отчёту комиссии Белова. {q отчёт:«Брак снизился вдвое»}, – говорится в этом отчёте.")


def test_my_article_is_the_authors() -> None:
    text = "Пётр Белов\nСеров спорит. В моей статье сказано: «Сад растёт сам»."
    spans = [Span(0, 10, "byline", "b1"), Span(11, len(text), "paragraph", "p1")]
    document = find_quotations(find_names(Document("drawn", text).adding([Span(0, len(text), "body"), *spans])))
    (said,) = document.of("quotation")
    assert {agent.id: agent.name for agent in document.agents}[said.attrs["speaker"]] == "Пётр Белов"


def test_who_spoke_in_the_paragraph_before_does_not_go_on_where_somebody_else_is_named() -> None:
    check(
        "{q Серов:«Сад растёт сам по себе»}, – писал Иван Серов.\n"
        "Затем пришёл Пётр Белов. Город спал. {q Белов:«Никто не слышал, как падают яблоки»} (с. 5)."
    )


@pytest.mark.parametrize(
    "markup",
    [
        "Ушёл Серов. Вот слова Белова, который на вопрос, от кого он слышал о саде, заявил: {q Белов:«Ни от кого»}.",
        "Ушёл Серов. {q Белов:«Сад наш»}, – сказал лесник, член товарищества {n:«Заря»} Пётр Белов.",
        "Ушёл Серов. {q Лугова:«Сад наш»}, – заявила, в свою очередь, директор завода Анна Лугова.",
        "Ушёл Серов. {q Белов:«Сад наш»}, – цитирует газета главы правления общества Петра Белова.",
    ],
)
def test_who_speaks_may_stand_behind_a_clause_an_aside_or_a_body(markup: str) -> None:
    check(markup)


def test_whose_clause_goes_on_behind_a_relative_one() -> None:
    check("Пётр Белов, которого знал Серов, сказал: {q Белов:«Сад наш»}.")


@pytest.mark.parametrize(
    "markup",
    [
        "По словам агронома, Серов сад продал. {q агроном:«Жаль яблонь»}, – говорит он.",
        "Согласно Белову, Серов сад продал. {q Белов:«Жаль яблонь}, – добавляет автор, – {+:и груш»}.",
        "По словам дочери лесника Анны Беловой, Серов сад продал. {q Анна:«Жаль яблонь»}, – говорит она.",
        "По словам садовника {n:«Зари»}, Белов сад продал. {q садовник:«Жаль яблонь»}, – говорит он.",
    ],
)
def test_whose_account_a_sentence_is_he_goes_on(markup: str) -> None:
    check(markup)


def test_whoever_is_named_beside_what_he_says_does_not_go_on_with_anothers_account() -> None:
    check("По словам агронома, Белов сад продал. {q Серов:«Мне жаль яблонь»}, – говорит Иван Серов.")


def test_an_office_whose_holder_was_not_found_is_less_certain_where_somebody_is_named() -> None:
    alone, beside = "Пришёл министр. ", "Пётр Белов ушёл, Иван Серов пришёл. "
    said = "Министр сказал: «Пора сажать сад»."
    found = [next(judged(before + said).of("quotation")).attrs["certainty"] for before in (alone, beside)]
    assert found == ["high", "medium"]


@pytest.mark.parametrize(
    "markup",
    [
        "Пётр Белов доказывает, что крестьяне понимали сад как {q Белов:«дело рук, а не ума»}.",
        "Пётр Белов ушёл. Крестьяне называли сад {q крестьяне:«делом рук, а не ума»}.",
    ],
)
def test_many_people_have_no_one_wording_where_somebody_reports_what_they_think(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "Вот введение Анны Беловой. {q Анна:«Сад растёт сам»}, – пишет составительница.",
        "Пётр Белов собрал всех. По словам Ивана Серова, генерал закончил так: {q Белов:«Сад не отдадим»}.",
        "Пётр Белов стоял у окна. Белова ждали, и машинист сказал: {q машинист:«Сад не отдадим»}.",
    ],
)
def test_an_office_is_nobody_named_in_its_own_sentence(markup: str) -> None:
    check(markup)


def test_a_placard_says_what_is_written_on_it_and_a_slogan_is_nobodys() -> None:
    check("Вышли с плакатами {q плакаты:«Сады детям!»} и {q плакаты:«Берегите воду»}.")
    check("Вышли под лозунгом {s:«Сады детям!»}.")


@pytest.mark.parametrize(
    "markup",
    [
        "Ушёл Серов. По выражению одного из критиков, это {q один из критиков:«лучший сад уезда»}.",
        "Серов записал слова одного из сторожей: {q один из сторожей:«Сад наш»}.",
        "Пётр Белов ушёл. По воспоминаниям внучки лесника, Анны Луговой, это {q Лугова:«лучший сад уезда»}.",
        "Из протокола видно, что Пётр Белов ответил: {q Белов:«Сад наш»}.",
        "Пётр Белов ушёл. В заключении Белов назван {q заключение:«врагом сада и огорода»}.",
        "Пётр Белов ушёл. Губернские {t:«Ведомости»} писали, что сад {q Ведомости:«обгоняет иные сады»}.",
        "Об этом сообщил глава завода Пётр Белов.\n{q Белов:«Сад наш»}, – сказал чиновник.",
    ],
)
def test_whoever_is_in_apposition_one_of_several_or_reported(markup: str) -> None:
    check(markup)


def test_of_two_whom_the_paragraph_before_names_an_office_is_neither() -> None:
    check("Пётр Белов встретил Ивана Серова.\n{q чиновник:«Сад наш»}, – сказал чиновник.")


@pytest.mark.parametrize(
    "markup",
    [
        "Пётр Лукин завёл лавку. Старый лесник сделал на полях помету: {q лесник:«Дело доброе, но пустое»}.",
        "Пётр Лукин завёл лавку. Лесник уезда бросил фразу: {q лесник:«Дело доброе, но пустое»}.",
        "Пётр Лукин обошёл сад, который завела ключница, и бросил фразу: {q Лукин:«Дело доброе, но пустое»}.",
        "Ушёл Сергей Клюев, наш сторож. {q Клюев:«Я}, – говорит, – {+:не понял, против кого она»}.",
        "Ушёл Сергей Клюев. (Голос с места: {q голос с места:«А вы сами как голосовали?»})",
        "Ушёл Сергей Клюев. Реплика из зала: {q реплика из зала:«А вы сами как голосовали?»}",
        "Ушёл Клюев. У Ивана Белова есть строчка, я часто её вспоминаю: {q Белов:«Сад не ждёт никого»}.",
        "Ушёл Иван Белов. Вот проект резолюции, и там написано, что сад {q резолюция:«надо беречь всем уездом»}.",
        "Ушёл Иван Белов. В ответе, подписанном в управе, сказано, что сад {q ответ:«не стоит забот уезда»}.",
        "Ушёл Иван Белов. Эксперты успели назвать сад {q эксперты:«позором нашего уезда»}.",
        "Сад срубили после того, как эксперты признали его {q эксперты:«утратившим всякую ценность»}.",
        "Пётр Белов спросил, цел ли сад. Ему ответили, что сад {q -:«сохранился местами»}.",
    ],
)
def test_who_acts_or_answers_where_no_name_is_the_subject_of_a_verb_of_speech(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "Пётр Лукин ушёл. Сохранилось донесение старого лесника. {q старый лесник:«Сад цел»}, – сообщал он.",
        "Пётр Лукин ушёл. Вышли воспоминания Анны Луговой. {q Лугова:«Сад цел»}, – пишет она.",
        "Пётр Лукин ушёл. Был найден доклад лесника Ивана Белова. {q Белов:«Сад цел»}, – сообщал он.",
        "Вышли записки Ивана Белова. Пётр Лукин их прочёл. {q Лукин:«Сад цел»}, – сообщал он.",
        "Ушёл Пётр Лукин. Вышли воспоминания Анны Луговой. Она-то и писала: {q Лугова:«Сад цел»}.",
        "Когда Анна Лугова ушла, критик, член управы, написал, что сад {q критик:«не хорош и не плох»}.",
    ],
)
def test_whose_the_document_is_of_which_was_just_spoken_a_pronoun_means(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "В книге А. Белова Лукин выведен злодеем, который {q Белов:«сосал соки из сада»} и {q Белов:«не спал»}.",
        "В статье Анны Луговой сад предстаёт {q Лугова:«чередой ошибок»}.",
        "В книге Анны Луговой Пётр Лукин говорит, что сад {q Лукин:«не стоит таких забот»}.",
    ],
)
def test_the_phrases_of_a_sentence_that_somebodys_work_opens_are_taken_from_it(markup: str) -> None:
    check(markup)


def test_a_thing_taken_for_something_is_in_the_instrumental() -> None:
    check("Критик считает опасным вносить {s:«поправки»} в устав сада.")
    check("Критик считает устав {q критик:«поправкой»}.")
    check("Год будет трудным: это, как считают многие, эпоха {s:«перехода»}.")

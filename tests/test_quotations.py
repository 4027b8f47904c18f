"""The stage as a whole: ids, parts, cues, sources, the notes that quotations close, explanations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find import explain, find
from pipeline.find.lexicon import reasons
from pipeline.find.quotations import RULES, rule_name
from pipeline.find.quotations.together import looked_at_together
from pipeline.text import IN_MARKS, Document, Span, violations
from tests.drawn import judged

NOTED = """Беседа в саду

Пётр Белов приехал весной. Сад, писал он, «растёт сам по себе, без чужого присмотра и труда».[1] Дальше он молчал.

«Воды не хватит никому, если её не беречь с самой весны».[2]

Так стало «лучше некуда», к чему призывал Белов. [3]

Примечания

[1]. Белов П.И. Сад и город // Заря. – 1926. – № 3. – С. 5.

[2]. Там же. С. 7.

[3]. Серов А. Вода. – М.: Исток, 1931.
"""


@pytest.fixture(scope="module")
def noted() -> Document:
    return find(Document("noted", NOTED))


def by_id(document: Document, letter: str) -> dict[str, Span]:
    return {span.id: span for span in document.of(*IN_MARKS) if span.id.startswith(letter)}


def test_every_rule_has_its_gloss_in_both_languages() -> None:
    shared = {"in-a-row", "same-sentence", "quoted-before", "same-name", "citation", "editor"}
    assert set(map(rule_name, RULES)) | shared == set(reasons())
    assert all(gloss["en"].endswith(".") and gloss["ru"].endswith(".") for gloss in reasons().values())


def test_the_last_rule_answers_whatever_the_others_do() -> None:
    assert rule_name(RULES[-1]) == "distance"
    assert [span.attrs["rule"] for span in judged("Вот «оно» тут.").of("so_called")] == ["distance"]


def test_quotations_and_other_strings_are_numbered_apart_in_text_order() -> None:
    document = judged("Он «мнил». Пётр Белов сказал: «Да, „так“ и „сяк“ пойдёт». Вышел «он».")
    assert {span.id: document.slice(span) for span in document.of(*IN_MARKS)} == {
        "s1": "«мнил»",
        "q1": "«Да, „так“ и „сяк“ пойдёт»",
        "s2": "„так“",
        "s3": "„сяк“",
        "s4": "«он»",
    }


def test_every_part_repeats_what_is_known_and_is_tied_both_ways() -> None:
    document = judged("«Раз, – сказал Пётр Белов, – два, – добавил он, – три».")
    first, second, third = document.of("quotation")
    assert [part.id for part in (first, second, third)] == ["q1", "q1.2", "q1.3"]
    assert (first.attrs.get("prev"), first.attrs["next"]) == (None, "q1.2")
    assert (second.attrs["prev"], second.attrs["next"]) == ("q1", "q1.3")
    assert (third.attrs["prev"], third.attrs.get("next")) == ("q1.2", None)
    ties = {"next", "prev"}
    known = [{name: value for name, value in part.attrs.items() if name not in ties} for part in (first, second, third)]
    assert known[0] == known[1] == known[2]


def test_cues_are_marked_where_they_stand_and_lead_to_their_quotations() -> None:
    document = judged("Пётр Белов сказал, что «сад растёт сам» и что «вода течёт сама собой».")
    (cue,) = document.of("cue")
    assert (document.slice(cue), cue.attrs["of"]) == ("Пётр Белов сказал", "q1 q2")


def test_a_note_belongs_to_the_quotation_it_closes(noted: Document) -> None:
    assert {mark.id: mark.attrs.get("closes") for mark in noted.of("note_ref")} == {"r1": "q1", "r2": "q2", "r3": "q3"}


def test_a_quotation_knows_the_citations_behind_its_note(noted: Document) -> None:
    assert {name: one.attrs.get("source") for name, one in by_id(noted, "q").items()} == {
        "q1": "c1",
        "q2": "c2",
        "q3": "c3",
    }


def test_the_author_of_a_note_speaks_through_there_too(noted: Document) -> None:
    names = {agent.id: agent.surname for agent in noted.agents}
    assert names[by_id(noted, "q")["q2"].attrs["speaker"]] == "Белов"


def test_who_the_sentence_names_speaks_whatever_the_note_cites(noted: Document) -> None:
    names = {agent.id: agent.surname for agent in noted.agents}
    assert (names[by_id(noted, "q")["q3"].attrs["speaker"]], by_id(noted, "q")["q3"].attrs["rule"]) == (
        "Белов",
        "said-after",
    )


def test_a_title_in_marks_inside_a_citation_is_left_to_the_citation() -> None:
    document = find(Document("d", "Сад растёт.[1]\n\nПримечания\n\n[1]. Белов П. «Сад» // Заря. – 1926. – № 3.\n"))
    assert [document.slice(span) for span in document.of("cited_title")][:1] == ["«Сад»"]
    assert not list(document.of(*IN_MARKS))


def test_unnamed_speakers_become_agents_only_if_they_speak() -> None:
    document = judged("Такие люди кричат: «Прочь!» Рабочие молчали.")
    assert [(agent.id, agent.kind, agent.name, agent.named) for agent in document.agents] == [
        ("grp1", "group", "такие люди", False)
    ]


def test_a_body_and_a_document_may_speak() -> None:
    document = judged("Правительство заявило: «Воды хватит всем». Резолюция гласит: «Воды нет ни у кого».")
    assert [(agent.kind, agent.name) for agent in document.agents] == [
        ("organisation", "правительство"),
        ("work", "резолюция"),
    ]


def test_a_text_without_a_string_in_marks_comes_out_as_it_went_in() -> None:
    assert list(judged("Ничего тут нет.").of(*IN_MARKS)) == []


def test_explaining_names_the_rules_that_were_asked_before(noted: Document) -> None:
    found = explain(Document("noted", NOTED))
    first = found[0]
    assert (first.span.id, first.kind, first.rule, first.speaker) == (
        "q1",
        "quotation",
        "subject-of-verb",
        "Пётр И. Белов",
    )
    assert first.gloss == reasons()["subject-of-verb"]["en"]
    assert first.asked == tuple(map(rule_name, RULES))[: len(first.asked)]
    assert rule_name(RULES[len(first.asked)]) == "subject-of-verb"


def test_explanations_are_those_of_the_spans(noted: Document) -> None:
    spans = {span.id: span.attrs["rule"] for span in noted.of(*IN_MARKS) if "." not in span.id}
    assert {one.span.id: one.rule for one in explain(Document("noted", NOTED)) if one.span.id} == spans


def test_looking_at_nothing_together_finds_nothing() -> None:
    assert looked_at_together([]) == []


@given(st.text(alphabet='абвГД «»„“"–,.!?:[1]\n', max_size=120))
def test_whatever_the_text_every_paired_string_gets_one_lawful_judgement(text: str) -> None:
    document = find(Document("any", text)) if text.strip() else Document("any", text)
    assert not list(violations(document))
    assert all(span.attrs["rule"] in reasons() and span.attrs["certainty"] for span in document.of(*IN_MARKS))


def test_an_inquit_inside_a_string_that_shares_its_closing_mark_cuts_only_that_string() -> None:
    text = "В доме сказали: «Я не выбирал сад. Белов лежал больным. «Меня поздравляли, – писал он, – с тем, чего нет»."
    assert list(violations(judged(text))) == []

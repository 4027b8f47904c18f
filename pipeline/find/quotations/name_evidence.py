"""What shows of what a capitalised string in marks is the name: of a body or thing, or of a work.

`EVIDENCE` is asked in its order; without any answer `proper` takes the string for the title of a work.
"""

from collections.abc import Callable
from functools import cache

from pipeline.find.lexicon import listed
from pipeline.find.quotations.apposition import title_level
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import finite_at, has_lemma_of, is_noun_of, is_person_noun, noun_lemmas
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.titles import is_employer
from pipeline.find.words import Analysis
from pipeline.find.words import known as in_dictionary

_SHORT_BODY = 4  # letters of the shortest noun for a body that ends a longer one
_OF_TITLES = frozenset("о об обо к ко из за про для без по на от при против вокруг".split())  # noqa: SIM905
_POSSESSIVES = frozenset(("его", "ее", "их", "чей", "свой", "мой", "твой", "наш", "ваш"))
_OF_READING = ("nouns_of_authorship", "verbs_of_authorship")


def ends_in(lemma: str, nouns: tuple[str, ...]) -> bool:
    """Whether a compound ends in one of these nouns: one no dictionary has, or of a part known to begin compounds."""
    if not lemma.endswith(nouns):
        return False
    noun = next((one for one in nouns if lemma.endswith(one) and lemma != one), None)
    return noun is not None and (not in_dictionary(lemma) or lemma.removesuffix(noun) in listed("combining_forms"))


def _names_a_body(case: Case) -> bool:
    """«Общество садоводов», «Речбанк»: its first noun is one for a body and not alone, or is made of one."""
    first = case.first_noun
    if first is None or title_level(first) is not None:
        return False
    if is_noun_of(first, "bodies"):
        return case.words > 1
    return any(ends_in(lemma, _ending_in_a_body()) for lemma in noun_lemmas(first))


@cache
def _ending_in_a_body() -> tuple[str, ...]:
    return tuple(noun for noun in listed("bodies") if len(noun) >= _SHORT_BODY)


def _is_coined(case: Case) -> bool:
    """«Речхлеб», «Южмашу»: one word that no dictionary has and that is made as the names of firms are."""
    words = [token for token in case.inner.tokens if token.kind in ("word", "name")]
    if len(words) != 1 or in_dictionary(words[0].text):
        return False
    endings = tuple(listed("endings_of_firms"))
    return any(one.lemma.endswith(endings) and one.lemma not in endings for one in words[0].analyses[:1])


def _names_a_work(case: Case) -> bool:
    """«Письма к другу», «О саде», «Дом и сад», «Жить долго»: its own first noun, or its syntax, is a title's."""
    first, tokens = case.first_noun, case.inner.tokens
    if first is not None and (title_level(first) is not None or is_noun_of(first, "nouns_of_press")):
        return True
    verbal = case.has_verb or any(one.pos == "INFN" for one in (tokens[0].analyses if tokens else ()))
    joined = any(token.plain == "и" for token in tokens[1:])
    return verbal or joined or bool(tokens and tokens[0].plain in _OF_TITLES) or case.ends_sentence


def _has_a_score(case: Case) -> bool:
    """... со «Звездой» (2:2): a team."""
    after = case.behind[:4]
    return [token.kind for token in after[1:4]] == ["number", "mark", "number"] and after[2].text == ":"


def _is_read(case: Case) -> bool:
    """автор «...», на страницах «...», прочёл «...»: what one can write, read or stage is a work."""
    before = case.left()
    lemmas = {one.lemma.replace("ё", "е") for one in before.analyses} if before is not None else set()
    return any(lemmas & listed(name) for name in _OF_READING)


def _is_owned(case: Case) -> bool:
    """его «...», чья «...»: what is somebody's own, and has a name, he made."""
    before = case.left()
    if before is None or before.kind != "word":
        return False
    return before.plain in _POSSESSIVES or any(
        one.lemma in _POSSESSIVES for one in before.analyses if one.pos == "ADJF"
    )


def _has_people(case: Case) -> bool:
    """тренер «...», хозяин «...»: whoever belongs to it and did not write it."""
    before = case.left()
    return before is not None and before.kind == "word" and is_person_noun(before.text, before.analyses[0].case)


def _answers(case: Case) -> bool:
    """«В «Ракурсе» на вопросы не ответили»: in a body somebody says or refuses to say something."""
    before, (low, high) = case.left(), case.bounds
    if before is None or before.plain != "в" or case.index != low + 1:
        return False
    behind = range(case.index + 1, high)
    acts = next((verb for at in behind if (verb := finite_at(case.row, at)) and verb.number == "plur"), None)
    said = any(has_lemma_of(case.row.tokens[at], "verbs_of_comment") for at in behind)
    return acts is not None and said and subject_of(case.row, acts, low, high, case.speakers) is None


def _is_sided_with(case: Case) -> bool:
    """играл за «Якорь», голосовал за «Отчину», депутат от «Новой волны»: a team or a party."""
    before, who = case.left(), case.left(2)
    if before is None or before.plain != "от":
        return before is not None and before.plain == "за"
    return who is not None and who.kind == "word" and is_person_noun(who.text, who.analyses[0].case or "nomn")


def _is_given(case: Case) -> bool:
    """Иван «Молот» Белов; курил «...»: a nickname, a brand."""
    before, after = case.left(), case.following
    if before is not None and after is not None and before.kind == "name" and after.is_capital():
        return True
    nearest = case.row.tokens[max(case.bounds[0], case.index - 3) : case.index]
    lemmas = {one.lemma.replace("ё", "е") for token in nearest for one in token.analyses if one.pos in ("VERB", "INFN")}
    return bool(lemmas & listed("verbs_of_use"))


def _is_called_so(case: Case) -> bool:
    """звали её «Красной», баржа по имени «Вера»: what is called so, if nothing for a work stands before."""
    before = case.row.tokens[max(case.bounds[0], case.index - 4) : case.index]
    if [token.plain for token in before[-2:]] == ["по", "имени"]:
        return True
    called = any(_calls_by_name(one) for token in before for one in token.analyses[:1])
    return called and not any(title_level(token) for token in before if token.kind == "word")


def _calls_by_name(reading: Analysis) -> bool:
    several = reading.lemma == "называться" and reading.number == "plur"
    return several or reading.lemma in listed("verbs_of_calling_by_name")


def _is_told(case: Case) -> bool:
    """«Вестнику» рассказали ...; сообщил «Вестнику» директор: a paper is told."""
    beside = [token for token in (case.left(), case.following) if token is not None]
    said = any(one.pos == "VERB" and one.lemma in listed("verbs_of_telling") for t in beside for one in t.analyses[:1])
    dative = len(case.text) == 1 or any(one.pos == "NOUN" and one.case == "datv" for one in _readings(case))
    return said and dative


def _has_press_people(case: Case) -> bool:
    """собеседник «Вестника», интервью «Вестнику»: a paper's."""
    before = case.left()
    return before is not None and is_noun_of(before, "nouns_of_press_people")


def _readings(case: Case) -> tuple[Analysis, ...]:
    return case.first_noun.analyses if case.first_noun is not None else ()


def _is_worked_at(case: Case) -> bool:
    """работал на «Маяке»: a plant; but «отзыв на «...»» is of a work."""
    before, noun = case.left(), case.left(2)
    if before is None or before.plain != "на" or not any(one.case == "loct" for one in _readings(case)):
        return False
    return (
        noun is None
        or noun.kind != "word"
        or (title_level(noun) is None and not is_noun_of(noun, "nouns_of_authorship"))
    )


EVIDENCE: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("name", _has_a_score),
    ("name", _is_given),
    ("name", _is_called_so),
    ("name", _is_coined),
    ("title", _is_told),
    ("title", _has_press_people),
    ("name", _names_a_body),
    ("title", _names_a_work),
    ("name", _is_worked_at),
    ("title", _is_read),
    ("title", _is_owned),
    ("name", _has_people),
    ("name", is_employer),
    ("name", _answers),
    ("name", _is_sided_with),
)

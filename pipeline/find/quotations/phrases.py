"""Rules for the strings in marks that are nobody's speech: titles, names, words spoken about, distance.

Each rule looks at one case and answers with a judgement or not at all. Those of `SURE` are asked before
any rule of speech, those of `LEFT_OVER` after all of them.
"""

from collections.abc import Callable
from dataclasses import replace

from pipeline.find.lexicon import listed, title_levels
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import is_noun_of, noun_lemmas, speech_reading, verbs
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.tokens import STOPS, Token

Rule = Callable[[Case], Judgement | None]
_PARTS_OF_WORKS = frozenset(("в", "из", "к", "этой", "первой", "второй", "третьей", "последней"))
_APPOSITION = 5  # tokens that may stand between a noun and the string it names


def on_title_page(case: Case) -> Judgement | None:
    """«...» as a whole title, sub-title or heading of the text itself."""
    whole = case.string.start - case.block.start <= 1 and case.block.end - case.string.end <= 2
    if case.parent is None and case.block.kind in ("title_part", "heading") and whole:
        return Judgement("title")
    return None


def so_called(case: Case) -> Judgement | None:
    """так называемый «...», именуемая «...», пресловутый «...»."""
    for steps in (1, 2):
        token = case.left(steps)
        if token is not None and token.kind == "word" and _holds_off(token):
            return Judgement("so_called", cues=((token.start, token.end),))
    return None


def called(case: Case) -> Judgement | None:
    """называется «...», под названием «...»: a title if the sentence says that a work is called so, else a name."""
    beside, before = case.left(), case.left(2)
    if beside is None or beside.kind != "word":
        return None
    by_verb = _lemma_in(beside, "verbs_of_calling") and beside.analyses[0].pos != "INFN"
    under = before is not None and before.plain == "под" and is_noun_of(beside, "nouns_of_naming")
    if not (by_verb or under) or not case.begins_high:
        return None
    low = case.bounds[0]
    works = any(t.kind == "word" and _title_level(t) for t in case.row.tokens[low : case.index - (2 if under else 1)])
    return Judgement("title" if works else "name", cues=((beside.start, beside.end),))


def slogan(case: Case) -> Judgement | None:
    """лозунг «...», под девизом «...»: a catchword of nobody in particular."""
    token = case.left()
    if token is None or not is_noun_of(token, "nouns_of_slogan"):
        return None
    return Judgement("so_called", "medium", cues=((token.start, token.end),))


def speaking_paper(case: Case) -> Judgement | None:
    """«...» писал: ...; ..., сообщает «...»: what a verb of speech stands right beside is a paper, or a body."""
    if not case.begins_high or case.has_verb or case.words > 4 or case.ends_sentence:
        return None
    following = next((token for _, token in case.right()), None)
    comma = case.left(2)
    inserted = comma is not None and comma.text == ","
    beside = [following, case.left() if inserted else None]
    return Judgement("title", "medium") if any(_speaks(token) for token in beside if token) else None


def word_as_word(case: Case) -> Judgement | None:
    """термин «...», понятие «...»; «...» – слово старое: the noun right beside, and a string of a few words."""
    after = [token for _, token in case.right()][:2]
    if len(after) == 2 and after[0].kind == "dash" and case.words <= 2 and is_noun_of(after[1], "nouns_of_word"):
        return Judgement("mentioned", cues=((after[1].start, after[1].end),))
    token = case.left()
    if token is None or case.words > 4 or not is_noun_of(token, "nouns_of_word"):
        return None
    plural = all(one.number == "plur" for one in token.analyses if one.pos == "NOUN")
    if noun_lemmas(token) & listed("nouns_of_speech") and plural and case.words > 1:
        return None
    return Judgement("mentioned", cues=((token.start, token.end),))


def title_noun(case: Case) -> Judgement | None:
    """газета «...», роман Белова «...», одна из работ – «...»: a noun for a work, in apposition."""
    found = _apposed(case, lambda token: _title_level(token) is not None)
    if found is None or _heads(case, found) or not _looks_like_title(case, found):
        return None
    level = _title_level(found) or ""
    return Judgement("title", cues=((found.start, found.end),), level=level)


def work_of(case: Case) -> Judgement | None:
    """Белова «Сад»; Белов («Сад»): beside a name, in the genitive or with the string in brackets, it is his work."""
    if not case.begins_high or case.has_verb or case.ends_sentence or case.words > 10:
        return None
    beside, before = case.left(), case.left(2)
    if beside is None or before is None:
        return None
    following = next((token for _, token in case.right()), None)
    bracketed = beside.text == "(" and before.kind == "name" and following is not None and following.text == ")"
    owned = beside.kind == "name" and not is_noun_of(before, "nouns_of_speech") and not case.speakers.nominative(beside)
    return Judgement("title", "medium") if bracketed or (owned and before.text not in STOPS) else None


def name_noun(case: Case) -> Judgement | None:
    """фабрика «...», ЗАО «...», партия «...»: a noun for a body or a thing with a name of its own."""
    found = _apposed(case, lambda token: is_noun_of(token, "nouns_of_name"))
    if (
        found is None
        or (_title_level(found) is not None and not _heads(case, found))
        or not case.begins_high
        or (case.ends_sentence and case.words > 3)
    ):
        return None
    return Judgement("name", cues=((found.start, found.end),))


def proper_name(case: Case) -> Judgement | None:
    """A short string with a capital where no sentence begins is a name or a title."""
    if not case.begins_high or case.words > 7 or _opens_sentence(case):
        return None
    if case.has_verb and case.ends_sentence and case.words > 4:
        return None
    body = next((is_noun_of(t, "nouns_of_name") for t in case.inner.tokens if t.kind == "word"), False)
    kind = "title" if _is_read(case) or (case.words > 3 and not body) else "name"
    return Judgement(kind, "medium")


def distance(case: Case) -> Judgement | None:
    """Whatever nobody in particular said, and nothing is called: words held at arm's length."""
    if case.words > 4:
        return Judgement("so_called", "low")
    if case.has_verb or case.ends_sentence or _parted(case):
        return Judgement("so_called", "low" if case.begins_high else "medium")
    return Judgement("so_called", "medium" if _somebody_may_say_it(case) else "high")


def same_in_brackets(case: Case) -> Judgement | None:
    """«...» («...»): a title or name, and in brackets right after it the same in another language."""
    first, bracket = case.left(2), case.left()
    if first is None or bracket is None or bracket.text != "(" or first.kind != "string":
        return None
    model = case.judged.get(int(first.ref))
    return replace(model, cues=()) if model is not None and model.kind in ("title", "name", "mentioned") else None


SURE: tuple[Rule, ...] = (
    on_title_page,
    same_in_brackets,
    so_called,
    called,
    word_as_word,
    title_noun,
    work_of,
    name_noun,
)
LEFT_OVER: tuple[Rule, ...] = (slogan, speaking_paper, proper_name, distance)


def _parted(case: Case) -> bool:
    """Whether a dash or a colon stands beside it, as beside speech."""
    beside = (case.left(), next((token for _, token in case.right()), None))
    return any(token is not None and (token.kind == "dash" or token.text == ":") for token in beside)


def _somebody_may_say_it(case: Case) -> bool:
    """Whether the sentence names a person or has a verb of speech: then the words may be his after all."""
    low, high = case.bounds
    return any(t.kind == "name" or (t.kind == "word" and speech_reading(t.text)) for t in case.row.tokens[low:high])


def _speaks(token: Token) -> bool:
    reading = speech_reading(token.text) if token.kind == "word" else None
    return reading is not None and reading.pos == "VERB"


def _holds_off(token: Token) -> bool:
    return token.analyses[0].pos not in ("VERB", "INFN", "GRND") and _lemma_in(token, "words_of_distance")


def _lemma_in(token: Token, list_name: str) -> bool:
    return any(one.lemma.replace("ё", "е") in listed(list_name) for one in token.analyses)


def _apposed(case: Case, fits: Callable[[Token], bool]) -> Token | None:
    """The noun that the string stands in apposition to: right before it, but for its genitives, a dash or a colon."""
    for steps in range(1, min(_APPOSITION + 1, case.index - case.bounds[0]) + 1):
        token = case.left(steps)
        if token is None or (steps > 1 and token.kind in ("string", "citation")):
            return None
        if token.kind == "word" and fits(token):
            return token
        if not _may_stand_between(token, steps):
            return None
    return None


def _may_stand_between(token: Token, steps: int) -> bool:
    if (
        token.kind in ("name", "number")
        or (token.kind == "dash" and steps == 1)
        or (token.text in (":", ",") and steps == 1)
    ):
        return True
    if token.text in ".№" and token.kind == "mark":
        return True
    attributes = (one.pos == "ADJF" or (one.pos in ("NOUN", "NPRO") and one.case == "gent") for one in token.analyses)
    return token.kind == "word" and any(attributes)


def _title_level(token: Token) -> str | None:
    levels = [title_levels()[lemma] for lemma in sorted(noun_lemmas(token)) if lemma in title_levels()]
    return levels[0] if levels else None


def _heads(case: Case, noun: Token) -> bool:
    """«глава «...» сказал»: a noun that is also an office heads a body, unless something stands in it («в главе»)."""
    if not noun_lemmas(noun) & listed("roles"):
        return False
    at = case.row.at(noun.start)
    before = case.row.tokens[at - 1] if at else None
    return before is None or (before.kind != "number" and before.plain not in _PARTS_OF_WORKS)


def _looks_like_title(case: Case, noun: Token) -> bool:
    """After a noun that may also introduce speech (письмо: «...») a title begins high and is no full sentence."""
    beside = case.left()
    if beside is not None and beside.text == ":":
        spoken = any(verb.person == "3per" for verb in verbs(case.row, case.bounds[0], case.index))
        named = noun.end == beside.start and case.words <= 6
        return case.begins_high and not case.ends_sentence and not case.has_verb and (named or not spoken)
    if beside is not None and beside.text == "," and case.has_verb:
        return False
    return case.begins_high or bool(noun_lemmas(noun) & listed("nouns_of_periodical"))


def _opens_sentence(case: Case) -> bool:
    """At the beginning of a sentence, or right after a colon, a capital says nothing."""
    before = case.left()
    return case.starts_sentence or (before is not None and (before.text in STOPS or before.text == ":"))


def _is_read(case: Case) -> bool:
    """в «...», автор «...», на страницах «...»: what one can write in or be the author of is a work."""
    before = case.left()
    if before is None or before.kind != "word":
        return False
    return before.plain == "в" or _lemma_in(before, "nouns_of_authorship") or _lemma_in(before, "verbs_of_authorship")

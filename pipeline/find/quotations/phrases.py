"""Rules for the strings in marks that are nobody's speech: titles, names, words spoken about, distance.

Each rule looks at one case and answers with a judgement or not at all. Those of `SURE` are asked before
any rule of speech, those of `LEFT_OVER` after all of them.
"""

from collections.abc import Callable

from pipeline.find.quotations.apposition import predicate, title_level
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.distance import distance
from pipeline.find.quotations.elsewhere import exclamation
from pipeline.find.quotations.grammar import has_lemma_of, is_nominal, is_noun_of, noun_lemmas
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.mentioned import (
    word_again,
    word_as_word,
    word_counted,
    word_defined,
    word_derived,
    word_foreign,
    word_instead,
    word_meaning,
)
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.proper import capitalised, name_noun, opening_subject, proper_name, publisher
from pipeline.find.quotations.titles import (
    cited_title_part,
    dated_work,
    numbered_issue,
    on_title_page,
    title_noun,
    titles_after_colon,
    work_of,
)
from pipeline.find.quotations.tokens import Token

Rule = Callable[[Case], Judgement | None]
_NAMES = frozenset(("название", "заглавие", "заголовок"))
_LONGEST_NAME = 10  # words
_PREDICATE = 7  # tokens behind a string among which it says what is called so
_TERM = 4  # words of a string that is spoken about as a word


def so_called(case: Case) -> Judgement | None:
    """так называемый «...», именуемая «...», пресловутый «...»."""
    for steps in (1, 2):
        token = case.left(steps)
        if token is not None and token.kind == "word" and _holds_off(token):
            return Judgement("so_called", cues=((token.start, token.end),))
    return None


def called(case: Case) -> Judgement | None:
    """называется «...», под названием «...», название «...»: a name if a body is said to be called so, else a title."""
    if not case.begins_high:
        return None
    colon = case.left()
    steps = 2 if colon is not None and colon.text == ":" else 1
    manner = case.left(steps)
    steps += manner is not None and is_nominal(manner, "ADVB", "COMP")  # «назывался коротко: «...»»
    beside, before = case.left(steps), case.left(steps + 1)
    if beside is None or beside.kind != "word":
        return None
    by_verb = has_lemma_of(beside, "verbs_of_calling") and beside.analyses[0].pos != "INFN"
    under = before is not None and before.plain == "под" and is_noun_of(beside, "nouns_of_naming")
    by_noun = bool(noun_lemmas(beside) & _NAMES) and case.words <= _LONGEST_NAME
    if not (by_verb or under or by_noun):
        return None
    nearest = next(
        (kind for token in case.row.tokens[case.bounds[0] : case.index][::-1] if (kind := _called(token))), ""
    )
    return Judgement(nearest or "title", cues=((beside.start, beside.end),))


def _called(token: Token) -> str:
    """What a noun is the noun of: a work or a body; empty if of neither."""
    if token.kind != "word" or is_noun_of(token, "nouns_of_naming"):
        return ""
    if title_level(token):
        return "title"
    return "name" if is_noun_of(token, "nouns_of_name") else ""


def slogan(case: Case) -> Judgement | None:
    """лозунг «...», под девизом «...»: a catchword of nobody in particular."""
    token = case.left()
    if token is None or not is_noun_of(token, "nouns_of_slogan"):
        return None
    return Judgement("so_called", "medium", cues=((token.start, token.end),))


def predicated(case: Case) -> Judgement | None:
    """«...» – старое слово; «...» – роман; «...» – местный завод: the noun that says of it what it is."""
    noun = predicate(case)
    if noun is None or case.words > _TERM or case.ends_sentence:
        return None
    cue = ((noun.start, noun.end),)
    if is_noun_of(noun, "nouns_of_word") and case.words <= 2:
        return None if _is_somebodys(case, noun) else Judgement("mentioned", cues=cue)
    if not case.begins_high or (case.has_verb and not _is_only_called(case, noun)):
        return None
    level = title_level(noun)
    if level or noun_lemmas(noun) & _NAMES:
        return Judgement("title", cues=cue, level=level or "")
    return Judgement("name", cues=cue) if is_noun_of(noun, "nouns_of_name") else None


def _is_somebodys(case: Case, noun: Token) -> bool:
    """«Большая распашка» – выражение Белова: with whose they are, words are somebody's."""
    named = genitive_name(case.row, case.row.at(noun.start) + 1, case.speakers)
    return is_noun_of(noun, "nouns_of_speech") and named is not None


def _is_only_called(case: Case, noun: Token) -> bool:
    """«Ветер не лечит» – роман Белова: no noun for words, no letter, no paper that said it («газета «...»»)."""
    beside = case.row.tokens[case.row.at(noun.start) + 1 :][:1]
    spoken = any(is_noun_of(noun, name) for name in ("nouns_of_speech", "nouns_of_inscription", "nouns_of_letter"))
    return not spoken and not (beside and beside[0].kind == "string")


def called_so(case: Case) -> Judgement | None:
    """«...» – так называется роман; «...», так озаглавлена глава: behind it what is called so, or who called it so."""
    after = case.behind[:_PREDICATE]
    if len(after) < 3 or not case.begins_high or after[1].plain != "так" or after[0].text == ".":
        return None
    verb = next((token for token in after[2:4] if has_lemma_of(token, "verbs_of_calling")), None)
    kind = next((kind for token in after[3:] if (kind := _called(token))), "")
    return Judgement(kind, cues=((after[1].start, verb.end),)) if verb is not None and kind else None


def same_in_brackets(case: Case) -> Judgement | None:
    """«...» («...»): a title or name, and in brackets right after it the same in another language."""
    first, bracket = case.left(2), case.left()
    if first is None or bracket is None or bracket.text != "(" or first.kind != "string":
        return None
    model = case.judged.get(int(first.ref))
    return model._replace(cues=()) if model is not None and model.kind in ("title", "name", "mentioned") else None


SURE: tuple[Rule, ...] = (
    on_title_page,
    cited_title_part,
    publisher,
    same_in_brackets,
    so_called,
    called,
    called_so,
    slogan,
    word_meaning,
    word_defined,
    word_foreign,
    word_counted,
    word_derived,
    word_instead,
    word_as_word,
    predicated,
    title_noun,
    titles_after_colon,
    work_of,
    name_noun,
    dated_work,
    numbered_issue,
)
LEFT_OVER: tuple[Rule, ...] = (proper_name, capitalised, opening_subject, word_again, exclamation, distance)


def _holds_off(token: Token) -> bool:
    return has_lemma_of(token, "words_of_distance") and token.analyses[0].pos not in ("VERB", "INFN", "GRND")

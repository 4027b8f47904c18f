"""The rule for a noun of speech and whose it is: «слова X «...»», «X выдвинул тезис о «...»», «его мысль «...»»."""

from pipeline.find.quotations.acting import what_acts, who_acts
from pipeline.find.quotations.belonging import belonging
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import is_finite, is_nominal, is_noun_of
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import genitive_name, owner_behind
from pipeline.find.quotations.speakers import NOBODY, Speaker

_NEAR = 4  # tokens between the noun and the words, at most, to be sure of it
_STATED = 8  # tokens before a colon that say of somebody's words no more than what they are
_PHRASE = 3  # words from which a string far from the noun is taken for somebody's words


def noun_of_speech(case: Case) -> Judgement | None:
    """слова X «...»; X выдвинул тезис о «...»: a noun for somebody's words whose owner stands by."""
    low, _ = case.bounds
    if placard := _on_placard(case):
        return placard
    if _stands_in_a_work(case):
        return None
    for index in range(case.index - 1, max(low, case.index - 13) - 1, -1):
        token = case.row.tokens[index]
        if token.text == ":":
            return _stated(case, index, low)
        if token.kind == "string" or token.text == ";" or is_finite(token):
            return None
        if is_noun_of(token, "nouns_of_speech"):
            return None if _is_expressed(case, index) else _by_owner(case, index, low)
    return None


def adjective_of_a_name(case: Case) -> Judgement | None:
    """пушкинское «...», пушкинские строки «...»: an adjective of the name of somebody of the text."""
    noun, before = case.left(), case.left(2)
    if noun is None or (case.begins_high and not (case.has_verb or case.ends_sentence)):
        return None
    said = is_noun_of(noun, "nouns_of_speech")
    adjective = before if said else noun
    alone = any((one.pos, one.gender) == ("ADJF", "neut") for one in noun.analyses)
    if adjective is None or not (said or alone) or not (who := case.speakers.owners().by_adjective(adjective)):
        return None
    return quotation(Speaker(who, True), "medium", (adjective.start, noun.end))


def _stated(case: Case, colon: int, low: int) -> Judgement | None:
    """«Вывод X прост: сад есть «...»»: behind the colon is what a noun for somebody's words says, and nothing else."""
    tokens = case.row.tokens[low:colon]
    noun = next((at for at in range(low, colon) if is_noun_of(case.row.tokens[at], "nouns_of_speech")), None)
    name = genitive_name(case.row, noun + 1, case.speakers) if noun is not None else None
    if noun is None or name is None or case.begins_high or any(map(is_finite, tokens)) or len(tokens) > _STATED:
        return None
    return quotation(Speaker(name.ref, True), "medium", (case.row.tokens[noun].start, name.end))


def _reports_on(case: Case, noun: int) -> bool:
    """«к выводу, что ...»: the clause of the noun is what is said."""
    return [token.plain for token in case.row.tokens[noun + 1 : noun + 3]] == [",", "что"]


def _stands_in_a_work(case: Case) -> bool:
    """«в «Критике сада» он исходит ...»: a name in the locative, whatever noun of speech stands before."""
    before, first = case.left(), case.first_noun
    if before is not None and before.plain == "от" and case.begins_high and not case.has_verb:
        return True  # «предложение депутата от «Новой волны»»
    inside = before is not None and before.plain in ("в", "во", "на") and case.begins_high and not case.ends_sentence
    return inside and first is not None and any(one.case == "loct" for one in first.analyses)


def _is_expressed(case: Case, noun: int) -> bool:
    """«выражение «обмена веществ»»: in the genitive right behind the noun it is what is expressed."""
    first = case.inner.tokens[:1]
    readings = first[0].analyses if first and noun == case.index - 1 and not case.begins_high else ()
    nominal = [one for one in readings if one.pos in ("NOUN", "ADJF")]
    return bool(nominal) and all(one.case == "gent" for one in nominal)


def _on_placard(case: Case) -> Judgement | None:
    """«вышли с плакатами «Сады детям!»»: what is written on it, the placard itself says."""
    token = case.left()
    if token is None or not is_noun_of(token, "nouns_of_placard") or not case.begins_high:
        return None
    at, form = case.row.at(token.start), token.analyses[0].case
    return quotation(case.speakers.oblique(case.row, at, at, form), "medium", (token.start, token.end))


def _by_owner(case: Case, noun: int, low: int) -> Judgement | None:
    token = case.row.tokens[noun]
    near = case.index - noun <= _NEAR
    name = owner_behind(case.row, noun, case.speakers)
    if name and not near and case.words < _PHRASE:  # «идеи Белова ... «проект»»: a word or two far off are nobody's
        return None
    if name:
        sure = near and case.row.tokens[case.index - 1].kind != "dash"  # «тезис X – «пустая фраза»» may be another's
        return quotation(case.speakers.named(case.row, name), "high" if sure else "medium", (token.start, name.end))
    before = case.row.tokens[noun - 1] if noun else None
    if before is not None and before.plain in ("его", "ее"):
        who = case.speakers.meant(before.start, "masc" if before.plain == "его" else "femn")
        return quotation(Speaker(who, False), "high", (before.start, token.end))
    if owned := belonging(case.row, low, noun, case.speakers):
        return quotation(owned.speaker, "high" if near else "medium", owned.cue)
    said = (i for i in range(noun - 1, low - 1, -1) if is_nominal(case.row.tokens[i], "VERB", "ADJS", "PRTS"))
    verb = next(said, None)
    owner = who_acts(case, case.row, low, noun) if verb is not None else None
    if owner is None and _reports_on(case, noun):
        owner = what_acts(case, case.row, low, noun)
    if owner is None:
        sentence = case.ends_sentence and (case.begins_high or case.text.rstrip().endswith("?"))
        asked = near and sentence and not is_noun_of(token, "nouns_of_slogan")
        return quotation(NOBODY, "medium", (token.start, token.end)) if asked else None
    return quotation(owner, "medium", (token.start, token.end))

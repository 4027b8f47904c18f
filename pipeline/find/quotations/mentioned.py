"""Rules for words that are spoken about as words: named so, explained, defined, foreign.

Each rule looks at one case and answers with a judgement or not at all.
"""

from collections.abc import Sequence
from itertools import takewhile

from pipeline.find.lexicon import listed
from pipeline.find.quotations.apposition import apposed
from pipeline.find.quotations.belonging import belonging
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import has_lemma_of, is_nominal, is_noun_of, noun_lemmas, verb_at
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.subjects import QUESTIONS
from pipeline.find.quotations.tokens import Token

_TERM = 4  # words of a string that is spoken about as a word
_PAIR = 2  # words of one that its own sentence defines
_NEXT = 60  # tokens before a word among which the last one that is spoken about stands
_PARTICLES = 3  # «не только», «и просто», at most so many between a verb of meaning and what is meant
_DEFINING = 4  # tokens behind a word among which the verb that defines it stands
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzàâäæáãåāçćčèéêëęėēîïíīįìłñńôöòóõøōœßśšùûüúūÿžźż")
_UNDERSTOOD = 10  # tokens behind «под «...»» among which it is said what is understood by it
_RENDERED = 6  # tokens before «как «...»» among which the verb stands
_COPULAS = frozenset(("являться", "стать", "становиться", "быть", "служить", "оставаться"))
_UNDERSTANDING = frozenset(("понимать", "пониматься", "подразумевать", "подразумеваться", "разуметь", "разуметься"))


def word_meaning(case: Case) -> Judgement | None:
    """означает не только «...»; по-немецки «...»; что такое «...»: the verb or adverb before a few words."""
    if case.words > _TERM:
        return None
    back = 1 + len(list(takewhile(_is_particle, map(case.left, range(1, _PARTICLES + 1)))))
    beside, before = case.left(back), case.left(back + 1)
    if beside is None or beside.kind != "word":
        return None
    foreign = (not case.begins_high or _is_latin(case)) and has_lemma_of(beside, "languages")
    foreign = foreign and all(one.pos != "NPRO" for one in beside.analyses)  # «в нем «...»»
    asked = before is not None and (before.plain, beside.plain) == ("что", "такое")
    if not (has_lemma_of(beside, "verbs_of_meaning") or foreign or asked or _is_rendered(case)):
        return None
    return Judgement("mentioned", "medium", cues=((beside.start, beside.end),))


def _is_rendered(case: Case) -> bool:
    """«переводится у нас как «...»»: a verb of meaning, what belongs to it, and «как»."""
    before, near = case.left(), case.row.tokens[max(case.bounds[0], case.index - _RENDERED) : case.index]
    likened = before is not None and before.plain == "как" and not any(token.text == "," for token in near)
    return likened and any(has_lemma_of(token, "verbs_of_meaning") for token in near)


def _is_particle(token: Token | None) -> bool:
    return token is not None and token.plain in ("не", "и", "только", "лишь", "просто", "как")


def word_defined(case: Case) -> Judgement | None:
    """«...» мы называем то-то; под «...» понимается то-то: the word that the author himself defines."""
    if case.words > _PAIR:
        return None
    after = case.behind[:_DEFINING]
    before = case.left()
    if before is not None and before.plain == "под":
        clause = case.row.tokens[case.index + 1 : case.bounds[1]][:_UNDERSTOOD]
        defined = any(one.lemma in _UNDERSTANDING for token in clause for one in token.analyses)
    else:
        mine = any(token.plain in ("мы", "я") for token in after[:2])
        verbs = (one.lemma for token in after[:2] for one in token.analyses) if mine else ()
        defined = any(lemma in listed("verbs_of_naming") for lemma in verbs)
    return Judgement("mentioned", "medium") if defined else None


def word_foreign(case: Case) -> Judgement | None:
    """«factory» – это фабрика: a word or two in Latin letters, and no name."""
    if case.words > _PAIR or case.begins_high:
        return None
    return Judgement("mentioned", "medium") if _is_latin(case) else None


def _is_latin(case: Case) -> bool:
    """Whether a word or two are in Latin letters, and more than a letter."""
    letters = "".join(filter(str.isalpha, case.text))
    return case.words <= _PAIR and len(letters) > 1 and all(map(_LATIN.__contains__, letters.lower()))


def word_derived(case: Case) -> Judgement | None:
    """«порука» происходит от руки, «сад» склоняется: what only words do; «на «вы»»: how somebody is addressed."""
    if case.words > _PAIR or case.ends_sentence:
        return None
    if case.words == 1 and "-" in (case.text[:1], case.text[-1:]):  # «обид-», «-ость»
        return Judgement("mentioned", "medium")
    first, before = case.inner.tokens[:1], case.left()
    addressed = before is not None and before.plain == "на" and not case.begins_high
    pronoun = addressed and case.words == 1 and bool(first) and is_nominal(first[0], "NPRO")
    behind = case.following
    verb = behind is not None and behind.kind == "word" and has_lemma_of(behind, "verbs_of_words")
    return Judgement("mentioned", "medium") if pronoun or verb else None


def word_instead(case: Case) -> Judgement | None:
    """Вместо «надеюсь» говорят «выражаю надежду»: what is said or written in place of it."""
    if case.begins_high or case.words > _TERM:
        return None
    before, (low, high) = case.left(), case.bounds
    if not any(token.plain == "вместо" for token in case.row.tokens[low : case.index]):
        return None
    said = [at for at in range(low, high) if case.row.tokens[at].kind == "word" and verb_at(case.row, at)]
    if before is not None and before.plain == "вместо":
        return Judgement("mentioned", "medium") if any(at > case.index for at in said) else None
    mentioned = [one for one in _strings_before(case, low) if one.rule == "word-instead"]
    return Judgement("mentioned", "medium") if mentioned and said and said[-1] < case.index else None


def _strings_before(case: Case, low: int) -> list[Judgement]:
    strings = (int(token.ref) for token in case.row.tokens[low : case.index] if token.kind == "string")
    return [case.judged[one] for one in strings if one in case.judged]


def word_counted(case: Case) -> Judgement | None:
    """«Любимых слов было два: «живо» и «тухло»»: the noun for words in the sentence before the colon."""
    beside = case.left()
    if beside is None or beside.text != ":" or case.words > 1 or case.begins_high:
        return None
    low = case.bounds[0]
    if any(verb_at(case.row, at) for at in range(low, case.index)):
        return None
    noun = next((token for token in case.row.tokens[low : case.index] if is_noun_of(token, "nouns_of_word")), None)
    return Judgement("mentioned", "medium", cues=((noun.start, noun.end),)) if noun is not None else None


def word_as_word(case: Case) -> Judgement | None:
    """термин «...», такие выражения, как «...»: the noun before a string of a few words."""
    if case.words > _TERM or (case.words > 1 and case.has_verb and not case.begins_high):
        return None
    token = apposed(case, lambda token: is_noun_of(token, "nouns_of_word"))
    if token is not None and case.begins_high and is_noun_of(token, "nouns_of_name"):
        return None  # «союз «Волна»»: a body, where as a word it would begin small
    if _is_question_word(case) or _is_named_as_term(case):
        return Judgement("mentioned", "medium")
    term = token is not None and is_noun_of(token, "nouns_of_term")
    if token is None or (not term and belonging(case.row, case.bounds[0], case.index, case.speakers)):
        return None
    if _is_said_with(case, token) or _is_owned(case, token) or _is_in_frame(case, token) or _is_explained(case):
        return None
    said = noun_lemmas(token) & listed("nouns_of_speech") and _is_plural(token) and case.words > 1
    return None if said else Judgement("mentioned", cues=((token.start, token.end),))


def _is_named_as_term(case: Case) -> bool:
    """«важнейшим понятием является «хозяйство»»: a copula before it, and a noun for terms in its clause."""
    before = case.left()
    copula = before is not None and any(one.lemma in _COPULAS and one.pos == "VERB" for one in before.analyses[:1])
    clause = case.row.tokens[case.bounds[0] : case.index]
    return copula and not case.begins_high and any(is_noun_of(token, "nouns_of_term") for token in clause)


def _is_question_word(case: Case) -> bool:
    """«вопрос «зачем»»: the question is the word."""
    before = case.left()
    asked = before is not None and before.kind == "word" and "вопрос" in noun_lemmas(before)
    return asked and case.words == 1 and case.text.strip("?").lower() in QUESTIONS


def word_again(case: Case) -> Judgement | None:
    """Слово «письмо» означало хлеб, «ответ» – махорку: a word or two in the dictionary form, next to one as a word."""
    first = case.inner.tokens[0] if case.inner.tokens else None
    plain = first is not None and bool(first.analyses) and first.analyses[0].case in ("nomn", "accs")
    if not plain or case.words > _PAIR or case.begins_high or case.has_verb or case.ends_sentence:
        return None
    before, after = case.left(), case.following
    woven = after is not None and after.kind == "word" and after.analyses[0].pos != "CONJ"
    if woven or (before is not None and before.text == ":"):
        return None
    nearest = case.row.tokens[max(0, case.index - _NEXT) : case.index]
    strings = (token.ref for token in reversed(nearest) if token.kind == "string")
    last = case.judged.get(int(next(strings, "-1")))
    return Judgement("mentioned", "medium") if last is not None and last.kind == "mentioned" else None


def _is_said_with(case: Case, noun: Token) -> bool:
    """«X определил это словом «...»»: in the instrumental behind a verb of naming, what somebody says of something."""
    said = noun.plain in ("словом", "словами", "выражением") and case.row.at(noun.start) == case.index - 1
    before = case.row.tokens[case.bounds[0] : case.index]
    named = any(token.kind == "name" and case.speakers.nominative(token) for token in before)
    own = any(token.plain == "себя" for token in before)
    return said and named and not own and any(has_lemma_of(token, "verbs_of_naming") for token in before)


def _is_owned(case: Case, noun: Token) -> bool:
    """«слова Белова «...»», «слова: «...»»: with an owner, or before a colon, they are what somebody said."""
    between = case.row.tokens[case.row.at(noun.start) + 1 : case.index]
    nouns = (token.kind == "word" and token.analyses[0].pos in ("NOUN", "NPRO") for token in between)
    if is_noun_of(noun, "nouns_of_speech") and not between and _is_genitive(case.inner.tokens):
        return True
    if is_noun_of(noun, "nouns_of_term") or (noun.plain == "слово" and case.words == 1 and not case.begins_high):
        return any(token.kind == "name" for token in between)
    return any(nouns) or any(token.kind in ("name", "number", "dash") or token.text == ":" for token in between)


def _is_in_frame(case: Case, noun: Token) -> bool:
    """«по его выражению «...»»: whose words they are, and no word spoken about."""
    at = case.row.at(noun.start)
    return any(token.plain == "по" for token in case.row.tokens[max(case.bounds[0], at - 2) : at])


def _is_explained(case: Case) -> bool:
    """«толковал это слово как «...»»: what somebody says that it means."""
    before = case.left(2)
    as_ = case.left()
    likened = as_ is not None and as_.plain == "как" and before is not None and before.text != ","
    return likened and any(verb_at(case.row, at) is not None for at in range(case.bounds[0], case.index))


def _is_genitive(words: Sequence[Token]) -> bool:
    """«выражение «обмена веществ»»: in the genitive a string is what is expressed, and no word."""
    noun = next((token for token in words if token.kind == "word" and token.analyses[0].pos == "NOUN"), None)
    return noun is not None and {one.case for one in noun.analyses if one.pos == "NOUN"}.isdisjoint(("nomn", "accs"))


def _is_plural(token: Token) -> bool:
    return all(one.number == "plur" for one in token.analyses if one.pos == "NOUN")

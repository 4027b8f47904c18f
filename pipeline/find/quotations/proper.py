"""Rules for proper names in marks: of a body, a ship, a firm, or of a work that no noun names as one."""

from functools import cache

from pipeline.find.lexicon import listed
from pipeline.find.quotations.after_colon import is_said_in_short, speaks_of
from pipeline.find.quotations.apposition import apposed, title_level
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import (
    has_lemma_of,
    is_finite,
    is_noun_of,
    noun_lemmas,
    verb_at,
)
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.name_evidence import EVIDENCE, ends_in
from pipeline.find.quotations.titles import heads
from pipeline.find.quotations.tokens import Token
from pipeline.find.words import known as in_dictionary

_TITLE = 3  # words from which a capitalised string that opens a sentence is a title whatever follows
_PAIR = 2  # words that a name with a verb in it may have: «Говорит столица»
_SENTENCE = 3  # words that a name with a stop at its end may have
_COMPOUND = 6  # letters of a noun that others are made of
_LONGEST = 7  # words of a proper name
_OF_NEWS = frozenset(("агентство", "телеканал", "канал", "радиостанция"))  # which have the names of papers and are none


def publisher(case: Case) -> Judgement | None:
    """СПб.: «...», 1912: what stands in a citation for its publisher."""
    found = case.sources is not None and case.sources.in_publisher(case.string.start, case.string.end)
    return Judgement("name") if found else None


def name_noun(case: Case) -> Judgement | None:
    """фабрика «...», ЗАО «...», партия «...»: a noun for a body or a thing with a name of its own."""
    found = apposed(case, _is_for_a_body)
    if found is None or not case.begins_high or _is_said(case) or _is_complement(case, found):
        return None
    if case.in_capitals and not is_noun_of(found, "nouns_of_name"):
        return None  # a word in capitals among others is no abbreviation
    if title_level(found) is not None and not heads(case, found):
        return None
    first = case.first_noun
    if first is not None and is_noun_of(first, "nouns_of_press") and not noun_lemmas(found) & _OF_NEWS:
        return Judgement("title", "medium", cues=((found.start, found.end),))
    return Judgement("name", cues=((found.start, found.end),))


def _is_complement(case: Case, noun: Token) -> bool:
    """«тропами «Сада»»: in the genitive and no other case, where a name would stand as it is called."""
    first = case.inner.tokens[:1]
    genitive = bool(first) and bool(first[0].analyses) and all(one.case == "gent" for one in first[0].analyses)
    declined = any(one.case == "gent" for one in noun.analyses)  # «члены союза «Сада»» may be declined with it
    return genitive and not declined and in_dictionary(first[0].text) and not is_noun_of(noun, "roles")


def _is_for_a_body(token: Token) -> bool:
    """A noun of the list, or one that ends in such a noun (сельхозартель), or an abbreviation in capitals (РООИ)."""
    if is_noun_of(token, "nouns_of_name"):
        return True
    if token.text.isupper() and len(token.text) > 1 and token.text.isalpha():
        return not is_noun_of(token, "nouns_of_word")
    return any(ends_in(lemma, _compounds()) for lemma in noun_lemmas(token))


@cache
def _compounds() -> tuple[str, ...]:
    return tuple(noun for noun in listed("nouns_of_name") if len(noun) >= _COMPOUND)


def _is_said(case: Case) -> bool:
    """A sentence, or after a colon or a verb of speech a clause: no name."""
    beside = case.left()
    after_colon = beside is not None and beside.text == ":"
    if after_colon and speaks_of(case):
        return True
    verbal = any(verb_at(case.row, at) is not None for at in range(case.bounds[0], case.index))
    if after_colon:
        return is_said_in_short(case) or case.has_predicate or (case.words > 1 and verbal) or _is_long(case)
    return _is_long(case) or (verbal and case.has_verb and case.words > _PAIR)


def _is_long(case: Case) -> bool:
    return case.ends_sentence and case.words > _SENTENCE


def proper_name(case: Case) -> Judgement | None:
    """A short string with a capital where no sentence begins, if something shows what it is the name of."""
    kind = next((kind for kind, shows in EVIDENCE if shows(case)), "") if _is_proper(case) else ""
    return Judgement(kind, "medium") if kind else None


def capitalised(case: Case) -> Judgement | None:
    """A short string with a capital, and nothing shows of what it is the name: the title of a work."""
    return Judgement("title", "medium") if len(case.text) > 1 and _is_proper(case) else None


def opening_subject(case: Case) -> Judgement | None:
    """«Русская нива» стояла за общину; «Дело о старом мосте»: opening a sentence, before a verb or of several words.

    There a capital says less, so it must be the subject, a verb right behind it, or be too long for a word or two.
    """
    plain = case.begins_high and not case.in_capitals and case.starts_sentence
    if not plain or len(case.text) < 2 or case.ends_sentence or case.has_verb:
        return None
    if any(token.analyses[0].pos == "ADVB" for token in case.inner.tokens[:1] if token.kind == "word"):
        return None
    following = case.following
    acts = following is not None and following.kind == "word" and following.analyses[0].pos in ("VERB", "PRTS")
    several = _TITLE <= case.words <= _LONGEST
    return Judgement("title", "low") if several or (acts and case.words < _TITLE) else None


def _is_proper(case: Case) -> bool:
    if not case.begins_high or case.in_capitals or case.words > _LONGEST or _opens_sentence(case):
        return False
    return not (case.has_verb and case.ends_sentence and case.words > 4) and not _is_nickname(case)


def _opens_sentence(case: Case) -> bool:
    """At the beginning of a sentence, or right after a colon, a capital says nothing."""
    before = case.left()
    return case.starts_sentence or (before is not None and before.text == ":")


def _is_nickname(case: Case) -> bool:
    """солдаты прозвали маршала «Господин Полдень»: what people call somebody for themselves is held at arm's length."""
    before = case.row.tokens[max(case.bounds[0], case.index - 4) : case.index]
    return any(has_lemma_of(token, "verbs_of_nicknaming") and is_finite(token) for token in before)

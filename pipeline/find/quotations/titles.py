"""Rules for titles: of the text itself, of a work that a noun, an owner or a year in brackets shows to be one."""

import re

from pipeline.find.lexicon import listed
from pipeline.find.quotations.apposition import apposed, title_level
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import is_finite, is_noun_of, noun_lemmas, verb_at, verbs
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.tokens import STOPS, Token

_PARTS_OF_WORKS = frozenset(("в", "из", "к"))
_ABOUT = ("о", "об", "про")
_SEVERAL = 3  # words that the title of a chapter has and the name of a body seldom
_NUMBER = re.compile(r"^\s*(?:\d+|[IVXLC]+)[.)]?\s*")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_CLAUSE = 12  # tokens before a colon among which the noun for the works behind it stands
_LONG = 10  # words from which a string beside a name is no title without further proof


def on_title_page(case: Case) -> Judgement | None:
    """«...» as a whole title, sub-title or heading of the text itself."""
    if case.parent is not None or case.block.kind not in ("title_part", "heading"):
        return None
    before = case.document.text[case.block.start : case.string.start]
    whole = len(_NUMBER.sub("", before)) <= 1 and case.block.end - case.string.end <= 2
    return Judgement("title") if whole else None


def cited_title_part(case: Case) -> Judgement | None:
    """«Беречь сад»: беседа // Вестник: what opens the title of a cited work, and a colon behind it."""
    following = case.following
    opens = case.sources is not None and case.sources.opens_title(case.string.start)
    return Judgement("title") if opens and following is not None and following.text == ":" else None


def title_noun(case: Case) -> Judgement | None:
    """газета «...», роман Белова «...», одна из работ – «...»: a noun for a work, in apposition."""
    found = apposed(case, lambda token: title_level(token) is not None)
    if found is None or heads(case, found) or not _looks_like_title(case, found):
        return None
    nearer = apposed(case, lambda token: is_noun_of(token, "nouns_of_name"))
    if nearer is not None and nearer.start > found.start:
        return None  # «акции телеканала «...»»: the channel's name
    return Judgement("title", cues=((found.start, found.end),), level=title_level(found) or "")


def titles_after_colon(case: Case) -> Judgement | None:
    """«поставил три пьесы Белова: «...», «...»»: the last noun before the colon is one for works."""
    beside = case.left()
    if beside is None or beside.text != ":" or not case.begins_high:
        return None
    if case.has_predicate or case.ends_sentence or case.words > _LONG or _is_said_behind(case):
        return None
    said = [verb.lemma for verb in verbs(case.row, case.bounds[0], case.index) if verb.form == "VERB"]
    if any(lemma not in listed("verbs_of_authorship") for lemma in said):
        return None
    for token in case.row.tokens[max(case.bounds[0], case.index - _CLAUSE) : case.index - 1][::-1]:
        spoken = is_noun_of(token, "nouns_of_speech") or is_noun_of(token, "nouns_of_inscription")
        if token.kind == "word" and (_reports(token) or spoken):
            return None
        if token.kind != "word" or title_level(token) is None:
            continue
        if _holds_what_is_said(case, token):
            return None
        if not (said and is_noun_of(token, "nouns_of_document")):
            return Judgement("title", "medium", cues=((token.start, token.end),), level=title_level(token) or "")
    return None


def _reports(token: Token) -> bool:
    """A finite verb, or what reports without a subject: «письмо, в котором сказано: «...»»."""
    return is_finite(token) or token.plain in listed("reports_without_subject")


def dated_work(case: Case) -> Judgement | None:
    """«...» (1926); «...» (1926–1928): what begins high and has its year in brackets behind it is a work."""
    after = case.behind[:4]
    if not case.begins_high or case.words > _LONG or len(after) < 3 or after[0].text not in ("(", "["):
        return None
    year = (
        after[1].kind == "number"
        and len(after[1].text) == 4
        and after[1].text[:2] in ("15", "16", "17", "18", "19", "20")
    )
    closed = after[2].text in (")", "]", ",", ";") or after[2].kind == "dash"
    return Judgement("title", "high") if year and closed else None


def numbered_issue(case: Case) -> Judgement | None:
    """«...», № 3; «...», 3 (1959): what has a number of its own is a paper or a series."""
    after = case.behind[:5]
    if not case.begins_high or case.words > _LONG or not after:
        return None
    after = after[1:] if after[0].text == "," else after
    if len(after) > 2 and _YEAR.fullmatch(after[0].text) and after[1].text == ",":
        after = after[2:]
    if after and after[0].text in ("№", "N"):
        return Judgement("title", level="j")
    counted = len(after) > 2 and after[0].kind == "number" and after[1].text == "(" and _YEAR.fullmatch(after[2].text)
    return Judgement("title", level="j") if counted else None


def _is_said_behind(case: Case) -> bool:
    """«..., – учит X»: behind a dash a verb of speech."""
    after = case.right()[:3]
    dash = next((n for n, (_, token) in enumerate(after) if token.kind == "dash"), None)
    return dash is not None and dash + 1 < len(after) and verb_at(case.around()[0], after[dash + 1][0]) is not None


def work_of(case: Case) -> Judgement | None:
    """Белова «Сад»; Белов («Сад»); «Сад» Белова: beside a name in the genitive, or in brackets behind it, his work."""
    following = case.following
    owned_after = following is not None and following.kind == "name" and _is_genitive(case, following)
    before = case.left()
    bracketed = before is not None and before.text == "("
    sent = before is not None and before.plain == "от"  # «депутат от «Новой волны» Олега Ткача»
    grouped = before is not None and (is_noun_of(before, "bodies") or is_noun_of(before, "nouns_of_name"))
    if sent or grouped or is_employer(case) or not (owned_after or _owned_before(case, following) or _written_by(case)):
        return None
    body = case.first_noun is not None and is_noun_of(case.first_noun, "bodies")
    plain = case.begins_high and not case.in_capitals and not case.has_verb and not case.ends_sentence
    certainty = "medium" if bracketed else "high"  # «Ершов («Созидание»)» may be a party as well
    return Judgement("title", certainty) if plain and case.words <= _LONG and not body else None


def is_employer(case: Case) -> bool:
    """«совладельца «Севера» Ткача», «аналитик Ткач («Север»)»: what he serves or owns who is named beside it."""
    before, following = case.left(), case.following
    if before is None or (before.text == "(" and (following is None or following.text != ")")):
        return False
    served = case.left(3) if before.text == "(" else before
    if served is None or served.kind != "word" or is_noun_of(served, "nouns_of_authorship"):
        return False
    return is_noun_of(served, "roles") and (before.text == "(" or not is_noun_of(served, "roles_of_authors"))


def _written_by(case: Case) -> bool:
    """«выступили В. Белов «Живое и мёртвое» и ...»: behind initials and a surname no verb, no colon, but the work."""
    beside, before = case.left(), case.left(2)
    initials = beside is not None and beside.kind == "name" and beside.text[1:2] == "."
    said = before is not None and before.kind == "word" and verb_at(case.row, case.row.at(before.start)) is not None
    return initials and not said and case.words > 1


def _owned_before(case: Case, following: Token | None) -> bool:
    beside, before = case.left(), case.left(2)
    if beside is None or before is None:
        return False
    bracketed = beside.text == "(" and before.kind == "name" and following is not None and following.text == ")"
    owned = beside.kind == "name" and not is_noun_of(before, "nouns_of_speech") and not case.speakers.nominative(beside)
    return bracketed or (owned and before.text not in STOPS)


def _is_genitive(case: Case, name: Token) -> bool:
    return case.speakers.genitive(name) and not case.speakers.nominative(name)


def heads(case: Case, noun: Token) -> bool:
    """«глава «...» сказал»: a noun that is also an office heads a body, unless something stands in it («в главе»)."""
    if not noun_lemmas(noun) & listed("roles") or _is_chapter(case, noun):
        return False
    at = case.row.at(noun.start)
    while at and any(one.pos == "ADJF" for one in case.row.tokens[at - 1].analyses[:1]):
        if "Anum" in case.row.tokens[at - 1].analyses[0].grammemes:
            return False  # «первая глава»
        at -= 1
    before = case.row.tokens[at - 1] if at else None
    if before is not None and before.plain in _ABOUT and case.words >= _SEVERAL:
        return False
    return before is None or (before.kind != "number" and before.plain not in _PARTS_OF_WORKS)


def _is_chapter(case: Case, noun: Token) -> bool:
    """«глава «Баржа», ...»: what can be a part of a work, a name not declined, and nobody behind it who acts."""
    behind, first = case.following, case.first_noun
    acts = behind is not None and (behind.kind == "name" or (behind.kind == "word" and behind.is_capital()))
    acts = acts or (behind is not None and verb_at(case.row, case.row.at(behind.start)) is not None)
    declined = first is None or any(one.case == "gent" for one in first.analyses)
    return title_level(noun) is not None and not acts and not declined


def _holds_what_is_said(case: Case, noun: Token) -> bool:
    """«слова читателя в статье: «»», «Белов в письме: «»», «Из письма: «»»: the work only holds what is said."""
    at = case.row.at(noun.start)
    before = case.row.tokens[case.bounds[0] : at]
    preposition = before[-1].plain if before else ""
    if preposition not in ("в", "из"):
        return False
    if preposition == "из" and noun.analyses[0].number == "sing":
        return True
    named = any(token.kind == "name" and case.speakers.nominative(token) for token in before)
    return named or any(is_noun_of(token, "nouns_of_speech") for token in before)


def _looks_like_title(case: Case, noun: Token) -> bool:
    """After a noun that may also introduce speech (письмо: «...») a title begins high and is no full sentence."""
    beside = case.left()
    if (
        beside is not None
        and beside.text == ":"
        and (is_noun_of(noun, "nouns_of_inscription") or _holds_what_is_said(case, noun))
    ):
        return False
    if beside is not None and beside.text == ":":
        spoken = any(verb.person == "3per" for verb in verbs(case.row, case.bounds[0], case.index))
        named = noun.end == beside.start and case.words <= 6
        return case.begins_high and not case.ends_sentence and not case.has_verb and (named or not spoken)
    if beside is not None and beside.text == "," and case.has_verb:
        return False
    in_small_letters = listed("nouns_of_periodical", "nouns_of_section")
    return case.begins_high or (not case.has_verb and bool(noun_lemmas(noun) & in_small_letters))

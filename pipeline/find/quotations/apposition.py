"""The noun that says what a string in marks is: before it, «роман Белова «Сад»», or after it, «Сад» – роман Белова.

Finds the noun; what follows from it is for the rules of `titles.py`, `proper.py` and `phrases.py`.
"""

from collections.abc import Callable, Sequence

from pipeline.find.lexicon import title_levels
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import noun_lemmas
from pipeline.find.quotations.nominals import is_governed
from pipeline.find.quotations.tokens import Token

_REACH = 6  # tokens that may stand between a noun and the string it names
_LISTING = (
    ("в", "том", "числе"),
    ("среди", "них"),
    ("таких", "как"),
    ("как", "то"),
    ("как",),
    ("вроде",),
    ("например",),
)
_LAST_OF_LISTING = frozenset(words[-1] for words in _LISTING)
_PARTICLES = frozenset(("же", "ли", "ведь", "бы", "именно", "даже"))
_PREDICATE = 5  # tokens after the dash among which the noun of a predicate stands


def apposed(case: Case, fits: Callable[[Token], bool]) -> Token | None:
    """The fitting noun right before the string, but for its genitives, its owner, a dash or colon, or «в том числе»."""
    if case.apposable is None:
        case.apposable = _apposable(case)
    noun = next(filter(fits, case.apposable), None)
    if noun is None:
        return None
    place = _before_listing(case)
    beside_comma = place > case.bounds[0] and case.row.tokens[place - 1].text == ","
    return None if beside_comma and _acts_itself(case, noun) else noun


def _apposable(case: Case) -> list[Token]:
    """The words before the string, the nearest first, up to one behind which it is no longer in apposition."""
    place, low = _before_listing(case), case.bounds[0]
    first = place
    bracketed = place > low and case.row.tokens[place - 1].text == "("  # «рабочие двух шахт («...», «...»)»
    words: list[Token] = []
    while place > low and first - place < _REACH:
        token = case.row.tokens[place - 1]
        beside = place == first
        if token.kind == "note":
            first -= 1
        elif not beside and token.kind in ("string", "citation"):
            break
        else:
            words += [token] if token.kind == "word" else []
            if not _may_stand_between(token, beside) or (bracketed and not beside):
                break
        place -= 1
    return words


def _acts_itself(case: Case, noun: Token) -> bool:
    """«вышел на рынок, «...» писал»: behind a noun in another case the string is the subject of its own verb."""
    behind = case.following
    verbal = behind is not None and behind.kind == "word" and behind.analyses[0].pos == "VERB"
    nominative = any(one.case == "nomn" for one in noun.analyses)
    return verbal and (not nominative or is_governed(case.row, case.row.at(noun.start)))


def predicate(case: Case) -> Token | None:
    """The noun of «...» – старый роман; «...», как понятие: behind a dash or «как», adjectives before it."""
    after = case.behind
    if after and after[0].text == "(":
        close = next((at for at, token in enumerate(after) if token.text == ")"), None)
        after = after[close + 1 :] if close is not None else ()
    if len(after) > 2 and after[0].text == "," and after[1].plain == "как" and not _begins_list(case):
        after = after[2:]
    elif after and after[0].kind == "dash":
        after = after[2:] if len(after) > 1 and after[1].plain == "это" else after[1:]
    else:
        return None
    return _first_noun(after[:_PREDICATE])


def _begins_list(case: Case) -> bool:
    """«такими «...», как ...»: what follows are examples of it, and not what it is."""
    return any(token.plain.startswith("так") for token in case.row.tokens[max(0, case.index - 2) : case.index])


def _first_noun(tokens: Sequence[Token]) -> Token | None:
    for token in tokens:
        if token.kind != "word":
            return None
        likeliest = token.analyses[0]
        if likeliest.pos == "NOUN":
            return token if likeliest.case in ("nomn", "accs", "ablt", "gent") else None
        if likeliest.pos not in ("ADJF", "PRTF", "NUMR", "ADVB"):
            return None
    return None


def _before_listing(case: Case) -> int:
    """The index of the string, or of the words «, в том числе», «, таких как» that lead from a noun to it."""
    tokens, index = case.row.tokens, case.index
    if not index or tokens[index - 1].plain not in _LAST_OF_LISTING:
        return index
    for words in _LISTING:
        there = tokens[max(case.bounds[0], index - len(words)) : index]
        if tuple(token.plain for token in there) == words:
            before = index - len(words)
            return before - 1 if before and tokens[before - 1].text == "," else before
    return index


def _may_stand_between(token: Token, beside: bool) -> bool:
    if token.kind in ("name", "number") or (beside and (token.kind == "dash" or token.text in (":", ",", "("))):
        return True
    if token.kind == "mark":
        return token.text in ".№"
    if token.kind == "word" and token.analyses[0].pos in ("PREP", "CONJ", "VERB"):
        return token.plain == "и" and not beside
    attributes = (one.pos == "ADJF" or (one.pos in ("NOUN", "NPRO") and one.case == "gent") for one in token.analyses)
    return token.kind == "word" and (token.plain in _PARTICLES or any(attributes))


def title_level(token: Token) -> str | None:
    """The level (TEI `title/@level`) that a noun for a work speaks for, or `event`; `None` for any other word."""
    if token.plain in title_levels():
        return title_levels()[token.plain]
    levels = [title_levels()[lemma] for lemma in sorted(noun_lemmas(token)) if lemma in title_levels()]
    return levels[0] if levels else None

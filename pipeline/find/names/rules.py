"""Whether one capitalised word is a person: ordered small rules, the first that answers decides.

A rule takes a `Candidate` and what is known of the text so far, and answers yes, no, or None. It knows no list of
persons: its evidence is the dictionary, the words around, and the other names of the same text.
"""

from collections.abc import Callable, Set
from functools import cache, lru_cache

from pipeline.find import lexicon
from pipeline.find.names.acting import acts, modifies, speaks, surname_apart, surname_that_speaks, surname_with_verb
from pipeline.find.names.candidates import Candidate, Evidence
from pipeline.find.names.clauses import subject_far_off
from pipeline.find.names.forms import LAST_RESORT, folded, forename_forms, nominatives, surname_forms
from pipeline.find.names.unknown import (
    CLOSING_MARKS,
    according,
    in_brackets,
    in_the_case_asked,
    label,
    opening_surname,
    surname_ending,
)
from pipeline.find.names.words import (
    ends_like_a_surname,
    is_adjectival,
    is_function_word,
    is_namelike,
    is_one_of,
    is_place,
    known,
    listed,
    weights,
)
from pipeline.find.words import analyses

_SOME_ORDINARY, _LIKELY = 0.05, 0.2
_OFFICE = 6  # letters of an office that others are compounded with
_OPENING_MARKS = ("«", "„", "“", '"', "‘")
_PLURAL = ("ы", "ые", "ие", "ых", "их", "ым", "им", "ыми", "ими")


Rule = Callable[[Candidate, Evidence], bool | None]


def decide(candidate: Candidate, evidence: Evidence) -> tuple[bool, str]:
    """Whether the word is a person, and the name of the rule that said so; no rule answering means no."""
    for rule in RULES:
        answer = rule(candidate, evidence)
        if answer is not None:
            return answer, rule.__name__.replace("_", "-")
    return False, "nothing-speaks-for-it"


def is_concerned(word: Candidate, shown: Set[str], evidence: Evidence) -> bool:
    """Whether names that show these surnames may change what the rules said of a word before.

    Of the names of a text they ask only whether the word is a form of a surname and whether it stands in a row.
    """
    known_so = not nominatives(word.text).isdisjoint(shown) or not _forenames(word.text).isdisjoint(shown)
    return known_so or bool(coordinated(word, evidence))


def _forenames(form: str) -> set[str]:
    return {one.nominative for one in forename_forms(form)}


def abbreviation(word: Candidate, _: Evidence) -> bool | None:
    """ВЛКСМ, НТВ: capitals only, and no surname that the dictionary knows."""
    return False if word.text.isupper() and not weights(word.text).surname else None


def part_of_a_word(word: Candidate, _: Evidence) -> bool | None:
    """Ростов-на-Дону, Во-первых; but a surname with an apposition stays one."""
    if not word.gap_after.startswith(("-", "‑")) or len(word.gap_after) > 1:
        return None
    added = folded(word.after) in listed("enclitics") or analyses(word.after)[0].pos == "NOUN"
    return None if added and weights(word.text).surname else False


def never_a_name(word: Candidate, _: Evidence) -> bool | None:
    """A word that is no noun, an abstract noun, a compound office, or one that the language's list excludes."""
    return False if _is_no_name(word.text) else None


@lru_cache(maxsize=20_000)
def _is_no_name(form: str) -> bool:
    unknown = not known(form)
    abstract = unknown and analyses(form)[0].lemma.endswith(tuple(listed("abstract_endings")))
    office = unknown and any(a.lemma.endswith(_offices()) for a in analyses(form))
    return abstract or office or folded(form) in listed("never") or is_function_word(form)


@cache
def _offices() -> tuple[str, ...]:
    """«Ответсекретарь», «медиааналитик»: what such compounds end in."""
    return tuple(role for role in lexicon.listed("roles") if len(role) >= _OFFICE)


def cited(word: Candidate, _: Evidence) -> bool | None:
    """What a citation names as its author or editor."""
    return True if word.cited and is_namelike(word.text) else None


def comrade(word: Candidate, _: Evidence) -> bool | None:
    """«т. Серов»: behind the abbreviation of a comrade somebody, though there is a town of that name; no «т. Пятый»."""
    titled_so = word.gap_before.strip() == "." and folded(word.before) in listed("comrades")
    if not titled_so or word.year or word.text.isupper():
        return None
    counts = any("Anum" in one.grammemes for one in analyses(word.text))
    return None if counts else True


def place(word: Candidate, evidence: Evidence) -> bool | None:
    """A word that is a place, or may be one and stands after a preposition of place or a noun such as "город"."""
    if word.gap_before.strip() in ("", ".") and is_one_of(word.before, "places"):
        return False
    if not weights(word.text).place:
        return None
    after_preposition = folded(word.before) in listed("place_prepositions")
    alone = is_place(word.text) and not is_adjectival(word.text) and not _attested(word, evidence)
    among = weights(word.text).surname > 0 and coordinated(word, evidence)  # «Белов, Серов и Лукин»
    return False if after_preposition or (alone and not among) else None


def several_people(word: Candidate, _: Evidence) -> bool | None:
    """A family or a couple under one surname: brothers, spouses."""
    if not word.gap_before.isspace() or not folded(word.text).endswith(_PLURAL):
        return None
    title = analyses(word.before)
    plural = all(a.number == "plur" for a in title)
    return False if plural and any(folded(a.lemma) in listed("kin") for a in title) else None


def attested(word: Candidate, evidence: Evidence) -> bool | None:
    """A form of a surname that stands elsewhere in the text as somebody's."""
    doubtful = word.opens and weights(word.text).ordinary > _SOME_ORDINARY
    return True if _attested(word, evidence) and not (doubtful and folded(word.text) in evidence.small) else None


def _attested(word: Candidate, evidence: Evidence) -> bool:
    return not nominatives(word.text).isdisjoint(evidence.surnames)


def in_office(word: Candidate, _: Evidence) -> bool | None:
    """After an office or trade, in its case: "вратарь Белов". What it governs is in the genitive: "глава Рудпрома"."""
    agreeing = _offices_in(word.before) if word.gap_before == " " else frozenset[str]()
    named = is_namelike(word.text) or (not word.opens and ends_like_a_surname(word.text))
    town = weights(word.text).place and not is_adjectival(word.text)
    if not agreeing or not named or town or modifies(word):
        return None
    forms = surname_forms(word.text)
    shaped = bool(weights(word.text).surname) or ends_like_a_surname(word.text)
    governed = any(form.case == "gent" for form in forms if form.rank < LAST_RESORT)
    return True if agreeing & {form.case for form in forms} and (shaped or not governed) else None


@lru_cache(maxsize=20_000)
def _offices_in(form: str) -> frozenset[str]:
    """The cases in which a word names an office or trade that one holds."""
    nouns = (one for one in analyses(form) if one.pos == "NOUN" and one.number == "sing")
    return frozenset(one.case for one in nouns if folded(one.lemma) in lexicon.listed("roles"))


def titled(word: Candidate, _: Evidence) -> bool | None:
    """After "товарищ", "профессор": only a full stop of an abbreviation may stand between."""
    near = word.gap_before.strip() in ("", ".") and "\n" not in word.gap_before
    initial = len(word.before) == 1 and word.before.isupper()
    if not near or initial or word.year or not is_one_of(word.before, "titles") or not _bears_a_title(word):
        return None
    return True if word.gap_before.strip() == "" or len(word.before) < 6 else None


def _bears_a_title(word: Candidate) -> bool:
    """A name, or any noun with a capital in the case of the title: "инженер Коваль"."""
    if is_namelike(word.text):
        return True
    share = weights(word.text)
    if word.opens or share.place or not known(word.text):
        return False
    cases = {one.case for one in analyses(word.before) if one.pos == "NOUN" and one.number == "sing"}
    return any(one.pos == "NOUN" and one.case in cases and one.number == "sing" for one in analyses(word.text))


def written_small(word: Candidate, evidence: Evidence) -> bool | None:
    """The text writes the same word with a small letter."""
    return False if folded(word.text) in evidence.small and weights(word.text).ordinary > 0 else None


def all_in_marks(word: Candidate, evidence: Evidence) -> bool | None:
    """«Марфуша»: what fills a pair of marks is the name of a thing, unless the text knows somebody of that surname."""
    alone = word.gap_before.endswith(_OPENING_MARKS) and word.gap_after.startswith(CLOSING_MARKS)
    return False if alone and not _attested(word, evidence) else None


def known_surname(word: Candidate, _: Evidence) -> bool | None:
    """The dictionary has it as a surname, and it is no ordinary word that merely opens a sentence."""
    share = weights(word.text)
    if word.opens:
        return True if share.surname and share.ordinary < _SOME_ORDINARY and share.place < share.surname else None
    return True if share.surname >= _LIKELY or share.surname > share.ordinary else None


def known_forename(word: Candidate, evidence: Evidence) -> bool | None:
    """Plato, or somebody called by the forename alone: in a sentence its capital says so, at its head another does."""
    share = weights(word.text)
    placed = folded(word.before) in listed("place_prepositions") and not share.forename
    if word.token.label == "S" or share.place > share.forename or placed:
        return None
    if not word.opens:
        return True if share.forename or share.ordinary < _LIKELY else None
    shown = not _forenames(word.text).isdisjoint(evidence.forenames)
    return True if shown or share.ordinary < _SOME_ORDINARY else None


def adjective(word: Candidate, _: Evidence) -> bool | None:
    """An adjective with the noun it belongs to: the Moscow university."""
    if not word.gap_after.isspace():
        return None
    shapes = _as_adjective(word.text)
    nouns = [a for a in analyses(word.after) if a.pos == "NOUN"] if shapes and len(word.after) > 2 else []
    agree = any((a.case, a.number, a.gender if a.number == "sing" else "") in shapes for a in nouns)
    return False if agree else None


@lru_cache(maxsize=20_000)
def _as_adjective(form: str) -> frozenset[tuple[str, str, str]]:
    """The cases, numbers and genders that a word can have as an adjective."""
    adjectives = (one for one in analyses(form) if one.pos == "ADJF" and one.lemma.endswith("й"))
    return frozenset((one.case, one.number, one.gender) for one in adjectives)


def coordinated(word: Candidate, evidence: Evidence) -> bool | None:
    """In a row with somebody, joined by a comma or "и"."""
    token, likeliest = word.token, analyses(word.text)[0]
    adjective = likeliest.pos == "ADJF" and likeliest.lemma.endswith("ский")
    common = word.opens and known(word.text) and not weights(word.text).surname
    if common or not (adjective or is_namelike(word.text)):
        return None
    after = _row_end(word.gap_after, word.after, token.end, evidence.starts)
    before = _row_start(word.gap_before, word.before, token.start, evidence.ends)
    return True if after or before else None


def _row_end(gap: str, word: str, end: int, starts: set[int]) -> bool:
    if word in ("и", "или"):
        return gap.isspace() and any(end + len(gap) + len(word) + n in starts for n in (1, 2))
    return gap.strip() == "," and end + len(gap) in starts


def _row_start(gap: str, word: str, start: int, ends: set[int]) -> bool:
    if word in ("и", "или"):
        return gap.isspace() and any(start - len(gap) - len(word) - n in ends for n in (1, 2))
    return gap.strip() == "," and start - len(gap) in ends


RULES: tuple[Rule, ...] = (
    abbreviation,
    part_of_a_word,
    never_a_name,
    cited,
    surname_that_speaks,
    comrade,
    subject_far_off,
    place,
    several_people,
    adjective,
    attested,
    titled,
    in_office,
    written_small,
    all_in_marks,
    known_surname,
    surname_with_verb,
    surname_apart,
    known_forename,
    according,
    speaks,
    acts,
    surname_ending,
    opening_surname,
    in_the_case_asked,
    in_brackets,
    label,
    coordinated,
)
# what these refuse, no further evidence can make a name
FINAL = frozenset({"abbreviation", "part-of-a-word", "never-a-name"})

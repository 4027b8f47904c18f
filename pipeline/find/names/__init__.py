"""The stage that finds persons: every mention becomes a `person_name`, every human being an `Agent`.

Finds names by their shape (`mentions.py`) and single words by rule (`rules.py`), joins them (`persons.py`).
Does not follow pronouns, and gives nobody a name that the text does not.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.find import lexicon
from pipeline.find.names.candidates import Candidate, Evidence, candidate
from pipeline.find.names.forms import CASES, LAST_RESORT, folded, surname_forms
from pipeline.find.names.grammar import cases, gender_of, genders
from pipeline.find.names.mentions import Mention, Token, mentions, readings
from pipeline.find.names.persons import Person, join
from pipeline.find.names.rules import FINAL, decide
from pipeline.find.names.words import is_one_of, listed
from pipeline.find.words import Analysis, analyses
from pipeline.text import BLOCKS, CONTAINERS, Agent, Document, Span

__all__ = ["cases", "find_mentions", "find_names", "gender_of", "genders", "named", "stretches"]

_SMALL = re.compile(r"(?<![\w.])[а-яё]+(?:-[а-яё]+)*")
_CITED = ("cited_author", "cited_editor")
_ROUNDS = 4
_PLAINLY = 0.6


def find_names(document: Document) -> Document:
    """The document with its `person_name` spans (ids m1.., `person` in attrs) and an agent for each person (per1..)."""
    found = find_mentions(document)
    return named(document, found, join(found))


def named(document: Document, found: list[Mention], persons: list[Person]) -> Document:
    """The document with these mentions and persons, who are in the order of their first mention."""
    owner = {place: f"per{number}" for number, person in enumerate(persons, 1) for place in person.mentions}
    spans = [
        Span(m.start, m.end, "person_name", f"m{place + 1}", {"person": owner[place]}) for place, m in enumerate(found)
    ]
    agents = [as_agent(f"per{number}", person, found) for number, person in enumerate(persons, 1)]
    return document.adding(spans, agents)


def find_mentions(document: Document) -> list[Mention]:
    """Every mention of a person, in text order."""
    several: list[Mention] = []
    single: list[Candidate] = []
    for piece in _pieces(document):
        if isinstance(piece, Mention):
            several.append(piece)
        else:
            single.append(piece)
    return sorted([*several, *_accepted(document.text, several, single)], key=lambda m: m.start)


def _pieces(document: Document) -> Iterator[Mention | Candidate]:
    floors = sorted({0, *(edge for span in document.of(*BLOCKS) for edge in (span.start, span.end))})
    authors = {(span.start, span.end) for span in document.of(*_CITED)}
    citations = {span.start for span in document.of("citation", "note")}
    for start, end in stretches(document):
        cited = (start, end) in authors
        floor = floors[bisect_right(floors, start) - 1]
        for piece in mentions(document.text, start, end, cited):
            if isinstance(piece, Token):
                yield candidate(document.text, piece, floor, cited)
            else:
                yield _in_context(document.text, piece, max(floor, start if start in citations else 0))


def stretches(document: Document) -> Iterator[tuple[int, int]]:
    """The text between all edges of spans, so that no name crosses one."""
    spans = [span for span in document.spans if span.kind not in CONTAINERS]
    edges = sorted({0, len(document.text), *(edge for span in spans for edge in (span.start, span.end))})
    return pairwise(edges)


def _in_context(text: str, mention: Mention, floor: int) -> Mention:
    """A surname before initials that opens a note or a citation is in the nominative (GOST R 7.0.5, author's name)."""
    surname_first = mention.text.startswith(mention.surname) and mention.forenames and mention.surname
    if surname_first and not any(map(str.isalpha, text[floor : mention.start])):
        return replace(mention, cases=frozenset({"nomn"}))
    word = candidate(text, Token(mention.start, mention.end, mention.text, "S", "|"), floor, False)
    return _governed(mention, word)


def _accepted(text: str, several: list[Mention], single: list[Candidate]) -> list[Mention]:
    """The single words that are somebody; asked again while new names show more of them."""
    evidence = Evidence(small=frozenset(map(folded, _SMALL.findall(text))))
    for mention in several:
        _learn(mention, evidence)
    found: list[Mention] = []
    for _ in range(_ROUNDS):
        answers = [(word, *decide(word, evidence)) for word in single]
        single = [word for word, somebody, rule in answers if not somebody and rule not in FINAL]
        fresh = [_single(word, evidence) for word, somebody, _ in answers if somebody]
        for mention in fresh:
            _learn(mention, evidence)
        found += fresh
        if not fresh:
            break
    return found


def _learn(mention: Mention, evidence: Evidence) -> None:
    forms = readings(mention)
    evidence.surnames |= {form.nominative for form in forms if form.rank == forms[0].rank}
    evidence.starts.add(mention.start)
    evidence.ends.add(mention.end)


def _single(word: Candidate, evidence: Evidence) -> Mention:
    token = word.token
    surname = any(form.nominative in evidence.surnames for form in surname_forms(token.text))
    bare = Mention(token.start, token.end, token.text)
    if token.label == "F" and not surname:
        return replace(bare, forenames=(token.text,))
    if token.label == "P" and not surname:
        return replace(bare, patronym=token.text)
    return _governed(replace(bare, surname=token.text), word)


def _governed(mention: Mention, word: Candidate) -> Mention:
    """What the words before and after say of case and gender: a title, a preposition, a governing noun, the verb."""
    if _is_title(word.before) and word.gap_before.strip() in ("", "."):
        agreeing = frozenset(a.case for a in analyses(word.before) if (a.pos, a.number) == ("NOUN", "sing"))
        gender = "femn" if is_one_of(word.before, "women") else "" if mention.forenames else "masc"
        return replace(mention, gender=gender, cases=agreeing)
    likeliest = analyses(word.before)[0] if word.before and word.gap_before.isspace() else None
    if not word.locative:
        mention = replace(mention, cases=frozenset(CASES) - {"loct"})
    if plain := _plainly_nominative(mention):
        return replace(mention, gender=plain, cases=frozenset({"nomn"}))
    bound = likeliest and likeliest.pos == "NOUN"
    if likeliest and (folded(word.before) in listed("genitive") or bound):
        return replace(mention, cases=frozenset({"gent"})) if _can_be_genitive(mention) else mention
    return replace(mention, leaning=_leaning(mention, word, likeliest))


def _is_title(word: str) -> bool:
    return is_one_of(word, "titles") or any(folded(a.lemma) in lexicon.listed("roles") for a in analyses(word))


def _plainly_nominative(mention: Mention) -> str:
    """The gender of a full forename that is hardly ever met but in the nominative, «Марина»; else an empty string."""
    likeliest = analyses(mention.forenames[0])[0] if mention.forenames and len(mention.forenames[0]) > 2 else None
    plain = likeliest is not None and likeliest.case == "nomn" and likeliest.score > _PLAINLY and mention.surname
    return likeliest.gender if likeliest is not None and plain else ""


def _leaning(mention: Mention, word: Candidate, before: Analysis | None) -> str:
    """The gender that the verb beside a name speaks for, or the name's own form where it opens a sentence."""
    verb = analyses(word.after)[0] if word.after and word.gap_after.isspace() else None
    free = before is None or before.pos in ("CONJ", "PRCL", "ADVB")
    if verb is not None and free and verb.pos == "VERB" and verb.number == "sing" and verb.gender:
        return verb.gender
    if (
        before is not None
        and before.pos == "VERB"
        and before.number == "sing"
        and before.lemma.replace("ё", "е") in lexicon.listed("verbs_of_speech")
    ):
        return before.gender
    nominatives = {form.gender for form in readings(mention) if form.case == "nomn" and form.rank < LAST_RESORT}
    return nominatives.pop() if word.opens and len(nominatives) == 1 else mention.leaning


def _can_be_genitive(mention: Mention) -> bool:
    return any(form.case == "gent" and form.rank < LAST_RESORT for form in readings(mention))


def as_agent(agent_id: str, person: Person, found: list[Mention]) -> Agent:
    """The agent of a person: the fullest nominative name in natural order, the other forms as variants."""
    forms = [" ".join(found[place].text.split("\n")) for place in person.mentions]
    particle = next((found[place].particle for place in person.mentions if found[place].particle), "")
    surname = _written(person.surname, [found[place].surname for place in person.mentions])
    surname = f"{particle} {surname}".strip()
    stand = [part for place in person.mentions for part in found[place].forenames]
    forename = " ".join(_written(folded(part), stand) for part in person.forenames)
    name = " ".join(filter(None, (forename, person.regnal, person.patronym, surname)))
    variants = tuple(form for form in dict.fromkeys(forms) if form != name)
    bare = Agent(agent_id, "person", name, surname, forename, person.patronym, authority=person.authority)
    return replace(bare, variants=variants)


def _written(nominative: str, forms: list[str]) -> str:
    """A folded nominative as the text would write it: its capitals and its ё, as far as a form shows them."""
    same = [form for form in forms if folded(form) == nominative and not form.isupper()]
    if same:
        return same[0]
    model = next((form for form in forms if form and not form.isupper()), "")
    shared = next((i for i, (a, b) in enumerate(zip(folded(model), nominative, strict=False)) if a != b), None)
    kept = model[: min(len(model), len(nominative)) if shared is None else shared]
    return re.sub(r"(?<![^\W_])[^\W_]", lambda first: first.group().upper(), kept + nominative[len(kept) :])

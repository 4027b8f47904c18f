"""The stage that finds persons: every mention becomes a `person_name`, every human being an `Agent`.

Finds names by their shape (`mentions.py`) and single words by rule (`rules.py`), asks the words around them for case
and gender (`surroundings.py`), and joins them (`surnames.py`, `persons.py`).
Does not follow pronouns, and gives nobody a name that the text does not.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.find.names.agreeing import readings
from pipeline.find.names.candidates import Candidate, Evidence, candidate
from pipeline.find.names.forms import folded, forename_forms, nominatives
from pipeline.find.names.grammar import cases, gender_of, genders
from pipeline.find.names.mentions import Mention, Token, mentions
from pipeline.find.names.persons import Person, join
from pipeline.find.names.rules import FINAL, decide, is_concerned
from pipeline.find.names.surroundings import governed
from pipeline.text import BLOCKS, CONTAINERS, Agent, Document, Span

__all__ = ["cases", "find_mentions", "find_names", "gender_of", "genders", "named", "stretches"]

_SMALL = re.compile(r"(?<![\w.])[а-яё]+(?:-[а-яё]+)*")
_PLACED = re.compile(r"(?<![^\s(])(?:[вВ]о?|[нН]а|[иИ]з|[дД]о) ([А-ЯЁ][а-яё]+)")
_COMRADE = re.compile(r"(?<![\w.])т\.[ \u00a0][А-ЯЁ][а-яё]")
_CITED = ("cited_author", "cited_editor")
_ROUNDS = 4


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
    comrades = _COMRADE.search(document.text) is not None
    for start, end in stretches(document):
        cited = (start, end) in authors
        floor = floors[bisect_right(floors, start) - 1]
        for piece in mentions(document.text, start, end, cited):
            if isinstance(piece, Token):
                yield candidate(document.text, piece, floor, cited)
            elif comrades and (bearer := _comrade(piece)):
                yield candidate(document.text, bearer, floor, cited)
            else:
                yield _in_context(document.text, piece, max(floor, start if start in citations else 0))


def _comrade(mention: Mention) -> Token | None:
    """«Т. Зимин ушёл», where the text has «т. Зимину» too: the surname of a comrade, who has no initial."""
    titled = mention.forenames == ("Т.",) and not mention.patronym and mention.text.startswith("Т.")
    start = mention.end - len(mention.surname)
    return Token(start, mention.end, mention.surname, "S", "_") if titled else None


def stretches(document: Document) -> Iterator[tuple[int, int]]:
    """The text between all edges of spans, so that no name crosses one."""
    spans = [span for span in document.spans if span.kind not in CONTAINERS]
    edges = sorted({0, len(document.text), *(edge for span in spans for edge in (span.start, span.end))})
    return pairwise(edges)


def _in_context(text: str, mention: Mention, floor: int) -> Mention:
    """A surname before initials that opens a note or a citation is in the nominative (GOST R 7.0.5, author's name)."""
    surname_first = mention.text.startswith(mention.surname) and mention.forenames and mention.surname
    if surname_first and not any(map(str.isalpha, text[floor : mention.start])):
        return mention._replace(cases=frozenset({"nomn"}))
    word = candidate(text, Token(mention.start, mention.end, mention.text, "S", "|"), floor, False)
    return governed(mention, word)


def _accepted(text: str, several: list[Mention], single: list[Candidate]) -> list[Mention]:
    """The single words that are somebody; asked again while new names show more of them."""
    places = (nominatives(form) for form in set(_PLACED.findall(text)))
    evidence = Evidence(frozenset(_SMALL.findall(text.replace("ё", "е"))), frozenset().union(*places))
    for mention in several:
        _learn(mention, evidence)
    found: list[Mention] = []
    asked = single
    for _ in range(_ROUNDS):
        answers = {word: decide(word, evidence) for word in asked}
        single = [word for word in single if word not in answers or not _is_settled(*answers[word])]
        fresh = [_single(word, evidence) for word, (somebody, _) in answers.items() if somebody]
        found += fresh
        shown = _shown(fresh, evidence)
        asked = [word for word in single if is_concerned(word, shown, evidence)] if fresh else []
    return found


def _shown(fresh: list[Mention], evidence: Evidence) -> set[str]:
    """The surnames and forenames that these mentions are the first to show; all they show is evidence from now on."""
    before = evidence.surnames | evidence.forenames
    for mention in fresh:
        _learn(mention, evidence)
    return (evidence.surnames | evidence.forenames) - before


def _is_settled(somebody: bool, rule: str) -> bool:
    return somebody or rule in FINAL


def _learn(mention: Mention, evidence: Evidence) -> None:
    forms = readings(mention)
    evidence.surnames |= {form.nominative for form in forms if form.rank == forms[0].rank}
    if not mention.surname and not mention.patronym and len(mention.forenames) == 1:
        evidence.forenames |= {form.nominative for form in forename_forms(mention.forenames[0])}
    evidence.starts.add(mention.start)
    evidence.ends.add(mention.end)


def _single(word: Candidate, evidence: Evidence) -> Mention:
    token = word.token
    surname = not nominatives(token.text).isdisjoint(evidence.surnames)
    bare = Mention(token.start, token.end, token.text)
    if token.label == "F" and not surname:
        return bare._replace(forenames=(token.text,))
    if token.label == "P" and not surname:
        return bare._replace(patronym=token.text)
    return governed(bare._replace(surname=token.text), word)


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

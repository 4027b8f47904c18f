"""What grammar says of a person and of a mention: gender and case. For those who ask who does what in a sentence."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.find.names.agreeing import given_cases, readings
from pipeline.find.names.forms import CASES, Form, folded, forename_forms, patronym_forms, surname_forms
from pipeline.find.names.mentions import Mention, Token, mentions
from pipeline.find.words import analyses
from pipeline.text import Agent, Document, Span, once_a_document

_NEAR = 30  # code points before a name in which the noun stands that it belongs to
_PRECEDING = re.compile(r"(?:[^\W\d_]+\s){1,3}$")
_FOLLOWING = re.compile(r"\s+([а-яё]+)")


@lru_cache(maxsize=10_000)
def gender_of(agent: Agent) -> str:
    """'masc', 'femn', or '' where neither forename, patronymic nor the surname's forms tell."""
    by_patronym = {form.gender for form in patronym_forms(agent.patronym) if form.case == "nomn"}
    by_forename = {form.gender for form in forename_forms(agent.forename.split(" ")[0]) if form.case == "nomn"}
    for genders in (by_patronym, by_forename, _by_surname(agent)):
        if len(genders) == 1 and "" not in genders:
            return genders.pop()
    return ""


@once_a_document
def genders(document: Document) -> dict[str, str]:
    """The gender of each person of a document by id; where no name tells, by the past tenses after the mentions."""
    verbs = _genders_of_verbs(document)
    persons = (agent for agent in document.agents if agent.kind == "person")
    return {agent.id: gender_of(agent) or verbs.get(agent.id, "") for agent in persons}


def _genders_of_verbs(document: Document) -> dict[str, str]:
    """For each person the gender of the verbs that follow the mentions, if all that follow agree."""
    found: dict[str, set[str]] = {}
    for span in document.of("person_name"):
        following = _FOLLOWING.match(document.text, span.end)
        verb = analyses(following[1])[0] if following else None
        if verb and verb.pos == "VERB" and verb.number == "sing":
            found.setdefault(span.attrs.get("person", ""), set()).add(verb.gender)
    return {agent: min(said) for agent, said in found.items() if len(said) == 1 and said <= {"masc", "femn"}}


def _by_surname(agent: Agent) -> set[str]:
    """A surname that is declined in the text as only a man's is, or whose nominative only one of the two has."""
    nominative = folded(agent.surname).split(" ")[-1]
    nominal = [form for form in surname_forms(nominative) if (form.nominative, form.case) == (nominative, "nomn")]
    genders = {form.gender for form in nominal}
    for variant in (word for form in agent.variants for word in form.split() if not word.endswith(".")):
        shown = {form.gender for form in surname_forms(variant) if form.nominative == nominative}
        genders = genders & shown if shown and folded(variant) != nominative else genders
    return genders


@once_a_document
def cases(document: Document) -> dict[int, frozenset[str]]:
    """For each mention, by its start, the cases it can stand in (`nomn`, `gent`, ...), given who it is."""
    agents = {agent.id: agent for agent in document.agents}
    return {span.start: _case_of(document.text, span, agents) for span in document.of("person_name")}


def _case_of(text: str, mention: Span, agents: Mapping[str, Agent]) -> frozenset[str]:
    piece = _only_piece(text[mention.start : mention.end], text[mention.end : mention.end + 1])
    possible = (_cases(piece, agents[mention.attrs["person"]]) if piece else frozenset()) or frozenset(CASES)
    return frozenset({"gent"}) if len(possible) == len(CASES) and _is_owner(text, mention) else possible


def _is_owner(text: str, mention: Span) -> bool:
    """«полотна С. И. Ярошенко»: a name not declined, behind a noun for a thing and before no verb, is whose it is.

    Not if somebody stands before the thing: «министр иностранных дел Краузе».
    """
    before = _PRECEDING.search(text, max(0, mention.start - _NEAR), mention.start)
    words = [analyses(word)[0] for word in before[0].split()] if before else []
    following = _FOLLOWING.match(text, mention.end)
    acts = following is not None and analyses(following[1])[0].pos == "VERB"
    somebody = any({"NOUN", "anim"} <= word.grammemes for word in words)
    return bool(words) and words[-1].pos == "NOUN" and not somebody and not acts


@lru_cache(maxsize=10_000)
def _only_piece(name: str, following: str) -> Mention | Token | None:
    """A name taken to pieces anew, with the sign behind it; nothing where it is several."""
    pieces = list(mentions(name + following, 0, len(name), True))
    return pieces[0] if len(pieces) == 1 else None


def _cases(piece: Mention | Token, agent: Agent) -> frozenset[str]:
    if isinstance(piece, Token):
        surname = folded(agent.surname).split(" ")[-1]
        own = [form for form in surname_forms(piece.text) if form.nominative == surname]
        own = own or list(forename_forms(piece.text) or patronym_forms(piece.text)) or _of_noun(piece.text)
    else:
        surname = folded(agent.surname).split(" ")[-1]
        own = [form for form in readings(piece) if form.nominative == surname]
        if not piece.surname:
            return given_cases(piece)
    gender = gender_of(agent) or "masc"
    possible = frozenset(f.case for f in own if f.gender in ("", gender)) or frozenset(f.case for f in own)
    given = given_cases(piece) if isinstance(piece, Mention) else possible
    return possible & given or possible


def _of_noun(word: str) -> list[Form]:
    """A nickname is declined as the noun it is."""
    nouns = [a for a in analyses(word) if a.pos == "NOUN" and a.number == "sing" and a.case in CASES]
    return [Form(a.lemma, "", a.case) for a in nouns]

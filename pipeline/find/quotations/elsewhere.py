"""Rules for words whose owner does not stand in their own clause: in the note behind them, in what was said before.

Each rule looks at one case and answers with a judgement or not at all.
"""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.find.lexicon import listed
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.documents import opening_work, reported, reporting
from pipeline.find.quotations.grammar import Verb, finite_at, is_nominal, is_noun_of, verbs
from pipeline.find.quotations.heard import Heard, cue_of
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.speakers import NOBODY, Speaker
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.tokens import STOPS, Row

_FEW_WORDS = 4  # from which a string is no catchword where somebody is named who may have said it
_SEVERAL_WORDS = 6  # from which it is none anywhere
_MANY_WORDS = 9  # from which one with a capital is no title
_PARAGRAPHS = 2  # between quotations that are paragraphs of their own, if one speaker goes on
_SENTENCE = 5  # words from which a note behind them leaves no doubt that they are quoted
_TWO_WORDS = 2
_AS_THEY_SAY = 3  # tokens of «как говорится,»
_THEY_SAY = (["говорится"], ["говорят"], ["говаривали"])
_PHRASE = 3  # words from which the author of the note need not be named in the sentence


class Reporter(NamedTuple):
    """Whose words a sentence reports, and the words that say so."""

    speaker: Speaker
    cue: tuple[int, int]


def note_author(case: Case) -> Judgement | None:
    """«...»[5]; «...» (с. 12): the note, or the reference in brackets, right after it cites whose words they are."""
    if not case.located or case.words < _PHRASE:
        return None
    if case.cited is not None and case.cited.author:
        return quotation(Speaker(case.cited.author, True), "high" if case.words >= _SENTENCE else "medium")
    found = _reporter(case, case.row, case.bounds[0], case.index, _outermost(case))
    if found is not None:
        return quotation(found.speaker, "medium", found.cue)
    if heard := _documented(case):
        return quotation(heard.speaker, "medium", heard.cue)
    impersonal = reporting(case.row, case.bounds[0], case.index)
    return Judgement("quotation", "low", "" if impersonal else _in_mind(case), True)


def noted_phrase(case: Case) -> Judgement | None:
    """возмущают X их «...»[5]; X замечает, что Y прав лишь «...»[6]: a word or two with a note of their own.

    They are his whom the note cites, if the sentence names him, else his whose report the sentence is. Two words with a
    place in a work, «(с. 12)», are taken from there, whoever wrote it.
    """
    if not case.located or case.begins_high:
        return None
    low, high = case.bounds
    author = case.cited.author if case.cited is not None else ""
    if any(token.kind == "name" and token.ref == author for token in case.row.tokens[low:high]):
        return quotation(Speaker(author, True), "medium")
    if author and case.words > 1 and _outermost(case):
        return quotation(Speaker(author, True), "medium")
    reporter = None if author else _reporter(case, case.row, low, case.index, _outermost(case))
    if reporter is not None:
        return quotation(reporter.speaker, "medium", reporter.cue)
    if heard := _documented(case):
        return quotation(heard.speaker, "medium", heard.cue)
    marked = case.cited is not None and case.cited.mark is not None
    return Judgement("quotation", "low", author or _in_mind(case), True) if case.words > 1 and not marked else None


def _documented(case: Case) -> Heard | None:
    """The document in which the sentence says that something is said."""
    low = case.bounds[0]
    words = reporting(case.row, low, case.index)
    found = (reported(case.row, index, low, case.index, case.speakers) for index in words)
    return next((heard for heard in found if heard is not None), None)


def _outermost(case: Case) -> list[Verb]:
    """The verbs of speech before the string in its sentence, the one that governs the others first."""
    return list(verbs(case.row, case.bounds[0], case.index))[::-1]


def _in_mind(case: Case) -> str:
    """The person of the text who spoke last in the paragraph, or else of whom the text speaks."""
    view = case.speakers.view
    last = view.last_spoken(case.string.start, blocks=0)
    return last if last in view.genders else view.antecedent(case.string.start)


def in_the_work(case: Case) -> Judgement | None:
    """«В книге X герой выведен как «...»»: the work of a person opens the sentence, and its phrases are taken there."""
    low = case.bounds[0]
    if case.begins_high or case.words < _TWO_WORDS:
        return None
    heard = opening_work(case.row, low, case.index, case.speakers)
    told = any(is_nominal(token, "VERB", "PRTS") for token in case.row.tokens[low : case.index])
    return quotation(heard.speaker, "medium", heard.cue) if heard is not None and told else None


def hearsay(case: Case) -> Judgement | None:
    """мол, «...»; дескать «...»: particles that give what follows as somebody else's words; «как говорится, «...»»."""
    before = case.left()
    if _is_as_they_say(case):
        return quotation(NOBODY, "medium")
    particle = case.left(2) if before is not None and before.text == "," else before
    if particle is None or particle.plain not in listed("particles_of_hearsay"):
        return None
    cue = (particle.start, particle.end)
    return quotation(Speaker(_subject_of_sentence(case) or _in_mind(case), False), "medium", cue)


def _is_as_they_say(case: Case) -> bool:
    """«Как говорится, «...»», «как говорят, «...»»: a proverb or a winged word, which is nobody's."""
    low, at = case.bounds[0], case.index
    said = [token.plain for token in case.row.tokens[max(low, at - _AS_THEY_SAY) : at]]
    return case.words >= _PHRASE and said[:1] == ["как"] and said[1:2] in _THEY_SAY and said[2:] == [","]


def continuation(case: Case) -> Judgement | None:
    """«...» as a sentence of its own, after one that says who is speaking: he goes on."""
    if not case.starts_sentence or case.words < 4 or not (case.begins_high or case.text.startswith(("…", "..."))):
        return None
    following = case.following
    if following is not None and following.text not in STOPS and not _new_sentence(case):
        return None
    if (reporter := _reporting_before(case)) and reporter.speaker.agent:
        return quotation(Speaker(reporter.speaker.agent, False), "high", reporter.cue)
    if case.before is not None and (writer := _writes_before(case, case.before)):
        return quotation(writer, "medium")
    going_on = case.speakers.view.last_spoken(case.string.start, _PARAGRAPHS) if not case.index else ""
    return quotation(Speaker(going_on or _in_mind(case), False), "medium")


def _writes_before(case: Case, row: Row) -> Speaker | None:
    """«Ответ X занял одиннадцать листов.¶«...»»: the last sentence before is about somebody's words or letter."""
    low, high = row.sentence(len(row.tokens) - 1)
    for index in range(low, high):
        noun = row.tokens[index]
        written = is_noun_of(noun, "nouns_of_speech") or is_noun_of(noun, "nouns_of_letter")
        if written and any(one.case == "nomn" for one in noun.analyses):
            name = genitive_name(row, index + 1, case.speakers)
            return Speaker(name.ref, False) if name is not None else None
    return None


def _new_sentence(case: Case) -> bool:
    return case.index + 1 == case.bounds[1]


def _reporting_before(case: Case) -> Reporter | None:
    """Who is reported, by a verb of speech, in the sentence before, here or at the end of the paragraph before."""
    row, end = (case.row, case.index) if case.index else (case.before, len(case.before.tokens) if case.before else 0)
    if row is None or not end:
        return None
    low = row.sentence(end - 1)[0]
    return _reporter(case, row, low, end, verbs(row, low, end), described=False)


def _reporter(
    case: Case, row: Row, low: int, high: int, said: Iterable[Verb], described: bool = True
) -> Reporter | None:
    """The subject of the first of these verbs that has one: a name or pronoun, or also somebody described."""
    sorts = ("name", "pronoun", "noun") if described else ("name", "pronoun")
    for verb in said:
        subject = subject_of(row, verb, low, high, case.speakers) if verb.form == "VERB" else None
        if subject is not None and subject.sort in sorts:
            return Reporter(case.speakers.resolve(row, subject), cue_of(row, verb, subject))
    return None


def headline(case: Case) -> Judgement | None:
    """«...?»: X ушёл. A sentence at the head of a paragraph, and a colon behind it: its words, then who or what."""
    following = case.following
    if following is None or following.text != ":" or case.index or not case.begins_high or case.words < _PHRASE:
        return None
    if case.block.kind == "title_part" and not (case.has_verb or case.ends_sentence):
        return None
    names = (t for t in case.behind if t.kind == "name" and case.speakers.nominative(t))
    named = next(names, None)
    return Judgement("quotation", "low", named.ref if named else "", True)


def reply(case: Case) -> Judgement | None:
    """«Вы надолго?» – «Надолго»: behind a quotation only a dash, and a sentence: somebody answers."""
    dash, before = case.left(), case.left(2)
    if before is not None and before.text in STOPS:
        before = case.left(3)
    if dash is None or dash.kind != "dash" or before is None or before.kind != "string" or not case.begins_high:
        return None
    said = [one for one in _strings_before(case) if one.kind == "quotation"]
    asked = case.judged.get(int(before.ref))
    if asked is None or asked.kind != "quotation":
        return None
    return quotation(Speaker(said[-2].speaker, False) if said[1:] else NOBODY, "medium")


def _strings_before(case: Case) -> list[Judgement]:
    """How the strings of the row before this one were judged, the nearest last."""
    strings = (int(token.ref) for token in case.row.tokens[: case.index] if token.kind == "string")
    return [case.judged[one] for one in strings if one in case.judged]


def exclamation(case: Case) -> Judgement | None:
    """«Мала куча!» – кто-то упал. A sentence of its own that asks or exclaims; nothing says that it is called so."""
    asks = case.text.rstrip().endswith(("!", "?", "…", "..."))
    if not asks or not case.begins_high or not case.starts_sentence:
        return None
    return Judgement("quotation", "low", _in_mind(case), True)


def long_phrase(case: Case) -> Judgement | None:
    """A string of many words is somebody's, even where no sentence says whose; of fewer, if somebody is named.

    Of fewest, if it begins as no noun phrase does: nobody holds a predicate at arm's length.
    """
    fewest = _MANY_WORDS if case.begins_high else _fewest_words(case)
    if not case.is_speech and case.words < fewest:
        return None
    nobody = _is_done_by_nobody(case) or _is_told_by_nobody(case)
    who = "" if nobody else _subject_of_sentence(case) or _in_mind(case)
    return Judgement("quotation", "low", who, True)


def _is_told_by_nobody(case: Case) -> bool:
    """«не раз было замечено, что ... «...»»: a report without a subject, and no document."""
    tokens = case.row.tokens
    told = (
        at for at in reporting(case.row, case.bounds[0], case.index) if "1per" not in tokens[at].analyses[0].grammemes
    )
    return any([token.plain for token in tokens[at + 1 : at + 3]] == [",", "что"] for at in told)


def _fewest_words(case: Case) -> int:
    first = case.inner.tokens[:1]
    nominal = not first or is_nominal(first[0], "NOUN", "ADJF", "PRTF", "NUMR")
    if nominal:
        return _FEW_WORDS if case.somebody_may_say_it else _SEVERAL_WORDS
    return _PHRASE if case.somebody_may_say_it else _FEW_WORDS


def _is_done_by_nobody(case: Case) -> bool:
    """«Доклад его сочли «...»»: a verb in the plural before the string, in its clause, that has no subject."""
    low = case.bounds[0]
    for index in range(case.index - 1, low - 1, -1):
        if case.row.tokens[index].kind != "word":
            return False
        if verb := finite_at(case.row, index):
            subject = subject_of(case.row, verb, low, case.bounds[1], case.speakers)
            asked = any(token.plain == "вы" for token in case.row.tokens[low:index])
            return verb.number == "plur" and verb.person == "3per" and subject is None and not asked
    return False


def _subject_of_sentence(case: Case) -> str:
    """Whoever is named as the subject of the sentence, nearest before the string, or else behind it."""
    low, high = case.bounds
    before, behind = case.row.tokens[low : case.index][::-1], case.row.tokens[case.index + 1 : high]
    if len(before) > 1 and before[0].kind == "dash" and before[1].kind == "name":
        before = before[2:]  # «X – «не учитель»»: of whom it is said
    named = (token for token in (*before, *behind) if token.kind == "name" and case.speakers.nominative(token))
    return next((token.ref for token in named), "")

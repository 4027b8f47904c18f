"""What a noun for words before a colon says of whose they are: «слова X: «...»», «получил от X ответ: «...»».

Here is no rule; `introduced` asks.
"""

from pipeline.find.lexicon import listed
from pipeline.find.quotations.acting import what_acts, who_acts
from pipeline.find.quotations.belonging import belonging, given_the_floor
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.documents import holding_work, with_whom
from pipeline.find.quotations.frames import ONE_OF, frame, unnamed_owner
from pipeline.find.quotations.grammar import finite_at, is_noun_of, is_person_noun
from pipeline.find.quotations.heard import Heard, spanning
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import owner_behind
from pipeline.find.quotations.nominals import OF_HIM
from pipeline.find.quotations.participles import said_to_be
from pipeline.find.quotations.speakers import Speaker, Speakers
from pipeline.find.quotations.tokens import Row

_NEAR = 4  # tokens around «от» among which the verb of coming stands
_THEME = 4  # tokens among which it is said of what somebody speaks


def said_in_noun(case: Case, row: Row, noun: int, low: int, high: int) -> Judgement:
    """Whose words the noun for words at an index is of, of the introduction `[low, high)` before the colon."""
    if owned := _by_owner(case, row, noun, low, high):
        return owned
    return _by_what_stands_around(case, row, noun, low, high)


def _by_owner(case: Case, row: Row, noun: int, low: int, high: int) -> Judgement | None:
    """«слова X», «его слова», «слова принадлежат X»: whose they are said to be."""
    cue = (row.tokens[noun].start, row.tokens[noun].end)
    if names_its_theme(case, row, low):
        return quotation(Speaker(row.tokens[low].ref, True), "high", cue)
    if heard := _in_frame(row, noun, low, case.speakers):
        return quotation(heard.speaker, "medium", heard.cue)
    if name := owner_behind(row, noun, case.speakers):
        return quotation(case.speakers.named(row, name), "high", (cue[0], name.end))
    if _is_a_persons(row, noun + 1) and (heard := unnamed_owner(row, noun, noun + 1, "gent", case.speakers)):
        return quotation(heard.speaker, "high", heard.cue)
    if gender := OF_HIM.get(row.tokens[noun - 1].plain if noun else ""):
        return quotation(Speaker(case.speakers.meant(cue[0], gender), False), "high", cue)
    if owned := belonging(row, low, high, case.speakers):
        return quotation(owned.speaker, "high", owned.cue)
    if given := given_the_floor(row, noun, high, case.speakers):
        return quotation(Speaker(given.ref, True), "high", spanning(given, row.tokens[noun]))
    if heard := said_to_be(row, noun, high, case.speakers):
        return quotation(heard.speaker, "high", heard.cue)
    return None


def _by_what_stands_around(case: Case, row: Row, noun: int, low: int, high: int) -> Judgement:
    """From whom the words come, in which work they stand, who does something with them; else whoever is in view."""
    cue = (row.tokens[noun].start, row.tokens[noun].end)
    if sender := sender_of(case, row, low, noun):
        return quotation(sender, "medium", cue)
    if document := _document_behind(case, row, noun, high):
        return quotation(document, "medium", cue)
    if heard := holding_work(row, low, noun, case.speakers):
        return quotation(heard.speaker, "medium", heard.cue)
    if subject := who_acts(case, row, low, high):
        return quotation(subject, "high", cue)
    if document := _document_before(case, row, low, noun):
        return quotation(document, "medium", cue)
    if author := read_with(case, row, low, high):
        return quotation(Speaker(author, False), "medium", cue)
    subject = what_acts(case, row, low, noun) or Speaker(case.speakers.view.antecedent(cue[0]), False)
    return quotation(subject, "medium", cue)


def _in_frame(row: Row, noun: int, low: int, speakers: Speakers) -> Heard | None:
    """«По его мнению, она завершила начатое: «...»»: the noun belongs to a frame, and what follows is his account."""
    found = (frame(row, at, speakers) for at in range(max(low, noun - 2), noun) if row.tokens[at].plain == "по")
    return next((heard for heard in found if heard is not None and heard.cue[1] >= row.tokens[noun].end), None)


def names_its_theme(case: Case, row: Row, low: int) -> bool:
    """«X – о доме: «...»», «X о рассказах Y: «...»»: nothing before the colon but who speaks, and of what."""
    before = [token for token in row.tokens[low : low + _THEME] if token.kind != "dash"]
    named = len(before) > 1 and before[0].kind == "name" and case.speakers.nominative(before[0])
    return named and before[1].plain in ("о", "об", "про")


def sender_of(case: Case, row: Row, low: int, noun: int) -> Speaker | None:
    """«получили от начальницы такое предупреждение: «...»»: from whom something comes, a verb of coming before it."""
    for index in range(low, noun - 1):
        if row.tokens[index].plain != "от":
            continue
        verbs_near = (finite_at(row, at) for at in range(max(low, index - _NEAR), min(noun, index + _NEAR)))
        if not any(verb is not None and verb.lemma in listed("verbs_of_receiving") for verb in verbs_near):
            return None
        if row.tokens[index + 1].kind == "name":
            return Speaker(row.tokens[index + 1].ref, True)
        if is_person_noun(row.tokens[index + 1].text, "gent"):
            return case.speakers.oblique(row, index + 1, index + 1, "gent")
    return None


def _document_behind(case: Case, row: Row, noun: int, high: int) -> Speaker | None:
    """«словами нашего устава: «...»»: the document in the genitive whose words they are; of a letter its writer."""
    for index in range(noun + 1, min(noun + 4, high)):
        token = row.tokens[index]
        if is_noun_of(token, "nouns_of_letter") and (writer := case.speakers.view.antecedent(token.start)):
            return Speaker(writer, False)
        if is_noun_of(token, "nouns_of_document") and any(one.case == "gent" for one in token.analyses):
            return case.speakers.oblique(row, index, index, "gent")
        if not any(one.case == "gent" and one.pos in ("ADJF", "PRTF") for one in token.analyses):
            return None
    return None


def _is_a_persons(row: Row, at: int) -> bool:
    """«слова старосты», «слова одного из них»: behind a noun of speech the genitive of one whom no name names."""
    owner = row.tokens[at]
    if [token.plain for token in row.tokens[at : at + 2]] in ONE_OF:
        return True
    singular = any(one.case == "gent" and one.number == "sing" for one in owner.analyses)
    return singular and is_person_noun(owner.text, "gent")


def _document_before(case: Case, row: Row, low: int, noun: int) -> Speaker | None:
    """«обращение, начинающееся словами: «...»»: the document whose words a participle says they are."""
    participle = any(one.pos == "PRTF" for token in row.tokens[max(low, noun - 3) : noun] for one in token.analyses[:1])
    for index in range(noun - 1, low - 1, -1) if participle else ():
        token = row.tokens[index]
        if is_noun_of(token, "nouns_of_document") and token.analyses[0].case:
            return case.speakers.oblique(row, index, index, token.analyses[0].case)
    return None


def read_with(case: Case, row: Row, low: int, high: int) -> str:
    """«у Белова читаем», «у него»: the person with whom something is read before the colon."""
    found = (with_whom(row, place, case.speakers, row.tokens[place].start) for place in range(low + 1, high))
    return next((who.agent for who in found if who is not None), "")

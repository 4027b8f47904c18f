"""The narrator's words beside or inside a quotation: «..., – сказал он, – ...», «...», – по словам очевидца.

Finds the verb of speech or the frame in a stretch of tokens and its speaker; judges nothing.
"""

from bisect import bisect_right
from dataclasses import replace

from pipeline.find.quotations.documents import reported, spoken_in
from pipeline.find.quotations.frames import frame
from pipeline.find.quotations.grammar import Verb, finite_at, is_nominal, is_person_noun, verb_at
from pipeline.find.quotations.heard import Heard, cue_of, spanning
from pipeline.find.quotations.named import genitive_name
from pipeline.find.quotations.nominals import OF_HIM
from pipeline.find.quotations.speakers import NOBODY, Speaker, Speakers
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.tokens import STOPS, Row, Token

_FIRST_WORDS = 5  # an inquit has its verb among its first words
_LONGEST = 45  # tokens of an insertion
_GESTURE = 9  # tokens of an insertion without a verb of speech
_DELAYED = 16  # tokens of an insertion between commas and dashes, among which its verb stands
_LAST_WORDS = 8  # tokens of one that runs to the end of the string: a short clause, or it is no insertion
_OF_QUOTING = frozenset(("цитировать", "процитировать", "ссылаться", "сослаться"))


def narrator(row: Row, low: int, high: int, speakers: Speakers, first_words: int = _FIRST_WORDS) -> Heard | None:
    """A verb of speech with its subject, or a frame like "по словам", among the first words of `[low, high)`."""
    for index in range(low, min(high, low + first_words)):
        if row.tokens[index].kind == "string":
            return None
        if found := frame(row, index, speakers):
            return found
        if found := reported(row, index, low, high, speakers):
            return found
        verb = verb_at(row, index)
        if verb is not None and verb.form == "VERB" and verb.person == "3per":
            heard = _spoken(row, verb, low, high, speakers)
            return None if _is_authors_own(row, verb, low) else heard
    return None


def _is_authors_own(row: Row, verb: Verb, low: int) -> bool:
    """«а я сказал бы»: the first person before the verb is a clause of its own and not the narrator's inquit."""
    return any(row.tokens[i].plain in ("я", "мы") for i in range(low, verb.index))


def _spoken(row: Row, verb: Verb, low: int, high: int, speakers: Speakers) -> Heard:
    subject = subject_of(row, verb, low, high, speakers)
    if verb.lemma in _OF_QUOTING and (gender := OF_HIM.get(_plain_after(row, verb))):
        return Heard(
            Speaker(speakers.meant(row.tokens[verb.index].start, gender), False), cue_of(row, verb, None), True
        )
    if described := _quoted_so(row, verb, speakers):
        return described
    if quoted := quoted_person(row, verb, high, speakers):
        return Heard(Speaker(quoted.ref, True), spanning(row.tokens[verb.index], quoted), True)
    if subject is None and verb.number == "plur" and (body := spoken_in(row, verb, low, high, speakers)):
        return body
    speaker = speakers.resolve(row, subject) if subject else NOBODY
    mine = subject is not None and subject.sort == "first person"
    indefinite = subject is None and verb.number == "plur"
    return Heard(speaker, cue_of(row, verb, subject), subject is not None, indefinite, mine=mine)


def _quoted_so(row: Row, verb: Verb, speakers: Speakers) -> Heard | None:
    """«цитирует учёного агентство»: whom a noun right behind the verb describes, and no name."""
    at = verb.index + 1
    if verb.lemma not in _OF_QUOTING or at + 1 >= len(row.tokens) or not is_person_noun(row.tokens[at].text, "accs"):
        return None
    noun, behind = row.tokens[at], row.tokens[at + 1]
    if noun.is_capital() or behind.kind == "name" or any(one.case == "nomn" for one in noun.analyses):
        return None
    return Heard(speakers.oblique(row, at, at, "accs"), spanning(row.tokens[verb.index], row.tokens[at]), True)


def _plain_after(row: Row, verb: Verb) -> str:
    return row.tokens[verb.index + 1].plain if verb.index + 1 < len(row.tokens) else ""


def quoted_person(row: Row, verb: Verb, high: int, speakers: Speakers) -> Token | None:
    """«цитирует Белова», «передаёт слова Белова», «слова Белова, которые цитирует ...»: whose words they are."""
    after = range(verb.index + 1, min(verb.index + 9, high))
    if verb.lemma in _OF_QUOTING:
        before = range(row.sentence(verb.index)[0], verb.index)
        words = next((i for i in before if row.tokens[i].plain == "слова"), None)
        told = genitive_name(row, words + 1, speakers) if words is not None else None
        named = (row.tokens[i] for i in after[:6] if row.tokens[i].kind == "name")
        return told or _named_last(row, verb, high) or next(named, None)
    words = next((i for i in after if row.tokens[i].plain == "слова"), None)
    return genitive_name(row, words + 1, speakers) if words is not None else None


def _named_last(row: Row, verb: Verb, high: int) -> Token | None:
    """«цитирует Белова («...»), затем Серова: «...»», «и Серова («...»)»: of several the one right before his words."""
    close = high - 1 if row.tokens[high - 1].text == "(" else high
    before = row.tokens[verb.index + 1 : close - 1]
    while before and is_nominal(before[-1], "ADVB"):
        before = before[:-1]
    several = bool(before) and (before[-1].text in (",", ")") or before[-1].plain in ("и", "а"))
    named = row.tokens[close - 1]
    return named if named.kind == "name" and (several or close < high) else None


def gesture(row: Row, low: int, high: int, speakers: Speakers) -> Heard | None:
    """«– пожал плечами Белов», «– и Белов отвернулся»: what somebody does while he speaks, with any verb.

    The verb stands among the first words and has a name, a pronoun or a noun for a person as its subject.
    """
    for index in range(low, min(high, low + 3)):
        verb = finite_at(row, index)
        if verb is not None and verb.person == "3per":
            subject = subject_of(row, verb, low, high, speakers)
            if subject is None or subject.sort in ("first person", "second person", "string"):
                return None
            return Heard(speakers.resolve(row, subject), cue_of(row, verb, subject), True)
    return None


def insertions(row: Row, speakers: Speakers) -> list[Heard]:
    """The narrator's insertions inside a quotation, from dash to dash or to its end, in order.

    A dash alone is no interruption (ENCODING §3): between the dashes there must be a verb of speech with
    a subject of its own, or a frame.
    """
    dashes = [i for i, token in enumerate(row.tokens) if token.kind == "dash"]
    found: list[Heard] = []
    past = -1
    for dash in dashes:
        if dash <= past or not _may_break(row, dash):
            continue
        near = dashes[bisect_right(dashes, dash) : bisect_right(dashes, dash + _LONGEST)]
        close = next((d for d in near if _resumes(row, d)), None)
        end = close if close is not None else len(row.tokens)
        heard = _narrated(row, dash, end, speakers) if end - dash <= _LONGEST else None
        told = heard is not None and (heard.has_subject or _is_bare(row, dash, close))
        if heard is not None and told and (close is not None or end - dash <= _LAST_WORDS):
            found.append(replace(heard, insertion=_extent(row, dash, close)))
            past = end
    return found


def _is_bare(row: Row, dash: int, close: int | None) -> bool:
    """«Я, – говорит, – не понял»: between two dashes nothing but the verb, a comma before, a comma or stop behind."""
    return close == dash + 3 and row.tokens[dash - 1].text == "," and row.tokens[close - 1].text in (",", *STOPS)


def _narrated(row: Row, dash: int, end: int, speakers: Speakers) -> Heard | None:
    """An inquit after the dash; or, after a comma or stop and in a few words that begin with the verb, a gesture."""
    if heard := narrator(row, dash + 1, end, speakers, _DELAYED if _is_set_off(row, dash, end) else 4):
        return heard
    opening = dash + 1 + (dash + 2 < len(row.tokens) and row.tokens[dash + 1].plain == "не")
    first = finite_at(row, opening) if opening < len(row.tokens) else None
    parted = row.tokens[dash - 1].text == "," or row.tokens[dash - 1].text in STOPS
    return gesture(row, dash + 1, end, speakers) if first and parted and end - dash <= _GESTURE else None


def _is_set_off(row: Row, dash: int, end: int) -> bool:
    """«Сад, – с улыбкой, не торопясь, отвечал Белов, вставая, – наш»: a comma before each of the two dashes."""
    closed = end < len(row.tokens) and row.tokens[end - 1].text == ","
    return closed and row.tokens[dash - 1].text == "," and end - dash <= _DELAYED


def _may_break(row: Row, dash: int) -> bool:
    before = row.tokens[dash - 1] if dash else None
    if before is None:
        return False
    if before.text == "," or before.text in STOPS or before.kind in ("string", "note"):
        return True
    return dash + 1 < len(row.tokens) and verb_at(row, dash + 1) is not None


def _resumes(row: Row, dash: int) -> bool:
    """A closing dash follows a comma, a stop or a colon."""
    before = row.tokens[dash - 1]
    return before.text in ",:;" or before.text in STOPS or before.kind in ("name", "word")


def _extent(row: Row, dash: int, close: int | None) -> tuple[int, int]:
    """From the comma before the opening dash to the closing dash, or to the string's end."""
    comma = dash > 0 and row.tokens[dash - 1].text == ","
    start = row.tokens[dash - 1].start if comma else row.tokens[dash].start
    return start, row.tokens[close].end if close is not None else row.tokens[-1].end

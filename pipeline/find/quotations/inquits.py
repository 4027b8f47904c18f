"""The narrator's words beside or inside a quotation: «..., – сказал он, – ...», «...», – по словам очевидца.

Finds the verb of speech or the frame in a stretch of tokens and its speaker; judges nothing.
"""

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.find.lexicon import frames, listed
from pipeline.find.quotations.grammar import Verb, finite_at, is_noun_of, may_speak, verb_at
from pipeline.find.quotations.speakers import NOBODY, Speaker, Speakers, genitive_name
from pipeline.find.quotations.subjects import Subject, subject_of
from pipeline.find.quotations.tokens import STOPS, Row, Token
from pipeline.find.words import analyses

_FIRST_WORDS = 5  # an inquit has its verb among its first words
_LONGEST = 45  # tokens of an insertion
_GESTURE = 9  # tokens of an insertion without a verb of speech
_LAST_WORDS = 8  # tokens of one that runs to the end of the string: a short clause, or it is no insertion
_OF_QUOTING = frozenset(("цитировать", "процитировать", "ссылаться", "сослаться"))
_POSSESSIVES = {"его": "masc", "ее": "femn"}
_IN_IT = frozenset(("нем", "ней", "них", "котором", "которой", "которых"))
_BESIDE = 3  # tokens between «читаем» and «у Белова»
_IN_BODY = 8  # tokens after a verb among which the body stands that speaks by it


@dataclass(frozen=True, slots=True)
class Inquit:
    """Who said it (or nobody), the words that say so, and whether a subject or an indefinite «говорят» stands there."""

    speaker: Speaker
    cue: tuple[int, int]
    has_subject: bool
    indefinite: bool = False
    insertion: tuple[int, int] = (0, 0)


def narrator(row: Row, low: int, high: int, speakers: Speakers, first_words: int = _FIRST_WORDS) -> Inquit | None:
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


def _spoken(row: Row, verb: Verb, low: int, high: int, speakers: Speakers) -> Inquit:
    subject = subject_of(row, verb, low, high, speakers)
    if quoted := quoted_person(row, verb, high):
        return Inquit(Speaker(quoted.ref, True), spanning(row.tokens[verb.index], quoted), True)
    if subject is None and verb.number == "plur" and (body := spoken_in(row, verb, low, high, speakers)):
        return body
    speaker = speakers.resolve(row, subject) if subject else NOBODY
    return Inquit(speaker, cue_of(row, verb, subject), subject is not None, subject is None and verb.number == "plur")


def spoken_in(row: Row, verb: Verb, low: int, high: int, speakers: Speakers) -> Inquit | None:
    """«сообщили в пресс-службе завода»: a verb in the plural without a subject, and the body where it is said."""
    for place in (*range(verb.index + 1, min(high, verb.index + _IN_BODY)), *range(verb.index - 1, low - 1, -1)):
        token = row.tokens[place]
        if token.text == "," and place < verb.index:
            return None
        one_of_them = any((one.case, one.number) == ("loct", "sing") for one in token.analyses)
        if one_of_them and is_noun_of(token, "bodies") and _stands_in(row, place):
            return Inquit(speakers.oblique(row, place, place, "loct"), spanning(row.tokens[verb.index], token), True)
    return None


def spanning(one: Token, other: Token) -> tuple[int, int]:
    """The stretch from the earlier of two tokens to the end of the later."""
    return min(one.start, other.start), max(one.end, other.end)


def quoted_person(row: Row, verb: Verb, high: int) -> Token | None:
    """«цитирует Белова», «передаёт слова Белова», «слова Белова, которые цитирует ...»: whose words they are."""
    after = range(verb.index + 1, min(verb.index + 9, high))
    if verb.lemma in _OF_QUOTING:
        before = range(row.sentence(verb.index)[0], verb.index)
        told = next(
            (name for i in before if row.tokens[i].plain == "слова" for name in genitive_name(row, i + 1)), None
        )
        return told or next((row.tokens[i] for i in after[:4] if row.tokens[i].kind == "name"), None)
    words = next((i for i in after if row.tokens[i].plain == "слова"), None)
    return next(genitive_name(row, words + 1), None) if words is not None else None


def reported(row: Row, index: int, low: int, high: int, speakers: Speakers) -> Inquit | None:
    """«говорится в заявлении», «в письме Белова сказано», «в нём читаем»: no subject, but the document it stands in."""
    token = row.tokens[index]
    if token.kind != "word" or token.plain not in listed("reports_without_subject"):
        return None
    beside = row.tokens[max(low, index - 1) : index + 2]
    if any(one.kind == "name" and speakers.nominative(one) for one in beside):
        return None
    for place in (*range(index - 1, low - 1, -1), *range(index + 1, min(high, index + 8))):
        if row.tokens[place].kind == "name" and row.tokens[place - 1].plain == "у" and abs(place - index) <= _BESIDE:
            return Inquit(Speaker(row.tokens[place].ref, True), (token.start, token.end), True)
        if _stands_in(row, place) and (who := _document_speaks(row, place, speakers)):
            return Inquit(who, (token.start, token.end), True)
    return None


def _document_speaks(row: Row, place: int, speakers: Speakers) -> Speaker | None:
    """Whose the document at a place is: its owner's, or its own; of «в нём» the document last spoken of."""
    token = row.tokens[place]
    if token.plain in _IN_IT:
        found = next((i for i in range(place - 2, -1, -1) if is_noun_of(row.tokens[i], "nouns_of_document")), None)
        case = row.tokens[found].analyses[0].case if found is not None else ""
        return speakers.oblique(row, found, found, case) if found is not None and case else None
    if token.kind != "word" or not _is_document(token):
        return None
    if name := next(genitive_name(row, place + 1), None):
        return Speaker(name.ref, True)
    owner = _POSSESSIVES.get(row.tokens[place - 1].plain)
    if owner:
        return Speaker(speakers.view.antecedent(row.tokens[place - 1].start, owner), False)
    return speakers.oblique(row, place, place, "loct")


def _is_document(token: Token) -> bool:
    return is_noun_of(token, "nouns_of_document") and any(one.case == "loct" for one in token.analyses)


def _stands_in(row: Row, place: int) -> bool:
    """Whether «в» or «на» stands before a noun, adjectives or a possessive between."""
    for index in range(place - 1, max(place - 4, -1), -1):
        token = row.tokens[index]
        if token.plain in ("в", "во", "на"):
            return True
        if token.plain not in _POSSESSIVES and not any(one.pos in ("ADJF", "PRTF") for one in token.analyses):
            return False
    return False


def cue_of(row: Row, verb: Verb, subject: Subject | None) -> tuple[int, int]:
    """The words that give a speaker away: the verb with its subject if they stand close, else the verb."""
    first, last = verb.index, verb.index
    if subject is not None and abs(subject.first - verb.index) <= 4:
        first, last = min(first, subject.first), max(last, subject.last)
    if any(row.tokens[i].kind in ("string", "note") or row.tokens[i].text in STOPS for i in range(first, last + 1)):
        first = last = verb.index
    return row.tokens[first].start, row.tokens[last].end


def frame(row: Row, index: int, speakers: Speakers) -> Inquit | None:
    """A frame like "по словам X", "по его мнению", "согласно X" that begins at an index."""
    token = row.tokens[index]
    if token.kind != "word":
        return None
    for words, case in frames().get(token.plain, ()):
        if found := _possessive(row, index, words):
            gender, end = found
            return Inquit(Speaker(speakers.view.antecedent(token.start, gender), False), (token.start, end), True)
        if not _matches(row, index, words):
            continue
        end = index + len(words)
        if name := next(genitive_name(row, end), None):
            return Inquit(Speaker(name.ref, True), (token.start, name.end), True)
        return unnamed_owner(row, index, end, case, speakers)
    return _dative_frame(row, index)


def _matches(row: Row, index: int, words: tuple[str, ...]) -> bool:
    there = row.tokens[index : index + len(words)]
    return len(there) == len(words) and all(t.plain == word for t, word in zip(there, words, strict=True))


def _possessive(row: Row, index: int, words: tuple[str, ...]) -> tuple[str, int] | None:
    """«по его (собственным) словам»: the gender of whom it points to, and where the frame ends."""
    there = row.tokens[index : index + len(words) + 2]
    if len(words) < 2 or len(there) < 3 or there[1].plain not in _POSSESSIVES:
        return None
    rest = there[3:] if any(one.pos == "ADJF" for one in there[2].analyses) else there[2:]
    matched = tuple(token.plain for token in rest[: len(words) - 1]) == words[1:]
    return (_POSSESSIVES[there[1].plain], rest[len(words) - 2].end) if matched else None


def unnamed_owner(row: Row, index: int, end: int, case: str, speakers: Speakers) -> Inquit | None:
    """«по мнению многих учёных», «слова старосты»: the noun phrase in its case, in the text's own words.

    It begins at `end`; at `index` stands the word whose cue it is.
    """
    last = end
    while last < len(row.tokens) and last - end < 4 and _in_case(row.tokens[last], case):
        last += 1
    nouns = [i for i in range(end, last) if any(a.pos == "NOUN" and a.case == case for a in row.tokens[i].analyses)]
    if not nouns or not may_speak(row.tokens[nouns[0]], case):
        return None
    head = nouns[0]
    named = (
        head + 1 < len(row.tokens)
        and row.tokens[head + 1].kind == "string"
        and row.tokens[head + 1].text[1:2].isupper()
    )
    cue = (row.tokens[index].start, row.tokens[head].end)
    return Inquit(speakers.oblique(row, end, head, case, head + 1 if named else head), cue, True)


def _in_case(token: Token, case: str) -> bool:
    return token.kind == "word" and any(a.case == case for a in token.analyses)


def _dative_frame(row: Row, index: int) -> Inquit | None:
    """«По Белову, ...»: the preposition, a name in the dative, and a comma."""
    there = row.tokens[index : index + 3]
    if len(there) < 3 or there[0].plain != "по" or there[1].kind != "name" or there[2].text != ",":
        return None
    if not any(one.case == "datv" for one in analyses(there[1].text.split()[-1].split(".")[-1])):
        return None
    return Inquit(Speaker(there[1].ref, True), (there[0].start, there[1].end), True)


def gesture(row: Row, low: int, high: int, speakers: Speakers) -> Inquit | None:
    """«– пожал плечами Белов», «– и Белов отвернулся»: what somebody does while he speaks, with any verb.

    The verb stands among the first words and has a name, a pronoun or a noun for a person as its subject.
    """
    for index in range(low, min(high, low + 3)):
        verb = finite_at(row, index)
        if verb is not None and verb.person == "3per":
            subject = subject_of(row, verb, low, high, speakers)
            if subject is None or subject.sort in ("first person", "string"):
                return None
            return Inquit(speakers.resolve(row, subject), cue_of(row, verb, subject), True)
    return None


def insertions(row: Row, speakers: Speakers) -> list[Inquit]:
    """The narrator's insertions inside a quotation, from dash to dash or to its end, in order.

    A dash alone is no interruption (ENCODING §3): between the dashes there must be a verb of speech with
    a subject of its own, or a frame.
    """
    dashes = [i for i, token in enumerate(row.tokens) if token.kind == "dash"]
    found: list[Inquit] = []
    past = -1
    for dash in dashes:
        if dash <= past or not _may_break(row, dash):
            continue
        near = dashes[bisect_right(dashes, dash) : bisect_right(dashes, dash + _LONGEST)]
        close = next((d for d in near if _resumes(row, d)), None)
        end = close if close is not None else len(row.tokens)
        heard = _narrated(row, dash, end, speakers) if end - dash <= _LONGEST else None
        if heard is not None and heard.has_subject and (close is not None or end - dash <= _LAST_WORDS):
            found.append(Inquit(heard.speaker, heard.cue, True, insertion=_extent(row, dash, close)))
            past = end
    return found


def _narrated(row: Row, dash: int, end: int, speakers: Speakers) -> Inquit | None:
    """An inquit after the dash; or, after a comma or stop and in a few words that begin with the verb, a gesture."""
    if heard := narrator(row, dash + 1, end, speakers, 4):
        return heard
    first = finite_at(row, dash + 1) if dash + 1 < len(row.tokens) else None
    parted = row.tokens[dash - 1].text == "," or row.tokens[dash - 1].text in STOPS
    return gesture(row, dash + 1, end, speakers) if first and parted and end - dash <= _GESTURE else None


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

"""Frames that give somebody's words: «по словам X», «согласно X», «по его мнению», «По X, ...»."""

from functools import lru_cache

from pipeline.find.lexicon import frames, listed
from pipeline.find.quotations.agencies import agency_at
from pipeline.find.quotations.grammar import is_nominal, is_noun_of, is_person_noun, may_speak, verb_at
from pipeline.find.quotations.heard import Heard, cue_of
from pipeline.find.quotations.named import genitive_name, name_at
from pipeline.find.quotations.nominals import OF_HIM, Subject
from pipeline.find.quotations.speakers import Speaker, Speakers
from pipeline.find.quotations.subjects import subject_of
from pipeline.find.quotations.tokens import Row, Token
from pipeline.find.words import analyses

_ALONE = ("как", "по")
_OFFICE = 10  # tokens behind the noun for an office among which its holder is named
ONE_OF = (["одного", "из"], ["одной", "из"])
_EPITHETS = 2  # adjectives that a frame may have
_LONGEST = 9  # tokens of a parenthesis «как пишет X»


def frame(row: Row, index: int, speakers: Speakers) -> Heard | None:
    """A frame like "по словам X", "по его мнению", "согласно X" that begins at an index."""
    token = row.tokens[index]
    if not may_begin(token):
        return None
    if token.plain == "как":
        return _parenthesis(row, index, speakers)
    near = [one.plain for one in row.tokens[index + 1 : index + 2 + _EPITHETS]]
    for words, case in frames().get(token.plain, ()):
        if len(words) > 1 and words[1] not in near:
            continue
        if found := _pointing(row, index, words, speakers) or _owned(row, index, words, case, speakers):
            return found
    return _dative_frame(row, index)


def _pointing(row: Row, index: int, words: tuple[str, ...], speakers: Speakers) -> Heard | None:
    """«по собственному признанию», «по их словам», «по его мнению»: the frame points to whose words they are."""
    start = row.tokens[index].start
    if own := _own(row, index, words, speakers):
        return own
    if theirs := _theirs(row, index, words):
        return Heard(Speaker(speakers.several(start), False), (start, theirs), True)
    if found := _possessive(row, index, words):
        gender, close = found
        who = speakers.meant(start, gender) or _named_behind(row, index, gender, speakers)
        return Heard(Speaker(who, False), (start, close), True)
    return None


def _owned(row: Row, index: int, words: tuple[str, ...], case: str, speakers: Speakers) -> Heard | None:
    """«по словам X»: behind the frame stands in its case whose words they are."""
    start, end = row.tokens[index].start, _end(row, index, words)
    if end is None:
        return None
    if name := name_at(row, end) if case == "datv" else genitive_name(row, end, speakers):
        return Heard(speakers.named(row, name), (start, name.end), True)
    if (last := agency_at(row, end)) is not None:
        return Heard(speakers.agency(row, end, last), (start, row.tokens[last].end), True)
    return unnamed_owner(row, index, end, case, speakers)


def may_begin(token: Token) -> bool:
    """Whether a word is one that frames begin with."""
    return token.kind == "word" and (token.plain in _ALONE or token.plain in frames())


def _is_own(token: Token) -> bool:
    return token.plain.startswith("собствен") and any(one.lemma == "собственный" for one in token.analyses)


def _is_epithet(token: Token) -> bool:
    likeliest = token.likeliest
    return likeliest is not None and likeliest.pos in ("ADJF", "PRTF")


def _end(row: Row, index: int, words: tuple[str, ...]) -> int | None:
    """The index behind the words of a frame, between the first two of which may stand epithets: «по меткому слову»."""
    first = index + 1
    while len(words) > 1 and first <= index + _EPITHETS and first < len(row.tokens) and _is_epithet(row.tokens[first]):
        first += 1
    rest = row.tokens[first : first + len(words) - 1]
    return first + len(rest) if tuple(token.plain for token in rest) == words[1:] else None


def _possessive(row: Row, index: int, words: tuple[str, ...]) -> tuple[str, int] | None:
    """«по его (собственным) словам»: the gender of whom it points to, and where the frame ends."""
    there = row.tokens[index : index + len(words) + 2]
    if len(words) < 2 or len(there) < 3 or there[1].plain not in OF_HIM:
        return None
    rest = there[3:] if any(one.pos == "ADJF" for one in there[2].analyses) else there[2:]
    matched = tuple(token.plain for token in rest[: len(words) - 1]) == words[1:]
    return (OF_HIM[there[1].plain], rest[len(words) - 2].end) if matched else None


def _named_behind(row: Row, index: int, gender: str, speakers: Speakers) -> str:
    """«По его признанию, X ...», where nobody was named before: the subject behind the comma."""
    behind = (token for token in row.tokens[index : row.sentence(index)[1]] if token.kind == "name")
    fits = (one for one in behind if speakers.nominative(one) and speakers.view.genders.get(one.ref) in (gender, ""))
    return next((one.ref for one in fits), "")


def _parenthesis(row: Row, index: int, speakers: Speakers) -> Heard | None:
    """«, как выражаются статистики, ...», «Как верно заметил X, ...»: a verb of speech, its subject, a comma."""
    at = next((i for i in range(index + 1, len(row.tokens)) if not _is_adverb(row.tokens[i])), index)
    verb = verb_at(row, at)
    end = next(
        (at for at in range(index + 2, min(len(row.tokens), index + _LONGEST)) if row.tokens[at].text == ","), None
    )
    opened = row.sentence(index)[0] == index or row.tokens[index - 1].text in (",", "(")
    if verb is None or verb.form != "VERB" or verb.person != "3per" or end is None or not opened:
        return None
    if verb.number == "plur" and verb.lemma in listed("verbs_of_naming"):
        return None  # «, как называют это на рынке, ...»
    subject = subject_of(row, verb, index + 1, end, speakers)
    if subject is None or subject.sort not in ("name", "noun", "pronoun"):
        return None
    return Heard(speakers.resolve(row, subject), cue_of(row, verb, subject), True)


def how_before(row: Row, index: int) -> int | None:
    """The «как» before a word, where only adverbs part the two: «как верно заметил»."""
    at = index - 1
    while at >= 0 and _is_adverb(row.tokens[at]):
        at -= 1
    return at if at >= 0 and row.tokens[at].plain == "как" else None


def _is_adverb(token: Token) -> bool:
    return token.kind == "word" and token.plain != "как" and _may_be_adverb(token.text)


@lru_cache(maxsize=20_000)
def _may_be_adverb(form: str) -> bool:
    return any(one.pos in ("ADVB", "PRCL") for one in analyses(form))


def _theirs(row: Row, index: int, words: tuple[str, ...]) -> int:
    """«по их словам»: where the frame ends, or 0."""
    there = row.tokens[index : index + len(words) + 1]
    theirs = len(words) > 1 and len(there) > len(words) and there[1].plain == "их"
    return there[-1].end if theirs and tuple(token.plain for token in there[2:]) == words[1:] else 0


def _own(row: Row, index: int, words: tuple[str, ...], speakers: Speakers) -> Heard | None:
    """«X, по собственному признанию, ...»: the subject of the sentence, if it stands before."""
    there = row.tokens[index : index + len(words) + 1]
    if len(words) < 2 or len(there) <= len(words) or not _is_own(there[1]):
        return None
    if tuple(token.plain for token in there[2:]) != words[1:]:
        return None
    cue = (there[0].start, there[-1].end)
    if name := genitive_name(row, index + len(there), speakers):
        return Heard(Speaker(name.ref, True), (cue[0], name.end), True)
    for place in range(index - 1, row.sentence(index)[0] - 1, -1):
        token = row.tokens[place]
        if token.kind == "name" and speakers.nominative(token):
            return Heard(Speaker(token.ref, True), cue, True)
        if token.kind == "word" and is_person_noun(token.text):
            return Heard(speakers.resolve(row, Subject(place, place, "noun")), cue, True)
    return Heard(Speaker(speakers.view.antecedent(cue[0]), False), cue, True)


def unnamed_owner(row: Row, index: int, end: int, case: str, speakers: Speakers) -> Heard | None:
    """«по мнению многих учёных», «слова старосты»: the noun phrase in its case, in the text's own words.

    It begins at `end`; at `index` stands the word whose cue it is.
    """
    if [token.plain for token in row.tokens[end : end + 2]] in ONE_OF:
        return _one_of_them(row, index, end, speakers)
    last = end
    while last < len(row.tokens) and last - end < 4 and _in_case(row.tokens[last], case):
        last += 1
    nouns = [i for i in range(end, last) if any(a.pos == "NOUN" and a.case == case for a in row.tokens[i].analyses)]
    if not nouns or not may_speak(row.tokens[nouns[0]], case):
        return None
    head = nouns[0]
    if apposed := _apposed_name(row, last, speakers) or _named_holder(row, head, speakers):
        return Heard(Speaker(apposed.ref, True), (row.tokens[index].start, apposed.end), True)
    named = (
        head + 1 < len(row.tokens)
        and row.tokens[head + 1].kind == "string"
        and row.tokens[head + 1].text[1:2].isupper()
    )
    cue = (row.tokens[index].start, row.tokens[head].end)
    return Heard(speakers.oblique(row, end, head, case, head + 1 if named else head), cue, True)


def _one_of_them(row: Row, index: int, end: int, speakers: Speakers) -> Heard | None:
    """«по выражению одного из критиков»."""
    there = range(end + 2, min(end + 5, len(row.tokens)))
    last = next((at for at in there if is_person_noun(row.tokens[at].text, "gent")), None)
    if last is None:
        return None
    return Heard(speakers.one_of(row, end, last), (row.tokens[index].start, row.tokens[last].end), True)


def _apposed_name(row: Row, comma: int, speakers: Speakers) -> Token | None:
    """«по воспоминаниям внучки писателя, Анны Беловой, ...»: the name in the genitive between two commas."""
    there = row.tokens[comma : comma + 3]
    apposed = len(there) > 2 and [there[0].text, there[1].kind, there[2].text] == [",", "name", ","]
    return there[1] if apposed and speakers.genitive(there[1]) else None


def _named_holder(row: Row, office: int, speakers: Speakers) -> Token | None:
    """«по словам директора завода по связям с прессой Петра Белова, ...»: the name behind an office and its body."""
    if not is_noun_of(row.tokens[office], "roles"):
        return None
    for at in range(office + 1, min(office + _OFFICE, len(row.tokens) - 1)):
        token = row.tokens[at]
        if token.kind == "name":
            return token if speakers.genitive(token) and row.tokens[at + 1].text == "," else None
        if token.kind != "string" and not is_nominal(token, "NOUN", "ADJF", "PREP"):
            return None
    return None


def _in_case(token: Token, case: str) -> bool:
    return token.kind == "word" and any(a.case == case for a in token.analyses)


def _dative_frame(row: Row, index: int) -> Heard | None:
    """«По Белову, ...»: the preposition, a name in the dative, and a comma."""
    there = row.tokens[index : index + 3]
    if len(there) < 3 or there[0].plain != "по" or there[1].kind != "name" or there[2].text != ",":
        return None
    if not any(one.case == "datv" for one in analyses(there[1].text.split()[-1].split(".")[-1])):
        return None
    return Heard(Speaker(there[1].ref, True), (there[0].start, there[1].end), True)

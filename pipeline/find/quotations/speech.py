"""Rules that find direct speech: whose words a string in marks is, from what stands around it.

Each rule looks at one case and answers with a judgement or not at all; the first that answers decides.
"""

from dataclasses import replace

from pipeline.find.lexicon import listed
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.grammar import Verb, is_finite, is_noun_of, subject_of, verb_at, verbs
from pipeline.find.quotations.inquits import Inquit, cue_of, frame, gesture, insertions, narrator, reported
from pipeline.find.quotations.introduced import any_subject, introduced
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.phrases import Rule
from pipeline.find.quotations.speakers import NOBODY, Speaker, genitive_name
from pipeline.find.quotations.tokens import STOPS, Row, Token

_NEAR = 4  # tokens between a verb and the words it governs, at most, to be sure of it
_BRACKETED = 16  # tokens that a reference in brackets has at most
_FAR = 30  # tokens that a verb of speech reaches over
_RELATIVES = ("котор", "что", "чем", "чего", "как")
_PHRASE = 3  # words from which a string in somebody's reported speech is taken for his own


def inquit(case: Case) -> Judgement | None:
    """«..., – сказал X, – ...»; «...», – сказал X."""
    return _interrupted(case) or _followed(case)


def _interrupted(case: Case) -> Judgement | None:
    found = insertions(case.inner, case.speakers)
    if not found:
        return None
    cuts, cues = tuple(one.insertion for one in found), tuple(one.cue for one in found)
    return replace(quotation(found[0].speaker, "high"), cues=cues, cuts=cuts)


def _followed(case: Case) -> Judgement | None:
    """«...», – сказал X. «...», как пишет X. «...» – по словам X."""
    after = _past_brackets(list(case.right()))
    row, _ = case.around()
    dash = next((n for n, (_, token) in enumerate(after[:4]) if token.kind == "dash"), None)
    if dash is not None and all(t.text in STOPS or t.text in ",)(" or t.kind == "citation" for _, t in after[:dash]):
        heard = _inquit_after(case, row, after[dash][0] + 1)
    elif after and after[0][1].kind == "word" and verb_at(row, after[0][0]) and (case.begins_high or case.words > 2):
        heard = _inquit_after(case, row, after[0][0], first_words=1)
    elif len(after) > 1 and after[0][1].text == "," and (verb_at(row, after[1][0]) or after[1][1].plain == "как"):
        heard = _inquit_after(case, row, after[1][0], first_words=4)
    else:
        return None
    if heard is None and dash is not None:
        return _by_gesture(case, row, after[dash][0] + 1) or _owned_after(row, after[dash][0] + 1)
    if heard is None or (not heard.has_subject and (case.words < _PHRASE or dash is None)):
        return None
    if heard.has_subject:
        return quotation(heard.speaker, "high" if dash is not None else "medium", heard.cue)
    if heard.indefinite:
        return quotation(NOBODY, "medium", heard.cue)
    return quotation(Speaker(case.speakers.antecedent(case.string.start), False), "medium", heard.cue)


def _by_gesture(case: Case, row: Row, low: int) -> Judgement | None:
    """«...», – пожал плечами X: a string that begins high, a comma or its own stop, and what X does."""
    parted = case.ends_sentence or any(token.text == "," for _, token in list(case.right())[:1])
    if not (case.begins_high and parted) or low >= len(row.tokens):
        return None
    _, high = row.sentence(low)
    heard = gesture(row, low, min(high, low + _NEAR * 3), case.speakers)
    return quotation(heard.speaker, "medium", heard.cue) if heard else None


def _owned_after(row: Row, low: int) -> Judgement | None:
    """«...» – эти слова X; «...» – таково было мнение X."""
    for index in range(low, min(low + _NEAR + 1, len(row.tokens))):
        if is_noun_of(row.tokens[index], "nouns_of_speech"):
            name = next(genitive_name(row, index + 1), None)
            cue = (row.tokens[index].start, name.end) if name else None
            return quotation(Speaker(name.ref, True), "high", cue) if name else None
    return None


def _past_brackets(after: list[tuple[int, Token]]) -> list[tuple[int, Token]]:
    """The tokens after a place «(с. 12)» given in brackets right behind the string."""
    if not after or after[0][1].text != "(":
        return after
    close = next((n for n, (_, token) in enumerate(after[:_BRACKETED]) if token.text == ")"), None)
    return after if close is None else after[close + 1 :]


def _inquit_after(case: Case, row: Row, low: int, first_words: int = 5) -> Inquit | None:
    _, high = row.sentence(min(low, len(row.tokens) - 1))
    return narrator(row, low, high, case.speakers, first_words) if low < len(row.tokens) else None


def according_to(case: Case) -> Judgement | None:
    """по словам X, «...»; «...», по выражению X; по его мнению ... «...»"""
    low, _ = case.bounds
    for index in range(case.index - 1, max(low, case.index - 14) - 1, -1):
        if _is_speech(case, index) or _another_predicate(case, index):
            break
        heard = frame(case.row, index, case.speakers)
        if heard is not None and (case.words >= _PHRASE or case.index - index < 7):
            return quotation(heard.speaker, "high", heard.cue)
    return _according_to_after(case)


def _is_speech(case: Case, index: int) -> bool:
    """Whether a string of the row stands there that is no title or name."""
    token = case.row.tokens[index]
    if token.kind != "string":
        return False
    judged = case.judged.get(int(token.ref))
    return judged is None or judged.kind not in ("title", "name", "mentioned")


def _another_predicate(case: Case, index: int) -> bool:
    verb = verb_at(case.row, index)
    return verb is not None and verb.form == "VERB"


def _according_to_after(case: Case) -> Judgement | None:
    row, _ = case.around()
    for index, token in list(case.right())[:4]:
        if token.text in STOPS or token.kind == "string":
            return None
        if heard := frame(row, index, case.speakers):
            return quotation(heard.speaker, "high", heard.cue)
    return None


def said_after(case: Case) -> Judgement | None:
    """«...», к чему призывал X; «...», о котором писал X: a relative clause with a verb of speech."""
    after = list(case.right())[:6]
    if not after or after[0][1].text != ",":
        return None
    relative = next((n for n, (_, token) in enumerate(after[1:4]) if token.plain.startswith(_RELATIVES)), None)
    if relative is None:
        return None
    row, _ = case.around()
    low = after[1 + relative][0] + 1
    heard = _inquit_after(case, row, low, first_words=3)
    return quotation(heard.speaker, "medium", heard.cue) if heard and heard.has_subject else None


def signed(case: Case) -> Judgement | None:
    """«...» (X); an epigraph with its author's name below or after a dash: the name and nothing else."""
    after = [token for _, token in case.right()][:4]
    if case.words < _PHRASE:
        return None
    if author := _signature(case, after):
        return quotation(Speaker(author.ref, True), "medium")
    if len(after) < 2 or after[1].kind != "name":
        return None
    bracketed = after[0].text == "(" and len(after) > 2 and after[2].text in ",)"
    below = after[0].kind == "dash" and after[1].end == case.block.end
    return quotation(Speaker(after[1].ref, True), "high" if bracketed else "medium") if bracketed or below else None


def _signature(case: Case, after: list[Token]) -> Token | None:
    """The name with which the next paragraph, a short one, begins, under a string that ends its own."""
    if any(token.text not in STOPS for token in after) or case.after is None or case.index:
        return None
    below = [token for token in case.after.tokens if token.text not in STOPS]
    signed = below and below[0].kind == "name" and (len(below) == 1 or (len(below) < 8 and below[1].kind == "string"))
    return below[0] if signed else None


def subject_of_verb(case: Case) -> Judgement | None:
    """X сказал, что «...»; X назвал его «...»; такие меры предлагал X «...»."""
    low, _ = case.bounds
    for index in range(max(low, case.index - _FAR), case.index):
        if heard := reported(case.row, index, low, case.index, case.speakers):
            return quotation(heard.speaker, "high", heard.cue) if case.words >= _PHRASE else None
    for verb in verbs(case.row, max(low, case.index - _FAR), case.index):
        if verb.form == "GRND":
            continue
        subject = subject_of(case.row, verb, low, case.index, case.speakers)
        if subject is None or subject.sort == "first person":
            return None
        return _reported(case, verb, case.speakers.resolve(case.row, subject), cue_of(case.row, verb, subject))
    return None


def _reported(case: Case, verb: Verb, speaker: Speaker, cue: tuple[int, int]) -> Judgement | None:
    """A phrase in somebody's reported speech is his; one word or two only right beside the verb."""
    between = [t for t in case.row.tokens[verb.index + 1 : case.index] if t.kind == "word"]
    near = len(between) <= _NEAR
    that = bool(between) and between[-1].plain in ("что", "будто")
    if case.words < _PHRASE and not that and not _governs(verb, between):
        return None
    if case.begins_high and ((not that and not near) or (case.words <= 4 and not case.has_verb)):
        return None
    certainty = "high" if that or (near and case.words >= _PHRASE) else "medium" if case.words >= _PHRASE else "low"
    return quotation(speaker, certainty, cue)


def _governs(verb: Verb, between: list[Token]) -> bool:
    """Whether a word or two belong to a verb of speech: a verb of naming not far off, or one right before them."""
    if verb.lemma in listed("verbs_of_naming"):
        return len(between) <= _NEAR
    return len(between) <= 1 and not any(one.analyses[0].pos == "NOUN" for one in between)


def noun_of_speech(case: Case) -> Judgement | None:
    """слова X «...»; X выдвинул тезис о «...»: a noun for somebody's words whose owner stands by."""
    low, _ = case.bounds
    for index in range(case.index - 1, max(low, case.index - 13) - 1, -1):
        token = case.row.tokens[index]
        if token.kind == "string" or token.text in ";:" or is_finite(token):
            return None
        if is_noun_of(token, "nouns_of_speech"):
            return _by_owner(case, index, low)
    return None


def _has_owner(row: Row, noun: int) -> bool:
    """«идеи Белова ... «проект»»: far from the noun that its owner stands by, a word or two are nobody's."""
    return next(genitive_name(row, noun + 1), None) is not None


def _by_owner(case: Case, noun: int, low: int) -> Judgement | None:
    token = case.row.tokens[noun]
    near = case.index - noun <= _NEAR
    if not near and case.words < _PHRASE and noun + 1 < case.index and _has_owner(case.row, noun):
        return None
    if name := next(genitive_name(case.row, noun + 1), None):
        return quotation(Speaker(name.ref, True), "high" if near else "medium", (token.start, name.end))
    before = case.row.tokens[noun - 1] if noun else None
    if before is not None and before.plain in ("его", "ее"):
        who = case.speakers.antecedent(before.start, "masc" if before.plain == "его" else "femn")
        return quotation(Speaker(who, False), "high", (before.start, token.end))
    verb = next((i for i in range(noun - 1, low - 1, -1) if is_finite(case.row.tokens[i])), None)
    owner = any_subject(case, case.row, low, verb) if verb is not None else None
    if owner is None:
        asked = near and case.begins_high and case.ends_sentence and not is_noun_of(token, "nouns_of_slogan")
        return quotation(NOBODY, "medium", (token.start, token.end)) if asked else None
    return quotation(owner, "medium", (token.start, token.end))


def note_author(case: Case) -> Judgement | None:
    """«...»[5]: the note, or the citation in brackets, right after the string cites whose words they are."""
    cited = case.cited
    if cited is None or case.words < _PHRASE:
        return None
    if not cited.author:
        return (
            Judgement("quotation", "low", case.speakers.last_spoken(case.string.start), True)
            if case.words > 4
            else None
        )
    return quotation(Speaker(cited.author, True), "high" if case.words > 4 else "medium")


def continuation(case: Case) -> Judgement | None:
    """«...» as a sentence of its own, after one that says who is speaking: he goes on."""
    if not case.starts_sentence or case.words < 4 or not (case.begins_high or case.text.startswith(("…", "..."))):
        return None
    following = next((t for _, t in case.right()), None)
    if following is not None and following.text not in STOPS and not _new_sentence(case):
        return None
    who, cue = _reporting_before(case)
    who = who or case.speakers.last_spoken(case.string.start) or case.speakers.antecedent(case.string.start)
    return quotation(Speaker(who, False), "high" if cue else "medium", cue)


def _new_sentence(case: Case) -> bool:
    return case.index + 1 == case.bounds[1]


def _reporting_before(case: Case) -> tuple[str, tuple[int, int] | None]:
    """Who is reported, by a verb of speech, in the sentence before, here or at the end of the paragraph before."""
    row, end = (case.row, case.index) if case.index else (case.before, len(case.before.tokens) if case.before else 0)
    if row is None or not end:
        return "", None
    low, _ = row.sentence(end - 1)
    for verb in verbs(row, low, end):
        subject = subject_of(row, verb, low, end, case.speakers) if verb.form == "VERB" else None
        if subject is not None and subject.sort in ("name", "pronoun"):
            return case.speakers.resolve(row, subject).agent, cue_of(row, verb, subject)
    return "", None


def long_phrase(case: Case) -> Judgement | None:
    """A string of many words in the middle of a sentence is somebody's, even where the sentence does not say whose."""
    if not case.runs_on and (case.words < 6 or (case.begins_high and case.words < 9)):
        return None
    return Judgement("quotation", "low", case.speakers.last_spoken(case.string.start), True)


RULES: tuple[Rule, ...] = (
    inquit,
    signed,
    introduced,
    said_after,
    according_to,
    subject_of_verb,
    noun_of_speech,
    note_author,
    continuation,
    long_phrase,
)

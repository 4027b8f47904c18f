"""Rules for what follows a string: an inquit or a gesture after or inside it, a frame, a clause, a signature.

Rules that look at what stands before a string are in `speech.py` and `introduced.py`.
"""

from collections.abc import Sequence

from pipeline.find.lexicon import listed
from pipeline.find.quotations.belonging import belonging
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.frames import frame
from pipeline.find.quotations.grammar import has_lemma_of, is_finite, is_noun_of, verb_at
from pipeline.find.quotations.heard import Heard
from pipeline.find.quotations.inquits import gesture, insertions, narrator
from pipeline.find.quotations.judgement import Judgement, quotation
from pipeline.find.quotations.named import genitive_name, owner_behind
from pipeline.find.quotations.speakers import NOBODY, Speaker, Speakers
from pipeline.find.quotations.tokens import STOPS, Row, Token

_NEAR = 4  # tokens after a dash among which a noun for somebody's words must stand
_BRACKETED = 16  # tokens that a reference in brackets has at most
_RELATIVES = ("котор", "что", "чем", "чего", "как")
_OPENING = 3  # tokens of a sentence among which a frame stands that holds for all of it
_LINE = 8  # tokens that a signature has at most, with the work it is taken from
_PHRASE = 3  # words from which a string is taken for a sentence that somebody says or signs


def inquit(case: Case) -> Judgement | None:
    """«..., – сказал X, – ...»"""
    parted = any(token.kind == "dash" for token in case.inner.tokens)
    found = insertions(case.inner, case.speakers.outside(case.string.start)) if parted else []
    if not found:
        return None
    cuts, cues = tuple(one.insertion for one in found), tuple(one.cue for one in found)
    said = _spoken_after(case, found[0], "high")
    return said._replace(cues=cues, cuts=cuts) if said is not None else None


def inquit_after(case: Case) -> Judgement | None:
    """«...», – сказал X. «...», как пишет X. «...» – по словам X."""
    after = _past_brackets(case.right())
    row, _ = case.around()
    dash = next((n for n, (_, token) in enumerate(after[:4]) if token.kind == "dash"), None)
    if dash is not None and all(t.text in STOPS or t.text in ",)(" or t.kind == "citation" for _, t in after[:dash]):
        return _after_dash(case, row, after[dash][0] + 1)
    if len(after) > 1 and after[0][1].text == "," and (verb_at(row, after[1][0]) or after[1][1].plain == "как"):
        return _after_comma(case, row, after[1][0])
    if [token.plain for _, token in case.right()[:2]] == ["(", "как"]:
        return _after_comma(case, row, case.right()[1][0])
    sentence = case.begins_high and (case.has_verb or case.ends_sentence)
    opens = case.starts_sentence or case.words > _PHRASE
    if after and after[0][1].kind == "word" and verb_at(row, after[0][0]) and sentence and opens:
        return _spoken_after(case, _inquit_after(case, row, after[0][0], first_words=1), "medium")
    return None


def _after_dash(case: Case, row: Row, low: int) -> Judgement | None:
    if _stands_in_turn(case) or (not case.begins_high and not case.starts_sentence and case.words < _PHRASE):
        return None
    heard = _inquit_after(case, row, low)
    if heard is not None and case.words < _PHRASE and not _is_inquit_of(case, row, low, heard):
        return None
    if heard is not None:
        return _spoken_after(case, heard, "high")
    return (
        _by_gesture(case, row, low)
        or _owned_after(row, low, case.speakers)
        or _answered(case, row, low)
        or _remembered(case, row, low)
        or _named_behind_dash(case, row, low)
    )


def _stands_in_turn(case: Case) -> bool:
    """«– Еду в «Отраду», – ответил X»: a paragraph that a dash opens is a turn of speech, and all of it is said."""
    opens = case.starts_sentence or case.row.tokens[case.index - 1].kind == "dash"
    return case.row.tokens[0].kind == "dash" and not opens


def _is_inquit_of(case: Case, row: Row, low: int, heard: Heard) -> bool:
    """Whether a word or two are said: by a subject that stands there, or «Пора!» – закричали из зала."""
    if not heard.has_subject:
        parted = any(token.text == "," for _, token in case.right()[:1])  # «Так надо», – отвечали нам
        return heard.indefinite and (case.ends_sentence or (case.begins_high and case.starts_sentence and parted))
    return not _is_usage(case, row, low)


def _named_behind_dash(case: Case, row: Row, low: int) -> Judgement | None:
    """«...», – губернатор X. Behind the dash only an office and a name, to the end of the sentence."""
    _, high = row.sentence(low) if low < len(row.tokens) else (0, 0)
    behind = [token for token in row.tokens[low:high] if token.text not in STOPS]
    if not behind or len(behind) > _NEAR or behind[-1].kind != "name" or case.words < _PHRASE:
        return None
    offices = all(token.kind == "word" and token.analyses[0].pos in ("NOUN", "ADJF") for token in behind[:-1])
    return quotation(Speaker(behind[-1].ref, True), "medium") if offices else None


def _after_comma(case: Case, row: Row, low: int) -> Judgement | None:
    """«...», говорит X: the whole clause is his, and of it even a word in marks."""
    heard = _inquit_after(case, row, low, first_words=4)
    if heard is None or not heard.has_subject or _is_usage(case, row, low):
        return None
    return _spoken_after(case, heard, "medium")


def _is_usage(case: Case, row: Row, low: int) -> bool:
    """«...», как называют это на рынке: what many call so is nobody's word."""
    verb = next((found for at in range(low, min(low + 3, len(row.tokens))) if (found := verb_at(row, at))), None)
    return (
        verb is not None and verb.number == "plur" and verb.lemma in listed("verbs_of_naming") and case.words < _PHRASE
    )


def _spoken_after(case: Case, heard: Heard | None, certainty: str) -> Judgement | None:
    if heard is not None and heard.mine:
        return quotation(case.own_speaker, "low", heard.cue)
    if heard is None or heard.has_subject:
        return quotation(_goes_on(case, heard.speaker), certainty, heard.cue) if heard else None
    if heard.indefinite:
        return quotation(NOBODY, "medium", heard.cue)
    return quotation(Speaker(case.speakers.view.antecedent(case.string.start), False), "medium", heard.cue)


def _goes_on(case: Case, speaker: Speaker) -> Speaker:
    """«По словам X, Y уехал. «...», – говорит он»: whose account the sentence before is, he goes on.

    Whom the frame names beside it he is anyhow («по словам дочери X»); nor is an agency meant, or if Y speaks himself.
    """
    end = case.bounds[0]
    if speaker.direct or not case.starts_sentence or not end:
        return speaker
    low, row = case.row.sentence(end - 1)[0], case.row
    found = (frame(row, index, case.speakers) for index in range(low, min(low + _OPENING, end)))
    heard = next((one for one in found if one is not None and one.speaker.agent), None)
    named = (token for token in row.tokens[low:end] if token.kind == "name" and token.ref == speaker.agent)
    if heard is None or not case.speakers.is_person(heard.speaker.agent):
        return speaker
    if any(not case.speakers.nominative(token) or _speaks(row, token) for token in named):
        return speaker
    return Speaker(heard.speaker.agent, False)


def _speaks(row: Row, name: Token) -> bool:
    """«по словам X, Y заявил, что ...»: behind the name stands a verb of speech."""
    at = row.at(name.start) + 1
    return at < len(row.tokens) and verb_at(row, at) is not None


def _remembered(case: Case, row: Row, low: int) -> Judgement | None:
    """«...» – вспомнилось мне: words that come to somebody's mind, whoever said them."""
    token = row.tokens[low] if low < len(row.tokens) else None
    if token is None or token.plain not in listed("reports_without_subject") or case.words < _PHRASE:
        return None
    return quotation(NOBODY, "medium", (token.start, token.end))


def _by_gesture(case: Case, row: Row, low: int) -> Judgement | None:
    """«...», – пожал плечами X: a string that begins high, a comma or its own stop, and what X does."""
    parted = case.ends_sentence or (case.following is not None and case.following.text == ",")
    sentence = case.starts_sentence or case.ends_sentence or case.has_verb
    if not (case.begins_high and parted and sentence) or low >= len(row.tokens):
        return None
    _, high = row.sentence(low)
    heard = gesture(row, low, min(high, low + _NEAR * 3), case.speakers)
    return quotation(heard.speaker, "medium", heard.cue) if heard else None


def _owned_after(row: Row, low: int, speakers: Speakers) -> Judgement | None:
    """«...» – эти слова X; «...» – таково было мнение X; «...» – из водевиля X."""
    if work := _out_of_work(row, low, speakers):
        return work
    for index in range(low, min(low + _NEAR + 1, len(row.tokens))):
        if is_noun_of(row.tokens[index], "nouns_of_speech"):
            name = owner_behind(row, index, speakers)
            cue = (row.tokens[index].start, name.end) if name else None
            return quotation(Speaker(name.ref, True), "high", cue) if name else None
    return None


def _out_of_work(row: Row, low: int, speakers: Speakers) -> Judgement | None:
    """«– из водевиля X «...»»: behind «из» a work or document in the genitive, and whose it is."""
    there = row.tokens[low : low + 2]
    works = ("nouns_of_work", "nouns_of_document", "nouns_of_letter")
    if len(there) < 2 or there[0].plain != "из" or not any(is_noun_of(there[1], name) for name in works):
        return None
    name = genitive_name(row, low + 2, speakers)
    return quotation(Speaker(name.ref, True), "high", (there[0].start, name.end)) if name is not None else None


def _answered(case: Case, row: Row, low: int) -> Judgement | None:
    """«Сад цел», – был ответ; «...» – вот первая фраза книги: words of somebody in view, or of nobody."""
    sentence = case.words >= _PHRASE or case.ends_sentence or case.has_verb
    for index in range(low, min(low + _NEAR + 2, len(row.tokens))):
        token = row.tokens[index]
        if is_noun_of(token, "nouns_of_speech") and any(one.case == "nomn" for one in token.analyses):
            who = case.speakers.view.antecedent(case.string.start)
            return quotation(Speaker(who, False), "low", (token.start, token.end)) if sentence else None
    return None


def _past_brackets(after: Sequence[tuple[int, Token]]) -> Sequence[tuple[int, Token]]:
    """The tokens after a place «(с. 12)» given in brackets right behind the string."""
    if not after or after[0][1].text != "(":
        return after
    close = next((n for n, (_, token) in enumerate(after[:_BRACKETED]) if token.text == ")"), None)
    return after if close is None else after[close + 1 :]


def _inquit_after(case: Case, row: Row, low: int, first_words: int = 5) -> Heard | None:
    _, high = row.sentence(min(low, len(row.tokens) - 1))
    return narrator(row, low, high, case.speakers, first_words) if low < len(row.tokens) else None


def followed_by_frame(case: Case) -> Judgement | None:
    """«...», по выражению X; «...» (определение X): a frame right behind it, a comma, dash or bracket between."""
    row, _ = case.around()
    before = case.left()
    named = case.begins_high and not case.has_verb and before is not None and before.kind == "word"
    if named and case.words < _PHRASE:
        return None  # «у «Сада», по его мнению, есть прообраз»
    for index, token in case.right()[:4]:
        if token.text in STOPS or token.kind == "string":
            return None
        if is_noun_of(token, "nouns_of_speech") and row.tokens[index - 1].text == "(":
            return _owned_after(row, index, case.speakers)
        if heard := frame(row, index, case.speakers):
            return quotation(heard.speaker, "high", heard.cue)
        if token.kind not in ("mark", "dash"):
            return None
    return None


def said_after(case: Case) -> Judgement | None:
    """«...», к чему призывал X; «...», о котором писал X: a relative clause with a verb of speech."""
    if owned := _belongs_to(case):
        return quotation(owned.speaker, "high" if case.words >= _PHRASE else "medium", owned.cue)
    after = case.right()[:6]
    titled = case.begins_high and case.words < _PHRASE and not case.ends_sentence
    if not after or after[0][1].text != "," or titled:
        return None
    relative = next((n for n, (_, token) in enumerate(after[1:4]) if token.plain.startswith(_RELATIVES)), None)
    if relative is None:
        return None
    row, _ = case.around()
    low = after[1 + relative][0] + 1
    answered = after[relative][1].plain == "на"  # «, на что X возразил»
    heard = None if answered or _is_usage(case, row, low) else _inquit_after(case, row, low, first_words=3)
    return quotation(heard.speaker, "medium", heard.cue) if heard and heard.has_subject else None


def _belongs_to(case: Case) -> Heard | None:
    """«мысль, что «...», принадлежит X», «фраза «...» принадлежит X»: right behind it a verb of belonging."""
    after = case.right()[: _NEAR + 2]
    before = case.left()
    parted = bool(after) and (after[0][1].text == "," or after[0][1].kind == "dash")
    owned = parted or (before is not None and is_noun_of(before, "nouns_of_speech"))
    verb = after[int(parted)] if owned and len(after) > 2 and (case.words >= _PHRASE or not case.begins_high) else None
    if verb is None or not has_lemma_of(verb[1], "verbs_of_belonging"):
        return None
    return belonging(case.around()[0], verb[0], after[-1][0] + 1, case.speakers)


def signed(case: Case) -> Judgement | None:
    """«...» (X); an epigraph with its author's name below or after a dash: the name and nothing else."""
    after = case.behind[:5]
    author = signature_in_brackets(case)
    if author is not None and (
        case.words >= _PHRASE or ((case.words > 1 or "." in author.text) and not case.begins_high)
    ):
        return quotation(Speaker(author.ref, True), "high")
    if [token.plain for token in after[:3]] == ["(", "с", ")"] and after[3:] and after[3].kind == "name":
        return quotation(Speaker(after[3].ref, True), "high")
    if case.words < _PHRASE:
        return None
    if author := _signature(case, after[:4]):
        return quotation(Speaker(author.ref, True), "medium")
    below = len(after) > 1 and after[0].kind == "dash" and after[1].kind == "name" and after[1].end == case.block.end
    return quotation(Speaker(after[1].ref, True), "medium") if below else None


def signature_in_brackets(case: Case) -> Token | None:
    """«...» (X); «...» (X, Сад и огород); «...» (X. Сад и огород): the name that opens the brackets behind it."""
    after = [token for token in case.behind if token.text not in STOPS or token.text == "."][:4]
    after = after[1:] if after and after[0].text == "." else after
    opened = len(after) > 2 and after[0].text == "(" and after[1].kind == "name"
    return after[1] if opened and after[2].text in ",.)" else None


def _signature(case: Case, after: Sequence[Token]) -> Token | None:
    """The name with which the next paragraph, a short one, begins, under a string that ends its own."""
    if any(token.text not in STOPS for token in after) or case.after is None or case.index:
        return None
    below = [token for token in case.after.tokens if token.text not in STOPS]
    alone = len(below) < _LINE and (len(below) == 1 or below[1].kind == "string" or not any(map(is_finite, below)))
    signed = below and below[0].kind == "name" and alone and below[-1].text != ":"
    return below[0] if signed else None

"""Quotations set off without any marks: a paragraph of its own behind a colon that somebody's words lead to.

«Белов писал:» and below it a paragraph that no mark begins (TEI Guidelines 3.3.3, `q` with `@rend`). A colon may lead
to a list or to the author's own reasons as well; so a word of speech has to stand before it, and nothing that counts.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.find.lexicon import frames, listed
from pipeline.find.quotations.grammar import speech_reading
from pipeline.find.quotations.marks import String
from pipeline.find.words import WORD, analyses, lemmas
from pipeline.text import BLOCKS, CONTAINERS, Document, Span

_ITEM = re.compile(r"[\s\u00a0]*(?:[«„“\"‘–—•*·-]|\(?\d{1,3}[.)]|\(?[а-яa-z]\))")
_LIST = re.compile(r"(?i)следующ|во-первых|таков|двояк|\b(?:два|две|три|четыре|пять|шесть|ряд)\b")
_OWN = re.compile(r"(?i)\b(?:я|мы)\b")
_SENTENCE = re.compile(r"[.!?…][»”\"]?\s+(?=[^\W\d_a-zа-яё])")
_OPENING, _CLOSING = " \u00a0([", " \u00a0)]."
_FEWEST = 8  # words of a paragraph that is quoted as a whole
_LEADING = 300  # code points before the colon in which the word of speech stands


def unmarked(document: Document) -> list[String]:
    """The paragraphs that are quotations without marks, each as a string whose marks have no length."""
    return [String(*_extent(document, one), (_extent(document, one),), 0) for one in _quoted(document)]


def _quoted(document: Document) -> Iterator[Span]:
    blocks = [span for span in document.of(*BLOCKS, *CONTAINERS) if span.kind != "note_label"]
    outer = [span for span in blocks if span.kind != "caption"]
    for before, span in pairwise(outer):
        follows = before.kind == span.kind == "paragraph" and before.end <= span.start
        if follows and _leads(document, before) and _is_prose(document, span):
            yield span


def _leads(document: Document, before: Span) -> bool:
    """Whether the last sentence of a paragraph ends in a colon and has a word of speech, and counts nothing up."""
    text = document.text[max(before.start, before.end - _LEADING) : before.end].rstrip()
    if not text.endswith(":"):
        return False
    sentence = _SENTENCE.split(text)[-1]
    return not _LIST.search(sentence) and not _OWN.search(sentence) and (_says(sentence) or _has_frame(sentence))


def _says(sentence: str) -> bool:
    words = WORD.findall(sentence)
    if any(word.lower() in listed("reports_without_subject") for word in words):
        return True
    readings = (speech_reading(word) for word in words)
    said = any(one.pos == "VERB" and "1per" not in one.grammemes for one in readings if one is not None)
    return said or any(analyses(word)[0].pos == "NOUN" and lemmas(word) & listed("nouns_of_speech") for word in words)


def _has_frame(sentence: str) -> bool:
    plain = " ".join(sentence.lower().replace("ё", "е").split())
    every = (words for rows in frames().values() for words, _ in rows)
    return any(" ".join(words) in plain for words in every if len(words) > 1)


def _is_prose(document: Document, span: Span) -> bool:
    """A paragraph of some length that ends like a sentence, and neither an item, a line of talk nor words in marks."""
    text = document.slice(span)
    plain = not _ITEM.match(text) and len(WORD.findall(text)) >= _FEWEST
    return plain and text.rstrip(" \u00a0\n").rstrip('»”"[]()0123456789*¹²³⁴⁵⁶⁷⁸⁹⁰').endswith((".", "!", "?", "…"))


def _extent(document: Document, span: Span) -> tuple[int, int]:
    """The paragraph without the note marks, the reference in brackets and the white space at its end."""
    end = span.end
    for ref in reversed([one for one in document.of("note_ref", "bibl_ref", "citation") if span.holds(one)]):
        if not document.text[ref.end : end].strip(_CLOSING):
            end = span.start + len(document.text[span.start : ref.start].rstrip(_OPENING))
    return span.start, span.start + len(document.text[span.start : end].rstrip())

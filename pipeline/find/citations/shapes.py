"""What makes a window of text a bibliographic reference, and where the reference ends.

Takes a window that begins where a reference may begin; gives back the `Reference` or nothing. Authors,
titles and fields come from the neighbour rooms; here they are weighed by a small ordered tuple of shapes.
A stretch that fits no shape is no reference: nothing is guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.find.citations.fields import SEPARATORS, Field, fields
from pipeline.find.citations.heads import Authorship, authorship, is_collected, opens_with_name
from pipeline.find.citations.ibid import Opening, Reference, opening
from pipeline.find.citations.titles import Title, titles
from pipeline.find.citations.words import DASH, HIDDEN, SPACE, UPPER, level_of_noun, masked
from pipeline.find.words import WORD, analyses
from pipeline.text import Span

_PART_WORDS, _PLAIN_WORDS, _HEAD_WORDS = 10, 6, 40
_PUBLISHER_GAP = re.compile(rf"{SPACE}*,{SPACE}*(?P<publisher>{UPPER}[^,;\n]{{1,60}}?){SPACE}*,{SPACE}*")


@dataclass(frozen=True, slots=True)
class Head:
    """What was found in a window: the words before its fields, taken apart, and the fields."""

    text: str
    who: Authorship
    names: list[Title]
    found: list[Field]
    led: bool

    def has(self, *names: str) -> bool:
        return any(one.name in names for one in self.found)

    def first(self) -> str:
        return self.text[self.names[0].start : self.names[0].end] if self.names else ""


def reference(text: str, led: bool = False, headed: bool = False, alone: bool = False) -> Reference | None:
    """The reference that begins at the start of `text`, with places counted from there.

    `led`: words like «См.» stand before it. `headed`: only one that opens with an author's name or repeats another
    counts (in the midst of prose). `alone`: its fields may stand without a title, as in brackets after a quotation.
    """
    if headed and not opens_with_name(text):
        return None
    mask = masked(text)
    who = authorship(text, mask)
    if opened := opening(text, who.spans, who.after):
        return _repeated(text, mask, opened)
    if headed and who.rule in ("unnamed", "lone-surname", "noun-and-name"):
        return None
    found = _chain(mask, fields(text, mask, who.after))
    end = found[0].start if found else _end_of_head(mask, who.after)
    head = Head(text, who, titles(text, mask, who.after, end), found, led)
    if who.rule == "same-author" and found and not head.names:
        return _repeated(text, mask, Opening("place", who.spans, who.after))
    if head.names and _fits(head, mask, end):
        return _assembled(head)
    return _bare(found) if alone and not who.spans and not mask[:end].strip() else None


def _repeated(text: str, mask: str, opened: Opening) -> Reference | None:
    """A reference that repeats: nothing but fields may follow its opening words in the same sentence."""
    found = _chain(mask, fields(text, mask, opened.end))
    gap = mask[opened.end : found[0].start] if found else ""
    if found and not set(gap) - SEPARATORS - set(" \t\u00a0\u202f\u2009"):
        parts = (*opened.parts, *(span for one in found for span in one.spans))
        return Reference(0, found[-1].end, parts, opened.repeats)
    closed = mask[: opened.end].endswith(".") or re.compile(rf"{SPACE}*(?:[.;)]|$)").match(mask, opened.end)
    return Reference(0, opened.end, opened.parts, opened.repeats) if closed else None


def _chain(mask: str, found: list[Field]) -> list[Field]:
    """The fields that follow one another with nothing between but separators, a publisher or the name of a part."""
    chain = found[:1]
    for one in found[1:]:
        last, gap = chain[-1], mask[chain[-1].end : one.start]
        publisher = _PUBLISHER_GAP.fullmatch(gap) if one.name == "date" else None
        if publisher:
            start, end = (last.end + place for place in publisher.span("publisher"))
            one = replace(one, spans=(Span(start, end, "publisher"), *one.spans))
        elif not _is_bridged(gap, last):
            break
        chain.append(one)
    return chain


def _is_bridged(gap: str, last: Field) -> bool:
    bare = gap.replace(HIDDEN, "").strip(" \t\u00a0\u202f\u2009.,:/()[]«»–—−‒-")
    if not bare:
        return ";" not in gap
    words = WORD.findall(bare)
    named_part = last.name in ("volume", "extent") and bare[0].isupper() and ";" not in bare
    return named_part and len(words) <= _PART_WORDS and not _has_verb(bare)


def _has_verb(text: str) -> bool:
    return any(analyses(word)[0].pos in ("VERB", "PRTS") for word in WORD.findall(text) if word.islower())


def _end_of_head(mask: str, after: int) -> int:
    """Without a field the head ends with the sentence in which the container or the title stands."""
    slashes = mask.find("//", after)
    stop = re.compile(rf"[.!?;]{SPACE}+(?={UPPER}|{DASH})|[.;]?$").search(mask, max(slashes, after))
    return stop.start() if stop else len(mask)


def _fits(head: Head, mask: str, end: int) -> bool:
    first, before = head.names[0], mask[head.who.after : end]
    opens = head.text[first.start : first.end].lstrip('«„“"')[:1]
    if ";" in before or not (opens.isupper() or opens.isdigit() or first.marked):
        return False
    if len(WORD.findall(before)) > _HEAD_WORDS:
        return False
    return any(shape(head) for shape in _SHAPES)


def _contained(head: Head) -> bool:
    """A title, two slashes, its container."""
    return len(head.names) == 2 and bool(head.who.spans or head.found)


def _authored(head: Head) -> bool:
    """Authors, a title, and a field."""
    return bool(head.who.spans and head.found)


def _marked(head: Head) -> bool:
    """A title in marks, and a field."""
    return head.names[0].marked and bool(head.found)


def _led_to(head: Head) -> bool:
    """«See the book of Author "Title"»: no field is needed."""
    return head.led and head.who.rule == "noun-and-name" and head.names[0].marked


def _published(head: Head) -> bool:
    """A title without an author, and where it appeared."""
    return head.has("imprint", "place", "address") and not _has_verb(head.first())


def _short(head: Head) -> bool:
    """A few words that are a title, and where in it: a page, or two fields."""
    if len(WORD.findall(head.first())) > _PLAIN_WORDS or _has_verb(head.first()):
        return False
    return head.has("pages") or (len(head.found) > 1 and head.has("issue", "volume", "day"))


_SHAPES: tuple[Callable[[Head], bool], ...] = (_contained, _authored, _marked, _led_to, _published, _short)


def _bare(found: list[Field]) -> Reference | None:
    spans = tuple(span for one in found for span in one.spans)
    useful = any(span.kind in ("pages", "pub_place") for span in spans)
    return Reference(0, found[-1].end, spans) if useful else None


def _assembled(head: Head) -> Reference:
    levels = [_level(head, number) for number in range(len(head.names))]
    named = tuple(
        Span(one.start, one.end, "cited_title", "", {"level": level} | ({"rule": "citation"} if one.marked else {}))
        for one, level in zip(head.names, levels, strict=True)
    )
    end = max([one.end for one in head.names] + [one.end for one in head.found])
    return Reference(0, end, (*head.who.spans, *named, *(span for one in head.found for span in one.spans)))


def _level(head: Head, number: int) -> str:
    """TEI `title/@level`: of two titles the first is contained; a paper or journal has issues, a book has not."""
    one, last = head.names[number], number == len(head.names) - 1
    if not last:
        return "a"
    if number == 0 and head.who.level:
        return head.who.level
    if noun := level_of_noun(_word_before(head.text, one.start)):
        return noun
    return "j" if _is_periodical(head, head.text[one.start : one.end]) else "m"


def _word_before(text: str, place: int) -> str:
    words = WORD.findall(text[max(0, place - 40) : place])
    return words[-1] if words else ""


def _is_periodical(head: Head, title: str) -> bool:
    if is_collected(title):
        return False
    if head.has("issue", "day"):
        return len(head.names) == 2 or not head.who.spans
    return (
        len(head.names) == 2 and head.has("date") and not head.has("imprint", "place", "publisher", "volume", "editor")
    )

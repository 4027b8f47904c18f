"""Running heads: a page's first or last line that other pages have too, but for the page's number in it. Adds no span.

Where no form feed tells where a page ends, the page's number in the line does: it rises with the pages, and there is
text between.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from pipeline.find.blocks.line_kinds import heading_level, is_caption, stands_alone
from pipeline.find.lines import Line, has_stop
from pipeline.text import Document

_LONGEST = 110
_OFTEN = 3  # pages that have the same head, where there are so many
_WORDS = 2
_PAGE = 150  # code points, far fewer than a page has
_NUMBERED = re.compile(r"(?:(?P<before>\d{1,4})\s+)?(?P<words>.*?)(?:\s+(?P<after>\d{1,4}))?")


def running_heads(document: Document, found: Sequence[Line]) -> set[int]:
    """Where the lines begin that are running heads. Linear in the lines."""
    breaks = [span.start for span in document.of("page_break")]
    edges = dict(edge for page, at in enumerate(breaks) for edge in _edges(found, at, page))
    alike = {line: _head(document.text, line, page) for line, page in edges.items() if _may_be(document.text, line)}
    said = Counter(alike.values())
    enough = max(2, min(_OFTEN, len(breaks)))
    return {line.start for line, head in alike.items() if said[head] >= enough}


def repeated_heads(text: str, found: Sequence[Line], pages: Set[int]) -> set[int]:
    """Where the lines begin that stand beside a page's number and elsewhere too; `pages` is where numbers begin."""
    said = Counter(text[line.start : line.end] for line in found if _may_be(text, line))
    return {
        line.start
        for place, line in enumerate(found)
        if any(one.start in pages for one in found[max(0, place - 1) : place + 2])
        and line.start not in pages
        and said[text[line.start : line.end]] > 1
    }


def numbered_heads(text: str, found: Sequence[Line]) -> set[int]:
    """Where the lines begin that have the same words, and numbers that rise as pages do. Linear in the lines."""
    alike: dict[str, list[tuple[Line, int]]] = defaultdict(list)
    every: list[tuple[Line, int]] = []
    for line in found:
        if _may_be(text, line) and (numbered := _NUMBERED.fullmatch(text, line.start, line.end)):
            number = numbered["before"] or numbered["after"]
            if number and _tells_page(text, line, numbered):
                every.append((line, int(number)))
                alike[numbered["words"]].append(every[-1])
    heads = {line: number for row in alike.values() if _are_pages(row) for line, number in row}
    between = (line for before, (line, number), after in zip(every, every[1:], every[2:], strict=False)
               if heads.get(before[0]) == number - 1 and heads.get(after[0]) == number + 1)  # fmt: skip
    return {line.start for line in (*heads, *between)}


def _tells_page(text: str, line: Line, numbered: re.Match[str]) -> bool:
    """Whether a number is set apart from several words, and does not count divisions, tables or pictures."""
    apart = any(sign in text[line.start : line.end] for sign in ("\t", "  "))
    words = sum(word[:1].isalpha() for word in numbered["words"].split())
    return apart and words >= _WORDS and not heading_level(text, line) and not is_caption(text, line)


def _are_pages(row: Sequence[tuple[Line, int]]) -> bool:
    """Whether the numbers rise, and for each page there is text for one."""
    return len(row) > 1 and all(
        after - before > 0 and later.start - line.end >= _PAGE * (after - before)
        for (line, before), (later, after) in pairwise(row)
    )


def _edges(found: Sequence[Line], at: int, page: int) -> Iterator[tuple[Line, int]]:
    """The last line of a page that ends somewhere, and the first of the next, each with the number of its page."""
    place = bisect_left(found, at, key=lambda line: line.start)
    yield from ((line, page) for line in found[max(0, place - 1) : place])
    yield from ((line, page + 1) for line in found[place : place + 1])


def _may_be(text: str, line: Line) -> bool:
    short = line.end - line.start <= _LONGEST and not has_stop(text, line.start, line.end)
    return (
        short
        and text[line.end - 1] not in "-\u00ad‐"
        and not text[line.start].islower()
        and not stands_alone(text, line)
    )


def _head(text: str, line: Line, page: int) -> tuple[str, int]:
    """The words of a line, and how far the number before or after them is from that of its page.

    So chapters that begin on pages of their own, «Глава 1», «Глава 2», are no head.
    """
    numbered = _NUMBERED.fullmatch(text, line.start, line.end)
    number = numbered and (numbered["before"] or numbered["after"])
    return (numbered["words"], int(number) - page) if numbered and number else (text[line.start : line.end], 0)

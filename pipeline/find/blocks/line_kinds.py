"""What one line is by itself, whatever stands around it: a numbered heading, site furniture, a date line, a caption.

Every test answers from the line alone and in time bounded by a line's first few hundred characters; adds no span.
"""

import re
from functools import cache

from pipeline.find.lines import Line, has_stop, is_ornament
from pipeline.find.vocabulary import beginning, folded, levels, words
from pipeline.find.words import analyses

_LONGEST_HEADING = 160
_LONGEST_STOPPED = 80
_LONGEST_CAPTION = 200
_LONGEST_FURNITURE, _LONGEST_NOTICE = 200, 600
_ROMAN = r"[IVXLCDMІХ]{1,7}"
_NUMBER = re.compile(rf"(?:§+\s*\d+|({_ROMAN})\s*[.)]|(\d{{1,2}}(?:\.\d{{1,2}})*)\s*[.)]?|({_ROMAN})$)\s*")
_URL = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_CELLS = re.compile(r"\t+|\s*[|•·]\s*|\s{3,}")
_PAGER = re.compile(r"(?:\[?\d{1,3}\]?[\s|,…]+){2,}(?:\[?\d{1,3}\]?|\S{1,12})?(?:\s*[»→›.])?$")
_CRUMBS = re.compile(r"\s(?:[»›>|/→]|::)\s")
_CHAPTER = re.compile(r"(?<=главе) (?:\d+|[ivxіх]+)$")
_INITIALS = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_YEAR = r"\d{4}(?:\s*[-–—]\s*\d{4})?\s*(?:г(?:ода|оду|\.)?|гг\.?)?"
_PLACE = r"(?P<place>(?:г\.\s?)?[^\W\d_a-zа-яё][^\d:;!?]{1,60}?)"


def text_of(text: str, line: Line) -> str:
    """A line's text without its outer white space."""
    return text[line.start : line.end]


def heading_level(text: str, line: Line) -> int:
    """How deep a line's own words or number say that it divides the text (1 the outermost), 0 where they say nothing.

    «Глава» and its like before a number, `§ 1`, roman and arabic numbers, capitals, and headings known as such.
    """
    if line.end - line.start > _LONGEST_HEADING:
        return 0
    said = text_of(text, line)
    if signs := re.match(r"(#{1,6})\s+\S", said):
        return len(signs.group(1))
    named = _named_level(said)
    if named:
        return named
    if folded(said) in words("lines", "headings"):
        return 3
    if not has_stop(text, line.start, line.end):
        return _numbered_level(said) or (3 if _all_capitals(said) else 0)
    short = len(said) <= _LONGEST_STOPPED and said[-1] in ".?!" and not re.search(r"[^\W\d_]{2,}[.!?:;]\s", said)
    return 3 if short and _all_capitals(said) else _numbered_level(said) if short else 0


def _named_level(said: str) -> int:
    head, _, rest = said.partition(" ")
    level = levels().get(head.lower().strip(".:"), 0)
    ordinal = re.match(rf"(?:\d+|{_ROMAN}|[а-яё]+(?:ая|ый|ой|ье|ий|ое))(?=[\s.:,—–-]|$)", rest, re.IGNORECASE)
    return level if ordinal and not rest.rstrip().endswith((",", ";")) and rest.count(". ") < 3 else 0


def _numbered_level(said: str) -> int:
    match = _NUMBER.match(said)
    if not match or (match.end() == len(said.strip()) and not match.group(3)):
        return 4 if match and (match.group(1) or said.startswith("§")) else 0
    if said.startswith("§"):
        return 4
    if match.group(1) or match.group(3):
        return 3 if match.group(3) or said[match.end() : match.end() + 1].isupper() else 0
    opened = said[match.end() : match.end() + 1]
    dots = match.group(2).count(".")
    dotted = said[match.end(2) : match.end(2) + 1] == "." or dots
    return 4 + dots if dotted and (opened.isupper() or opened in '«„"“') else 0


def _all_capitals(said: str) -> bool:
    letters = [letter for letter in said if letter.isalpha()]
    return len(letters) >= 5 and all(map(str.isupper, letters))


def is_navigation(text: str, line: Line) -> bool:
    """Whether a line is a site's furniture: a known word of it, an address alone, a counter, a path of links."""
    if line.end - line.start > _LONGEST_NOTICE:
        return False
    said = text_of(text, line)
    if _is_notice(said.lower().replace("ё", "е")):
        return True
    if len(said) > _LONGEST_FURNITURE:
        return False
    plain = folded(said)
    if plain in words("navigation", "exact") or _URL.match(said) or _counter().fullmatch(plain):
        return True
    if _is_menu(said) or _place_in_site().fullmatch(plain) or _is_dated(text, line, plain):
        return True
    opening = beginning("navigation", "opening").match(said.lower().replace("ё", "е"))
    if opening:
        return len(said) < 120 and (said[-1] not in ".!?" or len(said) < 60)
    parts = _CRUMBS.split(said)
    return len(parts) > 2 and all(len(part) < 40 for part in parts) and not has_stop(text, line.start, line.end)


def _is_notice(said: str) -> bool:
    return bool(beginning("navigation", "notices").match(said)) or any(
        one in said for one in words("navigation", "within")
    )


def _is_dated(text: str, line: Line, plain: str) -> bool:
    """Whether a line says when a page was put on a site and nothing else («Опубликовано 12.03.2015»)."""
    opening = beginning("navigation", "dated").match(plain)
    if not opening or opening.end() == len(plain) or plain[opening.end()].isalpha():
        return False
    date = line.end - len(text[line.start + opening.end() : line.end].lstrip(" \t\u00a0:—–-"))
    return dateline(text, line._replace(start=date)) == (date, date)


def in_menus(said: str) -> bool:
    """Whether a menu may have this entry."""
    return folded(said) in words("navigation", "menu") | words("navigation", "exact")


def _is_menu(said: str) -> bool:
    """A row of entries parted by tabs or bars, half of them known; the numbers of pages with a word for the next."""
    cells = [cell for cell in _CELLS.split(said) if cell]
    row = len(cells) > 1 and all(len(cell) < 40 for cell in cells) and sum(map(in_menus, cells)) * 2 >= len(cells)
    close = said.split("  ")
    row = row or (len(close) > 2 and all(map(in_menus, close)))
    pager = _PAGER.match(said)
    return row or (pager is not None and (said[0] == "[" or in_menus(said.split()[-1])))


@cache
def _place_in_site() -> re.Pattern[str]:
    """«Страница 3 из 8»; what stands under the title in a wiki."""
    pages, of, taglines = ("|".join(sorted(words("navigation", name))) for name in ("pages", "pages_of", "taglines"))
    named = rf"(?:{taglines}) [^\s.,;]+(?: — [^.,;]+)?"
    return re.compile(rf"(?:{pages})\.? \d{{1,4}} (?:{of}) \d{{1,4}}|{named}")


@cache
def _counter() -> re.Pattern[str]:
    """«3 комментария», «Комментарии (12)», «Просмотров 1 523», «Количество просмотров: 340»."""
    counted = (
        "(?:(?:все|всего|количество|число) )?(?:" + "|".join(sorted(words("navigation", "counted"))) + r")[а-я]{0,3}"
    )
    return re.compile(rf"\d[\d ]*\s{counted}|{counted}(?: \(\d+|: ?\d[\d ]*| \d[\d ]*)")


@cache
def _date_pattern() -> re.Pattern[str]:
    month = "(?i:" + "|".join(sorted(words("lines", "months"))) + r")[^\W\d_]{0,3}"
    days = r"\d{1,2}(?:\s*[-–—]\s*\d{1,2})?"
    time = r"(?:\d{1,2}:\d\d(?::\d\d)?)"
    weekday = "(?i:" + "|".join(sorted(words("lines", "weekdays"))) + ")"
    months = rf"(?:{days}\s+)?{month}(?:\s*[-–—]\s*(?:{days}\s+)?{month})?"
    date = rf"(?:{months}(?:,?\s+{_YEAR})?|{days}\.\d{{1,2}}\.\d{{2,4}}|{_YEAR})"
    return re.compile(
        rf"\(?(?:{time},?\s+)?(?:{_PLACE}(?:,\s*|\.\s+|\s+))?(?P<date>{date})(?:\s*г\.)?"
        rf"(?:,?\s+{weekday})?(?:,?\s+(?:в\s+)?{time})?[.)]*$"
    )


def dateline(text: str, line: Line) -> tuple[int, int] | None:
    """The extent of the place in a line that is a place and a date; None for other lines.

    It is empty for a date alone, and where somebody's name with initials stands before it.
    """
    if line.end - line.start > 120:
        return None
    match = _date_pattern().match(text_of(text, line))
    if not match or not match.group("place"):
        return (line.start, line.start) if match else None
    place = match.group("place")
    if (not place[0].isupper() and not place.startswith("г.")) or place.count(" ") > 4 or _is_said(place):
        return None
    if _INITIALS.search(place):
        return (line.start, line.start)
    return (line.start + match.start("place"), line.start + match.end("place"))


def _is_said(place: str) -> bool:
    """Whether the words before a date are no place but a sentence: they open a mark, or have a verb or preposition."""
    word = place.split()[-1]
    parts = {one.pos for word in place.split()[1:] if word.islower() for one in analyses(word.strip(",."))[:1]}
    return place.endswith(("«", "(")) or bool(parts & {"VERB", "PRTS", "PRTF"}) or analyses(word)[0].pos == "PREP"


def is_caption(text: str, line: Line) -> bool:
    """Whether a line is the caption of a picture or table: numbered («Рисунок 3. ...»), or one that says so itself."""
    if line.gap and line.end - line.start <= _LONGEST_CAPTION and _shows(text_of(text, line)):
        return True
    said = text[line.start : min(line.end, line.start + 40)]
    opening = beginning("lines", "captions").match(said)
    rest = said[opening.end() :] if opening else ""
    return line.end - line.start <= 300 and bool(
        re.match(r"\s?(?::|©)\s*\S|\.?\s*(?:№\s*)?\d{1,3}(?:\.\d{1,2})*\s*[.:—–-]?(?=\s|$)", rest)
    )


def _shows(said: str) -> bool:
    """Whether a line says that it stands under a picture: «На фото: ...», «... Фото 1911 года», «... (в центре)»."""
    opening = beginning("lines", "caption_openings").match(said)
    ends, places = _caption_words()
    return bool(
        (opening and said[opening.end() : opening.end() + 1] == ":")
        or ((said[-1] not in ".!?:;," or said.endswith((" г.", " гг."))) and ends.search(said))
        or (said[-1] not in "!?:;," and places.search(said))
    )


@cache
def _caption_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends the caption of a picture, and what tells in brackets who stands where."""
    owners, kinds, places = (
        "|".join(sorted(words("lines", f"caption_{name}"))) for name in ("owners", "kinds", "places")
    )
    named = rf"(?i:{owners})\b[^.!?;]{{0,60}}|(?i:{kinds})\.?\s+(?:\d{{4}}[^.!?;]{{0,20}}\.?|[А-ЯЁA-Z][^!?;]{{2,50}})"
    return re.compile(rf"[.)»]\s*\(?(?:{named})$"), re.compile(rf"\((?i:{places})\)")


def is_list(text: str, line: Line, kind: str) -> bool:
    """Whether a line is the heading of the notes or the bibliography and nothing else («Примечания к главе 2»)."""
    return line.end - line.start < 60 and _CHAPTER.sub("", folded(text_of(text, line))) in words(kind)


def stands_alone(text: str, line: Line) -> bool:
    """Whether a line is known by itself to be no part of a paragraph: the heading of a list, or an ornament."""
    return is_list(text, line, "notes") or is_list(text, line, "bibliography") or is_ornament(text, line)

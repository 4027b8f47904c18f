"""The text as a text: `profileDesc` with creation, languages, persons, occasion, keywords (TEI Guidelines 2.4)."""

from typing import Any

from lxml import etree

from pipeline.element import NS, Tree
from pipeline.meta import Meta
from pipeline.tei import agents
from pipeline.tei.header.stated import UNKNOWN, dated, known, tongue, value, values, when, where
from pipeline.text import Document

_LANGUAGES = {
    "be": "Belarusian", "cs": "Czech", "cu": "Church Slavonic", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fr": "French", "he": "Hebrew", "it": "Italian", "ka": "Georgian", "la": "Latin",
    "lt": "Lithuanian", "lv": "Latvian", "pl": "Polish", "ru": "Russian", "sr": "Serbian", "tt": "Tatar",
    "uk": "Ukrainian", "yi": "Yiddish",
}  # fmt: skip
_PROFILE = "tei:profileDesc/tei:"
_SETTING = f"{_PROFILE}settingDesc/tei:setting/tei:"
_KEYWORDS = f"{_PROFILE}textClass/tei:keywords/tei:term"
_PLACES = {
    "date": f"{_PROFILE}creation/tei:date",
    "place": f"{_PROFILE}creation/tei:placeName",
    "occasion": f"{_SETTING}activity",
    "occasion_date": f"{_SETTING}date",
    "occasion_place": f"{_SETTING}placeName",
}


def described(document: Document) -> Tree:
    """The `profileDesc` of a document."""
    meta = document.meta
    creation = [dated(meta.date, "date not known"), *where("placeName", meta.place, tongue(meta))]
    languages = [_language(tag) for tag in (meta.language, *meta.other_languages)]
    parts: list[str | Tree] = [
        ("creation", {}, creation),
        ("langUsage", {}, languages),
        *agents.particulars(document.agents, tongue(meta)),
        *_setting(meta),
        ("textClass", {}, [_keywords(meta)]),
    ]
    return ("profileDesc", {}, parts)


def _language(tag: str) -> Tree:
    return known("language", _LANGUAGES.get(tag, tag), "language not known", {"ident": tag or "und"})


def _setting(meta: Meta) -> list[Tree]:
    said = [
        *where("placeName", meta.occasion_place, tongue(meta)),
        *where("date", meta.occasion_date, when(meta.occasion_date)),
        *where("activity", meta.occasion, tongue(meta)),
    ]
    return [("settingDesc", {}, [("setting", {}, said)])] if said else []


def _keywords(meta: Meta) -> Tree:
    terms: list[Tree] = [("term", {}, word) for word in meta.keywords] or [known("term", "", "no keywords were given")]
    return ("keywords", tongue(meta) if meta.keywords else {}, terms)


def read(header: etree._Element) -> dict[str, Any]:
    """What a `teiHeader` says of the text, by field of `Meta`."""
    languages = header.findall(f"{_PROFILE}langUsage/tei:language", NS)
    tags = [node.get("ident", "") for node in languages if node.get("cert") != UNKNOWN]
    main = tags[0] if tags and languages[0].get("cert") != UNKNOWN else ""
    said: dict[str, Any] = {name: value(header, path) for name, path in _PLACES.items()}
    others = tuple(tags[1:] if main else tags)
    return said | {"language": main, "other_languages": others, "keywords": values(header, _KEYWORDS)}

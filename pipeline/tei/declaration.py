"""What every header says of the encoding itself: the standing sentences of `encodingDesc` (TEI Guidelines 2.3), kept in
`declaration.toml`, and the rules by which strings in quotation marks were judged, from the reasons kept with those
rules. Both are in English and Russian. Knows no document.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.element import Tree
from pipeline.errors import TeiExportError
from pipeline.tei.kinds import PROGRAM

VERSION = "0.1.0"
REASONS = Path(__file__).parent.parent / "find" / "ru" / "reasons.toml"
SENTENCES = Path(__file__).parent / "declaration.toml"
REVISION = "Encoded from the source text by"
APPLICATION: Tree = ("appInfo", {}, [("application", {"ident": PROGRAM, "version": VERSION}, [("label", {}, PROGRAM)])])
_LANGUAGES = ("en", "ru")


@cache
def declared() -> tuple[Tree, Tree]:
    """`projectDesc` and `editorialDecl`.

    Raises `TeiExportError` where their sentences are missing.
    """
    said = _read(SENTENCES)
    try:
        editorial = [_element(name, one) for name, one in said["editorialDecl"].items()]
        return _element("projectDesc", said["projectDesc"]), ("editorialDecl", {}, editorial)
    except (KeyError, AttributeError) as fault:
        raise TeiExportError(
            f"{SENTENCES}: the sentences of the header cannot be read ({fault}); install again"
        ) from fault


def _element(name: str, said: Mapping[str, str]) -> Tree:
    attributes = {key: value for key, value in said.items() if key not in _LANGUAGES}
    return (name, attributes, [("p", {"xml:lang": language}, said[language]) for language in _LANGUAGES])


@cache
def taxonomy() -> Tree:
    """The rules of attribution, `category[@xml:id]` each, described in the languages `REASONS` has.

    Raises `TeiExportError` where that file is missing or is no TOML of one table a rule.
    """
    rules, described = _read(REASONS), _read(SENTENCES)["taxonomy"]
    try:
        categories = [_category(name, said) for name, said in rules.items()]
    except AttributeError as fault:
        raise TeiExportError(f"{REASONS}: the rules of attribution cannot be read ({fault}); install again") from fault
    return ("taxonomy", {"xml:id": "attribution"}, [*_in_each("desc", described), *categories])


def _category(name: str, said: Mapping[str, str]) -> Tree:
    return ("category", {"xml:id": name}, _in_each("catDesc", said))


def _in_each(name: str, said: Mapping[str, str]) -> list[str | Tree]:
    """The same in each language it is said in."""
    return [(name, {"xml:lang": language}, words) for language, words in said.items()]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise TeiExportError(f"{path}: cannot be read ({fault}); install again") from fault

"""What every header says of the encoding itself: the standing sentences of `encodingDesc` (TEI Guidelines 2.3), and the
rules by which strings in quotation marks were judged, from the reasons kept with those rules. Knows no document.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.element import Tree
from pipeline.errors import TeiExportError
from pipeline.tei.kinds import PROGRAM

VERSION = "0.1.0"
REASONS = Path(__file__).parent.parent / "find" / "ru" / "reasons.toml"
REVISION = "Encoded from the source text by"


def _said(name: str, sentences: str, **attributes: str) -> Tree:
    return (name, attributes, [("p", {}, sentences)])


PROJECT: Tree = _said(
    "projectDesc",
    "Encoded so that a reader can search who is quoted in the text, in which words and by what authority, and can "
    "trace every finding to its place in the source and to the rule that decided.",
)

EDITORIAL: Tree = (
    "editorialDecl",
    {},
    [
        _said(
            "correction",
            "Nothing in the source was corrected, left out or moved. Corrections by an editor stand in corr, reg, "
            "expan or supplied and do not belong to the source text.",
            method="markup",
        ),
        _said(
            "normalization",
            "The source was decoded, a byte order mark removed and every line ending made a line feed; nothing else "
            "was normalised. The corresp of each block gives its place in that text by RFC 5147: code points, from the "
            "first inclusive to the last exclusive. What lies outside of all blocks is white space.",
        ),
        _said(
            "quotation",
            "All quotation marks are kept, as characters inside the element they delimit: q for the words of somebody "
            "else given as such, soCalled for words held at a distance, title and name for titles and names, mentioned "
            "for words spoken about as words. The parts of an interrupted quotation are tied by next and prev, and the "
            "words between them stay outside.",
            marks="all",
        ),
        _said(
            "hyphenation",
            "Hyphens at the end of a line are kept as they stand, in pc with force weak, and an lb with break no marks "
            "the line break within the word.",
            eol="all",
        ),
        _said(
            "segmentation",
            "The text is divided into front, body and back, into sections by its headings, and into paragraphs by its "
            "lines. Captions, page numbers and notes are marked where they stand in the source, within a sentence too.",
        ),
        _said(
            "interpretation",
            "Kind and speaker of every string in quotation marks were inferred by rules. Its ana points to the rule "
            "that decided, in the taxonomy attribution; cert says how sure that rule is and resp who is responsible; "
            "the words that decided are marked as seg with type cue. Persons were identified by the forms of their "
            "names within the text, dates as far as its words go.",
        ),
    ],
)

APPLICATION: Tree = ("appInfo", {}, [("application", {"ident": PROGRAM, "version": VERSION}, [("label", {}, PROGRAM)])])


@cache
def taxonomy() -> Tree:
    """The rules of attribution, `category[@xml:id]` each, described in the languages `REASONS` has.

    Raises `TeiExportError` where that file is missing or is no TOML of one table a rule.
    """
    try:
        rules = tomllib.loads(REASONS.read_text(encoding="utf-8"))
        categories = [_category(name, said) for name, said in rules.items()]
    except (OSError, tomllib.TOMLDecodeError, AttributeError) as fault:
        raise TeiExportError(f"{REASONS}: the rules of attribution cannot be read ({fault}); install again") from fault
    described: Tree = ("desc", {}, "Why a string in quotation marks was taken for what it is.")
    return ("taxonomy", {"xml:id": "attribution"}, [described, *categories])


def _category(name: str, said: Mapping[str, str]) -> Tree:
    return ("category", {"xml:id": name}, [("catDesc", {"xml:lang": lang}, words) for lang, words in said.items()])

"""`CITATION.cff`: how to cite a package (Citation File Format 1.2.0). A string of JSON is one of YAML."""

import json
import re
from collections.abc import Iterator

from pipeline.meta import SCHEMES, Contributor, scheme_of
from pipeline.packing.package import Package

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_CC = re.compile(r"CC[ -](BY(?:-(?:NC|SA|ND))*)[ -](\d\.\d)")


def citation(package: Package) -> str:
    """The file; without what nobody said."""
    return "\n".join(_lines(package)) + "\n"


def _lines(package: Package) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield "type: dataset"
    yield 'message: "Cite this edition as follows."'
    yield from _where("title", package.title)
    yield from _list("authors", [_author(one) for one in package.creators])
    yield from _where("version", package.version)
    yield from _where("date-released", package.date if len(package.date) == len("2024-05-01") else "")
    yield from _where("doi", next((_bare(uri) for uri in package.identifiers if scheme_of(uri) == "DOI"), ""))
    yield from _licence(package.licences)
    yield from _list("keywords", [[_quoted(word)] for word in package.keywords])
    yield from _where("abstract", package.description)


def _author(one: Contributor) -> list[str]:
    orcid = next((uri for uri in one.identifiers if scheme_of(uri) == "ORCID"), "")
    given = " ".join(filter(None, (one.forename, one.patronym)))
    apart = [*_where("family-names", one.surname), *_where("given-names", given)] if one.surname and given else []
    return [*(apart or _where("name", one.name)), *_where("orcid", orcid)]


def _licence(licences: tuple[str, ...]) -> Iterator[str]:
    """An address, or the identifier of SPDX where the words are plainly such a licence."""
    if len(licences) != 1:
        return
    (said,) = licences
    if said.startswith(("http://", "https://")):
        yield from _where("license-url", said)
    elif match := _CC.fullmatch(said):
        yield f"license: CC-{match[1]}-{match[2]}"
    elif said in ("CC0", "CC0 1.0"):
        yield "license: CC0-1.0"


def _bare(uri: str) -> str:
    return uri.removeprefix(SCHEMES["DOI"])


def _where(key: str, value: str) -> list[str]:
    return [f"{key}: {_quoted(value)}"] if value else []


def _list(key: str, items: list[list[str]]) -> Iterator[str]:
    if items:
        yield f"{key}:"
    for first, *others in items:
        yield f"  - {first}"
        yield from (f"    {line}" for line in others)


def _quoted(value: str) -> str:
    """A string as JSON has it, and with what YAML takes for the end of a line, or for nothing, escaped."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(value, ensure_ascii=False))

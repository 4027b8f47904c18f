"""Values of the sidecar: which strings are dates and identifiers, and what of `Meta` a key of it says."""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.meta import SCHEMES, Contributor, Edition

PEOPLE = {"author": "authors", "editor": "editors", "contributor": "contributors"}
"""Keys that name somebody, and the fields of `Meta` they are."""

_ORCID = re.compile(r"(?:https?://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dX])", re.ASCII)
_ISNI = re.compile(r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?)?((?:\d{4} ?){3}\d{3}[\dX])", re.ASCII)
_LOCAL = {
    "orcid": "ORCID", "viaf": "VIAF", "wikidata": "Wikidata", "gnd": "GND", "isni": "ISNI", "doi": "DOI",
    "handle": "Handle",
}  # fmt: skip
_AS_IT_IS = ("urn", "url")


def is_orcid(value: str) -> bool:
    """Whether it is an ORCID whose last digit agrees with the others.

    >>> is_orcid("0000-0002-1825-0097"), is_orcid("0000-0002-1825-0098")
    (True, False)
    """
    match = _ORCID.fullmatch(value)
    return match is not None and _agrees(match[1].replace("-", ""))


def is_isni(value: str) -> bool:
    """Whether it is an ISNI whose last digit agrees with the others (ISO 27729).

    >>> is_isni("0000 0001 2103 2683"), is_isni("0000 0001 2103 2684")
    (True, False)
    """
    match = _ISNI.fullmatch(value)
    return match is not None and _agrees(match[1].replace(" ", ""))


def _agrees(digits: str) -> bool:
    """Whether the last of some digits is what the others make it (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11] == digits[-1]


def field(key: str, value: Any) -> Any:
    """What of `Meta` a key of the sidecar says, its value being well formed."""
    if key in PEOPLE:
        several = [{"name": name} for name in value.split(";")] if isinstance(value, str) else value
        bare = isinstance(value, str)
        return tuple(_contributor(one, bare) for one in several if one["name"].strip())
    if key == "edition":
        fields = {name: one for name, one in value.items() if name in Edition.__dataclass_fields__}
        return Edition(**fields, identifiers=_identifiers(value))
    return tuple(value) if isinstance(value, list) else value


def _contributor(one: Mapping[str, str], bare: bool) -> Contributor:
    kind = "" if bare else one.get("kind", "person")
    parts = {part: one.get(part, "") for part in ("surname", "forename", "patronym")}
    return Contributor(one["name"].strip(), kind, one.get("role", ""), _identifiers(one), **parts)


def _identifiers(one: Mapping[str, str]) -> tuple[str, ...]:
    """The URIs of all identifiers of a table, in the order of the table."""
    return tuple(_uri(key, value) for key, value in one.items() if value and (key in _LOCAL or key in _AS_IT_IS))


def _uri(key: str, value: str) -> str:
    if key in _AS_IT_IS:
        return value
    local = re.sub(r"^https?://(?:dx\.)?[^/]+/", "", value)
    bare = local if key in ("doi", "handle") else local.rpartition("/")[2].replace(" ", "")
    return SCHEMES[_LOCAL[key]] + bare

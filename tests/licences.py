"""docs/licences.md: the packages that are locked, their versions and licences, as they say themselves.

    python -m tests.licences

Says nothing of packages that are locked for another machine and are not installed here: a row that is there is kept.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
LICENCES = ROOT / "docs" / "licences.md"
_PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
_ROW = re.compile(r"^\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_HEAD = """\
# Packages and their licences

What `requirements.lock` (to run) and `requirements-dev.lock` (to test) name, with the licence each package states.
Nothing of them is copied into this repository; `make export` installs them from the package index, by hash.
`python -m tests.licences` writes this page; a test holds it to the locks.
"""


def pinned(lock: str) -> dict[str, str]:
    """The packages of a lock and their versions."""
    return dict(_PINNED.findall((ROOT / lock).read_text(encoding="utf-8")))


def stated() -> dict[str, tuple[str, str]]:
    """The packages on the page, with version and licence."""
    said = LICENCES.read_text(encoding="utf-8") if LICENCES.exists() else ""
    return {name: (version, licence) for name, version, licence in _ROW.findall(said) if name != "package"}


def licence(name: str) -> str:
    """The licence that an installed package states, as an SPDX expression where it does."""
    said = metadata(name)
    classifiers = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License")]
    expression, first_line = (
        said[key].partition("\n")[0] if key in said else "" for key in ("License-Expression", "License")
    )
    words = expression or "; ".join(classifiers) or first_line
    return words.strip().replace("|", "/") or "not stated"


def _rows(pins: dict[str, str]) -> Iterator[str]:
    known = stated()
    for name, version in sorted(pins.items()):
        try:
            yield f"| {name} | {version} | {licence(name)} |"
        except PackageNotFoundError:
            yield f"| {name} | {version} | {known[name][1] if name in known else 'not installed here'} |"


def written() -> str:
    """The page."""
    run, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    table = ["| package | version | licence |", "|---|---|---|"]
    only_dev = {name: version for name, version in dev.items() if name not in run}
    parts = ["## To run", "", *table, *_rows(run), "", "## Only to test", "", *table, *_rows(only_dev), ""]
    return "\n".join([_HEAD, *parts])


if __name__ == "__main__":
    LICENCES.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{LICENCES}\n")

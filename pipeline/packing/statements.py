"""The files of a package that say no more than the headers of its TEI do, in words of others."""

import json
from typing import Any

from pipeline.packing.citation import citation
from pipeline.packing.datacite import datacite
from pipeline.packing.package import Package
from pipeline.packing.reading import licence

DATACITE = "datacite.json"


def statements(package: Package) -> dict[str, str]:
    """What each of them holds, by its name."""
    return {
        "LICENSE.txt": licence(package),
        "CITATION.cff": citation(package),
        DATACITE: as_json(datacite(package)),
    }


def as_json(value: Any) -> str:
    """JSON as the files of a package have it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

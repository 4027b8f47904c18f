"""What a text is called in ids and file names: its own name in ASCII letters, digits and hyphens."""

import re
import unicodedata

from pipeline.source.russian import letters

_LONGEST = 120  # code points: files are named after it
_NAMELESS = "text"  # where nothing of a name is a letter or digit for an id
_BEFORE_SOFT = re.compile("ц(?=[иеёыэюяй])", re.IGNORECASE)


def slug(name: str) -> str:
    """A name in ASCII letters, digits and hyphens.

    Cyrillic by GOST 7.79-2000, system B (`letters.toml`); of other letters what Unicode's compatibility decomposition
    leaves in ASCII; `text` where that is nothing. It is cut where file names could not be so long.

    >>> slug("Письмо съезду (1922)")
    'Pismo-sezdu-1922'
    """
    stem = _BEFORE_SOFT.sub(lambda match: "C" if match.group().isupper() else "c", unicodedata.normalize("NFC", name))
    latin = "".join(map(_in_latin, stem))
    ascii_only = "".join(char for char in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(char))
    return re.sub("[^A-Za-z0-9]+", "-", ascii_only)[:_LONGEST].strip("-") or _NAMELESS


def _in_latin(char: str) -> str:
    table: dict[str, str] = letters()["latin"]
    found = table.get(char.lower(), char)
    return found.capitalize() if char.lower() in table and char.isupper() else found

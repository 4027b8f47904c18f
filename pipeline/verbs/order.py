"""What was asked for, and where everything of it goes: the one value that a text is exported by."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.source.reading import AS_IT_IS, Reading

if TYPE_CHECKING:
    from pipeline.find.names.register import Register

IN_ONE_FOLDER = 1000  # texts; of more the TEI is fanned out
_FAN = 2  # hexadecimal digits: 256 folders


@dataclass(frozen=True, slots=True)
class Order:
    """The folder to write to, persons known beforehand, whether to write over edited TEI, the day to date the TEI by
    (a W3C date, or none), whether the files of texts are `fanned` out into folders of a few, how to read texts, and,
    where the files of several are to be put in their places together, the folder in which they are `waiting`.
    """

    out: Path
    register: "Register | None" = None
    force: bool = False
    date: str = ""
    fanned: bool = False
    reading: Reading = AS_IT_IS
    waiting: Path | None = None

    def tei(self, doc_id: str) -> Path:
        """Where the TEI of a text stands."""
        return self.out / "tei" / self._fan(doc_id) / f"{doc_id}.xml"

    def spans(self, doc_id: str) -> Path:
        """Where what was found in a text stands."""
        return self.out / "spans" / self._fan(doc_id) / f"{doc_id}.json"

    def _fan(self, doc_id: str) -> str:
        """The folder of a text: the first digits of the SHA-256 of its id, so that it stays whatever else is there.

        >>> Order(Path("out"), fanned=True).tei("bukharin-1988").as_posix()
        'out/tei/82/bukharin-1988.xml'
        """
        return sha256(doc_id.encode("ascii")).hexdigest()[:_FAN] if self.fanned else ""

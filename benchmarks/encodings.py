"""How often the encoding of a text is told right, not told, or told wrong, by encoding and length.

    python benchmarks/encodings.py [--samples 40] [TEXT...]

Of the seed and the sentences of the tests, or of other texts: prose, capitals, other line ends, a few Russian words in
English, in turn. `right` is the same text. With `--other` charset-normalizer is asked instead.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.source.decoding import decode
from pipeline.xml_chars import ILLEGAL
from tests import encoded
from tests.encoded import ENCODINGS, LENGTHS, MANNERS, Sample


def outcome(one: Sample) -> str:
    try:
        text = decode(one.data, "").text
    except SourceError:
        return "not sure"
    if ILLEGAL.search(text):
        return "not sure"
    plain = one.text.replace("\r\n", "\n").replace("\r", "\n")
    return "right" if text.replace("\r\n", "\n").replace("\r", "\n") == plain else "wrong"


def normalised(one: Sample) -> str:
    """The same for charset-normalizer, which is never not sure unless it finds nothing."""
    from charset_normalizer import from_bytes

    best = from_bytes(one.data).best()
    return "not sure" if best is None else "right" if str(best).strip("\ufeff") == one.text.strip("\ufeff") else "wrong"


def main() -> None:
    """Print the table: of each encoding and length right / not sure / wrong."""
    parser = argparse.ArgumentParser(description="How often an encoding is told right.")
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--samples", type=int, default=40)
    parser.add_argument("--manner", choices=MANNERS)
    parser.add_argument("--other", action="store_true", help="charset-normalizer instead")
    asked = parser.parse_args()
    if asked.texts:
        given = "\n".join(path.read_text(encoding="utf-8") for path in asked.texts)
        encoded.prose = lambda: given  # type: ignore[assignment]
    judge = normalised if asked.other else outcome
    print("| encoding | " + " | ".join(f"{length} B" for length in LENGTHS) + " |")
    print("|---" * (len(LENGTHS) + 1) + "|")
    for encoding in ENCODINGS:
        cells = []
        for length in LENGTHS:
            chance = random.Random(f"{encoding} {length}")
            manners = [asked.manner] if asked.manner else MANNERS
            some = (encoded.sample(chance, encoding, length, manners[n % len(manners)]) for n in range(asked.samples))
            found = Counter(judge(one) for one in some)
            cells.append(f"{found['right']}/{found['not sure']}/{found['wrong']}")
        print(f"| {encoding} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

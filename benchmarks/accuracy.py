"""How right the export is on texts with hand-made gold, which lie outside the project (`../shared/eval`).

python benchmarks/accuracy.py                    score.py's figures in all and by text, and what each certainty is worth
python benchmarks/accuracy.py --ablate           what each rule is worth: the figures without it
python benchmarks/accuracy.py --verbose          every miss, as score.py lists them
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.find import find
from pipeline.find.quotations import judging, rule_name
from pipeline.source import read
from pipeline.tables import rows
from pipeline.tei import encode, parse
from pipeline.write import write_tables

EVAL = Path(__file__).resolve().parent.parent.parent / "shared" / "eval"
KINDS = {"soCalled": "so_called"}
SHOWN = ("quotation_precision", "quotation_recall", "speaker", "kinds", "paragraph_precision", "notes")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exported(texts: Iterable[Path], folder: Path) -> None:
    """Find, encode and tabulate texts; the tables are written into a folder."""
    every = []
    for path in texts:
        document = find(read(path))
        every.append(rows(parse(encode(document)), document.text))
    write_tables(every, folder)


def scores(score: ModuleType, golds: list[Path]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        exported([gold.with_name(gold.name.replace(".gold.json", ".txt")) for gold in golds], Path(folder))
        return [score.score(folder, *score.load(gold)) for gold in golds]


def figures(line: dict[str, float | None], names: Iterable[str]) -> str:
    return "  ".join("   -  " if line[name] is None else f"{line[name]:6.3f}" for name in names)


def print_scores(score: ModuleType, results: list[dict[str, Any]], verbose: bool) -> None:
    _, everything, said = score.total(results)
    print(said, end="\n\n")
    print(
        f"{'':32}" + "  ".join(f"{name.replace('quotation', 'q').replace('paragraph', 'p')[:6]:>6}" for name in SHOWN)
    )
    for result in results:
        print(f"{result['doc'][:30]:32}{figures(score.total([result])[1], SHOWN)}")
        for name in ("missed", "false", "wrong_speaker", "wrong_kind") if verbose else ():
            for one in result[name]:
                print(f"    {name}: {one}")
    print(f"{'all':32}{figures(everything, SHOWN)}\n")


def print_certainty(score: ModuleType, golds: list[Path]) -> None:
    """Of the strings in marks that the gold judges: how many of each certainty are right in kind and speaker."""
    right, asked = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        exported([gold.with_name(gold.name.replace(".gold.json", ".txt")) for gold in golds], Path(folder))
        for gold in golds:
            for certainty, is_right in judged(score, folder, *score.load(gold)):
                asked[certainty] += 1
                right[certainty] += is_right
    print("certainty    strings   right   of the right ones")
    for certainty in ("high", "medium", "low"):
        share = right[certainty] / max(1, asked[certainty])
        print(f"{certainty:10}{asked[certainty]:10}{share:8.3f}{right[certainty] / max(1, right.total()):12.3f}")


def judged(score: ModuleType, folder: str, gold: dict[str, Any], text: str) -> Iterable[tuple[str, bool]]:
    """The certainty of each string that the gold judges without doubt, and whether kind and speaker are right."""
    doc = Path(gold.get("document") or gold["source"]).stem
    said = [q for q in gold["quotations"] if not q.get("doubtful") and q.get("kind") not in ("soCalled", "title")]
    want = {score.trim(text, q["start"], q["end"]): ("quotation", q) for q in said}
    others = [p for p in gold.get("phrases") or [] if not p["doubtful"]]
    want |= {score.trim(text, p["start"], p["end"]): (KINDS.get(p["kind"], p["kind"]), p) for p in others}
    found = [(row, "quotation") for row in score.rows(folder, "quotations", doc)]
    found += [(row, row["kind"]) for row in score.rows(folder, "phrases", doc)]
    for row, kind in found:
        span = score.trim(text, row["start"], row["end"])
        if span in want:
            wanted, one = want[span]
            same = kind == wanted and (kind != "quotation" or speaker_agrees(score, one, row["speaker_name"]))
            yield row["certainty"], same


def speaker_agrees(score: ModuleType, gold: dict[str, Any], name: str | None) -> bool:
    names = [gold.get(key) for key in ("speaker", "speaker_resolved", "speaker_from_note")]
    kind = gold.get("speaker_type") or "person"
    accepted = [one for one in names if one and score.names(one) and one.lower() not in score.PRONOUNS] or [None]
    return any(score.same_person(one, name, "person" in kind) for one in accepted)


def print_ablation(score: ModuleType, golds: list[Path]) -> None:
    """The figures without each rule, and their difference from those with all rules."""
    names = SHOWN[:4]
    whole = score.total(scores(score, golds))[1]
    print(f"{'without':24}" + "  ".join(f"{name[-9:]:>9}" for name in names))
    rules = judging.RULES
    for left_out in rules[:-1]:
        judging.RULES = tuple(rule for rule in rules if rule is not left_out)
        line = score.total(scores(score, golds))[1]
        differences = "  ".join(f"{(line[name] or 0) - (whole[name] or 0):+9.3f}" for name in names)
        print(f"{rule_name(left_out):24}{differences}")
    judging.RULES = rules


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--ablate", action="store_true")
    asked.add_argument("--verbose", action="store_true")
    options = asked.parse_args()
    if not EVAL.is_dir():
        sys.exit(f"{EVAL}: the texts with gold are not here; nothing to measure.")
    score = scorer()
    golds = sorted(EVAL.glob("*/*.gold.json"))
    judged_by_hand = [gold for gold in golds if json.loads(gold.read_text(encoding="utf-8"))["quotations"]]
    if options.ablate:
        return print_ablation(score, judged_by_hand)
    print_scores(score, scores(score, golds), options.verbose)
    return print_certainty(score, judged_by_hand)


if __name__ == "__main__":
    main()

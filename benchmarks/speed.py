"""CPU time of a whole export against the least that Python can do for it, and against pandoc and trafilatura.

    python benchmarks/speed.py [--texts 200] [--chars 23000] [--runs 3]

Texts are made anew (`invented.py`). Each measure is a process of its own that has loaded everything and made a text of
two lines before its clock starts, so start-up is left out; they take turns, and the least of several runs counts, for
noise only ever adds. pandoc (its own start taken off) and trafilatura only write bare paragraphs as TEI. Ratios say
more than seconds: they hardly depend on the machine. Shown too are the CPU time of each stage, the rules of strings in
marks that take longest, and how much memory a process takes for a quarter of the texts and for all of them.
"""

import argparse
import gc
import importlib
import importlib.util
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from startup import ENVIRONMENT

HERE = Path(__file__).resolve().parent
_WARM = "Сад\n\nБелов сказал: «Пойдём!». Это было в мае 1926 года.[1]\n\nПримечания\n\n[1] Белов П. Сад. – М., 1926.\n"
_DEAREST = 12

Measured = dict[str, Any]
"""Seconds of all (`all`) and what else a measure says of itself."""


def ours(texts: Sequence[Path], out: Path) -> Measured:
    """The whole export, and its stages."""
    import pipeline
    from pipeline.verbs import stopwatch

    stopwatch.perf_counter = process_time  # type: ignore[attr-defined]
    (warm := out / "warm.txt").write_text(_WARM, encoding="utf-8")
    pipeline.export([warm], out=out / "warm")
    begun = process_time()
    done = pipeline.export(texts, out=out / "ours")
    spent = process_time() - begun
    if done.faults:
        sys.exit(f"{len(done.faults)} faults, and the first is: {done.faults[0]}")
    stages = stopwatch.together([text.seconds for text in done.texts])
    tables = {f"{stage} (tables)": seconds for stage, seconds in done.tables.seconds.items()}
    return {"all": spent, "stages": stages | tables, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def floor(texts: Sequence[Path], out: Path) -> Measured:
    """The least for as many elements."""
    import floor as least

    (warm := out / "warm.txt").write_text(_WARM, encoding="utf-8")
    least.export([warm], out / "warm")
    begun = process_time()
    least.export(texts, out / "floor")
    return {"all": process_time() - begun}


def rules(texts: Sequence[Path], _out: Path) -> Measured:
    """Each rule of strings in marks: its seconds, and how often it was asked. The clock itself is in the seconds."""
    from pipeline.find import find
    from pipeline.find.quotations import judging, rule_name
    from pipeline.find.quotations.phrases import Rule
    from pipeline.source import read

    spent: dict[str, float] = defaultdict(float)
    asked = Counter[str]()

    def timed(rule: Rule) -> Rule:
        def clocked(case: Any) -> Any:
            begun = process_time()
            answer = rule(case)
            spent[rule_name(rule)] += process_time() - begun
            asked[rule_name(rule)] += 1
            return answer

        clocked.__name__ = rule.__name__
        return clocked

    judging.RULES = tuple(map(timed, judging.RULES))
    gc.disable()  # as in an export: it would be in the seconds of whatever rule is asked just then
    for path in texts:
        find(read(path))
    return {"all": sum(spent.values()), "rules": {name: [spent[name], asked[name]] for name in spent}}


def trafilatura(texts: Sequence[Path], out: Path) -> Measured:
    """The paragraphs as trafilatura's TEI."""
    other = importlib.import_module("trafilatura")
    pages = [_page(path.read_text(encoding="utf-8")) for path in texts]
    other.extract(_page(_WARM), output_format="xmltei")
    begun = process_time()
    for path, page in zip(texts, pages, strict=True):
        (out / f"{path.stem}.xml").write_text(other.extract(page, output_format="xmltei") or "", encoding="utf-8")
    return {"all": process_time() - begun}


def _page(text: str) -> str:
    lines = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in text.split("\n") if line)
    return f"<html><body><article>{lines}</article></body></html>"


def pandoc(texts: Sequence[Path], out: Path) -> Measured:
    """The paragraphs as pandoc's TEI, a process a text; as many starts without a text are taken off."""
    (nothing := out / "nothing.txt").write_text("", encoding="utf-8")
    return {"all": _converted(texts, out) - _converted([nothing] * len(texts), out)}


def _converted(texts: Sequence[Path], out: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for path in texts:
        made = str(out / f"{path.stem}.xml")
        subprocess.run(["pandoc", "-s", "--from=commonmark", "--to=tei", "-o", made, str(path)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


MEASURES: Mapping[str, Callable[[Sequence[Path], Path], Measured]] = {
    one.__name__: one for one in (floor, ours, rules, trafilatura, pandoc)
}


def measured(name: str, folder: Path) -> Measured:
    """One measure of the texts in a folder, in a process of its own."""
    command = [sys.executable, __file__, "--measure", name, str(folder)]
    said = subprocess.run(command, check=True, env=ENVIRONMENT, capture_output=True, text=True).stdout
    found: Measured = json.loads(said)
    return found


def absent() -> list[str]:
    """What is not installed to be compared with."""
    there = {"pandoc": shutil.which("pandoc"), "trafilatura": importlib.util.find_spec("trafilatura")}
    return [name for name, found in there.items() if not found]


def show(best: Mapping[str, Measured], characters: int) -> None:
    """Print seconds per million characters, ratios, stages and rules."""
    millions = characters / 1_000_000
    for name in (name for name in ("floor", "ours", "pandoc", "trafilatura") if name in best):
        ratio = best["ours"]["all"] / best[name]["all"]
        beside = "" if name == "ours" else f"   ours / {name} {ratio:6.2f}"
        print(f"{name:<20}{best[name]['all'] / millions:8.3f} s per million characters{beside}")
    print()
    for stage, spent in sorted(best["ours"]["stages"].items(), key=lambda one: -one[1]):
        print(f"  {stage:<18}{spent / millions:8.3f} s{spent / best['ours']['all']:8.1%}")
    print("\n  strings in marks, dearest rules")
    dearest = sorted(best["rules"]["rules"].items(), key=lambda one: -one[1][0])[:_DEAREST]
    for rule, (spent, asked) in dearest:
        print(f"  {rule:<18}{spent / millions:8.3f} s{spent / asked * 1e6:8.1f} µs a string")


def compare(texts: int, chars: int, runs: int) -> None:
    """Make the texts, measure all in turn, and print the least of each."""
    missing = absent()
    with tempfile.TemporaryDirectory() as made:
        folder, few = Path(made) / "texts", Path(made) / "few"
        for where, number in ((folder, texts), (few, max(1, texts // 4))):
            command = [sys.executable, str(HERE / "invented.py"), str(where), "--texts", str(number)]
            subprocess.run([*command, "--chars", str(chars)], check=True, env=ENVIRONMENT)
        names = [name for name in MEASURES if name not in missing]
        turns = [{name: measured(name, folder) for name in names} for _ in range(runs)]
        best = {name: min((turn[name] for turn in turns), key=lambda one: float(one["all"])) for name in names}
        characters = sum(len(path.read_text(encoding="utf-8")) for path in folder.glob("*.txt"))
        show(best, characters)
        megabytes = [one["memory"] / 1024 for one in (measured("ours", few), best["ours"])]
    print(f"\n  memory {megabytes[0]:.0f} MB for {max(1, texts // 4)} texts, {megabytes[1]:.0f} MB for {texts}")
    for name in missing:
        print(f"  {name} is not installed, and not compared with")


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU time of an export against others.")
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--chars", type=int, default=23_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure is None:
        return compare(asked.texts, asked.chars, asked.runs)
    name, folder = asked.measure
    with tempfile.TemporaryDirectory() as out:
        json.dump(MEASURES[name](sorted(Path(folder).glob("*.txt")), Path(out)), sys.stdout)
    return None


if __name__ == "__main__":
    main()

"""From judgements to spans: parts tied to each other, cues, and which note mark closes which string."""

from collections.abc import Iterable, Iterator

from pipeline.find.crossing import Ground
from pipeline.find.quotations.cases import Case
from pipeline.find.quotations.judgement import Judgement
from pipeline.find.quotations.recognising import Judged
from pipeline.text import Span

Identified = Iterable[tuple[str, tuple[Case, Judgement]]]


def ids(judged: Judged) -> Iterator[str]:
    """The ids of judged strings: `q1`, `q2`, ... for quotations, `s1`, ... for the others, each in text order."""
    counts = {"q": 0, "s": 0}
    for _, judgement in judged:
        letter = "q" if judgement.kind == "quotation" else "s"
        counts[letter] += 1
        yield f"{letter}{counts[letter]}"


def parts(number: str, case: Case, judgement: Judgement) -> list[Span]:
    """One span, or for a quotation that is interrupted or runs over paragraphs one each part, tied both ways."""
    whole = [(case.string.start, case.string.end)]
    stretches = list(_stretches(case, judgement)) if judgement.kind == "quotation" else whole
    ids = [number, *(f"{number}.{part}" for part in range(2, len(stretches) + 1))]
    attrs = _attributes(case, judgement)
    kind = judgement.kind if case.string.opened else "block_quotation"
    return [
        Span(start, end, kind, ids[at], attrs).having(
            next=ids[at + 1] if at + 1 < len(ids) else "", prev=ids[at - 1] if at else ""
        )
        for at, (start, end) in enumerate(stretches)
    ]


def _stretches(case: Case, judgement: Judgement) -> Iterator[tuple[int, int]]:
    """The string's pieces without the narrator's insertions, white space at the cuts left outside."""
    for start, end in case.string.pieces:
        for cut_start, cut_end in judgement.cuts:
            if start <= cut_start and cut_end <= end:
                if case.document.text[start:cut_start].strip():
                    yield start, _trimmed_end(case.document.text, start, cut_start)
                start = _trimmed_start(case.document.text, cut_end, end)
        if case.document.text[start:end].strip('»“”" \u00a0'):
            yield start, end


def _trimmed_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _trimmed_start(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _attributes(case: Case, judgement: Judgement) -> dict[str, str]:
    attrs = {"rule": judgement.rule, "certainty": judgement.certainty, "resp": "tei-export"}
    if judgement.kind == "quotation":
        mark = case.cited or case.mark_later
        attrs |= {"speaker": judgement.speaker, "source": " ".join(mark.citations) if mark else ""}
    elif judgement.level:
        attrs |= {"type": "event"} if judgement.level == "event" else {"level": judgement.level}
    return {name: value for name, value in attrs.items() if value}


def cues(identified: Identified, ground: Ground) -> list[Span]:
    """The words that gave strings away, each once, pointing to all the strings it did that for.

    Of two that cross, the earlier begun stays; none crosses a span that is there.
    """
    pointing: dict[tuple[int, int], list[str]] = {}
    for number, (_, judgement) in identified:
        for cue in judgement.cues:
            pointing.setdefault(cue, []).append(number)
    kept: list[Span] = []
    for (start, end), ids in sorted(pointing.items()):
        crossing = kept and kept[-1].start < start < kept[-1].end < end
        if not crossing and not ground.crossed_by(start, end):
            kept.append(Span(start, end, "cue", attrs={"of": " ".join(ids)}))
    return kept


def closing(identified: Identified) -> dict[str, dict[str, str]]:
    """For each note mark the string it closes: right after it, or at the end of its sentence."""
    closing: dict[str, dict[str, str]] = {}
    for number, (case, judgement) in identified:
        later = case.mark_later if judgement.kind == "quotation" else None
        cited = case.cited or later
        if cited is not None and cited.mark is not None and cited.mark.kind == "note_ref":
            closing.setdefault(cited.mark.id, {"closes": number})
    return closing

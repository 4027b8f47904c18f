"""The overview as pages: charts over all texts and the list of texts, a hundred a page.

The charts are bars, strips and cells, which are rectangles: they are drawn as SVG by the template. A library for plots
would take longer to load than all the pages to make, and what it draws neither wraps on a telephone nor can be read
aloud.
"""

from collections.abc import Iterator, Mapping

from pipeline.view.addresses import Addresses
from pipeline.view.corpus import CERTAINTIES, Corpus, Text
from pipeline.view.page import OVERVIEW
from pipeline.view.templates import rendered

SHOWN = 100  # texts on a page
_BARS, _LISTED = 20, 500  # speakers as bars, and rows of the tables behind charts
_AUTHORS, _SPEAKERS = 20, 12  # rows and columns of the matrix


def overview(corpus: Corpus, pages: Mapping[str, Addresses]) -> Iterator[tuple[str, str]]:
    """Every page of the overview: its file name and its HTML.

    `pages` say where the texts' own pages are, by `doc_id`; a text without one is listed all the same.
    """
    texts = corpus.texts
    lists = [texts[start : start + SHOWN] for start in range(0, len(texts), SHOWN)] or [()]
    names = [OVERVIEW, *(OVERVIEW.replace(".", f".{number}.") for number in range(2, len(lists) + 1))]
    for number, (name, listed) in enumerate(zip(names, lists, strict=True)):
        yield name, rendered(
            "overview", corpus=corpus, texts=listed, names=names, number=number, pages=pages,
            filtered=_filtered(texts, pages) if number == 0 else [], first=number * SHOWN + 1,
            certainties=CERTAINTIES, bars=_BARS, listed=_LISTED, matrix=corpus.matrix(_AUTHORS, _SPEAKERS),
            pairs=corpus.pairs(_LISTED) if number == 0 else [],
        )  # fmt: skip


def _filtered(texts: tuple[Text, ...], pages: Mapping[str, Addresses]) -> list[list[str | int]]:
    """What the filter looks through: author, title, address and number of quotations of each text."""
    first = {doc_id: addresses.page(1) for doc_id, addresses in pages.items()}
    return [[text.author, text.title, first.get(text.doc_id, ""), text.quotations] for text in texts]

"""The notebook in docs/ runs as it stands on a fresh export, and its three ways to count agree."""

import runpy
from pathlib import Path
from typing import Any

import pytest

import pipeline

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the notebook's names stand for when it has run."""
    place = tmp_path_factory.mktemp("notebook")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("MPLBACKEND", "agg")
        assert pipeline.export([ROOT / "seeds"], "out").faults == ()
        names = runpy.run_path(str(ROOT / "docs" / "quotations.py"))
    assert (place / "quoted.png").stat().st_size > 5000
    return names


def test_pandas_duckdb_and_polars_count_the_same(run: dict[str, Any]) -> None:
    quoted = run["quoted"].reset_index()
    expected = sorted(quoted.itertuples(index=False, name=None))
    assert expected
    assert sorted(run["in_duckdb"].itertuples(index=False, name=None)) == expected
    assert sorted(run["in_polars"].iter_rows()) == expected
    assert expected == sorted(
        (row["name"], row["quotations"], row["words"]) for row in run["speakers"].to_dict("records")
    )


def test_a_line_of_the_concordance_is_what_the_speaker_said(run: dict[str, Any]) -> None:
    lines = run["concordance"]("Бухарин", "класс")
    assert len(lines) > 3
    assert all(said.startswith("класс") for said in lines["word and after"])
    assert set(lines["quotation"]) <= set(run["quotations"]["quotation_id"])


def test_every_quotation_with_a_citation_finds_its_work(run: dict[str, Any]) -> None:
    sourced, quotations = run["sourced"], run["quotations"]
    assert len(sourced) == quotations["citation_id"].notna().sum() > 5
    assert sourced["title"].notna().all()
    assert len(run["unsourced"]) == quotations["citation_id"].isna().sum()

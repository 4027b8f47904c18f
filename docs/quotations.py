# %% [markdown]
# # Who is quoted, and in which words
#
# A notebook as a script: VS Code, Spyder and Jupyter (with Jupytext) run it cell by cell, `python docs/quotations.py`
# as a whole. It reads what `make export` wrote, and needs pandas; for the last cells matplotlib, DuckDB and Polars
# (`pip install matplotlib duckdb polars`).

# %%
from pathlib import Path

import pandas as pd

TABLES = Path("out/tables")


def table(name: str) -> pd.DataFrame:
    """A table of the export; a column that may be empty keeps its integers."""
    return pd.read_parquet(TABLES / f"{name}.parquet", dtype_backend="numpy_nullable")


documents, quotations, speakers = map(table, ("documents", "quotations", "speakers"))
notes, citations = map(table, ("notes", "citations"))

# %% [markdown]
# ## Who is quoted
#
# `speaker_id` leads from a quotation to its speaker; where it is null, the text ascribes the words to nobody.

# %%
by_speaker = quotations.merge(speakers[["speaker_id", "name", "kind"]], on="speaker_id")
quoted = (
    by_speaker.groupby("name")
    .agg(quotations=("quotation_id", "count"), words=("words", "sum"))
    .sort_values(["words", "quotations"], ascending=False)
)
print(quoted)

# %% [markdown]
# ## A concordance
#
# The quotations of one speaker in which a word stands, with what is around it. Offsets count characters of
# `documents.text`, so that the words before and after are one slice away.


# %%
def concordance(speaker: str, word: str, width: int = 36) -> pd.DataFrame:
    """Every place where a speaker, by a part of his name, has a word, or words that begin so."""
    theirs = quotations[quotations["speaker_name"].str.contains(speaker, na=False)]
    text = documents.set_index("doc_id")["text"]
    found = [
        (row.quotation_id, whole[max(0, at - width) : at], whole[at : at + width])
        for row in theirs.itertuples()
        for whole in [text[row.doc_id].replace("\n", " ")]
        for at in range(row.start, row.end)
        if whole.startswith(word, at) and not whole[at - 1].isalpha()
    ]
    return pd.DataFrame(found, columns=["quotation", "before", "word and after"])


print(concordance(quoted.index[0].split()[-1], "класс").to_string(index=False))

# %% [markdown]
# ## From a quotation to its source
#
# Through `note_id` to the note, through `citation_id` to the work; «Там же» has the fields of what it repeats.

# %%
sourced = quotations.merge(citations, on="citation_id", suffixes=("", "_cited")).merge(
    notes[["note_id", "label", "kind"]], left_on="note_id", right_on="note_id", how="left"
)
print(sourced[["speaker_name", "label", "author", "title", "date", "pages"]].to_string(index=False, max_colwidth=32))

# %% [markdown]
# What is quoted without a source, and how sure the attribution is:

# %%
unsourced = quotations[quotations["citation_id"].isna()]
print(unsourced.groupby("certainty", observed=True)["quotation_id"].count())

# %% [markdown]
# ## A plot

# %%
import matplotlib.pyplot as plt  # noqa: E402

figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.barh(quoted.index[::-1], quoted["words"][::-1].astype(int))
axes.set_xlabel("words quoted")
figure.savefig("quoted.png")

# %% [markdown]
# ## The same in DuckDB and in Polars
#
# Both read the files as they are.

# %%
import duckdb  # noqa: E402

in_duckdb = duckdb.sql(
    f"select name, count(*) as quotations, sum(q.words)::int as words from '{TABLES}/quotations.parquet' q "
    f"join '{TABLES}/speakers.parquet' using (speaker_id) group by name order by words desc, quotations desc"
).df()
print(in_duckdb)

# %%
import polars as pl  # noqa: E402

joined = pl.read_parquet(TABLES / "quotations.parquet").join(pl.read_parquet(TABLES / "speakers.parquet"), "speaker_id")
counted = joined.group_by("name").agg(pl.len().alias("quotations"), pl.col("words").sum())
in_polars = counted.sort(["words", "quotations"], descending=True)
print(in_polars)

"""Plain Russian texts → TEI P5 → tables; the verbs of the command line, in Python.

>>> import pipeline
>>> done = pipeline.export(["seeds"], out="out")
>>> done.faults
()

Rooms of the same name as a verb (`pipeline.tables`, `pipeline.check`, `pipeline.view`) are imported from, as in
`from pipeline.tables import TABLES`; as an attribute of the package the name is the verb.
"""

from importlib import import_module

# Loading a room sets it as an attribute of the package; so these come first, that the verbs may take their names.
for _room in ("tables", "check", "view"):
    import_module(f"{__name__}.{_room}")

from pipeline.source.reading import Reading  # noqa: E402
from pipeline.verbs import check, decisions, deposit, encode, explain, export, init, merge, tables, view  # noqa: E402

__all__ = [
    "Reading", "check", "decisions", "deposit", "encode", "explain", "export", "init", "merge", "tables", "view",
]  # fmt: skip

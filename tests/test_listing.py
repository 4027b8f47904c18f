"""Which texts are meant by what was asked for: folders, globs, archives, tables, URLs, what is piped in."""

import io
import json
import sys
import tarfile
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import SourceError, UsageError
from pipeline.source import Columns, Text, ids, place, read, sources

LAKE = "Озеро лежало за лесом. «Там глубоко», – сказал сторож.\n"
HILL = "На холме стояла мельница.\n"
MEMBERS = {"lake.txt": LAKE, "notes/hill.txt": HILL, "notes/hill.toml": 'title = "Холм"\n', "__MACOSX/._lake.txt": "x"}
ROWS: list[dict[str, object]] = [{"id": "lake", "text": LAKE}, {"id": 7, "text": HILL}, {"text": "Без имени.\n"}]


def named(texts: tuple[Text, ...]) -> list[str]:
    return list(ids(texts))


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in MEMBERS.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def tarred(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.tar"
    with tarfile.open(path, "w") as archive:
        for name, text in MEMBERS.items():
            about, data = tarfile.TarInfo(name), text.encode("utf-8")
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "letters.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\n\n", encoding="utf-8")
    return path


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    path = tmp_path / "letters.parquet"
    rows = [{"id": str(row.get("id") or ""), "text": row["text"]} for row in ROWS]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=2)
    return path


# archives


@pytest.mark.parametrize("archive", ["zipped", "tarred"])
def test_the_texts_of_an_archive_are_read_where_they_lie(archive: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(archive)
    before = sorted(path.parent.iterdir())
    lake, hill = sources([path])
    assert named((lake, hill)) == ["lake", "hill"]
    assert read(lake).text == LAKE
    assert read(hill).meta.title == "Холм"  # by the sidecar beside it, in the archive
    assert read(hill).meta.source_name == f"{path.name}/notes/hill.txt"
    assert sorted(path.parent.iterdir()) == before


class InCp866(zipfile.ZipInfo):
    """An entry as Windows in Russia writes it: the name in code page 866, and nothing that says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # of zipfile
        return self.filename.encode("cp437"), self.flag_bits


def test_cyrillic_names_are_read_in_any_zip(tmp_path: Path) -> None:
    wanted = ["дневник.txt", "письма/Первое.txt"]
    for encoding in ("cp866", "utf-8"):
        path = tmp_path / f"{encoding}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name in wanted:
                archive.writestr(InCp866(name.encode(encoding).decode("cp437")), LAKE)
        assert [str(text) for text in sources([path])] == [f"{path}/{name}" for name in wanted]
        assert named(sources([path])) == ["dnevnik", "Pervoe"]
        assert [read(text).text for text in sources([path])] == [LAKE, LAKE]


@pytest.mark.parametrize("ending", [".zip", ".tar"])
def test_no_text_of_an_archive_is_passed_over_for_its_place(tmp_path: Path, ending: str) -> None:
    path, names = tmp_path / f"corpus{ending}", ["../up.txt", "./here.txt", "/abs/root.txt", "BIG.TXT", "plain.txt"]
    if ending == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, name)
    else:
        with tarfile.open(path, "w") as archive:
            for name in names:
                (about := tarfile.TarInfo(name)).size = len(name)
                archive.addfile(about, io.BytesIO(name.encode()))
    assert {text.name: read(text).text for text in sources([path])} == {Path(name).name: name for name in names}
    assert [*tmp_path.rglob("*.txt")] == []


def test_of_two_entries_of_one_name_the_later_counts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("lake.txt", HILL)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("lake.txt", LAKE)
    assert [read(text).text for text in sources([tmp_path / "a.zip"])] == [LAKE]


def test_a_text_behind_a_password_is_one_bad_text(zipped: Path) -> None:
    data = bytearray(zipped.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flags] |= 1
    zipped.write_bytes(bytes(data))
    lake, hill = sources([zipped])
    assert read(hill).text == HILL
    with pytest.raises(SourceError, match=r"corpus\.zip/lake\.txt: cannot be read \(.*password.*unpack the archive"):
        read(lake)


def test_a_tar_that_ends_in_the_middle_is_refused(tarred: Path) -> None:
    tarred.write_bytes(tarred.read_bytes()[:700])
    with pytest.raises(UsageError, match=r"corpus\.tar: cannot be read as an archive"):
        sources([tarred])


def test_what_is_no_archive_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "corpus.zip").write_bytes("Просто текст.".encode())
    with pytest.raises(UsageError, match=r"corpus\.zip: cannot be read as an archive"):
        sources([tmp_path / "corpus.zip"])


def test_an_archive_without_a_text_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "corpus.zip", "w") as archive:
        archive.writestr("readme.md", "x")
    with pytest.raises(UsageError, match=r"^.*corpus\.zip: holds no text"):
        sources([tmp_path / "corpus.zip"])


@pytest.mark.parametrize("name", ["corpus.tar.gz", "corpus.tgz", "letters.jsonl.gz", "corpus.7z"])
def test_what_is_packed_as_a_whole_is_to_be_unpacked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x1f\x8b")
    with pytest.raises(UsageError, match="unpack it"):
        sources([tmp_path / name])


# tables


@pytest.mark.parametrize("table", ["lines", "parquet"])
def test_every_row_of_a_table_is_a_text_called_by_its_id(table: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(table)
    texts = sources([path])
    assert named(texts) == ["lake", "7", "letters-3"]
    assert [read(text).text for text in texts] == [LAKE, HILL, "Без имени.\n"]
    assert read(texts[0]).meta.source_name == f"{path.name}#lake"


def test_the_columns_of_texts_and_ids_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "letters.jsonl"
    path.write_text(json.dumps({"тело": LAKE, "имя": "Озеро"}, ensure_ascii=False), encoding="utf-8")
    (text,) = sources([path], Columns("тело", "имя"))
    assert named((text,)) == ["Ozero"]
    assert read(text).text == LAKE


@pytest.mark.parametrize("table", ["lines", "parquet"])
def test_a_column_that_is_not_there_is_asked_for_by_what_there_is(table: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(UsageError, match="has no column body, but id, text; name the one of the texts: --text-column"):
        sources([request.getfixturevalue(table)], Columns("body"))


@pytest.mark.parametrize(
    ("line", "said"),
    [('{"id": "bad", "text": null}', "is empty"), ('{"id": "bad", "text": 5}', "is no string"), ("{not", "is no JSON")],
)
def test_a_row_without_a_text_is_one_bad_text_among_others(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "letters.jsonl"
    path.write_text(json.dumps(ROWS[0]) + f"\n{line}\n" + json.dumps(ROWS[1]) + "\n", encoding="utf-8")
    good, bad, other = sources([path])
    assert read(good).text == LAKE
    assert read(other).text == HILL
    with pytest.raises(SourceError, match=said):
        read(bad)


def test_a_null_in_parquet_is_one_bad_text_among_others(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [LAKE, None]}), tmp_path / "letters.parquet")
    good, bad = sources([tmp_path / "letters.parquet"])
    assert read(good).text == LAKE
    with pytest.raises(SourceError, match=r"letters\.parquet#letters-2: its column text is empty"):
        read(bad)


def test_what_is_no_parquet_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "letters.parquet").write_bytes(b"PAR")
    with pytest.raises(UsageError, match=r"letters\.parquet: cannot be read as Parquet"):
        sources([tmp_path / "letters.parquet"])


# other ways in


def test_a_glob_means_what_it_matches(tmp_path: Path) -> None:
    for name in ("1917-a.txt", "1917-b.txt", "1918.txt", "1917-a.toml"):
        (tmp_path / name).write_text("x")
    assert named(sources([str(tmp_path / "1917*")])) == ["1917-a", "1917-b"]
    with pytest.raises(UsageError, match=r"19\[0\]: matches no file"):
        sources([str(tmp_path / "19[0]")])


def test_a_hyphen_means_what_is_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(LAKE.encode("utf-8"))))
    (text,) = sources(["-"])
    assert named((text,)) == ["stdin"]
    assert read(text).text == LAKE
    assert read(text).meta.source_name == "stdin"


def test_a_url_means_the_texts_behind_it() -> None:
    shelf = place("memory://shelf")
    shelf.mkdir(parents=True, exist_ok=True)
    (shelf / "lake.txt").write_bytes(LAKE.encode("utf-8"))
    (shelf / "lake.toml").write_bytes('title = "Озеро"\n'.encode())
    (text,) = sources(["memory://shelf"])
    assert named((text,)) == ["lake"]
    assert (read(text).text, read(text).meta.title) == (LAKE, "Озеро")


def test_a_folder_passes_over_the_texts_that_an_export_wrote(tmp_path: Path) -> None:
    for name in ("a.txt", "tei/b.txt", "tei/b.written.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert named(sources([tmp_path])) == ["a"]


def test_thousands_of_texts_of_one_name_are_numbered_in_one_go() -> None:
    begun = time.process_time()
    assert ids([Path("дом.txt")] * 20_000)[-1] == "dom-20000"
    assert time.process_time() - begun < 10  # trying every number for every text takes minutes

"""The least that Python can do for an export: what is left if nobody asked what anything is.

Texts are read, hashed and decoded; one scan finds strings in marks, note marks, capitalised words and years, about as
many elements as ours; an lxml tree of them is serialised, held against a grammar of only these elements, read back,
and its elements become columns with offsets, in Parquet and JSON. No rule, no dictionary, no pointer, no second look.
"""

import hashlib
import json
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from lxml import etree

_SCAN = re.compile(r'«[^«»\n]*»|"[^"\n]*"|\[\d+\]|1[89]\d\d|[А-Я][а-яё.]+(?: ?[А-Я][а-яё.]+)*')
_TAGS = {"«": "q", '"': "q", "[": "ref", "1": "date"}
_INLINE = "".join(
    f'<element name="{tag}"><optional><attribute name="n"/></optional><text/></element>'
    for tag in ("q", "ref", "date", "name")
)
_GRAMMAR = f"""<element name="text" xmlns="http://relaxng.org/ns/structure/1.0">
<zeroOrMore><element name="name"><attribute name="n"/><text/></element></zeroOrMore>
<zeroOrMore><element name="p"><attribute name="n"/><mixed><zeroOrMore><choice>{_INLINE}</choice></zeroOrMore></mixed>
</element></zeroOrMore></element>"""

Row = tuple[str, str, int, int, str]


def tree(text: str) -> etree._Element:
    """A paragraph a line, an element for whatever the scan finds."""
    root, place = etree.Element("text"), 0
    for name in sorted(set(_SCAN.findall(text))):  # as many as a header has for persons and rules
        etree.SubElement(root, "name", n="0").text = name
    for line in text.split("\n"):
        if line.strip():
            _paragraph(etree.SubElement(root, "p", n=str(place)), line)
        place += len(line) + 1
    return root


def _paragraph(node: etree._Element, line: str) -> None:
    past, last = 0, None
    for found in _SCAN.finditer(line):
        before = line[past : found.start()]
        if last is None:
            node.text = before
        else:
            last.tail = before
        said = found.group()
        last = etree.SubElement(node, _TAGS.get(said[0], "name"), n=str(found.start()))
        last.text, past = said, found.end()
    if last is None:
        node.text = line
    else:
        last.tail = line[past:]


def rows(doc: str, root: etree._Element) -> Iterator[Row]:
    """A row for each element: its text and where it stands."""
    for paragraph in root:
        start = int(paragraph.get("n", ""))
        said = "".join(map(str, paragraph.itertext()))
        yield doc, "p", start, start + len(said), said
        for one in paragraph:
            at = start + int(one.get("n", ""))
            yield doc, str(one.tag), at, at + len(one.text or ""), one.text or ""


def _strings(values: Sequence[str]) -> "pa.Array[Any]":
    encoded = [value.encode() for value in values]
    offsets = array("i", accumulate(map(len, encoded), initial=0))
    return pa.Array.from_buffers(
        pa.string(), len(values), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    )


def _integers(values: Sequence[int]) -> "pa.Array[Any]":
    return pa.Array.from_buffers(pa.int32(), len(values), [None, pa.py_buffer(array("i", values))])


def export(texts: Iterable[Path], out: Path) -> int:
    """Export texts to a folder; the number of elements made."""
    grammar, found = etree.RelaxNG(etree.XML(_GRAMMAR)), []
    out.mkdir(parents=True)
    for path in texts:
        data = path.read_bytes()
        hashlib.sha256(data).hexdigest()
        written = etree.tostring(tree(data.decode()), encoding="UTF-8", xml_declaration=True)
        (out / f"{path.stem}.xml").write_bytes(written)
        root = etree.fromstring(written)
        grammar.assertValid(root)
        found += list(rows(path.stem, root))
    doc, tag, start, end, said = zip(*found, strict=True)
    columns = [_strings(doc), _strings(tag), _integers(start), _integers(end), _strings(said)]
    table = pa.Table.from_arrays(columns, names=["doc", "tag", "start", "end", "text"])
    pq.write_table(table, out / "rows.parquet", compression="zstd")
    encode = json.JSONEncoder(ensure_ascii=False).encode
    (out / "rows.json").write_text("[\n" + ",\n".join(map(encode, found)) + "\n]\n", encoding="utf-8")
    return len(found)

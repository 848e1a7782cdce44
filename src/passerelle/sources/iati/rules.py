"""The standard's ruleset: what is asked of a record beyond its structure.

Each line of `data/rules.jsonl` is one rule. Since nobody's list of publishers is asked, an identifier is judged as if
it were new.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from passerelle.sources.iati.demands import KINDS, Case, Finding, Rule, ask
from passerelle.sources.iati.faults import MOST_FAULTS, Fault, table
from passerelle.sources.iati.records import Record
from passerelle.sources.iati.tables import code_paths, codes
from passerelle.sources.iati.trees import Tree, tree_of

_VERSIONS = ("2.01", "2.02", "2.03")


@cache
def standard_rules() -> tuple[Rule, ...]:
    """Return the rules of the standard."""
    source = files("passerelle.sources.iati") / "data" / "rules.jsonl"
    return tuple(json.loads(line) for line in source.read_text(encoding="utf-8").splitlines())


def rule_faults(record: Record, today: date) -> list[Fault]:
    """Return what a record says against the ruleset and the code lists; nothing for what is no valid record."""
    if record.faults:
        return []
    try:
        tree = tree_of(record)
    except (
        ValueError
    ) as odd:  # a name space that is no address: the structure lets it in, XPath cannot ask it
        return [Fault(record.line, "odd_name", details={"value": str(odd)[:200]}, rule="structure")]
    if tree is None:
        return []
    found = chain(_of_version(record), broken(tree, standard_rules(), today), _unlisted(tree))
    return bounded(found, tree.root[0].tag, record.line)


def _of_version(record: Record) -> Iterator[Fault]:
    version = dict(record.root).get("version", "")
    if version not in _VERSIONS:
        details = {"found": version, "version": _VERSIONS[-1]}
        yield Fault(record.line, "version", details=details, rule="version")


def bounded(found: Iterable[Fault], name: str, line: int) -> list[Fault]:
    """Return the first faults of a record, by line and without those that say the same of the same line, and how many
    more there are, of faults and of advice.
    """
    kept: list[Fault] = []
    seen: set[int] = set()
    untold = {False: 0, True: 0}
    for fault in found:
        key = hash((fault.line, fault.code, fault.element, str(fault.details)))
        if key in seen:
            continue
        seen.add(key)
        if len(kept) < MOST_FAULTS:
            kept.append(fault)
        else:
            untold[fault.advice] += 1
    kept.sort(key=lambda fault: (fault.line, fault.advice))
    rest = ((advice, number) for advice, number in untold.items() if number)
    return kept + [
        Fault(line, "more", name, {"number": str(number)}, advice=advice) for advice, number in rest
    ]


def broken(tree: Tree, rules: Iterable[Rule], today: date) -> Iterator[Fault]:
    """Yield the faults of a tree against rules, each context on its own."""
    contexts: dict[str, list[Any]] = {}
    for rule in rules:
        context = rule["context"]
        if context not in contexts:
            contexts[context] = ask(context)(tree.root)
        for node in contexts[context]:
            for value in _values(node, rule):
                for about, details in _findings(node, rule, value, today):
                    yield _fault(tree, node, rule, about, details)


def _values(node: Any, rule: Rule) -> list[str]:
    """Return what a loop runs over; one empty value for a rule without."""
    if "foreach" not in rule:
        return [""]
    return sorted({str(found) for found in ask(rule["foreach"])(node)})


def _findings(node: Any, rule: Rule, value: str, today: date) -> Iterator[Finding]:
    if "condition" in rule and not ask(rule["condition"])(node, v=value):
        return
    found = [one for path in rule.get("paths", ()) for one in ask(path)(node, v=value)]
    yield from KINDS[rule["kind"]](Case(node, rule, value, found, today))


def _fault(tree: Tree, node: Any, rule: Rule, about: Any, details: dict[str, str]) -> Fault:
    number = rule.get("id", "")
    code = table()["rules"].get(number, "rule")
    paths = ", ".join(rule.get("paths", ()) or [rule.get("one", "")])
    line = tree.at(about) or tree.at(node)
    return Fault(
        line,
        code,
        node.tag,
        {"paths": paths, "value": "", **details},
        number,
        rule.get("severity") == "warning",
    )


def _unlisted(tree: Tree) -> Iterator[Fault]:
    """Yield codes that are on no list. A list that is not complete only advises."""
    for path, condition, name in code_paths():
        complete, listed = codes()[name]
        element, _, attribute = path.replace("//iati-", "/*/iati-").rpartition("/")
        asked = f"{element}[{condition}]/{attribute}" if condition else f"{element}/{attribute}"
        for value in ask(asked)(tree.root):
            if value and value not in listed:
                about = value.getparent()
                details = {"value": str(value), "list": name}
                yield Fault(
                    tree.at(about), "unlisted", f"{about.tag}/{attribute}", details, name, not complete
                )

"""Make the tables of the IATI standard that src/passerelle/sources/iati/data holds, from an official release.

    iati_tables.py DIR   DIR holds the folders of the repositories IATI-Schemas (schemas), IATI-Codelists (codelists),
                         IATI-Codelists-NonEmbedded (codelists_nonembedded) and IATI-Rulesets (rulesets)

The schemas become rows of facts: which element may hold which, how often, in which order, with which attributes and
values. Code lists become their codes; the ruleset becomes one rule a line, in our own words for what it asks.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

DATA = Path(__file__).resolve().parents[1] / "src" / "passerelle" / "sources" / "iati" / "data"
XSD = "{http://www.w3.org/2001/XMLSchema}"
SCHEMAS = {"activities": "iati-activities-schema.xsd", "organisations": "iati-organisations-schema.xsd"}


class Schema:
    """Rows (owner, part, name, type, least, most) of one schema and of what it includes."""

    def __init__(self, folder: Path, file: str) -> None:
        roots = [etree.parse(str(folder / name)).getroot() for name in ("iati-common.xsd", file)]
        tops = [node for root in roots for node in root if isinstance(node.tag, str) and node.get("name")]
        self.globals = {node.get("name"): node for node in tops if node.tag == XSD + "element"}
        self.types = {node.get("name"): node for node in tops if node.tag == XSD + "complexType"}
        self.attributes = {
            node.get("name"): node.get("type") for node in tops if node.tag == XSD + "attribute"
        }
        self.rows: list[tuple[str, ...]] = []
        for name, node in self.types.items():
            self._describe(node, name)
        for name, node in self.globals.items():
            self.rows.append(("", "element", name, self._type_of(node, name), "", ""))

    def _type_of(self, element: etree._Element, path: str) -> str:
        """Return the name of an element's type, described under the element's path when it has none."""
        if element.get("ref"):
            return self._type_name(self.globals[element.get("ref")], element.get("ref"))
        body = element.find(XSD + "complexType")
        if body is not None:
            self._describe(body, path)
        return self._type_name(element, path)

    def _type_name(self, element: etree._Element, path: str) -> str:
        if element.find(XSD + "complexType") is not None:
            return path
        return element.get("type", "anyType").removeprefix("xsd:")

    def _describe(self, node: etree._Element, owner: str) -> None:
        extension = node.find(f"*/{XSD}extension")
        body = node if extension is None else extension
        if base := body.get("base"):
            part = "text" if base.startswith("xsd:") else "extends"
            self.rows.append((owner, part, "", base.removeprefix("xsd:"), "", ""))
        for part in body.iterfind(f"{XSD}sequence/*"):
            least, most = part.get("minOccurs", "1"), part.get("maxOccurs", "1").replace("unbounded", "*")
            if part.tag == XSD + "any":
                self.rows.append((owner, "foreign", "", "", least, most))
                continue
            name = part.get("name") or part.get("ref")
            self.rows.append((owner, "child", name, self._type_of(part, f"{owner}/{name}"), least, most))
        for attribute in body.iterfind(XSD + "attribute"):
            name = attribute.get("name") or attribute.get("ref")
            kind = attribute.get("type") or self.attributes.get(name) or name
            least = "1" if attribute.get("use") == "required" else "0"
            self.rows.append((owner, "attribute", name, kind.removeprefix("xsd:"), least, "1"))
        if body.find(XSD + "anyAttribute") is not None:
            self.rows.append((owner, "attributes", "", "", "0", "*"))


def codes(release: Path) -> Iterator[tuple[str, ...]]:
    """Yield (list, embedded, complete, codes) for each code list, codes parted by spaces."""
    for file in sorted(release.glob("codelists*/xml/*.xml")):
        root = etree.parse(str(file)).getroot()
        found = " ".join(
            " ".join((code.text or "").split()) for code in root.iterfind(".//codelist-item/code")
        )
        yield root.get("name"), root.get("embedded"), root.get("complete"), found


def code_paths(release: Path, known: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield (path, condition, list): where values of a known list stand."""
    for mapping in etree.parse(str(release / "codelists" / "mapping.xml")).iterfind("mapping"):
        name = mapping.find("codelist").get("ref")
        if name in known:
            yield mapping.findtext("path"), " ".join(mapping.findtext("condition", "").split()), name


def rules(release: Path) -> Iterator[dict[str, Any]]:
    """Yield the rules of the standard's ruleset: context, kind, what it asks, its number and severity."""
    ruleset = json.loads((release / "rulesets" / "rulesets" / "standard.json").read_text(encoding="utf-8"))
    return flat_ruleset(ruleset)


def flat_ruleset(ruleset: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rules of a ruleset one by one, loops laid flat."""
    for context, kinds in ruleset.items():
        for kind, body in kinds.items():
            for case in body["cases"]:
                yield from _flat(context, kind, case)


def _flat(context: str, kind: str, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if kind != "loop":
        info = {name: case.get("ruleInfo", {}).get(name, "") for name in ("id", "severity")}
        asked = {name: value for name, value in case.items() if name != "ruleInfo"}
        yield {**info, "context": context, "kind": kind, **asked}
        return
    for inner, body in case["do"].items():
        for one in body["cases"]:
            yield from _flat(context, inner, {"foreach": case["foreach"], **one})


def main(release: Path) -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    for name, file in SCHEMAS.items():
        _write(
            name, ("owner", "part", "name", "type", "least", "most"), Schema(release / "schemas", file).rows
        )
    lists = list(codes(release))
    _write("codes", ("list", "embedded", "complete", "codes"), lists)
    _write("code-paths", ("path", "condition", "list"), code_paths(release, {row[0] for row in lists}))
    lines = [json.dumps(rule, ensure_ascii=False) for rule in rules(release)]
    (DATA / "rules.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write(name: str, header: tuple[str, ...], rows: Any) -> None:
    lines = ["\t".join(row) for row in (header, *rows)]
    (DATA / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

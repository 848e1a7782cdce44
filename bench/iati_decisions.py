"""Files of IATI decided here and by libxml2 with the official schemas: how often alike, and at which lines.

    bench/iati_decisions.py DIR [--damaged 5000] [--seed 1]

DIR is a release of IATI-Schemas: iati-activities-schema.xsd and the others, and tests/ with the files that must pass
and those that must fail. Damaged files are passing ones changed at one to three places: elements dropped, doubled,
moved, renamed, added; values broken; texts and attributes added.
"""

import argparse
import copy
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from passerelle.sources.iati import faults, tables
from passerelle.sources.iati.faults import Fault

VALUES = (
    "", "x", " 1 ", "-1", "0", "2012-02-30", "2013-01-01", "2013-01-01Z", "true", "1.5", "1e3", "http://a b/",
    "%zz", ":a", "a:b", "1a:b", "http://a:1:2/", "http://h:80/", "#a#b", "en", "en_US", "9999999999", "NaN", "+3",
    "2012-01-01T00:00:00", "2012-13-01T00:00:00", "zoé", "a/b:c", "//", "//h:", "?q=[1]", "x\u00a0y",
    "2012-01-01+14:00", "-0001-02-29", "1.", "\u0661",
)  # fmt: skip
NAMES = (
    "narrative", "title", "budget", "mood", "value", "period-start", "description", "reporting-org", "iati-activity",
    "transaction", "{urn:x}foreign",
)  # fmt: skip
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ATTRIBUTES = (
    "foo", "iso-date", "code", "currency", "{urn:x}a", tables.XML + "lang", tables.XML + "space", tables.XML + "base",
    XSI + "schemaLocation", XSI + "nil", XSI + "other",
)  # fmt: skip


class Libxml2:
    """The official schemas, by root element."""

    def __init__(self, release: Path) -> None:
        self._schemas = {
            root: etree.XMLSchema(etree.parse(str(release / f"iati-{name}-schema.xsd")))
            for root, name in tables.STANDARDS.items()
        }

    def lines(self, data: bytes) -> set[int] | None:
        """Return the lines at which a file is found faulty; None when its root is none of the standard's."""
        parser = etree.XMLParser(recover=True)
        root = etree.fromstring(data, parser)
        broken = [error.line for error in parser.error_log if error.level > etree.ErrorLevels.WARNING]
        if broken:
            return set(broken[:1])
        if root.tag not in self._schemas:
            return None
        schema = self._schemas[root.tag]
        schema.validate(root)
        return {error.line for error in schema.error_log}


def cases(release: Path) -> list[Path]:
    """Return the release's own test files of activities and organisations."""
    files = sorted(path for path in (release / "tests").rglob("*") if path.is_file())
    return [
        path for path in files if "registry-tests" not in path.parts and not path.name.startswith("README")
    ]


def must_pass(path: Path) -> bool:
    """Return whether a test file of the release is one that must pass."""
    return "should-pass" in path.parts


def damaged(path: Path, seed: int, times: int) -> bytes:
    """Return a file changed at so many places, the same ones for the same seed."""
    root, choose = etree.parse(str(path)).getroot(), random.Random(seed)
    for _ in range(times):
        damage(root, choose)
    return etree.tostring(root, encoding="utf-8", with_tail=False)


def damage(root: etree._Element, choose: random.Random) -> None:
    """Change one thing of a file."""
    element = choose.choice([one for one in root.iter() if isinstance(one.tag, str)])
    parent, what = element.getparent(), choose.randrange(10)
    if what < 3 and parent is not None:
        _move(parent, element, what, choose)
    elif what in {3, 4} and element.attrib:
        name = choose.choice(list(element.attrib))
        if what == 3:
            element.set(name, choose.choice(VALUES))
        else:
            del element.attrib[name]
    elif what == 5:
        element.set(choose.choice(ATTRIBUTES), choose.choice(VALUES))
    elif what == 6:
        element.text = choose.choice(VALUES)
    elif what == 7:
        element.insert(choose.randint(0, len(element)), etree.Element(choose.choice(NAMES)))
    elif what == 8:
        element.tail = choose.choice(VALUES)
    elif what == 9:
        element.tag = choose.choice(NAMES)


def _move(parent: etree._Element, element: etree._Element, what: int, choose: random.Random) -> None:
    if what == 1:
        parent.insert(parent.index(element), copy.deepcopy(element))
        return
    place = choose.randrange(len(parent))
    parent.remove(element)
    if what == 2:
        parent.insert(place, element)


def verdict(found: Iterable[Fault], lines: set[int] | None) -> str:
    """Say how two decisions agree: "alike", or in what they differ.

    Of a sequence `a*, foreign*` libxml2 lets an `a` follow a foreign element, which the schemas do not; older
    versions of IATI are told to be older and not looked into.
    """
    found = list(found)
    codes = {fault.code for fault in found}
    if lines is None:
        return "alike" if found else "differ"
    if "version" in codes:
        return "an older version"
    if codes == {"after_foreign"} and not lines:
        return "libxml2 lets in what the schema does not"
    if bool(found) != bool(lines):
        return "differ"
    return "alike" if lines <= {fault.line for fault in found} else "another line"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=Path, metavar="DIR")
    parser.add_argument("--damaged", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files, peer = cases(options.release), Libxml2(options.release)
    decided = Counter((must_pass(path), not list(faults([path.read_bytes()]))) for path in files)
    for wanted, name in ((True, "must pass"), (False, "must fail")):
        print(
            f"{name}: {decided[wanted, wanted]} of {decided[wanted, wanted] + decided[wanted, not wanted]} right"
        )
    same = Counter(verdict(faults([path.read_bytes()]), peer.lines(path.read_bytes())) for path in files)
    print("beside libxml2, verdict and lines:", dict(same))
    passing, choose = [path for path in files if must_pass(path)], random.Random(options.seed)
    outcome: Counter[str] = Counter()
    for number in range(options.damaged):
        data = damaged(choose.choice(passing), options.seed * 1_000_000 + number, choose.randint(1, 3))
        lines = peer.lines(data)
        outcome["valid" if lines == set() else "invalid"] += 1
        outcome[verdict(faults([data]), lines)] += 1
    print(f"{options.damaged} damaged files:", dict(outcome))


if __name__ == "__main__":
    main()

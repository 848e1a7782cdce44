"""Checking a large IATI file and taking it into the ledger: seconds, and the most memory that the process ever held.

    bench/iati.py [--megabytes 50] [--rules] [--schemas DIR] [--ledger]

`--ledger` takes it into the empty database of DATABASE_URL (without it: a new one of SQLite) and writes it again.

The file is generated: activities with budgets, transactions and results, as a donor publishes them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ACTIVITY = """  <iati-activity default-currency="EUR" xml:lang="en" last-updated-datetime="2025-03-14T09:30:00Z">
    <iati-identifier>VN-TEST-{number:07d}</iati-identifier>
    <reporting-org ref="VN-TEST" type="10"><narrative>Office of Made-up Programmes</narrative></reporting-org>
    <title><narrative>Laboratory {number}</narrative><narrative xml:lang="fr">Laboratoire {number}</narrative></title>
    <description type="1"><narrative>Equipment and training for a laboratory of photonics.</narrative></description>
    <participating-org role="1" ref="VN-TEST"/>
    <activity-status code="2"/>
    <activity-date type="2" iso-date="2024-01-15"/>
    <recipient-country code="VN"/>
    <sector vocabulary="1" code="43082"/>
{budgets}{transactions}    <result type="1">
      <title><narrative>People trained</narrative></title>
      <indicator measure="1" ascending="1">
        <title><narrative>Engineers</narrative></title>
        <baseline year="2023" value="0"/>
        <period>
          <period-start iso-date="2024-01-01"/>
          <period-end iso-date="2024-12-31"/>
          <target value="40"/>
          <actual value="{number}"/>
        </period>
      </indicator>
    </result>
  </iati-activity>
"""
BUDGET = """    <budget>
      <period-start iso-date="{year}-01-01"/>
      <period-end iso-date="{year}-12-31"/>
      <value value-date="{year}-01-01">{amount}.50</value>
    </budget>
"""
TRANSACTION = """    <transaction ref="{number}">
      <transaction-type code="3"/>
      <transaction-date iso-date="2024-0{month}-11"/>
      <value value-date="2024-0{month}-11">{amount}</value>
      <receiver-org receiver-activity-id="VN-TEST-0000001"><narrative>Institute of Applied Optics</narrative></receiver-org>
    </transaction>
"""  # noqa: E501 - a line of the file


def write(path: Path, size: int) -> int:
    """Write a valid file of about `size` bytes; return how many activities it holds."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        while file.tell() < size:
            number += 1
            budgets = "".join(BUDGET.format(year=2024 + year, amount=1000 + number) for year in range(3))
            paid = "".join(
                TRANSACTION.format(number=f"{number}-{month}", month=month, amount=number)
                for month in range(1, 9)
            )
            file.write(ACTIVITY.format(number=number, budgets=budgets, transactions=paid))
        file.write("</iati-activities>\n")
    return number


# What most do: the whole tree, then the official schema.
PEER = """
import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
sys.exit(0 if schema.validate(etree.parse(sys.argv[2], etree.XMLParser(huge_tree=True))) else 1)
"""


# An office and its administrator, in an empty database.
OPENED = """
from passerelle.cli.terminal import open_desk
open_desk()
from django.core.management import call_command
from passerelle.apps.accounts.actions import create_organisation, create_user
call_command("migrate", verbosity=0, interactive=False)
office = create_organisation("Office", actor=None)
given = {"password": "a long enough password", "organisation": office, "role": "administrator", "language": "en"}
create_user("administrator", actor=None, **given)
"""


def measure(name: str, command: list[str], **more: str) -> None:
    """Run a command in a process of its own, and print what it took."""
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": "", **more}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    said = process.stdout.read().count(b"\n")
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    print(
        f"{name}: exit {os.waitstatus_to_exitcode(status)}, {said} lines, {seconds:.1f} s, "
        f"of a processor {used.ru_utime + used.ru_stime:.1f} s, at most {used.ru_maxrss / 1000:.0f} MB"
    )


def measure_ledger(path: Path, folder: Path) -> None:
    """Take a file in, once more, and write it again; the peak of PostgreSQL's own processes is not counted."""
    more = {"PASSERELLE_HOME": str(folder / "home")}
    if address := os.environ.get("DATABASE_URL"):
        more["DATABASE_URL"] = address
    python = [sys.executable, "-c", OPENED]
    subprocess.run(python, env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", **more}, check=True)
    command = [sys.executable, "-m", "passerelle.cli", "iati"]
    kind = "PostgreSQL" if address else "SQLite"
    measure(f"iati import, {kind}", [*command, "import", "--tlp", "clear", str(path)], **more)
    measure(f"iati import of the same, {kind}", [*command, "import", "--tlp", "clear", str(path)], **more)
    leaving = ["export", "--as-given", "--reporter", "XM-TEST-OFFICE", "--out", str(folder / "out.xml")]
    measure(f"iati export --as-given, {kind}", [*command, *leaving], **more)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--rules", action="store_true", help="with the ruleset as well")
    parser.add_argument(
        "--schemas", type=Path, metavar="DIR", help="libxml2 with the official schemas as a peer"
    )
    parser.add_argument("--ledger", action="store_true", help="take it into the ledger of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xml"
        activities = write(path, options.megabytes * 1_000_000)
        print(f"{path.stat().st_size / 1_000_000:.1f} MB, {activities} activities")
        check = [sys.executable, "-m", "passerelle.cli", "iati", "check"]
        measure("iati check", [*check, str(path)])
        if options.rules:
            measure("iati check --rules", [*check, "--rules", str(path)])
        if options.schemas:
            schema = options.schemas / "iati-activities-schema.xsd"
            measure("libxml2, whole tree", [sys.executable, "-c", PEER, str(schema), str(path)])
        if options.ledger:
            measure_ledger(path, Path(folder))


if __name__ == "__main__":
    main()

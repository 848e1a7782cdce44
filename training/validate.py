"""Check annotated documents against the guide's form: `validate.py FILE.jsonl… [--texts FOLDER]`.

A document's text stands in its record (`text`, the training corpus) or in FOLDER under the record's name (the test
set). Prints one line a fault and exits 1 if there is any.
"""

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import regex

KINDS = frozenset(
    (
        "person", "company", "government", "mission", "institute", "university", "association", "investor",
        "media", "country", "place",
    )
)  # fmt: skip
GROUPS = frozenset(
    (
        "ai",
        "cloud",
        "blockchain",
        "mobile",
        "robotics",
        "chips",
        "biomed",
        "energy",
        "earth",
        "cyber",
        "space",
    )
)
STATUSES = {
    "agreement": "proposed negotiating signed in_force ended",
    "engagement": "planned held",
    "investment": "announced planned under_construction operating",
    "programme": "announced running ended",
    "policy": "drafted adopted in_force",
    "target": "set",
    "result": "reached",
    "request": "made accepted refused",
    "strength": "stated",
}
INSTRUMENTS = frozenset(
    ["mou", "letter_of_intent", "framework", "contract", "treaty", "partnership", "joint_statement", "other"]
)
FIELDS = frozenset(
    (
        "type", "parties", "people", "technologies", "date", "place", "status", "quantity", "instrument", "speaker",
        "anchor",
    )
)  # fmt: skip
SLUG = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATE = regex.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
LONGEST_ANCHOR = 6


def spaced(text: str) -> str:
    return " ".join(text.split())


def actor_faults(actor: dict, text: str) -> Iterator[str]:
    if not SLUG.fullmatch(actor["id"]):
        yield f"actor {actor['id']}: not a lower-case ASCII slug"
    if actor["kind"] not in KINDS:
        yield f"actor {actor['id']}: unknown kind {actor['kind']}"
    country = actor.get("country")
    if country is not None and not regex.fullmatch(r"[A-Z]{2}", country):
        yield f"actor {actor['id']}: country {country} is no alpha-2 code"
    if not actor["names"] and actor["kind"] != "country":
        yield f"actor {actor['id']}: no name"
    for name in actor["names"]:
        if name not in text and spaced(name) not in spaced(text):
            yield f"actor {actor['id']}: name «{name}» is not in the text"


def quantity_faults(claim: dict) -> Iterator[str]:
    quantity = claim.get("quantity")
    if claim["type"] in ("target", "result") and not quantity:
        yield "needs a quantity"
    if quantity is None:
        return
    if not isinstance(quantity.get("value"), int | float):
        yield f"quantity value {quantity.get('value')!r} is no number"
    if not quantity.get("unit"):
        yield "quantity without unit"
    if quantity.get("by") and claim["type"] != "target":
        yield "only a target has `by`"
    if set(quantity) - {"value", "unit", "by", "of"}:
        yield f"quantity has unknown keys {set(quantity)}"


def claim_faults(claim: dict, text: str, actors: dict[str, str]) -> Iterator[str]:
    if set(claim) != FIELDS:
        yield f"fields differ: {sorted(set(claim) ^ FIELDS)}"
        return
    if claim["type"] not in STATUSES:
        yield f"unknown type {claim['type']}"
        return
    if claim["status"] not in STATUSES[claim["type"]].split():
        yield f"status {claim['status']} does not belong to {claim['type']}"
    if claim["instrument"] is not None and claim["instrument"] not in INSTRUMENTS:
        yield f"unknown instrument {claim['instrument']}"
    if (claim["type"] == "agreement") != (claim["instrument"] is not None):
        yield "an agreement has an instrument, nothing else has"
    if claim["date"] is not None and not DATE.fullmatch(claim["date"]):
        yield f"date {claim['date']} is not ISO"
    if not set(claim["technologies"]) <= GROUPS:
        yield f"unknown technologies {claim['technologies']}"
    yield from _party_faults(claim, actors)
    anchor = claim["anchor"]
    if spaced(anchor) not in spaced(text) or not anchor:
        yield f"anchor «{anchor}» is not in the text"
    if len(anchor.split()) > LONGEST_ANCHOR:
        yield f"anchor «{anchor}» is longer than six words"
    yield from quantity_faults(claim)


def _party_faults(claim: dict, actors: dict[str, str]) -> Iterator[str]:
    for party in claim["parties"]:
        if party not in actors:
            yield f"party {party} is not among the actors"
        elif actors[party] == "person":
            yield f"party {party} is a person: note it under people"
    for person in claim["people"]:
        if actors.get(person) != "person":
            yield f"{person} among people is no person of the actors"
    if claim["speaker"] is not None and claim["speaker"] not in actors:
        yield f"speaker {claim['speaker']} is not among the actors"


def faults(record: dict, text: str) -> Iterator[str]:
    """What does not keep to the form, one sentence a fault."""
    if unicodedata.normalize("NFC", text) != text:
        yield "the text is not NFC"
    if record["lang"] not in ("fr", "vi", "en"):
        yield f"unknown language {record['lang']}"
    if record.get("published") is not None and not DATE.fullmatch(record["published"]):
        yield f"published {record['published']} is not ISO"
    if not set(record["technologies"]) <= GROUPS:
        yield f"unknown technologies {record['technologies']}"
    actors = {actor["id"]: actor["kind"] for actor in record["actors"]}
    if len(actors) != len(record["actors"]):
        yield "two actors with one id"
    for actor in record["actors"]:
        yield from actor_faults(actor, text)
    for claim in record["claims"]:
        for fault in claim_faults(claim, text, actors):
            yield f"{claim.get('type')} «{claim.get('anchor')}»: {fault}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    options = parser.parse_args()
    found, seen = 0, set()
    for path in options.files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            record = json.loads(line)
            name = record["doc"]
            text = record["text"] if "text" in record else (options.texts / name).read_text(encoding="utf-8")
            problems = list(faults(record, text)) + (["a name used twice"] if name in seen else [])
            seen.add(name)
            for problem in problems:
                print(f"{path.name}:{number} {name}: {problem}")
            found += len(problems)
    print(f"{len(seen)} documents, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Long and hostile texts: reading ends, keeps its offsets, and finds in a long text what it finds in a short one."""

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest

from passerelle.core.reading.model import Claim, Mention
from passerelle.core.reading.reader import Reader
from passerelle.starter.names import gazetteer

pytestmark = pytest.mark.xdist_group("long texts")  # the hostile ones are read once

MEGABYTE = 1_000_000
ENDS = 540  # seconds: reading that grows with the square of the length would need hours
NEWS = (
    "Samsung signed a memorandum of understanding with Viettel in Hanoi on 3 March 2025. "
    "The Ministry of Science and Technology of Viet Nam invited Intel to train 500 engineers by 2030.\n"
)
DRY = "The weather stayed dry all day long.\n"
HOSTILE = {
    "one line without punctuation": "the minister of finance met intel and samsung in hanoi ",
    "capitals": "MINISTRY OF SCIENCE MEETS INTEL AND SAMSUNG FOR QUANTUM CHIPS IN HANOI ",
    "capitalised": "Nguyen Van Nam Ministry Of Science Intel Group And Technology ",
    "figures and dashes": "5-",
    "fractions": "1/",
    "groups of digits": "123 ",
    "separators": "1,1.",
    "spaces": " ",
    "digits": "7",
    "one word": "A",
    "initials": "A.",
    "stops": ".",
    "scales": "million ",
    "amounts": "$5 ",
    "short lines": "Intel FPT\nMinh\n12 May\n",
    "one company": "IBM ",
    "an enumeration": "Intel, Samsung, FPT, Viettel, ",
}
READ = """
import json, sys
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.gold import to_gold
from passerelle.starter.names import gazetteer
reader = Reader(gazetteer())
for piece, length, tail in json.load(sys.stdin):
    text = (piece * (length // len(piece) + 1))[:length] + tail
    reading = reader.read(text, language="en", published="2025-05")
    assert all(text[one.start : one.end] == one.surface for one in reading.mentions)
    assert all(0 <= one.start < one.end <= len(text) for one in reading.claims)
    json.dumps(to_gold(reading, "doc", text), allow_nan=False)
    print(len(reading.mentions), len(reading.claims))
"""


@cache
def reader() -> Reader:
    return Reader(gazetteer())


def read_apart(*texts: tuple[str, int, str]) -> list[list[int]]:
    """Read texts in another process, which is stopped when it does not end: numbers of mentions and claims."""
    done = subprocess.run(
        [sys.executable, "-c", READ], input=json.dumps(texts), capture_output=True, text=True, timeout=ENDS
    )
    assert done.returncode == 0, done.stderr
    return [[int(number) for number in line.split()] for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def hostile() -> dict[str, list[int]]:
    """What each hostile text holds, all read by one process."""
    texts = (
        (HOSTILE[kind], MEGABYTE if kind in ("spaces", "digits", "stops") else MEGABYTE // 16, "x\n" + NEWS)
        for kind in HOSTILE
    )
    return dict(zip(HOSTILE, read_apart(*texts), strict=True))


def test_a_text_of_a_megabyte_is_read() -> None:
    ((mentions, claims),) = read_apart((NEWS + DRY * 10, MEGABYTE, ""))
    assert mentions > 5_000
    assert claims > 1


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_read_to_its_end(hostile: dict[str, list[int]], kind: str) -> None:
    mentions, _ = hostile[kind]
    assert mentions >= 4


def test_what_stands_before_changes_nothing_in_what_is_found() -> None:
    before = DRY * 8000
    short = reader().read(NEWS, language="en", published="2025-05")
    long = reader().read(before + NEWS, language="en", published="2025-05")
    assert short.claims
    assert [moved(mention, -len(before)) for mention in long.mentions] == list(short.mentions)
    assert [moved_claim(claim, -len(before)) for claim in long.claims] == list(short.claims)
    assert long.actors == short.actors


def test_a_sentence_repeated_is_told_once_and_named_every_time() -> None:
    once = reader().read(NEWS, language="en", published="2025-05")
    often = reader().read(NEWS * 300, language="en", published="2025-05")
    assert len(often.mentions) == 300 * len(once.mentions)
    assert often.actors == once.actors
    assert {claim.type for claim in often.claims} == {claim.type for claim in once.claims}


def moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def moved_claim(claim: Claim, by: int) -> Claim:
    return replace(
        claim,
        start=claim.start + by,
        end=claim.end + by,
        sentence_start=claim.sentence_start + by,
        sentence_end=claim.sentence_end + by,
    )

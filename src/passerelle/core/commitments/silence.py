"""Silence: for how long nobody but the owner has said anything about a commitment.

Every kind of commitment has a rhythm (`data/rhythms.toml`). Only independent evidence is heard; copies of one text
are one voice, heard when it first spoke. There is no clock here: the day is passed in. As days pass a commitment
only becomes quieter; only evidence wakes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.core.commitments.days import day, iso, span
from passerelle.core.commitments.life import Evidence, known_evidence
from passerelle.core.commitments.stages import ENDS
from passerelle.core.commitments.tables import table

HUSHES = ("heard", "quiet", "silent", "closed")
REASONS = ("rhythm", "never_heard", "deadline", "delivered", "verified", "cancelled", "superseded")
_OPEN = ("announced", "signed", "funded", "started")


@dataclass(frozen=True, slots=True)
class Hush:
    """How long nothing was heard.

    `state` is one of HUSHES, `since` the ISO day on which it began (None when closed), `reason` a code of REASONS:
    what the limit came from. `last_heard` is as given; `expected_by` the last day on which news is in its rhythm.
    """

    state: str
    since: str | None
    reason: str
    last_heard: str | None
    expected_by: str | None


def kinds() -> tuple[str, ...]:
    """Return the kinds of commitment that have a rhythm."""
    return tuple(name for name in table("rhythms") if name != "limits")


def hush(
    kind: str,
    stage: str,
    condition: str | None,
    last_heard: str | None,
    since: str,
    deadline: str | None,
    as_of: str,
) -> Hush:
    """Return how a commitment sounds on the day `as_of`.

    `last_heard` is the date of the last independent evidence (`last_heard(evidence, …)`), `since` the date of the
    promise itself, from which something could be heard; imprecise dates are taken at their last day. An unknown
    kind has the rhythm of `other`. Raises ValueError for a date that is none.
    """
    if condition in ENDS or stage not in (*_OPEN, ""):
        return Hush("closed", None, condition if condition in ENDS else stage, last_heard, None)
    today = day(as_of)
    heard = max(span(since).last, span(last_heard).last if last_heard else 0)
    anchor = min(heard, today)
    quiet, silent = _limits(kind, stage, condition)
    quiet_on, silent_on, reason = anchor + quiet, anchor + silent, "rhythm" if last_heard else "never_heard"
    if deadline:
        due = max(anchor, span(deadline).last)
        after_quiet, after_silent = table("rhythms")["limits"]["deadline"]
        if due + after_quiet < quiet_on:
            quiet_on, reason = due + after_quiet, "deadline"
        if due + after_silent < silent_on:
            silent_on, reason = due + after_silent, "deadline"
    expected = iso(quiet_on)
    if today > silent_on:
        return Hush("silent", iso(silent_on + 1), reason, last_heard, expected)
    if today > quiet_on:
        return Hush("quiet", iso(quiet_on + 1), reason, last_heard, expected)
    return Hush("heard", iso(anchor), reason, last_heard, expected)


def last_heard(evidence: Iterable[Evidence], as_of: str, known_by: str | None = None) -> str | None:
    """Return the date of the last independent voice that the desk knew, None when there was none.

    Evidence of one origin that says the same is one voice, heard when it first spoke: copies do not wake, while a
    text may tell of two happenings. Evidence of unknown origin stands for itself.
    """
    voices: dict[tuple[str, str, str], Evidence] = {}
    for one in known_evidence(evidence, as_of, known_by):
        if one.independent:
            voice = one.origin or f"\0{one.key}", one.claim_type, one.claim_status
            voices[voice] = min(voices.get(voice, one), one, key=_time)
    latest = max(voices.values(), key=_time, default=None)
    return latest.on if latest else None


def _time(evidence: Evidence) -> tuple[int, int, str]:
    found = span(evidence.on)
    return found.last, found.first, evidence.on


def _limits(kind: str, stage: str, condition: str | None) -> tuple[int, int]:
    rhythms = table("rhythms")
    row = rhythms.get(kind) if kind != "limits" else None
    quiet, silent = (row or rhythms["other"])[stage or "announced"]
    factor = float(rhythms["limits"]["suspended"]) if condition == "suspended" else 1.0
    return round(quiet * factor), round(silent * factor)

"""What a new report changes about an event."""

from dataclasses import dataclass
from typing import Any

from passerelle.core.events.summary import Attribute, Summary


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    `kind`: began, origins (another independent one), documents, added (a value that nobody had said),
    confirmed (an attribute now rests on more origins), disputed (what was agreed is contradicted), settled,
    precise, lost.

    `attribute` is "" for the event as a whole; `before` and `after` are values, or numbers of documents and
    origins.
    """

    kind: str
    attribute: str = ""
    before: Any = None
    after: Any = None


def what_changed(before: Summary | None, after: Summary | None) -> list[Change]:
    """Return what is different between two summaries of one event, the event as a whole first."""
    if before is None or after is None:
        return [Change("began")] if after else [Change("lost")] if before else []
    found: list[Change] = []
    if len(before.documents) != len(after.documents):
        found.append(Change("documents", "", len(before.documents), len(after.documents)))
    if len(before.origins) != len(after.origins):
        found.append(Change("origins", "", len(before.origins), len(after.origins)))
    names = dict.fromkeys([one.name for one in after.attributes] + [one.name for one in before.attributes])
    for name in names:
        found += _attribute(name, before.of(name), after.of(name))
    return found


def _attribute(name: str, before: Attribute | None, after: Attribute | None) -> list[Change]:
    if before is None or after is None:
        values = (after or before).values if (after or before) else ()  # type: ignore[union-attr]
        return [
            Change("added", name, None, one.value) if after else Change("lost", name, one.value)
            for one in values
        ]
    old, new = before.values[0], after.values[0]
    found: list[Change] = []
    contested, was = after.state in ("mostly", "disputed"), before.state in ("mostly", "disputed")
    if contested and not was:
        against = next(
            (one for one in after.values if one.value != old.value and old.value not in one.wordings), new
        )
        found.append(Change("disputed", name, old.value, against.value))
    elif was and not contested:
        found.append(Change("settled", name, old.value, new.value))
    elif name in ("parties", "people", "technologies"):
        known, now = {one.value for one in before.values}, {one.value for one in after.values}
        found += [Change("added", name, None, one) for one in sorted(now - known)]
        found += [Change("lost", name, one) for one in sorted(known - now)]
    elif old.value != new.value:
        kind = "precise" if old.value in new.wordings else "changed"
        found.append(Change(kind, name, old.value, new.value))
    if not found and new.value == old.value and new.origins > old.origins:
        found.append(Change("confirmed", name, old.origins, new.origins))
    return found

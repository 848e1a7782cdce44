"""Which activities parts and payments name: one of ours by its number, one of a file by its identifier."""

from collections.abc import Iterable

import regex
from django.db.models import Q, QuerySet

from passerelle.apps.ledger.models import Activity

_OURS = regex.compile("#([0-9]{1,18})")


def named(keys: Iterable[str], among: QuerySet[Activity]) -> dict[str, Activity]:
    """Return key → activity for those keys (`Activity.called`) that name one of some activities."""
    wanted = {key for key in keys if key}
    numbers = [int(found[1]) for key in wanted if (found := _OURS.fullmatch(key))]
    identifiers = [key[1:] if key.startswith("##") else key for key in wanted if not _OURS.fullmatch(key)]
    ours, files = Q(pk__in=numbers, source__isnull=True), Q(identifier__in=identifiers)
    return {one.called: one for one in among.filter(ours | files).order_by("-pk")} if wanted else {}


def keys_of(activities: Iterable[Activity]) -> set[str]:
    """Return the keys that our own activities name: what they are parts of, who pays them, whom they pay."""
    found = set()
    for one in activities:
        found.add(one.parent.called if one.parent else "")
        for row in one.transactions.all():
            found |= {row.provider_activity, row.receiver_activity}
    return found - {""}

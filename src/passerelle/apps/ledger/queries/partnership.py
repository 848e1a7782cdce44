"""One partnership whole: its five keys with what each rests on, its agreements, open and silent commitments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.codes import CODES
from passerelle.apps.ledger.columns import Columns, Ints, States, Truths, columns
from passerelle.apps.ledger.models import Agreement, Meeting, Participant, Transaction
from passerelle.apps.ledger.queries.counting import DUES, HUSHES, dues, hushes, ordered, visible_mask
from passerelle.apps.ledger.queries.gifts import Gifts, gifts, with_transactions
from passerelle.apps.ledger.queries.ledger import LedgerRow, rows_at
from passerelle.apps.ledger.queries.meetings import visible_meetings
from passerelle.apps.ledger.queries.partners import Partner, actors_of, agreements_between
from passerelle.apps.ledger.queries.progress import Progress, progress
from passerelle.apps.ledger.queries.promises import promises
from passerelle.apps.ledger.sides import parties
from passerelle.core.commitments.keys import Key, five_keys

SHOWN = 10  # items that a page shows of each list; the rest is counted
PAGE_SIZE = 25
_OVERDUE, _DONE = DUES.index("overdue"), DUES.index("done")
_SILENT = HUSHES.index("silent")


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """What a reader may see of a partnership, as the desk knew it on `day`.

    `counts` are those of commitments: total, open, overdue, silent and delivered. `rows` holds the commitments that
    the keys name, by id, as many as are shown of each; `gifts` has the money behind the mutual benefit, with the
    transactions that are shown; `markings` are
    those of all commitments and activities that were counted.
    """

    one: Partner
    other: Partner
    day: date
    keys: tuple[Key, ...]
    gifts: Gifts
    markings: tuple[str, ...]
    counts: dict[str, int]
    rows: dict[str, LedgerRow]
    urgent: list[LedgerRow]
    silent: list[LedgerRow]
    agreements: list[Agreement]
    agreements_total: int
    meetings: list[Meeting]
    progress: Progress


@dataclass(frozen=True, slots=True)
class BehindPage:
    """One page of the commitments that a figure rests on, or that lack what it would need; and the transactions."""

    one: Partner
    other: Partner
    day: date
    key: Key
    rows: list[LedgerRow]
    transactions: list[Transaction]
    total: int
    number: int
    pages: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


@dataclass(frozen=True, slots=True)
class _Known:
    """The columns on a day, and what a partnership is in them."""

    found: Columns
    states: States
    mask: Truths
    places: Ints
    delivered: tuple[Ints, Ints]
    owed_by: tuple[Truths, Truths]
    sound: tuple[Ints, Ints]


def partnership_page(
    user: User, one: Partner, other: Partner, language: str, *, today: date, as_of: date | None = None
) -> PartnershipPage:
    """Return the page of a partnership, as known on a day. Raises ValueError when both sides are one."""
    day = min(as_of or today, today)
    known = _known(user, one, other, day, today)
    found, states, (hush, due) = known.found, known.states, known.sound
    keys, given = _keys(user, (one, other), known, day, today)
    signed = [
        pk for pk, on in agreements_between(user, one.side, other.side) if not on or on <= day.isoformat()
    ]
    open_ = known.mask & (due != _DONE)
    silent = open_ & (hush == _SILENT)
    shown = _placed(found, (item for key in keys for item in _first(key)))
    urgent = ordered(found, states, "urgent", open_, hush, due, 0, SHOWN)
    quiet = ordered(found, states, "urgent", silent, hush, due, 0, SHOWN)
    wanted = list(dict.fromkeys([*shown, *urgent, *quiet]))
    lines = {
        row.commitment.pk: row for row in rows_at(user, found, states, known.sound, wanted, language, day)
    }

    def at(places: Iterable[int]) -> list[LedgerRow]:
        return [lines[pk] for place in places if (pk := int(found.pk[place])) in lines]

    return PartnershipPage(
        one=one,
        other=other,
        day=day,
        keys=keys,
        gifts=with_transactions(given, _first_paid(keys, given)),
        markings=(
            *(CODES["tlp"][place] for place in np.unique(found.tlp[known.mask]).tolist()),
            *given.markings,
        ),
        counts={
            "total": int(known.mask.sum()),
            "open": int(open_.sum()),
            "overdue": int((known.mask & (due == _OVERDUE)).sum()),
            "silent": int(silent.sum()),
            "delivered": int((known.mask & (known.delivered[1] > 0)).sum()),
        },
        rows={str(row.commitment.pk): row for row in at(shown)},
        urgent=at(urgent),
        silent=at(quiet),
        agreements=list(Agreement.objects.filter(pk__in=signed[:SHOWN]).order_by("-signed", "-pk")),
        agreements_total=len(signed),
        meetings=_meetings(user, one, other, day if day < today else None),
        progress=progress(found, states, known.delivered, known.mask, day),
    )


def behind_page(
    user: User, one: Partner, other: Partner, name: str, language: str, *, today: date, as_of: date | None = None,
    lacks: str = "", number: int = 1,
) -> BehindPage:  # fmt: skip
    """Return a page of the commitments behind a key, or of those that lack something. KeyError for no such list."""
    day = min(as_of or today, today)
    known = _known(user, one, other, day, today)
    keys, given = _keys(user, (one, other), known, day, today)
    key = {key.name: key for key in keys}[name]
    items = {missing.what: missing.items for missing in key.missing}[lacks] if lacks else key.items
    places = _placed(known.found, items)
    pages = max(1, -(-len(places) // PAGE_SIZE))
    number = min(max(1, number), pages)
    shown = places[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    listed = rows_at(user, known.found, known.states, known.sound, shown, language, day)
    paid = with_transactions(given, items).transactions
    flows = [paid[item] for item in items if item in paid]
    return BehindPage(one, other, day, key, listed, flows, len(places), number, pages)


def _known(user: User, one: Partner, other: Partner, day: date, today: date) -> _Known:
    if one.side == other.side:
        raise ValueError("A partnership has two sides.")
    found = columns(history=day < today, proofs=True)
    states = found.states(day, today)
    who = parties(found)
    first, second = who.both(one.side, other.side)
    mask = who.between(first, second, len(found.pk)) & states.known & visible_mask(user, found)
    return _Known(
        found,
        states,
        mask,
        np.flatnonzero(mask),
        found.delivered(day),
        (who.owed_by(first), who.owed_by(second)),
        (hushes(states, day), dues(states, day)),
    )


def _keys(
    user: User, sides: tuple[Partner, Partner], known: _Known, day: date, today: date
) -> tuple[tuple[Key, ...], Gifts]:
    given = gifts(
        user, (sides[0].side, sides[1].side), known.found, known.states, known.delivered, known.places, known.owed_by,
        day, day if day < today else None,
    )  # fmt: skip
    told = promises(user, known.found, known.states, known.delivered, known.places, known.owed_by, day)
    return five_keys(told, given.given), given


def _first(key: Key) -> Iterable[str]:
    """Return the items of a key that are shown: the first of each list."""
    yield from key.items[:SHOWN]
    for missing in key.missing:
        yield from missing.items[:SHOWN]


def _first_paid(keys: Iterable[Key], given: Gifts) -> Iterable[str]:
    """Return the transactions among the items of keys that are shown: the first of each list."""
    for key in keys:
        for items in (key.items, *(missing.items for missing in key.missing)):
            yield from [item for item in items if item in given.paid][:SHOWN]


def _placed(found: Columns, items: Iterable[str]) -> list[int]:
    ids = np.array(list(dict.fromkeys(int(item) for item in items if item.isdecimal())), dtype=np.int64)
    return [int(at) for at in np.searchsorted(found.pk, ids)]


def _meetings(user: User, one: Partner, other: Partner, until: date | None) -> list[Meeting]:
    met = visible_meetings(user).filter(called_off=False)
    if until is not None:
        met = met.filter(first_day__lte=until)
    for side, opposite in ((one.side, other.side), (other.side, one.side)):
        there = Participant.objects.filter(actor__in=actors_of(side, opposite))
        met = met.filter(pk__in=there.order_by().values("meeting"))
    return list(met.order_by("-first_day", "-pk")[:SHOWN])

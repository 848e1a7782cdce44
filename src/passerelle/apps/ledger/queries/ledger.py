"""The list of commitments, as it stands or as it stood on a day: facets, page, counts for the desk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from babel import Locale
from django.db.models import QuerySet
from django.utils.functional import Promise

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.codes import CODES
from passerelle.apps.ledger.columns import Columns, Ints, States, columns
from passerelle.apps.ledger.deadlines import Moved, deadline_on, moved_deadlines
from passerelle.apps.ledger.deriving import hush_on
from passerelle.apps.ledger.models import Agreement, Commitment
from passerelle.apps.ledger.queries.counting import DUES, HUSHES, Counted, count
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.progress import Progress, progress
from passerelle.apps.ledger.queries.standing import due_on
from passerelle.apps.library.labels import TECHNOLOGIES

PAGE_SIZE = 25
_MANY = 12  # values of an open-ended facet that are shown; a chosen one always is


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the list. Stage, condition, silence and deadline are those of the day that is shown.

    `owner` and `counterpart` are names for this reader; `agreement` is None where its own marking hides it.
    """

    commitment: Commitment
    stage: str
    condition: str
    hush: str
    due: str
    deadline: str
    owner: str
    counterpart: str
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: what it is called, how many the list would hold with it, whether it is chosen."""

    value: str
    label: str | Promise
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet with the values that occur. `more` counts the values left out of a long one."""

    name: str
    label: str | Promise
    values: tuple[FacetValue, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of the list. `total` is exact; `day` is the day as of which it is shown."""

    rows: list[LedgerRow]
    total: int
    number: int
    pages: int
    day: date
    progress: Progress
    facets: list[Facet] = field(default_factory=list)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def visible_commitments(user: User) -> QuerySet[Commitment]:
    """Return the commitments that the markings let a user see."""
    return rows(user, "ledger.read", Commitment.objects.all())


def visible_agreements(user: User) -> QuerySet[Agreement]:
    """Return the agreements that the markings let a user see, those joined into others left aside."""
    return rows(user, "ledger.read", Agreement.objects.filter(joined_into__isnull=True))


def ledger_page(
    user: User, filters: LedgerFilters, language: str, *, today: date, page_size: int = PAGE_SIZE
) -> LedgerPage:
    """Return the page of the list that `filters` name, as known on `filters.as_of` (today without it)."""
    day = min(filters.as_of or today, today)
    found = columns(history=day < today)
    states = found.states(day, today)
    counted = count(user, found, states, filters, day, page_size)
    pages = max(1, -(-counted.total // page_size))
    return LedgerPage(
        rows_at(user, found, states, (counted.hush, counted.due), counted.places, language, day),
        counted.total,
        min(filters.page, pages),
        pages,
        day,
        progress(found, states, found.delivered(day), counted.passing, day),
        _facets(user, counted, filters, language),
    )


def ledger_counts(user: User, *, today: date) -> dict[str, int]:
    """Return how many commitments the user sees, and how many of them are overdue, due soon, silent and quiet."""
    found = columns()
    counted = count(user, found, found.now, LedgerFilters(), today, 1)
    due, hush = counted.facets["due"], counted.facets["hush"]
    return {
        "total": counted.total, "overdue": due.get("overdue", 0), "soon": due.get("soon", 0),
        "silent": hush.get("silent", 0), "quiet": hush.get("quiet", 0),
    }  # fmt: skip


def commitment_rows(
    user: User, found: QuerySet[Commitment], language: str, *, today: date
) -> list[LedgerRow]:
    """Return some visible commitments as lines, as they stand today, in the order given."""
    said = {
        row.pk: (row.stage, row.condition, hush_on(row, today), due_on(row, row.stage, row.condition, today))
        for row in rows(user, "ledger.read", found)
    }
    return _rows(user, said, language, {}, today)


def rows_at(
    user: User, found: Columns, states: States, sound: tuple[Ints, Ints], places: Iterable[int], language: str,
    day: date,
) -> list[LedgerRow]:  # fmt: skip
    """Return the visible commitments at these places of the columns as lines, as they stood, in the order given.

    `sound` says of each commitment how it sounds and how it stands to its deadline: `counting.hushes` and `.dues`.
    """
    hush, due = sound
    said = {
        int(found.pk[at]): (
            CODES["stage"][states.stage[at]],
            CODES["condition"][states.condition[at]],
            HUSHES[hush[at]],
            DUES[due[at]],
        )
        for at in places
    }
    moved = moved_deadlines(said, date.max) if states is not found.now else {}
    return _rows(user, said, language, moved, day)


def _rows(
    user: User,
    said: dict[int, tuple[str, str, str, str]],
    language: str,
    moved: dict[int, list[Moved]],
    day: date,
) -> list[LedgerRow]:
    known = (
        visible_commitments(user).select_related("owner", "counterpart", "organisation").in_bulk(list(said))
    )
    agreements = visible_agreements(user).in_bulk(
        {row.agreement_id for row in known.values() if row.agreement_id}
    )
    actors = {one.pk: one for row in known.values() for one in (row.owner, row.counterpart) if one}
    names = names_shown(user, actors.values(), language)
    return [
        LedgerRow(
            row,
            *said[pk],
            deadline_on(day, moved.get(pk, ()), row.deadline),
            names.get(row.owner_id, ""),
            names.get(row.counterpart_id, ""),
            agreements.get(row.agreement_id),
        )
        for pk in said
        if (row := known.get(pk)) is not None
    ]


def _facets(user: User, counted: Counted, filters: LedgerFilters, language: str) -> list[Facet]:
    owners = sorted(counted.facets["owner"].items(), key=lambda one: -one[1])[:_MANY]
    shown = {int(pk) for pk, _number in owners} | ({filters.owner} if filters.owner else set())
    names = names_shown(user, Actor.objects.filter(pk__in=shown), language)
    words = {
        "stage": {"none": labels.STAGES[""], **labels.STAGES}, 
        "condition": {"none": labels.NO_CONDITION, **labels.CONDITIONS},
        "hush": labels.HUSHES, "due": labels.DUE, "kind": {"none": labels.NO_KIND, **labels.KINDS},
        "technology": TECHNOLOGIES, "owner": {str(pk): name for pk, name in names.items()},
        "country": Locale.parse(language).territories,
    }  # fmt: skip
    found = []
    for name, label in labels.FACETS.items():
        counts = counted.facets[name]
        chosen = str(getattr(filters, name) or "")
        if name in ("owner", "country"):
            values = sorted(counts, key=lambda value: (value != chosen, -counts[value], value))
        else:
            values = [value for value in words[name] if value in counts]
        if chosen and chosen not in values:
            values.append(chosen)
        cut = values[:_MANY] if name in ("owner", "country") else values
        found.append(
            Facet(
                name,
                label,
                tuple(
                    FacetValue(value, words[name].get(value, value), counts.get(value, 0), value == chosen)
                    for value in cut
                ),
                len(values) - len(cut),
            )
        )
    return found

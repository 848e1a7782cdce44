"""Agreements: the list, and one with its parties, documents and commitments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

import regex
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import may, rows
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    Commitment,
    Edit,
    Joining,
    Twin,
    TwinState,
)
from passerelle.apps.ledger.queries.earlier import (
    agreements_known,
    commitments_counted_then,
    commitments_then,
)
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import (
    LedgerRow,
    commitment_rows,
    visible_agreements,
    visible_commitments,
)
from passerelle.apps.library.permissions import visible
from passerelle.core.text.folding import fold

PAGE_SIZE = 25
_MOST = 200  # commitments that the page of an agreement shows
_COUNTRY, _NUMBER = regex.compile("[A-Z]{2}"), regex.compile("[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class AgreementFilters:
    """What narrows the list of agreements; what is empty does not. `as_of` is an earlier day on which it is shown."""

    query: str = ""
    kind: str = ""
    country: str = ""
    as_of: date | None = None
    page: int = 1

    @classmethod
    def from_query(cls, given: Mapping[str, str], today: date) -> "AgreementFilters":
        """Read an address; what means nothing is passed over, and a day that is not before today."""
        day = LedgerFilters.from_query(given).as_of
        kind, country, page = given.get("kind", ""), given.get("country", ""), given.get("page", "")
        return cls(
            query=" ".join(given.get("q", "").replace("\x00", " ").split())[:200],
            kind=kind if kind in labels.KINDS else "",
            country=country if _COUNTRY.fullmatch(country) else "",
            as_of=day if day and day < today else None,
            page=int(page) if _NUMBER.fullmatch(page) else 1,
        )

    def to_query(self, **other: str | int | date | None) -> str:
        """Return the query string of an address, some of its parts replaced; the first page unless said."""
        parts = {
            "q": self.query, "kind": self.kind, "country": self.country, "as_of": self.as_of, "page": "",
        }  # fmt: skip
        return urlencode({name: value for name, value in (parts | other).items() if value})


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement in a list: its parties by name, and how many of its commitments the reader sees."""

    agreement: Agreement
    parties: list[str]
    commitments: int


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """One page of the list of agreements. `total` is exact."""

    rows: list[AgreementRow]
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
class Alike:
    """Another agreement that may be this one."""

    twin: Twin
    other: Agreement


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """An agreement with all that may be seen of it. `token` goes back with every change.

    Of an earlier `day` are the commitments and which parts there were; `known` says whether the desk knew of it then.
    """

    agreement: Agreement
    day: date
    known: bool
    parties: list[tuple[AgreementParty, str]]
    documents: list[AgreementDocument]
    commitments: list[LedgerRow]
    more: int
    parent: Agreement | None
    parts: list[Agreement]
    superseded_by: Agreement | None
    alike: list[Alike]
    joinings: list[Joining]
    edits: list[Edit]
    may_write: bool
    token: int = field(default=1)


def agreements_page(
    user: User, filters: AgreementFilters, language: str, *, page_size: int = PAGE_SIZE
) -> AgreementsPage:
    """Return the page of the list that `filters` name, the latest signed first."""
    found = agreements_known(user, filters.as_of)
    for word in fold(filters.query).split():
        found = found.filter(folded__contains=word)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.country:
        theirs = AgreementParty.objects.filter(agreement=OuterRef("pk"), actor__country=filters.country)
        found = found.filter(Exists(theirs))
    total = found.count()
    pages = max(1, -(-total // page_size))
    number = min(filters.page, pages)
    shown = list(found.order_by("-signed", "-pk")[(number - 1) * page_size : number * page_size])
    return AgreementsPage(agreement_rows(user, shown, language, filters.as_of), total, number, pages)


def agreement_rows(
    user: User, shown: list[Agreement], language: str, as_of: date | None = None
) -> list[AgreementRow]:
    """Return visible agreements as lines, in the order given; their commitments are those known on a day."""
    parties: dict[int, list[AgreementParty]] = {one.pk: [] for one in shown}
    for party in AgreementParty.objects.filter(agreement__in=shown).select_related("actor").order_by("pk"):
        parties[party.agreement_id].append(party)
    names = names_shown(
        user, {p.actor_id: p.actor for some in parties.values() for p in some}.values(), language
    )
    if as_of is None:
        under = visible_commitments(user).filter(agreement__in=shown).order_by()
        counts = dict(under.values_list("agreement").annotate(number=Count("pk")))
    else:
        counts = commitments_counted_then(user, parties, as_of)
    return [
        AgreementRow(
            one, list(dict.fromkeys(names[p.actor_id] for p in parties[one.pk])), counts.get(one.pk, 0)
        )
        for one in shown
    ]


def agreement_for(user: User, pk: int) -> Agreement:
    """Return an agreement, or the one it was joined into; Agreement.DoesNotExist when not to be seen."""
    row = Agreement.objects.filter(pk=pk).first()
    met: set[int] = set()
    while row is not None and row.joined_into_id and row.pk not in met:
        met.add(row.pk)
        row = Agreement.objects.filter(pk=row.joined_into_id).first()
    found: Agreement = visible_agreements(user).select_related("organisation").get(pk=row.pk if row else pk)
    return found


def agreement_page(
    user: User, pk: int, language: str, *, today: date, as_of: date | None = None
) -> AgreementPage:
    """Return the page of an agreement as known on a day; Agreement.DoesNotExist when absent or not to be seen.

    Nothing is changed on an earlier day, and what waits to be decided today is not shown there.
    """
    agreement = agreement_for(user, pk)
    past = as_of if as_of and as_of < today else None
    may_write = may(user, "ledger.write") and user.organisation_id == agreement.organisation_id
    parties = list(agreement.parties.select_related("actor").order_by("pk"))
    names = names_shown(user, [one.actor for one in parties], language)
    documents = agreement.documents.filter(Q(document__isnull=True) | visible("document__")(user))
    known = agreements_known(user, past)
    commitments, more = _under(user, agreement, language, today, past)
    edits = agreement.edits.filter(at__date__lte=past) if past else agreement.edits
    return AgreementPage(
        agreement=agreement,
        day=past or today,
        known=past is None or known.filter(pk=agreement.pk).exists(),
        parties=[(one, names[one.actor_id]) for one in parties],
        documents=list(documents.select_related("document").order_by("pk")),
        commitments=commitments,
        more=more,
        parent=visible_agreements(user).filter(pk=agreement.parent_id).first(),
        parts=list(known.filter(parent=agreement).order_by("signed", "pk")),
        superseded_by=visible_agreements(user).filter(pk=agreement.superseded_by_id).first(),
        alike=[] if past else twins_for(user, of=agreement),
        joinings=[] if past else _joinings(user, agreement),
        edits=list(edits.select_related("by").order_by("-pk")[:50]) if may_write else [],
        may_write=may_write and past is None,
        token=agreement.version,
    )


def twins_for(user: User, *, of: Agreement | None = None, limit: int = 50) -> list[Alike]:
    """Return the pairs of agreements that a person should look at, the likeliest first."""
    found = rows(user, "twin.read", Twin.objects.filter(state=TwinState.WAITING))
    found = found.filter(left__joined_into__isnull=True, right__joined_into__isnull=True)
    if of is not None:
        found = found.filter(Q(left=of) | Q(right=of))
    chosen = found.select_related("left", "right").order_by("-score", "pk")[:limit]
    return [Alike(one, one.right if of is None or one.left_id == of.pk else one.left) for one in chosen]


def twins_count(organisation: int) -> int:
    """Return how many pairs of an organisation's agreements wait to be decided."""
    return Twin.objects.filter(state=TwinState.WAITING, left__organisation=organisation).count()


def _under(
    user: User, agreement: Agreement, language: str, today: date, past: date | None
) -> tuple[list[LedgerRow], int]:
    if past is not None:
        return commitments_then(user, agreement, language, past, most=_MOST)
    under = visible_commitments(user).filter(agreement=agreement)
    return commitment_rows(user, _first(under), language, today=today), max(0, under.count() - _MOST)


def _first(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    ids = list(found.order_by("pk").values_list("pk", flat=True)[:_MOST])
    return Commitment.objects.filter(pk__in=ids).order_by("pk")


def _joinings(user: User, agreement: Agreement) -> list[Joining]:
    if not may(user, "ledger.write") or user.organisation_id != agreement.organisation_id:
        return []
    found = Joining.objects.filter(kept=agreement, undone_at__isnull=True)
    return list(found.select_related("absorbed", "by").order_by("-pk"))

"""Which agreements of an organisation may be one: the pairs that core proposes, kept for a person to decide."""

from collections import defaultdict
from collections.abc import Iterable

from passerelle.apps.directory.models import Name
from passerelle.apps.ledger.models import Agreement, AgreementParty, Twin, TwinState
from passerelle.core.commitments.agreements import Agreed, perhaps_one, words_of_title
from passerelle.core.events.report import Party
from passerelle.core.events.spans import days, months
from passerelle.core.naming.scoring import Score
from passerelle.core.reading.model import Quantity
from passerelle.core.text.expressions import find
from passerelle.core.text.model import Money

_MOST_MONTHS = 14  # that an imprecise date may touch


def note_twins(organisation: int, agreements: Iterable[int]) -> int:
    """Keep the pairs that these agreements (ids) are one of; return how many are new. What was decided stands."""
    fresh = set(agreements)
    rows = list(Agreement.objects.filter(organisation=organisation, joined_into__isnull=True).order_by("pk"))
    months_of = {row.pk: _months(row.signed) for row in rows}
    near = {month for pk in fresh for month in months_of.get(pk, ())}
    compared = [row for row in rows if row.pk in fresh or near & set(months_of[row.pk])]
    agreed = _agreed(compared)
    pairs: dict[tuple[int, int], Score] = {}
    for month in sorted(near):
        block = [agreed[row.pk] for row in compared if month in months_of[row.pk]]
        for left, right, score in perhaps_one(block):
            pair = tuple(sorted((int(left), int(right))))
            if fresh & set(pair):
                pairs[pair[0], pair[1]] = score
    there = set(Twin.objects.filter(left__in=[left for left, _right in pairs]).values_list("left", "right"))
    new = [
        Twin(
            left_id=left,
            right_id=right,
            score=round(score.value, 4),
            reasons=[[reason.rule, reason.weight, reason.detail] for reason in score.reasons],
            state=TwinState.WAITING,
        )
        for (left, right), score in pairs.items()
        if (left, right) not in there
    ]
    Twin.objects.bulk_create(new, batch_size=200)
    return len(new)


def _months(signed: str) -> tuple[str, ...]:
    """Return the months in which it may have been signed, and the one after: reports differ by some days."""
    found = days(signed)
    if found is None:
        return ("",)
    return tuple(months(found._replace(last=found.last + 28))[:_MOST_MONTHS])


def _agreed(rows: list[Agreement]) -> dict[int, Agreed]:
    parties: dict[int, list[AgreementParty]] = defaultdict(list)
    for party in AgreementParty.objects.filter(agreement__in=rows).select_related("actor").order_by("pk"):
        parties[party.agreement_id].append(party)
    actors = {party.actor_id for some in parties.values() for party in some}
    names: dict[int, list[str]] = defaultdict(list)
    for actor, text in Name.objects.filter(actor__in=actors).order_by("pk").values_list("actor", "text"):
        names[actor].append(text)
    return {
        row.pk: Agreed(
            key=str(row.pk),
            title=row.title,
            parties=tuple(
                sorted(
                    Party(
                        one.actor.key,
                        one.actor.kind,
                        one.actor.country,
                        tuple(names[one.actor_id]),
                        one.actor.open,
                    )
                    for one in parties[row.pk]
                )
            ),
            signed=row.signed or None,
            instrument=row.instrument,
            amount=_amount(row.amount),
            address=row.address,
            words=words_of_title(row.title, row.title_language or "en"),
        )
        for row in rows
    }


def _amount(stated: str) -> Quantity | None:
    """Return the first sum of money that an amount as stated names."""
    for one in find(stated, "en", None) if stated else ():
        if one.kind == "money" and isinstance(one.value, Money):
            return Quantity(one.value.amount, one.value.currency)
    return None

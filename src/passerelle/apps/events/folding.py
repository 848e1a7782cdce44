"""Folding what is new into the events there are, so that the result is the one of folding everything at once.

Only stories are touched that the new claims belong to, or belonged to before: no other depends on them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import product

from passerelle.apps.events.models import Block, Correction, Doubt, Telling, Verdict
from passerelle.apps.events.reports import hashed, reports_of, standing
from passerelle.apps.events.writing import forget, write
from passerelle.apps.library.models import Claim
from passerelle.core.events import fold as core
from passerelle.core.events.blocks import keys
from passerelle.core.events.report import Report
from passerelle.core.events.weighing import Weighed, Weighing

_AT_ONCE, _FELLOWS = 400, 1_500
_WEIGHED = Weighed()  # of this process


def foresee(documents: Iterable[int]) -> None:
    """Weigh what folding these documents will weigh, so that it finds it remembered and holds its lock shortly.

    Writes nothing; what changes until then is weighed when it is folded.
    """
    documents = list(documents)
    own = _claims(Claim.objects.filter(document__in=documents))
    concerned = _concerned(documents, own, reports_of(own.values()))
    members = _claims(Claim.objects.filter(pk__in=concerned))
    core.fold(list(reports_of(members.values()).values()), weighed=_WEIGHED)


def refold(documents: Iterable[int]) -> set[int]:
    """Fold the claims of documents as they stand, and return the ids of all claims that were looked at.

    Many at once cost little more than one: a story is folded once, however many of them tell it.

    Call it inside a transaction that holds the directory's lock.
    """
    documents = list(documents)
    own = _claims(Claim.objects.filter(document__in=documents))
    reports = reports_of(own.values())
    concerned = _concerned(documents, own, reports)
    forget(Telling.objects.filter(claim__document__in=documents).exclude(claim__in=own))
    _block(documents, reports)
    return fold_claims(concerned)


def _concerned(documents: list[int], own: Mapping[int, Claim], reports: Mapping[int, Report]) -> set[int]:
    """Return the claims of these documents, and all of the stories that they belong to or belonged to before."""
    stories = set(Telling.objects.filter(claim__document__in=documents).values_list("story", flat=True))
    near = _alike(reports) | _corrected_with(own)
    stories |= set(Telling.objects.filter(claim__in=near).values_list("story", flat=True))
    return {*own, *Telling.objects.filter(story__in=stories).values_list("claim", flat=True)}


def fold_claims(claims: Iterable[int]) -> set[int]:
    """Fold whole stories, given all their claims, and write what comes of it."""
    members = _claims(Claim.objects.filter(pk__in=set(claims)))
    reports = reports_of(members.values())
    together, apart = corrections(members)
    name = {pk: report.key for pk, report in reports.items()}
    number = {key: pk for pk, key in name.items()}
    folding = core.fold(
        list(reports.values()),
        [(name[left], name[right]) for left, right in together],
        [(name[left], name[right]) for left, right in apart],
        _WEIGHED,
    )
    story = {number[key]: min(number[one] for one in keys) for keys in folding.stories for key in keys}
    groups = [sorted(number[key] for key in group) for group in folding.groups]
    write(groups, story, members)
    Doubt.objects.filter(left__in=members).delete()
    Doubt.objects.filter(right__in=members).delete()
    Doubt.objects.bulk_create([_doubt(one, number) for one in folding.doubts], batch_size=_AT_ONCE)
    return set(members)


def corrections(claims: Iterable[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the pairs of these claims that people put together and kept apart; the latest word counts."""
    known = set(claims)
    found = (
        Correction.objects.filter(undone_at__isnull=True).prefetch_related("ones", "others").order_by("pk")
    )
    said: dict[tuple[int, int], str] = {}
    for correction in (found.filter(ones__in=known) | found.filter(others__in=known)).distinct():
        ones = [claim.pk for claim in correction.ones.all() if claim.pk in known]
        others = [claim.pk for claim in correction.others.all() if claim.pk in known]
        pairs = list(product(ones, others))
        if correction.verdict == Verdict.TOGETHER:
            pairs += [*product(ones[:1], ones[1:]), *product(others[:1], others[1:])]
        said |= {(min(pair), max(pair)): correction.verdict for pair in pairs}
    return (
        [pair for pair, verdict in said.items() if verdict == Verdict.TOGETHER],
        [pair for pair, verdict in said.items() if verdict == Verdict.APART],
    )


def _claims(found) -> dict[int, Claim]:
    """Return the standing ones by id, with what reports need."""
    selected = standing(found).select_related("document__snapshot").order_by("pk")
    return {claim.pk: claim for claim in selected}


def _block(documents: list[int], reports: Mapping[int, Report]) -> None:
    Block.objects.filter(claim__document__in=documents).delete()
    rows = [
        Block(claim_id=pk, key=key)
        for pk, report in reports.items()
        for key in sorted({hashed(key) for key in keys(report)})
    ]
    Block.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _alike(reports: Mapping[int, Report]) -> set[int]:
    """Return the claims of other documents that belong to a story with one of these.

    Those that share most blocks are compared, `_FELLOWS` at most: a bound that only a crowded month meets.
    """
    blocks: dict[int, set[int]] = defaultdict(set)
    for pk, report in reports.items():
        for key in keys(report):
            blocks[hashed(key)].add(pk)
    wanted = sorted(blocks)
    pairs: dict[int, set[int]] = defaultdict(set)
    shared: Counter[int] = Counter()
    for first in range(0, len(wanted), _AT_ONCE):
        rows = Block.objects.filter(key__in=wanted[first : first + _AT_ONCE]).exclude(claim__in=reports)
        for claim, key in rows.values_list("claim", "key"):
            pairs[claim] |= blocks[key]
            shared[claim] += 1
    nearest = sorted(pairs, key=lambda claim: (-shared[claim], claim))[:_FELLOWS]
    others = reports_of(_claims(Claim.objects.filter(pk__in=nearest)).values())
    weighing = Weighing({one.key: one for one in (*reports.values(), *others.values())}, _WEIGHED)
    return {
        claim
        for claim, report in others.items()
        if any(core.related(weighing.of(reports[pk].key, report.key).value) for pk in pairs[claim])
    }


def _corrected_with(claims: Iterable[int]) -> set[int]:
    """Return the claims that a person put together with these."""
    known = set(claims)
    found = Correction.objects.filter(undone_at__isnull=True, verdict=Verdict.TOGETHER)
    touching = (found.filter(ones__in=known) | found.filter(others__in=known)).distinct()
    return {
        claim.pk
        for correction in touching.prefetch_related("ones", "others")
        for claim in (*correction.ones.all(), *correction.others.all())
    }


def _doubt(one: core.Doubt, number: Mapping[str, int]) -> Doubt:
    left, right = sorted((number[one.left], number[one.right]))
    return Doubt(
        left_id=left,
        right_id=right,
        value=one.likeness.value,
        reasons=[[reason.rule, reason.weight] for reason in one.likeness.reasons],
        conflicts=list(one.likeness.conflicts),
    )

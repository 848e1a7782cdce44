"""How far a claim and a commitment have the same object: technologies, words, amounts and days."""

from collections.abc import Iterable
from functools import cache, lru_cache
from math import log2

from passerelle.core.commitments.claimed import amount, measure, to_come
from passerelle.core.commitments.tables import table
from passerelle.core.commitments.told import Open
from passerelle.core.events.agreement import amounts_agree, comparable, same_amount
from passerelle.core.events.report import Party, Report
from passerelle.core.events.spans import days
from passerelle.core.events.tables import rarity
from passerelle.core.languages import table as language_table
from passerelle.core.naming.scoring import Evidence
from passerelle.core.reading.model import Quantity
from passerelle.core.text.folding import fold

_FIGURES = ("target", "result")
_AGAINST = ("other_technologies", "other_concepts")  # as far as nothing says that the object is the same
_UNSAID = 0.6  # a name that is not said tells less where no other is
_SHORT = 2  # letters of a name that tells nothing


def by_subject(report: Report, opened: Open) -> tuple[list[Evidence], float]:
    """Return what speaks for and against the same object, and how far it is agreed, 0 to 1."""
    found = [
        *_by_technologies(report, opened),
        *_by_words(report, opened),
        *_by_amount(report, opened),
        *_by_day(report, opened),
    ]
    telling: dict[str, float] = table("rules")["telling"]
    agreed = min(1.0, sum(telling[one.rule] * one.amount for one in found if one.rule in telling))
    return [
        one._replace(amount=one.amount * (1.0 - agreed)) if one.rule in _AGAINST else one for one in found
    ], agreed


def _by_technologies(report: Report, opened: Open) -> Iterable[Evidence]:
    if report.technologies and opened.technologies:
        both = report.technologies & opened.technologies
        share = len(both) / min(len(report.technologies), len(opened.technologies))
        yield Evidence("technologies", share, " ".join(sorted(both)))
        yield Evidence("other_technologies", float(not both))


def _by_words(report: Report, opened: Open) -> Iterable[Evidence]:
    said, ours = report.words, opened.words
    told_by = _party_names(report.parties) | _party_names(opened.parties)
    if ours.concepts:
        share = _rare(ours.concepts & said.concepts) / (_rare(ours.concepts) or 1.0)
        yield Evidence("concepts", share, " ".join(sorted(ours.concepts & said.concepts)))
        near = share / float(table("rules")["limits"]["same_concepts"])
        yield Evidence("other_concepts", max(0.0, 1.0 - near) if said.concepts else 0.0)
    named = said.names | said.near_names
    common = {one for one in ours.names & said.names if len(one) > _SHORT and _bare(one) not in told_by}
    yield Evidence("names", _telling(common, opened), ", ".join(sorted(common)[:3]))
    marks = {mark for mark in opened.marks if not set(mark.split()) & told_by}
    if marks and named and not _any_said(marks, named):
        elsewhere = any(not set(_bare(one).split()) & told_by for one in said.names)
        yield Evidence("other_names", 1.0 if elsewhere else _UNSAID, ", ".join(sorted(marks)[:3]))
    yield Evidence(
        "numbers", float(bool(ours.numbers & said.numbers)), ", ".join(sorted(ours.numbers & said.numbers))
    )
    yield Evidence(
        "other_edition", float(bool(ours.ordinals and said.ordinals and not ours.ordinals & said.ordinals))
    )


def _by_amount(report: Report, opened: Open) -> Iterable[Evidence]:
    told, ours = report.quantity, measure(report.quantity, opened)
    if told is None or ours is None:
        return
    if not comparable(told, ours):
        yield Evidence("other_unit", float(report.type in _FIGURES), amount(told))
    elif same_amount(told, ours):
        yield Evidence("same_amount", 1.0, amount(told))
    elif amounts_agree(told, ours):
        yield Evidence("rounded_amount", 1.0, amount(told))
    elif report.status in ("announced", "signed", "planned") and not _revised(report):
        yield Evidence("new_amount", 1.0, amount(told))
    elif report.type == "result" and told.value <= ours.value:
        yield Evidence("same_count", float(told.unit == ours.unit and not told.unit.isupper()), told.unit)
    else:
        yield Evidence("other_amount", _apart(told, ours), amount(told))


def _revised(report: Report) -> bool:
    """Say whether a sentence tells that an amount was raised or cut."""
    return bool(report.words.concepts & set(table("rules")["revising"]["concepts"]))


def _by_day(report: Report, opened: Open) -> Iterable[Evidence]:
    """Weigh a day on which a stage was reached, told again, and the day until which it was promised."""
    when = days(report.date)
    known = [days(on) for on in (opened.promised, *(on for _, on in opened.standing.ladder))]
    if when and when.length == 1 and not to_come(report):
        alike = any(one and one.length == 1 and abs(one.first - when.first) <= 1 for one in known)
        yield Evidence("same_day", float(alike), report.date or "")
    due, until = days(opened.deadline), days(to_come(report))
    if due and until:
        within = until.first <= due.last and due.first <= until.last
        yield Evidence("same_deadline", float(within), to_come(report) or "")


def _apart(told: Quantity, ours: Quantity) -> float:
    """Return how far two amounts are apart, 1 to 3: doublings, where they count the same. Less money may be a part:
    half as much.
    """
    lesser, greater = sorted((told.value, ours.value))
    if told.unit.isupper() and told.value < ours.value:
        return 0.5
    if told.unit != ours.unit or lesser <= 0:
        return 1.0
    return min(3.0, max(1.0, log2(greater / lesser)))


def _bare(name: str) -> str:
    """Return a name without the article that French and English put before it."""
    first, _space, rest = name.partition(" ")
    return rest if rest and first in table("rules")["articles"]["words"] else name


def _telling(common: Iterable[str], opened: Open) -> float:
    """Return how much names in common tell: one word alone, which may be any word with a capital, tells less."""
    names = set(common)
    sure = {name for name in names if " " in name or name in opened.marks}
    return min(1.0, 0.5 + 0.25 * len(names)) if sure else min(0.75, 0.4 * len(names))


def _any_said(marks: Iterable[str], named: frozenset[str]) -> bool:
    said = {word for name in named for word in name.split()}
    return any(mark in named or set(mark.split()) <= said for mark in marks)


def _party_names(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset().union(*(_names_of(party) for party in parties))


@lru_cache(maxsize=20_000)
def _names_of(party: Party) -> frozenset[str]:
    return frozenset(word for name in party.names for word in (fold(name), *fold(name).split()))


def _rare(concepts: Iterable[str]) -> float:
    """Return how much concepts tell of an object: those of acts, things, actors and measures do."""
    known = rarity()
    return sum(known.get(concept, 0.0) ** 2 for concept in concepts if concept in _objects())


@cache
def _objects() -> frozenset[str]:
    groups = language_table("en", "claims/concepts")
    return frozenset(concept for group in table("rules")["objects"]["groups"] for concept in groups[group])

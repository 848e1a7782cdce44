"""How fast the pages of a large ledger are, and how fast silence is looked at for all of it.

    .venv/bin/python bench/ledger.py --home /tmp/ledger-bench [--commitments 100000] [--activities 20000]
        [--requests 60] [--pages board]

Generates agreements (a tenth as many), commitments and evidence (ten each), seeded, a pattern of 4,000 again and
again, under --home and in the database of DATABASE_URL, and reuses them in the next run; the database must be empty
or made by this program. Then asks the queries of each page as an officer and as a visitor, with filters and days
drawn at random, and prints p50 and p95 in milliseconds by the clock and of the processor (PostgreSQL's work not
included), as other work on the machine lengthens the former; the first page of a process, which reads the columns, and
the first after a change, stand apart. Last, silence is looked at for every commitment: as it stands, a year later, and
with other rhythms.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import ledger_activities
from ledger_activities import COUNTRIES, TECHNOLOGIES

TODAY = date(2026, 11, 22)
EVIDENCE, PARTIES = 10, 3
ORGANISATIONS, ACTORS, PORTION, PATTERN = 6, 3000, 2000, 4000
WORDS = (
    "chips",
    "research",
    "training",
    "centre",
    "skills",
    "fund",
    "exchange",
    "network",
    "supply",
    "energy",
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", required=True)
    parser.add_argument("--commitments", type=int, default=100_000)
    parser.add_argument("--activities", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--pages", default="", help="only the pages whose name begins so")
    options = parser.parse_args()
    os.environ["PASSERELLE_HOME"] = str(Path(options.home).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
    Path(options.home).mkdir(parents=True, exist_ok=True)

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from passerelle.apps.ledger.models import Activity, Agreement, Commitment, Evidence

    call_command("migrate", verbosity=0)
    have = Commitment.objects.count()
    if have not in (0, options.commitments):
        raise SystemExit(
            f"This database holds {have} commitments; give an empty one or --commitments {have}."
        )
    if not have:
        with timed("made in"):
            generate(options.commitments)
    if not Activity.objects.exists():
        with timed("activities made in"):
            ledger_activities.generate(options.activities)
    print(
        f"{connection.vendor}: {Agreement.objects.count():,} agreements, {Commitment.objects.count():,} commitments, "
        f"{Evidence.objects.count():,} pieces of evidence, {Activity.objects.count():,} activities; "
        f"load {os.getloadavg()[0]:.1f}"
    )
    measure(options.requests, options.pages)
    if not options.pages:
        silence()


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"{what} {time.perf_counter() - began:.2f} s")


def generate(commitments: int) -> None:
    """Fill an empty database. Rows are written as the actions would leave them."""
    from django.db import transaction

    from passerelle.apps.accounts.models import Organisation, User
    from passerelle.apps.directory.models import Actor, Name

    chance = random.Random(1131)
    with transaction.atomic():
        organisations = [
            Organisation.objects.create(name=f"Organisation {at}") for at in range(ORGANISATIONS)
        ]
        for at, one in enumerate(organisations):
            for role in ("officer", "visitor"):
                User.objects.create(username=f"{role}-{at}", role=role, organisation=one)
        actors = Actor.objects.bulk_create(
            Actor(
                key=f"actor-{at}",
                kind="company",
                country=COUNTRIES[min(int(chance.expovariate(0.25)), len(COUNTRIES) - 1)],
                label=f"Actor {at}",
                state="accepted",
                open=True,
            )
            for at in range(ACTORS)
        )
        Name.objects.bulk_create(Name(actor=one, text=one.label, folded=one.label.lower()) for one in actors)
    pattern = min(commitments, PATTERN)
    for first in range(0, pattern, PORTION):
        with transaction.atomic():
            _portion(chance, first, min(PORTION, pattern - first), organisations, actors)
    _repeat(-(-commitments // pattern))


def _repeat(times: int) -> None:
    """Write the rows again and again, under other ids: a million of them would take the models too long."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.models import Max

    from passerelle.apps.ledger.models import Step

    names = ("Agreement", "AgreementParty", "Commitment", "Evidence", "Step", "Standing", "Milestone")
    models = [*(apps.get_model("ledger", name) for name in names), Step.evidence.through]
    last = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in models}
    quoted = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for model in models:
            columns, shifted = [], []
            for field in model._meta.concrete_fields:
                name = quoted(field.column)
                by = last.get(model if field.primary_key else field.related_model, 0)
                columns.append(name)
                shifted.append(f"{name} + %s" if by else name)
            by = [
                last[model if field.primary_key else field.related_model]
                for field in model._meta.concrete_fields
                if last.get(model if field.primary_key else field.related_model, 0)
            ]
            table = quoted(model._meta.db_table)
            statement = (
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(shifted)} FROM {table} "
                f"WHERE {quoted('id')} <= %s"
            )
            for copy in range(1, times):
                cursor.execute(statement, [*(copy * one for one in by), last[model]])
        for reset in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(reset)


def _portion(chance: random.Random, first: int, size: int, organisations: list, actors: list) -> None:
    from passerelle.apps.ledger.models import Agreement, AgreementParty, Commitment
    from passerelle.apps.ledger.revisions import raised

    made = [_agreement(chance, first // 10 + at, organisations) for at in range(size // 10)]
    agreements = Agreement.objects.bulk_create(made, batch_size=500)
    AgreementParty.objects.bulk_create(
        [
            AgreementParty(agreement=one, actor=who)
            for one in agreements
            for who in chance.sample(actors, PARTIES)
        ],
        batch_size=1000,
    )
    number = raised()
    lives = [_life(chance, first + at, agreements[at // 10], actors, number) for at in range(size)]
    Commitment.objects.bulk_create([one["commitment"] for one in lives], batch_size=500)
    for table, columns in TABLES.items():
        _insert(table, columns, [(*row, one["commitment"].pk) for one in lives for row in one[table]])
    _insert(
        "ledger_step_evidence",
        ("step_id", "evidence_id"),
        [
            (step[0], shown[0])
            for one in lives
            for step, shown in zip(one["ledger_step"], one["ledger_evidence"], strict=False)
        ],
    )


TABLES = {
    "ledger_evidence": (
        "id", "kind", '"on"', "known_on", "origin", "text", "independent", "supports", "address", "claim_type",
        "claim_status", "added_at", "commitment_id",
    ),
    "ledger_step": ("id", '"to"', '"on"', "known_on", "note", "accepted_at", "commitment_id"),
    "ledger_standing": (
        "known_from", "known_until", "stage", "condition", "quiet_from", "silent_from", "deadline_last",
        "commitment_id",
    ),
    "ledger_milestone": ("title", "due", "reached", "commitment_id"),
}  # fmt: skip


def _insert(table: str, columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Insert rows as they are: a million of them would take the models too long."""
    from django.db import connection

    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _agreement(chance: random.Random, number: int, organisations: list) -> Any:
    from passerelle.apps.ledger.models import Agreement
    from passerelle.core.commitments.silence import kinds

    title = f"Agreement {number} on {' '.join(chance.sample(WORDS, 2))}"
    return Agreement(
        organisation=organisations[min(int(chance.expovariate(0.7)), ORGANISATIONS - 1)],
        tlp=chance.choices(["clear", "green", "amber", "red"], [3, 5, 2, 1])[0],
        title=title,
        folded=title.lower(),
        kind=chance.choice(kinds()),
        signed=(date(2019, 1, 1) + timedelta(days=chance.randrange(2800))).isoformat(),
    )


def _life(chance: random.Random, number: int, agreement: Any, actors: list, revision: int) -> dict[str, Any]:
    from passerelle.apps.ledger.deriving import hush_on, last_day
    from passerelle.apps.ledger.living import turning
    from passerelle.apps.ledger.models import Commitment
    from passerelle.core.commitments.silence import kinds
    from passerelle.core.commitments.stages import STAGES

    promised = date.fromisoformat(agreement.signed)
    deadline = chance.choice(
        ["", f"{promised.year + 1}-06", str(promised.year + 3), f"{promised.year + 2}-03-31"]
    )
    title = f"Commitment {number}: {' '.join(chance.sample(WORDS, 3))}"
    commitment = Commitment(
        organisation=agreement.organisation, tlp=agreement.tlp, agreement=agreement, title=title,
        folded=title.lower(), kind=chance.choice(kinds()), owner=chance.choice(actors),
        counterpart=chance.choice(actors), promised=promised.isoformat(), deadline=deadline,
        deadline_last=last_day(deadline), technologies=chance.sample(TECHNOLOGIES, chance.randint(0, 2)),
        clarity=chance.randint(0, 6), revision=revision,
    )  # fmt: skip
    span = max(1, (TODAY - promised).days)
    days = sorted(promised + timedelta(days=chance.randrange(span)) for _at in range(EVIDENCE))
    at = number * EVIDENCE
    evidence = [
        (at + place + 1, "report", day.isoformat(), day, f"site:{chance.randrange(99)}", "It was reported.",
         chance.random() < 0.5, "", "", "", "", TODAY)
        for place, day in enumerate(days)
    ]  # fmt: skip
    reached = STAGES[: min(len(STAGES), 1 + int(chance.expovariate(0.6)))]
    condition = chance.choices(["", "delayed", "suspended", "cancelled"], [20, 3, 1, 1])[0]
    steps = [
        (at + place + 1, to, day.isoformat(), day, "", TODAY)
        for place, (to, day) in enumerate(
            zip([*reached, *([condition] if condition else [])], days, strict=False)
        )
    ]
    standings: list[list[Any]] = []
    heard = ""
    for place, (step, shown) in enumerate(zip(steps, evidence, strict=False)):
        heard = str(shown[2]) if shown[6] else heard
        stage = reached[min(place, len(reached) - 1)]
        now = condition if place >= len(reached) else ""
        turns = turning(commitment.kind, stage, now, heard, commitment.promised, deadline)
        if standings and standings[-1][0] == step[3]:
            standings.pop()
        if standings:
            standings[-1][1] = step[3]
        standings.append([step[3], None, stage, now, turns.quiet_from, turns.silent_from, last_day(deadline)])
    last = standings[-1]
    commitment.stage, commitment.condition, commitment.last_heard = last[2], last[3], heard
    commitment.quiet_from, commitment.silent_from, commitment.hush_reason = last[4], last[5], turns.reason
    commitment.hush = hush_on(commitment, TODAY)
    milestones = [("Half way", deadline, "")] if chance.random() < 0.3 else []
    return {
        "commitment": commitment, "ledger_evidence": evidence, "ledger_step": steps, "ledger_standing": standings,
        "ledger_milestone": milestones,
    }  # fmt: skip


def measure(requests: int, only: str) -> None:
    """Print p50 and p95 of each page, or of those whose name begins so."""
    from passerelle.apps.accounts.models import User
    from passerelle.apps.finding.spelled import spelled
    from passerelle.apps.finding.widening import widen
    from passerelle.apps.ledger.queries.agreements import AgreementFilters, agreement_page, agreements_page
    from passerelle.apps.ledger.queries.commitment import commitment_page
    from passerelle.apps.ledger.queries.filters import LedgerFilters
    from passerelle.apps.ledger.queries.found import KINDS, found_in_ledger
    from passerelle.apps.ledger.queries.ledger import (
        ledger_counts,
        ledger_page,
        visible_agreements,
        visible_commitments,
    )
    from passerelle.apps.ledger.queries.partners import partner
    from passerelle.apps.ledger.queries.partnership import partnership_page
    from passerelle.apps.ledger.queries.partnerships import partnerships_page
    from passerelle.apps.ledger.queries.proposals import proposals_page

    chance, directory = random.Random(21), spelled()
    users = [User.objects.get(username="officer-0"), User.objects.get(username="visitor-1")]
    agreements = {
        user.pk: list(visible_agreements(user).values_list("pk", flat=True)[:5000]) for user in users
    }
    commitments = {
        user.pk: list(visible_commitments(user).values_list("pk", flat=True)[:5000]) for user in users
    }

    def filters(**more: Any) -> LedgerFilters:
        drawn: dict[str, Any] = {}
        for name, values in {
            "stage": ["started", "signed", "delivered"], "hush": ["silent", "quiet"], "due": ["overdue", "soon"],
            "country": COUNTRIES[:8], "technology": TECHNOLOGIES, "kind": ["training", "research"],
        }.items():  # fmt: skip
            if chance.random() < 0.3:
                drawn[name] = chance.choice(values)
        return LedgerFilters(
            **drawn | more,
            page=chance.choice([1, 1, 2, 9]),
            order=chance.choice(["urgent", "deadline", "latest"]),
        )

    def listed(**more: Any) -> Callable[[Any], Any]:
        return lambda user: ledger_page(user, filters(**more), "fr", today=TODAY)

    def past(user: Any) -> Any:
        day = TODAY - timedelta(days=chance.randrange(1, 2500))
        return ledger_page(user, filters(as_of=day), "fr", today=TODAY)

    def partnership(user: Any, **more: Any) -> Any:
        one = partner(user, chance.choice(COUNTRIES[:6]), "fr")
        other = chance.choice([*COUNTRIES[:6], f"actor-{chance.randrange(ACTORS)}"])
        other = other if other != one.key else COUNTRIES[7]
        return partnership_page(user, one, partner(user, other, "fr"), "fr", today=TODAY, **more)

    def once(user: Any) -> Any:
        return partnership(user, as_of=TODAY - timedelta(days=chance.randrange(1, 2500)))

    def partners(user: Any) -> Any:
        of = chance.choice([*COUNTRIES[:6], f"actor-{chance.randrange(ACTORS)}"])
        return partnerships_page(user, partner(user, of, "fr"), "fr", today=TODAY)

    def searched(user: Any) -> Any:
        question = widen(chance.choice([*WORDS, " ".join(chance.sample(WORDS, 2)), "rare earths"]), directory)
        return [found_in_ledger(user, question, kind, "fr", today=TODAY, limit=5) for kind in KINDS]

    with timed("first page of a process:"):
        listed()(users[0])
    with timed("first page as of a day:"):
        past(users[0])
    with timed("first partnership of a process:"):
        partnership(users[0])
    pages: dict[str, Callable[[Any], Any]] = {
        "ledger, all": lambda user: ledger_page(user, LedgerFilters(), "fr", today=TODAY),
        "ledger, filters": listed(),
        "ledger, words": lambda user: listed(query=chance.choice(WORDS))(user),
        "ledger, as of a day": past,
        "counts for the desk": lambda user: ledger_counts(user, today=TODAY),
        "agreements": lambda user: agreements_page(
            user,
            AgreementFilters(country=chance.choice(["", *COUNTRIES[:4]]), page=chance.randint(1, 9)),
            "fr",
        ),
        "agreement": lambda user: agreement_page(user, chance.choice(agreements[user.pk]), "fr", today=TODAY),
        "commitment": lambda user: commitment_page(
            user, chance.choice(commitments[user.pk]), "fr", today=TODAY
        ),
        "proposals": lambda user: proposals_page(user, today=TODAY),
        "partners": partners,
        "partnership": partnership,
        "partnership, as of a day": once,
        "search": searched,
    }
    more = ledger_activities.pages(chance, users, TODAY)
    with timed("first board of a process:"):
        more["board, organisation"](users[0])
    asked = {name: ask for name, ask in (pages | more).items() if name.startswith(only)}
    for name, ask in asked.items():
        show(name, ask, users, requests)
    if not only:
        _right_after_changes(chance, users[0], pages["ledger, all"], requests)


def _right_after_changes(chance: random.Random, user: Any, ask: Callable[[Any], Any], requests: int) -> None:
    from passerelle.apps.ledger.actions.commitments import edit_commitment
    from passerelle.apps.ledger.models import Commitment

    times = []
    for _at in range(max(10, requests // 3)):
        one = Commitment.objects.filter(organisation=user.organisation).order_by("pk")[chance.randrange(1000)]
        edit_commitment(one, changes={"person": f"Person {chance.random()}"}, actor=user, today=TODAY)
        times.append(clocked(ask, user))
    told("ledger, right after a change", times)


def show(name: str, ask: Callable[[Any], Any], users: list, requests: int) -> None:
    told(name, [clocked(ask, users[at % len(users)]) for at in range(requests)])


def clocked(ask: Callable[[Any], Any], user: Any) -> tuple[float, float]:
    """Return milliseconds by the clock, and of this process's processor."""
    began, worked = time.perf_counter(), time.process_time()
    ask(user)
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def told(name: str, times: list[tuple[float, float]]) -> None:
    clock, processor = (sorted(one) for one in zip(*times, strict=True))
    last = int(len(times) * 0.95)
    print(
        f"{name:30} p50 {statistics.median(clock):7.1f} ms   p95 {clock[last]:7.1f} ms   "
        f"processor p50 {statistics.median(processor):6.1f} ms   p95 {processor[last]:6.1f} ms"
    )


def silence() -> None:
    """Print how long looking at silence takes; the changes are not kept."""
    from django.db import transaction

    from passerelle.apps.ledger import living
    from passerelle.apps.ledger.actions.silence import reconsider_silence
    from passerelle.core.commitments import silence as core

    def look(what: str, day: date) -> None:
        with transaction.atomic():
            began, worked = time.perf_counter(), time.process_time()
            found = reconsider_silence(actor=None, today=day)
            clock, processor = time.perf_counter() - began, time.process_time() - worked
            print(f"{what}: {clock:.2f} s, processor {processor:.2f} s, {found}")
            transaction.set_rollback(True)

    look("silence of all, as it stands", TODAY)
    look("silence of all, a year later", TODAY + timedelta(days=365))
    kept = core._limits
    core._limits = lambda *given: tuple(limit + 7 for limit in kept(*given))
    living.turning.cache_clear()
    look("silence of all, other rhythms", TODAY)
    core._limits = kept
    living.turning.cache_clear()


if __name__ == "__main__":
    main()

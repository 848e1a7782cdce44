"""Activities of the large ledger of `ledger.py`: programmes with their parts and records of files, money and figures.

Twenty thousand by default: a third stands alone, the others are programmes of seven; four in ten are of files. Each
has two budgets and six transactions in three currencies; one transaction in six names another activity, of its own
programme or, one time in ten, any; one in three says who paid whom. One activity in four has an indicator. There is a
rate for each month.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

BUDGETS, TRANSACTIONS, UNDER = 2, 6, 6  # of each; parts under one that has some
COUNTRIES = ("VN", "US", "FR", "JP", "KR", "DE", "SG", "IN", "AU", "CN", "GB", "NL", "CA", "IT", "SE", "FI")
TECHNOLOGIES = (
    "ai",
    "cloud",
    "blockchain",
    "mobile",
    "robotics",
    "chips",
    "biomed",
    "energy",
    "earth",
    "cyber",
)
CURRENCIES = ("EUR", "USD", "VND")
_RECORD = f"<iati-activity><description>{'An activity of a file, as it was told. ' * 40}</description></iati-activity>"


def generate(many: int) -> None:
    """Write activities into a ledger that has none. Rows are written as the actions would leave them."""
    from django.db import transaction

    from passerelle.apps.accounts.models import Organisation
    from passerelle.apps.directory.models import Actor
    from passerelle.apps.ledger.models import Commitment, Rate

    chance = random.Random(2030)
    organisations = list(Organisation.objects.order_by("pk"))
    actors = list(Actor.objects.order_by("pk").values_list("pk", flat=True))
    commitments = list(Commitment.objects.order_by("pk").values_list("pk", "organisation")[:4000])
    worths = {"USD": Decimal("0.9"), "VND": Decimal("0.00004")}
    with transaction.atomic():
        Rate.objects.bulk_create(
            Rate(organisation=one, currency=code, base="EUR", on=date(2018 + at // 12, at % 12 + 1, 1),
                 value=str(worth * (100 + chance.randrange(-9, 9)) / 100), source="Central bank")
            for one in organisations for at in range(108) for code, worth in worths.items()
        )  # fmt: skip
        for first in range(0, many, 2000):
            _portion(chance, first, min(2000, many - first), organisations, actors, commitments)


def _portion(
    chance: random.Random, first: int, size: int, organisations: list, actors: list, commitments: list
) -> None:
    from passerelle.apps.ledger.models import Activity, IatiImport, ParticipatingOrganisation

    made: list[Any] = []
    file: Any = None
    while len(made) < size:
        at = first + len(made)
        one = organisations[min(int(chance.expovariate(0.7)), len(organisations) - 1)]
        if chance.random() < 0.4:
            digest = f"{at:064}"
            file = IatiImport.objects.create(organisation=one, digest=digest, name=f"{at}.xml", done=True)
        else:
            file = None
        head = _activity(chance, at, one, file)
        if not file and chance.random() < 0.5:
            found = [pk for pk, owner in chance.sample(commitments, 9) if owner == one.pk]
            head.commitment_id = found[0] if found else None
        family = [head]
        if chance.random() < 0.22:
            family += [_activity(chance, at + under + 1, one, file, head) for under in range(UNDER)]
        made += family[: size - len(made)]
    heads = [one for one in made if one.parent is None]
    Activity.objects.bulk_create(heads, batch_size=500)
    for one in made:
        one.parent_id = one.parent.pk if one.parent else None
    Activity.objects.bulk_create([one for one in made if one.parent is not None], batch_size=500)
    ParticipatingOrganisation.objects.bulk_create(
        [
            ParticipatingOrganisation(activity=one, role="4", actor_id=who)
            for one in made for who in chance.sample(actors, 2)
        ],
        batch_size=2000,
    )  # fmt: skip
    _money(chance, made, actors)
    _figures(chance, made)


def _activity(chance: random.Random, at: int, one: Any, file: Any, above: Any = None) -> Any:
    from passerelle.apps.ledger.models import Activity

    found = Activity(
        organisation=one, tlp=chance.choices(["clear", "green", "amber", "red"], [3, 5, 2, 1])[0],
        title=f"Activity {at}", status="2", starts="2019-01-01", currency=chance.choice(CURRENCIES),
        countries=chance.sample(COUNTRIES, chance.randint(0, 2)),
        technologies=chance.sample(TECHNOLOGIES, chance.randint(0, 2)), source=file,
        parent=None if file else above, parents=[above.identifier] if file and above else [],
        reporter=f"XM-{at % 50}" if file else "", identifier=f"XM-{at % 50}-{at}" if file else "",
        record=_RECORD if file else "", digest=f"{at:064}" if file else "",
    )  # fmt: skip
    found.fold()
    return found


def _money(chance: random.Random, made: list, actors: list) -> None:
    from passerelle.apps.ledger.models import Budget, Transaction

    def day() -> str:
        return (date(2019, 1, 1) + timedelta(days=chance.randrange(2800))).isoformat()

    def currency(one: Any) -> str:
        return one.currency if chance.random() < 0.8 else chance.choice(CURRENCIES)

    Budget.objects.bulk_create(
        [
            Budget(activity=one, type="1", status="2", starts=f"{year}-01-01", ends=f"{year}-12-31",
                   amount=str(chance.randrange(1000, 10**6)), currency=currency(one), known_on=date(year - 1, 11, 30))
            for one in made for year in chance.sample(range(2019, 2027), BUDGETS)
        ],
        batch_size=2000,
    )  # fmt: skip
    tops = {one.called: one.parent.called if one.parent else [*one.parents, one.called][0] for one in made}
    families: dict[str, list[Any]] = {}
    for one in made:
        families.setdefault(tops[one.called], []).append(one)
    rows = []
    for one in made:
        for _at in range(TRANSACTIONS):
            sides = chance.sample(actors, 2) if chance.random() < 1 / 3 else (None, None)
            other = one
            if chance.random() < 1 / 6:
                other = chance.choice(made if chance.random() < 0.1 else families[tops[one.called]])
            kind, on = chance.choices(["1", "2", "3", "4"], [1, 2, 4, 3])[0], day()
            named = "" if other is one else other.called
            rows.append(
                Transaction(
                    activity=one, type=kind, on=on, known_on=date.fromisoformat(on),
                    amount=f"{chance.randrange(100, 10**7) / 100:.2f}",
                    currency=currency(one), provider_id=sides[0], receiver_id=sides[1],
                    provider_activity=named if kind == "1" else "", receiver_activity="" if kind == "1" else named,
                )
            )  # fmt: skip
    Transaction.objects.bulk_create(rows, batch_size=2000)


def _figures(chance: random.Random, made: list) -> None:
    from passerelle.apps.ledger.models import Indicator, Measured, Period, Result

    results = [
        Result(activity=one, type="1", title="People trained", known_on=date(2020, 3, 1))
        for one in made
        if chance.random() < 0.25
    ]
    Result.objects.bulk_create(results, batch_size=2000)
    indicators = [
        Indicator(result=one, measure="1", title=f"People trained by {one.activity}") for one in results
    ]
    for one in indicators:
        if one.result.activity.source:
            one.baselines = [{"value": "0", "year": "2019", "on": "", "dimensions": []}]
    Indicator.objects.bulk_create(indicators, batch_size=2000)
    Period.objects.bulk_create(
        [
            Period(indicator=one, starts=f"{year}-01-01", ends=f"{year}-12-31",
                   targets=[{"value": str(100 * (year - 2018)), "dimensions": []}],
                   actuals=[{"value": str(chance.randrange(100) + 80 * (year - 2019)), "dimensions": []}])
            for one in indicators if one.result.activity.source for year in range(2020, 2025)
        ],
        batch_size=2000,
    )  # fmt: skip
    points = [("baseline", 2018), ("target", 2028), ("target", 2030)]
    points += [("actual", year) for year in range(2019, 2025)]
    Measured.objects.bulk_create(
        [
            Measured(indicator=one, kind=kind, ends=f"{year}-12-31", value=str(200 * (year - 2018)),
                     known_on=date(min(year + 1, 2026), 1, 15), address="https://example.org/figures")
            for one in indicators if not one.result.activity.source for kind, year in points
        ],
        batch_size=2000,
    )  # fmt: skip


def pages(chance: random.Random, users: list, today: date) -> dict[str, Callable[[Any], Any]]:
    """Return the pages of activities: the list, one, the boards' index, and boards."""
    from passerelle.apps.accounts.models import Organisation
    from passerelle.apps.directory.models import Actor
    from passerelle.apps.ledger.models import Activity
    from passerelle.apps.ledger.queries.activities import (
        ActivityFilters,
        activities_page,
        activity_page,
        visible_activities,
    )
    from passerelle.apps.ledger.queries.board_scopes import scopes
    from passerelle.apps.ledger.queries.boards import board

    seen = {
        user.pk: list(visible_activities(user).order_by("pk").values_list("pk", flat=True)[:5000])
        for user in users
    }
    programmes = {
        user.pk: list(
            visible_activities(user)
            .filter(parts__isnull=False)
            .distinct()
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        for user in users
    }
    organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True)[:2])
    actors = list(Actor.objects.order_by("pk").values_list("key", flat=True)[:500])

    def of(scope: str, keys: Callable[[Any], list]) -> Callable[[Any], Any]:
        def ask(user: Any, **more: Any) -> Any:
            key = str(chance.choice(keys(user)))
            try:
                return board(user, scope, key, today=today, **{"day": today} | more)
            except Activity.DoesNotExist:
                return None

        return ask

    def filters() -> ActivityFilters:
        return ActivityFilters(
            query=chance.choice(["", "", "chips", "activity 1"]),
            kind=chance.choice(["", "ours", "programmes", "files"]),
            country=chance.choice(["", "", *COUNTRIES[:8]]), technology=chance.choice(["", "", *TECHNOLOGIES]),
            page=chance.choice([1, 1, 2, 9]),
        )  # fmt: skip

    whole = of("organisation", lambda user: organisations)

    def past(user: Any) -> Any:
        day = today - timedelta(days=chance.randrange(1, 2500))
        return whole(user, day=day, currency=chance.choice(["", "EUR", "USD"]))

    return {
        "activities": lambda user: activities_page(user, filters(), "fr"),
        "activity": lambda user: activity_page(user, chance.choice(seen[user.pk]), "fr"),
        "boards": lambda user: scopes(user),
        "board, programme": of("activity", lambda user: programmes[user.pk]),
        "board, partner": of("actor", lambda user: actors),
        "board, country": of("country", lambda user: list(COUNTRIES)),
        "board, technology": of("technology", lambda user: list(TECHNOLOGIES)),
        "board, organisation": whole,
        "board, as of a day": past,
    }

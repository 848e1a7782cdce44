"""Activities, budgets, transactions and figures, made for tests through the actions."""

from passerelle.apps.ledger.actions.activities import record_activity
from passerelle.apps.ledger.actions.measuring import add_indicator, add_measured
from passerelle.apps.ledger.models import Activity, Indicator

SOURCE = "https://example.org/report"


def programme(actor, **values) -> Activity:
    """A programme of the person's organisation."""
    given = {"title": "Chip engineers", "starts": "2024-01-01", "tlp": "green", "technologies": ["chips"]}
    return record_activity(actor=actor, **given | values)


def engineers(activity, actor, *, today, actuals=()) -> Indicator:
    """An indicator of 50,000 engineers by 2030, from 6,000 in 2024, with what was measured since."""
    one = add_indicator(activity, title="Semiconductor engineers trained", actor=actor)
    figures = [("baseline", "2024-12-31", 6000), ("target", "2030-12-31", 50000)]
    for kind, ends, value in [*figures, *(("actual", on, value) for on, value in actuals)]:
        add_measured(one, kind=kind, ends=ends, value=value, address=SOURCE, actor=actor, today=today)
    return one

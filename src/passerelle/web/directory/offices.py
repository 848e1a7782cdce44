"""Mandates made ready for the screen: all of them, or who held which office on a day."""

from django.utils.translation import gettext as _

from passerelle.apps.directory.models import Actor, Mandate
from passerelle.apps.directory.naming import is_date
from passerelle.apps.directory.offices import covers
from passerelle.apps.directory.queries.offices import offices_on
from passerelle.apps.directory.queries.profiles import Profile
from passerelle.web.directory.deeds import language


def mandates_shown(on: str, profile: Profile, names: dict[int, str]) -> dict:
    """Return what the template tells of mandates; `on` is the day asked for, or what somebody typed instead of one."""
    asked = on.strip()[:20]
    day = asked if is_date(asked) else ""

    def shown(one: Mandate, other: Actor) -> dict:
        return {"mandate": one, "office": one.office_in(language()), "other": other, "name": names[other.pk]}

    mandates = [one for one in _current_first(profile.mandates) if covers(one.since, one.until, day)]
    return {
        "on": asked,
        "day": day,
        "no_day": _("Give the date as 2025, 2025-05 or 2025-05-13.") if asked and not day else "",
        "dated": bool(profile.mandates or profile.office_holders),
        "mandates": [shown(one, one.organisation) for one in mandates],
        "office_holders": [shown(one, one.person) for one in _current_first(profile.office_holders)],
        "offices": [
            {
                "office": one.named.office_in(language()),
                "held": [shown(held, held.person) for held in one.held],
            }
            for one in (offices_on(profile.office_holders, day) if day else ())
        ],
    }


def _current_first(mandates: list[Mandate]) -> list[Mandate]:
    latest = sorted(mandates, key=lambda one: one.since, reverse=True)
    return sorted(latest, key=lambda one: bool(one.until))

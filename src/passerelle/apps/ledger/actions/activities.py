"""Activities: recorded by hand, edited, marked; `seen` is the version that the person saw.

What a file told stands as the file told it: only its marking, its technologies and what it belongs to are the desk's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import regex
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.sourcing import activity_marking
from passerelle.apps.ledger.actions.values import (
    Check,
    actor_of,
    agreement_of,
    checked,
    currency_of,
    day_of,
    language_of,
    needed_day,
    one_of,
    shares_of,
    technologies_of,
    text_of,
)
from passerelle.apps.ledger.activities.wording import ROLES, STATUSES
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import Activity, Agreement, Commitment, ParticipatingOrganisation
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.country_shares import undivided
from passerelle.core.commitments.days import surely_before
from passerelle.sources.iati.reading import activity_of
from passerelle.sources.iati.writing import from_text
from passerelle.starter import country_codes

_CODE = regex.compile("[A-Z]{2}")
_MOST = 100  # organisations in one role

Participants = Mapping[str, Iterable[Actor]]  # role → who


def countries_of(field: str, given: Any) -> list[str]:
    """Return countries of ISO 3166-1, each once."""
    found = list(dict.fromkeys(str(one).strip().upper() for one in given or [] if str(one).strip()))
    known = set(country_codes())
    if any(one not in known for one in found):
        raise InvalidEntry(
            field, "not_a_country", _("Write the two letters of a country, such as VN or FR, with commas.")
        )
    return found


def _commitment_of(field: str, given: Any) -> Commitment | None:
    if given is not None and not isinstance(given, Commitment):
        raise InvalidEntry(field, "unknown_commitment", _("Choose a commitment of the ledger."))
    return given


def _activity_of(field: str, given: Any) -> Activity | None:
    if given is not None and not isinstance(given, Activity):
        raise InvalidEntry(field, "unknown_activity", _("Choose an activity of the ledger."))
    return given


# What the desk says of any activity, and what it says of its own.
PLACED: dict[str, Check] = {
    "tlp": one_of(lambda: Tlp.values, needed=True), "technologies": technologies_of,
    "agreement": agreement_of, "commitment": _commitment_of, "shares": shares_of,
}  # fmt: skip
ACTIVITY: dict[str, Check] = PLACED | {
    "title": text_of(500, needed=True), "title_language": language_of, "description": text_of(4000),
    "status": one_of(lambda: STATUSES, needed=True), "starts": needed_day, "ends": day_of,
    "currency": currency_of, "countries": countries_of, "parent": _activity_of,
}  # fmt: skip


@action("activity.record", permission="ledger.write")
def record_activity(*, actor: User, participants: Participants | None = None, **values: Any) -> Activity:
    """Put an activity into the ledger of the person's organisation: a programme, a project or a part of one.

    `values` are those of ACTIVITY. Raises InvalidEntry, Refused.
    """
    lock()
    clean = checked(ACTIVITY, {"title": "", "starts": "", "status": "2", **values})
    _consistent(clean)
    _divided(clean)
    _theirs(clean, actor)
    activity = Activity(organisation=actor.organisation, created_by=actor, **clean)
    activity.save()
    _write_participants(activity, participants or {})
    about(activity, organisation=actor.organisation)
    return activity


@action("activity.edit", permission="ledger.write")
def edit_activity(
    activity: Activity,
    *,
    actor: User,
    changes: dict[str, Any],
    participants: Participants | None = None,
    seen: int | None = None,
) -> Activity:
    """Change columns, and who takes part when that is given. Raises Conflict, InvalidEntry, Refused."""
    activity = held(activity, actor, seen)
    if not activity.ours and (participants is not None or changes.keys() - PLACED.keys()):
        field = next((name for name in changes if name not in PLACED), "participants")
        raise not_ours(field)
    clean = checked(ACTIVITY, changes)
    wanted = {name: getattr(activity, name) for name in ACTIVITY} | clean
    if activity.ours:
        _consistent(wanted, activity)
    _divided(wanted, activity)
    _theirs({name: one for name, one in clean.items() if one != getattr(activity, name)}, actor)
    if "tlp" in clean and STRICTNESS[clean["tlp"]] < STRICTNESS[least := activity_marking(activity)]:
        raise InvalidEntry(
            "tlp",
            "too_open",
            _("It rests on documents marked %(needed)s.") % {"needed": f"TLP:{least.upper()}"},
        )
    before = {name: getattr(activity, name) for name in clean}
    after = {name: value for name, value in clean.items() if value != before[name]}
    for name, value in after.items():
        setattr(activity, name, value)
    noted = {name: before[name] for name in after}
    if participants is not None and (change := _write_participants(activity, participants)):
        noted["participants"], after["participants"] = change
    if after:
        note_edit(activity, actor, noted, after)
        activity.save()
    about(activity, organisation=activity.organisation, fields=sorted(after))
    return activity


def not_ours(field: str) -> InvalidEntry:
    """Return why what a file told is not changed here."""
    said = _("A file told this: correct it in the file and take it in again.")
    return InvalidEntry(field, "as_imported", said)


def _consistent(values: dict[str, Any], activity: Activity | None = None) -> None:
    if values.get("ends") and surely_before(values["ends"], values["starts"]):
        raise InvalidEntry("ends", "before_beginning", _("It cannot end before it begins."))
    _no_circle(values.get("parent"), activity)


def _divided(values: dict[str, Any], activity: Activity | None = None) -> None:
    """Refuse shares of other countries than those that receive, or where the file says the shares."""
    shares, countries = values.get("shares"), values.get("countries") or []
    if not shares:
        return
    if set(shares) != set(countries) or len(countries) < 2:
        raise InvalidEntry(
            "shares",
            "other_countries",
            _("Give a share to each of the countries that receive, and to no other."),
        )
    if activity is not None and not activity.ours and not _silent(activity):
        raise InvalidEntry(
            "shares", "said", _("The file says the shares itself, or regions beside the countries.")
        )


def _silent(activity: Activity) -> bool:
    """Say whether the file of an activity leaves open how much each country has."""
    told = activity_of(from_text(activity.record))
    return told is not None and bool(undivided(told))


def _no_circle(parent: Activity | None, activity: Activity | None) -> None:
    """Refuse a parent that is, directly or through others, a part of the activity itself."""
    met: set[int] = set()
    above = [parent] if parent else []
    while above and activity is not None:
        one = above.pop()
        if one.pk == activity.pk:
            raise InvalidEntry("parent", "circle", _("This would make the activity a part of itself."))
        if one.pk not in met:
            met.add(one.pk)
            named = Activity.objects.filter(organisation=one.organisation_id, identifier__in=one.parents)
            above += [*named.exclude(identifier=""), *([one.parent] if one.parent else [])]


def _theirs(values: dict[str, Any], actor: User) -> None:
    """An activity belongs to what its organisation records and the person may see."""
    said = {
        "agreement": (Agreement, _("Choose an agreement of the ledger.")),
        "commitment": (Commitment, _("Choose a commitment of the ledger.")),
        "parent": (Activity, _("Choose an activity of the ledger.")),
    }
    for name, (model, message) in said.items():
        other = values.get(name)
        if other is not None:
            mine = rows(actor, "ledger.write", model.objects.filter(pk=other.pk))
            if not rows(actor, "ledger.read", mine).exists():
                raise InvalidEntry(name, f"unknown_{name}", message)


def _write_participants(activity: Activity, participants: Participants) -> tuple[list, list] | None:
    """Write who takes part; return them before and after when that changed."""
    wanted: list[tuple[str, int]] = []
    for role, actors in participants.items():
        if role not in ROLES:
            raise InvalidEntry("participants", "not_a_choice", _("Choose one of the list."))
        found = [one.pk for actor in actors if (one := actor_of("participants", actor))]
        if len(found) > _MOST:
            raise InvalidEntry("participants", "too_many", _("At most %(most)d.") % {"most": _MOST})
        wanted += [(role, pk) for pk in dict.fromkeys(found)]
    there = list(activity.participating.order_by("pk").values_list("role", "actor_id"))
    if sorted(there) == sorted(wanted):
        return None
    ParticipatingOrganisation.objects.filter(activity=activity).delete()
    ParticipatingOrganisation.objects.bulk_create(
        ParticipatingOrganisation(activity=activity, role=role, actor_id=pk) for role, pk in wanted
    )
    return [list(pair) for pair in there], [list(pair) for pair in wanted]

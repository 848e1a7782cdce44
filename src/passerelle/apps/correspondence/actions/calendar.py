"""The address of one's own calendar: made, renewed, closed."""

import secrets

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.correspondence.models import CalendarAddress


@action("calendar.renew", permission="calendar.own")
def renew_calendar(*, actor: User) -> CalendarAddress:
    """Give one's calendar an address, another one where it has one: the old one leads nowhere from now on."""
    values = {"secret": secrets.token_urlsafe(32), "made_at": timezone.now()}
    address, new = CalendarAddress.objects.update_or_create(user=actor, defaults=values)
    about(address, organisation=actor.organisation, new=new)
    return address


@action("calendar.close", permission="calendar.own")
def close_calendar(*, actor: User) -> None:
    """Take the address of one's calendar away, if it has one."""
    address = CalendarAddress.objects.select_for_update().filter(user=actor).first()
    about(address, organisation=actor.organisation)
    if address is not None:
        address.delete()

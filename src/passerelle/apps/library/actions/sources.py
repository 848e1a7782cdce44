"""Adding, changing and removing the places documents come from."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import Refused, require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.library.models import Reliability, Source, SourceKind, Tlp
from passerelle.apps.library.tasks import check_due_feeds

CHANGEABLE = ("name", "address", "tlp", "reliability", "every_minutes", "active")


@action("source.add", permission="source.manage")
def add_source(
    *,
    name: str,
    kind: str,
    actor: User,
    tlp: str = Tlp.GREEN,
    reliability: str = Reliability.F,
    address: str = "",
) -> Source:
    """Add a place that documents come from. Raises ValidationError, with a message for each field."""
    return _add(Source(name=name, kind=kind, address=address, tlp=tlp, reliability=reliability), actor=actor)


@action("source.add_feed", permission="source.manage")
def add_feed(
    *,
    name: str,
    address: str,
    actor: User,
    every_minutes: int = 60,
    tlp: str = Tlp.GREEN,
    reliability: str = Reliability.F,
) -> Source:
    """Add a feed; it is first checked at once. Raises ValidationError."""
    if not address:
        raise ValidationError({"address": _("A feed needs an address.")})
    feed = Source(
        name=name,
        kind=SourceKind.FEED,
        address=address,
        every_minutes=every_minutes,
        tlp=tlp,
        reliability=reliability,
        next_check_at=timezone.now(),
    )
    feed = _add(feed, actor=actor)
    check_due_feeds.enqueue()
    return feed


@action("source.change", permission="source.manage")
def change_source(source: Source, *, actor: User, **changes) -> Source:
    """Change a source; documents that came from it keep their marking. Raises ValidationError."""
    if unknown := changes.keys() - set(CHANGEABLE):
        raise TypeError(f"Not to be changed: {', '.join(sorted(unknown))}")
    source = _own(source, actor)
    before = {name: getattr(source, name) for name in changes}
    for name, value in changes.items():
        setattr(source, name, value)
    if source.kind == SourceKind.FEED and changes.keys() & {"address", "active"}:
        source.etag = source.modified = ""
        source.failures, source.next_check_at = 0, timezone.now() if source.active else None
    source.full_clean()
    source.save()
    about(source, organisation=source.organisation, before=before, after=changes)
    return source


def deactivate_source(source: Source, *, actor: User) -> Source:
    """Stop checking a feed, and keep everything that came from it."""
    return change_source(source, active=False, actor=actor)


@action("source.remove", permission="source.manage")
def remove_source(source: Source, *, actor: User) -> None:
    """Remove a source that nothing came from."""
    source = _own(source, actor)
    if source.documents.exists() or source.jobs.exists():
        raise Refused(_("Documents came from this source. Switch it off instead."))
    about(source, organisation=source.organisation, kind=source.kind, address=source.address)
    source.delete()


@action("source.check", permission="source.manage")
def check_feed_now(feed: Source, *, actor: User) -> Source:
    """Ask for a feed to be checked at once, whatever its schedule."""
    feed = _own(feed, actor)
    feed.next_check_at = timezone.now()
    feed.save(update_fields=["next_check_at"])
    check_due_feeds.enqueue()
    about(feed, organisation=feed.organisation)
    return feed


def own_source(name: str, kind: str, *, actor: User, **marking: str) -> Source:
    """Return the actor's organisation's source of that name and kind, adding it when there is none."""
    found = Source.objects.filter(organisation=actor.organisation_id, kind=kind, name=name).first()
    return found or add_source(name=name, kind=kind, actor=actor, **marking)


def _add(source: Source, *, actor: User) -> Source:
    source.organisation = actor.organisation
    source.full_clean()
    source.save()
    about(source, organisation=source.organisation, kind=source.kind, address=source.address)
    return source


def _own(source: Source, actor: User) -> Source:
    require_rows(actor, "source.manage", [source])
    return Source.objects.select_for_update().get(pk=source.pk)

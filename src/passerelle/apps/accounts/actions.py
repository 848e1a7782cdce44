"""Accounts and organisations: made and changed by administrators; each person's own language and visits.

An administrator manages the accounts of the own organisation, and the first ones of an organisation that has nobody
yet: whoever could open an account elsewhere, or take one over, could read what is marked for that organisation only.
"""

from datetime import datetime, timedelta

from babel import Locale
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import ROLES, Organisation, Role, User
from passerelle.apps.accounts.permissions import Refused, require
from passerelle.apps.audit.actions import about, action

SILENCE = timedelta(minutes=30)  # after it a request begins a new visit
_PRECISION = timedelta(minutes=1)  # a visit that goes on is written down no more often


class InvalidAccount(Exception):  # noqa: N818 - an answer to a person
    """A value that an account or organisation cannot take: `field`, `code`, and `message` for the person."""

    def __init__(self, field: str, code: str, message: str | Promise) -> None:
        self.field, self.code, self.message = field, code, message
        super().__init__(f"{field}: {code}")

    def __str__(self) -> str:
        return str(self.message)


@action("organisation.create", permission="organisation.manage", desk=True)
def create_organisation(name: str, *, actor: User | None, country: str = "") -> Organisation:
    """Make an organisation; `country` is the alpha-2 code of its state, or empty. Raises InvalidAccount."""
    name, country = _organisation_name(name), country.strip().upper()
    if country and country not in Locale("en").territories:
        raise InvalidAccount("country", "not_a_country", _("Write a country by its two letters, as in VN."))
    organisation = Organisation.objects.create(name=name, country=country)
    about(organisation, organisation=actor.organisation if actor else organisation)
    return organisation


@action("organisation.rename", permission="organisation.manage", desk=True)
def rename_organisation(organisation: Organisation, name: str, *, actor: User | None) -> Organisation:
    """Give an organisation another name: the own one, or one that has nobody yet. Raises InvalidAccount, Refused."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if actor is not None and organisation.pk != actor.organisation_id and organisation.people.exists():
        raise Refused(_("An organisation is renamed by its own administrators."))
    before, organisation.name = organisation.name, _organisation_name(name, organisation)
    organisation.save(update_fields=["name"])
    about(
        organisation,
        organisation=actor.organisation if actor else organisation,
        changed={"name": [before, organisation.name]},
    )
    return organisation


@action("account.create", permission="account.manage", desk=True)
def create_user(
    username: str,
    *,
    actor: User | None,
    organisation: Organisation,
    password: str,
    role: str = Role.VISITOR,
    language: str = "en",
    first_name: str = "",
    last_name: str = "",
    email: str = "",
) -> User:
    """Open an account. Raises InvalidAccount, Refused (an organisation that others administer)."""
    _may_place(actor, organisation)
    username = username.strip()
    user = User(
        username=username,
        organisation=organisation,
        role=_role(role),
        language=_language(language),
        first_name=_line(first_name),
        last_name=_line(last_name),
        email=email.strip(),
    )
    if User.objects.filter(username__iexact=username).exists():
        raise InvalidAccount("username", "taken", _("There is already an account of this name."))
    _fit(user)
    _give_password(user, password)
    user.save()
    about(user, organisation=organisation, role=user.role)
    return user


@action("account.change", permission="account.manage", desk=True)
def change_user(
    user: User,
    *,
    actor: User | None,
    role: str | None = None,
    organisation: Organisation | None = None,
    active: bool | None = None,
    first_name: str | None = None,
    last_name: str | None = None,
    email: str | None = None,
    language: str | None = None,
) -> User:
    """Change an account's role, organisation, names, address or language; close it or open it again. None leaves
    as it is. Raises InvalidAccount (the last administrator of an organisation stays one), Refused.
    """
    user = _managed(user, actor)
    before, home = _described(user), user.organisation
    if first_name is not None:
        user.first_name = _line(first_name)
    if last_name is not None:
        user.last_name = _line(last_name)
    if email is not None:
        user.email = email.strip()
    if language is not None:
        user.language = _language(language)
    if before != _described(user):
        _fit(user)
    if role is not None:
        user.role = _role(role)
    if organisation is not None and organisation.pk != user.organisation_id:
        _may_place(actor, organisation)
        user.organisation = organisation
    if active is not None:
        user.is_active = active
    leaves = not user.is_active or user.role != Role.ADMINISTRATOR or user.organisation_id != home.pk
    if (
        before["active"]
        and before["role"] == Role.ADMINISTRATOR
        and leaves
        and not _administrators(home, user)
    ):
        raise InvalidAccount(
            "role", "last_administrator", _("This is the last administrator: name another one first.")
        )
    user.save(
        update_fields=["role", "organisation", "is_active", "first_name", "last_name", "email", "language"]
    )
    after = _described(user)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    about(user, organisation=home, changed=changed)
    return user


@action("account.password", permission="account.own", desk=True)
def set_password(user: User, password: str, *, actor: User | None) -> User:
    """Set one's own password, or as an administrator that of an account one manages. Raises InvalidAccount."""
    if actor is not None and actor.pk != user.pk:
        require(actor, "account.manage")
        _managed(user, actor)
    _give_password(user, password)
    user.save(update_fields=["password"])
    about(user, organisation=user.organisation)
    return user


@action("account.language", permission="account.own")
def set_language(user: User, language: str, *, actor: User) -> User:
    """Choose the language of one's own screens. Raises InvalidAccount, Refused (somebody else's)."""
    if actor.pk != user.pk:
        raise Refused(_("Everybody chooses their own language."))
    user.language = _language(language)
    user.save(update_fields=["language"])
    about(user, organisation=user.organisation, language=user.language)
    return user


def note_visit(user: User, *, now: datetime | None = None) -> None:
    """Note that a person is here. After 30 minutes of silence a new visit begins: what was added since the last
    request of the visit before is then new to them (`seen_before`).

    Bookkeeping, not an action: it changes nothing that anybody else sees, and would drown the trail.
    """
    now = now or timezone.now()
    if user.seen_at is not None and now - user.seen_at < _PRECISION:
        return
    if user.seen_at is None or now - user.seen_at > SILENCE:
        user.seen_before = user.seen_at
    user.seen_at = now
    User.objects.filter(pk=user.pk).update(seen_at=user.seen_at, seen_before=user.seen_before)


def _described(user: User) -> dict[str, str | bool]:
    """What the trail compares of an account before and after a change."""
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "language": user.language,
        "role": user.role,
        "organisation": user.organisation.name,
        "active": user.is_active,
    }


def _organisation_name(name: str, own: Organisation | None = None) -> str:
    """Return a name that an organisation can take, its own in other letters too; raise InvalidAccount."""
    name = _line(name)
    if not name:
        raise InvalidAccount("name", "required", _("Give the organisation a name."))
    if len(name) > 200:
        raise InvalidAccount("name", "too_long", _("This name is too long."))
    others = Organisation.objects.exclude(pk=own.pk) if own else Organisation.objects.all()
    if others.filter(name__iexact=name).exists():
        raise InvalidAccount("name", "taken", _("There is already an organisation of this name."))
    return name


def _managed(user: User, actor: User | None) -> User:
    """Return the account as it stands, locked with the other administrators of its organisation."""
    rivals = User.objects.select_for_update().filter(
        Q(pk=user.pk) | Q(organisation_id=user.organisation_id, role=Role.ADMINISTRATOR)
    )
    fresh = {found.pk: found for found in rivals.order_by("pk")}[user.pk]
    if actor is not None and fresh.organisation_id != actor.organisation_id:
        raise Refused(_("This account is managed by the administrators of its organisation."))
    return fresh


def _may_place(actor: User | None, organisation: Organisation) -> None:
    if actor is not None and organisation.pk != actor.organisation_id and organisation.people.exists():
        raise Refused(_("Accounts of this organisation are managed by its own administrators."))


def _administrators(organisation: Organisation, but: User) -> bool:
    others = User.objects.filter(organisation=organisation, role=Role.ADMINISTRATOR, is_active=True)
    return others.exclude(pk=but.pk).exists()


def _role(role: str) -> str:
    if role not in ROLES:
        raise InvalidAccount("role", "not_in_list", _("There is no such role."))
    return str(role)


def _language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise InvalidAccount("language", "not_in_list", _("There is no such language."))
    return language


def _give_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidAccount("password", "too_weak", " ".join(error.messages)) from error
    user.set_password(password)


def _fit(user: User) -> None:
    """Check names and address as the model describes them; the first fault is raised in the reader's language."""
    try:
        user.clean_fields(exclude=["password", "organisation", "role", "language"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidAccount(field, "invalid", " ".join(messages)) from error


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())

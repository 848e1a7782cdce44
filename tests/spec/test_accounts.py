"""Accounts: who manages whom, what is refused, the last administrator, languages and visits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from passerelle.apps.accounts.actions import (
    InvalidAccount,
    change_user,
    create_organisation,
    create_user,
    note_visit,
    rename_organisation,
    set_language,
    set_password,
)
from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.accounts.queries import (
    organisations_managed_by,
    organisations_open_to,
    user_managed_by,
    users_managed_by,
)
from passerelle.apps.audit.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "một mật khẩu đủ dài 1131"


def test_an_administrator_opens_accounts_in_the_own_organisation(administrator, organisation):
    user = create_user(
        "lan",
        actor=administrator,
        organisation=organisation,
        password=PASSWORD,
        role="officer",
        language="vi",
    )
    assert User.objects.get(username="lan").check_password(PASSWORD)
    assert (user.role, user.language, user.organisation) == ("officer", "vi", organisation)
    event = Event.objects.get(verb="account.create")
    assert (event.actor, event.organisation, event.target_id) == (administrator, organisation, str(user.pk))
    assert PASSWORD not in str(event.detail)


@pytest.mark.parametrize("role", ["visitor", "officer", "coordinator"])
def test_nobody_else_manages_accounts(person, organisation, administrator, role):
    actor = person(role, organisation)
    for refused in (
        lambda: create_user("x", actor=actor, organisation=organisation, password=PASSWORD),
        lambda: change_user(administrator, actor=actor, role="visitor"),
        lambda: set_password(administrator, PASSWORD, actor=actor),
        lambda: create_organisation("Another", actor=actor),
    ):
        with pytest.raises(Refused):
            refused()
    assert not users_managed_by(actor).exists()
    assert not organisations_managed_by(actor).exists()


def test_an_administrator_reaches_into_no_other_organisation(
    administrator, organisation, second_organisation, second_officer, officer
):
    for refused in (
        lambda: create_user("spy", actor=administrator, organisation=second_organisation, password=PASSWORD),
        lambda: change_user(second_officer, actor=administrator, role="administrator"),
        lambda: change_user(officer, actor=administrator, organisation=second_organisation),
        lambda: set_password(second_officer, PASSWORD, actor=administrator),
    ):
        with pytest.raises(Refused):
            refused()
    with pytest.raises(User.DoesNotExist):
        user_managed_by(administrator, second_officer.pk)
    assert set(users_managed_by(administrator)) == {administrator, officer}
    assert list(organisations_open_to(administrator)) == [organisation]


def test_an_administrator_gives_a_new_organisation_its_first_account(administrator):
    new = create_organisation(" Bộ  Khoa học ", actor=administrator, country="vn")
    assert (new.name, new.country) == ("Bộ Khoa học", "VN")
    assert new in organisations_open_to(administrator)
    first = create_user(
        "first", actor=administrator, organisation=new, password=PASSWORD, role="administrator"
    )
    with pytest.raises(Refused):
        create_user("second", actor=administrator, organisation=new, password=PASSWORD)
    assert create_user("second", actor=first, organisation=new, password=PASSWORD).organisation == new
    counted = organisations_managed_by(administrator).get(pk=new.pk)
    assert (counted.accounts, counted.administrators) == (2, 1)


def test_an_administrator_renames_the_own_organisation_and_empty_ones_only(
    administrator, second_administrator, second_organisation, organisation
):
    renamed = rename_organisation(organisation, " Đại sứ quán  Việt Nam ", actor=administrator)
    assert renamed.name == "Đại sứ quán Việt Nam"
    event = Event.objects.get(verb="organisation.rename")
    assert event.detail["changed"]["name"][1] == "Đại sứ quán Việt Nam"
    empty = create_organisation("New", actor=administrator)
    assert rename_organisation(empty, "NEW", actor=administrator).name == "NEW"
    with pytest.raises(Refused):
        rename_organisation(second_organisation, "Ours", actor=administrator)
    for name in ("", "x" * 201, second_organisation.name.upper()):
        with pytest.raises(InvalidAccount) as refusal:
            rename_organisation(organisation, name, actor=administrator)
        assert refusal.value.field == "name"


def test_only_administrators_rename_an_organisation(officer, coordinator, organisation):
    for person in (officer, coordinator):
        with pytest.raises(Refused):
            rename_organisation(organisation, "Ours", actor=person)


def test_names_and_address_are_changed_and_checked(administrator, officer):
    changed = change_user(
        officer, actor=administrator, first_name="Lan", email="lan@example.org", language="vi"
    )
    assert (changed.first_name, changed.email, changed.language) == ("Lan", "lan@example.org", "vi")
    for wrong in ({"email": "nobody"}, {"language": "de"}, {"last_name": "x" * 151}):
        with pytest.raises(InvalidAccount) as refusal:
            change_user(officer, actor=administrator, **wrong)
        assert refusal.value.field in wrong


@pytest.mark.parametrize("change", [{"role": "officer"}, {"active": False}])
def test_the_last_administrator_stays_one(administrator, second_administrator, person, organisation, change):
    with pytest.raises(InvalidAccount) as refusal:
        change_user(administrator, actor=administrator, **change)
    assert refusal.value.code == "last_administrator"
    other = person("administrator", organisation, "other")
    change_user(administrator, actor=other, **change)
    with pytest.raises(InvalidAccount):
        change_user(other, actor=other, **change)


def test_a_closed_administrator_does_not_count(administrator, person, organisation):
    other = person("administrator", organisation, "other")
    change_user(other, actor=administrator, active=False)
    with pytest.raises(InvalidAccount):
        change_user(administrator, actor=administrator, role="visitor")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "a b"}, "username"),
        ({"username": "Officer-1"}, "username"),
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"role": "king"}, "role"),
        ({"language": "de"}, "language"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_what_an_account_cannot_take_is_refused(administrator, organisation, given, field, person):
    person("officer", organisation, "officer-1")
    values = {"username": "lan", "password": PASSWORD} | given
    with pytest.raises(InvalidAccount) as refusal:
        create_user(actor=administrator, organisation=organisation, **values)
    assert refusal.value.field == field
    assert str(refusal.value)
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "country"), [("", ""), ("x" * 201, ""), ("embassy of viet nam in paris", ""), ("New", "XX")]
)
def test_what_an_organisation_cannot_take_is_refused(administrator, name, country):
    with pytest.raises(InvalidAccount):
        create_organisation(name, actor=administrator, country=country)


def test_everybody_sets_the_own_password_and_language(visitor, officer, administrator):
    set_password(visitor, PASSWORD, actor=visitor)
    assert User.objects.get(pk=visitor.pk).check_password(PASSWORD)
    set_language(visitor, "vi", actor=visitor)
    assert User.objects.get(pk=visitor.pk).language == "vi"
    with pytest.raises(Refused):
        set_language(visitor, "fr", actor=officer)
    with pytest.raises(InvalidAccount):
        set_language(visitor, "de", actor=visitor)
    set_password(officer, PASSWORD, actor=administrator)
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_the_desk_itself_makes_the_first_accounts(db):
    organisation = create_organisation("First", actor=None)
    assert create_user(
        "admin", actor=None, organisation=organisation, password=PASSWORD, role="administrator"
    ).pk


def test_a_visit_begins_after_half_an_hour_of_silence(visitor):
    start = timezone.now()

    def stored():
        return User.objects.values_list("seen_at", "seen_before").get(pk=visitor.pk)

    note_visit(visitor, now=start)
    assert stored() == (start, None)
    note_visit(visitor, now=start + timedelta(seconds=30))
    assert stored() == (start, None), "written down no more than once a minute"
    note_visit(visitor, now=start + timedelta(minutes=29))
    assert stored() == (start + timedelta(minutes=29), None), "the same visit"
    note_visit(visitor, now=start + timedelta(minutes=60))
    assert stored() == (start + timedelta(minutes=60), start + timedelta(minutes=29)), "a new one"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("Thị Lan", "Nguyễn", "Nguyễn Thị Lan"),
        ("Lan", "Nguyen Thi", "Nguyen Thi Lan"),
        ("Hà", "Lê", "Lê Hà"),
        ("Marie", "Dupont", "Marie Dupont"),
        ("Jan", "Van Dijk", "Jan Van Dijk"),
        ("Jean", "Le Goff", "Jean Le Goff"),
        ("", "Trần", "Trần"),
        ("Lan", "", "Lan"),
        ("", "", "somebody"),
    ],
)
def test_a_name_stands_in_the_order_of_its_people(first, last, written):
    assert str(User(username="somebody", first_name=first, last_name=last)) == written

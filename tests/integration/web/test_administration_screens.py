"""People, organisations and the audit trail: who is let in, in which language, what each form does."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from django.urls import reverse

import passerelle.apps
from passerelle.apps.accounts.actions import create_user, set_language
from passerelle.apps.accounts.models import Organisation, User
from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.sources import add_source, change_source
from passerelle.web.administration.passwords import new_password
from passerelle.web.administration.verbs import VERBS

pytestmark = pytest.mark.django_db


@pytest.fixture
def screens(officer) -> dict[str, str]:
    return {
        "people": reverse("administration:people"),
        "add": reverse("administration:people-add"),
        "person": reverse("administration:people-person", args=[officer.pk]),
        "organisations": reverse("administration:people-organisations"),
        "trail": reverse("administration:trail"),
    }


WORDS = {
    "fr": ("Personnes", "Ouvrir un compte", "Modifier le compte", "Organisations", "Journal d’audit"),
    "vi": ("Nhân sự", "Mở tài khoản", "Thay đổi tài khoản", "Cơ quan", "Nhật ký kiểm toán"),
    "en": ("People", "Open an account", "Change the account", "Organisations", "Audit trail"),
}


@pytest.mark.parametrize("language", list(WORDS))
def test_each_screen_speaks_each_language(client, administrator, screens, language):
    client.force_login(administrator)
    client.cookies["django_language"] = language
    for address, word in zip(screens.values(), WORDS[language], strict=True):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        main = page[page.index("<main") :]
        assert f'<html lang="{language}">' in page
        assert page.count("<h1") == 1
        assert word in main, (address, word)


@pytest.mark.parametrize(
    ("role", "trail"), [("visitor", 403), ("officer", 403), ("coordinator", 200), ("administrator", 200)]
)
def test_only_administrators_manage_and_only_coordinators_read_the_trail(
    client, person, organisation, screens, role, trail
):
    client.force_login(person(role, organisation, "somebody"))
    others = 200 if role == "administrator" else 403
    expected = {name: trail if name == "trail" else others for name in screens}
    assert {name: client.get(address).status_code for name, address in screens.items()} == expected


def test_a_stranger_is_asked_to_sign_in(client, screens):
    for address in screens.values():
        assert client.get(address).url.startswith(reverse("access:sign-in"))


def test_an_account_is_opened_with_a_password_that_works_and_is_shown_once(
    client, administrator, organisation
):
    client.force_login(administrator)
    sent = {
        "username": "linh.nguyen", "first_name": "Linh", "last_name": "Nguyễn", "role": "officer",
        "organisation": organisation.pk, "language": "vi",
    }  # fmt: skip
    answer = client.post(reverse("administration:people-add"), sent)
    password = re.search(r'<code class="password">([^<]+)</code>', answer.content.decode())[1]
    opened = User.objects.get(username="linh.nguyen")
    assert opened.check_password(password)
    assert (opened.role, opened.language, opened.organisation) == ("officer", "vi", organisation)
    assert "no-store" in answer.headers["Cache-Control"]
    assert password not in str(list(Event.objects.values()))
    for address in ("people", "trail"):
        assert password not in client.get(reverse(f"administration:{address}")).content.decode()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"username": "OFFICER-1"}, "already an account of this name"),
        ({"username": "deux mots"}, "valid username"),
        ({"email": "nowhere"}, "valid email address"),
        ({"role": "emperor"}, "not one of the available choices"),
    ],
)
def test_a_wrong_account_is_not_opened_and_the_fault_is_said(
    client, administrator, officer, organisation, change, complaint
):
    User.objects.filter(pk=officer.pk).update(username="officer-1")
    client.force_login(administrator)
    before = User.objects.count()
    sent = {"username": "new", "role": "officer", "organisation": organisation.pk, "language": "fr"} | change
    answer = client.post(reverse("administration:people-add"), sent)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert User.objects.count() == before


def test_no_account_is_opened_where_others_administer(
    client, administrator, second_officer, second_organisation
):
    client.force_login(administrator)
    sent = {"username": "spy", "role": "officer", "organisation": second_organisation.pk, "language": "fr"}
    assert client.post(reverse("administration:people-add"), sent).status_code == 422
    assert not User.objects.filter(username="spy").exists()


def test_accounts_of_another_organisation_are_not_there(client, administrator, second_officer):
    client.force_login(administrator)
    assert second_officer.username not in client.get(reverse("administration:people")).content.decode()
    for name in ("people-person", "people-password"):
        address = reverse(f"administration:{name}", args=[second_officer.pk])
        assert client.post(address, {"role": "visitor"}).status_code == 404
    assert User.objects.get(pk=second_officer.pk).check_password("a long enough password")


def test_role_and_access_are_changed(client, administrator, officer, organisation):
    client.force_login(administrator)
    address = reverse("administration:people-person", args=[officer.pk])
    sent = {"role": "coordinator", "organisation": organisation.pk, "language": officer.language}
    answer = client.post(address, sent)
    assert answer.url == reverse("administration:people")
    officer.refresh_from_db()
    assert (officer.role, officer.is_active) == ("coordinator", False)
    event = Event.objects.get(verb="account.change")
    assert set(event.detail["changed"]) == {"role", "active"}


@pytest.mark.parametrize("change", [{"role": "officer", "active": "on"}, {"role": "administrator"}])
def test_the_last_administrator_is_not_locked_out(client, administrator, organisation, change):
    client.force_login(administrator)
    address = reverse("administration:people-person", args=[administrator.pk])
    sent = change | {"organisation": organisation.pk, "language": administrator.language}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "last administrator" in answer.content.decode()
    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == ("administrator", True)


def test_a_forgotten_password_is_replaced_and_one_s_own_is_not(client, administrator, officer):
    client.force_login(administrator)
    answer = client.post(reverse("administration:people-password", args=[officer.pk]))
    password = re.search(r'<code class="password">([^<]+)</code>', answer.content.decode())[1]
    officer.refresh_from_db()
    assert officer.check_password(password)
    own = client.post(reverse("administration:people-password", args=[administrator.pk]))
    assert own.url == reverse("access:account")
    assert client.get(reverse("administration:people-password", args=[officer.pk])).status_code == 405


def test_passwords_are_long_and_never_twice_the_same():
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}", password) for password in made)
    assert not set("01ilo") & set("".join(made))


def test_an_organisation_is_added_and_receives_its_first_account(client, administrator):
    client.force_login(administrator)
    address = reverse("administration:people-organisations")
    client.post(address, {"name": "Ministry of Science", "country": "VN"})
    added = Organisation.objects.get(name="Ministry of Science")
    assert added.country == "VN"
    again = client.post(address, {"name": "ministry of science"})
    assert again.status_code == 422
    assert "already an organisation of this name" in again.content.decode()
    sent = {"username": "first", "role": "administrator", "organisation": added.pk, "language": "vi"}
    assert client.post(reverse("administration:people-add"), sent).status_code == 200
    assert User.objects.get(username="first").organisation == added


def test_names_address_and_language_of_an_account_are_changed(client, administrator, officer, organisation):
    client.force_login(administrator)
    address = reverse("administration:people-person", args=[officer.pk])
    sent = {
        "first_name": " Lan ", "last_name": "Trần", "email": "lan@example.org", "language": "vi",
        "role": officer.role, "organisation": organisation.pk, "active": "on",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    officer.refresh_from_db()
    assert (officer.get_full_name(), officer.email, officer.language) == ("Trần Lan", "lan@example.org", "vi")
    changed = Event.objects.get(verb="account.change").detail["changed"]
    assert set(changed) == {"first_name", "last_name", "email", "language"}
    assert client.post(address, sent | {"email": "nowhere"}).status_code == 422


def test_the_own_organisation_is_renamed_and_the_desk_stops_asking(client, administrator, organisation):
    Organisation.objects.filter(pk=organisation.pk).update(name="Mon organisation")
    client.force_login(administrator)
    assert "still called “Mon organisation”" in client.get(reverse("desk:home")).content.decode()
    address = reverse("administration:people-organisation", args=[organisation.pk])
    assert address in client.get(reverse("desk:home")).content.decode()
    assert client.post(address, {"name": " Bộ  Khoa học "}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "Bộ Khoa học"
    assert "still called" not in client.get(reverse("desk:home")).content.decode()
    assert "Mon organisation → Bộ Khoa học" in client.get(reverse("administration:trail")).content.decode()


def test_an_organisation_of_others_is_not_renamed(client, administrator, second_officer, second_organisation):
    client.force_login(administrator)
    address = reverse("administration:people-organisation", args=[second_organisation.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "Mine"}).status_code == 404
    listed = client.get(reverse("administration:people-organisations")).content.decode()
    assert second_organisation.name in listed
    assert address not in listed


def test_the_trail_says_what_changed_in_words(client, coordinator, officer):
    source = add_source(name="Own source", kind="files", tlp="green", actor=officer)
    change_source(source, actor=officer, tlp="amber", reliability="B", active=False)
    client.force_login(coordinator)
    for language, line in (
        ("en", "Marking: TLP:GREEN → TLP:AMBER"),
        ("fr", "Marquage\u00a0: TLP:GREEN → TLP:AMBER"),
        ("vi", "Mức đánh dấu: TLP:GREEN → TLP:AMBER"),
    ):
        client.cookies["django_language"] = language
        page = client.get(reverse("administration:trail")).content.decode()
        assert line in page
        assert "{&quot;" not in page


def test_the_trail_shows_who_did_what_in_the_own_organisation_only(
    client, coordinator, officer, second_officer
):
    add_source(name="Own source", kind="files", actor=officer)
    add_source(name="Foreign source", kind="files", actor=second_officer)
    client.force_login(coordinator)
    page = client.get(reverse("administration:trail")).content.decode()
    assert "added a source" in page
    assert "Own source" in page
    assert "Foreign source" not in page
    assert second_officer.username not in page


def test_the_trail_is_narrowed_by_verb_person_and_period(client, coordinator, administrator, officer):
    add_source(name="Own source", kind="files", actor=officer)
    set_language(coordinator, "vi", actor=coordinator)
    client.force_login(coordinator)

    def labels(**chosen) -> list[str]:
        rows = client.get(reverse("administration:trail"), chosen).context["rows"]
        return [str(row["event"].verb) for row in rows]

    assert labels() == ["account.language", "source.add"]
    assert labels(verb="source.add") == ["source.add"]
    assert labels(actor=coordinator.pk) == ["account.language"]
    assert labels(to="2001-01-01") == []
    assert labels(**{"from": "2001-01-01"}) == ["account.language", "source.add"]
    assert (
        "Nothing of this kind"
        in client.get(
            reverse("administration:trail"), {"to": "2001-01-01"}, headers={"Accept-Language": "en"}
        ).content.decode()
    )


def test_the_trail_goes_on_to_older_pages(client, coordinator, organisation):
    for number in range(55):
        Event.objects.create(verb="source.add", organisation=organisation, target_label=f"S{number}")
    client.force_login(coordinator)
    first = client.get(reverse("administration:trail"))
    following = first.context["following"]
    second = client.get(f"{reverse('administration:trail')}?{following}")
    shown = [row["event"].target_label for page in (first, second) for row in page.context["rows"]]
    assert shown == [f"S{number}" for number in reversed(range(55))]
    assert second.context["following"] == ""


def verbs_of_actions() -> set[str]:
    verbs = set()
    root = Path(passerelle.apps.__path__[0])
    for found in pkgutil.walk_packages([str(root)], "passerelle.apps."):
        if ".actions" in found.name:
            module = importlib.import_module(found.name)
            verbs |= {
                f.verb for _name, f in inspect.getmembers(module, inspect.isfunction) if hasattr(f, "verb")
            }
    return verbs


def test_every_verb_of_every_action_has_words_and_no_words_are_left_over():
    assert verbs_of_actions() == set(VERBS)
    assert len(VERBS) > 20


def test_an_account_opened_by_the_desk_itself_says_so(client, administrator, organisation):
    create_user("imported", actor=None, organisation=organisation, password="a long enough password")
    client.force_login(administrator)
    assert "the desk itself" in client.get(reverse("administration:trail")).content.decode()


@pytest.mark.parametrize(
    ("language", "first"), [("vi", "last_name"), ("fr", "first_name"), ("en", "first_name")]
)
def test_names_are_asked_for_in_the_order_of_the_language(client, administrator, officer, language, first):
    client.force_login(administrator)
    client.cookies["django_language"] = language
    for address in (
        reverse("administration:people-add"),
        reverse("administration:people-person", args=[officer.pk]),
    ):
        page = client.get(address).content.decode()
        places = {name: page.index(f'name="{name}"') for name in ("first_name", "last_name")}
        assert min(places, key=places.get) == first
        assert page.count('name="active"') == (1 if address.endswith(f"/{officer.pk}/") else 0)

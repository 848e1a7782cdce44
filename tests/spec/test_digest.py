"""The weekly digest: what stands in it, for whom, in three languages; asked for and stopped."""

from datetime import UTC, date, datetime, timedelta

import pytest
import regex
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_actors import make_candidate
from ledgers import TODAY, both_sides, owed, shown
from letters import asks, html_of, post_office, text_of
from test_permissions_tlp import allowed

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.audit.models import Event
from passerelle.apps.correspondence.actions.digest import ask_for_digest, stop_digest
from passerelle.apps.correspondence.digests.gathering import gather_digest
from passerelle.apps.correspondence.digests.letter import subject_of
from passerelle.apps.correspondence.digests.letter import text_of as written
from passerelle.apps.correspondence.digests.sending import send_digests
from passerelle.apps.correspondence.digests.weeks import week_of
from passerelle.apps.correspondence.models import Digest, DigestWish
from passerelle.apps.correspondence.queries.digests import due_wishes, wishes
from passerelle.apps.ledger.models import Meeting, Proposal
from passerelle.apps.library.models import Tlp

LATE, SOON = "2026-09", "2026-12-01"
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


def meeting(organisation, tlp="green", title="Joint committee", held_on="2026-11-30") -> Meeting:
    return Meeting.objects.create(
        title=title, held_on=held_on, place="Hà Nội", organisation=organisation, tlp=tlp
    )


def keys(content) -> dict[str, int]:
    return {section.key: section.total for section in content.sections}


@pytest.mark.django_db
def test_it_tells_what_is_overdue_due_newly_silent_and_to_come(officer, organisation):
    company, ministry = both_sides()
    late = owed(officer, deadline=LATE, owner=company, counterpart=ministry)
    due = owed(officer, title="Open the laboratory", deadline=SOON, kind="research")
    done = owed(officer, title="Long done", deadline=LATE)
    shown(done, "delivered", "2026-08-01", actor=officer)
    for one in (late, due):
        shown(one, "started", "2026-11-01", actor=officer)  # so nobody is silent
    meeting(organisation)
    meeting(organisation, title="Far away", held_on="2027-03-01")
    meeting(organisation, title="Some time", held_on="2026")
    off = meeting(organisation, title="Given up")
    off.called_off = True
    off.save()
    content = gather_digest(officer, "en", today=TODAY)
    assert keys(content) == {"overdue": 1, "due": 1, "meetings": 1}
    assert content.marking == "green"
    text = written(content, officer)
    assert "Intel → Ministry of Science and Technology · Started · Deadline: September 2026" in text
    assert reverse("ledger:commitment", args=[late.pk]) in text
    assert "Joint committee" in text
    assert "Long done" not in text
    assert "Far away" not in text
    assert "Given up" not in text
    assert subject_of(content) == "[TLP:GREEN] Passerelle – 1 overdue, 1 due, 1 meeting"


@pytest.mark.django_db
def test_it_is_as_of_the_day_that_is_passed_in(officer):
    owed(officer, deadline=SOON, tlp="clear")
    titles = {
        day: [section.key for section in gather_digest(officer, "en", today=day).sections]
        for day in (date(2026, 10, 1), date(2026, 11, 22), date(2026, 12, 2))
    }
    assert [("due" in found, "overdue" in found) for found in titles.values()] == [
        (False, False), (True, False), (False, True),
    ]  # fmt: skip
    assert gather_digest(officer, "en", today=TODAY).marking == "clear"


@pytest.mark.django_db
def test_who_fell_silent_is_told_once_and_again_only_after_a_digest_that_failed(officer, settings):
    one = owed(officer, deadline="2027-12")
    shown(one, "signed", "2026-01-05", actor=officer)
    one.refresh_from_db()
    silent = one.silent_from
    assert silent is not None

    def told(day):
        return "silent" in keys(gather_digest(officer, "en", today=day))

    day = timedelta(days=1)
    assert [told(silent - day), told(silent), told(silent + 6 * day), told(silent + 7 * day)] == [
        False, True, True, False,
    ]  # fmt: skip
    asks(officer)
    sent = datetime.combine(silent - day, datetime.min.time(), UTC) + timedelta(hours=9)
    Digest.objects.create(user=officer, week=week_of(sent), message_id="<a@b>", sent_at=sent)
    assert told(silent + 13 * day), "no digest went out in between: the next one tells it"
    Digest.objects.create(
        user=officer, week=week_of(sent + 7 * day), message_id="<b@b>", sent_at=sent + 7 * day
    )
    assert not told(silent + 13 * day)


@pytest.mark.django_db
def test_what_was_silent_before_the_desk_knew_of_it_is_new_to_its_reader(officer):
    owed(officer, promised="2020-01", deadline="2020-12")  # taken in today
    assert keys(gather_digest(officer, "en", today=TODAY))["silent"] == 1
    assert "silent" not in keys(gather_digest(officer, "en", today=TODAY + timedelta(days=8)))


@pytest.mark.django_db
def test_red_leaves_no_trace_and_amber_only_a_number(officer, organisation):
    for tlp in ("amber", "red"):
        owed(officer, title=f"Buy the {tlp} machine", deadline=LATE, tlp=tlp)
        meeting(organisation, tlp, title=f"The {tlp} committee")
    content = gather_digest(officer, "en", today=TODAY)
    assert keys(content) == {"overdue": 1, "silent": 1, "meetings": 1}
    text = written(content, officer)
    assert "machine" not in text
    assert "committee" not in text
    assert "1 marked TLP:AMBER, told at the desk only" in text
    assert content.marking == "green"


@pytest.mark.django_db
def test_a_party_known_from_documents_only_is_not_named(officer):
    company = make_candidate()
    owed(officer, deadline=LATE, owner=company)
    assert company.key not in written(gather_digest(officer, "en", today=TODAY), officer)


@pytest.mark.django_db
@pytest.mark.parametrize("tlp", Tlp.values)
@pytest.mark.parametrize("claim_tlp", Tlp.values)
def test_proposals_are_told_by_the_stricter_of_claim_and_commitment(officer, organisation, tlp, claim_tlp):
    from dossiers import make_document

    document = make_document(organisation, tlp=claim_tlp)
    commitment = owed(officer, tlp=tlp, deadline="2028")
    shown(commitment, "started", "2026-11-01", actor=officer)
    claim = document.claims.get()
    Proposal.objects.create(
        organisation=organisation,
        kind="step",
        claim=claim,
        commitment=commitment,
        to="started",
        rule="farther",
    )
    content = gather_digest(officer, "en", today=TODAY)
    sentence = document.text[claim.sentence_start : claim.sentence_end]
    free = {tlp, claim_tlp} <= {"clear", "green"}
    assert (sentence.split()[0] in written(content, officer)) == free
    assert keys(content).get("proposals", 0) == (0 if "red" in (tlp, claim_tlp) else 1)
    clear = "red" in (tlp, claim_tlp) or {tlp, claim_tlp} == {"clear"}
    assert content.marking == ("clear" if clear else "green")


WORLD = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(Tlp.values), st.sampled_from([LATE, SOON, "2028"])),
    max_size=6,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=WORLD, role=st.sampled_from(ROLES))
def test_nobody_is_told_what_a_marking_hides_or_what_is_not_theirs(world, role):
    number = Organisation.objects.count()
    homes = [Organisation.objects.create(name=f"Home {number + at}") for at in range(2)]
    writers = [
        User.objects.create(username=f"w{number}-{at}", role="officer", organisation=home)
        for at, home in enumerate(homes)
    ]
    reader = User.objects.create(username=f"r{number}", role=role, organisation=homes[0])
    rows = [
        owed(writers[home], title=f"Promise number{at}.", tlp=tlp, deadline=deadline)
        for at, (home, tlp, deadline) in enumerate(world)
    ]
    content = gather_digest(reader, "en", today=TODAY)
    text = written(content, reader)
    counted = dict.fromkeys(("overdue", "due"), 0)
    for at, row in enumerate(rows):
        own = row.organisation_id == homes[0].pk
        fits = own and allowed(reader, row) and row.tlp != "red"
        key = {LATE: "overdue", SOON: "due"}.get(row.deadline)
        if key and fits:
            counted[key] += 1
        if not fits or row.tlp == "amber":
            assert f"number{at}." not in text
        elif key:
            assert f"number{at}." in text
    assert {key: content.total(key) for key in counted} == counted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject", "deadline"),
    [
        ("fr", "1 en retard", "Échéance\u00a0: septembre 2026"),
        ("vi", "1 quá hạn", "Thời hạn: tháng 9 năm 2026"),
        ("en", "1 overdue", "Deadline: September 2026"),
    ],
)
def test_a_letter_speaks_the_language_of_its_person_in_text_and_html(
    officer, settings, language, subject, deadline
):
    officer.language = language
    one = owed(officer, title="Đào tạo <500> kỹ sư & « plus »", deadline=LATE)
    asks(officer)
    with post_office(settings) as post:
        (sent,) = send_digests(wishes(), now=MONDAY)
    (letter,) = post.letters
    assert sent.failure is None
    assert subject in letter["Subject"]
    assert letter["Subject"].strip().startswith("[TLP:GREEN]")
    text, html = text_of(letter), html_of(letter)
    assert deadline in text
    assert "Đào tạo <500> kỹ sư & « plus »" in text
    assert "Đào tạo &lt;500&gt; kỹ sư &amp; « plus »" in html
    assert f'lang="{language}"' in html
    assert f"https://desk.example.org/ledger/commitments/{one.pk}/" in text
    assert f'href="https://desk.example.org/ledger/commitments/{one.pk}/"' in html
    outside = [
        found for found in regex.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?([^\"')>\s]+)", html)
        if not found.startswith("https://desk.example.org/")
    ]  # fmt: skip
    assert outside == []
    assert "<img" not in html


@pytest.mark.django_db
def test_a_quiet_week_is_said_to_be_one(officer, settings):
    asks(officer)
    with post_office(settings) as post:
        list(send_digests(wishes(), now=MONDAY))
    assert "nothing is pressing" in post.letters[0]["Subject"]
    assert "Nothing is overdue" in text_of(post.letters[0])


@pytest.mark.django_db
def test_long_lists_are_cut_and_say_by_how_much(officer):
    for at in range(13):
        owed(officer, title=f"Promise {at}", deadline=LATE)
    content = gather_digest(officer, "en", today=TODAY)
    overdue = next(section for section in content.sections if section.key == "overdue")
    assert (len(overdue.lines), overdue.more, overdue.total) == (10, 3, 13)
    assert "3 more at the desk" in written(content, officer)


@pytest.mark.django_db
def test_it_is_off_until_somebody_asks_and_stops_when_they_say_so(client, officer, settings):
    client.force_login(officer)
    page = reverse("correspondence:digest")
    assert list(wishes()) == []
    shown_page = client.get(page)
    assert "has no e-mail address" in shown_page.content.decode()
    assert "PASSERELLE_SMTP_HOST" in shown_page.content.decode(), "without a server the screen says so"
    client.post(page, {"do": "ask"})
    assert list(wishes()) == [], "nothing is sent nowhere"
    officer.email = "lan@example.org"
    officer.save()
    assert [one.user for one in wishes()] == [officer]
    client.post(page, {"do": "ask"})
    assert DigestWish.objects.count() == 1
    assert "lan@example.org" in client.get(page).content.decode()
    client.post(page, {"do": "stop"})
    assert list(wishes()) == []
    secret = DigestWish.objects.get().secret
    assert secret not in "".join(str(event.detail) + event.target_label for event in Event.objects.all())


@pytest.mark.django_db
def test_one_press_stops_it_without_a_session_and_looking_does_not(client, officer, settings):
    asks(officer)
    with post_office(settings) as post:
        list(send_digests(wishes(), now=MONDAY))
    letter = post.letters[0]
    address = letter["List-Unsubscribe"].strip().strip("<>").removeprefix("https://desk.example.org")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in html_of(letter)
    from django.test import Client

    program = Client(enforce_csrf_checks=True)  # as a mail program posts: no cookie, no token, no referrer
    assert program.get(address).status_code == 200
    assert DigestWish.objects.get().stopped_at is None, "whoever only looks, or a scanner, stops nothing"
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert DigestWish.objects.get().stopped_at is not None
    assert list(wishes()) == []
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200, "again is no fault"
    assert Event.objects.filter(verb="digest.stop", actor=officer).exists()
    ask_for_digest(actor=officer)
    assert [one.user for one in wishes()] == [officer]
    assert program.post(address).status_code == 200, "the link of an old letter still stops it"
    assert list(wishes()) == []


@pytest.mark.django_db
def test_no_other_address_stops_anything(client, officer):
    wish = asks(officer)
    for number, secret in (
        (wish.pk, "x"),
        (wish.pk, "é"),
        (wish.pk + 1, wish.secret),
        (wish.pk, wish.secret[:-1]),
    ):
        address = reverse("correspondence:digest-stop", args=[number, secret])
        assert client.post(address).status_code == client.get(address).status_code == 404
    assert DigestWish.objects.get().stopped_at is None


@pytest.mark.django_db
def test_an_address_without_https_promises_no_single_press(officer, settings):
    asks(officer)
    with post_office(settings) as post:
        settings.DESK_ADDRESS = "http://127.0.0.1:8000"
        list(send_digests(wishes(), now=MONDAY))
    assert "List-Unsubscribe-Post" not in post.letters[0]
    assert "http://127.0.0.1:8000/digest/" in post.letters[0]["List-Unsubscribe"]


@pytest.mark.django_db
def test_weeks_begin_on_monday_at_six_and_the_first_digest_comes_in_the_next_one(officer):
    wish = asks(officer)
    DigestWish.objects.filter(pk=wish.pk).update(asked_at=datetime(2026, 11, 18, tzinfo=UTC))

    def due(*moment):
        return [one.user for one in due_wishes(datetime(*moment, tzinfo=UTC))]

    assert due(2026, 11, 22, 23) == due(2026, 11, 23, 5, 59) == []
    assert due(2026, 11, 23, 6, 1) == due(2026, 11, 27) == [officer], "late when the worker was not running"
    Digest.objects.create(user=officer, week="2026-W48", message_id="<a@b>", sent_at=MONDAY)
    assert due(2026, 11, 27) == []
    assert due(2026, 11, 30, 7) == [officer]
    officer.is_active = False
    officer.save()
    assert due(2026, 11, 30, 7) == []


def test_a_week_is_numbered_as_iso_8601_has_it(settings):
    settings.TIME_ZONE = "UTC"
    assert week_of(datetime(2027, 1, 2, tzinfo=UTC)) == "2026-W53"
    with timezone.override("Asia/Ho_Chi_Minh"):
        assert week_of(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == "2026-W48", "half past six in Hà Nội"


@pytest.mark.django_db
def test_who_stops_while_it_is_being_sent_gets_no_further_one(officer, settings):
    asks(officer)
    chosen = list(wishes())
    stop_digest(actor=officer)
    with post_office(settings) as post:
        (sent,) = send_digests(chosen, now=MONDAY)
    assert (sent.digest, post.letters) == (None, [])


@pytest.mark.django_db
def test_nothing_of_a_letter_is_kept(officer, settings):
    owed(officer, title="Very particular words", deadline=LATE)
    asks(officer)
    with post_office(settings) as post, translation.override("en"):
        list(send_digests(wishes(), now=MONDAY))
    assert "Very particular words" in text_of(post.letters[0])
    assert "Very particular words" not in str(list(Digest.objects.values()))
    assert "Very particular words" not in str(list(Event.objects.filter(verb__startswith="digest").values()))


@pytest.mark.django_db
def test_a_letter_goes_to_people_as_they_are_and_not_as_they_were_when_the_round_began(
    settings, officer, coordinator, person, organisation, second_organisation
):
    moved = person("officer", organisation, "moved")
    owed(officer, title="A promise of this house", deadline="2026-09")
    with post_office(settings) as post:
        for user in (officer, coordinator, moved):
            asks(user)
        rounds = send_digests(list(wishes()))
        assert next(rounds).failure is None
        User.objects.filter(pk=coordinator.pk).update(is_active=False)
        User.objects.filter(pk=moved.pk).update(organisation=second_organisation, email="new@example.org")
        assert [(one.wish.user_id, one.digest is None) for one in rounds] == [
            (coordinator.pk, True), (moved.pk, False),
        ]  # fmt: skip
        assert [letter["To"] for letter in post.letters] == [officer.email, "new@example.org"]
        assert ["A promise of this house" in text_of(letter) for letter in post.letters] == [True, False]


@pytest.mark.django_db
def test_a_server_that_closes_is_not_asked_for_the_next_person(settings, officer, coordinator):
    with post_office(settings) as post:
        asks(officer)
        asks(coordinator)
        post.answers = ["421 4.7.0 too many letters, come back"]
        (one,) = send_digests(list(wishes()))
        assert (one.failure.code, one.failure.server, one.failure.final) == ("later", True, False)
        assert post.letters == []

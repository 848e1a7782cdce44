"""The file of a visit: before it who comes, what is open and what is asked for; after it what was promised."""

from datetime import date

import pytest
from dossiers import make_document
from happenings import tell
from known_actors import make_actor, make_mention
from ledgers import TODAY, both_sides, owed, shown
from meetings import decided, met

from passerelle.apps.directory.models import Actor, Involvement, Mandate, Role
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.actions.decisions import follow_decision
from passerelle.apps.ledger.queries.visits import after_meeting, before_meeting
from passerelle.apps.library.models import Claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides():
    return both_sides()


def before(user, meeting):
    return before_meeting(user, meeting.pk, "en", today=TODAY)


def after(user, meeting):
    return after_meeting(user, meeting.pk, "en", today=TODAY)


def titles(rows) -> list[str]:
    return [row.commitment.title for row in rows]


def test_what_is_open_with_the_guests_comes_with_the_most_urgent_first(officer, sides):
    company, ministry = sides
    other = make_actor("amd", "AMD", kind="company", country="US")
    french = make_actor("thales", "Thales", kind="company", country="FR")
    late = {"promised": "2025-01-01", "deadline": "2026-01"}
    owed(officer, title="Fresh", owner=company, promised="2026-11-01", deadline="2027-12")
    owed(officer, title="Of another company", owner=other, promised="2026-11-01", deadline="2027-06")
    owed(officer, title="Late and silent", owner=ministry, counterpart=company, **late)
    done = owed(officer, title="Done", owner=company, **late)
    shown(done, "delivered", "2026-01", actor=officer)
    owed(officer, title="French", owner=french, counterpart=ministry, **late)
    owed(officer, title="Ours alone", owner=ministry, **late)
    visit = met(officer, visit=True, participants=[(company, "Jane Doe", ""), (ministry, "", "")])
    page = before(officer, visit)
    assert titles(page.commitments) == ["Late and silent", "Fresh", "Of another company"]
    assert page.counts == {"open": 3, "overdue": 1, "silent": 1}


def test_without_a_country_of_ones_own_it_is_what_the_two_sides_owe_each_other(officer, sides):
    company, ministry = sides
    officer.organisation.country = ""
    officer.organisation.save()
    french = make_actor("thales", "Thales", kind="company", country="FR")
    japanese = make_actor("nec", "NEC", kind="company", country="JP")
    owed(officer, title="Between them", owner=make_actor("amd", "AMD", country="US"),
         counterpart=make_actor("vn-moit", "Ministry of Industry", country="VN"))  # fmt: skip
    owed(officer, title="With others", owner=french, counterpart=japanese)
    owed(officer, title="One of them", owner=company, counterpart=french)
    owed(officer, title="At home", owner=Actor.objects.get(key="vn-moit"),
         counterpart=make_actor("vn-moet", "Ministry of Education", country="VN"))  # fmt: skip
    state = make_actor("vn", "Viet Nam", kind="country", country="VN")
    owed(officer, title="Of the state with nobody", owner=state)
    visit = met(officer, participants=[(company, "", ""), (ministry, "", "")])
    assert set(titles(before(officer, visit).commitments)) == {"Between them", "One of them"}


def test_an_agreement_brings_its_commitments_only_where_it_may_be_seen(officer, second_officer, sides):
    company, _ministry = sides
    for tlp in ("clear", "red"):
        signed = record_agreement(title=f"{tlp} paper", tlp=tlp, actor=officer, parties=[(company, "party")])
        owed(officer, title=f"Under the {tlp} paper", agreement=signed, tlp="clear")
    visit = met(officer, tlp="clear", participants=[(company, "", "")])
    assert set(titles(before(officer, visit).commitments)) == {"Under the clear paper", "Under the red paper"}
    assert titles(before(second_officer, visit).commitments) == ["Under the clear paper"]


def test_a_guest_brings_the_body_of_the_office_held_on_that_day(officer, sides):
    company, _ministry = sides
    person = make_actor("jane-doe", "Jane Doe", kind="person", country="")
    Mandate.objects.create(
        person=person, organisation=company, office="President", since="2024", until="2026-06"
    )
    owed(officer, title="Of her company", owner=company, counterpart=None)
    assert titles(before(officer, met(officer, participants=[(person, "", "")])).commitments) == [
        "Of her company"
    ]
    later = met(officer, held_on="2026-09-01", participants=[(person, "", "")])
    assert before(officer, later).commitments == []


def claim_of(organisation, company, text, *, document=None, **claim):
    made = make_document(
        organisation,
        text=text,
        claims=[{"parties": ["intel"], "technologies": [], **claim}],
        **document or {},
    )
    make_mention(made, "intel", company, "Intel")
    return made.claims.get()


def test_openings_are_what_the_guests_ask_for_or_negotiate_the_latest_first(organisation, officer, sides):
    company, _ministry = sides
    asked = claim_of(
        organisation, company, "Intel asks for land.", type="request", status="made", date="2026-01"
    )
    talked = claim_of(
        organisation,
        company,
        "Intel negotiates a treaty.",
        type="agreement",
        status="negotiating",
        date="2026-02",
    )
    claim_of(organisation, company, "Intel was refused.", type="request", status="refused", date="2026-03")
    claim_of(organisation, company, "Intel signed.", type="agreement", status="signed", date="2026-03")
    hidden = claim_of(
        organisation, company, "Intel asks in secret.", type="request", status="made", document={"tlp": "red"}
    )
    page = before(officer, met(officer, tlp="clear", participants=[(company, "", "")]))
    assert [claim.pk for claim in page.openings][:2] == [talked.pk, asked.pk]
    assert {claim.pk for claim in page.openings} == {talked.pk, asked.pk, hidden.pk}


def test_what_was_promised_is_told_by_dates_by_print_and_by_name(organisation, officer, sides):
    company, _ministry = sides
    promised = {"type": "agreement", "status": "signed"}
    then = claim_of(organisation, company, "Intel signs on the day.", **promised, date="2026-03-06",
                    document={"published": "2026-05-01"})  # fmt: skip
    printed = claim_of(organisation, company, "Intel will build a laboratory.", **promised, date="2027",
                       document={"published": "2026-03-08"})  # fmt: skip
    claim_of(organisation, company, "Intel signed long ago.", **promised, date="2025-11",
             document={"published": "2026-03-06"})  # fmt: skip
    claim_of(organisation, company, "Intel and the ministry are partners.", **promised, date="2025-11/2026-03-05",
             document={"published": "2026-03-06"})  # fmt: skip
    claim_of(organisation, company, "Intel signed this year.", **promised, date="2026",
             document={"published": "2026-04-06"})  # fmt: skip
    claim_of(organisation, company, "Intel is strong.", type="strength", status="stated", date="2026-03-06")
    naming = tell(organisation, "2026-03-05", what="meet", document={"published": "2026-06-01"})
    named = naming.claims.get()
    named.pk, named.type, named.status, named.date = None, "target", "set", "2030"
    named.save()
    Involvement.objects.create(claim=named, actor=company, role=Role.PARTY)
    aside = Claim.objects.get(pk=named.pk)
    aside.pk = None  # of the same document, about others
    aside.save()
    visit = met(
        officer, held_on="2026-03-05", until="2026-03-07", visit=True, participants=[(company, "", "")]
    )
    page = after(officer, visit)
    assert {one.claim.pk for one in page.told} == {then.pk, printed.pk, named.pk}
    assert page.more == 0


def test_a_month_may_be_the_day_and_what_is_followed_says_so(organisation, officer, sides):
    company, _ministry = sides
    claim = claim_of(organisation, company, "Intel signs.", type="agreement", status="signed", date="2026-03",
                     document={"published": "2026-04-01", "tlp": "green"})  # fmt: skip
    visit = met(officer, participants=[(company, "", "")])
    (told,) = after(officer, visit).told
    assert (told.claim, told.commitment) == (claim, None)
    made = promise(title="Sign", born_of=claim, actor=officer, today=TODAY)
    (told,) = after(officer, visit).told
    assert told.commitment == made


def test_one_event_is_told_once(organisation, officer, sides):
    company, _ministry = sides
    for _copy in range(3):
        tell(organisation, "2026-03-05", document={"published": "2026-03-06"})
    page = after(officer, met(officer, participants=[(company, "", "")]))
    assert len(page.told) == 1


def test_decisions_lead_to_what_became_of_them_and_to_the_next_meeting(officer, sides):
    company, _ministry = sides
    first = met(officer, participants=[(company, "", "")])
    decision = decided(first, owner=company, actor=officer)
    made = follow_decision(decision, actor=officer, today=TODAY)
    assert titles(after(officer, first).commitments) == [made.title]
    second = met(officer, title="Second", held_on="2026-12-01", participants=[(company, "", "")])
    page = before(officer, second)
    assert [row.meeting for row in page.earlier] == [first]
    assert titles(page.commitments) == [made.title]
    assert before(officer, first).earlier == []


def test_a_meeting_without_people_has_an_empty_file(officer):
    owed(officer, title="Of nobody")
    page = before(officer, met(officer, participants=[(None, "Jane Doe", "Director")]))
    assert (page.commitments, page.openings, page.earlier) == ([], [], [])
    assert page.meeting.first_day == date(2026, 3, 5)

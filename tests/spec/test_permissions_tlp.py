"""No role sees what the Traffic Light Protocol forbids: in list, count, facet, search, export, address and trail."""

import csv
import io

import pytest
from dossiers import make_document, make_source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.accounts.permissions import MEMBERS, may
from passerelle.apps.audit.queries import EventFilters, events_for
from passerelle.apps.library.actions.review import reject_claim
from passerelle.apps.library.exports.export import DOCUMENT_FORMS, LIST_FORMS, export_document, export_list
from passerelle.apps.library.models import Claim, Document, Posting, Tlp
from passerelle.apps.library.queries.claims import (
    claim_for,
    claim_history,
    claims_awaiting_review,
    claims_of,
    next_to_review,
)
from passerelle.apps.library.queries.desk import desk_for
from passerelle.apps.library.queries.documents import document_for, library_page, listing_for
from passerelle.apps.library.queries.filters import Filters

WORLD = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(Tlp.values), st.sampled_from(Tlp.values), st.integers(0, 2)),
    min_size=1,
    max_size=6,
)
READER = st.tuples(st.integers(0, 2), st.sampled_from(ROLES), st.booleans())


def allowed(user: User, document: Document) -> bool:
    """The protocol as this desk applies it, in words: written here a second time, to be compared."""
    if not user.is_active:
        return False
    own = document.organisation_id == user.organisation_id
    return {
        "clear": True,
        "green": own or user.role in MEMBERS,
        "amber": own,
        "red": own and user.role in MEMBERS,
    }[document.tlp]


def make_world(world, reader):
    number = Organisation.objects.count()
    organisations = [Organisation.objects.create(name=f"World {number + at}") for at in range(3)]
    home, role, active = reader
    user = User.objects.create(
        username=f"reader-{number}", role=role, organisation=organisations[home], is_active=active
    )
    for at, (owner, tlp, source_tlp, claims) in enumerate(world):
        document = make_document(
            organisations[owner],
            text=f"Bí mật số {number}-{at} của tổ chức {owner}.",
            title=f"doc{number}x{at}",
            tlp=tlp,
            source=make_source(organisations[owner], f"src{number}x{source_tlp}", tlp=source_tlp),
            claims=claims,
            language=["fr", "vi", "en"][at % 3],
        )
        reviewer, _ = User.objects.get_or_create(
            username=f"officer-{number}-{owner}",
            defaults={"role": "officer", "organisation": organisations[owner]},
        )
        for claim in document.claims.all()[1:]:
            reject_claim(claim, actor=reviewer, reason="No.")
    return user


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(WORLD, READER)
def test_no_role_sees_what_its_marking_forbids(db, world, reader):
    for model in (Claim, Document, Posting):
        model.objects.all().delete()
    user = make_world(world, reader)
    everything = list(Document.objects.select_related("snapshot"))
    seen = {document.pk for document in everything if allowed(user, document)}
    check_list(user, everything, seen)
    check_facets(user, seen)
    check_search(user, everything, seen)
    check_addresses(user, everything, seen)
    check_desk(user, seen)
    check_exports(user, everything, seen)
    for event in events_for(user, EventFilters()).events:
        assert may(user, "audit.read")
        assert event.organisation_id == user.organisation_id


def check_list(user, everything, seen):
    page = library_page(user, Filters(), page_size=100)
    assert {row.document.pk for row in page.rows} == seen
    assert page.total == len(seen)
    listing = listing_for(user, Filters())
    assert set(listing.ids) == seen
    marks = [document.tlp for document in everything if document.pk in seen]
    assert listing.marking == max(marks, key=Tlp.values.index, default="clear")
    for row in page.rows:  # a source's name is shown only to those whom its own marking allows
        stored = Document.objects.get(pk=row.document.pk).source
        assert row.source == (stored.name if allowed(user, stored) else "")


def check_facets(user, seen):
    for facet in library_page(user, Filters()).facets:
        for value in facet.values:
            chosen = library_page(user, Filters({facet.name: (value.value,)}), page_size=100)
            assert {row.document.pk for row in chosen.rows} <= seen
            assert value.count == chosen.total
        counts = {value.value: value.count for value in facet.values}
        if facet.name == "language":
            assert sum(counts.values()) == len(seen)
        if facet.name == "review":
            waiting = Claim.objects.filter(document__in=seen, state="waiting")
            assert counts.get("waiting", 0) == waiting.values("document").distinct().count()


def check_search(user, everything, seen):
    """Also for words that only hidden documents hold."""
    for document in everything:
        found = library_page(user, Filters(query=f'"{document.snapshot.text}"'), page_size=100)
        assert {row.document.pk for row in found.rows} == {document.pk} & seen
        assert found.total == len(found.rows)
        assert all(value.count <= found.total for facet in found.facets for value in facet.values)


def check_addresses(user, everything, seen):
    for document in everything:
        claims = list(document.claims.all())
        if document.pk in seen:
            assert document_for(user, document.pk) == document
            assert [claim_for(user, claim.pk) for claim in claims] == claims
            continue
        with pytest.raises(Document.DoesNotExist):
            document_for(user, document.pk)
        assert not claims_of(user, document).exists()
        for claim in claims:
            with pytest.raises(Claim.DoesNotExist):
                claim_for(user, claim.pk)
            assert claim_history(user, claim) == []


def check_desk(user, seen):
    desk = desk_for(user, None)
    assert {document.pk for document in desk.new_documents} <= seen
    assert {claim.document_id for claim in [*desk.new_claims, *desk.waiting]} <= seen
    assert {claim.document_id for claim in claims_awaiting_review(user)} <= seen
    following = next_to_review(user)
    assert following is None or following.pk in seen
    assert desk.counts.documents == desk.counts.new_documents == len(seen)
    standing = Claim.objects.filter(document__in=seen).exclude(state__in=["rejected", "withdrawn"])
    assert desk.counts.claims == desk.counts.new_claims == standing.count()
    assert desk.counts.waiting == standing.filter(state="waiting").count()


def check_exports(user, everything, seen):
    titles = {document.title: document.pk for document in everything}
    data = {form: b"".join(export_list(user, Filters(), form).content) for form in LIST_FORMS}
    lines = csv.DictReader(io.StringIO(data["csv"].decode("utf-8-sig"), newline=""))
    assert {titles[line["Title"]] for line in lines} == seen
    assert len(data["jsonl"].decode().splitlines()) == len(seen)
    sheet = load_workbook(io.BytesIO(data["xlsx"])).worksheets[1]
    assert {titles[row[1]] for row in sheet.iter_rows(min_row=2, values_only=True)} == seen
    for document in everything:
        for form in DOCUMENT_FORMS if document.pk not in seen else ():
            with pytest.raises(Document.DoesNotExist):
                export_document(user, document.pk, form)

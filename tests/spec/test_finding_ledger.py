"""What of the ledger answers a question: by words in any language, tones or none, as far as the reader may see it."""

import pytest
from activities import programme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_samples import ACTIVITIES
from known_actors import make_actor
from ledgers import TODAY, owed
from meetings import met
from test_permissions_tlp import allowed

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.finding.widening import literally, widen
from passerelle.apps.ledger.actions.agreements import edit_agreement, record_agreement
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Activity, Agreement, Commitment, Edit, Meeting
from passerelle.apps.ledger.queries.found import KINDS, found_in_ledger
from passerelle.apps.library.models import Tlp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


def title_of(row) -> str:
    if isinstance(row, tuple):
        return row[0].title
    return next(
        getattr(row, name) for name in ("commitment", "agreement", "meeting") if hasattr(row, name)
    ).title


def found(user, typed, kind="commitments", **page):
    return found_in_ledger(user, widen(typed), kind, "en", today=TODAY, **({"limit": 25} | page))


def titles(user, typed, kind="commitments", **page):
    return [title_of(row) for row in found(user, typed, kind, **page).rows]


def made(kind, actor, title, tlp="green"):
    return {
        "commitments": lambda: owed(actor, title=title, tlp=tlp),
        "agreements": lambda: record_agreement(actor=actor, title=title, tlp=tlp),
        "activities": lambda: programme(actor, title=title, tlp=tlp),
        "meetings": lambda: met(actor, title=title, tlp=tlp),
    }[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_words_find_with_and_without_tones_and_these_very_tones_stand_first(officer, kind):
    made(kind, officer, "Đào tạo kỹ sư bán dẫn")
    made(kind, officer, "Dao tao ky su ban dan")
    made(kind, officer, "Formation d’ingénieurs (IA)")
    assert set(titles(officer, "dao tao", kind)) == {"Đào tạo kỹ sư bán dẫn", "Dao tao ky su ban dan"}
    assert titles(officer, "đào tạo", kind)[0] == "Đào tạo kỹ sư bán dẫn"
    assert titles(officer, "INGENIEURS", kind) == ["Formation d’ingénieurs (IA)"]
    assert titles(officer, '"ky su ban"', kind, limit=1)
    assert titles(officer, '"su ky"', kind) == titles(officer, "nothing such", kind) == []
    assert titles(officer, "kỹ sư -formation -dao", kind) == []
    assert titles(officer, "inge*", kind) == ["Formation d’ingénieurs (IA)"]
    assert titles(officer, "inge", kind) == [], "whole words"
    assert titles(officer, "ia ingénieurs", kind) == ["Formation d’ingénieurs (IA)"]


def test_other_names_of_a_technology_find_too_and_literally_do_not(officer):
    made("agreements", officer, "Thỏa thuận về đất hiếm")
    made("agreements", officer, "Accord sur les terres rares")
    assert len(titles(officer, "rare earths", "agreements")) == 2
    assert (
        found_in_ledger(officer, literally("rare earths"), "agreements", "en", today=TODAY, limit=9).total
        == 0
    )


def test_pages_hold_everything_once_the_latest_first(officer):
    for at in range(7):
        owed(officer, title=f"Chips {at}", promised=f"202{at % 5}-01")
    whole = titles(officer, "chips")
    assert whole[:2] == ["Chips 4", "Chips 3"]
    assert sorted(whole) == [f"Chips {at}" for at in range(7)]
    pages = [titles(officer, "chips", offset=at, limit=3) for at in (0, 3, 6)]
    assert [title for page in pages for title in page] == whole
    assert found(officer, "chips", limit=3).total == 7


def test_what_was_renamed_is_found_by_its_new_title_at_once(officer):
    one, paper = owed(officer, title="Old name"), made("agreements", officer, "Old paper")
    assert titles(officer, "old") == ["Old name"]
    edit_commitment(one, changes={"title": "Tên mới"}, actor=officer, today=TODAY)
    edit_agreement(paper, changes={"title": "New paper"}, actor=officer)
    assert titles(officer, "old") == titles(officer, "old", "agreements") == []
    assert titles(officer, "ten moi") == ["Tên mới"]
    assert titles(officer, "paper", "agreements") == ["New paper"]


def test_an_activity_is_found_by_its_identifier_and_its_title_in_each_language(
    officer, second_officer, tmp_path
):
    text = (
        '<title><narrative>Semiconductor training</narrative><narrative xml:lang="fr">Formation aux puces</narrative>'
        '<narrative xml:lang="vi">Đào tạo bán dẫn</narrative></title>'
    )
    file = tmp_path / "file.xml"
    sample = ACTIVITIES
    start, end = sample.index("<title>"), sample.index("</title>") + len("</title>")
    file.write_text(sample[:start] + text + sample[end:], encoding="utf-8")
    for user in (officer, second_officer):
        import_iati(file, actor=user, tlp="clear", name="file.xml")
    (one,) = Activity.objects.filter(title="Semiconductor training", organisation=officer.organisation)
    for typed in ("semiconductor training", "formation aux puces", "dao tao ban dan", one.identifier):
        assert titles(officer, typed, "activities")[:1] == ["Semiconductor training"], typed
    (row,) = found(officer, '"formation aux puces"', "activities").rows
    assert row[0].organisation == officer.organisation, "taken in by two, told once"


ROW = st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 2), st.sampled_from(Tlp.values))


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(st.lists(ROW, min_size=1, max_size=6), st.integers(0, 2), st.sampled_from(ROLES), st.booleans())
def test_nobody_finds_or_counts_what_a_marking_hides(db, world, home, role, active):
    for model in (Edit, Commitment, Activity, Agreement, Meeting):
        model.objects.all().delete()
    forget()
    number = Organisation.objects.count()
    organisations = [Organisation.objects.create(name=f"World {number + at}") for at in range(3)]
    officers = [
        User.objects.create(username=f"officer-{number}-{at}", role="officer", organisation=one)
        for at, one in enumerate(organisations)
    ]
    reader = User.objects.create(
        username=f"reader-{number}", role=role, organisation=organisations[home], is_active=active
    )
    rows = [
        (kind, made(kind, officers[owner], f"Secret {number}x{at}", tlp))
        for at, (kind, owner, tlp) in enumerate(world)
    ]
    for kind in KINDS:
        answer = found(reader, "secret", kind)
        expected = {row.title for its, row in rows if its == kind and allowed(reader, row)}
        assert {title_of(row) for row in answer.rows} == expected
        assert answer.total == len(expected)


def test_a_question_without_words_finds_nothing(officer):
    owed(officer)
    make_actor("intel", "Intel")
    for typed in ("", "-chip", '""', "%", "_", "\x00", "*", "a" * 500):
        assert found(officer, typed).rows == []


def test_the_page_of_results_tells_of_each_kind_in_three_languages(client, officer, second_officer):
    for kind in KINDS:
        for at in range(6):
            made(kind, officer, f"Vi mạch {at}", "amber")
    client.force_login(officer)
    for language, words in (
        ("fr", ["Engagements", "Accords", "Programmes et activités", "Réunions", "Tous les engagements"]),
        ("vi", ["Cam kết", "Thỏa thuận", "Chương trình và hoạt động", "Cuộc họp", "Tất cả cam kết"]),
        ("en", ["Commitments", "Agreements", "Programmes and activities", "Meetings", "All commitments"]),
    ):
        client.cookies["django_language"] = language
        text = client.get("/search/", {"q": "vi mach"}).content.decode()
        main = text[text.index("<main") :]
        for word in words:
            assert word in main, word
        for kind in KINDS:
            assert f'id="{kind}"' in main
    assert "Vi mạch 0" in client.get("/search/", {"q": "vi mach", "show": "meetings"}).content.decode()
    alone = client.get("/search/", {"q": "vi mach", "show": "commitments"}).content.decode()
    assert 'id="commitments"' in alone
    assert 'id="meetings"' not in alone
    narrowed = client.get("/search/", {"q": "vi mach", "type": "agreement"}).content.decode()
    assert "remove the filters" in narrowed
    assert 'id="commitments"' not in narrowed
    client.force_login(second_officer)
    hidden = client.get("/search/", {"q": "vi mach"}).content.decode()
    assert "Vi mạch" not in hidden

"""The queue of doubtful actors: asked best first, answered by forms, told to the second who decides."""

import pytest
from django.urls import reverse
from dossiers import make_document
from known_actors import make_actor

from passerelle.apps.directory.actions.decide import drop_candidate, keep_apart, merge_actors
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.labels import REASONS
from passerelle.apps.directory.models import Actor, Decision, Likeness
from passerelle.core.naming.reasons import RULES
from passerelle.core.naming.tables import naming_table

pytestmark = pytest.mark.django_db

TEXT = "Intel et la société Soitec Quantique ont signé un accord à Grenoble. Rien d'autre n'a été dit."
SOITEC = {"id": "soitec", "kind": "company", "country": "FR", "names": ["Soitec Quantique"]}


def naming(organisation, *actors, text=TEXT, **given):
    """A document whose reading found these actors, resolved."""
    document = make_document(
        organisation,
        text=text,
        claims=[{"parties": [one["id"] for one in actors]}],
        **{"language": "fr"} | given,
    )
    document.readings.update(actors=list(actors))
    resolve_document(document, actor=None)
    return document


@pytest.fixture
def known():
    """An actor of the directory that bears the same name, but in another country."""
    return make_actor("soitec-inc", "Soitec Quantique", country="US", kind="company")


@pytest.fixture
def candidate(organisation, known) -> Actor:
    return naming(organisation, SOITEC).mentions.get().actor


def queue(client, user, language="fr", **query) -> str:
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse("directory:doubtful"), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


def answer(client, user, name, pk, htmx=True, **given):
    client.force_login(user)
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse(f"directory:{name}", args=[pk]), given, headers=headers)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Peut-être", "Le même nom", "autre pays", "États-Unis"]),
        ("vi", ["Có thể là", "Cùng một tên", "Thuộc quốc gia khác"]),
        ("en", ["Perhaps", "The same name", "Belongs to another country"]),
    ],
)
def test_a_doubt_is_shown_in_its_sentence_with_its_reasons(client, officer, candidate, language, words):
    shown = queue(client, officer, language)
    assert [word for word in words if word not in shown] == []
    assert "Intel et la société <mark>Soitec Quantique</mark> ont signé un accord à Grenoble." in shown
    assert "Rien d&#x27;autre" not in shown
    assert reverse("directory:actor", args=["soitec-inc"]) in shown


def test_the_surest_question_comes_first(client, organisation, officer, candidate):
    make_actor("acme-jp", "Acmé Photonics", country="JP", kind="company")  # an accent less sure
    naming(
        organisation,
        {"id": "acme", "kind": "company", "country": "DE", "names": ["Acme Photonics"]},
        text="Acme Photonics.",
    )
    shown = queue(client, officer)
    assert shown.index("Soitec Quantique</h2>") < shown.index("Acme Photonics</h2>")


def test_the_same_merges_and_undoing_asks_again(client, officer, candidate, known):
    shown = answer(
        client, officer, "same", candidate.pk, to="soitec-inc", seen=candidate.token
    ).content.decode()
    candidate.refresh_from_db()
    assert (candidate.state, candidate.merged_into) == ("merged", known)
    assert "state-decided" in shown
    assert "soitec-inc" in shown
    assert "Soitec Quantique</h2>" not in queue(client, officer)
    shown = answer(client, officer, "undo", Decision.objects.get().pk).content.decode()
    candidate.refresh_from_db()
    assert candidate.state == "candidate"
    assert "state-waiting" in shown


def test_not_the_same_is_not_asked_again(client, officer, candidate, known):
    shown = answer(
        client, officer, "apart", candidate.pk, to="soitec-inc", seen=candidate.token
    ).content.decode()
    assert "state-decided" in shown
    assert "Soitec Quantique</h2>" not in queue(client, officer)
    assert "Soitec Quantique</h2>" in queue(client, officer, of="all")
    assert "state-waiting" in answer(client, officer, "undo", Decision.objects.get().pk).content.decode()


def test_dropping_and_undoing(client, officer, candidate):
    assert (
        "state-decided"
        in answer(client, officer, "drop", candidate.pk, seen=candidate.token).content.decode()
    )
    candidate.refresh_from_db()
    assert candidate.state == "dropped"
    answer(client, officer, "undo", Decision.objects.get().pk)
    candidate.refresh_from_db()
    assert candidate.state == "candidate"


def test_a_new_actor_enters_under_the_names_that_the_person_gives(client, officer, candidate):
    client.force_login(officer)
    form = client.get(
        reverse("directory:accept", args=[candidate.pk]), headers={"HX-Request": "true"}
    ).content.decode()
    assert 'value="Soitec Quantique"' in form
    assert "warning" in form, "the document is marked: its names would be open"
    given = {"text": "Soitec Quantique", "vi": "Công ty Soitec", "kind": "company", "country": "FR"}
    shown = answer(client, officer, "accept", candidate.pk, seen=candidate.token, **given)
    assert "state-decided" in shown.content.decode()
    candidate.refresh_from_db()
    assert (candidate.state, candidate.key, candidate.country) == ("accepted", "soitec-quantique", "FR")
    assert set(candidate.names.values_list("text", "language")) == {
        ("Soitec Quantique", ""),
        ("Công ty Soitec", "vi"),
    }


def test_a_name_that_is_none_goes_back_with_what_was_typed(client, officer, candidate):
    given = {"text": "\u200b", "vi": "Công ty Soitec", "kind": "company", "country": "FR"}
    back = answer(client, officer, "accept", candidate.pk, seen=candidate.token, **given)
    assert back.headers["HX-Retarget"] == f"#pick-{candidate.pk}"
    assert "Công ty Soitec" in back.content.decode()
    assert "errorlist" in back.content.decode()
    candidate.refresh_from_db()
    assert candidate.state == "candidate"


def test_another_actor_is_found_without_tones_and_chosen_for_one_document(client, officer, candidate):
    other = make_actor("vn-vast", "Viện Hàn lâm Khoa học", kind="institute")
    client.force_login(officer)
    address = reverse("directory:choose", args=[candidate.pk])
    found = client.get(address, {"q": "vien han lam"}, headers={"HX-Request": "true"}).content.decode()
    assert "Viện Hàn lâm Khoa học" in found
    mention = candidate.mentions.get()
    answer(client, officer, "same", candidate.pk, to="vn-vast", mention=mention.pk, seen=candidate.token)
    mention.refresh_from_db()
    assert (mention.actor, mention.state) == (other, "decided")
    candidate.refresh_from_db()
    assert candidate.state == "candidate"


def test_whoever_decides_second_is_told_and_nothing_is_lost(
    client, officer, second_officer, candidate, known
):
    seen = candidate.token
    merge_actors(known, candidate, actor=officer, seen=seen)
    told = answer(client, second_officer, "drop", candidate.pk, seen=seen).content.decode()
    assert 'role="alert"' in told
    assert str(officer) in told
    candidate.refresh_from_db()
    assert candidate.merged_into == known


def test_without_scripts_the_answer_is_the_queue_again(client, officer, candidate):
    back = answer(client, officer, "same", candidate.pk, htmx=False, to="soitec-inc", seen=candidate.token)
    assert back.status_code == 302
    assert back.url == f"{reverse('directory:doubtful')}#doubt-{candidate.pk}"
    assert str(officer) in queue(client, officer), "the latest decisions say who decided, and undo"


def test_nobody_is_asked_about_what_they_may_not_see(client, organisation, known, second_officer, visitor):
    hidden = naming(organisation, SOITEC, tlp="amber").mentions.get().actor
    shown = queue(client, second_officer)
    assert "Quantique" not in shown
    assert ">0</span>" in shown
    for name in ("same", "apart", "drop", "accept"):
        assert answer(client, second_officer, name, hidden.pk, to="soitec-inc").status_code == 404
    drop_candidate(hidden, actor=hidden_owner(organisation))
    assert answer(client, second_officer, "undo", Decision.objects.get().pk).status_code == 404
    assert "Quantique" not in queue(client, second_officer)
    client.force_login(visitor)
    assert client.get(reverse("directory:doubtful")).status_code == 403


def hidden_owner(organisation):
    from passerelle.apps.accounts.models import User

    return User.objects.create_user(
        "owner", password="a long enough password", organisation=organisation, role="officer"
    )


def test_the_queue_asks_the_database_as_often_for_many_as_for_few(
    client, organisation, officer, candidate, django_assert_max_num_queries
):
    for number in range(6):
        make_actor(f"acme-{number}", f"Acme {number}", country="JP", kind="company")
        one = {"id": "acme", "kind": "company", "country": "DE", "names": [f"Acme {number}"]}
        naming(organisation, one, text=f"Acme {number} a signé.")
    with django_assert_max_num_queries(36):
        queue(client, officer)


def test_every_rule_that_may_be_a_reason_has_words():
    weighed = {
        rule for rules in naming_table("weights").values() if isinstance(rules, dict) for rule in rules
    }
    assert (weighed | set(RULES)) - set(REASONS) == set()


def pair_answer(client, user, name, pair, htmx=True, **given) -> str:
    client.force_login(user)
    headers = {"HX-Request": "true"} if htmx else {}
    answered = client.post(reverse(f"directory:{name}", args=pair), given, headers=headers, follow=not htmx)
    assert answered.status_code == 200
    return answered.content.decode()


@pytest.fixture
def pair() -> tuple[int, int]:
    one = make_actor("hcmut", ("HCMUT", "en"), ("Đại học Bách khoa", "vi"), kind="university")
    other = make_actor("bach-khoa", ("Bach Khoa University", "en"), kind="university")
    reasons = [{"rule": "same_country", "weight": 0.5, "detail": "VN"}]
    Likeness.objects.create(left=one, right=other, value=0.8, reasons=reasons)
    return one.pk, other.pk


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            ["Peut-être en double", "Même pays", "Même acteur\u00a0: conserver HCMUT", "Acteurs distincts"],
        ),
        ("vi", ["Có thể bị trùng", "Cùng quốc gia", "giữ Đại học Bách khoa", "Chủ thể khác nhau"]),
        ("en", ["Perhaps held twice", "The same country", "The same: keep HCMUT", "Not the same"]),
    ],
)
def test_two_that_may_be_one_stand_side_by_side(client, officer, pair, language, words):
    shown = queue(client, officer, language, of="twice")
    assert [word for word in words if word not in shown] == []
    assert "Bach Khoa University" in shown


def test_either_of_a_pair_can_be_kept_and_undoing_asks_again(client, officer, pair):
    absorbed = Actor.objects.get(key="hcmut")
    shown = pair_answer(client, officer, "merge-pair", pair, keep="bach-khoa", seen=absorbed.token)
    absorbed.refresh_from_db()
    assert (absorbed.state, absorbed.merged_into.key) == ("merged", "bach-khoa")
    assert "state-decided" in shown
    assert "state-waiting" in pair_answer(client, officer, "undo-pair", pair)
    shown = pair_answer(client, officer, "keep-pair-apart", pair, htmx=False)
    assert "HCMUT" not in shown[: shown.index("Latest decisions")]
    assert Decision.objects.filter(verb="apart", undone_at=None).count() == 1


def test_the_second_who_decides_about_a_pair_is_told(client, officer, coordinator, pair):
    keep_apart(*Actor.objects.filter(pk__in=pair), actor=coordinator)
    absorbed = Actor.objects.get(key="hcmut")
    shown = pair_answer(client, officer, "merge-pair", pair, keep="bach-khoa", seen=absorbed.token)
    assert str(coordinator) in shown
    absorbed.refresh_from_db()
    assert absorbed.state == "accepted"


def test_a_pair_is_no_business_of_visitors_nor_of_names_not_in_it(client, officer, visitor, pair):
    client.force_login(visitor)
    assert client.post(reverse("directory:keep-pair-apart", args=pair)).status_code == 403
    client.force_login(officer)
    assert client.post(reverse("directory:merge-pair", args=pair), {"keep": "else"}).status_code == 404
    assert client.post(reverse("directory:undo-pair", args=pair)).status_code == 404
    assert client.post(reverse("directory:keep-pair-apart", args=(pair[0], 999999))).status_code == 404

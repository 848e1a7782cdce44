"""The queue of doubtful actors: best first, with reasons and sentences, for members who may see the documents."""

import pytest
from dossiers import make_document
from known_actors import make_actor, make_candidate, make_mention

from passerelle.apps.directory.actions.decide import drop_candidate, keep_apart
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.models import Actor, Mandate
from passerelle.apps.directory.queries.offices import holder_of
from passerelle.apps.directory.queries.queue import PAGE_SIZE, next_question, question_about, queue_for

pytestmark = pytest.mark.django_db


def keys(user, **given) -> list[str]:
    return [question.candidate.key for question in queue_for(user, "en", **given).questions]


def unsure(document, local, candidate, *names, score, others=()):
    return make_mention(
        document, local, candidate, *names, state="doubtful", confidence=score,
        reasons=[{"rule": "shared_name", "weight": -0.35, "detail": ""}],
        runners_up=[[actor.pk, score] for actor in others],
    )  # fmt: skip


def test_the_surest_comes_first_then_who_is_named_most(organisation, officer):
    documents = [make_document(organisation, text=f"Text {n}.") for n in range(3)]
    known = make_actor("acme", "Acme", kind="company", country="FR")
    rare, often, likely, unlikely = (make_candidate() for _ in range(4))
    make_mention(documents[0], "rare", rare, "Rare")
    for document in documents:
        make_mention(document, "often", often, "Often")
    unsure(documents[0], "acme", likely, "Acme S.A.", score=0.7, others=[known])
    unsure(documents[1], "acme", unlikely, "Acmé", score=0.4, others=[known])
    assert keys(officer) == [one.key for one in (likely, unlikely, often, rare)]
    assert keys(officer, of="doubtful") == [likely.key, unlikely.key]
    queue = queue_for(officer, "en")
    assert (queue.total, queue.doubtful) == (4, 2)
    assert [question.documents for question in queue.questions] == [1, 1, 3, 1]
    assert next_question(officer, likely, "en").candidate == unlikely
    drop_candidate(likely, actor=officer)
    assert next_question(officer, None, "en").candidate == unlikely


def test_a_question_tells_sentences_reasons_and_whom_it_may_be(organisation, officer):
    text = "Hier, rien. Le Dr. Acme S.A. a signé un accord à Paris. Demain non plus."
    document = make_document(organisation, text=text, language="fr")
    known, other = make_actor("acme", ("Acme", "en")), make_actor("acme-inc", "Acme Inc")
    candidate = make_candidate()
    unsure(document, "acme", candidate, "Acme S.A.", "Acme", score=0.7, others=[known, other])
    question = question_about(officer, candidate.key, "fr")
    assert (question.name, question.spellings, question.doubtful) == (
        "Acme S.A.",
        ["Acme S.A.", "Acme"],
        True,
    )
    assert question.reasons == ["Several actors bear this name"]
    assert [(one.name, one.score) for one in question.choices] == [("Acme", 0.7), ("Acme Inc", 0.7)]
    (quote,) = question.quotes
    assert quote.text[quote.start : quote.end] == "Acme S.A."
    assert quote.text.startswith("Le Dr. Acme")
    assert quote.text.endswith("Paris.")
    keep_apart(candidate, known, actor=officer)
    assert [one.name for one in question_about(officer, candidate.key, "fr").choices] == ["Acme Inc"]


def test_what_is_resolved_reaches_the_queue(organisation, officer):
    make_actor("one", "City Hospital", country="")
    make_actor("two", "City Hospital", country="")
    document = make_document(organisation, text="City Hospital signs.", claims=0)
    document.readings.update(
        actors=[{"id": "city", "kind": "institute", "country": None, "names": ["City Hospital"]}]
    )
    resolve_document(document, actor=None)
    (question,) = queue_for(officer, "en").questions
    assert {choice.actor.key for choice in question.choices} == {"one", "two"}
    assert question.quotes[0].text == "City Hospital signs."


def test_only_what_may_be_seen_counts(organisation, officer, second_officer, visitor, second_visitor):
    open_document = make_document(organisation, text="Open.", tlp="green")
    secret = make_document(organisation, text="Acme Secret.", tlp="amber")
    known = make_actor("acme", "Acme")
    shared, hidden = make_candidate(), make_candidate()
    make_mention(open_document, "acme", shared, "Acme Open")
    unsure(secret, "acme", shared, "Acme Secret", score=0.9, others=[known])
    make_mention(secret, "other", hidden, "Hidden")
    assert keys(officer) == [shared.key, hidden.key]
    (question,) = queue_for(second_officer, "en").questions
    assert (question.name, question.spellings) == ("Acme Open", ["Acme Open"])
    assert (question.documents, question.doubtful, question.choices, question.reasons) == (1, False, [], [])
    assert keys(second_officer, of="doubtful") == []
    with pytest.raises(Actor.DoesNotExist):
        question_about(second_officer, hidden.key, "en")
    assert keys(visitor) == keys(second_visitor) == []
    assert next_question(visitor, None, "en") is None


def test_the_queue_has_pages(organisation, officer):
    document = make_document(organisation)
    for number in range(PAGE_SIZE + 1):
        make_mention(document, f"c{number}", make_candidate(), f"Candidate {number}")
    first, second, beyond = (queue_for(officer, "en", page=page) for page in (1, 2, 99))
    assert (len(first.questions), len(second.questions), second.pages) == (PAGE_SIZE, 1, 2)
    assert beyond.number == 2


def test_a_page_of_the_queue_asks_the_same_number_of_questions_however_long(
    organisation, officer, django_assert_max_num_queries
):
    documents = [make_document(organisation, text=f"Text {n}.") for n in range(5)]
    known = make_actor("acme", "Acme")
    for number in range(20):
        unsure(
            documents[number % 5], f"c{number}", make_candidate(), f"Acme {number}", score=0.5, others=[known]
        )
    with django_assert_max_num_queries(12):
        assert len(queue_for(officer, "en").questions) == 20


def test_who_holds_an_office_depends_on_the_day(db):
    ministry, elsewhere = make_actor("vn-mofa", "MOFA"), make_actor("fr-mofa", "MEAE", country="FR")
    for key, of, since, until in (
        ("son", ministry, "2021-04-08", "2024-08-26"), ("trung", ministry, "2024-08-26", ""),
        ("barrot", elsewhere, "2024-09-23", ""),
    ):  # fmt: skip
        Mandate.objects.create(
            person=make_actor(key, key, kind="person"), organisation=of, office="Minister of Foreign Affairs",
            office_vi="Bộ trưởng Bộ Ngoại giao", since=since, until=until,
        )  # fmt: skip

    def holder(day, office="Minister of Foreign Affairs", **given):
        found = holder_of(office, day, **given)
        return found and found.key

    assert holder("2023", organisation="vn-mofa") == "son"
    assert holder("2025-01-02", office="bo truong bo ngoai giao", country="VN") == "trung"
    assert holder("2025-01-02", country="FR") == "barrot"
    assert holder("2025-01-02") is None, "two ministers"
    assert holder("2024-08-26", organisation="vn-mofa") is None, "the day of the change is both's"
    assert holder("2019") is None

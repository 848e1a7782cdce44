"""Actors that the directory perhaps holds twice: found in the background, asked once, decided for good."""

import pytest
from django.utils import translation
from django_tasks_db.models import DBTaskResult
from dossiers import make_document
from known_actors import make_actor, make_candidate, make_mention

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.directory import comparing
from passerelle.apps.directory.actions.compare import note_likenesses
from passerelle.apps.directory.actions.decide import keep_apart, merge_actors
from passerelle.apps.directory.actions.names import add_name
from passerelle.apps.directory.actions.undo import undo_decision
from passerelle.apps.directory.comparing import compare_some
from passerelle.apps.directory.editions import renew
from passerelle.apps.directory.labels import REASONS
from passerelle.apps.directory.models import Actor, Decision, Likeness
from passerelle.apps.directory.naming import NewName
from passerelle.apps.directory.queries.pairs import Alike, pair_about, pairs_waiting
from passerelle.apps.directory.queries.queue import PAGE_SIZE, queue_for, waiting_count
from passerelle.apps.directory.tasks import compare_waiting
from passerelle.core.naming.sameness import likely_same
from passerelle.core.naming.tables import naming_table

pytestmark = pytest.mark.django_db


def compared() -> None:
    """Do what the worker does, until nothing waits."""
    renew()
    while compare_some() is not None:
        compare_waiting.call()


def pairs(user, **given) -> list[set[str]]:
    found = queue_for(user, "en", **given).asked
    return [{side.actor.key for side in one.sides} for one in found if isinstance(one, Alike)]


@pytest.fixture
def twins():
    """One university under two entries; another that only looks alike."""
    one = make_actor("uh", ("Hanover University of Optics", "en"), country="DE", kind="university")
    other = make_actor(
        "uni-hanover-optics", ("University of Optics Hanover", "en"), country="DE", kind="university"
    )
    make_actor("uj", ("University of Optics", "en"), country="JP", kind="university")
    return one, other


def test_who_is_held_twice_is_asked_after_doubts_and_before_strangers(organisation, officer, twins):
    known = twins[0]
    documents = [make_document(organisation, text=f"Text {n}.") for n in range(2)]
    doubtful, stranger = make_candidate(), make_candidate()
    runners = [[known.pk, 0.4]]
    make_mention(documents[0], "d", doubtful, "Doubt", state="doubtful", confidence=0.4, runners_up=runners)
    make_mention(documents[1], "s", stranger, "Stranger")
    compared()
    queue = queue_for(officer, "en")
    assert [type(one).__name__ for one in queue.asked] == ["Question", "Alike", "Question"]
    assert (queue.total, queue.doubtful, queue.twice, waiting_count(officer)) == (3, 1, 1, 3)
    assert queue_for(officer, "en", of="doubtful").total == 2
    assert pairs(officer, of="twice") == [{"uh", "uni-hanover-optics"}]
    assert queue_for(officer, "en", of="twice").questions == []


def test_pairs_are_asked_about_one_by_one(officer, twins):
    """Two lists of all actors, each held against the other, cost a full desk seconds at every sign-in."""
    compared()
    assert " IN (SELECT " not in str(pairs_waiting(officer).query)
    assert pairs_waiting(officer).count() == 1


def test_a_pair_tells_its_reasons_in_the_language_of_the_reader(officer, twins):
    Likeness.objects.create(
        left=twins[0],
        right=twins[1],
        value=0.9,
        reasons=[
            {"rule": "identifier", "weight": 8.0, "detail": "ror 04chq2495"},
            {"rule": "also_named", "weight": 0.8, "detail": "vi"},
            {"rule": "mission", "weight": -3.0, "detail": "mission ≠ university"},
        ],
    )
    said = {}
    for language in ("en", "fr", "vi"):
        with translation.override(language):
            (one,) = queue_for(officer, language, of="twice").asked
            said[language] = one.reasons
    assert said["en"] == [
        (True, "One identifier in both (ror 04chq2495)"),
        (True, "Named alike in one more language (Vietnamese)"),
        (False, "One of them is a mission abroad"),
    ]
    assert said["fr"][1] == (True, "Même nom dans une autre langue encore (vietnamien)")
    assert len({str(reasons) for reasons in said.values()}) == 3
    assert naming_table("sameness")["weights"].keys() <= REASONS.keys(), "every rule has words for people"


def test_what_was_decided_is_not_asked_again_and_undoing_asks_again(officer, twins):
    one, other = twins
    compared()
    decision = keep_apart(one, other, actor=officer)
    compared()
    assert pairs(officer) == []
    assert pair_about(officer, other.pk, one.pk, "en").decision == decision
    undo_decision(decision, actor=officer)
    assert pairs(officer) == [{one.key, other.key}]
    merge_actors(one, other, actor=officer)
    assert pairs(officer) == []
    compared()
    asked = pair_about(officer, one.pk, other.pk, "en")
    assert (asked.decision.verb, asked.decision.other) == ("merge", one)
    undo_decision(Decision.objects.get(verb="merge"), actor=officer)
    compared()
    assert pairs(officer) == [{one.key, other.key}]


def test_a_name_that_changes_is_compared_anew(officer, twins):
    late = make_actor("oho", ("Optische Hochschule", "de"), country="DE", kind="university")
    compared()
    assert pairs(officer) == [{"uh", "uni-hanover-optics"}]
    add_name(late, NewName("Hanover University of Optics", "en"), actor=officer)
    compared()
    assert {"uh", "oho"} in pairs(officer)
    late.names.filter(language="en").delete()
    compared()
    assert pairs(officer) == [{"uh", "uni-hanover-optics"}]


def test_a_kill_at_any_moment_loses_nothing_and_some_at_a_time_find_what_all_at_once_would(
    officer, twins, monkeypatch
):
    monkeypatch.setattr(comparing, "AT_ONCE", 2)
    make_actor("uh-3", ("Hanover Optics University", "en"), country="DE", kind="university")
    make_actor("uh-4", ("Hanover University of Optics", "en"), country="DE", kind="university")
    renew()
    compare_some()  # computed, and killed before it was written
    assert not Likeness.objects.exists()
    first = compare_some()
    note_likenesses(first, actor=None)
    note_likenesses(first, actor=None)  # and killed after it was written, before the worker noted so
    assert len(first.actors) == 2 < first.waiting + 2
    compared()
    entries = comparing.known_entries()
    wanted = {frozenset(match[:2]) for match in likely_same(entries)}
    assert {frozenset(pair) for pair in pairs(officer)} == wanted
    assert len(wanted) > 3
    assert compare_some() is None


def test_a_change_of_the_directory_wakes_the_comparison_once(officer, twins):
    def waiting() -> int:
        return DBTaskResult.objects.filter(task_path=compare_waiting.module_path, status="READY").count()

    renew()
    renew()
    assert waiting() == 1
    DBTaskResult.objects.all().delete()
    compare_waiting.call()
    assert waiting() == 1, "the task goes on after what else waits"


def test_only_members_are_asked(officer, visitor, twins):
    compared()
    assert pairs(visitor) == []
    assert queue_for(visitor, "en").total == 0
    with pytest.raises(Actor.DoesNotExist):
        pair_about(visitor, *(one.pk for one in twins), "en")
    with pytest.raises(Refused):
        keep_apart(*twins, actor=visitor)


def test_pages_go_over_from_doubts_to_pairs_to_strangers(organisation, officer):
    document = make_document(organisation)
    for number in range(PAGE_SIZE - 1):
        make_mention(
            document, f"c{number}", make_candidate(), f"Candidate {number}", state="doubtful", confidence=0.5
        )
    actors = [make_actor(f"twin-{n}", f"Twin {n}") for n in range(3)]
    for left, right in ((0, 1), (1, 2)):
        Likeness.objects.create(left=actors[left], right=actors[right], value=0.9 - left / 10)
    make_mention(document, "last", make_candidate(), "Last")
    first, second = (queue_for(officer, "en", page=page).asked for page in (1, 2))
    assert [type(one).__name__ for one in first[-2:]] == ["Question", "Alike"]
    assert [type(one).__name__ for one in second] == ["Alike", "Question"]
    assert len(first) == PAGE_SIZE

"""The table of the starter's ledger is true to the dossier and to the directory."""

from importlib.resources import files

from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import STAGES
from passerelle.core.reading.model import INSTRUMENTS
from passerelle.starter.directory import directory_actors
from passerelle.starter.ledger import sample_agreements, sample_commitments
from passerelle.starter.meetings import sample_meetings


def texts() -> dict[str, str]:
    folder = files("passerelle.starter") / "dossier"
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for language in ("en", "fr", "vi")
        for entry in (folder / language).iterdir()
    }


def test_every_step_stands_once_in_its_document() -> None:
    documents = texts()
    for sample in sample_commitments():
        for step in sample.steps:
            assert documents[step.doc].count(step.says) == 1, step


def test_owners_are_known_kinds_and_stages_are_those_of_core() -> None:
    keys = {actor.key for actor in directory_actors()}
    samples = sample_commitments()
    assert len({sample.title for sample in samples}) == len(samples) >= 25
    assert {sample.language for sample in samples} == {"en", "fr", "vi"}
    for sample in samples:
        assert sample.owner in keys
        assert {sample.counterpart} <= keys | {""}
        assert sample.kind in kinds()
        assert {step.to for step in sample.steps} <= set(STAGES)
        assert list(sample.steps) == sorted(sample.steps, key=lambda step: STAGES.index(step.to))


def test_agreements_are_told_by_their_documents_and_by_those_of_what_stands_under_them() -> None:
    documents, keys = texts(), {actor.key for actor in directory_actors()}
    agreements = {one.key: one for one in sample_agreements()}
    assert len(agreements) == len({one.values["title"] for one in agreements.values()}) >= 4
    assert {one.values["title_language"] for one in agreements.values()} == {"en", "fr", "vi"}
    for one in agreements.values():
        assert documents[one.doc].count(one.says) == 1, one
        assert set(one.parties) <= keys
        assert len(one.parties) >= 2
        assert one.values["instrument"] in INSTRUMENTS
        assert one.values.get("kind", "other") in kinds()
    under = [one for one in sample_commitments() if one.agreement]
    assert len(under) >= 4
    for one in under:
        agreement = agreements[one.agreement]
        assert agreement.doc in {step.doc for step in one.steps}, one.title
        assert {one.owner, one.counterpart} & set(agreement.parties), one.title


def test_what_is_said_of_meetings_stands_in_their_documents() -> None:
    documents, keys = texts(), {actor.key for actor in directory_actors()}
    meetings = sample_meetings()
    assert {one.values["language"] for one in meetings} == {"en", "fr", "vi"}
    assert sum(decision.follow for one in meetings for decision in one.decisions) >= 1
    for one in meetings:
        assert [words for words in one.told if words not in documents[one.doc]] == [], one.title
        for person in one.people:
            assert person.person or person.actor
            assert not person.actor or person.actor in keys, person
            assert person.person in documents[one.doc]
        for decision in one.decisions:
            assert {decision.owner, decision.counterpart} - {""} <= keys, decision
            assert not decision.follow or decision.kind in kinds()

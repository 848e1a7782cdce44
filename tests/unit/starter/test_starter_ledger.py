"""The table of the starter's ledger is true to the dossier and to the directory."""

from importlib.resources import files

from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import STAGES
from passerelle.starter.directory import directory_actors
from passerelle.starter.ledger import sample_commitments


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
    assert sum(sample.owner in keys for sample in samples) >= 25
    for sample in samples:
        assert sample.kind in kinds()
        assert {step.to for step in sample.steps} <= set(STAGES)
        assert list(sample.steps) == sorted(sample.steps, key=lambda step: STAGES.index(step.to))

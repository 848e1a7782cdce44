"""The weights that are shipped are whole: every label is a word of the guide, every number is one, none is idle."""

from itertools import pairwise
from math import isfinite

import pytest

from passerelle.core.languages import LANGUAGES
from passerelle.core.languages.tables import weights
from passerelle.core.reading.model import ATTRIBUTES, CLAIM_TYPES, STATUSES
from passerelle.core.reading.trained.judgement import judgement
from passerelle.core.reading.trained.naming import KINDS
from passerelle.core.reading.trained.signals import NONE

YES_OR_NO = {"yes", "no"}
LABELS = {
    "types": {NONE, *CLAIM_TYPES},
    "sentences": set(CLAIM_TYPES),
    "amounts": {NONE, *CLAIM_TYPES},
    "roles": YES_OR_NO,
    "states": {f"{kind}:{status}" for kind, found in STATUSES.items() for status in found},
    "dates": YES_OR_NO,
    "worth": YES_OR_NO,
}


def classifiers():
    claims = weights("claims")
    yield from ((name, claims[name]) for name in LABELS)
    yield "names", weights("names")["classifier"]


@pytest.mark.parametrize(("name", "table"), [pytest.param(*one, id=one[0]) for one in classifiers()])
def test_every_feature_is_one_and_weighs_something(name, table):
    assert len(table["bias"]) == len(table["labels"]) == len(set(table["labels"]))
    assert all(map(isfinite, table["bias"]))
    assert all(table["features"])
    assert len(table["features"]) == len(set(table["features"]))
    assert table["weights"].shape == (len(table["features"]), len(table["labels"]))
    assert table["weights"].any(axis=1).all(), name


def test_what_was_never_written_is_not_there():
    with pytest.raises(LookupError, match="no weights 'verse'"):
        weights("verse")


@pytest.mark.parametrize("name", LABELS)
def test_labels_are_words_of_the_guide(name):
    assert set(weights("claims")[name]["labels"]) <= LABELS[name]


def test_names_are_begun_and_gone_on_with_by_kind():
    labels = set(weights("names")["classifier"]["labels"])
    assert labels <= {"O", *(f"{place}-{kind}" for kind in KINDS for place in "BI")}
    assert {label[2:] for label in labels if label.startswith("I-")} <= {
        label[2:] for label in labels if label.startswith("B-")
    }


def test_every_type_of_claim_is_judged_by_whole_sentences():
    assert set(judgement().stated.odds.labels) == set(CLAIM_TYPES)


def test_every_status_can_be_chosen():
    labels = set(judgement().states.labels)
    for kind, statuses in STATUSES.items():
        assert {f"{kind}:{status}" for status in statuses} & labels, kind


def test_every_language_has_words_that_signal():
    assert set(judgement().vocabulary) == set(LANGUAGES)
    assert all(len(words) > 100 for words in judgement().vocabulary.values())
    assert set(weights("names")["common"]) == set(LANGUAGES)


def test_thresholds_and_calibration_are_shares():
    assert all(0 < value < 1 for value in judgement().thresholds.values())
    for name, curve in judgement().calibration.items():
        assert name in {*ATTRIBUTES, "status"}
        assert all(0 <= said <= 1 and 0 <= right <= 1 for said, right in curve)
        assert all(one[0] < other[0] and one[1] <= other[1] for one, other in pairwise(curve)), name

"""Readers are found by name, with or without a version."""

import pytest

from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading import registry
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.registry import LATEST, READERS, UnknownReader, named, open_reader


class Later(Reader):
    version = "2"


@pytest.fixture
def two_versions(monkeypatch):
    monkeypatch.setattr(registry, "READERS", {("rules", "1"): Reader, ("rules", "2"): Later})


def test_a_name_alone_means_its_last_version(two_versions):
    assert named("rules") == ("rules", "2")
    assert named("rules@1") == ("rules", "1")


def test_a_registered_reader_has_the_name_it_is_registered_under():
    assert list(READERS)[-1] == LATEST
    for name, version in READERS:
        reader = open_reader(Gazetteer([]), name=name, version=version)
        assert (reader.name, reader.version) == (name, version)


@pytest.mark.parametrize("reference", ["", "nobody", "rules@", "rules@0", "@1", "rules@1@2", "Rules"])
def test_an_unknown_reader_is_answered_with_those_there_are(two_versions, reference):
    with pytest.raises(UnknownReader) as raised:
        named(reference)
    assert raised.value.known == ("rules@1", "rules@2")
    assert "rules@2" in str(raised.value)


def test_opening_what_is_not_registered_is_refused():
    with pytest.raises(UnknownReader):
        open_reader(Gazetteer([]), version="0")

"""Each technology has names in every language, and the tagger takes each of them for its group."""

import pytest

from passerelle.core.languages import LANGUAGES, table
from passerelle.core.technologies import tag, technologies


def test_the_tables_of_all_languages_name_the_same_technologies():
    ids = {
        language: [
            (group, one) for group, named in table(language, "technology_names").items() for one in named
        ]
        for language in LANGUAGES
    }
    assert ids["fr"] == ids["vi"] == ids["en"]
    assert len(technologies()) == len(ids["en"]) > 100


@pytest.mark.parametrize("technology", technologies(), ids=lambda technology: technology.id)
def test_a_name_is_tagged_with_the_group_it_stands_under(technology):
    for language, names in technology.names.items():
        for name in names:
            assert {mention.group for mention in tag(name, language)} == {technology.group}, (language, name)


def test_the_usual_name_is_the_first():
    known = {technology.id: technology for technology in technologies()}
    assert [known["rare-earths"].name(language) for language in ("vi", "fr", "en")] == [
        "đất hiếm", "terres rares", "rare earths",
    ]  # fmt: skip

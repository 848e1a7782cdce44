"""Posting lists say of every document exactly which facets it has, however they change."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from passerelle.apps.library.search.bits import contains
from passerelle.apps.library.search.postings import read_postings, write_postings

steps = st.lists(
    st.tuples(
        st.integers(1, 200),
        st.dictionaries(st.sampled_from("xy"), st.sets(st.sampled_from("abc")), max_size=2),
    ),
    max_size=30,
)


@pytest.mark.django_db
class PostingsTest(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def test_what_is_read_is_what_was_written_last(self, steps):
        wanted: dict[int, dict[str, set[str]]] = {}
        for document, facets in steps:
            write_postings(document, facets)
            wanted[document] = facets
        postings = read_postings()
        for document, facets in wanted.items():
            for facet in "xy":
                for value in "abc":
                    held = contains(postings.get(facet, {}).get(value, 0), document)
                    assert held == (value in facets.get(facet, set())), (document, facet, value)

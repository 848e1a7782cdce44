"""Posting lists say of every document exactly which facets it has, however they change."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from passerelle.apps.library.models import Posting
from passerelle.apps.library.search import postings as module
from passerelle.apps.library.search.bits import contains, from_ids
from passerelle.apps.library.search.postings import by_number, digits, read_postings, write_postings

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


@given(st.dictionaries(st.integers(1, 20_000), st.integers(0, 900_000), max_size=40), st.data())
def test_by_number_sorts_as_sorting_does(numbers, data):
    lists: dict[str, int] = {}
    for document, number in numbers.items():
        for digit in digits(number):
            lists[digit] = lists.get(digit, 0) | 1 << document
    asked = data.draw(st.sets(st.sampled_from(sorted(numbers)))) if numbers else set()
    offset, limit = data.draw(st.integers(0, 45)), data.draw(st.integers(0, 45))
    wanted = sorted(asked, key=lambda document: (numbers[document], document), reverse=True)
    assert by_number(from_ids(asked), lists, offset, limit) == wanted[offset : offset + limit]


def fresh():
    """What any other process reads."""
    kept, module._kept = module._kept, None
    found = read_postings()
    module._kept = kept
    return found


@pytest.mark.django_db
class KeptPostingsTest(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(steps, st.booleans(), st.booleans()), max_size=6))
    def test_what_is_kept_is_what_the_database_holds(self, transactions):
        for steps, undone, reads in transactions:
            with transaction.atomic():
                for document, facets in steps:
                    write_postings(document, facets)
                    if reads:  # even what is about to be undone is read and kept
                        assert read_postings() == fresh()
                transaction.set_rollback(undone)
            assert read_postings() == fresh()


@pytest.mark.django_db
def test_lists_are_read_once_until_another_process_writes(django_assert_num_queries):
    write_postings(3, {"x": {"a"}})
    assert read_postings()["x"]["a"] == 1 << 3
    with django_assert_num_queries(1):
        assert read_postings()["x"]["a"] == 1 << 3
    kept = module._kept
    write_postings(5, {"x": {"a"}})
    module._kept = kept  # as in a process that did not see the write
    assert read_postings()["x"]["a"] == 1 << 3 | 1 << 5


@pytest.mark.django_db
def test_lists_without_a_stamp_are_not_kept():
    write_postings(3, {"x": {"a"}})
    Posting.objects.filter(facet="").delete()
    module._kept = None
    read_postings()
    assert module._kept is None


@pytest.mark.django_db
def test_lists_that_are_named_are_not_kept_as_all():
    write_postings(3, {"x": {"a"}, "y": {"b"}})
    assert read_postings(["x"])["x"]["a"] == 1 << 3
    assert read_postings()["y"]["b"] == 1 << 3

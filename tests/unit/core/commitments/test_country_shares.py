"""Shares of countries add up to a whole, or they are none."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.commitments.activities import Activity, Organisation, Share
from passerelle.core.commitments.country_shares import EQUAL, GIVEN, Division, equal, fits, undivided

CODES = st.lists(
    st.sampled_from(["VN", "FR", "LA", "KH", "TH", "SN", "MA"]), min_size=1, max_size=7, unique=True
)
NONE = Activity("X", Organisation("X"), (), (), (), "2", ())


@given(CODES)
def test_equal_shares_are_a_whole_and_differ_by_what_cannot_be_divided(codes):
    shares = equal(codes)
    assert fits(shares, codes)
    assert max(shares.values()) - min(shares.values()) < Decimal("0.07")


@given(CODES, st.data())
def test_only_shares_of_these_countries_that_make_a_whole_divide(codes, data):
    many = len(codes) - 1
    cuts = sorted(data.draw(st.lists(st.integers(1, 99), min_size=many, max_size=many, unique=True)))
    parts = [Decimal(end - start) for start, end in zip([0, *cuts], [*cuts, 100], strict=True)]
    division = Division(GIVEN, dict(zip(codes, parts, strict=True)))
    assert division.among(codes) == dict(division.parts)
    assert division.among([*codes, "ZZ"]) == {}
    assert Division(GIVEN, dict(division.parts) | {codes[0]: parts[0] + 1}).among(codes) == {}
    assert Division().among(codes) == {}
    assert Division(EQUAL).among(codes) == equal(codes)


def test_what_a_file_divides_or_lays_beside_regions_is_not_asked_about():
    two = (Share("VN"), Share("FR"))
    assert undivided(replace(NONE, countries=two)) == ("VN", "FR")
    for said in (
        (), two[:1], (Share("VN", Decimal(60)), Share("FR", Decimal(40))), (Share("VN", Decimal(60)), Share("FR")),
        (Share("VN"), Share("VN")),
    ):  # fmt: skip
        assert undivided(replace(NONE, countries=said)) == ()
    assert undivided(replace(NONE, countries=two, regions=(Share("298", vocabulary="1"),))) == ()

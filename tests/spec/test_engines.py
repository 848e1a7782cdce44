"""Every engine runs the same plan to the same result."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from small_plans import PLAN, every_pair, register

from passerelle.core.naming.plan import matches
from passerelle.core.naming.register import Entry, Written
from passerelle.engine import Engine, open_engine

pytestmark = pytest.mark.xdist_group("spark")  # one Java for all of them


@pytest.fixture(scope="module", params=["local", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not on this machine")
    opened = open_engine(request.param)
    yield opened
    opened.close()


def test_results_come_in_the_order_of_the_items(engine: Engine) -> None:
    for count in (0, 3, 100):
        items = list(range(-count, 0))
        assert list(engine.map(abs, items)) == [abs(item) for item in items]


def test_where_no_key_is_crowded_every_pair_that_shares_one_is_compared(engine: Engine) -> None:
    entries = register(150)
    plan = replace(PLAN, crowd=len(entries))
    found = engine.matches(plan, entries)
    assert len(found) > 20
    assert found == every_pair(plan, entries)


def test_crowded_keys_are_compared_alike_by_every_engine_in_whatever_order(engine: Engine) -> None:
    entries = register(1_100)
    found = engine.matches(PLAN, entries[::-1])
    assert len(found) > 500
    assert len({match[:2] for match in found}) == len(found)
    assert found == matches(PLAN, entries)
    assert found != matches(replace(PLAN, crowd=len(entries)), entries)  # this register is crowded indeed


def test_a_register_of_nobody_has_no_matches(engine: Engine) -> None:
    assert engine.matches(PLAN, []) == []
    assert (
        engine.matches(PLAN, [Entry("a", "company", names=(Written("Loran"),)), Entry("b", "company")]) == []
    )


def test_an_actor_that_comes_twice_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="'a00000'"):
        engine.matches(PLAN, [*register(5), *register(2)])

from itertools import product

from passerelle.sources import CREDIBILITY, RELIABILITY, TLP, strictest


def test_the_scales_are_those_of_the_field():
    assert "".join(RELIABILITY) == "ABCDEF"
    assert CREDIBILITY == (1, 2, 3, 4, 5, 6)
    assert TLP == ("CLEAR", "GREEN", "AMBER", "RED")


def test_the_strictest_marking_wins():
    assert strictest() == "CLEAR"
    for one, other in product(TLP, TLP):
        assert TLP.index(strictest(one, other)) == max(TLP.index(one), TLP.index(other))

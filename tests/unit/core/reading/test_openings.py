"""Openings: a pattern tried only where it may begin is found wherever it stands."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelle.core.reading.clauses import clauses_of
from passerelle.core.reading.grammar import Grammar, grammar
from passerelle.core.reading.openings import Openings, Pattern, beginnings
from passerelle.core.reading.original import Original
from passerelle.core.text import split

LANGUAGES = ("fr", "vi", "en")


def _patterns(rules: Grammar) -> Iterator[Pattern]:
    yield from (rule.pattern for rule in rules.rules)
    for family in (rules.lists, rules.clauses, rules.stands_for, rules.pairs, rules.titles):
        yield from family.values()


def _texts(language: str) -> list[str]:
    cases = tomllib.loads((Path(__file__).parent / f"claims_{language}.toml").read_text(encoding="utf-8"))
    return [Original(case["text"]).text for group in cases.values() for case in group]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pattern_is_found_where_a_search_finds_it(language: str) -> None:
    rules, found = grammar(language), 0
    for text in _texts(language):
        for sentence in split(text, language):
            clauses = clauses_of(text, sentence.start, sentence.end, rules)
            for pattern in _patterns(rules):
                searched = [one.span() for one in pattern.finditer(text, sentence.start, sentence.end)]
                tried = [one.span() for one in clauses.matches(pattern, sentence.start, sentence.end)]
                assert tried == searched, pattern.pattern
                found += len(searched)
    assert found > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_begins_with_a_space(language: str) -> None:
    assert [one.pattern for one in _patterns(grammar(language)) if one.match(" ", partial=True)] == []


def test_a_word_is_not_cut_into_one_that_is_found() -> None:
    rules = grammar("fr")
    text = "l'accord conclu à Nicosie"
    clauses = clauses_of(text, 0, len(text), rules)
    assert not clauses.within("negation", 0, text.index("cosie"))


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [("accords?", {"accor"}), ("(?:le|la) groupe", {"le", "la"}), (r"\w+ment dit", {""}), ("d'ici", {"d"})],
)
def test_beginnings(pattern: str, letters: set[str]) -> None:
    assert beginnings(pattern) == letters


def test_without_patterns_nothing_may_begin() -> None:
    assert Openings(()).places("quelques mots", 0, 13) == {}

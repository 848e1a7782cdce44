import ast
from pathlib import Path
from string import Formatter

import pytest

import passerelle.sources
from passerelle.sources import Refusal
from passerelle.sources.kinds import _MAGIC, _PROMISES
from passerelle.sources.parsing import PARSERS
from passerelle.sources.refusals import sentence, tables

LANGUAGES = ("fr", "vi", "en")
FOLDER = Path(passerelle.sources.__file__).parent


def raised() -> set[tuple[str, frozenset[str]]]:
    """Every code that the code of sources refuses with, and the details it gives."""
    found = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                details = frozenset(word.arg for word in node.keywords if word.arg)
                spread = any(word.arg is None for word in node.keywords)
                for code in _codes(node.args[0]):
                    if not spread:
                        found.add((code, details))
    return found


def _codes(node: ast.expr) -> list[str]:
    return [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_refusal_that_can_happen_is_said_in_three_languages_with_its_details():
    happening = raised()
    assert len({code for code, _ in happening}) > 40
    for code, details in happening:
        said = tables()["refusals"][code]
        assert set(said) == set(LANGUAGES), code
        for language in LANGUAGES:
            assert placeholders(said[language]) <= details | {"name"}, (code, language)


def test_no_sentence_is_kept_for_what_never_happens():
    assert set(tables()["refusals"]) == {code for code, _ in raised()} | {
        "address_untrusted",
        "address_unreachable",
    }


@pytest.mark.parametrize("code", sorted(tables()["refusals"]))
def test_the_three_languages_say_the_same_things(code):
    said = tables()["refusals"][code]
    assert placeholders(said["fr"]) == placeholders(said["vi"]) == placeholders(said["en"])
    assert "name" in placeholders(said["en"])
    assert len(set(said.values())) == 3


@pytest.mark.parametrize("code", sorted(tables()["refusals"]))
def test_french_spaces_are_those_of_the_printer(code):
    import regex

    text = tables()["refusals"][code]["fr"]
    assert not regex.search(r" [:;?!»]|« |(?<=\p{L})[;?!]", text), text


def test_every_kind_has_a_name():
    kinds = (
        {kind for _, kind in _MAGIC} | set(_PROMISES.values()) | set(PARSERS) | {"binary", "encrypted_office"}
    )
    assert kinds - {"ole"} == set(tables()["kinds"])


def test_numbers_and_sizes_are_written_as_the_language_writes_them():
    refusal = Refusal("too_large", "a.pdf", size_bytes=1_234_567_890, limit_bytes=52_500_000)
    assert "1,2\u00a0Go" in refusal.sentence("fr")
    assert "52,5\u00a0Mo" in refusal.sentence("fr")
    assert "52,5\u00a0MB" in refusal.sentence("vi")
    assert "52.5\u00a0MB" in refusal.sentence("en")
    assert "5\u202f000\u202f000" in Refusal("too_much_text", "a", characters=1, limit=5_000_000).sentence(
        "fr"
    )


def test_another_language_is_answered_in_english():
    assert sentence(Refusal("empty", "a"), "de") == sentence(Refusal("empty", "a"), "en")


def test_a_hostile_name_stays_a_name():
    said = Refusal("empty", "a{0}{name}\n\u202e" + "x" * 5_000).sentence("en")
    assert "\n" not in said
    assert "\u202e" not in said
    assert "{0}" in said
    assert len(said) < 300

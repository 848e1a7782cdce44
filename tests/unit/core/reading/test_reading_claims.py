"""What each language's sentences state, and what they do not."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from passerelle.core.reading.model import INSTRUMENTS, STATUSES, Claim
from passerelle.core.reading.reader import Reader
from passerelle.starter.names import gazetteer

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "vi")


@cache
def reader() -> Reader:
    return Reader(gazetteer())


def cases():
    for language in LANGUAGES:
        table = tomllib.loads((HERE / f"claims_{language}.toml").read_text(encoding="utf-8"))
        for case in table["case"]:
            yield pytest.param(language, case["text"], case["claims"], id=f"{language}: {case['text'][:50]}")


def written(claim: Claim) -> str:
    words = [claim.type, claim.status, "+".join(sorted(claim.parties)) or "-"]
    if claim.date:
        words.append(claim.date)
    if claim.quantity:
        value, by = claim.quantity.value, claim.quantity.by
        words.append(
            f"{int(value) if value == int(value) else value} {claim.quantity.unit}{f' by {by}' if by else ''}"
        )
    return " · ".join(words)


@pytest.mark.parametrize(("language", "text", "expected"), list(cases()))
def test_a_sentence_states_these_claims_and_no_others(language, text, expected):
    reading = reader().read(text, language=language, published="2025-06-15")
    assert sorted(map(written, reading.claims)) == sorted(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_cover_every_type_and_hard_negatives(language):
    table = tomllib.loads((HERE / f"claims_{language}.toml").read_text(encoding="utf-8"))
    stated = {claim.split(" · ")[0] for case in table["case"] for claim in case["claims"]}
    assert stated == set(STATUSES)
    assert sum(not case["claims"] for case in table["case"]) >= 4


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Ericsson and Viettel signed a memorandum of understanding. Both companies will build a lab.",
        ),
        (
            "fr",
            "Ericsson et Viettel ont signé un protocole d'accord. Les deux entreprises créeront un laboratoire.",
        ),
        (
            "vi",
            "Ericsson và Viettel ký biên bản ghi nhớ. Hai doanh nghiệp sẽ xây dựng phòng thí nghiệm tại Hà Nội.",
        ),
    ],
)
def test_both_companies_stand_for_those_named_before(language, text):
    claims = {claim.type: claim for claim in reader().read(text, language=language).claims}
    assert claims["agreement"].instrument == "mou"
    assert set(claims["investment"].parties) == {"ericsson", "viettel"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            'Fujitsu opened an office. "We have trained 300 engineers," said Tran Duc Thang, director of FPT.',
        ),
        (
            "fr",
            "Fujitsu ouvre un bureau. « Nous avons formé 300 ingénieurs », a dit Tran Duc Thang, directeur de FPT.",
        ),
        (
            "vi",
            "Fujitsu mở văn phòng. Ông Trần Đức Thắng, Giám đốc FPT, cho biết chúng tôi đã đào tạo 300 kỹ sư.",
        ),
    ],
)
def test_who_says_we_speaks_for_their_body(language, text):
    (result,) = [claim for claim in reader().read(text, language=language).claims if claim.type == "result"]
    assert result.parties == ("fpt",)
    assert result.speaker == "tran-duc-thang"


@pytest.mark.parametrize(
    ("language", "text", "groups"),
    [
        (
            "en",
            "Take Japan (robots, 5G), France (nuclear, satellites) and Canada (quantum computing, hydrogen).",
            3,
        ),
        (
            "fr",
            "Citons le Japon (robots, 5G), la France (nucléaire, satellites) et le Canada (quantique, hydrogène).",
            3,
        ),
        (
            "vi",
            "Có thể kể đến Nhật Bản (robot, 5G), Pháp (điện hạt nhân, vệ tinh) và Canada (lượng tử, hydro).",
            3,
        ),
    ],
)
def test_a_list_of_strengths_gives_one_claim_a_party(language, text, groups):
    claims = [claim for claim in reader().read(text, language=language).claims if claim.type == "strength"]
    assert {claim.parties for claim in claims} == {("jp",), ("fr",), ("ca",)}
    assert {frozenset(claim.technologies) for claim in claims} == {
        frozenset({"robotics", "mobile"}), frozenset({"energy", "space"}), frozenset({"cloud", "energy"}),
    }  # fmt: skip
    assert len(claims) == groups


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Japan and Kenya sign an agreement\nJapan and Kenya signed a space agreement in Tokyo on 3 June 2025.",
        ),
        (
            "fr",
            "Le Japon et le Kenya signent un accord\nLe Japon et le Kenya ont signé un accord spatial le 3 juin 2025.",
        ),
        (
            "vi",
            "Nhật Bản và Kenya ký thỏa thuận vũ trụ\nNhật Bản và Kenya đã ký thỏa thuận vũ trụ ngày 3/6/2025.",
        ),
    ],
)
def test_a_headline_and_its_lead_are_one_claim(language, text):
    (claim,) = reader().read(text, language=language).claims
    assert (claim.type, claim.date) == ("agreement", "2025-06-03")


def test_every_status_and_instrument_that_a_grammar_gives_exists():
    from passerelle.core.reading.grammar import grammar

    for language in LANGUAGES:
        for rule in grammar(language).rules:
            assert {rule.status, rule.future or rule.status, rule.wished or rule.status} <= set(
                STATUSES[rule.type]
            )
            assert rule.instrument is None or rule.instrument in INSTRUMENTS
        assert set(grammar(language).instruments) <= set(INSTRUMENTS)


def test_the_grammars_of_the_languages_have_the_same_parts():
    from passerelle.core.reading.grammar import grammar

    first, *others = (grammar(language) for language in LANGUAGES)
    for other in others:
        for part in ("lists", "instruments", "clauses", "stands_for", "pairs", "titles"):
            assert set(getattr(other, part)) == set(getattr(first, part)), part


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Kenya held a chip forum on 5 June 2025. The event was attended by Intel, Synopsys and Nokia.",
        ),
        ("fr", "Le Kenya a organisé un forum le 5 juin 2025. Le forum a réuni Intel, Synopsys et Nokia."),
        (
            "vi",
            "Kenya tổ chức diễn đàn chip ngày 5/6/2025. Sự kiện có sự tham dự của Intel, Synopsys và Nokia.",
        ),
    ],
)
def test_who_was_at_an_event_joins_the_event(language, text):
    (claim,) = [
        claim for claim in reader().read(text, language=language).claims if claim.type == "engagement"
    ]
    assert set(claim.parties) == {"ke", "intel", "synopsys", "nokia"}
    assert claim.date == "2025-06-05"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Da Nang has trained 500 engineers in Hanoi."),
        ("fr", "Da Nang a formé 500 ingénieurs à Hanoï."),
        ("vi", "Đà Nẵng đã đào tạo 500 kỹ sư tại Hà Nội."),
    ],
)
def test_a_city_that_acts_is_a_party_and_one_that_locates_is_none(language, text):
    (claim,) = reader().read(text, language=language).claims
    assert claim.parties == ("da-nang",)
    assert claim.place == "VN"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Viet Nam asked Finland to train 500 engineers."),
        ("fr", "Le Vietnam a demandé à la Finlande de former 500 ingénieurs."),
        ("vi", "Việt Nam đề nghị Phần Lan đào tạo 500 kỹ sư."),
    ],
)
def test_what_is_asked_for_is_no_result(language, text):
    (claim,) = reader().read(text, language=language).claims
    assert (claim.type, set(claim.parties)) == ("request", {"vn", "fi"})
    assert claim.quantity is not None
    assert claim.quantity.value == 500

"""Currencies whose names several countries share."""

from functools import cache

import pytest

from passerelle.core.reading.reader import Reader
from passerelle.starter.names import gazetteer


@cache
def reader() -> Reader:
    return Reader(gazetteer())


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("Le Maroc investira 300 millions de dirhams dans un parc solaire.", "fr", (300e6, "MAD")),
        ("The United Arab Emirates will invest 300 million dirhams.", "en", (300e6, "AED")),
        ("A fund will invest 300 million dirhams in batteries.", "en", (300e6, "AED")),
        ("The Philippines will invest 40 million pesos in a laboratory.", "en", (40e6, "PHP")),
        ("Pakistan will invest 40 million rupees in a laboratory.", "en", (40e6, "PKR")),
        ("The company will invest 40 million Pakistani rupees.", "en", (40e6, "PKR")),
        ("Singapore will invest 40 million dollars in a laboratory.", "en", (40e6, "USD")),
        ("The company will invest 40 million Singaporean dollars.", "en", (40e6, "SGD")),
        ("Le groupe investira 40 millions de dollars singapouriens.", "fr", (40e6, "SGD")),
        ("La Tunisie investira 40 millions de dinars dans un centre.", "fr", (40e6, "TND")),
        ("Morocco and the United Arab Emirates will invest 40 million dirhams.", "en", (40e6, "AED")),
    ],
)
def test_a_shared_name_means_the_currency_of_the_nation_beside_it_or_of_the_text(
    text: str, language: str, amount: tuple[float, str]
) -> None:
    claims = reader().read(text, language=language, published="2025-05").claims
    quantities = {(claim.quantity.value, claim.quantity.unit) for claim in claims if claim.quantity}
    assert quantities == {amount}

"""Who only wrote or photographed a page is no actor of it; who signs a decision is."""

import pytest

from passerelle.core.reading.credits import credits_of

BODY = "Title\n\nFirst.\n\nSecond.\n\nThird.\n\nFourth.\n\n{}"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By Maren Oddvik"),
        ("en", "Additional reporting by Tau Moagi in Gaborone"),
        ("fr", "Propos recueillis par Solène Abgrall"),
        ("vi", "Bài và ảnh: Khuê Lâm"),
        ("vi", "Thục Quyên (Theo ANSA)"),
        ("fr", "Solène Abgrall"),
    ],
)
def test_a_line_of_credits_is_found(language: str, line: str) -> None:
    text = BODY.format(line)
    assert [text[one.start : one.end] for one in credits_of(text, language)][-1] == line


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By 2031 the ports of Maputo and Beira will be linked."),
        ("en", "By decree, the Ministry of Mines of Zambia takes over the fund."),
        ("fr", "Par ailleurs, Airbus et Thales ont signé un accord."),
        ("vi", "Theo Bộ Công Thương, kim ngạch tăng mạnh trong năm qua."),
        ("en", "DEPUTY PRIME MINISTER\n\nMaren Oddvik"),
    ],
)
def test_what_tells_something_is_no_credit(language: str, line: str) -> None:
    assert list(credits_of(BODY.format(line), language)) == []

"""A text is in a language we read unless it clearly is in another."""

import pytest

from passerelle.core.text import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hai bên ký thỏa thuận hợp tác về bán dẫn.", "vi"),
        ("Hội nghị", "vi"),
        ("Bo Khoa hoc va Cong nghe ky ket thoa thuan hop tac voi Phap ve tri tue nhan tao", "vi"),
        ("Le ministre a reçu l'ambassadeur à Hanoï.", "fr"),
        ("Coopération spatiale Vietnam-France", "fr"),
        ("The ministry will fund a laboratory for quantum computing.", "en"),
        ("Semiconductors: a new deal", "en"),
        ("Das Ministerium fördert die Zusammenarbeit bei Halbleitern mit Vietnam.", "de"),
        ("El ministro firmó un acuerdo de cooperación con Vietnam en materia de semiconductores.", "es"),
        ("De minister heeft een overeenkomst getekend met Vietnam over halfgeleiders.", "nl"),
        ("大臣はベトナムと半導体に関する協力協定に署名しました。", "ja"),
        ("รัฐมนตรีลงนามในข้อตกลงความร่วมมือ", "th"),
        ("Министр подписал соглашение о сотрудничестве с Вьетнамом.", "ru"),
        ("", "und"),
        ("2025 — 50 %", "und"),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    assert detect(text).language == language


def test_confidence_is_a_probability() -> None:
    for text in ("Hello", "Bonjour à tous", "Xin chào các bạn", "Guten Tag, meine Damen und Herren", ""):
        assert 0.0 <= detect(text).confidence <= 1.0

"""Texts in the encodings before Unicode are recognised and led back, letter by letter; others are left alone."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import passerelle.starter
from passerelle.core.languages import table
from passerelle.core.text import legacy
from passerelle.core.text.legacy import CONVERSIONS, ENCODINGS, Legacy, convert, is_syllable, recognise

ROOT = Path(__file__).resolve().parents[4]
DOSSIER = Path(passerelle.starter.__file__).parent / "dossier"
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
VIETNAMESE = [path.read_text(encoding="utf-8") for path in sorted((DOSSIER / "vi").glob("*.txt"))]
WESTERN = [
    path.read_text(encoding="utf-8")
    for language in ("fr", "en")
    for path in sorted((DOSSIER / language).glob("*.txt"))
]
OTHERS = [
    "Der Präsident eröffnete die größte Fabrik für Zellen in München; für künftige Jahre wären Fördermittel nötig.",
    "A Comissão não alterará a decisão: as negociações são úteis e o país está em posição de avançar até à conclusão.",
    "El señor ministro también señaló qué más podría hacer la región según las últimas cifras de la economía.",
    "Þetta er mjög mikilvægt fyrir þjóðina, því að við viljum sjá öll börn á Íslandi læra á tölvur frá unga aldri.",
    "Hän sanoi, että tämä päätös on tärkeä myös säätiölle, jäsenille, käyttäjille ja näiden työyhteisöille.",
    "Het beëindigen van de coöperatie naar België is één van de ideeën, zoals geïnd geïnspireerde reünies.",
    "À là où ça, été, né, dû, çà et là: Noël à Orléans, où l'on a fêté, ri, dansé, chanté, récité, lutté, aimé.",
]
LEXICON = [
    ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    (
        "tcvn3",
        "Bé Khoa häc vµ C«ng nghÖ ký tháa thuËn hîp t¸c víi ViÖn Nghiªn cøu n\u00adíc ngoµi",
        "Bộ Khoa học và Công nghệ ký thỏa thuận hợp tác với Viện Nghiên cứu nước ngoài",
    ),
    (
        "vni",
        "Thuû töôùng Chính phuû quyeát ñònh pheâ duyeät Chieán löôïc quoác gia veà trí tueä nhaân taïo",
        "Thủ tướng Chính phủ quyết định phê duyệt Chiến lược quốc gia về trí tuệ nhân tạo",
    ),
    (
        "cp1258",
        (
            "Bô\u0323 Khoa ho\u0323c và Công nghê\u0323 ky\u0301 tho\u0309a thuâ\u0323n "
            "hơ\u0323p ta\u0301c vơ\u0301i Viê\u0323n Nghiên cư\u0301u"
        )
        .encode("cp1258")
        .decode("cp1252"),
        "Bộ Khoa học và Công nghệ ký thỏa thuận hợp tác với Viện Nghiên cứu",
    ),
]


def written(text: str, encoding: str) -> str:
    """Write Unicode in an older encoding, as a Western program shows it; what it lacks stays as it is."""
    if encoding == "vni":
        letters: dict[str, str] = {}
        for signs, letter in legacy._vni_pairs().items():
            letters.setdefault(letter, signs)
        return "".join(letters.get(letter, letter) for letter in text)
    if encoding == "tcvn3":
        signs = {letter: chr(code) for code, letter in legacy._tcvn3_signs().items() if code < 0x100}
        return "".join(signs.get(letter, signs.get(letter.lower(), letter)) for letter in text)
    kept = {letter: sign for sign, letter in table("vi", "encodings")["cp1258"]["signs"].items()}
    pieces = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts if part in legacy._TONES]
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        pieces.append(kept.get(bare, bare) + "".join(kept[tone] for tone in tones))
    return "".join(pieces)


@pytest.mark.parametrize(("encoding", "shown", "meant"), LEXICON)
def test_what_everybody_has_seen_on_old_pages_is_led_back(encoding, shown, meant):
    assert recognise(shown) == Legacy(encoding, sure=True)
    assert convert(shown, encoding) == meant


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", VIETNAMESE, ids=lambda text: text[:30])
def test_a_document_is_recognised_and_comes_back(encoding, text):
    text = unicodedata.normalize("NFC", text)
    shown = written(text, encoding)
    assert recognise(shown) == Legacy(encoding, sure=True)
    assert convert(shown, encoding).lower().replace("camaỗari", "camaçari") == text.lower()


@pytest.mark.parametrize("text", [*WESTERN, *VIETNAMESE, *OTHERS], ids=lambda text: text[:30])
def test_a_text_in_order_is_left_alone_whole_and_line_by_line(text):
    assert recognise(text) is None
    for line in [*text.splitlines(), *text.split(". ")]:
        assert recognise(line) is None, line


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS, reason="the data beside the project is not here")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_press_is_left_alone(path):
    text = path.read_text(encoding="utf-8")
    assert recognise(text) is None
    assert [line for line in text.splitlines() if recognise(line)] == []


@given(st.data())
def test_no_choice_of_western_words_is_taken_for_vietnamese(data):
    words = [word for text in (*WESTERN, *OTHERS) for word in text.split()]
    accented = [word for word in words if not word.isascii()]
    chosen = data.draw(st.lists(st.sampled_from(words) | st.sampled_from(accented), min_size=5, max_size=60))
    text = " ".join(chosen).encode("cp1252", "ignore").decode("cp1252")
    found = recognise(text)
    assert found is None or not found.sure


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=300))
def test_conversion_gives_composed_letters_and_never_fails(text):
    recognise(text)
    for encoding in ENCODINGS:
        converted = CONVERSIONS[encoding](text)
        assert unicodedata.normalize("NFC", converted) == converted or encoding == "vni"
        assert len(convert(text, encoding)) <= 3 * len(text)


def test_words_in_capitals_are_completed_and_a_sentence_begins_with_one():
    shown = "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\n§éc lËp - Tù do - H¹nh phóc\n\nÊn §é ®· ký. ¸p dông n\u00ad\u00adíc."
    assert convert(shown, "tcvn3").splitlines()[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert "Ấn Độ đã ký. Áp dụng" in convert(shown, "tcvn3")
    assert convert("ë Hµ Néi, X· héi", "tcvn3") == "Ở Hà Nội, Xã hội"
    assert convert("ngµy 5 ë Hµ Néi", "tcvn3") == "ngày 5 ở Hà Nội", "inside a sentence nothing is raised"


def test_what_is_not_sure_is_named_only():
    assert recognise("ViÖt Nam, ®Êt n\u00adíc, con ng\u00adêi") == Legacy("tcvn3", sure=False), "few words"
    mixed = f"{written(VIETNAMESE[0], 'tcvn3')}\n{VIETNAMESE[1]}"
    assert recognise(mixed) == Legacy("tcvn3", sure=False)
    bilingual = f"{written(VIETNAMESE[0], 'vni')[:600]}\n{WESTERN[0][:900]}"
    found = recognise(bilingual)
    assert found is None or not found.sure


def test_tcvn3_whose_sign_for_u_with_a_horn_was_lost_in_copying_is_named_only():
    shown = written(VIETNAMESE[0], "tcvn3")
    assert "\u00ad" in shown
    assert recognise(shown.replace("\u00ad", "")) == Legacy("tcvn3", sure=False)


@pytest.mark.parametrize(
    "word", ["việt", "Nghiêng", "quốc", "giữa", "ở", "nước", "khuya", "xoáy", "THUYỀN", "gì"]
)
def test_syllables_of_vietnamese_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["été", "việt nam", "cac", "tìch", "ngghe", "strong", "où", "ộtộ", "", "aa"])
def test_what_cannot_be_a_syllable_is_known(word):
    assert not is_syllable(word)


def test_the_table_of_the_standard_is_whole():
    letters = [letter for letter in legacy._tcvn3_signs().values() if unicodedata.category(letter) == "Ll"]
    lower = set("ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
    assert set(letters) == lower
    assert {letter for pair, letter in legacy._vni_pairs().items() if letter.islower()} == lower
    assert bytes(range(0xC0, 0x100)).decode("cp1252").translate(legacy._cp1258_signs()) == bytes(
        range(0xC0, 0x100)
    ).decode("cp1258")

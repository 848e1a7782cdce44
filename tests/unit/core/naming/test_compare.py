"""Two names are told to be one actor's or not: every rule with a pair that has it and one that must not."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.naming import compare
from passerelle.core.naming.scoring import Score

COMPARED = {"people": compare.people, "organisations": compare.organisations, "places": compare.places}
KINDS = pytest.mark.parametrize("same", COMPARED.values(), ids=COMPARED)
LETTERS = "aàâbcdđeéêghijklmnoôơpqrstuưvxyzАБВгдеий علي习近平김 .,-'&()1234567890\u200f\u200b🙂"
NAMES = st.text(alphabet=LETTERS, max_size=40)


def rules(score: Score) -> set[str]:
    return {reason.rule for reason in score.reasons}


@KINDS
@settings(max_examples=150, deadline=None)
@given(a=NAMES, b=NAMES)
def test_a_score_is_symmetric_and_stays_between_0_and_1(same, a, b):
    score = same(a, b)
    assert score == same(b, a)
    assert 0 <= score.value < 1
    assert score.reasons


@KINDS
@pytest.mark.parametrize(
    "name", ["", " ", "\u200b\u200f", "🙂🙂", "!!!", "\x00", "x" * 10_000, "Tô Lâm " * 2_000]
)
def test_what_is_no_name_matches_nothing_not_even_itself(same, name):
    assert same(name, name).value == 0
    assert same(name, "Tô Lâm").value == 0


@KINDS
def test_the_longest_names_are_compared_in_bounded_time(same):
    words = " ".join(f"{chr(97 + at % 26)}{chr(97 + at // 26)}ab" for at in range(80))[:299]
    begun = time.perf_counter()
    same(words, words[::-1])
    assert time.perf_counter() - begun < 2


@KINDS
@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Bình",
        "Jean-Baptiste Lemoine",
        "Viện Toán học",
        "Hà Nội",
        "Bosch",
        "Нижний Новгород",
        "U.S.A.",
    ],
)
def test_a_name_is_itself(same, name):
    assert same(name, name).value > 0.6


@KINDS
def test_two_true_pairs_are_told_apart(same):
    names = [
        "Hà Nội",
        "Quảng Ninh",
        "Bắc Giang",
        "Thanh Hóa",
        "Thái Bình",
        "Lai Châu Xanh",
        "Nguyễn Bỉnh Khiêm",
    ]
    values = [same(name, name).value for name in names]
    assert all(value < 0.999999 for value in values)
    assert len(set(values)) >= len({len(name.replace(" ", "")) for name in names})


@pytest.mark.parametrize(
    ("rule", "with_it", "without_it"),
    [
        ("accents", ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"), ("Nguyễn Văn Hùng", "Nguyen Van Hung")),
        ("accents_left_out", ("Lê Đức Anh", "Lê Đức Ánh"), ("Lê Đức Anh", "Le Duc Anh")),
        ("agreed", ("Tô Hoài", "To Hoai"), ("Tô Hoài", "Xuân Diệu")),
        ("title", ("Giáo sư Tôn Thất Tùng", "Tôn Thất Tùng"), ("Tôn Thất Tùng", "Ton That Tung")),
        ("initial", ("J. Monod", "Jacques Monod"), ("Jacques Monod", "Jacques Monod")),
        ("namesake", ("Bill Shockley", "William Shockley"), ("William Shockley", "William Shockly")),
        ("conflict", ("Jacques Monod", "Jacques Prévert"), ("Jacques Monod", "Jacques Lucien Monod")),
        ("missing", ("Jacques Monod", "Jacques Lucien Monod"), ("Jacques Monod", "Jacques Prévert")),
        ("particle", ("Louis de Broglie", "Louis Broglie"), ("Louis de Broglie", "Louis De Broglie")),
        ("patronymic", ("Lev Ivanovich Artsi", "Lev Pavlovich Artsi"), ("Lev Ivanovich Artsi", "Lev Artsi")),
        ("ending", ("Pascal Leroy", "Pascale Leroy"), ("Olga Petrova", "Olga Petrov")),
        ("generation", ("Karl Wood Jr", "Karl Wood Sr"), ("Karl Wood Jr", "Karl Wood, Junior")),
        ("generation_missing", ("Karl Wood Jr", "Karl Wood"), ("Karl Wood", "Carl Wood")),
        ("rotated", ("Kenzaburo Oe", "Oe Kenzaburo"), ("Kenzaburo Oe", "Oe, Kenzaburo")),
        ("order", ("Ali Hasan Omar Zaid", "Hasan Ali Zaid Omar"), ("Ali Hasan", "Ali Hasan")),
        ("one_word", ("Monod", "Jacques Monod"), ("Monod", "Monod")),
        ("only_word", ("Pelé", "Pele"), ("Monod", "Jacques Monod")),
        ("given_missing", ("Phan Bội Châu", "Phan Bội"), ("Phan Bội Châu", "Phan Boi Chau")),
        ("script", ("Лев Ландау", "Lev Landau"), ("Lev Landau", "Lew Landau")),
        ("disguised", ("Jаcques Monod", "Jacques Monod"), ("Лев Ландау", "Lev Landau")),
        ("spelling", ("Louis Pasteur", "Louis Pastuer"), ("Louis Pasteur", "LOUIS PASTEUR")),
        ("letters", ("Louis Rau", "Louis Roy"), ("Louis Rau", "Louis Pasteur")),
        ("letters", ("Kim Sok", "Kim Sol"), ("Trần Quốc Toản", "Trần Quốc Tuấn")),
        ("letters_many", ("Louis Pasteur", "Louis Kaumeur"), ("Louis Pasteur", "Louis Paster")),
        ("other_given", ("Harry Lorentz", "Larry Lorentz"), ("Harry Lorentz", "Henry Lorentz")),
        ("only_initials", ("J. M.", "Jacques Monod"), ("J. Monod", "Jacques Monod")),
        ("father_son", ("Omar bin Salim", "Salim bin Omar"), ("Omar bin Salim", "Omar ibn Salim")),
    ],
)
def test_a_rule_of_people_speaks_where_it_should(rule, with_it, without_it):
    assert rule in rules(compare.people(*with_it))
    assert rule not in rules(compare.people(*without_it))


@pytest.mark.parametrize(
    ("rule", "with_it", "without_it"),
    [
        ("translated", ("Bộ Y tế", "Ministry of Health"), ("Ministry of Health", "Health Ministry")),
        ("acronym", ("Centre national d'études spatiales", "CNES"), ("CNRS", "CNES")),
        ("acronym", ("Bộ Tài chính", "MOF"), ("Bộ Tài chính", "XYZ")),
        ("acronym", ("Ministry of Commerce", "MOFCOM"), ("Ministry of Commerce", "ROSCOSMOS")),
        (
            "acronym_inside",
            ("University of California, Irvine", "UC Irvine"),
            ("Irvine", "University of Irvine"),
        ),
        ("joined", ("Net Flix", "Netflix"), ("Netflix", "Netflux")),
        ("legal_same", ("Safran S.A.", "Safran Aktiengesellschaft"), ("Safran S.A.", "Safran")),
        (
            "legal_same",
            ("Safran Joint Stock Company", "Safran Joynt Stock Company"),
            ("Safran Ltd", "Safran Limestone"),
        ),
        ("legal_conflict", ("Safran GmbH", "Safran SA"), ("Safran GmbH", "Safran Ltd")),
        ("no_name", ("Bộ Y tế", "Ministry of Health"), ("Viện Pasteur", "Pasteur Institute")),
        ("other_names", ("Curie University", "Đại học Hoa Sen"), ("Curie University", "Đại học Curie")),
        ("related", ("Bộ Năng lượng", "Department of Energy"), ("Bộ Năng lượng", "Ministry of Energy")),
        ("conflict_field", ("Bộ Y tế", "Bộ Tài chính"), ("Bộ Y tế", "Bo Y te")),
        ("conflict_head", ("Ministry of Finance", "University of Finance"), ("Bộ Tài chính", "Bộ Tài chính")),
        (
            "conflict_word",
            ("Institut Curie", "Institut Pasteur"),
            ("Institut Curie", "Institut Curie de Paris"),
        ),
        ("missing_word", ("Oxford Brookes University", "Oxford University"), ("Oxford University", "Oxford")),
        ("missing_field", ("Hoya Optics Research", "Hoya Optics"), ("Hoya Optics", "Hoya Optics Ltd")),
        ("country_missing", ("Ministry of Health of Peru", "Ministry of Health"), ("Bộ Y tế", "Bộ Y tế")),
        ("city_missing", ("École normale de Lyon", "École normale"), ("École normale", "Ecole normale")),
        (
            "place_conflict",
            ("University of Oslo", "University of Lyon"),
            ("Université de Hué", "Đại học Huế"),
        ),
        (
            "turned",
            ("Embassy of Peru in Chile", "Embassy of Chile in Peru"),
            ("Embassy of Peru", "Embassy of Peru"),
        ),
        (
            "number_conflict",
            ("Université Lille 1", "Université Lille 3"),
            ("Université Lille 2", "Lille II University"),
        ),
        (
            "number_missing",
            ("Université Lille 1", "Université Lille"),
            ("Université Lille 1", "Université Lille 3"),
        ),
        ("number_differs", ("Zenith 3 Optics", "Zenith 4 Optics"), ("Zenith 3 Optics", "Zenith III Optics")),
        (
            "number_conflict",
            ("UMR 7184", "UMR 5206"),
            ("Zenith Optics 3", "Zenith Optics 5"),
        ),
        ("number_conflict", ("Zenith Optics 1016", "Zenith Optics 1017"), ("Fund V", "Fund 5")),
        ("number_missing", ("Brigade Seventy-Two", "Brigade"), ("Brigade Seventy-Two", "Brigade 72")),
        ("letters", ("Samsong Optics", "Samsung Optics"), ("Hoya Optics", "Zenith Optics")),
        ("registered", ("Hoya Lens Ltd", "Hoya Ltd"), ("Hoya Lens Ltd", "Hoya")),
        ("body_said", ("Yale", "Yale University"), ("Yale", "Yale Optics")),
        ("subsidiary", ("Hoya", "Hoya Software"), ("Hoya", "Hoya Group")),
        ("sisters", ("Hoya Software", "Hoya Telecom"), ("Hoya Software", "Hoya")),
        ("only_general", ("Société", "Company"), ("Hoya", "Hoya Company")),
        ("disguised", ("Miсrochip", "Microchip"), ("Роснефть", "Rosneft")),
    ],
)
def test_a_rule_of_organisations_speaks_where_it_should(rule, with_it, without_it):
    assert rule in rules(compare.organisations(*with_it))
    assert rule not in rules(compare.organisations(*without_it))


@pytest.mark.parametrize(
    ("rule", "with_it", "without_it"),
    [
        ("known", ("Thụy Sĩ", "Suisse"), ("Vĩnh Yên", "Vinh Yen")),
        ("known_conflict", ("Thụy Sĩ", "Thụy Điển"), ("Thụy Sĩ", "Switzerland")),
        ("accents", ("Lạng Giang", "Làng Giáng"), ("Lạng Giang", "Lang Giang")),
        ("conflict_word", ("Lạng Giang", "Bắc Sơn"), ("Lạng Giang", "Tỉnh Lạng Giang")),
        ("missing_word", ("Newton", "Newton Abbot"), ("Newton", "Newton")),
        ("number_same", ("Quận 5", "District 5"), ("Quận 5", "Quận 7")),
        ("number_conflict", ("Quận 5", "Quận 7"), ("Quận 5", "District 5")),
        ("number_missing", ("Lille 3e", "Lille"), ("Lille", "Lille")),
        ("spelling", ("Springfield", "Springfeild"), ("Springfield", "springfield")),
        ("disguised", ("Pаris", "Paris"), ("Москва", "Moscow")),
    ],
)
def test_a_rule_of_places_speaks_where_it_should(rule, with_it, without_it):
    assert rule in rules(compare.places(*with_it))
    assert rule not in rules(compare.places(*without_it))


@pytest.mark.parametrize(
    ("same", "a", "b"),
    [
        (compare.people, "Tổng Bí thư Tô Lâm", "To Lam"),
        (compare.people, "le président français Emmanuel Macron", "Tổng thống Pháp Emmanuel Macron"),
        (compare.people, "Vla-đi-mia Lê-nin", "Vladimir Lenin"),
        (compare.organisations, "Bộ Khoa học và Công nghệ", "ministère des Sciences et de la Technologie"),
        (compare.organisations, "Bo Khoa hoc va Cong nghe", "Ministry of Science and Technology"),
        (compare.organisations, "NIC", "Trung tâm Đổi mới sáng tạo Quốc gia"),
        (compare.organisations, "Centre national d'innovation", "Trung tâm Đổi mới sáng tạo Quốc gia"),
        (compare.organisations, "\u202bSafran\u202c", "Saf\u200bran"),
        (compare.places, "TP. Hồ Chí Minh", "Hô-Chi-Minh-Ville"),
        (compare.places, "대한민국", "Hàn Quốc"),
    ],
)
def test_names_of_one_actor_are_told_so(same, a, b):
    assert same(a, b).value >= compare.SAME


@pytest.mark.parametrize(
    ("same", "a", "b"),
    [
        (compare.people, "Orville Wright", "Wilbur Wright"),
        (compare.people, "Ambassador", "Minister"),
        (compare.organisations, "FPT Software", "FPT Telecom"),
        (compare.organisations, "Université Paris 1", "Université Paris 6"),
        (compare.organisations, "Bộ Tài chính", "Bộ Tư pháp"),
        (compare.organisations, "Ltd", "GmbH"),
        (compare.organisations, "Đại sứ quán Việt Nam tại Pháp", "Đại sứ quán Pháp tại Việt Nam"),
        (compare.places, "Niger", "Nigeria"),
    ],
)
def test_names_of_two_actors_are_told_apart(same, a, b):
    assert same(a, b).value < compare.SAME


def test_a_longer_agreement_is_surer():
    assert (
        compare.people("Lý Tự Trọng", "Ly Tu Trong").value
        < compare.people("Đoàn Thị Điểm Hương", "Doan Thi Diem Huong").value
    )


def test_an_exact_name_is_surer_than_one_spelt_otherwise():
    assert (
        compare.people("Louis Pasteur", "Louis Pastuer").value
        < compare.people("Louis Pasteur", "Louis Pasteur").value
    )

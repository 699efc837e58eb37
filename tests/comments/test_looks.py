"""Names as they look: read by their letters, and by how their capitals are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.looks import READING_MAX_LENGTH, mixes_alphabets, readings
from comments.text import fold_as_drawn

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@given(ANY_TEXT)
def test_a_reading_has_no_other_reading(name):
    for reading in readings(name):
        assert readings(reading) == (reading,)


@given(ANY_TEXT)
def test_a_name_has_at_most_two_readings_and_none_is_empty(name):
    assert len(readings(name)) <= 2
    assert "" not in readings(name)


@pytest.mark.parametrize(
    "names",
    [
        ("Ian", "IAN", "lan", "1an"),
        ("Arno", "ARNO", "Amo", "A-r-n-o"),
        ("Zoë", "ZOE", "Z0é"),
        ("Lowell", "ŁØWELL", "Lovvell", "ʟᴏᴡᴇʟʟ", "ᏞoᎳell", "l\u0338owell"),
        ("Ada", "ADA", "Ađa", "Ꭺꭰꭺ"),
    ],
)
def test_names_that_look_alike_have_one_reading(names):
    assert len({readings(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("drawn", "name"),
    [
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("ᾺἙΉΪΌΎ", "AEHIOY"),
        ("𝚳𝛢𝛮", "MAN"),
        ("АВЕЅІЈКМНОРСТУХԌЬ", "ABESIJKMHOPCTYXGb"),
        ("ՕՏՍ", "OSU"),
        ("ꓟꓮꓣꓰꓠ ꓧꓳꓡꓡꓳꓪꓮꓬ", "MAREN HOLLOWAY"),
        ("ⲘⲀⲚ ⲎⲞⲤⲦ ⲢⲒⲬ", "MAN HOCT PIX"),
        ("ᗰᗅᒪᗪ", "MALD"),
        ("𐐛𐐄 𐊠𐌁𐊢", "LO ABC"),
        ("ᎷᎪᎡᎬ ᏃᎥᏦ", "MARE ZIK"),
        ("ǀ∣│⏽ꞁ\u05d5\u0627", "lllllll"),
        ("०໐๐၀٠۰ ১१٢", "oooooo 112"),
        ("🅰🅝🅽 🇦🇳🇳", "ANN ANN"),
        ("ⒶⓃ🄰 𝔸ℕ", "ANA AN"),
        ("ΛəɛҽЄꬲ aÐa", "Aeeeee ADA"),
        ("ɓɗɠƙɱɲʂƭʐ ƒ", "bdgkmnstz f"),
    ],
)
def test_letters_of_other_alphabets_are_read_as_the_latin_ones_they_are_drawn_like(drawn, name):
    assert set(readings(name)) & set(readings(drawn))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Νίκος", "ΝΙΚΟΣ"), ("Анна Петрова", "АННА ПЕТРОВА"), ("Ζήνων", "ΖΗΝΩΝ"), ("Անի", "ԱՆԻ"),
     ("Νικη", "νικη"), ("ⲙⲁⲛ", "ⲘⲀⲚ")],
)  # fmt: skip
def test_other_alphabets_have_capitals_and_small_letters_too(one, other):
    assert set(readings(one)) & set(readings(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Νίκος", "Nick"), ("Ζωή", "Zoe"), ("Яна", "Jana"), ("Ann", "Avv"), ("Яна", "Яра"),
     ("田中", "山田"), ("Ann 2", "Ann 3"), ("Μαρία", "Maria")],
)  # fmt: skip
def test_different_names_stay_different(one, other):
    assert not set(readings(one)) & set(readings(other))


def test_words_that_moderators_watch_for_are_not_found_in_other_languages_for_it():
    """Names alone are read by their capitals: texts are full of them."""
    assert fold_as_drawn("ΝΗΜΑ").text == fold_as_drawn("νημα").text == "vnua"
    assert fold_as_drawn("ꓟꓮꓠ ь ә").text == "ꓟꓮꓠ ь ә".casefold()


@pytest.mark.parametrize("noise", ["\u0301", "\u0f73", "\u200d\u0316\u0301", "\u200b", "&#x301;"])
def test_a_reading_is_short_and_no_noise_hides_the_name(noise):
    assert readings(noise * 10_000 + "Ann") == ("ann",)
    assert [len(reading) for reading in readings("ﷺ" * 1_000)] == [READING_MAX_LENGTH]


@pytest.mark.parametrize("name", ["", " ", "!!!", "\u200b\u0301", "---"])
def test_a_name_without_ink_or_letters_has_no_reading(name):
    assert readings(name) == ()


@pytest.mark.parametrize(
    "name",
    ["Μaren", "Mаren", "Hꓳlloway", "Ⲙaren", "ᗰaren", "Ꮇaren", "𐐛ee", "Hoווoway", "H०lloway",
     "Anna Smіth", "M\u0336а\u0336ren", "МАRЕΝ", "Λnn", "Ann-Mаrie", "Ｍаｒｅｎ"],
    ids=ascii,
)  # fmt: skip
def test_a_word_of_two_alphabets_is_noticed(name):
    assert mixes_alphabets(name)


@pytest.mark.parametrize(
    "name",
    ["", "Maren Holloway", "Søren Łódź", "Đặng Thị Hồng", "Ｐａｕｌａ", "Kaʻiulani", "José ª",
     "Νίκος Παπαδόπουλος", "Анна Петрова-Водкина", "Анна (Anna)", "Anna/Анна", "Ann β", "Անի",
     "ᏣᎳᎩ", "山田たろう", "佐々木タロー", "김민수", "金민수", "Kim민수", "A太郎", "陳 Daniel",
     "שרה", "شیرین", "สมชาย", "हिन्दी", "ქეთი", "Zoë 2", "Ann ✓ 😀", "𝐏𝐚𝐮𝐥𝐚"],
    ids=ascii,
)  # fmt: skip
def test_names_of_one_alphabet_are_left_alone_and_so_are_those_of_east_asia(name):
    assert not mixes_alphabets(name)

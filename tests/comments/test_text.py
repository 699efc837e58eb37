"""Text as readers type it: cleaned, measured, folded and compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.text import (
    MARKS_IN_A_ROW,
    clean_name,
    clean_text,
    fold,
    fold_as_drawn,
    has_marks,
    is_blank,
    shortened,
    without_tags,
)

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\tb", "a\tb"), ("  a \n", "a"),
     ("a\0b\x07c\x7fd\x9be", "abcde"),
     ("e\u0301", "é"), ("a\ud800b", "ab"), ("\ufeffa", "\ufeffa"), ("a\u200db", "a\u200db"),
     ("👩‍👩‍👧", "👩‍👩‍👧"), ("", "")],
    ids=ascii,
)  # fmt: skip
def test_text_is_cleaned_of_what_cannot_be_stored(typed, clean):
    assert clean_text(typed) == clean


def test_more_marks_in_a_row_than_any_language_has_are_cut():
    cleaned = clean_text("Z" + "\u0301\u0316" * 10_000 + "algo")

    assert cleaned.startswith("Z") or cleaned[0] == unicodedata.normalize("NFC", "Z\u0301")
    assert len(cleaned) <= len("Zalgo") + MARKS_IN_A_ROW
    assert cleaned.endswith("algo")


@pytest.mark.parametrize("mark", ["\u0f73", "\u0f75", "\u0f81", "\u034f", "\ufe0f", "\u20dd"])
def test_marks_of_every_class_are_counted(mark):
    cleaned = clean_text("Z" + mark * 10_000 + "algo")

    assert len(cleaned) <= len("Zalgo") + 2 * MARKS_IN_A_ROW
    assert cleaned.endswith("algo")


@pytest.mark.parametrize(
    "words", ["Tiếng Việt", "हिन्दी में", "שָׁלוֹם", "ภาษาไทยที่นี่", "བོད་སྐད་", "1\u0308\u20dd"]
)
def test_no_language_is_changed_by_that(words):
    assert clean_text(unicodedata.normalize("NFD", words)) == unicodedata.normalize("NFC", words)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [("Ann\nLee", "Ann Lee"), ("  Ann \t Lee ", "Ann Lee"), ("<b>Bob</b>", "Bob"),
     ("A\u200bnn", "Ann"),
     ("\u202eAnn\u202c", "Ann"), ("Ann\u00a0Lee", "Ann Lee"), ("<3 Ann", "<3 Ann"),
     ("a < b > c", "a < b > c"),
     ("Ann <!-- x", "Ann"), ("A<!--x-->nn", "Ann"), ("<script>x</script>", "x"),
     ("\u2066Ann\u2069", "Ann"),
     ('"><img src=x>', '">'), ("O'Neill & Co", "O'Neill & Co")],
    ids=ascii,
)  # fmt: skip
def test_a_name_is_one_line_without_markup_or_tricks(typed, clean):
    assert clean_name(typed) == clean


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b", "\u00a0\u3000", "\u0301", "\u2800", "\u3164", "\ue000", "\u115f\u17b4"],
)
def test_blank_is_what_leaves_no_ink(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "a", "🎲", "日", "e\u0301", "-", "$", " x "])
def test_whatever_leaves_ink_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ABC", "abc"), ("Straße", "strasse"), ("ＡＢＣ", "abc"), ("a&amp;b", "a&b"),
     ("&#x41;&#66;", "ab"),
     ("a\u200bb\u00adc", "abc"), ("ﬁ", "fi"), ("ДА", "да"), ("&nosuch;", "&nosuch;"),
     ("&amp", "&amp"),
     ("&#1114112;", "\ufffd"), ("&#0;", "\ufffd"), ("İ", "i̇"), ("", "")],
)  # fmt: skip
def test_folding_undoes_case_width_entities_and_invisible_letters(text, folded):
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("viagrá", "viagra"), ("v\u0336i\u0336a\u0336", "via"), ("vi\u034fa\ufe0fg\u180b", "viag"),
     ("vіаgrа", "viagra"), ("ᴠɪᴀɢʀᴀ", "viagra"), ("νiagra", "viagra"), ("\u202eV&iacute;a", "via"),
     ("Ꭰꮃ", "dw"), ("ŁØđ", "lod"), ("日本", "日本"), ("кит", "kиt"), ("й", "и"), ("", "")],
    ids=ascii,
)  # fmt: skip
def test_folding_by_looks_takes_marks_off_and_knows_other_alphabets(text, drawn):
    assert fold_as_drawn(text).text == drawn


@pytest.mark.parametrize(
    ("text", "marked"), [("é", True), ("e\u0301", True), ("й", True), ("ø", False), ("ab", False)]
)
def test_letters_with_marks_are_told_apart(text, marked):
    assert has_marks(text) is marked


@given(ANY_TEXT)
def test_every_stretch_of_text_folded_by_looks_has_its_place_too(text):
    folded = fold_as_drawn(text)

    assert len(folded.starts) == len(folded.text)
    for start in range(len(folded.text)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first < last <= len(text)


@given(ANY_TEXT)
def test_every_stretch_of_folded_text_has_its_place_in_the_original(text):
    folded = fold(text)

    assert len(folded.starts) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    for start in range(len(folded.text)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first < last <= len(text)
        assert folded.text[start] in fold(text[first:last]).text


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(ANY_TEXT)
def test_what_is_clean_can_be_stored(text):
    for cleaned in (clean_text(text), clean_name(text)):
        assert "\0" not in cleaned
        cleaned.encode("utf-8")
    assert "\n" not in clean_name(text)


@pytest.mark.parametrize(
    ("text", "length", "short"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("", 3, "")]
)
def test_what_is_too_long_ends_in_an_ellipsis(text, length, short):
    assert shortened(text, length) == short


def test_tags_are_cut_but_not_comparisons():
    assert without_tags("a <b>c</b> d") == "a c d"
    assert without_tags("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"
    assert without_tags("x<!-- y --><br/>z") == "xz"

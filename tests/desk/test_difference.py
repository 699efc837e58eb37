"""The difference of two texts: what went, what came, and nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.desk import difference as module
from comments.desk.difference import difference


def pieces(before, after):
    return [tuple(piece) for piece in difference(before, after)]


def test_one_word_for_another():
    assert pieces("the cat sat", "the dog sat") == [
        ("same", "the "), ("gone", "cat"), ("new", "dog"), ("same", " sat"),
    ]  # fmt: skip


def test_words_changed_in_a_row_are_one_change():
    assert pieces("a b c d e", "a x y z e") == [
        ("same", "a "), ("gone", "b c d"), ("new", "x y z"), ("same", " e"),
    ]  # fmt: skip


def test_what_moved_is_taken_out_and_put_in():
    assert ("new", " last") in pieces("last first second", "first second last")


def test_of_repeated_words_the_one_is_found():
    assert pieces("very very good", "very good") == [
        ("same", "very "), ("gone", "very "), ("same", "good"),
    ]  # fmt: skip


def test_letters_of_languages_without_spaces_are_words():
    assert pieces("猫が好き", "犬が好き") == [("gone", "猫"), ("new", "犬"), ("same", "が好き")]


@pytest.mark.parametrize("text", ["", "same", "two\n\nlines "])
def test_of_the_same_text_nothing_is_changed(text):
    assert all(kind == "same" for kind, _text in pieces(text, text))


texts = st.text(alphabet="ab \n.日本", max_size=60)


@given(texts, texts)
def test_read_in_order_the_pieces_give_both_texts(before, after):
    found = difference(before, after)

    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after


def test_of_texts_made_to_take_long_no_more_is_compared_than_is_allowed(monkeypatch):
    cells = []
    compared = module._compared
    monkeypatch.setattr(
        module,
        "_compared",
        lambda old, new: cells.append(len(old) * len(new)) or compared(old, new),
    )
    before, after = (" ".join(random.choices("ab", k=10_000)) for _text in range(2))

    found = difference(before, after)

    assert sum(cells) <= module.CELLS
    assert "".join(piece.text for piece in found if piece.kind != "new") == before

import pytest

from posts.sources import source_of, split_last_sentence

ID = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={ID}",
        f"https://youtube.com/watch?list=PL1&v={ID}&t=12s",
        f"http://m.youtube.com/watch?v={ID}",
        f"https://youtu.be/{ID}",
        f"https://youtu.be/{ID}?si=tracking",
        f"https://www.youtube.com/shorts/{ID}",
        f"https://www.youtube.com/live/{ID}/",
        f"https://www.youtube.com/embed/{ID}",
        f"HTTPS://WWW.YouTube.com/watch?v={ID}",
    ],
)
def test_a_video_is_known_by_its_id(address):
    assert source_of(address).video_id == ID


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/watch?v=" + ID,
        "https://youtube.com.example.org/watch?v=" + ID,
        "https://youtube.com@example.org/watch?v=" + ID,
        "https://www.youtube.com/watch?v=short",
        f"https://www.youtube.com/watch?v={ID}%22%3E",
        "https://www.youtube.com/@channel",
        "https://youtu.be/",
    ],
)
def test_anything_else_is_no_video(address):
    assert source_of(address).video_id == ""


@pytest.mark.parametrize(
    ("address", "label"),
    [
        (f"https://www.youtube.com/watch?v={ID}&utm_source=x", f"youtube.com/watch?v={ID}"),
        (f"https://youtu.be/{ID}?si=x", f"youtu.be/{ID}"),
        (f"https://www.youtube.com/shorts/{ID}?x", f"youtube.com/shorts/{ID}"),
        ("https://www.example.org/talks/one/?utm_source=x#top", "example.org/talks/one"),
        ("https://example.org", "example.org"),
        ("https://youtube.com@evil.example/", "evil.example"),
    ],
)
def test_a_source_is_labelled_by_host_and_path(address, label):
    assert source_of(address).label == label


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "http://[::1", "//x",
     "https://", "mailto:a@example.org"],
)  # fmt: skip
def test_what_is_no_web_address_is_no_source(address):
    assert source_of(address) is None


@pytest.mark.parametrize(
    ("text", "before", "last"),
    [
        ("What will you try?", "", "What will you try?"),
        ("You have read it. What will you try?", "You have read it.", "What will you try?"),
        ("One. Two! Three… Four?", "One. Two! Three…", "Four?"),
        ("He said “No.” Was he right?", "He said “No.”", "Was he right?"),
        ("(It was late.) Why?", "(It was late.)", "Why?"),
        ("First line.\n\nSecond?", "First line.", "Second?"),
        ("Of many, e.g. this one, which is yours?", "", "Of many, e.g. this one, which is yours?"),
        ("No full stop", "", "No full stop"),
        ("Version 3.5 is out. Do you use it?", "Version 3.5 is out.", "Do you use it?"),
        ("読みました。何を試しますか？", "読みました。", "何を試しますか？"),
        ("彼は言った。「なぜ？」", "彼は言った。", "「なぜ？」"),
        ("Trailing space?  ", "", "Trailing space?"),
        ("What now?!", "", "What now?!"),
        ("...", "", "..."),
        ("", "", ""),
        ("   ", "", ""),
    ],
)
def test_the_last_sentence_is_the_question(text, before, last):
    assert split_last_sentence(text) == (before, last)

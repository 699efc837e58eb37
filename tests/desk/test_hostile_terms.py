"""Hostile patterns, and what is no term at all."""

import pytest

from comments.models import WatchedTerm
from tests.comments.scene import discuss, last_comment
from tests.desk.watching import add, watch_page, watched, wish
from tests.factories import make_comment, make_post, post_reply

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$[", "x" * 200, "\u202eevil\u202c", "<script>alert(1)</script>", "“” ' \" &amp;",
     "日本語", "a\\", "%s %(x)d {}"],
    ids=ascii,
)  # fmt: skip
def test_hostile_patterns_are_words_like_others(desk, client, pattern):
    discuss(holds_first_time=False, links_limit=0)
    comment = make_comment()

    page = desk.post(watch_page(comment), wish(words=pattern)).content.decode()
    add(desk, comment, words=pattern)
    post_reply(client, make_post(), body=f"well {pattern} then")

    assert "<script>alert" not in page
    assert WatchedTerm.objects.get().pattern == pattern
    assert last_comment().findings[0]["rule"] == "watched_terms"


@pytest.mark.parametrize(
    "form",
    [wish(), wish(words="x" * 201), wish(words="a\0b"), wish("word"), wish("nonsense:x"),
     wish("network:1.2.3"), wish("host:a b"), wish("address:nobody"), wish("word:x", effect="no"),
     wish("word:x", days="3"), wish("word:x", note="n" * 301), wish("word:\0"),
     wish(words="\n".join(map(str, range(21)))), wish("word:\u200b"), {}],
    ids=lambda form: repr(form)[:60].encode("ascii", "backslashreplace").decode(),
)  # fmt: skip
def test_what_is_no_term_is_refused_with_what_was_typed(desk, form):
    response = desk.post(watch_page(make_comment()), {**form, "step": "add"})

    assert response.status_code == 422
    assert watched() == []

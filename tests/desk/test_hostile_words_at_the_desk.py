"""Whatever was typed, wherever it was typed: at the desk it is words, and nothing runs."""

from html.parser import HTMLParser

import pytest

from comments.models import Comment, Note
from comments.models.text_columns import values_of_text
from tests.desk.scene import desk
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</textarea></title></section><script>alert(1)</script>",
    "{{ 7|add:7 }}{% debug %}",
    "javascript:alert(1)",
    "<!--",
]  # fmt: skip


class Running(HTMLParser):
    """Gathers what a browser would run."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        is_ours = tag == "script" and str(said.get("src")).startswith("/static/")
        if tag in {"img", "iframe", "object", "style"} or (tag == "script" and not is_ours):
            self.found.append((tag, attributes))
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.found.append((tag, attributes))
            if name in {"href", "src", "action"} and "script:" in (value or ""):
                self.found.append((tag, attributes))

    def handle_comment(self, data):
        self.found.append(("comment", data))


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_was_typed_is_markup(words):
    moderator = make_moderator(first_name=words[:30])
    post = make_post(title=f"Post {words}", question=f"Why {words}?")
    parent = make_comment(post=post, author_name=words, body=words)
    said = {
        "author_name": words, "author_email": "a@example.org", "author_url": words,
        "user_agent": words, "ip_address": "192.0.2.1",
    }  # fmt: skip
    make_comment(post=post, status="spam", **said)
    fields = ("author_name", "author_url", "user_agent", "body", "hosts", "strange")
    spans = [{"field": name, "start": 0, "end": len(words), "text": words} for name in fields]
    finding = {"rule": words, "verdict": words, "reason": words, "evidence": spans}
    comment = make_comment(
        parent=parent, status="pending", body=f"{words}\n\n{words}", is_answer=True,
        findings=[finding], link_host="x", **said,
    )  # fmt: skip
    Note.objects.create(comment=comment, by=moderator, text=words)
    comment.flags.create(revision=1, reader_key="x", kind="other", reason=words)
    comment.count_open_flags()
    comment.rewrite(by=moderator, values=values_of_text(f"{words} again"))
    comment.mark_as_spam(by=moderator, reason=words)
    comment.restore(by=moderator)

    for page in (
        desk(moderator, pk=comment.pk),
        desk(moderator),
        desk(moderator, "view=spam"),
        desk(moderator, f"q={words}"),
    ):
        assert page.status_code == 200
        assert Running(page.text).found == []


@pytest.mark.parametrize(
    "body",
    ["W" * 20_000, "words and words " * 1_250, "مرحبا " * 3_000, "> " * 10_000, "&lt;" * 5_000],
)
def test_texts_of_any_shape_are_shown(body):
    comment = make_comment(status="pending", body=body)

    page = desk(make_moderator(), pk=comment.pk)

    assert page.status_code == 200
    assert len(page.text) < 40_000 + 6 * len(body)


def test_stored_findings_of_any_shape_are_shown():
    finding = {"rule": "gone_rule", "verdict": "HOLD", "reason": "", "evidence": []}
    comment = make_comment(status="pending", findings=[finding] * 40)
    Comment.objects.filter(pk=comment.pk).update(link_host="")

    assert "Gone rule" in desk(make_moderator(), pk=comment.pk).text

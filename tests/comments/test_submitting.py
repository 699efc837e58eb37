"""What a posted form becomes: one row in its place, judged once, with its first Decision."""

import json

import pytest

from comments.models import Comment, Decision
from tests.comments.reading import Form
from tests.comments.scene import browser, discuss, last_comment, watch
from tests.factories import make_comment, make_moderator, make_post, make_user, post_reply

pytestmark = pytest.mark.django_db


def test_a_reply_is_stored_as_it_was_typed(client):
    post = make_post()

    post_reply(
        client, post, body="I *disagree*.\r\nHere is why.", name="Ann", email="Ann@Example.org",
        url="example.org/me", is_answer="on", ip="192.0.2.8",
        headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Firefox"},
    )  # fmt: skip

    comment = last_comment()
    assert comment.post == post
    assert comment.body == "I *disagree*.\nHere is why."
    assert comment.body_html == "<p>I <em>disagree</em>.<br>\nHere is why.</p>"
    assert (comment.author_name, comment.author_email) == ("Ann", "Ann@Example.org")
    assert comment.author_url == "https://example.org/me"
    assert comment.is_answer
    assert (comment.ip_address, comment.network) == ("192.0.2.8", "192.0.2.8")
    assert comment.user_agent == "Firefox"
    assert comment.user is None


def test_a_reply_on_its_own_starts_a_thread(client):
    post_reply(client, make_post())

    comment = last_comment()

    assert (comment.parent, comment.thread, comment.depth) == (None, None, 0)
    assert not comment.has_replies


def test_an_answer_to_a_reply_stands_below_it(client):
    root = make_comment()

    post_reply(client, root.post, to=root.pk)

    comment = last_comment()
    root.refresh_from_db()
    assert (comment.parent, comment.thread, comment.depth) == (root, root, 1)
    assert root.has_replies


def test_every_comment_stands_on_its_parents_post_one_deeper_in_the_same_thread():
    discuss(holds_first_time=False, flood_seconds=0)
    posts = [make_post(), make_post()]
    for number in range(16):
        parent = Comment.objects.order_by("-pk")[number // 3 :].first() if number % 5 else None
        post_reply(
            browser(), parent.post if parent else posts[number % 2], to=parent.pk if parent else ""
        )

    comments = Comment.objects.select_related("parent", "thread")

    assert len(comments) == 16
    assert max(comment.depth for comment in comments) > 2
    for comment in comments:
        if comment.parent is None:
            assert (comment.depth, comment.thread) == (0, None)
        else:
            assert comment.post_id == comment.parent.post_id
            assert comment.depth == comment.parent.depth + 1
            assert comment.thread == (comment.parent.thread or comment.parent)
        assert comment.has_replies is comment.replies.exists()


@pytest.mark.parametrize(("depth", "below"), [(3000, 3001), (32_766, 32_767), (32_767, 32_767)])
def test_a_thread_may_be_deep(client, depth, below):
    deep = make_comment()
    Comment.objects.filter(pk=deep.pk).update(depth=depth)

    response = post_reply(client, deep.post, to=deep.pk)

    assert response.status_code == 303
    assert last_comment().depth == below


def test_the_first_decision_is_that_of_the_rules(client):
    post_reply(client, make_post())

    comment, decision = last_comment(), Decision.objects.get()

    assert comment.status == "pending"
    assert (decision.comment, decision.revision) == (comment, 1)
    assert (decision.was, decision.became) == ("", "pending")
    assert (decision.by, decision.via) == (None, "rule")
    assert decision.reason == "The author is not known yet."
    assert decision.at == comment.submitted_at


def test_what_no_rule_objects_to_is_public_at_once(client):
    discuss(holds_first_time=False)

    post_reply(client, make_post())

    assert last_comment().status == "approved"
    assert last_comment().findings == []
    assert Decision.objects.get().became == "approved"


def test_the_strictest_finding_decides_and_all_are_kept(client):
    watch("casino", effect="spam")
    discuss(links_limit=1)

    post_reply(client, make_post(), body="My casino: https://a.example/")

    comment = last_comment()
    assert comment.status == "spam"
    assert [finding["rule"] for finding in comment.findings] == [
        "watched_terms", "links", "first_time",
    ]  # fmt: skip
    assert Decision.objects.get().reason == "Watched terms: “casino”"


def test_evidence_points_at_the_text_as_it_was_typed(client):
    watch("casino", match="substring")
    discuss(links_limit=2)
    body = "Ünïcode 🎲 first: <b>ＣＡＳＩＮＯ</b> at http://a.example/x, http://b.example/y?z=1."

    post_reply(client, make_post(), body=body)

    comment = last_comment()
    spans = [
        span
        for finding in comment.findings
        for span in finding["evidence"]
        if span["field"] == "body" and span["end"]
    ]
    assert [span["text"] for span in spans] == [
        "ＣＡＳＩＮＯ", "http://a.example/x", "http://b.example/y?z=1",
    ]  # fmt: skip
    for span in spans:
        assert comment.body[span["start"] : span["end"]] == span["text"]


def test_findings_are_plain_json(client):
    watch("casino")
    watch("192.0.2.0/24", match="network")

    post_reply(client, make_post(), body="casino", subject="filled", ip="192.0.2.1")

    findings = last_comment().findings
    assert json.loads(json.dumps(findings)) == findings
    for finding in findings:
        assert set(finding) == {"rule", "verdict", "reason", "evidence"}
        assert finding["verdict"] in {"HOLD", "SPAM"}


def test_form_fields_that_are_not_in_the_form_change_nothing(client):
    before = make_comment()
    moderator = make_moderator()

    post_reply(
        client, before.post, status="approved", revision=7, user=moderator.pk, depth=9,
        submitted_at="2001-01-01", findings="[]", thread=before.pk, parent=before.pk, id=before.pk,
        pk=before.pk, has_replies="1", ip_address="192.0.2.66", is_staff="on",
        author_name="Somebody", body_html="<script>", import_ref="x", edited_at="2001-01-01",
        submission_key="x", via="desk",
    )  # fmt: skip

    comment = last_comment()
    assert comment.pk != before.pk
    assert comment.status == "pending"
    assert comment.revision == 1
    assert comment.user is None
    assert (comment.parent, comment.thread, comment.depth) == (None, None, 0)
    assert comment.author_name == "Rita Reader"
    assert comment.ip_address != "192.0.2.66"
    assert comment.submitted_at.year > 2001
    assert comment.edited_at is None
    assert comment.import_ref is None
    assert not comment.has_replies
    assert "script" not in comment.body_html


def test_only_a_post_with_a_question_can_be_answered(client):
    post = make_post(question="")

    post_reply(client, post, is_answer="on")

    assert not last_comment().is_answer
    assert "is_answer" not in Form(client.get(f"/posts/{post.slug}/reply/")).values


def test_a_signed_in_person_comments_under_their_account():
    account = make_user(first_name="Una", last_name="Account", email="una@example.org")

    post_reply(browser(account), make_post(), email="else@example.org")

    comment = last_comment()
    assert comment.user == account
    assert (comment.author_name, comment.author_email) == ("Una Account", "una@example.org")


def test_without_a_network_address_a_reply_is_stored_all_the_same(client):
    response = post_reply(client, make_post(), ip="unix:")

    assert response.status_code == 303
    assert last_comment().ip_address is None
    assert last_comment().network == ""

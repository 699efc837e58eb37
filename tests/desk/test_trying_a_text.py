"""The sandbox: what every rule says of a text, and nothing of it is kept."""

import pytest

from comments.models import Comment, Notification, SignedName, TermHit
from tests.comments.scene import browser, discuss, watch
from tests.factories import make_author, make_comment, make_editor, make_post

pytestmark = pytest.mark.django_db
ADDRESS = "/moderation/try/"


@pytest.fixture
def post():
    return make_post()


def attempt(desk, on, **said):
    form = {
        "body": "A fine thought.", "name": "Rita", "email": "rita@example.org", "url": "",
        "ip_address": "198.51.100.5", "post": on.pk, "author": "stranger", **said,
    }  # fmt: skip
    return desk.post(ADDRESS, form)


def rules(response):
    return [finding.rule for finding in response.context["outcome"].findings]


@pytest.mark.parametrize(
    ("said", "found", "status", "sentence"),
    [({}, ["first_time"], "pending", "It would wait for a moderator."),
     ({"author": "known"}, [], "approved", "It would be published at once."),
     ({"body": "casino"}, ["watched_terms", "first_time"], "spam", "It would be filed as spam."),
     ({"ip_address": "203.0.113.9", "author": "known"}, ["watched_terms"], "pending",
      "It would wait for a moderator."),
     ({"body": "https://a.test https://b.test", "author": "known"}, ["links"], "pending",
      "It would wait for a moderator."),
     ({"body": "x" * 5001, "author": "known"}, ["too_long"], None, "It would be refused"),
     ({"name": "Moderator"}, ["lookalike_name", "first_time"], "pending", "wait")],
)  # fmt: skip
def test_every_rule_is_asked(desk, post, said, found, status, sentence):
    watch("casino", effect="spam")
    watch("203.0.113.0/24", match="network")

    response = attempt(desk, post, **said)

    assert rules(response) == found
    assert response.context["outcome"].status == status
    assert sentence in response.content.decode()


def test_refusing_rules_are_asked_too_and_all_others_beside_them(desk):
    watch("casino")
    closed = make_post(accepts_comments=False)

    response = attempt(desk, closed, body="casino")

    assert rules(response) == ["closed", "watched_terms", "first_time"]
    assert "It would be refused" in response.content.decode()


def test_a_flood_by_that_network_is_seen_and_none_is_counted(desk, post):
    discuss(hourly_replies=2, flood_seconds=0)
    make_comment(ip_address="198.51.100.5")

    outcomes = [rules(attempt(desk, post)) for _time in range(4)]
    assert outcomes == [["first_time"]] * 4

    make_comment(ip_address="198.51.100.5")
    assert rules(attempt(desk, post)) == ["flood", "first_time"]


def test_nothing_is_stored(desk, post):
    watch("casino")

    for author in ("stranger", "known"):
        attempt(desk, post, body="casino", author=author)

    for model in (Comment, TermHit, Notification, SignedName):
        assert model.objects.count() == 0


def test_evidence_is_marked_where_it_stands(desk, post):
    watch("casino")

    page = attempt(desk, post, body="Play at the *CASINO* today").content.decode()

    assert "<em><mark>CASINO</mark></em>" in page
    assert "Watched terms: “casino”" in page


@pytest.mark.parametrize(
    "body",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>",
     "[" * 5000, "a\u202eb", "\U0001f3b2" * 400, "</textarea><script>alert(1)</script>",
     "{{ 1 }}{% load x %}"],
    ids=range(8),
)  # fmt: skip
def test_hostile_text_is_shown_as_text(desk, post, body):
    watch("alert", match="substring")

    response = attempt(desk, post, body=body, name=body[:90], url="")

    page = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    "said",
    [{"body": ""}, {"body": "\u200b"}, {"body": "x" * 20_001}, {"email": "nobody"},
     {"url": "javascript:alert(1)"}, {"ip_address": "1.2.3"}, {"post": "x"}, {"post": 10**20},
     {"author": "staff"}, {"name": "n" * 500}, {"email": "a\0@example.org"}],
    ids=range(11),
)  # fmt: skip
def test_what_no_reader_could_send_is_said_and_kept(desk, post, said):
    response = attempt(desk, post, **said)

    assert response.status_code == 422
    assert response.context["outcome"] is None
    assert b'class="error"' in response.content


def test_editors_try_on_their_own_posts(post):
    editor = make_editor()
    own = make_post(author=make_author(user=editor))
    desk = browser(editor)

    assert attempt(desk, own).status_code == 200
    assert attempt(desk, post).status_code == 422

"""Replay: what a term would have caught lately, before it counts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Comment, WatchedTerm
from comments.rules.watched_terms import watched_terms
from comments.submission import Submission
from comments.watching.replaying import replay
from tests.comments.scene import long_ago, watch
from tests.desk.watching import watch_page, wish
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db


def caught(pattern, match, user, **bounds):
    (found,) = replay([WatchedTerm(pattern=pattern, match=match)], user, **bounds)
    return found


def test_it_says_what_became_of_what_it_would_have_caught(desk):
    for status in ("spam", "spam", "approved", "pending", "removed"):
        make_comment(body="win at casino", status=status)
    make_comment(body="no such thing")

    response = desk.post(watch_page(make_comment()), wish("word:casino"))

    (found,) = response.context["replays"]
    assert found.fates == {"spam": 2, "approved": 1, "pending": 1, "removed": 1}
    page = " ".join(response.content.decode().split())
    assert "would have caught <b>5</b>" in page
    assert "2 spam" in page
    assert "1 approved" in page
    assert f'href="/moderation/{found.newest[0].pk}/"' in page


def test_only_the_last_thirty_days_count(moderator):
    long_ago(make_comment(body="casino"), days=31)
    recent = long_ago(make_comment(body="casino"), days=29)

    assert [one.pk for one in caught("casino", "word", moderator).newest] == [recent.pk]


def test_the_newest_fifty_are_listed_and_all_are_counted(moderator):
    post = make_post()
    comments = [make_comment(body="casino", post=post) for _number in range(52)]
    for minutes, comment in enumerate(comments):
        long_ago(comment, minutes=minutes)

    found = caught("casino", "word", moderator)

    assert found.caught == 52
    assert [one.pk for one in found.newest] == [one.pk for one in comments[:50]]


def test_a_bound_that_is_reached_is_said(moderator):
    post = make_post()
    for minutes in range(4):
        long_ago(make_comment(body="casino", post=post), minutes=minutes)

    found = caught("casino", "word", moderator, bounds=(3, 2))
    spent = caught("casino", "word", moderator, bounds=(5000, 0))
    whole = caught("casino", "word", moderator, bounds=(4, 2))

    assert (found.caught, found.read, bool(found.stopped_at)) == (3, 3, True)
    assert (spent.caught, bool(spent.stopped_at)) == (0, True)
    assert (whole.caught, whole.stopped_at) == (4, None)


def test_what_staff_wrote_is_left_out_as_the_rule_leaves_it_out(moderator):
    make_comment(body="casino", user=moderator)
    former = make_moderator(is_active=False)
    make_comment(body="casino", user=former)

    assert caught("casino", "word", moderator).caught == 1


def test_who_moderates_their_own_posts_is_told_of_those_alone():
    editor = make_editor()
    own = make_comment(body="casino", post=make_post(author=make_author(user=editor)))
    make_comment(body="casino")

    assert [one.pk for one in caught("casino", "word", editor).newest] == [own.pk]


@pytest.mark.parametrize(
    ("match", "pattern", "is_caught"),
    [("address", "ann@example.org", 1), ("address", "A.NN+news@example.org", 1),
     ("address", "joann@example.org", 0), ("network", "2001:db8:0:1::/64", 1),
     ("network", "2001:db8::/32", 1), ("network", "2001:db8:0:1::5", 1),
     ("network", "2001:db8:0:1::6", 0), ("network", "192.0.2.0/24", 0),
     ("host", "win.spam.example", 1), ("host", "spam.example", 0), ("domain", "spam.example", 1),
     ("domain", "pam.example", 0), ("domain", "example.org", 1), ("domain", "ann.example", 1),
     ("word", "<script>alert(1)</script>", 1), ("substring", "ömlau", 1)],
)  # fmt: skip
def test_every_way_of_matching_is_replayed(moderator, match, pattern, is_caught):
    make_comment(
        body="<script>alert(1)</script> Ömlaut [x](https://www.win.spam.example/a)",
        author_email="ann@example.org", author_url="https://ann.example/",
        ip_address="2001:db8:0:1::5", network="2001:db8:0:1::/64",
    )  # fmt: skip

    assert caught(pattern, match, moderator).caught == is_caught


@pytest.mark.parametrize(
    ("pattern", "is_caught"),
    [("198.51.100.7", 1), ("198.51.100.0/24", 1), ("198.51.100.8/29", 0), ("198.51.0.0/17", 1),
     ("198.51.128.0/17", 0), ("0.0.0.0/0", 1), ("0.0.0.0/4", 0), ("198.0.0.0/9", 1), ("::/0", 0)],
)  # fmt: skip
def test_a_range_is_replayed_however_wide_it_is(moderator, pattern, is_caught):
    make_comment(ip_address="198.51.100.7")

    assert caught(pattern, "network", moderator).caught == is_caught


BODIES = st.lists(
    st.sampled_from(
        ["casino", "cas**in**o", "сasino", "&#99;asino", "c\u200basino", "Scunthorpe", "viagra",
         "straße", "STRASSE", "schön", "schon", "a.b", "(x+)+$", "\u202eonisac", "🎲",
         "[go](https://a.evil.example/)", "https://evil.example", "https://notevil.example",
         "http://münchen.example", "<b>x</b>", "\\casino", "日本語"]
    ),
    min_size=1, max_size=5,
).map(" ".join)  # fmt: skip
TERMS = st.sampled_from(
    [("word", "casino"), ("substring", "unth"), ("word", "strasse"), ("word", "schön"),
     ("word", "schon"), ("substring", "(x+)+$"), ("word", "日本語"), ("host", "evil.example"),
     ("domain", "evil.example"), ("domain", "münchen.example"), ("domain", "example.org"),
     ("address", "rita@example.org"), ("network", "198.51.100.0/24"), ("network", "2001:db8::/32"),
     ("word", "x"), ("substring", "."), ("word", "<b>")]
)  # fmt: skip


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    body=BODIES, wanted=TERMS,
    email=st.sampled_from(["r.ita+x@example.org", "bob@sub.example.org", ""]),
    ip=st.sampled_from(["198.51.100.9", "2001:db8::9", None]),
)  # fmt: skip
def test_replay_says_what_the_rule_then_does(moderator, body, wanted, email, ip):
    match, pattern = wanted
    Comment.objects.all().delete()
    WatchedTerm.objects.all().delete()
    comment = make_comment(body=body, author_email=email, ip_address=ip)

    said = caught(pattern, match, moderator).caught
    watch(pattern, match=match)

    found = watched_terms(Submission.of_comment(comment))
    assert said == (1 if found else 0)


def test_a_stored_term_is_replayed_on_a_page_of_its_own(desk):
    comment = make_comment(body="casino")
    term = watch("casino")

    for query in (f"term={term.pk}", "match=word&pattern=casino"):
        page = desk.get(f"/moderation/terms/replay/?{query}").content.decode()
        assert f'href="/moderation/{comment.pk}/"' in page


@pytest.mark.parametrize(
    ("query", "status"),
    [("term=x", 404), ("term=99999999999999999999", 404), ("term=7", 404), ("", 422),
     ("match=nonsense&pattern=x", 422), ("pattern=%00", 422), ("match=network&pattern=1.2", 422),
     ("pattern=" + "x" * 500, 422)],
)  # fmt: skip
def test_a_replay_of_nothing_is_a_clear_answer(desk, query, status):
    assert desk.get(f"/moderation/terms/replay/?{query}").status_code == status


def test_the_admin_replays_before_it_saves(desk):
    make_comment(body="casino", status="spam")
    form = {"pattern": "casino", "match": "word", "effect": "hold", "note": ""}
    address = "/admin/comments/watchedterm/add/"

    response = desk.post(address, {**form, "_replay": "1"})

    page = " ".join(response.content.decode().split())
    assert "would have caught <b>1</b>" in page
    assert "Please correct the error" not in page
    assert WatchedTerm.objects.count() == 0
    assert 'value="casino"' in page

    unseen = desk.post(address, form)
    assert "would have caught <b>1</b>" in " ".join(unseen.text.split())
    assert WatchedTerm.objects.count() == 0

    desk.post(address, {**form, "replayed": "word:casino"})
    term = WatchedTerm.objects.get()
    changed = desk.post(
        f"/admin/comments/watchedterm/{term.pk}/change/", {**form, "effect": "spam", "_replay": "1"}
    )
    assert changed.status_code == 200
    assert WatchedTerm.objects.get().effect == "hold"


def test_the_admin_saves_what_may_catch_very_many_when_told_twice(desk):
    make_comment(author_email="reader@gmail.com")
    form = {"pattern": "gmail.com", "match": "domain", "effect": "hold", "note": ""}
    address = "/admin/comments/watchedterm/add/"

    first = desk.post(address, form)
    assert "large mail provider" in first.content.decode()
    assert WatchedTerm.objects.count() == 0

    seen = {**form, "replayed": "domain:gmail.com"}
    desk.post(address, seen)
    assert WatchedTerm.objects.count() == 0
    desk.post(address, {**seen, "is_sure": "on"})
    assert WatchedTerm.objects.count() == 1


def test_a_replay_asks_the_same_few_queries_of_any_number(moderator, django_assert_max_num_queries):
    post = make_post()
    for _number in range(30):
        make_comment(post=post, body="casino")

    with django_assert_max_num_queries(4):
        found = caught("casino", "word", moderator)
        assert [one.author_name for one in found.newest] == ["Rita Reader"] * 30

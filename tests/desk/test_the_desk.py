"""The desk's views: what each holds, how many that are, and pages of it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from comments.models import Comment
from tests.desk.scene import counts, desk, detail, row, rows
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db
NO_SUCH_LISTS = [
    "view=all", "view=waiting&view=spam", "post=x", "post=-1", "post=1" + "0" * 20, "rule=a'b",
    "order=oldest", "after=1", "after=,", "after=1,x", "after=99999999999999999,1", "like=1",
    "by=text", "like=1&by=size", "like=1&by=text&view=spam", "q=" + "x" * 201,
]  # fmt: skip


def at(minutes_ago):
    return timezone.now() - timedelta(minutes=minutes_ago)


def test_what_waits_is_listed_oldest_first_and_the_first_is_shown(moderator):
    late = make_comment(status="pending", submitted_at=at(1))
    early = make_comment(status="pending", submitted_at=at(9), body="My *words*.")

    page = desk(moderator)

    assert rows(page) == [early.pk, late.pk]
    assert f'data-pk="{early.pk}"' in detail(page)
    assert "<p>My <em>words</em>.</p>" in detail(page)


def test_it_can_be_turned_round(moderator):
    late = make_comment(status="pending", submitted_at=at(1))
    early = make_comment(status="pending", submitted_at=at(9))

    assert rows(desk(moderator, "order=newest")) == [late.pk, early.pk]


def test_every_view_holds_its_own_and_says_how_many(moderator):
    made = {
        "waiting": [make_comment(status="pending") for _number in range(3)],
        "spam": [make_comment(status="spam") for _number in range(2)],
        "removed": [make_comment(status="removed")],
        "approved": [make_comment(), make_comment(user=moderator)],
    }
    made["mine"] = made["approved"][1:]
    made["reported"] = made["spam"][:1]
    made["reported"][0].flags.create(revision=1, reader_key="x")
    made["reported"][0].count_open_flags()

    for view, comments in made.items():
        page = desk(moderator, f"view={view}")
        assert set(rows(page)) == {comment.pk for comment in comments}, view
        assert counts(page) == {view: len(comments) for view, comments in made.items()}


def test_the_counts_follow_every_decision_and_its_undoing(moderator):
    comments = [make_comment(status="pending") for _number in range(4)]
    comments[0].approve(by=moderator)
    comments[1].mark_as_spam(by=moderator)
    comments[2].remove(by=moderator)
    comments[0].take_back(comments[0].last_decision(), by=moderator)
    comments[1].approve(by=moderator)
    comments[3].withdraw()

    counted = counts(desk(moderator))

    named = {"waiting": "pending", "approved": "approved", "spam": "spam", "removed": "removed"}
    for view, status in named.items():
        assert counted[view] == Comment.objects.filter(status=status).count(), view


def test_pages_go_on_after_the_last_row_whatever_was_decided_above(moderator):
    post = make_post()
    waiting = [
        make_comment(status="pending", post=post, submitted_at=at(100 - number))
        for number in range(53)
    ]
    first = desk(moderator)
    further = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    waiting[0].approve(by=moderator)

    second = desk(moderator, further.partition("?")[2])

    assert rows(first) == [comment.pk for comment in waiting[:50]]
    assert rows(second) == [comment.pk for comment in waiting[50:]]
    assert 'rel="next"' not in second.text


def test_two_of_the_same_moment_stand_on_one_page_each(moderator):
    moment = at(5)
    one, other = (make_comment(status="pending", submitted_at=moment) for _number in range(2))
    cursor = f"{int(moment.timestamp() * 1_000_000)},{one.pk}"

    assert rows(desk(moderator, f"after={cursor}")) == [other.pk]


def test_a_line_says_what_a_moderator_needs_to_know(moderator):
    parent = make_comment(author_name="Pia")
    said = {"author_name": "Rita", "author_email": "rita@example.org", "is_confirmed": True}
    make_comment(**said)
    make_comment(status="spam", **said)
    finding = {"rule": "links", "verdict": "HOLD", "reason": "Links: 2", "evidence": []}
    comment = make_comment(
        status="pending", parent=parent, is_answer=True, findings=[finding], **said,
        body="Look <b>here</b>: https://a.example/ and https://b.example/", submitted_at=at(181),
    )  # fmt: skip

    line = row(desk(moderator), comment)

    for words in (
        "Rita", "3 h", "Look <b>here</b>: https://a.example/", "Many links", "1 approved, 1 not",
        "Answers the question", "to Pia", "2 links",
    ):  # fmt: skip
        assert words in line


def test_a_typed_address_is_said_to_be_typed(moderator):
    make_comment(author_email="rita@example.org")
    comment = make_comment(status="pending", author_email="Rita@example.org")

    assert "1 approved (address typed)" in row(desk(moderator), comment)


@pytest.mark.parametrize(
    "wanted",
    ["teapot", "TEAPOT", "Ottilie", "ottilie@", "kettle.example", "198.51.100.77", "shop.example"],
)
def test_a_search_looks_at_text_people_links_and_networks_in_its_view(moderator, wanted):
    said = {
        "body": "A teapot, see [this](https://kettle.example/x).",
        "author_name": "Ottilie",
        "author_email": "ottilie@example.org",
        "author_url": "https://shop.example/",
        "ip_address": "198.51.100.77",
    }
    comment = make_comment(status="pending", **said)
    make_comment(status="spam", **said)
    make_comment(status="pending")

    assert rows(desk(moderator, f"q={wanted}")) == [comment.pk]


def test_what_a_search_holds_of_signs_is_looked_for_as_it_is(moderator):
    comment = make_comment(status="pending", body="100% sure_thing")
    make_comment(status="pending", body="1000 surely")

    assert rows(desk(moderator, "q=0%25")) == [comment.pk]
    assert rows(desk(moderator, "q=sure_")) == [comment.pk]


def test_it_can_be_narrowed_to_a_rule_and_to_a_post(moderator):
    finding = {"rule": "links", "verdict": "HOLD", "reason": "Links: 2", "evidence": []}
    held = make_comment(status="pending", findings=[finding])
    other = make_comment(status="pending", body='It says "rule": "links" here.')

    assert rows(desk(moderator, "rule=links")) == [held.pk]
    assert rows(desk(moderator, f"post={other.post_id}")) == [other.pk]


@pytest.mark.parametrize("query", NO_SUCH_LISTS)
@pytest.mark.parametrize("is_of_one", [False, True])
def test_of_lists_that_nobody_asks_for_there_is_none(moderator, query, is_of_one):
    pk = make_comment(status="pending").pk if is_of_one else None

    assert desk(moderator, query, pk=pk).status_code == 404


@pytest.mark.parametrize("view", ["waiting", "reported", "spam", "removed", "approved", "mine"])
def test_an_empty_view_says_so(moderator, view):
    page = desk(moderator, f"view={view}")

    assert page.status_code == 200
    assert rows(page) == []
    assert ("All caught up" in page.text) is (view == "waiting")


def test_who_is_caught_up_is_told_how_long_replies_waited(moderator):
    assert "median wait was" not in detail(desk(moderator))
    comment = make_comment(status="pending", submitted_at=at(120))
    comment.approve(by=moderator)
    cache.clear()

    page = desk(moderator)

    assert "In the last 14 days the median wait was 2.0 h." in detail(page)


def test_who_is_caught_up_sees_their_last_decision_and_can_undo_it(moderator):
    comment = make_comment(status="pending", author_name="Rita", body="The very last words.")
    comment.approve(by=moderator)

    page = desk(moderator)

    assert "The very last words." in detail(page)
    assert 'action="/moderation/undo/' in detail(page)

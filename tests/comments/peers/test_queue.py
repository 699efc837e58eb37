"""What waits: seen by nobody else, and decided on as it was seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk.queue import counts
from comments.mail.delivery import deliver_due
from comments.models import Comment
from comments.reading.conversation import reply_counts
from posts.models import Post
from tests.comments.desk import LIST, decide, seen, told
from tests.comments.mailroom import follow
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import edit, mails, page_of, press
from tests.comments.reading import Elements, everything_in
from tests.comments.scene import browser, last_comment, now
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

SECRET = "Nobody but moderators reads this"
PUBLIC_PAGES = [
    "/", "/feed/", "/feed/rss/", "/feed.json", "/comments/feed/", "/posts/hidden/comments/feed/",
    "/posts/hidden/", "/posts/hidden/?order=newest", "/posts/hidden/?show=answers",
    "/posts/hidden/?show=picks", "/search/?q=Nobody", "/sitemap.xml", "/archive/",
    "/posts/hidden/reply/", "/my-replies/", "/follow/?post=hidden",
]  # fmt: skip


def said_in_public(*more):
    """Every public page's bytes, as a stranger gets them."""
    pages = [browser().get(path) for path in (*PUBLIC_PAGES, *more)]
    return "\n".join(everything_in(page) for page in pages)


@carries("queue.leak-001")
@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_not_approved_is_nowhere_in_public(status):
    post = make_post(slug="hidden")
    make_comment(post=post)
    follow("follower@example.org", post=post)
    hidden = make_comment(
        post=post, body=SECRET, author_name="Hidden Hilda", status="pending", is_answer=True
    )
    if status != "pending":
        {"spam": hidden.mark_as_spam, "removed": hidden.remove}[status](by=make_moderator())
    ways = [
        f"/comments/{hidden.pk}/", f"/comments/{hidden.pk}/report/",
        f"/posts/hidden/?thread={hidden.pk}", f"/posts/hidden/?mine={hidden.pk}",
        f"/posts/hidden/reply/?to={hidden.pk}", f"/posts/hidden/replies/{hidden.pk}/edit/",
        f"/posts/hidden/replies/{hidden.pk}/withdraw/",
    ]  # fmt: skip

    said = said_in_public(*ways)

    assert browser().get(ways[0]).status_code == browser().get(ways[1]).status_code == 404
    assert SECRET not in said
    assert "Hilda" not in said
    assert f"comment-{hidden.pk}" not in page_of(post)
    assert reply_counts([post]) == {post.pk: 1}
    assert mails() == []


@carries("queue.leak-002")
@pytest.mark.parametrize(
    "fields",
    [
        {"status": Post.Status.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_was_said_under_a_post_that_is_not_public_is_not_either(fields):
    post = make_post(slug="hidden", title="Hidden post")
    comment = make_comment(post=post, body=SECRET, author_name="Hidden Hilda", is_answer=True)
    follow("follower@example.org", post=post)
    Post.objects.filter(pk=post.pk).update(**fields)

    ways = [f"/comments/{comment.pk}/", f"/comments/{comment.pk}/report/", "/posts/hidden/"]

    said = said_in_public(*ways)

    assert {browser().get(way).status_code for way in ways} == {404}
    assert SECRET not in said
    assert "Hilda" not in said
    assert "Hidden post" not in said
    assert mails() == []
    assert deliver_due()["sent"] == 0


@carries("queue.leak-003")
def test_the_page_of_ones_own_waiting_reply_is_kept_by_nobody():
    reader, post = browser(), make_post()
    answer = post_reply(reader, post, body=f"{SECRET}: https://a.example/")

    own = reader.get(answer["Location"])
    stranger = browser().get(answer["Location"])

    assert SECRET in own.content.decode()
    assert own["X-Robots-Tag"] == "noindex"
    assert "no-store" in own["Cache-Control"]
    assert SECRET not in stranger.content.decode()
    assert "noindex" in stranger["X-Robots-Tag"]


def decide_at_desk(client, verb, comment, saw):
    return client.post(f"/moderation/{comment.pk}/decide/", {"verb": verb, "seen": saw})


@carries("queue.conflict-001")
def test_a_decision_on_another_text_or_after_another_is_none(desk):
    reader, post = browser(), make_post()
    post_reply(reader, post, body="The first text.")
    comment = last_comment()
    saw = seen(comment).partition(":")[2]
    assert edit(reader, comment, "Another text.").status_code == 303

    edited = decide_at_desk(desk, "approve", comment, saw)

    assert (edited.status_code, now(comment).status) == (409, "pending")
    assert "Another" in edited.content.decode()
    assert now(comment).remove(by=make_moderator(first_name="Theo", last_name="Tester"))
    removed = decide_at_desk(desk, "approve", comment, "pending:2")
    assert (removed.status_code, now(comment).status) == (409, "removed")
    assert "Theo Tester" in removed.content.decode()
    assert "Another text." not in page_of(post)


def test_the_admin_leaves_what_changed_meanwhile_and_says_so(desk):
    comment = make_comment(status="pending")
    saw = [seen(comment)]
    comment.remove(by=make_moderator())

    answer = decide(desk, "approve", comment, saw=saw)

    assert "somebody else had decided it, or its text changed" in " ".join(told(answer))
    assert now(comment).status == "removed"


# Their NONE is public and looked at by nobody; PREMOD and SYSTEM_WITHHELD wait.
STATUS = {
    "NONE": "approved", "PREMOD": "pending", "SYSTEM_WITHHELD": "pending",
    "APPROVED": "approved", "REJECTED": "removed",
}  # fmt: skip
COUNTS = {
    "queue.counts-001": ("NONE", 0, "APPROVED", {}),
    "queue.counts-002": ("NONE", 0, "REJECTED", {"approved": -1, "removed": 1}),
    "queue.counts-003": ("NONE", 0, "reported", {"reported": 1}),
    "queue.counts-004": ("NONE", 1, "APPROVED", {"reported": -1}),
    "queue.counts-005": ("NONE", 1, "REJECTED", {"reported": -1, "approved": -1, "removed": 1}),
    "queue.counts-006": ("PREMOD", 0, "APPROVED", {"waiting": -1, "approved": 1}),
    "queue.counts-007": ("PREMOD", 0, "REJECTED", {"waiting": -1, "removed": 1}),
    "queue.counts-008": ("SYSTEM_WITHHELD", 0, "APPROVED", {"waiting": -1, "approved": 1}),
    "queue.counts-009": ("SYSTEM_WITHHELD", 0, "REJECTED", {"waiting": -1, "removed": 1}),
    "queue.counts-010": ("APPROVED", 0, "REJECTED", {"approved": -1, "removed": 1}),
    "queue.counts-011": ("REJECTED", 0, "APPROVED", {"approved": 1, "removed": -1}),
    "queue.counts-012": ("NONE", 1, "reported", {}),
}


def views_of(moderator):
    return {view: number for view, number in counts(moderator).items() if view}


@carries(COUNTS)
@pytest.mark.parametrize("fact", COUNTS)
def test_the_counts_follow_every_decision_and_report(fact, moderator):
    was, reports, becomes, wanted = COUNTS[fact]
    comment = make_comment(status=STATUS[was])
    for number in range(reports):
        reported_by(number, comment)
    before = views_of(moderator)

    if becomes == "reported":
        reported_by(9, comment)
    else:
        verb = {"REJECTED": "remove", "APPROVED": "keep" if was == "NONE" else "approve"}[becomes]
        assert getattr(now(comment), verb)(by=moderator)

    after = views_of(moderator)
    changed = {view: after[view] - before[view] for view in after}
    assert {view: by for view, by in changed.items() if by} == wanted


def reported_by(number, comment):
    client = browser()
    client.defaults["REMOTE_ADDR"] = f"192.0.2.{number + 1}"
    assert press(client, f"/comments/{comment.pk}/report/", kind="unkind").status_code == 200


@carries("queue.counts-013")
def test_whatever_is_done_in_whatever_order_they_equal_the_table(moderator):
    """In short; tests/desk/test_counters.py does it at length."""
    post = make_post()
    comments = [make_comment(post=post, status="pending") for _number in range(4)]
    stale = [now(comment) for comment in comments]
    for verb in ("approve", "mark_as_spam", "remove", "restore", "approve"):
        for comment, old in zip(comments, stale, strict=True):
            getattr(now(comment), verb)(by=moderator)
            getattr(old, verb)(by=make_moderator())  # of what they saw before
    assert now(comments[0]).withdraw()

    shown = views_of(moderator)

    for view, status in (("waiting", "pending"), ("approved", "approved"), ("spam", "spam"),
                         ("removed", "removed")):  # fmt: skip
        assert shown[view] == Comment.objects.filter(status=status).count() >= 0


def test_on_the_moderators_list_an_excerpt_is_text_cut_and_not_markup(desk):
    long = "<p>Hello<br/><b>world</b></p>" * 20
    make_comment(body=long, status="pending")

    page = desk.get(LIST).content.decode()

    cell = page[page.index('class="field-excerpt') :]
    cell = cell[cell.index(">") + 1 : cell.index("</t")]
    assert Elements(cell).tags <= {"a"}
    assert Elements(cell).text.strip() == f"{long[:139]}…"

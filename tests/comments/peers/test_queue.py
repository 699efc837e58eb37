"""What waits: seen by nobody else, and decided on as it was seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.mail.delivery import deliver_due
from comments.reading.conversation import reply_counts
from posts.models import Post
from tests.comments.desk import LIST, decide, seen, told
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import edit, follows, mails, now, page_of
from tests.comments.reading import Elements, everything_in
from tests.comments.scene import browser, last_comment
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
    follows("follower@example.org", post=post)
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
    follows("follower@example.org", post=post)
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


@carries("queue.conflict-001")
def test_a_decision_on_another_text_or_after_another_is_none(desk):
    reader, post = browser(), make_post()
    post_reply(reader, post, body="The first text.")
    comment = last_comment()
    saw = [seen(comment)]
    assert edit(reader, comment, "Another text.").status_code == 303

    answer = decide(desk, "approve", comment, saw=saw)

    assert now(comment).status == "pending"
    assert "somebody else had decided it, or its text changed" in " ".join(told(answer))
    assert decide(browser(make_moderator()), "remove", now(comment)).status_code == 302
    decide(desk, "approve", comment, saw=[f"{comment.pk}:pending:2"])
    assert now(comment).status == "removed"
    assert "Another text." not in page_of(post)


def test_on_the_moderators_list_an_excerpt_is_text_cut_and_not_markup(desk):
    long = "<p>Hello<br/><b>world</b></p>" * 20
    make_comment(body=long, status="pending")

    page = desk.get(LIST).content.decode()

    cell = page[page.index('class="field-excerpt') :]
    cell = cell[cell.index(">") + 1 : cell.index("</t")]
    assert Elements(cell).tags <= {"a"}
    assert Elements(cell).text.strip() == f"{long[:139]}…"

"""One reply at the desk: who, what, why it is here, and by whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Note
from comments.models.text_columns import values_of_text
from comments.moderation import Via
from tests.comments.scene import discuss
from tests.desk.scene import RITA, desk, said, shown, words
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def test_the_text_as_it_will_be_published_with_evidence_marked(moderator):
    spans = [{"field": "body", "start": 4, "end": 9, "text": "pills"}]
    finding = {
        "rule": "watched_terms", "verdict": "SPAM", "reason": "Watched terms: “pills”",
        "evidence": spans,
    }  # fmt: skip
    comment = make_comment(status="pending", body="Buy pills *now*.", findings=[finding])

    page = shown(moderator, comment)

    assert "<p>Buy <mark>pills</mark> <em>now</em>.</p>" in page
    assert "Spam Watched term Watched terms: “pills”" in words(page)


def test_evidence_that_stands_elsewhere_is_shown_where_it_stands(moderator):
    spans = [
        {"field": "author_name", "start": 6, "end": 12, "text": "Casino"},
        {"field": "body", "start": 0, "end": 0, "text": "viagra"},
    ]
    finding = {"rule": "watched_terms", "verdict": "HOLD", "reason": "Terms", "evidence": spans}
    comment = make_comment(
        status="pending", author_name="Happy Casino Club", body="via*gra*", findings=[finding]
    )

    page = shown(moderator, comment)

    assert "name: Happy Casino Club" in words(page)
    assert "Happy <mark>Casino</mark> Club" in page
    assert "<mark>viagra</mark>" in page


def test_every_link_with_its_real_host(moderator):
    comment = make_comment(status="pending", body="[docs](https://other.example/x)")

    assert 'class="host">other.example</span>' in shown(moderator, comment)


@pytest.mark.parametrize(
    ("author", "known"),
    [
        ({**RITA, "is_confirmed": True}, "rita@example.org , address confirmed"),
        (RITA, "rita@example.org , address typed, not confirmed"),
        ({"author_name": "", "author_email": ""}, "Anonymous no address given"),
    ],
)
def test_who_wrote_it_and_how_that_is_known(moderator, author, known):
    comment = make_comment(status="pending", **author)

    assert known in said(moderator, comment)


def test_the_post_its_question_and_what_it_answers(moderator):
    post = make_post(title="On taste", question="You read it. What will you try?")
    parent = make_comment(post=post, author_name="Pia", body="Is it *teachable*?")
    comment = make_comment(status="pending", parent=parent, is_answer=True)
    other = make_comment(status="pending", post=post)

    page = said(moderator, comment)

    for told in ("On taste", "What will you try?", "Replies to Pia", "Is it teachable ?",
                 "1 live , 2 waiting"):  # fmt: skip
        assert told in page
    assert "Answers the mentoring question" in page
    assert "Answers the mentoring question" not in said(moderator, other)


def test_when_the_post_closes(moderator):
    discuss(closes_old_posts=True, closes_after_days=14)
    open_post = make_post(published_at=timezone.now() - timedelta(days=4))
    closed = make_post(published_at=timezone.now() - timedelta(days=40))

    assert "Closes on " in said(moderator, make_comment(status="pending", post=open_post))
    assert "Closes closed since " in said(moderator, make_comment(status="pending", post=closed))


def test_a_post_that_was_withdrawn_meanwhile_is_said_to_be(moderator):
    comment = make_comment(status="pending", post=make_post(status="draft"))

    page = shown(moderator, comment)

    assert "The post is a draft now" in page
    assert 'value="approve"' in page


def test_reports_open_and_decided_on(moderator):
    comment = make_comment()
    comment.flags.create(revision=1, reader_key="a", kind="unkind", reason="Rude words")
    comment.keep(by=moderator)
    comment.flags.create(revision=1, reader_key="b", kind="off_topic")

    page = said(moderator, comment)

    assert "Report, decided on Unkind or insulting “Rude words”" in page
    assert "Reported Off topic" in page


def test_its_authors_other_comments_by_what_they_are_the_same_person(moderator):
    common = {"ip_address": "203.0.113.5"}
    make_comment(**RITA, is_confirmed=True, post=make_post(title="First"))
    make_comment(**RITA, status="spam", post=make_post(title="Second"), ip_address="192.0.2.1")
    make_comment(author_name="Ben", status="removed", post=make_post(title="Third"), **common)
    comment = make_comment(**RITA, is_confirmed=True, status="pending", **common)

    page = said(moderator, comment)

    confirmed = page.index("Same confirmed address 1 approved, 0 not, 0 waiting")
    typed = page.index("Same address, typed and not confirmed 0 approved, 1 not, 0 waiting")
    network = page.index("Same network, perhaps another person 0 approved, 1 not, 0 waiting")
    assert confirmed < page.index("Approved on “First”") < typed
    assert typed < page.index("Spam on “Second”") < network
    assert network < page.index("Removed on “Third”, as Ben")


def test_its_time_line_says_its_numbers(moderator):
    for status in ("approved", "approved", "spam", "removed"):
        make_comment(**RITA, status=status)
    comment = make_comment(**RITA, status="pending")

    page = shown(moderator, comment)

    assert "4 other replies since" in page
    assert "2 approved, 1 spam, 1 removed, 0 waiting" in page
    assert page.count('class="cross"') == 2


def test_decisions_so_far_those_undone_edits_and_earlier_texts(moderator):
    comment = make_comment(status="pending", body="As it was written first.")
    comment.rewrite(by=moderator, values=values_of_text("As it is now."), via=Via.DESK)
    comment.approve(by=moderator, via=Via.DESK, reason="Kind enough")
    comment.take_back(comment.last_decision(), by=moderator)

    page = said(moderator, comment)

    assert "Text changed Mona Keller, moderation desk" in page
    assert "Approved undone Kind enough Mona Keller" in page
    assert "Undone: Waiting again" in page
    assert "changed by Mona Keller As it was written first." in page


def test_private_notes(moderator):
    comment = make_comment(status="pending")
    Note.objects.create(comment=comment, by=moderator, text="Knows Ana.\nAsk her.")

    assert "Knows Ana. Ask her. Mona Keller" in said(moderator, comment)


def test_one_that_vanished_is_told_of_beside_what_still_waits(moderator):
    waiting = make_comment(status="pending")

    page = desk(moderator, pk=waiting.pk + 1)

    assert page.status_code == 404
    assert "isn’t here any more" in page.text
    assert f'id="row-{waiting.pk}"' in page.text
    assert desk(moderator, "part=1", pk=waiting.pk + 1).status_code == 404


def test_its_detail_can_be_had_alone(moderator):
    comment = make_comment(status="pending")

    page = desk(moderator, "part=1", pk=comment.pk)

    assert page.text.strip().startswith('<section id="detail"')
    assert "<main" not in page.text
    assert 'id="list"' not in page.text

"""Reports by readers, and decisions by who may decide."""

import pytest

from comments.models import Comment, Flag
from comments.moderation import Status, Via
from tests.comments import afterwards
from tests.comments.desk import LIST, decide
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import mails, press
from tests.comments.scene import browser, discuss, now
from tests.factories import SAME_ORIGIN, make_comment, make_staff, make_user

pytestmark = pytest.mark.django_db


def report(client, comment, *, ip="198.51.100.7", agent="A", **fields):
    headers = {**SAME_ORIGIN, "User-Agent": agent}
    return afterwards.report(client, comment, headers=headers, ip=ip, **fields)


@carries("flags-001")
def test_looking_at_the_page_reports_nothing():
    comment = make_comment()

    assert browser().get(f"/comments/{comment.pk}/report/?kind=spam").status_code == 200
    assert browser().head(f"/comments/{comment.pk}/report/").status_code == 200

    assert not Flag.objects.exists()


@carries("flags-002", "flags-008")
def test_one_reader_reports_one_comment_once():
    comment = make_comment()
    reader = browser(make_user())

    answers = [report(reader, comment) for _again in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert Flag.objects.count() == 1
    assert mails() == []


@carries("flags-003")
def test_one_needs_no_account_to_report():
    comment = make_comment()

    assert report(browser(), comment, reason="He means me.").status_code == 200
    assert Flag.objects.get().reason == "He means me."


@carries("flags-004")
def test_after_a_report_one_stays_here():
    answer = report(browser(), make_comment(), next="http://elsewhere/bad")

    assert answer.status_code == 200
    assert b"elsewhere" not in answer.content


@carries("flags-005", "flags-006")
@pytest.mark.parametrize("action", ["approve", "remove", "mark_as_spam", "restore"])
def test_only_moderators_decide(action):
    comment = make_comment(status="pending")

    for person in (None, make_user(), make_staff()):
        client = browser(person)
        assert decide(client, action, comment).status_code in {302, 403}
        page = client.get(LIST)
        assert page.status_code in {302, 403}
        assert b'value="approve"' not in page.content

    assert now(comment).status == "pending"
    assert not comment.decisions.exists()


@carries("flags-007")
def test_an_approval_is_public_and_on_record(desk, moderator):
    comment = make_comment(status="pending")

    decide(desk, "approve", comment)

    (decision,) = comment.decisions.all()
    assert now(comment).is_public
    assert (decision.was, decision.became) == (Status.PENDING, Status.APPROVED)
    assert (decision.by, decision.via, decision.revision) == (moderator, Via.ADMIN, 1)


@carries("flags-009")
def test_a_crowd_holds_only_what_no_moderator_has_looked_at(moderator):
    discuss(flags_to_hold=3)
    looked_at = make_comment(status="pending")
    looked_at.approve(by=moderator)
    never_seen, one_network = make_comment(), make_comment()

    for number in range(1, 8):
        for comment in (looked_at, never_seen):
            report(browser(), comment, ip=f"203.0.113.{number}")
        report(browser(), one_network, ip="198.51.100.1", agent=f"Browser {number}")

    assert now(looked_at).status == "approved"
    assert now(never_seen).status == "pending"
    assert now(one_network).status == "approved"
    assert Comment.objects.filter(flags__isnull=False).distinct().count() == 3
    assert press(browser(), f"/comments/{never_seen.pk}/report/", kind="spam").status_code == 404

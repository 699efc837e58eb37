"""Reports hold what no moderator has looked at, and nothing else: a crowd can't silence anyone."""

from functools import partial

import pytest

from comments.models import Comment, Decision, Flag, Notification, Subscription
from comments.readers import reporting
from tests.at_once import at_once
from tests.comments.afterwards import author_of, crowd_reports, edit, report
from tests.comments.scene import browser, discuss, long_ago, now, proved
from tests.factories import make_comment, make_moderator, make_staff, make_user

pytestmark = pytest.mark.django_db


def test_three_reports_hold_what_no_moderator_has_looked_at():
    comment = make_comment()

    crowd_reports(comment, 2, kind="spam")
    assert now(comment).status == "approved"
    crowd_reports(comment, 1, first=3)

    assert now(comment).status == "pending"
    [finding] = now(comment).findings
    assert (finding["rule"], finding["verdict"]) == ("reports", "HOLD")
    assert finding["reason"] == "Reported by 3 readers: Spam (2), Unkind or insulting (1)"
    [decision] = Decision.objects.all()
    assert (decision.was, decision.became, decision.by, decision.via) == (
        "approved", "pending", None, "rule"
    )  # fmt: skip
    assert decision.reason == finding["reason"]


def test_what_was_found_before_is_still_told():
    comment = make_comment(findings=[{"rule": "x", "verdict": "HOLD", "reason": "y",
                                      "evidence": []}])  # fmt: skip

    crowd_reports(comment, 3)

    assert [found["rule"] for found in now(comment).findings] == ["x", "reports"]


def test_three_browsers_of_one_network_are_no_crowd():
    comment = make_comment()

    for number in range(5):
        headers = {"Sec-Fetch-Site": "same-origin", "User-Agent": f"Browser {number}"}
        report(browser(), comment, headers=headers)

    assert Flag.objects.count() == 5
    assert now(comment).status == "approved"


def test_nor_are_many_networks_of_one_ipv6_site():
    """A /48 is what every tunnel broker gives one person: 65,536 networks of a reader each."""
    comment = make_comment()

    for number in range(5):
        report(browser(), comment, ip=f"2001:db8:7:{number}::1")
    assert now(comment).status == "approved"
    for number in (8, 9):
        report(browser(), comment, ip=f"2001:db8:{number}::1")

    assert now(comment).status == "pending"


def test_nor_are_those_whose_network_is_not_known():
    comment = make_comment()

    for number in range(5):
        reporting.report(
            comment, revision=1, reader=str(number), network="", kind="spam", reason=""
        )

    assert now(comment).status == "approved"


def test_one_reader_on_many_networks_is_one():
    comment, client = make_comment(), proved("ann@example.org")

    for number in range(5):
        report(client, comment, ip=f"198.51.100.{number + 1}")

    assert now(comment).status == "approved"


def test_reports_of_an_older_text_do_not_count():
    comment = make_comment()
    crowd_reports(comment, 2)
    Comment.objects.update(revision=2)

    crowd_reports(comment, 2, first=10)
    assert now(comment).status == "approved"
    crowd_reports(comment, 1, first=20)
    assert now(comment).status == "pending"


def test_while_it_waits_for_its_reports_an_edit_does_not_hide_them():
    discuss(holds_first_time=False)
    comment = make_comment()
    crowd_reports(comment, 3)

    edit(author_of(comment), long_ago(now(comment), seconds=0), "Mended.")

    assert now(comment).status == "pending"
    assert [found["rule"] for found in now(comment).findings] == ["reports"]


@pytest.mark.parametrize("make", [make_moderator, make_staff])
def test_what_staff_wrote_is_not_held(make):
    comment = make_comment(user=make())

    crowd_reports(comment, 5)

    assert now(comment).status == "approved"


@pytest.mark.parametrize("fields", [{}, {"is_staff": True, "is_active": False}], ids=str)
def test_what_other_accounts_wrote_is(fields):
    comment = make_comment(user=make_user(**fields))

    crowd_reports(comment, 3)

    assert now(comment).status == "pending"


def test_what_an_editor_picked_is_not_held():
    comment = make_comment()
    comment.pick()

    crowd_reports(comment, 5)

    assert now(comment).status == "approved"


@pytest.mark.parametrize(("needed", "reports", "status"),
                         [(0, 20, "approved"), (1, 1, "pending"), (5, 4, "approved")])  # fmt: skip
def test_how_many_it_takes_is_a_setting(needed, reports, status):
    discuss(flags_to_hold=needed)
    comment = make_comment()

    crowd_reports(comment, reports)

    assert now(comment).status == status


def test_nobody_is_mailed_that_it_was_held():
    comment = make_comment()
    Subscription.objects.follow("rita@example.org", comment=comment, is_confirmed=True)

    crowd_reports(comment, 3)

    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_reports_that_come_at_once_the_last_counts_them_all():
    comment = make_comment()

    def one(number):
        reporting.report(
            comment, revision=1, reader=str(number), network=f"198.51.100.{number}",
            kind="spam", reason="",
        )  # fmt: skip

    at_once(*[partial(one, number) for number in range(3)])

    assert now(comment).status == "pending"
    assert Flag.objects.count() == 3
    assert Decision.objects.count() == 1

"""Links mailed to moderators decide what they were mailed for, as long as these may."""

import pytest
from django.contrib.auth.models import User

from comments.mail.moderators import tell_moderators
from comments.models import Decision
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import link_in, mails, press
from tests.comments.scene import browser, last_comment
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    """The path of a link that was mailed to a moderator, for deciding on a reply that waits."""
    moderator = make_moderator()
    make_comment(status="pending")
    tell_moderators()
    (sent,) = mails(to=moderator.email)
    return link_in(sent)


@carries("mail.actions-002", "mail.actions-003")
def test_a_moderators_button_publishes_and_again_is_no_harm(decision):
    first, again = (press(browser(), decision, verb="approve") for _press in range(2))

    assert [first.status_code, again.status_code] == [200, 200]
    assert last_comment().status == "approved"
    assert Decision.objects.filter(became="approved").count() == 1


@carries("mail.actions-011")
def test_a_moderator_who_was_sent_away_decides_nothing(decision):
    User.objects.update(is_active=False)

    assert press(browser(), decision, verb="approve").status_code == 404
    assert browser().get(decision).content == browser().get("/decide/x/").content
    assert last_comment().status == "pending"


@pytest.mark.parametrize("action", ["delete", "activate", "edit", "restore"])
def test_nor_does_a_moderators_do_what_it_was_not_mailed_for(decision, action):
    assert press(browser(), f"{decision}{action}/", verb="approve").status_code == 404
    assert press(browser(), decision, verb=action).status_code == 404
    assert last_comment().status == "pending"

"""Who switches surges off ends the one that lasts: nothing says any more that new guests wait."""

import pytest

from comments import surges
from comments.models import DiscussionSettings, Notification, Surge
from tests.comments.scene import discuss
from tests.desk.floods import MANY, arrive, surge_now
from tests.desk.waiting import told, wishing
from tests.factories import make_comment

pytestmark = pytest.mark.django_db
PAGE = "/admin/comments/discussionsettings/1/change/"


def change(desk, **changes):
    initial = desk.get(PAGE).context["adminform"].form.initial
    values = {name: value for name, value in initial.items() if value is not False}
    assert desk.post(PAGE, values | changes).status_code == 302


def test_switched_off_it_is_over(desk, moderator):
    discuss()
    surge = surge_now()

    change(desk, surge_replies=0)

    assert Surge.objects.current() is None
    surge.refresh_from_db()
    assert surge.ended_by == moderator


def test_switched_off_nobody_is_mailed_of_it_any_more(desk, moderator):
    discuss()
    surge_now()
    wishing(moderator)
    Notification.objects.create(kind="surge", email=moderator.email, user=moderator)

    change(desk, surge_replies=0)

    assert told() == []


def test_other_settings_leave_it_as_it_is(desk):
    discuss()
    surge = surge_now()

    change(desk, surge_replies=50, links_limit=3)

    assert Surge.objects.current() == surge


@pytest.mark.usefixtures("_surge_policy")
def test_none_begins_by_settings_that_were_read_before(moderator):
    policy = DiscussionSettings.current()
    arrive(MANY, post=make_comment(status="pending").post, minutes=1)
    discuss(surge_replies=0)

    assert surges.watch(policy) is None

    assert not Surge.objects.exists()

"""Who sits at the desk, what lies before them, and how the site is set up for it."""

import pytest

from comments.desk import batches
from tests.comments.scene import discuss
from tests.desk.floods import MANY
from tests.desk.pressing import at_the_desk
from tests.desk.waiting import link_for, quiet_post
from tests.factories import make_comment, make_moderator


@pytest.fixture
def moderator():
    return make_moderator(username="mona", first_name="Mona", last_name="Keller")


@pytest.fixture
def desk(moderator):
    """The browser of that moderator."""
    return at_the_desk(moderator)


@pytest.fixture
def reply():
    """It waits, and nobody but moderators is mailed about it."""
    return make_comment(status="pending", post=quiet_post(), body="Held, and worth reading.")


@pytest.fixture
def link(moderator, reply):
    """By which the moderator decides on the reply from a mail."""
    return link_for(moderator, reply)


@pytest.fixture
def worked_off(django_capture_on_commit_callbacks):
    """What is enqueued in it is done at its end, as the worker does it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def _small_batches(monkeypatch):
    """Three replies are too many for a page, and two are done in one transaction."""
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    monkeypatch.setattr(batches, "CHUNK", 2)


@pytest.fixture
def _surge_policy(db):
    """Only a surge holds a guest's reply."""
    discuss(
        surge_replies=MANY, holds_first_time=False, flood_seconds=0, hourly_replies=0,
        post_replies=0, site_replies=0,
    )  # fmt: skip

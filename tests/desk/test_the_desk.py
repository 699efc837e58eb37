"""The desk's page: what it shows, of what waits and of one reply."""

import pytest

from tests.comments.scene import browser
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db
DESK = "/moderation/"


def test_what_waits_is_listed_and_the_first_is_shown():
    first = make_comment(status="pending", author_name="Ada", body="My *words*.")
    make_comment(status="pending", author_name="Ben")

    page = browser(make_moderator()).get(DESK)

    assert page.status_code == 200
    assert f'id="row-{first.pk}"' in page.text
    assert f'data-pk="{first.pk}"' in page.text
    assert "<p>My <em>words</em>.</p>" in page.text

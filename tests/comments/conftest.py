import pytest

from tests.comments.scene import browser
from tests.factories import make_moderator


@pytest.fixture
def moderator():
    return make_moderator(username="mona")


@pytest.fixture
def desk(moderator):
    """The browser of a moderator who is signed in."""
    return browser(moderator)

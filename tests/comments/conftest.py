import pytest

from tests.comments.erased_reader import lives
from tests.comments.scene import browser, discuss
from tests.factories import make_comment, make_moderator, make_post


@pytest.fixture
def moderator():
    return make_moderator(username="mona")


@pytest.fixture
def desk(moderator):
    """The browser of a moderator who is signed in."""
    return browser(moderator)


@pytest.fixture
def firsts_appear(db):
    """Nobody waits for being new or too quick: what is held is held by the rule in question."""
    discuss(holds_first_time=False, flood_seconds=0)


@pytest.fixture
def only_terms_hold(db):
    discuss(holds_first_time=False, links_limit=0)


@pytest.fixture
def comment(db):
    return make_comment(body="What is *there*.")


@pytest.fixture
def busy(db):
    """(post, its seven roots): three on a page; the fourth has two replies."""
    discuss(threads_per_page=3)
    post = make_post()
    roots = [make_comment(post=post) for _number in range(7)]
    for _number in range(2):
        make_comment(parent=roots[3])
    return post, roots


@pytest.fixture
def life(db):
    return lives()

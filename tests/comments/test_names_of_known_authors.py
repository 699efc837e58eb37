"""The names that a known author signed are theirs: nobody else appears under one at once."""

import pytest

from comments.models import SignedName
from tests.comments.names import known_author, why_held
from tests.comments.scene import browser, last_comment, proved
from tests.factories import make_author, make_comment, make_moderator, make_post, post_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("firsts_appear")]


@pytest.mark.parametrize(
    "name",
    ["Ann Example", "ANN EXAMPLE", "Аnn Ехamplе", "Ann\u200bExample", "ΑΝΝ ΕΧΑΜΡLΕ", "ꓮnn Example",
     "Ann Example (author)", "The author Ann Example", "Ann Example, Admin of this site",
     "Official AnnExample ✓ verified", "Ann Example, the author"],
)  # fmt: skip
def test_a_name_like_a_known_authors_is_held(client, name):
    known_author("ann@example.org", "Ann Example")

    post_reply(client, make_post(), name=name)

    assert last_comment().status == "pending"
    assert why_held() == ["The name looks like that of a confirmed author."]


def test_the_finding_names_no_one_but_its_own_author(client):
    """Whoever is erased leaves no trace, and this isn't their comment."""
    known_author("ann@example.org", "Ann Example")

    post_reply(client, make_post(), name="ANN EXAMPLE", email="otto@example.org")

    told = str(last_comment().findings)
    assert "Ann Example" not in told
    assert "ann@example.org" not in told


def test_the_author_themselves_is_not_held():
    client = known_author("ann@example.org", "Ann Example")

    post_reply(client, make_post(), name="Ann Example", email="ann@example.org")

    assert last_comment().status == "approved"


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_an_address_under_which_nothing_was_approved_protects_no_name(client, status):
    known_author("ann@example.org", "Ann Example", status=status)

    post_reply(client, make_post(), name="Ann Example")

    assert last_comment().status == "approved"


def test_two_known_authors_may_have_one_name():
    known_author("ann@example.org", "Ann Example")
    other = known_author("another@example.org", "Ann Example")

    post_reply(other, make_post(), name="Ann Example", email="another@example.org")

    assert last_comment().status == "approved"


def test_but_the_second_is_known_by_it_only_when_a_moderator_has_let_them():
    """Remembered is what was signed; it was held for that very name."""
    known_author("ann@example.org", "Ann Example")
    other = known_author("otto@example.org", "Otto")

    for _time in range(2):
        post_reply(other, make_post(), name="Ann Example", email="otto@example.org")
        assert why_held() == ["The name looks like that of a confirmed author."]

    last_comment().approve(by=make_moderator())
    post_reply(other, make_post(), name="Ann Example", email="otto@example.org")
    assert last_comment().status == "approved"


def test_every_name_that_was_approved_under_an_address_stays_protected():
    ann = known_author("ann@example.org", "Ann Example")
    mallory = known_author("mallory@example.org", "Mallory")

    post_reply(ann, make_post(), name="A. Example", email="ann@example.org")
    assert last_comment().status == "approved"

    for name in ("Ann Example", "A. Example", "A Example (author)"):
        post_reply(mallory, make_post(), name=name, email="mallory@example.org")
        assert why_held() == ["The name looks like that of a confirmed author."]


def test_their_author_may_sign_with_any_of_them_as_they_write_it_today():
    ann = known_author("ann@example.org", "Ann Example")
    make_comment(author_email="ann@example.org", author_name="Ánn")
    ann = proved("ann@example.org", ann)

    for name in ("Ann Example", "ANN  EXAMPLE", "Ánn", "ann", "Ann Example (author)"):
        post_reply(ann, make_post(), name=name, email="ann@example.org")
        assert last_comment().status == "approved"


def test_a_name_of_before_the_address_was_confirmed_is_protected_too(client):
    make_comment(author_email="Carla@Example.org", author_name="Carla Vonn")

    proved("carla@example.org")
    post_reply(client, make_post(), name="Carla Vonn", email="mallory@example.org")

    assert why_held() == ["The name looks like that of a confirmed author."]


def test_so_is_one_that_a_moderator_approves_later(client):
    proved("carla@example.org")
    post_reply(browser(), make_post(), name="Carla Vonn", email="carla@example.org")
    last_comment().approve(by=make_moderator())

    post_reply(client, make_post(), name="Carla Vonn", email="mallory@example.org")

    assert why_held() == ["The name looks like that of a confirmed author."]


def test_what_is_taken_down_protects_its_name_no_more(client):
    proved("carla@example.org")
    post_reply(browser(), make_post(), name="Carla Vonn", email="carla@example.org")
    last_comment().approve(by=make_moderator())
    last_comment().mark_as_spam(by=make_moderator())

    post_reply(client, make_post(), name="Carla Vonn", email="otto@example.org")

    assert last_comment().status == "approved"


def test_a_name_in_greek_capitals_is_protected_either_way(client):
    known_author("niki@example.org", "ΝΙΚΗ")

    for name in ("Νίκη", "NIKH", "νικη"):
        post_reply(client, make_post(), name=name, email="otto@example.org")
        assert why_held() == ["The name looks like that of a confirmed author."]


def test_a_name_is_remembered_once_however_often_it_is_signed():
    ann = known_author("ann@example.org", "Ann Example")

    for _time in range(2):
        post_reply(ann, make_post(), name="Ann Example", email="ann@example.org")

    assert SignedName.objects.get().name == "Ann Example"


def test_what_an_address_that_nobody_confirmed_signs_is_not_remembered(client):
    post_reply(client, make_post(), name="Ann Example", email="ann@example.org")

    assert last_comment().status == "approved"
    assert not SignedName.objects.exists()


def test_a_name_that_was_held_takes_no_ones_place():
    """The one that is remembered, and so protected, stays."""
    ann = known_author("ann@example.org", "Ann Example")
    make_author(display_name="Paula Roche")

    post_reply(ann, make_post(), name="Paula Roche", email="ann@example.org")
    post_reply(browser(), make_post(), name="Ann Example")

    assert why_held() == ["The name looks like that of a confirmed author."]
